/* SPDX-License-Identifier: Apache-2.0
 *
 * Last step of the import: what differs is written, in one transaction, with a ledger entry for each change.
 */
#include "base/hash.h"
#include "base/json.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "registry/import.h"
#include "registry/import_labels.h"
#include <assert.h>

enum { ENTRY_BYTES_MAX = 1 << 16 };
VEC_TYPE(entry_vec, struct ledger_entry);
VEC_TYPE(row_vec, const struct record_row *);
VEC_TYPE(product_vec, struct store_product);

/* What was not loaded hangs on sectors and owners that may have moved. */
static bool relabel_rest(struct import *im)
{
	bool moved = false;
	size_t changed = 0;
	for (unsigned s = REGISTER_SECTOR; s <= REGISTER_ASSET; s++)
		vec_each (row, &im->sets[s].rows)
			moved |= row->was && !row->gone && row->now.class_key != row->was->class_key;
	for (unsigned s = 0; s < REGISTER_COUNT && moved; s++)
		if (!im->sets[s].loaded && !registry_relabel(im->cx, (enum register_kind)s, &changed))
			return false;
	return ok(im->cx);
}

static bool differs(const struct import_row *row)
{
	return !row->was || row->changed || row->now.class_key != row->was->class_key;
}

/* A change is told in parts, each to those who may know it. */
enum part {
	PART_PLAIN, /* whoever sees the row */
	PART_OWN, /* provenance, and everything where the row changes class: what it was stood under other labels */
	PART_DESK, /* references to what whoever sees the row may not see */
};

struct telling {
	struct import *im;
	struct map labels; /* class → struct labels * */
	struct map classes; /* part and classes → class */
	struct buf scratch;
	struct entry_vec entries;
};

static const struct labels *labels_of(struct telling *t, int64_t class_key)
{
	bool fresh;
	uint64_t *at = map_at_int(&t->labels, class_key, &fresh);
	if (fresh) {
		struct labels *l = arena_new(&t->im->cx->a, struct labels);
		release_labels(t->im->cx, class_key, l);
		*at = (uintptr_t)l;
	}
	return (const struct labels *)(uintptr_t)*at;
}

/* May somebody see the row and yet not what a cell of it refers to? Rather once too often. */
static bool leads_away(struct telling *t, const struct field *f, const struct import_row *row, struct str cell)
{
	if (f->type != FIELD_REFERENCE || !f->reference || !cell.len)
		return false;
	const struct import_row *to = import_find(t->im, f->reference, cell);
	if (!to)
		return true;
	if (to->now.class_key == row->now.class_key)
		return false;
	const struct labels *l = labels_of(t, to->now.class_key), *own = labels_of(t, row->now.class_key);
	if (l->level > own->level || l->from_us || l->until_us)
		return true;
	for (size_t i = 0; i < l->compartments.n; i++)
		if (!names_hold(&own->compartments, l->compartments.at[i]))
			return true;
	bool public = l->tlp == TLP_CLEAR || (l->tlp == TLP_GREEN && own->tlp != TLP_CLEAR);
	/* Of one organization: as open as the row, or both its own only. */
	enum tlp to_tlp = l->tlp ? l->tlp : TLP_RED, from_tlp = own->tlp ? own->tlp : TLP_RED;
	return !public && !(str_eq(l->owner, own->owner) && to_tlp <= from_tlp && !own->audience.n);
}

static enum part part_of(struct telling *t, const struct import_set *set, const struct import_row *row, unsigned i, bool moved)
{
	const struct field *f = record_field(set->record, i);
	if (!row->gone && (leads_away(t, f, row, row->now.cells[i]) || (row->was && leads_away(t, f, row, row->was->cells[i]))))
		return PART_DESK;
	return moved || f->provenance ? PART_OWN : PART_PLAIN;
}

/* The fields of one part as JSON; "{}" when there are none. */
static struct str change_text(struct telling *t, const struct import_set *set, const struct import_row *row, enum part part, bool moved)
{
	buf_clear(&t->scratch);
	struct json_out o = json_out(&t->scratch);
	jo_object(&o);
	for (unsigned i = 0; i < record_fields(set->record); i++) {
		struct str was = row->was ? row->was->cells[i] : S(""), now = row->gone ? S("") : row->now.cells[i];
		if (str_eq(was, now) || part_of(t, set, row, i, moved) != part)
			continue;
		jo_key(&o, record_field(set->record, i)->name);
		jo_array(&o);
		jo_str(&o, was);
		jo_str(&o, now);
		jo_array_end(&o);
	}
	jo_object_end(&o);
	return arena_str(&t->im->cx->a, buf_str(&t->scratch));
}

/* The class of a part: RED of the owner (if it had one and the same) or of the desk, in all levels and compartments of the row before and after. */
static int64_t part_class(struct telling *t, const struct import_row *row, enum part part)
{
	struct cx *cx = t->im->cx;
	int64_t was_key = row->was ? row->was->class_key : row->now.class_key, now_key = row->gone ? was_key : row->now.class_key;
	if (part == PART_PLAIN)
		return now_key;
	bool fresh;
	uint64_t *key = map_at(&t->classes, arena_printf(&cx->a, "%d %lld %lld", (int)part, (long long)was_key, (long long)now_key), &fresh);
	if (!fresh)
		return (int64_t)*key;
	const struct labels *was = labels_of(t, was_key), *now = labels_of(t, now_key);
	struct labels l = { .tlp = TLP_RED, .level = was->level > now->level ? was->level : now->level };
	if (part == PART_OWN && str_eq(was->owner, now->owner))
		l.owner = now->owner;
	l.compartments = names_parse(&cx->a,
	        arena_printf(&cx->a, "%.*s %.*s", STR(names_text(&cx->a, &was->compartments)), STR(names_text(&cx->a, &now->compartments))));
	*key = (uint64_t)release_class(cx, &l);
	return (int64_t)*key;
}

static int64_t key_of(void *arg, const char *reference, struct str id)
{
	if (!reference)
		return 0;
	const struct import_row *row = import_find(arg, reference, id);
	return row ? row->now.key : 0;
}

/* Interning of installed products: a known one gives its key, a fresh one is collected and gets its key in intern_end. */
struct intern {
	struct buf scratch;
	struct map digests; /* digest → key, or −1 − index in fresh */
	struct product_vec fresh;
	int64_t first_key;
};

static bool intern_begin(struct import *im, struct intern *in)
{
	*in = (struct intern){ .scratch = buf_make(&im->cx->a, 1 << 24), .digests = map_make(&im->cx->a) };
	return store_products_load(im->cx, &in->digests);
}

static int64_t intern_product(struct import *im, struct intern *in, const struct record_row *row)
{
	struct arena *a = &im->cx->a;
	struct store_product p = {};
	buf_clear(&in->scratch);
	for (unsigned i = 0; i < 7; i++) {
		p.cells[i] = row->cells[COMPONENT_VENDOR + i];
		buf_put(&in->scratch, p.cells[i]);
		buf_char(&in->scratch, '\x1f');
	}
	struct sha256 h = sha256(buf_str(&in->scratch));
	p.digest = hex(a, h.bytes, sizeof h.bytes);
	bool made;
	uint64_t *key = map_at(&in->digests, p.digest, &made);
	if (made) {
		*key = (uint64_t)(-1 - (int64_t)in->fresh.n);
		*vec_push(a, &in->fresh) = p;
	}
	return (int64_t)*key;
}

static bool intern_end(struct import *im, struct intern *in)
{
	in->first_key = in->fresh.n ? desk_keys(im->cx, S("product"), (int64_t)in->fresh.n) : 0;
	for (size_t i = 0; i < in->fresh.n; i++)
		in->fresh.at[i].key = in->first_key + (int64_t)i;
	return store_products_insert(im->cx, in->fresh.at, in->fresh.n);
}

static int64_t interned(const struct intern *in, int64_t key)
{
	return key < 0 ? in->first_key - 1 - key : key;
}

/* Keys first, so that rows of one import can refer to each other in any order. */
static bool give_keys(struct import *im, struct import_set *set)
{
	int64_t n = 0;
	vec_each (row, &set->rows)
		n += !row->was && !row->gone;
	int64_t key = n ? desk_keys(im->cx, str_c(set->record->counter), n) : 0;
	vec_each (row, &set->rows)
		if (!row->was && !row->gone)
			row->now.key = key++;
	return ok(im->cx);
}

static bool insert_rows(struct import *im, struct import_set *set, const struct row_vec *rows)
{
	struct cx *cx = im->cx;
	bool components = set->record == &registers[REGISTER_COMPONENT];
	bool service = set->record == &registers[REGISTER_SERVICE];
	struct intern in;
	int64_t *installed = arena_array(&cx->a, int64_t, rows->n);
	if (!rows->n)
		return true;
	if (service || set->record == &registers[REGISTER_ASSET])
		store_node_insert(cx, rows->at, rows->n, service);
	if (components) {
		intern_begin(im, &in);
		for (size_t i = 0; i < rows->n; i++)
			installed[i] = intern_product(im, &in, rows->at[i]);
		intern_end(im, &in);
	}
	if (!ok(cx))
		return false;
	AUTO(db_bulk) bulk = db_bulk_begin(cx, set->record->table, components ? store_component_bulk_columns : set->record->sql()->columns);
	for (size_t i = 0; i < rows->n; i++) {
		struct db_value values[RECORD_FIELDS_MAX + 8];
		import_tell(im, "writing", set->record->file, i, rows->n);
		size_t n = record_values(set->record, rows->at[i], key_of, im, values);
		if (components)
			values[n++] = DB(interned(&in, installed[i]));
		db_bulk_row_(&bulk, values, n);
	}
	return db_bulk_done(&bulk);
}

static bool update_row(struct import *im, const struct import_set *set, const struct import_row *row)
{
	struct db_value values[RECORD_FIELDS_MAX + 8];
	size_t n = record_values(set->record, &row->now, key_of, im, values);
	values[1] = values[0]; /* $1 is the key; the id does not change */
	return db_exec_(im->cx, set->record->sql()->update, values, n - 1);
}

static bool update_rows(struct import *im, struct import_set *set)
{
	struct row_vec rows = {};
	vec_each (row, &set->rows)
		if (row->was && !row->gone && differs(row)) {
			import_tell(im, "writing", set->record->file, rows.n, 0);
			update_row(im, set, row);
			*vec_push(&im->cx->a, &rows) = &row->now;
		}
	if (set->record != &registers[REGISTER_COMPONENT] || !rows.n || !ok(im->cx))
		return ok(im->cx);
	struct intern in;
	intern_begin(im, &in);
	int64_t *installed = arena_array(&im->cx->a, int64_t, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		installed[i] = intern_product(im, &in, rows.at[i]);
	intern_end(im, &in);
	for (size_t i = 0; i < rows.n; i++)
		store_component_installed(im->cx, rows.at[i]->key, interned(&in, installed[i]));
	return ok(im->cx);
}

static bool remove_rows(struct import *im, struct import_set *set)
{
	bool node = set == &im->sets[REGISTER_SERVICE] || set == &im->sets[REGISTER_ASSET];
	vec_each (row, &set->rows) {
		if (!row->gone || !row->was)
			continue;
		db_exec(im->cx, set->record->sql()->remove, DB(row->now.key));
		if (node)
			store_node_remove(im->cx, row->now.key);
	}
	return ok(im->cx);
}

static void record_change(struct telling *t, const struct import_set *set, const struct import_row *row)
{
	const char *what = row->gone ? "delete" : row->was ? "update" : "create";
	bool moved = row->was && !row->gone && row->was->class_key != row->now.class_key;
	for (enum part part = moved ? PART_OWN : PART_PLAIN; part <= PART_DESK; part++) {
		struct str content = change_text(t, set, row, part, moved);
		/* That something happened is told once, also where no field is. */
		if (part != (moved ? PART_OWN : PART_PLAIN) && content.len == 2)
			continue;
		*vec_push(&t->im->cx->a, &t->entries) = (struct ledger_entry){ .kind = arena_printf(&t->im->cx->a, "%s.%s", set->record->name, what),
			.subject = row->now.id,
			.content = content,
			.class_key = part_class(t, row, part) };
	}
}

bool import_apply(struct import *im)
{
	struct cx *cx = im->cx;
	struct labelling labelling;
	struct telling t = { .im = im, .labels = map_make(&cx->a), .classes = map_make(&cx->a), .scratch = buf_make(&cx->a, ENTRY_BYTES_MAX) };
	if (!import_labelling(im, &labelling))
		return false;
	for (unsigned s = 0; s < REGISTER_COUNT; s++)
		if (im->sets[s].loaded && (!import_classify(im, &im->sets[s], &labelling) || !give_keys(im, &im->sets[s])))
			return false;
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		struct import_set *set = &im->sets[s];
		struct row_vec fresh = {};
		vec_each (row, &set->rows) {
			if (row->gone ? !row->was : !differs(row))
				continue;
			row->now.version = row->was ? row->was->version + 1 : 1;
			record_change(&t, set, row);
			if (!row->was)
				*vec_push(&cx->a, &fresh) = &row->now;
		}
		if (!insert_rows(im, set, &fresh) || !update_rows(im, set))
			return false;
	}
	for (unsigned s = REGISTER_COUNT; s-- > 0;)
		if (!remove_rows(im, &im->sets[s]))
			return false;
	if (!relabel_rest(im))
		return false;
	import_tell(im, "noting in the ledger", "", 0, 0);
	return ledger_append(cx, t.entries.at, t.entries.n);
}
