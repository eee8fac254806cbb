/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of the JSON writer: commas, escapes, shortest numbers, and that random trees read back as they were written.
 */
#include "base/json.h"
#include "base/rng.h"
#include "base/test.h"
#include <math.h>

TEST(json_out_puts_commas)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 1000);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "a", S("x"));
	jo_key(&o, "b");
	jo_array(&o);
	jo_int(&o, -1);
	jo_array(&o);
	jo_array_end(&o);
	jo_object(&o);
	jo_object_end(&o);
	jo_null(&o);
	jo_array_end(&o);
	jo_kint(&o, "c", INT64_MIN);
	jo_kbool(&o, "d", true);
	jo_object_end(&o);
	CHECK_STR(buf_str(&b), S("{\"a\":\"x\",\"b\":[-1,[],{},null],\"c\":-9223372036854775808,\"d\":true}"));
	arena_end(&a);
}

static struct str written(struct arena *a, struct str s)
{
	struct buf b = buf_make(a, 1000);
	struct json_out o = json_out(&b);
	jo_str(&o, s);
	return buf_str(&b);
}

TEST(json_out_escapes)
{
	struct arena a = {};
	CHECK_STR(written(&a, S("")), S("\"\""));
	CHECK_STR(written(&a, S("a\"b\\c/\x7f\xc3\xa9")), S("\"a\\\"b\\\\c/\x7f\xc3\xa9\""));
	CHECK_STR(written(&a, S("\b\t\n\v\f\r\x01\x1f")), S("\"\\b\\t\\n\\u000b\\f\\r\\u0001\\u001f\""));
	CHECK_STR(written(&a, S("a\xff\xc3\"\xed\xa0\x80z")), S("\"a\xef\xbf\xbd\xef\xbf\xbd\\\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\""));
	CHECK_STR(written(&a, S("a\0b")), S("\"a\xef\xbf\xbd"
	                                    "b\""));
	arena_end(&a);
}

static struct str real_text(struct arena *a, double v)
{
	struct buf b = buf_make(a, 100);
	struct json_out o = json_out(&b);
	jo_real(&o, v);
	return buf_str(&b);
}

TEST(json_out_writes_the_shortest_double)
{
	struct arena a = {};
	CHECK_STR(real_text(&a, 0.1), S("0.1"));
	CHECK_STR(real_text(&a, 1.0), S("1"));
	CHECK_STR(real_text(&a, -2.5e-7), S("-2.5e-07"));
	CHECK_STR(real_text(&a, 0.1 + 0.2), S("0.30000000000000004"));
	CHECK_STR(real_text(&a, (double)NAN), S("null"));
	CHECK_STR(real_text(&a, -(double)INFINITY), S("null"));
	struct rng r = rng_make(5);
	unsigned wrong = 0;
	for (int i = 0; i < 20000; i++) {
		uint64_t bits = rng_next(&r);
		double v, back = 0;
		struct err e = {};
		memcpy(&v, &bits, sizeof v);
		if (!isfinite(v))
			continue;
		const struct json *j = json_parse(&a, real_text(&a, v), (struct json_limits){}, &e);
		wrong += !json_real(j, &back) || memcmp(&v, &back, sizeof v) != 0;
	}
	CHECK(wrong == 0);
	arena_end(&a);
}

/* A random tree; kinds of value and texts are drawn from r, so that the same seed tells what must stand at each place. */
static void put_random(struct json_out *o, struct rng *r, unsigned depth)
{
	char key[16];
	switch (rng_below(r, depth > 0 ? 6 : 4)) {
	case 0: jo_null(o); break;
	case 1: jo_bool(o, rng_next(r) & 1); break;
	case 2: jo_int(o, (int64_t)rng_next(r)); break;
	case 3:
		for (int i = 0; i < 8; i++)
			key[i] = (char)(1 + rng_below(r, 127));
		jo_str(o, (struct str){ key, 8 });
		break;
	case 4:
		jo_array(o);
		for (uint64_t n = rng_below(r, 6); n; n--)
			put_random(o, r, depth - 1);
		jo_array_end(o);
		break;
	default:
		jo_object(o);
		for (uint64_t n = rng_below(r, 40); n; n--) {
			snprintf(key, sizeof key, "\n%u", (unsigned)n);
			jo_key(o, key);
			put_random(o, r, depth - 1);
		}
		jo_object_end(o);
	}
}

static void put_again(struct json_out *o, const struct json *v)
{
	int64_t n = 0;
	switch (v->type) {
	case JSON_NULL: jo_null(o); break;
	case JSON_BOOL: jo_bool(o, v->truth); break;
	case JSON_NUMBER:
		CHECK(json_int(v, &n));
		jo_int(o, n);
		break;
	case JSON_STRING: jo_str(o, json_str(v)); break;
	case JSON_ARRAY:
		jo_array(o);
		json_each (item, v)
			put_again(o, item);
		jo_array_end(o);
		break;
	case JSON_OBJECT:
		jo_object(o);
		for (uint32_t i = 0; i < v->n; i++) {
			jo_key(o, v->members[i].key.ptr); /* has an escape, so it is a copy with a NUL behind it */
			put_again(o, &v->members[i].value);
		}
		jo_object_end(o);
	}
}

TEST(json_random_trees_read_back)
{
	unsigned wrong = 0;
	for (uint64_t seed = 0; seed < 500; seed++) {
		struct arena a = {};
		struct err e = {};
		struct rng r = rng_make(seed);
		struct buf b = buf_make(&a, 8 << 20), again = buf_make(&a, 8 << 20);
		struct json_out o = json_out(&b), o_again = json_out(&again);
		put_random(&o, &r, 4);
		const struct json *v = json_parse(&a, buf_str(&b), (struct json_limits){}, &e);
		if (v)
			put_again(&o_again, v);
		wrong += !v || !str_eq(buf_str(&b), buf_str(&again));
		arena_end(&a);
	}
	CHECK(wrong == 0);
}
