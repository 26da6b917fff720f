/* Justification: gives a line its slack, step by step, and its boxes their places.
 *
 * RULES 1.8, after CLREQ's line adjustment: a later step is touched only when the earlier ones are used up; all
 * places of one step share alike, in proportion to what each can give.  Shares are cut from running totals, so they sum up exactly and
 * the right edge is exact to the unit. */
#include "paragraph/composer.h"

static const uint8_t step_slack[N_STEPS] = {
    [STEP_WORD_SPACE] = PAR_SHRINK_WORD_SPACE,
    [STEP_DOT] = PAR_SHRINK_DOT,
    [STEP_BRACKET] = PAR_SHRINK_BRACKET,
    [STEP_PAUSE] = PAR_SHRINK_PAUSE,
    [STEP_HAN_LATIN] = PAR_SHRINK_HAN_LATIN,
    [STEP_STOP] = PAR_SHRINK_STOP,
    [STEP_HAN] = PAR_SHRINK_HAN,
};

/* A share-out of `amount` over places of `total` capacity in all; `passed` is the capacity met so far. */
typedef struct {
    int64_t amount, total, passed;
} Share;

static DkLength next_share(Share *share, DkLength capacity)
{
    int64_t before = share->amount * share->passed / share->total;
    share->passed += capacity;
    return (DkLength)(share->amount * share->passed / share->total - before);
}

static DkLength capacity_at(const Blank *blank, Step step)
{
    return blank->step == step ? blank->give : 0;
}

static void shrink_step(const Composer *composer, const Line *line, Step step, DkLength amount)
{
    Share share = {amount, line->give[step], 0};
    for (unsigned i = line->first; i <= line->last; i++) {
        const Item *item = &composer->items[i];
        Slot *slot = &g_array_index(composer->slots, Slot, i - line->first);
        if (i > line->first) slot->lead -= next_share(&share, capacity_at(&item->lead, step));
        if (i == line->last) break;
        slot->trail -= next_share(&share, capacity_at(&item->trail, step));
        slot->gap -= next_share(&share, step == STEP_HAN ? item->tight : capacity_at(&item->gap, step));
    }
}

static void shrink(const Composer *composer, const Line *line, ParLine *set)
{
    int64_t need = line->natural - line->measure;
    for (int step = 0; step < N_STEPS && need > 0; step++) {
        DkLength amount = (DkLength)MIN(need, line->give[step]);
        if (amount <= 0) continue;
        shrink_step(composer, line, (Step)step, amount);
        set->slack = (ParSlack)step_slack[step];
        set->given[set->slack] += amount;
        need -= amount;
    }
}

/* What a gap weighs in a stretch step: its own limit at the first two, one between Han. */
static DkLength weight_at(const Item *item, ParSlack step)
{
    switch (step) {
    case PAR_STRETCH_WORD_SPACE: return item->stretch == STRETCH_WORD_SPACE ? item->take : 0;
    case PAR_STRETCH_HAN_LATIN: return item->stretch == STRETCH_HAN_LATIN ? item->take : 0;
    case PAR_STRETCH_HAN: return item->stretch == STRETCH_HAN || item->stretch == STRETCH_HAN_LATIN;
    default: return item->stretch == STRETCH_WORD_SPACE;
    }
}

/* Blanks of marks, but for those at the line's edges. */
static void stretch_marks(const Composer *composer, const Line *line, Share share)
{
    for (unsigned i = line->first; i <= line->last; i++) {
        Slot *slot = &g_array_index(composer->slots, Slot, i - line->first);
        if (i > line->first) slot->lead += next_share(&share, composer->items[i].lead.take);
        if (i < line->last) slot->trail += next_share(&share, composer->items[i].trail.take);
    }
}

static DkLength stretch_step(const Composer *composer, const Line *line, ParSlack step, Share share)
{
    DkLength widest = 0;
    for (unsigned i = line->first; i < line->last; i++) {
        DkLength more = next_share(&share, weight_at(&composer->items[i], step));
        g_array_index(composer->slots, Slot, i - line->first).gap += more;
        widest = MAX(widest, more);
    }
    return widest;
}

static int count_word_spaces(const Composer *composer, const Line *line)
{
    int n = 0;
    for (unsigned i = line->first; i < line->last; i++) n += composer->items[i].stretch == STRETCH_WORD_SPACE;
    return n;
}

/* Gives `amount` at one step. */
static void take(const Composer *composer, const Line *line, ParLine *set, ParSlack step, Share share)
{
    DkLength widest = 0;
    if (step == PAR_STRETCH_MARK) stretch_marks(composer, line, share);
    else widest = stretch_step(composer, line, step, share);
    set->slack = step;
    if (step == PAR_STRETCH_HAN) { /* what goes beyond the limit is the next step's, at the same places */
        DkLength over = (DkLength)MAX(0, share.amount - share.total * (composer->style->size / 4));
        set->gap = widest;
        set->given[PAR_STRETCH_UNLIMITED] += over;
        share.amount -= over;
        if (over > 0) set->slack = PAR_STRETCH_UNLIMITED;
    }
    set->given[step] += (DkLength)share.amount;
}

static void stretch(const Composer *composer, const Line *line, ParLine *set)
{
    DkLength need = line->measure - (DkLength)line->natural;
    const DkLength limits[] = {line->word_take, line->latin_take, line->mark_take};
    for (int i = 0; i < 3 && need > 0; i++) {
        DkLength amount = MIN(need, limits[i]);
        if (amount <= 0) continue;
        take(composer, line, set, PAR_STRETCH_WORD_SPACE + i, (Share){amount, limits[i], 0});
        need -= amount;
    }
    if (need <= 0) return;
    if (line->n_han > 0) {
        take(composer, line, set, PAR_STRETCH_HAN, (Share){need, line->n_han, 0});
        return;
    }
    int n_spaces = count_word_spaces(composer, line);
    if (n_spaces > 0) take(composer, line, set, PAR_STRETCH_UNLIMITED, (Share){need, n_spaces, 0});
}

static void set_natural(const Composer *composer, const Line *line, ParLine *set)
{
    g_array_set_size(composer->slots, line->last - line->first + 1);
    for (unsigned i = line->first; i <= line->last; i++) {
        const Item *item = &composer->items[i];
        Slot slot = {item->lead.width, item->trail.width, item->gap.width};
        if (i == line->first) {
            set->given[PAR_SHRINK_EDGE] += MAX(slot.lead - item->lead_edge, 0); /* a reading may want more room at an edge */
            slot.lead = item->lead_edge;
        }
        if (i == line->last) {
            set->given[PAR_SHRINK_EDGE] += MAX(slot.trail - item->trail_edge, 0);
            slot.trail = item->trail_edge;
            slot.gap = 0;
        }
        if (line->is_hanging && i + 1 == line->last) slot.gap = 0;
        g_array_index(composer->slots, Slot, i - line->first) = slot;
    }
    if (set->given[PAR_SHRINK_EDGE] > 0) set->slack = PAR_SHRINK_EDGE;
}

/* Appends the boxes, blanks at the edges with no width; returns the width of what does not hang. */
static DkLength append_boxes(const Composer *composer, const Line *line, ParLines *lines)
{
    DkLength position = 0, width = 0;
    for (unsigned i = line->start; i < line->next; i++) {
        ParBox box = {.cluster = composer->first_cluster + i, .position = position};
        if (i >= line->first && i <= line->last && line->first < line->next) {
            const Slot *slot = &g_array_index(composer->slots, Slot, i - line->first);
            const Item *item = &composer->items[i];
            box.shift = slot->lead - item->own_lead;
            box.width = slot->lead + item->body + slot->trail + slot->gap;
            box.is_hidden = i < line->last && composer->clusters[i].character == TEXT_SOFT_HYPHEN;
        }
        g_array_append_val(lines->boxes, box);
        position += box.width;
        if (!(line->is_hanging && i >= line->last)) width = position;
    }
    return width;
}

void par_justify(const Composer *composer, const Line *line, ParSegment segment, ParLines *lines)
{
    const TextCluster *clusters = &g_array_index(composer->request->runs->clusters, TextCluster, composer->first_cluster);
    const TextCluster *first = &clusters[line->start], *last = &clusters[line->next - 1];
    ParLine set = {.paragraph = composer->request->paragraph,
                   .first_box = lines->boxes->len,
                   .n_boxes = line->next - line->start,
                   .first_byte = first->first_byte,
                   .n_bytes = last->first_byte + last->n_bytes - first->first_byte,
                   .measure = line->measure,
                   .natural = (DkLength)MIN(line->natural, PAR_WIDEST),
                   .em = composer->style->size,
                   .reason = par_line_reason(composer, line),
                   .is_first = line->start == 0 && composer->request->first_cluster == 0,
                   .is_last = line->is_last,
                   .is_forced = line->is_forced,
                   .is_hanging = line->is_hanging,
                   .excess = line->excess};
    bool is_justified = composer->is_justified && !line->is_last && !line->ends_early && !line->is_short;
    if (line->first < line->next) {
        set_natural(composer, line, &set);
        bool is_flush = composer->style->align == MODEL_ALIGN_SPREAD || is_justified;
        if (line->natural > line->measure) shrink(composer, line, &set);
        else if (is_flush) stretch(composer, line, &set);
        set.is_loose = set.gap > composer->style->size / 4 && composer->style->align != MODEL_ALIGN_SPREAD; /* as asked */
    }
    set.width = append_boxes(composer, line, lines);
    set.is_loose |= is_justified && line->measure - set.width > composer->style->size;
    set.is_runt = line->is_last && !set.is_first && par_is_runt(composer, line->start);
    set.offset =
        segment.offset + par_line_indent(composer, line->start) + par_align(composer->style->align, line->measure, set.width);
    g_array_append_val(lines->lines, set);
}
