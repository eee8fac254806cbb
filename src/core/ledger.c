/* SPDX-License-Identifier: Apache-2.0
 *
 * Leaves of the ledger. Must never write a person's name, an address or a record's content into a leaf: only salted commitments.
 */
#include "core/ledger.h"
#include "base/hash.h"
#include "base/wire.h"
#include "core/desk.h"
#include "core/release.h"
#include "core/store.h"
#include <string.h>

enum { SALT_BYTES = 16, LEAF_BYTES_MAX = 1024, LEAF_FORMAT = 1 };

static struct str commitment(struct arena *a, struct str salt, char tag, struct str text)
{
	struct buf b = buf_make(a, salt.len + 1 + text.len);
	buf_put(&b, salt);
	buf_char(&b, tag);
	buf_put(&b, text);
	struct sha256 h = sha256(buf_str(&b));
	return arena_str(a, (struct str){ (const char *)h.bytes, sizeof h.bytes });
}

static struct str canonical(struct arena *a, const struct store_leaf *l, enum mode mode)
{
	struct buf b = buf_make(a, LEAF_BYTES_MAX);
	wire_put_uint(&b, LEAF_FORMAT);
	wire_put_str(&b, l->kind);
	wire_put_int(&b, l->at_us);
	wire_put_uint(&b, (uint64_t)mode);
	wire_put_str(&b, commitment(a, l->salt, 'a', l->actor));
	wire_put_str(&b, commitment(a, l->salt, 's', l->subject));
	wire_put_str(&b, commitment(a, l->salt, 'c', l->content));
	return buf_str(&b);
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
	for (size_t i = 0; i < n; i++) {
		leaves[i] = (struct store_leaf){ .key = key + (int64_t)i,
			.at_us = cx->now_us,
			.class_key = entries[i].class_key,
			.salt = { salts + i * SALT_BYTES, SALT_BYTES },
			.kind = entries[i].kind,
			.actor = cx->viewer ? cx->viewer->person : S(""),
			.subject = entries[i].subject,
			.content = entries[i].content };
		leaves[i].leaf = canonical(&cx->a, &leaves[i], cx->mode);
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
			.holds = !w.bad && str_eq(l->leaf, canonical(&cx->a, l, mode)) };
	}
	return ok(cx);
}
