/* SPDX-License-Identifier: Apache-2.0
 *
 * The register on both engines: every column of every record goes in, comes back, changes and is cleared; import, export and import again give the same
 * state; a dry run writes nothing; replace deletes; nobody exports what is not released to them.
 */
#include "registry/test_registry.h"
#include "base/csv.h"
#include "core/readers.h"
#include "formats/geojson.h"
#include "formats/table.h"
#include "sys/archive.h"
#include "sys/jail.h"

extern const struct db_schema core_schema, registry_schema;
static const struct db_schema *const schemas[] = { &core_schema, &registry_schema, NULL };
static struct jail *jail;
static char scratch[] = "/tmp/mainstay-test-registry-XXXXXX"; /* all temporary folders, those that uploads leave included */

/* Before any database is open. */
__attribute__((constructor)) static void start_jail(void)
{
	static const struct jail_reader readers[READER_COUNT] = {
		[READER_CSV] = { .name = "CSV table", .stream = table_read_csv },
		[READER_JSONL] = { .name = "JSON Lines table", .stream = table_read_jsonl },
		[READER_CSAF] = { .name = "none here", .stream = table_read_csv },
		[READER_ARCHIVE] = ARCHIVE_READER,
		[READER_GEOJSON] = { .name = "GeoJSON outline", .read = geojson_read },
	};
	struct err err = {};
	if (mkdtemp(scratch))
		setenv("TMPDIR", scratch, 1);
	jail = jail_start(readers, READER_COUNT, 1, NULL, &err);
	if (!jail)
		printf("# no jail: %s\n", err.text);
}

__attribute__((destructor)) static void end_jail(void)
{
	jail_end(jail);
	file_remove_folder(scratch, &(struct err){});
}

/* ---- shared ---- */
const struct test_file registry_test_country[] = {
	{ "sectors.csv", "id,name,parent\nenergy,Energy,\npower,Electricity,energy\nwater,Water,\n" },
	{ "organizations.csv",
	        "id,name,kind,sector,country,tlp,confirmed_by,confirmed_on\nnorth,Northgrid,operator,power,XA,CLEAR,Ana,2026-05-01\n"
	        "south,Southwater,operator,water,XA,CLEAR,,\nquiet,Quiet Works,operator,water,XB,AMBER,,\n" },
	{ "assets.csv",
	        "id,organization,name,kind,sector,area,lat,lon,users,tlp\nn1,north,Substation "
	        "One,Substation,power,Lowmere,45.1,3.2,1200,AMBER\n"
	        "n2,north,Substation Two,Substation,power,Lowmere,45.2,3.3,,GREEN\nw1,south,Pump One,Pump,water,Weir,45.3,3.4,500,AMBER\n"
	        "q1,quiet,Hidden Mill,Mill,water,,,,,RED\n" },
	{ "services.csv", "id,organization,name,sector,users,max_outage_min,tlp\ns-power,north,Power supply,power,90000,30,GREEN\n"
	                  "s-water,south,\"Water, all of it\",water,80000,600,AMBER\n" },
	{ "contacts.csv", "id,organization,name,role,channel,address,order,carried_by,tlp\nk2,south,Second,security,email,second@south."
	                  "example,2,,AMBER\n"
	                  "k1,south,First,duty,phone,+999 1,1,n1,AMBER\nk3,quiet,Hidden Person,duty,phone,+999 3,1,,RED\n" },
	{ "components.csv", "id,asset,vendor,product,version,cpe,tlp\nc1,n1,Halden,RX 5,V1.2,,AMBER\n,w1,Halden,RX 5,V1.2,,AMBER\n"
	                    ",w1,Halden,RX 5,V1.2,,AMBER\nc4,q1,Secret Systems,Mill 9,1.0,,RED\n" },
	{ "dependencies.csv", "dependent,group,supplier,weight,need,kind,buffer_min,grounded,tlp\nw1,power,n1,1,1,physical,240,yes,AMBER\n"
	                      "w1,power,n2,1,1,physical,240,yes,AMBER\ns-water,pumping,w1,,,logical,,,AMBER\ns-power,grid,n1,,,,,,GREEN\n"
	                      "s-power,grid,n2,,,,,,GREEN\nq1,power,n2,,,,,,RED\n" },
	{ "coast.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[3,45],[4,45],[4,46],[3,46],[3,45]]]}" },
	{},
};

void registry_test_act(struct cx *cx, const char *person)
{
	cx->viewer = NULL;
	CHECK(who_act_as(cx, str_c(person)));
}

void registry_test_desk(struct cx *cx)
{
	static const struct person people[] = { { .id = { "desk", 4 }, .name = { "Desk", 4 }, .role = ROLE_DESK },
		{ .id = { "anna", 4 }, .name = { "Anna", 4 }, .organization = { "north", 5 }, .role = ROLE_OPERATOR },
		{ .id = { "bela", 4 }, .name = { "Bela", 4 }, .organization = { "south", 5 }, .role = ROLE_OPERATOR } };
	cx->jail = jail;
	cx->now_us = 1790000000000000;
	CHECK(jail && db_migrate(cx, schemas));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(desk_create(cx, S("Test desk"), S("XA")));
		CHECK(db_commit(&tx));
	}
	for (size_t i = 0; i < 3; i++)
		CHECK(who_create(cx, &people[i], S("")));
	registry_test_act(cx, "desk");
}

struct str registry_test_folder(struct cx *cx, const struct test_file *files)
{
	struct str path;
	CHECK(file_make_temporary(&cx->a, &path, &cx->err));
	for (; files->name && ok(cx); files++)
		CHECK(file_write(arena_printf(&cx->a, "%.*s/%s", STR(path), files->name).ptr, str_c(files->text), 0600, &cx->err));
	return path;
}

bool registry_test_import_path(struct cx *cx, struct str path, bool dry_run, bool replace, struct registry_import *out)
{
	struct registry_import unused;
	bool good = registry_import(cx, path, dry_run, replace, true, out ? out : &unused);
	file_remove_folder(path.ptr, &(struct err){});
	return good;
}

bool registry_test_import(struct cx *cx, const struct test_file *files, bool dry_run, bool replace, struct registry_import *out)
{
	return registry_test_import_path(cx, registry_test_folder(cx, files), dry_run, replace, out);
}

static struct str export_as(struct cx *cx, bool json_lines)
{
	struct str dir = registry_test_folder(cx, &(struct test_file){}), text;
	struct registry_import counts;
	struct file_list files = {};
	struct buf all = buf_make(&cx->a, 1 << 20);
	CHECK(registry_export(cx, dir, json_lines, &counts) && file_walk(&cx->a, dir.ptr, &files, &cx->err));
	vec_each (f, &files) {
		CHECK(file_read(&cx->a, f->ptr, 1 << 20, &text, &cx->err));
		buf_printf(&all, "== %.*s\n%.*s", STR(str_slice(*f, dir.len + 1, f->len)), STR(text));
	}
	file_remove_folder(dir.ptr, &(struct err){});
	return buf_str(&all);
}

struct str registry_test_export(struct cx *cx)
{
	return export_as(cx, false);
}

static size_t changed(const struct registry_import *im)
{
	size_t n = 0;
	for (size_t i = 0; i < im->n_counts; i++)
		n += im->counts[i].created + im->counts[i].updated + im->counts[i].deleted;
	return n;
}

static bool holds(struct str text, const char *part)
{
	return str_find(text, str_c(part)) >= 0;
}

static size_t rows_of(struct cx *cx, enum register_kind kind)
{
	struct record_row_vec rows = {};
	CHECK(record_rows(cx, &registers[kind], true, &rows));
	return rows.n;
}

/* ---- every column ---- */
/* A value of a field, another for each turn; "" in the last turn where the field may be empty. */
static struct str value_of(struct arena *a, const struct field *f, int turn)
{
	static const char *const tlps[] = { "CLEAR", "AMBER+STRICT", "" };
	struct str name = str_c(f->name);
	if (turn == 2 && !f->required)
		return S("");
	switch (f->type) {
	case FIELD_TEXT:
		return str_eq(name, S("country")) ? (turn ? S("XB") : S("XA")) : arena_printf(a, "%s, \"%d\" \u00e4", f->name, turn);
	case FIELD_REFERENCE:
		if (!f->reference) /* the group: a part of the id */
			return S("feed");
		/* The rows of this test are x0 (first) and x1 (second) of each register. */
		if (str_eq(str_c(f->reference), S("node")))
			return str_eq(name, S("supplier")) ? S("asset0") : S("service0");
		return arena_printf(a, "%s%d", f->reference, f->required ? turn & 1 : 0);
	case FIELD_INTEGER:
		if (f->max == 3)
			return turn ? S("3") : S("2");
		return str_starts(name, S("need")) ? S("1") : arena_printf(a, "%d", 7 + turn);
	case FIELD_REAL: return turn ? (f->min < 0 ? S("-0.25") : S("0.25")) : S("12.3456789");
	case FIELD_CHOICE: return str_c(f->options[turn & 1]);
	case FIELD_YES_NO: return turn ? S("no") : S("yes");
	case FIELD_DATE: return turn ? S("2024-02-29") : S("2026-12-31");
	case FIELD_TLP: return str_c(tlps[turn]);
	}
	return S("");
}

/* CSV of rows x0 (all turns alike) and x1 (this turn) of a register, all columns. */
static struct str full_csv(struct arena *a, const struct record *r, int turn)
{
	struct buf b = buf_make(a, 1 << 16);
	unsigned n = record_fields(r);
	if (!r->identity_joined)
		csv_put(&b, S("id"), true);
	for (unsigned i = 0; i < n; i++)
		csv_put(&b, str_c(record_field(r, i)->name), r->identity_joined && i == 0);
	csv_end_row(&b);
	for (int row = 0; row < 2; row++) {
		if (row && r->identity_joined)
			break; /* one member: its thresholds are those of its group */
		if (!r->identity_joined)
			csv_put(&b, arena_printf(a, "%s%d", r->name, row), true);
		for (unsigned i = 0; i < n; i++) {
			const struct field *f = record_field(r, i);
			bool itself = row == 0 && f->type == FIELD_REFERENCE && f->reference && str_eq(str_c(f->reference), str_c(r->name));
			csv_put(&b, itself ? S("") : value_of(a, f, row || r->identity_joined ? turn : 0), r->identity_joined && i == 0);
		}
		csv_end_row(&b);
	}
	return buf_str(&b);
}

DESK_TEST(every_column_of_every_record_goes_in_changes_and_is_cleared)
{
	struct cx *cx = &d->cx;
	registry_test_desk(cx);
	for (int turn = 0; turn < 3; turn++) {
		struct test_file files[REGISTER_COUNT + 1] = {};
		struct registry_import im;
		for (unsigned k = 0; k < REGISTER_COUNT; k++)
			files[k] = (struct test_file){ arena_printf(&cx->a, "%s.csv", registers[k].file).ptr,
				arena_str(&cx->a, full_csv(&cx->a, &registers[k], turn)).ptr };
		CHECK(registry_test_import(cx, files, false, false, &im));
		CHECK(changed(&im) > 0);
		for (unsigned k = 0; k < REGISTER_COUNT && ok(cx); k++) {
			const struct record *r = &registers[k];
			struct record_row_vec rows = {};
			CHECK(record_rows(cx, r, true, &rows));
			CHECK(rows.n == (r->identity_joined ? 1 : 2));
			const struct record_row *row = &rows.at[rows.n - 1];
			for (unsigned i = 0; i < record_fields(r); i++)
				CHECK_STR(row->cells[i], value_of(&cx->a, record_field(r, i), turn));
			CHECK(row->version == turn + 1);
		}
		CHECK(registry_test_import(cx, files, false, false, &im) && changed(&im) == 0); /* the same again changes nothing */
	}
}

/* ---- the country ---- */
DESK_TEST(export_imports_again_to_the_same_state)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	CHECK(rows_of(cx, REGISTER_ASSET) == 4 && rows_of(cx, REGISTER_COMPONENT) == 4 && rows_of(cx, REGISTER_DEPENDENCY) == 6);
	struct str before = registry_test_export(cx), lines = export_as(cx, true);
	for (int json = 0; json < 2; json++) {
		struct str dir = registry_test_folder(cx, &(struct test_file){});
		struct registry_import counts;
		CHECK(registry_export(cx, dir, json, &counts));
		/* Over itself: nothing changes. */
		CHECK(registry_import(cx, dir, false, true, true, &im) && changed(&im) == 0);
		/* Into nothing: the same state. */
		CHECK(registry_test_import(cx,
		        (const struct test_file[]){ { "dependencies.csv", "dependent,group,supplier\n" },
		                { "components.csv", "id,asset\n" }, { "contacts.csv", "id\n" }, { "assets.csv", "id\n" },
		                { "services.csv", "id\n" }, { "organizations.csv", "id\n" }, { "sectors.csv", "id\n" },
		                { "coast.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}" }, {} },
		        false, true, &im));
		CHECK(rows_of(cx, REGISTER_ASSET) == 0 && rows_of(cx, REGISTER_SECTOR) == 0);
		CHECK(registry_test_import_path(cx, dir, false, false, &im));
		CHECK_STR(registry_test_export(cx), before);
		CHECK_STR(export_as(cx, true), lines);
	}
}

DESK_TEST(a_dry_run_tells_and_writes_nothing)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	int64_t empty = registry_revision(cx);
	CHECK(registry_test_import(cx, registry_test_country, true, false, &im) && im.changes.n == 26);
	CHECK(rows_of(cx, REGISTER_ASSET) == 0 && registry_revision(cx) == empty);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	int64_t revision = registry_revision(cx), desk = desk_revision(cx);
	CHECK(revision == empty + 1);
	struct str before = registry_test_export(cx);
	const struct test_file change[] = { { "assets.csv", "id,name,users\nn1,Substation 1,\nn2,Substation Two,7\n" }, {} };
	CHECK(registry_test_import(cx, change, true, false, &im));
	size_t updates = 0;
	vec_each (c, &im.changes) {
		updates += c->what == CHANGE_UPDATE;
		if (str_eq(c->id, S("n1")) && str_eq(str_c(c->field), S("name")))
			CHECK(str_eq(c->was, S("Substation One")) && str_eq(c->now, S("Substation 1")));
		if (str_eq(c->id, S("n2")))
			CHECK(str_eq(str_c(c->field), S("users")) && !c->was.len && str_eq(c->now, S("7")));
	}
	CHECK(updates == 3 && im.changes.n == 3);
	CHECK(desk_revision(cx) == desk);
	CHECK_STR(registry_test_export(cx), before);
	CHECK(registry_revision(cx) == revision);
}

DESK_TEST(replace_deletes_what_a_present_file_does_not_name)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	/* Contacts only: other registers have no file and stay. */
	CHECK(registry_test_import(cx, (const struct test_file[]){ { "contacts.csv", "id\nk1\n" }, {} }, false, true, &im));
	CHECK(rows_of(cx, REGISTER_CONTACT) == 1 && rows_of(cx, REGISTER_COMPONENT) == 4);
	/* A node goes with its dependencies and components when their files say so; its id is free again, for a service. */
	CHECK(registry_test_import(cx,
	        (const struct test_file[]){ { "assets.csv", "id\nn1\nn2\nw1\n" }, { "components.csv", "id\nc1\n" },
	                { "dependencies.csv", "dependent,group,supplier\nw1,power,n1\nw1,power,n2\n" }, {} },
	        false, true, &im));
	CHECK(rows_of(cx, REGISTER_ASSET) == 3 && rows_of(cx, REGISTER_COMPONENT) == 1 && rows_of(cx, REGISTER_DEPENDENCY) == 2);
	CHECK(registry_test_import(
	        cx, (const struct test_file[]){ { "services.csv", "id,organization,name\nq1,quiet,Milling\n" }, {} }, false, false, &im));
	CHECK(rows_of(cx, REGISTER_SERVICE) == 3);
	struct registry_node_vec nodes = {};
	CHECK(registry_nodes(cx, &nodes) && nodes.n == 6);
}

DESK_TEST(components_without_ids_get_stable_ones)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	struct record_row_vec rows = {};
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	CHECK(record_rows(cx, &registers[REGISTER_COMPONENT], true, &rows) && rows.n == 4);
	CHECK(str_starts(rows.at[0].id, S("c-")) && str_starts(rows.at[1].id, S("c-")) &&
	        !str_eq(rows.at[0].id, rows.at[1].id)); /* twins */
	/* No id column, other columns, another order: the same components, nothing new. */
	const struct test_file again[] = { { "components.csv", "version,product,vendor,asset\nV1.2,RX 5,Halden,w1\nV1.2,RX 5,Halden,w1\n" },
		{} };
	CHECK(registry_test_import(cx, again, false, false, &im) && changed(&im) == 0);
	/* What is the same for the matcher is one product. */
	struct registry_product_vec products = {};
	struct registry_component_vec components = {};
	CHECK(registry_products(cx, 0, &products) && products.n == 2);
	CHECK(registry_test_import(
	              cx, (const struct test_file[]){ { "components.csv", "id,version\nc1,V1.3\n" }, {} }, false, false, &im) &&
	        changed(&im) == 1);
	products.n = 0;
	CHECK(registry_products(cx, 0, &products) && products.n == 3 && str_eq(products.at[2].version, S("V1.3")));
	CHECK(registry_components(cx, &components) && components.n == 4 && components.at[3].installed == products.at[2].key);
}

DESK_TEST(json_lines_null_clears_and_absent_stays)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	struct record_row_vec rows = {};
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	CHECK(registry_test_import(cx,
	        (const struct test_file[]){
	                { "assets.jsonl", "{\"id\":\"n1\",\"users\":null}\n\n{\"id\":\"n2\",\"users\":12,\"lat\":-1.50}\n" }, {} },
	        false, false, &im));
	CHECK(record_rows(cx, &registers[REGISTER_ASSET], true, &rows));
	int users = record_field_index(&registers[REGISTER_ASSET], S("users")),
	    lat = record_field_index(&registers[REGISTER_ASSET], S("lat"));
	CHECK_STR(rows.at[0].cells[users], S(""));
	CHECK_STR(rows.at[0].cells[lat], S("45.1"));
	CHECK_STR(rows.at[1].cells[users], S("12"));
	CHECK_STR(rows.at[1].cells[lat], S("-1.5"));
	CHECK_STR(rows.at[3].cells[users], S("500"));
	CHECK(registry_test_import(cx,
	              (const struct test_file[]){
	                      { "dependencies.jsonl",
	                              "{\"dependent\":\"w1\",\"group\":\"power\",\"supplier\":\"n1\",\"grounded\":false}\n"
	                              "{\"dependent\":\"w1\",\"group\":\"power\",\"supplier\":\"n2\",\"grounded\":false}\n" },
	                      {} },
	              false, false, &im) &&
	        changed(&im) == 2);
}

/* ---- archives ---- */
static void put_le(struct buf *b, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_char(b, (char)(v >> 8 * i & 255));
}

static uint32_t crc32_of(struct str s)
{
	uint32_t crc = ~0u;
	for (size_t i = 0; i < s.len; i++) {
		crc ^= (unsigned char)s.ptr[i];
		for (int k = 0; k < 8; k++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

/* A .zip of stored files (PKWARE APPNOTE 4.3). */
static struct str zip_of(struct arena *a, const struct test_file *files, const char *folder)
{
	struct buf b = buf_make(a, 1 << 20), directory = buf_make(a, 1 << 16);
	uint32_t n = 0;
	for (; files->name; files++, n++) {
		struct str name = arena_printf(a, "%s%s", folder, files->name), text = str_c(files->text);
		struct buf head = buf_make(a, 1024);
		put_le(&head, 20, 2);
		put_le(&head, 0, 2 + 2); /* flags, stored */
		put_le(&head, 0x58210000, 4);
		put_le(&head, crc32_of(text), 4);
		put_le(&head, (uint32_t)text.len, 4);
		put_le(&head, (uint32_t)text.len, 4);
		put_le(&head, (uint32_t)name.len, 2);
		put_le(&head, 0, 2);
		buf_put(&directory, S("PK\x01\x02\x14\x00"));
		buf_put(&directory, buf_str(&head));
		put_le(&directory, 0, 2 + 2 + 2);
		put_le(&directory, 0, 4);
		put_le(&directory, (uint32_t)b.len, 4);
		buf_put(&directory, name);
		buf_put(&b, S("PK\x03\x04"));
		buf_put(&b, buf_str(&head));
		buf_put(&b, name);
		buf_put(&b, text);
	}
	uint32_t at = (uint32_t)b.len;
	buf_put(&b, buf_str(&directory));
	buf_put(&b, S("PK\x05\x06"));
	put_le(&b, 0, 2 + 2);
	put_le(&b, n, 2);
	put_le(&b, n, 2);
	put_le(&b, (uint32_t)directory.len, 4);
	put_le(&b, at, 4);
	put_le(&b, 0, 2);
	return buf_str(&b);
}

DESK_TEST(a_zip_is_a_folder)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	struct str dir = registry_test_folder(cx, &(struct test_file){}), path = arena_printf(&cx->a, "%.*s/register.zip", STR(dir));
	CHECK(file_write(path.ptr, zip_of(&cx->a, registry_test_country, "country/"), 0600, &cx->err));
	CHECK(registry_import(cx, path, false, false, false, &im) && changed(&im) == 26);
	struct str from_zip = registry_test_export(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, true, &im) && changed(&im) == 0);
	CHECK_STR(registry_test_export(cx), from_zip);
	/* Cut short: an error, nothing half-done. */
	struct str bytes;
	CHECK(file_read(&cx->a, path.ptr, 1 << 20, &bytes, &cx->err) &&
	        file_write(path.ptr, str_slice(bytes, 0, bytes.len / 2), 0600, &cx->err));
	CHECK(!registry_import(cx, path, false, true, false, &im) && cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	CHECK_STR(registry_test_export(cx), from_zip);
	CHECK(file_remove_folder(dir.ptr, &cx->err));
}

/* ---- the outline ---- */
DESK_TEST(the_outline_is_one_record)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	struct map_view map = {};
	const struct test_file wider[] = {
		{ "coast.geojson", "{\"type\":\"MultiLineString\",\"coordinates\":[[[3,45],[5,47]],[[0,0],[1,1],[9,9]]]}" }, {}
	};
	const struct test_file none[] = { { "coast.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}" }, {} };
	registry_test_desk(cx);
	CHECK(registry_map_lines(cx, &map) && map.lines.n == 0);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	CHECK(registry_map_lines(cx, &map) && map.lines.n == 1 && map.lines.at[0].n == 4 && map.lines.at[0].at[1].lon == 4 &&
	        map.lines.at[0].at[1].lat == 45);
	registry_test_act(cx, "bela");
	map.lines.n = 0;
	CHECK(registry_map_lines(cx, &map) && map.lines.n == 1); /* it is everybody's */
	registry_test_act(cx, "desk");
	CHECK(registry_test_import(cx, wider, false, false, &im) && im.changes.n == 1 &&
	        str_eq(im.changes.at[0].now, S("2 lines, 5 points")));
	map.lines.n = 0;
	CHECK(registry_map_lines(cx, &map) && map.lines.n == 2 && map.lines.at[0].n == 4); /* there and back: maps close every line */
	CHECK(registry_test_import(cx, none, false, false, &im) && changed(&im) == 0);
	CHECK(holds(registry_test_export(cx), "[[0,0],[1,1],[9,9]]"));
	CHECK(registry_test_import(cx, none, false, true, &im) && changed(&im) == 1);
	CHECK(!holds(registry_test_export(cx), "coast.geojson"));
}

/* ---- release ---- */
DESK_TEST(an_export_holds_only_what_is_released)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	registry_test_act(cx, "bela");
	struct str text = registry_test_export(cx);
	static const char *const hers[] = { "w1,south,Pump One", "s-water", "second@south.example", "n2,north,Substation Two",
		"s-power,north", "north,Northgrid", "w1,power,n2", "c-" };
	static const char *const others[] = { "Substation One", "Hidden", "Secret", "Quiet", "q1", "c1,", "k3" };
	for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
		if (!holds(text, hers[i]))
			test_failed_str(__FILE__, __LINE__, text, str_c(hers[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (holds(text, others[i]))
			test_failed_str(__FILE__, __LINE__, text, str_c(others[i]));
	/* An asset that changes hands takes its components along: they are the new owner's. */
	registry_test_act(cx, "desk");
	CHECK(registry_test_import(
	        cx, (const struct test_file[]){ { "assets.csv", "id,organization\nn1,south\n" }, {} }, false, false, &im));
	registry_test_act(cx, "bela");
	CHECK(holds(registry_test_export(cx), "Substation One") && holds(registry_test_export(cx), "c1,n1,Halden"));
	registry_test_act(cx, "anna");
	CHECK(!holds(registry_test_export(cx), "Substation One") && !holds(registry_test_export(cx), "c1,n1"));
	cx->viewer = NULL;
	CHECK(!holds(registry_test_export(cx), "Northgrid")); /* nobody sees nothing */
}
