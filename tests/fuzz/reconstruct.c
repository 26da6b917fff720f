/* Fuzz target: extracted text.  Whatever comes in, a draft comes out: every code point in exactly one place, every file written, every
 * stage dumped.  Some texts are planned as a page as well, which takes longer.  An input whose first byte is odd is not text
 * itself: each further byte stands for a word of a page, so that few bytes make datelines, legs, heads, tables, verse. */
#include <string.h>

#include "fuzz.h"
#include "reconstruct/plan/plan.h"
#include "reconstruct/write/report.h"

enum { PLANNED_EVERY = 48 }; /* texts, by the sum of their bytes: packing a page takes ten times as long as all else */

/* Read once: its patterns take longer than most texts. */
static RecHabits *habits(void)
{
    static RecHabits *read;
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autofree char *path = g_build_filename(g_getenv("DUIKAI_DATA_DIR"), "layouts", "habits.yaml", NULL);
    if (!read) read = rec_habits_read(path, list);
    g_assert_nonnull(read);
    return read;
}

/* What pages are made of: line ends, marks, forms, printed lines of two measures. */
/* clang-format off */
static const char *const words[] = {
    "\n", "\n\n", " ", " ", "　　", ",", "。", "？", ":", "；", "\"", "“", "”", "「", "」", "(", ")", "《", "》", "【", "】", "——", "●", "▶",
    "■", "□", "/", ".", "%", "-", "中", "市", "的", "日", "渌", "禄", "電", "7", "20", "2022", "abc", "A3", "年", "月", "版", "摄", "供图",
    "记者", "通讯员", "王小明", "李 强", "本报讯", "新华社北京6月16日电", "株洲日报", "2022年6月17日", "星期五", "第22986期", "4版",
    "下转02版①", "上接01版", "扫一扫", "责编", "热线", "公司", "名单", "一、", "同志们：", "今日谈", "要求", "已经", "全市今年新增",
    "市委书记到企业调研时强调，要发挥", "各地要抓紧抓好春耕备耕工作，确保", "把一条河挂在墙上", "它就不再流动，", "五月十九",
    "春江潮水连海平海上明月共潮生滟滟随波千万里何处春江无月明", "重点“小巨人”企业总数的70%以上。",
    "电话：0731-22881234", "地址：中山路8号", "声明作废", "欢迎光临", "11月13日", "县自来水公司", "公告", "记：", "问：", "答：",
    "今日导读", "社址：", "晴转多云 5℃～14℃", "据", "讯", "　", ">", "潮尾 3 1 4", "他笑道：“去吧。”", "特别关注"};
/* clang-format on */

static char *text_of(const uint8_t *bytes, size_t size)
{
    if (size && bytes[0] & 1) {
        GString *text = g_string_new(NULL);
        for (size_t i = 1; i < size; i++) g_string_append(text, words[bytes[i] % G_N_ELEMENTS(words)]);
        return g_string_free(text, FALSE);
    }
    g_autofree char *raw = g_strndup(size ? (const char *)bytes : "", size); /* ends at a NUL, which the reader refuses */
    return g_utf8_make_valid(raw, -1);                                       /* so that few runs are lost to broken characters */
}

/* Whether YAML may hold a text; a story's is looked at as far as its front matter goes. */
static bool is_yaml(const char *text)
{
    const char *end = g_str_has_prefix(text, "---") ? strstr(text + 3, "\n---") : NULL;
    for (const char *p = text; *p && p != end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if ((c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfffe ||
            c == 0xffff)
            return false;
    }
    return true;
}

static void check_files(const RecDraft *draft)
{
    for (guint i = 0; i < draft->stories->stories->len; i++) {
        g_autofree char *text = rec_story_text(draft, &g_array_index(draft->stories->stories, RecStory, i));
        g_assert_true(g_utf8_validate(text, -1, NULL) && is_yaml(text));
    }
    g_autoptr(RecReport) rows = rec_report_new(draft);
    g_autofree char *report = rec_report_as_text(rows), *json = rec_report_as_json(rows);
    g_assert_true(g_utf8_validate(report, -1, NULL) && g_utf8_validate(json, -1, NULL));
    if (draft->plan->refusal) return;
    g_autofree char *page = rec_page_text(draft), *layout = rec_layout_text(draft);
    g_assert_true(g_utf8_validate(page, -1, NULL) && g_utf8_validate(layout, -1, NULL) && is_yaml(page) && is_yaml(layout));
    g_assert_null(strstr(layout, "lines: 0")); /* nothing without depth: no layout may have it */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = text_of(bytes, size);
    RecSource *source = rec_source_new();
    rec_source_add(source, "fuzz", text, strlen(text));
    static const char *const sheets[] = {"half-tabloid", "tabloid", "broadsheet"};
    unsigned sum = 0;
    for (size_t i = 0; i < size; i++) sum += bytes[i];
    RecOptions options = {.corrections = (RecCorrections)(sum % 3),
                          .apply_from = 0.95,
                          .keeps_lines = sum % 2,
                          .body = base_length_from_pt(9.5),
                          .sheet = sum % PLANNED_EVERY ? "none" : sheets[sum / PLANNED_EVERY % 3]};
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    g_autoptr(RecDraft) draft = rec_draft_new(source, habits(), &options, list);
    g_assert_nonnull(draft);
    g_assert_cmpuint(draft->ledger.n_missing, ==, 0);
    g_assert_cmpuint(draft->ledger.n_twice, ==, 0);
    g_autofree char *dump = rec_draft_dump(draft);
    g_assert_nonnull(dump);
    check_files(draft);
    draft->habits = NULL; /* kept for the next */
    return 0;
}
