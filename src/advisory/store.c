/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the advisory room and nothing else. Lists pass the release door: t.class IN (the classes the viewer's profile is cleared for).
 */
#include "advisory/matcher.h"
#include "core/dataset.h"

/* Verdicts in the database: 1 not_affected, 2 fixed, 3 under_investigation, 4 undecidable, 5 affected. These numbers are final. */
static int64_t stored_verdict(enum match_verdict verdict)
{
	return (int64_t)verdict - MATCH_NOT_AFFECTED + 1;
}

static enum match_verdict verdict_of(int64_t stored)
{
	return (enum match_verdict)(stored + MATCH_NOT_AFFECTED - 1);
}

/* For what is asked for by its id: one look at an index, so that what is not released takes no longer than what is not there. */
#define R_SEEN "EXISTS (SELECT 1 FROM clearance c WHERE c.profile = $1 AND c.class = r.class AND c.decision = 2)"

bool store_digest_known(struct cx *cx, struct str digest, struct store_known *out)
{
	struct str state;
	*out = (struct store_known){};
	AUTO(db_rows) rows = db_query(cx,
		"SELECT r.key, a.current, r.products, r.vulnerabilities, r.faults, r.state, r.reason, a.publisher, a.tracking, r.version "
		"FROM advisory_revision r JOIN advisory a ON a.key = r.advisory WHERE r.digest = $1 "
		"UNION ALL SELECT 0, 0, 0, 0, 0, 'quarantined', reason, '', '', '' FROM quarantine WHERE digest = $1",
		DB(digest));
	if (!db_next(&rows, TO(&out->revision), TO(&out->current), TO(&out->products), TO(&out->vulnerabilities), TO(&out->faults), TO(&state), TO(&out->reason),
		    TO(&out->publisher), TO(&out->tracking), TO(&out->version)))
		return false;
	out->quarantined = str_eq(state, S("quarantined"));
	return true;
}

bool store_findings_count(struct cx *cx, int64_t revision, int64_t *n, int64_t *affected)
{
	AUTO(db_rows) rows =
		db_query(cx, "SELECT COUNT(*), COUNT(CASE WHEN verdict = $2 THEN 1 END) FROM finding WHERE revision = $1", DB(revision), DB(stored_verdict(MATCH_AFFECTED)));
	return db_next(&rows, TO(n), TO(affected));
}

bool store_advisory(struct cx *cx, struct str publisher, struct str tracking, int64_t *key, int64_t *current)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, current FROM advisory WHERE publisher = $1 AND tracking = $2", DB(publisher), DB(tracking));
	return db_next(&rows, TO(key), TO(current));
}

bool store_advisory_insert(struct cx *cx, int64_t key, struct str publisher, struct str tracking, int64_t current)
{
	return db_exec(cx, "INSERT INTO advisory (key, publisher, tracking, current) VALUES ($1, $2, $3, $4)", DB(key), DB(publisher), DB(tracking), DB(current));
}

bool store_advisory_current(struct cx *cx, int64_t key, int64_t current)
{
	return db_exec(cx, "UPDATE advisory SET current = $2 WHERE key = $1", DB(key), DB(current));
}

bool store_revision_standing(struct cx *cx, int64_t revision, struct store_standing *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT version, state, released_us FROM advisory_revision WHERE key = $1", DB(revision));
	return db_next(&rows, TO(&out->version), TO(&out->state), TO(&out->released_us));
}

bool store_revision_insert(struct cx *cx, const struct store_revision *r)
{
	return db_exec(cx,
		"INSERT INTO advisory_revision (key, advisory, digest, version, state, reason, publisher_name, title, tlp, lang, severity, cvss, released_us, read_us, "
		"products, vulnerabilities, faults, name, document, parsed, class, related) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
		DB(r->key), DB(r->advisory), DB(r->digest), DB(r->version), DB(r->state), DB_TEXT_OR_NULL(r->reason), DB(r->publisher_name), DB(r->title),
		DB_TEXT_OR_NULL(r->tlp), DB_TEXT_OR_NULL(r->lang), DB_TEXT_OR_NULL(r->severity), DB(r->cvss), DB(r->released_us), DB(cx->now_us), DB(r->products),
		DB(r->vulnerabilities), DB(r->faults), DB(r->name), DB_BLOB(r->document), DB_BLOB(r->parsed), DB(r->class_key), DB(r->related));
}

bool store_quarantine_insert(struct cx *cx, int64_t key, struct str digest, struct str name, struct str reason, struct str document)
{
	return db_exec(cx, "INSERT INTO quarantine (key, digest, name, reason, at_us, document) VALUES ($1, $2, $3, $4, $5, $6)", DB(key), DB(digest), DB(name),
		DB(reason), DB(cx->now_us), DB_BLOB(document));
}

bool store_quarantined(struct cx *cx, struct quarantined_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT name, reason, digest, at_us FROM quarantine ORDER BY key DESC");
	for (struct quarantined q; db_next(&rows, TO(&q.name), TO(&q.reason), TO(&q.digest), TO(&q.at_us));)
		*vec_push(&cx->a, out) = q;
	return ok(cx);
}

#define QUARANTINE_OVER \
	"FROM quarantine q WHERE q.at_us < $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_us IS NULL AND h.dataset IN ($2, 'all') " \
	"AND h.subject IN ('', q.name, q.digest))"

bool store_expire_quarantine(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	if (cut->dry_run) {
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " QUARANTINE_OVER, DB(cut->before_us), DB(cut->dataset));
		db_next(&rows, TO(n));
		return ok(cx);
	}
	if (!db_exec(cx, "DELETE FROM quarantine WHERE key IN (SELECT q.key " QUARANTINE_OVER " ORDER BY q.at_us, q.key LIMIT $3)", DB(cut->before_us),
		    DB(cut->dataset), DB(cut->limit)))
		return false;
	*n = db_changes(cx);
	return true;
}

bool store_findings_insert(struct cx *cx, const struct matcher_rows *rows)
{
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "finding", "revision, installed, product, asset, verdict, confidence");
	vec_each (f, &rows->findings)
		db_bulk_row(&bulk, DB(f->revision), DB(f->row.installed), DB((int64_t)f->row.product), DB(f->row.asset), DB(stored_verdict(f->row.judgement.verdict)),
			DB((int64_t)f->row.judgement.confidence));
	return db_bulk_done(&bulk);
}

bool store_findings_delete(struct cx *cx, int64_t revision)
{
	return db_exec(cx, "DELETE FROM finding WHERE revision = $1", DB(revision));
}

bool store_keys_insert(struct cx *cx, const struct matcher_rows *rows)
{
	AUTO(db_bulk) bulk = db_bulk_begin(cx, "product_key", "key, revision");
	vec_each (k, &rows->keys)
		db_bulk_row(&bulk, DB((int64_t)k->key), DB(k->revision));
	return db_bulk_done(&bulk);
}

bool store_keys_delete(struct cx *cx, int64_t revision)
{
	return db_exec(cx, "DELETE FROM product_key WHERE revision = $1", DB(revision));
}

bool store_match_clear(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM finding") && db_exec(cx, "DELETE FROM product_key");
}

bool store_revisions_by_key(struct cx *cx, const uint64_t *keys, size_t n, struct revision_vec *out)
{
	struct map seen = map_make(&cx->a);
	for (size_t i = 0; i < n; i++) {
		int64_t revision;
		AUTO(db_rows) rows = db_query(cx, "SELECT revision FROM product_key WHERE key = $1", DB((int64_t)keys[i]));
		while (db_next(&rows, TO(&revision))) {
			bool fresh;
			map_at_int(&seen, revision, &fresh);
			if (fresh)
				*vec_push(&cx->a, out) = revision;
		}
	}
	return ok(cx);
}

bool store_revisions_current(struct cx *cx, struct revision_vec *out)
{
	int64_t revision;
	AUTO(db_rows) rows = db_query(cx, "SELECT current FROM advisory ORDER BY current");
	while (db_next(&rows, TO(&revision)))
		*vec_push(&cx->a, out) = revision;
	return ok(cx);
}

bool store_revisions_related(struct cx *cx, struct revision_vec *out)
{
	int64_t revision;
	AUTO(db_rows) rows = db_query(cx, "SELECT a.current FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE r.related = 1 ORDER BY a.current");
	while (db_next(&rows, TO(&revision)))
		*vec_push(&cx->a, out) = revision;
	return ok(cx);
}

bool store_places(struct cx *cx, int64_t installed, struct store_asset_vec *out)
{
	int64_t asset;
	AUTO(db_rows) rows = db_query(cx, "SELECT DISTINCT asset FROM component WHERE installed = $1 ORDER BY asset", DB(installed));
	while (db_next(&rows, TO(&asset)))
		*vec_push(&cx->a, out) = asset;
	return ok(cx);
}

bool store_parsed(struct cx *cx, int64_t revision, struct str *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT parsed FROM advisory_revision WHERE key = $1", DB(revision));
	return db_next(&rows, TO(out));
}

bool store_match_state(struct cx *cx, int64_t *installed, int64_t *revision)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT installed, revision FROM match_state WHERE one = 1");
	return db_next(&rows, TO(installed), TO(revision));
}

bool store_match_state_set(struct cx *cx, int64_t installed)
{
	return db_exec(cx, "UPDATE match_state SET installed = $1 WHERE one = 1", DB(installed));
}

bool store_match_bump(struct cx *cx, bool again)
{
	return db_exec(cx, "UPDATE match_state SET revision = revision + 1, rebuilt = rebuilt + $1 WHERE one = 1", DB((int64_t)again));
}

bool store_match_rebuilt(struct cx *cx, int64_t *rebuilt)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT rebuilt FROM match_state WHERE one = 1");
	return db_next(&rows, TO(rebuilt));
}

#define HEAD                                                                                                                                               \
	"a.key, r.key, r.class, r.released_us, r.read_us, r.products, r.vulnerabilities, r.faults, a.publisher, a.tracking, r.version, r.state, r.reason, "        \
	"r.publisher_name, r.title, r.tlp, r.severity, r.name, r.cvss"
#define HEAD_SLOTS(h)                                                                                                                                      \
	TO(&(h).key), TO(&(h).revision), TO(&(h).class_key), TO(&(h).released_us), TO(&(h).read_us), TO(&(h).products), TO(&(h).vulnerabilities), TO(&(h).faults),    \
		TO(&(h).publisher), TO(&(h).tracking), TO(&(h).version), TO(&(h).state), TO(&(h).reason), TO(&(h).publisher_name), TO(&(h).title), TO(&(h).tlp),       \
		TO(&(h).severity), TO(&(h).name), TO(&(h).cvss)

bool store_heads(struct cx *cx, int64_t limit, int64_t offset, struct advisory_head_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT " HEAD " FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE r.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "
		"ORDER BY r.released_us DESC, r.key DESC LIMIT $2 OFFSET $3",
		DB(release_viewer(cx)), DB(limit ? limit : INT64_MAX), DB(offset));
	for (struct advisory_head h = {}; db_next(&rows, HEAD_SLOTS(h));)
		*vec_push(&cx->a, out) = h;
	return ok(cx);
}

bool store_heads_counted(struct cx *cx, int64_t limit, int64_t offset, struct advisory_head_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"WITH seen AS (SELECT class FROM clearance WHERE profile = $1 AND decision = 2), "
		"page AS (SELECT a.key AS akey, r.key AS rkey FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE r.class IN (SELECT class FROM seen) "
		"ORDER BY r.released_us DESC, r.key DESC LIMIT $2 OFFSET $3), "
		"hit AS (SELECT f.revision, c.key AS component, MAX(CASE WHEN f.verdict = $4 AND r.state <> 'quarantined' THEN 1 ELSE 0 END) AS sure "
		"FROM page p JOIN finding f ON f.revision = p.rkey JOIN advisory_revision r ON r.key = p.rkey JOIN component c ON c.installed = f.installed "
		"AND (f.asset = 0 OR f.asset = c.asset) WHERE f.verdict >= $5 AND c.class IN (SELECT class FROM seen) GROUP BY f.revision, c.key), "
		"n AS (SELECT revision, SUM(sure) AS affected, COUNT(*) - SUM(sure) AS possible FROM hit GROUP BY revision) "
		"SELECT " HEAD ", CAST(COALESCE(n.affected, 0) AS bigint), CAST(COALESCE(n.possible, 0) AS bigint) FROM page p JOIN advisory a ON a.key = p.akey "
		"JOIN advisory_revision r ON r.key = p.rkey LEFT JOIN n ON n.revision = p.rkey ORDER BY r.released_us DESC, r.key DESC",
		DB(release_viewer(cx)), DB(limit ? limit : INT64_MAX), DB(offset), DB(stored_verdict(MATCH_AFFECTED)), DB(stored_verdict(MATCH_UNDER_INVESTIGATION)));
	for (struct advisory_head h = {}; db_next(&rows, HEAD_SLOTS(h), TO(&h.affected), TO(&h.possible));)
		*vec_push(&cx->a, out) = h;
	return ok(cx);
}

#define MATCHING                                                                                                                                           \
	"FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE r.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "         \
	"AND ($2 = '' OR r.state = $2) AND ($3 = '' OR LOWER(r.title) LIKE $3 ESCAPE '!' OR LOWER(a.tracking) LIKE $3 ESCAPE '!' "                                 \
	"OR LOWER(r.publisher_name) LIKE $3 ESCAPE '!') AND ($4 = 0 OR EXISTS (SELECT 1 FROM finding f JOIN component c ON c.installed = f.installed "              \
	"AND (f.asset = 0 OR f.asset = c.asset) WHERE f.revision = r.key AND f.verdict >= $4 "                                                                     \
	"AND c.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2)))"
#define MATCHING_VALUES(f)                                                                                                                                 \
	DB(release_viewer(cx)), DB((f)->state), DB((f)->pattern), DB((f)->hitting ? stored_verdict(MATCH_UNDER_INVESTIGATION) : (int64_t)0)

bool store_heads_matching(struct cx *cx, const struct store_filter *f, int64_t limit, int64_t offset, struct advisory_head_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT " HEAD " " MATCHING " ORDER BY r.released_us DESC, r.key DESC LIMIT $5 OFFSET $6", MATCHING_VALUES(f), DB(limit),
		DB(offset));
	for (struct advisory_head h = {}; db_next(&rows, HEAD_SLOTS(h));)
		*vec_push(&cx->a, out) = h;
	return ok(cx);
}

int64_t store_heads_matching_count(struct cx *cx, const struct store_filter *f)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " MATCHING, MATCHING_VALUES(f));
	return db_next(&rows, TO(&n)) ? n : 0;
}

bool store_tracking_twins(struct cx *cx, struct map *out)
{
	struct str tracking;
	AUTO(db_rows) rows = db_query(cx,
		"SELECT a.tracking FROM (SELECT tracking FROM advisory GROUP BY tracking HAVING COUNT(*) > 1) t JOIN advisory a ON a.tracking = t.tracking "
		"JOIN advisory_revision r ON r.key = a.current WHERE r.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "
		"GROUP BY a.tracking HAVING COUNT(*) > 1",
		DB(release_viewer(cx)));
	while (db_next(&rows, TO(&tracking)))
		*map_at(out, tracking, NULL) = 1;
	return ok(cx);
}

int64_t store_heads_count(struct cx *cx)
{
	int64_t n = 0;
	AUTO(db_rows) rows = db_query(cx,
		"SELECT COUNT(*) FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE r.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2)",
		DB(release_viewer(cx)));
	return db_next(&rows, TO(&n)) ? n : 0;
}

bool store_head(struct cx *cx, struct str publisher, struct str tracking, struct advisory_head *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT " HEAD " FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE a.tracking = $3 AND ($2 = '' OR a.publisher = $2) "
		"AND " R_SEEN " ORDER BY a.key LIMIT 1",
		DB(release_viewer(cx)), DB(publisher), DB(tracking));
	*out = (struct advisory_head){};
	return db_next(&rows, HEAD_SLOTS(*out));
}

bool store_heads_named(struct cx *cx, struct str tracking, struct advisory_head_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT " HEAD " FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE a.tracking = $2 "
		"AND " R_SEEN " ORDER BY a.key",
		DB(release_viewer(cx)), DB(tracking));
	for (struct advisory_head h = {}; db_next(&rows, HEAD_SLOTS(h));)
		*vec_push(&cx->a, out) = h;
	return ok(cx);
}

bool store_head_all(struct cx *cx, struct advisory_head_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT " HEAD " FROM advisory a JOIN advisory_revision r ON r.key = a.current ORDER BY r.key");
	for (struct advisory_head h = {}; db_next(&rows, HEAD_SLOTS(h));)
		*vec_push(&cx->a, out) = h;
	return ok(cx);
}

struct db_rows store_findings(struct cx *cx, int64_t revision, struct str asset)
{
	return db_query(cx,
		"WITH seen AS (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "
		"SELECT f.revision, f.installed, f.product, f.verdict, f.confidence, c.key, c.id, s.id, s.name, o.id, p.vendor, p.product, p.version, p.cpe, p.purl, p.model, "
		"p.serial FROM finding f JOIN component c ON c.installed = f.installed AND (f.asset = 0 OR f.asset = c.asset) JOIN asset s ON s.key = c.asset "
		"JOIN organization o ON o.key = s.organization JOIN product p ON p.key = f.installed JOIN advisory_revision r ON r.key = f.revision "
		"WHERE ($2 = 0 OR f.revision = $2) AND ($3 = '' OR s.id = $3) AND c.class IN (SELECT class FROM seen) AND r.class IN (SELECT class FROM seen) "
		"ORDER BY f.revision, s.id, c.id, f.product",
		DB(release_viewer(cx)), DB(revision), DB(asset));
}

struct db_rows store_findings_of(struct cx *cx, int64_t revision, struct str organization)
{
	return db_query(cx,
		"WITH seen AS (SELECT class FROM clearance WHERE profile = $1 AND decision = 2) "
		"SELECT f.revision, f.installed, f.product, f.verdict, f.confidence, c.key, c.id, s.id, s.name, o.id, p.vendor, p.product, p.version, p.cpe, p.purl, p.model, "
		"p.serial FROM organization o JOIN asset s ON s.organization = o.key JOIN component c ON c.asset = s.key JOIN finding f ON f.revision = $2 "
		"AND f.installed = c.installed AND (f.asset = 0 OR f.asset = c.asset) JOIN product p ON p.key = f.installed JOIN advisory_revision r ON r.key = f.revision "
		"WHERE o.id = $3 AND c.class IN (SELECT class FROM seen) AND r.class IN (SELECT class FROM seen) ORDER BY s.id, c.id, f.product",
		DB(release_viewer(cx)), DB(revision), DB(organization));
}

bool store_findings_next(struct db_rows *rows, struct store_finding *f)
{
	int64_t verdict, confidence;
	if (!db_next_borrowed(rows, TO(&f->revision), TO(&f->installed), TO(&f->product), TO(&verdict), TO(&confidence), TO(&f->component_key), TO(&f->component),
		    TO(&f->asset), TO(&f->asset_name), TO(&f->organization), TO(&f->vendor), TO(&f->name), TO(&f->version), TO(&f->cpe), TO(&f->purl), TO(&f->model),
		    TO(&f->serial)))
		return false;
	f->stored = (struct match_judgement){ .verdict = verdict_of(verdict), .confidence = (uint8_t)confidence };
	return true;
}

bool store_hits(struct cx *cx, int64_t above, int64_t upto, struct store_hit_vec *out)
{
	AUTO(db_rows) rows = db_query(cx,
		"SELECT f.revision, c.asset, c.key, c.class, MAX(f.verdict) FROM finding f JOIN component c ON c.installed = f.installed "
		"AND (f.asset = 0 OR f.asset = c.asset) WHERE f.verdict >= $3 AND f.revision > $1 AND f.revision <= $2 "
		"GROUP BY f.revision, c.asset, c.key, c.class ORDER BY f.revision, c.asset, c.key",
		DB(above), DB(upto), DB(stored_verdict(MATCH_UNDER_INVESTIGATION)));
	for (struct store_hit h; db_next(&rows, TO(&h.revision), TO(&h.asset), TO(&h.component), TO(&h.class_key), TO(&h.verdict));) {
		h.verdict = verdict_of(h.verdict);
		*vec_push(&cx->a, out) = h;
	}
	return ok(cx);
}

bool store_advisory_subject(struct cx *cx, struct str tracking, struct subject_found *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT a.tracking, r.title, r.class FROM advisory a JOIN advisory_revision r ON r.key = a.current WHERE a.tracking = $1 ORDER BY a.key LIMIT 1",
	        DB(tracking));
	return db_next(&rows, TO(&out->id), TO(&out->name), TO(&out->class_key));
}

bool store_advisory_labels(struct cx *cx, struct store_marked_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT r.key, r.class, a.tracking, r.tlp FROM advisory_revision r JOIN advisory a ON a.key = r.advisory");
	for (struct store_marked m; db_next(&rows, TO(&m.revision), TO(&m.class_key), TO(&m.tracking), TO(&m.tlp));)
		*vec_push(&cx->a, out) = m;
	return ok(cx);
}

bool store_advisory_class(struct cx *cx, int64_t revision, int64_t class_key)
{
	return db_exec(cx, "UPDATE advisory_revision SET class = $2 WHERE key = $1", DB(revision), DB(class_key));
}

bool store_sectors_released(struct cx *cx, struct map *out)
{
	struct str id;
	AUTO(db_rows)
	rows = db_query(cx, "SELECT s.id FROM sector s WHERE EXISTS (SELECT 1 FROM clearance c WHERE c.profile = $1 AND c.class = s.class AND c.decision = 2)", DB(release_viewer(cx)));
	while (db_next(&rows, TO(&id)))
		*map_at(out, id, NULL) = 1;
	return ok(cx);
}

bool store_sector_names(struct cx *cx, struct store_name_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT s.id, s.name, p.id FROM sector s LEFT JOIN sector p ON p.key = s.parent ORDER BY s.id");
	for (struct store_name n; db_next(&rows, TO(&n.id), TO(&n.name), TO(&n.parent));)
		*vec_push(&cx->a, out) = n;
	return ok(cx);
}

bool store_aliases(struct cx *cx, struct store_alias_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT key, kind, vendor, alias, canonical FROM alias ORDER BY kind, vendor, alias");
	for (struct store_alias x; db_next(&rows, TO(&x.key), TO(&x.kind), TO(&x.vendor), TO(&x.alias), TO(&x.canonical));)
		*vec_push(&cx->a, out) = x;
	return ok(cx);
}

bool store_alias_put(struct cx *cx, int64_t key, const struct store_alias *x)
{
	return db_exec(cx,
		"INSERT INTO alias (key, kind, vendor, alias, canonical) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, vendor, alias) DO UPDATE SET canonical = excluded.canonical",
		DB(key), DB(x->kind), DB(x->vendor), DB(x->alias), DB(x->canonical));
}

bool store_alias_remove(struct cx *cx, int64_t key)
{
	return db_exec(cx, "DELETE FROM alias WHERE key = $1", DB(key));
}
