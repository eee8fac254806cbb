/* SPDX-License-Identifier: Apache-2.0
 *
 * One interface over SQLite and PostgreSQL. One SQL text serves both: parameters are $1..$n only, casts are CAST(x AS type), types are
 * text, bigint, double precision, bytea; upsert, CTEs, windows, FILTER and RETURNING run verbatim on both.
 * Errors are sticky in cx: after the first every call is a quiet no-op that returns false, so loops need no checks.
 * The only room that includes sqlite3.h and libpq-fe.h.
 */
#pragma once
#include "base/cx.h"
#include "base/str.h"
#include "base/vec.h"

/* Opens the desk's database and sets cx->db. where: a file path (SQLite; WAL, synchronous FULL, foreign keys on, busy timeout) or
 * postgresql://… . create: make the SQLite file when it is absent (without it a missing file is E_MISSING, said in one line).
 * A password never appears in an error text. ":memory:" is an SQLite database that lives as long as the handle: for tests. */
bool db_open(struct cx *cx, struct str where, bool create);
/* Closes cx->db; accepts NULL. */
void db_close(struct cx *cx);
/* "sqlite" or "postgresql". */
const char *db_engine(const struct db *db);

/* ---- values in ---- */
enum db_kind { DB_KIND_NULL, DB_KIND_INT, DB_KIND_REAL, DB_KIND_TEXT, DB_KIND_BLOB };
struct db_value {
	enum db_kind kind;
	union {
		int64_t i;
		double r;
		struct str s;
	};
};
static inline struct db_value db_value_int(int64_t v)
{
	return (struct db_value){ .kind = DB_KIND_INT, .i = v };
}
static inline struct db_value db_value_real(double v)
{
	return (struct db_value){ .kind = DB_KIND_REAL, .r = v };
}
static inline struct db_value db_value_text(struct str v)
{
	return (struct db_value){ .kind = DB_KIND_TEXT, .s = v.ptr ? v : S("") };
}
static inline struct db_value db_value_same(struct db_value v)
{
	return v;
}
#define DB_NULL ((struct db_value){ .kind = DB_KIND_NULL })
#define DB_BLOB(str) ((struct db_value){ .kind = DB_KIND_BLOB, .s = (str) })
/* NULL when the text is empty. */
#define DB_TEXT_OR_NULL(str) ((str).len ? db_value_text(str) : DB_NULL)
#define DB(x) _Generic((x), struct str : db_value_text, double : db_value_real, struct db_value : db_value_same, default : db_value_int)(x)

/* ---- statements ---- */
/* Runs one statement without result. Prepared statements are cached by their text (256 a handle), so sql may be composed; it is borrowed for the
 * call only, values too. db_exec(cx, "DELETE FROM t WHERE a = $1", DB(a)). At most 32 parameters. A failed statement spoils its transaction on
 * both engines: only rollback is left, even when the error is cleared. Texts with U+0000 are E_INVALID.
 * Both engines: LIKE tells upper from lower case, text orders by bytes, "name" is never a text. CAST(x AS bytea) is not portable. A parameter
 * of no certain type needs CAST($1 AS text). ANALYZE is a plain statement: run it after a large import. */
#define db_exec(cx, sql, ...) \
	db_exec_((cx), (sql), (struct db_value[]){ DB_NULL __VA_OPT__(, ) __VA_ARGS__ }, \
	        sizeof((struct db_value[]){ DB_NULL __VA_OPT__(, ) __VA_ARGS__ }) / sizeof(struct db_value) - 1)
/* values[0] is ignored padding; values[1..n] are $1..$n. */
bool db_exec_(struct cx *cx, const char *sql, const struct db_value *values, size_t n);
/* Rows that the last db_exec of this handle inserted, changed or deleted. */
int64_t db_changes(struct cx *cx);

/* A cursor; closes itself: AUTO(db_rows) rows = db_query(cx, "SELECT a, b FROM t WHERE c = $1", DB(c)); */
struct db_rows {
	struct cx *cx;
	void *impl; /* statement or result */
	const char *sql;
	int64_t row, n;
};
#define db_query(cx, sql, ...) \
	db_query_((cx), (sql), (struct db_value[]){ DB_NULL __VA_OPT__(, ) __VA_ARGS__ }, \
	        sizeof((struct db_value[]){ DB_NULL __VA_OPT__(, ) __VA_ARGS__ }) / sizeof(struct db_value) - 1)
struct db_rows db_query_(struct cx *cx, const char *sql, const struct db_value *values, size_t n);
void db_rows_end_(struct db_rows *r);

/* ---- values out ---- */
struct db_slot {
	enum { DB_SLOT_INT, DB_SLOT_INT32, DB_SLOT_BOOL, DB_SLOT_REAL, DB_SLOT_STR } kind;
	void *to;
};
static inline struct db_slot db_slot_int(int64_t *p)
{
	return (struct db_slot){ DB_SLOT_INT, p };
}
static inline struct db_slot db_slot_int32(int32_t *p)
{
	return (struct db_slot){ DB_SLOT_INT32, p };
}
static inline struct db_slot db_slot_bool(bool *p)
{
	return (struct db_slot){ DB_SLOT_BOOL, p };
}
static inline struct db_slot db_slot_real(double *p)
{
	return (struct db_slot){ DB_SLOT_REAL, p };
}
static inline struct db_slot db_slot_str(struct str *p)
{
	return (struct db_slot){ DB_SLOT_STR, p };
}
/* Where a column goes. NULL reads as 0, false, 0.0, empty. Texts and blobs are copied into cx's arena. */
#define TO(p) \
	_Generic((p), int64_t *: db_slot_int, int32_t *: db_slot_int32, bool *: db_slot_bool, double *: db_slot_real, struct str *: db_slot_str)(p)
/* Next row into the slots, which are counted against the columns (a mismatch is an assert). false at the end or on error. */
#define db_next(rows, ...) \
	db_next_((rows), (struct db_slot[]){ __VA_ARGS__ }, sizeof((struct db_slot[]){ __VA_ARGS__ }) / sizeof(struct db_slot))
bool db_next_(struct db_rows *r, const struct db_slot *slots, size_t n);
/* Like db_next_, but slots of kind STR borrow until the next call instead of copying: for scans of very many rows. */
bool db_next_borrowed_(struct db_rows *r, const struct db_slot *slots, size_t n);
#define db_next_borrowed(rows, ...) \
	db_next_borrowed_((rows), (struct db_slot[]){ __VA_ARGS__ }, sizeof((struct db_slot[]){ __VA_ARGS__ }) / sizeof(struct db_slot))

/* ---- transactions ---- */
/* AUTO(db_tx) tx = db_begin(cx); … return db_commit(&tx); leaves by rollback unless committed. Writing transactions take the write lock
 * at once (BEGIN IMMEDIATE; on PostgreSQL SERIALIZABLE is not needed: writers queue on the desk row, see core/desk.h). Do not nest. */
struct db_tx {
	struct cx *cx;
	bool open;
};
struct db_tx db_begin(struct cx *cx);
/* The same for what is simply done again when it is lost, such as a lease: its commit does not wait for the disk. When the program ends or crashes nothing
 * is lost; when the power fails it may be, until another transaction has been committed. */
struct db_tx db_begin_soft(struct cx *cx);
/* A transaction that only reads, from one snapshot. */
struct db_tx db_begin_read(struct cx *cx);
bool db_commit(struct db_tx *tx);
void db_tx_end_(struct db_tx *tx);
/* Runs work in a loop while it fails with E_BUSY because of a lock or serialization conflict (at most 8 times, with growing pauses).
 * work must begin and commit its own transaction and be safe to run again; cx->err is cleared between the tries. */
bool db_work(struct cx *cx, bool (*work)(struct cx *cx, void *arg), void *arg);

/* ---- many rows at once ---- */
/* Fast insertion of many rows into one table (SQLite: prepared INSERT; PostgreSQL: COPY). Inside a transaction; no other statement may run
 * on the handle until db_bulk_end. table and columns are literals: db_bulk_begin(cx, "finding", "revision, component, product"). */
struct db_bulk {
	struct cx *cx;
	void *impl;
	size_t columns;
};
struct db_bulk db_bulk_begin(struct cx *cx, const char *table, const char *columns);
#define db_bulk_row(b, ...) \
	db_bulk_row_((b), (struct db_value[]){ __VA_ARGS__ }, sizeof((struct db_value[]){ __VA_ARGS__ }) / sizeof(struct db_value))
bool db_bulk_row_(struct db_bulk *b, const struct db_value *values, size_t n);
bool db_bulk_done(struct db_bulk *b); /* ends it and tells whether all went in */
void db_bulk_end_(struct db_bulk *b); /* AUTO: ends it when it was not done */

/* ---- schema ---- */
VEC_TYPE(db_names, struct str);
/* The names of all tables of the desk, in order: what is there, whatever the program believes. */
bool db_table_names(struct cx *cx, struct db_names *out);
/* In CREATE TABLE and ALTER TABLE … ADD a column "text" is made text COLLATE "C" on PostgreSQL, and "bigint PRIMARY KEY" is made the row's own
 * key (integer PRIMARY KEY) on SQLite. "-- sqlite: WITHOUT ROWID" on the line before the ';' (or "postgresql: …") is text for that engine only.
 * Migrations: append-only per room, each in its own transaction, recorded with its SHA-256 in schema_step. A recorded step whose text has
 * changed is E_BROKEN. Rooms are given in floor order. */
struct db_step {
	int number; /* 1, 2, … without gap */
	const char *name; /* "0001-register" */
	const char *sql; /* statements separated by ';' at the end of a line */
};
struct db_schema {
	const char *room;
	const struct db_step *steps; /* ended by number 0 */
};
/* Brings the database to the newest schema. Statements may use {{serial}}-free portable SQL only. */
bool db_migrate(struct cx *cx, const struct db_schema *const *schemas);
/* E_MISSING with what to do when the desk was never initialised, E_CONFLICT when its schema is newer than this program. */
bool db_check_schema(struct cx *cx, const struct db_schema *const *schemas);
