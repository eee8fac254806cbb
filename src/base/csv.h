/* SPDX-License-Identifier: Apache-2.0
 *
 * CSV after RFC 4180 (UTF-8, header row apart): a pull reader that knows line and column, and a writer.
 */
#pragma once
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum { CSV_CELLS_MAX = 256, CSV_CELL_BYTES_MAX = 1 << 20 };

struct csv {
	struct str bytes;
	struct arena *arena; /* unquoted copies of quoted cells live here */
	struct str file; /* named in error texts */
	size_t at;
	unsigned line; /* of the byte at `at`, 1-based */
	/* the row last read */
	struct str cells[CSV_CELLS_MAX];
	unsigned cell_line[CSV_CELLS_MAX],
	        cell_column[CSV_CELLS_MAX]; /* where each cell starts; column counts characters (not bytes), 1-based */
	unsigned n;
	unsigned row_line;
};

/* Starts reading; a UTF-8 byte-order mark is skipped. bytes, file and arena must outlive the reader. */
void csv_init(struct csv *c, struct arena *a, struct str file, struct str bytes);
/* Next row into cells/n; blank lines are skipped; LF and CRLF both end a row (a lone CR does not and is an error). false at the end or on
 * error (then *err is set: "FILE:LINE:COLUMN: …"). Bad UTF-8, U+0000, an unclosed quote, text after a closing quote, a quote inside a bare cell are errors.
 * The apostrophe that csv_put sets before what a spreadsheet would compute is taken away. */
bool csv_next(struct csv *c, struct err *err);
/* One cell, quoted when it must be (comma, quote, CR, LF, leading or trailing blank). What a spreadsheet would compute (it begins with = or @, a tab or CR, or with
 * + or - and is neither number nor telephone number) gets an apostrophe before it, as does what looks so but for apostrophes; csv_next takes one away. */
void csv_put(struct buf *b, struct str cell, bool first);
void csv_end_row(struct buf *b); /* CRLF? no: LF, as everything else here is text for people and diffs */
