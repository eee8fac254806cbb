/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of release: classes, profiles, clearances, levels, what is held, grants, marks.
 */
#include "core/store_release.h"

#define LABELS "tlp, owner, sectors, level, compartments, audience, from_us, until_us"

/* ---- classes ---- */
struct label_row { /* the columns LABELS */
	struct str tlp, sectors, compartments, audience;
};
#define TO_LABELS(w, l) \
	TO(&(w).tlp), TO(&(l)->owner), TO(&(w).sectors), TO(&(l)->level), TO(&(w).compartments), TO(&(w).audience), TO(&(l)->from_us), \
	        TO(&(l)->until_us)

static void read_labels(struct cx *cx, const struct label_row *w, struct labels *l)
{
	if (!tlp_parse(w->tlp, &l->tlp))
		l->tlp = TLP_RED;
	l->sectors = names_parse(&cx->a, w->sectors);
	l->compartments = names_parse(&cx->a, w->compartments);
	l->audience = names_parse(&cx->a, w->audience);
}

int64_t store_release_class(struct cx *cx, const struct labels *l)
{
	int64_t key = 0;
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key FROM release_class WHERE tlp = $1 AND owner = $2 AND sectors = $3 AND level = $4 AND compartments = $5 AND "
	        "audience = $6 "
	        "AND from_us = $7 AND until_us = $8",
	        DB(tlp_text(l->tlp)), DB(l->owner), DB(names_text(&cx->a, &l->sectors)), DB(l->level),
	        DB(names_text(&cx->a, &l->compartments)), DB(names_text(&cx->a, &l->audience)), DB(l->from_us), DB(l->until_us));
	return db_next(&rows, TO(&key)) ? key : 0;
}

bool store_release_class_insert(struct cx *cx, int64_t key, const struct labels *l)
{
	return db_exec(cx, "INSERT INTO release_class (key, " LABELS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", DB(key),
	        DB(tlp_text(l->tlp)), DB(l->owner), DB(names_text(&cx->a, &l->sectors)), DB(l->level),
	        DB(names_text(&cx->a, &l->compartments)), DB(names_text(&cx->a, &l->audience)), DB(l->from_us), DB(l->until_us));
}

bool store_release_labels(struct cx *cx, int64_t key, struct labels *out)
{
	struct label_row w;
	*out = (struct labels){};
	AUTO(db_rows) rows = db_query(cx, "SELECT " LABELS " FROM release_class WHERE key = $1", DB(key));
	if (!db_next(&rows, TO_LABELS(w, out)))
		return false;
	read_labels(cx, &w, out);
	return true;
}

bool store_classes(struct cx *cx, int64_t above, struct store_class_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, " LABELS " FROM release_class WHERE key > $1 ORDER BY key", DB(above));
	for (;;) {
		struct store_class c = {};
		struct label_row w;
		if (!db_next(&rows, TO(&c.key), TO_LABELS(w, &c.labels)))
			return ok(cx);
		read_labels(cx, &w, &c.labels);
		*vec_push(&cx->a, out) = c;
	}
}

/* ---- profiles ---- */
bool store_profile(struct cx *cx, const struct clearance *c, struct store_profile *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, top, since_us, due_us, (SELECT COALESCE(MAX(key), 0) FROM release_class) FROM clearance_profile WHERE role = "
	        "$1 "
	        "AND organization = $2 AND sectors = $3 AND level = $4 AND compartments = $5",
	        DB(role_text(c->role)), DB(c->organization), DB(names_text(&cx->a, &c->sectors)), DB(c->level),
	        DB(names_text(&cx->a, &c->compartments)));
	return db_next(&rows, TO(&out->key), TO(&out->top), TO(&out->since_us), TO(&out->due_us), TO(&out->classes_top));
}

bool store_profile_insert(struct cx *cx, int64_t key, const struct clearance *c)
{
	return db_exec(cx,
	        "INSERT INTO clearance_profile (key, role, organization, sectors, level, compartments, top, since_us, due_us) "
	        "VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0) ON CONFLICT (role, organization, sectors, level, compartments) DO NOTHING",
	        DB(key), DB(role_text(c->role)), DB(c->organization), DB(names_text(&cx->a, &c->sectors)), DB(c->level),
	        DB(names_text(&cx->a, &c->compartments)));
}

bool store_release_lock(struct cx *cx)
{
	return db_exec(cx, "UPDATE release_state SET marked = marked WHERE one = 1");
}

bool store_profile_done(struct cx *cx, const struct store_profile *p)
{
	return db_exec(cx, "UPDATE clearance_profile SET top = $2, since_us = $3, due_us = $4 WHERE key = $1", DB(p->key), DB(p->top),
	        DB(p->since_us), DB(p->due_us));
}

bool store_profiles_stale(struct cx *cx, struct str organization)
{
	return db_exec(cx, "DELETE FROM clearance WHERE profile IN (SELECT key FROM clearance_profile WHERE organization = $1)",
	               DB(organization)) &&
	       db_exec(cx, "UPDATE clearance_profile SET top = 0, since_us = 0, due_us = 0 WHERE organization = $1", DB(organization));
}

bool store_clearance_clear(struct cx *cx, int64_t profile)
{
	return db_exec(cx, "DELETE FROM clearance WHERE profile = $1", DB(profile));
}

bool store_clearance_insert(struct cx *cx, int64_t profile, const struct store_clearance_vec *rows)
{
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "clearance", "profile, class, decision, path");
	vec_each (r, rows)
		db_bulk_row(&bulk, DB(profile), DB(r->class_key), DB((int64_t)r->decision), DB((int64_t)r->path));
	return db_bulk_done(&bulk);
}

int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key)
{
	int64_t decision = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT decision FROM clearance WHERE profile = $1 AND class = $2", DB(profile), DB(class_key));
	return db_next(&rows, TO(&decision)) ? decision : 0;
}

bool store_cleared(struct cx *cx, int64_t profile, struct map *read, struct map *path)
{
	int64_t class_key, decision, on_path;
	AUTO(db_rows) rows = db_query(cx, "SELECT class, decision, path FROM clearance WHERE profile = $1", DB(profile));
	while (db_next(&rows, TO(&class_key), TO(&decision), TO(&on_path))) {
		if (read && decision == RELEASE_ALLOW)
			*map_at_int(read, class_key, NULL) = 1;
		if (path && on_path == RELEASE_ALLOW)
			*map_at_int(path, class_key, NULL) = 1;
	}
	return ok(cx);
}

/* ---- levels and what is held ---- */
bool store_levels(struct cx *cx, struct store_level_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT rank, name FROM release_level ORDER BY rank");
	for (struct store_level l; db_next(&rows, TO(&l.rank), TO(&l.name));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_level_set(struct cx *cx, int64_t rank, struct str name)
{
	return db_exec(cx, "INSERT INTO release_level (rank, name) VALUES ($1, $2) ON CONFLICT (rank) DO UPDATE SET name = $2", DB(rank),
	        DB(name));
}

bool store_held(struct cx *cx, struct str person, struct clearance *out)
{
	struct str compartments = {}, sectors = {};
	AUTO(db_rows) rows = db_query(cx, "SELECT level, compartments, sectors FROM release_held WHERE person = $1", DB(person));
	if (!db_next(&rows, TO(&out->level), TO(&compartments), TO(&sectors)))
		return false;
	out->compartments = names_parse(&cx->a, compartments);
	out->sectors = names_parse(&cx->a, sectors);
	return true;
}

bool store_held_set(struct cx *cx, struct str person, const struct clearance *c)
{
	return db_exec(cx,
	        "INSERT INTO release_held (person, level, compartments, sectors) VALUES ($1, $2, $3, $4) "
	        "ON CONFLICT (person) DO UPDATE SET level = $2, compartments = $3, sectors = $4",
	        DB(person), DB(c->level), DB(names_text(&cx->a, &c->compartments)), DB(names_text(&cx->a, &c->sectors)));
}

/* ---- grants ---- */
static const char *const grant_kinds[] = { [GRANT_OWNER] = "owner", [GRANT_SECTOR] = "sector", [GRANT_ALL] = "all" };

bool store_grants(struct cx *cx, struct str organization, struct store_grant_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, organization, kind, subject, purpose, agreement, from_us, until_us FROM release_grant "
	        "WHERE ended_us IS NULL AND ($1 = '' OR organization = $1) ORDER BY key",
	        DB(organization));
	for (;;) {
		struct store_grant g = {};
		struct str kind, purpose;
		if (!db_next(&rows, TO(&g.key), TO(&g.organization), TO(&kind), TO(&g.grant.subject), TO(&purpose), TO(&g.grant.agreement),
		            TO(&g.grant.from_us), TO(&g.grant.until_us)))
			return ok(cx);
		for (unsigned i = 0; i < sizeof grant_kinds / sizeof *grant_kinds; i++)
			if (str_eq(kind, str_c(grant_kinds[i])) && purpose_parse(purpose, &g.grant.purpose)) {
				g.grant.kind = (enum grant_subject)i;
				*vec_push(&cx->a, out) = g;
			}
	}
}

bool store_grant_insert(struct cx *cx, const struct store_grant *g)
{
	return db_exec(cx,
	        "INSERT INTO release_grant (key, organization, kind, subject, purpose, agreement, from_us, until_us) "
	        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	        DB(g->key), DB(g->organization), DB(str_c(grant_kinds[g->grant.kind])), DB(g->grant.subject),
	        DB(purpose_text(g->grant.purpose)), DB(g->grant.agreement), DB(g->grant.from_us), DB(g->grant.until_us));
}

bool store_grant_end(struct cx *cx, int64_t key, struct str *organization)
{
	{
		AUTO(db_rows) rows = db_query(cx, "SELECT organization FROM release_grant WHERE key = $1 AND ended_us IS NULL", DB(key));
		if (!db_next(&rows, TO(organization)))
			return false;
	}
	return db_exec(cx, "UPDATE release_grant SET ended_us = $2 WHERE key = $1", DB(key), DB(cx->now_us));
}

/* ---- marks ---- */
bool store_marks(struct cx *cx, struct store_mark_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "SELECT kind, id, level, compartments, audience, from_us, until_us FROM release_mark ORDER BY kind, id");
	for (;;) {
		struct store_mark m = {};
		struct str compartments, audience;
		if (!db_next(&rows, TO(&m.kind), TO(&m.id), TO(&m.labels.level), TO(&compartments), TO(&audience), TO(&m.labels.from_us),
		            TO(&m.labels.until_us)))
			return ok(cx);
		m.labels.compartments = names_parse(&cx->a, compartments);
		m.labels.audience = names_parse(&cx->a, audience);
		*vec_push(&cx->a, out) = m;
	}
}

bool store_mark_set(struct cx *cx, const struct store_mark *m)
{
	return db_exec(cx,
	        "INSERT INTO release_mark (kind, id, level, compartments, audience, from_us, until_us) VALUES ($1, $2, $3, $4, $5, $6, $7) "
	        "ON CONFLICT (kind, id) DO UPDATE SET level = $3, compartments = $4, audience = $5, from_us = $6, until_us = $7",
	        DB(m->kind), DB(m->id), DB(m->labels.level), DB(names_text(&cx->a, &m->labels.compartments)),
	        DB(names_text(&cx->a, &m->labels.audience)), DB(m->labels.from_us), DB(m->labels.until_us));
}

bool store_mark_remove(struct cx *cx, struct str kind, struct str id)
{
	return db_exec(cx, "DELETE FROM release_mark WHERE kind = $1 AND id = $2", DB(kind), DB(id));
}

bool store_marked_bump(struct cx *cx)
{
	return db_exec(cx, "UPDATE release_state SET marked = marked + 1 WHERE one = 1");
}

int64_t store_marked(struct cx *cx)
{
	int64_t marked = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT marked FROM release_state WHERE one = 1");
	return db_next(&rows, TO(&marked)) ? marked : 0;
}

bool store_content_reclass(struct cx *cx, struct str subject, int64_t was, int64_t now)
{
	return db_exec(cx, "UPDATE ledger_content SET class = $3 WHERE subject = $1 AND class = $2", DB(subject), DB(was), DB(now));
}
