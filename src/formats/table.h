/* SPDX-License-Identifier: Apache-2.0
 *
 * table: rows of text cells from a CSV or JSON Lines file, each cell knowing its line and column. The bytes are foreign: the readers run inside the jail
 * and hand the table over in flat form.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum { TABLE_COLUMNS_MAX = 128 };

struct table_cell {
	struct str text;
	uint32_t line, column; /* 1-based */
	bool absent;	       /* JSON Lines: the key is not in this object */
};
struct table {
	struct str file;
	struct table_cell *columns; /* names */
	size_t n_columns, n_rows;
	struct table_cell *cells; /* row r, column c: cells[r * n_columns + c] */
};

/* Jail readers. bytes: wire str file name, then the file's content to the end (table_request). Result: the flat form. */
bool table_read_csv(struct arena *a, struct str bytes, struct buf *out, struct err *err);
/* One JSON object a line; values are strings, numbers, true/false (yes/no) or null (empty); empty lines are skipped. */
bool table_read_jsonl(struct arena *a, struct str bytes, struct buf *out, struct err *err);
/* What a reader is given: file name and content in one. */
struct str table_request(struct arena *a, struct str file, struct str content);
/* The flat form back; trusts nothing. Texts borrow from bytes. */
bool table_wire_read(struct arena *a, struct str bytes, struct table *out, struct err *err);
