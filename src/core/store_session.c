/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of sessions.
 */
#include "core/store_who.h"

bool store_session_insert(struct cx *cx, struct str token, const struct store_session *s)
{
	return db_exec(cx,
		"INSERT INTO session (token, key, person, how, agent, address, created_us, used_us, expires_us, fresh_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		DB(token), DB(s->session.key), DB(s->person), DB(s->session.how), DB(s->session.agent), DB(s->session.address), DB(s->session.created_us),
		DB(s->session.used_us), DB(s->session.expires_us), DB(s->fresh_us));
}

bool store_session(struct cx *cx, struct str token, struct store_session *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "SELECT key, person, how, agent, address, created_us, used_us, expires_us, fresh_us FROM session WHERE token = $1", DB(token));
	struct session *s = &out->session;
	return db_next(&rows, TO(&s->key), TO(&out->person), TO(&s->how), TO(&s->agent), TO(&s->address), TO(&s->created_us), TO(&s->used_us), TO(&s->expires_us),
		TO(&out->fresh_us));
}

bool store_session_used(struct cx *cx, int64_t key)
{
	return db_exec(cx, "UPDATE session SET used_us = $2 WHERE key = $1 AND used_us < $2", DB(key), DB(cx->now_us));
}

bool store_session_fresh(struct cx *cx, int64_t key, int64_t until_us)
{
	return db_exec(cx, "UPDATE session SET fresh_us = $2 WHERE key = $1", DB(key), DB(until_us));
}

bool store_sessions(struct cx *cx, int64_t person, struct session_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "SELECT key, how, agent, address, created_us, used_us, expires_us FROM session WHERE person = $1 ORDER BY created_us DESC, key DESC", DB(person));
	for (struct session s = {}; db_next(&rows, TO(&s.key), TO(&s.how), TO(&s.agent), TO(&s.address), TO(&s.created_us), TO(&s.used_us), TO(&s.expires_us));)
		*vec_push(&cx->a, out) = s;
	return ok(cx);
}

bool store_sessions_delete(struct cx *cx, int64_t person, int64_t key, int64_t keep)
{
	return db_exec(cx, "DELETE FROM session WHERE person = $1 AND ($2 = 0 OR key = $2) AND key <> $3", DB(person), DB(key), DB(keep));
}

bool store_sessions_sweep(struct cx *cx, int64_t idle_us)
{
	return db_exec(cx, "DELETE FROM session WHERE expires_us <= $1 OR used_us <= $2", DB(cx->now_us), DB(idle_us));
}
