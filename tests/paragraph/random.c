/* Random text in random styles: the laws hold, and the same text set in pieces gives the same lines. */
#include <locale.h>
#include <string.h>

#include "coded.h"
#include "setting.h"

/* Pieces of text of one kind; a random text is a mixture of a few kinds. */
static const char *const han[] = {"株", "洲", "日", "报", "渌", "口", "区", "𠀀", "々", "㎡", "①", "ぁ", "か", "ー", "한"};
static const char *const marks[] = {"，", "。", "、", "；", "：", "！", "？", "“", "”",    "‘",      "’",  "（", "）", "《", "》",
                                    "——", "……", "—",  "…",  "·",  "～", "／", "/", "！？", "！！！", "【", "】", "「", "」", "⸺"};
static const char *const words[] = {"Best", "T/CCPITCSC", "don’t", "co-op", "a", "GDP", "x.y", "(q)", "\"z\"", "é", "ﬁ"};
static const char *const numbers[] = {"0", "12.5%", "3420.26", "￥100", "2021", "015-2018", "1,234", "№5", "20℃", "-3"};
static const char *const blanks[] = {" ", "  ", "　", "\t", "\u00A0", "\u200B", "\u2060", "\u202F", "\u2003"};
static const char *const oddities[] = {"👨‍👩‍👧",
                                       "🇨🇳",
                                       "☝🏽",
                                       "e\u0301\u0323",
                                       "\uE81E",
                                       "\U000F0000",
                                       "葛\U000E0100",
                                       "\u0300",
                                       "\u200D",
                                       "\uFE0F",
                                       "\u00AD",
                                       "●",
                                       "▶",
                                       "\u2028",
                                       "\uFFFD",
                                       "\u061C",
                                       "\u202E",
                                       "\u2066"};
static const char *const backward[] = {"שלום", "עברית", "سلام", "١٢٣", "אב12"};

static const struct {
    const char *const *pieces;
    unsigned n;
} kinds[] = {{han, G_N_ELEMENTS(han)},           {han, G_N_ELEMENTS(han)},          {marks, G_N_ELEMENTS(marks)},
             {words, G_N_ELEMENTS(words)},       {numbers, G_N_ELEMENTS(numbers)},  {blanks, G_N_ELEMENTS(blanks)},
             {oddities, G_N_ELEMENTS(oddities)}, {backward, G_N_ELEMENTS(backward)}};

/* The same texts every time; another run of them with DUIKAI_RANDOM_SEED in the environment. */
static GRand *dice;

static int pick(int n)
{
    return g_rand_int_range(dice, 0, n);
}

static char *random_text(void)
{
    GString *text = g_string_new(NULL);
    int n = 1 + pick(80), n_kinds = 1 + pick(G_N_ELEMENTS(kinds));
    for (int i = 0; i < n; i++) {
        int kind = pick(3) ? pick(n_kinds) : 0;
        g_string_append(text, kinds[kind].pieces[pick((int)kinds[kind].n)]);
    }
    return g_string_free(text, FALSE);
}

static ModelStyle random_style(void)
{
    ModelStyle style = setting_style();
    static const char *const roles[] = {"song", "kai", "hei"};
    style.font = roles[pick(3)];
    style.punctuation = (ModelPunctuation)pick(4);
    style.prohibition = (ModelProhibition)pick(4);
    style.breaker = (ModelBreaker)pick(2);
    style.align = pick(2) ? MODEL_ALIGN_JUSTIFY : (ModelAlign)pick(5);
    style.digits = (ModelDigits)pick(2);
    style.indent = pick(3) * EM;
    style.tracking = pick(4) ? 0 : pick(EM / 4) - EM / 20;
    style.han_latin_gap = pick(2) * EM / 8;
    style.is_hanging = pick(2);
    style.is_hyphenated = pick(2);
    style.word_language = "en-US";
    style.hyphens_in_a_row = (unsigned)pick(4);
    return style;
}

/* Measures that differ from line to line, as in a leg narrowed by a picture. */
static ParSegment uneven(const void *data, int line)
{
    DkLength measure = *(const DkLength *)data;
    return (ParSegment){line % 3 * EM, measure + (line % 4) * EM / 2};
}

static TextSpan *cut(const char *text, unsigned n_bytes, unsigned *n_spans)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(TextSpan));
    for (unsigned at = 0; at < n_bytes;) {
        const char *end = text + at;
        for (int n = 1 + pick(5); n > 0 && *end; n--) end = g_utf8_next_char(end);
        TextSpan span = {at, (unsigned)(end - text) - at, 0};
        g_array_append_val(spans, span);
        at += span.n_bytes;
    }
    *n_spans = spans->len;
    return (TextSpan *)(void *)g_array_free(spans, FALSE);
}

/* Lines that are only counted are as many, and none is kept. */
static void check_count(ParLines *lines, const ParResult *result, const ParRequest *request)
{
    ParRequest counting = *request;
    counting.is_counted = true;
    guint n = lines->lines->len;
    ParResult counted = par_break(lines, &counting);
    g_assert_cmpuint(counted.n_lines, ==, result->n_lines);
    g_assert_cmpuint(counted.next_cluster, ==, result->next_cluster);
    g_assert_cmpuint(lines->lines->len, ==, n);
}

static char *set_lines(const TextRuns *runs, const ParRequest *request)
{
    ParLines *lines = par_lines_new();
    ParResult result = par_break(lines, request);
    laws_check_lines(lines, &result, request);
    check_count(lines, &result, request);
    BaseDump *dump = base_dump_new();
    par_dump(lines, runs, dump);
    par_lines_free(lines);
    return base_dump_finish(dump);
}

static void check_one(void)
{
    g_autofree char *text = random_text();
    ModelStyle style = random_style();
    TextSpan whole = {0, (unsigned)strlen(text), 0};
    unsigned n_pieces;
    g_autofree TextSpan *pieces = cut(text, whole.n_bytes, &n_pieces);
    TextRequest shaping = {.text = text,
                           .n_bytes = whole.n_bytes,
                           .spans = &whole,
                           .n_spans = 1,
                           .language = (ModelLanguage)pick(4),
                           .direction = (ModelDirection)pick(2)};
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    DkLength measure = EM + pick(20 * EM);
    if (g_test_verbose())
        g_test_message("%s | %s %s %s %s, %d", text, model_punctuation_words[style.punctuation],
                       model_prohibition_words[style.prohibition], model_breaker_words[style.breaker],
                       model_align_words[style.align], measure);
    char *dumps[2];
    for (int i = 0; i < 2; i++) {
        TextRuns *runs = text_runs_new(&style, 1);
        unsigned paragraph = text_shape(runs, setting_fonts(), &shaping, list);
        laws_check_text(runs, paragraph);
        ParRequest request = {
            .runs = runs, .paragraph = paragraph, .style = &style, .is_indented = true, .measure = {uneven, &measure}};
        dumps[i] = set_lines(runs, &request);
        laws_check_breakers(&request);
        text_runs_free(runs);
        shaping.spans = pieces;
        shaping.n_spans = n_pieces;
    }
    g_assert_cmpstr(dumps[0], ==, dumps[1]);
    g_free(dumps[0]);
    g_free(dumps[1]);
}

static void test_random(void)
{
    for (int i = 0; i < (g_test_slow() ? 100000 : 2000); i++) check_one();
}

static const char ordinary[] =
    "6月16日，市委书记曹慧泉到千金集团调研。他强调，要发挥好龙头企业作用，全面加强创新研发，更好支撑、带动株洲"
    "生物医药和大健康产业高质量发展。来到千金集团河西制剂车间，曹慧泉走进实验室、检验室、包装车间等处。";

/* Taking a paragraph up again where a leg ended gives the lines that it has when set at once. */
static void test_resumed(void)
{
    for (int breaker = 0; breaker < 2; breaker++) {
        SettingRequest request = {.text = ordinary, .style = setting_style(), .measure = 12 * EM};
        request.style.breaker = (ModelBreaker)breaker;
        request.style.punctuation = MODEL_PUNCTUATION_FULL;
        g_autoptr(Setting) whole = setting_new(&request);
        static const DkLength measure = 12 * EM;
        ParLines *lines = par_lines_new();
        ParRequest part = {.runs = whole->runs, .style = &whole->style, .measure = {uneven, &measure}, .max_lines = 2};
        ParLines *all = par_lines_new();
        ParRequest once = part;
        once.max_lines = 0;
        ParResult result = par_break(all, &once);
        const TextParagraph *paragraph = &g_array_index(whole->runs->paragraphs, TextParagraph, 0);
        while (part.first_cluster < paragraph->n_clusters) {
            ParResult piece = par_break(lines, &part);
            part.first_cluster = piece.next_cluster;
            part.first_line += (int)piece.n_lines;
        }
        g_assert_cmpuint(lines->lines->len, ==, result.n_lines);
        for (unsigned i = 0; i < result.n_lines; i++)
            g_assert_cmpuint(g_array_index(lines->lines, ParLine, i).first_byte, ==,
                             g_array_index(all->lines, ParLine, i).first_byte);
        par_lines_free(lines);
        par_lines_free(all);
    }
}

static ParSegment found_segment(const void *data, int line)
{
    return (ParSegment){0, *(const DkLength *)data + line * 0xc2 % 7 * 512};
}

/* Texts that broke a law once, found by tests/fuzz/composer.c. */
static void test_found(void)
{
    static const char text[] = "\n\n\n\n\n\n\x19syi\x10·)\n\n·)\n\n\n\x10·";
    static const DkLength measure = 17 * DK_PT;
    SettingRequest request = {.text = text, .style = setting_style(), .language = MODEL_LANGUAGE_HANT_HK, .measure = measure};
    request.style.font = "kai";
    request.style.indent = EM;
    request.style.han_latin_gap = EM / 8;
    g_autoptr(Setting) setting = setting_new(&request);
    ParRequest again = {.runs = setting->runs, .style = &setting->style, .is_indented = true, .measure = {found_segment, &measure}};
    laws_check_breakers(&again);
}

/* The same as the fuzzer wrote them, in hexadecimal. */
static const char *const coded[] = {
    /* a line whose hyphen fills it: ends were looked up without what shows at an edge alone */
    "13002dff6d0666096d02412029092033206969696969696969696929092033202027272067",
    /* spaces alone fill a line of no width */
    "fc09ff0002092020202020202720092727272709206d6f6f6f3b772e6712206f6f6d2009202020202029092020202009202020202020270927202709276f27"
    "206d6f6f"
    "6f2e671212121212121212121212121212121212121212",
};

static void test_coded(void)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(coded); i++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        for (const char *p = coded[i]; *p; p += 2) {
            guint8 byte = (guint8)(g_ascii_xdigit_value(p[0]) * 16 + g_ascii_xdigit_value(p[1]));
            g_byte_array_append(bytes, &byte, 1);
        }
        g_assert_true(coded_check(bytes->data, bytes->len, setting_fonts()));
    }
}

static ParSegment stepping_segment(const void *data, int line)
{
    (void)data;
    return (ParSegment){line % 2 * 100, 33 * DK_PT + line * 0x27 % 7 * 512};
}

/* Tracking so close that characters without width step back: found in the same way. */
static void test_stepping_back(void)
{
    g_autoptr(GString) text = g_string_new("n' mo\x11-\x11- mo\x11-\x11-.onmm");
    for (int i = 0; i < 50; i++) g_string_append_c(text, '\x1a');
    g_string_append(text, "mm.onmmmmm");
    SettingRequest request = {.text = text->str, .style = setting_style(), .language = MODEL_LANGUAGE_JA, .measure = 33 * DK_PT};
    request.style.size = 10 * DK_PT;
    request.style.tracking = request.style.size / 20 - 3 * (request.style.size / 10);
    request.style.punctuation = MODEL_PUNCTUATION_FULL;
    request.style.prohibition = MODEL_PROHIBITION_BASIC;
    request.style.indent = 3 * request.style.size;
    request.style.han_latin_gap = request.style.size / 8;
    request.style.digits = MODEL_DIGITS_NATURAL;
    request.style.is_hyphenated = true;
    request.style.word_language = "en-US";
    g_autoptr(Setting) setting = setting_new(&request);
    ParRequest again = {.runs = setting->runs, .style = &setting->style, .is_indented = true, .measure = {stepping_segment, NULL}};
    laws_check_breakers(&again);
}

#ifdef __SANITIZE_ADDRESS__
enum { MEGABYTE = 1 << 20, MILLION = 100000 }; /* the sanitizers take ten times as long */
#else
enum { MEGABYTE = 1 << 20, MILLION = 1000000 };
#endif

typedef struct {
    const char *before, *piece;
    unsigned n;
} LongText;

static void check_long(const LongText *text, ModelBreaker breaker)
{
    GString *string = g_string_new(text->before);
    for (unsigned i = 0; i < text->n; i++) g_string_append(string, text->piece);
    SettingRequest request = {.text = string->str, .style = setting_style(), .measure = 16 * EM};
    request.style.breaker = breaker;
    request.style.punctuation = MODEL_PUNCTUATION_FULL;
    gint64 start = g_get_monotonic_time();
    g_autoptr(Setting) setting = setting_new(&request);
    double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    ParRequest set = {.runs = setting->runs, .style = &setting->style};
    laws_check_text(setting->runs, 0);
    laws_check_lines(setting->lines, &setting->result, &set);
    g_assert_cmpuint(setting->result.next_cluster, ==, setting->runs->clusters->len);
    g_test_message("%s%.12s... %s: %u lines of %zu bytes, %.2f s", text->before, text->piece, model_breaker_words[breaker],
                   setting->result.n_lines, string->len, seconds);
    g_string_free(string, TRUE);
}

/* One paragraph of a megabyte of ordinary text, and a million characters of one kind: without a place to break, without a place to end a
 * line, without width, in one cluster.  What takes more than linear time in any of them is not done before the test is killed. */
static void test_long(void)
{
    static const LongText texts[] = {
        {"", ordinary, MEGABYTE / sizeof ordinary},
        {"", "中", MILLION},
        {"", "，", MILLION},
        {"", "（", MILLION},
        {"", "a", MILLION},
        {"", "7", MILLION},
        {"", " ", MILLION},
        {"中", " ", MILLION},
        {"中", "　", MILLION},
        {"中", "\u00A0", MILLION},
        {"中", "\t", MILLION},
        {"中文中文", "\u200B", MILLION},
        {"中文中文", "\u00AD", MILLION},
        {"a", "\u0301", MILLION},
        {"", "\u0301", MILLION},
        {"", "👩\u200D", MILLION / 2},
        {"", "👩\u200D👧 ", MILLION / 8},
        {"", "\u2028", MILLION / 8},
        {"", "—", MILLION},
        {"", "！", MILLION},
        {"", "a。\u200B", MILLION / 4},
        {"", "א", MILLION},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) check_long(&texts[i], MODEL_BREAKER_TOTAL_FIT);
    for (unsigned i = 0; i < 5; i++) check_long(&texts[i], MODEL_BREAKER_FIRST_FIT);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    g_test_init(&argc, &argv, NULL);
    const char *seed = g_getenv("DUIKAI_RANDOM_SEED");
    dice = g_rand_new_with_seed(seed ? (guint32)g_ascii_strtoull(seed, NULL, 10) : 20220617);
    g_test_add_func("/paragraph/random", test_random);
    g_test_add_func("/paragraph/found", test_found);
    g_test_add_func("/paragraph/found/coded", test_coded);
    g_test_add_func("/paragraph/stepping-back", test_stepping_back);
    g_test_add_func("/paragraph/resumed", test_resumed);
    g_test_add_func("/paragraph/long", test_long);
    int status = g_test_run();
    g_rand_free(dice);
    return status;
}
