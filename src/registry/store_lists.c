/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQL behind the room's pages (store_lists.h). Must never name, count or order by a row that the viewer's classes do not hold, nor give a row to a page
 * without noting that it is shown (release_shown).
 */
#include "registry/store_lists.h"
#include "core/release.h"

#define SEEN "seen AS (SELECT class FROM clearance WHERE profile = $1 AND decision = 2)"
#define IN_SEEN ".class IN (SELECT class FROM seen)"
/* For one row asked for by its id: one look at an index, so that what is not released takes no longer than what is not there. */
#define T_SEEN "EXISTS (SELECT 1 FROM clearance c WHERE c.profile = $1 AND c.class = t.class AND c.decision = 2)"
/* Sectors that are released, from the one named downwards: one that is not answers like one that is not there. */
#define BELOW \
	"below(key) AS (SELECT s.key FROM sector s WHERE s.id = $3 AND s" IN_SEEN \
	" UNION SELECT s.key FROM sector s JOIN below b ON s.parent = b.key WHERE s" IN_SEEN ")"
#define LIKE_Q "($2 = '' OR lower(t.id) LIKE $2 ESCAPE '\\' OR lower(t.name) LIKE $2 ESCAPE '\\')"
#define IN_SECTOR "($3 = '' OR t.sector IN (SELECT key FROM below))"
#define LINK_COLUMNS \
	"d.group_, d.kind, d.alternatives, COALESCE(d.weight, 1), COALESCE(d.need, -1), COALESCE(d.need_degraded, -1), " \
	"COALESCE(d.need_severe, -1), " \
	"COALESCE(d.buffer_min, -1), COALESCE(d.retained, -1), COALESCE(d.grounded, 0), " \
	"CAST((SELECT SUM(COALESCE(m.weight, 1)) FROM dependency m WHERE m.dependent = d.dependent AND m.group_ = d.group_ AND m" IN_SEEN \
	") AS bigint), " \
	"(SELECT COUNT(*) FROM dependency m WHERE m.dependent = d.dependent AND m.group_ = d.group_ AND m" IN_SEEN "), "
#define OTHER_COLUMNS "COALESCE(e.class, 0), e.id, e.name, s.name, o.name, COALESCE(n.is_service, 0) "
/* e: the other end as far as it is released, one row at most. */
#define OTHER_END \
	"JOIN node n ON n.key = p.other LEFT JOIN asset a ON a.key = n.key LEFT JOIN service v ON v.key = n.key " \
	"LEFT JOIN (SELECT key, class, id, name, organization FROM asset WHERE class IN (SELECT class FROM seen) UNION ALL " \
	"SELECT key, class, id, name, organization FROM service WHERE class IN (SELECT class FROM seen)) e ON e.key = n.key " \
	"LEFT JOIN sector s ON s.key = COALESCE(a.sector, v.sector) AND s" IN_SEEN \
	" LEFT JOIN organization o ON o.key = e.organization AND o" IN_SEEN " "

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* A pattern for LIKE … ESCAPE '\': what holds q anywhere; empty for an empty q. */
static struct str pattern(struct arena *a, struct str q)
{
	struct buf b = buf_make(a, 2 * q.len + 8);
	if (!q.len)
		return S("");
	buf_char(&b, '%');
	for (size_t i = 0; i < q.len; i++) {
		if (q.ptr[i] == '%' || q.ptr[i] == '_' || q.ptr[i] == '\\')
			buf_char(&b, '\\');
		buf_char(&b, lower(q.ptr[i]));
	}
	buf_char(&b, '%');
	return buf_str(&b);
}

bool store_list_totals(struct cx *cx, struct list_totals *out)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT (SELECT COUNT(*) FROM organization t WHERE t" IN_SEEN
	        "), (SELECT COUNT(*) FROM service t WHERE t" IN_SEEN "), "
	        "(SELECT COUNT(*) FROM asset t WHERE t" IN_SEEN "), (SELECT COUNT(*) FROM component t WHERE t" IN_SEEN "), "
	        "(SELECT COUNT(*) FROM dependency t WHERE t" IN_SEEN "), (SELECT COUNT(*) FROM contact t WHERE t" IN_SEEN ")",
	        DB(release_viewer(cx)));
	return db_next(&rows, TO(&out->organizations), TO(&out->services), TO(&out->assets), TO(&out->components), TO(&out->dependencies),
	        TO(&out->contacts));
}

bool store_list_organizations(struct cx *cx, const struct list_filter *f, struct list_organization_vec *out, int64_t *total)
{
	*total = 0;
	AUTO(db_rows) rows = db_query(cx,
	        "WITH RECURSIVE " SEEN ", " BELOW ", page AS (SELECT t.key, COUNT(*) OVER () AS total FROM organization t WHERE t" IN_SEEN
	        " AND " LIKE_Q " AND " IN_SECTOR " AND ($4 = '' OR t.kind = $4) ORDER BY t.name, t.id LIMIT $5 OFFSET $6) "
	        "SELECT p.total, t.class, t.id, t.name, t.kind, s.name, t.country, t.tlp, (SELECT COUNT(*) FROM service v WHERE v.organization = "
	        "t.key AND v" IN_SEEN "), "
	        "(SELECT COUNT(*) FROM asset a WHERE a.organization = t.key AND a" IN_SEEN
	        ") FROM page p JOIN organization t ON t.key = p.key "
	        "LEFT JOIN sector s ON s.key = t.sector AND s" IN_SEEN " ORDER BY t.name, t.id",
	        DB(release_viewer(cx)), DB(pattern(&cx->a, f->q)), DB(f->sector), DB(f->kind), DB(f->n), DB(f->first));
	int64_t class_key;
	for (struct list_organization o; db_next(&rows, TO(total), TO(&class_key), TO(&o.id), TO(&o.name), TO(&o.kind), TO(&o.sector_name),
	             TO(&o.country), TO(&o.tlp), TO(&o.services), TO(&o.assets));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = o;
	}
	return ok(cx);
}

static bool nodes_next(struct cx *cx, struct db_rows *rows, struct list_node_vec *out, int64_t *total)
{
	int64_t class_key;
	*total = 0;
	for (struct list_node n; db_next(rows, TO(total), TO(&class_key), TO(&n.id), TO(&n.name), TO(&n.kind), TO(&n.sector_name), TO(&n.organization),
	             TO(&n.organization_name), TO(&n.area), TO(&n.tlp), TO(&n.users), TO(&n.components), TO(&n.max_outage_min));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = n;
	}
	return ok(cx);
}

#define NODE_PAGE(table) \
	"WITH RECURSIVE " SEEN ", " BELOW ", page AS (SELECT t.key, COUNT(*) OVER () AS total FROM " table " t WHERE t" IN_SEEN \
	" AND " LIKE_Q " AND " IN_SECTOR \
	" AND ($4 = '' OR t.organization IN (SELECT o.key FROM organization o WHERE o.id = $4 AND o" IN_SEEN \
	")) AND ($5 = '' OR t.area = $5) "

bool store_list_services(struct cx *cx, const struct list_filter *f, struct list_node_vec *out, int64_t *total)
{
	AUTO(db_rows) rows = db_query(cx,
	        NODE_PAGE("service") "ORDER BY t.name, t.id LIMIT $6 OFFSET $7) "
	                             "SELECT p.total, t.class, t.id, t.name, '', s.name, o.id, o.name, t.area, t.tlp, COALESCE(t.users, -1), -1, "
	                             "COALESCE(t.max_outage_min, -1) "
	                             "FROM page p JOIN service t ON t.key = p.key LEFT JOIN sector s ON s.key = t.sector AND s" IN_SEEN
	                             " LEFT JOIN organization o ON o.key = t.organization AND o" IN_SEEN " ORDER BY t.name, t.id",
	        DB(release_viewer(cx)), DB(pattern(&cx->a, f->q)), DB(f->sector), DB(f->organization), DB(f->area), DB(f->n), DB(f->first));
	return nodes_next(cx, &rows, out, total);
}

bool store_list_assets(struct cx *cx, const struct list_filter *f, struct list_node_vec *out, int64_t *total)
{
	AUTO(db_rows) rows = db_query(cx,
	        NODE_PAGE("asset") "AND ($6 = '' OR t.kind = $6) ORDER BY t.name, t.id LIMIT $7 OFFSET $8) "
	                           "SELECT p.total, t.class, t.id, t.name, t.kind, s.name, o.id, o.name, t.area, t.tlp, COALESCE(t.users, -1), "
	                           "(SELECT COUNT(*) FROM component c WHERE c.asset = t.key AND c" IN_SEEN
	                           "), -1 FROM page p JOIN asset t ON t.key = p.key "
	                           "LEFT JOIN sector s ON s.key = t.sector AND s" IN_SEEN
	                           " LEFT JOIN organization o ON o.key = t.organization AND o" IN_SEEN " ORDER BY t.name, t.id",
	        DB(release_viewer(cx)), DB(pattern(&cx->a, f->q)), DB(f->sector), DB(f->organization), DB(f->area), DB(f->kind), DB(f->n),
	        DB(f->first));
	return nodes_next(cx, &rows, out, total);
}

bool store_list_found(struct cx *cx, struct str q, int64_t n, struct list_found_vec *out)
{
	struct str like = pattern(&cx->a, q);
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT class, record, id, name, more FROM ("
	        "SELECT 'organization' AS record, t.id, t.name, t.kind AS more, 0 AS rank, t.class FROM organization t WHERE t" IN_SEEN
	        " AND " LIKE_Q " UNION ALL "
	        "SELECT 'service', t.id, t.name, t.area, 1, t.class FROM service t WHERE t" IN_SEEN " AND " LIKE_Q " UNION ALL "
	        "SELECT 'asset', t.id, t.name, t.kind, 2, t.class FROM asset t WHERE t" IN_SEEN " AND " LIKE_Q ") f "
	        "ORDER BY CASE WHEN id = $3 THEN 0 ELSE 1 END, rank, name, id LIMIT $4",
	        DB(release_viewer(cx)), DB(like), DB(q), DB(n));
	int64_t class_key;
	for (struct list_found f; db_next(&rows, TO(&class_key), TO(&f.record), TO(&f.id), TO(&f.name), TO(&f.more));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = f;
	}
	return ok(cx);
}

bool store_list_places(struct cx *cx, struct list_place_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"WITH " SEEN " SELECT class, id, name, area, lat, lon FROM asset t WHERE lat IS NOT NULL AND lon IS NOT NULL AND t" IN_SEEN " UNION ALL "
		"SELECT class, id, name, area, lat, lon FROM service t WHERE lat IS NOT NULL AND lon IS NOT NULL AND t" IN_SEEN,
		DB(release_viewer(cx)));
	for (struct list_place p; db_next(&rows, TO(&p.class_key), TO(&p.id), TO(&p.name), TO(&p.area), TO(&p.lat), TO(&p.lon));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

static bool changes_next(struct cx *cx, struct db_rows *rows, struct list_change_vec *out)
{
	for (struct list_change c; db_next(rows, TO(&c.kind), TO(&c.subject), TO(&c.actor), TO(&c.content), TO(&c.at_us));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_list_imports(struct cx *cx, int64_t n, struct list_change_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
	        "SELECT kind, subject, actor, content, at_us FROM ledger_content WHERE kind = 'register.import' "
	        "AND class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) ORDER BY leaf DESC LIMIT $2",
	        DB(release_viewer(cx)), DB(n));
	return changes_next(cx, &rows, out);
}

bool store_list_changes(struct cx *cx, int64_t n, struct list_change_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
	        "SELECT kind, subject, actor, content, at_us FROM ledger_content WHERE "
	        "(kind LIKE 'organization.%' "
	        "OR kind LIKE 'service.%' OR kind LIKE 'asset.%' OR kind LIKE 'contact.%') "
	        "AND class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) ORDER BY leaf DESC LIMIT $2",
	        DB(release_viewer(cx)), DB(n));
	return changes_next(cx, &rows, out);
}

/* Who said it and where it came from is told where the viewer may know causes too (record.h: provenance). */
#define TOLD "CASE WHEN EXISTS (SELECT 1 FROM clearance x WHERE x.profile = $1 AND x.class = t.class AND x.path = 2) THEN "
#define COMMON "t.tlp, " TOLD "t.confirmed_by END, t.confirmed_on, " TOLD "t.source END, t.confidence, " TOLD "t.origin END"
#define TO_COMMON(c) TO(&(c)->tlp), TO(&(c)->confirmed_by), TO(&(c)->confirmed_on), TO(&(c)->source), TO(&(c)->confidence), TO(&(c)->origin)

bool store_list_organization(struct cx *cx, struct str id, struct list_organization_full *o)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT t.class, t.key, t.id, t.name, t.kind, s.id, s.name, t.country, p.id, p.name, t.languages, " COMMON
	        " FROM organization t "
	        "LEFT JOIN sector s ON s.key = t.sector AND s" IN_SEEN " LEFT JOIN organization p ON p.key = t.parent AND p" IN_SEEN
	        " WHERE t.id = $2 AND " T_SEEN,
	        DB(release_viewer(cx)), DB(id));
	int64_t class_key;
	if (!db_next(&rows, TO(&class_key), TO(&o->key), TO(&o->id), TO(&o->name), TO(&o->kind), TO(&o->sector), TO(&o->sector_name),
	            TO(&o->country), TO(&o->parent), TO(&o->parent_name), TO(&o->languages), TO_COMMON(&o->common)))
		return false;
	release_shown(cx, class_key);
	return true;
}

bool store_list_node(struct cx *cx, struct str id, struct list_node_full *n)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT t.class, t.key, t.is_service, t.id, t.name, t.kind, s.id, s.name, o.id, o.name, t.area, COALESCE(t.lat, "
	                     "9e99), COALESCE(t.lon, 9e99), "
	        "COALESCE(t.users, -1), COALESCE(t.loss_per_hour, 9e99), COALESCE(t.max_outage_min, -1), COALESCE(t.restart_min, "
	        "-1), " COMMON " FROM ("
	        "SELECT key, 0 AS is_service, id, name, kind, sector, organization, area, lat, lon, users, CAST(NULL AS double precision) "
	        "AS loss_per_hour, "
	        "CAST(NULL AS bigint) AS max_outage_min, restart_min, tlp, confirmed_by, confirmed_on, source, confidence, origin, class "
	        "FROM asset WHERE id = $2 "
	        "UNION ALL SELECT key, 1, id, name, '', sector, organization, area, lat, lon, users, loss_per_hour, max_outage_min, "
	        "restart_min, tlp, confirmed_by, "
	        "confirmed_on, source, confidence, origin, class FROM service WHERE id = $2) t "
	        "LEFT JOIN sector s ON s.key = t.sector AND s" IN_SEEN " LEFT JOIN organization o ON o.key = t.organization AND o" IN_SEEN
	        " WHERE " T_SEEN,
	        DB(release_viewer(cx)), DB(id));
	int64_t class_key;
	if (!db_next(&rows, TO(&class_key), TO(&n->key), TO(&n->is_service), TO(&n->id), TO(&n->name), TO(&n->kind), TO(&n->sector),
	            TO(&n->sector_name), TO(&n->organization), TO(&n->organization_name), TO(&n->area), TO(&n->lat), TO(&n->lon),
	            TO(&n->users), TO(&n->loss_per_hour), TO(&n->max_outage_min), TO(&n->restart_min), TO_COMMON(&n->common)))
		return false;
	release_shown(cx, class_key);
	return true;
}

bool store_list_contacts(struct cx *cx, int64_t organization, struct list_contact_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT t.class, t.id, t.name, t.role, t.channel, t.address, t.languages, t.hours, COALESCE(a.id, v.id), "
	                     "COALESCE(t.order_, -1) FROM contact t "
	        "LEFT JOIN asset a ON a.key = t.carried_by AND a" IN_SEEN " LEFT JOIN service v ON v.key = t.carried_by AND v" IN_SEEN
	        " WHERE t.organization = $2 AND t" IN_SEEN " ORDER BY COALESCE(t.order_, 1000000001), t.id",
	        DB(release_viewer(cx)), DB(organization));
	int64_t class_key;
	for (struct list_contact c; db_next(&rows, TO(&class_key), TO(&c.id), TO(&c.name), TO(&c.role), TO(&c.channel), TO(&c.address),
	             TO(&c.languages), TO(&c.hours), TO(&c.carried_by), TO(&c.order));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = c;
	}
	return ok(cx);
}

bool store_list_components(struct cx *cx, int64_t asset, int64_t first, int64_t n, struct list_component_vec *out, int64_t *total)
{
	*total = 0;
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN " SELECT COUNT(*) OVER (), class, id, vendor, product, version_, cpe, purl, model, serial, exposure FROM component t "
	                     "WHERE asset = $2 "
	        "AND t" IN_SEEN " ORDER BY vendor, product, id LIMIT $3 OFFSET $4",
	        DB(release_viewer(cx)), DB(asset), DB(n), DB(first));
	int64_t class_key;
	for (struct list_component c; db_next(&rows, TO(total), TO(&class_key), TO(&c.id), TO(&c.vendor), TO(&c.product), TO(&c.version),
	             TO(&c.cpe), TO(&c.purl), TO(&c.model), TO(&c.serial), TO(&c.exposure));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = c;
	}
	return ok(cx);
}

static bool links_next(struct cx *cx, struct db_rows *rows, struct list_link_vec *out, int64_t *total)
{
	int64_t class_key;
	*total = 0;
	for (struct list_link l; db_next(rows, TO(total), TO(&l.group), TO(&l.kind), TO(&l.alternatives), TO(&l.weight), TO(&l.need),
	             TO(&l.need_degraded), TO(&l.need_severe), TO(&l.buffer_min), TO(&l.retained), TO(&l.grounded), TO(&l.sum),
	             TO(&l.members), TO(&class_key), TO(&l.id), TO(&l.name), TO(&l.sector_name), TO(&l.organization_name), TO(&l.is_service));) {
		release_shown(cx, class_key);
		*vec_push(&cx->a, out) = l;
	}
	return ok(cx);
}

bool store_list_needs(struct cx *cx, int64_t node, int64_t n, struct list_link_vec *out, int64_t *total)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN ", page AS (SELECT d.key, d.supplier AS other, COUNT(*) OVER () AS total FROM dependency d WHERE d.dependent "
	                     "= $2 AND d" IN_SEEN " ORDER BY d.group_, d.id LIMIT $3) "
	        "SELECT p.total, " LINK_COLUMNS OTHER_COLUMNS "FROM page p JOIN dependency d ON d.key = p.key " OTHER_END
	        "ORDER BY d.group_, e.name, s.name, d.key",
	        DB(release_viewer(cx)), DB(node), DB(n));
	return links_next(cx, &rows, out, total);
}

bool store_list_needed_by(struct cx *cx, int64_t node, int64_t n, struct list_link_vec *out, int64_t *total)
{
	AUTO(db_rows) rows = db_query(cx,
	        "WITH " SEEN ", page AS (SELECT d.key, d.dependent AS other, COUNT(*) OVER () AS total FROM dependency d WHERE d.supplier "
	                     "= $2 AND d" IN_SEEN " ORDER BY d.dependent, d.group_ LIMIT $3) "
	        "SELECT p.total, " LINK_COLUMNS OTHER_COLUMNS "FROM page p JOIN dependency d ON d.key = p.key " OTHER_END
	        "ORDER BY e.name, s.name, d.key",
	        DB(release_viewer(cx)), DB(node), DB(n));
	return links_next(cx, &rows, out, total);
}
