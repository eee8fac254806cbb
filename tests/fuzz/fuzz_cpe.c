/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: CPE names. A name that is read writes to a formatted string that reads back equal; superset and subset are mirror images.
 */
#include "formats/cpe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err err = {};
	struct cpe x, y, again;
	struct str text = { (const char *)data, size }, first = str_cut(&text, '\n'), second = str_cut(&text, '\n');
	if (cpe_read(&a, first, &x, &err)) {
		struct str out = cpe_text(&a, &x);
		if (!cpe_read(&a, out, &again, &err) || !str_eq(cpe_text(&a, &again), out))
			__builtin_trap();
		err_clear(&err);
		if (cpe_read(&a, second, &y, &err)) {
			enum cpe_relation to = cpe_compare(&x, &y), back = cpe_compare(&y, &x);
			if ((to == CPE_EQUAL) != (back == CPE_EQUAL) || (to == CPE_SUPERSET && back == CPE_SUPERSET))
				__builtin_trap();
			(void)cpe_same_product(&x, &y);
		}
	}
	arena_end(&a);
	return 0;
}
