/* A story in its block: level feet, cross-heads, the jump line, overset; and on random legs and stories that nothing is lost. */
#include "flow/block.h"

#include <string.h>

typedef OneBlock Fixture;

static void set_up(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_begin(f);
    for (unsigned r = 0; r < MODEL_N_ROLES; r++) f->styles[r].indent = 2 * EM;
    f->styles[MODEL_ROLE_CROSS_HEAD].leading = 2 * LINE;
    f->block.is_balanced = true;
}

static void tear_down(Fixture *f, gconstpointer unused)
{
    (void)unused;
    one_block_end(f);
}

static void set_legs(Fixture *f, unsigned n, int depth, double ems)
{
    f->block.n_legs = n;
    for (unsigned l = 0; l < n; l++)
        f->legs[l] = (ModelLeg){
            .rect = {.x = (DkLength)l * 30 * EM, .width = base_length_from_pt(ems * 10), .height = depth * LINE}, .n_lines = depth};
}

/* One paragraph a text; one that begins with ● is a cross-head. */
static void set_story(Fixture *f, const char *const *texts)
{
    GString *all = g_string_new(NULL);
    unsigned n = g_strv_length((char **)texts);
    ModelParagraph *paragraphs = base_arena_new_array(f->arena, ModelParagraph, n);
    for (unsigned i = 0; i < n; i++) {
        bool is_head = g_str_has_prefix(texts[i], "●");
        paragraphs[i] = (ModelParagraph){is_head ? MODEL_PARAGRAPH_CROSS_HEAD : MODEL_PARAGRAPH_BODY, (unsigned)all->len,
                                         (unsigned)strlen(texts[i]), 0, 0};
        g_string_append(all, texts[i]);
    }
    one_block_story(f, all->str, paragraphs, n);
    g_string_free(all, TRUE);
}

/* A paragraph of `n` Han. */
static const char *han(Fixture *f, unsigned n)
{
    char *text = base_arena_alloc(f->arena, 3 * n + 1);
    for (unsigned i = 0; i < n; i++) memcpy(text + 3 * i, "中", 3);
    return text;
}

static const FlowFit *fill(Fixture *f)
{
    one_block_fill(f, &f->resolved);
    return &g_array_index(f->galley->fits, FlowFit, 0);
}

/* Lines of each leg and where they stand, as "0-4 0-3": first and last slot. */
static char *legs_used(const Fixture *f, FlowFrameKind kind)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < f->galley->frames->len; i++) {
        const FlowFrame *frame = &g_array_index(f->galley->frames, FlowFrame, i);
        if (frame->kind != kind) continue;
        int first = g_array_index(f->galley->lines, FlowLine, frame->first_line).slot;
        int last = g_array_index(f->galley->lines, FlowLine, frame->first_line + frame->n_lines - 1).slot;
        g_string_append_printf(text, "%s%u:%d-%d", text->len ? " " : "", frame->number, first, last);
    }
    return g_string_free(text, FALSE);
}

static void assert_legs(const Fixture *f, FlowFrameKind kind, const char *expected)
{
    g_autofree char *used = legs_used(f, kind);
    g_assert_cmpstr(used, ==, expected);
}

static void test_balance(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_legs(f, 4, 20, 10);
    set_story(f, (const char *[]){han(f, 8 + 490), NULL}); /* 50 lines of 10 em, the first indented */
    const FlowFit *fit = fill(f);
    g_assert_cmpint(fit->set, ==, 50);
    g_assert_cmpint(fit->available, ==, 80);
    g_assert_cmpint(fit->short_by, ==, 30);
    assert_legs(f, FLOW_LEG, "0:0-12 1:0-12 2:0-12 3:0-10");
    f->block.is_balanced = false;
    fill(f);
    assert_legs(f, FLOW_LEG, "0:0-19 1:0-19 2:0-9");
}

static unsigned count_findings(const Fixture *f, const char *code)
{
    unsigned n = 0;
    for (size_t i = 0; i < dk_diagnostics_count(f->list); i++) n += strcmp(dk_diagnostics_item(f->list, i)->code, code) == 0;
    return n;
}

/* A paragraph's first line alone at a foot, its last alone at a head, where the style avoids them and where it does not. */
static void test_lone_lines(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const struct {
        unsigned first, second; /* Han of two paragraphs; the first line holds 8, others 10 */
        const char *allowed, *avoided;
    } cases[] = {
        {38, 28, "0:0-4 1:0-1", "0:0-3 1:0-2"}, /* 4 and 3 lines: the first line alone */
        {28, 28, "0:0-4 1:0-0", "0:0-2 1:0-2"}, /* 3 and 3: the last, and then the first */
        {18, 38, "0:0-4 1:0-0", "0:0-3 1:0-1"}, /* 2 and 4: the last takes one along */
        {38, 18, "0:0-4 1:0-0", "0:0-3 1:0-1"}, /* 4 and 2: both are alone */
        {28, 38, "0:0-4 1:0-1", "0:0-4 1:0-1"}, /* 3 and 4: two and two */
        {48, 28, "0:0-4 1:0-2", "0:0-4 1:0-2"}, /* 5 and 3: they part between them */
    };
    set_legs(f, 2, 5, 10);
    f->block.is_balanced = false;
    for (unsigned i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        f->styles[MODEL_ROLE_BODY].avoids_lone_lines = i % 2;
        set_story(f, (const char *[]){han(f, cases[i / 2].first), han(f, cases[i / 2].second), NULL});
        fill(f);
        assert_legs(f, FLOW_LEG, i % 2 ? cases[i / 2].avoided : cases[i / 2].allowed);
    }
    g_assert_cmpuint(count_findings(f, "lone-line"), ==, 0);
    set_legs(f, 3, 1, 10); /* legs of a single line: nothing helps */
    set_story(f, (const char *[]){han(f, 28), NULL});
    g_assert_cmpint(fill(f)->set, ==, 3);
    assert_legs(f, FLOW_LEG, "0:0-0 1:0-0 2:0-0");
    g_assert_cmpuint(count_findings(f, "lone-line"), ==, 2);
}

static void test_jump(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_legs(f, 1, 10, 20);
    set_story(f, (const char *[]){han(f, 18 + 9), NULL});
    f->story.jump = "▶下转02版①"; /* about 7 em: beside 9 em of words in 20 */
    g_assert_cmpint(fill(f)->set, ==, 2);
    assert_legs(f, FLOW_JUMP, "0:1-1");
    set_story(f, (const char *[]){han(f, 18 + 15), NULL});
    f->story.jump = "▶下转02版①";
    g_assert_cmpint(fill(f)->set, ==, 3);
    assert_legs(f, FLOW_JUMP, "0:2-2");
    const FlowFrame *frame = &g_array_index(f->galley->frames, FlowFrame, f->galley->frames->len - 1);
    const FlowLine *placed = &g_array_index(f->galley->lines, FlowLine, frame->first_line);
    const ParLine *line = &g_array_index(f->lines->lines, ParLine, placed->line);
    g_assert_cmpint(line->offset + line->width, ==, 20 * EM); /* flush right, though the style justifies */
}

static void test_cross_head(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_legs(f, 2, 10, 10);
    f->block.is_balanced = false;
    set_story(f, (const char *[]){han(f, 68), "●小标题", han(f, 28), NULL}); /* 7 lines, a head of 2 slots, 3 lines */
    fill(f);
    assert_legs(f, FLOW_LEG, "0:0-9 1:0-1");
    set_story(f, (const char *[]){han(f, 78), "●小标题", han(f, 28), NULL}); /* 8 lines: the head would end its leg */
    g_assert_cmpint(fill(f)->set, ==, 15);
    assert_legs(f, FLOW_LEG, "0:0-7 1:0-4");
    set_story(f, (const char *[]){han(f, 88), "●小标题", han(f, 28), NULL}); /* 9 lines: the head would be cut in two */
    fill(f);
    assert_legs(f, FLOW_LEG, "0:0-8 1:0-4");
}

/* Lines that take two slots each: three legs of five hold two such lines each, none across a foot. */
static void test_deep_lines(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_legs(f, 3, 5, 10);
    f->block.is_balanced = false;
    f->styles[MODEL_ROLE_BODY].leading = 2 * LINE;
    set_story(f, (const char *[]){han(f, 8 + 40), NULL}); /* 5 lines */
    g_assert_cmpint(fill(f)->set, ==, 12);
    assert_legs(f, FLOW_LEG, "0:0-2 1:0-2 2:0-0");
    set_story(f, (const char *[]){han(f, 8 + 60), NULL}); /* 7 lines, of which 6 have room */
    const FlowFit *fit = fill(f);
    g_assert_cmpint(fit->over_characters, ==, 10);
    assert_legs(f, FLOW_LEG, "0:0-2 1:0-2 2:0-2");
}

static void test_overset(Fixture *f, gconstpointer unused)
{
    (void)unused;
    set_legs(f, 2, 3, 10);
    set_story(f, (const char *[]){han(f, 38), han(f, 21), NULL}); /* 4 lines, then 8 + 10 + 3 */
    const FlowFit *fit = fill(f);
    g_assert_cmpint(fit->set, ==, 6);
    g_assert_cmpint(fit->over, ==, 1);
    g_assert_cmpint(fit->over_characters, ==, 3);
    g_assert_cmpint(dk_diagnostics_status(f->list, false), ==, DK_STATUS_OVERSET);
    const DkDiagnostic *item = dk_diagnostics_item(f->list, dk_diagnostics_count(f->list) - 1);
    g_assert_cmpstr(item->code, ==, "overset");
    g_assert_cmpstr(item->story, ==, "story");
    g_assert_cmpstr(item->frame, ==, "block");
    g_assert_cmpfloat(item->amount, ==, 1);
    set_legs(f, 0, 0, 0);
    g_assert_cmpint(fill(f)->over_characters, ==, 59);
}

/* ---- Nothing is lost ---- */

static glong characters_set(const Fixture *f)
{
    glong n = 0;
    for (unsigned i = 0; i < f->galley->lines->len; i++) {
        const ParLine *line = &g_array_index(f->lines->lines, ParLine, g_array_index(f->galley->lines, FlowLine, i).line);
        n += g_utf8_strlen(f->story.text + line->first_byte, line->n_bytes);
    }
    return n;
}

static void assert_slots_differ(const Fixture *f)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (unsigned i = 0; i < f->galley->lines->len; i++) {
        const FlowLine *line = &g_array_index(f->galley->lines, FlowLine, i);
        const FlowFrame *frame = &g_array_index(f->galley->frames, FlowFrame, line->frame);
        g_assert_cmpint(line->slot, <, f->legs[frame->number].n_lines);
        g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(frame->number * 1000 + (unsigned)line->slot + 1)));
    }
}

static void test_random(Fixture *f, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GRand) rand = g_rand_new_with_seed(19491001);
    for (int round = 0; round < 300; round++) {
        set_legs(f, (unsigned)g_rand_int_range(rand, 1, 7), 1, 10);
        for (unsigned l = 0; l < f->block.n_legs; l++) {
            f->legs[l].grid_line = g_rand_int_range(rand, 0, 6);
            f->legs[l].n_lines = g_rand_int_range(rand, 1, 20);
            f->legs[l].rect.width = g_rand_int_range(rand, 7, 25) * EM;
        }
        f->block.is_balanced = g_rand_boolean(rand);
        const char *texts[8] = {NULL};
        int n = g_rand_int_range(rand, 1, 8);
        for (int p = 0; p < n; p++)
            texts[p] = g_rand_int_range(rand, 0, 4) == 0 ? "●小标题" : han(f, (unsigned)g_rand_int_range(rand, 1, 200));
        set_story(f, texts);
        const FlowFit *fit = fill(f);
        g_assert_cmpint(characters_set(f) + fit->over_characters, ==, g_utf8_strlen(f->story.text, -1));
        g_assert_cmpint(fit->set + fit->short_by, ==, fit->available);
        g_assert_true(fit->over == 0 || fit->short_by == 0);
        assert_slots_differ(f);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/flow/body/balance", Fixture, NULL, set_up, test_balance, tear_down);
    g_test_add("/flow/body/lone-lines", Fixture, NULL, set_up, test_lone_lines, tear_down);
    g_test_add("/flow/body/jump", Fixture, NULL, set_up, test_jump, tear_down);
    g_test_add("/flow/body/cross-head", Fixture, NULL, set_up, test_cross_head, tear_down);
    g_test_add("/flow/body/deep-lines", Fixture, NULL, set_up, test_deep_lines, tear_down);
    g_test_add("/flow/body/overset", Fixture, NULL, set_up, test_overset, tear_down);
    g_test_add("/flow/body/random", Fixture, NULL, set_up, test_random, tear_down);
    return g_test_run();
}
