/* PDF objects, read back through libqpdf: boxes, metadata, outline, labels, tags, inks in the content stream. */
#include "output/fixture.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    qpdf_data qpdf;
    qpdf_oh root, page;
    GBytes *bytes;
} Reader;

static Reader read_pages_reporting(const Page *const *pages, size_t n, DkDiagnostics *list)
{
    Reader reader = {.qpdf = qpdf_init(), .bytes = output_pdf(pages, n, list)};
    g_assert_nonnull(reader.bytes);
    gsize size;
    const char *data = g_bytes_get_data(reader.bytes, &size);
    g_assert_cmpint(qpdf_read_memory(reader.qpdf, "test", data, size, NULL), ==, QPDF_SUCCESS);
    g_assert_cmpint(qpdf_get_num_pages(reader.qpdf), ==, (int)n);
    reader.root = qpdf_get_root(reader.qpdf);
    reader.page = qpdf_get_page_n(reader.qpdf, 0);
    return reader;
}

static Reader read_pages(const Page *const *pages, size_t n)
{
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    Reader reader = read_pages_reporting(pages, n, list);
    fixture_expect_none(list);
    return reader;
}

static void reader_close(Reader *reader)
{
    qpdf_cleanup(&reader->qpdf);
    g_bytes_unref(reader->bytes);
}

/* The object at a path of keys and array indices, such as "/First/Dest/1". */
static qpdf_oh follow(const Reader *reader, qpdf_oh from, const char *path)
{
    g_auto(GStrv) steps = g_strsplit(path + 1, "/", -1);
    for (unsigned i = 0; steps[i]; i++) {
        g_autofree char *key = g_strdup_printf("/%s", steps[i]);
        from = g_ascii_isdigit(steps[i][0]) ? qpdf_oh_get_array_item(reader->qpdf, from, atoi(steps[i]))
                                            : qpdf_oh_get_key(reader->qpdf, from, key);
    }
    return from;
}

static void expect(const Reader *reader, qpdf_oh from, const char *path, const char *wanted)
{
    g_assert_cmpstr(qpdf_oh_unparse_resolved(reader->qpdf, follow(reader, from, path)), ==, wanted);
}

static void expect_text(const Reader *reader, qpdf_oh from, const char *path, const char *wanted)
{
    g_assert_cmpstr(qpdf_oh_get_utf8_value(reader->qpdf, follow(reader, from, path)), ==, wanted);
}

static char *stream_text(const Reader *reader, qpdf_oh stream)
{
    unsigned char *data;
    size_t size;
    QPDF_BOOL is_decoded;
    g_assert_cmpint(qpdf_oh_get_stream_data(reader->qpdf, stream, qpdf_dl_all, &is_decoded, &data, &size), ==, QPDF_SUCCESS);
    char *text = g_strndup((const char *)data, size);
    free(data);
    return text;
}

/* ---- Boxes ---- */

static void test_boxes(void)
{
    Page *page = fixture_page(base_length_from_pt(1105.51), 1000 * DK_PT);
    page->bleed = 9 * DK_PT;
    const Page *const pages[] = {page};
    Reader reader = read_pages(pages, 1);
    expect(&reader, reader.page, "/MediaBox", "[ 0 0 1123.5098 1018 ]");
    expect(&reader, reader.page, "/BleedBox", "[ 0 0 1123.5098 1018 ]");
    expect(&reader, reader.page, "/TrimBox", "[ 9 9 1114.5098 1009 ]");
    g_assert_cmpstr(qpdf_get_pdf_version(reader.qpdf), ==, "1.6");
    reader_close(&reader);
    fixture_page_free(page);
}

/* A page deeper than any reader shows is written in larger units, one that just fits is not. */
static void test_units(void)
{
    Page *deep = fixture_page(200 * DK_PT, 30000 * DK_PT), *full = fixture_page(200 * DK_PT, 14400 * DK_PT);
    fixture_item(deep, PAGE_FILL, (BaseRect){30 * DK_PT, 60 * DK_PT, 90 * DK_PT, DK_PT})->ink = (ModelInk){.k = 100};
    const Page *const pages[] = {deep, full};
    Reader reader = read_pages(pages, 2);
    expect(&reader, reader.page, "/UserUnit", "3");
    expect(&reader, reader.page, "/MediaBox", "[ 0 0 66.666 10000 ]");
    expect(&reader, reader.page, "/TrimBox", "[ 0 0 66.666 10000 ]");
    g_autofree char *content = stream_text(&reader, follow(&reader, reader.page, "/Contents"));
    g_assert_true(g_str_has_prefix(content, ".333333333 0 0 .333333333 0 0 cm\n"));
    g_assert_nonnull(strstr(content, "30 29939 90 1 re\n"));
    qpdf_oh second = qpdf_get_page_n(reader.qpdf, 1);
    g_assert_false(qpdf_oh_has_key(reader.qpdf, second, "/UserUnit"));
    expect(&reader, second, "/MediaBox", "[ 0 0 200 14400 ]");
    reader_close(&reader);
    fixture_page_free(deep);
    fixture_page_free(full);
}

/* ---- Metadata ---- */

/* A page of an issue keeps its title where it is the whole document. */
static void expect_issue_title(Page *page)
{
    const Page *const pages[] = {page, page};
    page->issue_title = "株洲日报 周末版";
    Reader alone = read_pages(pages, 1), both = read_pages(pages, 2);
    expect_text(&alone, qpdf_get_trailer(alone.qpdf), "/Info/Title", "株洲日报 2022-06-17 01");
    expect_text(&both, qpdf_get_trailer(both.qpdf), "/Info/Title", "株洲日报 周末版");
    reader_close(&alone);
    reader_close(&both);
}

static void test_metadata(void)
{
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    page->paper = "株洲日报";
    page->date = "2022-06-17";
    page->number = "01";
    const Page *const pages[] = {page};
    Reader reader = read_pages(pages, 1);
    qpdf_oh trailer = qpdf_get_trailer(reader.qpdf);
    expect_text(&reader, trailer, "/Info/Title", "株洲日报 2022-06-17 01");
    expect(&reader, trailer, "/Info/Trapped", "/False");
    g_assert_false(qpdf_oh_has_key(reader.qpdf, follow(&reader, trailer, "/Info"), "/CreationDate"));
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, follow(&reader, trailer, "/ID")), ==, 2);
    expect_text(&reader, reader.root, "/Lang", "zh-Hans-CN");
    expect(&reader, reader.root, "/ViewerPreferences/DisplayDocTitle", "true");
    expect_text(&reader, reader.root, "/PageLabels/Nums/1/P", "01");
    g_autofree char *xmp = stream_text(&reader, follow(&reader, reader.root, "/Metadata"));
    g_assert_nonnull(strstr(xmp, "<rdf:li xml:lang=\"x-default\">株洲日报 2022-06-17 01</rdf:li>"));
    g_assert_null(strstr(xmp, "CreateDate"));
    expect_issue_title(page);
    gsize size;
    const char *file = g_bytes_get_data(reader.bytes, &size);
    g_assert_nonnull(g_strstr_len(file, (gssize)size, "<x:xmpmeta")); /* plain in the file, for programs that only scan it */
    reader_close(&reader);
    fixture_page_free(page);
}

static void test_dates(void)
{
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    const Page *const pages[] = {page};
    g_setenv("SOURCE_DATE_EPOCH", "1655424000", TRUE);
    Reader reader = read_pages(pages, 1);
    expect_text(&reader, qpdf_get_trailer(reader.qpdf), "/Info/CreationDate", "D:20220617000000Z");
    expect_text(&reader, qpdf_get_trailer(reader.qpdf), "/Info/ModDate", "D:20220617000000Z");
    g_autofree char *xmp = stream_text(&reader, follow(&reader, reader.root, "/Metadata"));
    g_assert_nonnull(strstr(xmp, "<xmp:CreateDate>2022-06-17T00:00:00Z</xmp:CreateDate>"));
    reader_close(&reader);
    g_setenv("SOURCE_DATE_EPOCH", "yesterday", TRUE);
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    reader = read_pages_reporting(pages, 1, list);
    g_assert_cmpuint(dk_diagnostics_count(list), ==, 1);
    g_assert_cmpstr(dk_diagnostics_item(list, 0)->code, ==, "bad-date");
    g_assert_false(qpdf_oh_has_key(reader.qpdf, follow(&reader, qpdf_get_trailer(reader.qpdf), "/Info"), "/CreationDate"));
    reader_close(&reader);
    g_unsetenv("SOURCE_DATE_EPOCH");
    fixture_page_free(page);
}

/* ---- Stories ---- */

static const ModelText headlines[] = {{"发挥龙头作用", 1, 1}, {"高质量发展", 1, 1}};
static const ModelParagraph paragraphs[] = {{MODEL_PARAGRAPH_BODY, 0, 12, 0, 0}, {MODEL_PARAGRAPH_CROSS_HEAD, 13, 12, 0, 0}};
static const ModelStory stories[] = {
    {.slug = "lead",
     .elements[MODEL_ELEMENT_HEADLINE] = {headlines, 2},
     .text = "正文第一\n小标题二",
     .paragraphs = paragraphs,
     .n_paragraphs = 2},
    {.slug = "second", .text = ""},
};

/* Two stories: one with a headline, a paragraph in two lines and a cross-head, a picture and its caption; one of a line only. */
static Page *stories_page(const TextFace *face)
{
    Page *page = fixture_page(200 * DK_PT, 200 * DK_PT);
    PageItem *picture = fixture_item(page, PAGE_PICTURE, (BaseRect){100 * DK_PT, 100 * DK_PT, 50 * DK_PT, 40 * DK_PT});
    picture->path = "/nonexistent.png";
    picture->alt = "一座桥";
    picture->frame = "lead"; /* that of the story's text */
    PageItem *head = fixture_text(page, "发挥龙头作用", (FixtureText){face, 20, 10, 40, .story = &stories[0]});
    head->frame = "lead";
    head->role = FLOW_HEAD;
    head->element = MODEL_ELEMENT_HEADLINE;
    for (unsigned i = 0; i < 3; i++) {
        PageItem *line = fixture_text(page, "正文", (FixtureText){face, 10, 10, 60 + 15 * i, .story = &stories[0]});
        g_free((char *)line->text);
        line->text = stories[0].text;
        line->role = FLOW_LEG;
        for (unsigned j = 0; j < 2; j++)
            g_array_index(page->glyphs, PageGlyph, line->first_glyph + j).first_byte = (i < 2 ? 6 * i : 13) + 3 * j;
    }
    fixture_text(page, "桥成。", (FixtureText){face, 8, 100, 150, .story = &stories[0]})->role = FLOW_CAPTION;
    fixture_text(page, "另一篇", (FixtureText){face, 10, 10, 180, .story = &stories[1]})->role = FLOW_HEAD;
    g_array_index(page->items, PageItem, page->items->len - 1).element = MODEL_ELEMENT_HEADLINE;
    return page;
}

static void free_stories_page(Page *page)
{
    for (unsigned i = 0; i < page->items->len; i++) {
        PageItem *item = &g_array_index(page->items, PageItem, i);
        if (item->text == stories[0].text) item->text = NULL;
    }
    fixture_page_free(page);
}

static Page *open_stories(Reader *reader)
{
    const TextFace *face = fixture_face("LXGW WenKai:regular");
    if (!face) {
        g_test_skip("LXGW WenKai is not installed");
        return NULL;
    }
    Page *page = stories_page(face);
    const Page *const pages[] = {page, page};
    *reader = read_pages(pages, 2);
    return page;
}

static void test_outline(void)
{
    Reader reader;
    Page *page = open_stories(&reader);
    if (!page) return;
    qpdf_oh outline = follow(&reader, reader.root, "/Outlines");
    expect(&reader, outline, "/Count", "6"); /* two pages, two stories on each */
    expect(&reader, outline, "/First/Count", "2");
    expect_text(&reader, outline, "/First/First/Title", "发挥龙头作用 高质量发展");
    expect_text(&reader, outline, "/First/First/Next/Title", "second");
    expect(&reader, outline, "/First/First/Dest/1", "/XYZ");
    expect(&reader, outline, "/First/First/Dest/2", "10");
    expect(&reader, outline, "/First/First/Dest/3", "180"); /* 20 pt above the baseline at 40, from the sheet's foot */
    g_assert_cmpint(qpdf_oh_get_object_id(reader.qpdf, follow(&reader, outline, "/First/Dest/0")), ==,
                    qpdf_oh_get_object_id(reader.qpdf, reader.page));
    g_assert_cmpint(qpdf_oh_get_object_id(reader.qpdf, follow(&reader, outline, "/Last/Dest/0")), ==,
                    qpdf_oh_get_object_id(reader.qpdf, qpdf_get_page_n(reader.qpdf, 1)));
    reader_close(&reader);
    free_stories_page(page);
}

static void test_tags(void)
{
    Reader reader;
    Page *page = open_stories(&reader);
    if (!page) return;
    expect(&reader, reader.root, "/MarkInfo/Marked", "true");
    qpdf_oh document = follow(&reader, reader.root, "/StructTreeRoot/K");
    expect(&reader, document, "/S", "/Document");
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, follow(&reader, document, "/K")), ==,
                    2); /* a story over two pages is one */
    expect(&reader, document, "/K/0/S", "/Art");
    static const char *const kids[] = {"/H1", "/P", "/H2", "/Figure", "/Caption", "/H1", "/P", "/H2", "/Figure", "/Caption"};
    qpdf_oh article = follow(&reader, document, "/K/0/K");
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, article), ==, (int)G_N_ELEMENTS(kids));
    for (unsigned i = 0; i < G_N_ELEMENTS(kids); i++) {
        g_autofree char *path = g_strdup_printf("/%u/S", i);
        expect(&reader, article, path, kids[i]);
    }
    expect_text(&reader, article, "/3/Alt", "一座桥");
    expect(&reader, article, "/3/A/BBox", "[ 100 60 150 100 ]");
    qpdf_oh parents = follow(&reader, reader.root, "/StructTreeRoot/ParentTree/Nums");
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, parents), ==, 4);
    expect(&reader, parents, "/3/1/S", "/H1"); /* the second page's mark 1, after the picture */
    reader_close(&reader);
    free_stories_page(page);
}

/* A page with a folio, a story's line in the frame "lead", and a picture in that frame. */
static Page *page_of(const TextFace *face, const ModelStory *story, const char *alt)
{
    Page *page = fixture_page(200 * DK_PT, 200 * DK_PT);
    PageItem *picture = fixture_item(page, PAGE_PICTURE, (BaseRect){100 * DK_PT, 100 * DK_PT, 50 * DK_PT, 40 * DK_PT});
    picture->path = "/nonexistent.png";
    picture->alt = alt;
    picture->frame = "lead";
    PageItem *line = fixture_text(page, "正文", (FixtureText){face, 10, 10, 60, .story = story});
    line->frame = "lead";
    line->role = FLOW_HEAD;
    fixture_text(page, "二版", (FixtureText){face, 10, 10, 180})->frame = "folio";
    return page;
}

/* Two joined pages have the ids of one layout: each keeps its own figure and its own furniture. */
static void test_joined_tags(void)
{
    const TextFace *face = fixture_face("LXGW WenKai:regular");
    if (!face) {
        g_test_skip("LXGW WenKai is not installed");
        return;
    }
    Page *first = page_of(face, &stories[0], "一座桥"), *second = page_of(face, &stories[1], "一条河");
    Page *joined = page_facing_make(first, second);
    Reader reader = read_pages((const Page *const[]){joined}, 1);
    qpdf_oh document = follow(&reader, reader.root, "/StructTreeRoot/K");
    static const char *const kids[] = {"/Art", "/Sect", "/Art", "/Sect"};
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, follow(&reader, document, "/K")), ==, (int)G_N_ELEMENTS(kids));
    for (unsigned i = 0; i < G_N_ELEMENTS(kids); i++) {
        g_autofree char *path = g_strdup_printf("/K/%u/S", i);
        expect(&reader, document, path, kids[i]);
    }
    expect_text(&reader, document, "/K/0/K/1/Alt", "一座桥");
    expect_text(&reader, document, "/K/2/K/1/Alt", "一条河");
    reader_close(&reader);
    page_facing_free(joined);
    fixture_page_free(first);
    fixture_page_free(second);
}

/* Text with a reading over its middle character: P > words, Ruby > (RB, RT), words, though the reading is painted last. */
static Page *ruby_page(const TextFace *face, const ModelStory *story)
{
    Page *page = fixture_page(200 * DK_PT, 100 * DK_PT);
    static const struct {
        const char *text;
        double size, x, y;
        unsigned ruby;
        bool is_reading;
    } parts[] = {
        {"去", 10, 10, 50, 0, false}, {"渌", 10, 20, 50, 7, false}, {"口", 10, 30, 50, 0, false}, {"lu", 5, 20, 40, 7, true}};
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
        FixtureText how = {.face = face, .size = parts[i].size, .x = parts[i].x, .y = parts[i].y, .story = story};
        PageItem *item = fixture_text(page, parts[i].text, how);
        item->role = FLOW_LEG;
        item->ruby = parts[i].ruby;
        item->is_reading = parts[i].is_reading;
    }
    return page;
}

static void test_ruby(void)
{
    static const ModelStory story = {.slug = "s", .text = "", .path = "s.md"};
    const TextFace *face = fixture_face("LXGW WenKai:regular");
    if (!face) {
        g_test_skip("LXGW WenKai is not installed");
        return;
    }
    Page *page = ruby_page(face, &story);
    Reader reader = read_pages((const Page *const[]){page}, 1);
    qpdf_oh paragraph = follow(&reader, reader.root, "/StructTreeRoot/K/K/0/K/0");
    expect(&reader, paragraph, "/S", "/P");
    g_assert_cmpint(qpdf_oh_get_array_n_items(reader.qpdf, follow(&reader, paragraph, "/K")), ==, 3);
    expect(&reader, paragraph, "/K/0", "0");
    expect(&reader, paragraph, "/K/2", "2");
    qpdf_oh ruby = follow(&reader, paragraph, "/K/1");
    expect(&reader, ruby, "/S", "/Ruby");
    expect(&reader, ruby, "/K/0/S", "/RB");
    expect(&reader, ruby, "/K/0/K/0", "1");
    expect(&reader, ruby, "/K/1/S", "/RT");
    expect(&reader, ruby, "/K/1/K/0", "3");
    expect(&reader, reader.root, "/StructTreeRoot/ParentTree/Nums/1/3/S", "/RT");
    reader_close(&reader);
    fixture_page_free(page);
}

/* ---- Ink ---- */

static char *page_content(const Reader *reader)
{
    unsigned char *data;
    size_t size;
    g_assert_cmpint(qpdf_oh_get_page_content_data(reader->qpdf, reader->page, &data, &size), ==, QPDF_SUCCESS);
    char *text = g_strndup((const char *)data, size);
    free(data);
    return text;
}

static Page *inked_page(ModelInk rule_ink)
{
    Page *page = fixture_page(100 * DK_PT, 100 * DK_PT);
    fixture_item(page, PAGE_FILL, (BaseRect){0, 0, 50 * DK_PT, 50 * DK_PT})->ink = (ModelInk){.k = 12};
    fixture_item(page, PAGE_RULE, (BaseRect){0, 60 * DK_PT, 50 * DK_PT, 0})->stroke =
        (ModelStroke){MODEL_RULE_THIN, DK_PT, rule_ink};
    fixture_item(page, PAGE_RULE, (BaseRect){0, 80 * DK_PT, 50 * DK_PT, 0})->stroke =
        (ModelStroke){MODEL_RULE_THIN, DK_PT, {.k = 100}};
    return page;
}

static char *content_of(ModelInk rule_ink, bool *has_states)
{
    Page *page = inked_page(rule_ink);
    const Page *const pages[] = {page};
    Reader reader = read_pages(pages, 1);
    *has_states = qpdf_oh_has_key(reader.qpdf, follow(&reader, reader.page, "/Resources"), "/ExtGState");
    if (*has_states) expect(&reader, reader.page, "/Resources/ExtGState/OP/OPM", "1");
    char *content = page_content(&reader);
    reader_close(&reader);
    fixture_page_free(page);
    return content;
}

static void test_inks(void)
{
    bool has_states;
    g_autofree char *grey = content_of((ModelInk){.k = 50}, &has_states);
    g_assert_cmpstr(grey, ==, "/Artifact BMC\n.88 g\n0 50 50 50 re\nf\n.5 g\n0 39.5 50 1 re\nf\n0 g\n0 19.5 50 1 re\nf\nEMC\n");
    g_assert_false(has_states);
    g_autofree char *colour = content_of((ModelInk){.m = 100, .y = 100}, &has_states);
    g_assert_cmpstr(colour, ==,
                    "/Artifact BMC\n0 0 0 .12 k\n0 50 50 50 re\nf\n0 1 1 0 k\n0 39.5 50 1 re\nf\n"
                    "/OP gs\n0 0 0 1 k\n0 19.5 50 1 re\nf\nEMC\n");
    g_assert_true(has_states);
    double nan = strtod("nan", NULL);
    g_autofree char *broken = content_of((ModelInk){.k = nan}, &has_states);
    g_assert_null(strstr(broken, "nan"));
}

void test_structure_add(void)
{
    g_test_add_func("/output/pdf/boxes", test_boxes);
    g_test_add_func("/output/pdf/units", test_units);
    g_test_add_func("/output/pdf/metadata", test_metadata);
    g_test_add_func("/output/pdf/dates", test_dates);
    g_test_add_func("/output/pdf/outline", test_outline);
    g_test_add_func("/output/pdf/tags", test_tags);
    g_test_add_func("/output/pdf/joined-tags", test_joined_tags);
    g_test_add_func("/output/pdf/ruby", test_ruby);
    g_test_add_func("/output/pdf/inks", test_inks);
}
