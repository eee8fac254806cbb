/* SPDX-License-Identifier: Apache-2.0
 *
 * The product tree of a CSAF document as a flat list of products. Real trees nest as they please: vendors inside vendors, several levels of
 * product names, ranges in exact versions; the innermost word counts and the outer ones are kept beside it.
 */
#include "formats/csaf_check.h"
#include "formats/csaf_form.h"
#include "formats/csaf_read.h"

enum { VISITS_MAX = 20 * 1000 * 1000 };

VEC_TYPE(products, struct csaf_product);

/* What the branches from the root down say. Words that found no place of their own hang on a chain. */
struct trail {
	struct str vendor, family, product, version;
	enum csaf_version_kind version_kind;
	const struct trail_word *extra;
};
struct trail_word {
	const struct trail_word *up;
	struct str word;
};

static struct str extra_text(struct arena *a, const struct trail_word *word)
{
	if (!word)
		return S("");
	size_t n = 0;
	for (const struct trail_word *w = word; w; w = w->up)
		n += w->word.len + 1;
	char *text = arena_bytes(a, n);
	size_t at = n - 1;
	for (const struct trail_word *w = word; w; w = w->up) {
		at -= w->word.len;
		memcpy(text + at, w->word.ptr, w->word.len);
		if (at)
			text[--at] = ' ';
	}
	return (struct str){ text, n - 1 };
}

static struct csaf_strs texts_of(struct arena *a, const struct json *list)
{
	struct csaf_strs s = { .at = arena_array(a, struct str, json_count_(list)) };
	json_each (item, list)
		if (json_str(item).len)
			s.at[s.n++] = json_str(item);
	return s;
}

/* Appends a full_product_name_t, unless it has no id; gives its slot or NULL. */
static struct csaf_product *product_add(struct arena *a, struct products *all, const struct json *v)
{
	struct str id = json_get_str(v, "product_id");
	if (!id.len)
		return NULL;
	const struct json *helper = json_get(v, "product_identification_helper");
	struct csaf_product *p = vec_push(a, all);
	*p = (struct csaf_product){ .id = id, .name = json_get_str(v, "name") };
	p->vendor = p->product = p->family = p->version = p->extra = S("");
	p->cpe = json_get_str(helper, "cpe");
	p->purl = json_get_str(helper, "purl");
	p->models = texts_of(a, json_get(helper, "model_numbers"));
	p->serials = texts_of(a, json_get(helper, "serial_numbers"));
	p->skus = texts_of(a, json_get(helper, "skus"));
	return p;
}

/* Puts a word on the trail. Where one stands already it moves out to *outer, unless it says the same. */
static void trail_set(struct str *place, struct str name, struct str *outer)
{
	if (place->len && !str_eq(*place, name))
		*outer = *place;
	*place = name;
}

static struct trail trail_step(const struct trail *up, const struct json *branch, struct trail_word *word)
{
	struct trail t = *up;
	struct str category = json_get_str(branch, "category"), name = str_trim(json_get_str(branch, "name")), outer = {};
	bool exact = str_eq(category, S("product_version"));
	if (!name.len)
		return t;
	if (str_eq(category, S("vendor"))) {
		trail_set(&t.vendor, name, &outer);
	} else if (str_eq(category, S("product_family"))) {
		trail_set(&t.family, name, &outer);
	} else if (str_eq(category, S("product_name"))) {
		trail_set(&t.product, name, &outer);
		if (outer.len && !t.family.len)
			t.family = outer, outer.len = 0;
	} else if (exact || str_eq(category, S("product_version_range"))) {
		trail_set(&t.version, name, &outer);
		bool range = !exact || csaf_form_is_range(name) || str_starts(name, S("vers:"));
		t.version_kind = range ? CSAF_VERSION_RANGE : CSAF_VERSION_EXACT;
	} else {
		outer = name;
	}
	if (outer.len) {
		*word = (struct trail_word){ t.extra, outer };
		t.extra = word;
	}
	return t;
}

/* Depth is bounded by the JSON reader. */
static void branches_read(struct arena *a, struct products *all, const struct json *branches, const struct trail *up)
{
	json_each (branch, branches) {
		struct trail_word word;
		struct trail t = trail_step(up, branch, &word);
		struct csaf_product *p = product_add(a, all, json_get(branch, "product"));
		if (p) {
			p->vendor = t.vendor;
			p->family = t.family;
			p->product = t.product;
			p->version = t.version;
			p->version_kind = t.version_kind;
			p->extra = extra_text(a, t.extra);
		}
		branches_read(a, all, json_get(branch, "branches"), &t);
	}
}

static enum csaf_relation relation_of(struct str category)
{
	static const char *const names[] = {
		[CSAF_DEFAULT_COMPONENT_OF] = "default_component_of",
		[CSAF_EXTERNAL_COMPONENT_OF] = "external_component_of",
		[CSAF_INSTALLED_ON] = "installed_on",
		[CSAF_INSTALLED_WITH] = "installed_with",
		[CSAF_OPTIONAL_COMPONENT_OF] = "optional_component_of",
	};
	for (unsigned i = 1; i < sizeof names / sizeof *names; i++)
		if (str_eq(category, str_c(names[i])))
			return (enum csaf_relation)i;
	return CSAF_INSTALLED_WITH; /* an unknown word: both parts at one place is the least that it can mean */
}

/* Second pass over the relationships, once every id is known: their products stand at the end, in the same order. */
static void relations_tie(struct csaf_reader *r, const struct json *relations, size_t first)
{
	size_t i = first;
	json_each (relation, relations) {
		if (!json_get_str(json_get(relation, "full_product_name"), "product_id").len)
			continue;
		struct csaf_product *p = &r->doc->products[i++];
		const uint64_t *part = map_find(&r->ids, json_get_str(relation, "product_reference"));
		const uint64_t *whole = map_find(&r->ids, json_get_str(relation, "relates_to_product_reference"));
		if (!part || !whole)
			continue;
		p->relation = relation_of(json_get_str(relation, "category"));
		p->part = (uint32_t)*part - 1;
		p->whole = (uint32_t)*whole - 1;
	}
	csaf_relations_untie(r->a, r->doc->products, r->doc->n_products);
}

size_t csaf_relations_untie(struct arena *a, struct csaf_product *products, size_t n)
{
	uint8_t *state = arena_array(a, uint8_t, n); /* 0 not entered, 1 part follows, 2 whole follows, 3 left */
	uint32_t *stack = arena_array(a, uint32_t, n + 1);
	size_t cut = 0;
	for (size_t i = 0; i < n; i++) {
		size_t depth = 0;
		if (state[i] == 0)
			stack[depth++] = (uint32_t)i;
		while (depth) {
			struct csaf_product *p = &products[stack[depth - 1]];
			uint8_t *at = &state[stack[depth - 1]];
			if (p->relation == CSAF_RELATION_NONE || *at == 2) {
				*at = 3;
				depth--;
				continue;
			}
			uint32_t below = (*at)++ == 0 ? p->part : p->whole;
			if (state[below] == 0) {
				stack[depth++] = below;
			} else if (state[below] != 3) {
				p->relation = CSAF_RELATION_NONE;
				p->part = p->whole = 0;
				cut++;
			}
		}
	}
	return cut;
}

static void groups_read(struct csaf_reader *r, const struct json *list)
{
	r->group_list = list;
	json_each (group, list) {
		bool made;
		uint64_t *at = map_at(&r->groups, json_get_str(group, "group_id"), &made);
		if (made)
			*at = csaf_index(list, group) + 1;
	}
}

struct csaf_reader csaf_products_read(struct arena *a, const struct json *tree, struct csaf_document *out)
{
	struct csaf_reader r = { .a = a, .doc = out, .ids = map_make(a), .groups = map_make(a) };
	struct products all = {};
	const struct trail start = { .vendor = S(""), .family = S(""), .product = S(""), .version = S("") };
	branches_read(a, &all, json_get(tree, "branches"), &start);
	const struct json *names = json_get(tree, "full_product_names"), *relations = json_get(tree, "relationships");
	json_each (name, names)
		product_add(a, &all, name);
	size_t first_relation = all.n;
	json_each (relation, relations)
		product_add(a, &all, json_get(relation, "full_product_name"));
	out->products = all.at;
	out->n_products = all.n;
	r.next = arena_array(a, uint32_t, all.n);
	r.named = arena_array(a, uint32_t, all.n);
	for (size_t i = all.n; i-- > 0;) { /* backwards, so that chains run in the document's order */
		uint64_t *at = map_at(&r.ids, all.at[i].id, NULL);
		r.next[i] = (uint32_t)*at;
		*at = i + 1;
	}
	relations_tie(&r, relations, first_relation);
	groups_read(&r, json_get(tree, "product_groups"));
	return r;
}

void csaf_names_begin(struct csaf_reader *r)
{
	r->round++;
}

bool csaf_products_named(struct csaf_reader *r, struct str id, struct csaf_indices *list)
{
	const uint64_t *at = map_find(&r->ids, id);
	for (uint32_t i = at ? (uint32_t)*at : 0; i && !r->too_many; i = r->next[i - 1]) {
		if (++r->visits > VISITS_MAX)
			r->too_many = true;
		if (r->named[i - 1] == r->round)
			continue;
		r->named[i - 1] = r->round;
		*vec_push(r->a, list) = i - 1;
	}
	return at;
}

void csaf_group_named(struct csaf_reader *r, struct str group_id, struct csaf_indices *list)
{
	const uint64_t *at = map_find(&r->groups, group_id);
	if (!at)
		return;
	const struct json *ids = json_get(&r->group_list->items[*at - 1], "product_ids");
	json_each (id, ids) {
		if (r->too_many)
			return;
		if (!csaf_products_named(r, json_str(id), list))
			r->visits++;
	}
}
