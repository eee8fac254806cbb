/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of the JSON reader: what it refuses and where, what it keeps, and that size and depth cost no more than they should.
 */
#include "base/json.h"
#include "base/json_prepass.h"
#include "base/rng.h"
#include "base/test.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>

static const struct json_limits usual = {};

/* Is text refused with an error that contains `why`, at the given place? */
static bool refused_at(struct str text, unsigned line, unsigned column, const char *why)
{
	struct arena a = {};
	struct err e = {};
	char place[60];
	snprintf(place, sizeof place, "line %u column %u: ", line, column);
	const struct json *v = json_parse(&a, text, usual, &e);
	bool good = !v && e.kind == E_INVALID && strncmp(e.text, place, strlen(place)) == 0 && strstr(e.text, why);
	if (!good)
		printf("# %.*s: %s: %s\n", text.len > 60 ? 60 : (int)text.len, text.ptr, v ? "taken" : "refused", e.text);
	arena_end(&a);
	return good;
}

static bool refused(struct str text)
{
	struct arena a = {};
	struct err e = {};
	const struct json *v = json_parse(&a, text, usual, &e);
	bool good = !v && e.kind == E_INVALID && strncmp(e.text, "line ", 5) == 0;
	if (!good)
		printf("# taken: %.*s\n", STR(text));
	arena_end(&a);
	return good;
}

static bool taken(struct str text)
{
	struct arena a = {};
	struct err e = {};
	bool good = json_parse(&a, text, usual, &e) && e.kind == E_NONE;
	if (!good)
		printf("# %.*s: %s\n", STR(text), e.text);
	arena_end(&a);
	return good;
}

TEST(json_builds_the_tree)
{
	struct arena a = {};
	struct err e = {};
	struct str text = S("{\"id\": \"pump-1\", \"n\": -12, \"ok\": true, \"no\": false, \"none\": null,\n"
	                    " \"list\": [1, [], {}, \"x\\ny\"], \"level\": 2.5e1}");
	const struct json *v = json_parse(&a, text, usual, &e);
	CHECK(v && v->type == JSON_OBJECT && v->n == 7 && v->at == 0);
	CHECK_STR(json_get_str(v, "id"), S("pump-1"));
	CHECK(json_get(v, "id")->text > text.ptr && json_get(v, "id")->text < text.ptr + text.len); /* borrowed */
	int64_t n = 0;
	double real = 0;
	CHECK(json_int(json_get(v, "n"), &n) && n == -12);
	CHECK(json_real(json_get(v, "level"), &real) && real == 25.0);
	CHECK(json_get(v, "ok")->type == JSON_BOOL && json_get(v, "ok")->truth && !json_get(v, "no")->truth);
	CHECK(json_get(v, "none")->type == JSON_NULL);
	const struct json *list = json_get(v, "list");
	CHECK(list->type == JSON_ARRAY && list->n == 4);
	CHECK(list->items[1].type == JSON_ARRAY && list->items[1].n == 0 && list->items[2].type == JSON_OBJECT);
	CHECK_STR(json_str(&list->items[3]), S("x\ny"));
	unsigned count = 0;
	json_each (item, list)
		count += item->type <= JSON_OBJECT;
	CHECK(count == 4);
	json_each (item, json_get(v, "id"))
		count++;
	json_each (item, json_get(v, "absent"))
		count++;
	CHECK(count == 4);
	arena_end(&a);
}

TEST(json_knows_where_each_value_stands)
{
	struct arena a = {};
	struct err e = {};
	struct str text = S("[ \"a\", \"\\\"\\\\b\\\"\" , \"\\\\\", 12,true, false,null, {\"k\\n\": [ 3.5 ]}, \"\", \"\\u00e9\"]");
	const struct json *v = json_parse(&a, text, usual, &e);
	CHECK(v && v->n == 10);
	static const char *const starts[] = { "\"a\"", "\"\\\"\\\\b", "\"\\\\\",", "12,", "true", "false", "null", "{\"k", "\"\",",
		"\"\\u00" };
	for (unsigned i = 0; v && i < v->n; i++)
		CHECK(str_starts(str_slice(text, v->items[i].at, text.len), str_c(starts[i])));
	CHECK(v && text.ptr[json_get(&v->items[7], "k\n")->at] == '[');
	v = json_parse(&a, S(" 42"), usual, &e);
	CHECK(v && v->at == 1 && v->n == 2);
	v = json_parse(&a, S(" 42 "), usual, &e);
	CHECK(v && v->at == 1 && v->n == 2);
	arena_end(&a);
}

TEST(json_getters_take_anything)
{
	struct json array = { .type = JSON_ARRAY };
	int64_t n;
	double real;
	CHECK(json_get(NULL, "a") == NULL && json_get(&array, "a") == NULL);
	CHECK(json_str(NULL).len == 0 && json_str(NULL).ptr && json_get_str(&array, "a").len == 0);
	CHECK(!json_int(NULL, &n) && !json_real(&array, &real));
}

TEST(json_takes_scalars_and_white_space)
{
	CHECK(taken(S("1")) && taken(S("-0.0e-0")) && taken(S("\"\"")) && taken(S("true")) && taken(S("null")));
	CHECK(taken(S(" \t\r\n[ \t\r\n] \t\r\n")));
	CHECK(taken(S("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\"")));
	CHECK(taken(S("[\"\x7f\", \"\xc2\x80\", \"\xef\xbf\xbf\", \"\xf4\x8f\xbf\xbf\", \"\xed\x9f\xbf\", \"\xee\x80\x80\"]")));
}

TEST(json_refuses_what_ends_early_or_late)
{
	CHECK(refused_at((struct str){}, 1, 1, "empty"));
	CHECK(refused_at(S(" \n\t"), 1, 1, "empty"));
	CHECK(refused_at(S("{\"a\": [1,\n2"), 2, 2, "ends before"));
	CHECK(refused_at(S("\"abc"), 1, 5, "ends before"));
	CHECK(refused_at(S("\"abc\\"), 1, 6, "ends before"));
	CHECK(refused_at(S("\"abc\\\""), 1, 7, "ends before"));
	CHECK(refused_at(S("tru"), 1, 4, "ends before"));
	CHECK(refused(S("-")) && refused(S("1e")) && refused(S("1.")) && refused(S("{\"a\":")) && refused(S("[1,")));
	CHECK(refused_at(S("{} x"), 1, 4, "something follows"));
	CHECK(refused_at(S("{}\n \""), 2, 2, "something follows")); /* unfinished tokens at the end are what yajl overlooks */
	CHECK(refused_at(S("42\"a"), 1, 3, "something follows") && refused_at(S("0-"), 1, 2, "something follows"));
	CHECK(refused_at(S("\"a\" tru"), 1, 5, "something follows") && refused_at(S("null n"), 1, 6, "something follows"));
	CHECK(refused_at(S("[1] 2"), 1, 5, "something follows") && refused_at(S("\"\\\"\"5"), 1, 5, "something follows"));
	CHECK(refused(S("1 2")) && refused(S("{}{}")) && refused(S("[]]")) && refused(S("null,")));
}

TEST(json_refuses_what_only_looks_like_it)
{
	CHECK(refused(S("NaN")) && refused(S("[nan]")) && refused(S("Infinity")) && refused(S("-Infinity")) && refused(S("[inf]")));
	CHECK(refused(S("01")) && refused(S("[-01]")) && refused(S("0x10")) && refused(S("+1")) && refused(S(".5")) && refused(S("5.")));
	CHECK(refused(S("[1e+]")) && refused(S("--1")) && refused(S("1_000")) && refused(S("[00]")));
	CHECK(refused(S("[1,]")) && refused(S("{\"a\":1,}")) && refused(S("{a:1}")) && refused(S("{'a':1}")) && refused(S("[,1]")));
	CHECK(refused(S("{\"a\" 1}")) && refused(S("{1:1}")) && refused(S("[1 2]")) && refused(S("[1}")) && refused(S("{\"a\"}")));
	CHECK(refused(S("// x\n1")) && refused(S("/* x */1")) && refused(S("[1 /* x */]")) && refused(S("True")) &&
	        refused(S("undefined")));
	CHECK(refused(S("\"\\x41\"")) && refused(S("\"\\'\"")) && refused(S("\"\\\n\"")) && refused(S("\\u0041")) &&
	        refused(S("\xc3\xa9")));
	CHECK(refused(S("\xc2\xa0[]")) && refused(S("[]\xe2\x80\xa8")));
}

TEST(json_refuses_control_characters)
{
	CHECK(refused_at(S("[1,\f2]"), 1, 4, "form feed"));
	CHECK(refused_at(S("[1,\n\v2]"), 2, 1, "form feed"));
	CHECK(refused_at(S("\"a\x01\""), 1, 3, "control character"));
	CHECK(refused_at(S("\"a\x1f\""), 1, 3, "control character"));
	CHECK(refused(S("\"a\tb\"")) && refused(S("\"a\nb\"")) && refused(S("\"a\rb\"")));
	CHECK(refused_at(S("\"a\0b\""), 1, 3, "U+0000"));
	CHECK(refused_at(S("[]\0"), 1, 3, "U+0000"));
	CHECK(refused_at(S("{\"k\":\"\\u0000\"}"), 1, 7, "U+0000"));
	CHECK(refused_at(S("{\"\\u0000\":1}"), 1, 3, "U+0000"));
	CHECK(taken(S("\"\\\\u0000\"")) && refused(S("\"\\\\\\u0000\"")));
}

TEST(json_refuses_bad_utf8)
{
	CHECK(refused_at(S("\xef\xbb\xbf{}"), 1, 1, "byte-order mark"));
	CHECK(refused_at(S("\"\xc0\xaf\""), 1, 2, "overlong"));
	CHECK(refused_at(S("\"\xc1\x81\""), 1, 2, "overlong"));
	CHECK(refused_at(S("\"\xe0\x9f\xbf\""), 1, 2, "overlong"));
	CHECK(refused_at(S("\"\xf0\x8f\xbf\xbf\""), 1, 2, "overlong"));
	CHECK(refused_at(S("\"ab\xed\xa0\x80\""), 1, 4, "encoded surrogate"));
	CHECK(refused_at(S("\"\xed\xbf\xbf\""), 1, 2, "encoded surrogate"));
	CHECK(refused_at(S("\"\xf4\x90\x80\x80\""), 1, 2, "beyond U+10FFFF"));
	CHECK(refused_at(S("\"\xf5\x80\x80\x80\""), 1, 2, "beyond U+10FFFF"));
	CHECK(refused_at(S("\"\xff\""), 1, 2, "beyond U+10FFFF"));
	CHECK(refused_at(S("\"\x80\""), 1, 2, "continuation"));
	CHECK(refused_at(S("\"\xe2\x82\""), 1, 2, "cut short"));
	CHECK(refused_at(S("\"\xf0\x9f\x98"), 1, 2, "cut short"));
	CHECK(refused_at(S("[\n\"\xc3"), 2, 2, "cut short"));
}

TEST(json_refuses_lone_surrogate_escapes)
{
	CHECK(refused_at(S("\"\\uD800\""), 1, 2, "high surrogate"));
	CHECK(refused_at(S("\"x\\uDBFFx\""), 1, 3, "high surrogate"));
	CHECK(refused_at(S("\"\\uD800\\n\""), 1, 2, "high surrogate"));
	CHECK(refused_at(S("\"\\uD800\\uD800\""), 1, 2, "high surrogate"));
	CHECK(refused_at(S("\"\\uD800\\u0041\""), 1, 2, "high surrogate"));
	CHECK(refused_at(S("\"\\ud800\\uDC0"), 1, 2, "high surrogate"));
	CHECK(refused_at(S("\"\\uDC00\\uD800\""), 1, 2, "low surrogate"));
	CHECK(refused_at(S("\"\\uDFFF\""), 1, 2, "low surrogate"));
	CHECK(refused_at(S("\"\\u12g4\""), 1, 2, "hexadecimal"));
	CHECK(refused_at(S("\"\\u12"), 1, 2, "hexadecimal"));
	struct arena a = {};
	struct err e = {};
	CHECK_STR(json_str(json_parse(&a, S("\"\\uD83D\\uDE00\\uffff\\u00E9\""), usual, &e)), S("\xf0\x9f\x98\x80\xef\xbf\xbf\xc3\xa9"));
	arena_end(&a);
}

TEST(json_prepass_agrees_with_str_utf8)
{
	static const unsigned char edges[] = { 'a', 'b', 0x80, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5 };
	struct rng r = rng_make(1);
	unsigned differ = 0, bad = 0;
	for (int round = 0; round < 200000; round++) {
		char z[40];
		size_t n = 1 + rng_below(&r, sizeof z - 1), at = 0, at_str = 0;
		memset(z, 'x', n);
		for (size_t i = rng_below(&r, n); i < n && rng_below(&r, 4); i++)
			z[i] = (char)edges[rng_below(&r, sizeof edges)];
		const char *why;
		bool good = json_prepass((struct str){ z, n }, &at, &why);
		differ += good != str_utf8((struct str){ z, n }, &at_str) || at != at_str || !good != !!why;
		bad += !good;
	}
	CHECK(differ == 0 && bad > 10000);
}

TEST(json_refuses_duplicate_keys)
{
	CHECK(refused_at(S("{\"a\":1,\n \"a\":2}"), 2, 2, "\"a\" stands twice"));
	CHECK(refused_at(S("{\"a\":1, \"\\u0061\":2}"), 1, 9, "stands twice")); /* the same key once decoded */
	CHECK(refused_at(S("{\"\\n\":1, \"\\u000A\":{}}"), 1, 10, "stands twice"));
	CHECK(refused_at(S("[{\"\":1,\"\":2}]"), 1, 8, "stands twice"));
	CHECK(taken(S("{\"a\":{\"a\":1},\"A\":[{\"a\":1},{\"a\":2}]}")));
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

TEST(json_finds_duplicates_in_huge_objects_quickly)
{
	enum { MEMBERS = 200000 };
	struct arena a = {};
	struct err e = {};
	struct buf b = buf_make(&a, 64 << 20);
	struct json_out o = json_out(&b);
	jo_object(&o);
	for (int i = 0; i < MEMBERS; i++) {
		char key[24];
		snprintf(key, sizeof key, "key-%d", i);
		jo_kint(&o, key, i);
	}
	size_t mark = b.len;
	jo_object_end(&o);
	double start = seconds();
	const struct json *v = json_parse(&a, buf_str(&b), usual, &e);
	CHECK(v && v->n == MEMBERS);
	b.len = mark;
	o.comma = true;
	jo_kint(&o, "key-77", 0);
	jo_object_end(&o);
	CHECK(!json_parse(&a, buf_str(&b), usual, &e) && strstr(e.text, "\"key-77\" stands twice"));
	CHECK(seconds() - start < 5.0); /* pairwise it would be minutes */
	arena_end(&a);
}

static struct str nested(struct arena *a, size_t depth)
{
	char *p = arena_bytes(a, depth * 2);
	memset(p, '[', depth);
	memset(p + depth, ']', depth);
	return (struct str){ p, depth * 2 };
}

TEST(json_bounds_depth_and_survives_it)
{
	struct arena a = {};
	struct err e = {};
	CHECK(json_parse(&a, nested(&a, 64), usual, &e));
	CHECK(!json_parse(&a, nested(&a, 65), usual, &e));
	CHECK(e.kind == E_INVALID && strstr(e.text, "line 1 column 65: nested more than 64"));
	err_clear(&e);
	CHECK(json_parse(&a, nested(&a, 3), (struct json_limits){ .max_depth = 3 }, &e));
	CHECK(!json_parse(&a, nested(&a, 4), (struct json_limits){ .max_depth = 3 }, &e));
	err_clear(&e);
	const struct json *v = json_parse(&a, nested(&a, 1000000), (struct json_limits){ .max_depth = 1000000 }, &e);
	size_t depth = 0;
	for (; v && v->n; v = v->items)
		depth++;
	CHECK(depth == 999999);
	CHECK(!json_parse(&a, str_slice(nested(&a, 1000000), 0, 1000000), usual, &e));
	arena_end(&a);
}

TEST(json_bounds_size)
{
	struct arena a = {};
	struct err e = {};
	CHECK(json_parse(&a, S("[1,2]"), (struct json_limits){ .max_bytes = 5 }, &e));
	CHECK(!json_parse(&a, S("[1,2]"), (struct json_limits){ .max_bytes = 4 }, &e));
	CHECK(e.kind == E_INVALID && strstr(e.text, "line 1 column 5: larger than 4 bytes"));
	arena_end(&a);
}

TEST(json_leaves_an_earlier_error_alone)
{
	struct arena a = {};
	struct err e = {};
	err_fail(&e, E_BUSY, "before");
	CHECK(json_parse(&a, S("[]"), usual, &e) && e.kind == E_BUSY);
	CHECK(!json_parse(&a, S("[}"), usual, &e) && e.kind == E_BUSY && strcmp(e.text, "before") == 0);
	arena_end(&a);
}

TEST(json_keeps_numbers_as_written)
{
	struct arena a = {};
	struct err e = {};
	int64_t n = 1;
	double real = 1;
	char digits[402];
	memset(digits, '7', sizeof digits);
	digits[1] = '.';
	const struct json *v = json_parse(&a, (struct str){ digits, sizeof digits }, usual, &e);
	CHECK(v && v->n == sizeof digits && json_real(v, &real) && fabs(real - 70.0 / 9) < 1e-9 && !json_int(v, &n));
	v = json_parse(&a,
	        S("[9223372036854775807, -9223372036854775808, 9223372036854775808, 1e400, -0, 1.0, 1e3, 1.5, 1e300, 2E0, 5e-324]"), usual,
	        &e);
	CHECK(v && json_int(&v->items[0], &n) && n == INT64_MAX);
	CHECK(v && json_int(&v->items[1], &n) && n == INT64_MIN);
	CHECK(v && !json_int(&v->items[2], &n) && json_real(&v->items[2], &real) && real == 0x1p63);
	CHECK(v && !json_int(&v->items[3], &n) && !json_real(&v->items[3], &real));
	CHECK(v && json_int(&v->items[4], &n) && n == 0 && json_real(&v->items[4], &real) && signbit(real));
	CHECK(v && json_int(&v->items[5], &n) && n == 1);
	CHECK(v && json_int(&v->items[6], &n) && n == 1000);
	CHECK(v && !json_int(&v->items[7], &n) && !json_int(&v->items[8], &n));
	CHECK(v && json_int(&v->items[9], &n) && n == 2);
	CHECK(v && json_real(&v->items[10], &real) && real > 0);
	arena_end(&a);
}

TEST(json_place_counts_bytes_of_the_line)
{
	unsigned line, column;
	json_place(S("a\nbc\n"), 3, &line, &column);
	CHECK(line == 2 && column == 2);
	json_place(S("a\nbc\n"), 5, &line, &column);
	CHECK(line == 3 && column == 1);
	json_place(S("a\nbc\n"), 99, &line, &column);
	CHECK(line == 3 && column == 1);
	json_place(S("a\nbc\n"), 1, &line, &column);
	CHECK(line == 1 && column == 2);
	json_place((struct str){}, 0, &line, &column);
	CHECK(line == 1 && column == 1);
}
