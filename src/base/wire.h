/* SPDX-License-Identifier: Apache-2.0
 *
 * wire: the flat bytes that cross a process border or lie in a blob. Numbers as LEB128 varints (shortest form only), texts as length + bytes.
 * The reader trusts nothing: every read is bounded, the first fault makes the reader bad and every later read gives 0 or empty.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

void wire_put_uint(struct buf *b, uint64_t v);
void wire_put_int(struct buf *b, int64_t v); /* zigzag */
void wire_put_str(struct buf *b, struct str s);

struct wire {
	struct str rest;
	bool bad;
};
uint64_t wire_uint(struct wire *w);
int64_t wire_int(struct wire *w);
struct str wire_str(struct wire *w); /* borrowed from the bytes; must be UTF-8 without U+0000, else bad */
struct str wire_bytes(struct wire *w); /* as wire_str, any bytes */
/* A count of items of at least min_bytes each that can still follow; more makes the reader bad and gives 0. */
size_t wire_count(struct wire *w, size_t min_bytes);
