/* SPDX-License-Identifier: Apache-2.0
 *
 * Official test vectors: format_vectors FOLDER [-v]. Runs every vers and purl vector below the folder, prints how many pass for each file, those
 * that do not with -v. Converting a package manager's own range language into vers ("from_native") is not something the product does: counted apart.
 */
#include "base/json.h"
#include "base/vec.h"
#include "formats/purl.h"
#include "formats/vers.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static bool verbose;
static unsigned total, passed, native;

static struct str slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		exit(2);
	fseek(f, 0, SEEK_END);
	long n = ftell(f);
	rewind(f);
	char *p = arena_bytes(&arena, (size_t)n + 1);
	size_t got = fread(p, 1, (size_t)n, f);
	fclose(f);
	return (struct str){ p, got };
}

static bool compares(const struct json *t)
{
	const struct json *in = json_get(json_get(t, "input"), "versions"), *out = json_get(t, "expected_output");
	enum version_scheme s;
	version_scheme_of(json_get_str(json_get(t, "input"), "input_scheme"), &s);
	if (str_eq(json_get_str(t, "test_type"), S("equality")))
		return (version_compare(s, json_str(&in->items[0]), json_str(&in->items[1])) == VERSION_EQUAL) == out->truth;
	for (uint32_t i = 1; i < out->n; i++) {
		enum version_order o = version_compare(s, json_str(&out->items[i - 1]), json_str(&out->items[i]));
		if (o != VERSION_LESS && !(o == VERSION_EQUAL))
			return false;
	}
	return true;
}

static bool vers_case(const struct json *t, struct str type)
{
	struct err err = {};
	struct vers v;
	const struct json *out = json_get(t, "expected_output"), *fail = json_get(t, "expected_failure");
	bool must_fail = fail && fail->truth;
	if (str_eq(type, S("comparison")) || str_eq(type, S("equality")))
		return compares(t);
	if (str_eq(type, S("containment"))) {
		const struct json *in = json_get(t, "input");
		return vers_read_lenient(&arena, json_get_str(in, "vers"), &v, &err) && vers_simplify(&v) &&
		       vers_contains(&v, json_get_str(in, "version")) == (int)out->truth;
	}
	if (str_eq(type, S("validate"))) {
		bool good = vers_read_lenient(&arena, json_get_str(t, "input"), &v, &err);
		return must_fail ? !good : good && str_eq(vers_text(&arena, &v), json_str(out));
	}
	if (!vers_read(&arena, json_get_str(t, "input"), &v, &err))
		return must_fail;
	const struct json *list = json_get(out, "version_constraints");
	static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
	if (must_fail || !str_eq(v.type, json_get_str(out, "scheme")))
		return false;
	if (v.star)
		return true;
	if (!list || list->n != v.n)
		return false;
	for (uint32_t i = 0; i < list->n; i++)
		if (!str_eq(json_str(&list->items[i].items[0]), str_c(signs[v.at[i].comparator])) ||
		        !str_eq(json_str(&list->items[i].items[1]), v.at[i].version))
			return false;
	return true;
}

static bool same_parts(const struct purl *p, const struct json *o)
{
	const struct json *q = json_get(o, "qualifiers");
	if (!str_eq(p->type, json_get_str(o, "type")) || !str_eq(p->ns, json_get_str(o, "namespace")) ||
	        !str_eq(p->name, json_get_str(o, "name")) || !str_eq(p->version, json_get_str(o, "version")) ||
	        !str_eq(p->subpath, json_get_str(o, "subpath")))
		return false;
	if ((q && q->type == JSON_OBJECT ? q->n : 0) != p->n_qualifiers)
		return false;
	for (size_t i = 0; i < p->n_qualifiers; i++) {
		char key[256];
		snprintf(key, sizeof key, "%.*s", STR(p->qualifiers[i].key));
		if (!str_eq(json_get_str(q, key), p->qualifiers[i].value))
			return false;
	}
	return true;
}

static bool purl_case(const struct json *t, struct str type)
{
	struct err err = {};
	struct purl p = {};
	const struct json *out = json_get(t, "expected_output"), *in = json_get(t, "input"), *fail = json_get(t, "expected_failure");
	bool must_fail = fail && fail->truth;
	if (str_eq(type, S("build"))) {
		const struct json *q = json_get(in, "qualifiers");
		p = (struct purl){ .type = json_get_str(in, "type"),
			.ns = json_get_str(in, "namespace"),
			.name = json_get_str(in, "name"),
			.version = json_get_str(in, "version"),
			.subpath = json_get_str(in, "subpath") };
		if (q && q->type == JSON_OBJECT) {
			p.qualifiers = arena_array(&arena, struct purl_qualifier, q->n);
			for (uint32_t i = 0; i < q->n; i++)
				p.qualifiers[p.n_qualifiers++] =
				        (struct purl_qualifier){ q->members[i].key, json_str(&q->members[i].value) };
		}
		bool good = purl_build(&arena, &p, &err);
		return must_fail ? !good : good && str_eq(purl_text(&arena, &p), json_str(out));
	}
	bool good = purl_read(&arena, json_str(in), &p, &err);
	if (must_fail || !good)
		return must_fail && !good;
	return str_eq(type, S("parse")) ? same_parts(&p, out) : str_eq(purl_text(&arena, &p), json_str(out));
}

static int visit(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	struct str s = str_c(path);
	if (kind != FTW_F || !str_ends(s, S(".json")) || str_find(s, S("/schemas/")) >= 0)
		return 0;
	struct err err = {};
	const struct json *root = json_parse(&arena, slurp(path), (struct json_limits){}, &err), *tests = json_get(root, "tests");
	unsigned n = 0, good = 0, skipped = 0;
	json_each (t, tests) {
		struct str type = json_get_str(t, "test_type");
		if (str_eq(type, S("from_native"))) {
			skipped++;
			continue;
		}
		bool is_purl = str_find(s, S("purl/")) >= 0;
		bool pass = is_purl ? purl_case(t, type) : vers_case(t, type);
		n++;
		good += pass;
		if (!pass && verbose) {
			const struct json *in = json_get(t, "input"), *out = json_get(t, "expected_output");
			struct str text = json_str(in);
			printf("  FAIL %.*s: %.*s", STR(type), STR(text));
			const struct json *v = json_get(in, "versions");
			for (uint32_t i = 0; v && i < v->n; i++)
				printf(" %.*s", STR(json_str(&v->items[i])));
			if (out && out->type == JSON_ARRAY)
				printf(" -> ");
			for (uint32_t i = 0; out && out->type == JSON_ARRAY && i < out->n; i++)
				printf(" %.*s", STR(json_str(&out->items[i])));
			if (out && out->type == JSON_STRING)
				printf(" -> %.*s", STR(json_str(out)));
			if (out && out->type == JSON_BOOL)
				printf(" -> %s", out->truth ? "true" : "false");
			printf(" (%.*s)\n", STR(json_get_str(t, "description")));
		}
	}
	if (n || verbose)
		printf("%-40s %4u of %4u pass%s\n", path + ftw->base, good, n, skipped ? ", from_native not counted" : "");
	total += n;
	passed += good;
	native += skipped;
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	verbose = argc > 2;
	nftw(argv[1], visit, 16, FTW_PHYS);
	printf("%u of %u pass; %u from_native not run\n", passed, total, native);
	return 0;
}
