/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of sessions, known devices, links that open once, and the buckets of failed attempts.
 */
#include "core/store_who.h"

bool store_session_insert(struct cx *cx, struct str token, const struct store_session *s)
{
	return db_exec(cx,
	        "INSERT INTO session (token, key, person, how, agent, address, created_us, used_us, expires_us, fresh_us) VALUES ($1, $2, "
	        "$3, $4, $5, $6, $7, $8, $9, $10)",
	        DB(token), DB(s->session.key), DB(s->person), DB(s->session.how), DB(s->session.agent), DB(s->session.address),
	        DB(s->session.created_us), DB(s->session.used_us), DB(s->session.expires_us), DB(s->fresh_us));
}

bool store_session(struct cx *cx, struct str token, struct store_session *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, person, how, agent, address, created_us, used_us, expires_us, fresh_us FROM session WHERE token = $1",
	        DB(token));
	struct session *s = &out->session;
	return db_next(&rows, TO(&s->key), TO(&out->person), TO(&s->how), TO(&s->agent), TO(&s->address), TO(&s->created_us),
	        TO(&s->used_us), TO(&s->expires_us), TO(&out->fresh_us));
}

bool store_session_used(struct cx *cx, int64_t key)
{
	return db_exec(cx, "UPDATE session SET used_us = $2 WHERE key = $1 AND used_us < $2", DB(key), DB(cx->now_us));
}

bool store_session_how(struct cx *cx, int64_t key, struct str how)
{
	return db_exec(cx, "UPDATE session SET how = $2 WHERE key = $1", DB(key), DB(how));
}

bool store_session_fresh(struct cx *cx, int64_t key, int64_t until_us)
{
	return db_exec(cx, "UPDATE session SET fresh_us = $2 WHERE key = $1", DB(key), DB(until_us));
}

bool store_sessions(struct cx *cx, int64_t person, struct session_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, how, agent, address, created_us, used_us, expires_us FROM session WHERE person = $1 ORDER BY created_us DESC, "
	        "key DESC",
	        DB(person));
	for (struct session s = {};
	        db_next(&rows, TO(&s.key), TO(&s.how), TO(&s.agent), TO(&s.address), TO(&s.created_us), TO(&s.used_us), TO(&s.expires_us));)
		*vec_push(&cx->a, out) = s;
	return ok(cx);
}

bool store_sessions_delete(struct cx *cx, int64_t person, int64_t key, int64_t keep)
{
	return db_exec(cx, "DELETE FROM session WHERE person = $1 AND (CAST($2 AS bigint) = 0 OR key = $2) AND key <> $3", DB(person),
	        DB(key), DB(keep));
}

bool store_sessions_sweep(struct cx *cx, int64_t idle_us)
{
	return db_exec(cx, "DELETE FROM session WHERE expires_us <= $1 OR used_us <= $2", DB(cx->now_us), DB(idle_us));
}

/* ---- known devices ---- */
bool store_device_insert(struct cx *cx, struct str token, int64_t person, int64_t expires_us)
{
	return db_exec(
	        cx, "INSERT INTO known_device (token, person, expires_us) VALUES ($1, $2, $3)", DB(token), DB(person), DB(expires_us));
}

bool store_device_known(struct cx *cx, struct str token, struct str person_id)
{
	int64_t one = 0;
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT 1 FROM known_device d JOIN person p ON p.key = d.person WHERE d.token = $1 AND p.id = $2 AND d.expires_us > $3",
	        DB(token), DB(person_id), DB(cx->now_us));
	return db_next(&rows, TO(&one));
}

bool store_devices_delete(struct cx *cx, int64_t person)
{
	return db_exec(cx, "DELETE FROM known_device WHERE person = $1", DB(person));
}

bool store_devices_sweep(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM known_device WHERE expires_us <= $1", DB(cx->now_us));
}

/* ---- links ---- */
bool store_link_insert(struct cx *cx, struct str token, struct str kind, int64_t person, int64_t expires_us)
{
	return db_exec(cx, "INSERT INTO person_link (token, kind, person, made_us, expires_us, tries) VALUES ($1, $2, $3, $4, $5, 0)",
	        DB(token), DB(kind), DB(person), DB(cx->now_us), DB(expires_us));
}

bool store_link(struct cx *cx, struct str token, struct str kind, struct store_link *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT person, expires_us, tries FROM person_link WHERE token = $1 AND kind = $2 AND used_us IS NULL AND expires_us > $3",
	        DB(token), DB(kind), DB(cx->now_us));
	return db_next(&rows, TO(&out->person), TO(&out->expires_us), TO(&out->tries));
}

bool store_link_use(struct cx *cx, struct str token, struct str kind)
{
	return db_exec(cx, "UPDATE person_link SET used_us = $3 WHERE token = $1 AND kind = $2 AND used_us IS NULL AND expires_us > $3",
	        DB(token), DB(kind), DB(cx->now_us));
}

bool store_link_tried(struct cx *cx, struct str token)
{
	return db_exec(cx, "UPDATE person_link SET tries = tries + 1 WHERE token = $1", DB(token));
}

bool store_links_delete(struct cx *cx, int64_t person)
{
	return db_exec(cx, "DELETE FROM person_link WHERE person = $1 AND used_us IS NULL", DB(person));
}

bool store_links_sweep(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM person_link WHERE expires_us <= $1 AND kind <> 'setup'", DB(cx->now_us));
}

/* ---- buckets ---- */
bool store_bucket_lock(struct cx *cx, struct str name, struct store_bucket *out)
{
	/* The update that changes nothing takes the row's lock; the question after it sees what others committed before. */
	db_exec(cx,
	        "INSERT INTO sign_in_bucket (name, level, at_us, until_us) VALUES ($1, 0, $2, 0) ON CONFLICT (name) DO UPDATE SET name = "
	        "excluded.name",
	        DB(name), DB(cx->now_us));
	AUTO(db_rows) rows = db_query(cx, "SELECT level, at_us, until_us FROM sign_in_bucket WHERE name = $1", DB(name));
	return db_next(&rows, TO(&out->level), TO(&out->at_us), TO(&out->until_us));
}

bool store_bucket_put(struct cx *cx, struct str name, const struct store_bucket *b)
{
	return db_exec(cx, "UPDATE sign_in_bucket SET level = $2, at_us = $3, until_us = $4 WHERE name = $1", DB(name), DB(b->level),
	        DB(cx->now_us), DB(b->until_us));
}

bool store_buckets_sweep(struct cx *cx, int64_t before_us)
{
	return db_exec(cx, "DELETE FROM sign_in_bucket WHERE at_us < $1", DB(before_us));
}
