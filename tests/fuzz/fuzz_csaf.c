/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: CSAF. Whatever JSON comes, the check ends; what is read goes through the flat form and comes back the same.
 */
#include "formats/csaf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err e = {};
	struct csaf_document doc, back;
	struct csaf_fault_vec faults = {};
	const struct json *root = json_parse(&a, (struct str){ (const char *)data, size }, (struct json_limits){}, &e);
	if (root) {
		csaf_check(&a, root, 50, &faults);
		if (faults.n > 50)
			__builtin_trap();
		vec_each (fault, &faults)
			if (!str_utf8(fault->text, NULL) || !str_utf8(fault->path, NULL))
				__builtin_trap();
	}
	if (root && csaf_read(&a, root, &doc, &e)) {
		struct buf there = buf_make(&a, 256 << 20), again = buf_make(&a, 256 << 20);
		csaf_wire_put(&there, &doc);
		if (there.overflow || !csaf_wire_read(&a, buf_str(&there), &back, &e))
			__builtin_trap();
		csaf_wire_put(&again, &back);
		if (!str_eq(buf_str(&there), buf_str(&again)))
			__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
