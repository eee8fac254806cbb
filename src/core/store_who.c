/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of people.
 */
#include "core/store_who.h"

#define PERSON "SELECT key, id, name, organization, role, lang, password, email, state, sectors, totp, totp_step, created_us FROM person "

static bool next(struct db_rows *rows, struct store_person *p)
{
	return db_next(rows, TO(&p->key), TO(&p->id), TO(&p->name), TO(&p->organization), TO(&p->role), TO(&p->lang), TO(&p->password), TO(&p->email),
		TO(&p->state), TO(&p->sectors), TO(&p->totp), TO(&p->totp_step), TO(&p->created_us));
}

bool store_person(struct cx *cx, struct str id, struct store_person *out)
{
	AUTO(db_rows) rows = db_query(cx, PERSON "WHERE id = $1", DB(id));
	return next(&rows, out);
}

bool store_person_by_key(struct cx *cx, int64_t key, struct store_person *out)
{
	AUTO(db_rows) rows = db_query(cx, PERSON "WHERE key = $1", DB(key));
	return next(&rows, out);
}

bool store_people(struct cx *cx, struct store_person_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, PERSON "WHERE state = 'active' ORDER BY id");
	for (struct store_person p = {}; next(&rows, &p);)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool store_person_insert(struct cx *cx, const struct store_person *p)
{
	return db_exec(cx,
		"INSERT INTO person (key, id, name, organization, role, lang, password, created_us, email, state, sectors) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		DB(p->key), DB(p->id), DB(p->name), DB(p->organization), DB(p->role), DB_TEXT_OR_NULL(p->lang), DB_TEXT_OR_NULL(p->password), DB(cx->now_us),
		DB(p->email), DB(p->state), DB(p->sectors));
}

bool store_person_password(struct cx *cx, int64_t key, struct str password)
{
	return db_exec(cx, "UPDATE person SET password = $2 WHERE key = $1", DB(key), DB_TEXT_OR_NULL(password));
}

bool store_person_state(struct cx *cx, int64_t key, struct str state)
{
	return db_exec(cx, "UPDATE person SET state = $2, ended_us = CASE WHEN $2 = 'ended' THEN CAST($3 AS bigint) ELSE NULL END WHERE key = $1", DB(key), DB(state),
		DB(cx->now_us));
}
