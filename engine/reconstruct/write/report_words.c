/* The report on words: lines put back, texts put with their story, what is lost, garbled, or may read otherwise. */
#include "reconstruct/write/findings.h"
#include "reconstruct/write/reporter.h"

#define BEHIND_BYTES 60u /* of the text before a place, that it is found by */

/* The texts that were put back, with what speaks for it. */
void rec_report_moves(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0},
                                        {"behind", "now behind", REC_CELL_TAIL, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 2},
                                        {"gain", "bits over the order as read", REC_CELL_NUMBER, 1},
                                        {"margin", "bits over the next best", REC_CELL_NUMBER, 1}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "moves", "Put back", REC_COLUMNS(columns));
    rec_report_introduce(
        reporter,
        g_strdup("What stood behind the wrong text, or (behind nothing) first in its leg: `--order keep` leaves all of it "
                 "as it was read."));
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        rec_put_place(reporter, rec_source_place(draft->source->given, move->text.first));
        rec_put_source(reporter, draft->source->given, move->text);
        rec_put_source(reporter, draft->source->given, move->behind);
        rec_put_number(reporter, move->confidence);
        rec_put_number(reporter, move->gain / 10.0);
        rec_put_number(reporter, move->margin / 10.0);
    }
}

/* What stands before a byte, for a person to find the place by. */
static RecRange behind_what(const RecSource *source, unsigned byte)
{
    unsigned first = rec_char_start(source, byte > BEHIND_BYTES ? byte - BEHIND_BYTES : 0);
    return (RecRange){first, byte - first};
}

/* The texts that were put with a story that they do not stand in. */
void rec_report_placed(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"role", "taken for", REC_CELL_WORDS, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0},
                                        {"story", "story", REC_CELL_WORDS, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "placed", "Put with their story", REC_COLUMNS(columns));
    rec_report_introduce(reporter, g_strdup("Heads and captions by their words, paragraphs by their measure."));
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            if (!element->is_placed) continue;
            rec_put_place(reporter, rec_source_place(draft->source, rec_first_part(draft, element).first));
            rec_put_words(reporter, rec_role_words[element->role]);
            rec_put_text(reporter, element);
            rec_put_words(reporter, story->slug);
        }
    }
}

void rec_report_losses(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"behind", "behind", REC_CELL_TAIL, 0},
                                        {"lost", "lost", REC_CELL_WORDS, 0},
                                        {"proposed", "proposed", REC_CELL_WORDS, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 3},
                                        {"witness", "witness", REC_CELL_WORDS, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "losses", "Lost", REC_COLUMNS(columns));
    rec_report_introduce(
        reporter, g_strdup("Paragraphs that end in mid-sentence with nothing in the text that goes on from them, dates without "
                           "a day.  What is proposed is noted, never filled in."));
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        rec_put_place(reporter, rec_source_place(draft->source, loss->byte));
        rec_put_source(reporter, draft->source, behind_what(draft->source, loss->byte));
        rec_put_words(reporter, rec_loss_words[loss->kind]);
        rec_put_words(reporter, loss->text);
        rec_put(reporter, (RecCell){.number = loss->confidence, .is_known = *loss->text});
        rec_put_words(reporter, loss->reason);
    }
}

void rec_report_garbled(RecReporter *reporter)
{
    static const RecColumn columns[] = {
        {"", "place", REC_CELL_PLACE, 0}, {"characters", "characters", REC_CELL_NUMBER, 0}, {"behind", "behind", REC_CELL_TAIL, 0}};
    const RecSource *source = reporter->draft->source;
    g_autoptr(GArray) runs = rec_garbled(source);
    rec_report_begin(reporter, "garbled", "Garbled", REC_COLUMNS(columns));
    rec_report_introduce(
        reporter, g_strdup("Characters that stand for none: replacement characters, controls, those of no standard.  Stories "
                           "keep them; heads and furniture have � for what no YAML may hold."));
    for (guint i = 0; i < runs->len; i++) {
        RecRange run = g_array_index(runs, RecRange, i);
        rec_put_place(reporter, rec_source_place(source, run.first));
        rec_put_number(reporter, (double)g_utf8_strlen(source->text->str + run.first, run.n));
        rec_put_source(reporter, source, behind_what(source, run.first));
    }
}

/* The pages that voted with this one. */
void rec_report_witnesses(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"file", "page", REC_CELL_WORDS, 0}};
    const RecSource *witnesses = reporter->draft->options.witnesses;
    rec_report_begin(reporter, "witnesses", "Pages that voted", REC_COLUMNS(columns));
    rec_report_introduce(reporter, g_strdup("Their words voted on the readings below."));
    for (guint i = 0; witnesses && i < witnesses->files->len; i++)
        rec_put_words(reporter, g_array_index(witnesses->files, RecFile, i).path);
    if (reporter->draft->proposals->len == 0)
        rec_report_introduce(reporter, g_strdup("Their words voted, and no other reading was found."));
}

void rec_report_proposals(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"read", "read", REC_CELL_WORDS, 0},
                                        {"proposed", "proposed", REC_CELL_WORDS, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 3},
                                        {"for", "for", REC_CELL_NUMBER, 0},
                                        {"against", "against", REC_CELL_NUMBER, 0},
                                        {"applied", "applied", REC_CELL_FLAG, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "proposals", "Other readings", REC_COLUMNS(columns));
    for (guint i = 0; i < draft->proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(draft->proposals, RecProposal, i);
        rec_put_place(reporter, rec_source_place(draft->source, proposal->byte));
        rec_put_character(reporter, proposal->read);
        rec_put_character(reporter, proposal->proposed);
        rec_put_number(reporter, proposal->confidence);
        rec_put_number(reporter, proposal->n_for);
        rec_put_number(reporter, proposal->n_against);
        rec_put_flag(reporter, rec_is_applied(draft, proposal));
        rec_put_source(reporter, draft->source, proposal->context);
    }
}
