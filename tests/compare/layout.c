/* What compare_layout tells of one small change, and that it tells nothing of what is none.
 *
 * Each case changes one thing of the page of draft.c and lists all that must be told: "kind frame element line", then what the case
 * is about, in the words of the message. */
#include "compare/draft.h"

#include <string.h>

#define PT(n) ((DkLength)((n)*DK_PT))
#define MM(n) ((DkLength)((n)*DK_PT * 72 / 25.4))
#define TOLERANCE MM(0.02)

static ComparePage *page_of(const Draft *draft)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autofree char *dump = draft_dump(draft);
    ComparePage *page = compare_dump_read("draft", dump, strlen(dump), list);
    if (!page) g_error("%s", dk_diagnostics_item(list, 0)->message);
    return page;
}

/* All differences, one a line: "kind frame element line: message". */
static char *told(const Draft *actual, const Draft *expected, DkLength tolerance)
{
    g_autoptr(ComparePage) new = page_of(actual), old = page_of(expected);
    CompareList *list = compare_list_new();
    compare_layout(new, old, tolerance, list);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < list->items->len; i++) {
        const DkDifference *item = &g_array_index(list->items, DkDifference, i);
        g_string_append_printf(text, "%s %s %s %d: %s\n", item->kind, item->frame ? item->frame : "-",
                               item->element ? item->element : "-", item->line, item->message);
    }
    compare_list_free(list);
    return g_string_free(text, FALSE);
}

/* ---- The changes ---- */

static void set_text(Draft *draft, const char *frame, const char *role, unsigned index, const char *text)
{
    DraftItem *item = draft_item(draft, frame, role, index);
    item->text = text;
    item->rect.width = (DkLength)g_utf8_strlen(text, -1) * item->size;
}

static void one_character(Draft *d)
{
    set_text(d, "lead", "leg", 2, "强调要发挥龙尾作用");
}
static void two_characters(Draft *d)
{
    one_character(d), set_text(d, "lead", "leg", 3, "带动全市生物农药产");
}
static void character_more(Draft *d)
{
    set_text(d, "lead", "leg", 6, "室详细地询问研发投");
    set_text(d, "lead", "leg", 7, "入和市场情况他指出");
    set_text(d, "lead", "leg", 8, "企业要加强创新把握");
    set_text(d, "lead", "leg", 9, "机遇做大做强这块牌");
    DraftItem line = *draft_item(d, "lead", "leg", 9);
    line.rect.y += PT(12);
    line.line++;
    g_array_insert_val(d->items, 19, line);
    set_text(d, "lead", "leg", 10, "子");
}
static void broken_anew(Draft *d)
{
    set_text(d, "lead", "leg", 2, "强调要发挥龙头作");
    set_text(d, "lead", "leg", 3, "用带动全市生物医药产");
}
static void last_line_gone(Draft *d)
{
    draft_remove(d, "lead", "leg", 9);
}
static void head_moved(Draft *d)
{
    draft_move(d, "lead", "headline", MM(0.5), 0);
}
static void head_line_moved(Draft *d)
{
    draft_item(d, "lead", "headline", 1)->rect.y += MM(0.5);
}
static void leading(Draft *d)
{
    for (unsigned i = 0; i < 10; i++) draft_item(d, "lead", "leg", i)->rect.y += (DkLength)(i % 5) * PT(0.1);
}
static void head_leading(Draft *d)
{
    draft_item(d, "lead", "headline", 0)->rect.y -= PT(0.5);
    draft_item(d, "lead", "headline", 1)->rect.y += PT(0.5);
}
static void block_moved(Draft *d)
{
    draft_move(d, "lead", NULL, 0, PT(12));
}
static void block_moved_across(Draft *d)
{
    draft_move(d, "profile", NULL, -MM(1), 0);
}
static void page_moved(Draft *d)
{
    draft_move(d, NULL, NULL, MM(2), MM(1));
}
static void leg_moved(Draft *d)
{
    for (unsigned i = 5; i < 10; i++) draft_item(d, "lead", "leg", i)->rect.x += MM(1);
}
static void lines_moved(Draft *d)
{
    for (unsigned i = 3; i < 5; i++) draft_item(d, "lead", "leg", i)->rect.y += MM(1);
}
static void face(Draft *d)
{
    draft_item(d, "boxed", "headline", 0)->face = "Hei-Bold";
}
static void body_face(Draft *d)
{
    for (unsigned i = 0; i < 4; i++) draft_item(d, "boxed", "leg", i)->face = "Fang-Regular";
}
static void size(Draft *d)
{
    DraftItem *item = draft_item(d, "boxed", "headline", 0); /* centred: grows to all sides */
    item->rect = (BaseRect){item->rect.x - PT(3), item->rect.y - PT(0.5), item->rect.width + PT(6), item->rect.height + PT(1)};
    item->size += PT(1);
}
static void scale(Draft *d)
{
    draft_item(d, "label", "furniture", 0)->scale = 900;
}
static void turned(Draft *d)
{
    draft_item(d, "profile", "headline", 0)->is_turned = true;
}
static void ink(Draft *d)
{
    draft_item(d, "lead", "jump", 0)->ink = "0/1000/1000/0";
}
static void tint(Draft *d)
{
    draft_item(d, "boxed", "fill", 0)->ink = "0/0/0/120";
}
static void stroke(Draft *d)
{
    draft_item(d, "-", "rule", 1)->stroke = "double";
}
static void weight(Draft *d)
{
    draft_item(d, "boxed", "border", 0)->size = PT(0.5);
}
static void picture(Draft *d)
{
    draft_item(d, "picture", "picture", 0)->text = "mill.png";
}
static void picture_resized(Draft *d)
{
    draft_item(d, "picture", "picture", 0)->rect.height += MM(1);
}
static void code(Draft *d)
{
    draft_item(d, "code", "code", 0)->text = "扫两扫";
}
static void rule_added(Draft *d)
{
    DraftItem rule = *draft_item(d, "lead", "rule", 0);
    rule.rect.x += PT(60);
    g_array_insert_val(d->items, 3, rule);
}
static void rule_gone(Draft *d)
{
    draft_remove(d, "-", "rule", 0);
}
static void rule_moved(Draft *d)
{
    draft_item(d, "-", "rule", 0)->rect.y += MM(0.5);
}
static void slack(Draft *d)
{
    draft_item(d, "lead", "leg", 4)->slack_at_3 = PT(1.9);
}
static void baseline(Draft *d)
{
    draft_item(d, "lead", "leg", 4)->raise = PT(0.95);
}
static void glyph(Draft *d)
{
    draft_item(d, "picture", "caption", 0)->glyph_base = 7;
}
static void story(Draft *d)
{
    static const char *const words[] = {"　　罗明村坚持巡逻", "十二年守护群众平安", "干群同心村里发案少", "获评全市先进单位奖"};
    for (unsigned i = 0; i < 4; i++) set_text(d, "boxed", "leg", i, words[i]);
    for (unsigned i = 0; i < d->items->len; i++) {
        DraftItem *item = &g_array_index(d->items, DraftItem, i);
        if (item->story && strcmp(item->story, "zhengce") == 0) item->story = "xunluo";
    }
    set_text(d, "boxed", "headline", 0, "巡逻守护平安");
}
static void block_gone(Draft *d)
{
    for (unsigned i = 0; i < 3; i++) draft_remove(d, "profile", NULL, 0);
}
static void element_gone(Draft *d)
{
    draft_remove(d, "lead", "jump", 0);
}
static void renamed(Draft *d)
{
    for (unsigned i = 0; i < 3; i++) draft_item(d, "profile", NULL, 0)->frame = "portrait";
}
static void order(Draft *d)
{
    DraftItem first = *draft_item(d, "label", NULL, 0);
    draft_remove(d, "label", NULL, 0);
    g_array_insert_val(d->items, 7, first);
}
static void paint_order(Draft *d)
{
    DraftItem fill = *draft_item(d, "boxed", "fill", 0);
    draft_remove(d, "boxed", "fill", 0);
    g_array_insert_val(d->items, 1, fill);
}
static void sheet(Draft *d)
{
    d->height += MM(5);
}
static void bleed(Draft *d)
{
    d->bleed += MM(3);
}
static void number(Draft *d)
{
    d->number = "2";
}
static void language(Draft *d)
{
    d->language = "zh-Hant-TW";
}

typedef struct {
    const char *name;
    void (*change)(Draft *draft);
    const char *told; /* all of it, as told() has it; NULL: nothing */
} Case;

static const Case changes[] = {
    {"one-character", one_character,
     "text lead leg 3: lead, leg, line 3: other words: \"强调要发挥龙【尾】作用\" instead of \"强调要发挥龙【头】作用\" (1 "
     "character)\n"},
    {"two-characters", two_characters,
     "text lead leg 3: lead, leg, line 3: other words: \"强调要发挥龙【尾】作用\" instead of \"强调要发挥龙【头】作用\" (1 "
     "character)\n"
     "text lead leg 4: lead, leg, line 4: other words: \"带动全市生物【农】药产\" instead of \"带动全市生物【医】药产\" (1 "
     "character)\n"},
    {"character-more", character_more,
     "text lead leg 7: lead, leg, line 7: other words: \"室详细【地】询问研发投入和市…\" instead of "
     "\"室详细【】询问研发投入和市…\" (1 character)\n"
     "reflow lead leg 8: lead, leg, line 8 and 3 more: lines break anew: \"入和市场情况他指出\" instead of "
     "\"和市场情况他指出企\"\n"},
    {"broken-anew", broken_anew,
     "reflow lead leg 3: lead, leg, line 3 and 1 more: lines break anew: \"强调要发挥龙头作\" instead of \"强调要发挥龙头作用\"\n"},
    {"last-line-gone", last_line_gone,
     "text lead leg 10: lead, leg, line 10: other words: \"【】\" instead of \"【遇做大做强这块牌子】\" (9 characters)\n"},
    {"head-moved", head_moved, "moved lead headline 1: lead, headline, line 1 and 1 more: moved 0.50 mm right\n"},
    {"head-line-moved", head_line_moved,
     "leading lead headline 0: lead, headline: another leading: \"26.42 pt\" instead of \"25.00 pt\" (1.417 pt)\n"},
    {"leading", leading, "leading lead leg 0: lead, leg: another leading: \"12.10 pt\" instead of \"12.00 pt\" (0.100 pt)\n"},
    {"head-leading", head_leading,
     "leading lead headline 0: lead, headline: another leading: \"26.00 pt\" instead of \"25.00 pt\" (1 pt)\n"},
    {"block-moved", block_moved, "moved lead - 0: lead: moved 4.23 mm down\n"},
    {"block-moved-across", block_moved_across, "moved profile - 0: profile: moved 1.00 mm left\n"},
    {"page-moved", page_moved, "moved - - 0: moved 2.00 mm right and 1.00 mm down\n"},
    {"leg-moved", leg_moved, "moved lead leg 6: lead, leg, line 6 and 4 more: moved 1.00 mm right\n"},
    {"lines-moved", lines_moved, "moved lead leg 4: lead, leg, line 4 and 1 more: moved 1.00 mm down\n"},
    {"face", face, "face boxed headline 1: boxed, headline, line 1: another face: \"Hei-Bold\" instead of \"Kai-Bold\"\n"},
    {"body-face", body_face,
     "face boxed leg 1: boxed, leg, line 1 and 3 more: another face: \"Fang-Regular\" instead of \"Song-Regular\"\n"},
    {"size", size, "size boxed headline 1: boxed, headline, line 1: another size of type: \"19.00 pt\" instead of \"18.00 pt\"\n"},
    {"scale", scale,
     "scale label furniture 1: label, furniture, line 1: glyphs of another width: \"900/1024\" instead of \"1024/1024\"\n"},
    {"turned", turned,
     "direction profile headline 1: profile, headline, line 1: another direction of setting: \"turned\" instead of \"upright\"\n"},
    {"ink", ink, "ink lead jump 1: lead, jump, line 1: another ink: \"M100 Y100\" instead of \"K100\"\n"},
    {"tint", tint, "ink boxed fill 0: boxed, fill: another ink: \"K12\" instead of \"K8\"\n"},
    {"stroke", stroke, "stroke - rule 0: rule: another stroke: \"double 2.00 pt\" instead of \"wenwu 2.00 pt\"\n"},
    {"weight", weight, "stroke boxed border 0: boxed, border: another stroke: \"thin 0.50 pt\" instead of \"thin 0.25 pt\"\n"},
    {"picture", picture, "picture picture picture 0: picture, picture: another picture: \"mill.png\" instead of \"bridge.png\"\n"},
    {"picture-resized", picture_resized,
     "resized picture picture 0: picture, picture: another size: \"70.56 × 36.28 mm\" instead of \"70.56 × 35.28 mm\"\n"},
    {"code", code, "code code code 0: code, code: another code: \"扫两扫\" instead of \"扫一扫\"\n"},
    {"rule-added", rule_added, "added lead rule 0: lead, rule: is new\n"},
    {"rule-gone", rule_gone, "removed - rule 0: rule: is gone\n"},
    {"rule-moved", rule_moved, "moved - rule 0: rule: moved 0.50 mm down\n"},
    {"slack", slack, "slack lead leg 5: lead, leg, line 5: other spacing in the line (0.200 em)\n"},
    {"baseline", baseline, "baseline lead leg 5: lead, leg, line 5: glyphs stand otherwise across the line (0.100 em)\n"},
    {"glyph", glyph, "glyphs picture caption 1: picture, caption, line 1: other glyphs for the same words\n"},
    {"story", story, "story boxed - 0: boxed: another story: \"xunluo\" instead of \"zhengce\"\n"},
    {"block-gone", block_gone, "removed profile - 0: profile: is gone\n"},
    {"element-gone", element_gone, "removed lead jump 0: lead, jump: is gone: \"▶转二版\"\n"},
    {"renamed", renamed, "renamed profile - 0: profile: another id: \"portrait\" instead of \"profile\"\n"},
    {"order", order, "order label - 0: label: another place in reading order\n"},
    {"paint-order", paint_order, "paint-order boxed fill 0: boxed, fill: painted in another order\n"},
    {"sheet", sheet, "resized - - 0: another size: \"176.39 × 146.11 mm\" instead of \"176.39 × 141.11 mm\"\n"},
    {"bleed", bleed, "resized - bleed 0: bleed: another size: \"3.00 × 3.00 mm\" instead of \"0.00 × 0.00 mm\"\n"},
    {"number", number, "page - number 0: number: the page is another: \"2\" instead of \"1\"\n"},
    {"language", language, "page - language 0: language: the page is another: \"zh-Hant-TW\" instead of \"zh-Hans-CN\"\n"},
};

/* ---- What is no change ---- */

static void nothing(Draft *d)
{
    (void)d;
}
static void counted_on(Draft *d) /* line numbers are only counted: those of a page with a line more before */
{
    for (unsigned i = 0; i < d->items->len; i++) g_array_index(d->items, DraftItem, i).line += 9;
}
static void within_tolerance(Draft *d)
{
    draft_move(d, "lead", "headline", TOLERANCE, -TOLERANCE);
}
static void uneven_within_tolerance(Draft *d)
{
    for (unsigned i = 0; i < 10; i++) draft_item(d, "lead", "leg", i)->rect.y += (DkLength)(i * 7 % 5) * TOLERANCE / 5;
}
static void slack_within_tolerance(Draft *d)
{
    draft_item(d, "lead", "leg", 4)->slack_at_3 = TOLERANCE;
}
static void box_within_tolerance(Draft *d)
{
    draft_item(d, "boxed", "border", 0)->rect.width += TOLERANCE;
}
static void sheet_within_tolerance(Draft *d)
{
    d->width += TOLERANCE;
}
static void rule_within_tolerance(Draft *d)
{
    draft_item(d, "-", "rule", 0)->rect.x -= TOLERANCE;
}

static const Case non_changes[] = {
    {"nothing", nothing, ""},
    {"counted-on", counted_on, ""},
    {"within-tolerance", within_tolerance, ""},
    {"uneven-within-tolerance", uneven_within_tolerance, ""},
    {"slack-within-tolerance", slack_within_tolerance, ""},
    {"box-within-tolerance", box_within_tolerance, ""},
    {"sheet-within-tolerance", sheet_within_tolerance, ""},
    {"rule-within-tolerance", rule_within_tolerance, ""},
};

/* ---- Running ---- */

static void test_case(const void *data)
{
    const Case *given = data;
    Draft *expected = draft_new(), *actual = draft_new();
    given->change(actual);
    g_autofree char *text = told(actual, expected, TOLERANCE);
    if (strcmp(text, given->told) != 0) g_test_fail_printf("told\n%s, not\n%s", text, given->told);
    if (*given->told) { /* the other way round something must be told as well: no change is one-sided */
        g_autofree char *back = told(expected, actual, TOLERANCE);
        g_assert_cmpstr(back, !=, "");
    }
    draft_free(expected);
    draft_free(actual);
}

/* Without a tolerance one unit is told. */
static void test_exact(void)
{
    Draft *expected = draft_new(), *actual = draft_new();
    draft_move(actual, "lead", "headline", 1, 0);
    g_autofree char *text = told(actual, expected, 0);
    g_assert_cmpstr(text, ==, "moved lead headline 1: lead, headline, line 1 and 1 more: moved 0.00 mm right\n");
    draft_free(expected);
    draft_free(actual);
}

/* Two changes at once are told as two. */
static void test_two(void)
{
    Draft *expected = draft_new(), *actual = draft_new();
    block_moved(actual);
    face(actual);
    one_character(actual);
    g_autofree char *text = told(actual, expected, TOLERANCE);
    g_assert_cmpstr(text, ==,
                    "face boxed headline 1: boxed, headline, line 1: another face: \"Hei-Bold\" instead of \"Kai-Bold\"\n"
                    "text lead leg 3: lead, leg, line 3: other words: \"强调要发挥龙【尾】作用\" instead of "
                    "\"强调要发挥龙【头】作用\" (1 character)\n"
                    "moved lead - 0: lead: moved 4.23 mm down\n");
    draft_free(expected);
    draft_free(actual);
}

/* A page of `n` filled frames, whose ids begin with `id`. */
static ComparePage *many_frames(const char *id, unsigned n)
{
    g_autoptr(DkDiagnostics) findings = dk_diagnostics_new();
    g_autoptr(GString) dump = g_string_new("page - width=1000.0000 height=1000.0000 bleed=0.0000 language=zh-Hans-CN\n");
    for (unsigned i = 0; i < n; i++)
        g_string_append_printf(dump, "fill %u frame=%s%u x=%u.0000 y=%u.0000 width=1.0000 height=1.0000 ink=0/0/0/1000\n", i, id, i,
                               i % 1000, i / 1000);
    return compare_dump_read("many", dump->str, dump->len, findings);
}

/* All ids of a page with many frames are others: found by what the frames hold, and in time. */
static void test_many(void)
{
    enum { N = 3000 };
    g_autoptr(ComparePage) expected = many_frames("a", N), actual = many_frames("b", N);
    CompareList *list = compare_list_new();
    gint64 start = g_get_monotonic_time();
    compare_layout(actual, expected, TOLERANCE, list);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 20 * G_USEC_PER_SEC);
    g_assert_cmpuint(list->items->len, ==, N);
    for (guint i = 0; i < N; i++) g_assert_cmpstr(g_array_index(list->items, DkDifference, i).kind, ==, "renamed");
    compare_list_free(list);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *path = g_strconcat("/compare/change/", changes[i].name, NULL);
        g_test_add_data_func(path, &changes[i], test_case);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(non_changes); i++) {
        g_autofree char *path = g_strconcat("/compare/no-change/", non_changes[i].name, NULL);
        g_test_add_data_func(path, &non_changes[i], test_case);
    }
    g_test_add_func("/compare/exact", test_exact);
    g_test_add_func("/compare/two", test_two);
    g_test_add_func("/compare/many", test_many);
    return g_test_run();
}
