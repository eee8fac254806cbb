/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the ledger.
 */
#include "core/store_ledger.h"

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
		db_bulk_row(&bulk, DB(l->key), DB_BLOB(l->salt), DB(l->at_us), DB(l->kind), DB(l->actor), DB(l->subject), DB(l->content),
		        DB(l->class_key));
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
	return db_exec(cx, "WITH fresh AS (SELECT key AS k, row_number() OVER (ORDER BY key) AS n FROM ledger_leaf WHERE seq IS NULL), "
	                   "base AS (SELECT COALESCE(MAX(seq), -1) AS top FROM ledger_leaf) "
	                   "UPDATE ledger_leaf SET seq = base.top + fresh.n FROM fresh, base WHERE ledger_leaf.key = fresh.k");
}

bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT c.leaf, c.at_us, c.class, l.leaf, c.salt, c.kind, c.actor, c.subject, c.content FROM ledger_content c "
	        "JOIN ledger_leaf l ON l.key = c.leaf WHERE c.subject = $2 "
	        "AND EXISTS (SELECT 1 FROM clearance e WHERE e.profile = $1 AND e.class = c.class AND e.decision = 2) ORDER BY c.leaf",
	        DB(profile), DB(subject));
	for (struct store_leaf l; db_next(&rows, TO(&l.key), TO(&l.at_us), TO(&l.class_key), TO(&l.leaf), TO(&l.salt), TO(&l.kind),
	             TO(&l.actor), TO(&l.subject), TO(&l.content));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}
