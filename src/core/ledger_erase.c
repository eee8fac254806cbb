/* SPDX-License-Identifier: Apache-2.0
 *
 * Erasure beside the leaves. Must never touch a leaf, and never erase anything that its own leaf does not name: whoever verifies holds one against the other.
 */
#include "base/json.h"
#include "base/time.h"
#include "core/dataset.h"
#include "core/hold.h"
#include "core/ledger_inner.h"
#include "core/release.h"
#include <string.h>

enum { ERASE_MAX = 10000, CONTENT_BYTES_MAX = 4 << 20 };

/* What is left of the salts: those of erased parts are gone. One salt for three (version 0.1) goes as a whole, and with it all that it opens. */
static struct str salts_left(struct cx *cx, struct str salts, int64_t *erased)
{
	if (salts.len != 3 * LEDGER_SALT_BYTES)
		*erased = LEDGER_ERASED_ALL;
	if (*erased == LEDGER_ERASED_ALL)
		return S("");
	char *left = arena_bytes(&cx->a, salts.len);
	memcpy(left, salts.ptr, salts.len);
	for (unsigned part = 0; part < 3; part++)
		if (*erased & 1 << part)
			memset(left + part * LEDGER_SALT_BYTES, 0, LEDGER_SALT_BYTES);
	return (struct str){ left, salts.len };
}

/* The leaves that were touched, as [[from, to, bits], …]. */
struct touched {
	struct json_out *o;
	int64_t from, to, bits, n;
};

static void touched_flush(struct touched *t)
{
	if (!t->from)
		return;
	jo_array(t->o);
	jo_int(t->o, t->from);
	jo_int(t->o, t->to);
	jo_int(t->o, t->bits);
	jo_array_end(t->o);
	t->from = 0;
}

static bool erase_one(struct cx *cx, const struct store_leaf *l, int64_t bits, struct touched *t)
{
	int64_t erased = l->erased | bits;
	if (!bits || erased == l->erased)
		return true;
	struct str salts = salts_left(cx, l->salt, &erased);
	struct str none = S("");
	if (t->from && (l->key != t->to + 1 || erased != t->bits))
		touched_flush(t);
	if (!t->from)
		*t = (struct touched){ t->o, l->key, l->key, erased, t->n };
	t->to = l->key;
	t->n++;
	return store_leaf_erase(cx, l->key, salts, erased & LEDGER_ERASED_ACTOR ? none : l->actor,
	        erased & LEDGER_ERASED_SUBJECT ? none : l->subject, erased & LEDGER_ERASED_CONTENT ? none : l->content, erased);
}

/* Bits of one leaf for what: see ledger_erase. Leaves of the ledger about itself keep their content. */
static int64_t bits_of(const struct store_leaf *l, struct str what, bool person)
{
	int64_t bits = 0;
	if (str_eq(l->subject, what) && !str_starts(l->kind, S("ledger.")))
		bits |= person ? LEDGER_ERASED_SUBJECT | LEDGER_ERASED_CONTENT : LEDGER_ERASED_CONTENT;
	if (person && str_eq(l->actor, what))
		bits |= LEDGER_ERASED_ACTOR;
	/* A leaf of version 0.1 opens with one salt: it cannot lose its actor alone. If it is the ledger's own it stays. */
	return bits;
}

static struct json_out begin(struct buf *b, const char *of, struct str reason)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "of", str_c(of));
	jo_kstr(&o, "reason", reason);
	jo_key(&o, "leaves");
	jo_array(&o);
	return o;
}

static bool end(struct cx *cx, struct json_out *o, struct touched *t, struct str subject)
{
	touched_flush(t);
	jo_array_end(o);
	jo_object_end(o);
	if (o->buf->overflow)
		return fail(cx, E_INVALID, "too many leaves to erase at once: they would not fit into one leaf");
	return ledger_append_one(cx, S("ledger.erase"), subject, buf_str(o->buf), release_class(cx, &(struct labels){ .tlp = TLP_RED }));
}

/* A legal hold stands above any wish to erase. */
static bool held(struct cx *cx, const struct hold_vec *holds, const struct store_leaf *l)
{
	const struct hold *h =
	        hold_over(holds, &(struct erasable){ .dataset = S("ledger-contents"), .subject = l->subject, .made_us = l->at_us });
	if (h)
		fail(cx, E_CONFLICT, "leaf %lld is under the legal hold '%.*s': nothing was erased", (long long)l->key, STR(h->name));
	return h != NULL;
}

bool ledger_erase(struct cx *cx, struct str what, struct str reason, int64_t *n)
{
	struct store_leaf_vec leaves = {};
	struct hold_vec holds = {};
	bool person = false;
	*n = 0;
	AUTO(db_tx) tx = db_begin(cx);
	if (!what.len || !holds_list(cx, true, &holds) || !store_leaves_about(cx, what, what, &leaves))
		return ok(cx) && fail(cx, E_INVALID, "whose entries are to be erased? Give an id");
	struct erasable asked = { .dataset = S("ledger-contents"), .subject = what, .made_us = TIME_NONE };
	vec_each (l, &leaves)
		asked.made_us = l->at_us > asked.made_us ? l->at_us : asked.made_us; /* the youngest decides */
	if (leaves.n && !dataset_may_erase(cx, &asked))
		return false;
	vec_each (l, &leaves)
		person = person || str_eq(l->actor, what) || (str_eq(l->subject, what) && str_starts(l->kind, S("person.")));
	struct buf b = buf_make(&cx->a, CONTENT_BYTES_MAX);
	struct json_out o = begin(&b, person ? "person" : "record", reason);
	struct touched t = { .o = &o };
	vec_each (l, &leaves) {
		int64_t bits = bits_of(l, what, person);
		if ((bits && held(cx, &holds, l)) || !erase_one(cx, l, bits, &t))
			return false;
	}
	*n = t.n;
	if (!t.n)
		return fail(cx, E_MISSING, "the ledger holds nothing about '%.*s' that could be erased", STR(what));
	return end(cx, &o, &t, person ? S("") : what) && db_commit(&tx);
}

bool ledger_erase_leaves(struct cx *cx, const struct store_leaf_vec *leaves, struct str subject, struct str reason, int64_t *n)
{
	struct buf b = buf_make(&cx->a, CONTENT_BYTES_MAX);
	struct json_out o = begin(&b, "kind", reason);
	struct touched t = { .o = &o };
	*n = 0;
	vec_each (l, leaves)
		if (!erase_one(cx, l, LEDGER_ERASED_ALL, &t))
			return false;
	*n = t.n;
	return !t.n || end(cx, &o, &t, subject);
}

bool ledger_erase_old(struct cx *cx, struct str kind, int64_t before_us, struct str reason, int64_t *n)
{
	struct store_leaf_vec leaves = {};
	*n = 0;
	if (str_starts(kind, S("ledger.")))
		return fail(cx, E_INVALID, "what the ledger says of itself (%.*s) is not erased", STR(kind));
	AUTO(db_tx) tx = db_begin(cx);
	if (!store_leaves_old(cx, kind, before_us, ERASE_MAX, &leaves))
		return false;
	return ledger_erase_leaves(cx, &leaves, kind, reason, n) && (!*n || db_commit(&tx));
}
