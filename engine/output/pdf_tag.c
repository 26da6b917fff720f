/* The structure tree of a PDF document: what a screen reader, or a program that takes stories out again, goes by.
 *
 * In: the pages' items that begin a piece of marked content.  Out: Document > Art (a story) or Sect (a frame of furniture) > H1
 * (headline), H2 (cross-head), P, BlockQuote, Figure, Caption, in reading order; fills, rules and borders are artifacts, and so are
 * pull quotes, whose words stand in the text (14.8.2.2.1: a reader hears them once).  Text with
 * readings has Ruby > RB, RT in it, wherever on the page the reading is painted (14.8.4.4.3).  A
 * story that goes on on another page stays one Art.  Pictures are painted before the text but read before their caption, so they
 * wait for it.
 * Source: ISO 32000-1 14.7, 14.8. */
#include "output/pdf.h"

/* ---- What an item is ---- */

/* The body paragraph that a story's item is set from; NULL for other items. */
static const ModelParagraph *paragraph_of(const Page *page, const PageItem *item)
{
    const ModelStory *story = item->story;
    if (!story || item->text != story->text || item->n_glyphs == 0) return NULL;
    unsigned byte = g_array_index(page->glyphs, PageGlyph, item->first_glyph).first_byte;
    unsigned low = 0, high = story->n_paragraphs;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (story->paragraphs[middle].first_byte <= byte) low = middle + 1;
        else high = middle;
    }
    const ModelParagraph *paragraph = low ? &story->paragraphs[low - 1] : NULL;
    return paragraph && byte - paragraph->first_byte < paragraph->n_bytes ? paragraph : NULL;
}

static const char *text_type(const Page *page, const PageItem *item)
{
    if (item->role == FLOW_HEAD && item->element == MODEL_ELEMENT_HEADLINE) return "H1";
    if (item->role == FLOW_CAPTION) return "Caption";
    const ModelParagraph *paragraph = paragraph_of(page, item);
    if (!paragraph) return "P";
    if (paragraph->kind == MODEL_PARAGRAPH_CROSS_HEAD) return "H2";
    return paragraph->kind == MODEL_PARAGRAPH_QUOTE ? "BlockQuote" : "P";
}

/* The type of the element that holds an item and, of text, all that goes on from it. */
static const char *block_type(const Page *page, const PageItem *item)
{
    return item->kind == PAGE_GLYPHS ? text_type(page, item) : "Figure";
}

const char *pdf_tag_type(const Page *page, const PageItem *item)
{
    switch (item->kind) {
    case PAGE_GLYPHS:
        if (item->role == FLOW_LABEL || item->role == FLOW_PULL_QUOTE) return NULL;
        return item->is_reading ? "RT" : item->ruby ? "RB" : text_type(page, item);
    case PAGE_PICTURE:
    case PAGE_CODE: return "Figure";
    default: return NULL;
    }
}

static bool is_artifact(const PageItem *item)
{
    bool is_label = item->kind == PAGE_GLYPHS && (item->role == FLOW_LABEL || item->role == FLOW_PULL_QUOTE);
    return is_label || item->kind == PAGE_FILL || item->kind == PAGE_RULE || item->kind == PAGE_BORDER || item->kind == PAGE_SHAPE;
}

/* Frames of two joined pages may have one id. */
static gboolean is_same_frame(gconstpointer a, gconstpointer b)
{
    const PageItem *one = a, *other = b;
    return one->page == other->page && g_strcmp0(one->frame, other->frame) == 0;
}

static guint hash_frame(gconstpointer item)
{
    const PageItem *held = item;
    return (held->frame ? g_str_hash(held->frame) : 0) + held->page;
}

/* Whether `item` goes on with the block that `before` begins; a reading belongs to its base's. */
static bool is_same_block(const Page *page, const PageItem *before, const PageItem *item)
{
    if (item->is_reading) return before->kind == PAGE_GLYPHS;
    if (is_artifact(before) || is_artifact(item)) return is_artifact(before) && is_artifact(item);
    if (before->kind != PAGE_GLYPHS || item->kind != PAGE_GLYPHS) return false;
    bool is_leg = (before->role == FLOW_LEG || before->role == FLOW_DROP_CAP) && item->role == FLOW_LEG;
    if (before->story != item->story || (before->role != item->role && !is_leg)) return false;
    if (item->role == FLOW_HEAD) return before->element == item->element;
    const ModelParagraph *paragraph = paragraph_of(page, item);
    if (paragraph || paragraph_of(page, before)) return paragraph == paragraph_of(page, before);
    return is_same_frame(before, item);
}

bool pdf_tag_continues(const Page *page, const PageItem *before, const PageItem *item)
{
    return before->ruby == item->ruby && before->is_reading == item->is_reading && is_same_block(page, before, item);
}

/* ---- The tree ---- */

PdfTags *pdf_tags_new(qpdf_data qpdf)
{
    PdfTags *tags = g_new0(PdfTags, 1);
    tags->qpdf = qpdf;
    tags->root = pdf_indirect(qpdf, pdf_parse(qpdf, "<</Type/StructTreeRoot>>"));
    tags->document = pdf_indirect(qpdf, pdf_parse(qpdf, "<</Type/StructElem/S/Document/K[]>>"));
    tags->parents = qpdf_oh_new_array(qpdf);
    tags->articles = g_hash_table_new(NULL, NULL);
    pdf_set(qpdf, tags->document, "/P", tags->root);
    pdf_set(qpdf, tags->root, "/K", tags->document);
    return tags;
}

void pdf_tags_free(PdfTags *tags)
{
    if (!tags) return;
    g_hash_table_unref(tags->articles);
    g_free(tags);
}

static void add_kid(const PdfTags *tags, PdfObject parent, PdfObject kid)
{
    PdfObject kids = qpdf_oh_get_key(tags->qpdf, parent, "/K");
    pdf_push(tags->qpdf, kids, kid);
    qpdf_oh_release(tags->qpdf, kids);
}

/* Where the elements of a page go. */
typedef struct {
    PdfTags *tags;
    const GPtrArray *marks;    /* PageItem, the first of each block */
    const PdfObject *elements; /* by block */
    bool *is_placed;
    GHashTable *frames;  /* PageItem in a frame -> PdfObject: furniture of this page */
    GHashTable *stories; /* PageItem in a frame -> ModelStory: that of its first text */
} Placing;

static GHashTable *stories_by_frame(const GPtrArray *marks)
{
    GHashTable *stories = g_hash_table_new(hash_frame, is_same_frame);
    for (unsigned i = 0; i < marks->len; i++) {
        const PageItem *item = g_ptr_array_index(marks, i);
        bool is_first = item->story && item->frame && !g_hash_table_contains(stories, item);
        if (is_first) g_hash_table_insert(stories, (gpointer)item, (gpointer)item->story);
    }
    return stories;
}

/* The story that an item belongs to: its own, or that of the text in its frame. */
static const ModelStory *story_of(const Placing *placing, const PageItem *item)
{
    return item->story || !item->frame ? item->story : g_hash_table_lookup(placing->stories, item);
}

/* The element that a mark's element belongs to: its story's, or its frame's on this page; made when it is met first. */
static PdfObject article_of(const Placing *placing, const PageItem *item)
{
    PdfTags *tags = placing->tags;
    const ModelStory *story = story_of(placing, item);
    if (story && story->whole) story = story->whole; /* its parts are one article */
    GHashTable *known = story ? tags->articles : placing->frames;
    const void *key = story ? (const void *)story : item;
    unsigned place = GPOINTER_TO_UINT(g_hash_table_lookup(known, key));
    if (place > 0) return place;
    PdfObject made = pdf_parse(tags->qpdf, "<</Type/StructElem/S/%s/K[]>>", story ? "Art" : "Sect");
    pdf_set(tags->qpdf, made, "/P", tags->document);
    made = pdf_indirect(tags->qpdf, made);
    add_kid(tags, tags->document, made);
    g_hash_table_insert(known, (gpointer)key, GUINT_TO_POINTER(made));
    return made;
}

/* Alternative text, and the place that Figure wants (14.8.5.4.3). */
static void describe_figure(const PdfTags *tags, const Page *page, const PageItem *item, PdfObject element)
{
    const char *alternative = item->kind == PAGE_CODE ? item->text : item->alt;
    if (alternative) pdf_set(tags->qpdf, element, "/Alt", pdf_text(tags->qpdf, alternative));
    const BaseRect *rect = &item->rect;
    BaseRect box = {rect->x + page->bleed, page->height + page->bleed - rect->y - rect->height, rect->width, rect->height};
    PdfObject attributes = pdf_parse(tags->qpdf, "<</O/Layout/Placement/Block>>");
    pdf_set(tags->qpdf, attributes, "/BBox", pdf_rectangle(tags->qpdf, page, &box));
    pdf_set(tags->qpdf, element, "/A", attributes);
}

/* Sets an entry to a new object, whose name goes at once. */
static void set_new(qpdf_data qpdf, PdfObject dictionary, const char *key, PdfObject value)
{
    pdf_set(qpdf, dictionary, key, value);
    qpdf_oh_release(qpdf, value);
}

/* A page has a hundred of them: what is put together costs a third of what is read from its written form. */
static PdfObject make_element(const PdfTags *tags, const char *type, PdfObject page)
{
    qpdf_data qpdf = tags->qpdf;
    PdfObject element = pdf_indirect(qpdf, qpdf_oh_new_dictionary(qpdf));
    char name[16];
    g_snprintf(name, sizeof name, "/%s", type);
    set_new(qpdf, element, "/Type", qpdf_oh_new_name(qpdf, "/StructElem"));
    set_new(qpdf, element, "/S", qpdf_oh_new_name(qpdf, name));
    set_new(qpdf, element, "/K", qpdf_oh_new_array(qpdf));
    pdf_set(qpdf, element, "/Pg", page);
    return element;
}

static PdfObject make_block(const PdfTags *tags, const Page *page, PdfObject object, const PageItem *item)
{
    PdfObject element = make_element(tags, block_type(page, item), object);
    if (item->kind != PAGE_GLYPHS) describe_figure(tags, page, item, element);
    return element;
}

static void place(const Placing *placing, unsigned mark)
{
    PdfObject article = article_of(placing, g_ptr_array_index(placing->marks, mark));
    pdf_set(placing->tags->qpdf, placing->elements[mark], "/P", article);
    add_kid(placing->tags, article, placing->elements[mark]);
    placing->is_placed[mark] = true;
}

/* Places the first figure of a caption's story that waits. */
static void place_figure(const Placing *placing, const PageItem *caption)
{
    for (unsigned i = 0; i < placing->marks->len; i++) {
        const PageItem *item = g_ptr_array_index(placing->marks, i);
        if (item->kind == PAGE_GLYPHS || placing->is_placed[i] || story_of(placing, item) != caption->story) continue;
        place(placing, i);
        return;
    }
}

/* Text in its order; figures before the caption of their story, or after all else. */
static void place_elements(PdfTags *tags, const GPtrArray *marks, const PdfObject *elements)
{
    g_autoptr(GHashTable) frames = g_hash_table_new(hash_frame, is_same_frame);
    g_autoptr(GHashTable) stories = stories_by_frame(marks);
    g_autofree bool *is_placed = g_new0(bool, marks->len + 1);
    Placing placing = {tags, marks, elements, is_placed, frames, stories};
    for (unsigned i = 0; i < marks->len; i++) {
        const PageItem *item = g_ptr_array_index(marks, i);
        if (item->kind != PAGE_GLYPHS) continue;
        if (item->role == FLOW_CAPTION && item->story) place_figure(&placing, item);
        place(&placing, i);
    }
    for (unsigned i = 0; i < marks->len; i++)
        if (!is_placed[i]) place(&placing, i);
}

/* The elements of one page while its marks are gone through. */
typedef struct {
    const PdfTags *tags;
    const Page *page;
    PdfObject object;
    GPtrArray *blocks;  /* PageItem, the first of each block */
    GArray *elements;   /* PdfObject, by block */
    GHashTable *rubies; /* number -> PdfObject */
} PageTags;

static PdfObject last_block(const PageTags *at)
{
    return g_array_index(at->elements, PdfObject, at->elements->len - 1);
}

static void begin_block(PageTags *at, const PageItem *item)
{
    if (at->blocks->len && is_same_block(at->page, g_ptr_array_index(at->blocks, at->blocks->len - 1), item)) return;
    PdfObject block = make_block(at->tags, at->page, at->object, item);
    g_ptr_array_add(at->blocks, (gpointer)item);
    g_array_append_val(at->elements, block);
}

static PdfObject add_element(const PageTags *at, PdfObject parent, const char *type)
{
    PdfObject element = make_element(at->tags, type, at->object);
    pdf_set(at->tags->qpdf, element, "/P", parent);
    add_kid(at->tags, parent, element);
    return element;
}

/* The element that holds an item's marked content itself. */
static PdfObject holder_of(const PageTags *at, const PageItem *item)
{
    if (!item->ruby) return last_block(at);
    gpointer number = GUINT_TO_POINTER(item->ruby);
    PdfObject ruby = GPOINTER_TO_UINT(g_hash_table_lookup(at->rubies, number));
    if (!ruby) ruby = add_element(at, last_block(at), "Ruby");
    g_hash_table_insert(at->rubies, number, GUINT_TO_POINTER(ruby));
    return add_element(at, ruby, pdf_tag_type(at->page, item));
}

/* Makes the elements of all marks and tells the parent tree whose each is. */
static PdfObject add_marks(PageTags *at, const GPtrArray *marks)
{
    qpdf_data qpdf = at->tags->qpdf;
    PdfObject parents = qpdf_oh_new_array(qpdf);
    for (unsigned i = 0; i < marks->len; i++) {
        const PageItem *item = g_ptr_array_index(marks, i);
        begin_block(at, item);
        PdfObject holder = holder_of(at, item);
        add_kid(at->tags, holder, qpdf_oh_new_integer(qpdf, i));
        pdf_push(qpdf, parents, holder);
        if (item->ruby) qpdf_oh_release(qpdf, holder);
    }
    return parents;
}

static void release(gpointer key, gpointer object, gpointer qpdf)
{
    (void)key;
    qpdf_oh_release(qpdf, GPOINTER_TO_UINT(object));
}

void pdf_tags_add_page(PdfTags *tags, const Page *page, PdfObject object, const PdfContent *content)
{
    g_autoptr(GPtrArray) blocks = g_ptr_array_new();
    g_autoptr(GArray) elements = g_array_new(FALSE, FALSE, sizeof(PdfObject));
    g_autoptr(GHashTable) rubies = g_hash_table_new(NULL, NULL);
    PageTags at = {tags, page, object, blocks, elements, rubies};
    PdfObject parents = add_marks(&at, content->marks);
    place_elements(tags, blocks, (const PdfObject *)elements->data);
    for (unsigned i = 0; i < elements->len; i++) qpdf_oh_release(tags->qpdf, g_array_index(elements, PdfObject, i));
    g_hash_table_foreach(rubies, release, tags->qpdf);
    PdfObject number = qpdf_oh_new_integer(tags->qpdf, tags->n_pages++);
    pdf_set(tags->qpdf, object, "/StructParents", number);
    pdf_set(tags->qpdf, object, "/Tabs", qpdf_oh_new_name(tags->qpdf, "/S"));
    pdf_push(tags->qpdf, tags->parents, number);
    pdf_push(tags->qpdf, tags->parents, pdf_indirect(tags->qpdf, parents));
}

void pdf_tags_write(PdfTags *tags)
{
    PdfObject tree = qpdf_oh_new_dictionary(tags->qpdf);
    pdf_set(tags->qpdf, tree, "/Nums", tags->parents);
    pdf_set(tags->qpdf, tags->root, "/ParentTree", pdf_indirect(tags->qpdf, tree));
    pdf_set(tags->qpdf, tags->root, "/ParentTreeNextKey", qpdf_oh_new_integer(tags->qpdf, tags->n_pages));
    PdfObject catalog = qpdf_get_root(tags->qpdf);
    pdf_set(tags->qpdf, catalog, "/StructTreeRoot", tags->root);
    pdf_set(tags->qpdf, catalog, "/MarkInfo", pdf_parse(tags->qpdf, "<</Marked true>>"));
}
