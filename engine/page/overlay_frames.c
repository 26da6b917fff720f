/* Overlays "frames" and "grid": what the layout asks for.
 *
 * Frames: blocks in blue with their name and size in millimetres, heads magenta, legs in a lighter blue with measure and lines,
 * pictures green, furniture orange.  Grid: the lines of the type area as it was divided, every tenth numbered, and the ems of each
 * leg: what stands off them shows. */
#include "page/outline.h"
#include "page/overlay.h"

static double millimetres(DkLength length)
{
    return base_length_pt(length) * 25.4 / 72;
}

static PagePoint corner(const BaseRect *rect)
{
    return (PagePoint){rect->x, rect->y};
}

/* ---- Frames ---- */

static void draw_block(Overlay *overlay, const ModelBlock *block)
{
    const BaseRect *rects = &overlay->request->resolved->rects[block->first_rect];
    g_autoptr(GArray) edges = page_outline(rects, block->n_rects);
    DkLength weight = 3 * overlay->hair;
    for (unsigned i = 0; i < edges->len; i++) {
        const BaseRect *edge = &g_array_index(edges, BaseRect, i);
        overlay_fill(overlay, (BaseRect){edge->x - weight / 2, edge->y - weight / 2, edge->width + weight, edge->height + weight},
                     PAINT_BLUE, 0);
    }
    overlay_tag(overlay, corner(&rects[0]), TAG_ABOVE_RIGHT, PAINT_BLUE, "%s  %.1f × %.1f mm%s", block->id,
                millimetres(rects[0].width), millimetres(rects[0].height), block->n_rects > 1 ? " …" : "");
}

static void draw_heads(Overlay *overlay, const ModelBlock *block)
{
    for (unsigned i = 0; i < block->n_heads; i++) {
        const ModelHead *head = &overlay->request->resolved->heads[block->first_head + i];
        overlay_outline(overlay, head->rect, PAINT_MAGENTA, 2 * overlay->hair);
        overlay_tag(overlay, (PagePoint){head->rect.x + head->rect.width, head->rect.y}, TAG_BELOW_LEFT, PAINT_MAGENTA,
                    "%s  %.1f × %.1f", model_element_words[head->element], millimetres(head->rect.width),
                    millimetres(head->rect.height));
    }
}

static void draw_legs(Overlay *overlay, const ModelBlock *block)
{
    const ModelResolved *resolved = overlay->request->resolved;
    const ModelStyle *body = &resolved->styles[block->styles[MODEL_ROLE_BODY]];
    for (unsigned i = 0; i < block->n_legs; i++) {
        const ModelLeg *leg = &resolved->legs[block->first_leg + i];
        double ems = (double)(leg->is_vertical ? leg->rect.height : leg->rect.width) / body->size;
        overlay_outline(overlay, leg->rect, PAINT_SKY, overlay->hair * 3 / 2);
        overlay_tag(overlay, (PagePoint){leg->rect.x, leg->rect.y + leg->rect.height}, TAG_ABOVE_RIGHT, PAINT_SKY,
                    "leg %u  %.4g em × %d", i + 1, ems, leg->n_lines);
    }
}

static void draw_pictures(Overlay *overlay, const ModelBlock *block)
{
    for (unsigned i = 0; i < block->n_pictures; i++) {
        const ModelPictureFrame *frame = &overlay->request->resolved->pictures[block->first_picture + i];
        overlay_outline(overlay, frame->rect, PAINT_GREEN, 2 * overlay->hair);
        overlay_tag(overlay, corner(&frame->rect), TAG_BELOW_RIGHT, PAINT_GREEN, "picture %u  %.1f × %.1f mm", i + 1,
                    millimetres(frame->rect.width), millimetres(frame->rect.height));
        if (frame->has_caption) overlay_outline(overlay, frame->caption, PAINT_GREEN, overlay->hair);
    }
}

static void draw_pulls(Overlay *overlay, const ModelBlock *block)
{
    for (unsigned i = 0; i < block->n_pulls; i++) {
        const ModelPullFrame *frame = &overlay->request->resolved->pulls[block->first_pull + i];
        overlay_outline(overlay, frame->rect, PAINT_MAGENTA, overlay->hair * 3 / 2);
        overlay_tag(overlay, corner(&frame->rect), TAG_BELOW_RIGHT, PAINT_MAGENTA, "pull quote %u", i + 1);
    }
}

void overlay_draw_frames(Overlay *overlay)
{
    const ModelResolved *resolved = overlay->request->resolved;
    overlay_outline(overlay, resolved->type_area, PAINT_GREY, overlay->hair);
    for (unsigned i = 0; i < resolved->n_furniture; i++) {
        const ModelFurniture *furniture = &resolved->furniture[i];
        overlay_outline(overlay, furniture->rect, PAINT_ORANGE, 2 * overlay->hair);
        overlay_tag(overlay, corner(&furniture->rect), TAG_BELOW_RIGHT, PAINT_ORANGE, "%s", furniture->id);
    }
    for (unsigned i = 0; i < resolved->n_blocks; i++) {
        draw_legs(overlay, &resolved->blocks[i]);
        draw_pictures(overlay, &resolved->blocks[i]);
        draw_pulls(overlay, &resolved->blocks[i]);
        draw_heads(overlay, &resolved->blocks[i]);
    }
    for (unsigned i = 0; i < resolved->n_blocks; i++) draw_block(overlay, &resolved->blocks[i]);
    overlay_legend(overlay, PAINT_BLUE, 0, "block 文块");
    overlay_legend(overlay, PAINT_MAGENTA, 0, "head 标题");
    overlay_legend(overlay, PAINT_SKY, 0, "leg 栏: measure × lines");
    overlay_legend(overlay, PAINT_GREEN, 0, "picture 图片");
    overlay_legend(overlay, PAINT_ORANGE, 0, "furniture 版面元素");
}

/* ---- Grid ---- */

/* A hairline across `area` at a distance from its over side: lines of the grid run along the inline direction. */
static void draw_grid_line(Overlay *overlay, const BaseRect *area, bool is_vertical, DkLength across, unsigned transparency)
{
    DkLength weight = overlay->hair;
    if (is_vertical)
        overlay_fill(overlay, (BaseRect){area->x + area->width - across - weight / 2, area->y, weight, area->height}, PAINT_SKY,
                     transparency);
    else overlay_fill(overlay, (BaseRect){area->x, area->y + across - weight / 2, area->width, weight}, PAINT_SKY, transparency);
}

/* The number of every tenth line, outside the type area. */
static void number_line(Overlay *overlay, const BaseRect *area, bool is_vertical, int number, DkLength across)
{
    PagePoint at = is_vertical ? (PagePoint){area->x + area->width - across, area->y} : (PagePoint){area->x, area->y + across};
    overlay_tag(overlay, at, is_vertical ? TAG_ABOVE_RIGHT : TAG_ABOVE_LEFT, PAINT_SKY, "%d", number);
}

/* The foot of each line's em box, so that letters stand on it; a galley's endless area ends with its sheet. */
static void draw_lines(Overlay *overlay, bool is_vertical)
{
    const ModelResolved *resolved = overlay->request->resolved;
    BaseRect area = resolved->type_area;
    area.height = MIN(area.height, overlay->page->height - area.y);
    DkLength depth = is_vertical ? area.width : area.height;
    for (int i = 0; i < resolved->n_lines; i++) {
        DkLength across = i * resolved->line + (resolved->line + resolved->em) / 2;
        if (across > depth) break;
        bool is_tenth = (i + 1) % 10 == 0;
        draw_grid_line(overlay, &area, is_vertical, across, is_tenth ? 0 : 40);
        if (is_tenth) number_line(overlay, &area, is_vertical, i + 1, across);
    }
}

/* The ems of a leg's measure, from its start. */
static void draw_ems(Overlay *overlay, const ModelLeg *leg, DkLength em)
{
    DkLength measure = leg->is_vertical ? leg->rect.height : leg->rect.width, weight = overlay->hair;
    for (int i = 0; i * em <= measure; i++) {
        DkLength at = i * em - weight / 2;
        BaseRect line = leg->is_vertical ? (BaseRect){leg->rect.x, leg->rect.y + at, leg->rect.width, weight}
                                         : (BaseRect){leg->rect.x + at, leg->rect.y, weight, leg->rect.height};
        overlay_fill(overlay, line, PAINT_MAGENTA, i % 5 ? 75 : 40);
    }
}

void overlay_draw_grid(Overlay *overlay)
{
    const ModelResolved *resolved = overlay->request->resolved;
    bool is_vertical = resolved->n_legs > 0 && resolved->legs[0].is_vertical;
    draw_lines(overlay, is_vertical);
    for (unsigned i = 0; i < resolved->n_blocks; i++) {
        const ModelBlock *block = &resolved->blocks[i];
        DkLength em = resolved->styles[block->styles[MODEL_ROLE_BODY]].size;
        for (unsigned k = 0; k < block->n_legs && em > 0; k++) draw_ems(overlay, &resolved->legs[block->first_leg + k], em);
    }
    overlay_outline(overlay, resolved->type_area, PAINT_BLUE, overlay->hair * 3 / 2);
    overlay_legend(overlay, PAINT_SKY, 0, "grid 行格: %d line%s of %.4g pt", resolved->n_lines, base_plural(resolved->n_lines),
                   base_length_pt(resolved->line));
    overlay_legend(overlay, PAINT_MAGENTA, 40, "ems of the body text 字格, every fifth stronger");
    overlay_legend(overlay, PAINT_BLUE, 0, "type area 版心 %.1f × %.1f mm", millimetres(resolved->type_area.width),
                   millimetres(MIN(resolved->type_area.height, overlay->page->height)));
}
