/* SPDX-License-Identifier: Apache-2.0
 *
 * Labels of the rows of an import, and who would gain or lose sight of what. Must never write.
 */
#include "registry/import_labels.h"
#include "core/release.h"

enum { SHIFTS_MAX = 2000 }; /* different pairs of labels before and after */
VEC_TYPE(change_vec, struct release_change);

/* A row's sector: its own, or else its organization's. */
static struct str sector_of(const struct import *im, const struct import_set *set, const struct import_row *row, struct str owner)
{
	if (set == &im->sets[REGISTER_SECTOR])
		return row->now.id;
	const struct import_row *at = row;
	const struct import_set *of = set;
	for (unsigned k = REGISTER_COMPONENT; k <= REGISTER_DEPENDENCY; k++)
		if (set == &im->sets[k]) { /* that of the asset or node */
			at = import_find(im, "node", row->now.cells[0]);
			of = at && import_find(im, "asset", row->now.cells[0]) == at ? &im->sets[REGISTER_ASSET]
			                                                             : &im->sets[REGISTER_SERVICE];
		}
	int field = at ? record_field_index(of->record, S("sector")) : -1;
	if (field >= 0 && at->now.cells[field].len)
		return at->now.cells[field];
	const struct import_row *organization = owner.len ? import_find(im, "organization", owner) : NULL;
	return organization ? organization->now.cells[record_field_index(im->sets[REGISTER_ORGANIZATION].record, S("sector"))] : S("");
}

static struct label_words words_of(const struct import *im, const struct import_set *set, const struct import_row *row)
{
	struct label_words words = {
		.id = row->now.id, .tlp = row->now.cells[record_own_fields(set->record)], .owner = import_owner(im, set, row)
	};
	words.sector = sector_of(im, set, row, words.owner);
	if (set == &im->sets[REGISTER_COMPONENT] || set == &im->sets[REGISTER_DEPENDENCY])
		words.hangs_on = row->now.cells[0];
	return words;
}

bool import_classify(struct import *im, struct import_set *set, struct labelling *labelling)
{
	vec_each (row, &set->rows)
		if (!row->gone) {
			struct label_words words = words_of(im, set, row);
			row->now.class_key = labelling_class(labelling, (enum register_kind)(set - im->sets), &words);
		}
	return ok(im->cx);
}

bool import_labelling(struct import *im, struct labelling *out)
{
	const struct import_set *sectors = &im->sets[REGISTER_SECTOR];
	int parent = record_field_index(sectors->record, S("parent"));
	if (!labelling_begin(im->cx, out))
		return false;
	vec_each (row, &sectors->rows)
		if (!row->gone)
			labelling_sector(out, row->now.id, row->now.cells[parent]);
	return true;
}

/* ---- before it is saved ---- */
static struct str labels_text(struct arena *a, const struct labels *l)
{
	return arena_printf(a, "%d|%.*s|%.*s|%lld|%.*s|%.*s|%lld|%lld", (int)l->tlp, STR(l->owner), STR(names_text(a, &l->sectors)),
	        (long long)l->level, STR(names_text(a, &l->compartments)), STR(names_text(a, &l->audience)), (long long)l->from_us,
	        (long long)l->until_us);
}

/* Rows with the same labels before and the same after are counted as one change. */
static void add_change(struct import *im, struct labelling *labelling, struct map *index, const struct import_set *set,
        const struct import_row *row, struct change_vec *out)
{
	struct arena *a = &im->cx->a;
	struct labels *before = NULL, *after = NULL;
	if (row->was) {
		before = arena_new(a, struct labels);
		if (!release_labels(im->cx, row->was->class_key, before))
			return;
	}
	if (!row->gone) {
		struct label_words words = words_of(im, set, row);
		after = arena_new(a, struct labels);
		*after = labelling_labels(labelling, (enum register_kind)(set - im->sets), &words);
	}
	struct str was = before ? labels_text(a, before) : S(""), now = after ? labels_text(a, after) : S("");
	bool fresh;
	if (str_eq(was, now))
		return;
	uint64_t *at = map_at(index, arena_printf(a, "%.*s -> %.*s", STR(was), STR(now)), &fresh);
	if (fresh) {
		*at = out->n;
		*vec_push(a, out) = (struct release_change){ before, after, 0 };
	}
	out->at[*at].n++;
}

bool import_shifts(struct import *im, struct registry_import *out)
{
	struct labelling labelling;
	struct map index = map_make(&im->cx->a);
	struct change_vec changes = {};
	if (!import_labelling(im, &labelling))
		return false;
	for (unsigned s = 0; s < REGISTER_COUNT; s++)
		if (im->sets[s].loaded)
			vec_each (row, &im->sets[s].rows)
				if (!row->hidden && (row->gone ? row->was != NULL : !row->was || row->changed) && changes.n < SHIFTS_MAX)
					add_change(im, &labelling, &index, &im->sets[s], row, &changes);
	return ok(im->cx) && release_shifts(im->cx, changes.at, changes.n, &out->shifts);
}
