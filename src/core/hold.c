/* SPDX-License-Identifier: Apache-2.0
 *
 * Legal holds. Must never let one person alone both set and lift a hold, nor take a doubt for a permission.
 */
#include "core/hold.h"
#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/feature.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/store_dataset.h"

enum { REASON_BYTES_MAX = 2000, ENTRY_BYTES_MAX = 1 << 14 };

bool holds_list(struct cx *cx, bool standing, struct hold_vec *out)
{
	return store_holds(cx, standing, out);
}

static bool covers(struct str narrowed, struct str thing)
{
	return !narrowed.len || !thing.ptr || str_eq(narrowed, thing);
}

/* What the ledger tells of a held thing is held with it, in whichever data set the thing is. */
static bool in_dataset(const struct hold *h, struct str dataset)
{
	bool ledger = str_eq(dataset, S("ledger-contents")) || str_eq(dataset, S("page-reads"));
	return str_eq(h->dataset, S("all")) || str_eq(h->dataset, dataset) || (ledger && (h->subject.len || h->organization.len));
}

const struct hold *hold_over(const struct hold_vec *holds, const struct erasable *what)
{
	vec_each (h, holds)
		if (h->lifted_us == TIME_NONE && in_dataset(h, what->dataset) && covers(h->subject, what->subject) &&
			covers(h->organization, what->organization))
			return h;
	return NULL;
}

static struct str entry(struct cx *cx, const struct hold *h)
{
	struct buf b = buf_make(&cx->a, ENTRY_BYTES_MAX);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "dataset", h->dataset);
	if (h->subject.len)
		jo_kstr(&o, "subject", h->subject);
	if (h->organization.len)
		jo_kstr(&o, "organization", h->organization);
	jo_kstr(&o, "reason", h->reason);
	jo_object_end(&o);
	return buf_str(&b);
}

/* A hold may tell of an investigation: its leaves are for the desk. */
static int64_t leaf_class(struct cx *cx)
{
	return release_class(cx, &(struct labels){ .tlp = TLP_RED });
}

bool hold_set(struct cx *cx, const struct hold *h)
{
	struct hold had;
	if (!id_valid(h->name))
		return fail(cx, E_INVALID, "a hold needs a name (1 to 200 characters without spaces, quotes or < > \\ ` { } | ^)");
	if (!str_trim(h->reason).len || h->reason.len > REASON_BYTES_MAX)
		return fail(cx, E_INVALID, "a hold needs its reason, of at most %d bytes", REASON_BYTES_MAX);
	if ((h->subject.len && !id_valid(h->subject)) || (h->organization.len && !id_valid(h->organization)))
		return fail(cx, E_INVALID, "a hold is narrowed by public ids");
	AUTO(db_tx) tx = desk_begin(cx);
	if (store_hold(cx, h->name, &had))
		return fail(cx, E_CONFLICT, "there is a hold '%.*s' already: choose another name", STR(h->name));
	struct hold now = *h;
	now.key = desk_keys(cx, S("legal_hold"), 1);
	now.set_us = cx->now_us;
	now.set_by = cx->viewer ? cx->viewer->person : S("");
	store_hold_insert(cx, &now);
	ledger_append_one(cx, S("hold.set"), h->name, entry(cx, h), leaf_class(cx));
	return db_commit(&tx);
}

bool hold_lift(struct cx *cx, struct str name)
{
	struct hold h;
	if (!cx->viewer || !(cx->viewer->rights & RIGHT_APPROVE))
		return fail(cx, E_DENIED, "lifting a hold needs the right 'approve'");
	AUTO(db_tx) tx = desk_begin(cx);
	if (!store_hold(cx, name, &h) || h.lifted_us != TIME_NONE)
		return ok(cx) ? fail(cx, E_MISSING, "no hold '%.*s' stands: see 'mainstay hold list'", STR(name)) : false;
	if (str_eq(h.set_by, cx->viewer->person))
		return fail(cx, E_DENIED, "you set the hold '%.*s': another person has to lift it", STR(name));
	store_hold_lift(cx, h.key, cx->viewer->person);
	ledger_append_one(cx, S("hold.lift"), h.name, entry(cx, &h), leaf_class(cx));
	return db_commit(&tx);
}
