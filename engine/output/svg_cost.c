/* What an SVG costs to draw, before it is drawn: how often all of its pixels are gone over.
 *
 * In: the bytes of an SVG and its width in pixels.  Out: a count.  librsvg draws each filter, mask, faded group and pattern on a
 * surface of the whole drawing, so a file of a few hundred bytes can take minutes, and nothing stops it.  Method: the elements are read
 * with a scanner that wants no well-formed file, for librsvg judges that; each counts its own effects, those of what it
 * contains, and those of what it refers to.  Weights were measured with librsvg 2.54, in hundredths of a microsecond a pixel. */
#include "output/svg_cost.h"

#include <string.h>

#define DEPTH_MAX 256 /* of elements in elements and references to references; libxml2's own bound */
#define COST_MAX 1e15 /* stands for all that is more */
#define SURFACE 1     /* of one more surface, filled and laid on */
#define FADED_GROUP 0.6
#define FADED_SHAPE 0.2 /* which is small, as most shapes are */
#define BLUR 10         /* of one over most of the drawing */
#define LIGHT 7
#define OCTAVE 16   /* of turbulence */
#define CELL 1      /* of a kernel, of which each pixel looks at all */
#define PATTERN 10  /* of a pattern of small cells */
#define SHAPE 0.008 /* of a shape that fills a fifth of the drawing, where it is drawn by reference */

typedef struct {
    const char *tag;                /* from behind its "<" */
    size_t n_bytes;                 /* of the tag */
    unsigned end;                   /* the element behind its last descendant */
    double cost;                    /* with all it draws; below 0: not known yet */
    double shapes;                  /* that it draws */
    double content, content_shapes; /* the same of what it contains, drawn or not */
    bool is_open;                   /* being counted */
} Element;

typedef struct {
    GArray *elements;  /* Element, in document order */
    GHashTable *ids;   /* id -> index + 1 */
    GHashTable *rules; /* selector's last name, with its "." or "#" -> declarations */
    double unit;       /* pixels of the drawing's unit */
} Drawing;

static Element *element_at(const Drawing *drawing, unsigned index)
{
    return &g_array_index(drawing->elements, Element, index);
}

/* ---- Reading ---- */

static bool is_name_end(char c)
{
    return g_ascii_isspace(c) || c == '>' || c == '/' || c == '\0';
}

/* The element's name without its prefix. */
static bool is_called(const Element *element, const char *name)
{
    const char *start = element->tag;
    for (const char *p = start; !is_name_end(*p) && p < element->tag + element->n_bytes; p++)
        if (*p == ':') start = p + 1;
    size_t n = strlen(name);
    return strncmp(start, name, n) == 0 && is_name_end(start[n]);
}

/* The value of an attribute, which the caller frees; NULL: it has none. */
static char *attribute(const Element *element, const char *name)
{
    const char *end = element->tag + element->n_bytes;
    size_t n = strlen(name);
    for (const char *p = element->tag; p < end; p++) {
        if (*p == '"' || *p == '\'') { /* a value: what is in it is no attribute */
            p = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!p) return NULL;
            continue;
        }
        bool is_start = g_ascii_isspace(p[-1]) || p[-1] == ':';
        if (!is_start || (size_t)(end - p) <= n || strncmp(p, name, n) != 0) continue;
        const char *q = p + n;
        while (q < end && g_ascii_isspace(*q)) q++;
        if (q == end || *q != '=') continue;
        for (q++; q < end && g_ascii_isspace(*q);) q++;
        const char *close = q < end && (*q == '"' || *q == '\'') ? memchr(q + 1, *q, (size_t)(end - q - 1)) : NULL;
        return close ? g_strndup(q + 1, (size_t)(close - q - 1)) : NULL;
    }
    return NULL;
}

/* The end of a tag: the first ">" outside of its values. */
static const char *tag_end(const char *p, const char *end)
{
    char quote = '\0';
    for (; p < end && (quote || *p != '>'); p++) {
        if (quote) quote = *p == quote ? '\0' : quote;
        else if (*p == '"' || *p == '\'') quote = *p;
    }
    return p;
}

/* Behind a comment, a marked section, an instruction or a declaration that begins at `p`; NULL: none does. */
static const char *skip_other(const char *p, const char *end)
{
    static const char *const kinds[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if ((size_t)(end - p) < strlen(kinds[i][0]) || strncmp(p, kinds[i][0], strlen(kinds[i][0])) != 0) continue;
        const char *close = g_strstr_len(p, end - p, kinds[i][1]);
        return close ? close + strlen(kinds[i][1]) : end;
    }
    return NULL;
}

static void scan(Drawing *drawing, const char *text, size_t size)
{
    const char *end = text + size;
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (const char *p = text; (p = memchr(p, '<', (size_t)(end - p)));) {
        const char *behind = skip_other(p, end);
        const char *close = behind ? behind : tag_end(p, end);
        bool is_end = !behind && end - p > 1 && p[1] == '/';
        if (is_end && open->len) {
            element_at(drawing, g_array_index(open, unsigned, open->len - 1))->end = drawing->elements->len;
            g_array_set_size(open, open->len - 1);
        } else if (!behind && !is_end && close < end) {
            unsigned index = drawing->elements->len;
            Element element = {.tag = p + 1, .n_bytes = (size_t)(close - p - 1), .end = index + 1, .cost = -1, .content = -1};
            g_array_append_val(drawing->elements, element);
            if (close[-1] != '/') g_array_append_val(open, index);
        }
        p = close;
        if (p >= end) break;
    }
    for (guint i = 0; i < open->len; i++) element_at(drawing, g_array_index(open, unsigned, i))->end = drawing->elements->len;
}

/* Rules by the last name of each selector: more elements than it means may have that, so a cost is never too small for it. */
static void take_rules(Drawing *drawing, const Element *sheet, const char *end)
{
    const char *start = sheet->tag + sheet->n_bytes + 1;
    const char *close = start < end ? g_strstr_len(start, end - start, "</") : NULL;
    g_autofree char *text = g_strndup(start, close ? (size_t)(close - start) : 0);
    g_auto(GStrv) rules = g_strsplit(text, "}", -1);
    for (char **rule = rules; *rule; rule++) {
        char *brace = strchr(*rule, '{');
        if (!brace) continue;
        *brace = '\0';
        g_auto(GStrv) selectors = g_strsplit(*rule, ",", -1);
        for (char **selector = selectors; *selector; selector++) {
            const char *name = g_strstrip(*selector);
            for (const char *p = name; *p; p++)
                if (g_ascii_isspace(*p) || *p == '>' || *p == '.' || *p == '#') name = *p == '.' || *p == '#' ? p : p + 1;
            const char *before = g_hash_table_lookup(drawing->rules, name);
            g_hash_table_replace(drawing->rules, g_strdup(name), g_strconcat(before ? before : "", ";", brace + 1, NULL));
        }
    }
}

static void index_elements(Drawing *drawing, const char *end)
{
    for (guint i = 0; i < drawing->elements->len; i++) {
        const Element *element = element_at(drawing, i);
        char *id = attribute(element, "id");
        if (id) g_hash_table_insert(drawing->ids, id, GUINT_TO_POINTER(i + 1));
        if (is_called(element, "style")) take_rules(drawing, element, end);
    }
}

/* ---- Properties ---- */

/* The value of a property among declarations. */
static char *declared(const char *declarations, const char *name)
{
    char *value = NULL;
    if (!declarations) return NULL;
    g_auto(GStrv) parts = g_strsplit(declarations, ";", -1);
    for (char **part = parts; *part; part++) {
        char *colon = strchr(*part, ':');
        if (!colon) continue;
        *colon = '\0';
        if (strcmp(g_strstrip(*part), name) != 0) continue;
        g_free(value);
        value = g_strdup(g_strstrip(colon + 1));
    }
    return value;
}

/* `words`: names of rules, parted by blanks. */
static char *ruled(const Drawing *drawing, const char *mark, const char *words, const char *name)
{
    char *value = NULL;
    if (!words || !g_hash_table_size(drawing->rules)) return NULL;
    g_auto(GStrv) parts = g_strsplit_set(words, " \t\r\n", -1);
    for (char **part = parts; *part && !value; part++) {
        g_autofree char *key = g_strconcat(mark, *part, NULL);
        if (**part) value = declared(g_hash_table_lookup(drawing->rules, key), name);
    }
    return value;
}

/* Where an element's properties may be said, apart from attributes of their own. */
typedef struct {
    const Element *element;
    char *style, *classes, *id, *tag;
} Said;

static Said said_of(const Element *element)
{
    return (Said){element, attribute(element, "style"), attribute(element, "class"), attribute(element, "id"),
                  g_strndup(element->tag, strcspn(element->tag, " \t\r\n/>"))};
}

static void said_clear(Said *said)
{
    g_free(said->style);
    g_free(said->classes);
    g_free(said->id);
    g_free(said->tag);
}

/* A property of an element, however it is said; NULL: it is not. */
static char *property(const Drawing *drawing, const Said *said, const char *name)
{
    char *value = declared(said->style, name);
    if (!value) value = ruled(drawing, "#", said->id, name);
    if (!value) value = ruled(drawing, ".", said->classes, name);
    if (!value) value = ruled(drawing, "", said->tag, name);
    if (!value) value = ruled(drawing, "", "*", name);
    return value ? value : attribute(said->element, name);
}

/* The element that "#id", "url(#id)" or "url('#id')" names; NULL: none. */
static Element *named(const Drawing *drawing, const char *reference)
{
    const char *hash = reference ? strchr(reference, '#') : NULL;
    g_autofree char *id = hash ? g_strndup(hash + 1, strcspn(hash + 1, ")'\"")) : NULL;
    unsigned index = id ? GPOINTER_TO_UINT(g_hash_table_lookup(drawing->ids, id)) : 0;
    return index ? element_at(drawing, index - 1) : NULL;
}

/* ---- Costs ---- */

static double number_of(const Element *element, const char *name, double unset)
{
    g_autofree char *text = attribute(element, name);
    double number = text ? g_ascii_strtod(text, NULL) : unset;
    return number > 0 && number < 1e6 ? number : unset;
}

static double primitive_cost(const Drawing *drawing, const Element *element)
{
    if (is_called(element, "feGaussianBlur") || is_called(element, "feDropShadow")) return BLUR;
    if (is_called(element, "feDiffuseLighting") || is_called(element, "feSpecularLighting")) return LIGHT;
    if (is_called(element, "feTurbulence")) return OCTAVE * number_of(element, "numOctaves", 1);
    if (is_called(element, "feConvolveMatrix")) {
        double order = number_of(element, "order", 3);
        return CELL * order * order;
    }
    if (!is_called(element, "feMorphology")) return SURFACE;
    double side = 2 * number_of(element, "radius", 1) * drawing->unit + 1;
    return CELL * side * side;
}

static double filter_cost(const Drawing *drawing, const char *value)
{
    const Element *filter = named(drawing, value);
    double cost = SURFACE;
    for (unsigned i = 1; filter && filter + i < element_at(drawing, 0) + filter->end; i++)
        cost += primitive_cost(drawing, filter + i);
    for (const char *p = value; (p = strstr(p, "blur(")); p++) cost += BLUR;
    for (const char *p = value; (p = strstr(p, "drop-shadow(")); p++) cost += BLUR + SURFACE;
    return cost;
}

static void count(Drawing *drawing, Element *element, unsigned depth);

/* Counts what an element contains, drawn or not, once. */
static double content_cost(Drawing *drawing, Element *element, unsigned depth)
{
    if (element->content >= 0) return element->content;
    double cost = 0, shapes = 0;
    for (unsigned i = (unsigned)(element - element_at(drawing, 0)) + 1; i < element->end; i = element_at(drawing, i)->end) {
        count(drawing, element_at(drawing, i), depth + 1);
        cost += element_at(drawing, i)->cost;
        shapes += element_at(drawing, i)->shapes;
    }
    element->content_shapes = shapes;
    return element->content = cost;
}

static bool is_shape(const Element *element)
{
    static const char *const names[] = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (is_called(element, names[i])) return true;
    return false;
}

static double effects_cost(Drawing *drawing, const Element *element, unsigned depth)
{
    double cost = 0;
    Said said = said_of(element);
    g_autofree char *filter = property(drawing, &said, "filter"), *mask = property(drawing, &said, "mask");
    g_autofree char *opacity = property(drawing, &said, "opacity"), *blend = property(drawing, &said, "mix-blend-mode");
    g_autofree char *fill = property(drawing, &said, "fill"), *stroke = property(drawing, &said, "stroke");
    said_clear(&said);
    Element *masking = named(drawing, mask), *filling = named(drawing, fill), *stroking = named(drawing, stroke);
    if (filter && strcmp(filter, "none") != 0) cost += filter_cost(drawing, filter);
    if (opacity && g_ascii_strtod(opacity, NULL) < 1) cost += is_shape(element) ? FADED_SHAPE : FADED_GROUP;
    if (blend && strcmp(blend, "normal") != 0) cost += SURFACE;
    if (filling && is_called(filling, "pattern")) cost += PATTERN;
    if (stroking && is_called(stroking, "pattern")) cost += PATTERN;
    if (masking && !masking->is_open) {
        masking->is_open = true;
        cost += SURFACE + content_cost(drawing, masking, depth + 1);
        masking->is_open = false;
    }
    return cost;
}

/* What is drawn only where something refers to it. */
static bool is_kept(const Element *element)
{
    static const char *const names[] = {"defs",   "symbol",         "mask",           "pattern", "clipPath",
                                        "marker", "linearGradient", "radialGradient", "filter",  "style"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (is_called(element, names[i])) return true;
    return false;
}

/* What a reference draws once more; of a symbol all that it contains. */
static double use_cost(Drawing *drawing, Element *use, unsigned depth)
{
    g_autofree char *reference = attribute(use, "href");
    Element *target = named(drawing, reference);
    if (!target || target->is_open) return 0;
    bool is_symbol = is_called(target, "symbol");
    if (is_symbol) {
        target->is_open = true;
        content_cost(drawing, target, depth + 1);
        target->is_open = false;
    } else count(drawing, target, depth + 1);
    double shapes = is_symbol ? target->content_shapes : target->shapes;
    use->shapes += shapes;
    return (is_symbol ? target->content : target->cost) + SHAPE * shapes;
}

static void count(Drawing *drawing, Element *element, unsigned depth)
{
    if (element->cost >= 0 || element->is_open) return;
    if (depth > DEPTH_MAX) {
        element->cost = COST_MAX;
        return;
    }
    element->is_open = true;
    double cost = 0;
    if (!is_kept(element)) {
        cost = effects_cost(drawing, element, depth) + content_cost(drawing, element, depth);
        element->shapes = is_shape(element) + element->content_shapes;
    }
    if (is_called(element, "use")) cost += use_cost(drawing, element, depth);
    element->is_open = false;
    element->cost = MIN(cost, COST_MAX);
    element->shapes = MIN(element->shapes, COST_MAX);
}

bool svg_is_plain(GBytes *file)
{
    gsize size;
    const char *text = g_bytes_get_data(file, &size), *end = text + size;
    if (memchr(text, '\0', size)) return false;
    for (const char *p = text; (p = g_strstr_len(p, end - p, "<!ENTITY")); p++) {
        const char *close = tag_end(p, end);
        if (memchr(p + 1, '<', (size_t)(close - p - 1))) return false;
    }
    return true;
}

double svg_cost(GBytes *file, double width)
{
    gsize size;
    const char *text = g_bytes_get_data(file, &size);
    g_autoptr(GArray) elements = g_array_new(FALSE, FALSE, sizeof(Element));
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) rules = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Drawing drawing = {.elements = elements, .ids = ids, .rules = rules, .unit = 1};
    scan(&drawing, text, size);
    if (!elements->len) return 0;
    g_autofree char *box = attribute(element_at(&drawing, 0), "viewBox");
    g_auto(GStrv) numbers = box ? g_strsplit_set(g_strstrip(box), " ,\t\r\n", 4) : NULL;
    double units = numbers && g_strv_length(numbers) == 4 ? g_ascii_strtod(numbers[2], NULL)
                                                          : number_of(element_at(&drawing, 0), "width", width);
    if (units > 0) drawing.unit = width / units;
    index_elements(&drawing, text + size);
    count(&drawing, element_at(&drawing, 0), 0);
    return element_at(&drawing, 0)->cost;
}
