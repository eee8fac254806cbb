/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of core and nothing else.
 */
#include "core/store.h"

bool store_desk(struct cx *cx, struct desk *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT id, name, country, revision, changed_us, created_us FROM desk WHERE one = 1");
	return db_next(&rows, TO(&out->id), TO(&out->name), TO(&out->country), TO(&out->revision), TO(&out->changed_us), TO(&out->created_us));
}

bool store_desk_insert(struct cx *cx, struct str id, struct str name, struct str country)
{
	return db_exec(cx, "INSERT INTO desk (one, id, name, country, revision, changed_us, created_us) VALUES (1, $1, $2, $3, 1, $4, $4)", DB(id),
		DB(name), DB(country), DB(cx->now_us));
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
	AUTO(db_rows) rows = db_query(cx,
		"INSERT INTO counter (name, next) VALUES ($1, 1 + $2) ON CONFLICT (name) DO UPDATE SET next = counter.next + $2 RETURNING next",
		DB(counter), DB(n));
	if (db_next(&rows, TO(&next)))
		while (db_next(&rows, TO(&next))) { } /* run the statement to its end: SQLite changes nothing for good before that */
	return ok(cx) ? next - n : 0;
}

int64_t store_release_class(struct cx *cx, struct str tlp, struct str owner)
{
	int64_t key = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT key FROM release_class WHERE tlp = $1 AND owner = $2", DB(tlp), DB(owner));
	return db_next(&rows, TO(&key)) ? key : 0;
}

bool store_release_class_insert(struct cx *cx, int64_t key, struct str tlp, struct str owner)
{
	return db_exec(cx, "INSERT INTO release_class (key, tlp, owner) VALUES ($1, $2, $3)", DB(key), DB(tlp), DB(owner));
}

bool store_classes(struct cx *cx, struct store_class_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, tlp, owner FROM release_class ORDER BY key");
	for (struct store_class c; db_next(&rows, TO(&c.key), TO(&c.tlp), TO(&c.owner));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

int64_t store_profile(struct cx *cx, struct str role, struct str organization)
{
	int64_t key = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT key FROM clearance_profile WHERE role = $1 AND organization = $2", DB(role), DB(organization));
	return db_next(&rows, TO(&key)) ? key : 0;
}

bool store_profile_insert(struct cx *cx, int64_t key, struct str role, struct str organization)
{
	return db_exec(cx, "INSERT INTO clearance_profile (key, role, organization) VALUES ($1, $2, $3)", DB(key), DB(role), DB(organization));
}

bool store_profiles(struct cx *cx, struct store_profile_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, role, organization FROM clearance_profile ORDER BY key");
	for (struct store_profile p; db_next(&rows, TO(&p.key), TO(&p.role), TO(&p.organization));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool store_clearance_insert(struct cx *cx, int64_t profile, int64_t class_key, int64_t decision)
{
	return db_exec(cx, "INSERT INTO clearance (profile, class, decision) VALUES ($1, $2, $3)", DB(profile), DB(class_key), DB(decision));
}

int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key)
{
	int64_t decision = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT decision FROM clearance WHERE profile = $1 AND class = $2", DB(profile), DB(class_key));
	return db_next(&rows, TO(&decision)) ? decision : 0;
}

bool store_person(struct cx *cx, struct str id, struct store_person *out)
{
	AUTO(db_rows) rows =
		db_query(cx, "SELECT key, id, name, organization, role, lang, password FROM person WHERE id = $1 AND ended_us IS NULL", DB(id));
	return db_next(&rows, TO(&out->key), TO(&out->id), TO(&out->name), TO(&out->organization), TO(&out->role), TO(&out->lang), TO(&out->password));
}

bool store_person_by_key(struct cx *cx, int64_t key, struct store_person *out)
{
	AUTO(db_rows) rows =
		db_query(cx, "SELECT key, id, name, organization, role, lang, password FROM person WHERE key = $1 AND ended_us IS NULL", DB(key));
	return db_next(&rows, TO(&out->key), TO(&out->id), TO(&out->name), TO(&out->organization), TO(&out->role), TO(&out->lang), TO(&out->password));
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
	return db_exec(cx, "INSERT INTO person (key, id, name, organization, role, lang, password, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		DB(p->key), DB(p->id), DB(p->name), DB(p->organization), DB(p->role), DB_TEXT_OR_NULL(p->lang), DB_TEXT_OR_NULL(p->password), DB(cx->now_us));
}

bool store_person_password(struct cx *cx, int64_t key, struct str password)
{
	return db_exec(cx, "UPDATE person SET password = $2 WHERE key = $1", DB(key), DB(password));
}

bool store_session_insert(struct cx *cx, struct str token, int64_t person, int64_t expires_us)
{
	return db_exec(cx, "INSERT INTO session (token, person, created_us, expires_us) VALUES ($1, $2, $3, $4)", DB(token), DB(person), DB(cx->now_us),
		DB(expires_us));
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

bool store_leaves_insert(struct cx *cx, const struct store_leaf *leaves, size_t n)
{
	{
		AUTO(db_bulk) bulk = db_bulk_begin(cx, "ledger_leaf", "key, leaf");
		for (size_t i = 0; i < n; i++)
			db_bulk_row(&bulk, DB(leaves[i].key), DB_BLOB(leaves[i].leaf));
		if (!db_bulk_done(&bulk))
			return false;
	}
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "ledger_content", "leaf, salt, at_us, kind, actor, subject, content, class");
	for (const struct store_leaf *l = leaves; l < leaves + n; l++)
		db_bulk_row(&bulk, DB(l->key), DB_BLOB(l->salt), DB(l->at_us), DB(l->kind), DB(l->actor), DB(l->subject), DB(l->content), DB(l->class_key));
	return db_bulk_done(&bulk);
}

bool store_leaves_wait(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT 1 FROM ledger_leaf WHERE seq IS NULL LIMIT 1");
	return db_next(&rows, TO(&n));
}

bool store_leaves_sequence(struct cx *cx)
{
	return db_exec(cx,
		"WITH fresh AS (SELECT key AS k, row_number() OVER (ORDER BY key) AS n FROM ledger_leaf WHERE seq IS NULL), "
		"base AS (SELECT COALESCE(MAX(seq), -1) AS top FROM ledger_leaf) "
		"UPDATE ledger_leaf SET seq = base.top + fresh.n FROM fresh, base WHERE ledger_leaf.key = fresh.k");
}

bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT c.leaf, c.at_us, c.class, l.leaf, c.salt, c.kind, c.actor, c.subject, c.content FROM ledger_content c "
		"JOIN ledger_leaf l ON l.key = c.leaf WHERE c.subject = $2 "
		"AND EXISTS (SELECT 1 FROM clearance e WHERE e.profile = $1 AND e.class = c.class AND e.decision = 2) ORDER BY c.leaf",
		DB(profile), DB(subject));
	for (struct store_leaf l; db_next(&rows, TO(&l.key), TO(&l.at_us), TO(&l.class_key), TO(&l.leaf), TO(&l.salt), TO(&l.kind), TO(&l.actor),
		     TO(&l.subject), TO(&l.content));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
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
	AUTO(db_rows) rows = db_query(cx,
		"UPDATE event SET leased_us = $1 + $2 WHERE key = "
		"(SELECT MIN(key) FROM event WHERE done_us IS NULL) AND leased_us <= $1 RETURNING key, name, subject, mode, at_us",
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

bool store_events_sweep(struct cx *cx, int64_t before_us, int64_t limit)
{
	return db_exec(cx, "DELETE FROM event WHERE key IN (SELECT key FROM event WHERE done_us < $1 ORDER BY done_us, key LIMIT $2)", DB(before_us), DB(limit));
}

bool store_job_due(struct cx *cx, struct str name)
{
	int64_t next_us = 0, leased_us = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT next_us, leased_us FROM job WHERE name = $1", DB(name));
	bool known = db_next(&rows, TO(&next_us), TO(&leased_us));
	return ok(cx) && (!known || (next_us <= cx->now_us && leased_us <= cx->now_us));
}

bool store_job_lease(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us)
{
	db_exec(cx, "INSERT INTO job (name, next_us, leased_us) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING", DB(name));
	db_exec(cx, "UPDATE job SET leased_us = $2 + $3, next_us = $2 + $4 WHERE name = $1 AND next_us <= $2 AND leased_us <= $2", DB(name), DB(cx->now_us),
		DB(lease_us), DB(every_us));
	return ok(cx) && db_changes(cx) == 1;
}

bool store_job_done(struct cx *cx, struct str name, int64_t next_us)
{
	return db_exec(cx, "UPDATE job SET leased_us = 0, next_us = $2 WHERE name = $1", DB(name), DB(next_us));
}

bool store_cleared(struct cx *cx, int64_t profile, struct map *out)
{
	int64_t class_key;
	AUTO(db_rows) rows = db_query(cx, "SELECT class FROM clearance WHERE profile = $1 AND decision = 2", DB(profile));
	while (db_next(&rows, TO(&class_key)))
		*map_at_int(out, class_key, NULL) = 1;
	return ok(cx);
}
