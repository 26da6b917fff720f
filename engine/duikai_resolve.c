/* From a layout and stories to the resolved page, where depths are open: drafts, until it is known how deep everything is; and the
 * outlines of its pictures. */
#include "pipeline.h"

/* More drafts than things that hang on each other have wanted and come to rest; flow/ lets depths only grow some before this. */
#define DRAFTS_MAX 24

/* The draft with its pictures open: their shapes say how deep they are, and where text stands beside them. */
static const ModelResolved *with_pictures(DkEngine *engine, const ModelResolved *draft, GPtrArray *held, BaseArena *arena)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new();
    return draft->n_pictures || draft->n_furniture ? output_open_pictures(draft, engine->pictures, held, arena, unsaid) : draft;
}

/* A draft whose depths can be measured; NULL: none can be set. */
static const ModelResolved *draft_new(DkEngine *engine, const ModelRequest *request, GPtrArray *held, BaseArena *arena)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new();
    const ModelResolved *draft = model_resolve_draft(request, arena);
    if (!draft || !text_fonts_check_styles(engine->fonts, draft->styles, draft->n_styles, unsaid)) return NULL;
    return with_pictures(engine, draft, held, arena);
}

/* Looks at one draft more; false when that was the last, or none can be set. */
static bool look(DkEngine *engine, const ModelRequest *request, ModelDepths *depths, GPtrArray *held)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    const ModelResolved *draft = draft_new(engine, request, held, arena);
    return draft && flow_find_depths(draft, engine->fonts, depths);
}

static void check(DkEngine *engine, const ModelRequest *request, GPtrArray *held, DkDiagnostics *list)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    const ModelResolved *draft = draft_new(engine, request, held, arena);
    if (draft) flow_check_depths(draft, engine->fonts, request->depths, list);
}

const ModelResolved *pipeline_resolve(DkEngine *engine, const ModelRequest *request, BaseArena *arena, DkDiagnostics *list)
{
    ModelRequest deep = *request;
    ModelDepths *depths = model_depths_new(request->layout, arena);
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(output_picture_release);
    deep.depths = depths;
    bool is_wanting = depths != NULL;
    for (int i = 0; i < DRAFTS_MAX && is_wanting; i++) is_wanting = look(engine, &deep, depths, held);
    const ModelResolved *resolved = model_resolve_deep(&deep, arena, list);
    if (resolved && depths && (is_wanting || depths->is_held)) check(engine, &deep, held, list);
    return resolved;
}

const ModelResolved *pipeline_outlines(DkEngine *engine, const ModelResolved *resolved, BaseArena *arena)
{
    g_autoptr(DkDiagnostics) unsaid = dk_diagnostics_new(); /* all is found again when the pictures are opened to be drawn */
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(output_picture_release);
    return output_open_outlines(resolved, engine->pictures, held, arena, unsaid);
}
