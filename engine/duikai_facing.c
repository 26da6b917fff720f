/* Sides of an issue's pages: what lies open before a reader has to match.
 *
 * In: the issue's pages with their layouts.  Out: findings.  Page 1 is a right-hand page of a paper that is folded on the left, a left-hand
 * one where it is folded on the right; from then on each two pages face each other (trade). */
#include "duikai_issue.h"

#include <math.h>

#define SLIP (DK_PT * 72 / 51) /* half a millimetre: more is seen across the fold (house) */

static BasePlace place_of(const DkIssue *issue, unsigned index)
{
    BasePlace place = issue->issue->pages[index].path_place;
    place.page = (int)index + 1;
    return place;
}

static double mm(DkLength length)
{
    return base_length_pt(length) * 25.4 / 72;
}

/* ---- One page ---- */

static void check_side(const DkIssue *issue, unsigned index, DkDiagnostics *list)
{
    const ModelLayout *layout = issue->pages[index].layout;
    ModelStanding standing = model_standing(issue->issue, index);
    bool is_wrong = layout && layout->side != MODEL_SIDE_ANY && standing.side != MODEL_SIDE_ANY && layout->side != standing.side;
    if (!is_wrong) return;
    DkDiagnostic *item = base_report(
        list, DK_WARNING, "page-side", place_of(issue, index), "page %s is a %s-hand page, and its layout is made for the %s",
        issue->issue->pages[index].label, model_side_words[standing.side], model_side_words[layout->side]);
    base_report_hint(list, item, "give it a layout of its side, or move it by a page");
}

static void check_double(const DkIssue *issue, unsigned index, DkDiagnostics *list)
{
    ModelStanding standing = model_standing(issue->issue, index);
    if (!standing.is_double || standing.leaf % 2 == 0) return;
    DkDiagnostic *item = base_report(list, DK_WARNING, "page-side", place_of(issue, index),
                                     "pages %s of the double truck do not face each other: the first is page %u of the issue",
                                     issue->issue->pages[index].label, standing.leaf);
    base_report_hint(list, item, "an odd page and the one after it are on two sides of a sheet");
}

/* ---- Two pages ---- */

typedef struct {
    const DkIssue *issue;
    unsigned right; /* the second of the two in the issue; findings are placed there */
    const char *first_label, *second_label;
    DkDiagnostics *list;
} Facing;

static void compare(const Facing *facing, const char *what, DkLength first, DkLength second)
{
    if (ABS((int64_t)first - second) <= SLIP) return;
    DkDiagnostic *item = base_report(facing->list, DK_WARNING, "facing-differ", place_of(facing->issue, facing->right),
                                     "pages %s and %s face each other, and %s is %.1f mm on the one and %.1f mm on the other",
                                     facing->first_label, facing->second_label, what, mm(first), mm(second));
    base_report_amount(item, mm(ABS(first - second)), "mm");
}

/* The white between a page's type area and the fold. */
static DkLength fold_margin(const BaseRect *sheet, const BaseRect *area, ModelSide side)
{
    return side == MODEL_SIDE_RIGHT ? area->x : sheet->width - area->x - area->width;
}

static void check_facing(const DkIssue *issue, unsigned index, DkDiagnostics *list)
{
    ModelStanding standing = model_standing(issue->issue, index);
    bool is_second = index > 0 && !standing.is_double && standing.leaf > 1 && standing.leaf % 2 == 1;
    ModelStanding other = is_second ? model_standing(issue->issue, index - 1) : (ModelStanding){.is_double = true};
    BaseRect sheets[2], areas[2];
    if (other.is_double || !issue->pages[index].layout || !issue->pages[index - 1].layout) return;
    if (!model_layout_area(issue->pages[index - 1].layout, &sheets[0], &areas[0])) return;
    if (!model_layout_area(issue->pages[index].layout, &sheets[1], &areas[1])) return;
    const ModelIssuePage *pages = issue->issue->pages;
    Facing facing = {issue, index, pages[index - 1].label, pages[index].label, list};
    compare(&facing, "the sheet's width", sheets[0].width, sheets[1].width);
    compare(&facing, "the sheet's height", sheets[0].height, sheets[1].height);
    compare(&facing, "the white above the type area", areas[0].y, areas[1].y);
    compare(&facing, "the white at the fold", fold_margin(&sheets[0], &areas[0], other.side),
            fold_margin(&sheets[1], &areas[1], standing.side));
}

void issue_check_facing(const DkIssue *issue, DkDiagnostics *list)
{
    for (unsigned i = 0; i < issue->issue->n_pages; i++) {
        check_side(issue, i, list);
        check_double(issue, i, list);
        check_facing(issue, i, list);
    }
}
