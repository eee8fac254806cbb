/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts from the truth behind the texts, cascades by plain iteration, and the rows of who must be warned. Must never look at a written
 * name, version or range, nor use anything of formats/, graph/ or advisory/.
 *
 * Choices, where the exchange format leaves room:
 *	- possible rows: the assets in doubt (undecidable, under investigation, and not affected for certain) fail together, by themselves
 *	- through: every node that falls and is not hit itself, services included; an asset can be direct by one advisory and through by another
 *	- services: those among the fallen; users: the sum of their users
 */
#include "base/json.h"
#include "sample/expected.h"
#include <stdlib.h>
#include <string.h>

/* ---- verdicts ---- */
static bool asset_has(const struct country *c, const struct component *x, unsigned what)
{
	const struct component *all = c->components.at, *at = x;
	while (at > all && at[-1].asset == x->asset)
		at--;
	for (; at < all + c->components.n && at->asset == x->asset; at++)
		if (at->what == what)
			return true;
	return false;
}

/* What one leaf says of a release of its product. */
static enum verdict leaf_verdict(const struct advisory *adv, const struct leaf *l, int release)
{
	if (l->from == 0 && l->to == ALL_RELEASES)
		return l->status;
	if (release == NO_RELEASE)
		return VERDICT_UNDECIDABLE;
	if (release >= l->from && release < l->to)
		return l->status;
	if (l->exact && l->status == VERDICT_FIXED && release >= l->to)
		return VERDICT_FIXED; /* a later release holds the fix too */
	if (l->exact && l->status == VERDICT_AFFECTED && adv->last_affected && release < l->from)
		return VERDICT_UNDECIDABLE; /* "last affected" says nothing of what came before */
	return VERDICT_NOT_AFFECTED; /* named, but not this release */
}

enum verdict verdict_of(const struct country *c, const struct advisory *adv, const struct component *x)
{
	enum verdict best = VERDICT_NONE;
	for (unsigned i = 0; i < adv->n_leaves; i++) {
		const struct leaf *l = &adv->leaves[i];
		if (l->what != x->what || (l->whole && !asset_has(c, x, l->whole - 1u)))
			continue;
		enum verdict v = leaf_verdict(adv, l, x->release);
		best = v > best ? v : best;
	}
	return best;
}

/* ---- cascade ---- */
struct fall fall_make(const struct country *c)
{
	struct arena *a = c->arena;
	size_t n = c->nodes.n;
	struct fall f = {
		.c = c, .hit = arena_alloc(a, n), .level = arena_alloc(a, n), .low = arena_alloc(a, n), .queued = arena_alloc(a, n)
	};
	f.queue = arena_array(a, uint32_t, n);
	f.first_group = arena_array(a, uint32_t, n + 1);
	f.first_dependent = arena_array(a, uint32_t, n + 1);
	f.dependents = arena_array(a, uint32_t, c->members.n);
	for (size_t g = 0; g < c->groups.n; g++) {
		const struct group *group = &c->groups.at[g];
		f.first_group[group->dependent + 1]++;
		if (group->grounded && (!f.grounded.n || f.grounded.at[f.grounded.n - 1] != group->dependent))
			*vec_push(a, &f.grounded) = group->dependent;
		for (uint32_t m = 0; m < group->n; m++)
			f.first_dependent[c->members.at[group->first + m].supplier + 1]++;
	}
	for (size_t i = 0; i < n; i++) {
		f.first_group[i + 1] += f.first_group[i];
		f.first_dependent[i + 1] += f.first_dependent[i];
	}
	uint32_t *at = arena_array(a, uint32_t, n);
	for (size_t g = 0; g < c->groups.n; g++)
		for (uint32_t m = 0; m < c->groups.at[g].n; m++) {
			uint32_t s = c->members.at[c->groups.at[g].first + m].supplier;
			f.dependents[f.first_dependent[s] + at[s]++] = c->groups.at[g].dependent;
		}
	return f;
}

/* Level of a node when its grounded groups see `grounded` and the others see f->level. */
static uint8_t level_of(const struct fall *f, uint32_t node, const uint8_t *grounded)
{
	const struct country *c = f->c;
	uint8_t level = f->hit[node] ? 0 : 3;
	for (uint32_t g = f->first_group[node]; g < f->first_group[node + 1] && level; g++) {
		const struct group *group = &c->groups.at[g];
		const uint8_t *seen = group->grounded ? grounded : f->level;
		const struct member *m = &c->members.at[group->first];
		uint64_t weight[4] = { 0 };
		for (uint32_t i = 0; i < group->n; i++)
			for (unsigned k = 1; k <= seen[m[i].supplier]; k++)
				weight[k] += m[i].weight;
		uint8_t supply = 3;
		while (supply && weight[supply] < group->need[supply])
			supply--;
		supply = supply > group->retained ? supply : group->retained;
		level = supply < level ? supply : level;
	}
	return level;
}

static size_t enqueue_dependents(struct fall *f, uint32_t node, size_t n)
{
	for (uint32_t k = f->first_dependent[node]; k < f->first_dependent[node + 1]; k++) {
		uint32_t d = f->dependents[k];
		if (!f->queued[d]) {
			f->queued[d] = 1;
			f->queue[n++] = d;
		}
	}
	return n;
}

/* Lets failures run on from the queue until nothing sinks any more. A stack does: the fixed point is the same in any order. */
static void sink(struct fall *f, size_t n)
{
	while (n) {
		uint32_t node = f->queue[--n];
		f->queued[node] = 0;
		uint8_t level = level_of(f, node, f->level);
		if (level >= f->level[node])
			continue;
		f->level[node] = level;
		n = enqueue_dependents(f, node, n);
	}
}

void fall_run(struct fall *f)
{
	size_t nodes = f->c->nodes.n, n = 0;
	memset(f->level, 3, nodes);
	for (uint32_t i = 0; i < nodes; i++)
		if (f->hit[i]) {
			f->level[i] = 0;
			n = enqueue_dependents(f, i, n);
		}
	sink(f, n);
	for (;;) {
		/* what the grounded networks can carry, built up from nothing while the rest is taken as it stands */
		memcpy(f->low, f->level, nodes);
		for (size_t k = 0; k < f->grounded.n; k++)
			f->low[f->grounded.at[k]] = 0;
		for (bool more = true; more;) {
			more = false;
			for (size_t k = 0; k < f->grounded.n; k++) {
				uint32_t i = f->grounded.at[k];
				uint8_t level = f->low[i] < f->level[i] ? level_of(f, i, f->low) : f->low[i];
				more |= level > f->low[i];
				f->low[i] = level > f->low[i] ? level : f->low[i];
			}
		}
		n = 0;
		for (size_t k = 0; k < f->grounded.n; k++) {
			uint32_t i = f->grounded.at[k];
			if (f->low[i] < f->level[i]) {
				f->level[i] = f->low[i];
				n = enqueue_dependents(f, i, n);
			}
		}
		if (!n)
			return;
		sink(f, n);
	}
}

/* ---- rows ---- */
struct row {
	struct index_vec direct, through, advisories; /* ranks of nodes by id; advisories by number */
};
struct rows {
	const struct country *c;
	const struct advisory *all;
	struct row *at; /* [2 * organizations]: certain, possible */
	uint32_t *rank, *ranked; /* of nodes by id, and back */
	uint32_t *by_id; /* organizations by id */
	uint32_t *first_contact; /* [organizations + 1] */
};

static int compare_nodes(const void *a, const void *b, void *ctx)
{
	const struct country *c = ctx;
	return str_cmp(c->nodes.at[*(const uint32_t *)a].id, c->nodes.at[*(const uint32_t *)b].id);
}

static int compare_organizations(const void *a, const void *b, void *ctx)
{
	const struct country *c = ctx;
	return str_cmp(c->organizations.at[*(const uint32_t *)a].id, c->organizations.at[*(const uint32_t *)b].id);
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void sort_unique(struct index_vec *v)
{
	if (!v->n)
		return;
	qsort(v->at, v->n, sizeof *v->at, compare_numbers);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		if (!n || v->at[n - 1] != v->at[i])
			v->at[n++] = v->at[i];
	v->n = n;
}

static struct rows rows_make(const struct country *c, const struct advisory *all)
{
	struct arena *a = c->arena;
	struct rows r = { .c = c, .all = all, .at = arena_array(a, struct row, 2 * c->organizations.n) };
	r.rank = arena_array(a, uint32_t, c->nodes.n);
	r.ranked = arena_array(a, uint32_t, c->nodes.n);
	r.by_id = arena_array(a, uint32_t, c->organizations.n);
	r.first_contact = arena_array(a, uint32_t, c->organizations.n + 1);
	for (uint32_t i = 0; i < c->nodes.n; i++)
		r.ranked[i] = i;
	for (uint32_t i = 0; i < c->organizations.n; i++)
		r.by_id[i] = i;
	qsort_r(r.ranked, c->nodes.n, sizeof *r.ranked, compare_nodes, (void *)c);
	qsort_r(r.by_id, c->organizations.n, sizeof *r.by_id, compare_organizations, (void *)c);
	for (uint32_t i = 0; i < c->nodes.n; i++)
		r.rank[r.ranked[i]] = i;
	for (size_t i = 0; i < c->contacts.n; i++)
		r.first_contact[c->contacts.at[i].organization + 1]++;
	for (size_t i = 0; i < c->organizations.n; i++)
		r.first_contact[i + 1] += r.first_contact[i];
	return r;
}

static void rows_clear(struct rows *r)
{
	for (size_t i = 0; i < 2 * r->c->organizations.n; i++)
		r->at[i].direct.n = r->at[i].through.n = r->at[i].advisories.n = 0;
}

static void put_nodes(struct json_out *o, const struct rows *r, const char *key, const struct index_vec *v, bool objects, bool services)
{
	jo_key(o, key);
	jo_array(o);
	for (size_t i = 0; i < v->n; i++) {
		uint32_t node = r->ranked[v->at[i]];
		if (services && node < r->c->n_assets)
			continue;
		if (objects) {
			jo_object(o);
			jo_kstr(o, "node", r->c->nodes.at[node].id);
			jo_object_end(o);
		} else {
			jo_str(o, r->c->nodes.at[node].id);
		}
	}
	jo_array_end(o);
}

static void put_row(struct buf *b, const struct rows *r, uint32_t organization, bool possible)
{
	const struct country *c = r->c;
	struct row *row = &r->at[2 * organization + possible];
	struct json_out o = json_out(b);
	int64_t users = 0;
	sort_unique(&row->direct);
	sort_unique(&row->through);
	sort_unique(&row->advisories);
	for (size_t i = 0; i < row->through.n; i++)
		if (r->ranked[row->through.at[i]] >= c->n_assets)
			users += c->nodes.at[r->ranked[row->through.at[i]]].users;
	jo_object(&o);
	jo_kstr(&o, "organization", c->organizations.at[organization].id);
	jo_kbool(&o, "possible", possible);
	put_nodes(&o, r, "direct", &row->direct, false, false);
	put_nodes(&o, r, "through", &row->through, true, false);
	put_nodes(&o, r, "services", &row->through, false, true);
	jo_kint(&o, "users", users);
	jo_key(&o, "contacts");
	jo_array(&o);
	for (uint32_t i = r->first_contact[organization]; i < r->first_contact[organization + 1]; i++)
		jo_str(&o, c->contacts.at[i].id); /* contacts are made by organization and in order */
	jo_array_end(&o);
	jo_key(&o, "advisories");
	jo_array(&o);
	for (size_t i = 0; i < row->advisories.n; i++)
		jo_str(&o, r->all[row->advisories.at[i]].id);
	jo_array_end(&o);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static void put_rows(struct buf *b, const struct rows *r)
{
	for (size_t i = 0; i < r->c->organizations.n; i++)
		for (unsigned possible = 0; possible < 2; possible++)
			if (r->at[2 * r->by_id[i] + possible].advisories.n)
				put_row(b, r, r->by_id[i], possible);
}

static void row_add(struct rows *r, uint32_t node, bool possible, bool direct, unsigned advisory)
{
	struct row *row = &r->at[2 * r->c->nodes.at[node].organization + possible];
	*vec_push(r->c->arena, direct ? &row->direct : &row->through) = r->rank[node];
	if (!row->advisories.n || row->advisories.at[row->advisories.n - 1] != advisory)
		*vec_push(r->c->arena, &row->advisories) = advisory;
}

/* ---- all of it ---- */
enum doubt { OUT, CERTAIN, POSSIBLE }; /* how an asset is hit */

struct judging {
	const struct country *c;
	const struct advisory *all;
	struct index_vec *by_product; /* components of each product */
	uint8_t *hit; /* [assets] enum doubt */
	struct fall fall;
	struct rows together, single;
};

static void judge(struct judging *j, unsigned advisory, struct expectation *out)
{
	const struct country *c = j->c;
	const struct advisory *adv = &j->all[advisory];
	memset(j->hit, OUT, c->n_assets);
	for (unsigned i = 0; i < adv->n_leaves; i++) {
		unsigned what = adv->leaves[i].what;
		bool seen = false;
		for (unsigned k = 0; k < i; k++)
			seen |= adv->leaves[k].what == what;
		for (size_t k = 0; k < j->by_product[what].n && !seen; k++) {
			const struct component *x = &c->components.at[j->by_product[what].at[k]];
			enum verdict v = verdict_of(c, adv, x);
			if (v == VERDICT_NONE)
				continue;
			buf_printf(out->labels, "%.*s,%.*s,%.*s,%s\n", STR(adv->id), STR(x->id), STR(c->nodes.at[x->asset].id),
			        verdict_names[v]);
			out->findings++;
			out->undecidable += v == VERDICT_UNDECIDABLE;
			if (v == VERDICT_AFFECTED)
				j->hit[x->asset] = CERTAIN;
			else if (v >= VERDICT_UNDER_INVESTIGATION && j->hit[x->asset] == OUT)
				j->hit[x->asset] = POSSIBLE;
		}
	}
}

/* Fails the certain ones, and in a run of its own those in doubt. */
static void cascade(struct judging *j, unsigned advisory)
{
	const struct country *c = j->c;
	struct fall *f = &j->fall;
	bool any[3] = { false };
	for (size_t i = 0; i < c->n_assets; i++)
		any[j->hit[i]] = true;
	for (enum doubt d = CERTAIN; d <= POSSIBLE; d++) {
		if (!any[d])
			continue;
		for (size_t i = 0; i < c->n_assets; i++)
			f->hit[i] = j->hit[i] == d;
		fall_run(f);
		for (uint32_t i = 0; i < c->nodes.n; i++) {
			if (f->level[i] == 3)
				continue;
			row_add(&j->together, i, d == POSSIBLE, f->hit[i], advisory);
			row_add(&j->single, i, d == POSSIBLE, f->hit[i], advisory);
		}
	}
}

void expected_write(const struct country *c, const struct advisory *all, struct expectation *out)
{
	struct judging j = { .c = c, .all = all, .hit = arena_alloc(c->arena, c->n_assets) };
	j.by_product = arena_array(c->arena, struct index_vec, c->n_products);
	for (uint32_t i = 0; i < c->components.n; i++)
		*vec_push(c->arena, &j.by_product[c->components.at[i].what]) = i;
	j.fall = fall_make(c);
	j.together = rows_make(c, all);
	j.single = j.together;
	j.single.at = arena_array(c->arena, struct row, 2 * c->organizations.n);
	buf_put(out->labels, S("advisory,component,asset,verdict\n"));
	for (unsigned i = 0; i < SAMPLE_ADVISORIES; i++) {
		judge(&j, i, out);
		cascade(&j, i);
		put_rows(out->by_advisory, &j.single);
		rows_clear(&j.single);
	}
	put_rows(out->affected, &j.together);
}
