/* Pictures and what is written under them (RULES 2.8, 3.1). */
#include "lint/job.h"

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
