/* Arena: memory that is given out in pieces and released at once.  It lives as long as a page. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <glib.h>

typedef struct BaseArena BaseArena;

BaseArena *base_arena_new(void);
void base_arena_free(BaseArena *arena);
/* `size` zeroed bytes, aligned for any type; never NULL. */
void *base_arena_alloc(BaseArena *arena, size_t size);
char *base_arena_strdup(BaseArena *arena, const char *string); /* NULL gives NULL */
char *base_arena_strndup(BaseArena *arena, const char *bytes, size_t n);
char *base_arena_printf(BaseArena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define base_arena_new_array(arena, Type, n) ((Type *)base_arena_alloc((arena), sizeof(Type) * (size_t)(n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BaseArena, base_arena_free)

#endif
