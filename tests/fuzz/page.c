/* Fuzz target: page files.  A page file comes out or an error does. */
#include "fuzz.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(BaseArena) arena = base_arena_new();
    g_autoptr(DkDiagnostics) list = dk_diagnostics_new();
    const ModelPageFile *page = read_page_file(fuzz_file("page.yaml", bytes, size), arena, list);
    g_assert_cmpint(page == NULL, ==, base_has_errors(list, 0));
    return 0;
}
