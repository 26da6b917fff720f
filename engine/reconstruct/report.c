/* The report for people: what each piece was taken for and why, what was joined, parted, proposed, lost, and left in doubt. */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/write.h"

#define DOUBT 0.85 /* a role with less confidence is listed for a second look */

/* A text that cannot be taken for markup, in a table. */
static void append_safe(const char *text, GString *out)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x80 && strchr("\\|`*_<>[]&~", (char)c)) g_string_append_c(out, '\\');
        g_string_append_unichar(out, g_unichar_iscntrl(c) ? 0xfffd : c);
    }
}

/* A place in the source, with its file where there are several. */
static void append_place(const RecSource *source, unsigned byte, GString *out)
{
    BasePlace place = rec_source_place(source, byte);
    if (rec_source_count(source) > 1) {
        append_safe(place.file, out);
        g_string_append_c(out, ':');
    }
    g_string_append_printf(out, "%d:%d", place.line, place.column);
}

/* The first characters of a range, or its last ones; one line, safe in a table. */
static void append_words(const RecSource *source, RecRange range, bool from_end, GString *out)
{
    g_autoptr(RecFlat) flat = rec_flat_new();
    rec_flat_set(flat, source, range, 18, from_end);
    if (!flat->is_whole && from_end) g_string_append(out, "…");
    append_safe(flat->text->str, out);
    if (!flat->is_whole && !from_end) g_string_append(out, "…");
}

static void append_excerpt(const RecDraft *draft, RecRange range, GString *out)
{
    append_words(draft->source, range, false, out);
}

static void append_ledger(const RecDraft *draft, GString *out)
{
    const RecLedger *ledger = &draft->ledger;
    unsigned n_placed = ledger->n_stories + ledger->n_furniture + ledger->n_noise + ledger->n_review;
    g_string_append_printf(out, "## Every character\n\n| where | code points |\n|---|---:|\n| stories | %u |\n| furniture | %u |\n",
                           ledger->n_stories, ledger->n_furniture);
    g_string_append_printf(out, "| noise | %u |\n| for review | %u |\n| white space and line ends | %u |\n| **sum** | %u |\n",
                           ledger->n_noise, ledger->n_review, ledger->n_space, n_placed + ledger->n_space);
    g_string_append_printf(out, "| **the source** | %u |\n\nNowhere: %u. Twice: %u.\n\n", ledger->n_all, ledger->n_missing,
                           ledger->n_twice);
}

static void append_stories(const RecDraft *draft, GString *out)
{
    g_string_append(out, "## Stories\n\n| story | head | paragraphs | measure | legs, at least |\n|---|---|---:|---:|---:|\n");
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        unsigned n_paragraphs = 0;
        const RecElement *head = NULL;
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            n_paragraphs += element->role == REC_ROLE_BODY;
            if (element->role == REC_ROLE_HEADLINE && !head) head = element;
        }
        g_string_append_printf(out, "| %s | ", story->slug);
        if (head) append_excerpt(draft, g_array_index(draft->stories->parts, RecRange, head->first_part), out);
        else g_string_append(out, "*none found*");
        g_string_append_printf(out, " | %u | ", n_paragraphs);
        if (story->measure) g_string_append_printf(out, "%s em", rec_decimal(story->measure / 2.0, 1).text);
        g_string_append_printf(out, " | %d |\n", story->n_legs);
    }
    g_string_append_c(out, '\n');
}

static void append_signals(const RecDraft *draft, const RecView *view, GString *out)
{
    for (unsigned i = 0; i < view->n_signals; i++) {
        const RecSignal *signal = &g_array_index(draft->roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(draft->habits->habits, RecHabit, signal->habit);
        g_string_append_printf(out, "%s%s %+d", i ? ", " : "", habit->id, habit->weight);
    }
}

static void append_piece(const RecDraft *draft, guint index, GString *out)
{
    const RecView *view = &g_array_index(draft->roles->views, RecView, index);
    RecRange range = g_array_index(draft->pieces->pieces, RecPiece, index).range;
    g_string_append(out, "| ");
    append_place(draft->source, range.first, out);
    g_string_append_printf(out, " | %s | %s | ", rec_role_words[view->role], rec_decimal(view->confidence, 2).text);
    append_signals(draft, view, out);
    g_string_append(out, " | ");
    append_excerpt(draft, range, out);
    g_string_append(out, " |\n");
}

static void append_doubts(const RecDraft *draft, GString *out)
{
    g_string_append(
        out, "## In doubt\n\nPieces whose role has little lead over the next one.\n\n| place | taken for | confidence | signals | "
             "text |\n|---|---|---:|---|---|\n");
    for (guint i = 0; i < draft->pieces->pieces->len; i++)
        if (g_array_index(draft->roles->views, RecView, i).confidence < DOUBT) append_piece(draft, i, out);
    g_string_append_c(out, '\n');
}

static void append_elements(const RecDraft *draft, const char *title, const GArray *list, GString *out)
{
    g_string_append_printf(out, "## %s\n\n", title);
    if (list->len == 0) g_string_append(out, "None.\n");
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part);
        g_string_append(out, "- ");
        append_place(draft->source, part.first, out);
        g_string_append_printf(out, " %s: ", rec_role_words[element->role]);
        append_excerpt(draft, part, out);
        g_string_append_c(out, '\n');
    }
    g_string_append_c(out, '\n');
}

static void append_joins(const RecDraft *draft, GString *out)
{
    g_string_append(out, "## Joined over columns\n\n| from | to | weight | signals | text |\n|---|---|---:|---|---|\n");
    for (guint i = 0; i < draft->links->len; i++) {
        const RecLink *link = &g_array_index(draft->links, RecLink, i);
        if (link->previous < 0) continue;
        g_autofree char *words = rec_join_words(link->signals, draft->habits);
        g_string_append(out, "| ");
        append_place(draft->source, g_array_index(draft->pieces->pieces, RecPiece, link->previous).range.first, out);
        g_string_append(out, " | ");
        append_place(draft->source, g_array_index(draft->pieces->pieces, RecPiece, i).range.first, out);
        g_string_append_printf(out, " | %d | %s | ", link->score, words);
        append_excerpt(draft, g_array_index(draft->pieces->pieces, RecPiece, i).range, out);
        g_string_append(out, " |\n");
    }
    g_string_append(out, "\n## Paragraphs parted\n\n");
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        if (!piece->is_parted) continue;
        g_string_append(out, "- ");
        append_place(draft->source, piece->range.first, out);
        g_string_append(out, piece->is_orphan ? " (a stranger behind the line before) " : " ");
        append_excerpt(draft, piece->range, out);
        g_string_append_c(out, '\n');
    }
    g_string_append_c(out, '\n');
}

/* Which pages voted with this one. */
static void append_witnesses(const RecSource *witnesses, GString *out)
{
    if (!witnesses || witnesses->files->len == 0) return;
    g_string_append(out, "The words of these pages voted as well:");
    for (guint i = 0; i < witnesses->files->len; i++) {
        g_string_append(out, i ? ", " : " ");
        append_safe(g_array_index(witnesses->files, RecFile, i).path, out);
    }
    g_string_append(out, ".\n\n");
}

static void append_proposals(const RecDraft *draft, GString *out)
{
    g_string_append(out, "## Other readings\n\n");
    append_witnesses(draft->options.witnesses, out);
    g_string_append(out, "| place | read | proposed | confidence | for : against | applied | text |\n"
                         "|---|---|---|---:|---:|---|---|\n");
    for (guint i = 0; i < draft->proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(draft->proposals, RecProposal, i);
        g_string_append(out, "| ");
        append_place(draft->source, proposal->byte, out);
        g_string_append(out, " | ");
        g_string_append_unichar(out, proposal->read);
        g_string_append(out, " | ");
        g_string_append_unichar(out, proposal->proposed);
        g_string_append_printf(out, " | %s | %u : %u | %s | ", rec_decimal(proposal->confidence, 3).text, proposal->n_for,
                               proposal->n_against, rec_is_applied(draft, proposal) ? "yes" : "no");
        append_excerpt(draft, proposal->context, out);
        g_string_append(out, " |\n");
    }
    g_string_append_c(out, '\n');
}

static void append_lost(const RecDraft *draft, GString *out)
{
    g_string_append(
        out, "## Lost\n\nParagraphs that end in mid-sentence with nothing in the text that goes on from them, dates without a "
             "day.  What is proposed is noted, never filled in.\n\n| place | behind | lost | proposed | confidence | witness "
             "|\n|---|---|---|---|---:|---|\n");
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        g_autoptr(RecFlat) flat = rec_flat_new();
        rec_flat_set(flat, draft->source, (RecRange){0, loss->byte}, 12, true);
        g_string_append(out, "| ");
        append_place(draft->source, loss->byte, out);
        g_string_append(out, " | …");
        append_safe(flat->text->str, out);
        g_string_append_printf(out, "‖ | %s | %s | ", rec_loss_words[loss->kind], *loss->text ? loss->text : "–");
        if (*loss->text) g_string_append(out, rec_decimal(loss->confidence, 2).text);
        g_string_append_printf(out, " | %s |\n", loss->reason);
    }
    g_string_append_c(out, '\n');
}

/* The texts that were put back, with what speaks for it; `--order keep` leaves them where they were. */
static void append_moves(const RecDraft *draft, GString *out)
{
    if (draft->moves->len == 0) return;
    g_string_append(out, "## Put back\n\nWhat stood behind the wrong text: `--order keep` leaves all of it as it was read.\n\n"
                         "| place | text | now behind | confidence | evidence |\n|---|---|---|---:|---|\n");
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        g_string_append(out, "| ");
        append_place(draft->source->given, move->text.first, out);
        g_string_append(out, " | ");
        append_words(draft->source->given, move->text, false, out);
        g_string_append(out, " | ");
        if (move->behind.n) append_words(draft->source->given, move->behind, true, out);
        else g_string_append(out, "*first*");
        g_string_append_printf(out, " | %s | %s bits over the order as read, %s over the next best |\n",
                               rec_decimal(move->confidence, 2).text, rec_decimal(move->gain / 10.0, 1).text,
                               rec_decimal(move->margin / 10.0, 1).text);
    }
    g_string_append_c(out, '\n');
}

/* The texts that were put with a story that they do not stand in. */
static void append_placed(const RecDraft *draft, GString *out)
{
    static const char title[] = "## Put with their story\n\nHeads by their words, paragraphs by their measure.\n\n"
                                "| place | text | story |\n|---|---|---|\n";
    bool is_first = true;
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            if (!element->is_placed) continue;
            RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part);
            g_string_append_printf(out, "%s| ", is_first ? title : "");
            append_place(draft->source, part.first, out);
            g_string_append(out, " | ");
            append_excerpt(draft, part, out);
            g_string_append_printf(out, " | %s |\n", story->slug);
            is_first = false;
        }
    }
    if (!is_first) g_string_append_c(out, '\n');
}

/* What is said only where something speaks for it. */
static void append_order(const RecDraft *draft, GString *out)
{
    const RecOrder *order = &draft->order;
    if (!order->is_shuffled) return;
    g_string_append(out,
                    "## The text is not in reading order\n\nIts order has been put right as far as the text shows it; look at the "
                    "joins below.\n\n");
    if (order->n_far) g_string_append_printf(out, "- %u of %u paragraphs go on past other texts\n", order->n_far, order->n_bodies);
    if (order->n_torn) g_string_append_printf(out, "- %u begin or end in mid-sentence, their rest nowhere\n", order->n_torn);
    if (order->n_unpaired) g_string_append_printf(out, "- %u have half a pair of brackets or quotes\n", order->n_unpaired);
    if (order->n_masthead) g_string_append_printf(out, "- %u lines of the masthead stand inside stories\n", order->n_masthead);
    if (order->n_homeless) g_string_append_printf(out, "- %u texts have no place\n", order->n_homeless);
    if (order->n_turns) g_string_append_printf(out, "- the measure changes %u times inside stories\n", order->n_turns);
    g_string_append_c(out, '\n');
}

char *rec_report_text(const RecDraft *draft)
{
    GString *out = g_string_new("# What was read\n\nPlaces are line:column of the source");
    g_string_append(out, rec_source_count(draft->source) > 1 ? ", its file before them.\n\n" : ".\n\n");
    append_ledger(draft, out);
    append_order(draft, out);
    append_moves(draft, out);
    append_placed(draft, out);
    append_stories(draft, out);
    append_elements(draft, "For review: no place was found", draft->stories->review, out);
    append_lost(draft, out);
    append_proposals(draft, out);
    append_doubts(draft, out);
    append_joins(draft, out);
    append_elements(draft, "Furniture", draft->stories->furniture, out);
    append_elements(draft, "Noise", draft->stories->noise, out);
    g_string_append(out, "## All pieces\n\n| place | taken for | confidence | signals | text |\n|---|---|---:|---|---|\n");
    for (guint i = 0; i < draft->pieces->pieces->len; i++) append_piece(draft, i, out);
    return g_string_free(out, FALSE);
}
