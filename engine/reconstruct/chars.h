/* Characters as the reader of a printed page sees them: width, kind, and the one form that habits are written in. */
#ifndef RECONSTRUCT_CHARS_H
#define RECONSTRUCT_CHARS_H

#include "reconstruct/needs.h"
#include "reconstruct/reconstruct.h"

/* The character at `p`, in text that is known to be UTF-8: g_utf8_get_char without the call, which took a sixth of the reader's time. */
static inline gunichar rec_char(const char *p)
{
    const guchar *b = (const guchar *)p;
    if (b[0] < 0x80) return b[0];
    if (b[0] < 0xe0) return (b[0] & 0x1fu) << 6 | (b[1] & 0x3fu);
    if (b[0] < 0xf0) return (b[0] & 0x0fu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
    return (b[0] & 0x07u) << 18 | (b[1] & 0x3fu) << 12 | (b[2] & 0x3fu) << 6 | (b[3] & 0x3fu);
}
/* In cells, marks and digits half an em (RULES 1.4, style half). */
int rec_width(gunichar c);
static inline bool rec_is_space(gunichar c)
{
    if (c > 0x3000) return c == 0xfeff;
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0xa0 || (c >= 0x2000 && c <= 0x200b);
}
/* Whether a character is one of the common ideographs, as most are: they have one width and one form, and mean nothing to marks. */
static inline bool rec_is_common(gunichar c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}
/* White space that has a width: a zero-width space (U+200B, U+FEFF), which web pages put where a line may end, parts no words. */
static inline bool rec_is_blank(gunichar c)
{
    return c != 0x200b && c != 0xfeff && rec_is_space(c);
}
bool rec_is_han(gunichar c);     /* an ideograph, kana, bopomofo */
bool rec_is_chinese(gunichar c); /* a Han, or a mark that stands with them, flattened ones as well */
bool rec_is_stop(gunichar c);    /* of the folded form: ends a sentence */
bool rec_is_opening(gunichar c);
bool rec_is_closing(gunichar c);
/* A mark of which ASCII has a flattened form, in its full-width form; others as they are. */
gunichar rec_fold(gunichar c);
/* Whether a character, folded, is a mark that is half an em of ink: its other half is white, or not there (RULES 1.4). */
bool rec_is_mark(gunichar c);
#define REC_N_MARK_PAIRS 6
#define REC_BRACKETS 4 /* of them, the first; the others are quotation marks */
/* Adds a range's brackets and quotes to how deep each pair is open: （） 《》 【】 「」 “”, and "", which is its own partner. */
void rec_count_marks(const RecSource *source, RecRange range, int depths[REC_N_MARK_PAIRS]);
/* Cells of a range as its source was printed, white space between Han not counted. */
int rec_cells(const RecSource *source, RecRange range);
/* Bytes and cells of the first unit of a range. */
unsigned rec_head_bytes(const RecSource *source, RecRange range);
int rec_head_cells(const RecSource *source, RecRange range);
RecRange rec_trim(const RecSource *source, RecRange range);
gunichar rec_first(const RecSource *source, RecRange range);
/* The last character that is no closing mark, when `past_closing`, else the last. */
gunichar rec_last(const RecSource *source, RecRange range, bool past_closing);
unsigned rec_count(const RecSource *source, RecRange range); /* code points but white space */

/* Text without white space, marks folded, with the byte that each of its bytes comes from. */
typedef struct {
    GString *text;
    GArray *bytes;         /* unsigned; one more than text has, for the end */
    const RecNeeds *needs; /* NULL: nobody asks */
    RecPatterns open;      /* the patterns that it may match */
    bool keeps_spaces;     /* set before it is filled: white space inside it, each run of it as one U+3000 */
    bool is_whole;         /* nothing of the range was left out */
} RecFlat;

RecFlat *rec_flat_new(const RecNeeds *needs);
void rec_flat_free(RecFlat *flat);
/* At most `most` code points of the range, from its start or up to its end. */
void rec_flat_set(RecFlat *flat, const RecSource *source, RecRange range, unsigned most, bool from_end);
/* Whether the flat text is the paper's name that the source has witnesses of (rec_source_find_paper). */
bool rec_is_paper(const RecSource *source, const RecFlat *flat);
/* The cells of a text that is not the source's. */
int rec_text_cells(const char *text);
/* The source's range of flat bytes `first` .. `end` - 1. */
RecRange rec_flat_range(const RecFlat *flat, unsigned first, unsigned end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecFlat, rec_flat_free)

#endif
