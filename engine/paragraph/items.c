/* Items: clusters with the blanks and gaps of their style, and what each may give and take.
 *
 * RULES 1.4 (styles and adjacent pairs, after CLREQ 3.1.6, GB/T 15834 5.1.10 and CSS Text 4), 1.7 (Han-Latin gaps) and 1.8
 * (places of slack).  First-fit shrinks and stretches by CLREQ's steps and no further.  Total-fit and facsimile setting may also set Han
 * closer, by up to 1/20 em, when all steps are used up (house rule, because that is how editors pull in a line, and 1/20 em of tracking
 * is seen less than a line that lacks a character).  Total-fit opens the blank of a mark by half of it before it parts Han (house rule,
 * because a blank that may lose all of its width may well gain half of it, and Han that stand solid are what a page is seen by). */
#include "paragraph/composer.h"

static bool is_closing(TextClass class)
{
    return class == TEXT_CLOSE || class == TEXT_PAUSE || class == TEXT_STOP;
}

static bool is_word(TextClass class)
{
    return class == TEXT_LATIN || class == TEXT_DIGIT || class == TEXT_PREFIX || class == TEXT_POSTFIX;
}

static const TextCluster *cluster_of(const Composer *composer, unsigned i)
{
    return &composer->clusters[i];
}

static const TextRun *run_of(const Composer *composer, unsigned i)
{
    return &composer->runs[cluster_of(composer, i)->run];
}

static const ModelStyle *style_of(const Composer *composer, unsigned i)
{
    return &composer->request->runs->styles[run_of(composer, i)->style];
}

static Step blank_step(TextClass class)
{
    switch (class) {
    case TEXT_OPEN:
    case TEXT_CLOSE: return STEP_BRACKET;
    case TEXT_PAUSE: return STEP_PAUSE;
    case TEXT_STOP: return STEP_STOP;
    case TEXT_DOT: return STEP_DOT;
    default: return STEP_NONE;
    }
}

/* Kaiming keeps its stops at one em inside a line (RULES 1.8, step 7). */
static bool may_give(TextClass class, ModelPunctuation punctuation)
{
    if (punctuation == MODEL_PUNCTUATION_NONE) return false;
    return !(class == TEXT_STOP && punctuation == MODEL_PUNCTUATION_KAIMING);
}

static void set_mark(Composer *composer, Item *item, const TextCluster *cluster)
{
    ModelPunctuation punctuation = composer->style->punctuation;
    MarkBlanks own = par_mark_blanks(cluster, composer->paragraph, item->em);
    item->own_lead = own.lead;
    item->body = cluster->advance - own.lead - own.trail;
    DkLength lead = own.lead, trail = own.trail;
    if (par_is_halved(cluster->class, punctuation)) lead = trail = 0;
    Step step = may_give(cluster->class, punctuation) ? blank_step(cluster->class) : STEP_NONE;
    item->lead = (Blank){lead, step == STEP_NONE ? 0 : lead, (uint8_t)step};
    item->trail = (Blank){trail, step == STEP_NONE ? 0 : trail, (uint8_t)step};
    item->lead_edge = lead;
    item->trail_edge = trail;
    if (punctuation == MODEL_PUNCTUATION_NONE) return;
    if (cluster->class == TEXT_OPEN) item->lead_edge = 0;                  /* CLREQ 3.1.6.4 */
    if (is_closing(cluster->class) && own.lead == 0) item->trail_edge = 0; /* GB/T 15834 5.1.10 */
}

static void drop_blank(Blank *blank)
{
    *blank = (Blank){.step = STEP_NONE};
}

/* A full-width neighbour that has no ink at the side of the mark: an interpunct of one em, an ideographic space. */
static bool is_airy(const Item *item)
{
    return item->class == TEXT_WIDE_SPACE || (item->class == TEXT_DOT && item->own_lead > 0);
}

/* Of two blanks that meet, one goes: 。” （“ ）（ (CSS Text 4 text-spacing-trim; what stays is next to the outside of a bracket). */
static void trim_pair(Item *left, Item *right)
{
    bool has_right_blank = is_closing(left->class) && left->trail.width == left->em / 2;
    if (has_right_blank && (is_closing(right->class) || is_airy(right))) drop_blank(&left->trail);
    if (right->class == TEXT_OPEN && (left->class == TEXT_OPEN || is_closing(left->class) || is_airy(left)))
        drop_blank(&right->lead);
}

/* The blank of a mark that stands to one side may take half as much again; that of a centred one would be no longer centred. */
static void set_take(Item *item)
{
    if (item->class == TEXT_OPEN) item->lead.take = item->lead.width / 2;
    if (is_closing(item->class) && item->own_lead == 0) item->trail.take = item->trail.width / 2;
}

static bool is_stop_mark(const TextCluster *cluster)
{
    return cluster->class == TEXT_STOP && (cluster->character == 0xFF01 || cluster->character == 0xFF1F);
}

/* Two of ！？ stand in one em, three in two (GB/T 15834 5.1.2), with nothing to give. */
static void set_stops(Composer *composer)
{
    for (unsigned i = 0, end; i < composer->n; i = end) {
        for (end = i; end < composer->n && is_stop_mark(cluster_of(composer, end));) end++;
        if (end - i < 2) {
            end = MAX(end, i + 1);
            continue;
        }
        bool is_odd = (end - i) % 2;
        for (unsigned k = i; k < end; k++) {
            Item *item = &composer->items[k];
            if (item->body > item->em / 2) continue; /* centred marks that are never cut */
            drop_blank(&item->lead);
            drop_blank(&item->trail);
            item->lead_edge = item->trail_edge = 0;
            if (is_odd && k + 1 < end) item->gap.width = item->em / 2 / (DkLength)(end - i - 1);
        }
    }
}

/* The gap between Han and Latin or digits, RULES 1.7; -1: no place for one, beside marks, upright letters, horizontal-in-vertical
 * numbers. */
static DkLength script_gap(const Composer *composer, unsigned i)
{
    const Item *left = &composer->items[i], *right = left + 1;
    if (left->class == right->class) return -1; /* as most neighbours are */
    unsigned word = is_word(left->class) ? i : i + 1;
    const Item *other = word == i ? right : left;
    if (!is_word(composer->items[word].class) || other->class != TEXT_HAN) return -1;
    const TextRun *run = run_of(composer, word);
    const TextParagraph *paragraph = composer->paragraph;
    if (paragraph->direction == MODEL_DIRECTION_VERTICAL && run->orientation != TEXT_TURNED) return -1;
    if (composer->items[word].class == TEXT_LATIN)
        return text_is_spaced(cluster_of(composer, word)->character, paragraph->language) ? composer->style->han_latin_gap : -1;
    return composer->style->han_digit_gap;
}

/* Whether a line may stretch between two items: RULES 1.8. */
static Stretch stretch_of(const Item *left, const Item *right, DkLength gap)
{
    if (left->class == TEXT_HAN && right->class == TEXT_HAN) return STRETCH_HAN;
    if (left->is_space && left->class == TEXT_SPACE) return STRETCH_WORD_SPACE;
    if (right->class == TEXT_SPACE || left->class == TEXT_OPEN || is_closing(right->class)) return STRETCH_NONE;
    if (is_word(left->class) && (is_word(right->class) || right->class == TEXT_OTHER)) return STRETCH_NONE;
    if (left->class == TEXT_OTHER && (is_word(right->class) || right->class == TEXT_OTHER)) return STRETCH_NONE;
    static const uint32_t stiff = 1u << TEXT_CONNECTOR | 1u << TEXT_SOLIDUS | 1u << TEXT_DOT;
    if ((stiff >> left->class | stiff >> right->class) & 1) return STRETCH_NONE;
    if (left->class == TEXT_PREFIX || right->class == TEXT_POSTFIX) return STRETCH_NONE;
    return gap >= 0 ? STRETCH_HAN_LATIN : STRETCH_HAN;
}

static void set_gap(Composer *composer, unsigned i)
{
    Item *left = &composer->items[i], *right = left + 1;
    DkLength gap = script_gap(composer, i);
    left->stretch = (uint8_t)stretch_of(left, right, gap);
    if (left->stretch == STRETCH_WORD_SPACE) {
        DkLength give = MAX(0, left->gap.width - left->em / 4);
        left->gap = (Blank){left->gap.width, give, STEP_WORD_SPACE};
        left->take = MAX(0, left->em / 2 - left->gap.width);
    } else if (left->stretch == STRETCH_HAN_LATIN) {
        left->gap = (Blank){gap, MAX(0, gap - left->em / 8), STEP_HAN_LATIN};
        /* A style without a gap gets an eighth at most: what the printed page allows (RULES 1.7), too little to part 7 from 月. */
        left->take = MAX(0, (gap > 0 ? left->em / 3 : left->em / 8) - gap);
    } else {
        left->gap.step = STEP_NONE;
    }
    bool is_seen = cluster_of(composer, i)->advance > 0 && cluster_of(composer, i)->character != TEXT_SOFT_HYPHEN;
    if (is_seen) left->gap.width += style_of(composer, i)->tracking;
    bool may_tighten = composer->style->breaker == MODEL_BREAKER_TOTAL_FIT || composer->request->keeps_lines;
    bool is_tight = may_tighten && left->class == TEXT_HAN && right->class == TEXT_HAN;
    left->tight = is_tight ? left->em / PAR_TIGHTEST : 0;
}

static void make_item(Composer *composer, unsigned i)
{
    const TextCluster *cluster = cluster_of(composer, i);
    Item *item = &composer->items[i];
    *item = (Item){.em = style_of(composer, i)->size, .class = (uint8_t)cluster->class};
    item->lead.step = item->trail.step = item->gap.step = STEP_NONE;
    item->is_space = cluster->class == TEXT_SPACE || cluster->class == TEXT_WIDE_SPACE;
    if (cluster->class == TEXT_SPACE) item->gap.width = cluster->advance;                 /* all of it is elastic */
    else if (cluster->character == TEXT_SOFT_HYPHEN) item->trail_edge = cluster->advance; /* shows at a line's end alone */
    else if (blank_step(cluster->class) != STEP_NONE) set_mark(composer, item, cluster);
    else item->body = cluster->advance;
    item->may_hang = composer->style->is_hanging && (cluster->class == TEXT_PAUSE || cluster->class == TEXT_STOP);
}

static void set_break(Composer *composer, unsigned i)
{
    Item *item = &composer->items[i], *before = item - 1;
    const TextCluster *cluster = cluster_of(composer, i);
    uint32_t last = cluster_of(composer, i - 1)->character;
    item->is_break = cluster->is_break_before;
    item->must_start = text_ends_line(last) && !(last == '\r' && cluster->character == '\n'); /* UAX #14, LB5 */
    item->is_break |= item->must_start;
    unsigned solid = before->last_solid;
    TextClass end = solid == G_MAXUINT ? TEXT_HAN : composer->items[solid].class;
    item->may_start = item->must_start || (item->is_break && par_may_part(end, item->class, composer->style->prohibition));
    if (before->is_space) item->may_hang = false; /* it would hang by itself, away from any word */
    if (item->may_hang || before->may_hang) {     /* never in a run of marks: RULES 1.5 */
        bool is_run = is_closing(item->class) && is_closing(before->class);
        if (is_run) item->may_hang = before->may_hang = false;
    }
}

static void add_blank(Sums *sums, const Blank *blank)
{
    sums->natural += blank->width;
    sums->reach += blank->width + blank->take;
    sums->mark_take += (uint32_t)blank->take;
    if (blank->step == STEP_NONE) return;
    sums->give[blank->step] += (uint32_t)blank->give;
    sums->give_all += blank->give;
}

/* `most`: what a place between Han takes without being loose. */
static void add_stretch(Sums *sums, const Item *item, DkLength most)
{
    bool is_word = item->stretch == STRETCH_WORD_SPACE, is_latin = item->stretch == STRETCH_HAN_LATIN;
    bool is_han = is_latin || item->stretch == STRETCH_HAN;
    if (is_word) sums->word_take += (uint32_t)item->take;
    if (is_latin) sums->latin_take += (uint32_t)item->take;
    sums->n_han += is_han;
    sums->reach += (is_word || is_latin ? item->take : 0) + (is_han ? most : 0);
}

static void add_sums(Composer *composer)
{
    Sums sums = {0};
    DkLength most = composer->style->size / 4;
    composer->sums[0] = sums;
    for (unsigned i = 0; i < composer->n; i++) {
        const Item *item = &composer->items[i];
        sums.natural += item->body;
        sums.reach += item->body;
        add_blank(&sums, &item->lead);
        add_blank(&sums, &item->trail);
        add_blank(&sums, &item->gap);
        add_stretch(&sums, item, most);
        sums.give[STEP_HAN] += (uint32_t)item->tight;
        sums.give_all += item->tight;
        composer->sums[i + 1] = sums;
    }
}

/* Keeps the end of a text that the request wants whole on one line, if one holds it. */
static void keep_whole(Composer *composer)
{
    const ParRequest *request = composer->request;
    unsigned first = composer->n;
    int64_t width = 0;
    for (unsigned i = composer->n; i-- > 0 && composer->clusters[i].first_byte >= request->whole_from; first = i) {
        const Item *item = &composer->items[i];
        if (item->must_start) return;
        width += item->body + item->lead.width + item->trail.width + item->gap.width;
    }
    if (width > request->measure.segment(request->measure.data, request->first_line).width) return;
    for (unsigned i = first + 1; i < composer->n; i++) composer->items[i].may_start = composer->items[i].is_break = false;
}

/* What each item knows of those behind it. */
static void look_ahead(Composer *composer)
{
    unsigned limit = composer->n, solid = composer->n, next = composer->n;
    for (unsigned i = composer->n; i-- > 0;) {
        Item *item = &composer->items[i];
        if (item->class != TEXT_SPACE) solid = i;
        if (item->may_start) next = i;
        item->next_solid = solid;
        item->next_break = next;
        item->limit = limit;
        if (item->must_start) limit = i;
    }
}

void par_items_make(Composer *composer)
{
    composer->items = g_new(Item, composer->n + 1);
    composer->sums = g_new(Sums, composer->n + 1);
    unsigned last_solid = G_MAXUINT;
    for (unsigned i = 0; i < composer->n; i++) {
        make_item(composer, i);
        if (!composer->items[i].is_space) last_solid = i;
        composer->items[i].last_solid = last_solid;
        if (i > 0) set_break(composer, i);
    }
    if (composer->request->keeps_lines) par_mark_lines(composer);
    if (composer->style->punctuation != MODEL_PUNCTUATION_NONE) set_stops(composer);
    for (unsigned i = 0; i + 1 < composer->n; i++) {
        if (composer->style->punctuation != MODEL_PUNCTUATION_NONE) trim_pair(&composer->items[i], &composer->items[i + 1]);
        set_gap(composer, i);
    }
    par_give_room(composer);
    bool is_total = composer->style->breaker == MODEL_BREAKER_TOTAL_FIT && composer->style->punctuation != MODEL_PUNCTUATION_NONE;
    for (unsigned i = 0; is_total && i < composer->n; i++) set_take(&composer->items[i]);
    par_notes_make(composer);
    if (composer->request->whole_from) keep_whole(composer);
    look_ahead(composer);
    add_sums(composer);
    par_ends_make(composer);
}

void par_items_clear(Composer *composer)
{
    g_free(composer->items);
    g_free(composer->sums);
    if (composer->notes) g_array_unref(composer->notes);
}
