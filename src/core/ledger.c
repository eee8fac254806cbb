/* SPDX-License-Identifier: Apache-2.0
 *
 * Leaves of the ledger. Must never write a person's name, an address or a record's content into a leaf: only salted commitments.
 */
#include "core/ledger.h"
#include "base/hash.h"
#include "base/wire.h"
#include "core/desk.h"
#include "core/release.h"
#include "core/store_ledger.h"
#include <string.h>

enum { SALT_BYTES = 16, LEAF_FORMAT = 1, SCRATCH_BYTES_MAX = 1 << 30 };

static struct sha256 commitment(struct buf *scratch, struct str salt, char tag, struct str text)
{
	buf_clear(scratch);
	buf_put(scratch, salt);
	buf_char(scratch, tag);
	buf_put(scratch, text);
	return sha256(buf_str(scratch));
}

/* scratch: any buffer; long imports write a hundred thousand leaves in one transaction. */
static struct str canonical(struct arena *a, struct buf *scratch, const struct store_leaf *l, enum mode mode)
{
	struct sha256 who = commitment(scratch, l->salt, 'a', l->actor), what = commitment(scratch, l->salt, 's', l->subject),
	              how = commitment(scratch, l->salt, 'c', l->content);
	buf_clear(scratch);
	wire_put_uint(scratch, LEAF_FORMAT);
	wire_put_str(scratch, l->kind);
	wire_put_int(scratch, l->at_us);
	wire_put_uint(scratch, (uint64_t)mode);
	wire_put_str(scratch, (struct str){ (const char *)who.bytes, sizeof who.bytes });
	wire_put_str(scratch, (struct str){ (const char *)what.bytes, sizeof what.bytes });
	wire_put_str(scratch, (struct str){ (const char *)how.bytes, sizeof how.bytes });
	return arena_str(a, buf_str(scratch));
}

bool ledger_append(struct cx *cx, const struct ledger_entry *entries, size_t n)
{
	if (!n)
		return ok(cx);
	int64_t key = desk_keys(cx, S("ledger"), (int64_t)n);
	if (!key)
		return false;
	struct store_leaf *leaves = arena_array(&cx->a, struct store_leaf, n);
	char *salts = arena_bytes(&cx->a, n * SALT_BYTES);
	random_bytes(salts, n * SALT_BYTES);
	struct buf scratch = buf_make(&cx->a, SCRATCH_BYTES_MAX);
	for (size_t i = 0; i < n; i++) {
		leaves[i] = (struct store_leaf){ .key = key + (int64_t)i,
			.at_us = cx->now_us,
			.class_key = entries[i].class_key,
			.salt = { salts + i * SALT_BYTES, SALT_BYTES },
			.kind = entries[i].kind,
			.actor = cx->viewer ? cx->viewer->person : S(""),
			.subject = entries[i].subject,
			.content = entries[i].content };
		leaves[i].leaf = canonical(&cx->a, &scratch, &leaves[i], cx->mode);
	}
	return store_leaves_insert(cx, leaves, n);
}

bool ledger_append_one(struct cx *cx, struct str kind, struct str subject, struct str content, int64_t class_key)
{
	return ledger_append(cx, &(struct ledger_entry){ kind, subject, content, class_key }, 1);
}

bool ledger_sequence(struct cx *cx)
{
	if (!store_leaves_wait(cx)) /* asked without the write lock: mostly there is nothing to order */
		return ok(cx);
	AUTO(db_tx) tx = db_begin(cx);
	return store_leaves_sequence(cx) && db_commit(&tx);
}

bool ledger_history(struct cx *cx, struct str subject, struct ledger_line_vec *out)
{
	struct store_leaf_vec leaves = {};
	struct buf scratch = buf_make(&cx->a, SCRATCH_BYTES_MAX);
	store_leaves_of(cx, release_viewer(cx), subject, &leaves);
	vec_each (l, &leaves) {
		struct wire w = { .rest = l->leaf };
		wire_uint(&w);
		wire_str(&w);
		wire_int(&w);
		enum mode mode = (enum mode)wire_uint(&w);
		*vec_push(&cx->a, out) = (struct ledger_line){ .key = l->key,
			.at_us = l->at_us,
			.kind = l->kind,
			.actor = l->actor,
			.subject = l->subject,
			.content = l->content,
			.holds = !w.bad && str_eq(l->leaf, canonical(&cx->a, &scratch, l, mode)) };
	}
	return ok(cx);
}
