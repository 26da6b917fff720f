/* The tables of keys: one a kind of map, which drives all there is to reading it.
 *
 * In: a map's node and the table that says what it may hold.  Out: the struct the table names, filled in; a finding for every key
 * that the table has not, every key that is missing, every value that is not of its key's type or range.  The same tables are
 * held against layouts/schema/ by a test, and their `doc` is what an editor shows. */
#ifndef READ_KEYS_H
#define READ_KEYS_H

#include "model/written.h"
#include "read/yaml.h"

/* What a key holds, and what is written at its offset. */
typedef enum {
    READ_FORMAT,  /* the word `words[0]`; nothing is written */
    READ_TEXT,    /* const char *: one line of text */
    READ_TEXTS,   /* ModelTexts: a text or a list of texts */
    READ_NAME,    /* const char *: a name without spaces */
    READ_PATH,    /* const char *: a path as written */
    READ_LENGTH,  /* ModelLength, in the key's range */
    READ_LINES,   /* ModelLength in MODEL_UNIT_LINE: a number, in the key's range, or one of `words`, a unit from `first_word` on */
    READ_INK,     /* ModelInk */
    READ_WORD,    /* an enum: the place of the value in `words` */
    READ_SWITCH,  /* bool: the value is `words[1]` */
    READ_COUNT,   /* int, in the key's range */
    READ_NUMBER,  /* double, in the key's range */
    READ_SHARE,   /* double, 0-1: written in per cent of a whole, as 30% */
    READ_SUBMAP,  /* a map of `map`'s keys, offsets counted from the key's */
    READ_SUBMAPS, /* a pointer and a count: a list of maps; one map alone where `alone` says how it is read */
    READ_NAMED,   /* a pointer and a count: a map, name -> map; the name is written at offset 0 of each */
    READ_NODE,    /* const ReadNode *: a text, to be turned into characters later */
    READ_STORIES, /* a pointer to ModelPlacedStory and a count: a map, block -> path, or {story, part} */
    READ_FURNITURE, /* a pointer to ModelFurnitureText and a count: a map, furniture -> texts, or where it has a `map`, a picture */
    READ_NOTES      /* a text or a list of texts; nothing is written */
} ReadKeyType;

typedef struct {
    double least, most; /* both 0: no range but that of every number */
    bool is_whole;
    bool is_absolute; /* of a length: %, em and line would have nothing to refer to */
} ReadRange;

typedef struct ReadMap ReadMap;

#define READ_NOWHERE SIZE_MAX

typedef struct {
    const char *name;
    ReadKeyType type;
    size_t offset;
    const char *doc;
    bool is_required;
    bool is_inheritable; /* required of the whole; a file may leave it to the layout that it extends */
    size_t count_offset; /* of READ_SUBMAPS, READ_NAMED, READ_STORIES and READ_FURNITURE */
    size_t place_offset; /* a BasePlace for the value; 0: none */
    unsigned sets;       /* a bit for the map's `sets_offset` */
    ReadRange range;
    const char *const *words;
    unsigned first_word; /* the enum's value for words[0] */
    const ReadMap *map,
        *alone; /* `alone`: one map may stand for a list of them; its offsets count from the parent unless it is `map` */
} ReadKey;

struct ReadMap {
    const char *name;     /* "a block" */
    const ReadKey *keys;  /* up to one without a name */
    size_t size;          /* of the struct it fills */
    const void *defaults; /* a struct to begin with; NULL: all zero */
    size_t place_offset;  /* READ_NOWHERE: the struct has no place */
    size_t sets_offset;   /* of READ_NOWHERE: no key sets bits */
    size_t order_offset;  /* of bytes, as many as keys: 1 + index of each key, as they are written; 0: none are noted */
};

/* Fills `*target` from a map; false when something in it was wrong. */
bool read_map(ReadSource *source, const ReadMap *map, const ReadNode *node, void *target);
/* Reads the whole of a source as one map of the format `map` describes; false with errors. */
bool read_document(ReadSource *source, const ReadMap *map, const ReadNode *root, void *target);

/* Whether the tree says that it is of the format `map` describes; an error when it says something else, or nothing. */
bool read_check_format(ReadSource *source, const ReadMap *map, const ReadNode *root);

/* Checks of a layout what its tables cannot say, and fills in what follows from the rest. */
void read_finish_layout(ReadSource *source, const ModelLayout *layout);

/* The formats, and the structs that are not the model's. */
extern const ReadMap read_layout_keys, read_styles_keys, read_issue_keys, read_page_keys, read_placed_keys, read_jump_keys,
    read_story_keys, read_golden_keys, read_crop_keys, read_focus_keys, read_furniture_picture_keys;

/* What the tables cannot say of a crop: that it lies in the picture, has a width, and holds the focus. */
void read_check_crop(ReadSource *source, const ReadNode *node, ModelPicture *picture);

typedef struct {
    const char *name;
    const ModelWrittenStyle *styles;
    unsigned n_styles;
    const ModelWrittenRung *rungs;
    unsigned n_rungs;
} ReadStyleSheet;

typedef enum { READ_KEEP, READ_RESTORE } ReadPunctuation;
typedef enum { READ_BREAKS_FLOW, READ_BREAKS_SOURCE } ReadBreaks;

typedef struct {
    const char *slug;
    ModelTexts elements[MODEL_N_ELEMENTS];
    const ReadNode *dateline;
    ModelTexts turned_head;
    const char *jump;
    BasePlace jump_place;
    int weight;
    ModelPicture *pictures;
    unsigned n_pictures;
    ReadPunctuation punctuation;
    ReadBreaks breaks;
} ReadFrontMatter;

#endif
