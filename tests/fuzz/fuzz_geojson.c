/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the GeoJSON reader. Lines that were read, written as text and read again must be the same lines. The flat form is fuzzed too: what
 * does not begin with '{' or a blank is taken for one.
 */
#include "formats/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(struct arena *a, const struct geojson_lines *lines)
{
	struct buf text = buf_make(a, 64 << 20), flat = buf_make(a, 64 << 20), twice = buf_make(a, 64 << 20);
	struct err e = {};
	geojson_put(&text, lines);
	geojson_wire_put(&flat, lines);
	if (!text.overflow &&
	        (!geojson_read(a, geojson_request(a, S("again"), buf_str(&text)), &twice, &e) || !str_eq(buf_str(&flat), buf_str(&twice))))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err e = {};
	struct geojson_lines lines;
	struct str bytes = { (const char *)data, size };
	struct buf flat = buf_make(&a, 64 << 20);
	if (size && data[0] != '{' && data[0] > ' ') {
		if (geojson_wire_read(&a, bytes, &lines, &e))
			again(&a, &lines);
	} else if (geojson_read(&a, geojson_request(&a, S("fuzz"), bytes), &flat, &e)) {
		if (!geojson_wire_read(&a, buf_str(&flat), &lines, &e))
			__builtin_trap();
		again(&a, &lines);
	}
	arena_end(&a);
	return 0;
}
