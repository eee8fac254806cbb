/* SPDX-License-Identifier: Apache-2.0
 *
 * Redaction: recipes are read or refused; bands and cells are coarse for every value; and whatever the recipe, no byte of what it takes away is in
 * what comes out.
 */
#include "base/rng.h"
#include "base/test.h"
#include "core/redact.h"
#include <math.h>
#include <stdlib.h>

static struct redact_recipe recipe(struct arena *a, const char *text)
{
	struct redact_recipe r;
	struct str why = {};
	CHECK(redact_parse(a, str_c(text), &r, &why));
	return r;
}

TEST(recipes_are_read_or_refused)
{
	struct arena a = {};
	struct str why = {};
	struct redact_recipe r;
	CHECK(recipe(&a, "").n == 0 && recipe(&a, " none ").n == 0);
	r = recipe(&a, "sector name; drop id, address; grid lat, lon; bands users");
	CHECK(r.n == 4 && r.steps[0].kind == REDACT_SECTOR && r.steps[1].n == 2 && str_eq(r.steps[1].fields[1], S("address")) && r.steps[2].n == 2);
	static const char *const bad[] = { "hide name", "drop", "drop ", "grid lat", "grid lat, lon, alt", "drop Name", "drop a;;drop b", "drop a,", "none; drop a" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		why = (struct str){};
		CHECK(!redact_parse(&a, str_c(bad[i]), &r, &why) && why.len);
	}
	arena_end(&a);
}

TEST(bands_hold_the_count_and_never_tell_less_than_five)
{
	struct arena a = {};
	static const struct {
		int64_t count;
		const char *band;
	} rows[] = { { -3, "<5" }, { 0, "<5" }, { 4, "<5" }, { 5, "5-9" }, { 9, "5-9" }, { 10, "10-49" }, { 49, "10-49" }, { 50, "50-99" }, { 812345, "500000-999999" } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK(str_eq(redact_band(&a, rows[i].count), str_c(rows[i].band)));
	for (int64_t n = 5; n < INT64_MAX / 7; n = n * 7 / 3) {
		struct str high = redact_band(&a, n), low = str_cut(&high, '-');
		int64_t from, to;
		CHECK(str_int(low, &from) && str_int(high, &to) && from <= n && n <= to && to - from >= 4);
	}
	CHECK(str_ends(redact_band(&a, INT64_MAX), S("+")));
	arena_end(&a);
}

TEST(points_fall_into_cells_of_ten_kilometres)
{
	struct rng rng = rng_make(7);
	for (int i = 0; i < 20000; i++) {
		double lat = (double)rng_below(&rng, 180001) / 1000 - 90, lon = (double)rng_below(&rng, 360001) / 1000 - 180, la, lo, la2, lo2;
		redact_point(lat, lon, &la, &lo);
		redact_point(la, lo, &la2, &lo2);
		CHECK(fabs(la - la2) < 1e-9 && fabs(lo - lo2) < 1e-9); /* the middle of a cell is its own middle */
		CHECK(fabs(la - lat) <= 0.0451 && la > -90 && la < 90 && lo > -180 && lo < 180);
		double wide_km = fabs(lo - lon) * 111.32 * cos(la * M_PI / 180);
		CHECK(wide_km < 20); /* near the poles a row has few cells; elsewhere they are ten kilometres wide */
	}
	double a1, o1, a2, o2;
	redact_point(59.9139, 10.7522, &a1, &o1);
	redact_point(59.9140, 10.7523, &a2, &o2);
	CHECK(a1 == a2 && o1 == o2 && fabs(a1 - 59.9139) < 0.06);
}

/* A text that cannot come about by chance, numbers included. */
static struct str secret(struct arena *a, struct rng *rng, unsigned field)
{
	unsigned long long n = 100000 + rng_below(rng, 899999);
	return field == 2 ? arena_printf(a, "%.6f", (double)n / 1e4 - 45.123456) : field == 4 ? arena_printf(a, "%llu", n * 1000003) : arena_printf(a, "SECRET%llu\"é,", n);
}

TEST(nothing_that_a_recipe_takes_away_comes_out)
{
	static const char *const all[] = { "id", "name", "lat", "lon", "users", "address", "kind" };
	static const char *const words[] = { "sector", "drop", "grid", "bands" };
	enum { N = sizeof all / sizeof *all };
	struct rng rng = rng_make(11);
	for (int round = 0; round < 3000; round++) {
		struct arena a = {};
		struct buf text = buf_make(&a, 1000), json = buf_make(&a, 10000), out = buf_make(&a, 10000);
		bool taken[N] = {};
		for (unsigned s = 0, steps = 1 + (unsigned)rng_below(&rng, 4); s < steps; s++) {
			unsigned k = (unsigned)rng_below(&rng, 4);
			buf_printf(&text, "%s%s ", s ? "; " : "", words[k]);
			for (unsigned i = 0, n = k == 2 ? 2 : 1 + (unsigned)rng_below(&rng, 3); i < n; i++) {
				unsigned f = (unsigned)rng_below(&rng, N);
				taken[f] = true;
				buf_printf(&text, "%s%s", i ? ", " : "", all[f]);
			}
		}
		struct redact_recipe r;
		struct str why = {}, names[N], cells[N], was[N];
		CHECK(redact_parse(&a, buf_str(&text), &r, &why));
		struct json_out o = json_out(&json);
		jo_object(&o);
		for (unsigned i = 0; i < N; i++) {
			names[i] = str_c(all[i]);
			was[i] = cells[i] = secret(&a, &rng, i);
			jo_kstr(&o, all[i], cells[i]);
		}
		jo_object_end(&o);
		redact_cells(&a, &r, names, cells, N, S("energy"));
		struct err err = {};
		const struct json *row = json_parse(&a, buf_str(&json), (struct json_limits){}, &err);
		CHECK(row);
		struct json_out w = json_out(&out);
		redact_json(&a, &r, row, S("energy"), &w);
		const struct json *back = json_parse(&a, buf_str(&out), (struct json_limits){}, &err);
		CHECK(back);
		for (unsigned i = 0; i < N; i++) {
			for (unsigned k = 0; k < N; k++)
				CHECK(!taken[i] || str_find(cells[k], was[i]) < 0);
			CHECK(!taken[i] || !str_eq(json_get_str(back, all[i]), was[i]));
			CHECK(!taken[i] || str_find(buf_str(&out), str_slice(was[i], 0, 12)) < 0);
			CHECK(taken[i] || (str_eq(cells[i], was[i]) && str_eq(json_get_str(back, all[i]), was[i])));
		}
		arena_end(&a);
	}
}
