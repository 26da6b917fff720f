/* Findings: what a person must know of a draft, with what can be done about it.
 *
 * In: the draft.  Out: notes and warnings: hints on what was not found or was read poorly, which both reports have as well, and each text that
 * is lost, was put back or has no place, which the reports list by themselves.  A text that gets no page gets the hints on its reading
 * alone: what is lost in it stands in the report, and hides nothing of the refusal. */
#include "reconstruct/write/findings.h"

#include <string.h>

#include "reconstruct/plan/plan.h"

#define LONG_STORY 800    /* characters: of a text that may be more than one story */
#define NAMED_MOST 6      /* stories that a hint names */
#define LISTED_MOST 12    /* losses: the report has the others */
#define CHINESE_SHARE 0.5 /* of a text's letters, for it to be Chinese */

/* ---- What is garbled ---- */

static bool is_garbled(gunichar c)
{
    if (rec_is_common(c)) return false;
    if (c == 0xfffd) return true;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL: return !rec_is_space(c) && c != '\n' && c != '\r';
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED: return true;
    default: return false;
    }
}

GArray *rec_garbled(const RecSource *source)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(RecRange));
    const char *text = source->text->str;
    for (const char *p = text, *next; p < text + source->text->len; p = next) {
        next = g_utf8_next_char(p);
        if (!is_garbled(rec_char(p))) continue;
        RecRange *last = runs->len ? &g_array_index(runs, RecRange, runs->len - 1) : NULL;
        RecRange run = {(unsigned)(p - text), (unsigned)(next - p)};
        if (last && rec_end(*last) == run.first) last->n += run.n;
        else g_array_append_val(runs, run);
    }
    return runs;
}

static void hint_garbled(const RecDraft *draft, DkDiagnostics *list)
{
    g_autoptr(GArray) runs = rec_garbled(draft->source);
    unsigned n = 0;
    for (guint i = 0; i < runs->len; i++) {
        RecRange run = g_array_index(runs, RecRange, i);
        n += (unsigned)g_utf8_strlen(draft->source->text->str + run.first, run.n);
    }
    if (n == 0) return;
    unsigned first = g_array_index(runs, RecRange, 0).first;
    DkDiagnostic *item =
        base_report(list, DK_NOTE, "text-garbled", rec_source_place(draft->source, first),
                    "%u character%s of the text stand%s for none, the first here", n, base_plural(n), n == 1 ? "s" : "");
    base_report_hint(list, item, "extract the text anew, or write what the print has; the report lists the places");
}

/* ---- What was not found ---- */

static void hint_script(const RecDraft *draft, DkDiagnostics *list)
{
    unsigned n_letters = 0, n_han = 0;
    for (const char *p = draft->source->text->str; *p; p = g_utf8_next_char(p)) {
        gunichar c = rec_char(p);
        n_han += rec_is_han(c);
        n_letters += rec_is_han(c) || g_unichar_isalpha(c);
    }
    if (n_letters == 0 || n_han >= CHINESE_SHARE * n_letters) return;
    DkDiagnostic *item =
        base_report(list, DK_NOTE, "text-not-chinese", rec_source_place(draft->source, 0),
                    "%u of the text's %u letters are Chinese: what is known of newspapers is of Chinese ones", n_han, n_letters);
    base_report_hint(list, item, "check that this is the page's text; --habits takes the habits of other papers");
}

static bool has_furniture(const RecDraft *draft, RecRole role)
{
    for (guint i = 0; i < draft->stories->furniture->len; i++)
        if (g_array_index(draft->stories->furniture, RecElement, i).role == role) return true;
    return false;
}

static void hint_masthead(const RecDraft *draft, DkDiagnostics *list)
{
    BasePlace place = rec_source_place(draft->source, 0);
    g_autofree char *name = rec_paper_name(draft);
    bool has_name = has_furniture(draft, REC_ROLE_NAMEPLATE), has_date = has_furniture(draft, REC_ROLE_DATE);
    if (!has_name && name) {
        DkDiagnostic *item = base_report(list, DK_NOTE, "nameplate-missing", place,
                                         "no nameplate is in the text: the page has %s, the name in its datelines", name);
        base_report_hint(list, item, "where that is not the paper's name, change \"nameplate\" and \"paper\" in page.yaml");
    } else if (!has_name) {
        DkDiagnostic *item =
            base_report(list, DK_NOTE, "nameplate-missing", place, "no nameplate%s was found, and the page has none",
                        has_date ? "" : " and no date of the paper");
        base_report_hint(list, item, "put the paper's name on a line of its own at the text's start, with a blank line behind it");
    }
    if (has_date || (!has_name && !name)) return;
    DkDiagnostic *item = base_report(list, DK_NOTE, "date-missing", place, "no date of the paper was found");
    base_report_hint(list, item, "put it on a line of its own: 2022年6月17日 星期五");
}

/* The first text of some role in a list, where a finding on such texts stands; NULL: there is none. */
static const RecElement *first_of(const GArray *list, RecRole first, RecRole last)
{
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        if (element->role >= first && element->role <= last) return element;
    }
    return NULL;
}

static BasePlace place_of(const RecDraft *draft, const RecElement *element)
{
    unsigned byte = element ? g_array_index(draft->stories->parts, RecRange, element->first_part).first : 0;
    return rec_source_place(draft->source, byte);
}

/* The slugs of stories, the first few by name. */
static char *names_of(const GPtrArray *slugs)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < slugs->len && i < NAMED_MOST; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(slugs, i));
    if (slugs->len > NAMED_MOST) g_string_append_printf(names, " and %u more", slugs->len - NAMED_MOST);
    return g_string_free(names, FALSE);
}

static void hint_stories(const RecDraft *draft, DkDiagnostics *list)
{
    const GArray *stories = draft->stories->stories;
    g_autoptr(GPtrArray) headless = g_ptr_array_new();
    const RecElement *first = NULL; /* of a story without a head */
    for (guint i = 0; i < stories->len; i++) {
        const RecStory *story = &g_array_index(stories, RecStory, i);
        if (!story->is_headless) continue;
        if (!first && story->n_elements) first = rec_element(draft, story, 0);
        g_ptr_array_add(headless, story->slug);
    }
    if (stories->len == 1 && draft->ledger.n_stories >= LONG_STORY) {
        DkDiagnostic *item = base_report(list, DK_NOTE, "one-story", rec_source_place(draft->source, 0),
                                         "the whole text became one story of %u characters", draft->ledger.n_stories);
        base_report_hint(list, item,
                         "where it is several, put each head on a line of its own, with a blank line before and behind it");
    }
    if (headless->len == 0) return;
    g_autofree char *names = names_of(headless);
    DkDiagnostic *item = base_report(list, DK_NOTE, "headline-missing", place_of(draft, first),
                                     "%u of %u stories have no headline: %s", headless->len, stories->len, names);
    base_report_hint(list, item,
                     "write \"headline\" into their files, or put the head on a line of its own above the story in the text");
}

/* Line ends that were asked for, or that would say which column a text stood in. */
static void hint_lines(const RecDraft *draft, DkDiagnostics *list)
{
    const GArray *stories = draft->stories->stories;
    g_autoptr(GPtrArray) without = g_ptr_array_new();
    for (guint i = 0; i < stories->len; i++)
        if (!g_array_index(stories, RecStory, i).measure) g_ptr_array_add(without, g_array_index(stories, RecStory, i).slug);
    bool are_all = without->len == stories->len;
    if (without->len == 0 || (!are_all && !draft->options.keeps_lines)) return;
    g_autofree char *names = names_of(without);
    DkDiagnostic *item =
        are_all ? base_report(list, DK_NOTE, "lines-not-shown", rec_source_place(draft->source, 0),
                              "the text shows nowhere where printed lines ended: no measure is known, and no column's end")
                : base_report(list, DK_NOTE, "lines-not-shown", rec_source_place(draft->source, 0),
                              "%u of %u stories do not show where printed lines ended, and are set anew: %s", without->len,
                              stories->len, names);
    base_report_hint(list, item, "extract the text with a space or a line end where each printed line ends");
}

/* Pictures and codes of which the text has the words alone. */
static void hint_pictures(const RecDraft *draft, DkDiagnostics *list)
{
    unsigned n_pictures = 0, n_codes = 0;
    for (guint i = 0; i < draft->stories->stories->len; i++)
        n_pictures += rec_picture_count(draft, &g_array_index(draft->stories->stories, RecStory, i));
    for (guint i = 0; i < draft->stories->furniture->len; i++)
        n_codes += g_array_index(draft->stories->furniture, RecElement, i).role == REC_ROLE_CODE_LABEL;
    if (n_pictures) {
        const RecElement *words = first_of(draft->stories->elements, REC_ROLE_CAPTION, REC_ROLE_CREDIT);
        DkDiagnostic *item = base_report(list, DK_NOTE, "picture-not-given", place_of(draft, words),
                                         "the text has the words of %u picture%s: grey fields stand for what they show", n_pictures,
                                         base_plural(n_pictures));
        base_report_hint(list, item, "name the files under \"picture\" in the stories");
    }
    if (n_codes == 0) return;
    const RecElement *label = first_of(draft->stories->furniture, REC_ROLE_CODE_LABEL, REC_ROLE_CODE_LABEL);
    DkDiagnostic *item = base_report(list, DK_NOTE, "code-target-missing", place_of(draft, label),
                                     "the text has %u label%s of codes and no target: a code on the page holds its label's words",
                                     n_codes, base_plural(n_codes));
    base_report_hint(list, item, "write the target under \"code-1\" in page.yaml");
}

static void hint_readings(const RecDraft *draft, DkDiagnostics *list)
{
    unsigned n = draft->proposals->len, n_applied = 0;
    if (n == 0 || draft->options.corrections == REC_CORRECTIONS_OFF) return;
    for (guint i = 0; i < n; i++) n_applied += rec_is_applied(draft, &g_array_index(draft->proposals, RecProposal, i));
    unsigned first = g_array_index(draft->proposals, RecProposal, 0).byte;
    DkDiagnostic *item = base_report(list, DK_NOTE, "text-misread", rec_source_place(draft->source, first),
                                     "%u character%s may be misread, the first here; the other reading was applied to %u", n,
                                     base_plural(n), n_applied);
    if (draft->options.corrections == REC_CORRECTIONS_APPLY) return;
    base_report_hint(list, item, "the report lists them; --corrections apply=0.95 applies those that are as sure, with a note");
}

void rec_hints(const RecDraft *draft, DkDiagnostics *list)
{
    hint_script(draft, list);
    hint_garbled(draft, list);
    if (draft->stories->stories->len == 0) return;
    hint_stories(draft, list);
    hint_masthead(draft, list);
    hint_lines(draft, list);
    hint_readings(draft, list);
    hint_pictures(draft, list);
}

/* ---- What the report lists ---- */

static void report_loss(const RecDraft *draft, const RecLoss *loss, DkDiagnostics *list)
{
    static const char *const what[] = {"the day of this date", "the end of this paragraph, or at least its mark,"};
    BasePlace place = rec_source_place(draft->source, loss->byte);
    if (*loss->text)
        base_report(list, DK_NOTE, "text-lost", place, "%s is not in the text: perhaps %s, for %s", what[loss->kind], loss->text,
                    loss->reason);
    else base_report(list, DK_NOTE, "text-lost", place, "%s is not in the text, and nothing says what it was", what[loss->kind]);
}

static void report_move(const RecDraft *draft, const RecMove *move, DkDiagnostics *list)
{
    const char *text = draft->source->given->text->str;
    g_autofree char *words = g_strndup(text + move->text.first, move->text.n);
    base_report(list, DK_NOTE, "text-moved", rec_source_place(draft->source->given, move->text.first),
                "\"%s\" stood behind the wrong text and was put back, %.0f %% sure (--order keep leaves it)", words,
                move->confidence * 100);
}

static void report_unplaced(const RecDraft *draft, DkDiagnostics *list)
{
    for (guint i = 0; i < draft->stories->review->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->review, RecElement, i);
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part);
        g_autofree char *words = rec_words(draft, element);
        base_report(list, DK_WARNING, "text-unplaced", rec_source_place(draft->source, part.first),
                    "no story has a place for \"%s\"", words);
    }
}

static void report_losses(const RecDraft *draft, DkDiagnostics *list)
{
    guint n = draft->losses->len;
    for (guint i = 0; i < MIN(n, LISTED_MOST); i++) report_loss(draft, &g_array_index(draft->losses, RecLoss, i), list);
    if (n > LISTED_MOST)
        base_report(list, DK_NOTE, "text-lost",
                    rec_source_place(draft->source, g_array_index(draft->losses, RecLoss, LISTED_MOST).byte),
                    "from here on %u more ends and days are not in the text: the report lists them", n - LISTED_MOST);
}

static void report_order(const RecDraft *draft, DkDiagnostics *list)
{
    const RecOrder *order = &draft->order;
    if (!order->is_shuffled) return;
    DkDiagnostic *item = base_report(
        list, DK_NOTE, "text-shuffled", rec_source_place(draft->source, 0),
        "the text is not in reading order: %u of %u paragraphs go on past others, %u are torn, %u lines stand in another "
        "story or nowhere",
        order->n_far, order->n_bodies, order->n_torn, order->n_masthead + order->n_homeless + order->n_placed + order->n_moved);
    base_report_hint(
        list, item,
        "compare the stories with the print where report.md lists them as joined, moved or without a place; or give the "
        "text anew, one story after the other, each column from top to bottom");
}

void rec_findings(const RecDraft *draft, DkDiagnostics *list)
{
    if (draft->plan->refusal) {
        hint_script(draft, list);
        hint_garbled(draft, list);
        return;
    }
    rec_hints(draft, list);
    report_unplaced(draft, list);
    report_losses(draft, list);
    for (guint i = 0; i < draft->moves->len; i++) report_move(draft, &g_array_index(draft->moves, RecMove, i), list);
    report_order(draft, list);
}
