/* SPDX-License-Identifier: Apache-2.0
 *
 * Version ranges as advisories really write them: vers URIs good and bad, the vls of CSAF, bounds with words, prose, lists, wildcards. One
 * struct, and a three-valued answer. Pure. Must never answer "out" for a text it did not wholly understand.
 */
#pragma once
#include "formats/vers.h"
#include "formats/version.h"

enum range_answer { RANGE_OUT, RANGE_IN, RANGE_UNSURE };

struct version_bound {
	struct version version;
	struct str text; /* as written, for reasons */
	bool given, inclusive;
	bool cut; /* more stood behind it that was not understood: what begins like it is neither in nor out */
};

struct version_interval {
	struct version_bound low, high;
	bool exact; /* low = high, written without a comparator */
};

struct version_range {
	struct str text; /* as written */
	struct version_interval *at;
	size_t n;
	struct version *excluded; /* versions behind "!=" */
	size_t n_excluded;
	const struct vers *vers; /* a vers URI of a type with an order of its own; else NULL */
	bool all; /* every version */
	bool series; /* several upper bounds, one for each release series */
	bool conditional; /* holds only under a condition the text names ("only if", "with option G28") */
	bool doubtful; /* holds words that were not understood: nothing is certainly outside */
	bool refining; /* an exact version such as 2.2 stands for its refinements too, perhaps: 2.2.1 is unsure */
};

/* Reads a range. An exact version text (CSAF product_version) is read the same way, because hundreds of those in the field hold ranges.
 * Never fails: a text without any readable version gives a range whose every answer is RANGE_UNSURE. */
struct version_range version_range_read(struct arena *a, struct str text);
/* Is v in the range? v must have tokens (n > 0) or be absent (n = 0): then IN for "all versions", else UNSURE. v_text is the text v was
 * prepared from; it is compared under the scheme of a vers URI. When by is not NULL it is the interval that settled the answer, or NULL. */
enum range_answer version_range_contains(
        const struct version_range *r, const struct version *v, struct str v_text, const struct version_interval **by);
/* True when nothing bounds the range and no condition is named. */
bool version_range_is_all(const struct version_range *r);
/* Where a range begins inside a full product name ("Foo Server: versions 2.3 and prior", "Foo Server < 2.3"), or name.len when there is none. */
size_t version_range_start(struct str name);
