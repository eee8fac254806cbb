/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding advisories again: lists, one by its id, its parsed document, the quarantine. And the alias editor's verbs.
 */
#include "advisory/advisory.h"
#include "advisory/alias.h"
#include "advisory/matcher.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"

bool advisories(struct cx *cx, bool counts, int64_t limit, int64_t offset, struct advisory_head_vec *out)
{
	return counts ? store_heads_counted(cx, limit, offset, out) : store_heads(cx, limit, offset, out);
}

int64_t advisories_count(struct cx *cx)
{
	return store_heads_count(cx);
}

bool advisory_find(struct cx *cx, struct str id, struct advisory_head *out)
{
	struct str tracking = id, publisher = S("");
	ptrdiff_t bar = str_find(id, S("|"));
	if (bar >= 0) {
		publisher = str_slice(id, 0, (size_t)bar);
		tracking = str_slice(id, (size_t)bar + 1, id.len);
	}
	struct advisory_head_vec same = {};
	if (!publisher.len && store_heads_named(cx, tracking, &same) && same.n > 1)
		return fail(cx, E_CONFLICT, "'%.*s' is the id of several advisories: say '%.*s|%.*s' or '%.*s|%.*s'", STR(id), STR(same.at[0].publisher), STR(id),
			STR(same.at[1].publisher), STR(id));
	if (store_head(cx, publisher, tracking, out))
		return true;
	return fail(cx, E_MISSING, "there is no advisory '%.*s'", STR(id));
}

bool advisory_document(struct cx *cx, int64_t revision, struct csaf_document *out)
{
	return matcher_document(cx, revision, out);
}

bool advisory_quarantined(struct cx *cx, struct quarantined_vec *out)
{
	/* What could not be read has no marking: it counts as RED and stays with the desk. */
	if (release_viewed(cx, &(struct labels){ .tlp = TLP_RED }, PURPOSE_READ).decision != RELEASE_ALLOW)
		return ok(cx);
	return store_quarantined(cx, out);
}

bool aliases_list(struct cx *cx, struct alias_vec *out)
{
	struct store_alias_vec rows = {};
	if (!store_aliases(cx, &rows))
		return false;
	vec_each (r, &rows)
		*vec_push(&cx->a, out) = (struct alias){ r->key, r->kind, r->vendor, r->alias, r->canonical };
	return true;
}

static struct str alias_text(struct arena *a, const struct alias *x)
{
	struct buf b = buf_make(a, 4096);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "kind", x->kind);
	jo_kstr(&o, "vendor", x->vendor);
	jo_kstr(&o, "alias", x->alias);
	jo_kstr(&o, "canonical", x->canonical);
	jo_object_end(&o);
	return buf_str(&b);
}

bool alias_put(struct cx *cx, const struct alias *alias)
{
	bool vendor = str_eq(alias->kind, S("vendor")), product = str_eq(alias->kind, S("product"));
	if (!vendor && !product)
		return fail(cx, E_INVALID, "alias kind '%.*s' is not vendor or product", STR(alias->kind));
	if (!alias->alias.len || !alias->canonical.len || alias->alias.len > 300 || alias->canonical.len > 300)
		return fail(cx, E_INVALID, "an alias needs both names, each of at most 300 bytes");
	if (product && !alias->vendor.len)
		return fail(cx, E_INVALID, "an alias of a product needs its vendor");
	AUTO(db_tx) tx = desk_begin(cx);
	int64_t key = desk_keys(cx, S("alias"), 1);
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	struct store_alias row = { alias->kind, vendor ? S("") : alias->vendor, alias->alias, alias->canonical, key };
	store_alias_put(cx, key, &row);
	ledger_append_one(cx, S("alias.put"), alias->alias, alias_text(&cx->a, alias), class_key);
	event_emit(cx, S("alias.changed"), alias->alias);
	return db_commit(&tx);
}

bool alias_remove(struct cx *cx, int64_t key)
{
	AUTO(db_tx) tx = desk_begin(cx);
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	struct alias_vec all = {};
	aliases_list(cx, &all);
	vec_each (x, &all)
		if (x->key == key) {
			store_alias_remove(cx, key);
			ledger_append_one(cx, S("alias.remove"), x->alias, alias_text(&cx->a, x), class_key);
			event_emit(cx, S("alias.changed"), x->alias);
			return db_commit(&tx);
		}
	return fail(cx, E_MISSING, "this alias is not there any more");
}
