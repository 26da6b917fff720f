/* The charset of a bare CFF font: Adobe Technical Note 5176, chapters 3-5 (structure, INDEX, DICT) and 13 (charsets).
 *
 * hb-subset numbers the glyphs it keeps anew but leaves a CID-keyed font's CIDs as they were; the codes of the content stream
 * are those CIDs, so they are read from the font program that is embedded and never assumed. */
#include "output/pdf.h"

enum { OPERATOR_CHARSET = 15, OPERATOR_ROS = 0x0c1e, ESCAPE = 12 };

/* A cursor over the table; reading past its end gives 0 and is remembered. */
typedef struct {
    const uint8_t *data;
    size_t size, at;
    bool is_damaged;
} Cursor;

static uint32_t number(Cursor *cursor, unsigned n_bytes)
{
    if (cursor->is_damaged || n_bytes > cursor->size - cursor->at) {
        cursor->is_damaged = true;
        return 0;
    }
    uint32_t value = 0;
    while (n_bytes-- > 0) value = value << 8 | cursor->data[cursor->at++];
    return value;
}

static void move(Cursor *cursor, size_t to)
{
    if (to > cursor->size) cursor->is_damaged = true;
    if (!cursor->is_damaged) cursor->at = to;
}

/* Steps over an INDEX; `*first` and `*end` become the bounds of its first object. */
static void skip_index(Cursor *cursor, size_t *first, size_t *end)
{
    uint32_t count = number(cursor, 2);
    *first = *end = cursor->at;
    if (count == 0) return;
    unsigned offset_size = number(cursor, 1);
    if (offset_size < 1 || offset_size > 4) cursor->is_damaged = true;
    size_t offsets = cursor->at, data = offsets + (size_t)(count + 1) * offset_size - 1;
    *first = data + number(cursor, offset_size);
    *end = data + number(cursor, offset_size);
    move(cursor, offsets + (size_t)count * offset_size);
    move(cursor, data + number(cursor, offset_size));
}

/* Steps over one operand of a DICT that begins with `byte`; only whole numbers have a value here. */
static int32_t operand(Cursor *cursor, unsigned byte)
{
    if (byte == 28) return (int16_t)number(cursor, 2);
    if (byte == 29) return (int32_t)number(cursor, 4);
    if (byte >= 32 && byte <= 246) return (int32_t)byte - 139;
    if (byte >= 247 && byte <= 250) return ((int32_t)byte - 247) * 256 + (int32_t)number(cursor, 1) + 108;
    if (byte >= 251 && byte <= 254) return -((int32_t)byte - 251) * 256 - (int32_t)number(cursor, 1) - 108;
    uint32_t nibbles = 0;
    while (byte == 30 && !cursor->is_damaged && (nibbles & 0x0f) != 0x0f) nibbles = number(cursor, 1);
    return 0;
}

static void read_top_dict(Cursor *cursor, size_t end, int32_t *charset, bool *is_cid_keyed)
{
    int32_t last = 0;
    while (cursor->at < end && !cursor->is_damaged) {
        unsigned byte = number(cursor, 1);
        if (byte > 21) {
            last = operand(cursor, byte);
            continue;
        }
        unsigned key = byte == ESCAPE ? ESCAPE << 8 | number(cursor, 1) : byte;
        if (key == OPERATOR_CHARSET) *charset = last;
        if (key == OPERATOR_ROS) *is_cid_keyed = true;
    }
}

static void read_charset(Cursor *cursor, uint16_t *cids, unsigned n_glyphs)
{
    unsigned format = number(cursor, 1), left_size = format == 2 ? 2 : 1;
    if (format > 2) cursor->is_damaged = true;
    cids[0] = 0;
    for (unsigned glyph = 1; glyph < n_glyphs && !cursor->is_damaged;) {
        unsigned cid = number(cursor, 2), left = format == 0 ? 0 : number(cursor, left_size);
        for (unsigned i = 0; i <= left && glyph < n_glyphs; i++) cids[glyph++] = (uint16_t)(cid + i);
    }
}

bool pdf_cff_cids(const uint8_t *data, size_t size, uint16_t *cids, unsigned n_glyphs)
{
    Cursor cursor = {data, size, 2, size < 4};
    size_t first, end;
    move(&cursor, number(&cursor, 1));
    skip_index(&cursor, &first, &end); /* names */
    skip_index(&cursor, &first, &end); /* top DICTs */
    int32_t charset = 0;
    bool is_cid_keyed = false;
    move(&cursor, first);
    read_top_dict(&cursor, end, &charset, &is_cid_keyed);
    for (unsigned i = 0; i < n_glyphs; i++) cids[i] = (uint16_t)i;
    if (!is_cid_keyed || charset <= 2) return !cursor.is_damaged;
    move(&cursor, (size_t)charset);
    read_charset(&cursor, cids, n_glyphs);
    return !cursor.is_damaged;
}
