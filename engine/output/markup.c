/* Text in XML: escaped, without the characters that XML 1.0 (2.2) has no place for. */
#include "output/shared.h"

char *output_markup(const char *text)
{
    GString *kept = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        bool is_control = (character < 0x20 && character != '\t' && character != '\n') || (character >= 0x7f && character < 0xa0);
        if (!is_control && character != 0xfffe && character != 0xffff) g_string_append_unichar(kept, character);
    }
    char *escaped = g_markup_escape_text(kept->str, (gssize)kept->len);
    g_string_free(kept, TRUE);
    return escaped;
}
