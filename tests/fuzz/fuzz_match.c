/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: a component against an advisory product. Lines: vendor, product, version of the component; vendor, product, range, full name. What
 * matches shares a key; a verdict of not_affected or fixed never comes without a version.
 */
#include "advisory/match.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct str text = { (const char *)data, size }, line[7];
	for (unsigned i = 0; i < 7; i++)
		line[i] = text.ptr ? str_cut(&text, '\n') : (struct str){ "", 0 };
	struct match_component c = { .vendor = line[0], .product = line[1], .version = line[2], .model = text };
	struct csaf_product p = {
		.vendor = line[3], .product = line[4], .version = line[5], .name = line[6], .version_kind = CSAF_VERSION_RANGE
	};
	struct match_asset_part part = match_component_prepare(&a, NULL, &c);
	struct match_product product = match_product_prepare(&a, NULL, &p, (struct str){ "", 0 });
	struct match_hit hit = {};
	uint64_t x[MATCH_KEYS_MAX], y[MATCH_KEYS_MAX];
	size_t n = match_keys(&part.side, x), m = match_keys(&product.side, y), shared = 0;
	for (size_t i = 0; i < n * m; i++)
		shared += x[i / m] == y[i % m];
	if (match_name(&part.side, &product.side, &hit)) {
		struct match_judgement j = match_judge(&part.side, &part.version, part.version_text, &product, &hit, CSAF_KNOWN_AFFECTED);
		bool known = part.version.n || (hit.own_series && part.side.series.n);
		if (!shared || j.confidence > 100 || (!known && (j.verdict == MATCH_NOT_AFFECTED || j.verdict == MATCH_FIXED)))
			__builtin_trap();
		match_reason(&a, &part.side, part.version_text, &product, &hit, CSAF_KNOWN_AFFECTED, j);
	}
	arena_end(&a);
	return 0;
}
