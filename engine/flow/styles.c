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

/* A style made before that is the same but for its name. */
static bool is_same(const ModelStyle *a, const ModelStyle *b)
{
    return a->id == b->id && a->size == b->size && a->direction == b->direction && strcmp(a->font, b->font) == 0 &&
           memcmp(&a->ink, &b->ink, sizeof a->ink) == 0;
}

unsigned flow_share_style(FlowJob *job, const ModelStyle *style)
{
    for (unsigned i = 0; i < job->runs->n_styles; i++)
        if (is_same(&job->runs->styles[i], style)) return i;
    return flow_add_style(job, style);
}

unsigned flow_note_style(FlowJob *job, unsigned base)
{
    static const char *const id = "note";
    if (job->runs->styles[base].id == id) return base;
    ModelStyle style = flow_style_at(&job->runs->styles[base], job->runs->styles[base].size / 2);
    style.id = id;
    return flow_share_style(job, &style);
}
