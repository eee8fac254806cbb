/* SPDX-License-Identifier: Apache-2.0
 *
 * Whole tables, whatever the engine: what columns they have, all rows of one as a stream, and the way into an empty database. For backups and for
 * moving a desk from one engine to the other; knows no table by name but schema_step.
 */
#pragma once
#include "base/vec.h"
#include "db/db.h"

struct db_column {
	struct str name;
	enum db_kind kind; /* of its values, NULL aside */
};
struct db_table {
	struct str name;
	VEC(struct db_column) columns;
};
VEC_TYPE(db_table_vec, struct db_table);

/* The tables of these schemas that the database holds, in the order they were made (a table that another refers to comes first). Without schema_step.
 * E_BROKEN when a column has a type that is not one of the portable four, or a table more columns than a bulk takes. */
bool db_tables(struct cx *cx, const struct db_schema *const *schemas, struct db_table_vec *out);

/* Gives every row of the table to row, one after the other in no certain order, each value of its column's kind or NULL, borrowed for the call. Stops
 * when row returns false (which must have set cx->err). Memory does not grow with the table. Inside a reading transaction: one snapshot. row may not
 * use the handle. */
typedef bool (*db_row)(void *arg, const struct db_value *values, size_t n);
bool db_table_scan(struct cx *cx, const struct db_table *table, db_row row, void *arg);

/* One recorded schema step. */
struct db_recorded {
	struct str room, name, sha256;
	int64_t number;
};
VEC_TYPE(db_recorded_vec, struct db_recorded);
bool db_recorded_steps(struct cx *cx, struct db_recorded_vec *out);

/* ---- filling an empty database ---- */
/* Brings an empty database, or one where an earlier filling was broken off, to exactly these steps, and marks it as being filled: until db_fill_done it
 * is no desk to db_check_schema and db_migrate. E_CONFLICT when the place holds a desk, or a step is none of this program's (it is newer). */
bool db_fill_begin(struct cx *cx, const struct db_schema *const *schemas, const struct db_recorded_vec *steps);
/* Inside a writing transaction: deletes what the schema steps have put into the tables and takes the indexes away, to be made again by db_fill_indexes.
 * Rows go in by db_bulk_begin(db_fill_table(…), db_fill_columns(…)). */
VEC_TYPE(db_texts, struct str);
bool db_fill_clear(struct cx *cx, const struct db_table_vec *tables, struct db_texts *indexes);
bool db_fill_indexes(struct cx *cx, const struct db_texts *indexes);
/* Name and columns as db_bulk_begin wants them. */
const char *db_fill_table(struct arena *a, const struct db_table *t);
const char *db_fill_columns(struct arena *a, const struct db_table *t);
/* The remaining steps of the program, after the rows are in. */
bool db_fill_migrate(struct cx *cx, const struct db_schema *const *schemas);
/* Takes the mark away; inside the last transaction of the filling. */
bool db_fill_done(struct cx *cx);

/* For a place that is nobody's yet and is thrown away when anything fails: fills it without journal (SQLite) and with more memory for indexes. Right after
 * opening; whoever keeps the file must sync it himself after closing. */
bool db_fill_fast(struct cx *cx);
/* A scratch database for trying a backup, of the engine of desk and beside it: a file in folder, or a schema of its own (one drill at a time: E_BUSY). Opens
 * scratch->db; never touches the desk's tables. db_scratch_end removes it (of SQLite, the folder is the caller's). */
bool db_scratch_begin(struct cx *scratch, const struct db *desk, const char *folder);
void db_scratch_end(struct cx *scratch);

/* Whether the engine finds its own storage sound (SQLite: PRAGMA integrity_check; PostgreSQL checks as it reads: true). E_BROKEN with the first fault. */
bool db_check_storage(struct cx *cx);
/* Opens a handle of its own on the database of another, for another thread. cx->db is empty before. */
bool db_open_same(struct cx *cx, const struct db *other);
/* Bytes that the database takes on the disk, about. */
int64_t db_bytes(struct cx *cx);
