/* Styles that flow/ makes from the layout's: heads that were fitted, readings, notes in two rows. */
#include "flow/job.h"

#include <string.h>

static DkLength scaled(DkLength length, DkLength size, DkLength from)
{
    return (DkLength)((int64_t)length * size / from);
}

ModelStyle flow_style_at(const ModelStyle *from, DkLength size)
{
    ModelStyle style = *from;
    style.size = size;
    for (DkLength **em = (DkLength *[]){&style.tracking, &style.indent, &style.han_latin_gap, &style.han_digit_gap, NULL}; *em;
         em++)
        **em = scaled(**em, size, from->size);
    return style;
}

/* The table is made anew, so that pointers into the old one stay good. */
unsigned flow_add_style(FlowJob *job, const ModelStyle *style)
{
    TextRuns *runs = job->runs;
    ModelStyle *styles = base_arena_new_array(job->arena, ModelStyle, runs->n_styles + 1);
    memcpy(styles, runs->styles, runs->n_styles * sizeof *styles);
    styles[runs->n_styles] = *style;
    runs->styles = styles;
    return runs->n_styles++;
}
