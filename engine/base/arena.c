/* Arena: chunks that double in size up to a limit; a piece larger than a chunk gets a chunk of its own. */
#include "base/base.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#define FIRST_CHUNK ((size_t)8 << 10)
#define LAST_CHUNK ((size_t)1 << 20)

typedef struct Chunk Chunk;
struct Chunk {
    Chunk *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct BaseArena {
    Chunk *chunks; /* newest first */
};

static Chunk *chunk_new(size_t size, Chunk *next)
{
    Chunk *chunk = g_malloc(sizeof(Chunk) + size);
    chunk->next = next;
    chunk->size = size;
    chunk->used = 0;
    return chunk;
}

BaseArena *base_arena_new(void)
{
    return g_new0(BaseArena, 1);
}

void base_arena_free(BaseArena *arena)
{
    if (!arena) return;
    for (Chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        g_free(chunk);
    }
    g_free(arena);
}

/* The newest chunk with `size` bytes free, made when there is none. */
static Chunk *chunk_with_room(BaseArena *arena, size_t size)
{
    Chunk *chunk = arena->chunks;
    if (chunk && chunk->size - chunk->used >= size) return chunk;
    size_t wanted = chunk ? MIN(chunk->size * 2, LAST_CHUNK) : FIRST_CHUNK;
    arena->chunks = chunk_new(MAX(wanted, size), chunk);
    return arena->chunks;
}

void *base_arena_alloc(BaseArena *arena, size_t size)
{
    size_t aligned = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    g_assert(aligned >= size);
    Chunk *chunk = chunk_with_room(arena, aligned);
    void *piece = chunk->bytes + chunk->used;
    chunk->used += aligned;
    return memset(piece, 0, size);
}

char *base_arena_strdup(BaseArena *arena, const char *string)
{
    return string ? base_arena_strndup(arena, string, strlen(string)) : NULL;
}

char *base_arena_strndup(BaseArena *arena, const char *bytes, size_t n)
{
    char *copy = base_arena_alloc(arena, n + 1);
    if (n) memcpy(copy, bytes, n);
    return copy;
}

char *base_arena_printf(BaseArena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return base_arena_strdup(arena, text);
}
