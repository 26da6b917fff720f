/* Frames: where the furniture stands: nameplate, dates and numbers, teasers, codes, advertisements, editors.
 *
 * Above the stories a strip: the nameplate with two lines of facts under it, teasers and codes to its right.  Without a nameplate one
 * line holds the facts.  Below the stories: advertisements in a box, then what else there is. */
#include <string.h>

#include "reconstruct/plan.h"

#define NAMEPLATE_LINES 9
#define CODE_CELLS 10 /* 5 em square; about 17 mm, which every telephone reads */
#define CODE_LINES 4
#define LABEL_LINES 2

void rec_frame_free(RecFrame *frame)
{
    g_free(frame->id);
    g_ptr_array_unref(frame->texts);
    g_free(frame);
}

static RecFrame *add_frame(RecPlan *plan, const char *id, const char *style, const int place[4])
{
    RecFrame *frame = g_new0(RecFrame, 1);
    *frame = (RecFrame){.id = g_strdup(id),
                        .style = style,
                        .texts = g_ptr_array_new_with_free_func(g_free),
                        .x = place[0],
                        .line = place[1],
                        .width = place[2],
                        .lines = place[3]};
    g_ptr_array_add(plan->frames, frame);
    return frame;
}

/* The texts of all furniture of the roles from `first` to `last`, in source order. */
static GPtrArray *texts_of(const RecDraft *draft, RecRole first, RecRole last)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        if (element->role >= first && element->role <= last) g_ptr_array_add(texts, rec_words(draft, element));
    }
    return texts;
}

static void give(RecFrame *frame, GPtrArray *texts)
{
    g_ptr_array_extend_and_steal(frame->texts, texts);
}

/* One frame with the texts of a role on one line, a wide space between them; none when there are no texts. */
static void add_line(RecPlan *plan, GPtrArray *texts, const char *id, const char *style, const int place[4])
{
    if (texts->len) {
        RecFrame *frame = add_frame(plan, id, style, place);
        g_ptr_array_add(texts, NULL);
        g_ptr_array_add(frame->texts, g_strjoinv("　", (char **)texts->pdata));
    }
    g_ptr_array_unref(texts);
}

/* ---- Codes ---- */

/* One code and its label, of the labels from `first` on that stood together; returns how many. */
static guint add_code(const RecDraft *draft, RecPlan *plan, const GArray *labels, guint first, const int at[2])
{
    g_autofree char *id = g_strdup_printf("code-%u", first + 1), *label_id = g_strdup_printf("code-%u-label", first + 1);
    RecFrame *code = add_frame(plan, id, "label", (int[]){at[0] + 2, at[1], CODE_CELLS, CODE_LINES});
    RecFrame *label = add_frame(plan, label_id, "label", (int[]){at[0], at[1] + CODE_LINES, CODE_CELLS + 4, LABEL_LINES});
    code->is_code = true;
    GString *words = g_string_new(NULL);
    guint n = 0;
    unsigned piece = g_array_index(labels, RecElement, first).piece;
    for (; first + n < labels->len && g_array_index(labels, RecElement, first + n).piece == piece + n; n++) {
        char *text = rec_words(draft, &g_array_index(labels, RecElement, first + n));
        g_string_append(words, text);
        g_ptr_array_add(label->texts, text);
    }
    g_ptr_array_add(code->texts, g_string_free(words, FALSE)); /* its target is lost: it holds its own label's words */
    return n;
}

static GArray *labels_of(const RecDraft *draft)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(RecElement));
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        if (element->role == REC_ROLE_CODE_LABEL) g_array_append_vals(labels, element, 1);
    }
    return labels;
}

/* Codes beside each other, from the right edge inwards; returns the cells they take. */
static int add_codes(const RecDraft *draft, RecPlan *plan, int line)
{
    g_autoptr(GArray) labels = labels_of(draft);
    int taken = 0;
    for (guint i = 0; i < labels->len;) {
        taken += CODE_CELLS + 4 + 2;
        i += add_code(draft, plan, labels, i, (int[]){plan->width - taken + 2, line});
    }
    return taken;
}

/* ---- Above ---- */

/* The paper's name, when it stands in the text as furniture. */
static char *name_of(const RecDraft *draft)
{
    g_autoptr(GPtrArray) texts = texts_of(draft, REC_ROLE_NAMEPLATE, REC_ROLE_NAMEPLATE);
    return texts->len ? g_strdup(g_ptr_array_index(texts, 0)) : rec_paper_name(draft);
}

static int add_facts(const RecDraft *draft, RecPlan *plan, int width, int line)
{
    int half = width / 2;
    add_line(plan, texts_of(draft, REC_ROLE_DATE, REC_ROLE_DATE), "date", "fact", (int[]){0, line, half, 1});
    add_line(plan, texts_of(draft, REC_ROLE_ISSUE, REC_ROLE_ISSUE), "issue", "fact-end", (int[]){half, line, width - half, 1});
    add_line(plan, texts_of(draft, REC_ROLE_IMPRINT, REC_ROLE_IMPRINT), "imprint", "fact", (int[]){0, line + 1, half, 1});
    add_line(plan, texts_of(draft, REC_ROLE_SPONSOR, REC_ROLE_SPONSOR), "sponsor", "fact-end",
             (int[]){half, line + 1, width - half, 1});
    return 2;
}

static void add_teasers(const RecDraft *draft, RecPlan *plan, int x, int width)
{
    GPtrArray *texts = texts_of(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    if (texts->len) {
        RecFrame *frame = add_frame(plan, "teaser", "teaser", (int[]){x, 1, width, 2 * (int)texts->len});
        frame->is_boxed = true;
        give(frame, texts);
    } else {
        g_ptr_array_unref(texts);
    }
}

static bool has_role(const RecDraft *draft, RecRole first, RecRole last)
{
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        RecRole role = g_array_index(draft->stories->furniture, RecElement, i).role;
        if (role >= first && role <= last) return true;
    }
    return false;
}

static int add_masthead(const RecDraft *draft, RecPlan *plan, const char *name)
{
    bool has_side = has_role(draft, REC_ROLE_CODE_LABEL, REC_ROLE_TEASER_PAGE);
    int left = has_side ? plan->width / 2 : plan->width;
    RecFrame *nameplate = add_frame(plan, "nameplate", "nameplate", (int[]){0, 1, left, NAMEPLATE_LINES});
    g_ptr_array_add(nameplate->texts, g_strdup(name));
    int lines = NAMEPLATE_LINES + add_facts(draft, plan, left, NAMEPLATE_LINES + 1);
    int codes = add_codes(draft, plan, 1);
    add_teasers(draft, plan, left + REC_GUTTER, plan->width - left - REC_GUTTER - codes);
    return lines + 1;
}

int rec_frames_above(const RecDraft *draft, RecPlan *plan)
{
    g_autofree char *name = name_of(draft);
    if (name) return add_masthead(draft, plan, name);
    int lines = 0;
    if (has_role(draft, REC_ROLE_CODE_LABEL, REC_ROLE_TEASER_PAGE)) {
        int codes = add_codes(draft, plan, 1);
        add_teasers(draft, plan, 0, plan->width - codes);
        lines = CODE_LINES + LABEL_LINES + 1;
    }
    if (has_role(draft, REC_ROLE_DATE, REC_ROLE_SPONSOR)) lines += add_facts(draft, plan, plan->width, lines + 1) + 1;
    return lines;
}

/* ---- Below ---- */

int rec_frames_below(const RecDraft *draft, RecPlan *plan)
{
    GPtrArray *advertisements = texts_of(draft, REC_ROLE_ADVERTISEMENT, REC_ROLE_ADVERTISEMENT);
    GPtrArray *folios = texts_of(draft, REC_ROLE_FOLIO, REC_ROLE_FOLIO);
    int box = advertisements->len ? 2 * (int)advertisements->len + 1 : 0, lines = box + (folios->len ? 1 : 0);
    int first = plan->n_lines - lines + 1;
    if (box) {
        RecFrame *frame = add_frame(plan, "advertisement", "advertisement", (int[]){0, first, plan->width, box});
        frame->is_boxed = true;
        give(frame, advertisements);
    } else {
        g_ptr_array_unref(advertisements);
    }
    add_line(plan, folios, "folio", "fact-end", (int[]){0, plan->n_lines, plan->width, 1});
    return lines ? lines + 1 : 0;
}
