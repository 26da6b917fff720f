/* Stories: pieces put together into articles, and what stands outside them.
 *
 * In: pieces, roles, links.  Out: RecStories.
 * Method: one walk in source order.  Heads wait until their text comes: a dateline, a byline or a first paragraph makes a story of
 * them; a page pointer makes a teaser of them; a paragraph that goes on from before makes strays of them.  Whether a head without
 * dateline or byline begins a story or is a cross-head is read off the measures on both sides.  A stray goes, at the end, to the
 * headless story that has its words; what finds no place is listed for review. */
#include "reconstruct/stories/stories.h"

#include <string.h>

#include "reconstruct/pieces/pieces.h"
#include "reconstruct/write/write.h"

/* ---- Building ---- */

static RecElement new_element(Assembler *assembler, RecRole role, unsigned piece, RecRange part)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, piece);
    RecElement element = {.role = role,
                          .first_part = assembler->out->parts->len,
                          .n_parts = 1,
                          .piece = piece,
                          .lead = view->lead,
                          .confidence = view->confidence};
    g_array_append_val(assembler->out->parts, part);
    return element;
}

static void add_to(Assembler *assembler, GArray *list, RecRole role, unsigned piece, RecRange part)
{
    if (part.n == 0) return;
    RecElement element = new_element(assembler, role, piece, part);
    g_array_append_val(list, element);
}

/* The same of a piece whose role is another than it was read as. */
static void add_turned(Assembler *assembler, GArray *list, unsigned piece, RecRole role, RecWhy why)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, piece);
    RecElement element = new_element(assembler, view->role, piece, view->text);
    rec_element_turn(&element, role, why);
    g_array_append_val(list, element);
}

/* A story that has a byline and nothing else yet: the heads that come are its own. */
static bool is_empty(const RecTold *story)
{
    return story && story->has_byline && !story->has_body && story->elements->len == 1;
}

void rec_story_begin(Assembler *assembler)
{
    if (!is_empty(assembler->story)) {
        RecTold *story = g_new0(RecTold, 1);
        story->elements = g_array_new(FALSE, FALSE, sizeof(RecElement));
        g_ptr_array_add(assembler->drafts, story->elements);
        g_ptr_array_add(assembler->told, story);
        assembler->story = story;
        assembler->left = NULL;
    }
    g_array_append_vals(assembler->story->elements, assembler->waiting->data, assembler->waiting->len);
    g_array_set_size(assembler->waiting, 0);
}

static void ensure_story(Assembler *assembler)
{
    if (!assembler->story || assembler->waiting->len) rec_story_begin(assembler);
}

static void add(Assembler *assembler, RecRole role, unsigned piece, RecRange part)
{
    add_to(assembler, assembler->story->elements, role, piece, part);
}

/* The last element of a story; NULL: it has none. */
static RecElement *last_of(const RecTold *story)
{
    const GArray *elements = story ? story->elements : NULL;
    return elements && elements->len ? &g_array_index(elements, RecElement, elements->len - 1) : NULL;
}

/* Whether the story at hand has text. */
static bool has_body(const Assembler *assembler)
{
    return assembler->story && assembler->story->has_body;
}

/* ---- Waiting heads ---- */

static bool has_role(const GArray *elements, RecRole first, RecRole last)
{
    for (guint i = 0; i < elements->len; i++) {
        RecRole role = g_array_index(elements, RecElement, i).role;
        if (role >= first && role <= last) return true;
    }
    return false;
}

static void move_waiting(Assembler *assembler, GArray *to, RecRole role, RecWhy why)
{
    for (guint i = 0; i < assembler->waiting->len; i++) {
        RecElement element = g_array_index(assembler->waiting, RecElement, i);
        if (role != REC_N_ROLES) rec_element_turn(&element, role, why);
        g_array_append_val(to, element);
    }
    g_array_set_size(assembler->waiting, 0);
}

/* Begins a story under the heads that wait. */
static void begin_headed(Assembler *assembler)
{
    bool has_briefs = assembler->story && assembler->story->has_briefs && assembler->waiting->len == 1;
    for (guint i = 0; i < assembler->waiting->len; i++)
        has_briefs |= rec_is_head_of_briefs(assembler, &g_array_index(assembler->waiting, RecElement, i));
    rec_story_begin(assembler);
    assembler->story->has_briefs = has_briefs;
}

/* Gives the heads that wait their place; whether a story begins with them. */
static bool settle_heads(Assembler *assembler, unsigned index)
{
    if (assembler->waiting->len == 0) return false;
    switch (rec_judge_heads(assembler, index)) {
    case REC_HEADS_BEGIN_STORY: begin_headed(assembler); return true;
    case REC_HEADS_ARE_CROSS_HEAD: move_waiting(assembler, assembler->story->elements, REC_ROLE_CROSS_HEAD, REC_WHY_INSIDE); break;
    case REC_HEADS_ARE_BODY: move_waiting(assembler, assembler->story->elements, REC_ROLE_BODY, REC_WHY_SENTENCE); break;
    case REC_HEADS_ARE_STRAY: move_waiting(assembler, assembler->strays, REC_N_ROLES, REC_WHY_READ); break;
    }
    return false;
}

/* ---- Walking ---- */

/* Whether a text is nothing but a bracket: a signature, a note. */
static bool is_bracket(const RecSource *source, RecRange text)
{
    return rec_first(source, text) == 0xff08 && rec_last(source, text, false) == 0xff09;
}

/* Whether a paragraph's last piece breaks off. */
static bool is_lost(const Assembler *assembler, unsigned last)
{
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, last);
    const RecView *view = &g_array_index(assembler->roles->views, RecView, last);
    bool is_ended = piece->is_finished || is_bracket(assembler->source, view->text) || rec_leads_on(assembler->source, piece);
    return !is_ended && view->jump.n == 0 && !view->is_line;
}

/* Cuts a text before a line that stands in it twice, and returns what stands behind it; n 0: there is none. */
static RecRange cut_doubled(Assembler *assembler, unsigned index, RecRange *text)
{
    RecRange doubled = g_array_index(assembler->pieces->pieces, RecPiece, index).doubled;
    if (!doubled.n || doubled.first <= text->first || rec_end(doubled) > rec_end(*text)) return (RecRange){0};
    g_array_append_val(assembler->doubled, index);
    RecRange rest = {rec_end(doubled), rec_end(*text) - rec_end(doubled)};
    *text = rec_trim(assembler->source, (RecRange){text->first, doubled.first - text->first});
    return rec_trim(assembler->source, rest);
}

static void append_part(Assembler *assembler, RecElement *element, RecRange part)
{
    if (part.n == 0) return;
    g_array_append_val(assembler->out->parts, part);
    element->n_parts++;
}

/* Puts the doubled lines of the paragraph that is done to the noise. */
static void drop_doubled(Assembler *assembler)
{
    for (guint i = 0; i < assembler->doubled->len; i++) {
        unsigned index = g_array_index(assembler->doubled, unsigned, i);
        RecRange doubled = g_array_index(assembler->pieces->pieces, RecPiece, index).doubled;
        add_to(assembler, assembler->out->noise, REC_ROLE_NOISE, index, doubled);
        g_array_index(assembler->out->noise, RecElement, assembler->out->noise->len - 1).why = REC_WHY_TWICE;
    }
    g_array_set_size(assembler->doubled, 0);
}

/* The text of a paragraph: its own piece, from `first` on, and those that go on from it. */
static void add_paragraph(Assembler *assembler, unsigned index, unsigned first)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    RecRange text = {first, rec_end(view->text) - first}, rest = cut_doubled(assembler, index, &text);
    RecElement element = new_element(assembler, REC_ROLE_BODY, index, text);
    append_part(assembler, &element, rest);
    int last = (int)index;
    for (int next; (next = g_array_index(assembler->links, RecLink, last).next) >= 0; last = next) {
        text = g_array_index(assembler->roles->views, RecView, next).text;
        rest = cut_doubled(assembler, (unsigned)next, &text);
        append_part(assembler, &element, text);
        append_part(assembler, &element, rest);
        assembler->homes->pdata[next] = assembler->story;
    }
    view = &g_array_index(assembler->roles->views, RecView, last);
    element.is_lost_end = is_lost(assembler, (unsigned)last);
    assembler->story->is_signed = view->is_signed;
    assembler->story->has_body = true;
    g_array_append_val(assembler->story->elements, element);
    drop_doubled(assembler);
    assembler->homes->pdata[index] = assembler->story;
    if (view->jump.n == 0) return;
    add(assembler, REC_ROLE_JUMP, (unsigned)last, view->jump);
    assembler->story->has_jump = true;
}

/* All of a text that no other goes on from. */
static void add_whole(Assembler *assembler, GArray *list, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    RecRange text = view->text, rest = cut_doubled(assembler, index, &text);
    RecElement element = new_element(assembler, view->role, index, text);
    append_part(assembler, &element, rest);
    if (view->is_of_run) element.why = REC_WHY_ADVERTISEMENT;
    g_array_append_val(list, element);
    drop_doubled(assembler);
}

static void see_body(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    bool is_opening = view->dateline.n || view->jump_in.n; /* a dateline, or a turned part from another page, begins a story */
    if (is_opening && assembler->waiting->len == 0 && has_body(assembler)) rec_story_begin(assembler);
    else if (is_opening) ensure_story(assembler);
    bool begins = is_opening || settle_heads(assembler, index);          /* a text right under its heads is theirs */
    if (g_array_index(assembler->links, RecLink, index).previous >= 0) { /* its paragraph has it already */
        rec_home_go(assembler, index);
        return;
    }
    if (!begins) rec_home_find(assembler, index);
    ensure_story(assembler);
    bool is_second =
        view->dateline.n && !view->jump_in.n && has_role(assembler->story->elements, REC_ROLE_DATELINE, REC_ROLE_DATELINE);
    if (!is_second) add(assembler, REC_ROLE_DATELINE, index, view->dateline);
    add(assembler, REC_ROLE_JUMP_IN, index, view->jump_in);
    add_paragraph(assembler, index, is_second ? view->dateline.first : view->text.first);
    if (piece->measure && piece->n_lines > 2) assembler->story->measure = piece->measure;
    rec_home_remember(assembler, index);
}

static void see_byline(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    const RecTold *story = assembler->story;
    bool is_end = has_body(assembler) && !story->has_byline && !assembler->waiting->len && !story->has_jump;
    bool is_next_body = index + 1 < assembler->roles->views->len &&
                        g_array_index(assembler->roles->views, RecView, index + 1).role == REC_ROLE_BODY &&
                        g_array_index(assembler->links, RecLink, index + 1).previous < 0;
    bool begins = assembler->waiting->len || !story || (story->has_body && (!is_end || is_next_body));
    if (begins) rec_story_begin(assembler);
    add(assembler, REC_ROLE_BYLINE, index, view->text);
    assembler->story->has_byline = true;
}

/* Whether the paragraph right above a credit is its caption: one or two lines by themselves, that nothing goes on from or to. */
static bool is_caption_above(const Assembler *assembler, unsigned index)
{
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    const RecElement *last = last_of(assembler->story);
    if (index == 0 || piece->gap == REC_GAP_BLANK || !last) return false;
    const RecLink *link = &g_array_index(assembler->links, RecLink, index - 1);
    return last->role == REC_ROLE_BODY && last->piece == index - 1 && piece[-1].gap == REC_GAP_BLANK && piece[-1].n_lines <= 2 &&
           link->previous < 0 && link->next < 0;
}

static void see_picture(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    if (view->role == REC_ROLE_CREDIT && is_caption_above(assembler, index))
        rec_element_turn(last_of(assembler->story), REC_ROLE_CAPTION, REC_WHY_CREDIT);
    GArray *to = assembler->waiting->len || !assembler->story ? assembler->waiting : assembler->story->elements;
    add_to(assembler, to, view->role, index, view->text);
    add_to(assembler, to, REC_ROLE_CREDIT, index, view->credit);
}

static void see_row(Assembler *assembler, unsigned index)
{
    ensure_story(assembler);
    add(assembler, REC_ROLE_TABLE, index, g_array_index(assembler->roles->views, RecView, index).text);
    assembler->story->has_body = true;
}

static bool is_head(const Assembler *assembler, unsigned index)
{
    if (index >= assembler->roles->views->len) return false;
    RecRole role = g_array_index(assembler->roles->views, RecView, index).role;
    return role == REC_ROLE_HEADLINE || role == REC_ROLE_KICKER;
}

static void see_cross_head(Assembler *assembler, unsigned index)
{
    if (is_head(assembler, index + 1)) { /* with a head right under it, it stands over a story */
        add_turned(assembler, assembler->waiting, index, REC_ROLE_STANDING_HEAD, REC_WHY_OVER_HEAD);
        return;
    }
    ensure_story(assembler);
    add(assembler, REC_ROLE_CROSS_HEAD, index, g_array_index(assembler->roles->views, RecView, index).text);
    assembler->story->has_body = true;
}

static void see_lone_dateline(Assembler *assembler, unsigned index)
{
    if (assembler->waiting->len || !assembler->story || has_body(assembler)) rec_story_begin(assembler);
    add(assembler, REC_ROLE_DATELINE, index, g_array_index(assembler->roles->views, RecView, index).text);
}

static void see_jump(Assembler *assembler, unsigned index)
{
    ensure_story(assembler);
    RecView view = g_array_index(assembler->roles->views, RecView, index);
    RecElement *last = last_of(assembler->story);
    if (last && view.role == REC_ROLE_JUMP) last->is_lost_end = false; /* it goes on on that page */
    add(assembler, view.role, index, view.text);
    assembler->story->has_jump = view.role == REC_ROLE_JUMP;
}

/* A folio's words that stand on both sides of the date are one: 体育新闻 | 2022年8月21日 | 12.  False when there is none before this one. */
static bool add_to_folio(Assembler *assembler, unsigned index)
{
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    GArray *furniture = assembler->out->furniture;
    RecElement *folio = NULL;
    for (guint i = furniture->len; i-- > 0 && !folio;)
        if (g_array_index(furniture, RecElement, i).role == REC_ROLE_FOLIO) folio = &g_array_index(furniture, RecElement, i);
    if (!folio || folio->n_parts > 1 || !piece->is_folio) return false;
    RecRange part = g_array_index(assembler->out->parts, RecRange, folio->first_part);
    const char *text = assembler->source->text->str;
    bool is_one = g_array_index(assembler->pieces->pieces, RecPiece, folio->piece).is_folio && part.first < piece->range.first &&
                  !memchr(text + rec_end(part), '\n', piece->range.first - rec_end(part));
    if (!is_one) return false;
    folio->first_part = assembler->out->parts->len;
    g_array_append_val(assembler->out->parts, part);
    append_part(assembler, folio, piece->range);
    return true;
}

/* Whether a head is a column's name behind another one and its head: what waits is another story's, whose text does not come. */
static bool begins_column(const Assembler *assembler, RecRole role)
{
    return role == REC_ROLE_STANDING_HEAD && has_role(assembler->waiting, REC_ROLE_STANDING_HEAD, REC_ROLE_STANDING_HEAD) &&
           has_role(assembler->waiting, REC_ROLE_HEADLINE, REC_ROLE_DECK);
}

/* Whether the head that waits last is a teaser's: it stands right over one, and says what they all are, or is the first line of its title. */
static bool is_of_teaser(const Assembler *assembler, unsigned index)
{
    const RecPiece *piece = &g_array_index(assembler->pieces->pieces, RecPiece, index);
    const RecElement *last = &g_array_index(assembler->waiting, RecElement, assembler->waiting->len - 1);
    if (last->piece + 1 != index) return false;
    if (last->role == REC_ROLE_STANDING_HEAD) return true;
    bool is_inside = index > 1 && piece->gap == REC_GAP_NEWLINE && piece[-1].gap == REC_GAP_NEWLINE;
    return is_inside && g_array_index(assembler->roles->views, RecView, index - 2).role == REC_ROLE_TEASER;
}

static void see_teaser(Assembler *assembler, unsigned index)
{
    if (assembler->waiting->len && is_of_teaser(assembler, index)) {
        guint last = assembler->waiting->len - 1;
        RecElement element = g_array_index(assembler->waiting, RecElement, last);
        rec_element_turn(&element, REC_ROLE_TEASER, REC_WHY_OVER_TEASER);
        g_array_append_val(assembler->out->furniture, element);
        g_array_set_size(assembler->waiting, last);
    }
    add_to(assembler, assembler->out->furniture, REC_ROLE_TEASER, index,
           g_array_index(assembler->roles->views, RecView, index).text);
}

static void see(Assembler *assembler, unsigned index)
{
    const RecView *view = &g_array_index(assembler->roles->views, RecView, index);
    add_to(assembler, assembler->out->noise, REC_ROLE_NOISE, index, view->noise);
    switch (view->role) {
    case REC_ROLE_BODY: see_body(assembler, index); break;
    case REC_ROLE_BYLINE: see_byline(assembler, index); break;
    case REC_ROLE_DATELINE: see_lone_dateline(assembler, index); break;
    case REC_ROLE_CAPTION:
    case REC_ROLE_CREDIT: see_picture(assembler, index); break;
    case REC_ROLE_TABLE: see_row(assembler, index); break;
    case REC_ROLE_CROSS_HEAD: see_cross_head(assembler, index); break;
    case REC_ROLE_JUMP:
    case REC_ROLE_JUMP_IN: see_jump(assembler, index); break;
    case REC_ROLE_NOISE: add_to(assembler, assembler->out->noise, REC_ROLE_NOISE, index, view->text); break;
    case REC_ROLE_ADVERTISEMENT: add_whole(assembler, assembler->out->furniture, index); break;
    case REC_ROLE_TEASER: see_teaser(assembler, index); break;
    case REC_ROLE_TEASER_PAGE:
        move_waiting(assembler, assembler->out->furniture, REC_ROLE_TEASER, REC_WHY_TEASER);
        if (assembler->story) assembler->story->is_parted = true;
        add_to(assembler, assembler->out->furniture, REC_ROLE_TEASER_PAGE, index, view->text);
        break;
    default:
        if (view->role == REC_ROLE_FOLIO && add_to_folio(assembler, index)) break;
        if (rec_role_is_furniture(view->role)) add_to(assembler, assembler->out->furniture, view->role, index, view->text);
        else {
            if (begins_column(assembler, view->role)) rec_story_begin(assembler);
            add_to(assembler, assembler->waiting, view->role, index, view->text);
        }
    }
}

/* ---- Finishing ---- */

/* A story's file has one dateline, the first, and one jump line, the last: any other is words of its body. */
static void keep_one(GArray *draft, RecRole role)
{
    RecElement *kept = NULL;
    for (guint i = 0; i < draft->len; i++) {
        RecElement *element = &g_array_index(draft, RecElement, i);
        if (element->role != role) continue;
        RecElement *other = role == REC_ROLE_JUMP ? kept : element;
        if (kept) rec_element_turn(other, REC_ROLE_BODY, REC_WHY_SECOND);
        if (!kept || role == REC_ROLE_JUMP) kept = element;
    }
}

static void finish_story(Assembler *assembler, GArray *draft, guint number)
{
    keep_one(draft, REC_ROLE_DATELINE);
    keep_one(draft, REC_ROLE_JUMP);
    rec_arrange_heads(assembler, draft);
    RecStory story = {.slug = g_strdup_printf("story-%02u", number),
                      .first_element = assembler->out->elements->len,
                      .n_elements = draft->len,
                      .is_headless = !has_role(draft, REC_ROLE_HEADLINE, REC_ROLE_HEADLINE)};
    g_array_append_vals(assembler->out->elements, draft->data, draft->len);
    rec_measure_story(assembler, &story);
    g_array_append_val(assembler->out->stories, story);
}

RecStories *rec_stories_new(const RecSource *source, const RecPieces *pieces, const RecRoles *roles, const GArray *links,
                            const RecHabits *habits)
{
    RecStories *out = g_new0(RecStories, 1);
    out->stories = g_array_new(FALSE, FALSE, sizeof(RecStory));
    out->parts = g_array_new(FALSE, FALSE, sizeof(RecRange));
    GArray **lists[] = {&out->elements, &out->furniture, &out->noise, &out->review};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) *lists[i] = g_array_new(FALSE, FALSE, sizeof(RecElement));
    Assembler assembler = {.source = source, .pieces = pieces, .roles = roles, .links = links, .habits = habits, .out = out};
    assembler.is_traditional = rec_is_traditional(source, habits);
    assembler.waiting = g_array_new(FALSE, FALSE, sizeof(RecElement));
    assembler.strays = g_array_new(FALSE, FALSE, sizeof(RecElement));
    assembler.doubled = g_array_new(FALSE, FALSE, sizeof(unsigned));
    assembler.speakers = g_hash_table_new(NULL, NULL);
    assembler.homes = g_ptr_array_new();
    g_ptr_array_set_size(assembler.homes, (gint)pieces->pieces->len);
    assembler.told = g_ptr_array_new_with_free_func(g_free);
    assembler.drafts = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < pieces->pieces->len; i++) see(&assembler, i);
    move_waiting(&assembler, assembler.strays, REC_N_ROLES, REC_WHY_READ);
    rec_place_heads(&assembler);
    rec_part_stacks(&assembler);
    rec_place_strays(&assembler);
    rec_place_paragraphs(&assembler);
    rec_place_rests(&assembler);
    rec_place_captions(&assembler);
    for (guint i = 0; i < assembler.drafts->len; i++) {
        GArray *draft = g_ptr_array_index(assembler.drafts, i);
        if (draft->len) finish_story(&assembler, draft, out->stories->len + 1);
    }
    rec_weigh_heads(&assembler);
    g_array_unref(assembler.waiting);
    g_array_unref(assembler.strays);
    g_array_unref(assembler.doubled);
    g_hash_table_unref(assembler.speakers);
    g_ptr_array_unref(assembler.homes);
    g_ptr_array_unref(assembler.drafts);
    g_ptr_array_unref(assembler.told);
    return out;
}

void rec_stories_free(RecStories *stories)
{
    if (!stories) return;
    for (guint i = 0; i < stories->stories->len; i++) g_free(g_array_index(stories->stories, RecStory, i).slug);
    GArray *lists[] = {stories->stories, stories->elements, stories->parts, stories->furniture, stories->noise, stories->review};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) g_array_unref(lists[i]);
    g_free(stories);
}
