/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the desk row, events and jobs, and nothing else. People, release and ledger have their own.
 */
#include "core/store.h"

bool store_desk(struct cx *cx, struct desk *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT id, name, country, revision, changed_us, created_us FROM desk WHERE one = 1");
	return db_next(
	        &rows, TO(&out->id), TO(&out->name), TO(&out->country), TO(&out->revision), TO(&out->changed_us), TO(&out->created_us));
}

bool store_desk_insert(struct cx *cx, struct str id, struct str name, struct str country)
{
	return db_exec(cx, "INSERT INTO desk (one, id, name, country, revision, changed_us, created_us) VALUES (1, $1, $2, $3, 1, $4, $4)",
	        DB(id), DB(name), DB(country), DB(cx->now_us));
}

bool store_desk_country(struct cx *cx, struct str country)
{
	return db_exec(cx, "UPDATE desk SET country = $1 WHERE one = 1", DB(country));
}

bool store_desk_bump(struct cx *cx)
{
	return db_exec(cx, "UPDATE desk SET revision = revision + 1, changed_us = $1 WHERE one = 1", DB(cx->now_us));
}

int64_t store_desk_revision(struct cx *cx)
{
	int64_t revision = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT revision FROM desk WHERE one = 1");
	return db_next(&rows, TO(&revision)) ? revision : -1;
}

int64_t store_keys(struct cx *cx, struct str counter, int64_t n)
{
	int64_t next = 0;
	AUTO(db_rows)
	rows = db_query(cx,
	        "INSERT INTO counter (name, next) VALUES ($1, 1 + $2) ON CONFLICT (name) DO UPDATE SET next = counter.next + $2 RETURNING "
	        "next",
	        DB(counter), DB(n));
	if (db_next(&rows, TO(&next)))
		while (db_next(&rows, TO(&next))) {
		} /* run the statement to its end: SQLite changes nothing for good before that */
	return ok(cx) ? next - n : 0;
}

bool store_setting(struct cx *cx, struct str name, struct str *value)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT value FROM setting WHERE name = $1", DB(name));
	return db_next(&rows, TO(value));
}

bool store_setting_put(struct cx *cx, struct str name, struct str value)
{
	return db_exec(cx, "INSERT INTO setting (name, value, changed_us) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET value = $2, changed_us = $3", DB(name),
		DB(value), DB(cx->now_us));
}

bool store_setting_remove(struct cx *cx, struct str name)
{
	return db_exec(cx, "DELETE FROM setting WHERE name = $1", DB(name));
}

bool store_events_insert(struct cx *cx, int64_t key, struct str name, const struct str *subjects, size_t n)
{
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "event", "key, name, subject, mode, at_us, leased_us");
	for (size_t i = 0; i < n; i++)
		db_bulk_row(&bulk, DB(key + (int64_t)i), DB(name), DB(subjects[i]), DB((int64_t)cx->mode), DB(cx->now_us), DB((int64_t)0));
	return db_bulk_done(&bulk);
}

bool store_event_lease(struct cx *cx, int64_t lease_us, struct event *out)
{
	int64_t mode = 0;
	AUTO(db_rows)
	rows = db_query(cx,
	        "UPDATE event SET leased_us = $1 + $2 WHERE key = "
	        "(SELECT MIN(key) FROM event WHERE done_us IS NULL) AND (leased_us <= $1 OR leased_us > $1 + 2 * $2) RETURNING key, name, subject, mode, at_us",
	        DB(cx->now_us), DB(lease_us));
	bool found = db_next(&rows, TO(&out->key), TO(&out->name), TO(&out->subject), TO(&mode), TO(&out->at_us));
	out->mode = (enum mode)mode;
	return found && ok(cx);
}

bool store_event_names(struct cx *cx, struct store_names *out)
{
	struct str name;
	AUTO(db_rows) rows = db_query(cx, "SELECT DISTINCT name FROM event WHERE done_us IS NULL");
	while (db_next(&rows, TO(&name)))
		*vec_push(&cx->a, out) = name;
	return ok(cx);
}

bool store_events_pass(struct cx *cx, struct str name)
{
	return db_exec(cx, "UPDATE event SET done_us = $2 WHERE done_us IS NULL AND name = $1", DB(name), DB(cx->now_us));
}

bool store_event_waits(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT 1 FROM event WHERE done_us IS NULL LIMIT 1");
	return db_next(&rows, TO(&n));
}

bool store_event_done(struct cx *cx, int64_t key)
{
	return db_exec(cx, "UPDATE event SET done_us = $2 WHERE key = $1", DB(key), DB(cx->now_us));
}

bool store_job_due(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us)
{
	int64_t next_us = 0, leased_us = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT next_us, leased_us FROM job WHERE name = $1", DB(name));
	bool known = db_next(&rows, TO(&next_us), TO(&leased_us));
	return ok(cx) && (!known || ((next_us <= cx->now_us || next_us > cx->now_us + every_us + lease_us) &&
	                                     (leased_us <= cx->now_us || leased_us > cx->now_us + 2 * lease_us)));
}

bool store_job_lease(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us)
{
	db_exec(cx, "INSERT INTO job (name, next_us, leased_us) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING", DB(name));
	db_exec(cx, "UPDATE job SET leased_us = $2 + $3, next_us = $2 + $4 WHERE name = $1 AND (next_us <= $2 OR next_us > $2 + $3 + $4) "
	        "AND (leased_us <= $2 OR leased_us > $2 + 2 * $3)", DB(name),
	        DB(cx->now_us), DB(lease_us), DB(every_us));
	return ok(cx) && db_changes(cx) == 1;
}

bool store_job_done(struct cx *cx, struct str name, int64_t next_us)
{
	return db_exec(cx, "UPDATE job SET leased_us = 0, next_us = $2 WHERE name = $1", DB(name), DB(next_us));
}
