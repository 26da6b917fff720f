/* The glyph runs of a page: made, released, dumped. */
#include "text/shaping.h"

TextRuns *text_runs_new(const ModelStyle *styles, unsigned n_styles)
{
    TextRuns *runs = g_new0(TextRuns, 1);
    runs->glyphs = g_array_new(FALSE, FALSE, sizeof(TextGlyph));
    runs->clusters = g_array_new(FALSE, FALSE, sizeof(TextCluster));
    runs->runs = g_array_new(FALSE, FALSE, sizeof(TextRun));
    runs->paragraphs = g_array_new(FALSE, FALSE, sizeof(TextParagraph));
    runs->marks = g_array_new(FALSE, FALSE, sizeof(TextMark));
    runs->faces = g_ptr_array_new();
    runs->uses = g_array_new(FALSE, FALSE, sizeof(TextUse));
    runs->use_index = g_hash_table_new_full(text_use_hash, text_use_equal, g_free, NULL);
    runs->styles = styles;
    runs->n_styles = n_styles;
    return runs;
}

void text_runs_free(TextRuns *runs)
{
    if (!runs) return;
    g_array_unref(runs->glyphs);
    g_array_unref(runs->clusters);
    g_array_unref(runs->runs);
    g_array_unref(runs->paragraphs);
    g_array_unref(runs->marks);
    g_ptr_array_unref(runs->faces);
    g_array_unref(runs->uses);
    g_hash_table_unref(runs->use_index);
    g_free(runs);
}

void text_runs_let_glyphs_go(TextRuns *runs)
{
    GArray **arrays[] = {&runs->glyphs, &runs->clusters, &runs->runs, &runs->paragraphs, &runs->marks};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        guint size = g_array_get_element_size(*arrays[i]);
        g_array_unref(*arrays[i]);
        *arrays[i] = g_array_new(FALSE, FALSE, size);
    }
}

static const char *const orientation_words[] = {"upright", "turned", "combined"};

static void dump_clusters(const TextRuns *runs, const TextRun *run, BaseDump *dump)
{
    const char *text = g_array_index(runs->paragraphs, TextParagraph, run->paragraph).text;
    for (unsigned i = run->first_cluster; i < run->first_cluster + run->n_clusters; i++) {
        const TextCluster *cluster = &g_array_index(runs->clusters, TextCluster, i);
        base_dump_begin_index(dump, "cluster", i);
        base_dump_text(dump, "text", text + cluster->first_byte, cluster->n_bytes);
        base_dump_word(dump, "class", text_class_words[cluster->class]);
        base_dump_length(dump, "advance", cluster->advance);
        base_dump_int(dump, "break-before", cluster->is_break_before);
        base_dump_range(dump, "glyphs", cluster->first_glyph, cluster->n_glyphs);
        base_dump_end(dump);
        for (unsigned k = cluster->first_glyph; k < cluster->first_glyph + cluster->n_glyphs; k++) {
            const TextGlyph *glyph = &g_array_index(runs->glyphs, TextGlyph, k);
            base_dump_begin_index(dump, "glyph", k);
            base_dump_int(dump, "id", glyph->glyph);
            base_dump_length(dump, "along", glyph->along);
            base_dump_length(dump, "across", glyph->across);
            base_dump_end(dump);
        }
    }
}

static void dump_mark(const TextRuns *runs, unsigned index, BaseDump *dump)
{
    const TextMark *mark = &g_array_index(runs->marks, TextMark, index);
    base_dump_begin_index(dump, "mark", index);
    base_dump_word(dump, "kind", text_mark_words[mark->kind]);
    base_dump_range(dump, "clusters", mark->first_cluster, mark->n_clusters);
    if (mark->kind == TEXT_MARK_RUBY || mark->kind == TEXT_MARK_ZHUYIN) base_dump_int(dump, "reading", mark->reading);
    if (mark->width) base_dump_length(dump, "width", mark->width);
    base_dump_end(dump);
}

static void dump_paragraph(const TextRuns *runs, unsigned index, BaseDump *dump)
{
    const TextParagraph *paragraph = &g_array_index(runs->paragraphs, TextParagraph, index);
    base_dump_begin_index(dump, "paragraph", index);
    base_dump_word(dump, "story", paragraph->story ? paragraph->story->slug : NULL);
    base_dump_range(dump, "bytes", paragraph->first_byte, paragraph->n_bytes);
    base_dump_range(dump, "runs", paragraph->first_run, paragraph->n_runs);
    base_dump_end(dump);
    for (unsigned i = paragraph->first_mark; i < paragraph->first_mark + paragraph->n_marks; i++) dump_mark(runs, i, dump);
    for (unsigned i = paragraph->first_run; i < paragraph->first_run + paragraph->n_runs; i++) {
        const TextRun *run = &g_array_index(runs->runs, TextRun, i);
        const TextFace *face = g_ptr_array_index(runs->faces, run->face);
        base_dump_begin_index(dump, "run", i);
        base_dump_word(dump, "face", face ? face->name : NULL);
        base_dump_word(dump, "style", runs->styles[run->style].id);
        base_dump_word(dump, "orientation", orientation_words[run->orientation]);
        if (run->scale != DK_PT) base_dump_int(dump, "scale", run->scale);
        if (run->level) base_dump_int(dump, "level", run->level);
        base_dump_range(dump, "clusters", run->first_cluster, run->n_clusters);
        base_dump_end(dump);
        dump_clusters(runs, run, dump);
    }
}

void text_dump(const TextRuns *runs, BaseDump *dump)
{
    for (unsigned i = 0; i < runs->paragraphs->len; i++) dump_paragraph(runs, i, dump);
}
