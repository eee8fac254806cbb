/* SPDX-License-Identifier: Apache-2.0
 *
 * What both engines share: the sticky error, transactions, the retry of busy work, dispatch to the driver, and the slots that values are read
 * into. Must never contain SQL that only one engine understands. Serves every store.c above.
 */
#include "db/driver.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

bool db_open(struct cx *cx, struct str where, bool create)
{
	assert(!cx->db);
	if (!ok(cx))
		return false;
	bool postgres = str_starts(where, S("postgresql://")) || str_starts(where, S("postgres://"));
	if (!(postgres ? db_open_postgres(cx, where) : db_open_sqlite(cx, where, create)))
		return false;
	cx->db->where = strndup(where.ptr, where.len);
	if (!cx->db->where)
		abort();
	return true;
}

bool db_open_same(struct cx *cx, const struct db *other)
{
	return db_open(cx, str_c(other->where), false);
}

void db_close(struct cx *cx)
{
	if (cx->db) {
		free(cx->db->where);
		cx->db->driver->close(cx->db);
	}
	cx->db = NULL;
}

const char *db_engine(const struct db *db)
{
	return db->driver->name;
}

int64_t db_changes(struct cx *cx)
{
	return cx->db->changes;
}

void db_fault_after(struct db *db, int n, enum err_kind kind)
{
	db->fault_in = n;
	db->fault_kind = kind;
}

/* The gate of every call: false after an error, in a spoiled transaction, or when a planned fault is due. */
static bool may_run(struct cx *cx)
{
	struct db *db = cx->db;
	assert(db && "no database is open");
	if (!ok(cx))
		return false;
	if (db->in_tx && db->spoiled)
		return fail(cx, E_BROKEN, "the transaction goes on after a failed statement");
	if (db->fault_in && --db->fault_in == 0) {
		db->spoiled = true;
		return fail(cx, db->fault_kind, "planned fault of a test");
	}
	return true;
}

static bool settle(struct cx *cx, bool good)
{
	if (!good)
		cx->db->spoiled = true;
	return good;
}

/* PostgreSQL's text cannot hold U+0000; SQLite's could, and then the two would differ. */
static bool values_fit(struct cx *cx, const struct db_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (values[i].kind == DB_KIND_TEXT && values[i].s.len && memchr(values[i].s.ptr, 0, values[i].s.len))
			return fail(cx, E_INVALID, "a text holds U+0000, which the database does not take");
	return true;
}

bool db_exec_(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	assert(n <= DB_PARAMETERS_MAX);
	if (!may_run(cx) || !values_fit(cx, values + 1, n))
		return false;
	assert(!cx->db->in_bulk);
	cx->db->changes = 0;
	return settle(cx, cx->db->driver->exec(cx, sql, values + 1, n));
}

struct db_rows db_query_(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	assert(n <= DB_PARAMETERS_MAX);
	struct db_rows r = { .cx = cx, .sql = sql };
	if (!may_run(cx) || !values_fit(cx, values + 1, n))
		return r;
	assert(!cx->db->in_bulk);
	settle(cx, cx->db->driver->query(&r, values + 1, n));
	return r;
}

void db_rows_end_(struct db_rows *r)
{
	if (r->impl)
		r->cx->db->driver->rows_end(r);
	r->impl = NULL;
}

static bool next(struct db_rows *r, const struct db_slot *slots, size_t n, bool borrow)
{
	struct cx *cx = r->cx;
	if (!may_run(cx) || !r->impl)
		return false;
	bool more = cx->db->driver->next(r, slots, n, borrow);
	if (!ok(cx))
		cx->db->spoiled = true;
	return more;
}

bool db_next_(struct db_rows *r, const struct db_slot *slots, size_t n)
{
	return next(r, slots, n, false);
}

bool db_next_borrowed_(struct db_rows *r, const struct db_slot *slots, size_t n)
{
	return next(r, slots, n, true);
}

/* ---- slots ---- */

static bool slot_misfit(struct cx *cx, size_t column, const char *holds)
{
	return fail(cx, E_BROKEN, "column %zu of a query holds %s, which the reading code does not expect", column + 1, holds);
}

bool db_slot_put_int(struct cx *cx, const struct db_slot *slot, int64_t v, size_t column)
{
	switch (slot->kind) {
	case DB_SLOT_INT: *(int64_t *)slot->to = v; return true;
	case DB_SLOT_INT32:
		if (v < INT32_MIN || v > INT32_MAX)
			return slot_misfit(cx, column, "a number beyond 32 bits");
		*(int32_t *)slot->to = (int32_t)v;
		return true;
	case DB_SLOT_BOOL: *(bool *)slot->to = v != 0; return true;
	case DB_SLOT_REAL: *(double *)slot->to = (double)v; return true;
	case DB_SLOT_STR: break;
	}
	return slot_misfit(cx, column, "an integer");
}

bool db_slot_put_real(struct cx *cx, const struct db_slot *slot, double v, size_t column)
{
	if (slot->kind != DB_SLOT_REAL)
		return slot_misfit(cx, column, "a real number");
	*(double *)slot->to = v;
	return true;
}

bool db_slot_put_str(struct cx *cx, const struct db_slot *slot, struct str v, size_t column, bool borrow)
{
	if (slot->kind != DB_SLOT_STR)
		return slot_misfit(cx, column, "text");
	*(struct str *)slot->to = borrow ? v : arena_str(&cx->a, v);
	return true;
}

void db_slot_put_null(const struct db_slot *slot)
{
	switch (slot->kind) {
	case DB_SLOT_INT: *(int64_t *)slot->to = 0; break;
	case DB_SLOT_INT32: *(int32_t *)slot->to = 0; break;
	case DB_SLOT_BOOL: *(bool *)slot->to = false; break;
	case DB_SLOT_REAL: *(double *)slot->to = 0; break;
	case DB_SLOT_STR: *(struct str *)slot->to = S(""); break;
	}
}

/* ---- transactions ---- */

/* No commit is soft that was not meant to be: where this fails, nothing begins. */
static bool harden(struct cx *cx, bool soft)
{
	struct db *db = cx->db;
	if (db->soft != soft && db->driver->run(cx, soft ? db->driver->soft : db->driver->firm))
		db->soft = soft;
	return db->soft == soft;
}

static struct db_tx begin(struct cx *cx, bool read_only, bool soft)
{
	struct db_tx tx = { .cx = cx };
	struct db *db = cx->db;
	if (!may_run(cx))
		return tx;
	assert(!db->in_tx && "transactions do not nest");
	const struct db_driver *d = db->driver;
	if (!harden(cx, soft) || !d->run(cx, read_only ? d->begin_read : d->begin))
		return tx;
	tx.open = db->in_tx = true;
	db->read_only = read_only;
	db->spoiled = false;
	if (read_only && d->snapshot)
		settle(cx, d->run(cx, d->snapshot));
	return tx;
}

struct db_tx db_begin(struct cx *cx)
{
	return begin(cx, false, false);
}

struct db_tx db_begin_soft(struct cx *cx)
{
	return begin(cx, false, true);
}

struct db_tx db_begin_read(struct cx *cx)
{
	return begin(cx, true, false);
}

static void leave(struct db_tx *tx)
{
	struct cx *cx = tx->cx;
	tx->open = false;
	cx->db->in_tx = cx->db->read_only = cx->db->spoiled = false;
	/* At once, for statements outside of transactions; when that fails, the next begin tries again. */
	struct err first = cx->err;
	harden(cx, false);
	cx->err = first;
}

bool db_commit(struct db_tx *tx)
{
	struct cx *cx = tx->cx;
	if (!may_run(cx))
		return false;
	assert(tx->open && !cx->db->in_bulk);
	if (!settle(cx, cx->db->driver->run(cx, "COMMIT")))
		return false;
	leave(tx);
	return true;
}

void db_tx_end_(struct db_tx *tx)
{
	if (!tx->open)
		return;
	struct cx *cx = tx->cx;
	/* What a rollback reports changes nothing: not committed is all it has to mean, and the first error is the one to read. */
	struct err first = cx->err;
	cx->db->driver->run(cx, "ROLLBACK");
	cx->err = first;
	leave(tx);
}

/* Waits about 10, 20, 40 … 640 ms, the half of it by chance, so that two that collided do not collide again. */
static void pause_before(unsigned attempt)
{
	uint32_t chance = 0;
	if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
		chance = 0;
	uint64_t half_us = UINT64_C(5000) << attempt, us = half_us + half_us * chance / UINT32_MAX;
	struct timespec t = { .tv_sec = (time_t)(us / 1000000), .tv_nsec = (long)(us % 1000000) * 1000 };
	nanosleep(&t, NULL);
}

bool db_work(struct cx *cx, bool (*work)(struct cx *cx, void *arg), void *arg)
{
	enum { TRIES = 8 };
	if (!ok(cx))
		return false;
	assert(!cx->db->in_tx);
	for (unsigned attempt = 0;; attempt++) {
		if (work(cx, arg))
			return true;
		assert(!cx->db->in_tx);
		if (cx->err.kind != E_BUSY || attempt + 1 == TRIES)
			return false;
		err_clear(&cx->err);
		pause_before(attempt);
	}
}

/* ---- many rows ---- */

bool db_table_scan(struct cx *cx, const struct db_table *table, db_row row, void *arg)
{
	if (!may_run(cx))
		return false;
	assert(cx->db->in_tx && !cx->db->in_bulk);
	const char *select = arena_printf(&cx->a, "SELECT %s FROM %s", db_fill_columns(&cx->a, table), db_fill_table(&cx->a, table)).ptr;
	return settle(cx, cx->db->driver->scan(cx, select, table, row, arg));
}

struct db_bulk db_bulk_begin(struct cx *cx, const char *table, const char *columns)
{
	struct db_bulk b = { .cx = cx, .columns = 1 };
	for (const char *p = columns; *p; p++)
		b.columns += *p == ',';
	assert(b.columns <= DB_PARAMETERS_MAX);
	if (!may_run(cx))
		return b;
	assert(cx->db->in_tx && !cx->db->in_bulk);
	cx->db->changes = 0;
	if (settle(cx, cx->db->driver->bulk_begin(&b, table, columns)))
		cx->db->in_bulk = true;
	return b;
}

bool db_bulk_row_(struct db_bulk *b, const struct db_value *values, size_t n)
{
	assert(n == b->columns);
	if (!may_run(b->cx) || !b->impl || !values_fit(b->cx, values, n))
		return false;
	return settle(b->cx, b->cx->db->driver->bulk_row(b, values));
}

bool db_bulk_done(struct db_bulk *b)
{
	bool good = ok(b->cx) && b->impl;
	if (b->impl) {
		good = settle(b->cx, b->cx->db->driver->bulk_end(b, good)) && good;
		b->cx->db->in_bulk = false;
	}
	b->impl = NULL;
	return good;
}

void db_bulk_end_(struct db_bulk *b)
{
	if (!b->impl)
		return;
	/* Left in the middle: half of the rows are in, so only rollback is left for the transaction. */
	struct err first = b->cx->err;
	b->cx->db->driver->bulk_end(b, false);
	b->cx->err = first;
	b->cx->db->spoiled = true;
	b->cx->db->in_bulk = false;
	b->impl = NULL;
}
