/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger: what its files share. Stays inside the room.
 */
#pragma once
#include "base/hash.h"
#include "core/ledger.h"
#include "core/store_ledger.h"

enum { LEDGER_SALT_BYTES = 16 };
enum ledger_erased { LEDGER_ERASED_ACTOR = 1, LEDGER_ERASED_SUBJECT = 2, LEDGER_ERASED_CONTENT = 4, LEDGER_ERASED_ALL = 7 };

struct ledger_parts { /* of a canonical leaf; borrowed */
	struct str kind;
	int64_t at_us;
	uint64_t mode;
	struct str commitments[3]; /* actor, subject, content */
};
/* false when the bytes are no leaf. */
bool ledger_read_leaf(struct str leaf, struct ledger_parts *out);
/* What lies beside the leaf opens it, except for what is marked erased. */
bool ledger_leaf_holds(const struct store_leaf *l, struct sha256_state *st);
struct ledger_line ledger_line_of(const struct store_leaf *l, struct sha256_state *st);
/* Erases all three parts beside these leaves (key, erased, salt, kind filled), with the leaf that names them. Inside a transaction. *n = leaves touched. */
bool ledger_erase_leaves(struct cx *cx, const struct store_leaf_vec *leaves, struct str subject, struct str reason, int64_t *n);
