/* SPDX-License-Identifier: Apache-2.0
 *
 * The alias table compiled for matching: folded alias → folded canonical name. Must never chain aliases: a row says what it says.
 */
#include "advisory/match_fold.h"
#include "advisory/match_inner.h"

static struct str compact(struct arena *a, struct str text)
{
	return match_compact(a, match_fold(a, text));
}

struct match_aliases match_aliases_make(struct arena *a, const struct match_alias_row *rows, size_t n)
{
	struct match_aliases out = { .vendors = map_make(a), .products = map_make(a), .texts = arena_array(a, struct str, n) };
	for (size_t i = 0; i < n; i++) {
		const struct match_alias_row *r = &rows[i];
		struct str key = compact(a, r->alias), canonical = match_fold(a, r->canonical);
		if (!key.len || !canonical.len)
			continue;
		uint64_t *slot = NULL;
		if (str_eq_fold(r->kind, S("vendor"))) {
			slot = map_at(&out.vendors, match_vendor_core(a, match_fold(a, r->alias)), NULL);
		} else if (str_eq_fold(r->kind, S("product"))) {
			struct str vendor = match_vendor_core(a, match_fold(a, r->vendor));
			slot = map_at(&out.products, arena_printf(a, "%.*s\n%.*s", STR(vendor), STR(key)), NULL);
		}
		if (!slot)
			continue;
		out.texts[out.n++] = canonical;
		*slot = out.n;
	}
	return out;
}

bool match_alias_vendor(const struct match_aliases *t, struct str core, struct str *folded)
{
	uint64_t *slot = t && t->vendors.n ? map_find(&t->vendors, core) : NULL;
	if (slot)
		*folded = t->texts[*slot - 1];
	return slot != NULL;
}

bool match_alias_product(struct arena *a, const struct match_aliases *t, struct str vendor_core, struct str *folded)
{
	if (!t || !t->products.n)
		return false;
	struct str key = match_compact(a, *folded);
	uint64_t *slot = map_find(&t->products, arena_printf(a, "%.*s\n%.*s", STR(vendor_core), STR(key)));
	if (!slot)
		slot = map_find(&t->products, arena_printf(a, "\n%.*s", STR(key))); /* rows without a vendor hold for all */
	if (slot)
		*folded = t->texts[*slot - 1];
	return slot != NULL;
}
