/* The page number: at the outer edge, where a reader who leafs sees it (trade).
 *
 * A frame of furniture is a folio when the page's number is the only number in its words. */
#include "lint/job.h"

#include <string.h>

/* Within this share of the sheet's width from its middle a folio is centred and stands well on either side, in hundredths. */
#define CENTRED 10

/* Whether the words hold the page's number and no other digit. */
static bool is_folio(const ModelTexts *texts, const char *number)
{
    const char *at = texts->n == 1 && *number ? strstr(texts->items[0].text, number) : NULL;
    if (!at) return false;
    g_autofree char *before = g_strndup(texts->items[0].text, (gsize)(at - texts->items[0].text));
    return !strpbrk(before, "0123456789") && !strpbrk(at + strlen(number), "0123456789");
}

static const ModelFurniture *furniture_of(const LintJob *job, const LintBox *box)
{
    for (unsigned i = 0; box->kind == LINT_FURNITURE && i < job->resolved->n_furniture; i++)
        if (strcmp(job->resolved->furniture[i].id, box->id) == 0) return &job->resolved->furniture[i];
    return NULL;
}

void lint_folio_inside(const LintJob *job)
{
    const ModelResolved *r = job->resolved;
    ModelSide side = r->standing.side;
    for (unsigned i = 0; side != MODEL_SIDE_ANY && r->number && i < job->boxes->len; i++) {
        const LintBox *box = lint_box(job, i);
        const ModelFurniture *folio = furniture_of(job, box);
        if (!folio || !is_folio(&folio->texts, r->number)) continue;
        DkLength off = box->ink.x + box->ink.width / 2 - r->sheet_width / 2; /* to the right */
        if ((side == MODEL_SIDE_LEFT ? off : -off) * 100LL <= r->sheet_width * (long long)CENTRED) continue;
        LintFault fault = {.place = {.file = folio->file, .frame = folio->id},
                           .amount = lint_ems(job, ABS(off)),
                           .unit = "em",
                           .cure = "set it at the outer edge: two layouts, one of each side, or one that is for the other side"};
        lint_found(job, &fault, "the page number in \"%s\" stands at the fold of a %s-hand page", folio->id,
                   model_side_words[side]);
    }
}
