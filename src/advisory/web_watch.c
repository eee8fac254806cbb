/* SPDX-License-Identifier: Apache-2.0
 *
 * Watch: the desk at one look. Cheap to make: sums over what is in memory already, no query of its own.
 */
#include "advisory/ground.h"
#include "advisory/web.h"
#include <math.h>
#include <stdlib.h>

enum {
	ACTORS = 8,
	LATEST = 8,
	PLACES_MAX = 150,
	PLACES_LINKED = 24,
	CELLS = 18,
	UNIT = 1000,
	USERS_MAX = 2000000000,
	NODE_SOUND = 0,
	NODE_POSSIBLE = 1,
	NODE_SURE = 2
};

struct place { /* an area of the register */
	struct str name;
	double lat, lon;
	int64_t n, users;
	unsigned worst; /* level of what is certainly hit; 3 = nothing is */
	int64_t weight[4]; /* of what is on each level: the people behind services, or where nobody is counted the services and assets */
	int64_t nodes[4];
	int64_t row, column; /* of the grid */
};
struct place_grid { /* in degrees of latitude; a degree of longitude is shrink of one */
	double south, west, north, east, span, cell, shrink;
};
VEC_TYPE(place_vec, struct place);
struct sector_sum {
	struct str id;
	int64_t all, possible, level[4]; /* level[l]: certainly hit and down to l */
};
VEC_TYPE(sector_sum_vec, struct sector_sum);

struct watch_work {
	struct cx *cx;
	struct page_call *call;
	struct web_scope scope;
	struct web_warned_vec warned;
	struct watch_view v;
	uint8_t *state, *level; /* per node of the network: NODE_…, and the level it ends on */
	int64_t services, services_possible, users, assets_sure;
	int64_t levels[4][2];
};

static void mark(struct watch_work *w, uint32_t node, uint8_t state, uint8_t level)
{
	if (w->state[node] > state)
		return;
	/* Hit itself and reached through others, or by several advisories: the worse level stands. */
	if (w->state[node] < state || level < w->level[node])
		w->level[node] = level;
	w->state[node] = state;
}

static void mark_row(struct watch_work *w, const struct affected *row, uint8_t state)
{
	if (!row)
		return;
	vec_each (d, &row->direct)
		mark(w, d->node, state, 0);
	vec_each (t, &row->through)
		mark(w, t->node, state, t->level);
}

static void gather(struct watch_work *w)
{
	size_t n = w->scope.answer->net->nodes.n;
	w->state = arena_array(&w->cx->a, uint8_t, n + 1);
	w->level = arena_array(&w->cx->a, uint8_t, n + 1);
	web_warned_rows(w->cx, &w->scope, &w->warned);
	vec_each (x, &w->warned) {
		mark_row(w, x->maybe, NODE_POSSIBLE);
		mark_row(w, x->sure, NODE_SURE);
		if (x->sure) {
			w->v.warned++;
			w->v.unaware += x->sure->direct.n == 0;
			if (__builtin_add_overflow(w->users, x->sure->users, &w->users))
				w->users = INT64_MAX;
		}
	}
}

/* ---- one pass over the nodes: levels, sectors, places ---- */
/* The sums of a number, begun where it is met for the first time. index: number → index + 1. */
static struct sector_sum *sum_of(struct watch_work *w, struct sector_sum_vec *sums, uint32_t *index, struct str id)
{
	if (!*index) {
		*vec_push(&w->cx->a, sums) = (struct sector_sum){ .id = id };
		*index = (uint32_t)sums->n;
	}
	return &sums->at[*index - 1];
}

static void add_place(struct watch_work *w, struct place_vec *places, uint32_t *index, const struct registry_node *n, uint32_t i)
{
	if (!*index) {
		*vec_push(&w->cx->a, places) = (struct place){ .name = n->area.len ? n->area : n->name, .worst = 3 };
		*index = (uint32_t)places->n;
	}
	struct place *p = &places->at[*index - 1];
	p->lat += n->lat;
	p->lon += n->lon;
	p->n++;
	unsigned level = w->state[i] == NODE_SURE ? w->level[i] & 3 : 3;
	int64_t users = n->is_service && n->users > 0 && n->users < USERS_MAX ? n->users : 0;
	p->nodes[level]++;
	p->weight[level] += users;
	if (level == 3)
		return;
	if (level < p->worst)
		p->worst = level;
	p->users += users;
}

/* The level that half of what is there is left with, or worse. The worst of many would be "out" nearly everywhere and tell nothing apart. */
static unsigned middle_level(const struct place *p)
{
	const int64_t *weight = p->weight[0] + p->weight[1] + p->weight[2] + p->weight[3] ? p->weight : p->nodes;
	int64_t all = weight[0] + weight[1] + weight[2] + weight[3], below = 0;
	for (unsigned level = 0; level < 3; level++)
		if ((below += weight[level]) * 2 >= all)
			return level;
	return 3;
}

static void count_nodes(struct watch_work *w, const struct ground *g, struct sector_sum_vec *sums, struct place_vec *places)
{
	const struct impact_network *net = w->scope.answer->net;
	uint32_t *sector = arena_array(&w->cx->a, uint32_t, g->sectors.n + 1), *place = arena_array(&w->cx->a, uint32_t, g->places.n + 1);
	bool *cleared = arena_array(&w->cx->a, bool, g->classes.n + 1);
	for (size_t i = 0; i < g->classes.n; i++)
		cleared[i] = map_find_int(&w->scope.cleared, g->classes.at[i]) != NULL;
	for (uint32_t i = 0; i < net->nodes.n; i++) {
		const struct registry_node *n = &net->nodes.at[i];
		/* A recipient is told about its own part: that a neighbour stands or falls is not for it to know. */
		if (!cleared[g->class[i]] || (!w->scope.seen.everybody && !map_find_int(&w->scope.seen.organizations, n->organization)))
			continue;
		struct sector_sum *s = sum_of(w, sums, &sector[g->sector[i]], g->sectors.at[g->sector[i]]);
		s->all++;
		if (g->place[i] != GRAPH_NONE)
			add_place(w, places, &place[g->place[i]], n, i);
		if (w->state[i] == NODE_SURE) {
			s->level[w->level[i] & 3]++;
			w->levels[w->level[i] & 3][n->is_service]++;
			w->services += n->is_service;
		} else if (w->state[i] == NODE_POSSIBLE) {
			s->possible++;
			w->services_possible += n->is_service;
		}
	}
}

static int most_hit_first(const void *x, const void *y)
{
	const struct sector_sum *a = x, *b = y;
	int64_t ha = a->level[0] + a->level[1] + a->level[2], hb = b->level[0] + b->level[1] + b->level[2];
	if (ha != hb)
		return ha < hb ? 1 : -1;
	return a->possible != b->possible ? (a->possible < b->possible ? 1 : -1) : str_cmp(a->id, b->id);
}

/* The parts of a bar that n of all take up, from at on (in tenths of a percent); mirrored where one reads from the right. */
static int64_t add_share(struct watch_work *w, struct watch_sector *s, const char *class, int64_t at, int64_t n)
{
	int64_t width = n * UNIT / s->all, x = w->call->main.rtl ? UNIT - at - width : at;
	if (n && !width)
		width = 1;
	if (width)
		*vec_push(&w->cx->a, &s->shares) =
		        (struct share){ arena_printf(&w->cx->a, "%lld.%lld%%", (long long)x / 10, (long long)x % 10),
			        arena_printf(&w->cx->a, "%lld.%lld%%", (long long)width / 10, (long long)width % 10), str_c(class) };
	return at + width;
}

static void show_sectors(struct watch_work *w, struct sector_sum_vec *sums)
{
	static const char *const classes[] = { "place l0", "place l1", "place l2" };
	if (sums->n)
		qsort(sums->at, sums->n, sizeof *sums->at, most_hit_first);
	vec_each (s, sums) {
		int64_t at = 0;
		struct watch_sector *out = vec_push(&w->cx->a, &w->v.sectors);
		*out = (struct watch_sector){ .name = s->id.len ? hits_sector(w->scope.hits, s->id) : tr(&w->call->main, "No sector"),
			.hit = s->level[0] + s->level[1] + s->level[2],
			.possible = s->possible,
			.all = s->all };
		for (unsigned l = 0; l < 3; l++)
			at = add_share(w, out, classes[l], at, s->level[l]);
		add_share(w, out, "place undecidable", at, s->possible);
	}
	for (unsigned l = 0; l < 3; l++)
		if (w->levels[l][0] + w->levels[l][1])
			*vec_push(&w->cx->a, &w->v.levels) = (struct watch_level){ (enum page_level)l, w->levels[l][0], w->levels[l][1] };
}

static int most_hit_place_first(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	if ((a->worst < 3) != (b->worst < 3))
		return a->worst < 3 ? -1 : 1;
	return a->users != b->users ? (a->users < b->users ? 1 : -1) : (b->n > a->n) - (b->n < a->n);
}

static void widen(struct place_grid *g, double lat, double lon)
{
	g->north = fmax(g->north, lat), g->south = fmin(g->south, lat);
	g->east = fmax(g->east, lon), g->west = fmin(g->west, lon);
}

/* The frame of the map: the country's outline, or all places when there is none. */
static void fit_grid(struct watch_work *w, struct place_vec *areas, struct place_grid *g)
{
	*g = (struct place_grid){ .south = 90, .west = 180, .north = -90, .east = -180 };
	vec_each (p, areas) {
		p->lat /= (double)p->n;
		p->lon /= (double)p->n;
	}
	vec_each (line, &w->v.map.lines)
		for (size_t i = 0; i < line->n; i++)
			widen(g, line->at[i].lat, line->at[i].lon);
	if (!w->v.map.lines.n)
		vec_each (p, areas)
			widen(g, p->lat, p->lon);
	g->shrink = fmax(cos((g->north + g->south) / 2 * M_PI / 180), 0.1);
	g->span = fmax(fmax(g->north - g->south, (g->east - g->west) * g->shrink), 0.01);
	g->cell = g->span / CELLS;
}

static bool outside(const struct place_grid *g, const struct place *p)
{
	double margin = g->span * 0.03;
	return p->lat < g->south - margin || p->lat > g->north + margin || p->lon < g->west - margin / g->shrink ||
	       p->lon > g->east + margin / g->shrink;
}

/* The outline for a picture of this size: points nearer than a few pixels are left out, and lines that stand there twice. */
static void thin_lines(struct watch_work *w, const struct place_grid *g)
{
	static const double steps = 200; /* across the country */
	size_t kept = 0;
	struct map seen = map_make(&w->cx->a);
	vec_each (line, &w->v.map.lines) {
		bool fresh;
		map_at(&seen, (struct str){ (const char *)line->at, line->n * sizeof *line->at }, &fresh);
		if (!fresh)
			continue;
		struct map_point *at = arena_array(&w->cx->a, struct map_point, line->n);
		size_t n = 0;
		for (size_t i = 0; i < line->n; i++)
			if (!n || hypot(line->at[i].lat - at[n - 1].lat, (line->at[i].lon - at[n - 1].lon) * g->shrink) >= g->span / steps)
				at[n++] = line->at[i];
		if (n > 2)
			w->v.map.lines.at[kept++] = (struct map_line){ at, n };
	}
	w->v.map.lines.n = kept;
}

/* Areas too near to each other to be told apart become one place, named after its largest. What lies abroad would shrink the country: it is counted. */
static void merge_places(struct watch_work *w, struct place_vec *areas, struct place_vec *out, const struct place_grid *g)
{
	struct map by_cell = map_make(&w->cx->a);
	vec_each (p, areas) {
		bool fresh;
		if (outside(g, p)) {
			w->v.abroad += p->worst < 3;
			continue;
		}
		p->row = (int64_t)floor((p->lat - g->south) / g->cell);
		p->column = (int64_t)floor((p->lon - g->west) * g->shrink / g->cell);
		uint64_t *at = map_at_int(&by_cell, p->row * 1000 + p->column, &fresh);
		if (fresh) {
			*at = out->n;
			*vec_push(&w->cx->a, out) = *p;
			continue;
		}
		struct place *o = &out->at[*at];
		struct place *head = p->users > o->users || (p->users == o->users && p->n > o->n) ? p : o;
		struct place sum = *head;
		sum.users = o->users + p->users;
		sum.n = o->n + p->n;
		sum.worst = p->worst < o->worst ? p->worst : o->worst;
		for (unsigned level = 0; level < 4; level++) {
			sum.weight[level] = o->weight[level] + p->weight[level];
			sum.nodes[level] = o->nodes[level] + p->nodes[level];
		}
		*o = sum;
	}
}

/* Who is hit around a place: the filter of "Who must be warned" by the corners of its cell. */
static struct str place_href(struct watch_work *w, const struct place_grid *g, const struct place *p)
{
	struct address q = address_begin(&w->cx->a, S("/warn"));
	double south = g->south + (double)p->row * g->cell, west = g->west + (double)p->column * g->cell / g->shrink;
	address_add(&q, "area", p->name);
	address_add(&q, "box", arena_printf(&w->cx->a, "%.2f,%.2f,%.2f,%.2f", south, west, south + g->cell, west + g->cell / g->shrink));
	return buf_str(&q.b);
}

static void show_places(struct watch_work *w, struct place_vec *areas)
{
	struct place_vec places = {};
	struct place_grid grid;
	int64_t most = 1;
	if (!areas->n)
		return;
	fit_grid(w, areas, &grid);
	thin_lines(w, &grid);
	merge_places(w, areas, &places, &grid);
	if (places.n)
		qsort(places.at, places.n, sizeof *places.at, most_hit_place_first);
	vec_each (p, &places)
		most = p->users > most ? p->users : most;
	w->v.map.title = tr(
	        &w->call->main, "Size: the people behind what falls there. Colour: the level to which at least half of the place is down.");
	for (size_t i = 0; i < places.n && i < PLACES_MAX; i++) {
		const struct place *p = &places.at[i];
		struct map_place *out = vec_push(&w->cx->a, &w->v.map.places);
		*out = (struct map_place){ .lat = p->lat, .lon = p->lon, .label = p->name, .level = (enum page_level)middle_level(p) };
		if (p->worst < 3) {
			out->href = i < PLACES_LINKED ? place_href(w, &grid, p) : S("");
			out->weight = (double)p->users / (double)most;
		}
	}
}

/* ---- who must act, what is new ---- */
static int most_users_first(const void *x, const void *y)
{
	const struct web_warned *p = *(const struct web_warned *const *)x, *q = *(const struct web_warned *const *)y;
	const struct affected *a = p->sure ? p->sure : p->maybe, *b = q->sure ? q->sure : q->maybe;
	if (a->possible != b->possible)
		return a->possible - b->possible;
	if (a->users != b->users)
		return a->users < b->users ? 1 : -1;
	size_t na = a->direct.n + a->through.n, nb = b->direct.n + b->through.n;
	return na != nb ? (na < nb ? 1 : -1) : str_cmp(a->organization->id, b->organization->id);
}

static void show_actors(struct watch_work *w)
{
	struct web_warned **rows = arena_array(&w->cx->a, struct web_warned *, w->warned.n + 1);
	size_t n = 0;
	vec_each (x, &w->warned)
		rows[n++] = x;
	if (n)
		qsort(rows, n, sizeof(struct web_warned *), most_users_first);
	for (size_t i = 0; i < n && i < ACTORS; i++) {
		const struct affected *r = rows[i]->sure ? rows[i]->sure : rows[i]->maybe;
		web_newest(&w->scope, rows[i]);
		release_shown(w->cx, r->organization->class_key);
		*vec_push(&w->cx->a, &w->v.actors) = (struct watch_actor){ .href = web_warn_href(&w->cx->a, r->organization->id),
			.name = r->organization->name,
			.sector = r->organization->sector_name,
			.direct = (int64_t)r->direct.n,
			.through = (int64_t)r->through.n,
			.users = r->users,
			.advisories = rows[i]->advisories,
			.newest = { rows[i]->newest_us },
			.possible = r->possible };
	}
	w->v.more_actors = n > ACTORS ? (int64_t)(n - ACTORS) : 0;
}

static bool newer(const struct advisory_head *a, const struct advisory_head *b)
{
	return a->released_us != b->released_us ? a->released_us > b->released_us : a->revision > b->revision;
}

/* Organizations that certainly must be warned because of one advisory: the desk's to know. */
static int64_t warned_because_of(const struct watch_work *w, int64_t revision)
{
	int64_t n = 0;
	vec_each (x, &w->warned)
		n += web_has_revision(x->sure, revision);
	return n;
}

/* The newest few of the heads in memory, by insertion; and how many there are. */
static void show_latest(struct watch_work *w, int64_t *advisories, int64_t *quarantined)
{
	const struct advisory_head *top[LATEST];
	size_t n = 0;
	vec_each (h, &w->scope.answer->heads) {
		if (!map_find_int(&w->scope.cleared, h->class_key))
			continue;
		++*advisories;
		*quarantined += str_eq(h->state, S("quarantined"));
		size_t at = n;
		while (at > 0 && newer(h, top[at - 1]))
			at--;
		if (at == LATEST)
			continue;
		n += n < LATEST;
		for (size_t i = n - 1; i > at; i--)
			top[i] = top[i - 1];
		top[at] = h;
	}
	for (size_t i = 0; i < n; i++) {
		struct hit_count c = hits_of(w->scope.hits, &w->scope.cleared, top[i]->revision);
		struct watch_latest *out = vec_push(&w->cx->a, &w->v.latest);
		*out = (struct watch_latest){ .href = web_advisory_href(&w->cx->a, w->scope.hits, top[i]),
			.title = top[i]->title,
			.tracking = top[i]->tracking,
			.publisher = top[i]->publisher_name,
			.score = web_score(&w->cx->a, top[i]->cvss),
			.released = { top[i]->released_us },
			.affected = c.affected,
			.possible = c.possible,
			.quarantined = str_eq(top[i]->state, S("quarantined")) };
		if (w->v.desk && (out->warned = warned_because_of(w, top[i]->revision)))
			out->warn_href = web_warn_because_href(&w->cx->a, w->scope.hits, top[i]);
	}
}

static void add_tile(struct watch_work *w, int64_t figure, struct str label, struct str hint, const char *href, enum page_tone tone)
{
	*vec_push(&w->cx->a, &w->v.tiles.tiles) = (struct tile){ figure, label, hint, str_c(href), tone };
}

static void show_tiles(struct watch_work *w, int64_t advisories, int64_t quarantined)
{
	const struct page_out *o = &w->call->main;
	struct hit_count c = hits_sum(w->scope.hits, &w->scope.cleared);
	int64_t maybe = (int64_t)w->warned.n - w->v.warned;
	struct str none = S("");
	if (w->scope.desk)
		add_tile(w, w->v.warned, tr_n(o, "organization to warn", "organizations to warn", w->v.warned),
		        maybe ? web_counted(o, tr_n(o, "%s more only possibly", "%s more only possibly", maybe), maybe) : none, "/warn",
		        w->v.warned ? PAGE_BAD : PAGE_GOOD);
	if (w->v.may_warn) {
		add_tile(w, w->services, tr_n(o, "service falls", "services fall", w->services),
		        w->services_possible
		                ? web_counted(o, tr_n(o, "%s more only possibly", "%s more only possibly", w->services_possible),
		                          w->services_possible)
		                : none,
		        "", w->services ? PAGE_BAD : PAGE_GOOD);
		add_tile(w, w->users, tr_n(o, "person behind them", "people behind them", w->users), tr(o, "summed over services"), "",
		        PAGE_NOTE);
	}
	add_tile(w, c.affected, tr_n(o, "component affected", "components affected", c.affected),
	        c.possible ? web_counted(o, tr_n(o, "%s more only possibly", "%s more only possibly", c.possible), c.possible) : none,
	        "/advisories?state=hitting", c.affected ? PAGE_WARN : PAGE_GOOD);
	add_tile(w, advisories, tr_n(o, "advisory current", "advisories current", advisories),
	        quarantined ? web_counted(o, tr_n(o, "%s quarantined", "%s quarantined", quarantined), quarantined) : none, "/advisories",
	        PAGE_NOTE);
}

static void show_nothing(struct watch_work *w, int64_t advisories)
{
	const struct page_out *o = &w->call->main;
	bool triage = (w->cx->viewer->rights & RIGHT_TRIAGE) != 0;
	if (w->scope.desk && !w->scope.answer->net->nodes.n)
		w->v.nothing = (struct empty_view){ tr(o, "The register is empty"),
			tr(o, "What the country runs and depends on comes first: sectors, organizations, services, assets and what they "
			      "need."),
			{}, {} };
	else if (!advisories)
		w->v.nothing = (struct empty_view){ tr(o, "No advisories yet"),
			tr(o, "Read what vendors and others have published. Each is matched against the register at once."),
			triage ? S("/admin/advisories") : S(""), triage ? tr(o, "Read advisories") : S("") };
	else if (!w->warned.n && w->v.may_warn)
		w->v.nothing = (struct empty_view){ tr(o, "Nobody has to be warned"),
			tr(o, "No current advisory meets a component of the register."), {}, {} };
}

static void find_own(struct watch_work *w)
{
	if (!w->scope.desk)
		vec_each (o, &w->scope.answer->organizations)
			if (str_eq(o->id, w->cx->viewer->clearance.organization) && map_find_int(&w->scope.cleared, o->class_key))
				w->v.own = o->name;
}

bool watch_page(struct cx *cx, struct page_call *call)
{
	struct watch_work w = { .cx = cx, .call = call };
	struct sector_sum_vec sectors = {};
	struct place_vec places = {};
	int64_t advisories = 0, quarantined = 0;
	if (!web_scope_open(cx, &w.scope))
		return false;
	w.v.may_warn = (cx->viewer->rights & RIGHT_WARN) != 0;
	w.v.desk = w.scope.desk && w.v.may_warn;
	find_own(&w);
	gather(&w);
	count_nodes(&w, w.scope.answer->ground, &sectors, &places);
	if (w.v.may_warn && w.warned.n) {
		show_sectors(&w, &sectors);
		if (places.n && !registry_map_lines(cx, &w.v.map))
			return false;
		show_places(&w, &places);
		show_actors(&w);
	}
	show_latest(&w, &advisories, &quarantined);
	show_tiles(&w, advisories, quarantined);
	show_nothing(&w, advisories);
	call->frame.title = tr(&call->main, "Watch");
	page_watch(&call->main, &w.v);
	return true;
}
