/* The marks that overlays are made of: fills, lines, discs, labels, legends.
 *
 * In: places on the sheet.  Out: items of the overlay's page.  Whatever is not level or upright is a polygon, computed in floating
 * point from lengths and rounded back: IEEE arithmetic and sqrt give the same on every machine. */
#include "page/overlay.h"

#include <math.h>

static const ModelInk inks[] = {
    [PAINT_PAPER] = {0, 0, 0, 0},      [PAINT_BLACK] = {0, 0, 0, 90},    [PAINT_GREY] = {0, 0, 0, 55},
    [PAINT_BLUE] = {90, 50, 0, 5},     [PAINT_SKY] = {60, 5, 0, 0},      [PAINT_GREEN] = {80, 10, 90, 10},
    [PAINT_AMBER] = {0, 25, 100, 0},   [PAINT_ORANGE] = {0, 60, 100, 0}, [PAINT_RED] = {0, 100, 90, 5},
    [PAINT_MAGENTA] = {20, 95, 10, 0}, [PAINT_VIOLET] = {65, 85, 0, 0},
};

/* ---- Areas ---- */

/* What of the rectangle lies on the sheet. */
static BaseRect on_sheet(const Overlay *overlay, BaseRect rect)
{
    DkLength right = MIN(rect.x + rect.width, overlay->page->width), foot = MIN(rect.y + rect.height, overlay->page->height);
    DkLength x = MAX(rect.x, 0), y = MAX(rect.y, 0);
    return (BaseRect){x, y, right - x, foot - y};
}

void overlay_fill(Overlay *overlay, BaseRect rect, OverlayPaint paint, unsigned transparency)
{
    BaseRect seen = on_sheet(overlay, rect);
    if (seen.width <= 0 || seen.height <= 0) return;
    PageItem item = {.kind = PAGE_FILL, .order = -1, .rect = seen, .ink = inks[paint], .transparency = transparency};
    g_array_append_val(overlay->page->items, item);
}

void overlay_outline(Overlay *overlay, BaseRect rect, OverlayPaint paint, DkLength weight)
{
    BaseRect seen = on_sheet(overlay, rect);
    if (seen.width <= 2 * weight || seen.height <= 2 * weight) return;
    PageItem item = {
        .kind = PAGE_BORDER, .order = -1, .rect = seen, .stroke = {.kind = MODEL_RULE_THIN, .weight = weight, .ink = inks[paint]}};
    g_array_append_val(overlay->page->items, item);
}

/* ---- Polygons ---- */

typedef struct {
    double x, y;
} Vector;

static void add_shape(Overlay *overlay, const Vector *corners, unsigned n, OverlayPaint paint)
{
    PageItem item = {.kind = PAGE_SHAPE, .order = -1, .ink = inks[paint], .first_point = overlay->page->points->len, .n_points = n};
    Vector least = corners[0], most = corners[0];
    for (unsigned i = 0; i < n; i++) {
        PagePoint point = {(DkLength)lround(corners[i].x), (DkLength)lround(corners[i].y)};
        g_array_append_val(overlay->page->points, point);
        least = (Vector){MIN(least.x, corners[i].x), MIN(least.y, corners[i].y)};
        most = (Vector){MAX(most.x, corners[i].x), MAX(most.y, corners[i].y)};
    }
    item.rect = (BaseRect){(DkLength)lround(least.x), (DkLength)lround(least.y), (DkLength)lround(most.x - least.x),
                           (DkLength)lround(most.y - least.y)};
    g_array_append_val(overlay->page->items, item);
}

/* A line as a polygon of four corners. */
static void add_line(Overlay *overlay, Vector from, Vector to, OverlayPaint paint, double weight)
{
    double length = sqrt((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y));
    if (length < 1) return;
    Vector side = {-(to.y - from.y) / length * weight / 2, (to.x - from.x) / length * weight / 2};
    const Vector corners[] = {{from.x + side.x, from.y + side.y},
                              {to.x + side.x, to.y + side.y},
                              {to.x - side.x, to.y - side.y},
                              {from.x - side.x, from.y - side.y}};
    add_shape(overlay, corners, G_N_ELEMENTS(corners), paint);
}

void overlay_line(Overlay *overlay, PagePoint from, PagePoint to, OverlayPaint paint, DkLength weight)
{
    add_line(overlay, (Vector){from.x, from.y}, (Vector){to.x, to.y}, paint, weight);
}

void overlay_arrow(Overlay *overlay, PagePoint from, PagePoint to, OverlayPaint paint, DkLength weight, DkLength gap)
{
    double dx = (double)to.x - from.x, dy = (double)to.y - from.y, length = sqrt(dx * dx + dy * dy), head = 5.0 * weight;
    if (length <= gap + head) return;
    Vector along = {dx / length, dy / length};
    Vector tip = {to.x - along.x * gap, to.y - along.y * gap}, neck = {tip.x - along.x * head, tip.y - along.y * head};
    Vector side = {-along.y * head * 0.4, along.x * head * 0.4};
    add_line(overlay, (Vector){from.x, from.y}, neck, paint, weight);
    const Vector corners[] = {tip, {neck.x + side.x, neck.y + side.y}, {neck.x - side.x, neck.y - side.y}};
    add_shape(overlay, corners, G_N_ELEMENTS(corners), paint);
}

void overlay_hatch(Overlay *overlay, BaseRect rect, OverlayPaint paint)
{
    BaseRect seen = on_sheet(overlay, rect);
    if (seen.width <= 0 || seen.height <= 0) return;
    double right = (double)seen.x + seen.width, foot = (double)seen.y + seen.height;
    for (int64_t step = overlay->size; step < (int64_t)seen.width + seen.height; step += overlay->size) {
        double over = (double)step - seen.height, beyond = (double)step - seen.width;
        Vector lower = over > 0 ? (Vector){seen.x + over, foot} : (Vector){seen.x, (double)seen.y + (double)step};
        Vector upper = beyond > 0 ? (Vector){right, seen.y + beyond} : (Vector){(double)seen.x + (double)step, seen.y};
        add_line(overlay, lower, upper, paint, overlay->hair);
    }
}

/* ---- Words ---- */

/* A text that was shaped but has no place yet. */
typedef struct {
    unsigned paragraph;
    DkLength width;
} Words;

static Words shape(Overlay *overlay, const char *text)
{
    TextSpan span = {.n_bytes = (unsigned)strlen(text)};
    TextRequest request = {
        .text = text, .n_bytes = span.n_bytes, .spans = &span, .n_spans = 1, .language = overlay->page->language};
    Words words = {text_shape(overlay->runs, overlay->request->fonts, &request, overlay->unheard), 0};
    const TextParagraph *made = &g_array_index(overlay->runs->paragraphs, TextParagraph, words.paragraph);
    for (unsigned i = 0; i < made->n_clusters; i++)
        words.width += g_array_index(overlay->runs->clusters, TextCluster, made->first_cluster + i).advance;
    return words;
}

static DkLength scaled(const Overlay *overlay, DkLength length, DkLength size)
{
    return base_length_scale(length, size, overlay->size);
}

/* One run's clusters from `pen` on; returns where the pen is then. */
static PagePoint place_run(Overlay *overlay, const TextRun *run, PagePoint pen, OverlayPaint paint, DkLength size)
{
    PageItem item = {.kind = PAGE_GLYPHS,
                     .order = -1,
                     .ink = inks[paint],
                     .text = g_array_index(overlay->runs->paragraphs, TextParagraph, run->paragraph).text,
                     .role = FLOW_FURNITURE,
                     .face = g_ptr_array_index(overlay->runs->faces, run->face),
                     .size = size,
                     .scale = run->scale,
                     .first_glyph = overlay->page->glyphs->len};
    item.rect = (BaseRect){pen.x, pen.y - size / 2, 0, size};
    for (unsigned c = run->first_cluster; c < run->first_cluster + run->n_clusters; c++) {
        const TextCluster *cluster = &g_array_index(overlay->runs->clusters, TextCluster, c);
        for (unsigned g = 0; g < cluster->n_glyphs; g++) {
            const TextGlyph *glyph = &g_array_index(overlay->runs->glyphs, TextGlyph, cluster->first_glyph + g);
            PageGlyph placed = {glyph->glyph, pen.x + scaled(overlay, glyph->along, size),
                                pen.y + scaled(overlay, glyph->across, size), cluster->first_byte, g ? 0 : cluster->n_bytes};
            g_array_append_val(overlay->page->glyphs, placed);
        }
        pen.x += scaled(overlay, cluster->advance, size);
    }
    item.n_glyphs = overlay->page->glyphs->len - item.first_glyph;
    item.rect.width = pen.x - item.rect.x;
    if (item.n_glyphs) g_array_append_val(overlay->page->items, item);
    return pen;
}

/* Puts words at `pen`: their left end, and the middle of their em boxes. */
static void place(Overlay *overlay, Words words, PagePoint pen, OverlayPaint paint, DkLength size)
{
    const TextParagraph *paragraph = &g_array_index(overlay->runs->paragraphs, TextParagraph, words.paragraph);
    for (unsigned r = paragraph->first_run; r < paragraph->first_run + paragraph->n_runs; r++) {
        const TextRun *run = &g_array_index(overlay->runs->runs, TextRun, r);
        pen = place_run(overlay, run, pen, paint, size);
    }
}

static char *words_of(Overlay *overlay, const char *format, va_list arguments)
{
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    return base_arena_strdup(overlay->arena, text);
}

void overlay_disc(Overlay *overlay, PagePoint center, OverlayPaint paint, DkLength size, const char *text)
{
    /* The corners of a regular polygon of 32, one eighth of them; nobody sees at 0.4 % of the radius that it is no circle. */
    static const Vector eighth[] = {{1, 0}, {0.98078528, 0.19509032}, {0.92387953, 0.38268343}, {0.83146961, 0.55557023}};
    enum { N = 32 };
    Vector corners[N];
    double radius = size * 0.95;
    for (unsigned i = 0; i < N; i++) {
        unsigned quarter = i / 8, step = i % 8;
        Vector at = step < 4    ? eighth[step]
                    : step == 4 ? (Vector){0.70710678, 0.70710678}
                                : (Vector){eighth[8 - step].y, eighth[8 - step].x};
        for (unsigned turn = 0; turn < quarter; turn++) at = (Vector){-at.y, at.x};
        corners[i] = (Vector){center.x + radius * at.x, center.y + radius * at.y};
    }
    add_shape(overlay, corners, N, paint);
    Words words = shape(overlay, base_arena_strdup(overlay->arena, text));
    DkLength width = scaled(overlay, words.width, size), most = base_length_scale(size, 17, 10);
    if (width > most) size = base_length_scale(size, most, width);
    place(overlay, words, (PagePoint){center.x - MIN(width, most) / 2, center.y}, PAINT_PAPER, size);
}

/* ---- Labels ---- */

/* The box of a label whose words are `width` long, moved onto the sheet. */
static BaseRect tag_box(const Overlay *overlay, PagePoint at, OverlayTagPlace where, DkLength width)
{
    DkLength height = base_length_scale(overlay->size, 14, 10);
    BaseRect box = {at.x, at.y, width + overlay->size * 2 / 3, height};
    if (where == TAG_BELOW_LEFT || where == TAG_ABOVE_LEFT) box.x -= box.width;
    if (where == TAG_ABOVE_RIGHT || where == TAG_ABOVE_LEFT) box.y -= box.height;
    box.x = CLAMP(box.x, 0, MAX(0, overlay->page->width - box.width));
    box.y = CLAMP(box.y, 0, MAX(0, overlay->page->height - box.height));
    return box;
}

BaseRect overlay_tag(Overlay *overlay, PagePoint at, OverlayTagPlace where, OverlayPaint paint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Words words = shape(overlay, words_of(overlay, format, arguments));
    va_end(arguments);
    BaseRect box = tag_box(overlay, at, where, words.width);
    overlay_fill(overlay, box, paint, 10);
    place(overlay, words, (PagePoint){box.x + overlay->size / 3, box.y + box.height / 2}, PAINT_PAPER, overlay->size);
    return box;
}

/* ---- Legend ---- */

static void begin_row(Overlay *overlay)
{
    overlay->legend_x = MAX(overlay->request->resolved->type_area.x, overlay->size);
    overlay->legend_y = overlay->page->height - overlay->size - overlay->n_rows * base_length_scale(overlay->size, 15, 10);
    overlay->n_rows++;
}

/* Room for `width` of words at the legend's end, on paper of its own: it may stand on text where the margin is narrow.  A legend
 * that is too long goes on in a row above. */
static PagePoint legend_room(Overlay *overlay, DkLength width)
{
    DkLength height = base_length_scale(overlay->size, 15, 10);
    if (overlay->legend_x + width + overlay->size > overlay->page->width) begin_row(overlay);
    PagePoint at = {overlay->legend_x, overlay->legend_y};
    overlay_fill(overlay, (BaseRect){at.x - overlay->size / 2, at.y - height / 2, width + overlay->size * 2, height}, PAINT_PAPER,
                 15);
    overlay->legend_x += width + base_length_scale(overlay->size, 12, 10);
    return at;
}

void overlay_legend_begin(Overlay *overlay, const char *name)
{
    begin_row(overlay);
    Words words = shape(overlay, name);
    place(overlay, words, legend_room(overlay, MAX(words.width, 4 * overlay->size)), PAINT_BLACK, overlay->size);
}

void overlay_legend(Overlay *overlay, OverlayPaint paint, unsigned transparency, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Words words = shape(overlay, words_of(overlay, format, arguments));
    va_end(arguments);
    DkLength swatch = base_length_scale(overlay->size, 14, 10), height = base_length_scale(overlay->size, 8, 10);
    PagePoint at = legend_room(overlay, swatch + overlay->size / 2 + words.width);
    overlay_fill(overlay, (BaseRect){at.x, at.y - height / 2, swatch, height}, paint, transparency);
    place(overlay, words, (PagePoint){at.x + swatch + overlay->size / 2, at.y}, PAINT_GREY, overlay->size);
}
