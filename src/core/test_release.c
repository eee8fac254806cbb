/* SPDX-License-Identifier: Apache-2.0
 *
 * release(): properties on random labels and clearances; its rows in SQL agree with it on both engines, also as time passes and grants come and go.
 */
#include "base/rng.h"
#include "base/test.h"
#include "core/desk.h"
#include "core/release_grant.h"
#include "core/store_release.h"
#include "core/who.h"
#include "db/test_desk.h"
#include <string.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
enum { PAIRS = 200000 };
static const struct str organizations[] = { { "", 0 }, { "north", 5 }, { "south", 5 }, { "east", 4 } };
static const struct str sectors[] = { { "energy", 6 }, { "water", 5 }, { "health", 6 } };
static const struct str compartments[] = { { "grid", 4 }, { "dam", 3 }, { "nuclear", 7 } };
static const struct str agreements[] = { { "A", 1 }, { "B", 1 }, { "C", 1 } };

static uint32_t below(struct rng *r, uint32_t n)
{
	return (uint32_t)(rng_next(r) % n);
}

static struct names some(struct rng *r, struct arena *a, const struct str *of, uint32_t n, uint32_t one_in)
{
	struct str *at = arena_array(a, struct str, n);
	size_t k = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!below(r, one_in))
			at[k++] = of[i];
	return (struct names){ at, k };
}

static int64_t some_time(struct rng *r)
{
	return below(r, 3) ? 0 : 1 + below(r, 10);
}

static struct labels some_labels(struct rng *r, struct arena *a)
{
	return (struct labels){ .tlp = (enum tlp)below(r, 6),
		.owner = organizations[below(r, 4)],
		.sectors = some(r, a, sectors, 3, 2),
		.level = below(r, 3),
		.compartments = some(r, a, compartments, 3, 4),
		.audience = some(r, a, organizations + 1, 3, 4),
		.from_us = some_time(r),
		.until_us = some_time(r) };
}

static struct clearance some_clearance(struct rng *r, struct arena *a)
{
	struct clearance c = { .role = (enum role)below(r, ROLE_COUNT),
		.organization = organizations[below(r, 4)],
		.sectors = some(r, a, sectors, 3, 2),
		.level = below(r, 3),
		.compartments = some(r, a, compartments, 3, 2) };
	struct grant *g = arena_array(a, struct grant, 3);
	c.grants = g;
	for (c.n_grants = 0; c.n_grants < below(r, 4); c.n_grants++)
		g[c.n_grants] = (struct grant){ .kind = (enum grant_subject)below(r, 3),
			.purpose = (enum purpose)below(r, PURPOSE_COUNT),
			.agreement = agreements[c.n_grants],
			.from_us = some_time(r),
			.until_us = some_time(r) };
	for (size_t i = 0; i < c.n_grants; i++)
		g[i].subject = g[i].kind == GRANT_OWNER ? organizations[1 + below(r, 3)] : sectors[below(r, 3)];
	return c;
}

static struct names turned(struct arena *a, const struct names *n)
{
	struct str *at = arena_array(a, struct str, n->n + 1);
	for (size_t i = 0; i < n->n; i++)
		at[i] = n->at[n->n - 1 - i];
	return (struct names){ at, n->n };
}

static bool same(struct release x, struct release y)
{
	return x.decision == y.decision && x.reason == y.reason && x.fields == y.fields && str_eq(x.about, y.about);
}

TEST(release_is_monotone)
{
	static const enum tlp order[] = { TLP_CLEAR, TLP_GREEN, TLP_AMBER, TLP_AMBER_STRICT, TLP_RED };
	struct rng r = rng_make(11);
	unsigned allowed = 0, redacted = 0;
	for (int i = 0; i < PAIRS; i++) {
		struct arena a = {};
		struct labels l = some_labels(&r, &a), k;
		struct clearance c = some_clearance(&r, &a), d;
		enum purpose p = (enum purpose)below(&r, PURPOSE_COUNT);
		int64_t now = below(&r, 12);
		enum decision is = release(&l, &c, p, now).decision, before = RELEASE_ALLOW;
		allowed += is == RELEASE_ALLOW;
		redacted += is == RELEASE_REDACT;
		for (unsigned m = 0; m < 5; m++) { /* a stricter marking never shows more */
			k = l;
			k.tlp = order[m];
			enum decision at = release(&k, &c, p, now).decision;
			CHECK(at <= before);
			before = at;
		}
		k = l;
		k.level++;
		CHECK(release(&k, &c, p, now).decision <= is);
		k = l;
		k.compartments = (struct names){ compartments, 3 };
		CHECK(release(&k, &c, p, now).decision <= is);
		k = l;
		k.audience = (struct names){ organizations + 1, 3 };
		CHECK(release(&k, &c, p, now).decision >= is);
		d = c;
		d.level++;
		CHECK(release(&l, &d, p, now).decision >= is);
		d = c;
		d.compartments = (struct names){ compartments, 3 };
		CHECK(release(&l, &d, p, now).decision >= is);
		d = c;
		d.n_grants = 0;
		CHECK(release(&l, &d, p, now).decision <= is);
		/* Where roles have an order: whoever is nobody < guest < operator < regulator of the same organization; nobody sees what a desk officer who
		 * holds the same does not. */
		enum decision steps[] = { RELEASE_DENY, RELEASE_DENY, RELEASE_DENY, RELEASE_DENY, RELEASE_DENY };
		static const enum role up[] = { ROLE_NONE, ROLE_GUEST, ROLE_OPERATOR, ROLE_REGULATOR, ROLE_DESK };
		for (unsigned s = 0; s < 5; s++) {
			d = c;
			d.role = up[s];
			steps[s] = release(&l, &d, p, now).decision;
			CHECK(!s || steps[s] >= steps[s - 1]);
		}
		CHECK(steps[4] >= is);
		d.role = ROLE_APPROVER;
		CHECK(release(&l, &d, p, now).decision == steps[4]);
		arena_end(&a);
	}
	CHECK(allowed > PAIRS / 10 && redacted > PAIRS / 100); /* not by refusing everything */
}

TEST(release_does_not_depend_on_the_order_of_sets)
{
	struct rng r = rng_make(12);
	for (int i = 0; i < PAIRS; i++) {
		struct arena a = {};
		struct labels l = some_labels(&r, &a), k = l;
		struct clearance c = some_clearance(&r, &a), d = c;
		k.sectors = turned(&a, &l.sectors);
		k.compartments = turned(&a, &l.compartments);
		k.audience = turned(&a, &l.audience);
		d.sectors = turned(&a, &c.sectors);
		d.compartments = turned(&a, &c.compartments);
		struct grant *g = arena_array(&a, struct grant, c.n_grants + 1);
		for (size_t n = 0; n < c.n_grants; n++)
			g[n] = c.grants[c.n_grants - 1 - n];
		d.grants = g;
		for (enum purpose p = PURPOSE_READ; p <= PURPOSE_TRACE; p++)
			CHECK(same(release(&l, &c, p, 5), release(&k, &d, p, 5)));
		arena_end(&a);
	}
}

TEST(no_role_passes_by_and_no_marking_is_red)
{
	struct rng r = rng_make(13);
	for (int i = 0; i < PAIRS; i++) {
		struct arena a = {};
		struct labels l = some_labels(&r, &a), red = l;
		struct clearance c = some_clearance(&r, &a);
		struct release is = release(&l, &c, PURPOSE_READ, 5);
		bool admin = c.role == ROLE_ADMIN || c.role == ROLE_AUDITOR || c.role == ROLE_GUEST;
		CHECK(!admin || is.decision == RELEASE_DENY || l.tlp == TLP_CLEAR);
		CHECK(c.role != ROLE_NONE || is.decision == RELEASE_DENY);
		CHECK(is.decision == RELEASE_DENY || l.level <= c.level);
		for (size_t n = 0; n < l.compartments.n; n++)
			CHECK(is.decision == RELEASE_DENY || names_hold(&c.compartments, l.compartments.at[n]));
		l.tlp = TLP_UNKNOWN;
		red.tlp = TLP_RED;
		CHECK(same(release(&l, &c, PURPOSE_READ, 5), release(&red, &c, PURPOSE_READ, 5)));
		/* AMBER+STRICT and RED of others: only by name. */
		bool own = l.owner.len && str_eq(l.owner, c.organization), desk = c.role == ROLE_DESK || c.role == ROLE_APPROVER;
		CHECK(release(&red, &c, PURPOSE_READ, 5).decision == RELEASE_DENY || own || desk ||
		        names_hold(&l.audience, c.organization));
		arena_end(&a);
	}
}

TEST(bounds_in_time)
{
	struct labels l = { .tlp = TLP_GREEN, .owner = S("north"), .from_us = 10, .until_us = 20 };
	struct clearance south = { .role = ROLE_OPERATOR, .organization = S("south") },
	                 north = { .role = ROLE_OPERATOR, .organization = S("north") };
	CHECK(release(&l, &south, PURPOSE_READ, 9).reason == BECAUSE_NOT_YET);
	CHECK(release(&l, &south, PURPOSE_READ, 10).decision == RELEASE_ALLOW);
	CHECK(release(&l, &south, PURPOSE_READ, 19).decision == RELEASE_ALLOW);
	CHECK(release(&l, &south, PURPOSE_READ, 20).reason == BECAUSE_EXPIRED);
	CHECK(release(&l, &north, PURPOSE_READ, 99).decision == RELEASE_ALLOW);
	/* The decision is the same everywhere between the bounds it names. */
	struct rng r = rng_make(14);
	for (int i = 0; i < PAIRS / 10; i++) {
		struct arena a = {};
		struct labels k = some_labels(&r, &a);
		struct clearance c = some_clearance(&r, &a);
		int64_t now = 1 + below(&r, 12), since = INT64_MIN, due = INT64_MAX;
		release_bounds(&k, c.grants, c.n_grants, now, &since, &due);
		CHECK(since <= now && now < due);
		for (int64_t t = since < 1 ? 1 : since; t < (due > 15 ? 15 : due); t++)
			CHECK(same(release(&k, &c, PURPOSE_READ, t), release(&k, &c, PURPOSE_READ, now)));
		arena_end(&a);
	}
}

TEST(names_are_sets)
{
	struct arena a = {};
	struct names n = names_parse(&a, S(" b,a  b,c "));
	CHECK(n.n == 3);
	CHECK_STR(names_text(&a, &n), S("a b c"));
	CHECK(names_parse(&a, S(" , ")).n == 0);
	arena_end(&a);
}

/* ---- rows ---- */
static void make_desk(struct cx *cx)
{
	cx->now_us = 1;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

/* The machine acts: it may give what nobody holds. */
static void as_machine(struct cx *cx)
{
	struct viewer *v = arena_new(&cx->a, struct viewer);
	*v = (struct viewer){ .person = S("desk"), .rights = RIGHT_MACHINE, .clearance.role = ROLE_DESK };
	cx->viewer = v;
}

DESK_TEST(rows_agree_with_the_decision)
{
	enum { CLASSES = 150, PROFILES = 40 };
	struct cx *cx = &d->cx;
	struct rng r = rng_make(15);
	struct labels labels[CLASSES];
	struct clearance people[PROFILES];
	int64_t classes[CLASSES], key;
	unsigned wrong = 0, allowed = 0;
	make_desk(cx);
	as_machine(cx);
	for (unsigned i = 0; i < 6; i++) {
		struct clearance some_one = some_clearance(&r, &cx->a);
		for (size_t n = 0; n < some_one.n_grants; n++) {
			struct grant g = some_one.grants[n];
			g.until_us = g.until_us && g.until_us <= (g.from_us ? g.from_us : cx->now_us) ? 0 : g.until_us;
			CHECK(release_grant_add(cx, organizations[1 + i % 3], &g, &key));
		}
	}
	for (unsigned i = 0; i < PROFILES; i++) {
		people[i] = some_clearance(&r, &cx->a);
		people[i].n_grants = 0;
	}
	unsigned made = 0;
	struct viewer viewer = {}; /* outlives each turn: cx keeps it */
	for (cx->now_us = 0; cx->now_us < 13; cx->now_us++) { /* classes come while time passes */
		cx->now_us += !cx->now_us;
		AUTO(db_tx) tx = desk_begin(cx);
		for (; made < CLASSES * (unsigned)cx->now_us / 12 && made < CLASSES; made++) {
			labels[made] = some_labels(&r, &cx->a);
			classes[made] = release_class(cx, &labels[made]);
		}
		CHECK(db_commit(&tx));
		for (unsigned p = 0; p < PROFILES; p++) {
			struct clearance c = people[p];
			CHECK(release_holds(cx, S("nobody"), &c));
			int64_t due = 0, profile = release_profile(cx, &c, &due);
			CHECK(profile && due > cx->now_us);
			viewer = (struct viewer){ .profile = profile, .clearance = c };
			cx->viewer = &viewer;
			struct map read = release_classes(cx), path = release_path_classes(cx);
			for (unsigned k = 0; k < made; k++) {
				bool is = release(&labels[k], &c, PURPOSE_READ, cx->now_us).decision == RELEASE_ALLOW;
				allowed += is;
				wrong += is != (map_find_int(&read, classes[k]) != NULL);
				wrong += (release(&labels[k], &c, PURPOSE_PATH, cx->now_us).decision == RELEASE_ALLOW) !=
				         (map_find_int(&path, classes[k]) != NULL);
			}
		}
	}
	CHECK(ok(cx));
	CHECK(!wrong);
	CHECK(allowed > 1000);
	/* The clock is set back: what had ended is decided anew, as of then. */
	cx->now_us = 3;
	for (unsigned p = 0; p < PROFILES; p++) {
		struct clearance c = people[p];
		release_holds(cx, S("nobody"), &c);
		int64_t profile = release_profile(cx, &c, NULL);
		for (unsigned k = 0; k < made; k++)
			wrong += (store_clearance(cx, profile, classes[k]) == RELEASE_ALLOW) !=
			         (release(&labels[k], &c, PURPOSE_READ, 3).decision == RELEASE_ALLOW);
	}
	CHECK(!wrong);
	CHECK(store_clearance(cx, 0, classes[0]) == RELEASE_DENY);
}

DESK_TEST(what_is_taken_back_is_gone_in_the_same_transaction)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	as_machine(cx);
	int64_t class_key, key = 0, bounded;
	struct labels l = { .tlp = TLP_AMBER, .owner = S("north") };
	{
		AUTO(db_tx) tx = desk_begin(cx);
		class_key = release_class(cx, &l);
		CHECK(db_commit(&tx));
	}
	struct clearance south = { .role = ROLE_OPERATOR, .organization = S("south") };
	int64_t profile = release_profile(cx, &south, NULL);
	CHECK(store_clearance(cx, profile, class_key) == RELEASE_DENY);
	struct grant g = { .kind = GRANT_OWNER, .subject = S("north"), .agreement = S("MoU 1") };
	CHECK(release_grant_add(cx, S("south"), &g, &key));
	release_holds(cx, S("nobody"), &south);
	CHECK(release_profile(cx, &south, NULL) == profile);
	CHECK(store_clearance(cx, profile, class_key) == RELEASE_ALLOW);
	CHECK(release_grant_end(cx, key));
	CHECK(store_clearance(cx, profile, class_key) == RELEASE_DENY); /* before anybody has looked */
	/* south still holds what it was found with: the row is made from what stands. */
	CHECK(south.n_grants == 1 && release_profile(cx, &south, NULL) == profile);
	CHECK(store_clearance(cx, profile, class_key) == RELEASE_DENY);
	g.until_us = 100;
	CHECK(release_grant_add(cx, S("south"), &g, &bounded));
	int64_t due = 0;
	release_holds(cx, S("nobody"), &south);
	release_profile(cx, &south, &due);
	CHECK(due == 100 && store_clearance(cx, profile, class_key) == RELEASE_ALLOW);
	cx->now_us = 100;
	release_profile(cx, &south, &due);
	CHECK(due == INT64_MAX && store_clearance(cx, profile, class_key) == RELEASE_DENY);
	/* --at does not move it. */
	cx->clock_us = 100;
	cx->now_us = 50;
	release_profile(cx, &south, NULL);
	CHECK(store_clearance(cx, profile, class_key) == RELEASE_DENY);
	CHECK(!release_grant_end(cx, key) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
}

DESK_TEST(nobody_gives_what_they_do_not_hold_nor_to_themselves)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	as_machine(cx);
	struct person anna = { .id = S("anna"), .name = S("Anna"), .role = ROLE_DESK },
	              ben = { .id = S("ben"), .name = S("Ben"), .role = ROLE_DESK };
	CHECK(who_create(cx, &anna, S("")) && who_create(cx, &ben, S("")) && release_level_set(cx, 1, S("restricted")) &&
	        release_level_set(cx, 2, S("secret")));
	struct clearance c = { .level = 1, .compartments = { compartments, 1 } };
	CHECK(release_hold(cx, S("anna"), &c));
	CHECK(who_act_as(cx, S("anna")));
	CHECK(cx->viewer->clearance.level == 1 && names_hold(&cx->viewer->clearance.compartments, S("grid")));
	CHECK(release_hold(cx, S("ben"), &c));
	CHECK(!release_hold(cx, S("anna"), &c) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	c.level = 2;
	CHECK(!release_hold(cx, S("ben"), &c) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	c = (struct clearance){ .compartments = { compartments, 2 } };
	CHECK(!release_hold(cx, S("ben"), &c) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	int64_t rank;
	CHECK(release_level_parse(cx, S("Secret"), &rank) && rank == 2);
	CHECK(!release_level_parse(cx, S("cosmic"), &rank));
	err_clear(&cx->err);
}

DESK_TEST(a_desk_of_an_older_release_keeps_its_classes)
{
	struct cx *cx = &d->cx;
	static struct db_step before[64];
	static const struct db_schema older = { "core", before };
	static const struct db_schema *const olders[] = { &older, NULL };
	unsigned n = 0;
	while (core_schema.steps[n].number && !str_ends(str_c(core_schema.steps[n].name), S("-release"))) {
		before[n] = core_schema.steps[n];
		n++;
	}
	CHECK(core_schema.steps[n].number); /* there is such a step */
	cx->now_us = 1;
	CHECK(db_migrate(cx, olders));
	{
		AUTO(db_tx) tx = db_begin(cx);
		desk_create(cx, S("Old"), S("XA"));
		db_exec(cx, "INSERT INTO release_class (key, tlp, owner) VALUES (1, 'CLEAR', 'north'), (2, '', 'north')");
		db_exec(cx, "INSERT INTO counter (name, next) VALUES ('release_class', 3), ('clearance_profile', 2)");
		db_exec(cx, "INSERT INTO clearance_profile (key, role, organization) VALUES (1, 'operator', 'north')");
		db_exec(cx, "INSERT INTO clearance (profile, class, decision) VALUES (1, 1, 2), (1, 2, 2)");
		CHECK(db_commit(&tx));
	}
	CHECK(db_migrate(cx, schemas));
	struct clearance north = { .role = ROLE_OPERATOR, .organization = S("north") },
	                 south = { .role = ROLE_OPERATOR, .organization = S("south") };
	int64_t own = release_profile(cx, &north, NULL), other = release_profile(cx, &south, NULL);
	CHECK(own && other && own != other);
	CHECK(store_clearance(cx, own, 1) == RELEASE_ALLOW && store_clearance(cx, own, 2) == RELEASE_ALLOW);
	CHECK(store_clearance(cx, other, 1) == RELEASE_ALLOW && store_clearance(cx, other, 2) == RELEASE_DENY);
	AUTO(db_tx) tx = desk_begin(cx);
	CHECK(release_class(cx, &(struct labels){ .tlp = TLP_CLEAR, .owner = S("north") }) == 1); /* the same labels, the same class */
	CHECK(release_class(cx, &(struct labels){ .tlp = TLP_RED, .owner = S("north") }) == 3);
	CHECK(ok(cx));
}

/* What a page shows is counted by class, and only where somebody counts. */
DESK_TEST(what_is_shown_is_counted)
{
	struct cx *cx = &d->cx;
	struct map shown = map_make(&cx->a);
	release_shown(cx, 7); /* nobody counts */
	CHECK(release_shown_text(&cx->a, &shown).len == 0);
	cx->shown = &shown;
	for (int64_t i = 0; i < 40; i++)
		release_shown(cx, 200 - i);
	release_shown(cx, 170);
	release_shown(cx, 0);
	cx->shown = NULL;
	release_shown(cx, 170);
	struct str text = release_shown_text(&cx->a, &shown);
	CHECK(str_starts(text, S("{\"161\":1,\"162\":1,")) && str_ends(text, S(",\"199\":1,\"200\":1}")) &&
	        str_find(text, S("\"170\":2")) > 0);
	CHECK(shown.n == 40);
}
