/* Encodings: which one a text that is not UTF-8 has most likely, so that its user can be told how to turn it into UTF-8.
 *
 * In: the bytes of a file.  Method: a byte order mark or line feeds of two bytes say UTF-16; text that is UTF-8 for the greater part is
 * damaged UTF-8 and no other encoding; what consists of pairs of bytes as GB18030 has them is it, or Big5 where many second bytes are low,
 * which common characters of GB18030 have not (GB/T 2312 has none). */
#include <string.h>

#include "base/file.h"

/* UTF-16 without a mark, by the first line feed or space that is half of a unit; NULL: neither is there. */
static const char *utf16_order(const unsigned char *data, size_t size)
{
    for (size_t i = 0; i + 1 < size; i += 2) {
        if (data[i + 1] == 0 && (data[i] == '\n' || data[i] == ' ')) return "UTF-16LE";
        if (data[i] == 0 && (data[i + 1] == '\n' || data[i + 1] == ' ')) return "UTF-16BE";
    }
    return NULL;
}

/* Whether at least as many of the text's characters beyond ASCII are good UTF-8 as bytes are not. */
static bool is_mostly_utf8(const char *text, size_t size)
{
    size_t n_good = 0, n_bad = 0;
    for (const char *p = text, *end; p < text + size; p = end + 1) {
        g_utf8_validate_len(p, (gsize)(text + size - p), &end);
        for (; p < end; p = g_utf8_next_char(p)) n_good += (unsigned char)*p >= 0xe0;
        n_bad += end < text + size;
    }
    return n_good >= n_bad;
}

/* The bytes of the character of GB18030 or Big5 that begins with a byte over 0x7f; 0: of neither. */
static size_t pair_bytes(const unsigned char *data, size_t size)
{
    if (data[0] == 0x80 || data[0] == 0xff || size < 2) return 0;
    bool is_long = data[1] >= '0' && data[1] <= '9';
    if (is_long) return size >= 4 && data[2] > 0x80 && data[3] >= '0' && data[3] <= '9' ? 4 : 0;
    return data[1] >= 0x40 && data[1] != 0x7f && data[1] != 0xff ? 2 : 0;
}

static const char *paired(const unsigned char *data, size_t size)
{
    size_t n_pairs = 0, n_low = 0, n = 1;
    for (size_t i = 0; i < size; i += n) {
        n = data[i] < 0x80 ? 1 : pair_bytes(data + i, size - i);
        if (n == 0 && i + 1 < size) return NULL; /* a pair may be cut at the end */
        if (n == 0) break;
        n_pairs += n == 2;
        n_low += n == 2 && data[i + 1] < 0xa1;
    }
    if (n_pairs == 0) return NULL;
    return n_low * 5 > n_pairs ? "BIG5" : "GB18030";
}

const char *base_likely_encoding(const void *bytes, size_t size)
{
    const unsigned char *data = bytes;
    if (size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff))) return "UTF-16";
    if (memchr(data, 0, size)) return utf16_order(data, size);
    return is_mostly_utf8(bytes, size) ? NULL : paired(data, size);
}
