/* SPDX-License-Identifier: Apache-2.0
 *
 * table: rows of text cells from a CSV or JSON Lines file, each cell knowing its line and column. The bytes are foreign: the readers run inside the jail
 * as streams and hand the table over in pieces, so that its size is bounded by the file's alone.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "sys/jail.h"

enum { TABLE_COLUMNS_MAX = 128, TABLE_ROWS_MAX = 5000000, TABLE_FILE_BYTES_MAX = 256 << 20 };

struct table_cell {
	struct str text; /* ptr NULL = absent: the key is not in this object (JSON Lines) */
	uint32_t line, column; /* 1-based */
};
VEC_TYPE(table_cells, struct table_cell);
struct table {
	struct str file;
	struct table_cells columns; /* their names */
	VEC(const struct table_cell *) rows; /* each columns.n cells */
};

/* Stream readers of the jail (sys/jail.h). fd: a file of at most TABLE_FILE_BYTES_MAX. The first record holds the columns, each further one some rows.
 * Error texts begin with ":LINE:COLUMN: "; whoever knows the file's name puts it before. */
bool table_read_csv(struct arena *a, int fd, struct jail_out *out, struct err *err);
/* One JSON object a line; values are strings, numbers, true/false (yes/no) or null (empty); empty lines are skipped. A column is any key of any line. */
bool table_read_jsonl(struct arena *a, int fd, struct jail_out *out, struct err *err);
/* Adds one record to out, which begins zeroed but for its file; trusts nothing. The record is copied. false, with *err set, when it is malformed. */
bool table_take(struct arena *a, struct str record, struct table *out, struct err *err);
