/* SPDX-License-Identifier: Apache-2.0
 *
 * What the match files share among themselves.
 */
#pragma once
#include "advisory/match.h"

/* A folded vendor without legal forms and remarks, compacted: "siemens", "schneiderelectric". */
struct str match_vendor_core(struct arena *a, struct str folded);
/* The folded canonical vendor of a vendor core; false when the table has none. */
bool match_alias_vendor(const struct match_aliases *t, struct str core, struct str *folded);
/* Replaces a folded product name by its canonical one; false when the table has none. */
bool match_alias_product(struct arena *a, const struct match_aliases *t, struct str vendor_core, struct str *folded);
/* How well two vendors agree, 0 (not) to 100 (the same). */
unsigned match_vendor_score(const struct match_side *a, const struct match_side *b);
/* Fills the vendor part of a side. */
void match_vendor_prepare(struct arena *a, const struct match_aliases *aliases, struct match_side *s);
/* Fills readings, order numbers and series of a side whose vendor is prepared. */
void match_readings_prepare(struct arena *a, const struct match_aliases *aliases, struct match_side *s);
/* Is the version within the release a name ends in? */
enum range_answer match_in_series(const struct match_side *s, const struct version *v);
