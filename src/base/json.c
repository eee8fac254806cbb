/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON as a tree in an arena: our pre-pass, yajl's lexer, and callbacks that build the tree without recursion.
 * Must never accept what RFC 8259 forbids, nor an object that holds a key twice: two readers would see two different documents.
 */
#include "base/json.h"
#include "base/json_prepass.h"
#include "base/map.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { DEFAULT_DEPTH = 64, FEW_MEMBERS = 16 };
static const size_t default_bytes = 64u << 20, largest_bytes = UINT32_MAX - 1;

/* A value whose parent is still open. An open array or object keeps the index of its own parent in value.n until it closes. */
struct entry {
	struct json_member member;
	size_t key_at;
};

struct builder {
	struct arena *arena, scratch;
	struct str source;
	struct err *err;
	yajl_handle yajl;
	struct entry *entries;
	size_t n, cap;
	uint32_t open; /* index of the innermost open array or object */
	unsigned depth;
	struct json_limits limits;
	size_t root_end; /* offset behind the outermost value, once that is complete */
	struct str key; /* waiting for its value */
	size_t key_at;
};

static void *memory(void *p, size_t wanted)
{
	if (!p && wanted) {
		fprintf(stderr, "mainstay: out of memory (wanted %zu bytes more)\n", wanted);
		abort();
	}
	return p;
}

static void *yajl_memory(void *ctx, size_t n)
{
	(void)ctx;
	return memory(malloc(n), n);
}

static void *yajl_memory_more(void *ctx, void *p, size_t n)
{
	(void)ctx;
	return memory(realloc(p, n), n);
}

static void yajl_memory_end(void *ctx, void *p)
{
	(void)ctx;
	free(p);
}

static bool refuse(struct builder *b, size_t at, const char *why)
{
	unsigned line, column;
	json_place(b->source, at, &line, &column);
	if (b->limits.file.ptr)
		return err_fail(b->err, E_INVALID, "%.*s:%u:%u: %s", STR(b->limits.file),
		        line + (b->limits.first_line ? b->limits.first_line - 1 : 0), column, why);
	return err_fail(b->err, E_INVALID, "line %u column %u: %s", line, column, why);
}

/* Bytes that yajl shows: borrowed when they lie in the source, else (an escape was decoded, or yajl gathered them) copied. */
static struct str keep(struct builder *b, const void *text, size_t n, bool *borrowed)
{
	uintptr_t p = (uintptr_t)text, from = (uintptr_t)b->source.ptr;
	*borrowed = p >= from && p - from < b->source.len;
	return *borrowed ? (struct str){ text, n } : arena_str(b->arena, (struct str){ text, n });
}

static size_t consumed(const struct builder *b)
{
	return yajl_get_bytes_consumed(b->yajl);
}

/* Is the byte at i behind an odd number of backslashes? */
static bool is_escaped(const char *z, size_t i)
{
	size_t slashes = 0;
	while (slashes < i && z[i - 1 - slashes] == '\\')
		slashes++;
	return slashes % 2 == 1;
}

/* Offset of the opening quote of the string that yajl has just read. */
static size_t quote_at(const struct builder *b, struct str text, bool borrowed)
{
	if (borrowed)
		return (size_t)(text.ptr - b->source.ptr) - 1;
	size_t i = consumed(b) - 2; /* before the closing quote */
	while (i > 0 && (b->source.ptr[i] != '"' || is_escaped(b->source.ptr, i)))
		i--;
	return i;
}

static struct json *push(struct builder *b, enum json_type type, size_t at)
{
	if (b->n == b->cap) {
		b->cap = b->cap ? b->cap * 2 : 256;
		b->entries = memory(reallocarray(b->entries, b->cap, sizeof *b->entries), b->cap * sizeof *b->entries);
	}
	b->root_end = b->depth == 0 ? consumed(b) : 0;
	struct entry *e = &b->entries[b->n++];
	*e = (struct entry){ .member = { .key = b->key, .value = { .type = type, .at = (uint32_t)at } }, .key_at = b->key_at };
	return &e->member.value;
}

static int on_null(void *ctx)
{
	struct builder *b = ctx;
	push(b, JSON_NULL, consumed(b) - 4);
	return 1;
}

static int on_bool(void *ctx, int truth)
{
	struct builder *b = ctx;
	push(b, JSON_BOOL, consumed(b) - (truth ? 4 : 5))->truth = truth;
	return 1;
}

static int on_number(void *ctx, const char *text, size_t n)
{
	struct builder *b = ctx;
	bool borrowed;
	struct str s = keep(b, text, n, &borrowed);
	/* yajl gathers a number only when the source ends with it. */
	struct json *v = push(b, JSON_NUMBER, borrowed ? (size_t)(s.ptr - b->source.ptr) : b->source.len - n);
	v->text = s.ptr;
	v->n = (uint32_t)n;
	if (b->depth == 0)
		b->root_end = v->at + n;
	return 1;
}

static int on_string(void *ctx, const unsigned char *text, size_t n)
{
	struct builder *b = ctx;
	bool borrowed;
	struct str s = keep(b, text, n, &borrowed);
	struct json *v = push(b, JSON_STRING, quote_at(b, s, borrowed));
	v->text = s.ptr;
	v->n = (uint32_t)n;
	return 1;
}

static int on_key(void *ctx, const unsigned char *text, size_t n)
{
	struct builder *b = ctx;
	bool borrowed;
	b->key = keep(b, text, n, &borrowed);
	b->key_at = quote_at(b, b->key, borrowed);
	return 1;
}

static int start(struct builder *b, enum json_type type)
{
	if (b->depth == b->limits.max_depth) {
		char why[80];
		snprintf(why, sizeof why, "nested more than %u levels deep", b->limits.max_depth);
		return refuse(b, consumed(b) - 1, why);
	}
	b->depth++;
	push(b, type, consumed(b) - 1)->n = b->open;
	b->open = (uint32_t)(b->n - 1);
	return 1;
}

static int on_object(void *ctx)
{
	return start(ctx, JSON_OBJECT);
}

static int on_array(void *ctx)
{
	return start(ctx, JSON_ARRAY);
}

/* The first of the members whose key an earlier one has, or NULL. */
static const struct entry *twice(struct builder *b, const struct entry *e, size_t n)
{
	if (n <= FEW_MEMBERS) {
		for (size_t i = 1; i < n; i++)
			for (size_t k = 0; k < i; k++)
				if (str_eq(e[i].member.key, e[k].member.key))
					return &e[i];
		return NULL;
	}
	struct map seen = map_make(&b->scratch);
	const struct entry *found = NULL;
	bool fresh;
	for (size_t i = 0; i < n && !found; i++) {
		map_at(&seen, e[i].member.key, &fresh);
		found = fresh ? NULL : &e[i];
	}
	arena_reset(&b->scratch);
	return found;
}

static struct json *finish(struct builder *b, size_t *n)
{
	struct json *v = &b->entries[b->open].member.value;
	*n = b->n - b->open - 1;
	b->n = b->open + 1;
	b->open = v->n;
	b->depth--;
	b->root_end = b->depth == 0 ? consumed(b) : 0;
	v->n = (uint32_t)*n;
	return v;
}

static int on_object_end(void *ctx)
{
	struct builder *b = ctx;
	size_t n;
	const struct entry *e = &b->entries[b->open + 1];
	struct json *v = finish(b, &n);
	const struct entry *again = twice(b, e, n);
	if (again) {
		struct str key = again->member.key;
		char why[120];
		snprintf(why, sizeof why, "the key \"%.*s\" stands twice in one object", key.len > 60 ? 60 : (int)key.len, key.ptr);
		return refuse(b, again->key_at, why);
	}
	v->members = arena_array(b->arena, struct json_member, n);
	for (size_t i = 0; i < n; i++)
		v->members[i] = e[i].member;
	return 1;
}

static int on_array_end(void *ctx)
{
	struct builder *b = ctx;
	size_t n;
	const struct entry *e = &b->entries[b->open + 1];
	struct json *v = finish(b, &n);
	v->items = arena_array(b->arena, struct json, n);
	for (size_t i = 0; i < n; i++)
		v->items[i] = e[i].member.value;
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_object_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_array_end,
};

/* Bytes behind the outermost value. yajl overlooks an unfinished token there, as in `{} "`. */
static bool refuse_trailing(struct builder *b)
{
	const char *z = b->source.ptr;
	size_t at = b->root_end, len = b->source.len;
	while (at < len && (z[at] == ' ' || z[at] == '\n' || z[at] == '\r' || z[at] == '\t'))
		at++;
	if (at == len)
		return false;
	refuse(b, at, "not JSON: something follows behind the end of the value");
	return true;
}

/* Turns yajl's complaint into ours. It stands behind the token it did not like. */
static void refuse_lexer(struct builder *b)
{
	if (b->root_end && refuse_trailing(b))
		return;
	size_t at = consumed(b);
	unsigned char *z = yajl_get_error(b->yajl, 0, NULL, 0);
	struct str why = str_trim(str_c((char *)z));
	ptrdiff_t colon = str_find(why, S(": "));
	if (colon >= 0)
		why = str_slice(why, (size_t)colon + 2, why.len);
	char text[160];
	snprintf(text, sizeof text, "not JSON: %.*s", (int)(why.len < 120 ? why.len : 120), why.ptr);
	refuse(b, at ? at - 1 : 0, text);
	yajl_free_error(b->yajl, z);
}

static void lex(struct builder *b)
{
	yajl_status got = yajl_parse(b->yajl, (const unsigned char *)b->source.ptr, b->source.len);
	if (got == yajl_status_error)
		refuse_lexer(b);
	if (got != yajl_status_ok)
		return;
	yajl_status end = yajl_complete_parse(b->yajl);
	if (!(b->root_end && refuse_trailing(b)) && end == yajl_status_error)
		refuse(b, b->source.len, "the text ends before the JSON value does");
}

const struct json *json_parse(struct arena *a, struct str bytes, struct json_limits limits, struct err *err)
{
	struct builder b = { .arena = a, .source = bytes, .err = err, .limits = limits };
	if (!limits.max_depth)
		b.limits.max_depth = DEFAULT_DEPTH;
	size_t max = limits.max_bytes ? limits.max_bytes : default_bytes, at;
	const char *why;
	if (max > largest_bytes)
		max = largest_bytes;
	if (bytes.len > max) {
		char text[100];
		snprintf(text, sizeof text, "larger than %zu bytes", max);
		refuse(&b, max, text);
		return NULL;
	}
	if (str_trim(bytes).len == 0) {
		refuse(&b, 0, "the text is empty");
		return NULL;
	}
	if (!json_prepass(bytes, &at, &why)) {
		refuse(&b, at, why);
		return NULL;
	}
	yajl_alloc_funcs funcs = { yajl_memory, yajl_memory_more, yajl_memory_end, NULL };
	b.yajl = memory(yajl_alloc(&callbacks, &funcs, &b), 1);
	yajl_config(b.yajl, yajl_dont_validate_strings, 1); /* the pre-pass has */
	yajl_config(b.yajl, yajl_allow_comments, 0);
	struct err before = *err;
	err_clear(err);
	lex(&b);
	struct json *root = NULL;
	if (!err->kind) {
		root = arena_new(a, struct json);
		*root = b.entries[0].member.value;
	}
	if (before.kind)
		*err = before; /* the first failure wins */
	yajl_free(b.yajl);
	arena_end(&b.scratch);
	free(b.entries);
	return root;
}

const struct json *json_get(const struct json *v, const char *key)
{
	if (!v || v->type != JSON_OBJECT)
		return NULL;
	size_t n = strlen(key);
	for (const struct json_member *m = v->members, *end = m + v->n; m < end; m++)
		if (m->key.len == n && memcmp(m->key.ptr, key, n) == 0)
			return &m->value;
	return NULL;
}

struct str json_str(const struct json *v)
{
	return v && v->type == JSON_STRING ? (struct str){ v->text, v->n } : (struct str){ "", 0 };
}

struct str json_get_str(const struct json *v, const char *key)
{
	return json_str(json_get(v, key));
}

bool json_real(const struct json *v, double *out)
{
	if (!v || v->type != JSON_NUMBER)
		return false;
	/* Behind the digits stands what ended them, or the NUL of the copy; strtod stops there. The program never calls setlocale. */
	char *end;
	double real = strtod(v->text, &end);
	if (end != v->text + v->n || !isfinite(real))
		return false;
	*out = real;
	return true;
}

bool json_int(const struct json *v, int64_t *out)
{
	double real;
	if (!v || v->type != JSON_NUMBER)
		return false;
	if (str_int((struct str){ v->text, v->n }, out))
		return true;
	/* 1.0 and 1e3 are integers too, as long as a double holds them exactly. */
	if (!memchr(v->text, '.', v->n) && !memchr(v->text, 'e', v->n) && !memchr(v->text, 'E', v->n))
		return false;
	if (!json_real(v, &real) || real > 0x1p53 || real < -0x1p53 || real != (double)(int64_t)real)
		return false;
	*out = (int64_t)real;
	return true;
}

const struct json *json_items_(const struct json *v)
{
	static const struct json none; /* adding 0 to NULL is undefined */
	return v && v->type == JSON_ARRAY && v->items ? v->items : &none;
}

uint32_t json_count_(const struct json *v)
{
	return v && v->type == JSON_ARRAY ? v->n : 0;
}

void json_place(struct str bytes, size_t at, unsigned *line, unsigned *column)
{
	size_t start_of_line = 0;
	const char *p;
	if (at > bytes.len)
		at = bytes.len;
	*line = 1;
	while (at > start_of_line && (p = memchr(bytes.ptr + start_of_line, '\n', at - start_of_line))) {
		start_of_line = (size_t)(p - bytes.ptr) + 1;
		++*line;
	}
	*column = (unsigned)(at - start_of_line) + 1;
}
