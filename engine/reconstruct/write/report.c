/* The report: what each piece was taken for and why, what was joined, parted, put back, proposed, lost, and left in doubt.
 *
 * In: the draft.  Out: RecReport: sections of rows, those that need a person first, the whole lists last. */
#include "reconstruct/write/report.h"

#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/write/findings.h"

#define DOUBT 0.85       /* a role with less confidence is listed for a second look */
#define BEHIND_BYTES 60u /* of the text before a place, that it is found by */

typedef struct {
    const RecDraft *draft;
    GArray *outcomes;
    RecReport *report;
    RecSection *section; /* the one at hand */
} Reporter;

static void clear_cell(void *data)
{
    RecCell *cell = data;
    g_free(cell->text);
    if (cell->signals) g_array_unref(cell->signals);
}

static void free_section(RecSection *section)
{
    g_free(section->intro);
    g_array_unref(section->cells);
    g_free(section);
}

void rec_report_free(RecReport *report)
{
    if (!report) return;
    g_ptr_array_unref(report->sections);
    dk_diagnostics_free(report->hints);
    g_free(report->summary);
    g_free(report);
}

/* ---- Sections and cells ---- */

#define COLUMNS(list) (list), G_N_ELEMENTS(list)

static void begin(Reporter *reporter, const char *key, const char *title, const RecColumn *columns, size_t n_columns)
{
    RecSection *section = g_new0(RecSection, 1);
    section->key = key;
    section->title = title;
    section->intro = g_strdup("");
    section->columns = columns;
    section->n_columns = (unsigned)n_columns;
    section->cells = g_array_new(FALSE, FALSE, sizeof(RecCell));
    g_array_set_clear_func(section->cells, clear_cell);
    g_ptr_array_add(reporter->report->sections, section);
    reporter->section = section;
}

/* Takes the words over. */
static void introduce(Reporter *reporter, char *words)
{
    g_free(reporter->section->intro);
    reporter->section->intro = words;
}

static void put(Reporter *reporter, RecCell cell)
{
    g_array_append_val(reporter->section->cells, cell);
}

static void put_words(Reporter *reporter, const char *words)
{
    put(reporter, (RecCell){.text = g_strdup(words)});
}

static void put_number(Reporter *reporter, double number)
{
    put(reporter, (RecCell){.number = number, .is_known = true});
}

static void put_flag(Reporter *reporter, bool is_so)
{
    put(reporter, (RecCell){.number = is_so, .is_known = true});
}

static void put_place(Reporter *reporter, const RecSource *source, unsigned byte)
{
    put(reporter, (RecCell){.place = rec_source_place(source, byte), .is_known = true});
}

static void put_source(Reporter *reporter, const RecSource *source, RecRange range)
{
    put(reporter, (RecCell){.text = g_strndup(source->text->str + range.first, range.n)});
}

static RecRange first_part(const RecDraft *draft, const RecElement *element)
{
    return g_array_index(draft->stories->parts, RecRange, element->first_part);
}

/* All that the source has of a text. */
static void put_text(Reporter *reporter, const RecElement *element)
{
    GString *text = g_string_new(NULL);
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(reporter->draft->stories->parts, RecRange, element->first_part + k);
        if (k) g_string_append_c(text, ' ');
        g_string_append_len(text, reporter->draft->source->text->str + part.first, part.n);
    }
    put(reporter, (RecCell){.text = g_string_free(text, FALSE)});
}

static void put_character(Reporter *reporter, gunichar c)
{
    char bytes[8] = "";
    g_unichar_to_utf8(c, bytes);
    put_words(reporter, bytes);
}

/* ---- What needs a person ---- */

static void add_hints(Reporter *reporter)
{
    static const RecColumn columns[] = {{"code", "finding", REC_CELL_WORDS, 0},
                                        {"", "place", REC_CELL_PLACE, 0},
                                        {"text", "what is so", REC_CELL_WORDS, 0},
                                        {"advice", "what can be done", REC_CELL_WORDS, 0}};
    DkDiagnostics *list = reporter->report->hints;
    rec_hints(reporter->draft, list);
    begin(reporter, "hints", "To know first", COLUMNS(columns));
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(list, i);
        put_words(reporter, item->code);
        BasePlace place = {.file = item->file, .line = item->line, .column = item->column};
        put(reporter, (RecCell){.place = place, .is_known = item->line > 0});
        put_words(reporter, item->message);
        put_words(reporter, item->hint);
    }
}

static void add_elements(Reporter *reporter, const char *key, const char *title, const GArray *list)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"role", "taken for", REC_CELL_WORDS, 0},
                                        {"why", "because", REC_CELL_WORDS, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    begin(reporter, key, title, COLUMNS(columns));
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        put_place(reporter, reporter->draft->source, first_part(reporter->draft, element).first);
        put_words(reporter, rec_role_words[element->role]);
        put_words(reporter, rec_why_words[element->why]);
        put_text(reporter, element);
    }
}

static unsigned count_joins(const RecDraft *draft)
{
    unsigned n = 0;
    for (guint i = 0; i < draft->links->len; i++) n += g_array_index(draft->links, RecLink, i).previous >= 0;
    return n;
}

/* What is said of the order: only where something speaks for another, and with nothing named that the report does not have. */
static char *order_words(const RecDraft *draft)
{
    const RecOrder *order = &draft->order;
    if (!order->is_shuffled) return g_strdup("");
    g_autoptr(GString) lists = g_string_new(NULL);
    if (order->n_moved) g_string_append(lists, ", \"Put back\"");
    if (order->n_placed) g_string_append(lists, ", \"Put with their story\"");
    if (count_joins(draft)) g_string_append(lists, ", \"Joined over columns\"");
    const char *words = "The lines below say that its parts stand in another order than they are read in.";
    if (lists->len == 0) return g_strdup_printf("%s  Nothing could be put right: the stories are in the text's own order.", words);
    return g_strdup_printf("%s  It was put right as far as the text shows it: see %s.", words, lists->str + 2);
}

static void add_order(Reporter *reporter)
{
    static const RecColumn columns[] = {
        {"shuffled", NULL, REC_CELL_FLAG, 0},
        {"bodies", "paragraphs and parts of them", REC_CELL_NUMBER, 0},
        {"far", "of these, that go on past other texts", REC_CELL_NUMBER, 0},
        {"torn", "that begin or end in mid-sentence, their rest nowhere", REC_CELL_NUMBER, 0},
        {"unpaired", "paragraphs with half a pair of brackets or quotes", REC_CELL_NUMBER, 0},
        {"moved", "texts that stood behind the wrong one and were put back", REC_CELL_NUMBER, 0},
        {"placed", "texts that stood in another story than their own", REC_CELL_NUMBER, 0},
        {"masthead", "lines of the masthead inside stories", REC_CELL_NUMBER, 0},
        {"homeless", "texts without a place", REC_CELL_NUMBER, 0},
        {"turns", "changes of measure inside stories", REC_CELL_NUMBER, 0},
    };
    const RecOrder *order = &reporter->draft->order;
    begin(reporter, "order", "The text is not in reading order", COLUMNS(columns));
    reporter->section->is_facts = true;
    introduce(reporter, order_words(reporter->draft));
    put_flag(reporter, order->is_shuffled);
    const unsigned facts[] = {order->n_bodies, order->n_far,      order->n_torn,     order->n_unpaired, order->n_moved,
                              order->n_placed, order->n_masthead, order->n_homeless, order->n_turns};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) put_number(reporter, facts[i]);
}

/* The texts that were put back, with what speaks for it. */
static void add_moves(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0},
                                        {"behind", "now behind", REC_CELL_TAIL, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 2},
                                        {"gain", "bits over the order as read", REC_CELL_NUMBER, 1},
                                        {"margin", "bits over the next best", REC_CELL_NUMBER, 1}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "moves", "Put back", COLUMNS(columns));
    introduce(reporter,
              g_strdup("What stood behind the wrong text, or (behind nothing) first in its leg: `--order keep` leaves all of it "
                       "as it was read."));
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        put_place(reporter, draft->source->given, move->text.first);
        put_source(reporter, draft->source->given, move->text);
        put_source(reporter, draft->source->given, move->behind);
        put_number(reporter, move->confidence);
        put_number(reporter, move->gain / 10.0);
        put_number(reporter, move->margin / 10.0);
    }
}

/* What stands before a byte, for a person to find the place by. */
static RecRange behind_what(const RecSource *source, unsigned byte)
{
    unsigned first = rec_char_start(source, byte > BEHIND_BYTES ? byte - BEHIND_BYTES : 0);
    return (RecRange){first, byte - first};
}

/* The texts that were put with a story that they do not stand in. */
static void add_placed(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"role", "taken for", REC_CELL_WORDS, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0},
                                        {"story", "story", REC_CELL_WORDS, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "placed", "Put with their story", COLUMNS(columns));
    introduce(reporter, g_strdup("Heads and captions by their words, paragraphs by their measure."));
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        for (unsigned k = 0; k < story->n_elements; k++) {
            const RecElement *element = rec_element(draft, story, k);
            if (!element->is_placed) continue;
            put_place(reporter, draft->source, first_part(draft, element).first);
            put_words(reporter, rec_role_words[element->role]);
            put_text(reporter, element);
            put_words(reporter, story->slug);
        }
    }
}

static void add_losses(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"behind", "behind", REC_CELL_TAIL, 0},
                                        {"lost", "lost", REC_CELL_WORDS, 0},
                                        {"proposed", "proposed", REC_CELL_WORDS, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 3},
                                        {"witness", "witness", REC_CELL_WORDS, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "losses", "Lost", COLUMNS(columns));
    introduce(reporter,
              g_strdup("Paragraphs that end in mid-sentence with nothing in the text that goes on from them, dates without "
                       "a day.  What is proposed is noted, never filled in."));
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        put_place(reporter, draft->source, loss->byte);
        put_source(reporter, draft->source, behind_what(draft->source, loss->byte));
        put_words(reporter, rec_loss_words[loss->kind]);
        put_words(reporter, loss->text);
        put(reporter, (RecCell){.number = loss->confidence, .is_known = *loss->text});
        put_words(reporter, loss->reason);
    }
}

static void add_garbled(Reporter *reporter)
{
    static const RecColumn columns[] = {
        {"", "place", REC_CELL_PLACE, 0}, {"characters", "characters", REC_CELL_NUMBER, 0}, {"behind", "behind", REC_CELL_TAIL, 0}};
    const RecSource *source = reporter->draft->source;
    g_autoptr(GArray) runs = rec_garbled(source);
    begin(reporter, "garbled", "Garbled", COLUMNS(columns));
    introduce(reporter, g_strdup("Characters that stand for none: replacement characters, controls, those of no standard.  Stories "
                                 "keep them; heads and furniture have � for what no YAML may hold."));
    for (guint i = 0; i < runs->len; i++) {
        RecRange run = g_array_index(runs, RecRange, i);
        put_place(reporter, source, run.first);
        put_number(reporter, (double)g_utf8_strlen(source->text->str + run.first, run.n));
        put_source(reporter, source, behind_what(source, run.first));
    }
}

/* The pages that voted with this one. */
static void add_witnesses(Reporter *reporter)
{
    static const RecColumn columns[] = {{"file", "page", REC_CELL_WORDS, 0}};
    const RecSource *witnesses = reporter->draft->options.witnesses;
    begin(reporter, "witnesses", "Pages that voted", COLUMNS(columns));
    introduce(reporter, g_strdup("Their words voted on the readings below."));
    for (guint i = 0; witnesses && i < witnesses->files->len; i++)
        put_words(reporter, g_array_index(witnesses->files, RecFile, i).path);
    if (reporter->draft->proposals->len == 0) introduce(reporter, g_strdup("Their words voted, and no other reading was found."));
}

static void add_proposals(Reporter *reporter)
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
    begin(reporter, "proposals", "Other readings", COLUMNS(columns));
    for (guint i = 0; i < draft->proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(draft->proposals, RecProposal, i);
        put_place(reporter, draft->source, proposal->byte);
        put_character(reporter, proposal->read);
        put_character(reporter, proposal->proposed);
        put_number(reporter, proposal->confidence);
        put_number(reporter, proposal->n_for);
        put_number(reporter, proposal->n_against);
        put_flag(reporter, rec_is_applied(draft, proposal));
        put_source(reporter, draft->source, proposal->context);
    }
}

/* ---- Pieces ---- */

static GArray *signals_of(const RecDraft *draft, const RecView *view)
{
    GArray *signals = g_array_new(FALSE, FALSE, sizeof(RecSpoken));
    for (unsigned i = 0; i < view->n_signals; i++) {
        const RecSignal *signal = &g_array_index(draft->roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(draft->habits->habits, RecHabit, signal->habit);
        RecSpoken spoken = {habit->id, habit->weight};
        g_array_append_val(signals, spoken);
    }
    return signals;
}

/* What a piece was read as and what its text is in the end, with the reason where these differ. */
static void put_roles(Reporter *reporter, guint index)
{
    const RecElement *element = g_array_index(reporter->outcomes, RecOutcome, index).element;
    RecRole first = g_array_index(reporter->draft->roles->views, RecView, index).role, last = element ? element->role : first;
    g_autofree char *both =
        first == last ? NULL
                      : g_strdup_printf("%s → %s: %s", rec_role_words[first], rec_role_words[last], rec_why_words[element->why]);
    put_words(reporter, both ? both : rec_role_words[last]);
    put_words(reporter, rec_role_words[last]);
    put_words(reporter, rec_role_words[first]);
    put_words(reporter, both ? rec_why_words[element->why] : "");
}

#define ROLE_COLUMNS                                                                                                               \
    {NULL, "taken for", REC_CELL_WORDS, 0}, {"role", NULL, REC_CELL_WORDS, 0}, {"read-as", NULL, REC_CELL_WORDS, 0},               \
        {"why", NULL, REC_CELL_WORDS, 0},                                                                                          \
    {                                                                                                                              \
        "confidence", "confidence", REC_CELL_NUMBER, 3                                                                             \
    }

static void add_doubts(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0}, ROLE_COLUMNS, {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "doubts", "In doubt", COLUMNS(columns));
    introduce(reporter, g_strdup("Pieces whose words and shape leave their role in doubt; \"All pieces\" has what spoke for it."));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecView *view = &g_array_index(draft->roles->views, RecView, i);
        RecRange range = g_array_index(draft->pieces->pieces, RecPiece, i).range;
        if (view->confidence >= DOUBT) continue;
        put_place(reporter, draft->source, range.first);
        put_roles(reporter, i);
        put_number(reporter, view->confidence);
        put_source(reporter, draft->source, range);
    }
}

static void add_pieces(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        ROLE_COLUMNS,
                                        {"signals", "signals", REC_CELL_SIGNALS, 0},
                                        {"where", "in", REC_CELL_WORDS, 0},
                                        {"measure", NULL, REC_CELL_NUMBER, 1},
                                        {"parted", NULL, REC_CELL_FLAG, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "pieces", "All pieces", COLUMNS(columns));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        const RecView *view = &g_array_index(draft->roles->views, RecView, i);
        put_place(reporter, draft->source, piece->range.first);
        put_roles(reporter, i);
        put_number(reporter, view->confidence);
        put(reporter, (RecCell){.signals = signals_of(draft, view)});
        put_words(reporter, g_array_index(reporter->outcomes, RecOutcome, i).where);
        put_number(reporter, piece->measure / 2.0);
        put_flag(reporter, piece->is_parted);
        put_source(reporter, draft->source, piece->range);
    }
}

static bool has_strangers(const RecDraft *draft)
{
    for (guint i = 0; i < draft->pieces->pieces->len; i++)
        if (g_array_index(draft->pieces->pieces, RecPiece, i).is_orphan) return true;
    return false;
}

static void add_joins(Reporter *reporter)
{
    static const RecColumn columns[] = {{"from", NULL, REC_CELL_NUMBER, 0},
                                        {"to", NULL, REC_CELL_NUMBER, 0},
                                        {"", "from", REC_CELL_PLACE, 0},
                                        {"to", "to", REC_CELL_PLACE, 0},
                                        {"weight", "weight", REC_CELL_NUMBER, 0},
                                        {"confidence", "confidence", REC_CELL_NUMBER, 2},
                                        {"signals", "signals", REC_CELL_SIGNALS, 0},
                                        {"ends", "ends", REC_CELL_TAIL, 0},
                                        {"goes-on", "goes on", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "joins", "Joined over columns", COLUMNS(columns));
    introduce(reporter, has_strangers(draft)
                            ? g_strdup("A stranger behind another line (\"Paragraphs parted\") is joined to the open end that "
                                       "it fits, whatever its weight.")
                            : g_strdup(""));
    for (guint i = 0; i < draft->links->len; i++) {
        const RecLink *link = &g_array_index(draft->links, RecLink, i);
        if (link->previous < 0) continue;
        RecRange from = g_array_index(draft->pieces->pieces, RecPiece, link->previous).range;
        RecRange to = g_array_index(draft->pieces->pieces, RecPiece, i).range;
        GArray *signals = g_array_new(FALSE, FALSE, sizeof(RecSpoken));
        for (int k = 0; k < REC_N_JOIN_SIGNALS; k++) {
            RecSpoken spoken = {rec_join_names[k], draft->habits->joins[k]};
            if (link->signals & 1u << k) g_array_append_val(signals, spoken);
        }
        put_number(reporter, link->previous);
        put_number(reporter, i);
        put_place(reporter, draft->source, from.first);
        put_place(reporter, draft->source, to.first);
        put_number(reporter, link->score);
        put_number(reporter, rec_join_confidence(draft->habits, link->score));
        put(reporter, (RecCell){.signals = signals});
        put_source(reporter, draft->source, from);
        put_source(reporter, draft->source, to);
    }
}

static void add_parted(Reporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"stranger", "a stranger behind the line before", REC_CELL_FLAG, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "parted", "Paragraphs parted", COLUMNS(columns));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        if (!piece->is_parted) continue;
        put_place(reporter, draft->source, piece->range.first);
        put_flag(reporter, piece->is_orphan);
        put_source(reporter, draft->source, piece->range);
    }
}

/* ---- The whole ---- */

static const RecElement *head_of(const RecDraft *draft, const RecStory *story)
{
    for (unsigned k = 0; k < story->n_elements; k++)
        if (rec_element(draft, story, k)->role == REC_ROLE_HEADLINE) return rec_element(draft, story, k);
    return NULL;
}

static unsigned paragraphs_of(const RecDraft *draft, const RecStory *story)
{
    unsigned n = 0;
    for (unsigned k = 0; k < story->n_elements; k++) n += rec_element(draft, story, k)->role == REC_ROLE_BODY;
    return n;
}

static void add_stories(Reporter *reporter)
{
    static const RecColumn columns[] = {{"slug", "story", REC_CELL_WORDS, 0},
                                        {"headline", "headline", REC_CELL_EXCERPT, 0},
                                        {"paragraphs", "paragraphs", REC_CELL_NUMBER, 0},
                                        {"measure", "measure, em", REC_CELL_NUMBER, 1},
                                        {"legs", "legs, at least", REC_CELL_NUMBER, 0}};
    const RecDraft *draft = reporter->draft;
    begin(reporter, "stories", "Stories", COLUMNS(columns));
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        g_autofree char *headline = head_of(draft, story) ? rec_headline(draft, story) : NULL;
        put_words(reporter, story->slug);
        put_words(reporter, headline);
        put_number(reporter, paragraphs_of(draft, story));
        put(reporter, (RecCell){.number = story->measure / 2.0, .is_known = story->measure > 0});
        put_number(reporter, story->n_legs);
    }
}

static void add_ledger(Reporter *reporter)
{
    static const RecColumn columns[] = {{"source", "characters of the source", REC_CELL_NUMBER, 0},
                                        {"space", "white space and line ends", REC_CELL_NUMBER, 0},
                                        {"stories", "in stories", REC_CELL_NUMBER, 0},
                                        {"furniture", "in furniture", REC_CELL_NUMBER, 0},
                                        {"noise", "in the noise", REC_CELL_NUMBER, 0},
                                        {"review", "for review", REC_CELL_NUMBER, 0},
                                        {"missing", "nowhere", REC_CELL_NUMBER, 0},
                                        {"twice", "twice", REC_CELL_NUMBER, 0}};
    const RecLedger *ledger = &reporter->draft->ledger;
    unsigned n = ledger->n_space + ledger->n_stories + ledger->n_furniture + ledger->n_noise + ledger->n_review;
    begin(reporter, "ledger", "Every character", COLUMNS(columns));
    reporter->section->is_facts = true;
    introduce(reporter, g_strdup_printf("%u characters were placed, of %u of the source.  Nowhere: %u. Twice: %u.", n,
                                        ledger->n_all, ledger->n_missing, ledger->n_twice));
    const unsigned facts[] = {ledger->n_all,   ledger->n_space,  ledger->n_stories, ledger->n_furniture,
                              ledger->n_noise, ledger->n_review, ledger->n_missing, ledger->n_twice};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) put_number(reporter, facts[i]);
}

/* How much there is of everything, so that one sees at once what there is to do. */
static char *summary_of(const RecReport *report)
{
    GString *words = g_string_new("Places are line:column of the source");
    g_string_append(words, report->has_files ? ", its file before them.  " : ".  ");
    bool is_first = true;
    for (guint i = 0; i < report->sections->len; i++) {
        const RecSection *section = g_ptr_array_index(report->sections, i);
        if (section->is_facts || section->cells->len == 0) continue;
        g_string_append_printf(words, "%s%s %u", is_first ? "Below: " : ", ", section->title, rec_section_rows(section));
        is_first = false;
    }
    g_string_append(words, is_first ? "The text is empty.\n\n" : ".\n\n");
    return g_string_free(words, FALSE);
}

RecReport *rec_report_new(const RecDraft *draft)
{
    RecReport *report = g_new0(RecReport, 1);
    report->sections = g_ptr_array_new_with_free_func((GDestroyNotify)free_section);
    report->hints = dk_diagnostics_new();
    report->has_files = rec_source_count(draft->source) > 1;
    g_autoptr(GArray) outcomes = rec_outcomes_new(draft);
    Reporter reporter = {.draft = draft, .outcomes = outcomes, .report = report};
    add_hints(&reporter);
    add_elements(&reporter, "review", "For review: no place was found", draft->stories->review);
    add_order(&reporter);
    add_moves(&reporter);
    add_placed(&reporter);
    add_losses(&reporter);
    add_garbled(&reporter);
    add_witnesses(&reporter);
    add_proposals(&reporter);
    add_stories(&reporter);
    add_doubts(&reporter);
    add_joins(&reporter);
    add_parted(&reporter);
    add_elements(&reporter, "furniture", "Furniture", draft->stories->furniture);
    add_elements(&reporter, "noise", "Noise", draft->stories->noise);
    add_pieces(&reporter);
    add_ledger(&reporter);
    report->summary = summary_of(report);
    return report;
}

char *rec_report_text(const RecDraft *draft)
{
    g_autoptr(RecReport) report = rec_report_new(draft);
    return rec_report_as_text(report);
}

char *rec_report_json(const RecDraft *draft)
{
    g_autoptr(RecReport) report = rec_report_new(draft);
    return rec_report_as_json(report);
}
