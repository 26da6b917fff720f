/* Fuzz target: layouts.  A layout comes out or an error does; one that comes out is resolved with a page that fills its first block
 * and frame. */
#include "fuzz.h"
#include "read/read.h"

static void resolve(const ModelLayout *layout, BaseArena *arena, DkDiagnostics *list)
{
    static const ModelText text = {.text = "字", .line = 1, .column = 1};
    static const ModelParagraph paragraph = {.n_bytes = 3};
    static const ModelOrigin origin = {0, 1, 1};
    static const ModelStory story = {.path = "story.md",
                                     .slug = "story",
                                     .elements = {[MODEL_ELEMENT_HEADLINE] = {&text, 1}},
                                     .text = "字",
                                     .n_bytes = 3,
                                     .paragraphs = &paragraph,
                                     .n_paragraphs = 1,
                                     .origins = &origin,
                                     .n_origins = 1};
    const ModelStory *stories[] = {&story};
    ModelPlacedStory placed = {.path = "story.md", .block = layout->n_blocks ? layout->blocks[0].id : "none"};
    ModelFurnitureText furniture = {.id = layout->n_furniture ? layout->furniture[0].id : "none", .texts = {&text, 1}};
    ModelPageFile page = {.path = "page.yaml", .stories = &placed, .n_stories = 1, .furniture = &furniture, .n_furniture = 1};
    const ModelResolved *resolved = model_resolve(layout, &page, stories, arena, list);
    g_assert_cmpint(resolved == NULL, ==, base_has_errors(list, 0));
    if (!resolved) return;
    BaseDump *dump = base_dump_new();
    model_dump(resolved, dump);
    g_free(base_dump_finish(dump));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const ModelLayout *layout = read_layout(fuzz_file("layout.yaml", bytes, size), (BasePlace){0}, arena, list);
    g_assert_cmpint(layout == NULL, ==, base_has_errors(list, 0));
    if (layout) resolve(layout, arena, list);
    return 0;
}
