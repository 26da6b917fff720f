/* The charset reader: every format, and tables cut short. */
#include "output/fixture.h"
#include "output/pdf.h"

#include <string.h>

/* Header, name "A", one top DICT, whose charset stands at byte 20; ROS (12 30) where the font is CID-keyed. */
static const uint8_t head[] = {1, 0, 4, 1, /* */ 0, 1, 1, 1, 2, 'A', /* */ 0, 1, 1, 1, 6, 139, 12, 30, 20 + 139, 15};

static bool read_cids(const uint8_t *charset, size_t n, uint16_t cids[6])
{
    uint8_t font[64];
    memcpy(font, head, sizeof head);
    memcpy(font + sizeof head, charset, n);
    bool is_read = pdf_cff_cids(font, sizeof head + n, cids, 6);
    for (size_t cut = 0; cut < sizeof head + n && is_read; cut++) { /* in memory of its own, so that the sanitizer sees each read */
        g_autofree uint8_t *part = g_memdup2(font, cut);
        uint16_t others[6];
        g_assert_false(pdf_cff_cids(part, cut, others, 6));
    }
    return is_read;
}

static void test_formats(void)
{
    static const uint8_t lists[] = {0, 0, 7, 0, 9, 1, 0, 1, 1, 2, 0}, ranges[] = {1, 0, 7, 1, 1, 0, 2}, wide[] = {2, 1, 0, 0, 4};
    uint16_t cids[6];
    g_assert_true(read_cids(lists, sizeof lists, cids));
    g_assert_cmpmem(cids, sizeof cids, ((uint16_t[]){0, 7, 9, 256, 257, 512}), sizeof cids);
    g_assert_true(read_cids(ranges, sizeof ranges, cids));
    g_assert_cmpmem(cids, sizeof cids, ((uint16_t[]){0, 7, 8, 256, 257, 258}), sizeof cids);
    g_assert_true(read_cids(wide, sizeof wide, cids));
    g_assert_cmpmem(cids, sizeof cids, ((uint16_t[]){0, 256, 257, 258, 259, 260}), sizeof cids);
    g_assert_false(read_cids((const uint8_t[]){3, 0, 0}, 3, cids));
}

static void test_name_keyed(void)
{
    uint8_t font[sizeof head];
    uint16_t cids[6];
    memcpy(font, head, sizeof head);
    font[16] = 139; /* 0 charset: ISOAdobe, and no ROS */
    font[17] = 15;
    font[18] = 139;
    font[19] = 15;
    g_assert_true(pdf_cff_cids(font, sizeof font, cids, 6));
    g_assert_cmpmem(cids, sizeof cids, ((uint16_t[]){0, 1, 2, 3, 4, 5}), sizeof cids);
}

void test_cff_add(void)
{
    g_test_add_func("/output/cff/formats", test_formats);
    g_test_add_func("/output/cff/name-keyed", test_name_keyed);
}
