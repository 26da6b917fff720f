/* The paper's name where no habit knows it, for it does not end like one: 南方周末, 参考消息.
 *
 * Method.  Names of papers stand before 讯 and 记者 in datelines and bylines: 云麓周末讯（记者宁檬）, ■云麓周末记者.  The one of them that is
 * also a word of the text's first lines, among words and no sentence, is the nameplate (house rule: two witnesses, since 全媒体 and
 * 新华社 stand before 记者 as well). */
#include <string.h>

#include "reconstruct/chars.h"
#include "reconstruct/reconstruct.h"

#define NAME_LEAST 3 /* characters of a name that is found so: 本报 and 特约 are none */
#define NAME_MOST 8
#define TOP_LINES 3    /* lines of the text that a masthead takes */
#define TOP_BYTES 600u /* ... and the most that they have */
#define WORD_MOST 14   /* characters of a masthead's word: 国内统一刊号CN43-0097 is longer and is not asked for */

/* What stands behind a paper's name in a dateline or byline. */
static const char *const behind_names[] = {"讯", "訊", "记者", "記者"};

/* The Han before `at`, back to what is none; "" when they are too many or too few for a name. */
static char *name_before(const char *text, const char *at)
{
    const char *first = at;
    glong n = 0;
    while (first > text && n <= NAME_MOST) {
        const char *before = g_utf8_prev_char(first);
        if (!rec_is_han(rec_char(before))) break;
        first = before;
        n++;
    }
    return n >= NAME_LEAST && n <= NAME_MOST ? g_strndup(first, (gsize)(at - first)) : g_strdup("");
}

/* Names that stand before 讯 or 记者. */
static GHashTable *names_of(const char *text)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(behind_names); i++)
        for (const char *at = strstr(text, behind_names[i]); at; at = strstr(at + strlen(behind_names[i]), behind_names[i]))
            g_hash_table_add(names, name_before(text, at));
    g_hash_table_remove(names, "");
    return names;
}

/* The word of a line that is one of the names, or all of it when it is spread; NULL: none, or the line has more than words. */
static char *name_among(GHashTable *names, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    g_autofree char *whole = g_strjoinv("", words);
    const char *found = g_hash_table_contains(names, whole) ? whole : NULL;
    for (guint i = 0; words[i]; i++) {
        if (g_utf8_strlen(words[i], -1) > WORD_MOST) return NULL;
        if (!found && g_hash_table_contains(names, words[i])) found = words[i];
    }
    return g_strdup(found);
}

void rec_source_find_paper(RecSource *source)
{
    g_clear_pointer(&source->paper, g_free);
    g_autoptr(GHashTable) names = names_of(source->text->str);
    if (g_hash_table_size(names) == 0) return;
    unsigned n_top = rec_char_start(source, MIN((unsigned)source->text->len, TOP_BYTES));
    g_autofree char *top = g_strndup(source->text->str, n_top);
    g_auto(GStrv) lines = g_strsplit(top, "\n", -1);
    for (guint i = 0, n = 0; lines[i] && n < TOP_LINES && !source->paper; i++) {
        g_strdelimit(lines[i], "\t\r", ' ');
        n += *g_strstrip(lines[i]) != '\0';
        source->paper = name_among(names, lines[i]);
    }
}

bool rec_is_paper(const RecSource *source, const RecFlat *flat)
{
    return source->paper && flat->is_whole && strcmp(flat->text->str, source->paper) == 0;
}
