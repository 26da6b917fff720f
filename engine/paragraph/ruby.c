/* Room that marks take along the line: readings wider than their base, bopomofo at its side, names spread to the width of others.
 *
 * RULES 1.11.  A reading stands centred on its base and may reach over neighbours that have none: in Chinese over whatever is there (CLREQ
 * 3.3.4.1), in Japanese over kana and marks, never over ideographs (JIS X 4051).  Readings that meet keep a quarter of their em between
 * them (CLREQ).  What is still wanting is put between the characters of the base and, half as much, at both its ends (JIS X 4051).
 * Such room is rigid: no step of justification takes it. */
#include "paragraph/composer.h"

/* A reading's base: items first .. last, and how far the reading reaches beyond them at either side; negative: it is narrower. */
typedef struct {
    unsigned first, last;
    DkLength reach, gap; /* `gap`: what it keeps from another reading */
} Base;

typedef struct {
    Composer *composer;
    GArray *bases; /* Base, in order */
} Room;

static DkLength item_width(const Item *item)
{
    return item->lead.width + item->body + item->trail.width;
}

static DkLength base_width(const Composer *composer, const Base *base)
{
    DkLength width = 0;
    for (unsigned i = base->first; i <= base->last; i++)
        width += item_width(&composer->items[i]) + (i < base->last ? composer->items[i].gap.width : 0);
    return width;
}

static bool is_kana(uint32_t code)
{
    return code >= 0x3041 && code <= 0x30FF;
}

/* How far a reading of `gap`'s em may reach over item `i`; half of what is there is left to the reading behind it. */
static DkLength overhang(const Composer *composer, unsigned i, DkLength gap)
{
    if (i >= composer->n) return 0;
    const Item *item = &composer->items[i];
    bool is_ideograph = item->class == TEXT_HAN && !is_kana(composer->clusters[i].character);
    if (composer->paragraph->language == MODEL_LANGUAGE_JA && is_ideograph) return 0;
    return MIN(MAX(0, item_width(item) - gap) / 2, 4 * gap);
}

/* Puts what the reading needs beyond its base and its neighbours' room between and beside the characters of the base. */
static void widen_base(const Composer *composer, Base *base, DkLength width)
{
    DkLength own = base_width(composer, base);
    DkLength over = MIN(overhang(composer, base->first - 1, base->gap), overhang(composer, base->last + 1, base->gap));
    DkLength rest = MAX(0, width - own - 2 * over);
    int n = (int)(base->last - base->first + 1);
    for (unsigned i = base->first; i < base->last; i++) composer->items[i].gap.width += rest / n;
    base->reach = (width - own - rest / n * (n - 1)) / 2;
}

/* The room between two neighbours of which at least one is a base. */
static DkLength room_between(const Composer *composer, const Base *left, const Base *right)
{
    if (left && right) return MAX(0, left->reach + right->reach + MAX(left->gap, right->gap));
    const Base *base = left ? left : right;
    return MAX(0, base->reach - overhang(composer, left ? left->last + 1 : right->first - 1, base->gap));
}

static void add_before(Item *item, DkLength room, DkLength edge)
{
    item->lead.width += room;
    item->lead_edge += edge;
}

static void add_behind(Item *item, DkLength room, DkLength edge)
{
    item->trail.width += room;
    item->trail_edge += edge;
}

/* Bases that touch share the room between them; at a line's edge each keeps what its own reading needs. */
static void space_bases(const Room *room)
{
    Item *items = room->composer->items;
    for (unsigned i = 0; i < room->bases->len; i++) {
        const Base *base = &g_array_index(room->bases, Base, i);
        const Base *before = i ? base - 1 : NULL, *after = i + 1 < room->bases->len ? base + 1 : NULL;
        DkLength edge = MAX(0, base->reach);
        bool is_met = before && before->last + 1 == base->first, is_meeting = after && after->first == base->last + 1;
        DkLength front = room_between(room->composer, is_met ? before : NULL, base);
        DkLength back = room_between(room->composer, base, is_meeting ? after : NULL);
        add_before(&items[base->first], is_met ? front - front / 2 : front, edge);
        add_behind(&items[base->last], is_meeting ? back / 2 : back, edge);
    }
}

/* ---- Marks ---- */

static void add_base(Room *room, const TextMark *mark, const Base *items)
{
    const TextRuns *runs = room->composer->request->runs;
    Base base = *items;
    const TextParagraph *reading = &g_array_index(runs->paragraphs, TextParagraph, mark->reading);
    DkLength em = room->composer->items[base.first].em;
    if (reading->n_runs) em = runs->styles[g_array_index(runs->runs, TextRun, reading->first_run).style].size;
    base.gap = em / 4;
    widen_base(room->composer, &base, mark->width);
    g_array_append_val(room->bases, base);
}

/* Bopomofo takes half an em right of its character (CLREQ 3.3.5); in a vertical line it stands beside it, in the white. */
static void add_zhuyin(const Composer *composer, const Base *base)
{
    Item *item = &composer->items[base->last];
    if (composer->paragraph->direction == MODEL_DIRECTION_HORIZONTAL) add_behind(item, item->em / 2, item->em / 2);
}

/* RULES 1.9: n characters in W stand (W - n)/(n - 1) apart. */
static void spread(const Composer *composer, const Base *name, DkLength width)
{
    DkLength rest = MAX(0, width - base_width(composer, name));
    int n = (int)(name->last - name->first), i = 0;
    for (Item *item = &composer->items[name->first]; i < n; item++, i++) {
        item->gap.width += (DkLength)((int64_t)rest * (i + 1) / n - (int64_t)rest * i / n);
        item->stretch = STRETCH_NONE;
        item->tight = 0;
    }
}

void par_give_room(Composer *composer)
{
    const TextParagraph *paragraph = composer->paragraph;
    if (!paragraph->n_marks) return;
    Room room = {composer, g_array_new(FALSE, FALSE, sizeof(Base))};
    for (unsigned m = paragraph->first_mark; m < paragraph->first_mark + paragraph->n_marks; m++) {
        const TextMark *mark = &g_array_index(composer->request->runs->marks, TextMark, m);
        if (mark->first_cluster < composer->first_cluster || !mark->n_clusters) continue; /* before where the text resumes */
        unsigned first = mark->first_cluster - composer->first_cluster;
        Base items = {.first = first, .last = first + mark->n_clusters - 1};
        if (mark->kind == TEXT_MARK_RUBY) add_base(&room, mark, &items);
        if (mark->kind == TEXT_MARK_ZHUYIN) add_zhuyin(composer, &items);
        if (mark->kind == TEXT_MARK_SPREAD) spread(composer, &items, mark->width);
    }
    space_bases(&room);
    g_array_unref(room.bases);
}
