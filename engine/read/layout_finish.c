/* What the tables of a layout's keys cannot say: keys of which one is needed and one too many, and what follows from what is there. */
#include "read/keys.h"
#include "read/read.h"

static void check_rules(ReadSource *source, const ModelWrittenRule *rules, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        bool is_horizontal = rules[i].width.unit != MODEL_UNIT_UNSET, is_vertical = rules[i].lines.unit != MODEL_UNIT_UNSET;
        if (is_horizontal != is_vertical || !rules[i].place.line) continue;
        DkDiagnostic *item =
            read_error(source, rules[i].place, is_horizontal ? "bad-value" : "missing-key", "a rule has %s \"width\" %s \"lines\"",
                       is_horizontal ? "both" : "neither", is_horizontal ? "and" : "nor");
        read_hint(source, item, "a horizontal rule has a width, a vertical one lines");
    }
}

#define RECTS_MAX 256 /* of a block: its outline is found among their crossings, so the work grows with the square */

/* A place without a line stands below something. */
static void check_line(ReadSource *source, const ModelWrittenRect *at, const char *what, const char *doc)
{
    if (!at->place.line || at->line.unit != MODEL_UNIT_UNSET || at->below.n) return;
    read_hint(source, read_error(source, at->place, "missing-key", "%s has no \"line\"", what),
              "add it: %s; or say what it stands \"below\"", doc);
}

static void check_lines(ReadSource *source, const ModelWrittenBlock *block)
{
    for (unsigned i = 0; i < block->n_at; i++)
        check_line(source, &block->at[i], "the place of a block", "number of the first grid line, from 1");
    for (unsigned i = 0; i < block->n_heads; i++) {
        ModelWrittenRect at = block->heads[i].at;
        at.place = block->heads[i].place;
        check_line(source, &at, "a head frame", "line of the block, from 1");
    }
    for (unsigned i = 0; i < block->n_pictures; i++)
        check_line(source, &block->pictures[i].at, "a picture frame", "line of the block, from 1");
    for (unsigned i = 0; i < block->n_legs; i++) check_line(source, &block->legs[i].at, "a leg", "line of the block, from 1");
    if (block->leg_count) check_line(source, &block->leg_at, "a set of equal legs", "line of the block, from 1");
}

static void finish_block(ReadSource *source, const ModelWrittenBlock *block)
{
    check_rules(source, block->rules, block->n_rules);
    check_lines(source, block);
    if (block->place.line && block->id && block->n_at == 0)
        read_error(source, block->place, "missing-key", "the block \"%s\" has no rectangle", block->id);
    if (block->n_at > RECTS_MAX)
        read_error(source, block->place, "out-of-range", "the block has %u rectangles (allowed: 1 to %d)", block->n_at, RECTS_MAX);
    ModelWrittenPicture *pictures = (ModelWrittenPicture *)block->pictures; /* our own, just made */
    for (unsigned i = 0; i < block->n_pictures; i++) pictures[i].has_caption = pictures[i].caption.place.line > 0;
}

void read_finish_layout(ReadSource *source, const ModelLayout *layout)
{
    check_rules(source, layout->rules, layout->n_rules);
    for (unsigned i = 0; i < layout->n_blocks; i++) finish_block(source, &layout->blocks[i]);
    for (unsigned i = 0; i < layout->n_furniture; i++)
        check_line(source, &layout->furniture[i].at, "the place of a furniture frame", "grid line, from 1; may have decimals");
    for (unsigned i = 0; i < layout->n_styles; i++)
        if (g_strcmp0(layout->styles[i].id, "body") == 0) return;
    if (!layout->styles_place.line) return;
    read_hint(source, read_error(source, layout->styles_place, "missing-key", "there is no style \"body\""),
              "add it: all other styles take their values from it");
}
