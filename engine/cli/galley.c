/* duikai galley: one story set in one endless column, as a galley proof; also how line rules are tried out. */
#include "cli/cli.h"

#define DEFAULT_SIZE "9.5pt" /* of a daily's body text */
#define DEFAULT_INDENT "2em" /* CLREQ 3.2.1.1 */

/* A length that is given on the command line, and what is allowed of it. */
typedef struct {
    const char *option, *text;
    DkLength em, line;    /* what those units mean in it */
    DkLength least, most; /* inclusive */
    const char *allowed;  /* the same in words */
} Wanted;

static bool read_length(const Wanted *wanted, DkLength *length)
{
    if (dk_length_parse(wanted->text, wanted->em, wanted->line, length) && *length >= wanted->least && *length <= wanted->most)
        return true;
    cli_usage_error(&cli_galley, NULL, "--%s is %s, not \"%s\"", wanted->option, wanted->allowed, wanted->text);
    return false;
}

/* What stands between characters. */
static bool read_gaps(const CliValues *values, DkGalleyOptions *options)
{
    DkLength em = options->size;
    Wanted tracking = {"tracking", values->tracking, em, em, -em, em, "a length from -1em to 1em, such as -0.05em"};
    Wanted latin = {"han-latin-gap", values->han_latin_gap, em, em, 0, em, "a length from 0em to 1em, such as 0.25em"};
    Wanted digit = {"han-digit-gap", values->han_digit_gap, em, em, 0, em, latin.allowed};
    if (tracking.text && !read_length(&tracking, &options->tracking)) return false;
    if (latin.text && !read_length(&latin, &options->han_latin_gap)) return false;
    if (latin.text && options->han_latin_gap == 0) options->han_latin_gap = -1; /* none, where 0 is the usual one */
    return !digit.text || read_length(&digit, &options->han_digit_gap);
}

static bool read_lengths(const CliValues *values, DkGalleyOptions *options)
{
    const DkLength most = 10000 * DK_PT;
    Wanted size = {"size",       values->size ? values->size : DEFAULT_SIZE,  0, 0, DK_PT,
                   1000 * DK_PT, "a length from 1pt to 1000pt, such as 9.5pt"};
    if (!read_length(&size, &options->size)) return false;
    DkLength em = options->size;
    Wanted leading = {"leading", values->leading, em, em, DK_PT, most, "a length of at least 1pt, such as 13.5pt"};
    if (values->leading && !read_length(&leading, &options->leading)) return false;
    Wanted measure = {"measure", values->measure, em, em, em, most, "a length from one em to 10000pt, such as 16em or 54mm"};
    if (!read_length(&measure, &options->measure)) return false;
    Wanted indent = {"indent",
                     values->indent ? values->indent : DEFAULT_INDENT,
                     em,
                     em,
                     0,
                     options->measure - em,
                     "a length from 0em to one em less than the measure"};
    if (!values->indent && options->measure < 4 * em) indent.text = "0em"; /* a column too narrow for the usual indent */
    return read_length(&indent, &options->indent) && read_gaps(values, options);
}

static bool read_options(const CliValues *values, DkGalleyOptions *options)
{
    *options = (DkGalleyOptions){.font = values->font,
                                 .punctuation = values->punctuation,
                                 .prohibition = values->prohibition,
                                 .breaker = values->breaker,
                                 .align = values->align,
                                 .direction = values->direction,
                                 .digits = values->digits,
                                 .language = values->language,
                                 .hang = values->hangs,
                                 .hyphenation = values->hyphenates,
                                 .word_language = values->word_language,
                                 .hyphens_in_a_row = (int)values->hyphens_in_a_row,
                                 .restore = values->restores};
    if (values->measure) return read_lengths(values, options);
    cli_usage_error(&cli_galley, NULL, "--measure is missing: how wide is the column? (such as --measure 16em)");
    return false;
}

/* Whether the engine has the role that --font names, if any; false after a usage error. */
static bool has_role(const DkEngine *engine, const char *name)
{
    g_autoptr(GPtrArray) roles = g_ptr_array_new();
    for (size_t i = 0; i < dk_engine_font_count(engine); i++) g_ptr_array_add(roles, (void *)dk_engine_font(engine, i).role);
    g_ptr_array_add(roles, NULL);
    const char *const *words = (const char *const *)roles->pdata;
    if (!name || g_strv_contains(words, name)) return true;
    cli_usage_error(&cli_galley, dk_nearest_word(name, words), "--font is a role of \"duikai fonts\", not \"%s\"", name);
    return false;
}

static int run(const CliValues *values)
{
    DkGalleyOptions options;
    DkFormat format;
    if (!read_options(values, &options)) return DK_STATUS_USAGE;
    const char *name = values->output ? values->output : "-";
    if (!cli_format(&cli_galley, values, name, DK_FORMAT_TEXT, &format)) return DK_STATUS_USAGE;
    g_autoptr(CliSession) session = cli_session_open(values);
    if (session->engine && !has_role(session->engine, values->font)) return DK_STATUS_USAGE;
    const char *story = g_ptr_array_index(values->operands, 0);
    DkPage *page = session->engine ? dk_galley_open(session->engine, story, &options, session->findings) : NULL;
    bool is_made = page && cli_deliver(session, &page, 1, format, name);
    dk_page_free(page);
    return cli_session_finish(session, is_made);
}

static const char *const punctuation_words[] = {"full", "kaiming", "half", "none", NULL};
static const char *const prohibition_words[] = {"none", "basic", "gb", "strict", NULL};
static const char *const breaker_words[] = {"first-fit", "total-fit", NULL};
static const char *const align_words[] = {"justify", "start", "center", "end", "spread", NULL};
static const char *const direction_words[] = {"horizontal", "vertical", NULL};
static const char *const digits_words[] = {"half", "natural", NULL};
static const char *const language_words[] = {"zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK", "ja", NULL};

static const CliOption galley_options[] = {
    {.name = "measure",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, measure),
     .value = "LENGTH",
     .help = "the width of the column, such as 16em or 54mm; must be given"},
    {.name = "size",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, size),
     .value = "LENGTH",
     .help = "the size of the type, such as 9.5pt or 小五; " DEFAULT_SIZE " when not given"},
    {.name = "leading",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, leading),
     .value = "LENGTH",
     .help = "from line to line; 1.42 times the size when not given"},
    {.name = "indent",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, indent),
     .value = "LENGTH",
     .help = "of a paragraph's first line; " DEFAULT_INDENT " when not given, none in a column below 4em"},
    {.name = "font",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, font),
     .value = "ROLE",
     .help = "the role of the face, see duikai fonts; song when not given"},
    {.name = "punctuation",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, punctuation),
     .words = punctuation_words,
     .help = "how wide punctuation marks stand; half when not given"},
    {.name = "prohibition",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, prohibition),
     .words = prohibition_words,
     .help = "which marks may not begin or end a line; gb when not given"},
    {.name = "breaker",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, breaker),
     .words = breaker_words,
     .help = "how lines are broken; first-fit when not given, total-fit with marks full or kaiming"},
    {.name = "hang",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, hangs),
     .help = "let one mark hang at a line's end where it does not fit"},
    {.name = "hyphenation",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, hyphenates),
     .help = "break Latin words at a line's end, by the patterns of their language"},
    {.name = "word-language",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, word_language),
     .value = "LANGUAGE",
     .help = "the language of Latin words, such as en-US or de-DE; en-US when not given"},
    {.name = "hyphens-in-a-row",
     .kind = CLI_NUMBER,
     .field = G_STRUCT_OFFSET(CliValues, hyphens_in_a_row),
     .value = "N",
     .least = 1,
     .most = 9,
     .help = "how many lines one below the other may end within a word, 1 to 9; 2 when not given"},
    {.name = "align",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, align),
     .words = align_words,
     .help = "where lines stand in the measure; justify when not given"},
    {.name = "direction",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, direction),
     .words = direction_words,
     .help = "which way lines run; vertical ones follow each other from right to left"},
    {.name = "digits",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, digits),
     .words = digits_words,
     .help = "how wide digits stand: half an em each, or as the face draws them; half when not given"},
    {.name = "tracking",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, tracking),
     .value = "LENGTH",
     .help = "between characters, may be negative; none when not given"},
    {.name = "han-latin-gap",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, han_latin_gap),
     .value = "LENGTH",
     .help = "between Han and Latin letters; 0.125em when not given"},
    {.name = "han-digit-gap",
     .kind = CLI_TEXT,
     .field = G_STRUCT_OFFSET(CliValues, han_digit_gap),
     .value = "LENGTH",
     .help = "between Han and digits; none when not given"},
    {.name = "language",
     .kind = CLI_WORD,
     .field = G_STRUCT_OFFSET(CliValues, language),
     .words = language_words,
     .help = "whose forms of characters and marks; zh-Hans-CN when not given"},
    {.name = "restore",
     .kind = CLI_FLAG,
     .field = G_STRUCT_OFFSET(CliValues, restores),
     .help = "turn ASCII marks between Han into full-width ones, whatever the story says"},
    {0}};

const CliCommand cli_galley = {
    .name = "galley",
    .summary = "set one story in one endless column, as a galley proof",
    .operands = "STORY.md|-",
    .least_operands = 1,
    .most_operands = 1,
    .description = "Sets one story, from a file or from standard input, in one endless column by any rule of a layout's styles.  "
                   "Lengths carry a unit: mm, pt, in, em "
                   "(of --size) or a Chinese size name.\n"
                   "Without -o the words of each set line are printed on a line of their own, which is --format text.",
    .example = "duikai galley story.md --measure 16em --size 9.5pt -o proof.pdf",
    .options = {galley_options, cli_output_options, cli_look_options, cli_engine_options, cli_common_options},
    .statuses = CLI_ENDS_SETTING,
    .run = run};
