/* SPDX-License-Identifier: Apache-2.0
 *
 * Who must be warned, against a naive twin: the last section of the specification of the register, literally, over the structs of
 * test_country.h. It shares neither graph, engine, matcher nor table with the room.
 */
#include "advisory/hits.h"
#include "advisory/test_country.h"
#include "base/cache.h"
#include "registry/registry.h"

/* ---- the twin ---- */

/* Level a group gives: the highest whose need is met by members that are at least at it, never below retained. */
static unsigned twin_group(const struct country_group *g, const unsigned *level)
{
	for (unsigned l = 3; l >= 1; l--) {
		unsigned has = 0;
		for (unsigned m = 0; m < g->n; m++)
			has += level[g->supplier[m]] >= l ? g->weight[m] : 0;
		if (has >= g->need[l - 1])
			return l > g->retained ? l : g->retained;
	}
	return g->retained;
}

/* Grounded mode: the least fixed point over grounded groups inside the greatest over the rest. down: nodes capped at level 0. */
static void twin_levels(const struct country *c, unsigned down, unsigned *outer)
{
	for (unsigned i = 0; i < c->nodes; i++)
		outer[i] = 3;
	for (bool outer_moves = true; outer_moves;) {
		unsigned inner[COUNTRY_NODES] = {};
		for (bool moves = true; moves;) {
			moves = false;
			for (unsigned i = 0; i < c->nodes; i++) {
				unsigned level = down >> i & 1 ? 0 : 3;
				for (unsigned g = 0; g < c->groups; g++)
					if (c->group[g].dependent == i) {
						unsigned gives = twin_group(&c->group[g], c->group[g].grounded ? inner : outer);
						level = gives < level ? gives : level;
					}
				moves |= level != inner[i];
				inner[i] = level;
			}
		}
		outer_moves = memcmp(inner, outer, c->nodes * sizeof *outer) != 0;
		memcpy(outer, inner, c->nodes * sizeof *outer);
	}
}

/* What one advisory says about one component: the strongest of its statements on that product. */
static enum match_verdict twin_verdict(const struct country_advisory *d, unsigned product, unsigned version)
{
	enum match_verdict verdict = MATCH_NOT_THIS;
	for (unsigned i = 0; i < d->n; i++) {
		unsigned bound = d->statement[i].version;
		enum match_verdict v;
		if (d->statement[i].product != product)
			continue;
		switch (d->statement[i].status) {
		case CSAF_KNOWN_AFFECTED: v = !version ? MATCH_UNDECIDABLE : version < bound ? MATCH_AFFECTED : MATCH_NOT_AFFECTED; break;
		case CSAF_FIXED: v = !version ? MATCH_UNDECIDABLE : version >= bound ? MATCH_FIXED : MATCH_NO_STATEMENT; break;
		case CSAF_KNOWN_NOT_AFFECTED:
			v = !version ? MATCH_UNDECIDABLE : version == bound ? MATCH_NOT_AFFECTED : MATCH_NO_STATEMENT;
			break;
		default: v = !version || version == bound ? MATCH_UNDER_INVESTIGATION : MATCH_NO_STATEMENT; break;
		}
		verdict = v > verdict ? v : verdict;
	}
	/* Named, but not this version: never a silent "not affected". */
	return verdict == MATCH_NO_STATEMENT ? MATCH_UNDECIDABLE : verdict;
}

struct desk_model { /* what the desk should know */
	struct rng rng;
	struct country country;
	struct country_advisory current[COUNTRY_ADVISORIES];
	unsigned serial;
	enum match_verdict verdict[COUNTRY_ADVISORIES][COUNTRY_COMPONENTS]; /* as the findings say, strongest of each */
	size_t compared;
};

/* Is d the current revision from now on? */
static bool twin_replaces(const struct country_advisory *now, const struct country_advisory *d)
{
	if (!now->there || now->conforms != d->conforms)
		return !now->there || d->conforms;
	return d->revision > now->revision || (d->revision == now->revision && d->day >= now->day);
}

struct twin_row {
	bool there;
	unsigned direct, through, services, advisories; /* bit sets */
	unsigned level[COUNTRY_NODES];
	long users;
};

/* One joint failure: the owners of what is hit and of what falls below its level at rest. */
static void twin_run(const struct country *c, unsigned down, unsigned advisory, struct twin_row *rows)
{
	unsigned rest[COUNTRY_NODES], level[COUNTRY_NODES];
	twin_levels(c, 0, rest);
	twin_levels(c, down, level);
	for (unsigned i = 0; i < c->nodes && down; i++) {
		struct twin_row *row = &rows[c->owner[i]];
		bool hit = down >> i & 1, falls = level[i] < rest[i];
		if (!hit && !falls)
			continue;
		row->there = true;
		row->advisories |= 1u << advisory;
		row->direct |= (unsigned)hit << i;
		if (falls && i >= c->assets) {
			row->users += !(row->services >> i & 1) && c->users[i] > 0 ? c->users[i] : 0;
			row->services |= 1u << i;
		}
		if (falls && !hit) {
			row->level[i] = row->through >> i & 1 && row->level[i] < level[i] ? row->level[i] : level[i];
			row->through |= 1u << i;
		}
	}
}

/* only: one advisory, or COUNTRY_ADVISORIES for the union of all. rows[possible][organization] */
static void twin_affected(const struct desk_model *m, unsigned only, struct twin_row rows[2][COUNTRY_ORGANIZATIONS])
{
	const struct country *c = &m->country;
	memset(rows, 0, 2 * COUNTRY_ORGANIZATIONS * sizeof **rows);
	for (unsigned d = 0; d < COUNTRY_ADVISORIES; d++) {
		unsigned sure = 0, maybe = 0;
		if (!m->current[d].there || (only != COUNTRY_ADVISORIES && only != d))
			continue;
		for (unsigned i = 0; i < c->components; i++) {
			enum match_verdict v = m->verdict[d][i];
			unsigned asset = 1u << c->component[i].asset;
			if (v == MATCH_AFFECTED && m->current[d].conforms)
				sure |= asset;
			else if (v == MATCH_AFFECTED || v == MATCH_UNDECIDABLE || v == MATCH_UNDER_INVESTIGATION)
				maybe |= asset;
		}
		twin_run(c, sure, d, rows[0]);
		twin_run(c, maybe & ~sure, d, rows[1]);
	}
}

/* Components that each advisory hits, and any of them, counted once. */
static struct hit_count twin_hits(const struct desk_model *m, unsigned only)
{
	struct hit_count n = {};
	for (unsigned i = 0; i < m->country.components; i++) {
		bool sure = false, maybe = false;
		for (unsigned d = 0; d < COUNTRY_ADVISORIES; d++) {
			enum match_verdict v = m->verdict[d][i];
			if (!m->current[d].there || (only != COUNTRY_ADVISORIES && only != d))
				continue;
			sure |= v == MATCH_AFFECTED && m->current[d].conforms;
			maybe |= v == MATCH_AFFECTED || v == MATCH_UNDECIDABLE || v == MATCH_UNDER_INVESTIGATION;
		}
		n.affected += sure;
		n.possible += maybe && !sure;
	}
	return n;
}

/* ---- both as text ---- */
static void put_nodes(struct buf *b, const struct country *c, const char *name, unsigned set, const unsigned *level)
{
	buf_printf(b, " %s", name);
	for (unsigned i = 0; i < c->nodes; i++)
		if (set >> i & 1) {
			buf_printf(b, " %s", country_node(b->arena, c, i).ptr);
			if (level)
				buf_printf(b, "=%u", level[i]);
		}
}

static void put_contacts(struct buf *b, const struct country *c, unsigned organization)
{
	buf_put(b, S(" contacts"));
	for (int order = 0; order < 4; order++) /* those without order last */
		for (unsigned i = 0; i < c->contacts; i++)
			if (c->contact[i].organization == organization && (c->contact[i].order < 0 ? 3 : c->contact[i].order) == order)
				buf_printf(b, " contact-%u", i);
}

static struct str twin_text(struct arena *a, const struct desk_model *m, unsigned only)
{
	struct twin_row rows[2][COUNTRY_ORGANIZATIONS];
	struct buf b = buf_make(a, 1 << 20);
	twin_affected(m, only, rows);
	for (unsigned o = 0; o < COUNTRY_ORGANIZATIONS; o++)
		for (unsigned possible = 0; possible < 2; possible++) {
			const struct twin_row *r = &rows[possible][o];
			if (!r->there)
				continue;
			buf_printf(&b, "org-%u %s", o, possible ? "possible" : "certain");
			put_nodes(&b, &m->country, "direct", r->direct, NULL);
			put_nodes(&b, &m->country, "through", r->through, r->level);
			put_nodes(&b, &m->country, "services", r->services, NULL);
			buf_printf(&b, " users %ld", r->users);
			put_contacts(&b, &m->country, o);
			buf_put(&b, S(" by"));
			for (unsigned d = 0; d < COUNTRY_ADVISORIES; d++)
				if (r->advisories >> d & 1)
					buf_printf(&b, " D%u", d);
			buf_char(&b, '\n');
		}
	return buf_str(&b);
}

/* The model's number of a node of the answer. */
static unsigned node_number(const struct country *c, struct str id)
{
	for (unsigned i = 0; i < c->nodes; i++) {
		char name[24];
		snprintf(name, sizeof name, i < c->assets ? "asset-%u" : "service-%u", i < c->assets ? i : i - c->assets);
		if (str_eq(id, str_c(name)))
			return i;
	}
	CHECK_STR(id, S("a node of the register"));
	return 0;
}

static unsigned number_of(const struct desk_model *m, const struct affected_answer *answer, uint32_t node)
{
	return node_number(&m->country, answer->net->nodes.at[node].id);
}

static void put_revisions(struct buf *b, const struct affected_answer *answer, const struct affected *r)
{
	buf_put(b, S(" by"));
	for (unsigned d = 0; d < COUNTRY_ADVISORIES; d++)
		vec_each (revision, &r->revisions)
			if (str_eq(answer->heads.at[*map_find_int(&answer->advisories, *revision)].tracking,
			            arena_printf(b->arena, "D%u", d)))
				buf_printf(b, " D%u", d);
}

static struct str room_text(struct arena *a, const struct desk_model *m, const struct affected_answer *answer)
{
	struct buf b = buf_make(a, 1 << 20);
	vec_each (r, &answer->rows) {
		unsigned direct = 0, through = 0, services = 0, level[COUNTRY_NODES] = {};
		vec_each (x, &r->direct)
			direct |= 1u << number_of(m, answer, x->node);
		vec_each (x, &r->through) {
			through |= 1u << number_of(m, answer, x->node);
			level[number_of(m, answer, x->node)] = x->level;
		}
		vec_each (x, &r->services)
			services |= 1u << number_of(m, answer, *x);
		CHECK((size_t)__builtin_popcount(direct) == r->direct.n && (size_t)__builtin_popcount(through) == r->through.n &&
		        (size_t)__builtin_popcount(services) == r->services.n);
		buf_printf(&b, "%.*s %s", STR(r->organization->id), r->possible ? "possible" : "certain");
		put_nodes(&b, &m->country, "direct", direct, NULL);
		put_nodes(&b, &m->country, "through", through, level);
		put_nodes(&b, &m->country, "services", services, NULL);
		buf_printf(&b, " users %lld contacts", (long long)r->users);
		for (size_t i = 0; i < r->n_contacts; i++)
			buf_printf(&b, " %.*s", STR(r->contacts[i]->id));
		put_revisions(&b, answer, r);
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}

/* ---- paths ---- */
static bool stands_on(const struct country *c, unsigned node, unsigned supplier)
{
	for (unsigned g = 0; g < c->groups; g++)
		for (unsigned k = 0; c->group[g].dependent == node && k < c->group[g].n; k++)
			if (c->group[g].supplier[k] == supplier)
				return true;
	return false;
}

/* The path of an entry begins at something its advisory hits, goes on by declared dependencies, and passes only through what falls with it. */
static void check_path(
        const struct desk_model *m, const struct affected_answer *answer, const struct affected *row, const struct affected_through *t)
{
	struct twin_row rows[2][COUNTRY_ORGANIZATIONS];
	struct str tracking = answer->heads.at[*map_find_int(&answer->advisories, t->revision)].tracking;
	unsigned hit = 0, falls = 0;
	twin_affected(m, (unsigned)(tracking.ptr[1] - '0'), rows);
	for (unsigned o = 0; o < COUNTRY_ORGANIZATIONS; o++) {
		hit |= rows[row->possible][o].direct;
		falls |= rows[row->possible][o].through;
	}
	CHECK(t->n_path >= 2 && t->text.len > 0 && t->after_min >= 0);
	for (uint32_t i = 0; i < t->n_path; i++) {
		unsigned node = number_of(m, answer, t->path[i]);
		CHECK(i ? falls >> node & 1 : hit >> node & 1);
		if (i)
			CHECK(stands_on(&m->country, node, number_of(m, answer, t->path[i - 1])));
		for (uint32_t k = 0; k < i; k++)
			CHECK(t->path[k] != t->path[i]);
	}
	CHECK(t->path[t->n_path - 1] == t->node);
}

/* ---- findings into the model ---- */
static bool note(void *arg, const struct finding *f)
{
	struct desk_model *m = arg;
	int64_t component = -1, advisory = -1;
	bool known = str_int(str_slice(f->component, 1, f->component.len), &component) &&
	             str_int(str_slice(f->advisory, 1, f->advisory.len), &advisory) && component >= 0 && component < COUNTRY_COMPONENTS &&
	             advisory >= 0 && advisory < COUNTRY_ADVISORIES;
	CHECK(known);
	if (!known)
		return false;
	CHECK(f->reason.len > 10 && f->confidence <= (m->current[advisory].conforms ? 100 : 50));
	if (f->verdict > m->verdict[advisory][component])
		m->verdict[advisory][component] = f->verdict;
	return true;
}

static void compare_hits(struct cx *cx, const struct desk_model *m, const struct affected_answer *answer)
{
	const struct hits *hits = hits_all(cx);
	struct map cleared = release_classes(cx);
	CHECK(hits);
	for (unsigned d = 0; d <= COUNTRY_ADVISORIES && hits; d++) {
		struct hit_count wanted = twin_hits(m, d), got = hits_sum(hits, &cleared);
		if (d < COUNTRY_ADVISORIES) {
			got = (struct hit_count){};
			vec_each (h, &answer->heads)
				if (str_eq(h->tracking, arena_printf(&cx->a, "D%u", d)))
					got = hits_of(hits, &cleared, h->revision);
		}
		CHECK(got.affected == wanted.affected && got.possible == wanted.possible);
	}
}

static void compare(struct cx *cx, struct desk_model *m)
{
	memset(m->verdict, 0, sizeof m->verdict);
	CHECK(findings_each(cx, S(""), S(""), note, m));
	for (unsigned d = 0; d < COUNTRY_ADVISORIES; d++)
		for (unsigned i = 0; i < m->country.components && m->current[d].there && !m->current[d].related; i++) {
			enum match_verdict wanted =
			        twin_verdict(&m->current[d], m->country.component[i].product, m->country.component[i].version);
			if (m->verdict[d][i] != wanted)
				printf("# D%u, %s %u.0: '%s', wanted '%s'\n", d, country_products[m->country.component[i].product],
				        m->country.component[i].version, match_verdict_names[m->verdict[d][i]],
				        match_verdict_names[wanted]);
			CHECK(m->verdict[d][i] == wanted);
		}
	for (unsigned only = 0; only <= COUNTRY_ADVISORIES; only++) {
		struct affected_answer answer;
		if (only < COUNTRY_ADVISORIES && (!m->current[only].there || rng_below(&m->rng, 3)))
			continue;
		bool computed = affected_compute(cx, only < COUNTRY_ADVISORIES ? arena_printf(&cx->a, "D%u", only) : S(""), &answer);
		CHECK(computed);
		if (!computed)
			return;
		CHECK_STR(room_text(&cx->a, m, &answer), twin_text(&cx->a, m, only));
		CHECK(affected_explain(cx, &answer, answer.rows.at, answer.rows.n));
		vec_each (row, &answer.rows)
			vec_each (t, &row->through)
				check_path(m, &answer, row, t);
		m->compared++;
	}
	const struct affected_answer *shared = affected_all(cx);
	CHECK(shared);
	if (!shared)
		return;
	CHECK_STR(room_text(&cx->a, m, shared), twin_text(&cx->a, m, COUNTRY_ADVISORIES));
	compare_hits(cx, m, shared);
	cache_let_go(cx);
}

/* ---- random desks ---- */
static bool unheard(void *arg, const struct advisory_reading *r)
{
	(void)arg;
	(void)r;
	return true;
}

static void change_register(struct cx *cx, struct desk_model *m)
{
	struct country *c = &m->country;
	if (m->serial && rng_below(&m->rng, 2)) { /* a keeper corrects what is installed; else another country altogether */
		for (unsigned i = 0; i < c->components; i++)
			if (rng_below(&m->rng, 3) == 0)
				c->component[i].version = (unsigned)rng_below(&m->rng, COUNTRY_VERSIONS + 1);
	} else {
		*c = country_make(&m->rng);
	}
	/* Somebody looks between the import and the matching of what it brought. */
	CHECK(country_import(cx, c) && affected_all(cx));
	cache_let_go(cx);
	CHECK(country_settle(cx));
}

static void read_advisories(struct cx *cx, struct desk_model *m)
{
	struct advisory_session *s = advisory_begin(cx, unheard, NULL);
	for (unsigned n = 1 + (unsigned)rng_below(&m->rng, 3); n; n--) {
		struct country_advisory d = country_advisory_make(&m->rng);
		d.serial = ++m->serial;
		if (twin_replaces(&m->current[d.id], &d))
			m->current[d.id] = d;
		advisory_read_bytes(s, S("x.json"), country_document(&cx->a, &d));
	}
	CHECK(advisory_end(s) && country_settle(cx));
}

static size_t play(struct cx *cx, uint64_t seed, unsigned steps)
{
	struct desk_model m = { .rng = rng_make(seed) };
	country_desk(cx);
	for (unsigned step = 0; step < steps && ok(cx); step++) {
		if (step == 0 || rng_below(&m.rng, 2))
			change_register(cx, &m);
		else
			read_advisories(cx, &m);
		compare(cx, &m);
	}
	return m.compared;
}

DESK_TEST(affected_is_what_a_naive_twin_says)
{
	play(&d->cx, 7, 30);
}

TEST(affected_is_what_a_naive_twin_says_on_many_desks)
{
	size_t compared = 0;
	static struct cache *running[48]; /* a cache is its process' own until that ends */
	for (unsigned i = 0; i < 48; i++) {
		struct cx cx = {};
		arena_init(&cx.a, 0);
		CHECK(db_open(&cx, S(":memory:"), true));
		cx.cache = running[i] = i % 2 ? cache_make() : NULL; /* as in a running desk, where the matcher is kept */
		compared += play(&cx, 1000 + i, 24);
		CHECK(ok(&cx));
		if (!ok(&cx))
			printf("# desk %u: %s\n", i, cx.err.text);
		cache_let_go(&cx);
		db_close(&cx);
		arena_end(&cx.a);
	}
	printf("# %zu answers compared\n", compared);
	CHECK(compared >= 1000);
}
