/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of release: classes, profiles, clearances.
 */
#include "core/store_release.h"

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
	AUTO(db_rows)
	rows = db_query(cx, "SELECT key FROM clearance_profile WHERE role = $1 AND organization = $2", DB(role), DB(organization));
	return db_next(&rows, TO(&key)) ? key : 0;
}

bool store_profile_insert(struct cx *cx, int64_t key, struct str role, struct str organization)
{
	return db_exec(
	        cx, "INSERT INTO clearance_profile (key, role, organization) VALUES ($1, $2, $3)", DB(key), DB(role), DB(organization));
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
	return db_exec(
	        cx, "INSERT INTO clearance (profile, class, decision) VALUES ($1, $2, $3)", DB(profile), DB(class_key), DB(decision));
}

int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key)
{
	int64_t decision = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT decision FROM clearance WHERE profile = $1 AND class = $2", DB(profile), DB(class_key));
	return db_next(&rows, TO(&decision)) ? decision : 0;
}

bool store_cleared(struct cx *cx, int64_t profile, struct map *out)
{
	int64_t class_key;
	AUTO(db_rows) rows = db_query(cx, "SELECT class FROM clearance WHERE profile = $1 AND decision = 2", DB(profile));
	while (db_next(&rows, TO(&class_key)))
		*map_at_int(out, class_key, NULL) = 1;
	return ok(cx);
}
