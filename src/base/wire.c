/* SPDX-License-Identifier: Apache-2.0
 *
 * Flat bytes across a process border. The reader must never read beyond its bytes nor believe a length or count that they cannot hold.
 */
#include "base/wire.h"
#include <string.h>

void wire_put_uint(struct buf *b, uint64_t v)
{
	char z[10];
	size_t n = 0;
	for (; v >= 0x80; v >>= 7)
		z[n++] = (char)(v | 0x80);
	z[n++] = (char)v;
	buf_put(b, (struct str){ z, n });
}

void wire_put_int(struct buf *b, int64_t v)
{
	wire_put_uint(b, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

void wire_put_str(struct buf *b, struct str s)
{
	wire_put_uint(b, s.len);
	buf_put(b, s);
}

/* The first fault: nothing is left to read. */
static uint64_t spoil(struct wire *w)
{
	w->bad = true;
	w->rest = (struct str){ "", 0 };
	return 0;
}

uint64_t wire_uint(struct wire *w)
{
	uint64_t v = 0;
	for (unsigned i = 0; i < 10 && i < w->rest.len; i++) {
		uint64_t c = (unsigned char)w->rest.ptr[i];
		v |= (c & 0x7f) << (7 * i);
		if (c & 0x80)
			continue;
		/* One text for each number only: nothing above 64 bits, no padding with zeros. */
		if ((i == 9 && c > 1) || (i > 0 && c == 0))
			break;
		w->rest = str_slice(w->rest, i + 1, w->rest.len);
		return v;
	}
	return spoil(w);
}

int64_t wire_int(struct wire *w)
{
	uint64_t v = wire_uint(w);
	return (int64_t)(v >> 1 ^ (v & 1 ? UINT64_MAX : 0));
}

struct str wire_bytes(struct wire *w)
{
	uint64_t n = wire_uint(w);
	if (n > w->rest.len)
		spoil(w);
	if (w->bad)
		return (struct str){ "", 0 };
	struct str s = str_slice(w->rest, 0, (size_t)n);
	w->rest = str_slice(w->rest, (size_t)n, w->rest.len);
	return s;
}

struct str wire_str(struct wire *w)
{
	struct str s = wire_bytes(w);
	if (!str_utf8(s, NULL) || (s.len && memchr(s.ptr, 0, s.len))) {
		spoil(w);
		return (struct str){ "", 0 };
	}
	return s;
}

size_t wire_count(struct wire *w, size_t min_bytes)
{
	uint64_t n = wire_uint(w);
	if (n > w->rest.len / (min_bytes ? min_bytes : 1))
		spoil(w);
	return w->bad ? 0 : (size_t)n;
}
