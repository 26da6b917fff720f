/* Set text. */
#include "lint/page.h"
#include "lint/parts.h"

#define ONE BLOCK("a", "0em", "1", "40em", "9", LEG("40em", "4", "6"))
#define BODY(text)                                                                                                                 \
    {                                                                                                                              \
        .blocks = ONE, .stories = { "headline: {4}===\n" text }                                                                    \
    }

#define JUMP(number, line, text)                                                                                                   \
    {                                                                                                                              \
        .page = "page: \"" number "\"\n", .blocks = BLOCK("a", "0em", "1", "40em", "30", LEG("40em", "4", "26")), .stories = {     \
            "headline: {4}\njump: " line "===\n" text                                                                              \
        }                                                                                                                          \
    }
#define TURNED(n)                                                                                                                  \
    {                                                                                                                              \
        .blocks = BLOCK("a", "0em", "1", "40em", "50", LEG("40em", "4", "46")),                                                    \
        .stories = {"headline: {4}===\n（上接01版）{" n "}"}, .is_tall = true                                                      \
    }
#define TWO_JUMPS(mark)                                                                                                            \
    {                                                                                                                              \
        .blocks = BLOCK("a", "0em", "1", "19em", "9", LEG("19em", "4", "6"))                                                       \
            BLOCK("b", "21em", "1", "19em", "9", LEG("19em", "4", "6")),                                                           \
        .stories = {                                                                                                               \
            "headline: {4}\njump: ▶下转02版①===\n{40}",                                                                            \
            "headline: {4}\njump: ▶下转02版" mark "===\n{40}"                                                                      \
        }                                                                                                                          \
    }

const TinyCase tiny_text[] = {
    {BASE_LINT_ASCII_MARK_RULE, BODY("{8},{8}(中)"), BODY("{8}，{8}，3,000 at 10:30"), .says = "2 ASCII marks"},
    {BASE_LINT_STRAIGHT_QUOTE_RULE, BODY("{8}\"{3}\"{4}"), BODY("{8}“{3}”，5'10\""), .says = "2 straight"},
    {BASE_LINT_MARK_DOUBLED_RULE, BODY("{8}，。{4}"), BODY("{8}？！{4}……。”")},
    {BASE_LINT_JUMP_OWN_PAGE_RULE, JUMP("02", "▶下转02版", "{240}"), JUMP("01", "▶下转02版", "{240}")},
    {BASE_LINT_JUMP_NO_PAGE_RULE, JUMP("01", "▶下转", "{240}"), JUMP("01", "▶转2版", "{240}")},
    {BASE_LINT_JUMP_NO_PAGE_RULE, JUMP("01", "（另一篇下轉）", "{240}"), JUMP("01", "（下轉第十二版）", "{240}")},
    {BASE_LINT_JUMP_OWN_PAGE_RULE, JUMP("21", "（下轉第二十一版）", "{240}"), JUMP("12", "（下轉第二十一版）", "{240}")},
    {BASE_LINT_JUMP_MARK_TWICE_RULE, TWO_JUMPS("①"), TWO_JUMPS("②")},
    {BASE_LINT_JUMP_TWICE_RULE, JUMP("02", "▶下转03版", "（上接01版）{240}"), JUMP("02", "▶下转03版", "{240}")},
    {BASE_LINT_JUMP_SHORT_RULE, JUMP("01", "▶下转02版", "{100}"), JUMP("01", "▶下转02版", "{940}")},
    {BASE_LINT_JUMP_REST_SHORT_RULE, TURNED("700"), TURNED("1480"), .says = "18 lines"},
    {BASE_LINT_JUMP_AT_STOP_RULE, JUMP("01", "▶下转02版", "{100}。”"), JUMP("01", "▶下转02版", "{100}，{3}")},
};
const unsigned tiny_n_text = G_N_ELEMENTS(tiny_text);
