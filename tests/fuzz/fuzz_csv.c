/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the CSV reader and writer. Rows that were read, written and read again must be the same rows.
 */
#include "base/csv.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads all rows and writes them to b; false when the text was refused. */
static bool copy_rows(struct arena *a, struct str text, struct buf *b)
{
	struct csv *c = arena_new(a, struct csv);
	struct err e = {};
	unsigned line = 0;
	csv_init(c, a, S("fuzz"), text);
	while (csv_next(c, &e)) {
		if (c->n == 0 || c->row_line <= line || c->cell_line[0] != c->row_line)
			__builtin_trap();
		line = c->row_line;
		for (unsigned i = 0; i < c->n; i++) {
			if (!str_utf8(c->cells[i], NULL) || (c->cells[i].len && memchr(c->cells[i].ptr, 0, c->cells[i].len)))
				__builtin_trap();
			csv_put(b, c->cells[i], i == 0);
		}
		csv_end_row(b);
	}
	return !e.kind;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct buf once = buf_make(&a, 64 << 20), twice = buf_make(&a, 64 << 20);
	if (copy_rows(&a, (struct str){ (const char *)data, size }, &once) &&
	        (!copy_rows(&a, buf_str(&once), &twice) || !str_eq(buf_str(&once), buf_str(&twice))))
		__builtin_trap();
	arena_end(&a);
	return 0;
}
