/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger's Merkle tree, kept in the desk: grown after commit, asked for roots and proofs. Leaf number i of the tree (from 0) is the leaf with key i + 1:
 * keys are handed out under the lock of their counter's row, in the transaction of the change, so they are commit order without gaps on both engines.
 */
#pragma once
#include "base/cx.h"
#include "base/map.h"
#include "core/merkle.h"

/* Appends to the tree what was committed since; own transactions. E_BROKEN when a key is missing: a leaf was taken away. */
bool ledger_sequence(struct cx *cx);
/* How many leaves the tree holds; -1 on error. */
int64_t ledger_tree_size(struct cx *cx);

/* The tree as something to ask: AUTO(ledger_tree) tree = {}; ledger_tree_init(cx, &tree); merkle_root(&tree.merkle, …). A tile that is missing or too narrow fails with
 * E_BROKEN. Must not be moved once it has been asked. */
struct ledger_tree {
	struct cx *cx;
	struct merkle merkle;
	struct map tiles;
};
void ledger_tree_init(struct cx *cx, struct ledger_tree *out);
void ledger_tree_end_(struct ledger_tree *t);
