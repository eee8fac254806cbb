/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger as people look at it: leaves with what lies beside them, as far as cx's viewer may see it. Kind, time and number of a leaf are for everybody who
 * may read the ledger; actor, subject and content only for those whom its class is released to.
 */
#pragma once
#include "base/cx.h"
#include "base/vec.h"

struct ledger_leaf {
	int64_t key, at_us; /* key: the leaf's number, from 1 */
	struct str kind, leaf;
	bool released; /* the texts below are filled */
	struct str actor, subject, content; /* "" where erased */
	struct str salts[3]; /* of actor, subject, content; "" where erased */
	int64_t erased; /* bits: 1 actor, 2 subject, 4 content */
	bool holds; /* what lies beside it opens it */
};
VEC_TYPE(ledger_leaf_vec, struct ledger_leaf);
/* One leaf. E_MISSING when there is none of this number. */
bool ledger_leaf(struct cx *cx, int64_t key, struct ledger_leaf *out);
/* The newest n before a number (0 = from the end), newest first, without leaf bytes, salts and content. */
bool ledger_recent(struct cx *cx, int64_t before, int64_t n, struct ledger_leaf_vec *out);
/* Every leaf after a number, in order; what each gets is borrowed until it returns; false stops. */
bool ledger_each(struct cx *cx, int64_t after, bool (*each)(struct cx *cx, const struct ledger_leaf *leaf, void *arg), void *arg);
/* The newest leaf about a subject that is released; E_MISSING when there is none. */
bool ledger_last_of(struct cx *cx, struct str subject, int64_t *key);
/* When the whole ledger was verified last, and how many leaves it had; 0 = never. */
bool ledger_when_verified(struct cx *cx, int64_t *at_us, int64_t *size);

struct ledger_read { /* a page that showed records of an organization */
	int64_t key, at_us, rows;
	struct str actor, address; /* address: whole when it is released to the viewer, or names a record of theirs, else only its first part */
};
VEC_TYPE(ledger_read_vec, struct ledger_read);
/* n reads of what an organization owns, newest first, after the newest skip. Not from a leaf's number on: those count what others do. */
bool ledger_reads_about(struct cx *cx, struct str organization, int64_t skip, int64_t n, struct ledger_read_vec *out);
