/* SPDX-License-Identifier: Apache-2.0
 *
 * Growing output bytes in an arena. Must never grow beyond its maximum: what does not fit raises a flag instead.
 */
#include "base/buf.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buf buf_make(struct arena *arena, size_t max_bytes)
{
	return (struct buf){ .arena = arena, .max_bytes = max_bytes };
}

char *buf_space(struct buf *b, size_t n)
{
	if (b->overflow || n > b->max_bytes - b->len) {
		b->overflow = true;
		return NULL;
	}
	if (!b->ptr || b->cap - b->len < n) {
		size_t cap = b->cap ? b->cap * 2 : 256;
		while (cap < b->len + n)
			cap *= 2;
		if (cap > b->max_bytes) /* most buffers are born with the maximum they need */
			cap = b->max_bytes;
		if (b->ptr && arena_extend(b->arena, b->ptr + b->cap, cap - b->cap)) {
			b->cap = cap;
			return b->ptr + b->len;
		}
		char *p = arena_bytes(b->arena, cap);
		if (b->len)
			memcpy(p, b->ptr, b->len);
		b->ptr = p;
		b->cap = cap;
	}
	return b->ptr + b->len;
}

void buf_add(struct buf *b, size_t n)
{
	b->len += n;
}

void buf_put(struct buf *b, struct str s)
{
	char *p = s.len ? buf_space(b, s.len) : NULL;
	if (p) {
		memcpy(p, s.ptr, s.len);
		b->len += s.len;
	}
}

void buf_char(struct buf *b, char c)
{
	buf_put(b, (struct str){ &c, 1 });
}

void buf_int(struct buf *b, int64_t v)
{
	char z[24];
	int n = snprintf(z, sizeof z, "%lld", (long long)v);
	buf_put(b, (struct str){ z, (size_t)n });
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	char z[512];
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(z, sizeof z, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof z) {
		buf_put(b, (struct str){ z, (size_t)n });
	} else if (n > 0) {
		/* vsnprintf wants a byte for its NUL that the buffer may not have. */
		char *p = arena_bytes(b->arena, (size_t)n + 1);
		vsnprintf(p, (size_t)n + 1, fmt, again);
		buf_put(b, (struct str){ p, (size_t)n });
	}
	va_end(again);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->ptr ? b->ptr : "", b->len };
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->overflow = false;
}

void buf_one_line(struct buf *b, size_t from)
{
	b->len = from + str_one_line(b->ptr + from, b->len - from);
}
