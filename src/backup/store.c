/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the room backup.
 */
#include "backup/store.h"

#define RUN "key, kind, state, at_us, took_us, age_us, file, bytes, records, digest, scheduled, error"

static bool next_run(struct db_rows *rows, struct backup_run *r)
{
	int64_t state;
	bool there = db_next(rows, TO(&r->key), TO(&r->kind), TO(&state), TO(&r->at_us), TO(&r->took_us), TO(&r->age_us), TO(&r->file),
	        TO(&r->bytes), TO(&r->rows), TO(&r->digest), TO(&r->scheduled), TO(&r->error));
	if (there)
		r->state = (enum backup_state)state;
	return there;
}

bool store_run_insert(struct cx *cx, const struct backup_run *r)
{
	return db_exec(cx, "INSERT INTO backup_run (" RUN ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", DB(r->key),
	        DB(r->kind), DB((int)r->state), DB(r->at_us), DB(r->took_us), DB(r->age_us), DB(r->file), DB(r->bytes), DB(r->rows),
	        DB(r->digest), DB((int)r->scheduled), DB(r->error));
}

bool store_run_update(struct cx *cx, const struct backup_run *r)
{
	return db_exec(cx,
	        "UPDATE backup_run SET state = $2, took_us = $3, age_us = $4, file = $5, bytes = $6, records = $7, digest = $8, error = $9 "
	        "WHERE key = $1",
	        DB(r->key), DB((int)r->state), DB(r->took_us), DB(r->age_us), DB(r->file), DB(r->bytes), DB(r->rows), DB(r->digest),
	        DB(r->error));
}

bool store_run_newest(struct cx *cx, struct str kind, int64_t state, struct backup_run *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT " RUN " FROM backup_run WHERE kind = $1 AND ($2 < 0 OR state = $2) ORDER BY at_us DESC, key DESC LIMIT 1", DB(kind),
	        DB(state));
	return next_run(&rows, out);
}

bool store_runs(struct cx *cx, int64_t limit, struct backup_run_vec *out)
{
	struct backup_run r = {};
	AUTO(db_rows) rows = db_query(cx, "SELECT " RUN " FROM backup_run ORDER BY at_us DESC, key DESC LIMIT $1", DB(limit));
	while (next_run(&rows, &r))
		*vec_push(&cx->a, out) = r;
	return ok(cx);
}

bool store_runs_give_up(struct cx *cx, int64_t before_us)
{
	return db_exec(cx,
	        "UPDATE backup_run SET state = 2, error = 'it ended with the program that ran it' WHERE state = 0 AND at_us < $1",
	        DB(before_us));
}

bool store_runs_sweep(struct cx *cx, int64_t before_us)
{
	return db_exec(cx, "DELETE FROM backup_run WHERE at_us < $1", DB(before_us));
}

bool store_recipients(struct cx *cx, struct backup_recipient_vec *out)
{
	struct backup_recipient r = {};
	struct str key;
	AUTO(db_rows) rows = db_query(cx, "SELECT key, name, public_key, added_us FROM backup_recipient ORDER BY name");
	while (db_next(&rows, TO(&r.key), TO(&r.name), TO(&key), TO(&r.added_us))) {
		if (key.len != RECIPIENT_BYTES)
			return fail(
			        cx, E_BROKEN, "the public key of the recipient '%.*s' is damaged: remove it and add it again", STR(r.name));
		for (size_t i = 0; i < RECIPIENT_BYTES; i++)
			r.public_key[i] = (unsigned char)key.ptr[i];
		*vec_push(&cx->a, out) = r;
	}
	return ok(cx);
}

bool store_recipient_insert(struct cx *cx, int64_t key, struct str name, struct str public_key)
{
	return db_exec(cx, "INSERT INTO backup_recipient (key, name, public_key, added_us) VALUES ($1, $2, $3, $4)", DB(key), DB(name),
	        DB(DB_BLOB(public_key)), DB(cx->now_us));
}

bool store_recipient_delete(struct cx *cx, struct str name)
{
	return db_exec(cx, "DELETE FROM backup_recipient WHERE name = $1", DB(name));
}

bool store_newest_checkpoint(struct cx *cx, int64_t *size, struct str *note)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT size, note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1");
	return db_next(&rows, TO(size), TO(note));
}

int64_t store_leaves_count(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT count(*) FROM ledger_leaf");
	db_next(&rows, TO(&n));
	return n;
}
