/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of people.
 */
#include "core/store_who.h"
#include "core/who_request.h"

#define PERSON "SELECT key, id, name, organization, role, lang, password, email, state, sectors, totp, totp_step, created_us FROM person "

static bool next(struct db_rows *rows, struct store_person *p)
{
	return db_next(rows, TO(&p->key), TO(&p->id), TO(&p->name), TO(&p->organization), TO(&p->role), TO(&p->lang), TO(&p->password),
	        TO(&p->email), TO(&p->state), TO(&p->sectors), TO(&p->totp), TO(&p->totp_step), TO(&p->created_us));
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
	        "INSERT INTO person (key, id, name, organization, role, lang, password, created_us, email, state, sectors) VALUES ($1, $2, "
	        "$3, $4, $5, $6, $7, $8, $9, $10, $11)",
	        DB(p->key), DB(p->id), DB(p->name), DB(p->organization), DB(p->role), DB_TEXT_OR_NULL(p->lang),
	        DB_TEXT_OR_NULL(p->password), DB(cx->now_us), DB(p->email), DB(p->state), DB(p->sectors));
}

bool store_person_password(struct cx *cx, int64_t key, struct str password)
{
	return db_exec(cx, "UPDATE person SET password = $2 WHERE key = $1", DB(key), DB_TEXT_OR_NULL(password));
}

bool store_person_state(struct cx *cx, int64_t key, struct str state)
{
	return db_exec(cx,
	        "UPDATE person SET state = $2, ended_us = CASE WHEN $2 = 'ended' THEN CAST($3 AS bigint) ELSE NULL END WHERE key = $1",
	        DB(key), DB(state), DB(cx->now_us));
}

bool store_person_role(struct cx *cx, int64_t key, struct str role, struct str organization, struct str sectors)
{
	return db_exec(cx, "UPDATE person SET role = $2, organization = $3, sectors = $4 WHERE key = $1", DB(key), DB(role),
	        DB(organization), DB(sectors));
}

bool store_person_profile(struct cx *cx, int64_t key, struct str name, struct str lang, struct str email)
{
	return db_exec(cx, "UPDATE person SET name = $2, lang = $3, email = $4 WHERE key = $1", DB(key), DB(name), DB_TEXT_OR_NULL(lang),
	        DB(email));
}

#define FITS \
	"WHERE ($1 = '' OR role = $1) AND ($2 = '' OR state = $2) AND ($3 = '' OR organization = $3) AND ($4 = '' OR lower(id) LIKE $4 " \
	"ESCAPE '~' OR lower(name) LIKE $4 ESCAPE '~') "

bool store_people_page(struct cx *cx, const struct who_filter *f, struct store_person_vec *out, int64_t *total)
{
	struct buf like = buf_make(&cx->a, 4096);
	if (f->q.len)
		buf_char(&like, '%');
	for (size_t i = 0; i < f->q.len; i++) {
		char c = f->q.ptr[i];
		if (c == '%' || c == '_' || c == '~')
			buf_char(&like, '~');
		buf_char(&like, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
	if (f->q.len)
		buf_char(&like, '%');
	{
		AUTO(db_rows)
		rows = db_query(
		        cx, "SELECT COUNT(*) FROM person " FITS, DB(f->role), DB(f->state), DB(f->organization), DB(buf_str(&like)));
		db_next(&rows, TO(total));
	}
	AUTO(db_rows)
	rows = db_query(cx, PERSON FITS "ORDER BY id LIMIT $5 OFFSET $6", DB(f->role), DB(f->state), DB(f->organization),
	        DB(buf_str(&like)), DB(f->n), DB(f->first));
	for (struct store_person p = {}; next(&rows, &p);)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

int64_t store_people_count(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) FROM person");
	db_next(&rows, TO(&n));
	return n;
}

/* ---- one-time codes ---- */
bool store_person_totp(struct cx *cx, int64_t key, struct str sealed, int64_t step)
{
	return db_exec(cx, "UPDATE person SET totp = $2, totp_step = $3 WHERE key = $1", DB(key), sealed.len ? DB_BLOB(sealed) : DB_NULL,
	        DB(step));
}

bool store_person_totp_step(struct cx *cx, int64_t key, int64_t step)
{
	return db_exec(cx, "UPDATE person SET totp_step = $2 WHERE key = $1 AND totp_step < $2", DB(key), DB(step));
}

bool store_recovery_codes_delete(struct cx *cx, int64_t person)
{
	return db_exec(cx, "DELETE FROM recovery_code WHERE person = $1", DB(person));
}

bool store_recovery_code_insert(struct cx *cx, int64_t person, struct str hash)
{
	return db_exec(cx, "INSERT INTO recovery_code (person, hash) VALUES ($1, $2)", DB(person), DB(hash));
}

bool store_recovery_code_use(struct cx *cx, int64_t person, struct str hash)
{
	return db_exec(cx, "UPDATE recovery_code SET used_us = $3 WHERE person = $1 AND hash = $2 AND used_us IS NULL", DB(person),
	        DB(hash), DB(cx->now_us));
}

int64_t store_recovery_codes_left(struct cx *cx, int64_t person)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) FROM recovery_code WHERE person = $1 AND used_us IS NULL", DB(person));
	db_next(&rows, TO(&n));
	return n;
}

/* ---- requests ---- */
bool store_request_insert(struct cx *cx, const struct who_request *r, int64_t person)
{
	return db_exec(cx,
	        "INSERT INTO person_request (key, kind, person, role, organization, sectors, state, asked_by, asked_us, answered_by) "
	        "VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, '')",
	        DB(r->key), DB(r->kind), DB(person), DB(r->role), DB(r->organization), DB(r->sectors), DB(r->asked_by), DB(cx->now_us));
}

#define REQUEST \
	"SELECT r.key, r.kind, r.person, p.id, p.name, r.role, r.organization, r.sectors, r.state, r.asked_by, r.asked_us, " \
	"r.answered_by, r.answered_us FROM person_request r JOIN person p ON p.key = r.person "

static bool next_request(struct db_rows *rows, struct who_request *r, int64_t *person)
{
	return db_next(rows, TO(&r->key), TO(&r->kind), TO(person), TO(&r->person), TO(&r->name), TO(&r->role), TO(&r->organization),
	        TO(&r->sectors), TO(&r->state), TO(&r->asked_by), TO(&r->asked_us), TO(&r->answered_by), TO(&r->answered_us));
}

bool store_request(struct cx *cx, int64_t key, struct who_request *out, int64_t *person)
{
	AUTO(db_rows) rows = db_query(cx, REQUEST "WHERE r.key = $1", DB(key));
	return next_request(&rows, out, person);
}

bool store_requests(struct cx *cx, int64_t person, struct str state, struct who_request_vec *out)
{
	int64_t whose;
	AUTO(db_rows)
	rows = db_query(cx,
	        REQUEST "WHERE (CAST($1 AS bigint) = 0 OR r.person = $1) AND ($2 = '' OR r.state = $2) ORDER BY r.key DESC LIMIT 200",
	        DB(person), DB(state));
	for (struct who_request r = {}; next_request(&rows, &r, &whose);)
		*vec_push(&cx->a, out) = r;
	return ok(cx);
}

bool store_request_answer(struct cx *cx, int64_t key, struct str state, struct str by)
{
	return db_exec(cx, "UPDATE person_request SET state = $2, answered_by = $3, answered_us = $4 WHERE key = $1 AND state = 'waiting'",
	        DB(key), DB(state), DB(by), DB(cx->now_us));
}

bool store_requests_refuse(struct cx *cx, int64_t person, struct str by)
{
	return db_exec(cx,
	        "UPDATE person_request SET state = 'refused', answered_by = $2, answered_us = $3 WHERE person = $1 AND state = 'waiting'",
	        DB(person), DB(by), DB(cx->now_us));
}
