/* Depths that follow from the content, and stacks: cases with numbers, and random pages of which nothing may be lost or lie over
 * anything else. */
#include <glib/gstdio.h>
#include <string.h>

#include "cases.h"
#include "flow/page.h"

/* ---- Random pages ---- */

/* A layout and a page file while they are made up. */
typedef struct {
    GRand *rand;
    GString *blocks, *furniture; /* of the layout */
    GString *stories, *texts;    /* of the page file */
} Making;

static int chance(const Making *making, int most)
{
    return g_rand_int_range(making->rand, 0, most + 1);
}

/* What a block lets give, in any order. */
static void add_fit(const Making *making)
{
    static const char *const knobs[] = {"tracking: 0.03em", "size: 0.25pt", "punctuation: kaiming",
                                        "leading: 0.48pt",  "head: 2",      "picture: 3"};
    int first = chance(making, 5), n = 1 + chance(making, 5);
    g_string_append(making->blocks, "    fit: {");
    for (int i = 0; i < n; i++) g_string_append_printf(making->blocks, "%s%s", i ? ", " : "", knobs[(first + i) % 6]);
    g_string_append(making->blocks, "}\n");
}

static void add_parts(const Making *making, int width)
{
    bool has_head = chance(making, 3) > 0, has_picture = chance(making, 3) == 0;
    int count = 1 + chance(making, width / 20);
    if (has_head)
        g_string_append_printf(making->blocks,
                               "    head: [{put: headline, line: %s, lines: auto}, {put: deck, below: headline, lines: auto}]\n",
                               chance(making, 1) ? "1" : "1.5");
    if (has_picture)
        g_string_append_printf(making->blocks, "    pictures: [{%s, width: %dem, lines: %s, caption: {lines: auto}}]\n",
                               has_head ? "below: [headline, deck], skip: 0.5" : "line: 1", width,
                               chance(making, 1) ? "auto" : "6");
    const char *below = has_picture ? "below: picture" : has_head ? "below: [headline, deck]" : "line: 1";
    g_string_append_printf(making->blocks,
                           "    legs: {count: %d, measure: %.2fem, gutter: 1em, %s, skip: %d, lines: rest, air: %d}\n", count,
                           (double)(width + 1) / count - 1, below, chance(making, 1), chance(making, 1));
    if (chance(making, 2) == 0) g_string_append(making->blocks, "    balance: off\n");
    if (chance(making, 1)) add_fit(making);
}

/* Most blocks have a story; of those that have none nothing is left. */
static void add_story(const Making *making, const char *id)
{
    if (chance(making, 9) == 0) return;
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "---\nslug: %s\n%s%s", id, chance(making, 3) ? "headline: 标题{4}\n" : "",
                           chance(making, 1) ? "deck: \"{9}\"\n" : "");
    if (chance(making, 3) == 0) g_string_append(text, "picture: {file: none.png, caption: \"{12}\", credit: \"{3}\"}\n");
    g_string_append(text, "---\n\n");
    for (int i = chance(making, 3); i > 0; i--)
        g_string_append_printf(text, "%s{%d}。\n\n", chance(making, 4) ? "" : "### 小题\n\n", 1 + chance(making, 300));
    g_autofree char *name = g_strdup_printf("%s.md", id);
    page_write(name, text->str);
    g_string_append_printf(making->stories, "  %s: %s\n", id, name);
}

/* A column of blocks and furniture, one below the other; one of them may take the rest. */
static void add_stack(const Making *making, int column, int width)
{
    int n = 1 + chance(making, 4), rest = chance(making, 7);
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("s%d-%d", column, i);
        g_autofree char *place =
            i ? g_strdup_printf("below: s%d-%d, skip: %d", column, i - 1, chance(making, 2)) : g_strdup("line: 1");
        const char *lines = i == rest ? "rest" : chance(making, 4) == 0 ? "14" : "auto";
        bool is_frame = chance(making, 5) == 0;
        g_string_append_printf(is_frame ? making->furniture : making->blocks,
                               "  - id: %s\n    at: {x: %dem, %s, width: %dem, lines: %s%s}\n", id, column * (width + 2), place,
                               width, lines, chance(making, 3) ? "" : ", to: 50");
        if (is_frame) {
            g_string_append_printf(making->texts, "  %s: [一行, 二行]\n", id);
            continue;
        }
        add_parts(making, width);
        add_story(making, id);
    }
}

static void write_page(const Making *making)
{
    g_autofree char *layout =
        g_strdup_printf("%sblocks:\n  - {id: last, at: {x: 48em, line: 60, width: 1em, lines: 1}}\n%sfurniture:\n"
                        "  - {id: mark, at: {x: 49em, line: 60, width: 1em, lines: 1}}\n%s",
                        page_base_layout, making->blocks->str, making->furniture->str);
    g_autofree char *page =
        g_strdup_printf("duikai: page/1\nlayout: layout.yaml\nstories:\n  last: last.md\n%sfurniture:\n  mark: 中\n%s",
                        making->stories->str, making->texts->str);
    page_write("last.md", "---\nslug: last\n---\n");
    g_assert_true(g_file_set_contents("layout.yaml", layout, -1, NULL));
    g_assert_true(g_file_set_contents("page.yaml", page, -1, NULL));
}

static bool lie_over(BaseRect a, BaseRect b)
{
    if (!a.height || !b.height) return false;
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void assert_apart(const SetPage *page)
{
    const ModelResolved *r = page->resolved;
    g_autoptr(GArray) rects = g_array_new(FALSE, FALSE, sizeof(BaseRect));
    for (unsigned i = 0; i < r->n_blocks; i++) g_array_append_val(rects, r->rects[r->blocks[i].first_rect]);
    for (unsigned i = 0; i < r->n_furniture; i++) g_array_append_val(rects, r->furniture[i].rect);
    for (unsigned i = 0; i < rects->len; i++) {
        BaseRect rect = g_array_index(rects, BaseRect, i);
        if (rect.height) g_assert_cmpint(rect.y + rect.height, <=, r->type_area.y + r->type_area.height);
        for (unsigned k = i + 1; k < rects->len; k++) g_assert_false(lie_over(rect, g_array_index(rects, BaseRect, k)));
    }
    for (unsigned i = 0; i < page->galley->frames->len; i++) {
        const FlowFrame *frame = &g_array_index(page->galley->frames, FlowFrame, i);
        for (unsigned k = i + 1; k < page->galley->frames->len; k++) {
            const FlowFrame *other = &g_array_index(page->galley->frames, FlowFrame, k);
            bool is_label = frame->kind == FLOW_LABEL || other->kind == FLOW_LABEL;
            if (!is_label) g_assert_false(lie_over(frame->rect, other->rect));
        }
    }
}

/* Every character is on the page or over. */
static void assert_whole(const SetPage *page)
{
    for (unsigned i = 0; i < page->galley->fits->len; i++) {
        const FlowFit *fit = &g_array_index(page->galley->fits, FlowFit, i);
        const ModelStory *story = fit->block->story;
        glong n = 0;
        for (unsigned k = 0; k < story->n_paragraphs; k++)
            n += g_utf8_strlen(story->text + story->paragraphs[k].first_byte, story->paragraphs[k].n_bytes);
        g_assert_cmpint(page_characters(page, story) + fit->over_characters, ==, n);
    }
}

static bool is_found(const SetPage *page, const char *code)
{
    for (size_t i = 0; i < dk_diagnostics_count(page->list); i++)
        if (strcmp(dk_diagnostics_item(page->list, i)->code, code) == 0) return true;
    return false;
}

/* Text is over only where its stack is too deep for it, its depth fixed, or the rest too small. */
static void assert_deep_enough(const SetPage *page)
{
    for (unsigned i = 0; i < page->galley->fits->len; i++) {
        const FlowFit *fit = &g_array_index(page->galley->fits, FlowFit, i);
        if (fit->over && fit->block->open) g_assert_true(is_found(page, "stack-too-deep"));
    }
}

static void check_page(GRand *rand)
{
    Making making = {rand, g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
    int n = 1 + chance(&making, 1);
    for (int i = 0; i < n; i++) add_stack(&making, i, n == 1 ? 47 : 22);
    write_page(&making);
    SetPage page;
    page_set(&page, "page.yaml", MODEL_FIT_APPLY);
    g_autofree char *findings = page_findings(&page);
    if (!page.resolved) g_test_message("%s%s%s", making.blocks->str, making.furniture->str, findings);
    g_assert_nonnull(page.resolved);
    assert_apart(&page);
    assert_whole(&page);
    assert_deep_enough(&page);
    page_clear(&page);
    for (GString **text = (GString *[]){making.blocks, making.furniture, making.stories, making.texts, NULL}; *text; text++)
        g_string_free(*text, TRUE);
}

static void test_random(void)
{
    g_autofree char *folder = g_dir_make_tmp("duikai-depth-XXXXXX", NULL), *before = g_get_current_dir();
    g_autoptr(GRand) rand = g_rand_new_with_seed(19491001);
    g_assert_cmpint(g_chdir(folder), ==, 0);
    for (int i = 0; i < 120; i++) check_page(rand);
    g_autoptr(GDir) dir = g_dir_open(".", 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) g_remove(name);
    g_assert_cmpint(g_chdir(before), ==, 0);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    cases_add("flow/depth", "flow/depth.cases", page_case);
    g_test_add_func("/flow/depth/random", test_random);
    int status = g_test_run();
    cases_finish();
    return status;
}
