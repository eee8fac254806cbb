/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking at the ledger. Must never hand out a text beside a leaf whose class is not released to the viewer.
 */
#include "core/ledger_look.h"
#include "core/ledger_inner.h"
#include "core/feature.h"
#include "core/release.h"
#include <string.h>

enum { PAGE_LEAVES = 2000 };

static struct ledger_leaf look(const struct store_leaf *l, bool released, struct sha256_state *st)
{
	struct ledger_leaf out = {
		.key = l->key, .at_us = l->at_us, .kind = l->kind, .leaf = l->leaf, .erased = l->erased, .released = released
	};
	out.holds = ledger_leaf_holds(l, st);
	if (!released)
		return out;
	out.actor = l->actor;
	out.subject = l->subject;
	out.content = l->content;
	for (unsigned part = 0; part < 3; part++)
		if (!(l->erased & 1 << part))
			out.salts[part] = l->salt.len == 3 * LEDGER_SALT_BYTES
			                          ? str_slice(l->salt, part * LEDGER_SALT_BYTES, (part + 1) * LEDGER_SALT_BYTES)
			                          : l->salt;
	return out;
}

bool ledger_leaf(struct cx *cx, int64_t key, struct ledger_leaf *out)
{
	struct store_leaf l;
	*out = (struct ledger_leaf){};
	if (!store_leaf_one(cx, key, &l))
		return ok(cx) && fail(cx, E_MISSING, "the ledger has no leaf %lld", (long long)key);
	struct sha256_state *st = sha256_begin();
	*out = look(&l, release_allows(cx, l.class_key), st);
	sha256_end(st);
	return ok(cx);
}

bool ledger_recent(struct cx *cx, int64_t before, int64_t n, struct ledger_leaf_vec *out)
{
	struct store_leaf_vec leaves = {};
	if (!store_leaves_recent(cx, release_viewer(cx), before, n, &leaves))
		return false;
	vec_each (l, &leaves)
		*vec_push(&cx->a, out) = (struct ledger_leaf){ .key = l->key,
			.at_us = l->at_us,
			.kind = l->kind,
			.erased = l->erased,
			.released = l->class_key != 0,
			.actor = l->actor,
			.subject = l->subject };
	return true;
}

struct looking {
	struct cx *cx;
	struct map classes;
	struct sha256_state *st;
	bool (*each)(struct cx *cx, const struct ledger_leaf *leaf, void *arg);
	void *arg;
	int64_t last, n;
	bool stopped;
};

static bool one(void *arg, int64_t key, const struct store_leaf *l)
{
	struct looking *w = arg;
	struct ledger_leaf leaf = look(l, l->key && map_find_int(&w->classes, l->class_key), w->st);
	leaf.key = w->last = key;
	w->n++;
	w->stopped = !w->each(w->cx, &leaf, w->arg);
	return !w->stopped;
}

bool ledger_each(struct cx *cx, int64_t after, bool (*each)(struct cx *cx, const struct ledger_leaf *leaf, void *arg), void *arg)
{
	struct looking w = { .cx = cx, .classes = release_classes(cx), .st = sha256_begin(), .each = each, .arg = arg, .last = after };
	do
		w.n = 0;
	while (store_leaves_whole_after(cx, w.last, PAGE_LEAVES, one, &w) && !w.stopped && w.n == PAGE_LEAVES);
	sha256_end(w.st);
	return ok(cx);
}

bool ledger_last_of(struct cx *cx, struct str subject, int64_t *key)
{
	struct ledger_line_vec lines = {};
	if (!ledger_history(cx, subject, &lines))
		return false;
	if (!lines.n)
		return fail(cx, E_MISSING, "the ledger holds nothing about '%.*s', or it is not released to you", STR(subject));
	*key = lines.at[lines.n - 1].key;
	return true;
}

bool ledger_when_verified(struct cx *cx, int64_t *at_us, int64_t *size)
{
	return store_tree_when(cx, at_us, size);
}

/* Does the address end in the id of a record that is the organization's own and released to the viewer? Then it tells nothing of others. */
static bool names_own(struct cx *cx, const struct map *classes, struct str organization, struct str address)
{
	size_t from = address.len;
	while (from && address.ptr[from - 1] != '/')
		from--;
	struct str id = str_slice(address, from, address.len);
	for (const struct feature *const *f = cx->features; id.len && f && *f; f++)
		for (const struct subject *s = (*f)->subjects; s && s->kind; s++) {
			struct subject_found found = {};
			struct labels labels;
			if (s->find(cx, id, &found) && map_find_int(classes, found.class_key) && release_labels(cx, found.class_key, &labels) &&
			        str_eq(labels.owner, organization))
				return ok(cx);
		}
	return false;
}

bool ledger_reads_about(struct cx *cx, struct str organization, int64_t skip, int64_t n, struct ledger_read_vec *out)
{
	struct store_read_vec reads = {};
	if (!organization.len || !store_reads_about(cx, organization, skip, n, &reads))
		return ok(cx);
	struct map classes = release_classes(cx);
	vec_each (r, &reads) {
		bool page = str_starts(r->address, S("/")); /* else the name of an export */
		struct str rest = str_slice(r->address, page, r->address.len), first = str_cut(&rest, '/');
		bool whole = !page || map_find_int(&classes, r->class_key) || names_own(cx, &classes, organization, r->address);
		*vec_push(&cx->a, out) = (struct ledger_read){ .key = r->key,
			.at_us = r->at_us,
			.rows = r->rows,
			.actor = r->actor,
			.address = whole ? r->address : arena_printf(&cx->a, "/%.*s…", STR(first)) };
	}
	return ok(cx);
}
