/* Placing: where inline and block become x and y, and lines become items.
 *
 * Horizontally inline is x and block is y down; vertically (right to left) inline is y down and block is x to the left, from the
 * frame's right side.  A line gives one item for each piece in one run and ink. */
#include "page/beside.h"
#include "page/outline.h"
#include "page/place.h"

const char *const page_item_words[] = {"fill", "rule", "border", "picture", "code", "glyphs", "shape", NULL};

typedef struct {
    const ModelResolved *resolved;
    const TextRuns *runs;
    const ParLines *lines;
    const FlowGalley *galley;
    Page *page;
    BaseArena *arena;
    int order;            /* of the story being placed */
    unsigned beside;      /* of the galley's besides: the first that has not been placed */
    unsigned first_glyph; /* of the item being placed */
} PageJob;

static void add_fill(PageJob *job, BaseRect rect, ModelInk ink, const char *frame)
{
    if (ink.is_none) return;
    PageItem item = {.kind = PAGE_FILL, .frame = frame, .order = -1, .rect = rect, .ink = ink};
    g_array_append_val(job->page->items, item);
}

static void add_border(PageJob *job, BaseRect rect, ModelStroke stroke, const char *frame)
{
    if (!stroke.weight) return;
    PageItem item = {.kind = PAGE_BORDER, .frame = frame, .order = -1, .rect = rect, .stroke = stroke};
    g_array_append_val(job->page->items, item);
}

static void add_rule(PageJob *job, const ModelRule *rule, const char *frame)
{
    if (!rule->stroke.weight) return;
    PageItem item = {.kind = PAGE_RULE, .frame = frame, .order = -1, .rect = rule->rect, .stroke = rule->stroke};
    g_array_append_val(job->page->items, item);
}

static void add_picture(PageJob *job, BaseRect rect, const char *frame, const char *path, const ModelShown *shown)
{
    PageItem item = {.kind = PAGE_PICTURE, .frame = frame, .order = -1, .rect = rect, .path = path, .shown = *shown};
    g_array_append_val(job->page->items, item);
}

/* ---- Grounds, strokes, pictures ---- */

/* Whether a head lies on a picture that is shown: its ground and border then stand on that (压题). */
static bool is_on_picture(const ModelResolved *r, BaseRect rect)
{
    for (unsigned i = 0; i < r->n_blocks; i++) {
        const ModelBlock *block = &r->blocks[i];
        unsigned n = block->story ? MIN(block->n_pictures, block->story->n_pictures) : 0;
        for (unsigned k = 0; k < n; k++) {
            BaseRect picture = r->pictures[block->first_picture + k].rect;
            bool is_across = rect.x < picture.x + picture.width && picture.x < rect.x + rect.width;
            bool is_down = rect.y < picture.y + picture.height && picture.y < rect.y + rect.height;
            if (is_across && is_down) return true;
        }
    }
    return false;
}

typedef enum { HEAD_TINT = 1, HEAD_BORDER = 2 } HeadParts;

/* Parts of the heads that lie on pictures, or of the others. */
static void place_heads(PageJob *job, const ModelBlock *block, unsigned parts, bool are_on_pictures)
{
    for (unsigned k = 0; block->story && k < block->n_heads; k++) {
        const ModelHead *head = &job->resolved->heads[block->first_head + k];
        bool has_any = !head->tint.is_none || head->border.weight;
        if (!block->story->elements[head->element].n || !has_any) continue;
        if (is_on_picture(job->resolved, head->rect) != are_on_pictures) continue;
        if (parts & HEAD_TINT) add_fill(job, head->rect, head->tint, block->id);
        if (parts & HEAD_BORDER) add_border(job, head->rect, head->border, block->id);
    }
}

static void place_grounds(PageJob *job)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; i < r->n_blocks; i++) {
        const ModelBlock *block = &r->blocks[i];
        if (!block->story) continue;
        for (unsigned k = 0; k < block->n_rects; k++) add_fill(job, r->rects[block->first_rect + k], block->tint, block->id);
        place_heads(job, block, HEAD_TINT, false);
        for (unsigned k = 0; k < MIN(block->n_pulls, block->story->n_pulls); k++) {
            const ModelPullFrame *pull = &r->pulls[block->first_pull + k];
            add_fill(job, pull->rect, pull->tint, block->id);
        }
    }
    for (unsigned i = 0; i < r->n_furniture; i++)
        if (r->furniture[i].texts.n || r->furniture[i].path)
            add_fill(job, r->furniture[i].rect, r->furniture[i].tint, r->furniture[i].id);
}

/* A rectangle's border stands inside it; a polygon's is made of rules along its edges, which meet at the corners. */
static void add_block_border(PageJob *job, const ModelBlock *block)
{
    const BaseRect *rects = &job->resolved->rects[block->first_rect];
    if (!block->border.weight) return;
    if (block->n_rects == 1) {
        add_border(job, rects[0], block->border, block->id);
        return;
    }
    g_autoptr(GArray) edges = page_outline(rects, block->n_rects);
    DkLength half = block->border.weight / 2;
    for (unsigned i = 0; i < edges->len; i++) {
        BaseRect edge = g_array_index(edges, BaseRect, i);
        ModelRule rule = {edge.height ? (BaseRect){edge.x, edge.y - half, 0, edge.height + 2 * half}
                                      : (BaseRect){edge.x - half, edge.y, edge.width + 2 * half, 0},
                          block->border};
        add_rule(job, &rule, block->id);
    }
}

static void place_block_strokes(PageJob *job, const ModelBlock *block)
{
    const ModelResolved *r = job->resolved;
    add_block_border(job, block);
    for (unsigned k = 0; k < block->n_rules; k++) add_rule(job, &r->rules[block->first_rule + k], block->id);
    place_heads(job, block, HEAD_BORDER, false);
    for (unsigned k = 0; k < MIN(block->n_pulls, block->story->n_pulls); k++) {
        const ModelPullFrame *pull = &r->pulls[block->first_pull + k];
        BaseRect top = {pull->rect.x, pull->rect.y, pull->rect.width, 0}, foot = top;
        foot.y += pull->rect.height;
        add_rule(job, &(ModelRule){top, pull->stroke}, block->id);
        add_rule(job, &(ModelRule){foot, pull->stroke}, block->id);
    }
}

static void place_strokes(PageJob *job)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; i < r->n_blocks; i++)
        if (r->blocks[i].story) place_block_strokes(job, &r->blocks[i]);
    for (unsigned i = r->n_block_rules; i < r->n_rules; i++) add_rule(job, &r->rules[i], NULL);
    for (unsigned i = 0; i < r->n_furniture; i++)
        if (r->furniture[i].texts.n || r->furniture[i].path)
            add_border(job, r->furniture[i].rect, r->furniture[i].border, r->furniture[i].id);
}

static void place_code(PageJob *job, const ModelFurniture *furniture)
{
    const ModelText *words = &furniture->texts.items[0];
    BasePlace *place = base_arena_alloc(job->arena, sizeof *place);
    *place = (BasePlace){.file = furniture->file, .line = words->line, .column = words->column, .frame = furniture->id};
    PageItem item = {.kind = PAGE_CODE,
                     .frame = furniture->id,
                     .order = -1,
                     .rect = furniture->rect,
                     .ink = job->resolved->styles[furniture->style].ink,
                     .words = place,
                     .text = words->text};
    g_array_append_val(job->page->items, item);
}

static void add_furniture_picture(PageJob *job, const ModelFurniture *furniture)
{
    add_picture(job, furniture->rect, furniture->id, furniture->path, &furniture->shown);
    if (furniture->picture) g_array_index(job->page->items, PageItem, job->page->items->len - 1).alt = furniture->picture->alt;
}

static void place_pictures(PageJob *job)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; i < r->n_blocks; i++) {
        const ModelBlock *block = &r->blocks[i];
        unsigned n = block->story ? MIN(block->n_pictures, block->story->n_pictures) : 0;
        for (unsigned k = 0; k < n; k++) {
            const ModelPictureFrame *frame = &r->pictures[block->first_picture + k];
            add_picture(job, frame->rect, block->id, block->story->pictures[k].path, &frame->shown);
            g_array_index(job->page->items, PageItem, job->page->items->len - 1).alt = block->story->pictures[k].alt;
            add_border(job, frame->rect, frame->border, block->id);
        }
    }
    for (unsigned i = 0; i < r->n_furniture; i++) {
        const ModelFurniture *furniture = &r->furniture[i];
        if (furniture->kind == MODEL_FURNITURE_CODE && furniture->texts.n) place_code(job, furniture);
        if (furniture->kind == MODEL_FURNITURE_PICTURE && furniture->path) add_furniture_picture(job, furniture);
    }
}

/* ---- Text ---- */

void page_frame_point(const FlowFrame *frame, DkLength along, DkLength across, DkLength *x, DkLength *y)
{
    bool is_vertical = frame->direction == MODEL_DIRECTION_VERTICAL;
    *x = is_vertical ? frame->rect.x + frame->rect.width - across : frame->rect.x + along;
    *y = is_vertical ? frame->rect.y + along : frame->rect.y + across;
}

static bool same_ink(ModelInk a, ModelInk b)
{
    return a.c == b.c && a.m == b.m && a.y == b.y && a.k == b.k && a.is_none == b.is_none;
}

static ModelInk cluster_ink(const PageJob *job, const TextRun *run, const TextCluster *cluster)
{
    const ModelStyle *style = &job->runs->styles[run->style];
    return cluster->class == TEXT_ORNAMENT ? style->ornament_ink : style->ink;
}

/* A hyphen that the text has not is a text of its own, and says that it is none of the word's (PDF: ISO 32000-1 14.8.2.2.3). */
static const char added_hyphen[] = "\u00AD";

static bool is_added_hyphen(const TextCluster *cluster)
{
    return cluster->n_bytes == 0 && cluster->character == TEXT_SOFT_HYPHEN;
}

/* The bytes that glyph `g` of a cluster stands for: those of its own character where each has one glyph (…… is two, and so are digits
 * side by side), else the first glyph stands for all. */
static void give_bytes(const PageJob *job, const TextCluster *cluster, unsigned g, PageGlyph *placed)
{
    if (is_added_hyphen(cluster)) {
        placed->first_byte = 0;
        placed->n_bytes = sizeof added_hyphen - 1;
        return;
    }
    const TextRun *run = &g_array_index(job->runs->runs, TextRun, cluster->run);
    const char *text = g_array_index(job->runs->paragraphs, TextParagraph, run->paragraph).text + cluster->first_byte;
    placed->first_byte = cluster->first_byte;
    placed->n_bytes = g ? 0 : cluster->n_bytes;
    bool is_each =
        cluster->n_glyphs > 1 && run->level % 2 == 0 && g_utf8_strlen(text, cluster->n_bytes) == (glong)cluster->n_glyphs;
    if (!is_each) return;
    const char *start = g_utf8_offset_to_pointer(text, (glong)g);
    placed->first_byte += (unsigned)(start - text);
    placed->n_bytes = (unsigned)(g_utf8_next_char(start) - start);
}

/* Gives a cluster's bytes to the glyph before it, which is returned; NULL: that stands in another item. */
static const PageGlyph *give_to_last(PageJob *job, const TextCluster *cluster)
{
    unsigned last = job->page->glyphs->len;
    while (last > job->first_glyph && g_array_index(job->page->glyphs, PageGlyph, last - 1).n_bytes == 0) last--;
    if (last == job->first_glyph) return NULL;
    PageGlyph *head = &g_array_index(job->page->glyphs, PageGlyph, last - 1);
    if (head->first_byte + head->n_bytes != cluster->first_byte) return NULL;
    head->n_bytes += cluster->n_bytes;
    return head;
}

/* The space in a name that is spread is no space of the text. */
static void tie(PageJob *job, const TextCluster *cluster, PageGlyph *placed)
{
    const PageGlyph *head = give_to_last(job, cluster);
    if (!head) return;
    placed->first_byte = head->first_byte;
    placed->n_bytes = 0;
}

static void add_glyphs(PageJob *job, const FlowFrame *frame, const TextCluster *cluster, DkLength start, DkLength center)
{
    for (unsigned g = 0; g < cluster->n_glyphs; g++) {
        const TextGlyph *glyph = &g_array_index(job->runs->glyphs, TextGlyph, cluster->first_glyph + g);
        PageGlyph placed = {.glyph = glyph->glyph};
        give_bytes(job, cluster, g, &placed);
        if (g == 0 && cluster->is_tied) tie(job, cluster, &placed);
        page_frame_point(frame, start + glyph->along, center + glyph->across, &placed.x, &placed.y);
        g_array_append_val(job->page->glyphs, placed);
    }
}

BaseRect page_boxes_rect(const FlowFrame *frame, DkLength start, DkLength end, DkLength center, DkLength size)
{
    DkLength x0, y0, x1, y1;
    page_frame_point(frame, start, center - size / 2, &x0, &y0);
    page_frame_point(frame, end, center - size / 2 + size, &x1, &y1);
    return (BaseRect){MIN(x0, x1), MIN(y0, y1), ABS(x1 - x0), ABS(y1 - y0)};
}

BaseRect page_line_rect(const ParLines *lines, const FlowGalley *galley, unsigned line)
{
    const FlowLine *placed = &g_array_index(galley->lines, FlowLine, line);
    const ParLine *set = &g_array_index(lines->lines, ParLine, placed->line);
    const FlowFrame *frame = &g_array_index(galley->frames, FlowFrame, placed->frame);
    return page_boxes_rect(frame, set->offset, set->offset + set->width, placed->center, set->em);
}

typedef struct {
    const FlowFrame *frame;
    const FlowLine *placed;
    const ParLine *line;
    unsigned number; /* of the galley's lines */
    unsigned ruby;   /* of a reading; 0: the line is text */
    unsigned first_beside, n_besides;
} LineContext;

static PageItem glyphs_item(const PageJob *job, const LineContext *at, const TextRun *run, ModelInk ink)
{
    const ModelStyle *style = &job->runs->styles[run->style];
    return (PageItem){.kind = PAGE_GLYPHS,
                      .frame = at->frame->id,
                      .story = at->frame->story,
                      .order = at->frame->story ? job->order : -1,
                      .ink = ink,
                      .text = g_array_index(job->runs->paragraphs, TextParagraph, at->line->paragraph).text,
                      .role = at->frame->kind,
                      .element = at->frame->element,
                      .line = at->number,
                      .ruby = at->ruby,
                      .is_reading = at->ruby > 0,
                      .face = g_ptr_array_index(job->runs->faces, run->face),
                      .size = style->size,
                      .scale = run->scale,
                      .orientation = run->orientation,
                      .is_vertical = at->frame->direction == MODEL_DIRECTION_VERTICAL,
                      .first_glyph = job->page->glyphs->len};
}

/* The number of the reading whose base a cluster belongs to; 0: none. */
static unsigned ruby_of(const PageJob *job, const LineContext *at, unsigned cluster)
{
    for (unsigned i = at->first_beside; i < at->first_beside + at->n_besides; i++) {
        const FlowBeside *beside = &g_array_index(job->galley->besides, FlowBeside, i);
        const TextMark *mark = &g_array_index(job->runs->marks, TextMark, beside->mark);
        if (beside->reading == FLOW_NO_LINE) continue;
        if (cluster >= mark->first_cluster && cluster < mark->first_cluster + mark->n_clusters) return beside->mark + 1;
    }
    return 0;
}

/* A piece of a line while it grows: boxes of one run that have one ink, one reading and one place across the line. */
typedef struct {
    PageItem item;
    const TextRun *run; /* NULL: none has begun */
    DkLength start, end, across;
} Piece;

/* A box of a line with what it stands for. */
typedef struct {
    const ParBox *box;
    const TextCluster *cluster;
    const TextRun *run;
    ModelInk ink;
    unsigned ruby; /* the reading that it is of, or has; 0: none */
} Boxed;

static Boxed boxed(const PageJob *job, const LineContext *at, unsigned number)
{
    const ParBox *box = &g_array_index(job->lines->boxes, ParBox, at->line->first_box + number);
    const TextCluster *cluster = &g_array_index(job->runs->clusters, TextCluster, box->cluster);
    const TextRun *run = &g_array_index(job->runs->runs, TextRun, cluster->run);
    return (Boxed){box, cluster, run, cluster_ink(job, run, cluster), at->ruby ? at->ruby : ruby_of(job, at, box->cluster)};
}

static bool belongs_to(const Boxed *next, const Piece *piece)
{
    const PageItem *item = &piece->item;
    bool is_same_text = is_added_hyphen(next->cluster) == (item->text == added_hyphen);
    return next->run == piece->run && is_same_text && next->ruby == item->ruby && next->box->across == piece->across &&
           same_ink(next->ink, item->ink);
}

static void begin_piece(PageJob *job, const LineContext *at, const Boxed *first, Piece *piece)
{
    *piece = (Piece){.item = glyphs_item(job, at, first->run, first->ink),
                     .run = first->run,
                     .start = at->line->offset + first->box->position,
                     .across = first->box->across};
    piece->item.ruby = first->ruby;
    if (is_added_hyphen(first->cluster)) piece->item.text = added_hyphen;
    job->first_glyph = piece->item.first_glyph;
}

static void end_piece(PageJob *job, const LineContext *at, Piece *piece)
{
    PageItem *item = &piece->item;
    if (!piece->run) return;
    item->n_glyphs = job->page->glyphs->len - item->first_glyph;
    item->rect = page_boxes_rect(at->frame, piece->start, piece->end, at->placed->center + piece->across, item->size);
    if (item->n_glyphs) g_array_append_val(job->page->items, *item);
    piece->run = NULL;
}

static void place_line(PageJob *job, const LineContext *at)
{
    Piece piece = {0};
    for (unsigned b = 0; b < at->line->n_boxes; b++) {
        Boxed next = boxed(job, at, b);
        if (next.box->is_hidden) {
            bool is_text = next.cluster->character != TEXT_SOFT_HYPHEN;
            if (is_text && piece.run) give_to_last(job, next.cluster); /* what is not drawn is still part of the text */
            continue;
        }
        if (!belongs_to(&next, &piece)) end_piece(job, at, &piece);
        if (!piece.run) begin_piece(job, at, &next, &piece);
        DkLength start = at->line->offset + next.box->position;
        add_glyphs(job, at->frame, next.cluster, start + next.box->shift, at->placed->center + next.box->across);
        piece.end = start + next.box->width;
    }
    end_piece(job, at, &piece);
}

/* A reading is a line of a small frame of its own. */
static void place_reading(PageJob *job, const LineContext *at, const FlowBeside *beside)
{
    FlowFrame frame = *at->frame;
    frame.rect = page_beside_rect(at->frame, beside);
    frame.direction = beside->direction;
    FlowLine placed = {.center = (frame.direction == MODEL_DIRECTION_VERTICAL ? frame.rect.width : frame.rect.height) / 2};
    LineContext line = {.frame = &frame,
                        .placed = &placed,
                        .line = &g_array_index(job->lines->lines, ParLine, beside->reading),
                        .number = at->number,
                        .ruby = beside->mark + 1};
    place_line(job, &line);
}

static void place_besides(PageJob *job, const LineContext *at)
{
    for (unsigned i = at->first_beside; i < at->first_beside + at->n_besides; i++) {
        const FlowBeside *beside = &g_array_index(job->galley->besides, FlowBeside, i);
        if (beside->reading != FLOW_NO_LINE) place_reading(job, at, beside);
    }
}

/* The besides of the galley's line `number`. */
static unsigned count_besides(const PageJob *job, unsigned number)
{
    unsigned i = job->beside;
    while (i < job->galley->besides->len && g_array_index(job->galley->besides, FlowBeside, i).line == number) i++;
    return i - job->beside;
}

static void place_text(PageJob *job)
{
    const ModelStory *story = NULL;
    job->order = -1;
    for (unsigned f = 0; f < job->galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(job->galley->frames, FlowFrame, f);
        job->order += frame->story && frame->story != story;
        story = frame->story;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = &g_array_index(job->galley->lines, FlowLine, frame->first_line + i);
            LineContext at = {.frame = frame,
                              .placed = placed,
                              .line = &g_array_index(job->lines->lines, ParLine, placed->line),
                              .number = frame->first_line + i,
                              .first_beside = job->beside,
                              .n_besides = count_besides(job, frame->first_line + i)};
            place_line(job, &at);
            place_besides(job, &at);
            job->beside += at.n_besides;
        }
    }
}

/* The sheet, from its left top corner; where a galley's is endless it ends a margin behind the last line. */
static BaseRect sheet_rect(const ModelResolved *resolved, const FlowGalley *galley)
{
    BaseRect sheet = {.width = resolved->sheet_width, .height = resolved->sheet_height};
    bool is_wide = sheet.width >= MODEL_ENDLESS, is_deep = sheet.height >= MODEL_ENDLESS;
    DkLength right = resolved->type_area.x, foot = resolved->type_area.y;
    for (unsigned f = 0; f < galley->frames->len; f++) {
        BaseRect rect = g_array_index(galley->frames, FlowFrame, f).rect;
        right = MAX(right, rect.x + rect.width);
        foot = MAX(foot, rect.y + rect.height);
    }
    if (is_wide) sheet.width = right + resolved->type_area.x;
    if (is_deep) sheet.height = foot + resolved->type_area.y;
    return sheet;
}

Page *page_make(const ModelResolved *resolved, const TextRuns *runs, const ParLines *lines, const FlowGalley *galley,
                BaseArena *arena)
{
    Page *page = base_arena_alloc(arena, sizeof *page);
    BaseRect sheet = sheet_rect(resolved, galley);
    *page = (Page){.width = sheet.width,
                   .height = sheet.height,
                   .bleed = resolved->bleed,
                   .title = resolved->title,
                   .issue_title = resolved->standing.issue_title,
                   .paper = resolved->paper,
                   .date = resolved->date,
                   .number = resolved->number,
                   .section = resolved->section,
                   .is_bound_right = resolved->is_bound_right,
                   .language = resolved->language,
                   .items = g_array_new(FALSE, FALSE, sizeof(PageItem)),
                   .glyphs = g_array_sized_new(FALSE, FALSE, sizeof(PageGlyph), runs->glyphs->len),
                   .points = g_array_new(FALSE, FALSE, sizeof(PagePoint))};
    PageJob job = {.resolved = resolved, .runs = runs, .lines = lines, .galley = galley, .page = page, .arena = arena};
    place_grounds(&job);
    place_strokes(&job);
    place_pictures(&job);
    for (unsigned i = 0; i < resolved->n_blocks; i++) place_heads(&job, &resolved->blocks[i], HEAD_TINT | HEAD_BORDER, true);
    page_place_name_lines(page, runs, galley);
    place_text(&job);
    return page;
}

void page_free(Page *page)
{
    if (!page) return;
    g_array_unref(page->items);
    g_array_unref(page->glyphs);
    if (page->points) g_array_unref(page->points);
}
