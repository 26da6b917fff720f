/* The reporter: fills a report, section by section, row by row. */
#ifndef RECONSTRUCT_REPORTER_H
#define RECONSTRUCT_REPORTER_H

#include "reconstruct/write/report.h"

typedef struct {
    const RecDraft *draft;
    GArray *outcomes;
    RecReport *report;
    RecSection *section; /* the one at hand */
} RecReporter;

#define REC_COLUMNS(list) (list), G_N_ELEMENTS(list)

/* A report without sections; freed with rec_report_free. */
RecReport *rec_report_empty(void);
/* Begins a section; `columns` outlive the report. */
void rec_report_begin(RecReporter *reporter, const char *key, const char *title, const RecColumn *columns, size_t n_columns);
/* What people are told above its rows; takes the words over. */
void rec_report_introduce(RecReporter *reporter, char *words);

/* Each adds the next cell of the row at hand. */
void rec_put(RecReporter *reporter, RecCell cell);
void rec_put_words(RecReporter *reporter, const char *words);
void rec_put_number(RecReporter *reporter, double number);
void rec_put_flag(RecReporter *reporter, bool is_so);
void rec_put_place(RecReporter *reporter, BasePlace place);
void rec_put_source(RecReporter *reporter, const RecSource *source, RecRange range);
void rec_put_text(RecReporter *reporter, const RecElement *element); /* all that the source has of it */
void rec_put_character(RecReporter *reporter, gunichar c);
RecRange rec_first_part(const RecDraft *draft, const RecElement *element);

/* The sections on the words of a text: what was put back, put elsewhere, lost, garbled, or may read otherwise. */
void rec_report_moves(RecReporter *reporter);
void rec_report_placed(RecReporter *reporter);
void rec_report_losses(RecReporter *reporter);
void rec_report_garbled(RecReporter *reporter);
void rec_report_witnesses(RecReporter *reporter);
void rec_report_proposals(RecReporter *reporter);

#endif
