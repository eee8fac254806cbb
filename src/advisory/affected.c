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

struct affected_work {
	struct cx *cx;
	struct affected_answer *out;
	struct cascade_scratch *scratch;
	/* Dense, by number: a node belongs to one organization, so it stands in one row of each kind (certain, possible). */
	uint32_t *organization; /* node → index in out->organizations, or GRAPH_NONE */
	struct affected *rows;	/* organization * 2 + possible */
	uint32_t *through[2];	/* node → index + 1 in its row's through */
	uint8_t *direct[2];	/* node is in its row's direct */
	uint32_t *capped;	/* node → number of the scenario that caps it */
	uint32_t scenario;
};

static struct affected *row_of(struct affected_work *w, uint32_t node, bool possible, int64_t revision)
{
	uint32_t o = w->organization[node];
	if (o == GRAPH_NONE)
		return NULL;
	struct affected *r = &w->rows[o * 2 + possible];
	if (!r->revisions.n || r->revisions.at[r->revisions.n - 1] != revision) /* they come in rising order */
		*vec_push(&w->cx->a, &r->revisions) = revision;
	r->organization = &w->out->organizations.at[o];
	r->possible = possible;
	return r;
}

static void add_service(struct affected_work *w, struct affected *r, uint32_t node)
{
	const struct registry_node *n = &w->out->net->nodes.at[node];
	if (!n->is_service)
		return;
	*vec_push(&w->cx->a, &r->services) = node;
	if (n->users > 0 && __builtin_add_overflow(r->users, n->users, &r->users))
		r->users = INT64_MAX;
}

static void add_fall(struct affected_work *w, const struct cascade_fall *fall, bool possible, int64_t revision)
{
	struct affected *r = row_of(w, fall->node, possible, revision);
	if (!r || w->capped[fall->node] == w->scenario)
		return;
	uint32_t *at = &w->through[possible][fall->node];
	if (!*at) {
		*vec_push(&w->cx->a, &r->through) = (struct affected_through){ .node = fall->node, .level = 4 };
		*at = (uint32_t)r->through.n;
		add_service(w, r, fall->node);
	}
	struct affected_through *th = &r->through.at[*at - 1];
	/* Of several advisories that reach it the gravest counts, then the quickest. */
	if (fall->level < th->level || (fall->level == th->level && fall->after_min < th->after_min))
		*th = (struct affected_through){ .node = fall->node, .level = fall->level, .after_min = fall->after_min, .revision = revision };
}

static bool run(struct affected_work *w, const struct affected_scenario *s)
{
	struct cascade_result result;
	if (!s->n)
		return true;
	*vec_push(&w->cx->a, &w->out->scenarios) = *s;
	if (!cascade_run(w->scratch, w->out->net->rest, s->caps, s->n, &result, &w->cx->err))
		return false;
	w->scenario++;
	for (size_t i = 0; i < s->n; i++) {
		uint32_t node = s->caps[i].node;
		struct affected *r = row_of(w, node, s->possible, s->revision);
		w->capped[node] = w->scenario;
		if (r && !w->direct[s->possible][node])
			*vec_push(&w->cx->a, &r->direct) = (struct affected_direct){ node, s->revision };
		w->direct[s->possible][node] = 1;
	}
	for (uint32_t i = 0; i < result.n; i++)
		add_fall(w, &result.falls[i], s->possible, s->revision);
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
		const uint64_t *node = map_find_int(&w->out->net->by_key, h->asset);
		if (!node)
			continue;
		struct cascade_cap cap = { (uint32_t)*node, 0 };
		if (verdict == MATCH_AFFECTED && !quarantined)
			sure[n_sure++] = cap;
		else
			maybe[n_maybe++] = cap;
	}
	return run(w, &(struct affected_scenario){ from->revision, false, sure, n_sure }) && run(w, &(struct affected_scenario){ from->revision, true, maybe, n_maybe });
}

static int by_organization(const void *x, const void *y)
{
	const struct affected *a = x, *b = y;
	int c = str_cmp(a->organization->id, b->organization->id);
	return c ? c : a->possible - b->possible;
}

static bool gather(struct affected_work *w)
{
	struct arena *a = &w->cx->a;
	struct registry_contact_vec *contacts = arena_new(a, struct registry_contact_vec);
	if (!registry_contacts(w->cx, contacts))
		return false;
	const struct registry_contact **list = arena_array(a, const struct registry_contact *, contacts->n);
	struct map first = map_make(a); /* organization → its first contact; they come ordered */
	for (size_t i = 0; i < contacts->n; i++) {
		list[i] = &contacts->at[i];
		bool fresh;
		uint64_t *at = map_at_int(&first, contacts->at[i].organization, &fresh);
		if (fresh)
			*at = i;
	}
	for (size_t k = 0; k < w->out->organizations.n * 2; k++) {
		struct affected *r = &w->rows[k];
		if (!r->revisions.n)
			continue;
		const uint64_t *at = map_find_int(&first, r->organization->key);
		for (size_t i = at ? *at : contacts->n; i < contacts->n && contacts->at[i].organization == r->organization->key; i++)
			r->n_contacts++;
		r->contacts = at ? &list[*at] : NULL;
		*vec_push(a, &w->out->rows) = *r;
	}
	if (w->out->rows.n)
		qsort(w->out->rows.at, w->out->rows.n, sizeof *w->out->rows.at, by_organization);
	return true;
}

static void number_organizations(struct affected_work *w)
{
	struct arena *a = &w->cx->a;
	size_t n = w->out->net->nodes.n;
	struct map index = map_make(a);
	for (size_t i = 0; i < w->out->organizations.n; i++)
		*map_at_int(&index, w->out->organizations.at[i].key, NULL) = i;
	w->organization = arena_array(a, uint32_t, n);
	for (size_t i = 0; i < n; i++) {
		const uint64_t *at = map_find_int(&index, w->out->net->nodes.at[i].organization);
		w->organization[i] = at ? (uint32_t)*at : GRAPH_NONE;
	}
	w->rows = arena_array(a, struct affected, w->out->organizations.n * 2);
	w->capped = arena_array(a, uint32_t, n);
	for (int p = 0; p < 2; p++) {
		w->through[p] = arena_array(a, uint32_t, n);
		w->direct[p] = arena_array(a, uint8_t, n);
	}
}

bool affected_compute(struct cx *cx, struct str advisory, struct affected_answer *out)
{
	*out = (struct affected_answer){ .advisories = map_make(&cx->a) };
	struct affected_work w = { .cx = cx, .out = out };
	struct advisory_head one = {};
	struct store_hit_vec hits = {};
	if (advisory.len && !advisory_find(cx, advisory, &one))
		return false;
	out->net = impact_network_shared(cx);
	if (!out->net || !registry_organizations(cx, &out->organizations) || !store_head_all(cx, &out->heads) || !store_hits(cx, one.revision, &hits))
		return false;
	for (size_t i = 0; i < out->heads.n; i++)
		*map_at_int(&out->advisories, out->heads.at[i].revision, NULL) = i;
	number_organizations(&w);
	w.scratch = cascade_scratch_make(&cx->a, out->net->graph);
	for (size_t i = 0, k; i < hits.n; i = k) {
		for (k = i + 1; k < hits.n && hits.at[k].revision == hits.at[i].revision; k++) { }
		if (!one_advisory(&w, &hits.at[i], hits.at + k))
			return false;
	}
	return gather(&w);
}

bool affected_explain(struct cx *cx, const struct affected_answer *answer, struct affected *rows, size_t n)
{
	struct arena scratch_arena = {};
	struct cascade_scratch *scratch = cascade_scratch_make(&scratch_arena, answer->net->graph);
	for (const struct affected_scenario *s = answer->scenarios.at; s < answer->scenarios.at + answer->scenarios.n && ok(cx); s++) {
		struct cascade_result result = {};
		for (struct affected *r = rows; r < rows + n; r++)
			vec_each (th, &r->through) {
				if (r->possible != s->possible || th->revision != s->revision)
					continue;
				if (!result.rest && !cascade_run(scratch, answer->net->rest, s->caps, s->n, &result, &cx->err))
					break;
				struct impact_fall why;
				impact_explain(&cx->a, answer->net, &result, cascade_find(&result, th->node), &why);
				th->path = why.path;
				th->n_path = why.n_path;
				th->text = why.text;
			}
	}
	arena_end(&scratch_arena);
	return ok(cx);
}

struct affected affected_copy(struct cx *cx, const struct affected *row)
{
	struct affected copy = *row;
	copy.through = (struct affected_through_vec){};
	vec_each (th, &row->through)
		*vec_push(&cx->a, &copy.through) = *th;
	return copy;
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
	const struct registry_node *n = &answer->net->nodes.at[node];
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
