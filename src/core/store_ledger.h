/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the ledger. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure,
 * without it when absent.
 */
#pragma once
#include "base/vec.h"
#include "db/db.h"

struct store_leaf {
	int64_t key, at_us, class_key;
	struct str leaf, salt, kind, actor, subject, content;
};
bool store_leaves_insert(struct cx *cx, const struct store_leaf *leaves, size_t n);
bool store_leaves_wait(struct cx *cx);
bool store_leaves_sequence(struct cx *cx);
VEC_TYPE(store_leaf_vec, struct store_leaf);
/* Of one subject, oldest first, released to profile. */
bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out);
