/* How an element's lines are painted and spaced otherwise: face, size, ink, scale, direction, glyphs, slack, baseline.
 *
 * In: lines that say the same in both pages, glyph beside glyph.  Out: one difference for each change of each attribute, told for
 * the whole element with the lines it touches.  Where a glyph itself has changed, its line's spacing follows from that and is not
 * told as a change of slack. */
#include "compare/layout.h"

#include <string.h>

/* A change as it adds up over an element. */
typedef struct {
    const char *kind, *old, *new; /* versions in the page's own words */
    int first_line, last_line, n_lines;
    double amount;
    BaseRect rect;
} Tally;

typedef struct {
    const CompareContext *context;
    const CompareElement *element;
    GArray *tallies; /* Tally */
    GStringChunk *strings;
} Tallies;

static void tally(Tallies *tallies, const char *kind, const char *old, const char *new, int line, BaseRect rect, double amount)
{
    Tally *found = NULL;
    for (guint i = 0; i < tallies->tallies->len && !found; i++) {
        Tally *candidate = &g_array_index(tallies->tallies, Tally, i);
        if (candidate->kind == kind && g_strcmp0(candidate->old, old) == 0 && g_strcmp0(candidate->new, new) == 0)
            found = candidate;
    }
    if (!found) {
        Tally fresh = {kind, old, new, line, 0, 0, 0, {0}};
        g_array_append_val(tallies->tallies, fresh);
        found = &g_array_index(tallies->tallies, Tally, tallies->tallies->len - 1);
    }
    found->n_lines += line != found->last_line;
    found->last_line = line;
    found->amount = MAX(found->amount, amount);
    found->rect = compare_rect_around(found->rect, rect);
}

static const char *points(Tallies *tallies, DkLength length)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(number, sizeof number, "%.2f", base_length_pt(length));
    g_autofree char *text = g_strconcat(number, " pt", NULL);
    return g_string_chunk_insert_const(tallies->strings, text);
}

static const char *number_word(Tallies *tallies, int number, const char *unit)
{
    g_autofree char *text = g_strdup_printf("%d%s", number, unit);
    return g_string_chunk_insert_const(tallies->strings, text);
}

/* ---- Glyph beside glyph ---- */

/* The glyphs of a line one after the other, over the line's items. */
typedef struct {
    const ComparePage *page;
    const CompareLine *line;
    unsigned item, glyph; /* of the line, of the item */
} Walk;

static const CompareGlyph *next_glyph(Walk *walk, const CompareItem **item)
{
    while (walk->item < walk->line->n_items) {
        *item = compare_item(walk->page, walk->line->first_item + walk->item);
        if (walk->glyph < (*item)->n_glyphs)
            return &g_array_index(walk->page->glyphs, CompareGlyph, (*item)->first_glyph + walk->glyph++);
        walk->item++;
        walk->glyph = 0;
    }
    return NULL;
}

static const char *direction(const CompareItem *item)
{
    static const char *const words[] = {[TEXT_UPRIGHT] = "upright", [TEXT_TURNED] = "turned", [TEXT_COMBINED] = "combined"};
    if (!item->is_vertical) return "horizontal";
    return item->orientation >= 0 && item->orientation < (int)G_N_ELEMENTS(words) ? words[item->orientation] : "vertical";
}

/* What two items of a line are painted with; true when the same. */
static bool tally_paint(Tallies *tallies, const CompareItem *old, const CompareItem *new, int line)
{
    bool is_same = true;
    BaseRect rect = compare_rect_around(old->rect, new->rect);
    if (g_strcmp0(old->face, new->face) != 0) is_same = false, tally(tallies, "face", old->face, new->face, line, rect, 0);
    if (old->size != new->size)
        is_same = false, tally(tallies, "size", points(tallies, old->size), points(tallies, new->size), line, rect, 0);
    if (old->scale != new->scale)
        is_same = false, tally(tallies, "scale", number_word(tallies, old->scale, "/1024"),
                               number_word(tallies, new->scale, "/1024"), line, rect, 0);
    if (g_strcmp0(old->ink, new->ink) != 0) tally(tallies, "ink", old->ink, new->ink, line, rect, 0);
    if (old->is_vertical != new->is_vertical || old->orientation != new->orientation)
        is_same = false, tally(tallies, "direction", direction(old), direction(new), line, rect, 0);
    return is_same;
}

/* How far a line's glyphs stand otherwise, beside its start and its centre, at most. */
typedef struct {
    DkLength along, across;
    DkLength em; /* of the glyph that has moved most */
} Spread;

static void spread_add(Spread *spread, const CompareLine *lines[2], const CompareGlyph *glyphs[2], DkLength size)
{
    DkLength along[2], across[2];
    for (int i = 0; i < 2; i++) {
        bool is_vertical = lines[i]->is_vertical;
        along[i] = (is_vertical ? glyphs[i]->y : glyphs[i]->x) - lines[i]->start;
        across[i] = (is_vertical ? -glyphs[i]->x : glyphs[i]->y) - lines[i]->center;
    }
    if (ABS(along[1] - along[0]) > spread->along) spread->along = ABS(along[1] - along[0]), spread->em = size;
    if (ABS(across[1] - across[0]) > spread->across) spread->across = ABS(across[1] - across[0]);
    if (spread->em == 0) spread->em = size;
}

static double in_em(DkLength length, DkLength em)
{
    return em ? (double)length / em : 0;
}

static void compare_lines(Tallies *tallies, const CompareLine *old, const CompareLine *new, int number)
{
    const CompareContext *context = tallies->context;
    Walk walks[2] = {{context->old_page, old, 0, 0}, {context->new_page, new, 0, 0}};
    const CompareLine *lines[2] = {old, new};
    const CompareItem *items[2] = {NULL, NULL}, *seen[2] = {NULL, NULL};
    BaseRect rect = compare_rect_around(old->rect, new->rect);
    Spread spread = {0};
    bool is_same = true;
    for (;;) {
        const CompareGlyph *glyphs[2] = {next_glyph(&walks[0], &items[0]), next_glyph(&walks[1], &items[1])};
        if (!glyphs[0] && !glyphs[1]) break;
        if (!glyphs[0] || !glyphs[1]) {
            tally(tallies, "glyphs", NULL, NULL, number, rect, 0);
            is_same = false;
            break;
        }
        if (items[0] != seen[0] || items[1] != seen[1]) is_same &= tally_paint(tallies, items[0], items[1], number);
        seen[0] = items[0], seen[1] = items[1];
        bool is_other = g_strcmp0(items[0]->face, items[1]->face) == 0 && glyphs[0]->id != glyphs[1]->id;
        if (is_other) tally(tallies, "glyphs", NULL, NULL, number, rect, 0);
        is_same &= !is_other;
        spread_add(&spread, lines, glyphs, items[0]->size);
    }
    if (is_same && spread.along > context->tolerance)
        tally(tallies, "slack", NULL, NULL, number, rect, in_em(spread.along, spread.em));
    if (is_same && spread.across > context->tolerance)
        tally(tallies, "baseline", NULL, NULL, number, rect, in_em(spread.across, spread.em));
}

/* ---- The element ---- */

static void add_tallies(const Tallies *tallies)
{
    for (guint i = 0; i < tallies->tallies->len; i++) {
        const Tally *found = &g_array_index(tallies->tallies, Tally, i);
        DkDifference difference = compare_difference(tallies->context, found->kind, tallies->element, found->rect);
        difference.line = found->first_line;
        difference.count = found->n_lines;
        difference.expected = found->old;
        difference.actual = found->new;
        if (found->amount > 0) difference.amount = found->amount, difference.unit = "em";
        compare_list_add(tallies->context->list, &difference);
    }
}

/* Lines of a hunk say other things, but how they are painted can still be told where they are as many as before. */
static void compare_hunk_paint(Tallies *tallies, const CompareElement *new, CompareHunk hunk)
{
    const CompareContext *context = tallies->context;
    for (unsigned i = 0; i < hunk.n_old && hunk.n_old == hunk.n_new; i++) {
        const CompareLine *a = compare_line(tallies->element, hunk.first_old + i), *b = compare_line(new, hunk.first_new + i);
        if (a->n_items == 1 && b->n_items == 1)
            tally_paint(tallies, compare_item(context->old_page, a->first_item), compare_item(context->new_page, b->first_item),
                        (int)(hunk.first_old + i) + 1);
    }
}

void compare_style(const CompareContext *context, const CompareElement *old, const CompareElement *new, const GArray *hunks)
{
    Tallies tallies = {context, old, g_array_new(FALSE, FALSE, sizeof(Tally)), g_string_chunk_new(512)};
    unsigned i = 0, j = 0;
    for (guint h = 0; h <= hunks->len; h++) {
        CompareHunk end = {old->lines->len, 0, new->lines->len, 0};
        CompareHunk hunk = h < hunks->len ? g_array_index(hunks, CompareHunk, h) : end;
        for (; i < hunk.first_old; i++, j++) compare_lines(&tallies, compare_line(old, i), compare_line(new, j), (int)i + 1);
        compare_hunk_paint(&tallies, new, hunk);
        i = hunk.first_old + hunk.n_old;
        j = hunk.first_new + hunk.n_new;
    }
    add_tallies(&tallies);
    g_array_unref(tallies.tallies);
    g_string_chunk_free(tallies.strings);
}
