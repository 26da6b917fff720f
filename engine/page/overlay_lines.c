/* Overlays "slack" and "fallback": what happened to each line and character.
 *
 * Slack: a line's band has the colour of what justification gave or took at its places, on average, in ems: seven classes, since
 * an eye tells seven colours apart and no more.  A quarter of an em is where RULES 1.8 calls a line loose.  Fallback: a box round
 * each character that its role's own face lacks. */
#include "page/overlay.h"

/* ---- Slack ---- */

/* Classes by thousandths of an em a place; each holds what is not less than its bound. */
typedef struct {
    int from; /* thousandths of an em */
    OverlayPaint paint;
    unsigned transparency;
    const char *words;
} SlackClass;
static const SlackClass classes[] = {
    {G_MININT, PAINT_BLUE, 45, "tight 紧 below −0.06 em"},
    {-60, PAINT_BLUE, 68, "−0.06 to −0.03"},
    {-30, PAINT_SKY, 65, "to −0.005"},
    {-5, PAINT_GREEN, 85, "as it is 自然"},
    {5, PAINT_AMBER, 80, "+0.005 to 0.04"},
    {40, PAINT_AMBER, 55, "to 0.08"},
    {80, PAINT_ORANGE, 55, "to 0.25"},
    {250, PAINT_RED, 45, "loose 松 above +0.25 em a gap"},
};

/* The places of a line where justification could have acted: between its boxes. */
static int64_t count_places(const Overlay *overlay, const ParLine *line)
{
    int64_t n = -1;
    for (unsigned i = 0; i < line->n_boxes; i++) {
        const ParBox *box = &g_array_index(overlay->request->lines->boxes, ParBox, line->first_box + i);
        n += box->width > 0 && !box->is_hidden;
    }
    return n;
}

static const SlackClass *class_of(const Overlay *overlay, const ParLine *line)
{
    int64_t places = count_places(overlay, line), size = line->em;
    int64_t mean = places > 0 && size > 0 ? ((int64_t)line->width - line->natural) * 1000 / (places * size) : 0;
    unsigned found = 0;
    if (line->is_loose) return &classes[G_N_ELEMENTS(classes) - 1];
    while (found + 2 < G_N_ELEMENTS(classes) && mean >= classes[found + 1].from) found++;
    return &classes[found];
}

void overlay_draw_slack(Overlay *overlay)
{
    unsigned counts[G_N_ELEMENTS(classes)] = {0};
    for (unsigned f = 0; f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        if (frame->kind != FLOW_LEG && frame->kind != FLOW_CAPTION) continue;
        for (unsigned i = 0; i < frame->n_lines; i++) {
            const FlowLine *placed = overlay_placed(overlay, frame, i);
            const SlackClass *found = class_of(overlay, overlay_line_set(overlay, placed));
            overlay_fill(overlay, overlay_line_rect(overlay, frame, placed), found->paint, found->transparency);
            counts[found - classes]++;
        }
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(classes); i++)
        overlay_legend(overlay, classes[i].paint, classes[i].transparency, "%s (%u)", classes[i].words, counts[i]);
}

/* ---- Fallback ---- */

/* What was found out about a character of a role: the face that stands in, or that none has it. */
static const TextUse *find_use(const GArray *uses, const char *role, uint32_t character)
{
    for (unsigned i = 0; i < uses->len; i++) {
        const TextUse *use = &g_array_index(uses, TextUse, i);
        if (use->character && use->character == character && g_strcmp0(use->role, role) == 0) return use;
    }
    return NULL;
}

static GArray *odd_uses(const GArray *uses)
{
    GArray *odd = g_array_new(FALSE, FALSE, sizeof(TextUse));
    for (unsigned i = 0; i < uses->len; i++)
        if (g_array_index(uses, TextUse, i).character) g_array_append_val(odd, g_array_index(uses, TextUse, i));
    return odd;
}

static void mark_line(Overlay *overlay, const FlowFrame *frame, const FlowLine *placed, const GArray *odd)
{
    const PageOverlayRequest *request = overlay->request;
    const ParLine *line = overlay_line_set(overlay, placed);
    for (unsigned b = 0; b < line->n_boxes; b++) {
        const ParBox *box = &g_array_index(request->lines->boxes, ParBox, line->first_box + b);
        const TextCluster *cluster = &g_array_index(request->runs->clusters, TextCluster, box->cluster);
        const ModelStyle *style = &request->runs->styles[g_array_index(request->runs->runs, TextRun, cluster->run).style];
        const TextUse *use = find_use(odd, style->font, cluster->character);
        if (!use) continue;
        DkLength start = line->offset + box->position;
        BaseRect rect = page_boxes_rect(frame, start, start + box->width, placed->center, style->size);
        overlay_fill(overlay, rect, use->face ? PAINT_ORANGE : PAINT_RED, 70);
        overlay_outline(overlay, rect, use->face ? PAINT_ORANGE : PAINT_RED, 2 * overlay->hair);
    }
}

/* Each character once, with its role and the face that stands in; what has no room is counted. */
static void list_uses(Overlay *overlay, const GArray *odd)
{
    enum { MOST = 12 };
    unsigned n_said = 0, unsaid = 0;
    for (unsigned i = 0; i < odd->len; i++) {
        const TextUse *use = &g_array_index(odd, TextUse, i);
        if (find_use(odd, use->role, use->character) != use) continue;
        if (n_said++ >= MOST) unsaid++;
        else
            overlay_legend(overlay, use->face ? PAINT_ORANGE : PAINT_RED, 0, "U+%04X of %s: %s", use->character, use->role,
                           use->face ? use->face : "no face has it");
    }
    if (unsaid) overlay_legend(overlay, PAINT_PAPER, 0, "and %u more", unsaid);
    if (odd->len == 0) overlay_legend(overlay, PAINT_GREEN, 0, "every character is drawn from its role's own face");
}

void overlay_draw_fallback(Overlay *overlay)
{
    g_autoptr(GArray) odd = odd_uses(overlay->request->runs->uses);
    for (unsigned f = 0; odd->len > 0 && f < overlay->request->galley->frames->len; f++) {
        const FlowFrame *frame = overlay_frame(overlay, f);
        for (unsigned i = 0; i < frame->n_lines; i++) mark_line(overlay, frame, overlay_placed(overlay, frame, i), odd);
    }
    list_uses(overlay, odd);
}
