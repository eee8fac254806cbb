/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes the country step by step and writes it. The order of the steps is the whole design: places, organizations, nodes, dependencies,
 * products, contacts, advisories, and last the answer. Must never read a clock or the desk.
 */
#include "base/time.h"
#include "sample/expected.h"
#include "sample/sample.h"
#include "sample/write.h"
#include "sys/file.h"

struct country *country_make(struct arena *a, uint64_t seed, unsigned scale, int64_t base_us)
{
	struct country *c = arena_new(a, struct country);
	c->arena = a;
	c->seed = seed;
	c->scale = scale;
	c->base_us = base_us;
	if (base_us == TIME_NONE)
		time_parse(S("2026-08-01"), &c->base_us);
	country_settle(c);
	country_organize(c);
	country_build(c);
	country_connect(c);
	country_invent_products(c);
	country_install(c);
	country_introduce(c);
	return c;
}

static bool advisories_write(struct cx *cx, const struct country *c, const struct advisory *all, struct str folder)
{
	for (unsigned i = 0; i < SAMPLE_ADVISORIES; i++) {
		struct sink out = sink_open(cx, arena_printf(&cx->a, "%.*s/%.*s", STR(folder), STR(advisory_file(&cx->a, &all[i]))));
		advisory_write(c, &all[i], &out.buf);
		if (!sink_close(&out))
			return false;
	}
	return true;
}

static bool answer_write(struct cx *cx, const struct country *c, const struct advisory *all, struct str dir, struct sample_counts *counts)
{
	struct sink labels = sink_open(cx, arena_printf(&cx->a, "%.*s/labels.csv", STR(dir)));
	struct sink affected = sink_open(cx, arena_printf(&cx->a, "%.*s/expected-affected.jsonl", STR(dir)));
	struct sink single = sink_open(cx, arena_printf(&cx->a, "%.*s/expected-by-advisory.jsonl", STR(dir)));
	struct expectation e = { .labels = &labels.buf, .affected = &affected.buf, .by_advisory = &single.buf };
	expected_write(c, all, &e);
	counts->findings = e.findings;
	counts->undecidable = e.undecidable;
	bool good = sink_close(&labels);
	good &= sink_close(&affected);
	good &= sink_close(&single);
	return good;
}

bool sample_write(struct cx *cx, struct str dir, uint64_t seed, unsigned scale, int64_t base_us, struct sample_counts *counts)
{
	struct sample_counts unused;
	counts = counts ? counts : &unused;
	if (scale < 1 || scale > SAMPLE_SCALE_MAX)
		return fail(cx, E_INVALID, "the scale must be a whole number from 1 to %d", SAMPLE_SCALE_MAX);
	struct str folder = arena_printf(&cx->a, "%.*s/register", STR(dir)), advisories = arena_printf(&cx->a, "%.*s/advisories", STR(dir));
	if (!file_make_folder(folder.ptr, &cx->err) || !file_make_folder(advisories.ptr, &cx->err))
		return false;
	const struct country *c = country_make(&cx->a, seed, scale, base_us);
	const struct advisory *all = advisories_plan(c);
	*counts = (struct sample_counts){ .organizations = c->organizations.n,
		.operators = c->operators,
		.contacts = c->contacts.n,
		.services = c->nodes.n - c->n_assets,
		.assets = c->n_assets,
		.components = c->components.n,
		.dependencies = c->members.n,
		.advisories = SAMPLE_ADVISORIES };
	struct sink map = sink_open(cx, arena_printf(&cx->a, "%.*s/coast.geojson", STR(folder)));
	country_geojson(c, &map.buf);
	return sink_close(&map) && register_write(cx, c, folder) && advisories_write(cx, c, all, advisories) &&
	       answer_write(cx, c, all, dir, counts);
}
