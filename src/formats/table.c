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

enum { ROWS_MAX = 5000000 };

VEC_TYPE(cell_vec, struct table_cell);

struct str table_request(struct arena *a, struct str file, struct str content)
{
	struct buf b = buf_make(a, file.len + content.len + 16);
	wire_put_str(&b, file);
	buf_put(&b, content);
	return buf_str(&b);
}

static void put_cell(struct buf *out, const struct table_cell *c)
{
	wire_put_uint(out, c->absent);
	wire_put_str(out, c->text);
	wire_put_uint(out, c->line);
	wire_put_uint(out, c->column);
}

static void put_head(struct buf *out, struct str file, const struct cell_vec *columns)
{
	wire_put_str(out, file);
	wire_put_uint(out, columns->n);
	vec_each (c, columns)
		put_cell(out, c);
}

/* Fails when two columns bear the same name. */
static bool distinct(struct arena *a, struct str file, const struct cell_vec *columns, struct err *err)
{
	struct map seen = map_make(a);
	vec_each (c, columns) {
		bool fresh;
		map_at(&seen, c->text, &fresh);
		if (!fresh)
			return err_fail(err, E_INVALID, "%.*s:%u:%u: column '%.*s' stands there twice", STR(file), c->line, c->column, STR(c->text));
	}
	return true;
}

bool table_read_csv(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	struct str file = wire_str(&w);
	struct csv *csv = arena_new(a, struct csv);
	csv_init(csv, a, file, w.rest);
	if (!csv_next(csv, err))
		return err_fail(err, E_INVALID, "%.*s:1:1: the file is empty: its first row must name the columns", STR(file));
	if (csv->n > TABLE_COLUMNS_MAX)
		return err_fail(err, E_INVALID, "%.*s:1:1: more than %d columns", STR(file), TABLE_COLUMNS_MAX);
	struct cell_vec columns = {};
	for (unsigned i = 0; i < csv->n; i++)
		*vec_push(a, &columns) = (struct table_cell){ str_trim(csv->cells[i]), csv->cell_line[i], csv->cell_column[i], false };
	if (!distinct(a, file, &columns, err))
		return false;
	put_head(out, file, &columns);
	while (csv_next(csv, err)) {
		if (csv->n != columns.n)
			return err_fail(err, E_INVALID, "%.*s:%u:1: this row has %u cells, the header has %zu", STR(file), csv->row_line, csv->n, columns.n);
		wire_put_uint(out, 1);
		for (unsigned i = 0; i < csv->n; i++)
			put_cell(out, &(struct table_cell){ csv->cells[i], csv->cell_line[i], csv->cell_column[i], false });
	}
	wire_put_uint(out, 0);
	return !err->kind;
}

/* Text of a JSON value as a cell; false for arrays and objects. */
static bool cell_of(const struct json *v, struct str *out)
{
	switch (v->type) {
	case JSON_NULL: *out = S(""); return true;
	case JSON_BOOL: *out = v->truth ? S("yes") : S("no"); return true;
	case JSON_NUMBER:
	case JSON_STRING: *out = (struct str){ v->text, v->n }; return true;
	default: return false;
	}
}

struct line {
	const struct json *object;
	uint32_t number;
	struct str text;
};
VEC_TYPE(line_vec, struct line);

static bool read_lines(struct arena *a, struct str file, struct str content, struct line_vec *lines, struct cell_vec *columns, struct map *names, struct err *err)
{
	for (uint32_t number = 1; content.ptr && content.len; number++) {
		struct str text = str_cut(&content, '\n');
		if (!str_trim(text).len)
			continue;
		struct err inner = {};
		const struct json *v = json_parse(a, text, (struct json_limits){ .max_bytes = 1 << 20, .max_depth = 4 }, &inner);
		if (!v)
			return err_fail(err, E_INVALID, "%.*s:%u: %s", STR(file), number, inner.text);
		if (v->type != JSON_OBJECT)
			return err_fail(err, E_INVALID, "%.*s:%u:1: this line is not a JSON object", STR(file), number);
		for (uint32_t i = 0; i < v->n; i++) {
			bool fresh;
			uint64_t *slot = map_at(names, v->members[i].key, &fresh);
			if (!fresh)
				continue;
			*slot = columns->n;
			*vec_push(a, columns) = (struct table_cell){ v->members[i].key, number, v->members[i].value.at + 1, false };
		}
		if (columns->n > TABLE_COLUMNS_MAX)
			return err_fail(err, E_INVALID, "%.*s:%u:1: more than %d different keys", STR(file), number, TABLE_COLUMNS_MAX);
		*vec_push(a, lines) = (struct line){ v, number, text };
	}
	return true;
}

bool table_read_jsonl(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	struct str file = wire_str(&w);
	struct line_vec lines = {};
	struct cell_vec columns = {};
	struct map names = map_make(a);
	if (!read_lines(a, file, w.rest, &lines, &columns, &names, err))
		return false;
	put_head(out, file, &columns);
	struct table_cell *row = arena_array(a, struct table_cell, columns.n + 1);
	vec_each (l, &lines) {
		for (size_t i = 0; i < columns.n; i++)
			row[i] = (struct table_cell){ S(""), l->number, 1, true };
		for (uint32_t i = 0; i < l->object->n; i++) {
			const struct json_member *m = &l->object->members[i];
			struct table_cell *c = &row[*map_find(&names, m->key)];
			*c = (struct table_cell){ S(""), l->number, m->value.at + 1, false };
			if (!cell_of(&m->value, &c->text))
				return err_fail(err, E_INVALID, "%.*s:%u:%u: '%.*s' must be text, a number, true, false or null", STR(file), l->number, c->column,
					STR(m->key));
		}
		wire_put_uint(out, 1);
		for (size_t i = 0; i < columns.n; i++)
			put_cell(out, &row[i]);
	}
	wire_put_uint(out, 0);
	return true;
}

static struct table_cell get_cell(struct wire *w)
{
	struct table_cell c = { .absent = wire_uint(w) != 0 };
	c.text = wire_str(w);
	c.line = (uint32_t)wire_uint(w);
	c.column = (uint32_t)wire_uint(w);
	return c;
}

bool table_wire_read(struct arena *a, struct str bytes, struct table *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	struct cell_vec columns = {}, cells = {};
	*out = (struct table){ .file = wire_str(&w) };
	for (size_t n = wire_count(&w, 4); n > 0; n--)
		*vec_push(a, &columns) = get_cell(&w);
	while (wire_uint(&w) == 1 && out->n_rows < ROWS_MAX) {
		out->n_rows++;
		for (size_t i = 0; i < columns.n && !w.bad; i++)
			*vec_push(a, &cells) = get_cell(&w);
	}
	if (w.bad || w.rest.len || columns.n > TABLE_COLUMNS_MAX)
		return err_fail(err, E_INVALID, "%.*s: the reader gave back a damaged table", STR(out->file));
	out->columns = columns.at;
	out->n_columns = columns.n;
	out->cells = cells.at;
	return true;
}
