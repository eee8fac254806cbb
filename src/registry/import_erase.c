/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rules of the data sets ask of an import: rows that are held or too young do not go.
 */
#include "core/dataset.h"
#include "registry/import.h"

/* The organization a row belonged to, even when what leads to it goes with it. ptr NULL when it cannot be told. */
static struct str owner_of(const struct import *im, const struct import_set *set, const struct import_row *row)
{
	const struct record *r = set->record;
	if (!r->owner)
		return S("");
	if (str_eq(str_c(r->owner), S("id")))
		return row->now.id;
	int field = record_field_index(r, str_c(r->owner));
	struct str cell = row->was->cells[field];
	if (str_eq(str_c(record_field(r, (unsigned)field)->reference), S("organization")))
		return cell;
	for (unsigned s = REGISTER_SERVICE; s <= REGISTER_ASSET; s++) {
		const uint64_t *at = map_find(&im->sets[s].by_id, cell);
		const struct import_row *node = at ? &im->sets[s].rows.at[*at] : NULL;
		if (node && node->was)
			return node->was->cells[0];
	}
	return (struct str){};
}

bool import_may_erase(struct import *im)
{
	struct dataset_guard guard;
	bool known = false;
	for (unsigned s = 0; s < REGISTER_COUNT; s++) {
		const struct import_set *set = &im->sets[s];
		vec_each (row, &set->rows) {
			if (!row->gone || !row->was)
				continue;
			if (!known && !dataset_guard(im->cx, &guard))
				return false;
			known = true;
			struct erasable what = { str_c(set->record->dataset), row->now.id, owner_of(im, set, row), TIME_NONE };
			if (dataset_guard_ages(&guard, what.dataset) && !dataset_made(im->cx, set->record->name, row->now.id, &what.made_us))
				return false;
			if (!dataset_guard_erase(im->cx, &guard, &what)) {
				struct str why = arena_str(&im->cx->a, str_c(im->cx->err.text));
				enum err_kind kind = im->cx->err.kind;
				err_clear(&im->cx->err);
				return fail(im->cx, kind, "%s '%.*s' stays: %.*s", set->record->name, STR(row->now.id), STR(why));
			}
		}
	}
	return true;
}
