/* Matches: what the habits say of a text by itself, wherever it stands: its form, where its dateline ends, where a credit begins.
 *
 * In: a range of the source.  Method: the range is made flat (chars.h) once, and only patterns run that its characters do not rule out
 * (needs.h). */
#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"

bool rec_habit_matches(const RecHabit *habit, const RecFlat *flat, RecRange *range)
{
    if (!habit->match || flat->text->len == 0 || habit->keeps_spaces != flat->keeps_spaces || !rec_habit_may_match(habit, flat))
        return false;
    g_autoptr(GMatchInfo) info = NULL;
    if (!g_regex_match_full(habit->match, flat->text->str, (gssize)flat->text->len, 0, 0, &info, NULL)) return false;
    gint first, end;
    if (!g_match_info_fetch_pos(info, 0, &first, &end) || first == end) return false;
    *range = rec_flat_range(flat, (unsigned)first, (unsigned)end);
    return true;
}

/* The role of the heaviest of a choice of habits whose pattern takes the whole text; REC_N_ROLES: none does. */
static RecRole heaviest(const RecSource *source, RecRange range, const RecHabits *habits, RecChoice choice)
{
    g_autoptr(RecFlat) flat = rec_flat_new(habits->needs);
    rec_flat_set(flat, source, range, REC_FLAT_MAX, false);
    if (rec_is_paper(source, flat)) return REC_ROLE_NAMEPLATE;
    const GPtrArray *list = habits->chosen[choice];
    const RecHabit *best = NULL;
    for (guint i = 0; flat->is_whole && i < list->len; i++) {
        const RecHabit *habit = g_ptr_array_index(list, i);
        RecRange found;
        if (habit->weight <= (best ? best->weight : 0) || !rec_habit_matches(habit, flat, &found)) continue;
        if (rec_trim(source, found).n >= rec_trim(source, range).n) best = habit;
    }
    return best ? best->role : REC_N_ROLES;
}

RecRole rec_furniture_role(const RecSource *source, RecRange range, const RecHabits *habits)
{
    return heaviest(source, range, habits, REC_CHOICE_FURNITURE);
}

RecRole rec_form(const RecSource *source, RecRange range, const RecHabits *habits)
{
    return heaviest(source, range, habits, REC_CHOICE_FORM);
}

/* The first of a choice of habits that matches a flat text, with what it takes; NULL: none does. */
static const RecHabit *first_of(const RecHabits *habits, RecChoice choice, const RecFlat *flat, RecRange *found)
{
    const GPtrArray *list = habits->chosen[choice];
    for (guint i = 0; i < list->len; i++)
        if (rec_habit_matches(g_ptr_array_index(list, i), flat, found)) return g_ptr_array_index(list, i);
    return NULL;
}

bool rec_is_label(const RecSource *source, RecRange range, const RecHabits *habits)
{
    g_autoptr(RecFlat) flat = rec_flat_new(habits->needs);
    rec_flat_set(flat, source, range, REC_FLAT_MAX, false);
    RecRange found;
    return flat->is_whole && first_of(habits, REC_CHOICE_LABEL, flat, &found);
}

/* Whether a habit of datelines that sees white space may match a text, of which a flat text without any has the characters. */
static bool may_be_spaced(const RecFlat *flat, const RecHabits *habits)
{
    const GPtrArray *list = habits->chosen[REC_CHOICE_DATELINE];
    for (guint i = 0; i < list->len; i++) {
        const RecHabit *habit = g_ptr_array_index(list, i);
        if (habit->keeps_spaces && rec_habit_may_match(habit, flat)) return true;
    }
    return false;
}

unsigned rec_dateline_end(const RecSource *source, RecRange range, const RecHabits *habits)
{
    g_autoptr(RecFlat) flat = rec_flat_new(habits->needs);
    rec_flat_set(flat, source, range, REC_FLAT_MAX, false);
    RecRange found;
    unsigned end = first_of(habits, REC_CHOICE_DATELINE, flat, &found) ? rec_end(rec_trim(source, found)) : 0;
    if (!end || !may_be_spaced(flat, habits)) return end;
    flat->keeps_spaces = true; /* what it takes, with the names, is more */
    rec_flat_set(flat, source, range, REC_FLAT_MAX, false);
    return first_of(habits, REC_CHOICE_DATELINE, flat, &found) ? MAX(end, rec_end(rec_trim(source, found))) : end;
}

unsigned rec_credit_start(const RecSource *source, RecRange range, const RecHabits *habits)
{
    g_autoptr(RecFlat) flat = rec_flat_new(habits->needs);
    rec_flat_set(flat, source, range, REC_FLAT_MAX, true);
    RecRange found;
    return first_of(habits, REC_CHOICE_CREDIT, flat, &found) ? found.first : 0;
}
