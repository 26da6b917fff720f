/* The pages that a command works on: its operands are page files and issues, and an issue is all its pages. */
#include <string.h>

#include "cli/cli.h"

struct CliPages {
    CliSession *session;
    guint operand;   /* the next one */
    DkIssue *issue;  /* that is open; NULL: none */
    size_t page;     /* its next one */
    GPtrArray *done; /* DkIssue: pages set from them may still live */
};

CliPages *cli_pages_new(CliSession *session)
{
    CliPages *pages = g_new0(CliPages, 1);
    pages->session = session;
    pages->done = g_ptr_array_new_with_free_func((GDestroyNotify)dk_issue_free);
    return pages;
}

void cli_pages_free(CliPages *pages)
{
    if (!pages) return;
    g_ptr_array_unref(pages->done);
    g_free(pages);
}

static bool is_issue(const char *name)
{
    return strcmp(name, "-") != 0 && dk_is_issue(name);
}

bool cli_has_issue(const CliValues *values)
{
    for (guint i = 0; i < values->operands->len; i++)
        if (is_issue(g_ptr_array_index(values->operands, i))) return true;
    return false;
}

/* Opens the issue `name`; false when it is invalid. */
static bool open_issue(CliPages *pages, const char *name)
{
    pages->issue = dk_issue_open(pages->session->engine, name, pages->session->findings);
    pages->page = 0;
    if (pages->issue) g_ptr_array_add(pages->done, pages->issue);
    return pages->issue != NULL;
}

DkPage *cli_pages_next(CliPages *pages, bool *is_end)
{
    GPtrArray *names = pages->session->values->operands;
    *is_end = false;
    for (;;) {
        if (pages->issue && pages->page < dk_issue_page_count(pages->issue))
            return dk_issue_page_open(pages->issue, pages->page++, pages->session->findings);
        pages->issue = NULL;
        *is_end = pages->operand == names->len;
        if (*is_end) return NULL;
        const char *name = g_ptr_array_index(names, pages->operand++);
        if (!is_issue(name)) return dk_page_open(pages->session->engine, name, pages->session->findings);
        if (!open_issue(pages, name)) return NULL;
    }
}
