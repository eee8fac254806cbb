/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: JSON. What is taken is UTF-8 without U+0000; each text and number comes back from the writer.
 */
#include "base/json.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *a, const struct json *v, size_t size)
{
	struct buf b = buf_make(a, 64 << 20);
	struct json_out o = json_out(&b);
	struct err e = {};
	double real = 0, back = 0;
	bool is_real = json_real(v, &real);
	is_real ? jo_real(&o, real) : jo_str(&o, json_str(v)); /* a text, or "" for all else */
	const struct json *again = json_parse(a, buf_str(&b), (struct json_limits){}, &e);
	if (v->at >= size || !again || !str_eq(json_str(v), json_str(again)) || json_real(again, &back) != is_real || back != real)
		__builtin_trap();
	json_each (item, v)
		check(a, item, size);
	for (uint32_t i = 0; v->type == JSON_OBJECT && i < v->n; i++) {
		const struct json *got = json_get(v, arena_str(a, v->members[i].key).ptr);
		got == &v->members[i].value ? check(a, got, size) : __builtin_trap();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err e = {};
	struct str s = { (const char *)data, size };
	const struct json *v = json_parse(&a, s, (struct json_limits){}, &e);
	if (!v != !!e.kind || !str_utf8(str_c(e.text), NULL) || (v && (!str_utf8(s, NULL) || memchr(data, 0, size))))
		__builtin_trap();
	v ? check(&a, v, size) : (void)0;
	arena_end(&a);
	return 0;
}
