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
				struct str words[3] = {};
				for (unsigned n = 0; n < 3;) {
					struct sql_token t = sql_next(&statement);
					if (t.kind == SQL_END)
						break;
					if (t.kind == SQL_WORD || t.kind == SQL_NAME)
						words[n++] = t.text;
				}
				if (str_eq_fold(words[0], S("CREATE")) && str_eq_fold(words[1], S("TABLE")))
					*map_at(&names, words[2], NULL) = 1;
			}
		}
	return names;
}

static bool kind_of(struct str type, enum db_kind *out)
{
	static const struct {
		const char *type;
		enum db_kind kind;
	} kinds[] = { { "bigint", DB_KIND_INT }, { "integer", DB_KIND_INT }, { "double precision", DB_KIND_REAL }, { "text", DB_KIND_TEXT }, { "bytea", DB_KIND_BLOB } };
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
			return fail(cx, E_BROKEN, "the column %.*s.%.*s has the type %.*s, which a backup cannot carry", STR(table), STR(column), STR(type));
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
