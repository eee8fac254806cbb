/* SPDX-License-Identifier: Apache-2.0
 *
 * Who must be warned. Per advisory, all assets with an affected component fail together (one common cause), grounded mode, worst reading; assets that are
 * only possibly affected make rows of their own, marked possible. Several advisories: the union of their results, never one joint scenario.
 */
#include "advisory/ground.h"
#include "advisory/parts.h"
#include "base/cache.h"
#include "core/release.h"
#include <stdlib.h>
#include <string.h>

/* Of the register alone: who owns what, and whom to reach. */
struct people {
	const struct impact_network *net;
	const struct ground *ground;
	struct registry_organization_vec organizations;
	uint32_t *owner; /* node → index in organizations, or GRAPH_NONE */
	struct registry_contact_vec contacts;
	const struct registry_contact **list; /* the contacts in order */
	size_t *first; /* organization → its first contact; first[i + 1] is its end */
};

static bool make_people(struct cx *cx, void **value)
{
	struct people *p = arena_new(&cx->a, struct people);
	struct map index = map_make(&cx->a);
	*value = p;
	p->net = impact_network_shared(cx);
	p->ground = p->net ? ground_make(cx, p->net) : NULL;
	if (!p->ground || !registry_organizations(cx, &p->organizations) || !registry_contacts(cx, &p->contacts))
		return false;
	size_t n = p->organizations.n;
	for (size_t i = 0; i < n; i++)
		*map_at_int(&index, p->organizations.at[i].key, NULL) = i;
	p->owner = arena_array(&cx->a, uint32_t, p->net->nodes.n + 1);
	for (size_t i = 0; i < p->net->nodes.n; i++) {
		const uint64_t *at = map_find_int(&index, p->net->nodes.at[i].organization);
		p->owner[i] = at ? (uint32_t)*at : GRAPH_NONE;
	}
	/* They come by organization, but by its key: counted, then laid out in the order of the organizations. */
	p->first = arena_array(&cx->a, size_t, n + 2);
	p->list = arena_array(&cx->a, const struct registry_contact *, p->contacts.n + 1);
	vec_each (c, &p->contacts) {
		const uint64_t *at = map_find_int(&index, c->organization);
		p->first[(at ? *at : n) + 1]++;
	}
	for (size_t i = 0; i <= n; i++)
		p->first[i + 1] += p->first[i];
	size_t *next = arena_array(&cx->a, size_t, n + 1);
	memcpy(next, p->first, (n + 1) * sizeof *next);
	vec_each (c, &p->contacts) {
		const uint64_t *at = map_find_int(&index, c->organization);
		p->list[next[at ? *at : n]++] = c;
	}
	return true;
}

struct affected_work {
	const struct people *people;
	struct affected_answer *out;
	struct arena *a, scratch; /* of the answer; of its making */
	/* Dense, by number: a node belongs to one organization, so it stands in one row of each kind (certain, possible). */
	struct affected *rows; /* organization * 2 + possible */
	uint32_t *through[2]; /* node → index + 1 in its row's through */
	uint8_t *direct[2]; /* node is in its row's direct */
};

static struct affected *row_of(struct affected_work *w, uint32_t node, bool possible, int64_t revision)
{
	uint32_t o = w->people->owner[node];
	if (o == GRAPH_NONE)
		return NULL;
	struct affected *r = &w->rows[o * 2 + possible];
	if (!r->revisions.n || r->revisions.at[r->revisions.n - 1] != revision) /* each comes once */
		*vec_push(&w->scratch, &r->revisions) = revision;
	r->organization = &w->out->organizations.at[o];
	r->possible = possible;
	return r;
}

static void add_service(struct affected_work *w, struct affected *r, uint32_t node)
{
	const struct registry_node *n = &w->out->net->nodes.at[node];
	if (!n->is_service)
		return;
	*vec_push(&w->scratch, &r->services) = node;
	if (n->users > 0 && __builtin_add_overflow(r->users, n->users, &r->users))
		r->users = INT64_MAX;
}

static void add_fall(struct affected_work *w, const struct part_fall *fall, bool possible, int64_t revision)
{
	struct affected *r = row_of(w, fall->node, possible, revision);
	if (!r)
		return;
	uint32_t *at = &w->through[possible][fall->node];
	if (!*at) {
		*vec_push(&w->scratch, &r->through) = (struct affected_through){ .node = fall->node, .level = 4 };
		*at = (uint32_t)r->through.n;
		add_service(w, r, fall->node);
	}
	struct affected_through *th = &r->through.at[*at - 1];
	/* Of several advisories that reach it the gravest counts, then the quickest. */
	if (fall->level < th->level || (fall->level == th->level && fall->after_min < th->after_min))
		*th = (struct affected_through){
			.node = fall->node, .level = fall->level, .after_min = fall->after_min, .revision = revision
		};
}

static void *copied(struct arena *a, const void *from, size_t bytes)
{
	return bytes ? memcpy(arena_alloc(a, bytes), from, bytes) : NULL;
}

/* One joint failure into the rows of those it hits and reaches. */
static void add_run(struct affected_work *w, const struct part *part, bool possible)
{
	const struct part_run *run = &part->run[possible];
	if (!run->n)
		return;
	*vec_push(w->a, &w->out->scenarios) =
	        (struct affected_scenario){ part->revision, possible, copied(w->a, run->caps, run->n * sizeof *run->caps), run->n };
	for (const struct cascade_cap *cap = run->caps; cap < run->caps + run->n; cap++) {
		struct affected *r = row_of(w, cap->node, possible, part->revision);
		if (r && !w->direct[possible][cap->node])
			*vec_push(&w->scratch, &r->direct) = (struct affected_direct){ cap->node, part->revision };
		w->direct[possible][cap->node] = 1;
	}
	for (const struct part_fall *fall = run->falls; fall < run->falls + run->n_falls; fall++)
		add_fall(w, fall, possible, part->revision);
}

static int by_direct(const void *a, const void *b)
{
	const struct affected_direct *x = a, *y = b;
	return (x->node > y->node) - (x->node < y->node);
}

static int by_through(const void *a, const void *b)
{
	const struct affected_through *x = a, *y = b;
	return (x->node > y->node) - (x->node < y->node);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static int rising(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* In an order of their own: that in which advisories came would tell of those that are not released. */
static void sort_row(struct affected *r)
{
	if (r->direct.n)
		qsort(r->direct.at, r->direct.n, sizeof *r->direct.at, by_direct);
	if (r->through.n)
		qsort(r->through.at, r->through.n, sizeof *r->through.at, by_through);
	if (r->services.n)
		qsort(r->services.at, r->services.n, sizeof *r->services.at, by_number);
	qsort(r->revisions.at, r->revisions.n, sizeof *r->revisions.at, rising);
}

/* Organizations come by their id, so the rows do. */
static void gather(struct affected_work *w)
{
	const struct people *p = w->people;
	for (size_t k = 0; k < p->organizations.n * 2; k++) {
		struct affected r = w->rows[k];
		if (!r.revisions.n)
			continue;
		sort_row(&r);
		r.n_contacts = p->first[k / 2 + 1] - p->first[k / 2];
		r.contacts = r.n_contacts ? &p->list[p->first[k / 2]] : NULL;
		r.direct =
		        (struct affected_direct_vec){ copied(w->a, r.direct.at, r.direct.n * sizeof *r.direct.at), r.direct.n, r.direct.n };
		r.through = (struct affected_through_vec){ copied(w->a, r.through.at, r.through.n * sizeof *r.through.at), r.through.n,
			r.through.n };
		r.services = (struct number_vec){ copied(w->a, r.services.at, r.services.n * sizeof *r.services.at), r.services.n,
			r.services.n };
		r.revisions = (struct revision_vec){ copied(w->a, r.revisions.at, r.revisions.n * sizeof *r.revisions.at), r.revisions.n,
			r.revisions.n };
		*vec_push(w->a, &w->out->rows) = r;
	}
}

/* Of advisories that do the same to a node the most open one is named: one that is not released takes nothing from one that is. */
struct part_order {
	const struct part *part;
	enum tlp tlp;
};

static enum tlp openness(const struct affected_answer *out, int64_t revision)
{
	enum tlp tlp = TLP_RED;
	const uint64_t *at = map_find_int(&out->advisories, revision);
	if (!at || !tlp_parse(out->heads.at[*at].tlp, &tlp) || tlp == TLP_UNKNOWN)
		return TLP_RED;
	return tlp;
}

static int open_first(const void *a, const void *b)
{
	const struct part_order *x = a, *y = b;
	if (x->tlp != y->tlp)
		return (x->tlp > y->tlp) - (x->tlp < y->tlp);
	return (x->part->revision > y->part->revision) - (x->part->revision < y->part->revision);
}

/* The rows from the parts: the union of all joint failures. */
static void merge(struct arena *a, const struct people *people, const struct part_vec *parts, struct affected_answer *out)
{
	struct affected_work w = { .people = people, .out = out, .a = a };
	size_t n = out->net->nodes.n;
	w.rows = arena_array(&w.scratch, struct affected, out->organizations.n * 2);
	for (int p = 0; p < 2; p++) {
		w.through[p] = arena_array(&w.scratch, uint32_t, n);
		w.direct[p] = arena_array(&w.scratch, uint8_t, n);
	}
	struct part_order *order = arena_array(&w.scratch, struct part_order, parts->n + 1);
	for (size_t i = 0; i < parts->n; i++)
		order[i] = (struct part_order){ &parts->at[i], openness(out, parts->at[i].revision) };
	if (parts->n)
		qsort(order, parts->n, sizeof *order, open_first);
	for (size_t i = 0; i < parts->n; i++) {
		add_run(&w, order[i].part, false);
		add_run(&w, order[i].part, true);
	}
	gather(&w);
	arena_end(&w.scratch);
}

/* ---- one state of the desk ---- */
/* Reads into out what the parts are made from; then use: called inside one snapshot. The network, which is shared, must be of the same state: if the
 * register has changed in between, all of it is done again. */
static bool with_state(struct cx *cx, struct affected_answer *out,
        bool (*use)(struct cx *cx, const struct people *people, struct affected_answer *out, void *arg), void *arg)
{
	enum { TRIES = 20 };
	for (int i = 0; i < TRIES && ok(cx); i++) {
		int64_t registered = registry_revision(cx);
		const struct people *people = cache_hold(cx, "advisory.people", registered, make_people);
		if (!people)
			return false;
		AUTO(db_tx) tx = db_begin_read(cx);
		if (registry_revision(cx) != registered)
			continue;
		*out = (struct affected_answer){
			.advisories = map_make(&cx->a), .net = people->net, .ground = people->ground, .organizations = people->organizations
		};
		if (!store_head_all(cx, &out->heads))
			return false;
		for (size_t k = 0; k < out->heads.n; k++)
			*map_at_int(&out->advisories, out->heads.at[k].revision, NULL) = k;
		return use(cx, people, out, arg);
	}
	return fail(cx, E_BUSY, "the register changes too quickly: try again");
}

static bool compute(struct cx *cx, const struct people *people, struct affected_answer *out, void *arg)
{
	int64_t only = *(const int64_t *)arg;
	struct arena scratch = {};
	struct part_vec parts = {};
	bool good = parts_read(cx, &scratch, out->net, &out->heads, only ? only - 1 : 0, only ? only : INT64_MAX, &parts);
	if (good)
		merge(&cx->a, people, &parts, out);
	arena_end(&scratch);
	return good;
}

bool affected_compute(struct cx *cx, struct str advisory, struct affected_answer *out)
{
	struct advisory_head one = {};
	if (advisory.len && !advisory_find(cx, advisory, &one))
		return false;
	return with_state(cx, out, compute, &one.revision);
}

bool affected_explain(struct cx *cx, const struct affected_answer *answer, struct affected *rows, size_t n)
{
	struct arena scratch_arena = {};
	struct cascade_scratch *scratch = cascade_scratch_make(&scratch_arena, answer->net->graph);
	for (size_t i = 0; i < answer->scenarios.n && ok(cx); i++) {
		const struct affected_scenario *s = &answer->scenarios.at[i];
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

/* ---- what of it is released ---- */
bool affected_seen_open(struct cx *cx, const struct affected_answer *answer, struct affected_seen *out)
{
	*out = (struct affected_seen){ .organizations = map_make(&cx->a), .sectors = map_make(&cx->a), .all = true };
	if (!release_classes_both(cx, &out->cleared, &out->path))
		return false;
	out->desk = release_viewed(cx, &(struct labels){ .tlp = TLP_RED }, PURPOSE_READ).decision == RELEASE_ALLOW;
	vec_each (o, &answer->organizations) {
		const struct labels labels = { .tlp = TLP_AMBER_STRICT, .owner = o->id };
		if (release_viewed(cx, &labels, PURPOSE_WARN).decision == RELEASE_ALLOW && map_find_int(&out->cleared, o->class_key))
			*map_at_int(&out->organizations, o->key, NULL) = 1;
	}
	out->everybody = out->organizations.n == answer->organizations.n;
	if (answer->ground)
		for (size_t i = 0; i < answer->ground->classes.n; i++)
			out->all = out->all && map_find_int(&out->cleared, answer->ground->classes.at[i]);
	return ok(cx) && store_sectors_released(cx, &out->sectors);
}

static bool is_seen(const struct affected_answer *answer, const struct affected_seen *seen, uint32_t node)
{
	return map_find_int(&seen->cleared, answer->net->nodes.at[node].class_key) != NULL;
}

static void keep_revision(struct cx *cx, struct map *seen, struct affected *row, int64_t revision)
{
	bool fresh;
	map_at_int(seen, revision, &fresh);
	if (fresh)
		*vec_push(&cx->a, &row->revisions) = revision;
}

const struct affected *affected_released(struct cx *cx, const struct affected_answer *answer, const struct affected_seen *seen, const struct affected *row)
{
	if (!map_find_int(&seen->organizations, row->organization->key))
		return NULL;
	bool whole = seen->all;
	if (!whole) {
		whole = true;
		vec_each (d, &row->direct)
			whole = whole && is_seen(answer, seen, d->node);
		vec_each (t, &row->through)
			whole = whole && is_seen(answer, seen, t->node);
	}
	if (whole)
		return row;
	struct affected *part = arena_new(&cx->a, struct affected);
	struct map revisions = map_make(&cx->a);
	*part = (struct affected){ .organization = row->organization, .possible = row->possible, .contacts = row->contacts, .n_contacts = row->n_contacts };
	vec_each (d, &row->direct)
		if (is_seen(answer, seen, d->node)) {
			*vec_push(&cx->a, &part->direct) = *d;
			keep_revision(cx, &revisions, part, d->revision);
		}
	vec_each (t, &row->through)
		if (is_seen(answer, seen, t->node)) {
			*vec_push(&cx->a, &part->through) = *t;
			keep_revision(cx, &revisions, part, t->revision);
		}
	vec_each (node, &row->services)
		if (is_seen(answer, seen, *node)) {
			const struct registry_node *n = &answer->net->nodes.at[*node];
			*vec_push(&cx->a, &part->services) = *node;
			if (n->users > 0 && __builtin_add_overflow(part->users, n->users, &part->users))
				part->users = INT64_MAX;
		}
	if (part->revisions.n)
		qsort(part->revisions.at, part->revisions.n, sizeof *part->revisions.at, rising);
	return part->revisions.n ? part : NULL;
}

struct str affected_node_name(struct cx *cx, const struct affected_answer *answer, uint32_t node, bool cause, const struct affected_seen *seen)
{
	const struct registry_node *n = &answer->net->nodes.at[node];
	if (map_find_int(&seen->path, n->class_key) || (!cause && map_find_int(&seen->cleared, n->class_key)))
		return n->id;
	return arena_printf(&cx->a, "{%.*s}", STR(map_find(&seen->sectors, n->sector) ? n->sector : S("")));
}

/* ---- shared ---- */
struct shared {
	struct affected_answer answer;
	struct part_counts counts;
};

static bool make_parts(struct cx *cx, void *value)
{
	*(struct parts *)value = (struct parts){};
	return ok(cx);
}

static void end_parts(void *value)
{
	arena_end(&((struct parts *)value)->arena);
}

/* What stands is kept; only new advisories are looked at. */
static bool compute_shared(struct cx *cx, const struct people *people, struct affected_answer *out, void *arg)
{
	struct part_counts *counts = arg;
	struct parts own = {}, *parts = &own;
	int64_t rebuilt = 0;
	if (!store_match_rebuilt(cx, &rebuilt))
		return false;
	if (cx->cache)
		parts = cache_borrow(cx, "advisory.parts", registry_revision(cx) << 32 | rebuilt, sizeof *parts, make_parts, end_parts);
	bool good = parts && parts_update(cx, parts, out->net, &out->heads);
	if (good) {
		merge(&cx->a, people, &parts->at, out);
		parts_count(&cx->a, &parts->at, counts);
	}
	if (cx->cache && parts)
		cache_return(cx, "advisory.parts", !good);
	arena_end(&own.arena);
	return good;
}

static bool make_shared(struct cx *cx, void **value)
{
	struct shared *s = arena_new(&cx->a, struct shared);
	*value = s;
	return with_state(cx, &s->answer, compute_shared, &s->counts);
}

static const struct shared *shared(struct cx *cx)
{
	int64_t installed = 0, matched = 0, registered = registry_revision(cx);
	if (!store_match_state(cx, &installed, &matched))
		return NULL;
	/* Two counters that only grow: their pair as one number. */
	return cache_hold(cx, "affected", registered << 32 | matched, make_shared);
}

const struct affected_answer *affected_all(struct cx *cx)
{
	const struct shared *s = shared(cx);
	return s ? &s->answer : NULL;
}

const struct part_counts *affected_counts(struct cx *cx)
{
	const struct shared *s = shared(cx);
	return s ? &s->counts : NULL;
}
