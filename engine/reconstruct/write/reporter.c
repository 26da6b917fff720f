/* The reporter: sections and cells, and what they hold on to. */
#include "reconstruct/write/reporter.h"

static void clear_cell(RecCellKind kind, RecCell *cell)
{
    switch (kind) {
    case REC_CELL_WORDS:
    case REC_CELL_EXCERPT:
    case REC_CELL_TAIL: g_free(cell->text); break;
    case REC_CELL_SIGNALS:
        if (cell->signals) g_array_unref(cell->signals);
        break;
    case REC_CELL_NUMBER:
    case REC_CELL_PLACE:
    case REC_CELL_FLAG: break;
    }
}

static void free_section(RecSection *section)
{
    for (guint i = 0; i < section->cells->len; i++)
        clear_cell(section->columns[i % section->n_columns].kind, &g_array_index(section->cells, RecCell, i));
    g_free(section->intro);
    g_array_unref(section->cells);
    g_free(section);
}

RecReport *rec_report_empty(void)
{
    RecReport *report = g_new0(RecReport, 1);
    report->sections = g_ptr_array_new_with_free_func((GDestroyNotify)free_section);
    report->hints = dk_diagnostics_new();
    return report;
}

void rec_report_free(RecReport *report)
{
    if (!report) return;
    g_ptr_array_unref(report->sections);
    dk_diagnostics_free(report->hints);
    g_free(report->summary);
    g_free(report);
}

/* ---- Sections and cells ---- */

void rec_report_begin(RecReporter *reporter, const char *key, const char *title, const RecColumn *columns, size_t n_columns)
{
    RecSection *section = g_new0(RecSection, 1);
    section->key = key;
    section->title = title;
    section->intro = g_strdup("");
    section->columns = columns;
    section->n_columns = (unsigned)n_columns;
    section->cells = g_array_new(FALSE, FALSE, sizeof(RecCell));
    g_ptr_array_add(reporter->report->sections, section);
    reporter->section = section;
}

void rec_report_introduce(RecReporter *reporter, char *words)
{
    g_free(reporter->section->intro);
    reporter->section->intro = words;
}

void rec_put(RecReporter *reporter, RecCell cell)
{
    g_array_append_val(reporter->section->cells, cell);
}

void rec_put_words(RecReporter *reporter, const char *words)
{
    rec_put(reporter, (RecCell){.text = g_strdup(words)});
}

void rec_put_number(RecReporter *reporter, double number)
{
    rec_put(reporter, (RecCell){.number = number, .is_known = true});
}

void rec_put_flag(RecReporter *reporter, bool is_so)
{
    rec_put(reporter, (RecCell){.number = is_so, .is_known = true});
}

void rec_put_place(RecReporter *reporter, BasePlace place)
{
    rec_put(reporter, (RecCell){.place = {place.file, place.line, place.column}, .is_known = place.line > 0});
}

void rec_put_source(RecReporter *reporter, const RecSource *source, RecRange range)
{
    rec_put(reporter, (RecCell){.text = g_strndup(source->text->str + range.first, range.n)});
}

RecRange rec_first_part(const RecDraft *draft, const RecElement *element)
{
    return g_array_index(draft->stories->parts, RecRange, element->first_part);
}

void rec_put_text(RecReporter *reporter, const RecElement *element)
{
    GString *text = g_string_new(NULL);
    for (unsigned k = 0; k < element->n_parts; k++) {
        RecRange part = g_array_index(reporter->draft->stories->parts, RecRange, element->first_part + k);
        if (k) g_string_append_c(text, ' ');
        g_string_append_len(text, reporter->draft->source->text->str + part.first, part.n);
    }
    rec_put(reporter, (RecCell){.text = g_string_free(text, FALSE)});
}

void rec_put_character(RecReporter *reporter, gunichar c)
{
    char bytes[8] = "";
    g_unichar_to_utf8(c, bytes);
    rec_put_words(reporter, bytes);
}
