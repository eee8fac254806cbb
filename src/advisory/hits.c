/* SPDX-License-Identifier: Apache-2.0
 *
 * Counting what is hit. Must never show a count as it is: what leaves passes the viewer's classes.
 */
#include "advisory/hits.h"
#include "advisory/parts.h"
#include "base/cache.h"

static bool make_sectors(struct cx *cx, void **value)
{
	struct sectors *s = arena_new(&cx->a, struct sectors);
	*value = s;
	s->index = map_make(&cx->a);
	if (!store_sector_names(cx, &s->names))
		return false;
	for (size_t i = 0; i < s->names.n; i++)
		*map_at(&s->index, s->names.at[i].id, NULL) = i;
	return true;
}

const struct sectors *sectors_all(struct cx *cx)
{
	return cache_hold(cx, "advisory.sectors", registry_revision(cx), make_sectors);
}

struct str sectors_root(const struct sectors *s, struct str id)
{
	enum { DEPTH_MAX = 16 }; /* sectors are checked to be a tree; this only bounds the walk */
	for (int i = 0; i < DEPTH_MAX; i++) {
		const uint64_t *at = map_find(&s->index, id);
		if (!at || !s->names.at[*at].parent.len)
			break;
		id = s->names.at[*at].parent;
	}
	return id;
}

static bool make(struct cx *cx, void **value)
{
	struct hits *h = arena_new(&cx->a, struct hits);
	*value = h;
	h->first = map_make(&cx->a);
	const struct part_counts *counts = affected_counts(cx);
	h->sectors = sectors_all(cx);
	if (!counts || !h->sectors)
		return false;
	h->by_revision = counts->by_revision;
	h->all = counts->all;
	for (size_t i = 0; i < h->by_revision.n; i++) {
		bool fresh;
		uint64_t *at = map_at_int(&h->first, h->by_revision.at[i].revision, &fresh);
		if (fresh)
			*at = i;
	}
	return true;
}

const struct hits *hits_all(struct cx *cx)
{
	int64_t installed = 0, matched = 0, registered = registry_revision(cx);
	if (!store_match_state(cx, &installed, &matched))
		return NULL;
	const struct hits *shared = cache_hold(cx, "hits", registered << 32 | matched, make);
	if (!shared)
		return NULL;
	struct hits *h = arena_new(&cx->a, struct hits);
	*h = *shared;
	h->twins = map_make(&cx->a); /* the viewer's own: a twin that is not released would show by the publisher's name */
	return store_tracking_twins(cx, &h->twins) ? h : NULL;
}

static void add(struct hit_count *sum, const struct map *cleared, const struct store_count *n)
{
	if (!map_find_int(cleared, n->class_key))
		return;
	sum->affected += n->affected;
	sum->possible += n->possible;
}

struct hit_count hits_of(const struct hits *h, const struct map *cleared, int64_t revision)
{
	struct hit_count sum = {};
	const uint64_t *first = map_find_int(&h->first, revision);
	for (size_t i = first ? *first : h->by_revision.n; i < h->by_revision.n && h->by_revision.at[i].revision == revision; i++)
		add(&sum, cleared, &h->by_revision.at[i]);
	return sum;
}

struct hit_count hits_sum(const struct hits *h, const struct map *cleared)
{
	struct hit_count sum = {};
	vec_each (n, &h->all)
		add(&sum, cleared, n);
	return sum;
}

struct str hits_sector(const struct hits *h, struct str id)
{
	const uint64_t *at = map_find(&h->sectors->index, id);
	return at && h->sectors->names.at[*at].name.len ? h->sectors->names.at[*at].name : id;
}
