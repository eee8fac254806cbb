/* SPDX-License-Identifier: Apache-2.0
 *
 * Second step of the import: what the files say is laid over what the desk holds. Absent rows and columns stay, an empty cell clears, and only
 * with replace does a row that its file does not name go.
 */
#include "base/hash.h"
#include "base/id.h"
#include "core/release.h"
#include "registry/import.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool import_fail(const struct import *im, const struct import_set *set, const struct import_row *row, int field, const char *fmt, ...)
{
	char what[ERR_TEXT_MAX];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	if (!row->line || !set->table)
		return fail(im->cx, E_INVALID, "%s '%.*s': %s", set->record->name, STR(row->now.id), what);
	int column = field == -1 ? set->id_column : set->column_of_field[field];
	const struct table_cell *cell = &row->line[column < 0 ? 0 : column];
	return fail(im->cx, E_INVALID, "%.*s:%u:%u: %s", STR(set->table->file), cell->line, column < 0 ? 1 : cell->column, what);
}

static bool load(struct import *im, struct import_set *set)
{
	if (set->loaded)
		return true;
	set->loaded = true;
	set->by_id = map_make(&im->cx->a);
	if (!record_rows(im->cx, set->record, true, &set->had))
		return false;
	/* Whoever imports changes, and is shown the difference of, what they may see. */
	struct map cleared = {};
	if (release_viewer(im->cx))
		cleared = release_classes(im->cx);
	vec_each (had, &set->had) {
		*map_at(&set->by_id, had->id, NULL) = set->rows.n;
		*vec_push(&im->cx->a, &set->rows) =
		        (struct import_row){ .now = *had, .was = had, .hidden = release_viewer(im->cx) && !map_find_int(&cleared, had->class_key) };
	}
	return true;
}

static struct str known_columns(struct arena *a, const struct record *r)
{
	struct buf b = buf_make(a, 2000);
	buf_put(&b, r->identity_joined ? S("") : S("id, "));
	for (unsigned i = 0; i < record_fields(r); i++)
		buf_printf(&b, "%s%s", i ? ", " : "", record_field(r, i)->name);
	return buf_str(&b);
}

/* Which column is which field; unknown names are errors at their place. */
static bool bind_columns(struct import *im, struct import_set *set)
{
	const struct table *t = set->table;
	set->id_column = -1;
	for (unsigned i = 0; i < RECORD_FIELDS_MAX; i++)
		set->column_of_field[i] = -1;
	for (size_t c = 0; c < t->columns.n; c++) {
		bool is_id = str_eq(t->columns.at[c].text, S("id")) && !set->record->identity_joined;
		int field = is_id ? -1 : record_field_index(set->record, t->columns.at[c].text);
		if (!is_id && field < 0)
			return fail(im->cx, E_INVALID, "%.*s:%u:%u: unknown column '%.*s': known are %.*s", STR(t->file),
			        t->columns.at[c].line, t->columns.at[c].column, STR(str_slice(t->columns.at[c].text, 0, 80)),
			        STR(known_columns(&im->cx->a, set->record)));
		set->field_of_column[c] = field;
		if (is_id)
			set->id_column = (int)c;
		else
			set->column_of_field[field] = (int)c;
	}
	if (!t->columns.n && !t->rows.n) /* JSON Lines of an empty register */
		return true;
	if (!set->record->identity && set->id_column < 0)
		return fail(im->cx, E_INVALID, "%.*s:1:1: the column 'id' is missing", STR(t->file));
	for (const char *const *f = set->record->identity_joined ? set->record->identity : (const char *const[]){ NULL }; *f; f++)
		if (set->column_of_field[record_field_index(set->record, str_c(*f))] < 0)
			return fail(im->cx, E_INVALID, "%.*s:1:1: the column '%s' is missing", STR(t->file), *f);
	return true;
}

/* The id of a component without one: from its content; twins in one asset are numbered, so that the same file gives the same ids. */
static struct str content_id(struct import *im, const struct import_set *set, const struct str *cells, struct map *twins)
{
	struct arena *a = &im->cx->a;
	struct buf b = buf_make(a, 1 << 24);
	for (const char *const *f = set->record->identity; *f; f++) {
		buf_put(&b, cells[record_field_index(set->record, str_c(*f))]);
		buf_char(&b, '\x1f');
	}
	uint64_t *n = map_at(twins, buf_str(&b), NULL);
	if (++*n > 1)
		buf_put(&b, arena_printf(a, "%llu", (unsigned long long)*n));
	struct sha256 h = sha256(buf_str(&b));
	return arena_printf(a, "c-%.*s", STR(hex(a, h.bytes, 10)));
}

static bool joined_id(
        struct import *im, const struct import_set *set, const struct import_row *row, const struct str *cells, struct str *id)
{
	struct str parts[RECORD_FIELDS_MAX];
	size_t n = 0, len = 0;
	for (const char *const *f = set->record->identity; *f; f++) {
		int field = record_field_index(set->record, str_c(*f));
		if (!cells[field].len)
			return import_fail(im, set, row, field, "'%s' is empty", *f);
		parts[n++] = cells[field];
		len += cells[field].len + 1;
	}
	struct buf b = buf_make(&im->cx->a, len);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&b, '|');
		buf_put(&b, parts[i]);
	}
	*id = buf_str(&b);
	return true;
}

static bool row_id(struct import *im, const struct import_set *set, const struct import_row *row, const struct str *cells,
        struct map *twins, struct str *id)
{
	if (set->record->identity_joined)
		return joined_id(im, set, row, cells, id);
	*id = set->id_column < 0 ? S("") : str_trim(row->line[set->id_column].text);
	if (!id->len && set->record->identity)
		*id = content_id(im, set, cells, twins);
	if (!id->len)
		return import_fail(im, set, row, -1, "the id is empty: give this %s an id", set->record->name);
	if (!id_valid(*id))
		return import_fail(
		        im, set, row, -1, "'%.*s' is not an id (1 to 200 characters without spaces, quotes or < > \\ ` { } | ^)", STR(*id));
	return true;
}

/* Canonical cells of one table row; absent ones keep ptr NULL. */
static bool read_cells(struct import *im, const struct import_set *set, const struct import_row *row, struct str *cells)
{
	memset(cells, 0, record_fields(set->record) * sizeof *cells);
	for (size_t c = 0; c < set->table->columns.n; c++) {
		int field = set->field_of_column[c];
		struct str why;
		if (field < 0 || !row->line[c].text.ptr)
			continue;
		if (!record_cell(&im->cx->a, record_field(set->record, (unsigned)field), row->line[c].text, &cells[field], &why))
			return import_fail(im, set, row, field, "%s '%.*s' %.*s", record_field(set->record, (unsigned)field)->name,
			        STR(str_slice(row->line[c].text, 0, 80)), STR(why));
		if (!cells[field].ptr)
			cells[field].ptr = "";
	}
	return true;
}

static const struct str no_cells[RECORD_FIELDS_MAX]; /* a new row's, before its file is looked at; never written */

static bool merge_row(struct import *im, struct import_set *set, size_t index, struct map *twins, struct map *seen)
{
	struct arena *a = &im->cx->a;
	unsigned n = record_fields(set->record);
	struct str cells[RECORD_FIELDS_MAX], id;
	struct import_row fresh = { .line = set->table->rows.at[index] };
	if (!read_cells(im, set, &fresh, cells) || !row_id(im, set, &fresh, cells, twins, &id))
		return false;
	bool first;
	uint64_t *line = map_at(seen, id, &first);
	if (!first)
		return import_fail(im, set, &fresh, set->record->identity_joined ? 0 : -1,
		        "'%.*s' stands twice in this file (first on line %llu)", STR(id), (unsigned long long)*line);
	*line = fresh.line->line;
	uint64_t *at = map_at(&set->by_id, id, &first);
	if (first) {
		*at = set->rows.n;
		*vec_push(a, &set->rows) = (struct import_row){ .now = { .id = id, .cells = no_cells } };
	}
	struct import_row *row = &set->rows.at[*at];
	row->line = fresh.line;
	if (row->hidden)
		return import_fail(im, set, row, -1, "'%.*s' is no id that you can use: choose another", STR(id));
	struct str *merged = arena_array(a, struct str, n);
	for (unsigned i = 0; i < n; i++) {
		merged[i] = cells[i].ptr ? cells[i] : row->now.cells[i];
		row->changed |= !str_eq(merged[i], row->now.cells[i]);
		if (record_field(set->record, i)->required && !merged[i].len)
			return import_fail(im, set, row, (int)i, "'%s' is empty: every %s needs one", record_field(set->record, i)->name,
			        set->record->name);
	}
	row->now.cells = merged;
	return true;
}

bool import_merge(struct import *im)
{
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		struct import_set *set = &im->sets[s];
		bool needed = s < REGISTER_CONTACT || set->table || im->replace; /* what others refer to is always needed */
		if (needed && !load(im, set))
			return false;
		if (!set->table)
			continue;
		if (!bind_columns(im, set))
			return false;
		struct map twins = map_make(&im->cx->a), seen = map_make(&im->cx->a);
		for (size_t r = 0; r < set->table->rows.n; r++)
			if (!merge_row(im, set, r, &twins, &seen))
				return false;
		if (im->replace)
			vec_each (row, &set->rows)
				row->gone = !row->line && !row->hidden;
	}
	/* A node that moves to another organization takes its components and dependencies along: their owner changes with it. */
	for (unsigned s = REGISTER_SERVICE; s <= REGISTER_ASSET; s++)
		vec_each (row, &im->sets[s].rows)
			if (row->was && !str_eq(row->was->cells[0], row->now.cells[0]) &&
			        (!load(im, &im->sets[REGISTER_COMPONENT]) || !load(im, &im->sets[REGISTER_DEPENDENCY])))
				return false;
	return ok(im->cx);
}

const struct import_row *import_find(const struct import *im, const char *reference, struct str id)
{
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		const struct import_set *set = &im->sets[s];
		bool node = str_eq(str_c(reference), S("node")) && (s == REGISTER_SERVICE || s == REGISTER_ASSET);
		if (!node && !str_eq(str_c(set->record->name), str_c(reference)))
			continue;
		const uint64_t *at = map_find(&set->by_id, id);
		if (at && !set->rows.at[*at].gone)
			return &set->rows.at[*at];
	}
	return NULL;
}

struct str import_owner(const struct import *im, const struct import_set *set, const struct import_row *row)
{
	const struct record *r = set->record;
	if (!r->owner)
		return S("");
	if (str_eq(str_c(r->owner), S("id")))
		return row->now.id;
	struct str cell = row->now.cells[record_field_index(r, str_c(r->owner))];
	const char *reference = record_field(r, (unsigned)record_field_index(r, str_c(r->owner)))->reference;
	if (str_eq(str_c(reference), S("organization")))
		return cell;
	/* An asset or a node: its organization. Both registers have it as their first field. */
	const struct import_row *node = import_find(im, reference, cell);
	return node ? node->now.cells[0] : S("");
}
