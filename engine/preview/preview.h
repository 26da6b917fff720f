/* preview/ - pages of a running command, served to a browser on the same machine; and files, waited for until one changes.
 *
 * In: pages as set, rendered to bytes by the one thread that may.  Out: answers over HTTP on the loopback address.
 * Two threads.  The caller's sets pages, makes bytes and waits for files (watch.c, over inotify).  The server's (server.c, over
 * libmicrohttpd) touches neither cairo nor a page: it hands out bytes that never change, from the shelf between the two (shelf.c).
 *
 * What is served, all of it below http://127.0.0.1:PORT/TOKEN/, by GET and HEAD alone:
 *
 *   ""  preview.css  preview.js ... files of preview/web/, compiled in
 *   state.json                      {revision, title, stale, milliseconds,
 *                                    pages: [{number, revision, label, section, title, file, width_mm,
 *                                             height_mm}],
 *                                    diagnostics: [{severity, code, file, line, column, story, frame, page, set_line, amount, unit,
 *                                                   message, hint}],
 *                                    stories: [{slug, headline, page, file}]}
 *   page/N.svg?revision=R           the sheet, its overlays in it: <g class="overlay" data-overlay="NAME" display="none">
 *   page/N.json?revision=R          {frames: [{id, kind, element, number, story, x, y, width, height, lines}],
 *                                    lines: [{frame, frame_index, story, line, x, y, width, height, file, source_line,
 *                                             source_column, em, measure, natural, set, gap, steps: [{step, name, stretches,
 *                                             amount}], end, reason, vertical, loose, forced, runt, hanging, text}]}
 *   story/N/SLUG.txt                the words of the story as it stands on page N, UTF-8
 *   events                          Server-Sent Events: "event: revision\ndata: {"revision":7}\n\n", the current one at once,
 *                                   and a comment every 10 s
 *
 * N counts pages from 1, and so does the `page` of a finding; 0: of one that is not shown.  Lengths are points on the sheet, from its
 * top left corner.  Keys that do not apply are left out; `stale` says that the input is wrong now: a page that cannot be set anew is
 * the last good one, and its findings say why.  A page's
 * `revision` is the one that it was set anew in; R may be it or any later one.  What is asked for by an R that is gone is 404:
 * read state.json again.  Without R the current page is meant, and nothing is kept by the browser.
 * Inline style attributes fall to the Content-Security-Policy; the attribute display="none" does not. */
#ifndef PREVIEW_H
#define PREVIEW_H

#include "page/page.h"

/* ---- Files of our own (web/, by embed.cmake) ---- */

extern const char preview_index_html[], preview_preview_css[], preview_panel_js[], preview_preview_js[], preview_sheet_js[],
    preview_stage_js[], preview_words_js[];

/* ---- A page in words (page_json.c, story.c) ---- */

/* All stages of one page, as the pipeline made them. */
typedef struct {
    const ModelResolved *resolved;
    const TextRuns *runs;
    const ParLines *lines;
    const FlowGalley *galley;
    const Page *page;
} PreviewPage;

/* `lines` and what their ends are due to, in words, one a line of the galley. */
GBytes *preview_page_json(const PreviewPage *page, const DkLine *lines, char *const *reasons);
/* All words of a story, or of a part of one, in the order of reading, paragraphs apart by an empty line. */
GBytes *preview_story_text(const ModelStory *story);

typedef struct {
    unsigned revision;
    const char *title; /* NULL: the first page's */
    bool is_stale;
    unsigned milliseconds;
    const PreviewPage *pages;
    const unsigned *page_revisions; /* as many */
    unsigned n_pages;
    const DkDiagnostics *const *findings;
    size_t n_findings;        /* lists */
    const size_t *page_lists; /* which of them is about each page */
} PreviewState;
GBytes *preview_state_json(const PreviewState *state);

/* ---- The shelf: what both threads share (shelf.c) ---- */

typedef struct PreviewShelf PreviewShelf;
typedef enum { PREVIEW_SVG, PREVIEW_JSON, PREVIEW_N_PARTS } PreviewPart;

/* A page's bytes of one revision, which two revisions share when the page did not change between them. */
typedef struct PreviewSheet PreviewSheet;
PreviewSheet *preview_sheet_new(unsigned revision);
unsigned preview_sheet_revision(const PreviewSheet *sheet);
PreviewSheet *preview_sheet_ref(PreviewSheet *sheet);
void preview_sheet_unref(PreviewSheet *sheet);

PreviewShelf *preview_shelf_new(void);
void preview_shelf_free(PreviewShelf *shelf);

/* The caller's side.  Puts up a new revision and tells the server; takes `state`, `sheets` (PreviewSheet *) and `stories` ("N/SLUG" to
 * GBytes) over.  The revision before it stays, with the bytes it has. */
void preview_shelf_put(PreviewShelf *shelf, unsigned revision, GBytes *state, GPtrArray *sheets, GHashTable *stories);
/* Readable when something was asked for. */
int preview_shelf_asked(const PreviewShelf *shelf);
/* The next page, from 0, of which a part is asked for and not there; false: none. */
bool preview_shelf_next(PreviewShelf *shelf, unsigned *page, PreviewPart *part);
/* Answers it; takes `bytes` over; NULL: they cannot be made. */
void preview_shelf_give(PreviewShelf *shelf, unsigned page, PreviewPart part, GBytes *bytes);

/* The server's side.  Bytes belong to the caller of these. */
typedef enum { PREVIEW_HERE, PREVIEW_COMING, PREVIEW_NONE } PreviewAnswer;
int preview_shelf_news(const PreviewShelf *shelf);                  /* readable when something was put up */
void preview_shelf_seen(PreviewShelf *shelf);                       /* until then */
unsigned preview_shelf_revision(PreviewShelf *shelf);               /* 0: nothing was put up yet */
GBytes *preview_shelf_state(PreviewShelf *shelf);                   /* NULL: nothing was put up yet */
GBytes *preview_shelf_story(PreviewShelf *shelf, const char *name); /* NULL: there is none */
/* `page` from 0, revision 0: the current one.  PREVIEW_COMING: it is asked for from now on. */
PreviewAnswer preview_shelf_part(PreviewShelf *shelf, unsigned revision, unsigned page, PreviewPart part, GBytes **bytes);

/* ---- The server (server.c) ---- */

typedef struct PreviewServer PreviewServer;

/* Starts serving on 127.0.0.1 in a thread of its own.  `port` 0: a free one.  NULL with an error `not-served`.  The shelf must
 * outlive it. */
PreviewServer *preview_server_new(PreviewShelf *shelf, unsigned port, DkDiagnostics *list);
void preview_server_free(PreviewServer *server);
const char *preview_server_address(const PreviewServer *server);

/* ---- Waiting for files (watch.c) ---- */

typedef enum { PREVIEW_STOPPED, PREVIEW_CHANGED, PREVIEW_ASKED } PreviewEvent;
/* Waits until a file noted in one of the lists is another, or `asked` is readable (-1: nothing), or dk_watch_stop. */
PreviewEvent preview_watch_wait(DkWatch *watch, const DkDiagnostics *const *lists, size_t n_lists, int asked);

#endif
