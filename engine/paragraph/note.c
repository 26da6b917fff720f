/* Notes in two rows of half size inside a line (割注, warichu).
 *
 * RULES 1.11, after JLREQ 3.4.2 (warichu) and CLREQ 4.3.  A note's characters are set in half the size; of what stands in a line the first
 * half makes the first row and the rest the second, as even as the rules of line edges allow, the first row the longer one.
 * Method: to the breakers an item of a note is half as wide as it is, so that any stretch of them is as wide as its two rows would be if they were
 * even; what the longer row has beyond that is added to each line that holds them.  Rows are rigid: the line's slack goes elsewhere. */
#include "paragraph/composer.h"

struct Note {
    unsigned first, last; /* items */
    DkLength room;        /* what the longer row takes beyond half of all, where the note stands in one line */
};

/* ---- Rows ---- */

/* Items first .. last of a note that stand in one line; the second row begins at `second`. */
typedef struct {
    unsigned first, second, last;
    DkLength upper, lower; /* widths of the rows */
} Rows;

static DkLength row_width(const Composer *composer, unsigned first, unsigned end)
{
    DkLength width = 0;
    for (unsigned i = first; i < end; i++) width += composer->items[i].row;
    return width;
}

/* Splits a part of a note where the first row is the longer one, by as little as the rules of line edges allow. */
static Rows split_rows(const Composer *composer, unsigned first, unsigned last)
{
    Rows rows = {first, last + 1, last, row_width(composer, first, last + 1), 0};
    DkLength upper = 0, all = rows.upper;
    for (unsigned i = first; i < last; i++) {
        upper += composer->items[i].row;
        if (2 * upper < all || !composer->items[i + 1].may_row) continue;
        if (upper >= rows.upper) break;
        rows = (Rows){first, i + 1, last, upper, all - upper};
    }
    return rows;
}

static DkLength room_of(const Composer *composer, unsigned first, unsigned last)
{
    Rows rows = split_rows(composer, first, last);
    DkLength counted = 0;
    for (unsigned i = first; i <= last; i++) counted += composer->items[i].body;
    return MAX(rows.upper, rows.lower) - counted;
}

/* ---- Items ---- */

static void drop(Blank *blank)
{
    *blank = (Blank){.step = STEP_NONE};
}

/* Makes an item rigid and half as wide; it keeps what it takes in its row. */
static void halve(Item *item)
{
    item->row_lead = item->lead.width;
    item->row = item->lead.width + item->body + item->trail.width + item->gap.width;
    item->body = item->row / 2;
    drop(&item->lead);
    drop(&item->trail);
    drop(&item->gap);
    item->lead_edge = item->trail_edge = item->take = item->tight = 0;
    item->stretch = STRETCH_NONE;
    item->may_hang = false;
    item->may_row = item->may_start;
}

static void add_note(Composer *composer, unsigned first, unsigned last)
{
    Item *items = composer->items;
    Blank gap = items[last].gap; /* to what follows the note: no part of a row */
    uint8_t stretch = items[last].stretch;
    drop(&items[last].gap);
    for (unsigned i = first; i <= last; i++) halve(&items[i]);
    items[last].gap = gap;
    items[last].stretch = stretch;
    items[last].may_start = items[last].is_break = false; /* a part has two characters at least */
    if (first < last) items[first + 1].may_start = items[first + 1].is_break = false;
    Note note = {first, last, room_of(composer, first, last)};
    g_array_append_val(composer->notes, note);
}

void par_notes_make(Composer *composer)
{
    const TextParagraph *paragraph = composer->paragraph;
    for (unsigned m = paragraph->first_mark; m < paragraph->first_mark + paragraph->n_marks; m++) {
        const TextMark *mark = &g_array_index(composer->request->runs->marks, TextMark, m);
        unsigned end = mark->first_cluster + mark->n_clusters;
        if (mark->kind != TEXT_MARK_NOTE || end <= composer->first_cluster || !mark->n_clusters) continue;
        if (!composer->notes) composer->notes = g_array_new(FALSE, FALSE, sizeof(Note));
        unsigned first = MAX(mark->first_cluster, composer->first_cluster) - composer->first_cluster;
        add_note(composer, first, end - composer->first_cluster - 1);
    }
}

/* ---- Lines ---- */

/* The part of a note that stands in a line; false: none of it does. */
static bool part_of(const Note *note, const Line *line, unsigned *first, unsigned *last)
{
    *first = MAX(note->first, line->first);
    *last = MIN(note->last, line->last);
    return *first <= *last;
}

/* The first note that ends in a line or behind it. */
static unsigned first_note(const Composer *composer, const Line *line)
{
    unsigned low = 0, high = composer->notes->len;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (g_array_index(composer->notes, Note, middle).last < line->first) low = middle + 1;
        else high = middle;
    }
    return low;
}

DkLength par_note_room(const Composer *composer, const Line *line)
{
    DkLength room = 0;
    for (unsigned i = first_note(composer, line); i < composer->notes->len; i++) {
        const Note *note = &g_array_index(composer->notes, Note, i);
        unsigned first, last;
        if (note->first > line->last) break;
        if (!part_of(note, line, &first, &last)) continue;
        bool is_whole = first == note->first && last == note->last;
        room += is_whole ? note->room : room_of(composer, first, last);
    }
    return room;
}

/* Puts the boxes of a row behind each other. */
static void place_row(const Composer *composer, ParBox *boxes, unsigned first, unsigned end, DkLength start, DkLength across)
{
    for (unsigned i = first; i < end; i++) {
        const Item *item = &composer->items[i];
        boxes[i].position = start;
        boxes[i].shift = item->row_lead - item->own_lead;
        boxes[i].width = item->row;
        boxes[i].across = across;
        start += item->row;
    }
}

void par_notes_place(const Composer *composer, const Line *line, ParLine *set, ParBox *boxes)
{
    boxes -= line->start; /* by item */
    DkLength room = 0;
    if (line->first >= line->next) return;
    for (unsigned n = first_note(composer, line); n < composer->notes->len; n++) {
        unsigned first, last;
        if (!part_of(&g_array_index(composer->notes, Note, n), line, &first, &last)) break;
        Rows rows = split_rows(composer, first, last);
        DkLength start = boxes[first].position, half = composer->items[first].em / 2, more = room_of(composer, first, last);
        DkLength behind = boxes[last].width - composer->items[last].body; /* the gap to what follows */
        place_row(composer, boxes, first, rows.second, start, -half);
        place_row(composer, boxes, rows.second, last + 1, start, half);
        boxes[last].width += behind;
        for (unsigned i = last + 1; i < line->next; i++) boxes[i].position += more;
        room += more;
    }
    set->offset += par_align(composer->style->align, line->measure, set->width + room) -
                   par_align(composer->style->align, line->measure, set->width);
    set->width += room;
    if (set->is_loose && set->gap == 0)
        set->is_loose = line->measure - set->width > composer->style->size; /* now that it is as wide as it is */
}
