/* SPDX-License-Identifier: Apache-2.0
 *
 * Whole tables for backups: their columns, and the way of their rows into an empty database. Must never touch a table that no schema step makes, nor fill
 * a place that holds a desk. Serves the room backup.
 */
#include "db/driver.h"
#include "db/sql.h"
#include "base/buf.h"
#include "base/map.h"
#include <string.h>

/* Names of the tables that the schemas make. */
static struct map made(struct arena *a, const struct db_schema *const *schemas)
{
	struct map names = map_make(a);
	for (; *schemas; schemas++)
		for (const struct db_step *step = (*schemas)->steps; step->number; step++) {
			struct str rest = str_c(step->sql), statement;
			while (sql_statement(&rest, &statement)) {
				struct str words[6] = {};
				for (unsigned n = 0; n < 6;) {
					struct sql_token t = sql_next(&statement);
					if (t.kind == SQL_END)
						break;
					if (t.kind == SQL_WORD || t.kind == SQL_NAME)
						words[n++] = t.text;
				}
				if (str_eq_fold(words[0], S("CREATE")) && str_eq_fold(words[1], S("TABLE")))
					*map_at(&names, words[2], NULL) = 1;
				if (str_eq_fold(words[0], S("ALTER")) && str_eq_fold(words[3], S("RENAME")) &&
				        str_eq_fold(words[4], S("TO")))
					*map_at(&names, words[5], NULL) = 1;
			}
		}
	return names;
}

static bool kind_of(struct str type, enum db_kind *out)
{
	static const struct {
		const char *type;
		enum db_kind kind;
	} kinds[] = { { "bigint", DB_KIND_INT }, { "integer", DB_KIND_INT }, { "double precision", DB_KIND_REAL }, { "text", DB_KIND_TEXT },
		{ "bytea", DB_KIND_BLOB } };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(type, str_c(kinds[i].type))) {
			*out = kinds[i].kind;
			return true;
		}
	return false;
}

bool db_tables(struct cx *cx, const struct db_schema *const *schemas, struct db_table_vec *out)
{
	struct map names = made(&cx->a, schemas);
	struct str table, column, type;
	AUTO(db_rows) rows = db_query(cx, cx->db->driver->columns);
	while (db_next(&rows, TO(&table), TO(&column), TO(&type))) {
		enum db_kind kind;
		if (!map_find(&names, table))
			continue;
		if (!kind_of(type, &kind))
			return fail(cx, E_BROKEN, "the column %.*s.%.*s has the type %.*s, which a backup cannot carry", STR(table),
			        STR(column), STR(type));
		struct db_table *t = out->n ? &out->at[out->n - 1] : NULL;
		if (!t || !str_eq(t->name, table)) {
			t = vec_push(&cx->a, out);
			t->name = table;
		}
		if (t->columns.n == DB_PARAMETERS_MAX)
			return fail(cx, E_BROKEN, "the table %.*s has more than %d columns", STR(table), DB_PARAMETERS_MAX);
		*vec_push(&cx->a, &t->columns) = (struct db_column){ column, kind };
	}
	return ok(cx);
}

const char *db_fill_table(struct arena *a, const struct db_table *t)
{
	return arena_printf(a, "\"%.*s\"", STR(t->name)).ptr;
}

const char *db_fill_columns(struct arena *a, const struct db_table *t)
{
	struct buf b = buf_make(a, 1 << 16);
	vec_each (c, &t->columns)
		buf_printf(&b, "%s\"%.*s\"", c == t->columns.at ? "" : ", ", STR(c->name));
	return arena_str(a, buf_str(&b)).ptr;
}

bool db_fill_clear(struct cx *cx, const struct db_table_vec *tables, struct db_texts *indexes)
{
	struct db_texts drops = {};
	struct str drop, make;
	{
		AUTO(db_rows) rows = db_query(cx, cx->db->driver->indexes);
		while (db_next(&rows, TO(&drop), TO(&make))) {
			*vec_push(&cx->a, &drops) = drop;
			*vec_push(&cx->a, indexes) = make;
		}
	}
	vec_each (d, &drops)
		if (ok(cx))
			cx->db->driver->run(cx, d->ptr);
	for (size_t i = tables->n; i-- > 0;)
		db_exec(cx, arena_printf(&cx->a, "DELETE FROM %s", db_fill_table(&cx->a, &tables->at[i])).ptr);
	return ok(cx);
}

bool db_fill_indexes(struct cx *cx, const struct db_texts *indexes)
{
	vec_each (make, indexes)
		if (ok(cx))
			cx->db->driver->run(cx, make->ptr);
	return ok(cx);
}

bool db_fill_fast(struct cx *cx)
{
	for (const char *const *sql = cx->db->driver->fast; ok(cx) && *sql; sql++)
		cx->db->driver->run(cx, *sql);
	return ok(cx);
}

/* ---- a scratch database ---- */

#define SCRATCH "mainstay_drill"

/* The search path stands in the address: a connection that is made anew in the middle must not find the desk's own tables. */
static bool scratch_schema(struct cx *cx, const struct db *desk)
{
	struct str where = arena_printf(&cx->a, "%s%coptions=-csearch_path%%3D" SCRATCH, desk->where, strchr(desk->where, '?') ? '&' : '?');
	bool mine = false;
	if (!db_open(cx, where, false))
		return false;
	{
		AUTO(db_rows) rows = db_query(cx, "SELECT pg_try_advisory_lock(7023918447)");
		db_next(&rows, TO(&mine));
	}
	if (ok(cx) && !mine)
		return fail(cx, E_BUSY, "another drill is under way in this database: try again when it is over");
	return ok(cx) && cx->db->driver->run(cx, "DROP SCHEMA IF EXISTS " SCRATCH " CASCADE") &&
	       cx->db->driver->run(cx, "CREATE SCHEMA " SCRATCH);
}

bool db_scratch_begin(struct cx *cx, const struct db *desk, const char *folder)
{
	bool file = strcmp(db_engine(desk), "sqlite") == 0;
	bool good = file ? db_open(cx, arena_printf(&cx->a, "%s/drill.db", folder), true) : scratch_schema(cx, desk);
	if (!good)
		db_close(cx);
	return good && db_fill_fast(cx);
}

void db_scratch_end(struct cx *cx)
{
	if (!cx->db)
		return;
	struct err first = cx->err;
	err_clear(&cx->err);
	if (strcmp(db_engine(cx->db), "postgresql") == 0)
		cx->db->driver->run(cx, "DROP SCHEMA IF EXISTS " SCRATCH " CASCADE");
	cx->err = first;
	db_close(cx);
}

bool db_check_storage(struct cx *cx)
{
	struct str said;
	if (!ok(cx) || !cx->db->driver->sound)
		return ok(cx);
	AUTO(db_rows) rows = db_query(cx, cx->db->driver->sound);
	while (db_next(&rows, TO(&said)))
		if (!str_eq(said, S("ok")))
			return fail(cx, E_BROKEN, "the database is damaged (%.*s): restore it from a backup", STR(said));
	return ok(cx);
}

int64_t db_bytes(struct cx *cx)
{
	int64_t bytes = 0;
	AUTO(db_rows) rows = db_query(cx, cx->db->driver->bytes);
	db_next(&rows, TO(&bytes));
	return bytes;
}
