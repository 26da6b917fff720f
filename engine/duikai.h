/* duikai.h - the public interface of libduikai, and the only header that is installed.
 *
 * What goes in: a page file (YAML) with its layout and stories, or one story for a galley.
 * What comes out: a DkPage, which can be written as PDF, PNG, SVG or a text dump, and diagnostics.
 *
 * Rules.  Handles are opaque; `_new`/`_open` make one, `_free` releases it and takes NULL.  Strings handed out belong to the
 * handle they came from and live as long as it does.  Bad input and bad typography are diagnostics, never aborts; running out
 * of memory aborts (GLib's rule).  Nothing here prints, exits or keeps global state, with one exception: cairo and fontconfig keep
 * caches, so use one thread a process for everything in this header, and processes for parallel work.  dk_watch_stop alone may be
 * called from anywhere. */
#ifndef DUIKAI_H
#define DUIKAI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DK_API __attribute__((visibility("default")))
#else
#define DK_API
#endif

#define DK_VERSION_MAJOR 0
#define DK_VERSION_MINOR 1
#define DK_VERSION_MICRO 0

/* A length in 1/1024 pt (DTP points, 1/72 in): Pango's unit, exact under addition.  DK_PT is one point. */
typedef int32_t DkLength;
#define DK_PT 1024

typedef struct DkEngine DkEngine;           /* font roles and faces, opened once and shared by pages */
typedef struct DkPage DkPage;               /* one page, set: every stage from the model to placed items */
typedef struct DkDiagnostics DkDiagnostics; /* an ordered list of findings */

/* ---- Diagnostics ---- */

typedef enum { DK_NOTE, DK_WARNING, DK_ERROR } DkSeverity;

/* One finding.  Fields that do not apply are NULL or 0.  `amount` counts in `unit` ("em", "pt", "lines", "characters" ...). */
typedef struct {
    DkSeverity severity;
    const char *code;   /* stable name, such as "unknown-key" */
    const char *file;   /* where in the input ... */
    int line, column;   /* ... both from 1 */
    const char *story;  /* where on the page: slug, ... */
    const char *frame;  /* ... block or furniture id, ... */
    int page, set_line; /* ... page: its place in the issue, else its number; line of the frame; from 1 */
    double amount;
    const char *unit;
    const char *message;   /* one sentence */
    const char *hint;      /* the next step, or "did you mean" */
    const char *label;     /* of an issue's page: its number as the paper writes it */
    const char *page_file; /* of what was found in setting a page: the path of its page file */
} DkDiagnostic;

/* The command's exit statuses, which are also what a list of diagnostics amounts to. */
typedef enum {
    DK_STATUS_GOOD = 0,
    DK_STATUS_INTERNAL = 1,
    DK_STATUS_USAGE = 2,
    DK_STATUS_WARNINGS = 3,  /* the page was made, with warnings */
    DK_STATUS_INPUT = 4,     /* input invalid, no page */
    DK_STATUS_OVERSET = 5,   /* text left over; the page was made */
    DK_STATUS_FONT = 6,      /* no font to set with; under strict, any font or glyph missing */
    DK_STATUS_STANDARD = 7,  /* a rule of dk_page_lint that is an error is broken */
    DK_STATUS_MISMATCH = 8,  /* two pages that were compared are not the same */
    DK_STATUS_OUTPUT = 74,   /* output not written */
    DK_STATUS_TRY_AGAIN = 75 /* a passing fault of the machine: memory, time */
} DkStatus;

DK_API DkDiagnostics *dk_diagnostics_new(void);
DK_API void dk_diagnostics_free(DkDiagnostics *list);
DK_API size_t dk_diagnostics_count(const DkDiagnostics *list);
/* The finding at `index`, from 0, in the order they were made; owned by the list.  `index` must be below the count. */
DK_API const DkDiagnostic *dk_diagnostics_item(const DkDiagnostics *list, size_t index);
/* What the list amounts to: the gravest finding's status.  `strict` makes missing fonts and glyphs DK_STATUS_FONT. */
DK_API DkStatus dk_diagnostics_status(const DkDiagnostics *list, bool strict);
/* The graver of two statuses, which is what a run amounts to that has both. */
DK_API DkStatus dk_status_graver(DkStatus a, DkStatus b);
/* One finding as a line of text without a line end: `file:line:column: error: message [code]`, or as one JSON object.
 * The caller releases it with dk_free. */
DK_API char *dk_diagnostic_text(const DkDiagnostic *item);
DK_API char *dk_diagnostic_json(const DkDiagnostic *item);

/* The files that were read, or looked for in vain, while the list was filled; paths as given, owned by the list. */
DK_API size_t dk_diagnostics_file_count(const DkDiagnostics *list);
DK_API const char *dk_diagnostics_file(const DkDiagnostics *list, size_t index);
/* Whether one of these files is another now than just before it was read: saved, replaced, gone or come. */
DK_API bool dk_diagnostics_is_stale(const DkDiagnostics *list);

/* ---- Engine ---- */

/* Set stories so that they fit; say what would be done and leave the page; neither. */
typedef enum { DK_FIT_APPLY, DK_FIT_REPORT, DK_FIT_OFF } DkFitMode;

typedef struct {
    const char *data_dir;          /* folder that holds fonts/ and layouts/; NULL: the installed one, or DUIKAI_DATA_DIR */
    const char *const *font_paths; /* further folders of fonts, NULL-terminated; NULL for none */
    DkFitMode fit;                 /* what copy-fitting does with stories whose styles may give ("fit" in a layout) */
} DkEngineOptions;

/* Opens the font roles.  Returns NULL with an error in `list` when roles.yaml cannot be read; a missing face is a warning.
 * `options` may be NULL. */
DK_API DkEngine *dk_engine_new(const DkEngineOptions *options, DkDiagnostics *list);
DK_API void dk_engine_free(DkEngine *engine);

/* A role of the engine and the face it resolves to; `file` is NULL where no face was found. */
typedef struct {
    const char *role;
    const char *file;
    unsigned index;      /* face index in a collection */
    const char *name;    /* PostScript name */
    const char *version; /* of the face */
} DkFont;
/* The roles in the order of roles.yaml; `index` must be below the count, strings belong to the engine. */
DK_API size_t dk_engine_font_count(const DkEngine *engine);
DK_API DkFont dk_engine_font(const DkEngine *engine, size_t index);

/* ---- Pages ---- */

/* Reads, resolves and sets a page file.  Returns NULL when the input is invalid, with errors in `list`; findings about a page that
 * was made (overset, loose lines, missing glyphs) are in `list` as well.  The engine must outlive the page. */
DK_API DkPage *dk_page_open(DkEngine *engine, const char *path, DkDiagnostics *list);

/* What a page says of itself.  Fields that it does not say are NULL. */
typedef struct {
    const char *path;   /* of the page file */
    const char *number; /* as the paper writes it: "01", "A02", of a double truck "02-03" */
    const char *section, *title;
} DkPageInfo;
DK_API DkPageInfo dk_page_info(const DkPage *page);

/* How a galley is set.  Words are those of layouts/README.md, and what is NULL or 0 is as said there. */
typedef struct {
    DkLength measure;       /* the size to 10 000 pt */
    DkLength size;          /* 1 to 1000 pt */
    DkLength leading;       /* 1 pt or more; 0: 1.42 of the size */
    DkLength indent;        /* of first lines, below the measure */
    DkLength tracking;      /* an em at most, either way */
    DkLength han_latin_gap; /* an em at most; 0: 1/8 of the size, below 0: none */
    DkLength han_digit_gap; /* an em at most */
    const char *font;       /* role; NULL: song */
    const char *punctuation, *prohibition, *breaker, *align, *direction, *digits;
    const char *language;      /* NULL: zh-Hans-CN */
    bool hang;                 /* one mark may hang at a line's end */
    bool hyphenation;          /* Latin words may be broken at a line's end ... */
    const char *word_language; /* ... by the patterns of this language; NULL: en-US ... */
    int hyphens_in_a_row;      /* ... in at most as many lines one below the other, 1 to 9; 0: 2 */
    bool restore;              /* restore ASCII marks, whatever the story says */
} DkGalleyOptions;

/* Sets one story as a galley: one endless column.  `path` "-" reads standard input.  `options` must not be NULL, and one that cannot be
 * set by is an error in `list`.  As dk_page_open otherwise. */
DK_API DkPage *dk_galley_open(DkEngine *engine, const char *path, const DkGalleyOptions *options, DkDiagnostics *list);
/* Releases a page, before the engine, and the issue, that it was set with. */
DK_API void dk_page_free(DkPage *page);
/* Lets go of the stages before the placed page, more than half of its memory, where many pages wait to be written.  What is left can be
 * written, and asked for its info, fits and fonts; it has no lines any more, and must not be asked for overlays, lint, a preview or other dumps. */
DK_API void dk_page_let_stages_go(DkPage *page);

/* How a story fits its block.  `over` and `short_by` are in lines of the block's narrowest leg; at most one is not 0. */
typedef struct {
    const char *block, *story; /* block id and slug */
    int set, available;        /* lines */
    int over, short_by;        /* lines */
    int over_characters;       /* to cut */
    DkLength tracking, size;   /* by which the text was tracked and made larger to fit, or would be; 0: nothing */
    DkLength leading;          /* by which its lines stand farther apart; a fraction of a grid line is off the grid */
    int head, picture;         /* grid lines by which headline and picture are deeper */
    const char *punctuation;   /* style of punctuation that was taken instead; NULL: its own */
} DkFit;
/* The blocks with a story, in reading order; `index` must be below the count, strings belong to the page. */
DK_API size_t dk_page_fit_count(const DkPage *page);
DK_API DkFit dk_page_fit(const DkPage *page, size_t index);

/* What a page asks of its faces: for each role and story one entry for each face used, and one for each character that the role's
 * own face lacks. */
typedef struct {
    const char *role;   /* the role that asked */
    const char *face;   /* PostScript name of the face that was used; NULL: no face has the character */
    uint32_t character; /* 0 for an entry about a whole face */
    const char *story;  /* slug; NULL: furniture */
    int count;          /* glyphs set */
} DkFontUse;
/* `index` must be below the count; strings belong to the page. */
DK_API size_t dk_page_font_use_count(const DkPage *page);
DK_API DkFontUse dk_page_font_use(const DkPage *page, size_t index);

/* A step by which lines gain or lose width, in the order in which they are taken: RULES 1.8, shrinking first. */
#define DK_N_STEPS 13
typedef struct {
    const char *word;  /* stable: "bracket", "stretch-han" ... */
    const char *place; /* in words: "blanks of brackets and quotes" */
    bool is_stretch;
    int number; /* among those that shrink, or stretch */
} DkStep;
/* `index` must be below DK_N_STEPS. */
DK_API DkStep dk_step(size_t index);

/* A set line: how it was made to fit, and where it stands.  Lengths "em" count in is `em`, the size of its paragraph's style. */
typedef struct {
    const char *story;   /* slug; NULL: furniture */
    const char *frame;   /* block or furniture id */
    const char *element; /* "leg", "headline", "caption" ... */
    int leg;             /* of its block, from 1; 0: not in a leg */
    int set_line;        /* of the frame, from 1: of a leg, the slot it stands in */
    const char *file;    /* where its first character is written ... */
    int line, column;    /* ... both from 1 */
    const char *text;    /* its words as set, `n_bytes` long, with no NUL behind */
    size_t n_bytes;
    DkLength x, y, width, height;       /* of its em boxes on the sheet */
    DkLength em, measure, natural, set; /* natural: before any step but the first; set: as it stands, a hanging mark not counted */
    DkLength gap;                       /* the widest stretch at one place between Han */
    DkLength steps[DK_N_STEPS];         /* what each step of dk_step took away or added */
    const char *end;                    /* why it ends where it ends: "full", "taken-in", "pushed-out", "unit", "weighed" ... */
    uint32_t end_mark;                  /* whose rule it is that it was taken in or pushed out for; else 0 */
    bool may_not_end;                   /* that mark may not end a line; false: it may not start one */
    bool is_vertical, is_first, is_last, is_loose, is_forced, is_runt, is_hanging;
} DkLine;
/* The page's lines in reading order.  `index` must be below the count; strings belong to the page. */
DK_API size_t dk_page_line_count(const DkPage *page);
DK_API DkLine dk_page_line(const DkPage *page, size_t index);
/* Why a line ends where it ends, as a clause; released with dk_free. */
DK_API char *dk_line_reason(const DkLine *line);
/* All of a line as one JSON object, lengths in em but for the rectangle's, in pt; released with dk_free. */
DK_API char *dk_line_json(const DkLine *line);
/* A rule that finished pages are held to. */
typedef struct {
    const char *code;   /* of its findings, and its key under "lint" in a layout */
    const char *level;  /* where nothing else is said: "off", "warning" or "error" */
    const char *source; /* as RULES names it */
    const char *text;   /* what is at fault */
} DkLintRule;
/* `index` must be below the count; strings are constants. */
DK_API size_t dk_lint_rule_count(void);
DK_API DkLintRule dk_lint_rule(size_t index);
/* Holds a page to the rules of make-up and printing; each fault is a finding in `list`, a warning or an error as the layout's "lint"
 * says.  `settings`, NULL-terminated, go before it: "head-flush=off".  Returns false, with an error `bad-value` and nothing looked
 * at, when one names no rule or no level; `settings` may be NULL. */
DK_API bool dk_page_lint(const DkPage *page, const char *const *settings, DkDiagnostics *list);

/* ---- Issues ---- */

typedef struct DkIssue DkIssue; /* an issue: its pages in order, with what they share */

/* Whether the file at `path` says that it is an issue (`duikai: issue/1`).  What is no regular file, as a pipe, is left unread: false. */
DK_API bool dk_is_issue(const char *path);
/* Reads an issue, its page files, layouts and stories.  Returns NULL with errors in `list` when the issue file is invalid; a page that
 * cannot be read is an error in `list`, and the others can be set.  The engine must outlive the issue. */
DK_API DkIssue *dk_issue_open(DkEngine *engine, const char *path, DkDiagnostics *list);
DK_API void dk_issue_free(DkIssue *issue);
/* The issue's title, or paper, date and number; empty when it says none. */
DK_API const char *dk_issue_title(const DkIssue *issue);

/* A page of an issue.  Fields that do not apply are NULL. */
typedef struct {
    const char *path;  /* of the page file */
    const char *label; /* page number as the paper writes it: "01", "A02", of a double truck "02-03" */
    const char *section, *title;
    bool is_spread; /* a double truck: one sheet two pages wide */
} DkIssuePage;
/* `index` counts from 0 and must be below the count; strings belong to the issue. */
DK_API size_t dk_issue_page_count(const DkIssue *issue);
DK_API DkIssuePage dk_issue_page(const DkIssue *issue, size_t index);
/* Sets the page at `index`, from 0, as dk_page_open does; NULL with errors when it is invalid.  The issue must outlive the page. */
DK_API DkPage *dk_issue_page_open(DkIssue *issue, size_t index, DkDiagnostics *list);

/* ---- Output ---- */

typedef enum { DK_FORMAT_PDF, DK_FORMAT_PNG, DK_FORMAT_SVG, DK_FORMAT_DUMP, DK_FORMAT_TEXT } DkFormat;
typedef enum { DK_STAGE_RESOLVED, DK_STAGE_RUNS, DK_STAGE_LINES, DK_STAGE_GALLEY, DK_STAGE_PAGE } DkStage;

/* What can be drawn over a page, to explain it: one bit each. */
typedef enum {
    DK_OVERLAY_FRAMES = 1 << 0,   /* blocks, heads, legs, pictures and furniture, with names and sizes */
    DK_OVERLAY_GRID = 1 << 1,     /* lines of the grid, ems of the legs */
    DK_OVERLAY_SLACK = 1 << 2,    /* how far each line was squeezed or stretched, as a colour */
    DK_OVERLAY_ORDER = 1 << 3,    /* the reading order as a numbered line */
    DK_OVERLAY_FIT = 1 << 4,      /* lines over and under of each block */
    DK_OVERLAY_FALLBACK = 1 << 5, /* characters that their role's own face lacks */
    DK_OVERLAY_LINT = 1 << 6,     /* findings at their places */
    DK_OVERLAYS_ALL = (1 << 7) - 1
} DkOverlay;

typedef struct {
    double ppi;          /* of a PNG; 0: 100.  One that gives no pixel, or a side of more than 32767, is an error */
    unsigned overlays;   /* DkOverlay bits, of PDF (a layer each, not printed), PNG and SVG (g.overlay, by data-overlay) */
    bool hides_overlays; /* SVG: display="none" on each, for a program to take away */
    const DkDiagnostics *findings; /* for DK_OVERLAY_LINT; NULL: none */
    bool joins_facing;             /* two pages that face each other (dk_pages_face) become one sheet */
} DkWriteOptions;

/* Whether `second` is the page of an issue that lies open beside `first`, and comes after it. */
DK_API bool dk_pages_face(const DkPage *first, const DkPage *second);

/* Makes the output in memory; the caller releases *data with dk_free.  PDF takes any number of pages from one on, the others one, or
 * two that are joined.
 * DK_FORMAT_DUMP is the dump of stage page, DK_FORMAT_TEXT the words of each set line on a line of its own, in reading order; of two
 * pages one after the other.
 * Returns false with an error in `list`.  `options` may be NULL. */
DK_API bool dk_pages_render(DkPage *const *pages, size_t n_pages, DkFormat format, const DkWriteOptions *options,
                            unsigned char **data, size_t *size, DkDiagnostics *list);
/* The same into a file, which is replaced whole (temporary file beside it, checked, fsynced, renamed) or left as it was. */
DK_API bool dk_pages_write(DkPage *const *pages, size_t n_pages, DkFormat format, const DkWriteOptions *options, const char *path,
                           DkDiagnostics *list);
/* The text dump of one intermediate form: `kind id key=value ...`, one line each.  Released with dk_free. */
DK_API char *dk_page_dump(const DkPage *page, DkStage stage);

/* ---- Reconstruction ---- */

typedef struct DkDraft DkDraft; /* a page made of extracted text, for a person to check */

typedef enum { DK_CORRECTIONS_OFF, DK_CORRECTIONS_PROPOSE, DK_CORRECTIONS_APPLY } DkCorrections;

typedef struct {
    const char *data_dir;      /* as in DkEngineOptions */
    const char *habits;        /* file of habits; NULL: layouts/habits.yaml of the data folder */
    DkCorrections corrections; /* look-alike readings: unsaid, noted in the stories, or applied there with the old reading noted */
    double apply_from;         /* confidence from which one is applied, above 0 to 1; 0: 0.95 */
    const char *sheet;         /* "broadsheet", "tabloid", "half-tabloid"; NULL: that which the text fills, or a clipping */
    DkLength body;             /* size of the body text; 0: as the text asks */
    bool keeps_lines;          /* stories are set line for line as they were printed, where the text shows it */
    bool keeps_order;          /* no text is moved, even where its words show that it stands behind the wrong one */
    /* Texts of other pages of the same issue, NULL-terminated: their words vote on look-alike readings, nothing else is taken from
     * them.  NULL for none. */
    const char *const *witnesses;
} DkReconstructOptions;

/* Reads the text of one page from files ("-" is standard input) and makes a draft of it.  NULL with errors when a file cannot be read, the
 * habits have faults, or the text has more lines or paragraphs than a page can have (`no-page`).  Texts without a place are warnings;
 * what is lost, was put back, was not found or is not in a text (README.md has the codes) are notes, the latter with a hint; of a text
 * that gets no page, `dk_reconstruct_write` gives the reason and little else is said.  `options` may be NULL, which proposes corrections. */
DK_API DkDraft *dk_reconstruct_open(const char *const *paths, size_t n_paths, const DkReconstructOptions *options,
                                    DkDiagnostics *list);
/* Releases a draft; NULL is let pass.  What was written of it stays. */
DK_API void dk_reconstruct_free(DkDraft *draft);
/* Writes stories, layout.yaml, page.yaml, report.md and report.json into `folder`, which is made.  With an engine the page is set,
 * and planned anew until its stories fit; where a sheet is too small for them rendering the page finds them overset, and one that was
 * asked for and is not filled is a note (`page-not-filled`).  A text that is no page gives an error `no-page`, its report all the
 * same, and its stories when there are 200 or fewer; where the folder has a draft with a page, that stays, which a note
 * says (`draft-kept`), and nothing is written.
 * Else the draft before, with a page.pdf set from it, is taken out of the folder first.  `draft.sha1` (as of sha1sum) tells its files:
 * one that was changed since, or is not among them, is never written over, nor is a page.pdf that this program did not write; then nothing
 * is written, and the error is `draft-in-the-way`.
 * Returns false when that is so or a file cannot be written. */
DK_API bool dk_reconstruct_write(DkDraft *draft, DkEngine *engine, const char *folder, DkDiagnostics *list);
/* The text dump of all stages.  Released with dk_free. */
DK_API char *dk_reconstruct_dump(const DkDraft *draft);

/* ---- Comparing ---- */

typedef struct DkComparison DkComparison; /* what was found out about two pages, side by side */

typedef struct {
    DkLength layout_tolerance; /* lengths that differ by no more are the same */
    double threshold;          /* how much a pixel may differ to the eye, 0-1; 0: 0.1 */
    uint64_t max_pixels;       /* so many pixels may differ ... */
    double max_share;          /* ... or this share of all, 0-1; the larger holds */
    unsigned ignore_below;     /* regions of fewer differing pixels are left out */
    const char *const *masks;  /* ids of frames whose pixels are not compared; NULL-terminated; NULL for none */
    double ppi;                /* of page files when both sides are; 0: 150.  Beside a PNG its own size decides */
} DkCompareOptions;

/* One difference.  Fields that do not apply are NULL or 0. */
typedef struct {
    const char *kind;            /* a stable word: "moved", "reflow", "pixels" ... */
    const char *frame;           /* block or furniture id; of pixels: all that lie under them */
    const char *story, *element; /* slug; "headline", "leg", "rule" ...; element NULL: the whole frame */
    int line, count;             /* the element's first line that is meant, from 1; how many lines, items or pixels it is told of */
    DkLength x, y, width, height; /* where on the sheet; covers both versions */
    DkLength dx, dy;              /* of a shift, to the right and down */
    double amount;                /* how much, in `unit` */
    const char *unit;
    const char *actual, *expected; /* the two versions in words */
    const char *message;           /* one sentence */
} DkDifference;

/* Compares two pages, each a page file (which is set), a dump of stage page, a PNG, an SVG or a PDF, told apart by their content.
 * What both can give is compared: dumps by layout, pictures by pixels, PDFs by their content.  Returns NULL with an error
 * in `list` when a side cannot be read or the two have nothing in common; never writes a file.  `engine` may be NULL when no side
 * is a page file, `options` NULL for the defaults: no tolerance at all, threshold 0.1. */
DK_API DkComparison *dk_compare(DkEngine *engine, const char *actual, const char *expected, const DkCompareOptions *options,
                                DkDiagnostics *list);
DK_API void dk_comparison_free(DkComparison *comparison);
/* Whether the pages are the same within the options. */
DK_API bool dk_comparison_is_same(const DkComparison *comparison);
/* The comparison of a page that has no counterpart: one difference that says so.  Either name may be NULL. */
DK_API DkComparison *dk_comparison_missing(const char *actual, const char *expected);
/* What was compared, in words: "layout, pixels at 150 ppi". */
DK_API const char *dk_comparison_scope(const DkComparison *comparison);
DK_API size_t dk_comparison_count(const DkComparison *comparison);
/* The difference at `index`, from 0; owned by the comparison.  `index` must be below the count. */
DK_API const DkDifference *dk_comparison_item(const DkComparison *comparison, size_t index);

typedef enum { DK_REPORT_HTML, DK_REPORT_JSON } DkReportFormat;
/* One report of many comparisons; HTML is one file that needs no other.  Released with dk_free. */
DK_API char *dk_comparisons_report(const DkComparison *const *comparisons, size_t n, DkReportFormat format);

typedef struct DkGolden DkGolden; /* a case: a page file and what it should become */

/* Reads a case (`duikai: golden/1`, see layouts/README.md).  Returns NULL with errors in `list`. */
DK_API DkGolden *dk_golden_open(const char *path, DkDiagnostics *list);
DK_API void dk_golden_free(DkGolden *golden);
/* Sets the page and compares it with each reference of the case; as dk_compare otherwise.  A reference that is missing is a
 * difference; none is ever made here. */
DK_API DkComparison *dk_golden_compare(DkEngine *engine, const DkGolden *golden, DkDiagnostics *list);
/* Writes anew those references of the case that fail, each with a note `golden-updated` in `list`; false with an error. */
DK_API bool dk_golden_update(DkEngine *engine, const DkGolden *golden, DkDiagnostics *list);

/* ---- Watching ---- */

typedef struct DkWatch DkWatch; /* waits for files to change */

/* Always gives one; where the system lets no folder be watched, a note `watch-slow` says that files are looked at every second. */
DK_API DkWatch *dk_watch_new(DkDiagnostics *list);
DK_API void dk_watch_free(DkWatch *watch);
/* Waits until one of the files that were read while `lists` were filled is another (dk_diagnostics_is_stale), by a save in place or
 * by rename, gone or come, and returns at once when one is already.  False: dk_watch_stop was called. */
DK_API bool dk_watch_wait(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists);
/* Ends the wait, this one or the next, for good.  May be called from another thread and from a signal handler. */
DK_API void dk_watch_stop(DkWatch *watch);

/* ---- Preview ---- */

typedef struct DkPreview DkPreview; /* pages served to a browser on this machine, over HTTP on the loopback address */

typedef struct {
    unsigned port; /* to 65535; 0: a free one */
} DkPreviewOptions;

/* Starts serving, in a thread of its own that touches no page.  NULL with an error `not-served` in `list`, as for a port that is
 * taken.  `options` may be NULL. */
DK_API DkPreview *dk_preview_new(const DkPreviewOptions *options, DkDiagnostics *list);
DK_API void dk_preview_free(DkPreview *preview);
/* The address to open, with a token that is new each time and is the only key. */
DK_API const char *dk_preview_address(const DkPreview *preview);

/* What there is to show. */
typedef struct {
    DkPage *const *pages;                      /* these ... */
    const DkDiagnostics *const *page_findings; /* ... and what was found when each was set must live until others are shown */
    size_t n_pages;
    const char *title;                    /* of all of them; NULL: the first one's */
    bool is_stale;                        /* the input is wrong now, and pages are the last good ones */
    const DkDiagnostics *const *findings; /* of now */
    size_t n_findings;                    /* lists of them */
    const size_t *page_lists;             /* which of these lists, from 0, is about each page now */
    unsigned milliseconds;                /* that the setting took */
} DkPreviewShown;
/* Shows pages as a new revision; a page that was shown before keeps what was drawn of it.  Returns the revision, from 1. */
DK_API unsigned dk_preview_show(DkPreview *preview, const DkPreviewShown *shown);
/* As dk_watch_wait, drawing meanwhile what browsers ask for. */
DK_API bool dk_preview_wait(DkPreview *preview, DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists);

/* ---- Words ---- */

/* Reads a length as the formats write it: "9.5pt", "16em", "小五".  `em` and `line` are what those units mean here.
 * Returns false, with *length as it was, when `word` is no length or is out of range (10 000 pt). */
DK_API bool dk_length_parse(const char *word, DkLength em, DkLength line, DkLength *length);
/* The candidate of a NULL-terminated list that `word` was probably meant to be, or NULL. */
DK_API const char *dk_nearest_word(const char *word, const char *const *candidates);

/* ---- About the library ---- */

DK_API const char *dk_version(void); /* "0.1.0" */
/* Name and version of library `index` that this one runs with, as "cairo 1.16.0"; NULL past the last. */
DK_API const char *dk_library(size_t index);
/* Releases what a function above says is released with it, and takes NULL. */
DK_API void dk_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
