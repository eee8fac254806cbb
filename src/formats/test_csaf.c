/* SPDX-License-Identifier: Apache-2.0
 *
 * csaf_check against our golden cases (tests/golden/csaf: one base document and a list of edits), and, where they are at hand, against the
 * test documents of the CSAF TC (environment MAINSTAY_OASIS: the folder that holds csaf_2.0).
 */
#include "base/test.h"
#include "formats/csaf.h"
#include <stdlib.h>

static struct str file_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return (struct str){};
	struct buf b = buf_make(a, 64 << 20);
	char block[4096];
	for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
		buf_put(&b, (struct str){ block, n });
	fclose(f);
	return buf_str(&b);
}

static struct json *parse(struct arena *a, struct str text)
{
	struct err err = {};
	const struct json *v = json_parse(a, text, (struct json_limits){}, &err);
	if (!v)
		fprintf(stderr, "# %s\n", err.text);
	return (struct json *)v; /* the tree is in our arena: edits are ours to make */
}

static struct json *member_of(struct arena *a, struct json *object, struct str key, bool make)
{
	for (uint32_t i = 0; i < object->n; i++)
		if (str_eq(object->members[i].key, key))
			return &object->members[i].value;
	if (!make)
		return NULL;
	struct json_member *more = arena_array(a, struct json_member, object->n + 1);
	if (object->n)
		memcpy(more, object->members, object->n * sizeof *more);
	more[object->n].key = key;
	object->members = more;
	return &object->members[object->n++].value;
}

static struct json *item_of(struct arena *a, struct json *array, struct str key)
{
	int64_t i;
	if (!str_eq(key, S("-")))
		return str_int(key, &i) && i >= 0 && i < array->n ? &array->items[i] : NULL;
	struct json *more = arena_array(a, struct json, array->n + 1);
	if (array->n)
		memcpy(more, array->items, array->n * sizeof *more);
	array->items = more;
	return &array->items[array->n++];
}

static struct json *step(struct arena *a, struct json *v, struct str key, bool make)
{
	if (v && v->type == JSON_OBJECT)
		return member_of(a, v, key, make);
	return v && v->type == JSON_ARRAY ? item_of(a, v, key) : NULL;
}

static bool drop(struct json *owner, const struct json *value)
{
	if (!value)
		return false;
	owner->n--;
	if (owner->type == JSON_ARRAY)
		memmove((struct json *)value, value + 1, (size_t)(owner->items + owner->n - value) * sizeof *value);
	for (uint32_t i = 0; owner->type == JSON_OBJECT && i < owner->n; i++)
		if (&owner->members[i].value >= value)
			owner->members[i] = owner->members[i + 1];
	return true;
}

/* "/a/b/0 = JSON" or "/a/b/0 ~". */
static bool edit(struct arena *a, struct json *root, struct str line)
{
	ptrdiff_t blank = str_find(line, S(" "));
	if (blank < 2)
		return false;
	struct str pointer = str_slice(line, 1, (size_t)blank), what = str_slice(line, (size_t)blank + 1, line.len);
	struct json *owner = root;
	for (struct str key = str_cut(&pointer, '/');; key = str_cut(&pointer, '/')) {
		if (pointer.ptr) {
			owner = step(a, owner, key, false);
			continue;
		}
		if (str_eq(what, S("~")))
			return drop(owner, step(a, owner, key, false));
		struct json *to = step(a, owner, key, true), *value = parse(a, str_slice(what, 2, what.len));
		if (!to || !value || !str_starts(what, S("= ")))
			return false;
		*to = *value;
		return true;
	}
}

/* The names of the tests that fail, each once, separated by blanks; "ok" for none. */
static struct str verdict(struct arena *a, const struct json *root)
{
	struct csaf_fault_vec faults = {};
	csaf_check(a, root, 1000, &faults);
	struct buf b = buf_make(a, 4096);
	struct str last = {};
	vec_each (fault, &faults) {
		if (fault->test.len == 0 || fault->text.len == 0 || (fault->path.len && fault->path.ptr[0] != '/'))
			return S("a fault without its parts");
		if (str_eq(fault->test, last))
			continue;
		buf_put(&b, b.len ? S(" ") : S(""));
		buf_put(&b, last = fault->test);
	}
	return b.len ? buf_str(&b) : S("ok");
}

TEST(golden_cases)
{
	struct arena a = {};
	struct str base = file_read(&a, "tests/golden/csaf/base.json"), rest = file_read(&a, "tests/golden/csaf/cases.txt");
	struct json *root = NULL;
	struct str name = {}, wanted = {};
	unsigned cases = 0;
	while (rest.ptr) {
		struct str line = str_trim(str_cut(&rest, '\n'));
		bool begins = str_starts(line, S("= "));
		if ((begins || !rest.ptr) && root) {
			struct str got = verdict(&a, root);
			if (!str_eq(got, wanted))
				fprintf(stderr, "# case %.*s\n", STR(name));
			CHECK_STR(got, wanted);
			cases++;
		}
		if (begins) {
			size_t colon = line.len;
			while (colon && line.ptr[colon - 1] != ':')
				colon--;
			name = str_slice(line, 2, colon);
			wanted = str_trim(str_slice(line, colon, line.len));
			root = parse(&a, base);
		} else if (line.len && line.ptr[0] == '/') {
			bool made = edit(&a, root, line);
			if (!made)
				fprintf(stderr, "# cannot edit: %.*s\n", STR(line));
			CHECK(made);
		}
	}
	CHECK(cases > 140);
	arena_end(&a);
}

TEST(faults_say_where)
{
	struct arena a = {};
	struct json *root = parse(&a, file_read(&a, "tests/golden/csaf/base.json"));
	CHECK(edit(&a, root, S("/document/a~b = {\"x\": 1}")));
	member_of(&a, step(&a, root, S("document"), false), S("p/q"), true);
	CHECK(edit(&a, root, S("/vulnerabilities/0/product_status/fixed/0 = \"RTU-9\"")));
	struct csaf_fault_vec faults = {};
	csaf_check(&a, root, 1000, &faults);
	CHECK(faults.n == 3);
	CHECK_STR(faults.at[0].path, S("/document/a~0b"));
	CHECK_STR(faults.at[1].path, S("/document/p~1q"));
	CHECK_STR(faults.at[2].path, S("/vulnerabilities/0/product_status/fixed/0"));
	CHECK_STR(faults.at[2].test, S("6.1.1"));
	faults.n = 0;
	csaf_check(&a, root, 2, &faults);
	CHECK(faults.n == 2);
	arena_end(&a);
}

/* Values that are no objects at all, everywhere: the tests run even so. */
TEST(any_json_is_taken)
{
	static const char *const texts[] = {
		"null", "[]", "{}", "7", "\"x\"", "{\"document\":[]}", "{\"product_tree\":{\"branches\":{\"a\":[1]}}}",
		"{\"document\":{\"category\":\"csaf_vex\",\"tracking\":{\"revision_history\":[1,{\"number\":[]}]}},\"vulnerabilities\":["
		"null,[],"
		"{\"scores\":[1,{\"cvss_v3\":[],\"products\":{}}],\"product_status\":{\"fixed\":[[1]]},\"flags\":[{\"group_ids\":[4]}]}]}"
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena a = {};
		struct csaf_fault_vec faults = {};
		csaf_check(&a, parse(&a, str_c(texts[i])), 1000, &faults);
		CHECK(faults.n > 0);
		arena_end(&a);
	}
}

/* Small bytes, huge meaning: a group of many products named by many flags must end with a fault, not in an hour. */
TEST(unfolding_is_bounded)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 64 << 20);
	buf_put(&b,
	        S("{\"document\":{\"category\":\"csaf_vex\"},\"product_tree\":{\"product_groups\":[{\"group_id\":\"g\",\"product_ids\":["));
	for (int i = 0; i < 30000; i++)
		buf_printf(&b, "%s\"%d\"", i ? "," : "", i);
	buf_put(&b, S("]}]},\"vulnerabilities\":["));
	for (int i = 0; i < 3000; i++)
		buf_printf(&b, "%s{\"flags\":[{\"group_ids\":[\"g\"]},{\"group_ids\":[\"g\"]}]}", i ? "," : "");
	buf_put(&b, S("]}"));
	struct csaf_fault_vec faults = {};
	csaf_check(&a, parse(&a, buf_str(&b)), 1000000, &faults);
	bool bounded = false;
	vec_each (fault, &faults)
		bounded = bounded || str_find(fault->text, S("unfold")) >= 0;
	CHECK(bounded);
	arena_end(&a);
}

static bool failed(struct str verdict, struct str test)
{
	while (verdict.ptr)
		if (str_eq(str_cut(&verdict, ' '), test))
			return true;
	return false;
}

TEST(oasis_cases)
{
	const char *folder = getenv("MAINSTAY_OASIS");
	struct arena a = {};
	struct str base = arena_printf(&a, "%s/csaf_2.0/test/validator/data/", folder ? folder : "");
	struct str index_text = folder ? file_read(&a, arena_printf(&a, "%.*stestcases.json", STR(base)).ptr) : (struct str){};
	const struct json *tests = index_text.len ? json_get(parse(&a, index_text), "tests") : NULL;
	unsigned run = 0, right = 0;
	json_each (test, tests) {
		static const char *const kinds[] = { "failures", "valid" };
		if (!str_eq(json_get_str(test, "group"), S("mandatory")))
			continue;
		for (size_t k = 0; k < 2; k++)
			json_each (item, json_get(test, kinds[k])) {
				struct str name = json_get_str(item, "name");
				struct str text = file_read(&a, arena_printf(&a, "%.*s%.*s", STR(base), STR(name)).ptr);
				if (!text.len) /* the index lists more than is there */
					continue;
				bool good = failed(verdict(&a, parse(&a, text)), json_get_str(test, "id")) == (k == 0);
				run++;
				right += good;
				if (!good)
					fprintf(stderr, "# wrong: %.*s\n", STR(name));
			}
	}
	if (run)
		fprintf(stderr, "# OASIS: %u of %u mandatory cases\n", right, run);
	CHECK(right == run);
	arena_end(&a);
}
