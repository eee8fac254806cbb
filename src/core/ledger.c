/* SPDX-License-Identifier: Apache-2.0
 *
 * Leaves of the ledger. Must never write a person's name, an address or a record's content into a leaf: only salted commitments.
 */
#include "core/ledger.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/wire.h"
#include "core/desk.h"
#include "core/ledger_inner.h"
#include "core/release.h"
#include "core/store_ledger.h"
#include <string.h>

enum { LEAF_FORMAT = 1, SCRATCH_BYTES_MAX = 1 << 30 };

static const struct {
	char tag;
	enum ledger_erased bit;
} parts[] = { { 'a', LEDGER_ERASED_ACTOR }, { 's', LEDGER_ERASED_SUBJECT }, { 'c', LEDGER_ERASED_CONTENT } };

/* The salt of part 0 to 2. */
static struct str salt_of(struct str salts, unsigned part)
{
	return salts.len == 3 * LEDGER_SALT_BYTES ? str_slice(salts, part * LEDGER_SALT_BYTES, (part + 1) * LEDGER_SALT_BYTES) : salts;
}

static struct sha256 commitment(struct sha256_state *st, const struct store_leaf *l, unsigned part)
{
	struct str text = part == 0 ? l->actor : part == 1 ? l->subject : l->content, salt = salt_of(l->salt, part);
	sha256_add(st, salt);
	sha256_add(st, (struct str){ &parts[part].tag, 1 });
	sha256_add(st, text);
	return sha256_next(st);
}

/* Into scratch; long imports write a hundred thousand leaves in one transaction. */
static struct str canonical(struct arena *a, struct buf *scratch, struct sha256_state *st, const struct store_leaf *l, enum mode mode)
{
	buf_clear(scratch);
	wire_put_uint(scratch, LEAF_FORMAT);
	wire_put_str(scratch, l->kind);
	wire_put_int(scratch, l->at_us);
	wire_put_uint(scratch, (uint64_t)mode);
	for (unsigned part = 0; part < 3; part++) {
		struct sha256 sum = commitment(st, l, part);
		wire_put_str(scratch, (struct str){ (const char *)sum.bytes, sizeof sum.bytes });
	}
	return arena_str(a, buf_str(scratch));
}

bool ledger_append(struct cx *cx, const struct ledger_entry *entries, size_t n)
{
	if (!n)
		return ok(cx);
	int64_t key = desk_keys(cx, S("ledger"), (int64_t)n);
	if (!key)
		return false;
	enum { SALTS = 3 * LEDGER_SALT_BYTES };
	struct store_leaf *leaves = arena_array(&cx->a, struct store_leaf, n);
	char *salts = arena_bytes(&cx->a, n * SALTS);
	random_bytes(salts, n * SALTS);
	struct buf scratch = buf_make(&cx->a, SCRATCH_BYTES_MAX);
	struct sha256_state *st = sha256_begin();
	for (size_t i = 0; i < n; i++) {
		const struct ledger_entry *e = &entries[i];
		leaves[i] = (struct store_leaf){ .key = key + (int64_t)i,
			.at_us = e->given ? e->at_us : cx->now_us,
			.class_key = e->class_key,
			.salt = { salts + i * SALTS, SALTS },
			.kind = e->kind,
			.actor = e->given     ? e->actor
			         : cx->viewer ? cx->viewer->person
			                      : S(""),
			.subject = e->subject,
			.content = e->content };
		leaves[i].leaf = canonical(&cx->a, &scratch, st, &leaves[i], e->given ? e->mode : cx->mode);
	}
	sha256_end(st);
	return store_leaves_insert(cx, leaves, n);
}

bool ledger_append_one(struct cx *cx, struct str kind, struct str subject, struct str content, int64_t class_key)
{
	return ledger_append(cx, &(struct ledger_entry){ kind, subject, content, class_key }, 1);
}

bool ledger_read_leaf(struct str leaf, struct ledger_parts *out)
{
	struct wire w = { .rest = leaf };
	*out = (struct ledger_parts){};
	uint64_t format = wire_uint(&w);
	out->kind = wire_str(&w);
	out->at_us = wire_int(&w);
	out->mode = wire_uint(&w);
	for (unsigned part = 0; part < 3; part++)
		out->commitments[part] = wire_bytes(&w);
	return !w.bad && !w.rest.len && format == LEAF_FORMAT && out->mode <= MODE_TEST && out->commitments[0].len == 32 &&
	       out->commitments[1].len == 32 && out->commitments[2].len == 32;
}

bool ledger_leaf_holds(const struct store_leaf *l, struct sha256_state *st)
{
	struct ledger_parts p;
	if (!ledger_read_leaf(l->leaf, &p) || !str_eq(p.kind, l->kind) || p.at_us != l->at_us ||
	        (l->salt.len != LEDGER_SALT_BYTES && l->salt.len != 3 * LEDGER_SALT_BYTES && l->erased != LEDGER_ERASED_ALL))
		return false;
	for (unsigned part = 0; part < 3; part++) {
		if (l->erased & (int64_t)parts[part].bit) {
			struct str text = part == 0 ? l->actor : part == 1 ? l->subject : l->content;
			if (text.len)
				return false;
			continue;
		}
		struct sha256 sum = commitment(st, l, part);
		if (memcmp(sum.bytes, p.commitments[part].ptr, sizeof sum.bytes) != 0)
			return false;
	}
	return true;
}

bool ledger_history(struct cx *cx, struct str subject, struct ledger_line_vec *out)
{
	struct store_leaf_vec leaves = {};
	if (!store_leaves_of(cx, release_viewer(cx), subject, &leaves))
		return false;
	struct sha256_state *st = sha256_begin();
	vec_each (l, &leaves)
		*vec_push(&cx->a, out) = ledger_line_of(l, st);
	sha256_end(st);
	return ok(cx);
}

struct ledger_line ledger_line_of(const struct store_leaf *l, struct sha256_state *st)
{
	return (struct ledger_line){ .key = l->key,
		.at_us = l->at_us,
		.kind = l->kind,
		.actor = l->erased & LEDGER_ERASED_ACTOR ? S("erased") : l->actor,
		.subject = l->subject,
		.content = l->erased & LEDGER_ERASED_CONTENT ? S("erased") : l->content,
		.erased = l->erased != 0,
		.holds = ledger_leaf_holds(l, st) };
}

static bool note_own(struct cx *cx, struct str kind, struct str subject, struct str content, int64_t class_key)
{
	AUTO(db_tx) tx = db_begin(cx);
	if (!class_key)
		class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	return ledger_append_one(cx, kind, subject, content, class_key) && db_commit(&tx);
}

bool ledger_refusal(struct cx *cx, struct str what, struct str subject)
{
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "what", what);
	jo_object_end(&o);
	return note_own(cx, S("refusal"), subject, buf_str(&b), 0);
}

bool ledger_export(struct cx *cx, struct str subject, struct str content, int64_t class_key)
{
	return note_own(cx, S("export"), subject, content, class_key);
}

bool ledger_export_rows(struct cx *cx, struct str subject)
{
	struct store_shown_vec rows = {};
	struct str content = arena_printf(&cx->a, "{\"rows\":%.*s}", STR(release_shown_text(&cx->a, cx->shown)));
	if (!cx->shown->n)
		return ok(cx);
	AUTO(db_tx) tx = db_begin(cx);
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED });
	if (!ledger_append_one(cx, S("export.rows"), subject, content, class_key))
		return false;
	int64_t leaf = store_leaf_counter(cx);
	for (size_t i = 0; i < cx->shown->cap; i++)
		if (cx->shown->slots[i].key.ptr)
			*vec_push(&cx->a, &rows) = (struct store_shown){
				.class_key = (int64_t)cx->shown->slots[i].key.len, .leaf = leaf, .rows = (int64_t)cx->shown->slots[i].value
			};
	return store_shown_insert(cx, &rows) && db_commit(&tx);
}

bool ledger_release(struct cx *cx, struct str subject, struct str content, int64_t class_key)
{
	return note_own(cx, S("release"), subject, content, class_key);
}
