/* SPDX-License-Identifier: Apache-2.0
 *
 * CSV after RFC 4180. The reader must never guess: what is not plainly a row is an error that names its place.
 */
#include "base/csv.h"
#include <stdio.h>
#include <string.h>

void csv_init(struct csv *c, struct arena *a, struct str file, struct str bytes)
{
	c->bytes = bytes;
	c->arena = a;
	c->file = file;
	c->at = str_starts(bytes, S("\xef\xbb\xbf")) ? 3 : 0;
	c->line = 1;
	c->n = 0;
	c->row_line = 0;
}

/* The reader stops for good: nothing behind a fault can be trusted to be where it seems. */
static bool refuse(struct csv *c, struct err *err, unsigned line, unsigned column, const char *what)
{
	c->n = 0;
	c->at = c->bytes.len;
	return err_fail(err, E_INVALID, "%.*s:%u:%u: %s", STR(c->file), line, column, what);
}

/* Moves to the byte `to`, counting lines and characters. */
static void walk(struct csv *c, size_t to, unsigned *column)
{
	for (; c->at < to; c->at++) {
		unsigned char b = (unsigned char)c->bytes.ptr[c->at];
		if (b == '\n') {
			c->line++;
			*column = 1;
		} else if ((b & 0xc0) != 0x80) {
			++*column;
		}
	}
}

/* Takes the bytes up to `to` as the raw text of a cell: characters that no cell may hold are refused at their place. */
static bool take_raw(struct csv *c, struct err *err, size_t to, unsigned *column)
{
	struct str raw = str_slice(c->bytes, c->at, to);
	size_t bad, from = c->at;
	const char *nul = raw.len ? memchr(raw.ptr, 0, raw.len) : NULL;
	bool broken = !str_utf8(raw, &bad);
	if (nul && (!broken || (size_t)(nul - raw.ptr) < bad)) {
		walk(c, from + (size_t)(nul - raw.ptr), column);
		return refuse(c, err, c->line, *column, "U+0000 is not allowed in a text");
	}
	if (broken) {
		walk(c, from + bad, column);
		return refuse(c, err, c->line, *column, "not UTF-8; save the file as UTF-8");
	}
	walk(c, to, column);
	return true;
}

static bool take_bare(struct csv *c, struct err *err, unsigned *column)
{
	const char *z = c->bytes.ptr;
	size_t from = c->at, to = from;
	while (to < c->bytes.len && z[to] != ',' && z[to] != '\n' && z[to] != '\r' && z[to] != '"')
		to++;
	if (!take_raw(c, err, to, column))
		return false;
	if (to < c->bytes.len && z[to] == '"')
		return refuse(c, err, c->line, *column,
		        "a quote inside a cell that does not start with one; quote the cell and double the quote");
	c->cells[c->n] = str_slice(c->bytes, from, to);
	return true;
}

/* The text between the quotes with doubled quotes halved. */
static struct str unquoted(struct arena *a, struct str inner, size_t doubled)
{
	if (!doubled)
		return inner;
	char *p = arena_bytes(a, inner.len - doubled), *out = p;
	for (size_t i = 0; i < inner.len; i++) {
		*p++ = inner.ptr[i];
		i += inner.ptr[i] == '"';
	}
	return (struct str){ out, inner.len - doubled };
}

static bool take_quoted(struct csv *c, struct err *err, unsigned *column)
{
	const char *z = c->bytes.ptr;
	size_t from = c->at, to = from + 1, doubled = 0, len = c->bytes.len;
	unsigned line = c->line, at_column = *column;
	for (;; doubled++, to += 2) {
		const char *quote = to < len ? memchr(z + to, '"', len - to) : NULL;
		if (!quote)
			return refuse(c, err, line, at_column, "this quote is never closed");
		to = (size_t)(quote - z);
		if (to + 1 >= len || z[to + 1] != '"')
			break;
	}
	if (!take_raw(c, err, to + 1, column))
		return false;
	if (to + 1 < len && z[to + 1] != ',' && z[to + 1] != '\n' && z[to + 1] != '\r')
		return refuse(c, err, c->line, *column, "text after the closing quote of a cell");
	c->cells[c->n] = unquoted(c->arena, str_slice(c->bytes, from + 1, to), doubled);
	return true;
}

/* Takes a line end. A carriage return that is none is left to be refused. */
static bool take_line_end(struct csv *c)
{
	size_t left = c->bytes.len - c->at;
	size_t n = left > 0 && c->bytes.ptr[c->at] == '\n' ? 1 : left > 1 && memcmp(c->bytes.ptr + c->at, "\r\n", 2) == 0 ? 2 : 0;
	c->at += n;
	c->line += n > 0;
	return n > 0;
}

/* Would a spreadsheet compute it? Behind any apostrophes: = or @, a tab or carriage return before anything, + or - before more than a number or a telephone's. */
static bool computes(struct str cell)
{
	size_t i = 0;
	while (i < cell.len && cell.ptr[i] == '\'')
		i++;
	if (i == cell.len || !memchr("=@\t\r+-", cell.ptr[i], 6))
		return false;
	if (cell.ptr[i] != '+' && cell.ptr[i] != '-')
		return true;
	for (; i < cell.len; i++)
		if (!memchr("0123456789 +-.()/", cell.ptr[i], 17))
			return true;
	return false;
}

bool csv_next(struct csv *c, struct err *err)
{
	unsigned column = 1;
	c->n = 0;
	while (take_line_end(c))
		;
	if (c->at == c->bytes.len)
		return false;
	c->row_line = c->line;
	for (;; c->at++, column++) {
		char what[80];
		unsigned line = c->line, at_column = column;
		if (c->n == CSV_CELLS_MAX) {
			snprintf(what, sizeof what, "a row of more than %d cells", CSV_CELLS_MAX);
			return refuse(c, err, line, at_column, what);
		}
		c->cell_line[c->n] = line;
		c->cell_column[c->n] = column;
		bool quoted = c->at < c->bytes.len && c->bytes.ptr[c->at] == '"';
		if (!(quoted ? take_quoted(c, err, &column) : take_bare(c, err, &column)))
			return false;
		struct str cell = c->cells[c->n];
		if (str_starts(cell, S("'")) && computes(cell))
			c->cells[c->n] = str_slice(cell, 1, cell.len);
		if (c->cells[c->n].len > CSV_CELL_BYTES_MAX) {
			snprintf(what, sizeof what, "a cell of more than %d bytes", CSV_CELL_BYTES_MAX);
			return refuse(c, err, line, at_column, what);
		}
		c->n++;
		if (c->at == c->bytes.len || take_line_end(c))
			return true;
		if (c->bytes.ptr[c->at] != ',')
			return refuse(
			        c, err, c->line, column, "a carriage return without a line feed; save the file with LF or CRLF line ends");
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void csv_put(struct buf *b, struct str cell, bool first)
{
	bool guard = computes(cell), quote = cell.len && (is_blank(cell.ptr[0]) || is_blank(cell.ptr[cell.len - 1]) || str_starts(cell, S("\xef\xbb\xbf")));
	for (size_t i = 0; i < cell.len && !quote; i++)
		quote = cell.ptr[i] == ',' || cell.ptr[i] == '"' || cell.ptr[i] == '\r' || cell.ptr[i] == '\n';
	if (!first)
		buf_char(b, ',');
	if (quote)
		buf_char(b, '"');
	if (guard)
		buf_char(b, '\'');
	if (!quote) {
		buf_put(b, cell);
		return;
	}
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.ptr[i] == '"')
			buf_char(b, '"');
		buf_char(b, cell.ptr[i]);
	}
	buf_char(b, '"');
}

void csv_end_row(struct buf *b)
{
	/* A row of one empty cell would read back as a blank line, that is, as no row. */
	if (b->len == 0 || b->ptr[b->len - 1] == '\n')
		buf_put(b, S("\"\""));
	buf_char(b, '\n');
}
