/* SPDX-License-Identifier: Apache-2.0
 *
 * Puts assets and services into the country by the table of types.c: how many, where, whose, for how many people. Must never make an id twice.
 */
#include "base/map.h"
#include "sample/country.h"
#include <string.h>

struct building {
	struct country *c;
	struct rng r;
	struct map used; /* how often a node of this kind stands at this place: key type * places + place */
};

static unsigned wanted(const struct country *c, enum node_type t)
{
	return node_rows[t].count * (node_rows[t].single ? 1 : c->scale);
}

/* Town of the i-th node of a type whose sites are spread over the regions. */
static uint32_t rural_town(struct building *b, const struct node_row *row, unsigned i)
{
	/* the island region has small demand: backbone sites of the nation still reach it */
	unsigned region = i % REGIONS;
	uint32_t town = region * 8 + (uint32_t)rng_below(&b->r, 8);
	if (row->site == 'c' && !b->c->towns[town].coastal)
		return region * 8; /* the first town of each region lies at the sea */
	return town;
}

static uint32_t town_place(struct building *b, uint32_t town)
{
	const struct town *t = &b->c->towns[town];
	return t->first_place + (uint32_t)rng_below(&b->r, t->n_places);
}

/* Decides owner and place of the i-th node of a type. */
static void node_locate(struct building *b, const struct node_row *row, unsigned i, struct node *n)
{
	struct country *c = b->c;
	const struct index_vec *owners = &c->by_type[row->owner].all;
	bool nation = org_rows[row->owner].reach == REACH_NATION;
	bool spread = row->site == 'r' || row->site == 'c';
	/* every organization gets one before any gets two; competitors of a nation take turns; ports and quays stay with their port */
	bool in_turn = nation || row->site == 'c' || (i < owners->n && row->or_else == ORG_TYPES);
	if (in_turn)
		n->organization = owners->at[i % owners->n];
	if (in_turn && (!nation || row->site == 'h')) {
		uint32_t seat = c->organizations.at[n->organization].town;
		n->place = spread ? c->towns[seat].first_place : town_place(b, seat);
		return;
	}
	n->place = spread ? c->towns[rural_town(b, row, i)].first_place : (uint32_t)rng_below(&b->r, c->places_at_home);
	if (nation)
		return;
	uint32_t town = c->places.at[n->place].town;
	bool other = row->or_else < ORG_TYPES && !organization_sits_in(c, row->owner, town);
	n->organization = organization_for(c, other ? row->or_else : row->owner, town, town);
}

static uint32_t users_of(const struct country *c, const struct node_row *row, const struct node *n, struct rng *r)
{
	const struct place *p = &c->places.at[n->place];
	const struct town *t = &c->towns[p->town];
	uint64_t people = 0;
	if (row->people == PEOPLE_PLACE)
		people = p->people;
	else if (row->people == PEOPLE_TOWN)
		people = t->people_k * 1000;
	else if (row->people != PEOPLE_NONE)
		for (unsigned i = 0; i < TOWNS; i++)
			if (row->people == PEOPLE_NATION || c->towns[i].region == t->region)
				people += c->towns[i].people_k * 1000;
	return (uint32_t)(people * row->permille * (85 + rng_below(r, 31)) / 100000);
}

/* Within reach of a point. One draw a statement: C leaves the order inside an initializer open, and the bytes must not depend on the compiler. */
static struct point scattered(struct point at, struct rng *r, int32_t reach)
{
	at.lon += (int32_t)rng_below(r, (uint64_t)reach * 2 + 1) - reach;
	at.lat += (int32_t)rng_below(r, (uint64_t)reach * 2 + 1) - reach;
	return at;
}

/* Abroad: four points beyond the sea, each with a place of its own. */
static void foreign_locate(struct building *b, const struct node_row *row, unsigned i, struct node *n)
{
	static const struct {
		const char *country, *name;
		struct point at;
	} abroad[] = { { "XB", "Dalvane", { -301200, 452600 } }, { "XC", "Torrhem", { -331500, 487300 } },
		{ "XD", "Lorrisk", { -352800, 421900 } }, { "XE", "Quessar", { -292500, 431700 } } };
	struct country *c = b->c;
	const struct index_vec *owners = &c->by_type[row->owner].all;
	n->organization = owners->at[i % owners->n];
	const char *country = c->organizations.at[n->organization].country;
	for (unsigned k = 0; k < sizeof abroad / sizeof *abroad; k++) {
		if (strcmp(country, abroad[k].country) != 0)
			continue;
		n->place = (uint32_t)c->places.n;
		struct str name = str_c(abroad[k].name);
		struct point at = scattered(abroad[k].at, &b->r, 1500);
		*vec_push(c->arena, &c->places) = (struct place){ 0, name, slug(c->arena, name), at, 0 };
		n->at = at;
	}
}

static void node_add(struct building *b, enum node_type type, unsigned i)
{
	struct country *c = b->c;
	const struct node_row *row = &node_rows[type];
	struct node n = { .type = type };
	if (row->site == 'x')
		foreign_locate(b, row, i, &n);
	else
		node_locate(b, row, i, &n);
	const struct place *p = &c->places.at[n.place];
	if (row->site == 't' || row->site == 'h')
		n.at = scattered(p->at, &b->r, 30);
	else if (row->site != 'x')
		n.at = country_land_near(&c->towns[p->town], &b->r, row->site == 'c' ? 150 : 1500);
	n.users = users_of(c, row, &n, &b->r);
	bool by_name = row->site == 'h' && type >= ASSET_TYPES;
	struct str where = by_name ? c->organizations.at[n.organization].name : p->name;
	struct str where_slug = by_name ? c->organizations.at[n.organization].id : p->slug;
	struct str id = arena_printf(c->arena, "%s-%.*s", row->code, STR(where_slug));
	uint64_t *times = map_at(&b->used, id, NULL);
	const char *comma = type >= ASSET_TYPES ? "," : "";
	if (++*times == 1) {
		n.id = id;
		n.name = arena_printf(c->arena, "%s%s %.*s", row->kind, comma, STR(where));
	} else {
		n.id = arena_printf(c->arena, "%.*s-%u", STR(id), (unsigned)*times);
		n.name = arena_printf(c->arena, "%s%s %.*s %u", row->kind, comma, STR(where), (unsigned)*times);
	}
	*vec_push(c->arena, &c->nodes) = n;
}

void country_build(struct country *c)
{
	struct building b = { .c = c, .r = country_rng(c, "nodes"), .used = map_make(c->arena) };
	size_t assets = (size_t)9000 * c->scale, services = (size_t)3000 * c->scale, fixed[2] = { 0 };
	for (enum node_type t = 0; t < NODE_TYPES; t++)
		fixed[t >= ASSET_TYPES] += wanted(c, t);
	for (enum node_type t = 0; t < NODE_TYPES; t++) {
		unsigned n = wanted(c, t);
		if (!node_rows[t].count)
			n = (unsigned)(t < ASSET_TYPES ? assets - fixed[0] : services - fixed[1]);
		for (unsigned i = 0; i < n; i++)
			node_add(&b, t, i);
		if (t + 1 == ASSET_TYPES)
			c->n_assets = c->nodes.n;
	}
}
