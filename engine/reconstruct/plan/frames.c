/* Frames: where the furniture stands: nameplate, dates and numbers, teasers, codes, advertisements, editors.
 *
 * Above the stories a strip: the nameplate with two lines of facts under it, teasers and codes to its right.  Without a nameplate one
 * line holds the facts.  Below the stories: advertisements in a box, then what else there is. */
#include <string.h>

#include "reconstruct/plan/plan.h"

#define NAMEPLATE_LINES 9
#define SMALL_NAMEPLATE_LINES 6 /* on a sheet less than ... */
#define SMALL_SHEET 230         /* ... so many mm wide */
#define NAMEPLATE_OPEN 1.9      /* cells of each of the name's, for a line of its depth */
#define CODE_CELLS 10           /* 5 em square; about 17 mm, which every telephone reads */
#define CODE_AIR 2              /* cells beside it */
#define CODE_STEP (CODE_CELLS + 2 * CODE_AIR + 2)
#define LABEL_SIZE 0.8        /* body ems: 7.5 pt, where that is more than their share */
#define TEASER_LEAST 36       /* cells that a teaser beside the nameplate wants */
#define TEASER_SIZE 1.9       /* body ems, at most, ... */
#define TEASER_SIZE_LEAST 1.2 /* ... and at least */
#define TEASER_LINES 2        /* grid lines of each of its lines */
#define ADVERTISEMENT_SIZE 1.5
#define ADVERTISEMENT_INSET 3 /* cells between its box and its text */
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

static int widest_of(const GPtrArray *texts)
{
    int widest = 0;
    for (guint i = 0; i < texts->len; i++) widest = MAX(widest, rec_text_cells(g_ptr_array_index(texts, i)));
    return widest;
}

/* Lines of texts set one below the other, each turned over where it is wider than `width` cells. */
static int turned_lines(const GPtrArray *texts, double size, int width)
{
    int lines = 0;
    for (guint i = 0; i < texts->len; i++) lines += 1 + (int)(rec_text_cells(g_ptr_array_index(texts, i)) * size / MAX(1, width));
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

/* The codes of the page, each with the labels that stand together. */
typedef struct {
    GArray *labels; /* RecElement */
    int n;
    int depth; /* lines of a code with its label */
} Codes;

/* How many labels from `first` on stand together. */
static guint n_together(const GArray *labels, guint first)
{
    unsigned piece = g_array_index(labels, RecElement, first).piece;
    guint n = 1;
    while (first + n < labels->len && g_array_index(labels, RecElement, first + n).piece == piece + n) n++;
    return n;
}

static void codes_clear(Codes *codes)
{
    g_array_unref(codes->labels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Codes, codes_clear)

static Codes codes_of(const RecDraft *draft)
{
    Codes codes = {.labels = g_array_new(FALSE, FALSE, sizeof(RecElement))};
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        if (element->role == REC_ROLE_CODE_LABEL) g_array_append_vals(codes.labels, element, 1);
    }
    int label_lines = LABEL_LINES;
    for (guint i = 0, n; i < codes.labels->len; i += n, codes.n++) {
        int lines = 0;
        n = n_together(codes.labels, i);
        for (guint k = i; k < i + n; k++) {
            g_autofree char *words = rec_words(draft, &g_array_index(codes.labels, RecElement, k));
            lines += 1 + (int)(rec_text_cells(words) * LABEL_SIZE / (CODE_CELLS + 2 * CODE_AIR));
        }
        label_lines = MAX(label_lines, lines);
    }
    codes.depth = CODE_LINES + label_lines;
    return codes;
}

/* One code and its `n` labels from `first` on; it holds the labels' words, as its target is lost. */
static void add_code(const RecDraft *draft, RecPlan *plan, const Codes *codes, guint first, const int at[2])
{
    g_autofree char *id = g_strdup_printf("code-%u", first + 1), *label_id = g_strdup_printf("code-%u-label", first + 1);
    RecFrame *code = add_frame(plan, id, "label", (int[]){at[0] + CODE_AIR, at[1], CODE_CELLS, CODE_LINES});
    RecFrame *label = add_frame(plan, label_id, "label",
                                (int[]){at[0], at[1] + CODE_LINES, CODE_CELLS + 2 * CODE_AIR, codes->depth - CODE_LINES});
    code->is_code = true;
    GString *words = g_string_new(NULL);
    for (guint i = first, end = first + n_together(codes->labels, first); i < end; i++) {
        char *text = rec_words(draft, &g_array_index(codes->labels, RecElement, i));
        g_string_append(words, text);
        g_ptr_array_add(label->texts, text);
    }
    g_ptr_array_add(code->texts, g_string_free(words, FALSE));
}

/* Codes side by side from the right edge inwards, in as many rows as they take of `width` cells; returns their lines. */
static int add_codes(const RecDraft *draft, RecPlan *plan, const Codes *codes, int line, int width)
{
    int in_row = MAX(1, width / CODE_STEP), number = 0;
    for (guint i = 0; i < codes->labels->len; i += n_together(codes->labels, i), number++) {
        int x = MAX(0, plan->width - (number % in_row + 1) * CODE_STEP + 2);
        add_code(draft, plan, codes, i, (int[]){x, line + number / in_row * codes->depth});
    }
    return (number + in_row - 1) / in_row * codes->depth;
}

/* ---- Above ---- */

/* A name whose every character stands alone is spread, 南　岭　周　末; the frame spreads it anew. */
static char *unspread(const char *name)
{
    g_auto(GStrv) words = g_strsplit(name, "　", -1);
    for (guint i = 0; words[i]; i++)
        if (g_utf8_strlen(words[i], -1) != 1) return g_strdup(name);
    return g_strjoinv("", words);
}

/* The paper's name, when it stands in the text as furniture. */
static char *name_of(const RecDraft *draft)
{
    g_autoptr(GPtrArray) texts = texts_of(draft, REC_ROLE_NAMEPLATE, REC_ROLE_NAMEPLATE);
    return texts->len ? unspread(g_ptr_array_index(texts, 0)) : rec_paper_name(draft);
}

/* Cells of the body's size that texts take in one line of the facts' size. */
static int cells_of(const GPtrArray *texts)
{
    int cells = 0;
    for (guint i = 0; i < texts->len; i++) cells += rec_text_cells(g_ptr_array_index(texts, i)) + 2;
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
        int n = are_beside ? 1 : 1 + needs[i] / MAX(1, width);
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

/* Teasers in a box, as large as they fill it, at x, line and width; `depth` are the lines that it has at least. */
static int add_teasers(const RecDraft *draft, RecPlan *plan, const int at[3], int depth)
{
    GPtrArray *texts = texts_of(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    int inside = at[2] - 2, lines = 0;
    if (texts->len) {
        plan->teaser_size = CLAMP(0.95 * inside / MAX(1, widest_of(texts)), TEASER_SIZE_LEAST, TEASER_SIZE);
        lines = MAX(depth, TEASER_LINES * turned_lines(texts, plan->teaser_size, inside));
        RecFrame *frame = add_frame(plan, "teaser", "teaser", (int[]){at[0], at[1], at[2], lines});
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

/* What stands to the right of the nameplate, in cells: codes at the edge, teasers between; 0: there are none, or they stand below it. */
typedef struct {
    int codes, teaser;
} Beside;

static Beside beside_of(const RecDraft *draft, const RecPlan *plan, const Codes *codes)
{
    Beside beside = {.codes = codes->n * CODE_STEP};
    if (beside.codes > plan->width / 3) beside.codes = 0;
    int room = plan->width - beside.codes - REC_GUTTER, most = room - plan->width / 3;
    bool has_teaser = has_role(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    if (has_teaser && most >= TEASER_LEAST) beside.teaser = MIN(most, MAX(TEASER_LEAST, room - plan->width / 2));
    return beside;
}

/* The name, not torn open: in a frame as wide as it may be drawn out. */
static void add_nameplate(RecPlan *plan, const char *name, int left, int depth)
{
    int own = CLAMP((int)(NAMEPLATE_OPEN * depth * rec_text_cells(name)), 2, left);
    int x = own < plan->width / 2 ? 0 : (left - own) / 2;
    RecFrame *nameplate = add_frame(plan, "nameplate", "nameplate", (int[]){x, 1, own, depth});
    g_ptr_array_add(nameplate->texts, g_strdup(name));
}

/* Codes and teasers for which there is no room beside what stands above; returns the lines that they take. */
static int add_strips(const RecDraft *draft, RecPlan *plan, const Codes *codes, const Beside *beside, int line)
{
    int lines = 0;
    if (!beside->teaser) lines = add_teasers(draft, plan, (int[]){0, line, plan->width}, 0);
    if (lines) lines++;
    if (!beside->codes && codes->n) lines += add_codes(draft, plan, codes, line + lines, plan->width);
    return lines;
}

static int add_masthead(const RecDraft *draft, RecPlan *plan, const char *name)
{
    g_auto(Codes) codes = codes_of(draft);
    Beside beside = beside_of(draft, plan, &codes);
    int right = beside.codes + beside.teaser, left = plan->width - right - (right ? REC_GUTTER : 0);
    int depth = plan->sheet_width < SMALL_SHEET ? SMALL_NAMEPLATE_LINES : NAMEPLATE_LINES;
    add_nameplate(plan, name, left, depth);
    int lines = depth + add_facts(draft, plan, left, depth + 1);
    if (beside.codes) {
        add_codes(draft, plan, &codes, 1 + MAX(0, lines - codes.depth) / 2, beside.codes);
        lines = MAX(lines, codes.depth);
    }
    int teasers = beside.teaser ? add_teasers(draft, plan, (int[]){left + REC_GUTTER, 1, beside.teaser}, lines) : 0;
    lines = MAX(lines, teasers) + 1;
    int strips = add_strips(draft, plan, &codes, &beside, lines + 1);
    return strips ? lines + strips + 1 : lines;
}

/* Without a nameplate: a line of facts, a strip of teasers with the codes to their right under it.  Codes without teasers stand to the
 * right of the facts, which go down to their feet, so that the strip is not bare. */
static int add_running_head(const RecDraft *draft, RecPlan *plan)
{
    g_auto(Codes) codes = codes_of(draft);
    Beside beside = beside_of(draft, plan, &codes);
    int room = plan->width - beside.codes - (beside.codes ? REC_GUTTER : 0), lines = 0;
    bool has_facts = has_role(draft, REC_ROLE_DATE, REC_ROLE_SPONSOR),
         has_teaser = has_role(draft, REC_ROLE_TEASER, REC_ROLE_TEASER_PAGE);
    bool are_beside = beside.codes && !has_teaser;
    int first = are_beside ? codes.depth - 1 : 1;
    if (has_facts) lines = first - 1 + add_facts(draft, plan, are_beside ? room : plan->width, first);
    if (lines && !are_beside) lines++;
    int strip = are_beside ? 1 : lines + 1, depth = beside.codes ? codes.depth : 0;
    if (beside.codes) add_codes(draft, plan, &codes, strip, beside.codes);
    if (has_teaser) depth = add_teasers(draft, plan, (int[]){0, strip, room}, depth);
    if (!beside.codes && codes.n) depth += 1 + add_codes(draft, plan, &codes, strip + depth + 1, plan->width);
    lines = MAX(lines, strip - 1 + depth);
    return lines ? lines + 1 : 0;
}

int rec_frames_above(const RecDraft *draft, RecPlan *plan)
{
    g_autofree char *name = name_of(draft);
    return name ? add_masthead(draft, plan, name) : add_running_head(draft, plan);
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
    int box =
        advertisements->len ? 2 * turned_lines(advertisements, ADVERTISEMENT_SIZE, plan->width - 2 * ADVERTISEMENT_INSET) + 1 : 0;
    int folio = folios->len ? 1 + (int)(cells_of(folios) * FACT_SIZE / plan->width) : 0, lines = box + folio;
    int first = plan->n_lines - lines + 1;
    if (box) {
        RecFrame *frame = add_frame(plan, "advertisement", "advertisement", (int[]){0, first, plan->width, box});
        frame->is_boxed = true;
        frame->inset = ADVERTISEMENT_INSET;
        give(frame, advertisements);
    } else {
        g_ptr_array_unref(advertisements);
    }
    add_line(plan, folios, "folio", "fact-end", (int[]){0, first + box, plan->width, folio});
    return lines ? lines + 1 : 0;
}
