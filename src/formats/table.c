/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables from CSV and JSON Lines. Runs in the jail; must never look beyond the bytes it was given.
 */
#include "formats/table.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/map.h"
#include "base/vec.h"
#include "base/wire.h"
#include <unistd.h>

enum { RECORD_BYTES = 256 << 10 }; /* a record is sent when it is about so long */

/* The whole file: a row may begin anywhere in it and end anywhere after, and a second look is free. */
static bool read_file(struct arena *a, int fd, struct str *out, struct err *err)
{
	off_t size = lseek(fd, 0, SEEK_END);
	if (size < 0 || lseek(fd, 0, SEEK_SET) != 0)
		return err_fail(err, E_INVALID, ": it is not a file that can be read from its beginning");
	if (size > TABLE_FILE_BYTES_MAX)
		return err_fail(err, E_INVALID, ": it is longer than %d MiB: import it in parts", TABLE_FILE_BYTES_MAX >> 20);
	char *p = arena_bytes(a, (size_t)size + 1);
	size_t n = 0;
	for (ssize_t k; n < (size_t)size && (k = read(fd, p + n, (size_t)size - n)) > 0;)
		n += (size_t)k;
	*out = (struct str){ p, n };
	return true;
}

/* What is being sent: cells gather until a record is full. */
struct sender {
	struct jail_out *out;
	struct buf record;
};

static bool flush(struct sender *s)
{
	bool heard = !s->record.len || jail_put(s->out, buf_str(&s->record));
	buf_clear(&s->record);
	return heard;
}

static bool end_row(struct sender *s, uint32_t line, struct err *err)
{
	if (s->record.overflow)
		return err_fail(err, E_INVALID, ":%u:1: this row is longer than %zu MiB", line, s->record.max_bytes >> 20);
	return s->record.len < RECORD_BYTES || flush(s);
}

static struct str present(struct str text)
{
	return text.ptr ? text : S("");
}

static void put_cell(struct buf *out, const struct table_cell *c)
{
	wire_put_uint(out, !c->text.ptr);
	wire_put_str(out, c->text);
	wire_put_uint(out, c->line);
	wire_put_uint(out, c->column);
}

static bool put_head(struct sender *s, const struct table_cells *columns)
{
	wire_put_uint(&s->record, columns->n);
	vec_each (c, columns)
		put_cell(&s->record, c);
	return flush(s);
}

/* Fails when two columns bear the same name. */
static bool distinct(struct arena *a, const struct table_cells *columns, struct err *err)
{
	struct map seen = map_make(a);
	vec_each (c, columns) {
		bool fresh;
		map_at(&seen, c->text, &fresh);
		if (!fresh)
			return err_fail(err, E_INVALID, ":%u:%u: column '%.*s' stands there twice", c->line, c->column, STR(c->text));
	}
	return true;
}

static bool read_rows(struct arena *a, struct arena *row, struct str bytes, struct sender *s, struct err *err)
{
	struct csv *csv = arena_new(a, struct csv);
	struct table_cells columns = {};
	csv_init(csv, row, S(""), bytes);
	if (!csv_next(csv, err))
		return err_fail(err, E_INVALID, ":1:1: the file is empty: its first row must name the columns");
	if (csv->n > TABLE_COLUMNS_MAX)
		return err_fail(err, E_INVALID, ":1:1: more than %d columns", TABLE_COLUMNS_MAX);
	for (unsigned i = 0; i < csv->n; i++)
		*vec_push(a, &columns) =
		        (struct table_cell){ arena_str(a, str_trim(csv->cells[i])), csv->cell_line[i], csv->cell_column[i] };
	if (!distinct(a, &columns, err) || !put_head(s, &columns))
		return false;
	for (arena_reset(row); csv_next(csv, err); arena_reset(row)) {
		if (csv->n != columns.n)
			return err_fail(
			        err, E_INVALID, ":%u:1: this row has %u cells, the header has %zu", csv->row_line, csv->n, columns.n);
		for (unsigned i = 0; i < csv->n; i++)
			put_cell(&s->record, &(struct table_cell){ present(csv->cells[i]), csv->cell_line[i], csv->cell_column[i] });
		if (!end_row(s, csv->row_line, err))
			return false;
	}
	return !err->kind && flush(s);
}

bool table_read_csv(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	struct str bytes;
	struct sender s = { .out = out, .record = buf_make(a, out->answer_bytes) };
	struct arena row = {};
	bool good = read_file(a, fd, &bytes, err) && read_rows(a, &row, bytes, &s, err);
	arena_end(&row);
	return good;
}

/* Text of a JSON value as a cell; false for arrays and objects. */
static bool cell_of(const struct json *v, struct str *out)
{
	switch (v->type) {
	case JSON_NULL: *out = S(""); return true;
	case JSON_BOOL: *out = v->truth ? S("yes") : S("no"); return true;
	case JSON_NUMBER:
	case JSON_STRING: *out = present((struct str){ v->text, v->n }); return true;
	default: return false;
	}
}

struct lines {
	struct arena *a, line; /* line: for one line only */
	struct table_cells columns;
	struct map names; /* column name → its place */
	struct sender sender;
	struct table_cell *row;
};

/* Calls each for every line that is not empty. */
static bool each_line(struct lines *l, struct str content,
        bool (*each)(struct lines *l, const struct json *object, uint32_t number, struct err *err), struct err *err)
{
	for (uint32_t number = 1; content.ptr && content.len; number++) {
		struct str text = str_cut(&content, '\n');
		if (!str_trim(text).len)
			continue;
		arena_reset(&l->line);
		const struct json_limits limits = { .max_bytes = 1 << 20, .max_depth = 4, .file = S(""), .first_line = number };
		const struct json *v = json_parse(&l->line, text, limits, err);
		if (!v)
			return false;
		if (v->type != JSON_OBJECT)
			return err_fail(err, E_INVALID, ":%u:1: this line is not a JSON object", number);
		if (!each(l, v, number, err))
			return false;
	}
	return true;
}

static bool gather_columns(struct lines *l, const struct json *object, uint32_t number, struct err *err)
{
	for (uint32_t i = 0; i < object->n; i++) {
		const struct json_member *m = &object->members[i];
		if (map_find(&l->names, m->key))
			continue;
		if (l->columns.n == TABLE_COLUMNS_MAX)
			return err_fail(err, E_INVALID, ":%u:1: more than %d different keys", number, TABLE_COLUMNS_MAX);
		struct str key = arena_str(l->a, m->key);
		bool fresh;
		*map_at(&l->names, key, &fresh) = l->columns.n;
		*vec_push(l->a, &l->columns) = (struct table_cell){ key, number, m->value.at + 1 };
	}
	return true;
}

static bool put_line(struct lines *l, const struct json *object, uint32_t number, struct err *err)
{
	for (size_t i = 0; i < l->columns.n; i++)
		l->row[i] = (struct table_cell){ .line = number, .column = 1 };
	for (uint32_t i = 0; i < object->n; i++) {
		const struct json_member *m = &object->members[i];
		struct table_cell *c = &l->row[*map_find(&l->names, m->key)];
		*c = (struct table_cell){ S(""), number, m->value.at + 1 };
		if (!cell_of(&m->value, &c->text))
			return err_fail(err, E_INVALID, ":%u:%u: '%.*s' must be text, a number, true, false or null", number, c->column,
			        STR(m->key));
	}
	for (size_t i = 0; i < l->columns.n; i++)
		put_cell(&l->sender.record, &l->row[i]);
	return end_row(&l->sender, number, err);
}

bool table_read_jsonl(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	struct str bytes;
	struct lines l = { .a = a, .names = map_make(a), .sender = { .out = out, .record = buf_make(a, out->answer_bytes) } };
	/* Twice, because a key may first appear in the last line; a tree of all lines would take ten times the file. */
	bool good = read_file(a, fd, &bytes, err) && each_line(&l, bytes, gather_columns, err) && put_head(&l.sender, &l.columns);
	l.row = arena_array(a, struct table_cell, l.columns.n + 1);
	good = good && each_line(&l, bytes, put_line, err) && flush(&l.sender);
	arena_end(&l.line);
	return good;
}

static struct table_cell get_cell(struct wire *w)
{
	bool absent = wire_uint(w) != 0;
	struct table_cell c = { .text = wire_str(w) };
	c.line = (uint32_t)wire_uint(w);
	c.column = (uint32_t)wire_uint(w);
	c.text = absent ? (struct str){} : present(c.text);
	return c;
}

bool table_take(struct arena *a, struct str record, struct table *out, struct err *err)
{
	struct wire w = { .rest = arena_str(a, record) };
	if (!out->columns.n) {
		for (size_t n = wire_count(&w, 4); n > 0; n--)
			*vec_push(a, &out->columns) = get_cell(&w);
		w.bad |= out->columns.n > TABLE_COLUMNS_MAX || w.rest.len;
	}
	while (w.rest.len && !w.bad) {
		if (out->rows.n == TABLE_ROWS_MAX)
			return err_fail(err, E_INVALID, ": more than %d rows: import it in parts", TABLE_ROWS_MAX);
		struct table_cell *row = arena_array(a, struct table_cell, out->columns.n);
		for (size_t i = 0; i < out->columns.n; i++)
			row[i] = get_cell(&w);
		*vec_push(a, &out->rows) = row;
	}
	return !w.bad || err_fail(err, E_INVALID, ": the reader gave back a damaged table");
}
