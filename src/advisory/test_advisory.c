/* SPDX-License-Identifier: Apache-2.0
 *
 * The advisory room on both engines: what becomes of a document, which revision is current, and that findings are the same in whatever order
 * registers are imported and documents are read.
 */
#include "advisory/alias.h"
#include "advisory/test_country.h"
#include "base/cache.h"
#include "registry/registry.h"

/* ---- reading ---- */
struct reading { /* what the session told of the last documents */
	struct cx *other; /* a second handle on the desk; may be NULL */
	size_t n, stop_at;
	bool early; /* told before a second handle could see it */
	enum advisory_state state[256];
	char version[16], supersedes[16], reason[256];
};

static int64_t count_of(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	db_next(&rows, TO(&n));
	return n;
}

static bool told(void *arg, const struct advisory_reading *r)
{
	struct reading *t = arg;
	t->state[t->n++ % 256] = r->state;
	snprintf(t->version, sizeof t->version, "%.*s", STR(r->version));
	snprintf(t->supersedes, sizeof t->supersedes, "%.*s", STR(r->supersedes));
	snprintf(t->reason, sizeof t->reason, "%.*s", STR(r->reason));
	if (t->other && count_of(t->other, "SELECT count(*) FROM advisory_revision") < (int64_t)t->n)
		t->early = true;
	return t->n != t->stop_at;
}

static bool read_one(struct cx *cx, struct reading *t, struct str bytes)
{
	struct advisory_session *s = advisory_begin(cx, told, t);
	advisory_read_bytes(s, S("document.json"), bytes);
	return advisory_end(s);
}

static bool read_advisory(struct cx *cx, struct reading *t, const struct country_advisory *d)
{
	return read_one(cx, t, country_document(&cx->a, d)) && country_settle(cx);
}

DESK_TEST(documents_are_told_in_order_after_their_commit)
{
	struct cx *cx = &d->cx, other = other_begin(d);
	country_desk(cx);
	struct reading t = { .other = &other };
	struct advisory_session *s = advisory_begin(cx, told, &t);
	for (unsigned i = 0; i < 200; i++) { /* more than three batches */
		struct country_advisory one = { .conforms = i % 7 != 0, .id = i, .revision = 1, .day = 1, .serial = i, .n = 1 };
		advisory_read_bytes(s, S("x.json"), country_document(&cx->a, &one));
	}
	CHECK(advisory_end(s));
	CHECK(t.n == 200 && !t.early);
	for (unsigned i = 0; i < 200; i++)
		CHECK(t.state[i] == (i % 7 ? ADVISORY_ACCEPTED : ADVISORY_QUARANTINED));
	CHECK(advisories_count(cx) == 200);

	struct reading stopped = { .stop_at = 3 };
	s = advisory_begin(cx, told, &stopped);
	for (unsigned i = 300; i < 450; i++) {
		struct country_advisory one = { .conforms = true, .id = i, .revision = 1, .day = 1, .serial = i, .n = 1 };
		advisory_read_bytes(s, S("x.json"), country_document(&cx->a, &one));
	}
	CHECK(advisory_end(s));
	CHECK(stopped.n == 3);
	CHECK(advisories_count(cx) < 350);
	other_end(&other);
}

DESK_TEST(what_is_no_advisory_is_kept_apart)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	struct reading t = {};
	CHECK(read_one(
	        cx, &t, S("{\"feed\":{\"id\":\"x\",\"title\":\"x\",\"updated\":\"2026-01-01T00:00:00Z\",\"link\":[],\"entry\":[]}}")));
	CHECK(t.state[0] == ADVISORY_SKIPPED && strstr(t.reason, "feed"));
	CHECK(read_one(cx, &t, S("{\"document\":")));
	CHECK(t.state[1] == ADVISORY_QUARANTINED && t.reason[0]);
	CHECK(read_one(cx, &t, S("{\"document\":")));
	CHECK(t.state[2] == ADVISORY_QUARANTINED && t.reason[0]); /* told again, kept once */
	struct quarantined_vec kept = {};
	CHECK(advisory_quarantined(cx, &kept) && kept.n == 1);
	CHECK(advisories_count(cx) == 0);
	CHECK(read_one(cx, &t, S("")));
	CHECK(t.state[3] == ADVISORY_QUARANTINED);
}

/* What one session tells of documents, a line each. */
struct lines {
	struct buf b;
	size_t n;
};

static bool told_line(void *arg, const struct advisory_reading *r)
{
	struct lines *l = arg;
	buf_printf(&l->b, "%.*s %s %.*s %.*s %.*s %zu %zu %zu %zu %zu: %.*s\n", STR(r->name), advisory_state_names[r->state], STR(r->publisher), STR(r->tracking),
		STR(r->version), r->products, r->vulnerabilities, r->faults, r->findings, r->affected, STR(r->reason));
	l->n++;
	return true;
}

/* The same four documents in one session: one that conforms, one that does not and hits, one without any sense, one without bytes. */
static struct str read_four(struct cx *cx, unsigned times)
{
	struct country_advisory good = { .conforms = true, .id = 1, .revision = 1, .day = 1, .n = 1 }, fault = { .id = 2, .revision = 1, .day = 1, .serial = 1, .n = 1 };
	good.statement[0].version = fault.statement[0].version = 2;
	good.statement[0].status = fault.statement[0].status = CSAF_KNOWN_AFFECTED;
	struct lines l = { .b = buf_make(&cx->a, 1 << 20) };
	struct advisory_session *s = advisory_begin(cx, told_line, &l);
	for (unsigned i = 0; i < times; i++) {
		advisory_read_bytes(s, S("good.json"), country_document(&cx->a, &good));
		advisory_unreadable(s, S("locked.json"), S("in the archive a.zip: is encrypted"));
		advisory_read_bytes(s, S("fault.json"), country_document(&cx->a, &fault));
		advisory_read_bytes(s, S("cut.json"), S("{\"document\":"));
	}
	CHECK(advisory_end(s) && l.n == 4 * times);
	return buf_str(&l.b);
}

DESK_TEST(what_stands_in_quarantine_is_told_as_often_as_it_comes)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	struct country c = { .assets = 1, .nodes = 1, .organizations = 1, .components = 1 };
	c.component[0].version = 1;
	CHECK(country_import(cx, &c) && country_settle(cx));
	/* Twice in one batch, where the rows of the first are not written yet; then in a session of its own. */
	struct str twice = read_four(cx, 2), first = twice;
	for (unsigned i = 0; i < 4; i++)
		str_cut(&twice, '\n');
	first.len -= twice.len;
	CHECK(str_starts(first, S("good.json accepted ")) && str_starts(twice, S("good.json unchanged ")));
	struct str good = str_cut(&first, '\n'), again = str_cut(&twice, '\n');
	CHECK(str_find(good, S(" 1 1: ")) > 0 && str_find(again, S(" 1 1: ")) > 0);
	CHECK_STR(twice, first);
	CHECK(str_find(first, S("fault.json quarantined ")) > 0 && str_find(first, S(" 1 1: does not conform")) > 0);
	CHECK(str_starts(first, S("locked.json quarantined    0 0 0 0 0: in the archive a.zip: is encrypted\n")));
	int64_t leaves = count_of(cx, "SELECT count(*) FROM ledger_leaf");
	struct str later = read_four(cx, 1);
	str_cut(&later, '\n');
	CHECK_STR(later, first);
	struct quarantined_vec kept = {};
	CHECK(advisory_quarantined(cx, &kept) && kept.n == 2);
	CHECK(count_of(cx, "SELECT count(*) FROM advisory_revision") == 2 && count_of(cx, "SELECT count(*) FROM ledger_leaf") == leaves);

	/* Once something newer has taken its place it is history. */
	struct reading t = {};
	struct country_advisory mended = { .conforms = true, .id = 2, .revision = 1, .day = 1, .serial = 2, .n = 1 };
	CHECK(read_advisory(cx, &t, &mended) && t.state[0] == ADVISORY_ACCEPTED);
	CHECK(str_find(read_four(cx, 1), S("fault.json unchanged")) > 0);
}

/* One line a document of D0, as they come: what it is, and the version that is current afterwards. */
DESK_TEST(which_revision_is_current)
{
	static const struct {
		unsigned revision, day;
		bool conforms;
		enum advisory_state state;
		const char *supersedes, *current;
	} steps[] = {
		{ 3, 3, false, ADVISORY_QUARANTINED, "", "3" }, /* the first one stands, whatever it is */
		{ 2, 2, false, ADVISORY_QUARANTINED, "", "3" }, /* an older one does not replace it */
		{ 4, 4, false, ADVISORY_QUARANTINED, "3", "4" }, /* a newer one does */
		{ 1, 1, true, ADVISORY_ACCEPTED, "4", "1" }, /* one that conforms replaces one that does not, however old */
		{ 9, 9, false, ADVISORY_QUARANTINED, "", "1" }, /* never the reverse */
		{ 2, 5, true, ADVISORY_ACCEPTED, "1", "2" },
		{ 1, 8, true, ADVISORY_OLDER, "", "2" }, /* the version counts before the date */
		{ 2, 4, true, ADVISORY_OLDER, "", "2" }, /* of one version the later release */
		{ 2, 6, true, ADVISORY_ACCEPTED, "2", "2" },
		{ 2, 6, true, ADVISORY_ACCEPTED, "2", "2" }, /* of one release the later reading */
		{ 10, 1, true, ADVISORY_ACCEPTED, "2", "10" }, /* numbers, not texts */
		{ 9, 20, true, ADVISORY_OLDER, "", "10" },
	};
	struct cx *cx = &d->cx;
	country_desk(cx);
	unsigned n = sizeof steps / sizeof *steps;
	for (unsigned together = 0; together < 2; together++) { /* each in a session of its own, then all in one batch */
		struct reading t = {};
		struct advisory_session *s = together ? advisory_begin(cx, told, &t) : NULL;
		for (unsigned i = 0; i < n; i++) {
			struct country_advisory one = { .conforms = steps[i].conforms,
				.id = together,
				.revision = steps[i].revision,
				.day = steps[i].day,
				.serial = i,
				.n = 1 };
			struct str document = country_document(&cx->a, &one);
			struct advisory_head head;
			if (together) {
				advisory_read_bytes(s, S("x.json"), document);
				continue;
			}
			CHECK(read_one(cx, &t, document));
			CHECK_STR(str_c(t.supersedes), str_c(steps[i].supersedes));
			CHECK(advisory_find(cx, S("D0"), &head));
			CHECK_STR(head.version, str_c(steps[i].current));
			CHECK(str_eq(head.state, S("quarantined")) == (i < 3));
		}
		CHECK(!s || advisory_end(s));
		for (unsigned i = 0; i < n; i++)
			CHECK(t.state[i] == steps[i].state);
	}
	struct advisory_head head;
	CHECK(advisory_find(cx, S("https://norlogic.example|D1"), &head));
	CHECK_STR(head.version, S("10"));
	CHECK(count_of(cx, "SELECT count(*) FROM advisory_revision") == 2 * n);
	CHECK(count_of(cx, "SELECT count(*) FROM finding WHERE revision NOT IN (SELECT current FROM advisory)") == 0);
	CHECK(count_of(cx, "SELECT count(*) FROM product_key WHERE revision NOT IN (SELECT current FROM advisory)") == 0);
	CHECK(!advisory_find(cx, S("D2"), &head) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
}

/* ---- findings in any order ---- */
enum { READ_MAX = 24 };
struct walk {
	struct rng rng;
	struct country country;
	struct country_advisory read[READ_MAX]; /* every document, whether it is current or not */
	unsigned n;
};

/* A document whose place among the revisions of its advisory does not hang on the order of reading. */
static struct country_advisory fresh_advisory(struct walk *w)
{
	for (;;) {
		struct country_advisory d = country_advisory_make(&w->rng);
		bool twice = false;
		for (unsigned i = 0; i < w->n; i++)
			twice |= w->read[i].id == d.id && w->read[i].revision == d.revision && w->read[i].day == d.day;
		d.serial = w->n;
		if (!twice)
			return d;
	}
}

static void same_lines(struct str got, struct str wanted, const char *what)
{
	if (str_eq(got, wanted))
		return;
	CHECK_STR(got, wanted);
	while (got.len || wanted.len) {
		struct str x = str_cut(&got, '\n'), y = str_cut(&wanted, '\n');
		if (!str_eq(x, y)) {
			printf("# %s:\n#  got    %.*s\n#  wanted %.*s\n", what, STR(x), STR(y));
			return;
		}
	}
}

/* What is stored, by itself: findings_each judges again and could hide a stale row. */
static struct str stored(struct cx *cx)
{
	struct buf b = buf_make(&cx->a, 1 << 24);
	for (unsigned keys = 0; keys < 2; keys++) {
		int64_t a, p, c, e, verdict, confidence;
		AUTO(db_rows)
		rows = keys ? db_query(cx, "SELECT revision, key, 0, 0, 0, 0 FROM product_key ORDER BY revision, key")
		            : db_query(cx,
		                      "SELECT revision, installed, product, asset, verdict, confidence FROM finding ORDER BY 1, 2, 3, 4");
		while (db_next(&rows, TO(&a), TO(&p), TO(&c), TO(&e), TO(&verdict), TO(&confidence)))
			buf_printf(&b, "%lld %lld %lld %lld %lld %lld\n", (long long)a, (long long)p, (long long)c, (long long)e,
			        (long long)verdict, (long long)confidence);
	}
	return buf_str(&b);
}

static void same_when_rebuilt(struct cx *cx)
{
	struct str before = country_findings(cx), rows = stored(cx);
	CHECK(advisory_rematch(cx, true));
	same_lines(stored(cx), rows, "rows, incremental against rebuilt");
	same_lines(country_findings(cx), before, "findings, incremental against rebuilt");
}

/* Counts of the list of advisories are those of the findings. */
static void same_counts(struct cx *cx)
{
	struct advisory_head_vec heads = {};
	CHECK(advisories(cx, true, 0, 0, &heads));
	struct str all = country_findings(cx);
	vec_each (h, &heads) {
		int64_t strongest[COUNTRY_COMPONENTS] = {}, affected = 0, possible = 0; /* 2 affected, 1 possible */
		for (struct str rest = all; rest.len;) {
			struct str line = str_cut(&rest, '\n'), word[6];
			for (unsigned i = 0; i < 6; i++)
				word[i] = str_cut(&line, ' ');
			int64_t component;
			CHECK(str_int(str_slice(word[1], 1, word[1].len), &component));
			int64_t now = str_eq(word[5], S("affected"))
			                      ? 2
			                      : str_eq(word[5], S("undecidable")) || str_eq(word[5], S("under_investigation"));
			if (str_eq(word[0], h->tracking) && now > strongest[component])
				strongest[component] = now;
		}
		for (unsigned i = 0; i < COUNTRY_COMPONENTS; i++) {
			affected += strongest[i] == 2 && str_eq(h->state, S("accepted"));
			possible += strongest[i] == 1 || (strongest[i] == 2 && !str_eq(h->state, S("accepted")));
		}
		CHECK(h->affected == affected);
		CHECK(h->possible == possible);
	}
}

/* The same country and documents on an empty desk, read in another order, the register coming somewhere between them. */
static struct str from_scratch(struct walk *w, struct arena *into)
{
	struct cx cx = {};
	arena_init(&cx.a, 0);
	CHECK(db_open(&cx, S(":memory:"), true));
	country_desk(&cx);
	unsigned order[READ_MAX], at = (unsigned)rng_below(&w->rng, w->n + 1);
	for (unsigned i = 0; i < w->n; i++) {
		unsigned k = (unsigned)rng_below(&w->rng, i + 1);
		order[i] = order[k];
		order[k] = i;
	}
	struct reading t = {};
	for (unsigned i = 0; i <= w->n; i++) {
		if (i == at)
			CHECK(country_import(&cx, &w->country) && country_settle(&cx));
		if (i < w->n)
			CHECK(read_advisory(&cx, &t, &w->read[order[i]]));
	}
	struct str lines = arena_str(into, country_findings(&cx));
	CHECK(ok(&cx));
	if (!ok(&cx))
		printf("# %s\n", cx.err.text);
	db_close(&cx);
	arena_end(&cx.a);
	return lines;
}

static void walk(struct cx *cx, uint64_t seed, unsigned steps)
{
	struct walk w = { .rng = rng_make(seed) };
	struct reading t = {};
	for (unsigned step = 0; step < steps && w.n < READ_MAX && ok(cx); step++) {
		if (step == 0 || rng_below(&w.rng, 3) == 0) {
			w.country = country_make(&w.rng);
			CHECK(country_import(cx, &w.country) && country_settle(cx));
		} else {
			w.read[w.n] = fresh_advisory(&w);
			CHECK(read_advisory(cx, &t, &w.read[w.n++]));
		}
		if (step % 4 == 3)
			same_when_rebuilt(cx);
	}
	same_when_rebuilt(cx);
	same_counts(cx);
	same_lines(country_findings(cx), from_scratch(&w, &cx->a), "findings of the walk against a desk made at once");
}

DESK_TEST(incremental_findings_are_those_of_a_rebuild)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	walk(cx, 11, 16);
}

TEST(incremental_findings_are_those_of_a_rebuild_on_many_desks)
{
	static struct cache *running[24]; /* a cache is its process' own until that ends */
	for (unsigned i = 0; i < 24; i++) {
		struct cx cx = {};
		arena_init(&cx.a, 0);
		CHECK(db_open(&cx, S(":memory:"), true));
		country_desk(&cx);
		cx.cache = running[i] = i % 2 ? cache_make() : NULL; /* as in a running desk, where the matcher is kept */
		walk(&cx, 100 + i, 6 + i % 10);
		CHECK(ok(&cx));
		if (!ok(&cx))
			printf("# walk %u: %s\n", i, cx.err.text);
		cache_let_go(&cx);
		db_close(&cx);
		arena_end(&cx.a);
	}
}

/* Two alike, as two pumps of one make in one station: one installed product, standing twice on one asset. */
DESK_TEST(a_relationship_of_things_that_stand_twice_on_one_asset)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	struct country c = { .assets = 1, .nodes = 1, .organizations = 1, .components = 3 };
	for (unsigned i = 0; i < c.components; i++) {
		c.component[i].product = i / 2; /* Alder twice, Birch */
		c.component[i].version = 1;
	}
	struct country_advisory one = { .conforms = true, .related = true, .revision = 1, .day = 1, .n = 2 };
	for (unsigned i = 0; i < one.n; i++) {
		one.statement[i].product = i; /* Alder installed on Birch */
		one.statement[i].version = 2;
		one.statement[i].status = CSAF_KNOWN_AFFECTED;
	}
	struct reading t = {};
	CHECK(country_import(cx, &c) && country_settle(cx) && read_advisory(cx, &t, &one));
	struct str lines = country_findings(cx);
	CHECK(str_find(lines, S("D0 c0 asset-0 R CVE-2026-1000 affected")) >= 0);
	CHECK(str_find(lines, S("D0 c1 asset-0 R CVE-2026-1000 affected")) >= 0);
	if (ok(cx))
		same_when_rebuilt(cx);
}

/* A running desk remembers where things stand, until one of them is moved. */
TEST(a_relationship_of_things_that_are_moved)
{
	static struct cache *volatile running; /* kept to the end of the process, as a server keeps its own */
	struct cx cx = { .cache = running = cache_make() };
	CHECK(db_open(&cx, S(":memory:"), true));
	country_desk(&cx);
	struct country c = { .assets = 2, .nodes = 2, .organizations = 1, .components = 2 };
	c.component[0].version = c.component[1].version = 1;
	c.component[1].product = 1; /* Alder and Birch, on one asset */
	struct country_advisory one = { .conforms = true, .related = true, .revision = 1, .day = 1, .n = 2 };
	for (unsigned i = 0; i < one.n; i++) {
		one.statement[i].product = i; /* Alder installed on Birch */
		one.statement[i].version = 2;
		one.statement[i].status = CSAF_KNOWN_AFFECTED;
	}
	struct reading t = {};
	for (unsigned i = 0; i < 5; i++, one.id++) {
		c.component[i % 2].asset = i / 2 % 2; /* together, apart, together … */
		CHECK(country_import(&cx, &c) && country_settle(&cx) && read_advisory(&cx, &t, &one));
		same_when_rebuilt(&cx);
		bool together = c.component[0].asset == c.component[1].asset;
		CHECK((str_find(country_findings(&cx), arena_printf(&cx.a, "D%u c0 asset-%u R ", i, c.component[0].asset)) >= 0) == together);
	}
	CHECK(ok(&cx));
	cache_let_go(&cx);
	db_close(&cx);
	arena_end(&cx.a);
}

/* ---- aliases ---- */
DESK_TEST(an_alias_is_followed_by_a_new_matching)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	struct country c = { .assets = 1, .nodes = 1, .organizations = 1, .components = 1 };
	c.component[0].version = 2;
	struct country_advisory one = { .conforms = true, .revision = 1, .day = 1, .n = 1 };
	one.statement[0].product = 1; /* another product */
	one.statement[0].version = 3;
	one.statement[0].status = CSAF_KNOWN_AFFECTED;
	struct reading t = {};
	CHECK(country_import(cx, &c) && country_settle(cx) && read_advisory(cx, &t, &one));
	CHECK(country_findings(cx).len == 0);
	CHECK(alias_put(
	              cx, &(struct alias){ .kind = S("product"), .vendor = S("Norlogic"), .alias = S("Birch"), .canonical = S("Alder") }) &&
	        country_settle(cx));
	CHECK(str_find(country_findings(cx), S("D0 c0 asset-0 P0 CVE-2026-1000 affected")) == 0);
	same_when_rebuilt(cx);
	struct alias_vec all = {};
	CHECK(aliases_list(cx, &all) && all.n == 1);
	CHECK(alias_remove(cx, all.at[0].key) && country_settle(cx));
	CHECK(country_findings(cx).len == 0);
	CHECK(!alias_put(cx, &(struct alias){ .kind = S("product"), .vendor = S("Norlogic"), .alias = S(""), .canonical = S("Alder") }) &&
	        cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	CHECK(!alias_remove(cx, 424242) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
}

/* ---- asking for a part ---- */
struct part {
	size_t n;
	struct str organization, asset;
	bool right;
};
static bool in_part(void *arg, const struct finding *f)
{
	struct part *p = arg;
	p->n++;
	p->right &= (!p->organization.len || str_eq(p->organization, f->organization)) && (!p->asset.len || str_eq(p->asset, f->asset));
	return true;
}

DESK_TEST(parts_add_up_to_the_whole)
{
	struct cx *cx = &d->cx;
	country_desk(cx);
	struct rng rng = rng_make(5);
	struct country c = country_make(&rng);
	while (c.components < 8)
		c = country_make(&rng);
	struct reading t = {};
	CHECK(country_import(cx, &c) && country_settle(cx));
	for (unsigned i = 0; i < 12; i++) {
		struct country_advisory one = country_advisory_make(&rng);
		one.serial = i;
		CHECK(read_advisory(cx, &t, &one));
	}
	struct part whole = { .right = true };
	size_t assets = 0, organizations = 0, documents = 0;
	CHECK(findings_each(cx, S(""), S(""), in_part, &whole));
	CHECK(whole.n > 0);
	for (unsigned i = 0; i < c.assets; i++) {
		struct part p = { .asset = country_node(&cx->a, &c, i), .right = true };
		CHECK(findings_each(cx, S(""), p.asset, in_part, &p) && p.right);
		assets += p.n;
	}
	struct advisory_head_vec heads = {};
	CHECK(advisories(cx, false, 0, 0, &heads));
	vec_each (h, &heads) {
		struct part p = { .right = true };
		CHECK(findings_each(cx, h->tracking, S(""), in_part, &p));
		documents += p.n;
		for (unsigned o = 0; o < c.organizations; o++) {
			struct part of = { .organization = arena_printf(&cx->a, "org-%u", o), .right = true };
			CHECK(findings_of_organization(cx, h, of.organization, in_part, &of) && of.right);
			organizations += of.n;
		}
	}
	CHECK(assets == whole.n);
	CHECK(organizations == whole.n);
	CHECK(documents == whole.n);
}
