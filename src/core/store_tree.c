/* SPDX-License-Identifier: Apache-2.0
 *
 * SQL of the ledger's tree, its checkpoints, and of what is erased or read beside its leaves.
 */
#include "core/store_ledger.h"

static int64_t number_of(struct cx *cx, const char *sql)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, sql);
	db_next(&rows, TO(&n));
	return ok(cx) ? n : -1;
}

int64_t store_tree_size(struct cx *cx, bool hold)
{
	if (hold && !db_exec(cx, "UPDATE ledger_tree SET size = size WHERE one = 1"))
		return -1;
	return number_of(cx, "SELECT size FROM ledger_tree WHERE one = 1");
}

bool store_tree_grow(struct cx *cx, int64_t size)
{
	return db_exec(cx, "UPDATE ledger_tree SET size = $1 WHERE one = 1", DB(size));
}

bool store_tree_verified(struct cx *cx, int64_t size)
{
	return db_exec(cx, "UPDATE ledger_tree SET verified_us = $1, verified_size = $2 WHERE one = 1", DB(cx->now_us), DB(size));
}

bool store_tree_when(struct cx *cx, int64_t *verified_us, int64_t *verified_size)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT verified_us, verified_size FROM ledger_tree WHERE one = 1");
	return db_next(&rows, TO(verified_us), TO(verified_size));
}

int64_t store_leaf_top(struct cx *cx)
{
	return number_of(cx, "SELECT COALESCE(MAX(key), 0) FROM ledger_leaf");
}

int64_t store_leaf_counter(struct cx *cx)
{
	return number_of(cx, "SELECT COALESCE(MAX(next), 1) - 1 FROM counter WHERE name = 'ledger'");
}

int64_t store_tile_count(struct cx *cx)
{
	return number_of(cx, "SELECT COUNT(*) FROM ledger_tile");
}

int64_t store_content_count(struct cx *cx)
{
	return number_of(cx, "SELECT COUNT(*) FROM ledger_content");
}

int64_t store_cosignature_count(struct cx *cx)
{
	return number_of(cx, "SELECT COUNT(*) FROM ledger_cosignature");
}

bool store_leaves_after(struct cx *cx, int64_t key, int64_t n, bool (*each)(void *arg, int64_t key, struct str leaf), void *arg)
{
	struct str leaf;
	AUTO(db_rows) rows = db_query(cx, "SELECT key, leaf FROM ledger_leaf WHERE key > $1 ORDER BY key LIMIT $2", DB(key), DB(n));
	while (db_next_borrowed(&rows, TO(&key), TO(&leaf)) && each(arg, key, leaf)) {
	}
	return ok(cx);
}

bool store_tile_put(struct cx *cx, int64_t level, int64_t place, struct str hashes)
{
	return db_exec(cx,
	        "INSERT INTO ledger_tile (level, place, hashes) VALUES ($1, $2, $3) ON CONFLICT (level, place) DO UPDATE SET hashes = "
	        "excluded.hashes",
	        DB(level), DB(place), DB_BLOB(hashes));
}

bool store_tile(struct cx *cx, int64_t level, int64_t place, struct str *hashes)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT hashes FROM ledger_tile WHERE level = $1 AND place = $2", DB(level), DB(place));
	return db_next(&rows, TO(hashes));
}

bool store_leaves_whole_after(
        struct cx *cx, int64_t key, int64_t n, bool (*each)(void *arg, int64_t key, const struct store_leaf *l), void *arg)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT l.key, l.leaf, COALESCE(c.leaf, 0), COALESCE(c.at_us, 0), COALESCE(c.class, 0), COALESCE(c.erased, 0), c.salt, "
	        "c.kind, c.actor, "
	        "c.subject, c.content FROM (SELECT key, leaf FROM ledger_leaf WHERE key > $1 ORDER BY key LIMIT $2) l "
	        "LEFT JOIN ledger_content c ON c.leaf = l.key ORDER BY l.key",
	        DB(key), DB(n));
	for (struct store_leaf l; db_next_borrowed(&rows, TO(&key), TO(&l.leaf), TO(&l.key), TO(&l.at_us), TO(&l.class_key), TO(&l.erased),
	             TO(&l.salt), TO(&l.kind), TO(&l.actor), TO(&l.subject), TO(&l.content));)
		if (!each(arg, key, &l))
			break;
	return ok(cx);
}

bool store_leaves_recent(struct cx *cx, int64_t profile, int64_t before, int64_t n, struct store_leaf_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT c.leaf, c.at_us, c.kind, c.erased, COALESCE(e.class, 0), CASE WHEN e.class IS NULL THEN '' ELSE c.actor END, "
	        "CASE WHEN e.class IS NULL THEN '' ELSE c.subject END FROM ledger_content c "
	        "LEFT JOIN clearance e ON e.profile = $1 AND e.class = c.class AND e.decision = 2 "
	        "WHERE $2 = CAST(0 AS bigint) OR c.leaf < $2 ORDER BY c.leaf DESC LIMIT $3",
	        DB(profile), DB(before), DB(n));
	for (struct store_leaf l = {};
	        db_next(&rows, TO(&l.key), TO(&l.at_us), TO(&l.kind), TO(&l.erased), TO(&l.class_key), TO(&l.actor), TO(&l.subject));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_leaf_one(struct cx *cx, int64_t key, struct store_leaf *out)
{
	*out = (struct store_leaf){};
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT l.key, l.leaf, c.at_us, c.class, c.erased, c.salt, c.kind, c.actor, c.subject, c.content FROM ledger_leaf l "
	        "LEFT JOIN ledger_content c ON c.leaf = l.key WHERE l.key = $1",
	        DB(key));
	return db_next(&rows, TO(&out->key), TO(&out->leaf), TO(&out->at_us), TO(&out->class_key), TO(&out->erased), TO(&out->salt),
	        TO(&out->kind), TO(&out->actor), TO(&out->subject), TO(&out->content));
}

bool store_leaves_about(struct cx *cx, struct str subject, struct str actor, struct store_leaf_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT leaf, erased, class, at_us, salt, kind, actor, subject, content FROM ledger_content WHERE leaf IN "
	        "(SELECT leaf FROM ledger_content WHERE subject = $1 AND $1 <> '' UNION SELECT leaf FROM ledger_content WHERE actor = $2 "
	        "AND $2 <> '') "
	        "ORDER BY leaf",
	        DB(subject), DB(actor));
	for (struct store_leaf l = {}; db_next(&rows, TO(&l.key), TO(&l.erased), TO(&l.class_key), TO(&l.at_us), TO(&l.salt), TO(&l.kind),
	             TO(&l.actor), TO(&l.subject), TO(&l.content));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_leaves_old(struct cx *cx, struct str kind, int64_t before_us, int64_t limit, struct store_leaf_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT leaf, erased, salt, kind FROM ledger_content WHERE kind = $1 AND at_us < $2 AND erased <> 7 ORDER BY leaf LIMIT $3",
	        DB(kind), DB(before_us), DB(limit));
	for (struct store_leaf l = {}; db_next(&rows, TO(&l.key), TO(&l.erased), TO(&l.salt), TO(&l.kind));)
		*vec_push(&cx->a, out) = l;
	return ok(cx);
}

bool store_leaf_erase(struct cx *cx, int64_t key, struct str salt, struct str actor, struct str subject, struct str content, int64_t erased)
{
	return db_exec(cx, "UPDATE ledger_content SET salt = $2, actor = $3, subject = $4, content = $5, erased = $6 WHERE leaf = $1",
	        DB(key), DB_BLOB(salt), DB(actor), DB(subject), DB(content), DB(erased));
}

bool store_reads_about(struct cx *cx, struct str organization, int64_t skip, int64_t n, struct store_read_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT c.leaf, c.at_us, c.class, r.shown, c.actor, c.subject FROM "
	        "(SELECT d.leaf AS leaf, SUM(d.shown) AS shown FROM ledger_read d JOIN release_class k ON k.key = d.class "
	        "WHERE k.owner = $1 GROUP BY d.leaf ORDER BY d.leaf DESC LIMIT $3 OFFSET $2) r "
	        "JOIN ledger_content c ON c.leaf = r.leaf ORDER BY c.leaf DESC",
	        DB(organization), DB(skip), DB(n));
	for (struct store_read r = {};
	        db_next(&rows, TO(&r.key), TO(&r.at_us), TO(&r.class_key), TO(&r.rows), TO(&r.actor), TO(&r.address));)
		*vec_push(&cx->a, out) = r;
	return ok(cx);
}

bool store_shown_insert(struct cx *cx, const struct store_shown_vec *shown)
{
	if (!shown->n)
		return ok(cx);
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "ledger_read", "class, leaf, shown");
	vec_each (s, shown)
		db_bulk_row(&bulk, DB(s->class_key), DB(s->leaf), DB(s->rows));
	return db_bulk_done(&bulk);
}

/* ---- checkpoints ---- */

bool store_key_put(struct cx *cx, struct str verifier)
{
	return db_exec(cx, "INSERT INTO ledger_key (verifier, since_us) VALUES ($1, $2) ON CONFLICT (verifier) DO NOTHING", DB(verifier),
	        DB(cx->now_us));
}

bool store_keys_all(struct cx *cx, struct store_names *out)
{
	struct str verifier;
	AUTO(db_rows) rows = db_query(cx, "SELECT verifier FROM ledger_key ORDER BY since_us, verifier");
	while (db_next(&rows, TO(&verifier)))
		*vec_push(&cx->a, out) = verifier;
	return ok(cx);
}

bool store_checkpoint_put(struct cx *cx, int64_t size, struct str note)
{
	return db_exec(cx, "INSERT INTO ledger_checkpoint (size, at_us, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING", DB(size),
	        DB(cx->now_us), DB(note));
}

bool store_checkpoint(struct cx *cx, int64_t size, struct store_checkpoint *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT size, at_us, note FROM ledger_checkpoint WHERE $1 = CAST(0 AS bigint) OR size = $1 ORDER BY size DESC LIMIT 1",
	        DB(size));
	return db_next(&rows, TO(&out->size), TO(&out->at_us), TO(&out->note));
}

bool store_checkpoints_after(struct cx *cx, int64_t size, int64_t n, struct store_checkpoint_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "SELECT size, at_us, note FROM ledger_checkpoint WHERE size > $1 ORDER BY size LIMIT $2", DB(size), DB(n));
	for (struct store_checkpoint c; db_next(&rows, TO(&c.size), TO(&c.at_us), TO(&c.note));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_cosignature_put(struct cx *cx, const struct store_cosignature *c)
{
	return db_exec(cx,
	        "INSERT INTO ledger_cosignature (size, witness, at_us, line) VALUES ($1, $2, $3, $4) ON CONFLICT (size, witness) DO UPDATE "
	        "SET at_us = excluded.at_us, "
	        "line = excluded.line",
	        DB(c->size), DB(c->witness), DB(c->at_us), DB(c->line));
}

bool store_cosignatures(struct cx *cx, int64_t size, struct store_cosignature_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "SELECT size, witness, at_us, line FROM ledger_cosignature WHERE size = $1 ORDER BY witness", DB(size));
	for (struct store_cosignature c; db_next(&rows, TO(&c.size), TO(&c.witness), TO(&c.at_us), TO(&c.line));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_stamp_put(struct cx *cx, const struct store_stamp *s)
{
	return db_exec(cx,
	        "INSERT INTO ledger_stamp (size, at_us, authority, response) VALUES ($1, $2, $3, $4) ON CONFLICT (size) DO UPDATE SET "
	        "at_us = excluded.at_us, "
	        "authority = excluded.authority, response = excluded.response",
	        DB(s->size), DB(s->at_us), DB(s->authority), DB_BLOB(s->response));
}

bool store_stamps(struct cx *cx, int64_t size, struct store_stamp_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT size, at_us, authority, response FROM ledger_stamp WHERE $1 = CAST(0 AS bigint) OR size = $1 ORDER BY size",
	        DB(size));
	for (struct store_stamp s; db_next(&rows, TO(&s.size), TO(&s.at_us), TO(&s.authority), TO(&s.response));)
		*vec_push(&cx->a, out) = s;
	return ok(cx);
}
