/* Needs: who needs each character, and where. */
#include "reconstruct/needs.h"

RecNeeds *rec_needs_new(void)
{
    RecNeeds *needs = g_new0(RecNeeds, 1);
    needs->sets = g_array_new(FALSE, TRUE, sizeof(RecNeedSets));
    g_array_set_size(needs->sets, 1);
    return needs;
}

void rec_needs_free(RecNeeds *needs)
{
    if (!needs) return;
    g_array_unref(needs->sets);
    g_free(needs);
}

static void add(RecPatterns *patterns, unsigned pattern)
{
    patterns->bits[pattern / 64] |= (guint64)1 << pattern % 64;
}

void rec_needs_add(RecNeeds *needs, unsigned pattern, RecNeed place, const char *characters)
{
    if (pattern >= REC_NEEDS_MOST) return;
    add(&needs->needing.at[place], pattern);
    for (const char *p = characters; *p; p = g_utf8_next_char(p)) {
        guint16 *kind = &needs->kinds[MIN(g_utf8_get_char(p), 0xffff)];
        if (!*kind) *kind = (guint16)needs->sets->len;
        if (*kind == needs->sets->len) g_array_set_size(needs->sets, needs->sets->len + 1);
        add(&g_array_index(needs->sets, RecNeedSets, *kind).at[place], pattern);
    }
}

RecPatterns rec_needs_open(const RecNeeds *needs, const RecNeedSets *met)
{
    RecPatterns open;
    for (int i = 0; i < REC_NEEDS_WORDS; i++) {
        open.bits[i] = ~(guint64)0;
        for (int place = 0; place < REC_N_NEEDS; place++)
            open.bits[i] &= met->at[place].bits[i] | ~needs->needing.at[place].bits[i];
    }
    return open;
}
