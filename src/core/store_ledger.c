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

bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT c.leaf, c.at_us, c.class, c.erased, l.leaf, c.salt, c.kind, c.actor, c.subject, c.content FROM ledger_content c "
	        "JOIN ledger_leaf l ON l.key = c.leaf WHERE c.subject = $2 "
	        "AND EXISTS (SELECT 1 FROM clearance e WHERE e.profile = $1 AND e.class = c.class AND e.decision = 2) ORDER BY c.leaf",
	        DB(profile), DB(subject));
	for (struct store_leaf l; db_next(&rows, TO(&l.key), TO(&l.at_us), TO(&l.class_key), TO(&l.erased), TO(&l.leaf), TO(&l.salt),
	             TO(&l.kind), TO(&l.actor), TO(&l.subject), TO(&l.content));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_reads_hold(struct cx *cx, struct str file, struct str folder, int64_t *position, struct str *check, bool *done)
{
	db_exec(cx,
	        "INSERT INTO ledger_reads (file, folder, position, check_) VALUES ($1, $2, 0, '') "
	        "ON CONFLICT (file) DO UPDATE SET position = ledger_reads.position",
	        DB(file), DB(folder));
	return store_reads_of(cx, file, position, check, done);
}

bool store_reads_move(struct cx *cx, struct str file, int64_t position, struct str check, bool done)
{
	static const int64_t month_us = (int64_t)30 * 86400 * 1000000;
	db_exec(cx, "UPDATE ledger_reads SET position = $2, check_ = $3, done_us = $4 WHERE file = $1", DB(file), DB(position), DB(check),
	        done ? DB(cx->now_us) : DB_NULL);
	return ok(cx) && (!done || db_exec(cx, "DELETE FROM ledger_reads WHERE done_us < $1", DB(cx->now_us - month_us)));
}

bool store_reads_of(struct cx *cx, struct str file, int64_t *position, struct str *check, bool *done)
{
	int64_t done_us = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT position, check_, COALESCE(done_us, 0) FROM ledger_reads WHERE file = $1", DB(file));
	bool found = db_next(&rows, TO(position), TO(check), TO(&done_us));
	*done = done_us != 0;
	return found;
}

bool store_reads_begun(struct cx *cx, struct str folder, struct store_names *out)
{
	struct str name;
	AUTO(db_rows) rows = db_query(cx, "SELECT file FROM ledger_reads WHERE folder = $1 AND done_us IS NULL ORDER BY file", DB(folder));
	while (db_next(&rows, TO(&name)))
		*vec_push(&cx->a, out) = name;
	return ok(cx);
}

bool store_reads_place(struct cx *cx, struct str prefix, struct str *folder)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT folder FROM ledger_reads WHERE substr(folder, 1, length(CAST($1 AS text))) = $1 "
	        "ORDER BY COALESCE(done_us, 9223372036854775807) DESC LIMIT 1",
	        DB(prefix));
	return db_next(&rows, TO(folder));
}
