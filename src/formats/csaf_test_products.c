/* SPDX-License-Identifier: Apache-2.0
 *
 * Mandatory tests over the product tree: 6.1.1–6.1.5, 6.1.13, 6.1.25, 6.1.31.
 */
#include "formats/csaf_check.h"
#include "formats/csaf_form.h"
#include "formats/purl.h"

static void reference_check(struct csaf_check *c, struct str id, const struct csaf_path *path)
{
	if (csaf_id_number(c, id) > c->defined)
		csaf_fault_add(c, path, "product \"%.*s\" is not defined in the product tree", STR(id));
}

void csaf_test_missing_product_id(struct csaf_check *c)
{
	csaf_each_reference(c, reference_check);
}

void csaf_test_multiple_product_id(struct csaf_check *c)
{
	vec_each (place, &c->products) {
		const struct json *id = json_get(place->value, "product_id");
		if (!id || id->type != JSON_STRING)
			continue;
		uint32_t *seen = csaf_mark_at(c, csaf_id_number(c, json_str(id)));
		if (*seen)
			csaf_fault_add(
			        c, CSAF_KEY(place->path, "product_id"), "product \"%.*s\" is defined more than once", STR(json_str(id)));
		*seen = 1;
	}
}

/* The relationships as a graph: from the id a relationship defines to the two ids it is made of. */
struct circle_search {
	const struct json *relations;
	uint32_t *definer; /* by product number: index of the relationship that defines it first, + 1 */
	uint8_t *state; /* by relationship: 0 not entered, 1–2 edges followed, 3 done */
	uint32_t *stack;
};

static uint32_t relation_below(const struct csaf_check *c, const struct circle_search *s, uint32_t relation, unsigned edge)
{
	static const char *const edges[] = { "product_reference", "relates_to_product_reference" };
	const struct json *id = json_get(&s->relations->items[relation], edges[edge]);
	return id && id->type == JSON_STRING ? s->definer[csaf_id_number(c, json_str(id))] : 0;
}

/* Depth first without recursion: chains are as long as the document likes. */
static void circles_from(struct csaf_check *c, struct circle_search *s, uint32_t start, const struct csaf_path *list)
{
	size_t n = 0;
	s->stack[n++] = start;
	while (n) {
		uint32_t at = s->stack[n - 1];
		if (s->state[at] >= 2) {
			s->state[at] = 3;
			n--;
			continue;
		}
		uint32_t below = relation_below(c, s, at, s->state[at]++);
		if (!below || s->state[below - 1] == 3)
			continue;
		if (s->state[below - 1] == 0)
			s->stack[n++] = below - 1;
		else
			csaf_fault_add(c,
			        CSAF_KEY(CSAF_ITEM(CSAF_KEY(list, "relationships"), s->relations, &s->relations->items[at]),
			                "full_product_name"),
			        "product \"%.*s\" is made of itself, directly or through others",
			        STR(json_get_str(json_get(&s->relations->items[at], "full_product_name"), "product_id")));
	}
}

void csaf_test_circular_product_id(struct csaf_check *c)
{
	const struct json *relations = json_get(c->tree, "relationships");
	uint32_t n = json_count_(relations);
	if (n == 0)
		return;
	struct circle_search s = { .relations = relations };
	s.definer = arena_array(c->a, uint32_t, c->ids.n + 1);
	s.state = arena_array(c->a, uint8_t, n);
	s.stack = arena_array(c->a, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++) {
		const struct json *id = json_get(json_get(&relations->items[i], "full_product_name"), "product_id");
		uint64_t number = id && id->type == JSON_STRING ? csaf_id_number(c, json_str(id)) : 0;
		if (number && !s.definer[number])
			s.definer[number] = i + 1;
	}
	const struct csaf_path *tree = CSAF_KEY(NULL, "product_tree");
	for (uint32_t i = 0; i < n; i++)
		if (s.state[i] == 0)
			circles_from(c, &s, i, tree);
}

static void group_references(struct csaf_check *c, const struct json *vulnerability, const char *key, const struct csaf_path *up)
{
	const struct json *list = json_get(vulnerability, key);
	const struct csaf_path *path = CSAF_KEY(up, key);
	json_each (item, list) {
		const struct json *ids = json_get(item, "group_ids");
		const struct csaf_path *at = CSAF_KEY(CSAF_ITEM(path, list, item), "group_ids");
		json_each (id, ids)
			if (id->type == JSON_STRING && !map_find(&c->groups, json_str(id)))
				csaf_fault_add(
				        c, CSAF_ITEM(at, ids, id), "group \"%.*s\" is not defined in the product tree", STR(json_str(id)));
	}
}

void csaf_test_missing_group_id(struct csaf_check *c)
{
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		const struct csaf_path *at = CSAF_ITEM(path, c->vulnerabilities, vulnerability);
		group_references(c, vulnerability, "remediations", at);
		group_references(c, vulnerability, "threats", at);
		group_references(c, vulnerability, "flags", at);
	}
}

void csaf_test_multiple_group_id(struct csaf_check *c)
{
	const struct json *groups = json_get(c->tree, "product_groups");
	const struct csaf_path *path = CSAF_KEY(CSAF_KEY(NULL, "product_tree"), "product_groups");
	json_each (group, groups) {
		const struct json *id = json_get(group, "group_id");
		if (!id || id->type != JSON_STRING || *map_find(&c->groups, json_str(id)) == csaf_index(groups, group) + 1)
			continue;
		csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(path, groups, group), "group_id"), "group \"%.*s\" is defined more than once",
		        STR(json_str(id)));
	}
}

void csaf_test_purl(struct csaf_check *c)
{
	vec_each (place, &c->products) {
		const struct json *text = json_get(json_get(place->value, "product_identification_helper"), "purl");
		if (!text || text->type != JSON_STRING)
			continue;
		struct purl purl;
		struct err err = {};
		if (!purl_read(c->a, json_str(text), &purl, &err))
			csaf_fault_add(c, CSAF_KEY(CSAF_KEY(place->path, "product_identification_helper"), "purl"), "%s", err.text);
	}
}

/* A handful of algorithms is the rule; the map keeps a list of thousands from costing its square. */
static void algorithms_check(struct csaf_check *c, const struct json *hashes, const struct csaf_path *path)
{
	struct map seen = map_make(c->a);
	json_each (hash, hashes) {
		const struct json *algorithm = json_get(hash, "algorithm");
		if (!algorithm || algorithm->type != JSON_STRING)
			continue;
		struct str s = json_str(algorithm);
		char *folded = arena_bytes(c->a, s.len + 1);
		for (size_t i = 0; i < s.len; i++)
			folded[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 0x20) : s.ptr[i];
		bool made;
		map_at(&seen, (struct str){ folded, s.len }, &made);
		if (!made)
			csaf_fault_add(c, CSAF_ITEM(path, hashes, hash), "a second hash by the algorithm %.*s", STR(s));
	}
}

void csaf_test_hash_algorithm(struct csaf_check *c)
{
	vec_each (place, &c->products) {
		const struct csaf_path *path = CSAF_KEY(CSAF_KEY(place->path, "product_identification_helper"), "hashes");
		const struct json *files = json_get(json_get(place->value, "product_identification_helper"), "hashes");
		json_each (file, files)
			algorithms_check(c, json_get(file, "file_hashes"), CSAF_KEY(CSAF_ITEM(path, files, file), "file_hashes"));
	}
}

void csaf_test_version_range(struct csaf_check *c)
{
	vec_each (place, &c->branches) {
		struct str name = json_get_str(place->value, "name");
		if (str_eq(json_get_str(place->value, "category"), S("product_version")) && csaf_form_is_range(name))
			csaf_fault_add(c, CSAF_KEY(place->path, "name"), "\"%.*s\" names a range, not one version", STR(name));
	}
}
