/* Facts of the page that its text shows as a whole: the paper's name, the language. */
#include "reconstruct/habits.h"
#include "reconstruct/pieces/pieces.h"
#include "reconstruct/write/write.h"

#define WITNESSES 2      /* datelines that name the paper */
#define NAME_MOST 8      /* characters of a paper's name */
#define TRADITIONAL 0.02 /* of a text's Han, characters that only Traditional text has */

/* The paper's name that a dateline begins with (株洲日报讯: 株洲日报), or NULL. */
static char *name_in(const RecDraft *draft, RecRange dateline)
{
    unsigned end = dateline.first;
    const char *text = draft->source->text->str;
    char *found = NULL;
    for (int n = 1; n <= NAME_MOST && end < rec_end(dateline); n++) {
        end += (unsigned)(g_utf8_next_char(text + end) - (text + end));
        RecRange name = {dateline.first, end - dateline.first};
        if (n < 3 || rec_furniture_role(draft->source, name, draft->habits) != REC_ROLE_NAMEPLATE) continue;
        g_free(found);
        found = g_strndup(text + name.first, name.n);
    }
    return found;
}

char *rec_paper_name(const RecDraft *draft)
{
    g_autoptr(GHashTable) votes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *best = NULL;
    int n_best = WITNESSES - 1;
    for (guint i = 0; i < draft->stories->elements->len; i++) {
        const RecElement *element = &g_array_index(draft->stories->elements, RecElement, i);
        if (element->role != REC_ROLE_DATELINE) continue;
        char *name = name_in(draft, g_array_index(draft->stories->parts, RecRange, element->first_part));
        if (!name) continue;
        int n = GPOINTER_TO_INT(g_hash_table_lookup(votes, name)) + 1;
        if (n > n_best) {
            g_free(best);
            best = g_strdup(name);
            n_best = n;
        }
        g_hash_table_replace(votes, name, GINT_TO_POINTER(n));
    }
    return best;
}

bool rec_is_traditional(const RecSource *source, const RecHabits *habits)
{
    unsigned n_han = 0, n_traditional = 0;
    for (const char *p = source->text->str; *p; p = g_utf8_next_char(p)) {
        gunichar c = rec_char(p);
        if (!rec_is_han(c)) continue;
        n_han++;
        n_traditional += g_hash_table_contains(habits->traditional, GUINT_TO_POINTER(c));
    }
    return n_traditional > TRADITIONAL * n_han;
}

const char *rec_language(const RecDraft *draft)
{
    return rec_is_traditional(draft->source, draft->habits) ? "zh-Hant-TW" : "zh-Hans-CN";
}

bool rec_keeps_lines(const RecDraft *draft, const RecStory *story)
{
    return draft->options.keeps_lines && story->measure > 0;
}

unsigned rec_picture_count(const RecDraft *draft, const RecStory *story)
{
    unsigned n = 0;
    bool is_open = false;
    for (unsigned i = 0; i < story->n_elements; i++) {
        RecRole role = rec_element(draft, story, i)->role;
        bool is_caption = role == REC_ROLE_CAPTION;
        n += is_caption || (role == REC_ROLE_CREDIT && !is_open);
        is_open = is_caption;
    }
    return n;
}
