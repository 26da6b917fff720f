/* Ledger: proves that every code point of the source is in exactly one place.
 *
 * In: the source and the stories.  Out: how many code points went where, how many went nowhere, how many twice. */
#include "reconstruct/chars.h"

typedef struct {
    const RecSource *source;
    const RecStories *stories;
    guint8 *is_taken; /* one a byte */
    RecLedger ledger;
} Book;

/* Enters a range; returns its code points but white space. */
static unsigned enter(Book *book, RecRange range)
{
    unsigned n = 0;
    const char *text = book->source->text->str;
    for (const char *p = text + range.first; p < text + rec_end(range); p = g_utf8_next_char(p)) {
        if (rec_is_space(rec_char(p))) continue;
        book->ledger.n_twice += book->is_taken[p - text];
        book->is_taken[p - text] = 1;
        n++;
    }
    return n;
}

static unsigned enter_all(Book *book, const GArray *elements)
{
    unsigned n = 0;
    for (guint i = 0; i < elements->len; i++) {
        const RecElement *element = &g_array_index(elements, RecElement, i);
        for (unsigned k = 0; k < element->n_parts; k++)
            n += enter(book, g_array_index(book->stories->parts, RecRange, element->first_part + k));
    }
    return n;
}

static void count_rest(Book *book)
{
    const char *text = book->source->text->str;
    for (const char *p = text; p < text + book->source->text->len; p = g_utf8_next_char(p)) {
        bool is_space = rec_is_space(rec_char(p));
        book->ledger.n_all++;
        book->ledger.n_space += is_space;
        book->ledger.n_missing += !is_space && !book->is_taken[p - text];
    }
}

RecLedger rec_ledger(const RecSource *source, const RecStories *stories)
{
    Book book = {.source = source, .stories = stories, .is_taken = g_malloc0(source->text->len + 1)};
    book.ledger.n_stories = enter_all(&book, stories->elements);
    book.ledger.n_furniture = enter_all(&book, stories->furniture);
    book.ledger.n_noise = enter_all(&book, stories->noise);
    book.ledger.n_review = enter_all(&book, stories->review);
    count_rest(&book);
    g_free(book.is_taken);
    return book.ledger;
}
