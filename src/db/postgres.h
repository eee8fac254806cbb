/* SPDX-License-Identifier: Apache-2.0
 *
 * What the two files of the PostgreSQL driver share. Stays inside db/.
 */
#pragma once
#include "db/driver.h"
#include <libpq-fe.h>

/* Object ids of built-in types; fixed by PostgreSQL for good (catalog/pg_type.dat). */
enum {
	POSTGRES_BOOL = 16,
	POSTGRES_BYTEA = 17,
	POSTGRES_NAME = 19,
	POSTGRES_INT8 = 20,
	POSTGRES_INT2 = 21,
	POSTGRES_INT4 = 23,
	POSTGRES_TEXT = 25,
	POSTGRES_FLOAT8 = 701,
	POSTGRES_VARCHAR = 1043,
	POSTGRES_NUMERIC = 1700,
};

struct statement;
struct copy_target;
struct postgres {
	struct db db;
	PGconn *conn;
	struct statement **buckets; /* by hash of the text */
	unsigned n;
	uint64_t serial; /* of the newest statement */
	struct copy_target *targets; /* tables that were copied into, with their column types */
};
static inline struct postgres *postgres_of(struct cx *cx)
{
	return (struct postgres *)cx->db;
}

/* Turns a failed result into the sticky error: 40001, 40P01, 55P03 and a lost connection are E_BUSY, a broken unique or foreign key is
 * E_CONFLICT, text that is not UTF-8 is E_INVALID, the rest E_BROKEN. Returns false. Does not clear res. */
bool postgres_refuse(struct cx *cx, const PGresult *res);

/* The driver's bulk: COPY … FROM STDIN in binary. */
bool postgres_bulk_begin(struct db_bulk *b, const char *table, const char *columns);
bool postgres_bulk_row(struct db_bulk *b, const struct db_value *values);
bool postgres_bulk_end(struct db_bulk *b, bool good);
/* The driver's scan: COPY … TO STDOUT in binary. */
bool postgres_scan(struct cx *cx, const char *select, const struct db_table *table, db_row row, void *arg);
/* Frees the remembered column types. */
void postgres_copy_forget(struct postgres *p);
