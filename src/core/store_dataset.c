/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of data sets, holds, and of erasing core's own rows by age.
 */
#include "core/store_dataset.h"
#include "base/time.h"
#include "core/ledger_inner.h"

bool store_dataset_cells(struct cx *cx, struct store_cell_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT dataset, field, value FROM dataset_cell ORDER BY dataset, field");
	for (struct store_cell c = {}; db_next(&rows, TO(&c.dataset), TO(&c.field), TO(&c.value));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_dataset_states(struct cx *cx, struct store_dataset_state_vec *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT dataset, version, COALESCE(reviewed_us, -1), reviewed_by FROM dataset_state ORDER BY dataset");
	for (struct store_dataset_state s = {}; db_next(&rows, TO(&s.dataset), TO(&s.version), TO(&s.reviewed_us), TO(&s.reviewed_by));)
		*vec_push(&cx->a, out) = s;
	return ok(cx);
}

bool store_dataset_cell_put(struct cx *cx, const struct store_cell *cell)
{
	return db_exec(cx, "INSERT INTO dataset_cell (dataset, field, value) VALUES ($1, $2, $3) ON CONFLICT (dataset, field) DO UPDATE SET value = $3",
		DB(cell->dataset), DB(cell->field), DB(cell->value));
}

bool store_dataset_cell_delete(struct cx *cx, struct str dataset, struct str field)
{
	return db_exec(cx, "DELETE FROM dataset_cell WHERE dataset = $1 AND field = $2", DB(dataset), DB(field));
}

bool store_dataset_touch(struct cx *cx, struct str dataset)
{
	return db_exec(cx, "INSERT INTO dataset_state (dataset, version) VALUES ($1, 1) ON CONFLICT (dataset) DO UPDATE SET version = dataset_state.version + 1",
		DB(dataset));
}

bool store_dataset_reviewed(struct cx *cx, struct str dataset, struct str by)
{
	return db_exec(cx, "UPDATE dataset_state SET reviewed_us = $2, reviewed_by = $3 WHERE dataset = $1", DB(dataset), DB(cx->now_us), DB(by));
}

bool store_dataset_made(struct cx *cx, struct str kind, struct str subject, int64_t *made_us)
{
	*made_us = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT COALESCE(MAX(at_us), -1) FROM ledger_content WHERE subject = $1 AND kind = $2", DB(subject), DB(kind));
	db_next(&rows, TO(made_us));
	*made_us = *made_us < 0 ? TIME_NONE : *made_us;
	return ok(cx);
}

#define HOLD_COLUMNS "key, name, dataset, subject, organization, reason, set_us, set_by, COALESCE(lifted_us, -1), lifted_by"
#define HOLD_SLOTS(h) \
	TO(&(h)->key), TO(&(h)->name), TO(&(h)->dataset), TO(&(h)->subject), TO(&(h)->organization), TO(&(h)->reason), TO(&(h)->set_us), TO(&(h)->set_by), \
		TO(&(h)->lifted_us), TO(&(h)->lifted_by)

bool store_holds(struct cx *cx, bool standing, struct hold_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
		"SELECT " HOLD_COLUMNS " FROM legal_hold WHERE lifted_us IS NULL OR $1 = 0 "
		"ORDER BY CASE WHEN lifted_us IS NULL THEN 0 ELSE 1 END, set_us DESC, key DESC",
		DB((int64_t)standing));
	for (struct hold h = {}; db_next(&rows, HOLD_SLOTS(&h));) {
		h.lifted_us = h.lifted_us < 0 ? TIME_NONE : h.lifted_us;
		*vec_push(&cx->a, out) = h;
	}
	return ok(cx);
}

bool store_hold(struct cx *cx, struct str name, struct hold *out)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT " HOLD_COLUMNS " FROM legal_hold WHERE name = $1", DB(name));
	bool found = db_next(&rows, HOLD_SLOTS(out));
	if (found && out->lifted_us < 0)
		out->lifted_us = TIME_NONE;
	return found;
}

bool store_hold_insert(struct cx *cx, const struct hold *h)
{
	return db_exec(cx,
		"INSERT INTO legal_hold (key, name, dataset, subject, organization, reason, set_us, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		DB(h->key), DB(h->name), DB(h->dataset), DB(h->subject), DB(h->organization), DB(h->reason), DB(h->set_us), DB(h->set_by));
}

bool store_hold_lift(struct cx *cx, int64_t key, struct str by)
{
	return db_exec(cx, "UPDATE legal_hold SET lifted_us = $2, lifted_by = $3 WHERE key = $1", DB(key), DB(cx->now_us), DB(by));
}

/* ---- erasing by age. What a standing hold may cover stays: a hold narrowed by something the row does not tell counts as covering it ---- */
static bool count_of(struct cx *cx, struct db_rows *rows, int64_t *n)
{
	db_next(rows, TO(n));
	return ok(cx);
}

#define SESSIONS_OVER \
	"FROM session s JOIN person p ON p.key = s.person WHERE s.expires_us < $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_us IS NULL " \
	"AND h.dataset IN ($2, 'all') AND h.subject IN ('', p.id) AND h.organization IN ('', p.organization))"

bool store_expire_sessions(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	if (cut->dry_run) {
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " SESSIONS_OVER, DB(cut->before_us), DB(cut->dataset));
		return count_of(cx, &rows, n);
	}
	if (!db_exec(cx, "DELETE FROM session WHERE token IN (SELECT s.token " SESSIONS_OVER " ORDER BY s.expires_us LIMIT $3)", DB(cut->before_us),
		    DB(cut->dataset), DB(cut->limit)))
		return false;
	*n = db_changes(cx);
	return true;
}

#define EVENTS_OVER \
	"FROM event e WHERE e.done_us < $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_us IS NULL AND h.dataset IN ($2, 'all') " \
	"AND h.subject IN ('', e.subject))"

bool store_expire_events(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	if (cut->dry_run) {
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " EVENTS_OVER, DB(cut->before_us), DB(cut->dataset));
		return count_of(cx, &rows, n);
	}
	if (!db_exec(cx, "DELETE FROM event WHERE key IN (SELECT e.key " EVENTS_OVER " ORDER BY e.done_us, e.key LIMIT $3)", DB(cut->before_us),
		    DB(cut->dataset), DB(cut->limit)))
		return false;
	*n = db_changes(cx);
	return true;
}

#define PEOPLE_OVER \
	"FROM person p WHERE p.ended_us < $1 AND p.name <> '' AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_us IS NULL " \
	"AND h.dataset IN ($2, 'all') AND h.subject IN ('', p.id) AND h.organization IN ('', p.organization))"

bool store_expire_people(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	if (cut->dry_run) {
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " PEOPLE_OVER, DB(cut->before_us), DB(cut->dataset));
		return count_of(cx, &rows, n);
	}
	if (!db_exec(cx,
		    "UPDATE person SET id = 'erased|' || CAST(key AS text), name = '', email = '', lang = NULL, password = NULL, totp = NULL "
		    "WHERE key IN (SELECT p.key " PEOPLE_OVER " ORDER BY p.ended_us, p.key LIMIT $3)",
		    DB(cut->before_us), DB(cut->dataset), DB(cut->limit)))
		return false;
	*n = db_changes(cx);
	return true;
}

/* $3 = 1: page reads, 0: all else. A hold that is narrowed to a thing or an organization holds what the ledger tells of it, whatever its data set. */
#define CONTENTS_OVER \
	"FROM ledger_content c JOIN release_class k ON k.key = c.class WHERE c.at_us < $1 AND c.erased <> 7 AND c.kind NOT LIKE 'ledger.%' " \
	"AND CASE WHEN c.kind = 'page.read' THEN 1 ELSE 0 END = $3 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_us IS NULL " \
	"AND (h.dataset IN ($2, 'all') OR h.subject <> '' OR h.organization <> '') AND h.subject IN ('', c.subject, c.actor) " \
	"AND h.organization IN ('', k.owner))"

static bool expire_contents(struct cx *cx, const struct dataset_cut *cut, bool reads, int64_t *n)
{
	struct store_leaf_vec leaves = {};
	if (cut->dry_run) {
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) " CONTENTS_OVER, DB(cut->before_us), DB(cut->dataset), DB((int64_t)reads));
		return count_of(cx, &rows, n);
	}
	{
		AUTO(db_rows)
		rows = db_query(cx, "SELECT c.leaf, c.erased, c.salt, c.kind " CONTENTS_OVER " ORDER BY c.leaf LIMIT $4", DB(cut->before_us), DB(cut->dataset),
			DB((int64_t)reads), DB(cut->limit));
		for (struct store_leaf l = {}; db_next(&rows, TO(&l.key), TO(&l.erased), TO(&l.salt), TO(&l.kind));)
			*vec_push(&cx->a, &leaves) = l;
	}
	return ok(cx) && ledger_erase_leaves(cx, &leaves, cut->dataset, S("retention"), n);
}

bool store_expire_contents(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	return expire_contents(cx, cut, false, n);
}

bool store_expire_reads(struct cx *cx, const struct dataset_cut *cut, int64_t *n)
{
	return expire_contents(cx, cut, true, n);
}
