/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of the CSV reader and writer: cells, places, refusals, and that random rows read back.
 */
#include "base/csv.h"
#include "base/rng.h"
#include "base/test.h"

/* Rows of text as "[a|b][c]", then the error if there was one. */
static struct str read_all(struct arena *a, struct str text)
{
	struct buf b = buf_make(a, 1 << 20);
	struct err e = {};
	struct csv c;
	csv_init(&c, a, S("f.csv"), text);
	while (csv_next(&c, &e)) {
		for (unsigned i = 0; i < c.n; i++) {
			buf_char(&b, i ? '|' : '[');
			buf_put(&b, c.cells[i]);
		}
		buf_char(&b, ']');
	}
	buf_put(&b, str_c(e.text));
	CHECK(!e.kind || e.kind == E_INVALID);
	CHECK(!csv_next(&c, &e));
	return buf_str(&b);
}

#define READS(text, wanted) CHECK_STR(read_all(&a, S(text)), S(wanted))

TEST(csv_reads_rows)
{
	struct arena a = {};
	READS("", "");
	READS("a", "[a]");
	READS("a,b\nc,d\n", "[a|b][c|d]");
	READS("a,b\r\nc,d\r\n", "[a|b][c|d]");
	READS("a,,\n,\n", "[a||][|]");
	READS("a,", "[a|]");
	READS("\n\r\n\na\n\n\nb\n\n", "[a][b]");
	READS("\xef\xbb\xbf"
	      "a\n",
	        "[a]");
	READS(" a , b \n", "[ a | b ]");
	READS("\"a\",\"b,c\",\"d\"\"e\",\"\"\n", "[a|b,c|d\"e|]");
	READS("\"\"\"\",\"\"\"\"\"\"\n", "[\"|\"\"]");
	READS("\"a\nb\r\nc\rd\"\r\ne", "[a\nb\r\nc\rd][e]");
	READS("\"\"", "[]");
	READS("\xc3\xa9,\"\xe2\x82\xac\"", "[\xc3\xa9|\xe2\x82\xac]");
	CHECK_STR(read_all(&a, (struct str){}), S(""));
	arena_end(&a);
}

TEST(csv_refuses_with_a_place)
{
	struct arena a = {};
	READS("a\rb", "f.csv:1:2: a carriage return without a line feed; save the file with LF or CRLF line ends");
	READS("a,b\n\"x\"\r", "[a|b]f.csv:2:4: a carriage return without a line feed; save the file with LF or CRLF line ends");
	READS("a\n\xc3\xa9,b\"c\n",
	        "[a]f.csv:2:4: a quote inside a cell that does not start with one; quote the cell and double the quote");
	READS("a,\"b\"c\n", "f.csv:1:6: text after the closing quote of a cell");
	READS("a\nb,\"c\nd\n", "[a]f.csv:2:3: this quote is never closed");
	READS("\"", "f.csv:1:1: this quote is never closed");
	READS("\"a\"\"", "f.csv:1:1: this quote is never closed");
	READS("\"a\nb\xff\"", "f.csv:2:2: not UTF-8; save the file as UTF-8");
	READS("a,\xed\xa0\x80", "f.csv:1:3: not UTF-8; save the file as UTF-8");
	READS("a\0b", "f.csv:1:2: U+0000 is not allowed in a text");
	READS("\"\0\"", "f.csv:1:2: U+0000 is not allowed in a text");
	READS("\xff\0", "f.csv:1:1: not UTF-8; save the file as UTF-8");
	READS("ok\n \"a\"\n", "[ok]f.csv:2:2: a quote inside a cell that does not start with one; quote the cell and double the quote");
	arena_end(&a);
}

TEST(csv_knows_where_each_cell_starts)
{
	struct arena a = {};
	struct err e = {};
	struct csv c;
	csv_init(&c, &a, S("f"), S("\xef\xbb\xbf\n\xc3\xa9\xe2\x82\xac,b\r\n\"x\n\xc3\xa9y\",\"z\",\nend"));
	CHECK(csv_next(&c, &e) && c.n == 2 && c.row_line == 2);
	CHECK(c.cell_line[0] == 2 && c.cell_column[0] == 1 && c.cell_column[1] == 4);
	CHECK(csv_next(&c, &e) && c.n == 3 && c.row_line == 3);
	CHECK(c.cell_line[0] == 3 && c.cell_line[1] == 4 && c.cell_column[1] == 5 && c.cell_column[2] == 9);
	CHECK(csv_next(&c, &e) && c.row_line == 5 && c.line == 5);
	CHECK(!csv_next(&c, &e) && !e.kind && c.n == 0);
	arena_end(&a);
}

TEST(csv_borrows_what_needs_no_copy)
{
	struct arena a = {};
	struct err e = {};
	struct csv c;
	struct str text = S("a,\"b\",\"c\"\"\"");
	csv_init(&c, &a, S("f"), text);
	CHECK(csv_next(&c, &e));
	CHECK(c.cells[0].ptr == text.ptr && c.cells[1].ptr == text.ptr + 3);
	CHECK_STR(c.cells[2], S("c\""));
	arena_end(&a);
}

TEST(csv_bounds_cells)
{
	struct arena a = {};
	char commas[CSV_CELLS_MAX];
	memset(commas, ',', sizeof commas);
	CHECK(str_starts(read_all(&a, (struct str){ commas, sizeof commas - 1 }), S("[|")));
	CHECK_STR(read_all(&a, (struct str){ commas, sizeof commas }), S("f.csv:1:257: a row of more than 256 cells"));
	char *wide = arena_bytes(&a, CSV_CELL_BYTES_MAX + 3);
	memset(wide, 'x', CSV_CELL_BYTES_MAX + 3);
	wide[1] = ',';
	struct err e = {};
	struct csv c;
	csv_init(&c, &a, S("f"), (struct str){ wide, CSV_CELL_BYTES_MAX + 2 });
	CHECK(csv_next(&c, &e) && c.cells[1].len == CSV_CELL_BYTES_MAX);
	CHECK_STR(read_all(&a, (struct str){ wide, CSV_CELL_BYTES_MAX + 3 }), S("f.csv:1:3: a cell of more than 1048576 bytes"));
	arena_end(&a);
}

TEST(csv_writes_what_must_be_quoted)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 1000);
	csv_put(&b, S("a b"), true);
	csv_put(&b, S("a,b"), false);
	csv_put(&b, S("say \"x\""), false);
	csv_put(&b, S(" lead"), false);
	csv_put(&b, S("trail\t"), false);
	csv_put(&b, S("l\nf"), false);
	csv_put(&b, S("c\rr"), false);
	csv_put(&b, S(""), false);
	csv_end_row(&b);
	CHECK_STR(buf_str(&b), S("a b,\"a,b\",\"say \"\"x\"\"\",\" lead\",\"trail\t\",\"l\nf\",\"c\rr\",\n"));
	arena_end(&a);
}

TEST(csv_cells_are_not_computed_by_a_spreadsheet)
{
	static const char *const cells[][2] = { { "=1+1", "'=1+1" }, { "@SUM(A1)", "'@SUM(A1)" }, { "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0" }, { "-2+3+A1", "'-2+3+A1" },
		{ "'=1", "''=1" }, { "\t=1", "\"'\t=1\"" }, { "=a,b", "\"'=a,b\"" }, { "-5.25", "-5.25" }, { "+99 (40) 112-3", "+99 (40) 112-3" }, { "'quoted'", "'quoted'" }, { "a=1", "a=1" } };
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct arena a = {};
		struct buf b = buf_make(&a, 1000);
		struct err e = {};
		struct csv c;
		csv_put(&b, str_c(cells[i][0]), true);
		CHECK_STR(buf_str(&b), str_c(cells[i][1]));
		csv_end_row(&b);
		csv_init(&c, &a, S("f"), buf_str(&b));
		CHECK(csv_next(&c, &e) && c.n == 1);
		CHECK_STR(c.cells[0], str_c(cells[i][0]));
		arena_end(&a);
	}
}

TEST(csv_random_rows_read_back)
{
	static const char *const pieces[] = { "a", ",", "\"", "\n", "\r", "\r\n", " ", "\xc3\xa9", "\xef\xbb\xbf", "=", "'", "-", "@", "7" };
	struct rng r = rng_make(2);
	unsigned wrong = 0;
	for (int round = 0; round < 2000; round++) {
		struct arena a = {};
		struct str cells[20][5];
		unsigned counts[20], rows = (unsigned)rng_below(&r, 20);
		struct buf b = buf_make(&a, 1 << 20);
		for (unsigned i = 0; i < rows; i++) {
			counts[i] = 1 + (unsigned)rng_below(&r, 5);
			for (unsigned k = 0; k < counts[i]; k++) {
				struct buf cell = buf_make(&a, 1000);
				for (uint64_t n = rng_below(&r, 5); n; n--)
					buf_put(&cell, str_c(pieces[rng_below(&r, sizeof pieces / sizeof *pieces)]));
				cells[i][k] = buf_str(&cell);
				csv_put(&b, cells[i][k], k == 0);
			}
			csv_end_row(&b);
		}
		struct err e = {};
		struct csv c;
		csv_init(&c, &a, S("f"), buf_str(&b));
		for (unsigned i = 0; i < rows; i++) {
			wrong += !csv_next(&c, &e) || c.n != counts[i];
			for (unsigned k = 0; k < c.n; k++)
				wrong += !str_eq(c.cells[k], cells[i][k]);
		}
		wrong += csv_next(&c, &e) || e.kind;
		arena_end(&a);
	}
	CHECK(wrong == 0);
}
