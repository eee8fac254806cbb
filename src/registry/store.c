/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the registry but the registers' own (store_records.c).
 */
#include "registry/store.h"
#include "core/release.h"

const char store_component_bulk_columns[] = "key, id, asset, vendor, product, version_, cpe, purl, model, serial, exposure, tlp, confirmed_by, confirmed_on, "
					    "source, confidence, origin, class, version, installed";

bool store_node_insert(struct cx *cx, const struct record_row *const *rows, size_t n, bool is_service)
{
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "node", "key, id, is_service");
	for (size_t i = 0; i < n; i++)
		db_bulk_row(&bulk, DB(rows[i]->key), DB(rows[i]->id), DB((int64_t)is_service));
	return db_bulk_done(&bulk);
}

bool store_node_remove(struct cx *cx, int64_t key)
{
	return db_exec(cx, "DELETE FROM node WHERE key = $1", DB(key));
}

bool store_products_load(struct cx *cx, struct map *digests)
{
	struct str digest;
	int64_t key;
	AUTO(db_rows) rows = db_query(cx, "SELECT digest, key FROM product");
	while (db_next(&rows, TO(&digest), TO(&key)))
		*map_at(digests, digest, NULL) = (uint64_t)key;
	return ok(cx);
}

bool store_products_insert(struct cx *cx, const struct store_product *products, size_t n)
{
	if (!n)
		return ok(cx);
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "product", "key, digest, vendor, product, version, cpe, purl, model, serial");
	for (const struct store_product *p = products; p < products + n; p++)
		db_bulk_row(&bulk, DB(p->key), DB(p->digest), DB(p->cells[0]), DB(p->cells[1]), DB(p->cells[2]), DB(p->cells[3]), DB(p->cells[4]), DB(p->cells[5]),
			DB(p->cells[6]));
	return db_bulk_done(&bulk);
}

bool store_component_installed(struct cx *cx, int64_t component, int64_t product)
{
	return db_exec(cx, "UPDATE component SET installed = $2 WHERE key = $1", DB(component), DB(product));
}

bool store_state_bump(struct cx *cx)
{
	return db_exec(cx, "UPDATE registry_state SET revision = revision + 1 WHERE one = 1");
}

int64_t registry_revision(struct cx *cx)
{
	int64_t revision = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT revision FROM registry_state WHERE one = 1");
	return db_next(&rows, TO(&revision)) ? revision : -1;
}

/* Each half in the order of its key, so that the two are merged and nothing is sorted. */
#define NODE(kind, is_service)                                                                                                                            \
	"SELECT n.key, n.id, " is_service ", n.organization, n.class, COALESCE(n.users, -1), COALESCE(n.restart_min, -1), n.name, COALESCE(s.id, os.id), " kind ", "  \
	"n.area, COALESCE(n.lat, 9e99), COALESCE(n.lon, 9e99) "
#define NODE_SECTOR " n LEFT JOIN sector s ON s.key = n.sector LEFT JOIN organization o ON o.key = n.organization LEFT JOIN sector os ON os.key = o.sector "

bool registry_nodes(struct cx *cx, struct registry_node_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, NODE("n.kind", "0") "FROM asset" NODE_SECTOR "UNION ALL " NODE("''", "1") "FROM service" NODE_SECTOR "ORDER BY 1");
	for (struct registry_node n; db_next(&rows, TO(&n.key), TO(&n.id), TO(&n.is_service), TO(&n.organization), TO(&n.class_key), TO(&n.users), TO(&n.restart_min),
		     TO(&n.name), TO(&n.sector), TO(&n.kind), TO(&n.area), TO(&n.lat), TO(&n.lon));)
		*vec_push(&cx->a, out) = n;
	return ok(cx);
}

#define DEPENDENCY                                                                                                                                         \
	"SELECT dependent, group_, supplier, COALESCE(weight, -1), COALESCE(need, -1), COALESCE(need_degraded, -1), COALESCE(need_severe, -1), kind, "              \
	"COALESCE(buffer_min, -1), COALESCE(retained, -1), COALESCE(grounded, -1), alternatives FROM dependency "
#define DEPENDENCY_SLOTS(d)                                                                                                                                \
	TO(&(d)->dependent), TO(&(d)->group), TO(&(d)->supplier), TO(&(d)->weight), TO(&(d)->need), TO(&(d)->need_degraded), TO(&(d)->need_severe),                 \
		TO(&(d)->kind), TO(&(d)->buffer_min), TO(&(d)->retained), TO(&(d)->grounded), TO(&(d)->alternatives)

struct db_rows registry_dependency_rows(struct cx *cx)
{
	return db_query(cx, DEPENDENCY "ORDER BY dependent, group_, id");
}

bool registry_dependency_next(struct db_rows *rows, struct registry_dependency *d)
{
	return db_next_borrowed(rows, DEPENDENCY_SLOTS(d));
}

bool registry_dependencies_of(struct cx *cx, int64_t node, struct registry_dependency_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		DEPENDENCY "WHERE (dependent = $2 OR supplier = $2) AND class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "
			   "ORDER BY dependent, group_, id",
		DB(release_viewer(cx)), DB(node));
	for (struct registry_dependency d; db_next(&rows, DEPENDENCY_SLOTS(&d));)
		*vec_push(&cx->a, out) = d;
	return ok(cx);
}

bool registry_organizations(struct cx *cx, struct registry_organization_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT o.key, o.class, o.id, o.name, o.kind, s.id, s.name, o.country, o.languages FROM organization o LEFT JOIN sector s ON s.key = o.sector ORDER BY "
		"o.id");
	for (struct registry_organization o = {}; db_next(&rows, TO(&o.key), TO(&o.class_key), TO(&o.id), TO(&o.name), TO(&o.kind), TO(&o.sector), TO(&o.sector_name),
		     TO(&o.country), TO(&o.languages));)
		*vec_push(&cx->a, out) = o;
	return ok(cx);
}

bool registry_contacts(struct cx *cx, struct registry_contact_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT organization, class, id, name, role, channel, address, languages, hours, COALESCE(order_, -1) FROM contact "
		"ORDER BY organization, COALESCE(order_, 1000000001), id");
	for (struct registry_contact c; db_next(&rows, TO(&c.organization), TO(&c.class_key), TO(&c.id), TO(&c.name), TO(&c.role), TO(&c.channel), TO(&c.address),
		     TO(&c.languages), TO(&c.hours), TO(&c.order));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool registry_sectors(struct cx *cx, struct registry_sector_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"WITH seen AS (SELECT class FROM clearance WHERE profile = $1 AND decision = 2), "
		"o AS (SELECT sector, COUNT(*) AS n FROM organization WHERE class IN (SELECT class FROM seen) GROUP BY sector), "
		"v AS (SELECT sector, COUNT(*) AS n FROM service WHERE class IN (SELECT class FROM seen) GROUP BY sector), "
		"a AS (SELECT sector, COUNT(*) AS n FROM asset WHERE class IN (SELECT class FROM seen) GROUP BY sector) "
		"SELECT t.key, t.id, t.name, p.id, COALESCE(o.n, 0), COALESCE(v.n, 0), COALESCE(a.n, 0) FROM sector t LEFT JOIN sector p ON p.key = t.parent "
		"LEFT JOIN o ON o.sector = t.key LEFT JOIN v ON v.sector = t.key LEFT JOIN a ON a.sector = t.key "
		"WHERE t.class IN (SELECT class FROM seen) ORDER BY t.id",
		DB(release_viewer(cx)));
	for (struct registry_sector s; db_next(&rows, TO(&s.key), TO(&s.id), TO(&s.name), TO(&s.parent), TO(&s.organizations), TO(&s.services), TO(&s.assets));)
		*vec_push(&cx->a, out) = s;
	return ok(cx);
}

bool registry_products(struct cx *cx, int64_t above_key, struct registry_product_vec *out)
{
	AUTO(db_rows) rows =
		db_query(cx, "SELECT key, vendor, product, version, cpe, purl, model, serial FROM product WHERE key > $1 ORDER BY key", DB(above_key));
	for (struct registry_product p; db_next(&rows, TO(&p.key), TO(&p.vendor), TO(&p.product), TO(&p.version), TO(&p.cpe), TO(&p.purl), TO(&p.model), TO(&p.serial));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool registry_components(struct cx *cx, struct registry_component_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, asset, installed, class, id FROM component ORDER BY installed, key");
	for (struct registry_component c; db_next(&rows, TO(&c.key), TO(&c.asset), TO(&c.installed), TO(&c.class_key), TO(&c.id));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_outline(struct cx *cx, struct str *points, int64_t *class_key)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT points, class FROM outline WHERE one = 1");
	return db_next(&rows, TO(points), TO(class_key));
}

bool store_outline_put(struct cx *cx, struct str points, int64_t class_key)
{
	return db_exec(cx, "INSERT INTO outline (one, class, points) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE SET class = excluded.class, points = excluded.points",
		DB(class_key), DB_BLOB(points));
}

bool store_outline_remove(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM outline WHERE one = 1");
}

int64_t registry_products_top(struct cx *cx)
{
	int64_t top = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT COALESCE(MAX(key), 0) FROM product");
	return db_next(&rows, TO(&top)) ? top : 0;
}
