/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the wire reader. The first byte of each step says what is read; what was read and written again must be the same bytes.
 */
#include "base/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct wire w = { .rest = { (const char *)data, size } };
	while (w.rest.len && !w.bad) {
		struct buf b = buf_make(&a, 64 << 20);
		unsigned kind = (unsigned char)w.rest.ptr[0] % 5;
		w.rest = str_slice(w.rest, 1, w.rest.len);
		struct str before = w.rest;
		switch (kind) {
		case 0: wire_put_uint(&b, wire_uint(&w)); break;
		case 1: wire_put_int(&b, wire_int(&w)); break;
		case 2: wire_put_str(&b, wire_str(&w)); break;
		case 3: wire_put_str(&b, wire_bytes(&w)); break;
		default: wire_put_uint(&b, wire_count(&w, 3)); break;
		}
		if (w.bad ? w.rest.len != 0 : !str_eq(buf_str(&b), str_slice(before, 0, before.len - w.rest.len)))
			__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
