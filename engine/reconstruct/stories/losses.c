/* Losses: what the text has lost and what else in it says so.
 *
 * In: the draft as far as its stories.  Out: RecLoss: a day missing between a month and 日, a paragraph's end without its stop, each with
 * what is proposed, a confidence and the witness; nothing of it is ever filled in.
 * Method.  A masthead's day: its weekday falls on four or five days of the month; of these the first that is not before the day the
 * stories speak of most is the paper's (a daily prints what happened the day before); a 日 that begins a word, as ICU's dictionary has it, is
 * no day's.  Stops: stops.c. */
#include <stdio.h>
#include <string.h>

#include "reconstruct/pieces/pieces.h"
#include "reconstruct/stories/stops.h"
#include "reconstruct/write/write.h"
#include "text/text.h"

#define SURE_DAY 0.95           /* weekday and stories agree */
#define LIKELY_DAY 0.6          /* one of both is missing */
#define DAYS_BEHIND 6           /* a paper is not older than this when it speaks of a day */
#define REACH 80                /* bytes */
#define WORD_MOST 6             /* characters in which a word that begins with 日 is looked for */
#define TEXT_MAX 2000000        /* bytes: no page is longer, and its month is not looked for */
#define GAP "(?:[ \t\r\n]|　)*" /* white space, in a pattern of bytes: with characters each match would check all the text again */

typedef struct {
    const RecDraft *draft;
    GArray *out;      /* RecLoss */
    int days[13][32]; /* how often each is named */
} Finder;

static void clear_loss(void *data)
{
    g_free(((RecLoss *)data)->reason);
}

/* ---- A masthead's day ---- */

static int weekday_of(const char *text)
{
    static const char *const words[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(text, words[i])) return i < 7 ? (int)i + 1 : 7;
    return 0;
}

/* The weekday, from 1, that is named first behind `from`, else last before it, within a masthead's reach; `at` is where. */
static int find_weekday(const char *text, unsigned from, RecRange *at)
{
    unsigned first = from > REACH ? from - REACH : 0;
    static const char *const names[] = {"星期", "週", "周"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *found = g_strstr_len(text + from, REACH, names[i]);
        if (!found) found = g_strrstr_len(text + first, (gssize)(from - first), names[i]);
        int day = found ? weekday_of(found + strlen(names[i])) : 0;
        if (!day) continue;
        *at = (RecRange){(unsigned)(found - text), (unsigned)strlen(names[i]) + 3};
        return day;
    }
    return 0;
}

/* How often the text names each day of each month, as in 6月16日. */
static void count_days(Finder *finder)
{
    g_autoptr(GRegex) regex =
        g_regex_new("(?<![0-9])([0-9]{1,2})月" GAP "([0-9]{1,2})" GAP "日", G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    for (g_regex_match(regex, finder->draft->source->text->str, 0, &info); g_match_info_matches(info);
         g_match_info_next(info, NULL)) {
        g_autofree char *months = g_match_info_fetch(info, 1), *digits = g_match_info_fetch(info, 2);
        int month = (int)g_ascii_strtoll(months, NULL, 10), day = (int)g_ascii_strtoll(digits, NULL, 10);
        if (month >= 1 && month <= 12 && day >= 1 && day <= 31) finder->days[month][day]++;
    }
}

static int most_named(const int *days)
{
    int best = 0;
    for (int day = 1; day <= 31; day++)
        if (days[day] && (!best || days[day] > days[best])) best = day;
    return best;
}

/* The day of a month with that weekday that is nearest behind `named`; 0: none. */
static int day_behind(int year, int month, int weekday, int named)
{
    int last = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    for (int day = MAX(1, named); day <= MIN(last, named + DAYS_BEHIND); day++) {
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
        if (g_date_get_weekday(&date) == (GDateWeekday)weekday) return day;
    }
    return 0;
}

/* Whether the text names a day of the month behind one, within a week: then a weekly that speaks of that day may be a week later. */
static bool is_named_behind(const int *days, int day)
{
    for (int later = day + 1; later <= day + DAYS_BEHIND && later <= 31; later++)
        if (days[later]) return true;
    return false;
}

/* A date without its day, whose 日 stands at `byte`. */
static void add_day(Finder *finder, int year, int month, unsigned byte)
{
    const char *text = finder->draft->source->text->str;
    const int *days = finder->days[month];
    RecLoss loss = {.kind = REC_LOSS_DAY, .byte = byte};
    int weekday = find_weekday(text, byte, &loss.witness);
    int named = most_named(days);
    int day = !named ? 0 : weekday ? day_behind(year, month, weekday, named) : named + 1;
    if (day && day <= g_date_get_days_in_month((GDateMonth)month, (GDateYear)year)) {
        g_snprintf(loss.text, sizeof loss.text, "%d", day);
        bool is_sure = weekday && days[named] > 1 && !(day == named && is_named_behind(days, day));
        loss.confidence = is_sure ? SURE_DAY : LIKELY_DAY;
        loss.reason = weekday ? g_strdup_printf("%.*s, and the stories name %d月%d日 %d times", (int)loss.witness.n,
                                                text + loss.witness.first, month, named, days[named])
                              : g_strdup_printf("the stories name %d月%d日 %d times", month, named, days[named]);
    } else {
        loss.reason = g_strdup("no day of the stories goes with it");
    }
    g_array_append_val(finder->out, loss);
}

/* A masthead's date that ends with its month; its 日 may stand elsewhere, cut off with the weekday. */
static void find_cut_day(Finder *finder)
{
    const RecStories *stories = finder->draft->stories;
    int year = 0, month = 0;
    unsigned byte = 0;
    for (guint i = 0; i < stories->furniture->len; i++) {
        const RecElement *element = &g_array_index(stories->furniture, RecElement, i);
        if (element->role != REC_ROLE_DATE) continue;
        RecRange part = g_array_index(stories->parts, RecRange, element->first_part);
        g_autofree char *words = rec_words(finder->draft, element);
        int n = 0, y = 0, m = 0;
        bool is_month = sscanf(words, "%4d年%2d月%n", &y, &m, &n) == 2 && n && !words[n] && m >= 1 && m <= 12 && y >= 1000;
        if (is_month) {
            year = y;
            month = m;
            byte = rec_end(part);
        } else if (month && g_str_has_prefix(words, "日")) {
            byte = part.first;
        }
    }
    if (month) add_day(finder, year, month, byte);
}

/* Whether the 日 at a byte begins a word (日本, 日照) and is no day's. */
static bool begins_word(const GString *text, TextWords *words, unsigned byte)
{
    static const char daily[] = "均产產供销銷耗最"; /* 日均, 日产 ...: words of reports that the dictionary lacks */
    const char *from = text->str + byte, *end = from;
    gunichar second = rec_char(g_utf8_next_char(from));
    if (second && g_utf8_strchr(daily, -1, second)) return true;
    for (int i = 0; i < WORD_MOST && rec_is_han(rec_char(end)); i++) end = g_utf8_next_char(end);
    return text_words_over(words, from, (unsigned)(end - from), (unsigned)strlen("日")) > 0;
}

static void find_days(Finder *finder)
{
    const GString *text = finder->draft->source->text;
    if (text->len > TEXT_MAX) return;
    count_days(finder);
    find_cut_day(finder);
    g_autoptr(TextWords) words = text_words_new();
    g_autoptr(GRegex) regex =
        g_regex_new("([12][0-9]{3})年" GAP "([0-9]{1,2})月" GAP "(日)", G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    for (g_regex_match(regex, text->str, 0, &info); g_match_info_matches(info); g_match_info_next(info, NULL)) {
        g_autofree char *year = g_match_info_fetch(info, 1), *month = g_match_info_fetch(info, 2);
        int first = 0, number = (int)g_ascii_strtoll(month, NULL, 10);
        g_match_info_fetch_pos(info, 3, &first, NULL);
        bool is_date = number >= 1 && number <= 12 && !begins_word(text, words, (unsigned)first);
        if (is_date) add_day(finder, (int)g_ascii_strtoll(year, NULL, 10), number, (unsigned)first);
    }
}

static int compare_losses(const void *a, const void *b)
{
    unsigned left = ((const RecLoss *)a)->byte, right = ((const RecLoss *)b)->byte;
    return (left > right) - (left < right);
}

GArray *rec_losses_new(const RecDraft *draft)
{
    Finder finder = {.draft = draft, .out = g_array_new(FALSE, FALSE, sizeof(RecLoss))};
    g_array_set_clear_func(finder.out, clear_loss);
    find_days(&finder);
    rec_find_stops(draft, finder.out);
    g_array_sort(finder.out, compare_losses);
    return finder.out;
}

const RecLoss *rec_loss_at(const RecDraft *draft, RecRange range)
{
    guint low = 0, high = draft->losses->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(draft->losses, RecLoss, middle).byte < range.first) low = middle + 1;
        else high = middle;
    }
    bool is_found = low < draft->losses->len && g_array_index(draft->losses, RecLoss, low).byte <= rec_end(range);
    return is_found ? &g_array_index(draft->losses, RecLoss, low) : NULL;
}
