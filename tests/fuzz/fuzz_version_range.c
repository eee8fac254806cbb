/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: range texts and generic versions. First line a range, second a version. The order is antisymmetric; what bounds nothing takes all in.
 */
#include "formats/version_range.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct str text = { (const char *)data, size }, range = str_cut(&text, '\n'), own = str_cut(&text, '\n'),
	           other = str_cut(&text, '\n');
	struct version_range r = version_range_read(&a, range);
	struct version v = version_prepare(&a, own), w = version_prepare(&a, other);
	const struct version_interval *by;
	enum range_answer answer = version_range_contains(&r, &v, own, &by);
	if (version_order(&v, &w) != version_flip(version_order(&w, &v)) || (version_range_is_all(&r) && answer != RANGE_IN))
		__builtin_trap();
	if (answer == RANGE_OUT && (r.doubtful || !v.n) && !r.vers)
		__builtin_trap();
	version_range_start(range);
	arena_end(&a);
	return 0;
}
