/* Values of JSON; see json.h. */
#include "preview/json.h"

#include <string.h>

static void comma(GString *out)
{
    char last = out->len ? out->str[out->len - 1] : '[';
    if (last != '[' && last != '{' && last != ':') g_string_append_c(out, ',');
}

void json_begin(GString *out, char bracket)
{
    comma(out);
    g_string_append_c(out, bracket);
}

void json_end(GString *out, char bracket)
{
    g_string_append_c(out, bracket);
}

void json_key(GString *out, const char *key)
{
    comma(out);
    g_string_append_printf(out, "\"%s\":", key);
}

void json_bytes(GString *out, const char *key, const char *bytes, size_t n)
{
    g_autofree char *valid = g_utf8_make_valid(bytes, (gssize)n);
    json_key(out, key);
    g_string_append_c(out, '"');
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool is_plain = c >= 0x20 && c != 0x7f && c != 0x2028 && c != 0x2029 && !(c < 0x80 && strchr("\"\\<>&", (int)c));
        if (is_plain) g_string_append_unichar(out, c);
        else g_string_append_printf(out, "\\u%04x", c);
    }
    g_string_append_c(out, '"');
}

void json_text(GString *out, const char *key, const char *value)
{
    if (value) json_bytes(out, key, value, strlen(value));
}

void json_int(GString *out, const char *key, int64_t value)
{
    json_key(out, key);
    g_string_append_printf(out, "%" G_GINT64_FORMAT, value);
}

void json_number(GString *out, const char *key, double value)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    json_key(out, key);
    g_string_append(out, g_ascii_formatd(number, sizeof number, "%.3f", value));
}

void json_points(GString *out, const char *key, DkLength value)
{
    json_number(out, key, base_length_pt(value));
}

void json_bool(GString *out, const char *key, bool value)
{
    json_key(out, key);
    g_string_append(out, value ? "true" : "false");
}

void json_rect(GString *out, const BaseRect *rect)
{
    json_points(out, "x", rect->x);
    json_points(out, "y", rect->y);
    json_points(out, "width", rect->width);
    json_points(out, "height", rect->height);
}
