/* SPDX-License-Identifier: Apache-2.0 */
#include "db/test_desk.h"

#define FIRST \
	"CREATE TABLE thing (\n\tkey bigint PRIMARY KEY,\n\tname text,\n\tsize double precision,\n\tbytes bytea\n);\n" \
	"CREATE TABLE part (\n\tthing bigint NOT NULL REFERENCES thing (key),\n\tpart text NOT NULL UNIQUE\n);\n" \
	"CREATE INDEX part_thing ON part (thing);\nINSERT INTO thing (key, name) VALUES (1, 'made by the step');\n"

static const struct db_step steps[] = {
	{ 1, "0001-one", FIRST },
	{ 2, "0002-two", "ALTER TABLE thing ADD COLUMN more bigint NOT NULL DEFAULT 7;\n" },
	{},
};
static const struct db_schema schema = { "room", steps }, first = { "room", (const struct db_step[]){ { 1, "0001-one", FIRST }, {} } };
static const struct db_schema *const schemas[] = { &schema, NULL }, *const older[] = { &first, NULL };

struct seen {
	int64_t rows, sum, nulls;
	double reals;
	size_t bytes;
};

static bool see(void *arg, const struct db_value *values, size_t n)
{
	struct seen *s = arg;
	s->rows++;
	for (size_t i = 0; i < n; i++)
		switch (values[i].kind) {
		case DB_KIND_NULL: s->nulls++; break;
		case DB_KIND_INT: s->sum += values[i].i; break;
		case DB_KIND_REAL: s->reals += values[i].r; break;
		case DB_KIND_TEXT:
		case DB_KIND_BLOB: s->bytes += values[i].s.len; break;
		}
	return true;
}

static void fill(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	for (int i = 2; i <= 3000; i++)
		db_exec(cx, "INSERT INTO thing (key, name, size, bytes) VALUES ($1, $2, $3, $4)", DB(i), DB(S("abc")), DB(i * 0.5),
		        DB(DB_BLOB(((struct str){ "\0\377", 2 }))));
	db_exec(cx, "INSERT INTO part (thing, part) VALUES (3, 'wheel')");
	CHECK(db_commit(&tx));
}

DESK_TEST(all_rows_of_all_tables_stream)
{
	struct cx *cx = &d->cx;
	CHECK(db_migrate(cx, schemas));
	fill(cx);
	AUTO(db_tx) tx = db_begin_read(cx);
	struct db_table_vec tables = {};
	CHECK(db_tables(cx, schemas, &tables) && tables.n == 2);
	CHECK_STR(tables.at[0].name, S("thing"));
	CHECK(tables.at[0].columns.n == 5 && tables.at[0].columns.at[3].kind == DB_KIND_BLOB &&
	        tables.at[0].columns.at[4].kind == DB_KIND_INT);
	struct seen s = {};
	CHECK(db_table_scan(cx, &tables.at[0], see, &s));
	CHECK(s.rows == 3000 && s.sum == 3000 * 3001 / 2 + 7 * 3000 && s.nulls == 2 && s.bytes == 2999 * 5 + 16);
	CHECK(s.reals > 2250749 && s.reals < 2250750);
	s = (struct seen){};
	CHECK(db_table_scan(cx, &tables.at[1], see, &s) && s.rows == 1 && s.sum == 3);
	struct cx other = {};
	CHECK(db_open_same(&other, cx->db) && db_bytes(&other) > 0 && db_check_storage(&other));
	other_end(&other);
}

static bool refuse_third(void *arg, const struct db_value *values, size_t n)
{
	struct cx *cx = arg;
	(void)values;
	(void)n;
	return fail(cx, E_INVALID, "enough");
}

DESK_TEST(a_scan_that_is_left_leaves_the_handle_usable)
{
	struct cx *cx = &d->cx;
	CHECK(db_migrate(cx, schemas));
	fill(cx);
	struct db_table_vec tables = {};
	CHECK(db_tables(cx, schemas, &tables));
	{
		AUTO(db_tx) tx = db_begin_read(cx);
		CHECK(!db_table_scan(cx, &tables.at[0], refuse_third, cx) && cx->err.kind == E_INVALID);
		CHECK_STR(str_c(cx->err.text), S("enough"));
	}
	err_clear(&cx->err);
	struct seen s = {};
	AUTO(db_tx) tx = db_begin_read(cx);
	CHECK(db_table_scan(cx, &tables.at[0], see, &s) && s.rows == 3000);
}

DESK_TEST(an_older_desk_is_filled_and_then_brought_up_to_date)
{
	struct cx *cx = &d->cx;
	struct db_recorded_vec recorded = {};
	/* What the steps of an older program would have recorded. */
	{
		struct cx was = {};
		arena_init(&was.a, 0);
		CHECK(db_open(&was, S(":memory:"), true) && db_migrate(&was, older) && db_recorded_steps(&was, &recorded) &&
		        recorded.n == 1);
		recorded.at[0].room = arena_str(&cx->a, recorded.at[0].room);
		recorded.at[0].sha256 = arena_str(&cx->a, recorded.at[0].sha256);
		recorded.at[0].name = arena_str(&cx->a, recorded.at[0].name);
		struct db_recorded one = recorded.at[0];
		recorded = (struct db_recorded_vec){};
		*vec_push(&cx->a, &recorded) = one;
		other_end(&was);
	}
	CHECK(db_fill_begin(cx, schemas, &recorded));
	CHECK(!db_check_schema(cx, schemas) && cx->err.kind == E_CONFLICT && strstr(cx->err.text, "not finished"));
	err_clear(&cx->err);
	CHECK(!db_migrate(cx, schemas) && cx->err.kind == E_CONFLICT); /* no upgrade makes a desk of it */
	err_clear(&cx->err);
	CHECK(db_fill_begin(cx, schemas, &recorded)); /* broken off, begun again */
	struct db_table_vec tables = {};
	struct db_texts indexes = {};
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(db_tables(cx, schemas, &tables) && tables.at[0].columns.n == 4 && db_fill_clear(cx, &tables, &indexes) &&
		        indexes.n == 1);
		AUTO(db_bulk) b = db_bulk_begin(cx, db_fill_table(&cx->a, &tables.at[0]), db_fill_columns(&cx->a, &tables.at[0]));
		CHECK(db_bulk_row(&b, DB(5), DB(S("five")), DB_NULL, DB_NULL) && db_bulk_done(&b));
		CHECK(db_fill_indexes(cx, &indexes) && db_commit(&tx));
	}
	CHECK(db_fill_migrate(cx, schemas));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(db_fill_done(cx) && db_commit(&tx));
	}
	CHECK(db_check_schema(cx, schemas));
	int64_t n = 0, more = 0;
	{
		AUTO(db_rows) rows = db_query(cx, "SELECT count(*), min(more) FROM thing");
		CHECK(db_next(&rows, TO(&n), TO(&more)) && n == 1 && more == 7);
	}
	CHECK(!db_fill_begin(cx, schemas, &recorded) && cx->err.kind == E_CONFLICT); /* now it is a desk */
	err_clear(&cx->err);
	recorded.at[0].number = 9;
	struct cx empty = {};
	arena_init(&empty.a, 0);
	CHECK(db_open(&empty, S(":memory:"), true) && !db_fill_begin(&empty, schemas, &recorded) && strstr(empty.err.text, "newer"));
	other_end(&empty);
}
