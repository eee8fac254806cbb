/* SPDX-License-Identifier: Apache-2.0
 *
 * csaf_check: gathers the ids of a document once, then runs the schema and the 43 mandatory tests of CSAF 2.0 section 6.1 over it.
 * Must take any JSON at all and stay near linear in its size: it runs on foreign bytes.
 */
#include "formats/csaf_check.h"
#include <stdarg.h>
#include <stdio.h>

enum { EXPANSIONS_MAX = 5 * 1000 * 1000 };

static const struct {
	const char *name;
	void (*run)(struct csaf_check *);
} tests[] = {
	{ "schema", csaf_schema_check },
	{ "6.1.1", csaf_test_missing_product_id },
	{ "6.1.2", csaf_test_multiple_product_id },
	{ "6.1.3", csaf_test_circular_product_id },
	{ "6.1.4", csaf_test_missing_group_id },
	{ "6.1.5", csaf_test_multiple_group_id },
	{ "6.1.6", csaf_test_contradicting_status },
	{ "6.1.7", csaf_test_multiple_scores },
	{ "6.1.8", csaf_test_cvss_schema },
	{ "6.1.9", csaf_test_cvss_computation },
	{ "6.1.10", csaf_test_cvss_consistency },
	{ "6.1.11", csaf_test_cwe },
	{ "6.1.12", csaf_test_language },
	{ "6.1.13", csaf_test_purl },
	{ "6.1.14", csaf_test_sorted_history },
	{ "6.1.15", csaf_test_translator },
	{ "6.1.16", csaf_test_latest_version },
	{ "6.1.17", csaf_test_status_draft },
	{ "6.1.18", csaf_test_released_history },
	{ "6.1.19", csaf_test_prerelease_history },
	{ "6.1.20", csaf_test_nondraft_version },
	{ "6.1.21", csaf_test_missing_revision },
	{ "6.1.22", csaf_test_multiple_revision },
	{ "6.1.23", csaf_test_multiple_cve },
	{ "6.1.24", csaf_test_involvements },
	{ "6.1.25", csaf_test_hash_algorithm },
	{ "6.1.26", csaf_test_category },
	{ "6.1.27.1", csaf_test_document_notes },
	{ "6.1.27.2", csaf_test_document_references },
	{ "6.1.27.3", csaf_test_no_vulnerabilities },
	{ "6.1.27.4", csaf_test_product_tree },
	{ "6.1.27.5", csaf_test_vulnerability_notes },
	{ "6.1.27.6", csaf_test_product_status },
	{ "6.1.27.7", csaf_test_vex_status },
	{ "6.1.27.8", csaf_test_vulnerability_id },
	{ "6.1.27.9", csaf_test_impact_statement },
	{ "6.1.27.10", csaf_test_action_statement },
	{ "6.1.27.11", csaf_test_vulnerabilities },
	{ "6.1.28", csaf_test_translation },
	{ "6.1.29", csaf_test_remediation_reference },
	{ "6.1.30", csaf_test_mixed_versioning },
	{ "6.1.31", csaf_test_version_range },
	{ "6.1.32", csaf_test_flag_reference },
	{ "6.1.33", csaf_test_multiple_flags },
};

static void path_put(struct buf *b, const struct csaf_path *path)
{
	if (!path)
		return;
	path_put(b, path->up);
	buf_char(b, '/');
	if (!path->key.ptr) {
		buf_int(b, (int64_t)path->index);
		return;
	}
	for (size_t i = 0; i < path->key.len; i++) {
		char k = path->key.ptr[i];
		if (k == '~' || k == '/')
			buf_put(b, k == '~' ? S("~0") : S("~1"));
		else
			buf_char(b, k);
	}
}

void csaf_fault_add(struct csaf_check *c, const struct csaf_path *path, const char *fmt, ...)
{
	if (c->left == 0)
		return;
	c->left--;
	struct buf b = buf_make(c->a, 64 * 1024);
	path_put(&b, path);
	char text[400];
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	struct str s = { text, n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 };
	size_t bad;
	if (!str_utf8(s, &bad)) /* cut inside a character */
		s.len = bad;
	*vec_push(c->a, c->faults) = (struct csaf_fault){ str_c(c->test), arena_str(c->a, buf_str(&b)), arena_str(c->a, s) };
}

static const struct csaf_path *path_keep(struct csaf_check *c, const struct csaf_path *path)
{
	struct csaf_path *kept = arena_new(c->a, struct csaf_path);
	*kept = *path;
	return kept;
}

static void collect_product(struct csaf_check *c, const struct json *product, const struct csaf_path *path)
{
	if (!product)
		return;
	*vec_push(c->a, &c->products) = (struct csaf_place){ product, path_keep(c, path) };
	const struct json *id = json_get(product, "product_id");
	bool made;
	if (id && id->type == JSON_STRING) {
		uint64_t *number = map_at(&c->ids, json_str(id), &made);
		if (made)
			*number = c->ids.n;
	}
}

static void collect_branches(struct csaf_check *c, const struct json *branches, const struct csaf_path *list)
{
	json_each (branch, branches) {
		const struct csaf_path *path = path_keep(c, CSAF_ITEM(list, branches, branch));
		*vec_push(c->a, &c->branches) = (struct csaf_place){ branch, path };
		collect_product(c, json_get(branch, "product"), CSAF_KEY(path, "product"));
		const struct json *below = json_get(branch, "branches");
		if (below)
			collect_branches(c, below, path_keep(c, CSAF_KEY(path, "branches")));
	}
}

static void collect_definitions(struct csaf_check *c)
{
	const struct csaf_path *tree = path_keep(c, CSAF_KEY(NULL, "product_tree"));
	collect_branches(c, json_get(c->tree, "branches"), path_keep(c, CSAF_KEY(tree, "branches")));
	const struct json *list = json_get(c->tree, "full_product_names");
	const struct csaf_path *path = path_keep(c, CSAF_KEY(tree, "full_product_names"));
	json_each (product, list)
		collect_product(c, product, CSAF_ITEM(path, list, product));
	list = json_get(c->tree, "relationships");
	path = path_keep(c, CSAF_KEY(tree, "relationships"));
	json_each (relation, list) {
		const struct csaf_path *item = path_keep(c, CSAF_ITEM(path, list, relation));
		collect_product(c, json_get(relation, "full_product_name"), CSAF_KEY(item, "full_product_name"));
	}
	c->defined = c->ids.n;
	list = json_get(c->tree, "product_groups");
	json_each (group, list) {
		bool made;
		uint64_t *at = map_at(&c->groups, json_get_str(group, "group_id"), &made);
		if (made)
			*at = csaf_index(list, group) + 1;
	}
}

static void collect_reference(struct csaf_check *c, struct str id, const struct csaf_path *path)
{
	(void)path;
	bool made;
	uint64_t *number = map_at(&c->ids, id, &made);
	if (made)
		*number = c->ids.n;
}

typedef void visitor(struct csaf_check *, struct str id, const struct csaf_path *);

static void visit_one(struct csaf_check *c, const struct json *owner, const char *key, const struct csaf_path *up, visitor *visit)
{
	const struct json *id = json_get(owner, key);
	if (id && id->type == JSON_STRING)
		visit(c, json_str(id), CSAF_KEY(up, key));
}

static void visit_ids(struct csaf_check *c, const struct json *owner, const char *key, const struct csaf_path *up, visitor *visit)
{
	const struct json *ids = json_get(owner, key);
	const struct csaf_path *list = CSAF_KEY(up, key);
	json_each (id, ids)
		if (id->type == JSON_STRING)
			visit(c, json_str(id), CSAF_ITEM(list, ids, id));
}

/* The ids under `ids` in each object of the list owner[key]. */
static void visit_lists(
        struct csaf_check *c, const struct json *owner, const char *key, const char *ids, const struct csaf_path *up, visitor *visit)
{
	const struct json *list = json_get(owner, key);
	const struct csaf_path *path = CSAF_KEY(up, key);
	json_each (item, list)
		visit_ids(c, item, ids, CSAF_ITEM(path, list, item), visit);
}

void csaf_each_reference(struct csaf_check *c, visitor *visit)
{
	const struct csaf_path *tree = CSAF_KEY(NULL, "product_tree");
	visit_lists(c, c->tree, "product_groups", "product_ids", tree, visit);
	const struct json *relations = json_get(c->tree, "relationships");
	const struct csaf_path *path = CSAF_KEY(tree, "relationships");
	json_each (relation, relations) {
		const struct csaf_path *at = CSAF_ITEM(path, relations, relation);
		visit_one(c, relation, "product_reference", at, visit);
		visit_one(c, relation, "relates_to_product_reference", at, visit);
	}
	path = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		const struct csaf_path *at = CSAF_ITEM(path, c->vulnerabilities, vulnerability);
		const struct json *status = json_get(vulnerability, "product_status");
		for (size_t i = 0; i < CSAF_STATUS_COUNT; i++)
			visit_ids(c, status, csaf_status_names[i], CSAF_KEY(at, "product_status"), visit);
		visit_lists(c, vulnerability, "scores", "products", at, visit);
		visit_lists(c, vulnerability, "remediations", "product_ids", at, visit);
		visit_lists(c, vulnerability, "threats", "product_ids", at, visit);
		visit_lists(c, vulnerability, "flags", "product_ids", at, visit);
	}
}

uint64_t csaf_id_number(const struct csaf_check *c, struct str id)
{
	const uint64_t *number = map_find(&c->ids, id);
	return number ? *number : 0;
}

void csaf_round(struct csaf_check *c)
{
	c->round++;
}

uint32_t *csaf_mark_at(struct csaf_check *c, uint64_t number)
{
	struct csaf_mark *mark = &c->marks[number];
	if (mark->round != c->round)
		*mark = (struct csaf_mark){ .round = c->round };
	return &mark->bits;
}

const struct json *csaf_group_products(struct csaf_check *c, struct str group_id)
{
	const uint64_t *at = map_find(&c->groups, group_id);
	if (!at)
		return NULL;
	const struct json *ids = json_get(&json_get(c->tree, "product_groups")->items[*at - 1], "product_ids");
	uint32_t n = json_count_(ids);
	if (n > c->expansions) {
		if (c->expansions)
			csaf_fault_add(c, CSAF_KEY(CSAF_KEY(NULL, "product_tree"), "product_groups"),
			        "groups unfold into more than %d products: not checked further", EXPANSIONS_MAX);
		c->expansions = 0;
		return NULL;
	}
	c->expansions -= n;
	return ids;
}

void csaf_check(struct arena *a, const struct json *root, size_t max_faults, struct csaf_fault_vec *faults)
{
	struct csaf_check c = { .a = a, .root = root, .faults = faults, .left = max_faults, .expansions = EXPANSIONS_MAX };
	c.document = json_get(root, "document");
	c.tracking = json_get(c.document, "tracking");
	c.tree = json_get(root, "product_tree");
	c.vulnerabilities = json_get(root, "vulnerabilities");
	c.category = json_get_str(c.document, "category");
	c.ids = map_make(a);
	c.groups = map_make(a);
	collect_definitions(&c);
	csaf_each_reference(&c, collect_reference);
	c.marks = arena_array(a, struct csaf_mark, c.ids.n + 1);
	for (size_t i = 0; i < sizeof tests / sizeof *tests && c.left; i++) {
		c.test = tests[i].name;
		csaf_round(&c);
		tests[i].run(&c);
	}
}
