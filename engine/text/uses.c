/* Counts what is asked of faces: each face of each role, and each character that its role's first face lacks. */
#include "text/shaping.h"

#include <string.h>

typedef struct {
    const char *role, *face, *story; /* interned, or the owner's: equal when the pointers are */
    uint32_t character;
} Key;

static const char any_story[] = "";

guint text_use_hash(gconstpointer key)
{
    const Key *self = key;
    return g_direct_hash(self->role) ^ g_direct_hash(self->face) * 31u ^ g_direct_hash(self->story) * 17u ^
           self->character * 2654435761u;
}

gboolean text_use_equal(gconstpointer a, gconstpointer b)
{
    const Key *left = a, *right = b;
    return left->role == right->role && left->face == right->face && left->story == right->story &&
           left->character == right->character;
}

/* Index + 1 of what the key was last given, 0: none. */
static gsize look_up(const TextRuns *runs, const Key *key)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(runs->use_index, key));
}

static void remember(TextRuns *runs, const Key *key, gsize index)
{
    g_hash_table_insert(runs->use_index, g_memdup2(key, sizeof *key), GSIZE_TO_POINTER(index + 1));
}

bool text_count_use(TextRuns *runs, const char *role, const Face *face, uint32_t character, const ModelStory *story, int count)
{
    Key key = {g_intern_string(role), face ? face->face.name : NULL, story ? story->slug : NULL, character};
    gsize index = look_up(runs, &key);
    if (index) {
        g_array_index(runs->uses, TextUse, index - 1).count += count;
        return false;
    }
    TextUse use = {key.role, key.face, character, key.story, count};
    remember(runs, &key, runs->uses->len);
    g_array_append_val(runs->uses, use);
    Key anywhere = {key.role, key.face, any_story, character};
    if (look_up(runs, &anywhere)) return false;
    remember(runs, &anywhere, 0);
    return true;
}
