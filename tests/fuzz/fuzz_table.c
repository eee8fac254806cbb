/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: tables. The first byte chooses CSV, JSON Lines, or a record as it comes out of the jail. What a reader sends, table_take takes, and a
 * table has a cell for every column of every row.
 */
#include "formats/table.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct taking {
	struct arena a;
	struct table table;
};

static bool take(struct jail_out *out, struct str record)
{
	struct taking *t = out->ctx;
	struct err err = {};
	if (record.len > out->answer_bytes || !table_take(&t->a, record, &t->table, &err))
		abort();
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	if (fd < 0)
		fd = memfd_create("fuzz", 0);
	struct arena a = {};
	struct taking t = {};
	struct err err = {};
	struct jail_out out = { .send = take, .ctx = &t, .answer_bytes = 1 << 20 };
	if (!size || ftruncate(fd, 0) < 0 || pwrite(fd, data + 1, size - 1, 0) != (ssize_t)size - 1)
		return 0;
	if (data[0] == 'c' || data[0] == 'j') {
		bool good = (data[0] == 'c' ? table_read_csv : table_read_jsonl)(&a, fd, &out, &err);
		if (good != (err.kind == E_NONE))
			abort();
	} else {
		table_take(&t.a, (struct str){ (const char *)data + 1, size - 1 }, &t.table, &err);
	}
	for (size_t r = 0; r < t.table.rows.n; r++)
		for (size_t c = 0; c < t.table.columns.n; c++)
			if (!str_utf8(t.table.rows.at[r][c].text, NULL))
				abort();
	arena_end(&t.a);
	arena_end(&a);
	return 0;
}
