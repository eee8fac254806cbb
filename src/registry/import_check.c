/* SPDX-License-Identifier: Apache-2.0
 *
 * Third step of the import: the whole merged register must hold together. References resolve, trees have no circle, groups agree with themselves.
 */
#include "core/release.h"
#include "registry/import.h"
#include <string.h>

enum { WEIGHT_SUM_MAX = 1 << 30 }; /* what the graph takes (graph/graph.h) */

static bool check_references(struct import *im, const struct import_set *set)
{
	unsigned n = record_fields(set->record);
	vec_each (row, &set->rows) {
		if (row->gone)
			continue;
		for (unsigned i = 0; i < n; i++) {
			const struct field *f = record_field(set->record, i);
			if (f->type != FIELD_REFERENCE || !f->reference || !row->now.cells[i].len || import_find(im, f->reference, row->now.cells[i]))
				continue;
			const char *what = strcmp(f->reference, "node") == 0 ? "asset or service" : f->reference;
			return import_fail(im, set, row, (int)i, "unknown %s '%.*s'%s", what, STR(row->now.cells[i]),
				row->line ? ": add it, or correct the id" : " (it is about to be deleted)");
		}
	}
	return true;
}

/* Services and assets share one id space. */
static bool check_nodes(struct import *im)
{
	const struct import_set *services = &im->sets[REGISTER_SERVICE], *assets = &im->sets[REGISTER_ASSET];
	vec_each (row, &assets->rows) {
		const uint64_t *at = map_find(&services->by_id, row->now.id);
		if (!row->gone && at && !services->rows.at[*at].gone)
			return row->line ? import_fail(im, assets, row, -1, "'%.*s' is a service already: assets and services share one set of ids", STR(row->now.id))
					 : import_fail(im, services, &services->rows.at[*at], -1,
						   "'%.*s' is an asset already: assets and services share one set of ids", STR(row->now.id));
	}
	return true;
}

/* parent fields of sectors and organizations must form trees. */
static bool check_tree(struct import *im, const struct import_set *set)
{
	int parent = record_field_index(set->record, S("parent"));
	size_t *state = arena_array(&im->cx->a, size_t, set->rows.n); /* 0 unseen, else walk number */
	for (size_t i = 0; i < set->rows.n; i++) {
		for (size_t k = i;;) {
			const struct import_row *row = &set->rows.at[k];
			if (state[k] == i + 1)
				return import_fail(im, set, row, parent, "'%.*s' is, through 'parent', a part of itself", STR(row->now.id));
			if (state[k] || row->gone)
				break;
			state[k] = i + 1;
			const uint64_t *up = row->now.cells[parent].len ? map_find(&set->by_id, row->now.cells[parent]) : NULL;
			if (!up)
				break;
			k = *up;
		}
	}
	return true;
}

struct group {
	const struct import_row *first;
	int64_t sum;
};
VEC_TYPE(group_vec, struct group);

static bool agrees(struct import *im, const struct import_set *set, const struct import_row *row, const struct import_row *first)
{
	static const int shared[] = { DEPENDENCY_NEED, DEPENDENCY_NEED_DEGRADED, DEPENDENCY_NEED_SEVERE, DEPENDENCY_KIND, DEPENDENCY_BUFFER_MIN,
		DEPENDENCY_RETAINED, DEPENDENCY_GROUNDED, DEPENDENCY_ALTERNATIVES };
	for (unsigned i = 0; i < sizeof shared / sizeof *shared; i++) {
		int f = shared[i];
		if (!str_eq(row->now.cells[f], first->now.cells[f])) {
			const struct import_row *at = row->line ? row : first;
			return import_fail(im, set, at, f, "'%s' disagrees inside group '%.*s' of '%.*s': '%.*s' here, '%.*s' on another of its rows",
				record_field(set->record, (unsigned)f)->name, STR(row->now.cells[DEPENDENCY_GROUP]), STR(row->now.cells[DEPENDENCY_DEPENDENT]),
				STR(at->now.cells[f]), STR((at == row ? first : row)->now.cells[f]));
		}
	}
	return true;
}

/* sum of weights ≥ need ≥ need_degraded ≥ need_severe ≥ 1; defaults: sum, then need, then need_degraded. */
static bool thresholds(struct import *im, const struct import_set *set, const struct group *g)
{
	int64_t above = g->sum;
	if (above > WEIGHT_SUM_MAX)
		return import_fail(im, set, g->first, DEPENDENCY_WEIGHT, "the weights of group '%.*s' of '%.*s' add up to more than %d: use smaller units",
			STR(g->first->now.cells[DEPENDENCY_GROUP]), STR(g->first->now.cells[DEPENDENCY_DEPENDENT]), WEIGHT_SUM_MAX);
	const char *name = "the sum of weights";
	for (int f = DEPENDENCY_NEED; f <= DEPENDENCY_NEED_SEVERE; f++) {
		int64_t v = above;
		if (g->first->now.cells[f].len && str_int(g->first->now.cells[f], &v) && v > above)
			return import_fail(im, set, g->first, f, "'%s' of group '%.*s' of '%.*s' is %lld, more than %s (%lld)", record_field(set->record, (unsigned)f)->name,
				STR(g->first->now.cells[DEPENDENCY_GROUP]), STR(g->first->now.cells[DEPENDENCY_DEPENDENT]), (long long)v, name, (long long)above);
		above = v;
		name = record_field(set->record, (unsigned)f)->name;
	}
	return true;
}

static bool check_groups(struct import *im)
{
	struct import_set *set = &im->sets[REGISTER_DEPENDENCY];
	struct arena *a = &im->cx->a;
	struct map index = map_make(a);
	struct group_vec groups = {};
	vec_each (row, &set->rows) {
		if (row->gone)
			continue;
		struct str key = arena_printf(a, "%.*s|%.*s", STR(row->now.cells[DEPENDENCY_DEPENDENT]), STR(row->now.cells[DEPENDENCY_GROUP]));
		bool fresh;
		uint64_t *at = map_at(&index, key, &fresh);
		if (fresh) {
			*at = groups.n;
			*vec_push(a, &groups) = (struct group){ .first = row };
		} else if (!agrees(im, set, row, groups.at[*at].first)) {
			return false;
		}
		struct group *g = &groups.at[*at];
		if (!g->first->line && row->line)
			g->first = row; /* errors are best said at a line of the file */
		int64_t weight = 1;
		if (row->now.cells[DEPENDENCY_WEIGHT].len)
			str_int(row->now.cells[DEPENDENCY_WEIGHT], &weight);
		g->sum += weight;
	}
	vec_each (g, &groups)
		if (!thresholds(im, set, g))
			return false;
	return true;
}

static bool is_country(struct str s)
{
	return s.len == 2 && s.ptr[0] >= 'A' && s.ptr[0] <= 'Z' && s.ptr[1] >= 'A' && s.ptr[1] <= 'Z';
}

static bool check_countries(struct import *im)
{
	const struct import_set *set = &im->sets[REGISTER_ORGANIZATION];
	int country = record_field_index(set->record, S("country"));
	vec_each (row, &set->rows)
		if (row->line && row->now.cells[country].len && !is_country(row->now.cells[country]))
			return import_fail(im, set, row, country, "country '%.*s' is not two capital letters (ISO 3166-1)", STR(row->now.cells[country]));
	return true;
}

bool import_check(struct import *im)
{
	for (unsigned s = 0; s < REGISTER_COUNT; s++)
		if (im->sets[s].loaded && !check_references(im, &im->sets[s]))
			return false;
	if (!check_nodes(im) || !check_tree(im, &im->sets[REGISTER_SECTOR]) || !check_tree(im, &im->sets[REGISTER_ORGANIZATION]) || !check_countries(im))
		return false;
	return !im->sets[REGISTER_DEPENDENCY].loaded || check_groups(im);
}
