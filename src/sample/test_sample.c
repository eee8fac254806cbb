/* SPDX-License-Identifier: Apache-2.0
 *
 * The sample as files: the same bytes for the same seed, tables that read back, references that resolve, documents that parse, and an answer
 * that names only what exists.
 */
#include "base/csv.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/test.h"
#include "base/time.h"
#include "sample/sample.h"
#include "sys/file.h"
#include <stdlib.h>

enum { FILE_MAX = 64 << 20 };

struct made {
	struct cx cx;
	struct str dir;
	struct sample_counts counts;
};

static bool make(struct made *m, uint64_t seed, unsigned scale, int64_t base_us)
{
	*m = (struct made){ 0 };
	arena_init(&m->cx.a, 0);
	return file_make_temporary(&m->cx.a, &m->dir, &m->cx.err) && sample_write(&m->cx, m->dir, seed, scale, base_us, &m->counts);
}

static void made_end(struct made *m)
{
	CHECK(ok(&m->cx));
	CHECK(file_remove_folder(m->dir.ptr, &m->cx.err));
	arena_end(&m->cx.a);
}

static struct str bytes_of(struct made *m, const char *name)
{
	struct str bytes = { 0 };
	CHECK(file_read(&m->cx.a, arena_printf(&m->cx.a, "%.*s/%s", STR(m->dir), name).ptr, FILE_MAX, &bytes, &m->cx.err));
	return bytes;
}

/* Files that are byte for byte the same; *files = how many there are in each. */
static size_t same_files(struct made *m, struct made *n, size_t *files)
{
	struct file_list x = { 0 }, y = { 0 };
	CHECK(file_walk(&m->cx.a, m->dir.ptr, &x, &m->cx.err) && file_walk(&n->cx.a, n->dir.ptr, &y, &n->cx.err));
	CHECK(x.n == y.n);
	size_t same = 0;
	for (size_t i = 0; i < x.n && i < y.n; i++) {
		struct str p = { 0 }, q = { 0 };
		CHECK(str_eq(str_slice(x.at[i], m->dir.len, x.at[i].len), str_slice(y.at[i], n->dir.len, y.at[i].len)));
		CHECK(file_read(&m->cx.a, x.at[i].ptr, FILE_MAX, &p, &m->cx.err) &&
		        file_read(&n->cx.a, y.at[i].ptr, FILE_MAX, &q, &n->cx.err));
		same += str_eq(p, q);
	}
	*files = x.n;
	return same;
}

TEST(same_seed_same_bytes)
{
	struct made m, n, other, later;
	size_t files;
	int64_t year_end;
	CHECK(time_parse(S("2027-12-31"), &year_end));
	CHECK(make(&m, 42, 1, TIME_NONE) && make(&n, 42, 1, TIME_NONE) && make(&other, 43, 1, TIME_NONE) && make(&later, 42, 1, year_end));
	CHECK(same_files(&m, &n, &files) == files && files == 7 + SAMPLE_ADVISORIES + 4);
	CHECK(same_files(&m, &other, &files) <= 2); /* the coast does not depend on the seed */
	struct str a = bytes_of(&m, "labels.csv"), b = bytes_of(&later, "labels.csv");
	CHECK(str_find(a, S("-SA-2026-001")) >= 0 && str_find(b, S("-SA-2027-001")) >= 0 && a.len == b.len);
	made_end(&m);
	made_end(&n);
	made_end(&other);
	made_end(&later);
}

/* Every compiler and machine must write these very bytes (C leaves the order of arguments open: two draws in one call would differ). Who edits
 * a table changes them on purpose and puts the new digest here. */
TEST(the_bytes_of_seed_1)
{
	struct made m;
	CHECK(make(&m, 1, 1, TIME_NONE));
	struct buf b = buf_make(&m.cx.a, FILE_MAX);
	static const char *const names[] = { "register/components.csv", "register/assets.csv", "register/dependencies.csv", "labels.csv",
		"expected-affected.jsonl" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		buf_put(&b, bytes_of(&m, names[i]));
	struct sha256 sum = sha256(buf_str(&b));
	CHECK_STR(hex(&m.cx.a, sum.bytes, sizeof sum.bytes), S("49eac2513d70514392676d574ca483d1d152374eb14460f6248c37bfa0eea530"));
	made_end(&m);
}

static const struct table {
	const char *name, *columns;
} tables[] = {
	{ "sectors", "id,name,parent" },
	{ "organizations", "id,name,kind,sector,country,parent,languages" },
	{ "contacts", "id,organization,name,role,channel,address,languages,hours,order,carried_by" },
	{ "services", "id,organization,name,sector,area,lat,lon,users,loss_per_hour,max_outage_min,restart_min" },
	{ "assets", "id,organization,name,kind,sector,area,lat,lon,users,restart_min" },
	{ "components", "id,asset,vendor,product,version,cpe,purl,model,serial,exposure" },
	{ "dependencies", "dependent,group,supplier,weight,need,need_degraded,need_severe,kind,buffer_min,retained,grounded,alternatives" },
};
enum { TABLES = sizeof tables / sizeof *tables };

struct ids {
	struct map of[TABLES], nodes;
};

/* The set in which a column's values must be found; NULL when it refers to nothing. */
static struct map *target(struct ids *ids, unsigned table, struct str column)
{
	if (table > 0 && str_eq(column, S("sector")))
		return &ids->of[0];
	if (str_eq(column, S("organization")) || (table == 1 && str_eq(column, S("parent"))))
		return &ids->of[1];
	if (table == 0 && str_eq(column, S("parent")))
		return &ids->of[0];
	if (str_eq(column, S("asset")))
		return &ids->of[4];
	bool node = str_eq(column, S("dependent")) || str_eq(column, S("supplier")) || str_eq(column, S("carried_by"));
	return node ? &ids->nodes : NULL;
}

/* Reads a table; first pass: notes the ids; second: follows the references. Returns the rows. */
static size_t read_table(struct made *m, struct ids *ids, unsigned t, bool follow)
{
	struct csv csv;
	struct str file = arena_printf(&m->cx.a, "register/%s.csv", tables[t].name), columns[32];
	struct str header = arena_printf(&m->cx.a, "%s,tlp,confirmed_by,confirmed_on,source,confidence,origin\n", tables[t].columns);
	struct str bytes = bytes_of(m, file.ptr);
	size_t rows = 0;
	CHECK(str_starts(bytes, header));
	csv_init(&csv, &m->cx.a, file, bytes);
	CHECK(csv_next(&csv, &m->cx.err));
	unsigned width = csv.n;
	for (unsigned i = 0; i < width && i < 32; i++)
		columns[i] = csv.cells[i];
	for (; csv_next(&csv, &m->cx.err); rows++) {
		CHECK(csv.n == width);
		if (!follow && t + 1 < TABLES) {
			bool fresh;
			map_at(&ids->of[t], csv.cells[0], &fresh);
			CHECK(fresh);
			if (t == 3 || t == 4)
				map_at(&ids->nodes, csv.cells[0], &fresh);
			CHECK(fresh);
		}
		for (unsigned i = 0; i < csv.n && follow; i++) {
			struct map *in = target(ids, t, columns[i]);
			CHECK(!in || !csv.cells[i].len || map_find(in, csv.cells[i]));
		}
	}
	return rows;
}

TEST(tables_read_back_and_references_resolve)
{
	struct made m;
	CHECK(make(&m, 7, 1, TIME_NONE));
	struct ids ids = { .nodes = map_make(&m.cx.a) };
	for (unsigned t = 0; t < TABLES; t++)
		ids.of[t] = map_make(&m.cx.a);
	size_t rows[TABLES];
	for (unsigned t = 0; t < TABLES; t++)
		rows[t] = read_table(&m, &ids, t, false);
	for (unsigned t = 0; t < TABLES; t++)
		CHECK(read_table(&m, &ids, t, true) == rows[t]);
	CHECK(rows[1] == m.counts.organizations && rows[2] == m.counts.contacts && rows[3] == 3000 && rows[4] == 9000);
	CHECK(rows[5] == m.counts.components && rows[6] == m.counts.dependencies && m.counts.operators == 400);
	made_end(&m);
}

TEST(advisories_are_documents)
{
	struct made m;
	CHECK(make(&m, 8, 1, TIME_NONE));
	struct file_list files = { 0 };
	CHECK(file_walk(&m.cx.a, arena_printf(&m.cx.a, "%.*s/advisories", STR(m.dir)).ptr, &files, &m.cx.err));
	CHECK(files.n == SAMPLE_ADVISORIES);
	struct map ids = map_make(&m.cx.a);
	unsigned labels[3] = { 0 };
	for (size_t i = 0; i < files.n; i++) {
		struct str bytes;
		CHECK(file_read(&m.cx.a, files.at[i].ptr, FILE_MAX, &bytes, &m.cx.err));
		const struct json *doc = json_get(json_parse(&m.cx.a, bytes, (struct json_limits){ 0 }, &m.cx.err), "document");
		const struct json *tracking = json_get(doc, "tracking");
		struct str id = json_get_str(tracking, "id"), version = json_get_str(tracking, "version");
		struct str tlp = json_get_str(json_get(json_get(doc, "distribution"), "tlp"), "label");
		bool fresh;
		map_at(&ids, id, &fresh);
		CHECK(fresh && id.len && str_starts(json_get_str(json_get(doc, "publisher"), "namespace"), S("https://")));
		labels[str_eq(tlp, S("WHITE")) ? 0 : str_eq(tlp, S("GREEN")) ? 1 : 2]++;
		struct str last = S("");
		json_each (revision, json_get(tracking, "revision_history"))
			last = json_get_str(revision, "number");
		CHECK_STR(last, version);
	}
	CHECK(labels[0] > 30 && labels[1] >= 3 && labels[2] >= 3);
	made_end(&m);
}

TEST(answer_names_what_exists)
{
	struct made m;
	CHECK(make(&m, 9, 1, TIME_NONE));
	struct ids ids = { .nodes = map_make(&m.cx.a) };
	for (unsigned t = 0; t < TABLES; t++)
		ids.of[t] = map_make(&m.cx.a);
	for (unsigned t = 0; t + 1 < TABLES; t++)
		read_table(&m, &ids, t, false);
	struct str rest = bytes_of(&m, "expected-affected.jsonl"), last = S("");
	size_t rows = 0;
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');
		const struct json *row = json_parse(&m.cx.a, line, (struct json_limits){ 0 }, &m.cx.err);
		struct str organization = json_get_str(row, "organization");
		int64_t users = -1;
		CHECK(row && str_cmp(last, organization) <= 0 && map_find(&ids.of[1], organization) &&
		        json_int(json_get(row, "users"), &users) && users >= 0);
		json_each (x, json_get(row, "direct"))
			CHECK(map_find(&ids.of[4], json_str(x)) != NULL);
		json_each (x, json_get(row, "through"))
			CHECK(map_find(&ids.nodes, json_get_str(x, "node")) != NULL);
		json_each (x, json_get(row, "services"))
			CHECK(map_find(&ids.of[3], json_str(x)) != NULL);
		json_each (x, json_get(row, "contacts"))
			CHECK(map_find(&ids.of[2], json_str(x)) != NULL);
		CHECK(json_count_(json_get(row, "contacts")) > 0 && json_count_(json_get(row, "advisories")) > 0);
		last = organization;
		rows++;
	}
	CHECK(rows > 300);
	CHECK(m.counts.findings > 3000 && m.counts.undecidable * 100 >= m.counts.findings * 15);
	made_end(&m);
}

TEST(what_cannot_be_done_is_said)
{
	struct cx cx = { 0 };
	arena_init(&cx.a, 0);
	CHECK(!sample_write(&cx, S("/dev/null/x"), 1, 1, TIME_NONE, NULL) && !ok(&cx));
	err_clear(&cx.err);
	CHECK(!sample_write(&cx, S("/tmp"), 1, 0, TIME_NONE, NULL) && cx.err.kind == E_INVALID);
	err_clear(&cx.err);
	CHECK(!sample_write(&cx, S("/tmp"), 1, SAMPLE_SCALE_MAX + 1, TIME_NONE, NULL) && cx.err.kind == E_INVALID);
	arena_end(&cx.a);
}
