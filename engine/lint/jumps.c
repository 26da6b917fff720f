/* Jump lines, as far as one page shows them: where they send, their marks, what stands before them (RULES 2.9).  That the other
 * half is where the line says, an issue checks. */
#include "lint/job.h"

#include <string.h>

#define LEAST_BEFORE (288 * DK_PT) /* 4 in of leg, RULES 2.9 */
#define LEAST_AFTER (432 * DK_PT)  /* 6 in of leg */

/* A Han numeral as a digit, ten as 10; -1: none. */
static int han_digit(gunichar c)
{
    static const char digits[] = "〇一二三四五六七八九十";
    const char *found = c ? g_utf8_strchr(digits, -1, c) : NULL;
    return found ? (int)g_utf8_pointer_to_offset(digits, found) : -1;
}

/* The page that Han numerals at the start of a text name, 0: none: 三版, 十二版, 二十一版, 一二版. */
static int han_page(const char *text)
{
    int number = 0;
    bool has_tens = false;
    for (int digit; (digit = han_digit(g_utf8_get_char(text))) >= 0 && number < 100; text = g_utf8_next_char(text)) {
        if (digit == 10) number = 10 * MAX(1, number);
        else number = has_tens || !number ? number + digit : 10 * number + digit;
        has_tens = digit == 10;
    }
    return *text && g_utf8_strchr("版面页頁", -1, g_utf8_get_char(text)) ? number : 0;
}

/* The page a jump line names, 0: none.  "▶下转02版①" names 2, "（下轉第三版）" 3. */
static int page_of(const char *jump)
{
    for (; *jump; jump = g_utf8_next_char(jump)) {
        int digit = g_unichar_digit_value(g_utf8_get_char(jump)), page = digit < 0 ? han_page(jump) : 0;
        if (page) return page;
        if (digit < 0) continue;
        for (; (digit = g_unichar_digit_value(g_utf8_get_char(jump))) >= 0 && page < 1000; jump = g_utf8_next_char(jump))
            page = 10 * page + digit;
        return page;
    }
    return 0;
}

/* The circled number at a jump line's end, 0: none. */
static uint32_t mark_of(const char *jump)
{
    uint32_t last = *jump ? g_utf8_get_char(g_utf8_prev_char(jump + strlen(jump))) : 0;
    return last >= 0x2460 && last <= 0x2473 ? last : 0;
}

typedef void (*SeeJump)(const LintJob *job, const ModelBlock *block, const char *jump);

static void each_jump(const LintJob *job, SeeJump see)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        if (block->story && block->story->jump) see(job, block, block->story->jump);
    }
}

static BasePlace jump_place(const ModelBlock *block)
{
    BasePlace place = model_jump_place(block->story);
    place.frame = block->id;
    return place;
}

static void check_own_page(const LintJob *job, const ModelBlock *block, const char *jump)
{
    int page = page_of(jump);
    if (!page || !job->resolved->number || page != model_page_number(job->resolved)) return;
    LintFault fault = {
        .place = jump_place(block), .amount = page, .unit = "page", .cure = "name the page on which the story goes on"};
    lint_found(job, &fault, "the jump line \"%s\" of \"%s\" sends to its own page", jump, block->id);
}

void lint_jump_own_page(const LintJob *job)
{
    each_jump(job, check_own_page);
}

static void check_page(const LintJob *job, const ModelBlock *block, const char *jump)
{
    if (page_of(jump)) return;
    LintFault fault = {
        .place = jump_place(block), .amount = 1, .unit = "jumps", .cure = "write the page's number into it: ▶下转02版"};
    lint_found(job, &fault, "the jump line \"%s\" of \"%s\" names no page", jump, block->id);
}

void lint_jump_no_page(const LintJob *job)
{
    each_jump(job, check_page);
}

static void check_mark(const LintJob *job, const ModelBlock *block, const char *jump)
{
    for (const ModelBlock *other = job->resolved->blocks; other < block; other++) {
        bool is_same = other->story && other->story->jump && mark_of(jump) && mark_of(other->story->jump) == mark_of(jump);
        if (!is_same || page_of(other->story->jump) != page_of(jump)) continue;
        LintFault fault = {
            .place = jump_place(block), .amount = 1, .unit = "jumps", .cure = "give each jump to one page a number of its own"};
        lint_found(job, &fault, "the jump line \"%s\" of \"%s\" has the mark of that of \"%s\"", jump, block->id, other->id);
    }
}

void lint_jump_mark_twice(const LintJob *job)
{
    each_jump(job, check_mark);
}

/* Whether a story says that it comes from another page. */
static bool is_turned(const ModelStory *story)
{
    if (story->whole && story->part > 1) return true;
    for (ModelElement e = 0; e < MODEL_N_ELEMENTS; e++)
        for (unsigned i = 0; i < story->elements[e].n; i++)
            if (strstr(story->elements[e].items[i].text, "上接")) return true;
    return strstr(story->text, "上接") != NULL;
}

static void check_twice(const LintJob *job, const ModelBlock *block, const char *jump)
{
    if (!is_turned(block->story)) return;
    LintFault fault = {.place = jump_place(block), .amount = 1, .unit = "jumps", .cure = "end the story on this page"};
    lint_found(job, &fault, "story \"%s\" comes from another page and jumps again: \"%s\"", block->story->slug, jump);
}

void lint_jump_twice(const LintJob *job)
{
    each_jump(job, check_twice);
}

/* The lines of a block's text on this page. */
static int count_lines(const LintJob *job, const ModelBlock *block)
{
    int n = 0;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind == LINT_LEG && box->block == block) n += (int)box->frame->n_lines;
    }
    return n;
}

static void check_length(const LintJob *job, const ModelBlock *block, const char *jump)
{
    int n = count_lines(job, block);
    if (n * (int64_t)lint_pitch(job, block) >= LEAST_BEFORE) return;
    LintFault fault = {
        .place = jump_place(block), .amount = n, .unit = "lines", .cure = "let more of the story stand here, or all of it there"};
    lint_found(job, &fault, "story \"%s\" jumps (\"%s\") after %d line%s of text, less than 4 inches", block->story->slug, jump, n,
               base_plural(n));
}

void lint_jump_short(const LintJob *job)
{
    each_jump(job, check_length);
}

void lint_jump_rest_short(const LintJob *job)
{
    for (unsigned i = 0; i < job->resolved->n_blocks; i++) {
        const ModelBlock *block = &job->resolved->blocks[i];
        if (!block->story || !is_turned(block->story)) continue;
        int n = count_lines(job, block);
        if (n * (int64_t)lint_pitch(job, block) >= LEAST_AFTER) continue;
        LintFault fault = {
            .place = jump_place(block), .amount = n, .unit = "lines", .cure = "turn more of the story, or none of it"};
        lint_found(job, &fault, "the part of \"%s\" turned from another page has %d line%s, less than 6 inches", block->story->slug,
                   n, base_plural(n));
    }
}

static void check_stop(const LintJob *job, const ModelBlock *block, const char *jump)
{
    static const char *const stops[] = {"。", "！", "？", "。”", "！”", "？”"};
    g_autofree char *text = g_strchomp(g_strndup(block->story->text, block->story->n_bytes));
    bool is_stop = false;
    for (size_t i = 0; i < G_N_ELEMENTS(stops); i++) is_stop |= g_str_has_suffix(text, stops[i]);
    if (!is_stop) return;
    LintFault fault = {.place = jump_place(block), .amount = 1, .unit = "jumps", .cure = "cut the part in the midst of a sentence"};
    lint_found(job, &fault, "story \"%s\" jumps (\"%s\") at the end of a sentence", block->story->slug, jump);
}

void lint_jump_at_stop(const LintJob *job)
{
    each_jump(job, check_stop);
}
