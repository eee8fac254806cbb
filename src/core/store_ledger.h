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

/* The folder of a file of the journal whose folder begins so; false without error when there is none. */
bool store_reads_place(struct cx *cx, struct str prefix, struct str *folder);

/* ---- the tree ---- */
/* Leaves in the tree; hold: no other transaction grows it until this one ends. -1 on error. */
int64_t store_tree_size(struct cx *cx, bool hold);
bool store_tree_grow(struct cx *cx, int64_t size);
bool store_tree_verified(struct cx *cx, int64_t size);
bool store_tree_when(struct cx *cx, int64_t *verified_us, int64_t *verified_size);
/* The last leaf's key; 0 when there is none. -1 on error. */
int64_t store_leaf_top(struct cx *cx);
/* What the counter of keys says was handed out. -1 on error. */
int64_t store_leaf_counter(struct cx *cx);
/* Leaves after key, at most n, in order; each gets them borrowed and returns false to stop. */
bool store_leaves_after(struct cx *cx, int64_t key, int64_t n, bool (*each)(void *arg, int64_t key, struct str leaf), void *arg);
bool store_tile_put(struct cx *cx, int64_t level, int64_t place, struct str hashes);
/* false without error when there is none. */
bool store_tile(struct cx *cx, int64_t level, int64_t place, struct str *hashes);
int64_t store_tile_count(struct cx *cx);

/* ---- what stands beside leaves ---- */
/* Leaves after key, at most n, with what lies beside them; key 0 of a leaf: there is nothing beside it. Texts are borrowed in each. */
bool store_leaves_whole_after(
        struct cx *cx, int64_t key, int64_t n, bool (*each)(void *arg, int64_t key, const struct store_leaf *l), void *arg);
/* Newest first, before key (0 = from the end); class_key of what profile may not see is 0 and its texts are empty. */
bool store_leaves_recent(struct cx *cx, int64_t profile, int64_t before, int64_t n, struct store_leaf_vec *out);
/* One leaf, whoever asks; its class tells who may see the texts. false without error when there is none. */
bool store_leaf_one(struct cx *cx, int64_t key, struct store_leaf *out);
int64_t store_content_count(struct cx *cx);
/* Keys and erased bits of leaves about subject or by actor (either may be empty), from..., that are not wholly erased; or of a kind and older than a time. */
bool store_leaves_about(struct cx *cx, struct str subject, struct str actor, struct store_leaf_vec *out);
bool store_leaves_old(struct cx *cx, struct str kind, int64_t before_us, int64_t limit, struct store_leaf_vec *out);
/* Puts salts and texts that are left. */
bool store_leaf_erase(
        struct cx *cx, int64_t key, struct str salt, struct str actor, struct str subject, struct str content, int64_t erased);
struct store_read {
	int64_t key, at_us, class_key, rows; /* class_key: of the page */
	struct str actor, address;
};
VEC_TYPE(store_read_vec, struct store_read);
/* Reads of what an organization owns, newest first, without the newest skip; rows of all its classes together. */
bool store_reads_about(struct cx *cx, struct str organization, int64_t skip, int64_t n, struct store_read_vec *out);
/* What page reads showed: rows of a class, by leaf. */
struct store_shown {
	int64_t class_key, leaf, rows;
};
VEC_TYPE(store_shown_vec, struct store_shown);
bool store_shown_insert(struct cx *cx, const struct store_shown_vec *shown);

/* ---- checkpoints ---- */
struct store_checkpoint {
	int64_t size, at_us;
	struct str note;
};
VEC_TYPE(store_checkpoint_vec, struct store_checkpoint);
bool store_key_put(struct cx *cx, struct str verifier); /* db_changes tells whether it is new */
bool store_keys_all(struct cx *cx, struct store_names *out);
bool store_checkpoint_put(struct cx *cx, int64_t size, struct str note);
/* The newest (size 0), or that of a size. false without error when there is none. */
bool store_checkpoint(struct cx *cx, int64_t size, struct store_checkpoint *out);
/* After size, at most n, in order. */
bool store_checkpoints_after(struct cx *cx, int64_t size, int64_t n, struct store_checkpoint_vec *out);
struct store_cosignature {
	int64_t size, at_us;
	struct str witness, line;
};
VEC_TYPE(store_cosignature_vec, struct store_cosignature);
bool store_cosignature_put(struct cx *cx, const struct store_cosignature *c);
/* Of one checkpoint, by witness. */
bool store_cosignatures(struct cx *cx, int64_t size, struct store_cosignature_vec *out);
int64_t store_cosignature_count(struct cx *cx);
struct store_stamp {
	int64_t size, at_us;
	struct str authority, response;
};
VEC_TYPE(store_stamp_vec, struct store_stamp);
bool store_stamp_put(struct cx *cx, const struct store_stamp *s);
/* All of them with size 0. */
bool store_stamps(struct cx *cx, int64_t size, struct store_stamp_vec *out);
