/* Scripts, bidi levels and faces of a paragraph's characters.
 *
 * Scripts and levels come from Pango's iterators; faces from our own role chain: the first face that has the character and the
 * marks on it.  Private-use characters never fall back, since another font's U+E000 is another character. */
#include "text/shaping.h"

#include <hb-glib.h>
#include <pango/pango.h>
#include <unicode/uchar.h>

/* Below the first right-to-left block no character can change a level. */
static bool is_left_to_right(const Shaping *shaping)
{
    for (unsigned i = 0; i < shaping->n; i++)
        if (shaping->chars[i].code >= 0x590 && !text_is_han(shaping->chars[i].code)) {
            UCharDirection direction = u_charDirection((UChar32)shaping->chars[i].code);
            if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC || direction == U_ARABIC_NUMBER ||
                direction == U_RIGHT_TO_LEFT_EMBEDDING || direction == U_RIGHT_TO_LEFT_OVERRIDE ||
                direction == U_RIGHT_TO_LEFT_ISOLATE)
                return false;
        }
    return true;
}

static void find_levels(Shaping *shaping)
{
    if (is_left_to_right(shaping)) return;
    const TextRequest *request = shaping->request;
    PangoDirection direction = PANGO_DIRECTION_LTR;
    g_autofree guint8 *levels =
        pango_log2vis_get_embedding_levels(request->text + request->first_byte, (int)request->n_bytes, &direction);
    for (unsigned i = 0; i < shaping->n; i++) shaping->chars[i].level = levels[i];
}

/* Marks of Chinese setting are shaped as Han, whatever script their neighbours have. */
static bool is_of_han(const Char *c)
{
    return c->kind == SHAPE_HAN || c->class == TEXT_OPEN || c->class == TEXT_CLOSE;
}

void text_find_scripts(Shaping *shaping)
{
    const TextRequest *request = shaping->request;
    const char *text = request->text + request->first_byte;
    PangoScriptIter *iter = pango_script_iter_new(text, (int)request->n_bytes);
    unsigned i = 0;
    do {
        const char *start, *end;
        PangoScript script;
        pango_script_iter_get_range(iter, &start, &end, &script);
        hb_script_t hb_script = hb_glib_script_to_script((GUnicodeScript)script);
        unsigned last = request->first_byte + (unsigned)(end - text);
        for (; i < shaping->n && shaping->chars[i].byte < last; i++)
            shaping->chars[i].script = is_of_han(&shaping->chars[i]) ? HB_SCRIPT_HAN : hb_script;
    } while (pango_script_iter_next(iter));
    pango_script_iter_free(iter);
    find_levels(shaping);
}

static bool is_private(uint32_t code)
{
    return u_charType((UChar32)code) == U_PRIVATE_USE_CHAR;
}

/* Characters that are drawn as nothing: no face needs to have them. */
static bool is_ignorable(uint32_t code)
{
    if (code > 0x20 && code < 0xAD) return code >= 0x7F && code < 0xA0;
    return code <= 0x20 ||
           (!(code >= 0x2E80 && code <= 0xFAFF) && u_hasBinaryProperty((UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) ||
           u_isblank((UChar32)code) || code == 0x2028 || code == 0x2029;
}

/* Whether the face has characters first .. end - 1, a base and its marks. */
static bool face_has_all(Face *face, const Shaping *shaping, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++)
        if (!is_ignorable(shaping->chars[i].code) && !text_face_has(face, text_drawn_as(shaping->chars[i].code))) return false;
    return true;
}

/* The style's role; an unknown one is reported and stands for the first. */
static unsigned find_role(Shaping *shaping, const char *name)
{
    int role = text_fonts_find_role(shaping->fonts, name);
    if (role >= 0) return (unsigned)role;
    if (text_count_use(shaping->runs, name, NULL, 0, NULL, 1))
        base_report(shaping->list, DK_WARNING, "font-missing", shaping->request->place, "no font role is called \"%s\"", name);
    return 0;
}

static BasePlace char_place(const Shaping *shaping, const Char *c)
{
    const TextRequest *request = shaping->request;
    if (request->story && request->text == request->story->text) return model_story_place(request->story, c->byte);
    BasePlace place = request->place;
    if (request->story) place.story = request->story->slug;
    return place;
}

static void report_fallback(Shaping *shaping, const Char *c, const char *role, const Face *face)
{
    if (!text_count_use(shaping->runs, role, face, c->code, shaping->request->story, 1)) return;
    char utf8[8] = {0};
    g_unichar_to_utf8(c->code, utf8);
    BasePlace place = char_place(shaping, c);
    if (face)
        base_report(shaping->list, DK_WARNING, "glyph-fallback", place, "role %s has no U+%04X %s; it is drawn from %s", role,
                    c->code, utf8, face->face.name);
    else {
        DkDiagnostic *item =
            base_report(shaping->list, DK_WARNING, "glyph-missing", place, "no face of role %s has U+%04X %s", role, c->code, utf8);
        base_report_hint(shaping->list, item, "put a face that has it at the end of the role in roles.yaml, or give --font-path");
    }
}

/* The first of a base and its marks that `face` lacks. */
static const Char *first_missing(const Shaping *shaping, unsigned first, unsigned end, Face *face)
{
    unsigned i = first;
    while (i + 1 < end && face_has_all(face, shaping, i, i + 1)) i++;
    return &shaping->chars[i];
}

/* The position in the role's chain of the face for a base and its marks; reports one that is not the first, and one that is not
 * there: then the first face that has at least the base is taken. */
static unsigned choose_face(Shaping *shaping, unsigned role, unsigned first, unsigned end)
{
    const Char *c = &shaping->chars[first];
    const char *name = text_fonts_role(shaping->fonts, role);
    unsigned n_seen = 0, best = 0;
    Face *best_face = NULL;
    bool has_base = false;
    for (unsigned i = 0; i < text_fonts_n_chain(shaping->fonts, role); i++) {
        Face *face = text_fonts_chain_face(shaping->fonts, role, i, shaping->request->language, shaping->list);
        if (!face) continue;
        if (face_has_all(face, shaping, first, end)) {
            if (n_seen) report_fallback(shaping, c, name, face);
            return i;
        }
        bool is_better = !has_base && face_has_all(face, shaping, first, first + 1);
        if (!best_face || is_better) best = i, best_face = face;
        has_base |= is_better;
        n_seen++;
        if (is_private(c->code)) break;
    }
    report_fallback(shaping, first_missing(shaping, first, end, best_face), name, NULL);
    return best;
}

/* The first face of the chain that can be opened: where most characters are found at once. */
static unsigned first_face(Shaping *shaping, unsigned role, Face **face)
{
    for (unsigned i = 0; i < text_fonts_n_chain(shaping->fonts, role); i++) {
        *face = text_fonts_chain_face(shaping->fonts, role, i, shaping->request->language, shaping->list);
        if (*face) return i;
    }
    *face = NULL;
    return text_fonts_n_chain(shaping->fonts, role);
}

void text_find_faces(Shaping *shaping)
{
    Face *face = NULL;
    unsigned role = 0, position = 0, style = G_MAXUINT;
    for (unsigned i = 0, end; i < shaping->n; i = end) {
        Char *c = &shaping->chars[i];
        for (end = i + 1; end < shaping->n && shaping->chars[end].is_extending && shaping->chars[end].style == c->style;) end++;
        if (c->style != style) {
            style = c->style;
            role = find_role(shaping, shaping->runs->styles[style].font);
            position = first_face(shaping, role, &face);
        }
        bool is_plain = !face || face_has_all(face, shaping, i, end);
        unsigned chosen = is_plain ? position : choose_face(shaping, role, i, end);
        for (unsigned k = i; k < end; k++) {
            shaping->chars[k].role = role;
            shaping->chars[k].position = (uint8_t)chosen;
        }
    }
}
