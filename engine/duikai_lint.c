/* The public interface of lint/: its rules, their settings, and a page held to them. */
#include "duikai_page.h"
#include "lint/lint.h"

#include <string.h>

size_t dk_lint_rule_count(void)
{
    return BASE_N_LINT_RULES;
}

DkLintRule dk_lint_rule(size_t index)
{
    g_assert(index < BASE_N_LINT_RULES);
    const LintRule *rule = &lint_rules[index];
    return (DkLintRule){rule->code, model_lint_words[rule->level - BASE_LINT_OFF], rule->source, rule->text};
}

/* Reports a setting's word that is none of those that there are. */
static bool refuse(const char *what, const char *word, const char *const *words, DkDiagnostics *list)
{
    DkDiagnostic *item = base_report(list, DK_ERROR, "bad-value", (BasePlace){0}, "there is no %s \"%s\"", what, word);
    const char *near = base_nearest(word, words);
    if (near) base_report_hint(list, item, "did you mean \"%s\"?", near);
    else if (words == model_lint_words) base_report_hint(list, item, "a level is off, warning or error");
    else base_report_hint(list, item, "\"duikai lint --list\" names all");
    return false;
}

/* The place of a word among others, or -1. */
static int place_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0) return i;
    return -1;
}

/* One of the settings, "code=level". */
static bool take_setting(const char *setting, BaseLintLevel *levels, DkDiagnostics *list)
{
    const char *codes[BASE_N_LINT_RULES + 1] = {NULL};
    for (unsigned i = 0; i < BASE_N_LINT_RULES; i++) codes[i] = lint_rules[i].code;
    g_auto(GStrv) parts = g_strsplit(setting, "=", 2);
    const char *code = parts[0] ? parts[0] : "", *word = parts[0] && parts[1] ? parts[1] : "";
    int rule = place_of(code, codes), level = place_of(word, model_lint_words);
    if (rule < 0) return refuse("rule", code, codes, list);
    if (level < 0) return refuse("level", word, model_lint_words, list);
    levels[rule] = (BaseLintLevel)(BASE_LINT_OFF + level);
    return true;
}

bool dk_page_lint(const DkPage *page, const char *const *settings, DkDiagnostics *list)
{
    BaseLintLevel levels[BASE_N_LINT_RULES] = {BASE_LINT_UNSET};
    bool is_good = true;
    g_assert(page->lines);
    for (; settings && *settings; settings++) is_good &= take_setting(*settings, levels, list);
    LintForms forms = {page->resolved, page->runs, page->lines, page->galley, page->page};
    size_t first = dk_diagnostics_count(list);
    if (is_good) lint_check(&forms, levels, list);
    const ModelStanding *standing = &page->resolved->standing;
    base_report_page_file(list, first, page->resolved->path);
    if (is_good && standing->entry) base_report_page(list, first, (int)standing->entry, page->resolved->number);
    return is_good;
}
