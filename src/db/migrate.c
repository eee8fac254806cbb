/* SPDX-License-Identifier: Apache-2.0
 *
 * Schema steps: append-only, per room, each whole in one transaction and recorded with the SHA-256 of its text. Must never change a recorded
 * step nor run one twice. Serves "mainstay init" and the opening of a desk.
 */
#include "db/driver.h"
#include "db/sql.h"
#include "base/hash.h"
#include "base/map.h"
#include <string.h>

static const char table_sql[] = "CREATE TABLE IF NOT EXISTS schema_step (room text NOT NULL, number bigint NOT NULL, name text NOT NULL,"
                                " sha256 text NOT NULL, applied_us bigint NOT NULL, PRIMARY KEY (room, number)) -- sqlite: WITHOUT ROWID";

static struct str digest(struct cx *cx, const struct db_step *step)
{
	struct sha256 sum = sha256(str_c(step->sql));
	return hex(&cx->a, sum.bytes, sizeof sum.bytes);
}

static bool run_statement(struct cx *cx, struct str statement)
{
	return cx->db->driver->run(cx, sql_for_engine(&cx->a, statement, db_engine(cx->db)).ptr);
}

static bool changed(struct cx *cx, const char *room, const struct db_step *step)
{
	return fail(cx, E_BROKEN, "the schema step %s/%s of this desk is not the one of this program: use the program that made the desk",
	        room, step->name);
}

/* Whether the step stands recorded: *there; a record with another text is an error. */
static bool look_up(struct cx *cx, const char *room, const struct db_step *step, bool *there)
{
	struct str recorded = {};
	AUTO(db_rows)
	rows = db_query(cx, "SELECT sha256 FROM schema_step WHERE room = $1 AND number = $2", DB(str_c(room)), DB(step->number));
	*there = db_next(&rows, TO(&recorded));
	if (ok(cx) && *there && !str_eq(recorded, digest(cx, step)))
		return changed(cx, room, step);
	return ok(cx);
}

static bool apply(struct cx *cx, const char *room, const struct db_step *step)
{
	AUTO(db_tx) tx = db_begin(cx);
	/* Two programs may start at once on one desk: the second waits here and then finds the step done. */
	if (ok(cx) && cx->db->driver->lock_schema)
		cx->db->driver->run(cx, cx->db->driver->lock_schema);
	bool there = false;
	if (!look_up(cx, room, step, &there))
		return false;
	struct str rest = str_c(step->sql), statement;
	while (!there && ok(cx) && sql_statement(&rest, &statement))
		if (!run_statement(cx, statement)) {
			struct err why = cx->err;
			err_clear(&cx->err);
			return fail(cx, why.kind, "schema step %s/%s: %s", room, step->name, why.text);
		}
	if (!there)
		db_exec(cx, "INSERT INTO schema_step (room, number, name, sha256, applied_us) VALUES ($1, $2, $3, $4, $5)", DB(str_c(room)),
		        DB(step->number), DB(str_c(step->name)), DB(digest(cx, step)), DB(cx->now_us));
	return db_commit(&tx);
}

static bool make_table(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	if (ok(cx) && cx->db->driver->lock_schema)
		cx->db->driver->run(cx, cx->db->driver->lock_schema);
	if (ok(cx))
		run_statement(cx, str_c(table_sql));
	return db_commit(&tx);
}

static bool has_table(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, cx->db->driver->has_table, DB(S("schema_step")));
	return db_next(&rows, TO(&n)) && n > 0;
}

/* The record of a database that is being filled (db/table.h): of no room. */
static const char filling[] = "(restore)";

static bool is_filling(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT count(*) FROM schema_step WHERE room = $1", DB(str_c(filling)));
	return db_next(&rows, TO(&n)) && n > 0;
}

static bool refuse_filling(struct cx *cx)
{
	return ok(cx) && is_filling(cx) && fail(cx, E_CONFLICT, "a restore into this database was not finished: run \"mainstay restore\" again, it begins anew");
}

/* Compares what is recorded with what the program knows. Recorded steps that are unknown here or have another text are errors; *missing is the
 * first step that is not recorded yet (or NULL). */
static bool compare(struct cx *cx, const struct db_schema *const *schemas, const struct db_step **missing, const char **missing_room)
{
	struct map recorded = map_make(&cx->a);
	struct str room, name, sum;
	int64_t number;
	size_t left = 0;
	*missing = NULL;
	AUTO(db_rows) rows = db_query(cx, "SELECT room, number, name, sha256 FROM schema_step WHERE room <> $1 ORDER BY room, number", DB(str_c(filling)));
	for (; db_next(&rows, TO(&room), TO(&number), TO(&name), TO(&sum)); left++)
		*map_at(&recorded, arena_printf(&cx->a, "%.*s/%lld", STR(room), (long long)number), NULL) = (uintptr_t)sum.ptr;
	if (!ok(cx))
		return false;
	for (; *schemas; schemas++)
		for (const struct db_step *step = (*schemas)->steps; step->number; step++) {
			uint64_t *at = map_find(&recorded, arena_printf(&cx->a, "%s/%d", (*schemas)->room, step->number));
			if (!at) {
				if (!*missing)
					*missing = step, *missing_room = (*schemas)->room;
				continue;
			}
			if (!str_eq(str_c((const char *)(uintptr_t)*at), digest(cx, step)))
				return changed(cx, (*schemas)->room, step);
			left--;
		}
	if (left)
		return fail(cx, E_CONFLICT, "the desk was used by a newer Mainstay: install that version or a later one");
	return true;
}

bool db_check_schema(struct cx *cx, const struct db_schema *const *schemas)
{
	if (!ok(cx))
		return false;
	if (!has_table(cx))
		return fail(cx, E_MISSING, "the database holds no desk yet: make one with \"mainstay init\"");
	const struct db_step *missing;
	const char *room;
	if (refuse_filling(cx) || !ok(cx) || !compare(cx, schemas, &missing, &room))
		return false;
	if (missing)
		return fail(cx, E_CONFLICT, "the desk is older than this program (schema step %s/%s is missing): run \"mainstay upgrade\"",
		        room, missing->name);
	return true;
}

static bool is_among(const struct db_recorded_vec *steps, const char *room, const struct db_step *step)
{
	vec_each (s, steps)
		if (str_eq(s->room, str_c(room)) && s->number == step->number)
			return true;
	return false;
}

/* All steps that are missing, or those of them that are among only. */
static bool migrate(struct cx *cx, const struct db_schema *const *schemas, const struct db_recorded_vec *only)
{
	const struct db_step *missing;
	const char *room;
	if (!compare(cx, schemas, &missing, &room))
		return false;
	for (; missing && *schemas; schemas++)
		for (const struct db_step *step = (*schemas)->steps; step->number; step++) {
			bool there;
			if (only && !is_among(only, (*schemas)->room, step))
				continue;
			if (!look_up(cx, (*schemas)->room, step, &there) || (!there && !apply(cx, (*schemas)->room, step)))
				return false;
		}
	return true;
}

bool db_table_names(struct cx *cx, struct db_names *out)
{
	AUTO(db_rows) rows = db_query(cx, cx->db->driver->tables);
	for (struct str name; db_next(&rows, TO(&name));)
		*vec_push(&cx->a, out) = name;
	return ok(cx);
}

bool db_migrate(struct cx *cx, const struct db_schema *const *schemas)
{
	if (!ok(cx) || (!has_table(cx) && !make_table(cx)) || refuse_filling(cx) || !ok(cx))
		return false;
	return migrate(cx, schemas, NULL);
}

bool db_recorded_steps(struct cx *cx, struct db_recorded_vec *out)
{
	struct db_recorded r;
	AUTO(db_rows) rows = db_query(cx, "SELECT room, number, name, sha256 FROM schema_step ORDER BY applied_us, room, number");
	while (db_next(&rows, TO(&r.room), TO(&r.number), TO(&r.name), TO(&r.sha256)))
		*vec_push(&cx->a, out) = r;
	return ok(cx);
}

/* ---- filling an empty database ---- */

static bool knows(struct cx *cx, const struct db_schema *const *schemas, const struct db_recorded *r)
{
	for (; *schemas; schemas++)
		for (const struct db_step *step = (*schemas)->steps; step->number; step++)
			if (str_eq(r->room, str_c((*schemas)->room)) && step->number == r->number)
				return str_eq(r->sha256, digest(cx, step)) || changed(cx, (*schemas)->room, step);
	return fail(cx, E_CONFLICT, "the backup was made by a newer Mainstay (schema step %.*s/%.*s): install that version or a later one", STR(r->room), STR(r->name));
}

static bool mark(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	int64_t n = 0;
	{
		AUTO(db_rows) rows = db_query(cx, "SELECT count(*) FROM schema_step");
		db_next(&rows, TO(&n));
	}
	if (!ok(cx))
		return false;
	if (n && !is_filling(cx))
		return fail(cx, E_CONFLICT, "there is a desk already: restore into an empty place");
	if (!n)
		db_exec(cx, "INSERT INTO schema_step (room, number, name, sha256, applied_us) VALUES ($1, 0, 'restore', '', $2)", DB(str_c(filling)), DB(cx->now_us));
	return db_commit(&tx);
}

bool db_fill_begin(struct cx *cx, const struct db_schema *const *schemas, const struct db_recorded_vec *steps)
{
	vec_each (s, steps)
		if (!ok(cx) || !knows(cx, schemas, s))
			return false;
	if (!ok(cx) || (!has_table(cx) && !make_table(cx)) || !mark(cx) || !migrate(cx, schemas, steps))
		return false;
	/* Broken off earlier by a program that knew more steps, or with another backup. */
	struct db_recorded_vec there = {};
	db_recorded_steps(cx, &there);
	return ok(cx) && (there.n == steps->n + 1 || fail(cx, E_CONFLICT, "another restore into this database was broken off: give an empty database"));
}

bool db_fill_migrate(struct cx *cx, const struct db_schema *const *schemas)
{
	return ok(cx) && migrate(cx, schemas, NULL);
}

bool db_fill_done(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM schema_step WHERE room = $1", DB(str_c(filling)));
}
