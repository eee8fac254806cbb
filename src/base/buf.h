/* SPDX-License-Identifier: Apache-2.0
 *
 * buf: growing output bytes in an arena, born with a maximum. The one out-stream: pages, JSON, CSV and messages are written into it.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"
#include <stdbool.h>

struct buf {
	struct arena *arena;
	char *ptr;
	size_t len, cap, max_bytes;
	bool overflow; /* set once more than max_bytes were put; later puts do nothing */
};

/* An empty buffer that grows in arena up to max_bytes. */
struct buf buf_make(struct arena *arena, size_t max_bytes);
/* Appends; on overflow sets the flag and drops the bytes. */
void buf_put(struct buf *b, struct str s);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Room for n bytes at the end, to be filled by the caller and then counted with buf_add; NULL on overflow. */
char *buf_space(struct buf *b, size_t n);
void buf_add(struct buf *b, size_t n);
/* What was written so far; borrowed, valid until the next put. */
struct str buf_str(const struct buf *b);
/* str_one_line of what was written since from (a former len). */
void buf_one_line(struct buf *b, size_t from);
/* Forgets the content, keeps the memory. */
void buf_clear(struct buf *b);
