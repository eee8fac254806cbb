/* SPDX-License-Identifier: Apache-2.0
 *
 * Vendor and product aliases: data with an editor. A change is followed by a new matching of everything (event alias.changed).
 */
#pragma once
#include "base/cx.h"
#include "base/json.h"
#include "base/vec.h"

struct alias {
	int64_t key;
	struct str kind; /* "vendor" or "product" */
	struct str vendor, alias, canonical;
};
VEC_TYPE(alias_vec, struct alias);
bool aliases_list(struct cx *cx, struct alias_vec *out);
/* Adds or changes one. E_INVALID when names are missing. */
bool alias_put(struct cx *cx, const struct alias *alias);
bool alias_remove(struct cx *cx, int64_t key);
