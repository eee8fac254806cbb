/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of labels: of every record what its release class is made from, and the class written.
 */
#include "registry/store_labels.h"

#define COMMON "t.key, t.id, t.class, t.tlp"
static const char *const selects[REGISTER_COUNT] = {
	[REGISTER_SECTOR] = "SELECT " COMMON ", '', t.id, '' FROM sector t",
	[REGISTER_ORGANIZATION] = "SELECT " COMMON ", t.id, x.id, '' FROM organization t LEFT JOIN sector x ON x.key = t.sector",
	[REGISTER_SERVICE] = "SELECT " COMMON ", o.id, x.id, '' FROM service t JOIN organization o ON o.key = t.organization "
	                     "LEFT JOIN sector x ON x.key = COALESCE(t.sector, o.sector)",
	[REGISTER_ASSET] = "SELECT " COMMON ", o.id, x.id, '' FROM asset t JOIN organization o ON o.key = t.organization "
	                   "LEFT JOIN sector x ON x.key = COALESCE(t.sector, o.sector)",
	[REGISTER_CONTACT] = "SELECT " COMMON ", o.id, x.id, '' FROM contact t JOIN organization o ON o.key = t.organization "
	                     "LEFT JOIN sector x ON x.key = o.sector",
	[REGISTER_COMPONENT] = "SELECT " COMMON ", o.id, x.id, a.id FROM component t JOIN asset a ON a.key = t.asset "
	                       "JOIN organization o ON o.key = a.organization LEFT JOIN sector x ON x.key = COALESCE(a.sector, o.sector)",
	[REGISTER_DEPENDENCY] =
	        "SELECT " COMMON
	        ", o.id, x.id, n.id FROM dependency t JOIN node n ON n.key = t.dependent LEFT JOIN asset a ON a.key = n.key "
	        "LEFT JOIN service s ON s.key = n.key JOIN organization o ON o.key = COALESCE(a.organization, s.organization) "
	        "LEFT JOIN sector x ON x.key = COALESCE(a.sector, s.sector, o.sector)",
};

static const char *const updates[REGISTER_COUNT] = {
	[REGISTER_SECTOR] = "UPDATE sector SET class = $2 WHERE key = $1",
	[REGISTER_ORGANIZATION] = "UPDATE organization SET class = $2 WHERE key = $1",
	[REGISTER_SERVICE] = "UPDATE service SET class = $2 WHERE key = $1",
	[REGISTER_ASSET] = "UPDATE asset SET class = $2 WHERE key = $1",
	[REGISTER_CONTACT] = "UPDATE contact SET class = $2 WHERE key = $1",
	[REGISTER_COMPONENT] = "UPDATE component SET class = $2 WHERE key = $1",
	[REGISTER_DEPENDENCY] = "UPDATE dependency SET class = $2 WHERE key = $1",
};

static const char *const finds[REGISTER_COUNT] = {
	[REGISTER_SECTOR] = "SELECT id, name, class FROM sector WHERE id = $1",
	[REGISTER_ORGANIZATION] = "SELECT id, name, class FROM organization WHERE id = $1",
	[REGISTER_SERVICE] = "SELECT id, name, class FROM service WHERE id = $1",
	[REGISTER_ASSET] = "SELECT id, name, class FROM asset WHERE id = $1",
	[REGISTER_CONTACT] = "SELECT id, name, class FROM contact WHERE id = $1",
	[REGISTER_COMPONENT] = "SELECT id, product, class FROM component WHERE id = $1",
	[REGISTER_DEPENDENCY] = "SELECT id, id, class FROM dependency WHERE id = $1",
};

bool store_sector_parents(struct cx *cx, struct store_parent_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT s.id, p.id FROM sector s JOIN sector p ON p.key = s.parent");
	for (struct store_parent p; db_next(&rows, TO(&p.id), TO(&p.parent));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool store_labels(struct cx *cx, enum register_kind kind, struct store_label_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, selects[kind]);
	for (struct store_label l;
	        db_next(&rows, TO(&l.key), TO(&l.id), TO(&l.class_key), TO(&l.tlp), TO(&l.owner), TO(&l.sector), TO(&l.hangs_on));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_label_set(struct cx *cx, enum register_kind kind, int64_t key, int64_t class_key)
{
	return db_exec(cx, updates[kind], DB(key), DB(class_key));
}

bool store_subject(struct cx *cx, enum register_kind kind, struct str id, struct subject_found *out)
{
	AUTO(db_rows) rows = db_query(cx, finds[kind], DB(id));
	return db_next(&rows, TO(&out->id), TO(&out->name), TO(&out->class_key));
}
