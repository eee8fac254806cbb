/* SPDX-License-Identifier: Apache-2.0
 *
 * Draws the dependencies: follows the recipes for every node, and closes the rings of the telecom networks. Everything here is a source or
 * leads to one, so that at rest nothing is below full. Must never make an empty group or one that needs more than it has.
 */
#include "sample/country.h"

enum { PICKS_MAX = 256, LOOK_AT = 40 };

/* Nodes by where they are and whose they are. */
struct where {
	struct index_vec all, region[REGIONS], town[TOWNS];
};
struct drawing {
	struct country *c;
	struct rng r;
	struct where *by_type; /* [NODE_TYPES] */
	struct index_vec *by_owner; /* [organization]: its nodes, ordered by type */
	uint32_t picked[PICKS_MAX];
	unsigned n;
};

static int64_t distance(const struct node *a, const struct node *b)
{
	/* a degree of longitude is 0.7 of one of latitude here */
	int64_t x = ((int64_t)a->at.lon - b->at.lon) * 7 / 10, y = (int64_t)a->at.lat - b->at.lat;
	return x * x + y * y;
}

static bool has_picked(const struct drawing *d, uint32_t node, bool by_organization)
{
	const struct node *nodes = d->c->nodes.at;
	for (unsigned i = 0; i < d->n; i++)
		if (d->picked[i] == node || (by_organization && nodes[d->picked[i]].organization == nodes[node].organization))
			return true;
	return false;
}

/* The nearest node of the list to `to`, made before `before`, not yet picked. Long lists are looked at in samples. UINT32_MAX: none. */
static uint32_t nearest(struct drawing *d, const struct index_vec *list, uint32_t to, uint32_t before, bool by_organization)
{
	const struct node *nodes = d->c->nodes.at;
	uint32_t best = UINT32_MAX;
	bool all = list->n <= LOOK_AT * 2;
	for (size_t i = 0; i < (all ? list->n : LOOK_AT); i++) {
		uint32_t k = list->at[all ? i : rng_below(&d->r, list->n)];
		if (k == to || k >= before || has_picked(d, k, by_organization))
			continue;
		if (best == UINT32_MAX || distance(&nodes[k], &nodes[to]) < distance(&nodes[best], &nodes[to]))
			best = k;
	}
	return best;
}

/* The part of an organization's nodes that is of one type. */
static struct index_vec owned(const struct drawing *d, uint32_t organization, enum node_type type)
{
	const struct index_vec *list = &d->by_owner[organization];
	const struct node *nodes = d->c->nodes.at;
	size_t from = 0, to;
	while (from < list->n && nodes[list->at[from]].type != type)
		from++;
	for (to = from; to < list->n && nodes[list->at[to]].type == type;)
		to++;
	return (struct index_vec){ list->at + from, to - from, 0 };
}

/* The list a pick chooses from. */
static struct index_vec candidates(const struct drawing *d, const struct pick *p, uint32_t dependent)
{
	const struct node *n = &d->c->nodes.at[dependent];
	const struct where *w = &d->by_type[p->type];
	uint32_t town = d->c->places.at[n->place].town;
	struct index_vec own = { 0 };
	if (p->scope == FROM_OWN && (own = owned(d, n->organization, p->type)).n)
		return own;
	if (p->scope == FROM_TOWN && w->town[town].n)
		return w->town[town];
	bool near = p->scope != FROM_NATION && p->scope != FROM_ORGS && p->scope != FROM_ALL;
	const struct index_vec *region = &w->region[d->c->towns[town].region];
	return near && region->n ? *region : w->all;
}

static void pick_members(struct drawing *d, const struct recipe *rec, uint32_t dependent)
{
	d->n = 0;
	bool unique = chance(&d->r, rec->unique);
	for (unsigned k = 0; k < 3 && rec->picks[k].n; k++) {
		const struct pick *p = &rec->picks[k];
		if (unique && d->n)
			return;
		struct index_vec list = candidates(d, p, dependent);
		if (p->scope == FROM_ALL) {
			for (size_t i = 0; i < list.n && i < p->n && d->n < PICKS_MAX; i++)
				if (list.at[i] != dependent)
					d->picked[d->n++] = list.at[i];
			continue;
		}
		struct index_vec some = list;
		uint32_t look[6];
		/* far away things are not chosen for nearness alone: the nearest of a few taken at random */
		if ((p->scope == FROM_NATION || p->scope == FROM_ORGS) && list.n > 6) {
			for (unsigned i = 0; i < 6; i++)
				look[i] = list.at[rng_below(&d->r, list.n)];
			some = (struct index_vec){ look, 6, 0 };
		}
		for (unsigned i = 0; i < (unique ? 1 : p->n) && d->n < PICKS_MAX; i++) {
			uint32_t before = p->scope == FROM_EARLIER ? dependent : UINT32_MAX;
			uint32_t best = nearest(d, &some, dependent, before, p->scope == FROM_ORGS);
			if (best == UINT32_MAX && some.at != list.at)
				best = nearest(d, &list, dependent, before, p->scope == FROM_ORGS);
			if (best != UINT32_MAX)
				d->picked[d->n++] = best;
		}
	}
}

static void group_add(struct drawing *d, const struct recipe *rec, uint32_t dependent)
{
	static const uint32_t batteries[] = { 0, 60, 240, 240, 480, 1440 };
	struct country *c = d->c;
	if (!d->n)
		return;
	struct group *g = vec_push(c->arena, &c->groups);
	*g = (struct group){ .dependent = dependent, .name = rec->group, .kind = rec->kind, .first = (uint32_t)c->members.n, .n = d->n };
	g->buffer_min = rec->buffer_min == 1 ? batteries[rng_below(&d->r, 6)] : rec->buffer_min;
	g->retained = (uint8_t)rec->retained;
	g->grounded = rec->flags == 'g';
	g->complete = rec->alternatives == 'c' || (rec->alternatives == 'm' && chance(&d->r, 55));
	uint64_t sum = 0;
	for (unsigned i = 0; i < d->n; i++) {
		uint32_t weight = rec->need ? 1 : 40 + (uint32_t)rng_below(&d->r, 121);
		*vec_push(c->arena, &c->members) = (struct member){ d->picked[i], weight };
		sum += weight;
	}
	uint64_t k = rec->need < d->n ? rec->need : d->n;
	for (unsigned level = 1; level <= 3; level++)
		g->need[level] = rec->need ? k : sum * (level == 3 ? 70 : level == 2 ? 45 : 20) / 100;
}

/* Aggregation nodes of one operator in one region form a ring; every third one also reaches the core. */
static void ring_member(struct drawing *d, uint32_t node)
{
	static const struct recipe ring = { A_AGGREGATION, "ring", { { A_CORE, FROM_OWN, 1 } }, 1, 100, 0, "cyber", 0, 0, 'g', 'c' };
	struct country *c = d->c;
	const struct node *n = &c->nodes.at[node];
	struct index_vec mine = owned(d, n->organization, A_AGGREGATION);
	uint32_t around[PICKS_MAX], count = 0, at = 0;
	unsigned region = c->towns[c->places.at[n->place].town].region;
	for (size_t i = 0; i < mine.n && count < PICKS_MAX; i++) {
		if (c->towns[c->places.at[c->nodes.at[mine.at[i]].place].town].region != region)
			continue;
		if (mine.at[i] == node)
			at = count;
		around[count++] = mine.at[i];
	}
	d->n = 0;
	if (at % 3 == 0)
		pick_members(d, &ring, node);
	for (unsigned i = 0; i < 2 && count > 1; i++) {
		uint32_t next = around[i ? (at + 1) % count : (at + count - 1) % count];
		if (!has_picked(d, next, false))
			d->picked[d->n++] = next;
	}
	group_add(d, &ring, node);
}

static void draw_index(struct drawing *d)
{
	struct country *c = d->c;
	d->by_type = arena_array(c->arena, struct where, NODE_TYPES);
	d->by_owner = arena_array(c->arena, struct index_vec, c->organizations.n);
	for (uint32_t i = 0; i < c->nodes.n; i++) { /* nodes come ordered by type */
		const struct node *n = &c->nodes.at[i];
		struct where *w = &d->by_type[n->type];
		uint32_t town = c->places.at[n->place].town;
		*vec_push(c->arena, &w->all) = i;
		*vec_push(c->arena, &w->town[town]) = i;
		*vec_push(c->arena, &w->region[c->towns[town].region]) = i;
		*vec_push(c->arena, &d->by_owner[n->organization]) = i;
	}
}

void country_connect(struct country *c)
{
	struct drawing *d = arena_new(c->arena, struct drawing);
	d->c = c;
	d->r = country_rng(c, "dependencies");
	draw_index(d);
	unsigned rec = 0;
	for (uint32_t i = 0; i < c->nodes.n; i++) {
		enum node_type type = c->nodes.at[i].type;
		if (type == A_AGGREGATION)
			ring_member(d, i);
		while (rec > 0 && recipes[rec - 1].dependent >= type)
			rec--;
		while (rec < n_recipes && recipes[rec].dependent < type)
			rec++;
		for (; rec < n_recipes && recipes[rec].dependent == type; rec++) {
			/* stations on the islands are unmanned: their power needs telecom, which needs their power; cold, neither starts */
			bool islands = recipes[rec].flags == 'i' && c->towns[c->places.at[c->nodes.at[i].place].town].region == REGIONS - 1;
			if (!chance(&d->r, recipes[rec].chance) && !islands)
				continue;
			pick_members(d, &recipes[rec], i);
			group_add(d, &recipes[rec], i);
		}
	}
}
