/* The page file and the layout of a plan, as YAML. */
#include "reconstruct/plan/plan.h"

#include <string.h>

#define LABEL_LEAST 7.5 /* pt, 六号: smaller type fills in newsprint (lint, type-small) */

static void append_number(GString *out, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.3f", value);
    char *end = digits + strlen(digits);
    while (end[-1] == '0') end--;
    if (end[-1] == '.') end--;
    g_string_append_len(out, digits, end - digits);
}

/* `key: 12.5em` of a number of cells. */
static void append_em(GString *out, const char *key, double cells)
{
    g_string_append_printf(out, "%s: ", key);
    append_number(out, cells / 2);
    g_string_append(out, "em");
}

typedef struct {
    double x, width; /* cells */
    int line, lines;
} Box;

static void append_place(GString *out, Box box)
{
    append_em(out, "x", box.x);
    g_string_append_printf(out, ", line: %d, ", box.line);
    append_em(out, "width", box.width);
    g_string_append_printf(out, ", lines: %d", box.lines);
}

/* ---- Styles ---- */

static const char fixed_styles[] = "  dateline: {font: hei-bold}\n"
                                   "  strong: {font: hei-bold, indent: 0em}\n"
                                   "  quote: {font: kai}\n"
                                   "  cross-head: {font: hei-bold, leading: 2line, align: center, indent: 0em, tracking: -0.03em}\n"
                                   "  jump: {font: hei, align: end, indent: 0em, ornament-ink: M100 Y100}\n"
                                   "  byline: {font: kai, align: center, indent: 0em}\n"
                                   "  kicker: {font: kai, align: center, indent: 0em}\n"
                                   "  deck: {font: kai, align: center, indent: 0em}\n"
                                   "  standing-head: {font: hei-bold, size: 1.1em, align: center, indent: 0em, tracking: 0.15em}\n"
                                   "  headline: {font: song-bold, align: center, indent: 0em, punctuation: half}\n"
                                   "  fact-end: {extends: fact, align: end}\n"
                                   "  advertisement: {font: hei-bold, size: 1.5em, leading: 2line, align: center, indent: 0em}\n";

/* The lead's face is the blackest, and its alone. */
static const char *const headline_fonts[] = {"song-black", "hei-bold", "song-bold", "kai-bold"};
G_STATIC_ASSERT(G_N_ELEMENTS(headline_fonts) == REC_N_FACES);

static double nameplate_size(const RecPlan *plan, const RecFrame *frame)
{
    glong n = g_utf8_strlen(g_ptr_array_index(frame->texts, 0), -1);
    return MIN(frame->lines * plan->leading * 0.9, frame->width / 2.0 * plan->size * 0.97 / (double)MAX(n, 1));
}

static void append_small_style(const RecPlan *plan, const char *name, unsigned story, double size, GString *out)
{
    if (size <= 0) return;
    g_string_append_printf(out, "  %s-%u: {extends: %s, size: ", name, story + 1, name);
    append_number(out, size * plan->size);
    g_string_append(out, "pt, leading: ");
    append_number(out, size * plan->size * REC_SMALL_LEADING);
    g_string_append(out, "pt}\n");
}

/* A style of a share of the body's size, but never of type too small to print. */
static void append_least_style(const RecPlan *plan, const char *style, double share, GString *out)
{
    g_string_append_printf(out, "  %s, indent: 0em, size: ", style);
    append_number(out, MAX(LABEL_LEAST, share * plan->size));
    g_string_append(out, "pt}\n");
}

static void append_styles(const RecPlan *plan, GString *out)
{
    g_string_append(out, "styles:\n  body: {font: song, size: ");
    append_number(out, plan->size);
    g_string_append(out,
                    "pt, leading: 1line, align: justify, indent: 2em, punctuation: half, prohibition: gb, breaker: first-fit}\n");
    g_string_append(out, fixed_styles);
    append_least_style(plan, "caption: {font: kai, align: start", 0.9, out);
    append_least_style(plan, "credit: {font: hei-light, align: end", 0.85, out);
    append_least_style(plan, "label: {font: hei, leading: 0.9line, align: center", 0.75, out);
    append_least_style(plan, "fact: {font: song, align: start", 0.92, out);
    append_least_style(plan, "teaser: {font: hei-bold, leading: 2line, align: center, ornament-ink: M100 Y100", plan->teaser_size,
                       out);
    for (guint i = 0; i < plan->slices->blocks->len; i++) {
        const RecBlock *block = &g_array_index(plan->slices->blocks, RecBlock, i);
        append_small_style(plan, "kicker", block->story, block->head.kicker_size, out);
        append_small_style(plan, "deck", block->story, block->head.deck_size, out);
        if (!block->head.headline) continue;
        g_string_append_printf(out, "  headline-%u: {extends: headline, font: %s, size: ", block->story + 1,
                               headline_fonts[block->face]);
        append_number(out, block->head.headline_size * plan->size);
        g_string_append(out, "pt, leading: ");
        append_number(out, block->head.headline_size * plan->size * 1.2);
        g_string_append(out, "pt}\n");
    }
    for (guint i = 0; i < plan->frames->len; i++) {
        const RecFrame *frame = g_ptr_array_index(plan->frames, i);
        if (strcmp(frame->style, "nameplate") != 0) continue;
        g_string_append(out, "  nameplate: {font: display, align: spread, indent: 0em, ink: M100 Y100, size: ");
        append_number(out, nameplate_size(plan, frame));
        g_string_append(out, "pt}\n");
    }
}

/* ---- Blocks ---- */

/* A head frame in the style of its own name, or of that name and the story's number; returns the line after it. */
static int append_head(const RecBlock *block, const char *put, bool is_numbered, const int place[2], GString *out)
{
    int line = place[0], lines = place[1];
    if (!lines) return line;
    g_string_append_printf(out, "      - {put: %s, ", put);
    if (is_numbered) g_string_append_printf(out, "style: %s-%u, ", put, block->story + 1);
    g_string_append_printf(out, "line: %d, lines: %d", line, lines);
    if (block->side) append_em(out, ", width", block->side);
    g_string_append(out, "}\n");
    return line + lines;
}

/* The heads; returns the first line of the text. */
static int append_heads(const RecBlock *block, GString *out)
{
    const RecHead *head = &block->head;
    int line = 1;
    if (head->lines) g_string_append(out, "    head:\n");
    line = append_head(block, "standing-head", false, (int[]){line, head->standing}, out);
    line = append_head(block, "kicker", true, (int[]){line, head->kicker}, out);
    line = append_head(block, "headline", true, (int[]){line, head->headline}, out);
    line = append_head(block, "deck", true, (int[]){line, head->deck}, out);
    line = append_head(block, "byline", false, (int[]){line, head->byline}, out);
    return block->side ? rec_aside_line(head) : line;
}

/* Where the text begins in a block, and where each leg does, in cells. */
static double text_start(const RecBlock *block)
{
    return block->side ? block->side + REC_GUTTER : 0;
}

static double gutter_of(const RecBlock *block)
{
    double room = block->width - text_start(block) - block->n_legs * block->measure;
    return block->n_legs > 1 ? room / (block->n_legs - 1) - 0.002 : 0;
}

static double leg_start(const RecBlock *block, int leg)
{
    return text_start(block) + leg * (block->measure + gutter_of(block));
}

/* The pictures, one under the other; returns the line after them. */
static int append_pictures(const RecDraft *draft, const RecBlock *block, int line, GString *out)
{
    const RecStory *story = &g_array_index(draft->stories->stories, RecStory, block->story);
    unsigned n = rec_picture_count(draft, story);
    double x = leg_start(block, block->n_legs - block->span);
    double width = (block->span == block->n_legs ? block->width : leg_start(block, block->n_legs - 1) + block->measure) - x;
    if (n) g_string_append(out, "    pictures:\n");
    for (unsigned i = 0; i < n; i++) {
        g_string_append(out, "      - {");
        append_place(out, (Box){x, width, line, block->picture_lines});
        g_string_append(out, ", border: {weight: 0.25pt, ink: K60, kind: thin}, caption: {");
        append_place(out, (Box){x, width, line + block->picture_lines, block->caption_lines});
        g_string_append(out, "}}\n");
        line += block->picture_lines + block->caption_lines;
    }
    return line;
}

/* Legs one after the other, each of as many lines as it was filled with, narrower over the runs that were. */
static void append_narrow_legs(const RecBlock *block, const GArray *runs, int first, GString *out)
{
    g_string_append(out, "    balance: off\n    legs:\n");
    for (int leg = 0; leg < block->n_legs; leg++) {
        bool is_last = leg + 1 == block->n_legs;
        int top = leg * block->rows;
        g_string_append(out, "      - {");
        append_place(out, (Box){leg_start(block, leg), block->measure, first, is_last ? block->lines - first + 1 : block->rows});
        bool is_narrow = false;
        for (guint i = 0; i < runs->len; i++) {
            const RecNarrow *run = &g_array_index(runs, RecNarrow, i);
            int from = MAX(run->line, top), to = MIN(run->line + run->n, top + block->rows);
            if (from >= to) continue;
            g_string_append(out, is_narrow ? ", {" : ", narrow: [{");
            append_place(out, (Box){0, run->measure, from - top + 1, to - from});
            g_string_append_c(out, '}');
            is_narrow = true;
        }
        g_string_append(out, is_narrow ? "]}\n" : "}\n");
    }
}

/* Equal legs, or those under the pictures shorter than the others; `top` is the text's first line, `foot` the one after the pictures. */
static void append_legs(const RecBlock *block, int top, int foot, GString *out)
{
    if (block->span == block->n_legs) {
        g_string_append_printf(out, "    legs: {count: %d", block->n_legs);
        append_em(out, ", measure", block->measure);
        if (block->n_legs > 1) append_em(out, ", gutter", gutter_of(block));
        append_em(out, ", x", text_start(block));
        g_string_append_printf(out, ", line: %d, lines: %d}\n", foot, block->lines - foot + 1);
        return;
    }
    g_string_append(out, "    legs:\n");
    for (int leg = 0; leg < block->n_legs; leg++) {
        int line = leg < block->n_legs - block->span ? top : foot;
        g_string_append(out, "      - {");
        append_place(out, (Box){leg_start(block, leg), block->measure, line, block->lines - line + 1});
        g_string_append(out, "}\n");
    }
}

/* The lines of a story that are narrower than its measure; none of one that is set anew. */
static GArray *narrow_runs(const RecDraft *draft, const RecStory *story)
{
    if (!rec_keeps_lines(draft, story)) return g_array_new(FALSE, FALSE, sizeof(RecNarrow));
    RecCopy *copy = rec_copy_new(draft, story);
    GArray *runs = rec_narrow_runs(copy);
    rec_copy_free(copy);
    return runs;
}

static void append_block(const RecDraft *draft, const RecBlock *block, GString *out)
{
    const RecStory *story = &g_array_index(draft->stories->stories, RecStory, block->story);
    g_string_append_printf(out, "  - id: %s\n    at: {", story->slug);
    append_place(out, (Box){block->x, block->width, block->line, block->lines});
    g_string_append(out, "}\n");
    int top = append_heads(block, out), foot = append_pictures(draft, block, top, out);
    g_autoptr(GArray) runs = narrow_runs(draft, story);
    if (runs->len) append_narrow_legs(block, runs, foot, out);
    else append_legs(block, top, foot, out);
}

/* ---- Layout ---- */

static void append_area(const RecDraft *draft, const RecPlan *plan, GString *out)
{
    g_string_append_printf(
        out,
        "# Made by `duikai reconstruct` from the measures, legs and lengths of the stories: a draft, to be improved.\n"
        "duikai: layout/1\nname: %s, %u stories\nlanguage: %s\n",
        plan->sheet, draft->stories->stories->len, rec_language(draft));
    g_string_append(out, "sheet: {width: ");
    append_number(out, plan->sheet_width);
    g_string_append(out, "mm, height: ");
    append_number(out, plan->sheet_height);
    g_string_append(out, "mm, bleed: 0mm}\ntype-area: {left: ");
    append_number(out, plan->left);
    g_string_append(out, "mm, top: ");
    append_number(out, plan->top);
    g_string_append(out, "mm, ");
    append_em(out, "width", plan->width);
    g_string_append_printf(out, ", height: %dline}\ngrid: {size: ", plan->n_lines);
    append_number(out, plan->size);
    g_string_append(out, "pt, leading: ");
    append_number(out, plan->leading);
    g_string_append(out, "pt}\n\n");
}

static void append_frames(const RecPlan *plan, GString *out)
{
    if (plan->frames->len) g_string_append(out, "\nfurniture:\n");
    for (guint i = 0; i < plan->frames->len; i++) {
        const RecFrame *frame = g_ptr_array_index(plan->frames, i);
        g_string_append_printf(out, "  - {id: %s, %sat: {", frame->id, frame->is_code ? "kind: code, " : "");
        append_place(out, (Box){frame->x + frame->inset, frame->width - 2 * frame->inset, frame->line, frame->lines});
        bool has_border = frame->is_boxed && !frame->inset;
        g_string_append_printf(out, "}, style: %s%s}\n", frame->style,
                               has_border ? ", border: {weight: 0.5pt, ink: K100, kind: thin}" : "");
    }
}

/* The rules about a frame whose text keeps away from them, which a border does not. */
static void append_box(const RecFrame *frame, GString *out)
{
    for (int side = 0; side < 4; side++) {
        bool is_far = side & 1, is_flat = side < 2;
        g_string_append(out, "  - {");
        append_em(out, "x", frame->x + (!is_flat && is_far ? frame->width : 0));
        g_string_append_printf(out, ", line: %d, ", frame->line + (is_flat && is_far ? frame->lines : 0));
        if (is_flat) append_em(out, "width", frame->width);
        else g_string_append_printf(out, "lines: %d", frame->lines);
        g_string_append(out, ", weight: 0.5pt, ink: K100, kind: thin}\n");
    }
}

static void append_rules(const RecPlan *plan, GString *out)
{
    const GArray *rules = plan->slices->rules;
    g_autoptr(GString) boxes = g_string_new(NULL);
    for (guint i = 0; i < plan->frames->len; i++) {
        const RecFrame *frame = g_ptr_array_index(plan->frames, i);
        if (frame->is_boxed && frame->inset) append_box(frame, boxes);
    }
    if (rules->len || boxes->len) g_string_append_printf(out, "\nrules:\n%s", boxes->str);
    for (guint i = 0; i < rules->len; i++) {
        const RecRule *rule = &g_array_index(rules, RecRule, i);
        g_string_append(out, "  - {");
        if (rule->width) {
            append_em(out, "x", rule->x);
            g_string_append(out, ", line: ");
            append_number(out, rule->line);
            g_string_append(out, ", ");
            append_em(out, "width", rule->width);
        } else {
            append_em(out, "x", rule->x + REC_GUTTER / 2.0);
            g_string_append_printf(out, ", line: %d, lines: %d", (int)rule->line, rule->lines);
        }
        g_string_append(out, ", weight: 0.25pt, ink: K100, kind: thin}\n");
    }
}

char *rec_layout_text(const RecDraft *draft)
{
    const RecPlan *plan = draft->plan;
    GString *out = g_string_new(NULL);
    append_area(draft, plan, out);
    append_styles(plan, out);
    g_string_append(out, "\nblocks:\n");
    for (guint i = 0; i < plan->slices->blocks->len; i++)
        append_block(draft, &g_array_index(plan->slices->blocks, RecBlock, i), out);
    append_frames(plan, out);
    append_rules(plan, out);
    return g_string_free(out, FALSE);
}

/* ---- Page file ---- */

static void append_lost_day(const RecDraft *draft, GString *out)
{
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        if (loss->kind == REC_LOSS_DAY && *loss->text)
            g_string_append_printf(out, " # perhaps lost: %s (%s)", loss->text, loss->reason);
    }
}

/* Other readings in the furniture: its texts take no notes, so they stand with theirs in comments. */
static void append_readings(const RecDraft *draft, GString *out)
{
    for (guint i = 0; i < draft->stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->furniture, RecElement, i);
        if (!rec_has_readings(draft, element)) continue;
        g_autoptr(GString) words = g_string_new(NULL);
        rec_wording(draft, element, REC_FORM_NOTED, words);
        g_string_append_printf(out, "  # %s: ", rec_role_words[element->role]);
        g_autofree char *printable = rec_printable(words->str);
        base_append_quoted(out, printable, strlen(printable));
        g_string_append_c(out, '\n');
    }
}

char *rec_page_text(const RecDraft *draft)
{
    GString *out = g_string_new("duikai: page/1\nlayout: layout.yaml\n");
    g_autofree char *paper = rec_paper_name(draft);
    if (paper) g_string_append_printf(out, "paper: %s\n", paper);
    g_string_append(out, "\nstories:\n");
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        g_string_append_printf(out, "  %s: stories/%s.md\n", story->slug, story->slug);
    }
    if (draft->plan->frames->len) g_string_append(out, "\nfurniture:\n");
    append_readings(draft, out);
    for (guint i = 0; i < draft->plan->frames->len; i++) {
        const RecFrame *frame = g_ptr_array_index(draft->plan->frames, i);
        g_string_append_printf(out, "  %s:", frame->id);
        for (guint k = 0; k < frame->texts->len; k++) {
            g_string_append(out, frame->texts->len > 1 ? "\n    - " : " ");
            rec_append_scalar(out, g_ptr_array_index(frame->texts, k));
        }
        if (strcmp(frame->id, "date") == 0) append_lost_day(draft, out);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
