/* SPDX-License-Identifier: Apache-2.0
 *
 * Verification of the whole ledger from the bytes of its leaves.
 */
#pragma once
#include "base/cx.h"

struct ledger_check {
	/* in */
	struct str outside; /* a checkpoint kept elsewhere, as a note; "" = none */
	struct str verifier; /* the verifier key to hold checkpoints against, when it is known from elsewhere; "" = the desk's own */
	const char *reads; /* folder of the journal of page reads; NULL = not looked at */
	void (*tell)(void *arg, int64_t done, int64_t all); /* called every some thousand leaves; may be NULL */
	void *arg;
	/* out: what was checked */
	int64_t leaves, in_tree, erased, tiles, checkpoints, cosignatures, stamps, journals, waiting;
};
/* Recomputes everything from one snapshot: every leaf's number and form; every commitment that is not erased; for what is erased, the leaf that says so; every
 * tile; every kept checkpoint's signature and root, and so their consistency; cosignatures; time stamps; the outside checkpoint's signature and root; the
 * journal of page reads. E_BROKEN with one line that names leaf, tile, checkpoint or file at the first fault. Changes nothing. */
bool ledger_verify(struct cx *cx, struct ledger_check *check);
/* Remembers that the ledger was verified now, up to size leaves. */
bool ledger_verified(struct cx *cx, int64_t size);
