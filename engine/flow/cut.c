/* Where a story that goes on on another page is cut.
 *
 * In: a block and the story, or what is left of it.  Out: the byte at which the next part begins.  Method: the story is placed in the
 * block's slots, and cut after the last line that leaves room for the jump line: beside a paragraph's last words, else in a slot of
 * its own.  Then the cut is taken back over what cannot end a part: a cross-head, or all but one line of a paragraph, whose last
 * line would stand alone at the head of the turned part.  A cut inside a paragraph, even a sentence, is what the trade wants: a
 * story that stops at a full stop seems to be at its end (RULES 2.9). */
#include "flow/body.h"

/* A place between two lines: behind line `line` of paragraph `paragraph`. */
typedef struct {
    int paragraph, line; /* paragraph -1: before all; line -1: before the paragraph's first */
} Cut;

static const FlowParagraph *paragraph_at(const FlowBody *body, int index)
{
    return &g_array_index(body->paragraphs, FlowParagraph, (guint)index);
}

static int line_end(const FlowBody *body, const FlowParagraph *placed, int line)
{
    return flow_body_slot(&body->thread, placed, line) + placed->depth;
}

/* Whether a part may end behind this line: so that the jump line still has a slot. */
static bool has_room_after(const FlowBody *body, const FlowParagraph *placed, int line)
{
    int end = line_end(body, placed, line), room = body->thread.n_slots;
    if (end < room) return true;
    bool is_last = line == (int)placed->n_lines - 1;
    return end == room && is_last && flow_body_has_room_for_jump(body, placed, end - 1);
}

static Cut last_cut(const FlowBody *body)
{
    Cut cut = {-1, -1};
    for (int i = 0; i < (int)body->paragraphs->len; i++) {
        const FlowParagraph *placed = paragraph_at(body, i);
        for (int l = 0; l < (int)placed->n_lines; l++) {
            if (!has_room_after(body, placed, l)) return cut;
            cut = (Cut){i, l};
        }
    }
    return cut;
}

/* Takes the cut back over what cannot end a part. */
static Cut drawn_back(const FlowBody *body, Cut cut)
{
    while (cut.paragraph >= 0) {
        const FlowParagraph *placed = paragraph_at(body, cut.paragraph);
        int n_left = (int)placed->n_lines - 1 - cut.line;
        if (cut.line >= 0 && n_left == 1) cut.line--; /* else one line alone would begin the next part */
        bool is_stranded = cut.line >= 0 && placed->is_head;
        if (cut.line >= 0 && !is_stranded) return cut;
        cut.paragraph--;
        if (cut.paragraph >= 0) cut.line = (int)paragraph_at(body, cut.paragraph)->n_lines - 1;
    }
    return cut;
}

/* The first byte behind the cut that is no space. */
static unsigned byte_after(const FlowBody *body, Cut cut)
{
    const ModelStory *story = body->block->story;
    const FlowParagraph *placed = paragraph_at(body, cut.paragraph);
    const ModelParagraph *paragraph = &story->paragraphs[cut.paragraph];
    unsigned end = paragraph->first_byte + paragraph->n_bytes;
    if (cut.line == (int)placed->n_lines - 1) return end;
    unsigned byte = g_array_index(body->job->lines->lines, ParLine, placed->first_line + (unsigned)cut.line + 1).first_byte;
    while (byte < end && story->text[byte] == ' ') byte++;
    return byte;
}

bool flow_cut(const ModelResolved *resolved, const ModelBlock *block, TextFonts *fonts, BaseArena *arena, unsigned *byte)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new(); /* all is found again when the part is set */
    FlowJob job = {.resolved = resolved,
                   .fonts = fonts,
                   .runs = text_runs_new(resolved->styles, resolved->n_styles),
                   .lines = par_lines_new(),
                   .arena = arena,
                   .list = unsaid};
    FlowBody body = {.job = &job,
                     .block = block,
                     .thread = flow_thread_new(resolved, block, arena),
                     .paragraphs = g_array_new(FALSE, TRUE, sizeof(FlowParagraph))};
    bool is_cut = false;
    if (body.thread.n_slots) {
        flow_body_shape(&body);
        int jump = body.jump.slot;
        body.jump.slot = -1; /* first without it: a story that fits does not jump */
        flow_body_try(&body);
        body.jump.slot = jump;
        Cut cut = body.n_slots > body.thread.n_slots ? drawn_back(&body, last_cut(&body)) : (Cut){-1, -1};
        is_cut = cut.paragraph >= 0;
        if (is_cut) *byte = byte_after(&body, cut);
    }
    g_array_unref(body.paragraphs);
    par_lines_free(job.lines);
    text_runs_free(job.runs);
    return is_cut;
}
