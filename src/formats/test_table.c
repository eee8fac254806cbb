/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables: CSV and JSON Lines give the same cells, tables of many records arrive whole, and each fault is named by its place.
 */
#include "base/test.h"
#include "formats/table.h"
#include "sys/file.h"
#include <string.h>
#include <unistd.h>

struct taking {
	struct arena *a;
	struct table *table;
	struct err *err;
	size_t records;
};

static bool take(struct jail_out *out, struct str record)
{
	struct taking *t = out->ctx;
	t->records++;
	return table_take(t->a, record, t->table, t->err);
}

typedef bool read_table(struct arena *a, int fd, struct jail_out *out, struct err *err);

/* The number of records; 0 with *err set when the text is refused. */
static size_t read_text(struct arena *a, read_table *read, struct str text, struct table *out, struct err *err)
{
	*out = (struct table){};
	struct taking t = { a, out, err, 0 };
	struct jail_out to = { .send = take, .ctx = &t, .answer_bytes = 1 << 20 };
	int fd = file_of_bytes(text, err);
	bool good = fd >= 0 && read(a, fd, &to, err);
	close(fd);
	return good ? t.records : 0;
}

static bool same_cells(const struct table *x, const struct table *y)
{
	bool same = x->columns.n == y->columns.n && x->rows.n == y->rows.n;
	for (size_t r = 0; same && r < x->rows.n; r++)
		for (size_t c = 0; c < x->columns.n; c++)
			same = same && str_eq(x->rows.at[r][c].text, y->rows.at[r][c].text);
	return same;
}

TEST(both_formats_give_the_same_cells)
{
	struct arena a = {};
	struct err err = {};
	struct table csv, lines;
	CHECK(read_text(&a, table_read_csv, S("\xef\xbb\xbf id ,n,on\r\np1,\"a \"\"b\"\"\nc\",yes\r\n\r\np2,,no\r\n"), &csv, &err) == 2);
	CHECK(read_text(&a, table_read_jsonl,
	              S("{\"id\":\"p1\",\"n\":\"a \\\"b\\\"\\nc\",\"on\":true}\n\n{\"id\":\"p2\",\"n\":null,\"on\":false}"), &lines,
	              &err) == 2);
	CHECK(same_cells(&csv, &lines) && csv.rows.n == 2 && str_eq(csv.rows.at[0][1].text, S("a \"b\"\nc")));
	CHECK(csv.rows.at[1][0].line == 5 && csv.rows.at[1][2].column == 5 && lines.rows.at[1][0].line == 3);
	arena_end(&a);
}

TEST(a_key_that_appears_late_is_absent_before)
{
	struct arena a = {};
	struct err err = {};
	struct table t;
	CHECK(read_text(&a, table_read_jsonl, S("{\"id\":\"p1\"}\n{\"late\":7,\"id\":\"p2\"}\n"), &t, &err));
	CHECK(t.columns.n == 2 && !t.rows.at[0][1].text.ptr && t.rows.at[1][1].text.ptr && str_eq(t.rows.at[1][1].text, S("7")));
	CHECK(read_text(&a, table_read_jsonl, S("\n \n"), &t, &err) && !t.columns.n && !t.rows.n);
	arena_end(&a);
}

TEST(a_long_table_comes_in_many_records)
{
	enum { ROWS = 100000 };
	struct arena a = {};
	struct err err = {};
	struct table csv, lines;
	struct buf c = buf_make(&a, 1 << 24), l = buf_make(&a, 1 << 24);
	buf_put(&c, S("id,name\n"));
	for (int i = 0; i < ROWS; i++) {
		buf_printf(&c, "p%d,\"Pump, %d\"\n", i, i);
		buf_printf(&l, "{\"id\":\"p%d\",\"name\":\"Pump, %d\"}\n", i, i);
	}
	CHECK(read_text(&a, table_read_csv, buf_str(&c), &csv, &err) > 5);
	CHECK(read_text(&a, table_read_jsonl, buf_str(&l), &lines, &err) > 5);
	CHECK(csv.rows.n == ROWS && same_cells(&csv, &lines) && csv.rows.at[ROWS - 1][0].line == ROWS + 1);
	buf_put(&c, S("p,\"x\n"));
	CHECK(!read_text(&a, table_read_csv, buf_str(&c), &csv, &err) && str_starts(str_c(err.text), S(":100002:3: ")));
	arena_end(&a);
}

TEST(faults_are_named_by_their_place)
{
	static const struct {
		read_table *read;
		const char *text, *begins;
	} bad[] = {
		{ table_read_csv, "", ":1:1: the file is empty" },
		{ table_read_csv, "a,b,a\n", ":1:5: column 'a' stands there twice" },
		{ table_read_csv, "a,b\n1,2\n1\n", ":3:1: this row has 1 cells, the header has 2" },
		{ table_read_csv, "a\n\xff\n", ":2:1: " },
		{ table_read_jsonl, "{\"a\":1}\n[]\n", ":2:1: this line is not a JSON object" },
		{ table_read_jsonl, "{\"a\":1}\n{\"a\":{}}\n", ":2:6: 'a' must be text" },
		{ table_read_jsonl, "{\"a\":1}\n{\"a\" x}", ":2:6: " },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a = {};
		struct err err = {};
		struct table t;
		bool refused = !read_text(&a, bad[i].read, str_c(bad[i].text), &t, &err);
		if (!refused || !str_starts(str_c(err.text), str_c(bad[i].begins)))
			printf("# %zu: %s\n", i, err.text);
		CHECK(refused && str_starts(str_c(err.text), str_c(bad[i].begins)));
		arena_end(&a);
	}
}

/* What comes out of the jail is foreign too. */
TEST(a_damaged_record_is_refused)
{
	static const char *const records[] = { "\x02\x00",
		"\x01\x00\x01"
		"a\x01\x01"
		"x",
		"\x01\x00\x01\xff\x01\x01", "\xff\xff\xff\x7f" };
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		struct arena a = {};
		struct err err = {};
		struct table t = {};
		CHECK(!table_take(&a, (struct str){ records[i], i ? strlen(records[i]) : 2 }, &t, &err) && err.kind == E_INVALID);
		arena_end(&a);
	}
}
