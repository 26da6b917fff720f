/* Dump writer: appends to one string; a line is open between begin and end. */
#include "base/base.h"

#include <string.h>

struct BaseDump {
    GString *text;
};

BaseDump *base_dump_new(void)
{
    BaseDump *dump = g_new(BaseDump, 1);
    dump->text = g_string_new(NULL);
    return dump;
}

char *base_dump_finish(BaseDump *dump)
{
    char *text = g_string_free(dump->text, FALSE);
    g_free(dump);
    return text;
}

void base_dump_begin(BaseDump *dump, const char *kind, const char *id)
{
    g_string_append_printf(dump->text, "%s %s", kind, id ? id : "-");
}

void base_dump_begin_index(BaseDump *dump, const char *kind, unsigned index)
{
    g_string_append_printf(dump->text, "%s %u", kind, index);
}

void base_dump_end(BaseDump *dump)
{
    g_string_append_c(dump->text, '\n');
}

/* Four decimals tell two lengths a unit apart; printed from integers, so no locale or rounding mode can touch them. */
void base_dump_length(BaseDump *dump, const char *key, DkLength value)
{
    int64_t tenthousandths = ((int64_t)value * 10000 + (value < 0 ? -DK_PT / 2 : DK_PT / 2)) / DK_PT;
    int64_t magnitude = ABS(tenthousandths);
    g_string_append_printf(dump->text, " %s=%s%" G_GINT64_FORMAT ".%04d", key, tenthousandths < 0 ? "-" : "", magnitude / 10000,
                           (int)(magnitude % 10000));
}

void base_dump_rect(BaseDump *dump, BaseRect rect)
{
    base_dump_length(dump, "x", rect.x);
    base_dump_length(dump, "y", rect.y);
    base_dump_length(dump, "width", rect.width);
    base_dump_length(dump, "height", rect.height);
}

void base_dump_int(BaseDump *dump, const char *key, int64_t value)
{
    g_string_append_printf(dump->text, " %s=%" G_GINT64_FORMAT, key, value);
}

void base_dump_range(BaseDump *dump, const char *key, unsigned first, unsigned n)
{
    if (n) g_string_append_printf(dump->text, " %s=%u..%u", key, first, first + n - 1);
    else g_string_append_printf(dump->text, " %s=-", key);
}

void base_dump_word(BaseDump *dump, const char *key, const char *value)
{
    g_string_append_printf(dump->text, " %s=%s", key, value ? value : "-");
}

void base_dump_text(BaseDump *dump, const char *key, const char *bytes, size_t n)
{
    g_string_append_printf(dump->text, " %s=", key);
    base_append_quoted(dump->text, bytes, n);
}
