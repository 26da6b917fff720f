/* The pipeline: names every stage in order, and writes what they made. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "reconstruct/pieces/mend.h"
#include "reconstruct/plan/plan.h"
#include "reconstruct/write/report.h"

#define LINES_MAX 1000000u /* a year of pages has as many; what a line takes would fill the memory */

static void find_pieces(RecDraft *draft)
{
    rec_source_find_marks(draft->source);
    rec_source_find_paper(draft->source);
    g_autoptr(GArray) lines = rec_lines_new(draft->source);
    draft->lines = rec_blanks_new(draft->source, lines, draft->habits);
    g_autoptr(RecPieces) pieces = rec_pieces_new(draft->source, draft->lines, draft->habits);
    draft->pieces = rec_pieces_cut(draft->source, pieces);
}

/* Puts lines back that stand in a wrong order, and reads the text anew. */
static void mend(RecDraft *draft)
{
    if (draft->options.keeps_order || draft->source->text->len > REC_PAGE_BYTES) return;
    GArray *mends = rec_mends_new(draft->source, draft->pieces, draft->habits);
    if (mends->len) {
        g_array_unref(draft->moves);
        draft->moves = rec_mends_moves(draft->pieces, mends);
        GArray *runs = rec_mends_runs(draft->source, draft->pieces, mends);
        draft->source = rec_source_moved(draft->source, runs);
        g_array_unref(draft->lines);
        rec_pieces_free(draft->pieces);
        find_pieces(draft);
    }
    for (guint i = 0; i < mends->len; i++) g_free(g_array_index(mends, RecMend, i).order);
    g_array_unref(mends);
}

/* Line ends, and blanks behind what is not ASCII, which may have been line ends. */
static unsigned count_lines(const GString *text)
{
    unsigned n = 1;
    for (const char *p = text->str; *p; p++) n += *p == '\n' || (*p == ' ' && p > text->str && (guchar)p[-1] >= 0x80);
    return n;
}

/* Lines and pieces; false when there are more than any page has. */
static bool read_pieces(RecDraft *draft, DkDiagnostics *list)
{
    unsigned n_lines = count_lines(draft->source->text);
    if (n_lines > LINES_MAX) {
        base_report(list, DK_ERROR, "no-page", rec_source_place(draft->source, 0), "the text has %u lines and is no newspaper page",
                    n_lines);
        draft->lines = g_array_new(FALSE, FALSE, sizeof(RecLine));
        return false;
    }
    find_pieces(draft);
    mend(draft);
    if (draft->pieces->pieces->len <= REC_PIECES_MAX) return true;
    base_report(list, DK_ERROR, "no-page", rec_source_place(draft->source, 0),
                "the text has %u paragraphs and is no newspaper page", draft->pieces->pieces->len);
    return false;
}

RecDraft *rec_draft_new(RecSource *source, RecHabits *habits, const RecOptions *options, DkDiagnostics *list)
{
    RecDraft *draft = g_new0(RecDraft, 1);
    draft->options = *options;
    draft->options.sheet = g_strdup(options->sheet);
    draft->source = source;
    draft->habits = habits;
    draft->moves = g_array_new(FALSE, FALSE, sizeof(RecMove));
    if (!read_pieces(draft, list)) {
        rec_draft_free(draft);
        return NULL;
    }
    source = draft->source; /* the text with its lines put back */
    draft->roles = rec_roles_new(source, draft->pieces, habits);
    draft->links = rec_links_new(source, draft->pieces, draft->roles, habits);
    draft->stories = rec_stories_new(source, draft->pieces, draft->roles, draft->links, habits);
    draft->proposals = rec_proposals_new(source, options->witnesses, habits);
    rec_columns_find(draft);
    draft->losses = rec_losses_new(draft);
    draft->order = rec_order(draft);
    draft->ledger = rec_ledger(source, draft->stories);
    draft->plan = rec_plan_new(draft);
    return draft;
}

void rec_draft_free(RecDraft *draft)
{
    if (!draft) return;
    rec_plan_free(draft->plan);
    g_free((char *)draft->options.sheet);
    if (draft->proposals) g_array_unref(draft->proposals);
    if (draft->losses) g_array_unref(draft->losses);
    if (draft->tables) g_ptr_array_unref(draft->tables);
    if (draft->table_of) g_array_unref(draft->table_of);
    rec_stories_free(draft->stories);
    if (draft->links) g_array_unref(draft->links);
    rec_roles_free(draft->roles);
    rec_pieces_free(draft->pieces);
    g_array_unref(draft->lines);
    g_array_unref(draft->moves);
    rec_source_free(draft->source);
    rec_habits_free(draft->habits);
    g_free(draft);
}

char *rec_draft_dump(const RecDraft *draft)
{
    BaseDump *dump = base_dump_new();
    rec_moves_dump(draft, dump);
    rec_lines_dump(draft->source, draft->lines, dump);
    rec_pieces_dump(draft->source, draft->pieces, dump);
    rec_roles_dump(draft->source, draft->roles, draft->habits, dump);
    rec_links_dump(draft->links, draft->habits, dump);
    rec_stories_dump(draft->source, draft->stories, dump);
    rec_proposals_dump(draft, dump);
    rec_losses_dump(draft, dump);
    rec_order_dump(&draft->order, dump);
    rec_ledger_dump(&draft->ledger, dump);
    rec_plan_dump(draft->plan, dump);
    return base_dump_finish(dump);
}

/* ---- Writing ---- */

static bool make_folder(const char *path, DkDiagnostics *list)
{
    if (g_mkdir_with_parents(path, 0777) == 0) return true;
    base_report(list, DK_ERROR, "output-not-written", (BasePlace){.file = path}, "cannot make the folder: %s", g_strerror(errno));
    return false;
}

/* Writes a text, which it frees. */
typedef bool (*WriteText)(const char *folder, const char *name, char *text, DkDiagnostics *list);

static bool write_text(const char *folder, const char *name, char *text, DkDiagnostics *list)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    bool is_written = base_file_replace(path, text, strlen(text), list);
    g_free(text);
    return is_written;
}

/* The same of a file that is soon written again: only where it is another, and without waiting for the disk. */
static bool write_trial(const char *folder, const char *name, char *text, DkDiagnostics *list)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *there = NULL, *own = text;
    if (g_file_get_contents(path, &there, NULL, NULL) && strcmp(there, own) == 0) return true;
    FILE *file = fopen(path, "wb");
    bool is_written = file && fputs(own, file) >= 0;
    if (file) is_written &= fclose(file) == 0;
    if (!is_written)
        base_report(list, DK_ERROR, "output-not-written", (BasePlace){.file = path}, "cannot write: %s", g_strerror(errno));
    return is_written;
}

static bool write_stories(const RecDraft *draft, const char *folder, WriteText write, DkDiagnostics *list)
{
    g_autofree char *stories = g_build_filename(folder, "stories", NULL);
    bool is_written = make_folder(stories, list);
    guint n = draft->stories->stories->len <= REC_STORIES_WRITTEN ? draft->stories->stories->len : 0; /* else write_page says why */
    for (guint i = 0; is_written && i < n; i++) {
        const RecStory *story = &g_array_index(draft->stories->stories, RecStory, i);
        g_autofree char *name = g_strconcat(story->slug, ".md", NULL);
        is_written = write(stories, name, rec_story_text(draft, story), list);
    }
    return is_written;
}

/* A grey field with a cross, the usual sign for a picture that is not there. */
static const char picture[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 150\" width=\"300\" height=\"150\">\n"
                              "<rect width=\"300\" height=\"150\" fill=\"#dddddd\"/>\n"
                              "<path d=\"M0 0L300 150M300 0L0 150\" stroke=\"#aaaaaa\" stroke-width=\"0.5\"/>\n</svg>\n";

static bool write_picture(const RecDraft *draft, const char *folder, WriteText write, DkDiagnostics *list)
{
    unsigned n = 0;
    for (guint i = 0; i < draft->stories->stories->len; i++)
        n += rec_picture_count(draft, &g_array_index(draft->stories->stories, RecStory, i));
    if (n == 0) return true;
    g_autofree char *pictures = g_build_filename(folder, "pictures", NULL);
    return make_folder(pictures, list) && write(folder, REC_PICTURE, g_strdup(picture), list);
}

/* The page, or the reason why there is none. */
static bool write_page(const RecDraft *draft, const char *folder, WriteText write, DkDiagnostics *list)
{
    if (draft->plan->refusal) {
        rec_draft_refuse(draft, list);
        return true;
    }
    return write(folder, "layout.yaml", rec_layout_text(draft), list) && write(folder, "page.yaml", rec_page_text(draft), list);
}

bool rec_draft_write_trial(const RecDraft *draft, const char *folder, DkDiagnostics *list)
{
    return write_picture(draft, folder, write_trial, list) && write_stories(draft, folder, write_trial, list) &&
           write_page(draft, folder, write_trial, list);
}

bool rec_draft_write(const RecDraft *draft, const char *folder, DkDiagnostics *list)
{
    bool is_written = make_folder(folder, list) && write_stories(draft, folder, write_text, list) &&
                      write_picture(draft, folder, write_text, list) && write_page(draft, folder, write_text, list);
    if (!is_written) return false;
    g_autoptr(RecReport) report = rec_report_new(draft);
    return write_text(folder, "report.md", rec_report_as_text(report), list) &&
           write_text(folder, "report.json", rec_report_as_json(report), list);
}
