/* Dumps: the text form of each stage of a draft. */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/plan/plan.h"

static const char *const gap_words[] = {"space", "newline", "blank"};
static const char *const start_words[] = {"unknown", "indented", "flush"};

static void dump_place(BaseDump *dump, const RecSource *source, RecRange range)
{
    BasePlace place = rec_source_place(source, range.first);
    base_dump_int(dump, "line", place.line);
    base_dump_int(dump, "column", place.column);
}

static void dump_range(BaseDump *dump, const char *key, const RecSource *source, RecRange range)
{
    if (range.n) base_dump_text(dump, key, source->text->str + range.first, range.n);
}

void rec_lines_dump(const RecSource *source, const GArray *lines, BaseDump *dump)
{
    for (guint i = 0; i < lines->len; i++) {
        const RecLine *line = &g_array_index(lines, RecLine, i);
        base_dump_begin_index(dump, "line", i);
        dump_place(dump, source, line->range);
        base_dump_word(dump, "gap", gap_words[line->gap]);
        base_dump_int(dump, "width", line->width);
        base_dump_int(dump, "head", line->head);
        base_dump_int(dump, "indent", line->indent);
        dump_range(dump, "text", source, line->range);
        base_dump_end(dump);
    }
}

void rec_moves_dump(const RecDraft *draft, BaseDump *dump)
{
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        base_dump_begin_index(dump, "move", i);
        dump_place(dump, draft->source->given, move->text);
        base_dump_int(dump, "gain", move->gain);
        base_dump_int(dump, "margin", move->margin);
        dump_range(dump, "text", draft->source->given, move->text);
        dump_range(dump, "behind", draft->source->given, move->behind);
        base_dump_end(dump);
    }
}

void rec_pieces_dump(const RecSource *source, const RecPieces *pieces, BaseDump *dump)
{
    for (guint i = 0; i < pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(pieces->pieces, RecPiece, i);
        base_dump_begin_index(dump, "piece", i);
        dump_place(dump, source, piece->range);
        base_dump_range(dump, "lines", piece->first_line, piece->n_lines);
        base_dump_int(dump, "measure", piece->measure);
        base_dump_int(dump, "fitting", piece->n_fitting);
        base_dump_word(dump, "start", start_words[piece->start]);
        base_dump_int(dump, "prose", piece->is_prose);
        base_dump_int(dump, "finished", piece->is_finished);
        base_dump_int(dump, "full", piece->is_full);
        base_dump_int(dump, "parted", piece->is_parted);
        base_dump_int(dump, "orphan", piece->is_orphan);
        dump_range(dump, "text", source, piece->range);
        base_dump_end(dump);
    }
}

static char *signal_words(const RecRoles *roles, const RecView *view, const RecHabits *habits)
{
    GString *words = g_string_new(NULL);
    for (unsigned i = 0; i < view->n_signals; i++) {
        const RecSignal *signal = &g_array_index(roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(habits->habits, RecHabit, signal->habit);
        g_string_append_printf(words, "%s%s%+d", i ? "," : "", habit->id, habit->weight);
    }
    return g_string_free(words, FALSE);
}

void rec_roles_dump(const RecSource *source, const RecRoles *roles, const RecHabits *habits, BaseDump *dump)
{
    for (guint i = 0; i < roles->views->len; i++) {
        const RecView *view = &g_array_index(roles->views, RecView, i);
        g_autofree char *words = signal_words(roles, view, habits);
        base_dump_begin_index(dump, "view", i);
        base_dump_word(dump, "role", rec_role_words[view->role]);
        base_dump_int(dump, "percent", (int)(view->confidence * 100 + 0.5));
        base_dump_word(dump, "signals", words);
        dump_range(dump, "noise", source, view->noise);
        dump_range(dump, "dateline", source, view->dateline);
        dump_range(dump, "jump-in", source, view->jump_in);
        dump_range(dump, "text", source, view->text);
        dump_range(dump, "credit", source, view->credit);
        dump_range(dump, "jump", source, view->jump);
        base_dump_end(dump);
    }
}

char *rec_join_words(unsigned signals, const RecHabits *habits)
{
    GString *words = g_string_new(NULL);
    for (int i = 0; i < REC_N_JOIN_SIGNALS; i++) {
        if (!(signals & 1u << i)) continue;
        g_string_append_printf(words, "%s%s%+d", words->len ? "," : "", rec_join_names[i], habits->joins[i]);
    }
    return g_string_free(words, FALSE);
}

void rec_links_dump(const GArray *links, const RecHabits *habits, BaseDump *dump)
{
    for (guint i = 0; i < links->len; i++) {
        const RecLink *link = &g_array_index(links, RecLink, i);
        if (link->previous < 0) continue;
        g_autofree char *words = rec_join_words(link->signals, habits);
        base_dump_begin_index(dump, "link", i);
        base_dump_int(dump, "previous", link->previous);
        base_dump_int(dump, "score", link->score);
        base_dump_word(dump, "signals", words);
        base_dump_end(dump);
    }
}

static void dump_elements(const char *kind, const RecSource *source, const RecStories *stories, const GArray *list, unsigned first,
                          unsigned n, BaseDump *dump)
{
    for (unsigned i = 0; i < n; i++) {
        const RecElement *element = &g_array_index(list, RecElement, first + i);
        base_dump_begin(dump, kind, rec_role_words[element->role]);
        base_dump_int(dump, "lost-end", element->is_lost_end);
        if (element->evidence) base_dump_int(dump, "percent", (int)(element->confidence * 100 + 0.5));
        for (unsigned k = 0; k < element->n_parts; k++)
            dump_range(dump, "text", source, g_array_index(stories->parts, RecRange, element->first_part + k));
        base_dump_end(dump);
    }
}

void rec_stories_dump(const RecSource *source, const RecStories *stories, BaseDump *dump)
{
    for (guint i = 0; i < stories->stories->len; i++) {
        const RecStory *story = &g_array_index(stories->stories, RecStory, i);
        base_dump_begin(dump, "story", story->slug);
        base_dump_int(dump, "measure", story->measure);
        base_dump_int(dump, "legs", story->n_legs);
        base_dump_end(dump);
        dump_elements("element", source, stories, stories->elements, story->first_element, story->n_elements, dump);
    }
    dump_elements("furniture", source, stories, stories->furniture, 0, stories->furniture->len, dump);
    dump_elements("noise", source, stories, stories->noise, 0, stories->noise->len, dump);
    dump_elements("review", source, stories, stories->review, 0, stories->review->len, dump);
}

/* ---- Proposals, losses, order, ledger ---- */

static void dump_character(BaseDump *dump, const char *key, gunichar c)
{
    char bytes[8];
    base_dump_text(dump, key, bytes, (size_t)g_unichar_to_utf8(c, bytes));
}

static int per_mille(double share)
{
    return (int)(share * 1000 + 0.5);
}

void rec_proposals_dump(const RecDraft *draft, BaseDump *dump)
{
    for (guint i = 0; i < draft->proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(draft->proposals, RecProposal, i);
        base_dump_begin_index(dump, "proposal", i);
        dump_place(dump, draft->source, (RecRange){proposal->byte, 0});
        dump_character(dump, "read", proposal->read);
        dump_character(dump, "proposed", proposal->proposed);
        base_dump_int(dump, "per-mille", per_mille(proposal->confidence));
        base_dump_int(dump, "for", proposal->n_for);
        base_dump_int(dump, "against", proposal->n_against);
        dump_range(dump, "context", draft->source, proposal->context);
        base_dump_end(dump);
    }
}

const char *const rec_loss_words[] = {"day", "stop", NULL};

void rec_losses_dump(const RecDraft *draft, BaseDump *dump)
{
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        base_dump_begin_index(dump, "loss", i);
        dump_place(dump, draft->source, (RecRange){loss->byte, 0});
        base_dump_word(dump, "kind", rec_loss_words[loss->kind]);
        base_dump_text(dump, "proposed", loss->text, strlen(loss->text));
        base_dump_int(dump, "per-mille", per_mille(loss->confidence));
        dump_range(dump, "witness", draft->source, loss->witness);
        base_dump_text(dump, "reason", loss->reason, strlen(loss->reason));
        base_dump_end(dump);
    }
}

void rec_order_dump(const RecOrder *order, BaseDump *dump)
{
    base_dump_begin(dump, "order", order->is_shuffled ? "shuffled" : "good");
    base_dump_int(dump, "bodies", order->n_bodies);
    base_dump_int(dump, "far", order->n_far);
    base_dump_int(dump, "torn", order->n_torn);
    base_dump_int(dump, "unpaired", order->n_unpaired);
    base_dump_int(dump, "masthead", order->n_masthead);
    base_dump_int(dump, "homeless", order->n_homeless);
    base_dump_int(dump, "turns", order->n_turns);
    base_dump_int(dump, "moved", order->n_moved);
    base_dump_int(dump, "placed", order->n_placed);
    base_dump_end(dump);
}

void rec_ledger_dump(const RecLedger *ledger, BaseDump *dump)
{
    base_dump_begin(dump, "ledger", "characters");
    base_dump_int(dump, "source", ledger->n_all);
    base_dump_int(dump, "space", ledger->n_space);
    base_dump_int(dump, "stories", ledger->n_stories);
    base_dump_int(dump, "furniture", ledger->n_furniture);
    base_dump_int(dump, "noise", ledger->n_noise);
    base_dump_int(dump, "review", ledger->n_review);
    base_dump_int(dump, "missing", ledger->n_missing);
    base_dump_int(dump, "twice", ledger->n_twice);
    base_dump_end(dump);
}

/* ---- Plan ---- */

static void dump_at(BaseDump *dump, int x, int line, int width, int lines)
{
    base_dump_int(dump, "x", x);
    base_dump_int(dump, "line", line);
    base_dump_int(dump, "width", width);
    base_dump_int(dump, "lines", lines);
}

static void dump_block(const RecBlock *block, BaseDump *dump)
{
    base_dump_begin_index(dump, "block", block->story + 1);
    dump_at(dump, block->x, block->line, block->width, block->lines);
    base_dump_int(dump, "legs", block->n_legs);
    base_dump_int(dump, "measure", block->measure);
    base_dump_int(dump, "rows", block->rows);
    base_dump_int(dump, "head", block->head.lines);
    base_dump_int(dump, "headline-lines", block->head.headline_lines);
    base_dump_int(dump, "headline-size", (int)(block->head.headline_size * 100 + 0.5));
    base_dump_int(dump, "picture", block->picture_lines);
    base_dump_int(dump, "span", block->span);
    base_dump_int(dump, "side", block->side);
    base_dump_end(dump);
}

void rec_plan_dump(const RecPlan *plan, BaseDump *dump)
{
    if (plan->refusal) {
        base_dump_begin(dump, "plan", "none");
        base_dump_text(dump, "refusal", plan->refusal, strlen(plan->refusal));
        base_dump_end(dump);
        return;
    }
    base_dump_begin(dump, "plan", plan->sheet);
    base_dump_int(dump, "size", (int)(plan->size * 1000 + 0.5));
    base_dump_int(dump, "leading", (int)(plan->leading * 1000 + 0.5));
    base_dump_int(dump, "width", plan->width);
    base_dump_int(dump, "lines", plan->n_lines);
    base_dump_int(dump, "cost", (int)(plan->slices->cost * 10));
    base_dump_end(dump);
    for (guint i = 0; i < plan->slices->blocks->len; i++) dump_block(&g_array_index(plan->slices->blocks, RecBlock, i), dump);
    for (guint i = 0; i < plan->frames->len; i++) {
        const RecFrame *frame = g_ptr_array_index(plan->frames, i);
        base_dump_begin(dump, "frame", frame->id);
        dump_at(dump, frame->x, frame->line, frame->width, frame->lines);
        base_dump_end(dump);
    }
}
