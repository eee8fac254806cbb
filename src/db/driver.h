/* SPDX-License-Identifier: Apache-2.0
 *
 * What an engine gives to db.c. Stays inside db/, its tests and tools/sqlcheck.
 */
#pragma once
#include "db/db.h"
#include "db/table.h"

enum { DB_PARAMETERS_MAX = 32, DB_STATEMENTS_MAX = 256, DB_COLUMNS_MAX = 64 };

/* The common head of every handle; a driver's own struct begins with it. */
struct db {
	const struct db_driver *driver;
	char *where; /* what it was opened with; never told: it may hold a password */
	int64_t changes;
	bool in_tx;
	bool read_only; /* the open transaction only reads */
	bool spoiled; /* a statement of the open transaction failed: only rollback is left, on both engines alike */
	bool in_bulk;
	bool soft; /* commits do not wait for the disk */
	int fault_in; /* 0 = off; else the call that fails is that many calls away */
	enum err_kind fault_kind;
};

/* Every function reports its failure with fail(cx, …) and returns false. None looks at cx->err before it works: db.c has. */
struct db_driver {
	const char *name;
	const char *begin, *begin_read;
	const char *soft, *firm; /* run between transactions: commits do not wait for the disk, commits wait */
	const char *snapshot; /* run after begin_read so that the snapshot is taken now; or NULL */
	const char *lock_schema; /* taken first in each migrating transaction; or NULL */
	const char *has_table; /* query: number of tables named $1 */
	const char *tables; /* query: names of all tables of the desk, in order */
	const char *columns; /* query: table, column, type of all columns, tables in the order they were made */
	const char *indexes; /* query: how to drop and how to make each index that is no part of a constraint */
	const char *bytes; /* query: bytes that the database takes */
	const char *sound; /* query: a row that is not "ok" for each fault of the storage; or NULL */
	const char *const *fast; /* statements of db_fill_fast, NULL-ended */
	void (*close)(struct db *db);
	/* One prepared and cached statement to its end; values[0] is $1. */
	bool (*exec)(struct cx *cx, const char *sql, const struct db_value *values, size_t n);
	/* One statement without parameters, not cached: BEGIN, COMMIT, schema. */
	bool (*run)(struct cx *cx, const char *sql);
	/* Fills r->impl; the statement has been executed (its first row fetched) when it returns. */
	bool (*query)(struct db_rows *r, const struct db_value *values, size_t n);
	bool (*next)(struct db_rows *r, const struct db_slot *slots, size_t n, bool borrow);
	void (*rows_end)(struct db_rows *r);
	bool (*bulk_begin)(struct db_bulk *b, const char *table, const char *columns);
	bool (*bulk_row)(struct db_bulk *b, const struct db_value *values);
	/* Ends the bulk; good false = throw away what is still on its way. */
	bool (*bulk_end)(struct db_bulk *b, bool good);
	/* Every row of a table to row; select is SELECT "columns" FROM "table". */
	bool (*scan)(struct cx *cx, const char *select, const struct db_table *table, db_row row, void *arg);
	/* Prepares without running, types of parameters left to the engine: for tools/sqlcheck. */
	bool (*check)(struct cx *cx, const char *sql);
};
bool db_open_sqlite(struct cx *cx, struct str path, bool create);
bool db_open_postgres(struct cx *cx, struct str uri);
/* Whether the server of this address must prove who it is (sslmode verify-full): one of its hosts is another machine, and neither the address nor
 * PGSSLMODE says how far TLS goes. libpq by itself would fall back to plain text. */
bool postgres_needs_proof(const char *uri);

/* Makes the n-th database call from now (1 = the next; a call is exec, query, next row, begin, commit or bulk row) fail with kind, once.
 * n 0 switches it off. For tests: shows that what a failing call leaves behind is rolled back. */
void db_fault_after(struct db *db, int n, enum err_kind kind);

/* Puts a number into a slot of any number kind; E_BROKEN when it does not fit or the slot wants text. column is for the error text, 0-based. */
bool db_slot_put_int(struct cx *cx, const struct db_slot *slot, int64_t v, size_t column);
bool db_slot_put_real(struct cx *cx, const struct db_slot *slot, double v, size_t column);
/* Puts text or bytes into a slot, copied into the arena unless borrow. */
bool db_slot_put_str(struct cx *cx, const struct db_slot *slot, struct str v, size_t column, bool borrow);
/* What NULL reads as. */
void db_slot_put_null(const struct db_slot *slot);
