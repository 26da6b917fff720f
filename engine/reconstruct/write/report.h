/* The report as data: sections of rows, which two writers turn into one for people and one for programs, so that neither has what the
 * other lacks. */
#ifndef RECONSTRUCT_REPORT_H
#define RECONSTRUCT_REPORT_H

#include "reconstruct/write/write.h"

typedef enum {
    REC_CELL_WORDS,   /* a text of ours */
    REC_CELL_EXCERPT, /* a text of the source, of which people are shown the beginning ... */
    REC_CELL_TAIL,    /* ... or the end */
    REC_CELL_NUMBER,
    REC_CELL_PLACE, /* file, line and column of the source */
    REC_CELL_SIGNALS,
    REC_CELL_FLAG
} RecCellKind;

typedef struct {
    const char *key;   /* in the report for programs; NULL: it has none */
    const char *title; /* in the report for people; NULL: it has none */
    RecCellKind kind;
    unsigned n_decimals;
} RecColumn;

/* What spoke for something, and its weight. */
typedef struct {
    const char *name;
    int weight;
} RecSpoken;

typedef struct {
    const char *file;
    int line, column;
} RecPlace;

/* What its column's kind says: a long text's report has millions of them. */
typedef struct {
    union {
        char *text;    /* NULL: nothing */
        double number; /* of a flag: 0 or 1 */
        RecPlace place;
        GArray *signals; /* RecSpoken; NULL: none */
    };
    bool is_known; /* number and place are */
} RecCell;

typedef struct {
    const char *key, *title;
    char *intro;   /* "": it needs none */
    bool is_facts; /* one row, whose columns are facts, a line each */
    const RecColumn *columns;
    unsigned n_columns;
    GArray *cells; /* RecCell, row by row */
} RecSection;

typedef struct {
    GPtrArray *sections;  /* RecSection, what needs a person first */
    DkDiagnostics *hints; /* the first section's, which names their places */
    char *summary;
    bool has_files; /* places name their file */
} RecReport;

RecReport *rec_report_new(const RecDraft *draft);
void rec_report_free(RecReport *report);
/* The two writers; each returns a text that is freed with g_free. */
char *rec_report_as_text(const RecReport *report);
char *rec_report_as_json(const RecReport *report);
static inline unsigned rec_section_rows(const RecSection *section)
{
    return section->cells->len / section->n_columns;
}
static inline const RecCell *rec_section_cell(const RecSection *section, unsigned row, unsigned column)
{
    return &g_array_index(section->cells, RecCell, row * section->n_columns + column);
}
/* Whether there is anything to say: a section of facts always has, any other when it has a row. */
static inline bool rec_section_speaks(const RecSection *section)
{
    return section->is_facts ? *section->intro != '\0' : section->cells->len > 0;
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecReport, rec_report_free)

#endif
