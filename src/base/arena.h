/* SPDX-License-Identifier: Apache-2.0
 *
 * Arena: memory that lives exactly as long as one unit of work (a request, command, job, document). Nothing is freed singly.
 */
#pragma once
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *head; /* newest block first */
	char *at, *end; /* free part of the newest block that pieces share */
	size_t block_bytes; /* size of that block */
	size_t used_bytes; /* sum of all blocks */
	size_t max_bytes; /* 0 = no bound; beyond it the process ends with a log line (a worker in the jail dies alone) */
};

/* Makes an empty arena; max_bytes 0 means no bound. */
void arena_init(struct arena *a, size_t max_bytes);
/* Gives all memory back; the arena is empty and usable again. Accepts a zeroed arena. */
void arena_end(struct arena *a);
/* Like arena_end, but keeps the first block for the next unit of work. */
void arena_reset(struct arena *a);
/* n zeroed bytes aligned for any type. Never NULL: out of memory ends the process with one line. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* n bytes, not zeroed, unaligned: for text. */
char *arena_bytes(struct arena *a, size_t n) __attribute__((malloc, returns_nonnull));
/* Makes the newest piece, which ends at end, n bytes longer where it stands (not zeroed). false when it is not the newest or its block is full. */
bool arena_extend(struct arena *a, const void *end, size_t n);
/* A copy of s, NUL-terminated behind its end (the NUL is not counted). */
struct str arena_str(struct arena *a, struct str s);
/* printf into the arena; NUL-terminated. */
struct str arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc_array((a), sizeof(T), (n)))
/* size*n zeroed bytes; a product that overflows ends the process like out of memory. */
void *arena_alloc_array(struct arena *a, size_t size, size_t n) __attribute__((returns_nonnull));
