/* The page: a lead of two legs under a two-line head, a boxed story, a picture with its caption, a story with a vertical head,
 * a code with its label, and a rule of the layout's own. */
#include "compare/draft.h"

#include <string.h>

#define PT(n) ((DkLength)((n)*DK_PT))

static void add(Draft *draft, DraftItem item)
{
    if (!item.ink) item.ink = "0/0/0/1000";
    if (!item.scale) item.scale = 1024;
    g_array_append_val(draft->items, item);
}

static void add_line(Draft *draft, DraftItem item, double x, double y, const char *text)
{
    item.kind = PAGE_GLYPHS;
    item.text = text;
    DkLength length = (DkLength)g_utf8_strlen(text, -1) * item.size;
    item.rect = (BaseRect){PT(x), PT(y), item.is_vertical ? item.size : length, item.is_vertical ? length : item.size};
    item.line = (int)draft->items->len;
    add(draft, item);
}

static void add_legs(Draft *draft, const char *frame, const char *story, double x, double y, const char *const *lines, int n_rows)
{
    DraftItem body = {.frame = frame, .story = story, .role = "leg", .face = "Song-Regular", .size = PT(9.5)};
    for (int i = 0; lines[i]; i++) add_line(draft, body, x + i / n_rows * 110, y + i % n_rows * 12, lines[i]);
}

static void add_rect(Draft *draft, PageItemKind kind, const char *frame, BaseRect rect, DraftItem item)
{
    item.kind = kind;
    item.frame = frame;
    item.rect = rect;
    item.role = page_item_words[kind];
    add(draft, item);
}

static void add_boxes(Draft *draft)
{
    DraftItem thin = {.stroke = "thin", .size = PT(0.25)};
    add_rect(draft, PAGE_FILL, "boxed", (BaseRect){PT(260), PT(40), PT(200), PT(100)}, (DraftItem){.ink = "0/0/0/80"});
    add_rect(draft, PAGE_BORDER, "boxed", (BaseRect){PT(260), PT(40), PT(200), PT(100)}, thin);
    add_rect(draft, PAGE_RULE, "lead", (BaseRect){PT(143), PT(120), 0, PT(60)}, thin);
    add_rect(draft, PAGE_RULE, NULL, (BaseRect){PT(40), PT(195), PT(420), 0}, thin);
    add_rect(draft, PAGE_RULE, NULL, (BaseRect){PT(40), PT(30), PT(420), 0}, (DraftItem){.stroke = "wenwu", .size = PT(2)});
    add_rect(draft, PAGE_PICTURE, "picture", (BaseRect){PT(40), PT(200), PT(200), PT(100)}, (DraftItem){.text = "bridge.png"});
    add_rect(draft, PAGE_CODE, "code", (BaseRect){PT(400), PT(320), PT(40), PT(40)}, (DraftItem){.text = "扫一扫"});
}

static void add_text(Draft *draft)
{
    static const char *const lead[] = {"　　六月十六日市委",
                                       "书记到千金集团调研",
                                       "强调要发挥龙头作用",
                                       "带动全市生物医药产",
                                       "业高质量发展走进车",
                                       "间察看生产线和实验",
                                       "室详细询问研发投入",
                                       "和市场情况他指出企",
                                       "业要加强创新把握机",
                                       "遇做大做强这块牌子",
                                       NULL};
    static const char *const boxed[] = {"　　政策红利持续释", "放企业负担进一步减", "轻今年以来全市共办", "理留抵退税十亿元整",
                                        NULL};
    static const char *const picture[] = {"　　新华桥完成第一", "层沥青铺装预计本月", "底建成并恢复通车了", NULL};
    static const char *const profile[] = {"　　他回到家乡创业", "一干就是二十多年啊", NULL};
    DraftItem head = {.frame = "lead", .story = "qianjin", .role = "headline", .face = "Song-Black", .size = PT(20)};
    add_line(draft, head, 60, 50, "发挥龙头作用");
    add_line(draft, head, 50, 75, "带动产业发展起来");
    add_legs(draft, "lead", "qianjin", 40, 120, lead, 5);
    add_line(draft, (DraftItem){.frame = "lead", .story = "qianjin", .role = "jump", .face = "Hei", .size = PT(8)}, 200, 182,
             "▶转二版");
    add_line(draft, (DraftItem){.frame = "boxed", .story = "zhengce", .role = "headline", .face = "Kai-Bold", .size = PT(18)}, 290,
             48, "释放政策红利");
    add_legs(draft, "boxed", "zhengce", 270, 80, boxed, 2);
    add_line(draft, (DraftItem){.frame = "picture", .story = "bridge", .role = "caption", .face = "Kai", .size = PT(8)}, 40, 305,
             "新华桥铺装现场");
    add_legs(draft, "picture", "bridge", 40, 320, picture, 3);
    DraftItem vertical = {
        .frame = "profile", .story = "hongda", .role = "headline", .face = "Hei", .size = PT(24), .is_vertical = true};
    add_line(draft, vertical, 300, 200, "归来创业");
    add_legs(draft, "profile", "hongda", 330, 200, profile, 2);
    add_line(draft, (DraftItem){.frame = "label", .role = "furniture", .face = "Hei", .size = PT(7)}, 400, 365, "客户端");
}

Draft *draft_new(void)
{
    Draft *draft = g_new(Draft, 1);
    *draft = (Draft){"1", "zh-Hans-CN", PT(500), PT(400), 0, g_array_new(FALSE, FALSE, sizeof(DraftItem))};
    add_boxes(draft);
    add_text(draft);
    return draft;
}

void draft_free(Draft *draft)
{
    g_array_unref(draft->items);
    g_free(draft);
}

/* ---- Changing ---- */

static bool is_of(const DraftItem *item, const char *frame, const char *role)
{
    bool is_frame = !frame || (strcmp(frame, "-") == 0 ? !item->frame : g_strcmp0(item->frame, frame) == 0);
    return is_frame && (!role || g_strcmp0(item->role, role) == 0);
}

static unsigned find(const Draft *draft, const char *frame, const char *role, unsigned index)
{
    for (unsigned i = 0; i < draft->items->len; i++)
        if (is_of(&g_array_index(draft->items, DraftItem, i), frame, role) && index-- == 0) return i;
    g_error("no item %s %s", frame, role);
}

DraftItem *draft_item(Draft *draft, const char *frame, const char *role, unsigned index)
{
    return &g_array_index(draft->items, DraftItem, find(draft, frame, role, index));
}

void draft_move(Draft *draft, const char *frame, const char *role, DkLength dx, DkLength dy)
{
    for (unsigned i = 0; i < draft->items->len; i++) {
        DraftItem *item = &g_array_index(draft->items, DraftItem, i);
        if (!is_of(item, frame, role)) continue;
        item->rect.x += dx;
        item->rect.y += dy;
    }
}

void draft_remove(Draft *draft, const char *frame, const char *role, unsigned index)
{
    g_array_remove_index(draft->items, find(draft, frame, role, index));
}

/* ---- The dump ---- */

static void dump_glyphs(BaseDump *dump, const DraftItem *item, unsigned first)
{
    unsigned i = 0;
    for (const char *p = item->text; *p; p = g_utf8_next_char(p), i++) {
        DkLength along = (DkLength)i * item->size + (i >= 3 ? item->slack_at_3 : 0);
        base_dump_begin_index(dump, "glyph", first + i);
        base_dump_int(dump, "id", (int)g_utf8_get_char(p) + item->glyph_base);
        base_dump_length(dump, "x", item->rect.x + (item->is_vertical ? item->raise : along));
        base_dump_length(dump, "y", item->rect.y + (item->is_vertical ? along : item->size * 7 / 8 + item->raise));
        base_dump_end(dump);
    }
}

static void dump_text(BaseDump *dump, const DraftItem *item, unsigned first, unsigned n)
{
    base_dump_word(dump, "story", item->story);
    base_dump_int(dump, "order", item->story ? 0 : -1);
    base_dump_int(dump, "line", item->line);
    base_dump_word(dump, "role", item->role);
    base_dump_word(dump, "face", item->face);
    base_dump_length(dump, "size", item->size);
    base_dump_word(dump, "ink", item->ink);
    if (item->is_vertical) base_dump_int(dump, "orientation", item->is_turned);
    if (item->scale != 1024) base_dump_int(dump, "scale", item->scale);
    base_dump_range(dump, "glyphs", first, n);
    base_dump_text(dump, "text", item->text, strlen(item->text));
}

static void dump_other(BaseDump *dump, const DraftItem *item)
{
    if (item->stroke) {
        base_dump_word(dump, "kind", item->stroke);
        base_dump_length(dump, "weight", item->size);
    }
    if (item->kind != PAGE_PICTURE && item->kind != PAGE_CODE) base_dump_word(dump, "ink", item->ink);
    if (item->kind == PAGE_PICTURE) base_dump_text(dump, "file", item->text, strlen(item->text));
    if (item->kind == PAGE_CODE) base_dump_text(dump, "text", item->text, strlen(item->text));
}

char *draft_dump(const Draft *draft)
{
    BaseDump *dump = base_dump_new();
    unsigned first = 0;
    base_dump_begin(dump, "page", NULL);
    base_dump_text(dump, "number", draft->number, strlen(draft->number));
    base_dump_length(dump, "width", draft->width);
    base_dump_length(dump, "height", draft->height);
    base_dump_length(dump, "bleed", draft->bleed);
    base_dump_word(dump, "language", draft->language);
    base_dump_end(dump);
    for (unsigned i = 0; i < draft->items->len; i++) {
        const DraftItem *item = &g_array_index(draft->items, DraftItem, i);
        unsigned n = item->kind == PAGE_GLYPHS ? (unsigned)g_utf8_strlen(item->text, -1) : 0;
        base_dump_begin_index(dump, page_item_words[item->kind], i);
        base_dump_word(dump, "frame", item->frame);
        base_dump_rect(dump, item->rect);
        if (item->kind == PAGE_GLYPHS) dump_text(dump, item, first, n);
        else dump_other(dump, item);
        base_dump_end(dump);
        if (item->kind == PAGE_GLYPHS) dump_glyphs(dump, item, first);
        first += n;
    }
    return base_dump_finish(dump);
}
