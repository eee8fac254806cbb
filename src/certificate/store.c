/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the room certificate.
 */
#include "certificate/store.h"

bool store_certificate(struct cx *cx, struct store_certificate *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT chain, sealed_key, made FROM desk_certificate WHERE one = 1");
	return db_next(&rows, TO(&out->chain), TO(&out->sealed_key), TO(&out->made));
}

bool store_certificate_put(struct cx *cx, const struct store_certificate *c)
{
	return db_exec(cx,
		"INSERT INTO desk_certificate (one, chain, sealed_key, made, changed_us) VALUES (1, $1, $2, $3, $4) ON CONFLICT (one) DO UPDATE SET chain = $1, "
		"sealed_key = $2, made = $3, changed_us = $4",
		DB(c->chain), DB_BLOB(c->sealed_key), DB((int64_t)c->made), DB(cx->now_us));
}

bool store_anchors(struct cx *cx, struct store_anchor_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT fingerprint, pem FROM certificate_anchor ORDER BY fingerprint");
	for (struct store_anchor a = {}; db_next(&rows, TO(&a.fingerprint), TO(&a.pem));)
		*vec_push(&cx->a, out) = a;
	return ok(cx);
}

bool store_anchor_put(struct cx *cx, const struct store_anchor *a)
{
	return db_exec(cx,
		"INSERT INTO certificate_anchor (fingerprint, pem, changed_us) VALUES ($1, $2, $3) ON CONFLICT (fingerprint) DO UPDATE SET changed_us = $3",
		DB(a->fingerprint), DB(a->pem), DB(cx->now_us));
}

bool store_anchor_remove(struct cx *cx, struct str fingerprint)
{
	return db_exec(cx, "DELETE FROM certificate_anchor WHERE fingerprint = $1", DB(fingerprint)) && db_changes(cx) > 0;
}

bool store_certificate_bump(struct cx *cx)
{
	return db_exec(cx, "UPDATE certificate_version SET version = version + 1 WHERE one = 1");
}

int64_t store_certificate_version(struct cx *cx)
{
	int64_t version = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT version FROM certificate_version WHERE one = 1");
	return db_next(&rows, TO(&version)) ? version : -1;
}
