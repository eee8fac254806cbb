/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON (RFC 8259) as a tree in an arena, lexed by yajl behind a pre-pass of ours, and a writer.
 * The pre-pass refuses what yajl lets through: overlong, surrogate and out-of-range UTF-8, lone surrogate escapes, form feed as
 * space, U+0000 (raw or escaped).
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_member;
struct json {
	enum json_type type : 8;
	bool truth; /* of a JSON_BOOL */
	uint32_t n; /* bytes of a string or number, items of an array, members of an object */
	uint32_t at; /* byte offset in the source, for error texts */
	union {
		const char *text; /* string: decoded UTF-8; number: as written */
		struct json *items;
		struct json_member *members;
	};
};
struct json_member {
	struct str key;
	struct json value;
};

struct json_limits {
	size_t max_bytes; /* 0 = 64 MiB */
	unsigned max_depth; /* 0 = 64 */
	struct str file; /* ptr not NULL: faults begin with "FILE:LINE:COLUMN: " … */
	unsigned first_line; /* … and this is the number of the first line; 0 = 1 */
};

/* Parses the whole of bytes as one JSON value. Duplicate keys, depth, size, bad UTF-8 and trailing bytes are E_INVALID with "line L column C: …" (or limits.file).
 * A UTF-8 byte-order mark at the start is refused too. Strings may borrow from bytes: bytes must outlive the tree. NULL on error. */
const struct json *json_parse(struct arena *a, struct str bytes, struct json_limits limits, struct err *err);

/* The member's value; NULL when v is NULL, no object, or has no such member. Linear search. */
const struct json *json_get(const struct json *v, const char *key);
/* Text of a string; empty (ptr "") for anything else, NULL included. */
struct str json_str(const struct json *v);
/* As json_str(json_get(v, key)). */
struct str json_get_str(const struct json *v, const char *key);
/* The number's value; false when v is no number (or, for int, not an integer in range). */
bool json_real(const struct json *v, double *out);
bool json_int(const struct json *v, int64_t *out);
/* Items of an array as at[0..n-1]; n is 0 for anything else. */
#define json_each(item, array) \
	for (const struct json *item = json_items_(array), *item##_end = item + json_count_(array); item < item##_end; item++)
const struct json *json_items_(const struct json *v);
uint32_t json_count_(const struct json *v);
/* 1-based line and column (in bytes) of a byte offset. */
void json_place(struct str bytes, size_t at, unsigned *line, unsigned *column);

/* Writer: appends to a buf; puts commas itself. */
struct json_out {
	struct buf *buf;
	bool comma; /* a comma is due before the next value or key */
};
struct json_out json_out(struct buf *b);
void jo_object(struct json_out *o);
void jo_object_end(struct json_out *o);
void jo_array(struct json_out *o);
void jo_array_end(struct json_out *o);
void jo_key(struct json_out *o, const char *key);
void jo_str(struct json_out *o, struct str s); /* escaped; bytes that are not UTF-8, and U+0000, become U+FFFD */
void jo_int(struct json_out *o, int64_t v);
void jo_real(struct json_out *o, double v); /* shortest form that reads back the same; NaN and infinities become null */
void jo_bool(struct json_out *o, bool v);
void jo_null(struct json_out *o);
/* Key and value in one. */
void jo_kstr(struct json_out *o, const char *key, struct str s);
void jo_kint(struct json_out *o, const char *key, int64_t v);
void jo_kbool(struct json_out *o, const char *key, bool v);
