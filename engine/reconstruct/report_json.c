/* The report for programs: one JSON object with the ledger, the order and lists of pieces, joins, proposals, losses and texts without a place. */
#include <string.h>

#include "reconstruct/habits.h"
#include "reconstruct/write.h"

static void append_place(const RecSource *source, unsigned byte, GString *out)
{
    BasePlace place = rec_source_place(source, byte);
    g_string_append(out, "\"file\":");
    base_append_quoted(out, place.file ? place.file : "", place.file ? strlen(place.file) : 0);
    g_string_append_printf(out, ",\"line\":%d,\"column\":%d", place.line, place.column);
}

static void append_text(const RecDraft *draft, RecRange range, GString *out)
{
    g_string_append(out, ",\"text\":");
    base_append_quoted(out, draft->source->text->str + range.first, range.n);
}

static void append_ledger(const RecLedger *ledger, GString *out)
{
    g_string_append_printf(out, "\"ledger\":{\"source\":%u,\"space\":%u,\"stories\":%u,\"furniture\":%u,", ledger->n_all,
                           ledger->n_space, ledger->n_stories, ledger->n_furniture);
    g_string_append_printf(out, "\"noise\":%u,\"review\":%u,\"missing\":%u,\"twice\":%u}", ledger->n_noise, ledger->n_review,
                           ledger->n_missing, ledger->n_twice);
}

static void append_signals(const RecDraft *draft, const RecView *view, GString *out)
{
    g_string_append(out, ",\"signals\":{");
    for (unsigned i = 0; i < view->n_signals; i++) {
        const RecSignal *signal = &g_array_index(draft->roles->signals, RecSignal, view->first_signal + i);
        const RecHabit *habit = &g_array_index(draft->habits->habits, RecHabit, signal->habit);
        if (i) g_string_append_c(out, ',');
        base_append_quoted(out, habit->id, strlen(habit->id));
        g_string_append_printf(out, ":%d", habit->weight);
    }
    g_string_append_c(out, '}');
}

static void append_pieces(const RecDraft *draft, GString *out)
{
    g_string_append(out, "\"pieces\":[");
    for (guint i = 0; i < draft->pieces->pieces->len; i++) {
        const RecPiece *piece = &g_array_index(draft->pieces->pieces, RecPiece, i);
        const RecView *view = &g_array_index(draft->roles->views, RecView, i);
        g_string_append(out, i ? ",\n{" : "\n{");
        append_place(draft->source, piece->range.first, out);
        g_string_append_printf(out, ",\"role\":\"%s\",\"confidence\":%s,\"measure\":%s,\"parted\":%s", rec_role_words[view->role],
                               rec_decimal(view->confidence, 3).text, rec_decimal(piece->measure / 2.0, 1).text,
                               piece->is_parted ? "true" : "false");
        append_signals(draft, view, out);
        append_text(draft, piece->range, out);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]");
}

static void append_joins(const RecDraft *draft, GString *out)
{
    bool is_first = true;
    g_string_append(out, "\"joins\":[");
    for (guint i = 0; i < draft->links->len; i++) {
        const RecLink *link = &g_array_index(draft->links, RecLink, i);
        if (link->previous < 0) continue;
        g_autofree char *words = rec_join_words(link->signals, draft->habits);
        g_string_append_printf(out, "%s{\"from\":%d,\"to\":%u,\"weight\":%d,\"signals\":\"%s\"}", is_first ? "\n" : ",\n",
                               link->previous, i, link->score, words);
        is_first = false;
    }
    g_string_append(out, "]");
}

static void append_character(const char *key, gunichar c, GString *out)
{
    char bytes[8] = "";
    int n = g_unichar_to_utf8(c, bytes);
    g_string_append_printf(out, ",\"%s\":", key);
    base_append_quoted(out, bytes, (size_t)n);
}

static void append_proposals(const RecDraft *draft, GString *out)
{
    g_string_append(out, "\"proposals\":[");
    for (guint i = 0; i < draft->proposals->len; i++) {
        const RecProposal *proposal = &g_array_index(draft->proposals, RecProposal, i);
        g_string_append(out, i ? ",\n{" : "\n{");
        append_place(draft->source, proposal->byte, out);
        append_character("read", proposal->read, out);
        append_character("proposed", proposal->proposed, out);
        g_string_append_printf(out, ",\"confidence\":%s,\"for\":%u,\"against\":%u,\"applied\":%s}",
                               rec_decimal(proposal->confidence, 3).text, proposal->n_for, proposal->n_against,
                               rec_is_applied(draft, proposal) ? "true" : "false");
    }
    g_string_append(out, "]");
}

/* The pages that voted with this one. */
static void append_witnesses(const RecSource *witnesses, GString *out)
{
    g_string_append(out, "\"witnesses\":[");
    for (guint i = 0; witnesses && i < witnesses->files->len; i++) {
        const char *path = g_array_index(witnesses->files, RecFile, i).path;
        if (i) g_string_append_c(out, ',');
        base_append_quoted(out, path, strlen(path));
    }
    g_string_append_c(out, ']');
}

static void append_losses(const RecDraft *draft, GString *out)
{
    g_string_append(out, "\"losses\":[");
    for (guint i = 0; i < draft->losses->len; i++) {
        const RecLoss *loss = &g_array_index(draft->losses, RecLoss, i);
        g_string_append(out, i ? ",\n{" : "\n{");
        append_place(draft->source, loss->byte, out);
        g_string_append_printf(out,
                               ",\"lost\":\"%s\",\"proposed\":\"%s\",\"confidence\":%s,\"witness\":", rec_loss_words[loss->kind],
                               loss->text, rec_decimal(loss->confidence, 3).text);
        base_append_quoted(out, loss->reason, strlen(loss->reason));
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]");
}

static void append_order(const RecOrder *order, GString *out)
{
    g_string_append_printf(out, "\"order\":{\"shuffled\":%s,\"bodies\":%u,\"far\":%u,\"torn\":%u,\"masthead\":%u,",
                           order->is_shuffled ? "true" : "false", order->n_bodies, order->n_far, order->n_torn, order->n_masthead);
    g_string_append_printf(out, "\"unpaired\":%u,\"homeless\":%u,\"turns\":%u}", order->n_unpaired, order->n_homeless,
                           order->n_turns);
}

static void append_moves(const RecDraft *draft, GString *out)
{
    g_string_append(out, "\"moves\":[");
    for (guint i = 0; i < draft->moves->len; i++) {
        const RecMove *move = &g_array_index(draft->moves, RecMove, i);
        const char *text = draft->source->given->text->str;
        g_string_append(out, i ? ",\n{" : "\n{");
        append_place(draft->source->given, move->text.first, out);
        g_string_append_printf(out, ",\"confidence\":%s,\"text\":", rec_decimal(move->confidence, 2).text);
        base_append_quoted(out, text + move->text.first, move->text.n);
        g_string_append(out, ",\"behind\":");
        base_append_quoted(out, text + move->behind.first, move->behind.n);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]");
}

static void append_elements(const RecDraft *draft, const char *key, const GArray *list, GString *out)
{
    g_string_append_printf(out, "\"%s\":[", key);
    for (guint i = 0; i < list->len; i++) {
        const RecElement *element = &g_array_index(list, RecElement, i);
        RecRange part = g_array_index(draft->stories->parts, RecRange, element->first_part);
        g_string_append(out, i ? ",\n{" : "\n{");
        append_place(draft->source, part.first, out);
        g_string_append_printf(out, ",\"role\":\"%s\"", rec_role_words[element->role]);
        append_text(draft, part, out);
        g_string_append_c(out, '}');
    }
    g_string_append(out, "]");
}

char *rec_report_json(const RecDraft *draft)
{
    GString *out = g_string_new("{");
    append_ledger(&draft->ledger, out);
    g_string_append(out, ",\n");
    append_order(&draft->order, out);
    g_string_append(out, ",\n");
    append_moves(draft, out);
    g_string_append(out, ",\n");
    append_pieces(draft, out);
    g_string_append(out, ",\n");
    append_joins(draft, out);
    g_string_append(out, ",\n");
    append_witnesses(draft->options.witnesses, out);
    g_string_append(out, ",\n");
    append_proposals(draft, out);
    g_string_append(out, ",\n");
    append_losses(draft, out);
    g_string_append(out, ",\n");
    append_elements(draft, "furniture", draft->stories->furniture, out);
    g_string_append(out, ",\n");
    append_elements(draft, "noise", draft->stories->noise, out);
    g_string_append(out, ",\n");
    append_elements(draft, "review", draft->stories->review, out);
    g_string_append(out, "}\n");
    return g_string_free(out, FALSE);
}
