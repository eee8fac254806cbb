/* SPDX-License-Identifier: Apache-2.0
 *
 * Arena: bump allocation in growing blocks. The only malloc most of the program ever reaches.
 * Must never hand out NULL: memory that runs out ends the process with one line, since no caller can go on without it.
 */
#include "base/arena.h"
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 4 << 20 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	alignas(max_align_t) char bytes[];
};

_Noreturn static void out_of_memory(size_t wanted)
{
	fprintf(stderr, "mainstay: out of memory (wanted %zu bytes more)\n", wanted);
	abort();
}

void arena_init(struct arena *a, size_t max_bytes)
{
	*a = (struct arena){ .max_bytes = max_bytes };
}

static void free_blocks(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
}

void arena_end(struct arena *a)
{
	free_blocks(a->head);
	arena_init(a, a->max_bytes);
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;
	if (!keep)
		return;
	while (keep->next) {
		struct arena_block *next = keep->next;
		free(keep);
		keep = next;
	}
	*a = (struct arena){ .head = keep,
		.at = keep->bytes,
		.end = keep->bytes + keep->size,
		.block_bytes = keep->size,
		.used_bytes = sizeof *keep + keep->size,
		.max_bytes = a->max_bytes };
}

/* How large a new block may be. */
static size_t room(const struct arena *a)
{
	size_t taken = a->used_bytes + sizeof(struct arena_block);
	return !a->max_bytes ? SIZE_MAX / 2 : taken < a->max_bytes ? a->max_bytes - taken : 0;
}

static struct arena_block *new_block(struct arena *a, size_t size)
{
	if (size > room(a))
		out_of_memory(size);
	struct arena_block *b = malloc(sizeof *b + size);
	if (!b)
		out_of_memory(size);
	b->size = size;
	a->used_bytes += sizeof *b + size;
	return b;
}

/* n bytes that do not fit into the newest block. What is large gets a block of its own, and the newest goes on being filled; the oldest stays last, for
 * arena_reset keeps that one. */
static char *grow(struct arena *a, size_t n)
{
	if (a->head && n > LARGEST_BLOCK / 8) {
		struct arena_block *own = new_block(a, n);
		own->next = a->head;
		a->head = own;
		return own->bytes;
	}
	size_t size = a->head ? a->block_bytes * 2 : FIRST_BLOCK;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < n || size > room(a)) /* the last ones may be small */
		size = n;
	struct arena_block *b = new_block(a, size);
	b->next = a->head;
	a->head = b;
	a->at = b->bytes + n;
	a->end = b->bytes + size;
	a->block_bytes = size;
	return b->bytes;
}

void *arena_alloc(struct arena *a, size_t n)
{
	size_t pad = -(uintptr_t)a->at & (alignof(max_align_t) - 1);
	if (!a->at || n > (size_t)(a->end - a->at) || pad > (size_t)(a->end - a->at) - n)
		return memset(grow(a, n ? n : 1), 0, n);
	void *p = a->at + pad;
	a->at += pad + n;
	return memset(p, 0, n);
}

char *arena_bytes(struct arena *a, size_t n)
{
	if (!a->at || n > (size_t)(a->end - a->at))
		return grow(a, n ? n : 1);
	char *p = a->at;
	a->at += n;
	return p;
}

bool arena_extend(struct arena *a, const void *end, size_t n)
{
	if (end != a->at || !end || n > (size_t)(a->end - a->at))
		return false;
	a->at += n;
	return true;
}

void *arena_alloc_array(struct arena *a, size_t size, size_t n)
{
	size_t bytes;
	if (__builtin_mul_overflow(size, n, &bytes))
		out_of_memory(SIZE_MAX);
	return arena_alloc(a, bytes);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p[s.len] = 0;
	return (struct str){ p, s.len };
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
	char z[256];
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(z, sizeof z, fmt, ap);
	va_end(ap);
	struct str s = { z, n < 0 ? 0 : (size_t)n };
	if (s.len < sizeof z) {
		s = arena_str(a, s);
	} else {
		char *p = arena_bytes(a, s.len + 1);
		vsnprintf(p, s.len + 1, fmt, again);
		s.ptr = p;
	}
	va_end(again);
	return s;
}
