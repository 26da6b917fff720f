/* The report: what each piece was taken for and why, what was joined, parted, put back, proposed, lost, and left in doubt.
 *
 * In: the draft.  Out: RecReport: sections of rows, those that need a person first, the whole lists last. */
#include "reconstruct/write/reporter.h"

#include "reconstruct/habits.h"
#include "reconstruct/plan/plan.h"
#include "reconstruct/write/findings.h"

#define DOUBT 0.85 /* a role with less confidence is listed for a second look */

/* ---- What needs a person ---- */

static void add_hints(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"code", "finding", REC_CELL_WORDS, 0},
                                        {"", "place", REC_CELL_PLACE, 0},
                                        {"text", "what is so", REC_CELL_WORDS, 0},
                                        {"advice", "what can be done", REC_CELL_WORDS, 0}};
    DkDiagnostics *list = reporter->report->hints;
    if (reporter->draft->plan->refusal) rec_draft_refuse(reporter->draft, list);
    rec_hints(reporter->draft, list);
    rec_report_begin(reporter, "hints", "To know first", REC_COLUMNS(columns));
    for (size_t i = 0; i < dk_diagnostics_count(list); i++) {
        const DkDiagnostic *item = dk_diagnostics_item(list, i);
        rec_put_words(reporter, item->code);
        rec_put_place(reporter, (BasePlace){.file = item->file, .line = MAX(1, item->line), .column = MAX(1, item->column)});
        rec_put_words(reporter, item->message);
        rec_put_words(reporter, item->hint);
    }
}

static void add_elements(RecReporter *reporter, const char *key, const char *title, const GArray *list)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"role", "taken for", REC_CELL_WORDS, 0},
                                        {"why", "because", REC_CELL_WORDS, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    rec_report_begin(reporter, key, title, REC_COLUMNS(columns));
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        rec_put_place(reporter, rec_source_place(reporter->draft->source, rec_first_part(reporter->draft, element).first));
        rec_put_words(reporter, rec_role_words[element->role]);
        rec_put_words(reporter, rec_why_words[element->why]);
        rec_put_text(reporter, element);
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

static void add_order(RecReporter *reporter)
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
    rec_report_begin(reporter, "order", "The text is not in reading order", REC_COLUMNS(columns));
    reporter->section->is_facts = true;
    rec_report_introduce(reporter, order_words(reporter->draft));
    rec_put_flag(reporter, order->is_shuffled);
    const unsigned facts[] = {order->n_bodies, order->n_far,      order->n_torn,     order->n_unpaired, order->n_moved,
                              order->n_placed, order->n_masthead, order->n_homeless, order->n_turns};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) rec_put_number(reporter, facts[i]);
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

/* The head that a piece became, which has evidence of its own; NULL: it became another thing. */
static const RecElement *judged_head(const RecReporter *reporter, guint index)
{
    const RecElement *element = g_array_index(reporter->outcomes, RecOutcome, index).element;
    return element && element->is_judged ? element : NULL;
}

static double confidence_of(const RecReporter *reporter, guint index)
{
    const RecElement *head = judged_head(reporter, index);
    return head ? head->confidence : g_array_index(reporter->draft->roles->views, RecView, index).confidence;
}

/* What speaks for a head and against it, or for another piece's role. */
static GArray *spoken_of(const RecReporter *reporter, guint index)
{
    const RecElement *head = judged_head(reporter, index);
    if (!head) return signals_of(reporter->draft, &g_array_index(reporter->draft->roles->views, RecView, index));
    GArray *signals = g_array_new(FALSE, FALSE, sizeof(RecSpoken));
    for (int i = 0; i < REC_N_HEAD_SIGNALS; i++) {
        RecSpoken spoken = {rec_head_names[i], reporter->draft->habits->heads[i]};
        if (head->evidence & 1u << i) g_array_append_val(signals, spoken);
    }
    return signals;
}

/* What a piece was read as and what its text is in the end, with the reason where these differ. */
static void put_roles(RecReporter *reporter, guint index)
{
    const RecElement *element = g_array_index(reporter->outcomes, RecOutcome, index).element;
    RecRole first = g_array_index(reporter->draft->roles->views, RecView, index).role, last = element ? element->role : first;
    g_autofree char *both =
        first == last ? NULL
                      : g_strdup_printf("%s → %s: %s", rec_role_words[first], rec_role_words[last], rec_why_words[element->why]);
    rec_put_words(reporter, both ? both : rec_role_words[last]);
    rec_put_words(reporter, rec_role_words[last]);
    rec_put_words(reporter, rec_role_words[first]);
    rec_put_words(reporter, both ? rec_why_words[element->why] : "");
}

#define ROLE_COLUMNS                                                                                                               \
    {NULL, "taken for", REC_CELL_WORDS, 0}, {"role", NULL, REC_CELL_WORDS, 0}, {"read-as", NULL, REC_CELL_WORDS, 0},               \
        {"why", NULL, REC_CELL_WORDS, 0},                                                                                          \
    {                                                                                                                              \
        "confidence", "confidence", REC_CELL_NUMBER, 3                                                                             \
    }

static void add_doubts(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        ROLE_COLUMNS,
                                        {"signals", "for and against", REC_CELL_SIGNALS, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "doubts", "In doubt", REC_COLUMNS(columns));
    rec_report_introduce(
        reporter, g_strdup("Pieces whose role is in doubt, with what speaks for it: of a head what stands about it, of another "
                           "piece its words and its shape."));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        RecRange range = g_array_index(draft->pieces->pieces, RecPiece, i).range;
        if (confidence_of(reporter, i) >= DOUBT) continue;
        rec_put_place(reporter, rec_source_place(draft->source, range.first));
        put_roles(reporter, i);
        rec_put_number(reporter, confidence_of(reporter, i));
        rec_put(reporter, (RecCell){.signals = spoken_of(reporter, i)});
        rec_put_source(reporter, draft->source, range);
    }
}

static void add_pieces(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        ROLE_COLUMNS,
                                        {"signals", "signals", REC_CELL_SIGNALS, 0},
                                        {"where", "in", REC_CELL_WORDS, 0},
                                        {"measure", NULL, REC_CELL_NUMBER, 1},
                                        {"parted", NULL, REC_CELL_FLAG, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "pieces", "All pieces", REC_COLUMNS(columns));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        const RecView *view = &g_array_index(draft->roles->views, RecView, i);
        rec_put_place(reporter, rec_source_place(draft->source, piece->range.first));
        put_roles(reporter, i);
        rec_put_number(reporter, confidence_of(reporter, i));
        rec_put(reporter, (RecCell){.signals = signals_of(draft, view)});
        rec_put_words(reporter, g_array_index(reporter->outcomes, RecOutcome, i).where);
        rec_put_number(reporter, piece->measure / 2.0);
        rec_put_flag(reporter, piece->is_parted);
        rec_put_source(reporter, draft->source, piece->range);
    }
}

static bool has_strangers(const RecDraft *draft)
{
    for (guint i = 0; i < draft->pieces->pieces->len; i++)
        if (g_array_index(draft->pieces->pieces, RecPiece, i).is_orphan) return true;
    return false;
}

static void add_joins(RecReporter *reporter)
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
    rec_report_begin(reporter, "joins", "Joined over columns", REC_COLUMNS(columns));
    rec_report_introduce(reporter,
                         has_strangers(draft)
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
        rec_put_number(reporter, link->previous);
        rec_put_number(reporter, i);
        rec_put_place(reporter, rec_source_place(draft->source, from.first));
        rec_put_place(reporter, rec_source_place(draft->source, to.first));
        rec_put_number(reporter, link->score);
        rec_put_number(reporter, rec_join_confidence(draft->habits, link->score));
        rec_put(reporter, (RecCell){.signals = signals});
        rec_put_source(reporter, draft->source, from);
        rec_put_source(reporter, draft->source, to);
    }
}

static void add_parted(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"", "place", REC_CELL_PLACE, 0},
                                        {"stranger", "a stranger behind the line before", REC_CELL_FLAG, 0},
                                        {"text", "text", REC_CELL_EXCERPT, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "parted", "Paragraphs parted", REC_COLUMNS(columns));
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        if (!piece->is_parted) continue;
        rec_put_place(reporter, rec_source_place(draft->source, piece->range.first));
        rec_put_flag(reporter, piece->is_orphan);
        rec_put_source(reporter, draft->source, piece->range);
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

static void add_stories(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"slug", "story", REC_CELL_WORDS, 0},
                                        {"headline", "headline", REC_CELL_EXCERPT, 0},
                                        {"paragraphs", "paragraphs", REC_CELL_NUMBER, 0},
                                        {"measure", "measure, em", REC_CELL_NUMBER, 1},
                                        {"legs", "legs, at least", REC_CELL_NUMBER, 0}};
    const RecDraft *draft = reporter->draft;
    rec_report_begin(reporter, "stories", "Stories", REC_COLUMNS(columns));
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        g_autofree char *headline = head_of(draft, story) ? rec_headline(draft, story) : NULL;
        rec_put_words(reporter, story->slug);
        rec_put_words(reporter, headline);
        rec_put_number(reporter, paragraphs_of(draft, story));
        rec_put(reporter, (RecCell){.number = story->measure / 2.0, .is_known = story->measure > 0});
        rec_put_number(reporter, story->n_legs);
    }
}

static void add_ledger(RecReporter *reporter)
{
    static const RecColumn columns[] = {{"source", "characters of the source", REC_CELL_NUMBER, 0},
                                        {"space", "white space, line ends, zero-width spaces", REC_CELL_NUMBER, 0},
                                        {"stories", "in stories", REC_CELL_NUMBER, 0},
                                        {"furniture", "in furniture", REC_CELL_NUMBER, 0},
                                        {"noise", "in the noise", REC_CELL_NUMBER, 0},
                                        {"review", "for review", REC_CELL_NUMBER, 0},
                                        {"missing", "nowhere", REC_CELL_NUMBER, 0},
                                        {"twice", "twice", REC_CELL_NUMBER, 0}};
    const RecLedger *ledger = &reporter->draft->ledger;
    unsigned n = ledger->n_space + ledger->n_stories + ledger->n_furniture + ledger->n_noise + ledger->n_review;
    rec_report_begin(reporter, "ledger", "Every character", REC_COLUMNS(columns));
    reporter->section->is_facts = true;
    rec_report_introduce(reporter, g_strdup_printf("%u characters were placed, of %u of the source.  Nowhere: %u. Twice: %u.", n,
                                                   ledger->n_all, ledger->n_missing, ledger->n_twice));
    const unsigned facts[] = {ledger->n_all,   ledger->n_space,  ledger->n_stories, ledger->n_furniture,
                              ledger->n_noise, ledger->n_review, ledger->n_missing, ledger->n_twice};
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++) rec_put_number(reporter, facts[i]);
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
    RecReport *report = rec_report_empty();
    report->has_files = rec_source_count(draft->source) > 1;
    g_autoptr(GArray) outcomes = rec_outcomes_new(draft);
    RecReporter reporter = {.draft = draft, .outcomes = outcomes, .report = report};
    add_hints(&reporter);
    add_elements(&reporter, "review", "For review: no place was found", draft->stories->review);
    add_order(&reporter);
    rec_report_moves(&reporter);
    rec_report_placed(&reporter);
    rec_report_losses(&reporter);
    rec_report_garbled(&reporter);
    rec_report_witnesses(&reporter);
    rec_report_proposals(&reporter);
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
