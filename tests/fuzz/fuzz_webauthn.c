/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: browsers' passkey answers. What is taken comes back from the flat form the same; the flat form's own reader bears any bytes.
 */
#include "formats/webauthn.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err err = {}, damaged = {};
	struct str bytes = { (const char *)data, size };
	struct webauthn_answer w;
	struct buf out = buf_make(&a, 1 << 20), again = buf_make(&a, 1 << 20);
	if (webauthn_read(&a, bytes, &out, &err)) {
		if (!webauthn_wire_read(buf_str(&out), &w, &err))
			__builtin_trap();
		webauthn_wire_put(&again, &w);
		if (!str_eq(buf_str(&out), buf_str(&again)))
			__builtin_trap();
	} else if (!err.kind) {
		__builtin_trap();
	}
	if (webauthn_wire_read(bytes, &w, &damaged) == !!damaged.kind)
		__builtin_trap();
	arena_end(&a);
	return 0;
}
