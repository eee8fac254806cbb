/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the flat form of CSAF. What is taken has one form only, its indices hold, and no relation leads back to itself.
 */
#include "formats/csaf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err e = {};
	struct str bytes = { (const char *)data, size };
	struct csaf_document doc;
	bool taken = csaf_wire_read(&a, bytes, &doc, &e);
	if (taken == !!e.kind)
		__builtin_trap();
	if (taken) {
		struct buf b = buf_make(&a, 256 << 20);
		csaf_wire_put(&b, &doc);
		if (!str_eq(buf_str(&b), bytes))
			__builtin_trap();
	}
	for (size_t i = 0; i < doc.n_products; i++) {
		size_t steps = 0;
		for (size_t at = i; doc.products[at].relation; at = doc.products[at].whole)
			if (++steps > doc.n_products || doc.products[at].part >= doc.n_products)
				__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
