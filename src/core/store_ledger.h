/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the ledger. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure,
 * without it when absent.
 */
#pragma once
#include "base/vec.h"
#include "core/store.h"
#include "db/db.h"

struct store_leaf {
	int64_t key, at_us, class_key, erased; /* erased: bits of enum ledger_erased */
	struct str leaf, salt, kind, actor, subject, content;
};
bool store_leaves_insert(struct cx *cx, const struct store_leaf *leaves, size_t n);
VEC_TYPE(store_leaf_vec, struct store_leaf);
/* Of one subject, oldest first, released to profile. */
bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out);

/* The journal of page reads: the row of a file, made when absent, held until the transaction ends. */
bool store_reads_hold(struct cx *cx, struct str file, struct str folder, int64_t *position, struct str *check, bool *done);
/* Also forgets files that were done a month ago. */
bool store_reads_move(struct cx *cx, struct str file, int64_t position, struct str check, bool done);
/* false without error when the file is not known. */
bool store_reads_of(struct cx *cx, struct str file, int64_t *position, struct str *check, bool *done);
/* Files of this folder that are not done. */
bool store_reads_begun(struct cx *cx, struct str folder, struct store_names *out);
