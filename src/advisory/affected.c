/* SPDX-License-Identifier: Apache-2.0
 *
 * Who must be warned. Per advisory, all assets with an affected component fail together (one common cause), grounded mode, worst reading; assets that are
 * only possibly affected make rows of their own, marked possible. Several advisories: the union of their results, never one joint scenario.
 */
#include "advisory/advisory.h"
#include "advisory/store.h"
#include "base/cache.h"
#include "core/release.h"
#include <stdlib.h>
#include <string.h>

struct tally { /* what is known of one row while it is being filled */
	struct affected row;
	struct map through; /* node → index + 1 in row.through */
	struct map seen;    /* direct: node; services: node + 2^32; revisions: revision + 2^33 */
};
VEC_TYPE(tally_vec, struct tally);

struct affected_work {
	struct cx *cx;
	struct affected_answer *out;
	struct cascade_scratch *scratch;
	const struct cascade_rest *rest;
	struct tally_vec tallies;
	struct map by_row;	     /* organization key * 2 + possible → index in tallies */
	struct map organization;     /* key → index in out->organizations */
};

static bool first_time(struct tally *t, int64_t what)
{
	bool fresh;
	map_at_int(&t->seen, what, &fresh);
	return fresh;
}

static struct tally *tally_of(struct affected_work *w, uint32_t node, bool possible, int64_t revision)
{
	struct arena *a = &w->cx->a;
	int64_t organization = w->out->net.nodes.at[node].organization;
	bool fresh;
	uint64_t *at = map_at_int(&w->by_row, organization * 2 + possible, &fresh);
	if (fresh) {
		*at = w->tallies.n;
		*vec_push(a, &w->tallies) = (struct tally){ .through = map_make(a), .seen = map_make(a), .row.possible = possible };
		const uint64_t *o = map_find_int(&w->organization, organization);
		w->tallies.at[*at].row.organization = o ? &w->out->organizations.at[*o] : NULL;
	}
	struct tally *t = &w->tallies.at[*at];
	if (first_time(t, revision + ((int64_t)1 << 40)))
		*vec_push(a, &t->row.revisions) = revision;
	return t;
}

static void add_service(struct affected_work *w, struct tally *t, uint32_t node)
{
	const struct registry_node *n = &w->out->net.nodes.at[node];
	if (!n->is_service || !first_time(t, (int64_t)node + ((int64_t)1 << 33)))
		return;
	*vec_push(&w->cx->a, &t->row.services) = node;
	if (n->users > 0 && __builtin_add_overflow(t->row.users, n->users, &t->row.users))
		t->row.users = INT64_MAX;
}

static void add_through(struct affected_work *w, struct tally *t, const struct cascade_result *result, const struct cascade_fall *fall, int64_t revision)
{
	struct arena *a = &w->cx->a;
	bool fresh;
	uint64_t *at = map_at_int(&t->through, fall->node, &fresh);
	if (fresh) {
		*vec_push(a, &t->row.through) = (struct affected_through){ .node = fall->node, .level = 4 };
		*at = t->row.through.n - 1;
	}
	struct affected_through *th = &t->row.through.at[*at];
	/* Of several advisories that reach it the gravest counts, then the quickest. */
	if (fall->level > th->level || (fall->level == th->level && fall->after_min >= th->after_min))
		return;
	struct impact_fall why;
	impact_explain(a, &w->out->net, result, fall, &why);
	*th = (struct affected_through){ fall->node, why.path, why.n_path, fall->level, fall->after_min, why.text, revision };
}

static bool run(struct affected_work *w, const struct cascade_cap *caps, size_t n, bool possible, int64_t revision)
{
	struct cascade_result result;
	if (!n)
		return true;
	if (!cascade_run(w->scratch, w->rest, caps, n, &result, &w->cx->err))
		return false;
	struct map capped = map_make(&w->cx->a);
	for (size_t i = 0; i < n; i++) {
		*map_at_int(&capped, caps[i].node, NULL) = 1;
		struct tally *t = tally_of(w, caps[i].node, possible, revision);
		if (first_time(t, caps[i].node))
			*vec_push(&w->cx->a, &t->row.direct) = (struct affected_direct){ caps[i].node, revision };
	}
	for (uint32_t i = 0; i < result.n; i++) {
		const struct cascade_fall *fall = &result.falls[i];
		struct tally *t = tally_of(w, fall->node, possible, revision);
		add_service(w, t, fall->node);
		if (!map_find_int(&capped, fall->node))
			add_through(w, t, &result, fall, revision);
	}
	return true;
}

/* Hits of one revision → the assets that certainly and those that only possibly have it. */
static bool one_advisory(struct affected_work *w, const struct store_hit *from, const struct store_hit *to)
{
	struct arena *a = &w->cx->a;
	struct cascade_cap *sure = arena_array(a, struct cascade_cap, (size_t)(to - from)), *maybe = arena_array(a, struct cascade_cap, (size_t)(to - from));
	size_t n_sure = 0, n_maybe = 0;
	const uint64_t *head = map_find_int(&w->out->advisories, from->revision);
	bool quarantined = !head || str_eq(w->out->heads.at[*head].state, S("quarantined"));
	for (const struct store_hit *h = from, *next; h < to; h = next) {
		int64_t verdict = 0;
		for (next = h; next < to && next->asset == h->asset; next++)
			if (next->verdict > verdict)
				verdict = next->verdict;
		const uint64_t *node = map_find_int(&w->out->net.by_key, h->asset);
		if (!node)
			continue;
		struct cascade_cap cap = { (uint32_t)*node, 0 };
		if (verdict == MATCH_AFFECTED && !quarantined)
			sure[n_sure++] = cap;
		else
			maybe[n_maybe++] = cap;
	}
	return run(w, sure, n_sure, false, from->revision) && run(w, maybe, n_maybe, true, from->revision);
}

static int by_organization(const void *x, const void *y)
{
	const struct affected *a = x, *b = y;
	int c = str_cmp(a->organization->id, b->organization->id);
	return c ? c : a->possible - b->possible;
}

static int by_revision(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

static bool gather(struct affected_work *w)
{
	struct arena *a = &w->cx->a;
	struct registry_contact_vec *contacts = arena_new(a, struct registry_contact_vec);
	if (!registry_contacts(w->cx, contacts))
		return false;
	const struct registry_contact **list = arena_array(a, const struct registry_contact *, contacts->n);
	struct map first = map_make(a); /* organization → its first contact + 1; they come ordered */
	for (size_t i = 0; i < contacts->n; i++) {
		list[i] = &contacts->at[i];
		bool fresh;
		uint64_t *at = map_at_int(&first, contacts->at[i].organization, &fresh);
		if (fresh)
			*at = i;
	}
	vec_each (t, &w->tallies) {
		if (!t->row.organization)
			continue;
		const uint64_t *at = map_find_int(&first, t->row.organization->key);
		for (size_t i = at ? *at : contacts->n; i < contacts->n && contacts->at[i].organization == t->row.organization->key; i++)
			t->row.n_contacts++;
		t->row.contacts = at ? &list[*at] : NULL;
		qsort(t->row.revisions.at, t->row.revisions.n, sizeof *t->row.revisions.at, by_revision);
		*vec_push(a, &w->out->rows) = t->row;
	}
	if (w->out->rows.n)
		qsort(w->out->rows.at, w->out->rows.n, sizeof *w->out->rows.at, by_organization);
	return true;
}

bool affected_compute(struct cx *cx, struct str advisory, struct affected_answer *out)
{
	*out = (struct affected_answer){ .advisories = map_make(&cx->a) };
	struct affected_work w = { .cx = cx, .out = out, .by_row = map_make(&cx->a), .organization = map_make(&cx->a) };
	struct advisory_head one = {};
	struct store_hit_vec hits = {};
	if (advisory.len && !advisory_find(cx, advisory, &one))
		return false;
	if (!impact_network_load(cx, &out->net) || !registry_organizations(cx, &out->organizations) || !store_head_all(cx, &out->heads) ||
		!store_hits(cx, one.revision, &hits))
		return false;
	for (size_t i = 0; i < out->organizations.n; i++)
		*map_at_int(&w.organization, out->organizations.at[i].key, NULL) = i;
	for (size_t i = 0; i < out->heads.n; i++)
		*map_at_int(&out->advisories, out->heads.at[i].revision, NULL) = i;
	w.scratch = cascade_scratch_make(&cx->a, out->net.graph);
	w.rest = cascade_rest_make(&cx->a, w.scratch, out->net.graph, CASCADE_GROUNDED, CASCADE_WORST);
	for (size_t i = 0, k; i < hits.n; i = k) {
		for (k = i + 1; k < hits.n && hits.at[k].revision == hits.at[i].revision; k++) { }
		if (!one_advisory(&w, &hits.at[i], hits.at + k))
			return false;
	}
	return gather(&w);
}

bool affected_visible(const struct cx *cx, const struct affected *row)
{
	if (!cx->viewer)
		return false;
	switch (cx->viewer->clearance.role) {
	case ROLE_DESK: return true;
	case ROLE_OPERATOR: return str_eq(cx->viewer->clearance.organization, row->organization->id);
	default: return false;
	}
}

struct str affected_node_name(const struct affected_answer *answer, uint32_t node, const struct map *cleared, bool *released)
{
	const struct registry_node *n = &answer->net.nodes.at[node];
	bool seen = map_find_int(cleared, n->class_key) != NULL;
	if (released)
		*released = seen;
	return seen ? n->id : n->sector;
}

static bool make_all(struct cx *cx, void **value)
{
	struct affected_answer *answer = arena_new(&cx->a, struct affected_answer);
	*value = answer;
	return affected_compute(cx, S(""), answer);
}

const struct affected_answer *affected_all(struct cx *cx)
{
	int64_t installed = 0, matched = 0, registered = registry_revision(cx);
	if (!store_match_state(cx, &installed, &matched))
		return NULL;
	/* Two counters that only grow: their pair as one number. */
	return cache_hold(cx, "affected", registered << 32 | matched, make_all);
}
