/* "Did you mean": the candidate within the smallest edit distance (Damerau's, adjacent letters swapped count one), if it is near
 * enough to have been meant: a third of the word's length, at least one; else the only one that begins with the word. */
#include "base/base.h"

#include <string.h>

#define LONGEST 64      /* a longer word was not mistyped */
#define BEGINNING_MIN 3 /* bytes of a word that its first part alone tells */

static int distance(const char *a, const char *b)
{
    int n = (int)strlen(a), m = (int)strlen(b);
    int rows[3][LONGEST + 1];
    for (int j = 0; j <= m; j++) rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int cost = above[j - 1] + (a[i - 1] != b[j - 1]);
            cost = MIN(cost, MIN(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = MIN(cost, above2[j - 2] + 1);
            row[j] = cost;
        }
    }
    return rows[n % 3][m];
}

/* The one candidate that begins with `word`; NULL: none or several do. */
static const char *begun(const char *word, const char *const *candidates)
{
    const char *found = NULL;
    if (strlen(word) < BEGINNING_MIN) return NULL;
    for (; *candidates; candidates++) {
        if (!g_str_has_prefix(*candidates, word)) continue;
        if (found) return NULL;
        found = *candidates;
    }
    return found;
}

const char *base_nearest(const char *word, const char *const *candidates)
{
    if (strlen(word) > LONGEST) return NULL;
    const char *nearest = NULL, *const *first = candidates;
    int least = MAX(1, (int)strlen(word) / 3) + 1;
    for (; *candidates; candidates++) {
        int d = strlen(*candidates) <= LONGEST ? distance(word, *candidates) : least;
        if (d < least) {
            least = d;
            nearest = *candidates;
        }
    }
    return nearest ? nearest : begun(word, first);
}

void base_report_nearest(DkDiagnostics *list, DkDiagnostic *item, const char *word, GHashTable *known)
{
    g_autofree gpointer *words = g_hash_table_get_keys_as_array(known, NULL);
    const char *nearest = base_nearest(word, (const char *const *)words);
    if (nearest) base_report_hint(list, item, "did you mean \"%s\"?", nearest);
}
