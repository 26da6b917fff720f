/* Keys: reading a map by its table. */
#include "read/keys.h"

#include <math.h>
#include <string.h>

#include "read/marks.h"
#include "read/scalar.h"
#include "read/value.h"

static void *field(void *target, size_t offset)
{
    return (char *)target + offset;
}

static const char *shown(ReadSource *source, const ReadNode *node)
{
    return read_shown(source, node->text, node->n_bytes);
}

/* ---- Unknown and missing keys ---- */

static const ReadKey *find_key(const ReadMap *map, const char *name)
{
    for (const ReadKey *key = map->keys; key->name; key++)
        if (strcmp(key->name, name) == 0) return key;
    return NULL;
}

static const char *const *key_names(const ReadMap *map, BaseArena *arena)
{
    size_t n = 0;
    while (map->keys[n].name) n++;
    const char **names = base_arena_new_array(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) names[i] = map->keys[i].name;
    return names;
}

static char *listed(const char *const *words)
{
    GString *list = g_string_new(NULL);
    for (; *words; words++) g_string_append_printf(list, "%s%s", list->len ? ", " : "", *words);
    return g_string_free(list, FALSE);
}

/* Hints at the word that was meant, or else at all that are allowed. */
static void hint_words(ReadSource *source, DkDiagnostic *item, const char *word, const char *const *words)
{
    const char *near = base_nearest(word, words);
    g_autofree char *all = listed(words);
    if (near) read_hint(source, item, "did you mean \"%s\"?", near);
    else read_hint(source, item, "allowed: %s", all);
}

static void report_unknown(ReadSource *source, const ReadMap *map, const ReadNode *key)
{
    DkDiagnostic *item = read_error(source, key->place, "unknown-key", "unknown key \"%s\" in %s", shown(source, key), map->name);
    if (item) hint_words(source, item, key->text, key_names(map, source->arena));
}

static bool check_required(ReadSource *source, const ReadMap *map, const ReadNode *node)
{
    bool is_good = true;
    for (const ReadKey *key = map->keys; key->name; key++) {
        if (!key->is_required || read_node_value(node, key->name)) continue;
        is_good = false;
        DkDiagnostic *item = read_error(source, node->place, "missing-key", "%s has no \"%s\"", map->name, key->name);
        read_hint(source, item, "add it: %s", key->doc);
    }
    return is_good;
}

/* ---- Values ---- */

static bool wrong_kind(ReadSource *source, const ReadKey *key, const ReadNode *node, const char *wanted)
{
    bool is_empty = node->kind == READ_SCALAR && node->n_bytes == 0 && node->style == READ_PLAIN;
    DkDiagnostic *item = read_error(source, node->place, "wrong-kind", "\"%s\" holds %s where %s is needed", key->name,
                                    is_empty ? "nothing" : read_node_word(node), wanted);
    read_hint(source, item, "%s", key->doc);
    return false;
}

/* Whether a node is a scalar that says something; `wanted` is what it should say. */
static bool has_text(ReadSource *source, const ReadKey *key, const ReadNode *node, const char *wanted)
{
    if (node->kind != READ_SCALAR) return wrong_kind(source, key, node, wanted);
    if (node->n_bytes || node->style != READ_PLAIN) return true;
    DkDiagnostic *item = read_error(source, node->place, "bad-value", "\"%s\" has no value", key->name);
    read_hint(source, item, "give it %s, or take the key out", wanted);
    return false;
}

static bool bad_value(ReadSource *source, const ReadKey *key, const ReadNode *node, const char *wanted)
{
    DkDiagnostic *item =
        read_error(source, node->place, "bad-value", "\"%s\" is no %s for \"%s\"", shown(source, node), wanted, key->name);
    read_hint(source, item, "%s", key->doc);
    return false;
}

static bool out_of_range(ReadSource *source, const ReadKey *key, const ReadNode *node)
{
    DkDiagnostic *item =
        read_error(source, node->place, "out-of-range", "\"%s\" is out of range for \"%s\"", shown(source, node), key->name);
    double least = key->range.least, most = key->range.most;
    if (key->range.is_whole) read_hint(source, item, "allowed: whole numbers from %g to %g", least, most);
    else if (least == 0 && most == 0) read_hint(source, item, "allowed: -10000 to 10000, with at most 32 digits");
    else read_hint(source, item, "allowed: %g to %g%s", least, most, key->range.is_absolute ? " pt" : "");
    return false;
}

static bool is_in_range(const ReadRange *range, double number)
{
    if (range->is_whole && number != floor(number)) return false;
    return (range->least == 0 && range->most == 0) || (number >= range->least && number <= range->most);
}

static bool take_format(ReadSource *source, const ReadKey *key, const ReadNode *node)
{
    if (!has_text(source, key, node, "the format's name")) return false;
    if (strcmp(node->text, key->words[0]) == 0) return true;
    DkDiagnostic *item = read_error(source, node->place, "wrong-format", "this file says it is \"%s\"; \"%s\" is needed here",
                                    shown(source, node), key->words[0]);
    read_hint(source, item, "check which file is named, or the version in it");
    return false;
}

static bool take_text(ReadSource *source, const ReadKey *key, const ReadNode *node, const char **text)
{
    if (!has_text(source, key, node, "a text")) return false;
    *text = read_scalar_string(source, node);
    return true;
}

static bool take_node(ReadSource *source, const ReadKey *key, const ReadNode *node, const ReadNode **target)
{
    *target = node;
    return has_text(source, key, node, "a text");
}

static bool take_texts(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelTexts *texts)
{
    if (node->kind == READ_MAP) return wrong_kind(source, key, node, "a text or a list of texts");
    if (node->kind == READ_SCALAR && !has_text(source, key, node, "a text or a list of texts")) return false;
    for (const ReadNode *item = node->first; item; item = item->next)
        if (!has_text(source, key, item, "a text")) return false;
    *texts = read_scalar_texts(source, node);
    return true;
}

static bool take_notes(ReadSource *source, const ReadKey *key, const ReadNode *node)
{
    bool is_good = node->kind != READ_MAP || wrong_kind(source, key, node, "a text or a list of texts");
    for (const ReadNode *item = node->first; is_good && item; item = item->next)
        is_good = item->kind == READ_SCALAR || wrong_kind(source, key, item, "a text");
    return is_good;
}

static bool take_path(ReadSource *source, const ReadKey *key, const ReadNode *node, const char **path)
{
    if (!has_text(source, key, node, "a path")) return false;
    *path = node->text;
    if (node->n_bytes && !strpbrk(node->text, "\n")) return true;
    return bad_value(source, key, node, "path");
}

static bool take_name(ReadSource *source, const ReadKey *key, const ReadNode *node, const char **name)
{
    if (!has_text(source, key, node, "a name")) return false;
    *name = node->text;
    return read_is_name(node) || bad_value(source, key, node, "name (up to 64 characters without spaces)");
}

static bool bad_length(ReadSource *source, const ReadKey *key, const ReadNode *node, ReadFault fault)
{
    DkDiagnostic *item;
    const char *word = shown(source, node);
    switch (fault) {
    case READ_NO_UNIT:
        item = read_error(source, node->place, "wrong-unit", "\"%s\" of \"%s\" has no unit", word, key->name);
        read_hint(source, item, "write it as %s%s, %smm, %sem …", word, "pt", word, word);
        return false;
    case READ_UNKNOWN_UNIT:
        item = read_error(source, node->place, "wrong-unit", "\"%s\" of \"%s\" has an unknown unit", word, key->name);
        read_hint(source, item, "allowed: pt, mm, in, em, line, %% and the size names from 初号 to 八号");
        return false;
    case READ_TOO_LARGE: return out_of_range(source, key, node);
    default:
        item = read_error(source, node->place, "bad-value", "\"%s\" is no length for \"%s\"", word, key->name);
        read_hint(source, item, "a length is a decimal number with a unit, as 9.5pt, 2em, 390mm, or a size name, as 小五");
        return false;
    }
}

static bool take_length(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelLength *length)
{
    if (!has_text(source, key, node, "a length")) return false;
    ReadFault fault = read_parse_length(node->text, length);
    if (fault != READ_GOOD) return bad_length(source, key, node, fault);
    if (key->range.is_absolute && length->unit != MODEL_UNIT_PT) {
        DkDiagnostic *item = read_error(source, node->place, "wrong-unit", "\"%s\" of \"%s\" refers to nothing known yet",
                                        shown(source, node), key->name);
        read_hint(source, item, "give it in pt, mm or in, or by a size name");
        return false;
    }
    return is_in_range(&key->range, length->value) || out_of_range(source, key, node);
}

static bool take_number(ReadSource *source, const ReadKey *key, const ReadNode *node, double *number)
{
    if (!has_text(source, key, node, "a number")) return false;
    const char *end = "";
    ReadFault fault = read_parse_number(node->text, number, &end);
    if (fault == READ_GOOD && *end) fault = READ_NO_NUMBER;
    if (fault == READ_NO_NUMBER) return bad_value(source, key, node, "number");
    return (fault == READ_GOOD && is_in_range(&key->range, *number)) || out_of_range(source, key, node);
}

/* Where a number is wanted or one of the key's words, which stand for units. */
static bool take_lines(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelLength *lines)
{
    for (unsigned i = 0; key->words && key->words[i] && node->kind == READ_SCALAR; i++) {
        if (strcmp(key->words[i], node->text) != 0) continue;
        *lines = (ModelLength){0, (ModelUnit)(key->first_word + i)};
        return true;
    }
    lines->unit = MODEL_UNIT_LINE;
    return take_number(source, key, node, &lines->value);
}

static bool take_count(ReadSource *source, const ReadKey *key, const ReadNode *node, int *count)
{
    double number = 0;
    bool is_good = take_number(source, key, node, &number);
    *count = is_good ? (int)number : 0;
    return is_good;
}

/* A part of a whole in per cent. */
static bool take_share(ReadSource *source, const ReadKey *key, const ReadNode *node, double *share)
{
    ModelLength length;
    if (!has_text(source, key, node, "a share in per cent")) return false;
    ReadFault fault = read_parse_length(node->text, &length);
    if (fault != READ_GOOD || length.unit != MODEL_UNIT_PERCENT) return bad_value(source, key, node, "share in per cent, as 30%,");
    *share = length.value / 100;
    if (*share >= 0 && *share <= 1) return true;
    read_hint(source,
              read_error(source, node->place, "out-of-range", "\"%s\" is out of range for \"%s\"", shown(source, node), key->name),
              "allowed: 0%% to 100%%");
    return false;
}

static bool take_ink(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelInk *ink)
{
    if (!has_text(source, key, node, "an ink")) return false;
    return read_parse_ink(node->text, ink) || bad_value(source, key, node, "ink");
}

static bool take_word(ReadSource *source, const ReadKey *key, const ReadNode *node, unsigned *index)
{
    if (!has_text(source, key, node, "a word")) return false;
    for (unsigned i = 0; key->words[i]; i++) {
        if (strcmp(key->words[i], node->text) != 0) continue;
        *index = key->first_word + i;
        return true;
    }
    DkDiagnostic *item =
        read_error(source, node->place, "bad-value", "\"%s\" is no value of \"%s\"", shown(source, node), key->name);
    if (item) hint_words(source, item, node->text, key->words);
    return false;
}

static bool take_switch(ReadSource *source, const ReadKey *key, const ReadNode *node, bool *is_second)
{
    unsigned index = 0;
    bool is_good = take_word(source, key, node, &index);
    *is_second = index == 1;
    return is_good;
}

/* ---- Lists and maps ---- */

/* A fresh array for the node's children, hung into the parent. */
static char *array_new(ReadSource *source, const ReadKey *key, size_t size, unsigned n, void *target)
{
    char *items = base_arena_alloc(source->arena, size * n);
    *(void **)field(target, key->offset) = items;
    *(unsigned *)field(target, key->count_offset) = n;
    return items;
}

static bool take_submaps(ReadSource *source, const ReadKey *key, const ReadNode *node, void *target)
{
    size_t size = key->map->size;
    if (node->kind == READ_MAP && key->alone && key->alone != key->map) return read_map(source, key->alone, node, target);
    if (node->kind == READ_MAP && key->alone) return read_map(source, key->map, node, array_new(source, key, size, 1, target));
    if (node->kind != READ_LIST) return wrong_kind(source, key, node, key->alone ? "a map or a list of maps" : "a list of maps");
    bool is_good = true;
    char *item = array_new(source, key, size, node->n, target);
    for (const ReadNode *child = node->first; child; child = child->next, item += size)
        is_good &= read_map(source, key->map, child, item);
    return is_good;
}

/* Whether the key of a map's value is a name, as those of styles, blocks and furniture. */
static bool is_named(ReadSource *source, const ReadKey *key, const ReadNode *value)
{
    if (value->key->kind != READ_SCALAR) return false; /* reported with the tree */
    return read_is_name(value->key) || bad_value(source, key, value->key, "name (up to 64 characters without spaces)");
}

static bool take_named(ReadSource *source, const ReadKey *key, const ReadNode *node, void *target)
{
    if (node->kind != READ_MAP) return wrong_kind(source, key, node, "a map");
    bool is_good = true;
    char *item = array_new(source, key, key->map->size, node->n, target);
    for (const ReadNode *value = node->first; value; value = value->next, item += key->map->size) {
        if (!is_named(source, key, value)) {
            is_good = false;
            continue;
        }
        is_good &= read_map(source, key->map, value, item);
        *(const char **)(void *)item = value->key->text;
        if (key->map->place_offset != READ_NOWHERE) *(BasePlace *)field(item, key->map->place_offset) = value->key->place;
    }
    return is_good;
}

#define PLACED(member) .offset = offsetof(ModelPlacedStory, member)
static const ReadKey placed_keys[] = {
    {"story", READ_PATH, PLACED(path), "path of the story, relative to this file", true,
     .place_offset = offsetof(ModelPlacedStory, place)},
    {"part", READ_COUNT, PLACED(part), "which part of a story that stands on several pages, from 1",
     .range = {.least = 1, .most = 99, .is_whole = true}},
    {NULL},
};
const ReadMap read_placed_keys = {"a part of a story", placed_keys, sizeof(ModelPlacedStory), NULL, READ_NOWHERE, READ_NOWHERE};

/* A path alone, or a path and which part. */
static bool take_placed(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelPlacedStory *story)
{
    if (node->kind == READ_MAP) return read_map(source, &read_placed_keys, node, story);
    story->place = node->place;
    return take_path(source, key, node, &story->path);
}

static bool take_stories(ReadSource *source, const ReadKey *key, const ReadNode *node, void *target)
{
    if (node->kind != READ_MAP) return wrong_kind(source, key, node, "a map of blocks and paths");
    bool is_good = true;
    ModelPlacedStory *story = (void *)array_new(source, key, sizeof *story, node->n, target);
    for (const ReadNode *value = node->first; value; value = value->next, story++) {
        is_good &= is_named(source, key, value) && take_placed(source, key, value, story);
        if (!story->path) continue;
        g_autofree char *beside = base_file_beside(source->path, story->path);
        story->path = base_arena_strdup(source->arena, beside);
        story->block = value->key->text;
        story->block_place = value->key->place;
    }
    return is_good;
}

/* A picture that says more than its path; the path stands as the frame's text. */
static bool take_furniture_picture(ReadSource *source, const ReadKey *key, const ReadNode *node, ModelFurnitureText *text)
{
    ModelPicture *picture = base_arena_new_array(source->arena, ModelPicture, 1);
    if (!read_map(source, key->map, node, picture)) return false;
    ModelText *file = base_arena_new_array(source->arena, ModelText, 1);
    *file = (ModelText){picture->file, node->place.line, node->place.column};
    read_check_crop(source, node, picture);
    text->texts = (ModelTexts){file, 1};
    text->picture = picture;
    return true;
}

static bool take_furniture(ReadSource *source, const ReadKey *key, const ReadNode *node, void *target)
{
    if (node->kind != READ_MAP) return wrong_kind(source, key, node, "a map of furniture frames and texts");
    bool is_good = true;
    ModelFurnitureText *text = (void *)array_new(source, key, sizeof *text, node->n, target);
    for (const ReadNode *value = node->first; value; value = value->next, text++) {
        bool is_picture = key->map && value->kind == READ_MAP;
        is_good &= is_named(source, key, value) &&
                   (is_picture ? take_furniture_picture(source, key, value, text) : take_texts(source, key, value, &text->texts));
        text->id = value->key->text;
        text->place = value->key->place;
        for (unsigned i = 0; !is_picture && i < text->texts.n; i++) read_marks_refuse(source, &text->texts.items[i]);
    }
    return is_good;
}

static bool take_value(ReadSource *source, const ReadKey *key, const ReadNode *node, void *target)
{
    void *at = field(target, key->offset);
    switch (key->type) {
    case READ_FORMAT: return take_format(source, key, node);
    case READ_TEXT: return take_text(source, key, node, at);
    case READ_TEXTS: return take_texts(source, key, node, at);
    case READ_NAME: return take_name(source, key, node, at);
    case READ_PATH: return take_path(source, key, node, at);
    case READ_LENGTH: return take_length(source, key, node, at);
    case READ_LINES: return take_lines(source, key, node, at);
    case READ_INK: return take_ink(source, key, node, at);
    case READ_WORD: return take_word(source, key, node, at);
    case READ_SWITCH: return take_switch(source, key, node, at);
    case READ_COUNT: return take_count(source, key, node, at);
    case READ_NUMBER: return take_number(source, key, node, at);
    case READ_SHARE: return take_share(source, key, node, at);
    case READ_SUBMAP: return read_map(source, key->map, node, at);
    case READ_SUBMAPS: return take_submaps(source, key, node, target);
    case READ_NAMED: return take_named(source, key, node, target);
    case READ_NODE: return take_node(source, key, node, at);
    case READ_STORIES: return take_stories(source, key, node, target);
    case READ_FURNITURE: return take_furniture(source, key, node, target);
    case READ_NOTES: return take_notes(source, key, node);
    }
    g_assert_not_reached();
}

/* Notes that a key is the next one in its map. */
static void note_order(const ReadMap *map, const ReadKey *key, void *target)
{
    uint8_t *order = field(target, map->order_offset);
    while (*order) order++;
    *order = (uint8_t)(key - map->keys + 1);
}

bool read_map(ReadSource *source, const ReadMap *map, const ReadNode *node, void *target)
{
    if (node->kind != READ_MAP) {
        read_error(source, node->place, "wrong-kind", "%s is written as a map, not as %s", map->name, read_node_word(node));
        return false;
    }
    if (map->defaults) memcpy(target, map->defaults, map->size);
    if (map->place_offset != READ_NOWHERE) *(BasePlace *)field(target, map->place_offset) = node->place;
    bool is_good = check_required(source, map, node);
    for (const ReadNode *value = node->first; value; value = value->next) {
        const ReadKey *key = value->key->kind == READ_SCALAR ? find_key(map, value->key->text) : NULL;
        if (!key) {
            is_good = false;
            if (value->key->kind == READ_SCALAR) report_unknown(source, map, value->key);
            continue;
        }
        is_good &= take_value(source, key, value, target);
        if (key->place_offset) *(BasePlace *)field(target, key->place_offset) = value->place;
        if (map->order_offset) note_order(map, key, target);
        if (key->sets) *(unsigned *)field(target, map->sets_offset) |= key->sets;
    }
    return is_good;
}

bool read_check_format(ReadSource *source, const ReadMap *map, const ReadNode *root)
{
    const ReadNode *format = read_node_value(root, map->keys[0].name);
    if (format) return take_format(source, &map->keys[0], format);
    read_error(source, root->place, "missing-key", "%s has no \"%s\"", map->name, map->keys[0].name);
    return false;
}

bool read_document(ReadSource *source, const ReadMap *map, const ReadNode *root, void *target)
{
    const ReadNode *format = read_node_value(root, map->keys[0].name);
    /* of a file of another format, every key would be unknown: say the one thing that matters */
    if (format && map->keys[0].type == READ_FORMAT && !take_format(source, &map->keys[0], format)) return false;
    return read_map(source, map, root, target) && source->n_errors == 0;
}
