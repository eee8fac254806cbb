/* SPDX-License-Identifier: Apache-2.0
 *
 * Legal holds: what is held is erased by nothing, neither by age nor by a person, until somebody else than who set the hold has lifted it.
 * Every verb that erases asks here or in core/dataset.h first; SQL that erases many rows leaves out what legal_hold covers (see docs/how-to/data-policy.md).
 */
#pragma once
#include "base/cx.h"
#include "base/vec.h"

struct hold {
	int64_t key;
	struct str name;	 /* what people call it: "case-2026-14" */
	struct str dataset;	 /* id of a data set, or "all" */
	struct str subject;	 /* public id of one thing; "" = not narrowed to one */
	struct str organization; /* public id; "" = not narrowed to one */
	struct str reason;
	int64_t set_us, lifted_us; /* lifted_us TIME_NONE: it stands */
	struct str set_by, lifted_by;
};
VEC_TYPE(hold_vec, struct hold);

/* What somebody wants to erase. A text with ptr NULL is not known: then a hold that is narrowed by it counts as covering it. */
struct erasable {
	struct str dataset, subject, organization;
	int64_t made_us; /* when it was made; TIME_NONE = not known */
};

/* All holds, those that stand first, newest first. standing: only those that stand. */
bool holds_list(struct cx *cx, bool standing, struct hold_vec *out);
/* The first of these holds that stands and covers it; NULL when none does. Pure. */
const struct hold *hold_over(const struct hold_vec *holds, const struct erasable *what);
/* Sets a hold: name, dataset, subject, organization and reason of h. E_INVALID without name or reason, E_CONFLICT when the name is taken. Whether the
 * data set exists, the caller checks (core/dataset.h). Own transaction, with its leaf hold.set. */
bool hold_set(struct cx *cx, const struct hold *h);
/* Lifts a standing hold. E_MISSING when there is none of that name, E_DENIED for the person who set it, or without RIGHT_APPROVE. Own transaction, with
 * its leaf hold.lift. */
bool hold_lift(struct cx *cx, struct str name);
