/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: purls. The canonical text reads back to itself.
 */
#include "formats/purl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err err = {};
	struct purl p, again;
	if (purl_read(&a, (struct str){ (const char *)data, size }, &p, &err)) {
		struct str out = purl_text(&a, &p);
		if (!purl_read(&a, out, &again, &err) || !str_eq(purl_text(&a, &again), out) || !purl_same_package(&p, &again))
			__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
