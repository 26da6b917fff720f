/* Frames: where the furniture stands: nameplate, dates and numbers, teasers, codes, advertisements, editors.
 *
 * Above the stories a strip: the nameplate with two lines of facts under it, teasers and codes to its right.  Without a nameplate one
 * line holds the facts.  Below the stories: advertisements in a box, then what else there is. */
#include <string.h>

#include "reconstruct/plan.h"

#define NAMEPLATE_LINES 9
#define SMALL_NAMEPLATE_LINES 6 /* on a sheet less than ... */
#define SMALL_SHEET 230         /* ... so many mm wide */
#define NAMEPLATE_OPEN 1.9      /* cells of each of the name's, for a line of its depth */
#define CODE_CELLS 10           /* 5 em square; about 17 mm, which every telephone reads */
#define CODE_AIR 2              /* cells beside it */
#define TEASER_LEAST 36         /* cells that a teaser beside the nameplate wants */
#define TEASER_SIZE 1.9         /* body ems, at most, ... */
#define TEASER_SIZE_LEAST 1.2   /* ... and at least */
#define TEASER_LINES 2          /* grid lines of each of its lines */
#define ADVERTISEMENT_SIZE 1.5
#define FACT_SIZE 0.92
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

static int text_cells(const char *text)
{
    int cells = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) cells += rec_width(g_utf8_get_char(p));
    return cells;
}

static int widest_of(const GPtrArray *texts)
{
    int widest = 0;
    for (guint i = 0; i < texts->len; i++) widest = MAX(widest, text_cells(g_ptr_array_index(texts, i)));
    return widest;
}

/* Lines of texts set one below the other, each turned over where it is wider than `width` cells. */
static int turned_lines(const GPtrArray *texts, double size, int width)
{
    int lines = 0;
    for (guint i = 0; i < texts->len; i++) lines += 1 + (int)(text_cells(g_ptr_array_index(texts, i)) * size / MAX(1, width));
    return lines;
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
    RecFrame *code = add_frame(plan, id, "label", (int[]){at[0] + CODE_AIR, at[1], CODE_CELLS, CODE_LINES});
    RecFrame *label =
        add_frame(plan, label_id, "label", (int[]){at[0], at[1] + CODE_LINES, CODE_CELLS + 2 * CODE_AIR, LABEL_LINES});
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
        taken += CODE_CELLS + 2 * CODE_AIR + 2;
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

/* Cells of the body's size that texts take in one line of the facts' size. */
static int cells_of(const GPtrArray *texts)
{
    int cells = 0;
    for (guint i = 0; i < texts->len; i++) cells += text_cells(g_ptr_array_index(texts, i)) + 2;
    return cells;
}

typedef struct {
    const char *id;
    RecRole role;
} Fact;

/* Two facts on one line, each as wide as it asks for, or one below the other where the line is too narrow; returns the lines. */
static int add_fact_pair(const RecDraft *draft, RecPlan *plan, const Fact facts[2], int width, int line)
{
    GPtrArray *texts[2] = {texts_of(draft, facts[0].role, facts[0].role), texts_of(draft, facts[1].role, facts[1].role)};
    int needs[2] = {cells_of(texts[0]), cells_of(texts[1])}, lines = 0;
    bool are_beside = needs[0] + needs[1] <= width;
    for (int i = 0; i < 2; i++) {
        int x = are_beside && i ? needs[0] : 0, own = width - x;
        if (are_beside && !i && needs[1]) own = needs[0];
        int n = are_beside ? 1 : 1 + needs[i] / width;
        if (!needs[i]) n = 0;
        add_line(plan, texts[i], facts[i].id, x ? "fact-end" : "fact", (int[]){x, are_beside ? line : line + lines, own, n});
        lines = are_beside ? 1 : lines + n;
    }
    return MAX(lines, 1);
}

static int add_facts(const RecDraft *draft, RecPlan *plan, int width, int line)
{
    static const Fact facts[] = {
        {"date", REC_ROLE_DATE}, {"issue", REC_ROLE_ISSUE}, {"imprint", REC_ROLE_IMPRINT}, {"sponsor", REC_ROLE_SPONSOR}};
    int lines = add_fact_pair(draft, plan, facts, width, line);
    return lines + add_fact_pair(draft, plan, facts + 2, width, line + lines);
}

/* Teasers in a box, as large as they fill it; `depth` are the lines that they have, or may be more. */
static int add_teasers(const RecDraft *draft, RecPlan *plan, const int at[2], int depth)
{
    GPtrArray *texts = texts_of(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    int inside = at[1] - 2, lines = 0;
    if (texts->len) {
        plan->teaser_size = CLAMP(0.95 * inside / MAX(1, widest_of(texts)), TEASER_SIZE_LEAST, TEASER_SIZE);
        lines = MAX(depth, TEASER_LINES * turned_lines(texts, plan->teaser_size, inside));
        RecFrame *frame = add_frame(plan, "teaser", "teaser", (int[]){at[0], 1, at[1], lines});
        frame->is_boxed = true;
        give(frame, texts);
    } else {
        g_ptr_array_unref(texts);
    }
    return lines;
}

static bool has_role(const RecDraft *draft, RecRole first, RecRole last)
{
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        RecRole role = g_array_index(draft->stories->furniture, RecElement, i).role;
        if (role >= first && role <= last) return true;
    }
    return false;
}

/* The cells that codes take side by side. */
static int codes_width(const RecDraft *draft)
{
    g_autoptr(GArray) labels = labels_of(draft);
    int n = 0;
    for (guint i = 0; i < labels->len; n++) {
        unsigned piece = g_array_index(labels, RecElement, i++).piece;
        while (i < labels->len && g_array_index(labels, RecElement, i).piece == ++piece) i++;
    }
    return n * (CODE_CELLS + 2 * CODE_AIR + 2);
}

/* The nameplate's width: all, or what teasers and codes beside it leave. */
static int nameplate_width(const RecDraft *draft, const RecPlan *plan)
{
    if (!has_role(draft, REC_ROLE_CODE_LABEL, REC_ROLE_TEASER_PAGE)) return plan->width;
    bool has_teaser = has_role(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    int beside = codes_width(draft) + (has_teaser ? TEASER_LEAST : 0) + REC_GUTTER;
    return has_teaser ? MIN(plan->width / 2, MAX(plan->width - beside, plan->width / 3)) : plan->width - beside;
}

static int add_masthead(const RecDraft *draft, RecPlan *plan, const char *name)
{
    int left = nameplate_width(draft, plan), depth = plan->sheet_width < SMALL_SHEET ? SMALL_NAMEPLATE_LINES : NAMEPLATE_LINES;
    int own = MIN(left, (int)(NAMEPLATE_OPEN * depth * text_cells(name))); /* a name is not torn open */
    RecFrame *nameplate =
        add_frame(plan, "nameplate", "nameplate", (int[]){own < plan->width / 2 ? 0 : (left - own) / 2, 1, own, depth});
    g_ptr_array_add(nameplate->texts, g_strdup(name));
    int lines = depth + add_facts(draft, plan, left, depth + 1), high = CODE_LINES + LABEL_LINES;
    int codes = add_codes(draft, plan, 1 + MAX(0, lines - high) / 2), x = left + REC_GUTTER;
    lines = MAX(lines, codes ? high : 0);
    int teasers = add_teasers(draft, plan, (int[]){x, plan->width - x - codes}, lines);
    return MAX(lines, teasers) + 1;
}

int rec_frames_above(const RecDraft *draft, RecPlan *plan)
{
    g_autofree char *name = name_of(draft);
    if (name) return add_masthead(draft, plan, name);
    int lines = 0;
    if (has_role(draft, REC_ROLE_CODE_LABEL, REC_ROLE_TEASER_PAGE)) {
        int codes = add_codes(draft, plan, 1), high = codes ? CODE_LINES + LABEL_LINES : 0;
        int teasers = add_teasers(draft, plan, (int[]){0, plan->width - codes}, high);
        lines = MAX(high, teasers) + 1;
    }
    if (has_role(draft, REC_ROLE_DATE, REC_ROLE_SPONSOR)) lines += add_facts(draft, plan, plan->width, lines + 1) + 1;
    return lines;
}

/* ---- Below ---- */

/* What stands at the foot: the paper's name where the text has it again, and the folios. */
static GPtrArray *foot_texts(const RecDraft *draft)
{
    GPtrArray *texts = texts_of(draft, REC_ROLE_NAMEPLATE, REC_ROLE_NAMEPLATE);
    if (texts->len) g_ptr_array_remove_index(texts, 0); /* it is the nameplate */
    g_ptr_array_extend_and_steal(texts, texts_of(draft, REC_ROLE_FOLIO, REC_ROLE_FOLIO));
    return texts;
}

int rec_frames_below(const RecDraft *draft, RecPlan *plan)
{
    GPtrArray *advertisements = texts_of(draft, REC_ROLE_ADVERTISEMENT, REC_ROLE_ADVERTISEMENT);
    GPtrArray *folios = foot_texts(draft);
    int box = advertisements->len ? 2 * turned_lines(advertisements, ADVERTISEMENT_SIZE, plan->width - 4) + 1 : 0;
    int folio = folios->len ? 1 + (int)(cells_of(folios) * FACT_SIZE / plan->width) : 0, lines = box + folio;
    int first = plan->n_lines - lines + 1;
    if (box) {
        RecFrame *frame = add_frame(plan, "advertisement", "advertisement", (int[]){0, first, plan->width, box});
        frame->is_boxed = true;
        give(frame, advertisements);
    } else {
        g_ptr_array_unref(advertisements);
    }
    add_line(plan, folios, "folio", "fact-end", (int[]){0, first + box, plan->width, folio});
    return lines ? lines + 1 : 0;
}
