/* Pictures and what is written under them (RULES 2.8, 3.1). */
#include "lint/job.h"

#include <string.h>

/* Frames are placed in em and rounded: so much is no difference. */
#define TOUCH (DK_PT / 10)

/* The picture that a caption belongs to. */
static const ModelPictureFrame *picture_of(const LintJob *job, const LintBox *caption)
{
    return &job->resolved->pictures[caption->block->first_picture + caption->number];
}

void lint_caption_wide(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_CAPTION || !box->block) continue;
        BaseRect picture = picture_of(job, box)->rect;
        DkLength over = MAX(picture.x - box->ink.x, 0) + MAX(lint_right(&box->ink) - lint_right(&picture), 0);
        bool is_beside = lint_across(&picture, &box->rect) <= 0;
        if (over <= TOUCH || is_beside) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = lint_ems(job, over),
                           .unit = "em",
                           .cure = "set the caption in the picture's width"};
        lint_found(job, &fault, "caption %u of \"%s\" is %.1f em wider than its picture", box->number + 1, box->id, fault.amount);
    }
}

/* ---- Captions ---- */

#define LEAST_CAPTION (25 * 72 * DK_PT / 254 * 10) /* 25 mm, RULES 2.8 */
#define AWAY_LINES 3 / 2                           /* house: a blank line and the roundings of the grid */

void lint_caption_thin(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_CAPTION || !box->block) continue;
        BaseRect picture = picture_of(job, box)->rect;
        if (lint_across(&picture, &box->rect) > 0 || box->rect.width >= LEAST_CAPTION) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(box->rect.width) * 25.4 / 72,
                           .unit = "mm",
                           .cure = "give the caption 25 mm, or set it under the picture"};
        lint_found(job, &fault, "caption %u of \"%s\" beside its picture is %.1f mm wide", box->number + 1, box->id, fault.amount);
    }
}

void lint_caption_away(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_CAPTION || !box->block) continue;
        BaseRect picture = picture_of(job, box)->rect;
        DkLength gap = MAX(-lint_across(&picture, &box->ink), -lint_down(&picture, &box->ink));
        if (gap <= job->resolved->line * AWAY_LINES) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = lint_rows(job, gap),
                           .unit = "lines",
                           .cure = "set the caption right under its picture, or beside it"};
        lint_found(job, &fault, "caption %u of \"%s\" stands %.1f lines away from its picture", box->number + 1, box->id,
                   fault.amount);
    }
}

void lint_caption_like_body(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_CAPTION || !box->block) continue;
        const ModelStyle *caption = &job->resolved->styles[picture_of(job, box)->caption_style];
        const ModelStyle *body = &job->resolved->styles[box->block->styles[MODEL_ROLE_BODY]];
        if (g_strcmp0(caption->font, body->font) != 0 || caption->size != body->size) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(caption->size),
                           .unit = "pt",
                           .cure = "set it in another face, or one size smaller"};
        lint_found(job, &fault, "caption %u of \"%s\" is set like the text, in %.1f pt of \"%s\"", box->number + 1, box->id,
                   fault.amount, caption->font);
    }
}

void lint_caption_missing(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        const ModelPicture *picture = box->kind == LINT_PICTURE && box->block ? &box->block->story->pictures[box->number] : NULL;
        if (!picture || picture->caption || picture->credit) continue;
        LintFault fault = {
            .place = lint_box_place(box), .amount = 1, .unit = "pictures", .cure = "say who, where and when, and who took it"};
        lint_found(job, &fault, "picture %u of \"%s\" has neither caption nor credit", box->number + 1, box->id);
    }
}

/* ---- Where a picture stands ---- */

#define KNIFE (3 * 72 * DK_PT * 10 / 254)                  /* 3 mm: what a trim may miss by, and what a bleed is (RULES 3.3) */
#define BROADSHEET (500 * 72 * (DK_PT / 8) * 10 / 254 * 8) /* 500 mm: deeper sheets are folded across (house) */
#define FOLD_SHARE 10                                      /* a picture that a tenth of it reaches over the fold, per cent */
#define CROWDED_SIDE 9 / 10                                /* em; one em (RULES 2.6) but for roundings */
#define CROWDED_LINES 2 / 5                                /* half a line but for roundings: one of the grid's is 1 (RULES 2.6) */

/* How far a side that stands `inside` the trim, negative beyond it, is from where it should be; 0: it is right. */
static DkLength bleed_fault(DkLength inside, DkLength bleed)
{
    if (inside >= KNIFE - TOUCH || (inside < -TOUCH && inside <= -bleed + TOUCH)) return 0;
    return inside < KNIFE / 2 ? MAX(TOUCH + 1, inside + MAX(bleed, KNIFE)) : KNIFE - inside;
}

void lint_picture_bleed(const LintJob *job)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_PICTURE) continue;
        DkLength sides[] = {box->rect.x, box->rect.y, r->sheet_width - lint_right(&box->rect),
                            r->sheet_height - lint_foot(&box->rect)};
        DkLength worst = 0;
        for (size_t s = 0; s < G_N_ELEMENTS(sides); s++) worst = MAX(worst, bleed_fault(sides[s], r->bleed));
        if (!worst) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(worst) * 25.4 / 72,
                           .unit = "mm",
                           .cure = "end it 3 mm inside the trim, or let it run to the end of the bleed"};
        lint_found(job, &fault, "a picture of \"%s\" ends at the trim: %.1f mm lack to the bleed or to a safe margin", box->id,
                   fault.amount);
    }
}

/* The distance at which a piece of text crowds a picture, in the units of its side; -1: it does not. */
static double crowding(const LintJob *job, const BaseRect *picture, const BaseRect *text)
{
    DkLength across = lint_across(picture, text), down = lint_down(picture, text);
    if (across > TOUCH && down > TOUCH) return 0;
    if (down > TOUCH && -across < job->resolved->em * CROWDED_SIDE) return lint_ems(job, MAX(0, -across));
    if (across > TOUCH && -down < job->resolved->line * CROWDED_LINES) return lint_rows(job, MAX(0, -down));
    return -1;
}

/* The outline that text runs round, of the picture in a box; NULL: text keeps off its frame. */
static const ModelContour *outline_of(const LintJob *job, const LintBox *box)
{
    const ModelResolved *r = job->resolved;
    for (unsigned i = 0; box->kind == LINT_PICTURE && box->block && i < r->n_obstacles; i++) {
        const ModelObstacle *obstacle = &r->obstacles[i];
        if (obstacle->kind != MODEL_AROUND_OUTLINE || obstacle->picture != (int)(box->block->first_picture + box->number)) continue;
        const ModelContour *rows = &r->pictures[obstacle->picture].shown.rows;
        return rows->n ? rows : NULL;
    }
    return NULL;
}

/* What an outline inks between two heights; empty where it inks nothing. */
static BaseRect inked(const BaseRect *picture, const ModelContour *rows, DkLength from, DkLength to)
{
    BaseRect found = {0};
    for (unsigned i = 0; i < rows->n; i++) {
        DkLength over = picture->y + base_length_scale(picture->height, i, rows->n);
        DkLength under = picture->y + base_length_scale(picture->height, i + 1, rows->n);
        if (under <= from || over >= to || !rows->end[i]) continue;
        found = lint_union(found, (BaseRect){picture->x + rows->first[i], over, rows->end[i] - rows->first[i], under - over});
    }
    return found;
}

/* The same against an outline: first what of it stands beside the text, then what is right over and under. */
static double crowding_outline(const LintJob *job, const BaseRect *picture, const ModelContour *rows, const BaseRect *text)
{
    DkLength reach = job->resolved->line * CROWDED_LINES, foot = lint_foot(text);
    const DkLength bands[][2] = {{text->y, foot}, {text->y - reach, text->y}, {foot, foot + reach}};
    double closest = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(bands); i++) {
        BaseRect part = inked(picture, rows, bands[i][0], bands[i][1]);
        double near = part.width ? crowding(job, &part, text) : -1;
        if (near >= 0 && (closest < 0 || near < closest)) closest = near;
    }
    return closest;
}

/* Whether a text can crowd any part of a picture: most of a page is told by its boxes. */
static bool is_near(const LintJob *job, const BaseRect *picture, const BaseRect *text)
{
    return -lint_across(picture, text) < job->resolved->em && -lint_down(picture, text) < job->resolved->line;
}

void lint_picture_crowded(const LintJob *job)
{
    const GArray *items = job->forms->page->items;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        const ModelContour *rows = outline_of(job, box);
        double closest = -1;
        for (unsigned k = 0; box->kind == LINT_PICTURE && k < items->len; k++) {
            const PageItem *item = &g_array_index(items, PageItem, k);
            if (item->kind != PAGE_GLYPHS || item->role != FLOW_LEG || !is_near(job, &box->rect, &item->rect)) continue;
            double near = rows ? crowding_outline(job, &box->rect, rows, &item->rect) : crowding(job, &box->rect, &item->rect);
            if (near >= 0 && (closest < 0 || near < closest)) closest = near;
        }
        if (closest < 0) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = closest,
                           .unit = "em",
                           .cure = "leave an em at its sides and a line above and under it"};
        lint_found(job, &fault, "text stands %.2f em from a picture of \"%s\"", closest, box->id);
    }
}

/* Lines of a picture's story in its columns: above it, beside it (they run round it), and right under it. */
typedef struct {
    unsigned above, beside, below;
} Column;

static void count_line(const LintJob *job, const LintBox *picture, const BaseRect *line, Column *column)
{
    DkLength over = picture->rect.y - lint_foot(line), under = line->y - lint_foot(&picture->rect);
    if (over < -TOUCH && under < -TOUCH) column->beside++;
    else if (over >= -TOUCH) column->above++;
    else if (under < 4 * job->resolved->line) column->below++;
}

/* Whether a leg stands in the picture's columns and not a head or another picture between them. */
static bool is_column(const LintJob *job, const LintBox *leg, const LintBox *picture)
{
    DkLength gap = picture->rect.y - lint_foot(&leg->ink), near = 4 * job->resolved->line;
    bool is_same = leg->kind == LINT_LEG && leg->block == picture->block;
    if (!is_same || gap >= near || leg->ink.y - lint_foot(&picture->rect) >= near) return false;
    return lint_across(&leg->rect, &picture->rect) * 5LL >= MIN(leg->rect.width, picture->rect.width) * 4LL;
}

static Column column_of(const LintJob *job, const LintBox *picture)
{
    Column column = {0};
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *leg = lint_box(job, i);
        if (!is_column(job, leg, picture)) continue;
        for (unsigned k = 0; k < leg->frame->n_lines; k++) {
            BaseRect line = page_line_rect(job->forms->lines, job->forms->galley, leg->frame->first_line + k);
            count_line(job, picture, &line, &column);
        }
    }
    return column;
}

void lint_picture_in_leg(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_PICTURE || !box->block) continue;
        Column column = column_of(job, box);
        if (!column.above || column.beside) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = column.above,
                           .unit = "lines",
                           .cure = "put the picture at the leg's top, under the head"};
        lint_found(job, &fault, "picture %u of \"%s\" stands %s", box->number + 1, box->id,
                   column.below ? "in the middle of a leg" : "at the foot of a leg");
    }
}

void lint_pictures_touch(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *a = lint_box(job, i);
        for (unsigned k = i + 1; a->kind == LINT_PICTURE && k < job->boxes->len; k++) {
            const LintBox *b = lint_box(job, k);
            DkLength gap = MAX(-lint_across(&a->rect, &b->rect), -lint_down(&a->rect, &b->rect));
            bool is_other = b->kind == LINT_PICTURE && strcmp(a->id, b->id) != 0;
            if (!is_other || gap >= job->resolved->em || lint_is_parted(job, &a->rect, &b->rect)) continue;
            LintFault fault = {.place = lint_box_place(b),
                               .amount = lint_ems(job, MAX(0, gap)),
                               .unit = "em",
                               .cure = "let text or a rule stand between them"};
            lint_found(job, &fault, "the pictures of \"%s\" and \"%s\" stand %.1f em apart", a->id, b->id, fault.amount);
        }
    }
}

void lint_picture_across_rule(const LintJob *job)
{
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        for (unsigned k = 0; box->kind == LINT_PICTURE && k < job->strokes->len; k++) {
            const LintStroke *stroke = &g_array_index(job->strokes, LintStroke, k);
            BaseRect inner = {box->rect.x + TOUCH, box->rect.y + TOUCH, box->rect.width - 2 * TOUCH, box->rect.height - 2 * TOUCH};
            DkLength along = stroke->is_vertical ? lint_down(&stroke->rect, &inner) : lint_across(&stroke->rect, &inner);
            DkLength over = stroke->is_vertical ? lint_across(&stroke->rect, &inner) : lint_down(&stroke->rect, &inner);
            if (!stroke->is_rule || along <= TOUCH || over < 0) continue;
            LintFault fault = {.place = lint_box_place(box),
                               .amount = lint_ems(job, along),
                               .unit = "em",
                               .cure = "end the rule at the picture's edge"};
            lint_found(job, &fault, "a rule runs %.1f em through a picture of \"%s\"", fault.amount, box->id);
        }
    }
}

void lint_picture_on_fold(const LintJob *job)
{
    DkLength fold = job->resolved->sheet_height / 2;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        if (box->kind != LINT_PICTURE || job->resolved->sheet_height < BROADSHEET) continue;
        DkLength over = MIN(fold - box->rect.y, lint_foot(&box->rect) - fold);
        if (over * 100LL <= box->rect.height * (long long)FOLD_SHARE) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = base_length_pt(over) * 25.4 / 72,
                           .unit = "mm",
                           .cure = "move it above the fold or under it"};
        lint_found(job, &fault, "a picture of \"%s\" lies on the fold, %.0f mm of it on the shorter side", box->id, fault.amount);
    }
}

static ModelLook look_of(const LintBox *box)
{
    const ModelStory *story = box->kind == LINT_PICTURE && box->block ? box->block->story : NULL;
    return story && box->number < story->n_pictures ? story->pictures[box->number].looks : MODEL_LOOK_AHEAD;
}

/* One that reaches from edge to edge looks out wherever its people look. */
void lint_picture_looks_out(const LintJob *job)
{
    const BaseRect *area = &job->resolved->type_area;
    for (unsigned i = 0; i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        ModelLook looks = look_of(box);
        DkLength left = box->rect.x - area->x, right = lint_right(area) - lint_right(&box->rect), em = job->resolved->em;
        DkLength side = looks == MODEL_LOOK_LEFT ? left : right;
        if (looks == MODEL_LOOK_AHEAD || side >= em || (left < em && right < em)) continue;
        LintFault fault = {.place = lint_box_place(box),
                           .amount = lint_ems(job, side),
                           .unit = "em",
                           .cure = "move it, so that it looks to its story; never turn it round"};
        lint_found(job, &fault, "picture %u of \"%s\" looks %s, out of the page", box->number + 1, box->id,
                   model_look_words[looks]);
    }
}
