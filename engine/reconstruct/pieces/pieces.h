/* What the files that make the pieces share. */
#ifndef RECONSTRUCT_PIECES_H
#define RECONSTRUCT_PIECES_H

#include "reconstruct/chars.h"

#define REC_PRINTED_MOST 100 /* cells: no column is 50 em wide, so such a line of the file is a whole paragraph */

/* The words of a range, parted by any white space; returns how many there are, `most` + 1 when there are more than `words` holds. */
unsigned rec_words_of(const RecSource *source, RecRange range, RecRange *words, unsigned most);
/* The lines, each turn of an interview that was glued into one line as a line of its own. */
GArray *rec_turns_new(const RecSource *source, const GArray *lines);
/* Whether the indents of a block show that its lines are printed ones: those that have none go on from lines in mid-sentence. */
bool rec_indents_show_lines(const RecLine *lines, unsigned n);
/* A line's width with the indent that stands before it in the source. */
int rec_line_width(const RecLine *line);
/* Whether a text ends a sentence, or with a short bracket behind one: a stop belongs before that, and none behind it (GB/T 15834 4.9). */
bool rec_ends_sentence(const RecSource *source, RecRange range);
/* Whether a text begins with a sentence's end: a stop behind two characters at most. */
bool rec_begins_with_end(const RecSource *source, RecRange range);
/* Whether a piece of one line is the first one of a paragraph that goes on elsewhere: with an indent it would fill its measure. */
bool rec_is_first_line(const RecPiece *piece, const RecLine *line);
/* Whether a piece ends with a colon, on a line that had room: it leads to what stands below it. */
bool rec_leads_on(const RecSource *source, const RecPiece *piece);
/* How a paragraph of these lines begins at that measure. */
RecStart rec_start(const RecLine *lines, unsigned n_lines, int measure);
/* Whether a quotation is open at the end of a text that began outside one, or the other way round. */
bool rec_has_odd_quotes(const RecSource *source, RecRange range);
/* Whether lines of the file are a poem's; `is_after_verse`: the lines before them are. */
bool rec_is_verse(const RecSource *source, const RecLine *lines, unsigned n, bool is_after_verse, const RecHabits *habits);
/* How many lines at the top of a block are heads over the text in it. */
unsigned rec_heads_above(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits);
/* Whether a block is lines of heads, however wide, over what stands `behind` them (NULL: nothing): one leaves room that no column's line
 * does, and a paragraph begins behind them; or the last is their author's name. */
bool rec_are_heads(const RecSource *source, const RecLine *rows, unsigned n, const RecLine *behind, const RecHabits *habits);
/* How many lines at the top of a block are a poem's title and its author, verse below them; 0: none. */
unsigned rec_poem_top(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits);
/* Whether a block is heads that a poem may stand under: a title and its author, or nothing but the author. */
bool rec_is_over_poem(const RecSource *source, const RecLine *lines, unsigned n, const RecHabits *habits);
/* Whether a block of a cycle's poems begins with the title of one: its first line is shorter than any other. */
bool rec_has_inner_title(const RecLine *lines, unsigned n);
/* Whether a line may be one of a poem: Han and their marks alone, no piece of furniture. */
bool rec_is_line_of_verse(const RecSource *source, const RecLine *line, const RecHabits *habits);
/* The lines, each verse of a stanza that is one line of the file as a line of its own, marked. */
GArray *rec_stanzas_new(const RecSource *source, const GArray *lines, const RecHabits *habits);
/* Whether a line begins with a Chinese number and white space, as the parts of a poem or an essay do: 一　晒场. */
bool rec_is_numbered(const RecSource *source, const RecLine *line);
/* Whether a text has sentences: a full stop, a cry that is quoted and gone on from, pauses over some width, or an end like a sentence's. */
bool rec_is_prose(const RecSource *source, RecRange range);
/* The words of a line that white space parts. */
typedef struct {
    unsigned n, n_figures; /* those that have a digit */
    unsigned n_single;     /* ... that are one character, and no digit */
    unsigned n_long;       /* ... longer than a row's */
    unsigned longest;      /* characters */
    bool starts_with_figure;
    bool has_clauses; /* a comma or a stop stands in it */
} RecCells;
RecCells rec_cells_of(const RecSource *source, RecRange range);
/* Whether a line has the form of a table's row of three cells or more; of two, a name and a figure. */
bool rec_is_row(const RecSource *source, RecRange range);
bool rec_is_pair(const RecSource *source, RecRange range);
/* Whether a line is one word whose characters are set apart: 晒 秋. */
bool rec_is_spaced(const RecSource *source, RecRange range);
/* Whether paragraphs' first lines are told from others by white space. */
bool rec_has_indents(const GArray *lines);
/* What the heaviest habit takes a text for as a whole, by its words alone; REC_N_ROLES: none that weighs much does. */
RecRole rec_form(const RecSource *source, RecRange range, const RecHabits *habits);
/* The furniture that a text is as a whole; REC_N_ROLES: none. */
RecRole rec_furniture_role(const RecSource *source, RecRange range, const RecHabits *habits);
/* Whether a text is, as a whole, a standing head that a habit knows. */
bool rec_is_label(const RecSource *source, RecRange range, const RecHabits *habits);
/* Whether a text is two phrases parted by a space, without a mark: 一把钥匙　开了五户人家的门. */
bool rec_is_of_phrases(const RecSource *source, RecRange range);
/* Where the dateline of a text ends: the first byte past it, 0 when it has none. */
unsigned rec_dateline_end(const RecSource *source, RecRange range, const RecHabits *habits);
/* The first byte of the credit that ends a text; 0 when it has none. */
unsigned rec_credit_start(const RecSource *source, RecRange range, const RecHabits *habits);

#endif
