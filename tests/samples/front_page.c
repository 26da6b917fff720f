/* The sample's front page, set: what a make-up editor asks of every page (RULES 4.4), asked of the placed items. */
#include "output/output.h"
#include "read/read.h"

#include <string.h>

#define PAGE "samples/zhuzhou-daily-2022-06-17/page-01.yaml"

typedef struct {
    BaseArena *arena;
    DkDiagnostics *list;
    TextFonts *fonts;
    const ModelResolved *resolved;
    TextRuns *runs;
    ParLines *lines;
    FlowGalley *galley;
    Page *page;
} Sample;

static void set_sample(Sample *s)
{
    const ModelPageFile *page_file = read_page_file(PAGE, s->arena, s->list);
    g_assert_nonnull(page_file);
    const ModelLayout *layout = read_layout(page_file->layout, page_file->layout_place, s->arena, s->list);
    g_assert_nonnull(layout);
    const ModelStory **stories = base_arena_new_array(s->arena, const ModelStory *, page_file->n_stories);
    for (unsigned i = 0; i < page_file->n_stories; i++)
        stories[i] = read_story(page_file->stories[i].path, page_file->stories[i].place, NULL, s->arena, s->list);
    s->resolved = model_resolve(layout, page_file, stories, s->arena, s->list);
    g_assert_nonnull(s->resolved);
    s->runs = text_runs_new(s->resolved->styles, s->resolved->n_styles);
    s->lines = par_lines_new();
    s->galley = flow_fill(s->resolved, s->fonts, s->runs, s->lines, s->arena, s->list);
    s->page = page_make(s->resolved, s->runs, s->lines, s->galley, s->arena);
}

static void set_up(Sample *s, gconstpointer unused)
{
    (void)unused;
    s->arena = base_arena_new();
    s->list = dk_diagnostics_new();
    s->fonts = text_fonts_new(".", NULL, s->list);
    g_assert_nonnull(s->fonts);
    set_sample(s);
}

static void tear_down(Sample *s, gconstpointer unused)
{
    (void)unused;
    page_free(s->page);
    flow_galley_free(s->galley);
    par_lines_free(s->lines);
    text_runs_free(s->runs);
    text_fonts_free(s->fonts);
    dk_diagnostics_free(s->list);
    base_arena_free(s->arena);
}

static void test_findings(Sample *s, gconstpointer unused)
{
    (void)unused;
    for (size_t i = 0; i < dk_diagnostics_count(s->list); i++) {
        g_autofree char *text = dk_diagnostic_text(dk_diagnostics_item(s->list, i));
        g_test_message("%s", text);
    }
    g_assert_cmpint(dk_diagnostics_status(s->list, true), ==, DK_STATUS_GOOD);
}

static void test_fit(Sample *s, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(s->galley->fits->len, ==, 9);
    for (unsigned i = 0; i < s->galley->fits->len; i++) {
        const FlowFit *fit = &g_array_index(s->galley->fits, FlowFit, i);
        g_test_message("%s: %d of %d lines", fit->block->id, fit->set, fit->available);
        g_assert_cmpint(fit->over, ==, 0);
        g_assert_cmpint(fit->short_by, <=, 2);
    }
}

static bool overlaps(BaseRect a, BaseRect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* No two lines of text stand on each other, and none leaves the type area. */
static void test_overlap(Sample *s, gconstpointer unused)
{
    (void)unused;
    const GArray *items = s->page->items;
    BaseRect area = s->resolved->type_area;
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *a = &g_array_index(items, PageItem, i);
        if (a->kind != PAGE_GLYPHS) continue;
        g_assert_cmpint(a->rect.x, >=, area.x - DK_PT / 10);
        g_assert_cmpint(a->rect.y, >=, area.y - DK_PT / 10);
        g_assert_cmpint(a->rect.x + a->rect.width, <=, area.x + area.width + DK_PT / 10);
        g_assert_cmpint(a->rect.y + a->rect.height, <=, area.y + area.height + DK_PT / 10);
        for (unsigned k = i + 1; k < items->len; k++) {
            const PageItem *b = &g_array_index(items, PageItem, k);
            bool is_text_over = b->kind == PAGE_GLYPHS && b->line != a->line && overlaps(a->rect, b->rect);
            if (is_text_over) g_error("\"%s\" line %u and \"%s\" line %u overlap", a->frame, a->line, b->frame, b->line);
        }
    }
    for (unsigned i = 0; i < items->len; i++) {
        const PageItem *picture = &g_array_index(items, PageItem, i);
        if (picture->kind != PAGE_PICTURE && picture->kind != PAGE_CODE) continue;
        for (unsigned k = 0; k < items->len; k++) {
            const PageItem *text = &g_array_index(items, PageItem, k);
            g_assert_false(text->kind == PAGE_GLYPHS && overlaps(picture->rect, text->rect));
        }
    }
}

static gunichar first_character(const Sample *s, const ParLine *line)
{
    const ParBox *box = &g_array_index(s->lines->boxes, ParBox, line->first_box);
    return g_array_index(s->runs->clusters, TextCluster, box->cluster).character;
}

static gunichar last_character(const Sample *s, const ParLine *line)
{
    const ParBox *box = &g_array_index(s->lines->boxes, ParBox, line->first_box + line->n_boxes - 1);
    return g_array_index(s->runs->clusters, TextCluster, box->cluster).character;
}

static bool is_in(gunichar character, const char *set)
{
    return g_utf8_strchr(set, -1, character) != NULL;
}

/* No forbidden line edge; every line of a body but a paragraph's last is flush to the unit. */
static void test_lines(Sample *s, gconstpointer unused)
{
    (void)unused;
    unsigned n_flush = 0;
    for (unsigned f = 0; f < s->galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(s->galley->frames, FlowFrame, f);
        if (frame->kind != FLOW_LEG) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = &g_array_index(s->galley->lines, FlowLine, frame->first_line + i);
            const ParLine *line = &g_array_index(s->lines->lines, ParLine, placed->line);
            g_assert_cmpuint(line->n_boxes, >, 0);
            g_assert_false(is_in(first_character(s, line), "，。、；：！？”’）》】〉〕·～/%‰℃"));
            g_assert_false(is_in(last_character(s, line), "“‘（《【〈〔/"));
            g_assert_cmpint(line->width, <=, line->measure);
            bool is_short = !line->is_last && line->width != line->measure;
            const ModelBlock *block = NULL;
            for (unsigned b = 0; b < s->resolved->n_blocks; b++)
                if (strcmp(s->resolved->blocks[b].id, frame->id) == 0) block = &s->resolved->blocks[b];
            g_assert_nonnull(block);
            g_assert_false(is_short);
            n_flush += !line->is_last;
        }
    }
    g_assert_cmpuint(n_flush, >, 250);
}

/* Every body line's em box is centred on a line of the grid. */
static void test_grid(Sample *s, gconstpointer unused)
{
    (void)unused;
    for (unsigned f = 0; f < s->galley->frames->len; f++) {
        const FlowFrame *frame = &g_array_index(s->galley->frames, FlowFrame, f);
        if (frame->kind != FLOW_LEG && frame->kind != FLOW_JUMP) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = &g_array_index(s->galley->lines, FlowLine, frame->first_line + i);
            DkLength from_grid = frame->rect.y + placed->center - s->resolved->type_area.y;
            g_assert_cmpint(from_grid % (s->resolved->line / 2), ==, 0);
        }
    }
}

/* Legs of one story end level, or differ by one line. */
static void test_feet(Sample *s, gconstpointer unused)
{
    (void)unused;
    for (unsigned b = 0; b < s->resolved->n_blocks; b++) {
        const ModelBlock *block = &s->resolved->blocks[b];
        int feet[16] = {0};
        for (unsigned f = 0; f < s->galley->frames->len; f++) {
            const FlowFrame *frame = &g_array_index(s->galley->frames, FlowFrame, f);
            if (strcmp(frame->id, block->id) != 0 || (frame->kind != FLOW_LEG && frame->kind != FLOW_JUMP)) continue;
            const FlowLine *last = &g_array_index(s->galley->lines, FlowLine, frame->first_line + frame->n_lines - 1);
            int foot = s->resolved->legs[block->first_leg + frame->number].grid_line + last->slot;
            feet[frame->number] = MAX(feet[frame->number], foot);
        }
        for (unsigned l = 1; l < block->n_legs; l++) {
            g_test_message("%s leg %u ends on grid line %d, the first on %d", block->id, l, feet[l] + 1, feet[0] + 1);
            g_assert_cmpint(ABS(feet[0] - feet[l]), <=, 1);
        }
    }
}

/* Every character of every story stands on the page exactly once and in order; no glyph is .notdef. */
static void test_text(Sample *s, gconstpointer unused)
{
    (void)unused;
    for (unsigned b = 0; b < s->resolved->n_blocks; b++) {
        const ModelStory *story = s->resolved->blocks[b].story;
        g_autoptr(GString) set = g_string_new(NULL);
        g_autoptr(GString) written = g_string_new(NULL);
        for (unsigned i = 0; i < s->page->items->len; i++) {
            const PageItem *item = &g_array_index(s->page->items, PageItem, i);
            if (item->kind != PAGE_GLYPHS || item->story != story || item->role != FLOW_LEG) continue;
            for (unsigned g = 0; g < item->n_glyphs; g++) {
                const PageGlyph *glyph = &g_array_index(s->page->glyphs, PageGlyph, item->first_glyph + g);
                g_assert_cmpuint(glyph->glyph, !=, 0);
                g_string_append_len(set, item->text + glyph->first_byte, glyph->n_bytes);
            }
        }
        for (unsigned p = 0; p < story->n_paragraphs; p++)
            g_string_append_len(written, story->text + story->paragraphs[p].first_byte, story->paragraphs[p].n_bytes);
        for (GString **text = (GString *[]){set, written, NULL}; *text; text++) {
            g_string_replace(*text, " ", "", 0);
            g_string_replace(*text, "\u3000", "", 0);
        }
        g_assert_cmpstr(set->str, ==, written->str);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/sample/findings", Sample, NULL, set_up, test_findings, tear_down);
    g_test_add("/sample/fit", Sample, NULL, set_up, test_fit, tear_down);
    g_test_add("/sample/overlap", Sample, NULL, set_up, test_overlap, tear_down);
    g_test_add("/sample/lines", Sample, NULL, set_up, test_lines, tear_down);
    g_test_add("/sample/grid", Sample, NULL, set_up, test_grid, tear_down);
    g_test_add("/sample/feet", Sample, NULL, set_up, test_feet, tear_down);
    g_test_add("/sample/text", Sample, NULL, set_up, test_text, tear_down);
    return g_test_run();
}
