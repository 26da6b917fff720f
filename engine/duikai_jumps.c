/* Jumps of an issue: stories that stand on several pages are cut into parts, and the lines between the parts are written and checked.
 *
 * In: the issue's pages with whole stories.  Out: the same pages with parts in the place of those stories.  Method: every page that a
 * jump leaves or reaches is resolved once, so that the places of its blocks are known; numbers and marks follow from the
 * places, and the cut of each part from setting it.  A part may stand on an earlier page than the one before it. */
#include "duikai_issue.h"

#include <string.h>

/* One place of a story. */
typedef struct {
    unsigned page, place; /* page of the issue, story of its page file */
    int part;             /* as written; 0: not said */
    const ModelBlock *block;
    const char *label; /* number of its page */
    const char *mark;  /* of the jump that leaves it; "": none */
} Stand;

typedef struct {
    const ModelStory *story;
    GArray *stands; /* Stand, by part */
} Journey;

typedef struct {
    DkIssue *issue;
    DkDiagnostics *list;
    GPtrArray *journeys;            /* Journey, of stories on several pages */
    const ModelResolved **resolved; /* by page; NULL: not needed, or not to be had */
} Tying;

static void journey_free(void *data)
{
    Journey *journey = data;
    g_array_unref(journey->stands);
    g_free(journey);
}

static Stand *stand_at(const Journey *journey, unsigned index)
{
    return &g_array_index(journey->stands, Stand, index);
}

static const ModelPlacedStory *placed_at(const Tying *tying, const Stand *stand)
{
    return &tying->issue->pages[stand->page].page_file->stories[stand->place];
}

/* ---- Who stands where ---- */

static int compare_parts(const void *a, const void *b)
{
    const Stand *left = a, *right = b;
    if (left->part != right->part) return left->part < right->part ? -1 : 1;
    return (left->page > right->page) - (left->page < right->page);
}

static GPtrArray *find_journeys(const DkIssue *issue)
{
    GPtrArray *journeys = g_ptr_array_new_with_free_func(journey_free);
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (unsigned p = 0; p < issue->issue->n_pages; p++) {
        const ModelPageFile *file = issue->pages[p].page_file;
        for (unsigned i = 0; file && i < file->n_stories; i++) {
            const ModelStory *story = issue->pages[p].stories[i];
            Journey *journey = g_hash_table_lookup(known, story);
            if (!journey) {
                journey = g_new(Journey, 1);
                *journey = (Journey){story, g_array_new(FALSE, TRUE, sizeof(Stand))};
                g_hash_table_insert(known, (gpointer)story, journey);
                g_ptr_array_add(journeys, journey);
            }
            Stand stand = {.page = p, .place = i, .part = MAX(1, file->stories[i].part), .mark = ""};
            g_array_append_val(journey->stands, stand);
        }
    }
    for (guint i = 0; i < journeys->len; i++) g_array_sort(((Journey *)g_ptr_array_index(journeys, i))->stands, compare_parts);
    return journeys;
}

/* Whether the parts are 1, 2, 3 …, on pages of their own. */
static bool check_parts(const Tying *tying, const Journey *journey)
{
    bool is_good = true;
    for (unsigned i = 0; i < journey->stands->len && is_good; i++) {
        const Stand *stand = stand_at(journey, i);
        BasePlace place = placed_at(tying, stand)->place;
        place.page = (int)stand->page + 1;
        is_good = stand->part == (int)i + 1;
        if (is_good) continue;
        tying->issue->pages[stand->page].is_refused = true;
        bool is_twice = stand->part <= (int)i;
        DkDiagnostic *item =
            is_twice
                ? base_report(tying->list, DK_ERROR, "story-twice", place, "part %d of story \"%s\" is already on page %s",
                              stand->part, journey->story->slug, tying->issue->issue->pages[stand_at(journey, i - 1)->page].label)
                : base_report(tying->list, DK_ERROR, "jump-part-missing", place,
                              "this is part %d of story \"%s\", and no page has part %u", stand->part, journey->story->slug, i + 1);
        base_report_hint(tying->list, item, "parts are numbered in reading order: {story: FILE, part: %u}", i + 1);
    }
    return is_good;
}

/* A jump line that an editor wrote, where the story stands on one page alone. */
static void check_lone(const Tying *tying, const Journey *journey)
{
    const ModelStory *story = journey->story;
    if (!story->jump) return;
    BasePlace place = model_jump_place(story);
    place.page = (int)stand_at(journey, 0)->page + 1;
    if (!model_jump_names_page(story->jump, tying->issue->issue))
        base_report(tying->list, DK_WARNING, "jump-nowhere", place, "the jump line \"%s\" names no page of this issue",
                    story->jump);
    else {
        DkDiagnostic *item = base_report(tying->list, DK_WARNING, "jump-unmatched", place,
                                         "the jump line \"%s\" leads to a page that has no part of this story", story->jump);
        base_report_hint(tying->list, item, "place it there: {story: FILE, part: 2}");
    }
}

/* Whether a story stands in several parts that can be tied. */
static bool can_be_tied(Tying *tying, Journey *journey)
{
    bool is_lone = journey->stands->len == 1 && stand_at(journey, 0)->part == 1;
    if (is_lone) check_lone(tying, journey);
    return !is_lone && check_parts(tying, journey);
}

/* Takes the journeys away of which something does not hold. */
static void keep_those(Tying *tying, bool (*holds)(Tying *, Journey *))
{
    GPtrArray *all = tying->journeys;
    tying->journeys = g_ptr_array_new_with_free_func(journey_free);
    for (guint i = 0; i < all->len; i++) {
        Journey *journey = g_ptr_array_index(all, i);
        if (holds(tying, journey)) g_ptr_array_add(tying->journeys, journey);
        else journey_free(journey);
    }
    g_ptr_array_set_free_func(all, NULL);
    g_ptr_array_unref(all);
}

/* ---- Places, numbers, marks ---- */

static const ModelResolved *resolved_page(Tying *tying, unsigned index)
{
    const IssuePage *page = &tying->issue->pages[index];
    if (tying->resolved[index]) return tying->resolved[index];
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new(); /* all is found again when the page is opened */
    ModelRequest request = {page->layout, page->page_file, page->stories, NULL};
    const ModelResolved *resolved = pipeline_resolve(tying->issue->engine, &request, tying->issue->arena, unsaid);
    tying->resolved[index] = resolved ? pipeline_outlines(tying->issue->engine, resolved, tying->issue->arena) : NULL;
    return tying->resolved[index];
}

static const ModelBlock *find_block(const ModelResolved *resolved, const char *id)
{
    for (unsigned i = 0; i < resolved->n_blocks; i++)
        if (strcmp(resolved->blocks[i].id, id) == 0) return &resolved->blocks[i];
    return NULL;
}

/* The number of the page that a block stands on; on a double truck, of the half that holds its middle. */
static const char *label_of(const Tying *tying, const Stand *stand, const ModelResolved *resolved)
{
    const ModelIssuePage *entry = &tying->issue->issue->pages[stand->page];
    if (entry->spread.n != 2) return entry->label;
    BaseRect rect = resolved->rects[stand->block->first_rect];
    bool is_left = rect.x + rect.width / 2 < resolved->sheet_width / 2;
    bool is_first = is_left == (tying->issue->issue->binding == MODEL_BINDING_LEFT);
    return entry->spread.items[is_first ? 0 : 1].text;
}

/* Finds every block of a journey; false when a page or block is not to be had, which is found again when it is opened. */
static bool find_places(Tying *tying, Journey *journey)
{
    for (unsigned i = 0; i < journey->stands->len; i++) {
        Stand *stand = stand_at(journey, i);
        const ModelResolved *resolved = resolved_page(tying, stand->page);
        stand->block = resolved ? find_block(resolved, placed_at(tying, stand)->block) : NULL;
        if (!stand->block) return false;
        stand->label = label_of(tying, stand, resolved);
    }
    return true;
}

/* How many jumps leave the half of the page that `stand` is on, and how many of them before it in reading order. */
static unsigned count_leaving(const Tying *tying, const Stand *stand, unsigned *before)
{
    unsigned n = 0;
    *before = 0;
    for (guint j = 0; j < tying->journeys->len; j++) {
        const Journey *journey = g_ptr_array_index(tying->journeys, j);
        for (unsigned i = 0; i + 1 < journey->stands->len; i++) {
            const Stand *other = stand_at(journey, i);
            if (other->page != stand->page || g_strcmp0(other->label, stand->label) != 0) continue;
            n++;
            *before += other->block < stand->block;
        }
    }
    return n;
}

static ModelJumpWords words_of(const Tying *tying, const Stand *stand)
{
    return model_jump_words(tying->issue->issue, tying->issue->pages[stand->page].layout);
}

/* Several jumps that leave one page are told apart by marks. */
static void set_marks(Tying *tying)
{
    for (guint j = 0; j < tying->journeys->len; j++) {
        const Journey *journey = g_ptr_array_index(tying->journeys, j);
        for (unsigned i = 0; i + 1 < journey->stands->len; i++) {
            Stand *stand = stand_at(journey, i);
            ModelJumpWords words = words_of(tying, stand);
            unsigned before;
            if (count_leaving(tying, stand, &before) > 1) stand->mark = model_jump_mark(&words, before, tying->issue->arena);
        }
    }
}

/* ---- Lines ---- */

static void report_mismatch(const Tying *tying, BasePlace place, const char *written, const char *right)
{
    DkDiagnostic *item = base_report(tying->list, DK_WARNING, "jump-mismatch", place,
                                     "the story says \"%s\", but in this issue it is \"%s\"", written, right);
    base_report_hint(tying->list, item, "leave the line out of the story, and the issue fills it in");
}

/* The line that leaves stand `index`; what the story says by hand is kept, and checked. */
static const char *line_to(const Tying *tying, const Journey *journey, unsigned index)
{
    if (index + 1 >= journey->stands->len) return NULL;
    const Stand *stand = stand_at(journey, index), *next = stand_at(journey, index + 1);
    ModelJumpWords words = words_of(tying, stand);
    const char *line = model_jump_line(words.to, next->label, stand->mark, tying->issue->arena);
    const char *written = index == 0 ? journey->story->jump : NULL;
    if (!written) return line;
    if (!model_jump_agrees(written, next->label, stand->mark, &words))
        report_mismatch(tying, model_jump_place(journey->story), written, line);
    return written;
}

static const char *line_from(const Tying *tying, const Journey *journey, unsigned index)
{
    if (index == 0) return NULL;
    const Stand *stand = stand_at(journey, index), *before = stand_at(journey, index - 1);
    ModelJumpWords words = words_of(tying, stand);
    const char *line = model_jump_line(words.from, before->label, before->mark, tying->issue->arena);
    const ModelTexts *written = &journey->story->elements[MODEL_ELEMENT_CONTINUED];
    if (!written->n || model_jump_agrees(written->items[0].text, before->label, before->mark, &words)) return line;
    BasePlace place = {.file = journey->story->path, .story = journey->story->slug};
    place.line = written->items[0].line;
    place.column = written->items[0].column;
    report_mismatch(tying, place, written->items[0].text, line);
    return line;
}

/* ---- Cutting ---- */

static void report_unused(const Tying *tying, const Journey *journey, const Stand *stand, const Stand *end)
{
    BasePlace place = placed_at(tying, stand)->place;
    place.page = (int)stand->page + 1;
    place.story = journey->story->slug;
    place.frame = stand->block->id;
    DkDiagnostic *item = base_report(tying->list, DK_WARNING, "jump-unused", place,
                                     "story \"%s\" is at its end in block \"%s\" of page %s; nothing is left for this one",
                                     journey->story->slug, end->block->id, end->label);
    base_report_hint(tying->list, item, "give that block fewer lines, or this one another story");
}

/* Where part `index`, which begins at part->from, is cut; false when all of it fits. */
static bool find_end(const Tying *tying, const Journey *journey, unsigned index, ModelPart *part)
{
    if (index + 1 >= journey->stands->len) return false;
    const Stand *stand = stand_at(journey, index);
    ModelBlock block = *stand->block;
    block.story = model_story_part(journey->story, part, tying->issue->arena);
    return flow_cut(tying->resolved[stand->page], &block, tying->issue->engine->fonts, tying->issue->arena, &part->to);
}

static void cut_journey(Tying *tying, const Journey *journey)
{
    ModelPart part = {0};
    const Stand *end = NULL; /* where the story is at its end */
    for (unsigned i = 0; i < journey->stands->len; i++) {
        const Stand *stand = stand_at(journey, i);
        const ModelStory **story = &tying->issue->pages[stand->page].stories[stand->place];
        *story = NULL;
        if (end) {
            report_unused(tying, journey, stand, end);
            continue;
        }
        part = (ModelPart){.number = i + 1,
                           .from = part.to,
                           .to = G_MAXUINT,
                           .first_picture = part.first_picture + part.n_pictures,
                           .n_pictures = i + 1 < journey->stands->len ? stand->block->n_pictures : G_MAXUINT,
                           .jump = line_to(tying, journey, i),
                           .continued = line_from(tying, journey, i)};
        if (!find_end(tying, journey, i, &part)) end = stand;
        if (end) part.jump = NULL;
        *story = model_story_part(journey->story, &part, tying->issue->arena);
    }
}

/* Takes the places of parts that have no text off a page. */
static void drop_empty(DkIssue *issue, IssuePage *page)
{
    if (!page->page_file) return;
    ModelPageFile *file = base_arena_alloc(issue->arena, sizeof *file);
    ModelPlacedStory *placed = base_arena_new_array(issue->arena, ModelPlacedStory, page->page_file->n_stories);
    const char **emptied = base_arena_new_array(issue->arena, const char *, page->page_file->n_stories);
    *file = *page->page_file;
    file->n_stories = 0;
    file->emptied = emptied;
    for (unsigned i = 0; i < page->page_file->n_stories; i++) {
        if (!page->stories[i]) {
            emptied[file->n_emptied++] = page->page_file->stories[i].block;
            continue;
        }
        placed[file->n_stories] = page->page_file->stories[i];
        page->stories[file->n_stories++] = page->stories[i];
    }
    file->stories = placed;
    page->page_file = file;
}

void issue_tie(DkIssue *issue, DkDiagnostics *list)
{
    g_autofree const ModelResolved **resolved = g_new0(const ModelResolved *, issue->issue->n_pages);
    Tying tying = {issue, list, find_journeys(issue), resolved};
    keep_those(&tying, can_be_tied);
    keep_those(&tying, find_places);
    set_marks(&tying);
    for (guint i = 0; i < tying.journeys->len; i++) cut_journey(&tying, g_ptr_array_index(tying.journeys, i));
    for (unsigned p = 0; p < issue->issue->n_pages; p++) drop_empty(issue, &issue->pages[p]);
    g_ptr_array_unref(tying.journeys);
}
