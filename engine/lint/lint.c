/* The rules' table, and asking them one after the other. */
#include "lint/job.h"

#define ROW(symbol, function, code, level, source, text) {code, source, text, BASE_LINT_##level},
const LintRule lint_rules[BASE_N_LINT_RULES] = {BASE_LINT_RULES(ROW)};
#undef ROW

#define CALL(symbol, function, ...) lint_##function,
static void (*const checks[BASE_N_LINT_RULES])(const LintJob *) = {BASE_LINT_RULES(CALL)};
#undef CALL

static BaseLintLevel level_of(const LintForms *forms, const BaseLintLevel *levels, unsigned rule)
{
    if (levels && levels[rule] != BASE_LINT_UNSET) return levels[rule];
    BaseLintLevel own = forms->resolved->lint[rule];
    return own != BASE_LINT_UNSET ? own : lint_rules[rule].level;
}

void lint_check(const LintForms *forms, const BaseLintLevel *levels, DkDiagnostics *list)
{
    LintJob job = {.forms = forms,
                   .resolved = forms->resolved,
                   .boxes = g_array_new(FALSE, FALSE, sizeof(LintBox)),
                   .strokes = g_array_new(FALSE, FALSE, sizeof(LintStroke)),
                   .list = list};
    lint_look(&job);
    for (unsigned rule = 0; rule < BASE_N_LINT_RULES; rule++) {
        BaseLintLevel level = level_of(forms, levels, rule);
        if (level == BASE_LINT_OFF) continue;
        job.rule = rule;
        job.severity = level == BASE_LINT_ERROR ? DK_ERROR : DK_WARNING;
        checks[rule](&job);
    }
    g_array_unref(job.boxes);
    g_array_unref(job.strokes);
}
