/* SPDX-License-Identifier: Apache-2.0
 *
 * CPE 2.3: formatted strings and 2.2 URIs into a well-formed name (NISTIR 7695), attribute and name comparison (NISTIR 7696). Pure.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum cpe_attribute {
	CPE_PART,
	CPE_VENDOR,
	CPE_PRODUCT,
	CPE_VERSION,
	CPE_UPDATE,
	CPE_EDITION,
	CPE_LANGUAGE,
	CPE_SW_EDITION,
	CPE_TARGET_SW,
	CPE_TARGET_HW,
	CPE_OTHER,
	CPE_ATTRIBUTE_COUNT
};
enum cpe_kind { CPE_ANY, CPE_NA, CPE_VALUE };
enum cpe_relation { CPE_SUPERSET, CPE_SUBSET, CPE_EQUAL, CPE_DISJOINT, CPE_UNDEFINED };

struct cpe_value {
	enum cpe_kind kind;
	bool wild; /* an unquoted * or ? stands at an end */
	struct str text; /* CPE_VALUE: lower case, backslash before every quoted character */
};
struct cpe {
	struct cpe_value at[CPE_ATTRIBUTE_COUNT];
};

/* Reads "cpe:2.3:…" or "cpe:/…". E_INVALID names the attribute. Texts live in the arena. */
bool cpe_read(struct arena *a, struct str text, struct cpe *out, struct err *err);
/* The formatted string ("cpe:2.3:…"). */
struct str cpe_text(struct arena *a, const struct cpe *c);
/* Relation of one attribute of the source to the target's (NISTIR 7696 table 6-2). A wildcard in the target is CPE_UNDEFINED. */
enum cpe_relation cpe_compare_value(const struct cpe_value *source, const struct cpe_value *target);
/* Name relation (section 6.2): DISJOINT when any attribute is, EQUAL when all are, SUPERSET when all are superset or equal, SUBSET likewise,
 * else CPE_UNDEFINED (a mixture, or an undefined attribute). */
enum cpe_relation cpe_compare(const struct cpe *source, const struct cpe *target);
/* Do two names denote the same product, version apart? Part, vendor and product must be given in both and agree (superset or equal, the
 * advisory's wildcards honoured); the remaining attributes but version and update must not be disjoint. Never matches on ANY vendor or product. */
bool cpe_same_product(const struct cpe *advisory, const struct cpe *component);
/* The value without quoting backslashes. */
struct str cpe_plain(struct arena *a, const struct cpe_value *v);
