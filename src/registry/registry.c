/* SPDX-License-Identifier: Apache-2.0
 *
 * Verbs of the registry: import and export. One transaction each; must never leave half an import behind.
 */
#include "registry/registry.h"
#include "base/csv.h"
#include "base/id.h"
#include "base/json.h"
#include "core/dataset.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/redact.h"
#include "core/release.h"
#include "formats/geojson.h"
#include "registry/import.h"
#include "sys/file.h"

enum { EXPORT_BYTES_MAX = 1 << 30 };

static void list_changes(struct import *im, const struct import_set *set, const struct import_row *row, struct registry_change_vec *out)
{
	struct registry_change c = { .record = set->record->name, .id = row->now.id };
	c.what = row->gone ? CHANGE_DELETE : row->was ? CHANGE_UPDATE : CHANGE_CREATE;
	if (c.what != CHANGE_UPDATE) {
		*vec_push(&im->cx->a, out) = c;
		return;
	}
	for (unsigned i = 0; i < record_fields(set->record); i++)
		if (!str_eq(row->was->cells[i], row->now.cells[i])) {
			c.field = record_field(set->record, i)->name;
			c.was = row->was->cells[i];
			c.now = row->now.cells[i];
			*vec_push(&im->cx->a, out) = c;
		}
}

static size_t count(struct import *im, bool wanted, struct registry_import *out)
{
	size_t all = 0;
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		const struct import_set *set = &im->sets[s];
		struct registry_count *n = &out->counts[out->n_counts++];
		*n = (struct registry_count){ .record = set->record->file, .present = set->table != NULL };
		vec_each (row, &set->rows) {
			bool touched = row->gone ? row->was != NULL : !row->was || row->changed;
			if (row->gone)
				n->deleted += touched;
			else if (!row->was)
				n->created++;
			else if (row->changed)
				n->updated++;
			else
				n->same++;
			if (touched && wanted)
				list_changes(im, set, row, &out->changes);
		}
		all += n->created + n->updated + n->deleted;
	}
	import_map_count(im, wanted, out);
	return all + (im->map.changed || im->map.gone);
}

static bool write_import(struct import *im, const struct registry_import *out)
{
	struct cx *cx = im->cx;
	struct buf b = buf_make(&cx->a, 4096);
	struct json_out o = json_out(&b);
	jo_object(&o);
	for (unsigned i = 0; i < out->n_counts; i++)
		if (out->counts[i].created + out->counts[i].updated + out->counts[i].deleted) {
			jo_key(&o, out->counts[i].record);
			jo_array(&o);
			jo_int(&o, (int64_t)out->counts[i].created);
			jo_int(&o, (int64_t)out->counts[i].updated);
			jo_int(&o, (int64_t)out->counts[i].deleted);
			jo_array_end(&o);
		}
	jo_object_end(&o);
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	return import_apply(im) && import_map_apply(im) && ledger_append_one(cx, S("register.import"), out->id, buf_str(&b), class_key) && store_state_bump(cx) &&
		event_emit(cx, S("register.changed"), out->id);
}

void import_tell(const struct import *im, const char *step, const char *what, size_t done, size_t all)
{
	enum { EVERY = 4096 };
	if (im->progress && done % EVERY == 0)
		im->progress->tell(im->progress->arg, step, what, done, all);
}

bool registry_import(struct cx *cx, struct str path, bool dry_run, bool replace, bool wanted, struct registry_import *out)
{
	return registry_import_told(cx, path, dry_run, replace, wanted, NULL, out);
}

bool registry_import_told(struct cx *cx, struct str path, bool dry_run, bool replace, bool wanted, const struct registry_progress *progress,
        struct registry_import *out)
{
	*out = (struct registry_import){ .id = id_uuid7(&cx->a, cx->now_us) };
	struct import *im = arena_new(&cx->a, struct import);
	im->cx = cx;
	im->replace = replace;
	im->progress = progress;
	for (unsigned s = 0; s < REGISTER_COUNT; s++)
		im->sets[s].record = &registers[s];
	if (!import_read(im, path))
		return false;
	/* The transaction begins before the desk's rows are read: what the difference is made against is what it is written over. */
	AUTO(db_tx) tx = dry_run ? db_begin_read(cx) : desk_begin(cx);
	import_tell(im, "comparing", "", 0, 0);
	if (!import_merge(im) || !import_map_merge(im) || !import_check(im) || !import_may_erase(im))
		return false;
	size_t changes = count(im, wanted, out);
	if (dry_run && wanted && !import_shifts(im, out))
		return false;
	if (dry_run || !changes)
		return ok(cx);
	return write_import(im, out) && db_commit(&tx);
}

static void put_json_row(struct buf *b, const struct record *r, const struct record_row *row)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	if (!r->identity_joined && row->id.len)
		jo_kstr(&o, "id", row->id);
	for (unsigned i = 0; i < record_fields(r); i++)
		if (row->cells[i].len)
			jo_kstr(&o, record_field(r, i)->name, row->cells[i]);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static void put_csv_row(struct buf *b, const struct record *r, const struct record_row *row)
{
	if (!r->identity_joined)
		csv_put(b, row ? row->id : S("id"), true);
	for (unsigned i = 0; i < record_fields(r); i++)
		csv_put(b, row ? row->cells[i] : str_c(record_field(r, i)->name), r->identity_joined && i == 0);
	csv_end_row(b);
}

/* Written when there is one, or when a file of an earlier export would otherwise tell otherwise. */
static bool export_outline(struct cx *cx, struct str dir, struct registry_import *out)
{
	struct str path = arena_printf(&cx->a, "%.*s/coast.geojson", STR(dir)), points;
	struct geojson_lines lines = {};
	int64_t class_key;
	bool had = store_outline(cx, &points, &class_key) && release_allows(cx, class_key);
	if (!ok(cx) || (had && !geojson_wire_read(&cx->a, points, &lines, &cx->err)))
		return false;
	if (!had && file_kind(path.ptr) != FILE_REGULAR)
		return true;
	struct buf b = buf_make(&cx->a, EXPORT_BYTES_MAX);
	geojson_put(&b, &lines);
	out->counts[out->n_counts++] = (struct registry_count){ .record = "coast", .same = had, .present = true };
	return file_write(path.ptr, buf_str(&b), 0600, &cx->err);
}

/* One register's rows, made coarse by the recipe of its data set. */
static bool redact_rows(struct cx *cx, const struct record *r, struct record_row_vec *rows)
{
	struct str names[RECORD_FIELDS_MAX + 1] = { S("id") }, cells[RECORD_FIELDS_MAX + 1], why = {};
	struct dataset_rule rule;
	struct redact_recipe recipe;
	unsigned n = record_fields(r);
	int sector = record_field_index(r, S("sector"));
	if (!dataset_rule(cx, str_c(r->dataset), &rule))
		return false;
	if (!redact_parse(&cx->a, rule.cells[DATASET_RECIPE], &recipe, &why))
		return fail(cx, E_BROKEN, "the redaction recipe of '%s' %.*s", r->dataset, STR(why));
	for (unsigned i = 0; i < n; i++)
		names[i + 1] = str_c(record_field(r, i)->name);
	vec_each (row, rows) {
		struct str *made = arena_array(&cx->a, struct str, n);
		cells[0] = row->id;
		for (unsigned i = 0; i < n; i++)
			cells[i + 1] = row->cells[i];
		redact_cells(&cx->a, &recipe, names, cells, n + 1, sector >= 0 ? row->cells[sector] : S(""));
		row->id = cells[0];
		for (unsigned i = 0; i < n; i++)
			made[i] = cells[i + 1];
		row->cells = made;
	}
	return true;
}

static bool export_all(struct cx *cx, struct str dir, bool json_lines, bool redacted, struct registry_import *out)
{
	*out = (struct registry_import){};
	if (!file_make_folder(arena_str(&cx->a, dir).ptr, &cx->err))
		return false;
	AUTO(db_tx) tx = db_begin_read(cx);
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		const struct record *r = &registers[s];
		struct record_row_vec rows = {};
		if (!record_rows(cx, r, false, &rows) || (redacted && !redact_rows(cx, r, &rows)))
			return false;
		struct buf b = buf_make(&cx->a, EXPORT_BYTES_MAX);
		if (!json_lines)
			put_csv_row(&b, r, NULL);
		vec_each (row, &rows)
			json_lines ? put_json_row(&b, r, row) : put_csv_row(&b, r, row);
		struct str path = arena_printf(&cx->a, "%.*s/%s.%s", STR(dir), r->file, json_lines ? "jsonl" : "csv");
		if (b.overflow)
			return fail(cx, E_INVALID, "%s is larger than %d bytes", r->file, EXPORT_BYTES_MAX);
		if (!file_write(path.ptr, buf_str(&b), 0600, &cx->err))
			return false;
		out->counts[out->n_counts++] = (struct registry_count){ .record = r->file, .same = rows.n, .present = true };
	}
	return export_outline(cx, dir, out);
}

bool registry_export(struct cx *cx, struct str dir, bool json_lines, struct registry_import *out)
{
	return export_all(cx, dir, json_lines, false, out);
}

bool registry_export_redacted(struct cx *cx, struct str dir, bool json_lines, struct registry_import *out)
{
	return export_all(cx, dir, json_lines, true, out);
}
