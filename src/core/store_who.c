/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of people and sessions.
 */
#include "core/store_who.h"

bool store_person(struct cx *cx, struct str id, struct store_person *out)
{
	AUTO(db_rows)
	rows = db_query(
	        cx, "SELECT key, id, name, organization, role, lang, password FROM person WHERE id = $1 AND ended_us IS NULL", DB(id));
	return db_next(&rows, TO(&out->key), TO(&out->id), TO(&out->name), TO(&out->organization), TO(&out->role), TO(&out->lang),
	        TO(&out->password));
}

bool store_person_by_key(struct cx *cx, int64_t key, struct store_person *out)
{
	AUTO(db_rows)
	rows = db_query(
	        cx, "SELECT key, id, name, organization, role, lang, password FROM person WHERE key = $1 AND ended_us IS NULL", DB(key));
	return db_next(&rows, TO(&out->key), TO(&out->id), TO(&out->name), TO(&out->organization), TO(&out->role), TO(&out->lang),
	        TO(&out->password));
}

bool store_people(struct cx *cx, struct store_person_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, id, name, organization, role, lang FROM person WHERE ended_us IS NULL ORDER BY id");
	for (struct store_person p = {}; db_next(&rows, TO(&p.key), TO(&p.id), TO(&p.name), TO(&p.organization), TO(&p.role), TO(&p.lang));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool store_person_insert(struct cx *cx, const struct store_person *p)
{
	return db_exec(cx,
	        "INSERT INTO person (key, id, name, organization, role, lang, password, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7, "
	        "$8)",
	        DB(p->key), DB(p->id), DB(p->name), DB(p->organization), DB(p->role), DB_TEXT_OR_NULL(p->lang),
	        DB_TEXT_OR_NULL(p->password), DB(cx->now_us));
}

bool store_person_password(struct cx *cx, int64_t key, struct str password)
{
	return db_exec(cx, "UPDATE person SET password = $2 WHERE key = $1", DB(key), DB(password));
}

bool store_session_insert(struct cx *cx, struct str token, int64_t person, int64_t expires_us)
{
	return db_exec(cx, "INSERT INTO session (token, person, created_us, expires_us) VALUES ($1, $2, $3, $4)", DB(token), DB(person),
	        DB(cx->now_us), DB(expires_us));
}

bool store_session(struct cx *cx, struct str token, int64_t *person, int64_t *expires_us)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT person, expires_us FROM session WHERE token = $1", DB(token));
	return db_next(&rows, TO(person), TO(expires_us));
}

bool store_session_delete(struct cx *cx, struct str token)
{
	return db_exec(cx, "DELETE FROM session WHERE token = $1", DB(token));
}

bool store_sessions_sweep(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM session WHERE expires_us <= $1", DB(cx->now_us));
}
