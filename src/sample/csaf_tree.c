/* SPDX-License-Identifier: Apache-2.0
 *
 * The product tree of an advisory, with version ranges in the many forms that issuers really use. The forms change how a range reads, never
 * what it says.
 */
#include "sample/csaf.h"

/* ---- ranges ---- */
/* Upper bound x (not included), newest affected y. bare: without the vendor's V. */
static struct str range_below(struct arena *a, unsigned form, bool packs, struct str x, struct str x_bare, struct str y, struct str y_bare)
{
	if (packs) /* service packs have no place in a vers */
		form = 2 + form % 2 * 6;
	switch (form % 9) {
	case 0: return arena_printf(a, "vers:generic/<%.*s", STR(x_bare));
	case 1: return arena_printf(a, "<%.*s", STR(x));
	case 2: return arena_printf(a, "< %.*s", STR(x));
	case 3: return arena_printf(a, "All versions < %.*s", STR(x));
	case 4: return arena_printf(a, "vers:all/<%.*s", STR(x));
	case 5: return arena_printf(a, "<=%.*s", STR(y_bare));
	case 6: return arena_printf(a, "%.*s and earlier", STR(y));
	case 7: return arena_printf(a, "prior to %.*s", STR(x));
	default: return arena_printf(a, "<= %.*s", STR(y));
	}
}

static struct str range_between(
        struct arena *a, unsigned form, bool packs, struct str low, struct str low_bare, struct str x, struct str x_bare, struct str y)
{
	if (packs)
		form = 2;
	switch (form % 4) {
	case 0: return arena_printf(a, "vers:generic/>=%.*s|<%.*s", STR(low_bare), STR(x_bare));
	case 1: return arena_printf(a, ">=%.*s|<%.*s", STR(low), STR(x));
	case 2: return arena_printf(a, ">= %.*s < %.*s", STR(low), STR(x));
	default: return arena_printf(a, ">= %.*s | <= %.*s", STR(low), STR(y));
	}
}

static struct str bare(struct str version)
{
	return version.len && version.ptr[0] == 'V' ? str_slice(version, 1, version.len) : version;
}

/* Text of a leaf's range; of an exact leaf the k-th release. */
static struct str leaf_text(const struct writing *w, const struct leaf *l, unsigned k)
{
	struct arena *a = w->c->arena;
	const struct product *p = &w->c->products[l->what];
	bool packs = p->row->style == STYLE_SP;
	struct str low = version_text(a, p, p->releases[l->from < RELEASES ? l->from : RELEASES - 1]);
	if (l->exact)
		return version_text(a, p, p->releases[l->from + k]);
	if (l->to == ALL_RELEASES) {
		if (l->from == 0)
			return l->form % 3 ? S("vers:all/*") : S("All versions");
		return l->form % 2 && !packs ? arena_printf(a, "vers:generic/>=%.*s", STR(bare(low)))
		                             : arena_printf(a, ">= %.*s", STR(low));
	}
	struct str x = version_text(a, p, p->releases[l->to]), y = version_text(a, p, p->releases[l->to - 1]);
	if (l->from == 0)
		return range_below(a, l->form, packs, x, bare(x), y, bare(y));
	return range_between(a, l->form, packs, low, bare(low), x, bare(x), y);
}

/* ---- product ids ---- */
static unsigned entries(const struct leaf *l)
{
	return l->exact ? (unsigned)(l->to - l->from) : 1;
}

static struct str entry_id(const struct writing *w, unsigned leaf, unsigned k)
{
	return arena_printf(w->c->arena, "CSAFPID-%04u", leaf * 10 + k + 1);
}

static struct str whole_id(const struct writing *w, unsigned whole)
{
	return arena_printf(w->c->arena, "CSAFPID-9%03u", whole);
}

/* The id that carries the status: of the relationship when there is one. */
static struct str status_id(const struct writing *w, unsigned leaf, unsigned k)
{
	return w->adv->leaves[leaf].whole ? arena_printf(w->c->arena, "CSAFPID-5%03u", leaf) : entry_id(w, leaf, k);
}

/* ---- product tree ---- */
static void put_helper(struct writing *w, unsigned what)
{
	const struct product *p = &w->c->products[what];
	if (!p->row->order && !p->row->part && !p->row->purl)
		return;
	jo_key(&w->o, "product_identification_helper");
	jo_object(&w->o);
	if (p->row->part)
		jo_kstr(&w->o, "cpe", product_cpe(w->c->arena, p, S("")));
	if (p->row->order) {
		jo_key(&w->o, "model_numbers");
		jo_array(&w->o);
		jo_str(&w->o, arena_printf(w->c->arena, "%s-*", p->row->order));
		jo_array_end(&w->o);
	}
	if (p->row->purl)
		jo_kstr(&w->o, "purl", product_purl(w->c->arena, p, S("")));
	jo_object_end(&w->o);
}

static void put_product(struct writing *w, unsigned what, struct str id, struct str version)
{
	const struct product *p = &w->c->products[what];
	jo_object(&w->o);
	jo_kstr(&w->o, "name",
	        arena_printf(
	                w->c->arena, "%s %s%s%.*s", vendor_rows[p->row->vendor].name, p->row->name, version.len ? " " : "", STR(version)));
	jo_kstr(&w->o, "product_id", id);
	put_helper(w, what);
	jo_object_end(&w->o);
}

static void put_branch(struct writing *w, const char *category, struct str name)
{
	jo_object(&w->o);
	jo_kstr(&w->o, "category", str_c(category));
	jo_kstr(&w->o, "name", name);
}

static void put_versions(struct writing *w, unsigned what)
{
	const struct advisory *adv = w->adv;
	put_branch(w, "product_name", str_c(w->c->products[what].row->name));
	bool is_part = false;
	for (unsigned i = 0; i < adv->n_leaves; i++)
		is_part |= adv->leaves[i].what == what;
	if (!is_part) { /* only the whole of a relationship: any version of it */
		jo_key(&w->o, "product");
		put_product(w, what, whole_id(w, what), S(""));
		jo_object_end(&w->o);
		return;
	}
	jo_key(&w->o, "branches");
	jo_array(&w->o);
	for (unsigned i = 0; i < adv->n_leaves; i++)
		for (unsigned k = 0; adv->leaves[i].what == what && k < entries(&adv->leaves[i]); k++) {
			struct str text = leaf_text(w, &adv->leaves[i], k);
			put_branch(w, adv->leaves[i].exact ? "product_version" : "product_version_range", text);
			jo_key(&w->o, "product");
			put_product(w, what, entry_id(w, i, k), text);
			jo_object_end(&w->o);
		}
	jo_array_end(&w->o);
	jo_object_end(&w->o);
}

/* The distinct products named, parts before wholes. */
static unsigned named_products(const struct writing *w, unsigned out[2 * LEAVES_MAX])
{
	unsigned n = 0;
	for (unsigned pass = 0; pass < 2; pass++)
		for (unsigned i = 0; i < w->adv->n_leaves; i++) {
			unsigned what = pass ? w->adv->leaves[i].whole - 1u : w->adv->leaves[i].what, k = 0;
			if (pass && !w->adv->leaves[i].whole)
				continue;
			while (k < n && out[k] != what)
				k++;
			if (k == n)
				out[n++] = what;
		}
	return n;
}

static void put_vendor(struct writing *w, enum vendor vendor, const unsigned *products, unsigned n)
{
	const struct vendor_row *v = &vendor_rows[vendor];
	struct arena *a = w->c->arena;
	put_branch(w, "vendor", w->adv->ordinal % 5 == 2 ? arena_printf(a, "%s %s", v->name, v->legal) : str_c(v->name));
	jo_key(&w->o, "branches");
	jo_array(&w->o);
	if (w->adv->family) {
		struct str first = str_c(w->c->products[products[0]].row->name);
		put_branch(w, "product_family", str_cut(&first, ' '));
		jo_key(&w->o, "branches");
		jo_array(&w->o);
	}
	for (unsigned i = 0; i < n; i++)
		if (w->c->products[products[i]].row->vendor == vendor)
			put_versions(w, products[i]);
	if (w->adv->family) {
		jo_array_end(&w->o);
		jo_object_end(&w->o);
	}
	jo_array_end(&w->o);
	jo_object_end(&w->o);
}

static void put_relationships(struct writing *w)
{
	const struct advisory *adv = w->adv;
	if (!adv->n_leaves || !adv->leaves[0].whole)
		return;
	jo_key(&w->o, "relationships");
	jo_array(&w->o);
	for (unsigned i = 0; i < adv->n_leaves; i++) {
		const struct leaf *l = &adv->leaves[i];
		const struct product *part = &w->c->products[l->what], *whole = &w->c->products[l->whole - 1];
		jo_object(&w->o);
		jo_kstr(&w->o, "category", S("installed_on"));
		jo_key(&w->o, "full_product_name");
		jo_object(&w->o);
		jo_kstr(&w->o, "name",
		        arena_printf(w->c->arena, "%s %.*s installed on %s %s", part->row->name, STR(leaf_text(w, l, 0)),
		                vendor_rows[whole->row->vendor].name, whole->row->name));
		jo_kstr(&w->o, "product_id", status_id(w, i, 0));
		jo_object_end(&w->o);
		jo_kstr(&w->o, "product_reference", entry_id(w, i, 0));
		jo_kstr(&w->o, "relates_to_product_reference", whole_id(w, l->whole - 1u));
		jo_object_end(&w->o);
	}
	jo_array_end(&w->o);
}

static bool takes_part(const struct writing *w, unsigned leaf, unsigned k, enum verdict status, unsigned vulnerability, enum part part)
{
	const struct leaf *l = &w->adv->leaves[leaf];
	bool last = w->adv->last_affected && l->exact && entries(l) > 1 && k + 1 == entries(l);
	if (w->only && l->what + 1u != w->only)
		return false;
	return l->status == status && (l->vulnerabilities >> vulnerability & 1) && (part == PART_ALL || (part == PART_LAST) == last);
}

unsigned put_ids(struct writing *w, const char *key, enum verdict status, unsigned vulnerability, enum part part)
{
	unsigned n = 0;
	for (unsigned i = 0; i < w->adv->n_leaves; i++)
		for (unsigned k = 0; k < entries(&w->adv->leaves[i]); k++) {
			if (!takes_part(w, i, k, status, vulnerability, part))
				continue;
			if (key && n == 0) {
				jo_key(&w->o, key);
				jo_array(&w->o);
			}
			n++;
			if (key)
				jo_str(&w->o, status_id(w, i, k));
		}
	if (key && n)
		jo_array_end(&w->o);
	return n;
}

bool has_group(struct writing *w)
{
	return w->adv->ordinal % 2 == 0 && put_ids(w, NULL, VERDICT_AFFECTED, 0, PART_ALL) > 1;
}

void put_tree(struct writing *w)
{
	unsigned products[2 * LEAVES_MAX], n = named_products(w, products);
	if (!n)
		return;
	jo_key(&w->o, "product_tree");
	jo_object(&w->o);
	jo_key(&w->o, "branches");
	jo_array(&w->o);
	for (unsigned i = 0; i < n; i++) {
		enum vendor vendor = w->c->products[products[i]].row->vendor;
		bool seen = false;
		for (unsigned k = 0; k < i; k++)
			seen |= w->c->products[products[k]].row->vendor == vendor;
		if (!seen)
			put_vendor(w, vendor, products, n);
	}
	jo_array_end(&w->o);
	if (has_group(w)) {
		jo_key(&w->o, "product_groups");
		jo_array(&w->o);
		jo_object(&w->o);
		jo_kstr(&w->o, "group_id", S("CSAFGID-0001"));
		put_ids(w, "product_ids", VERDICT_AFFECTED, 0, PART_ALL);
		jo_kstr(&w->o, "summary", S("Affected products"));
		jo_object_end(&w->o);
		jo_array_end(&w->o);
	}
	put_relationships(w);
	jo_object_end(&w->o);
}
