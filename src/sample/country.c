/* SPDX-License-Identifier: Apache-2.0
 *
 * Where things are: towns, their quarters, points on land, and the map as GeoJSON. Geography does not depend on the seed, only the scatter of
 * sites does.
 */
#include "base/json.h"
#include "sample/country.h"
#include "sample/coast.h"
#include <assert.h>

/* clang-format off */
static const char *const quarters[] = {
	"Old Town", "North", "South", "Station", "Market", "Mill", "Bridge", "West", "East", "Hill", "Park", "Orchard", "Foundry", "Meadow", "Minster",
	"Granary", "Heath", "Brickfield", "Garden", "University", "Quarry", "Ropewalk", "Fairground", "Tannery", "Observatory", "Abbey", "Barracks",
};
static const char *const coastal_quarters[] = { "Harbour", "Quay", "Lighthouse", "Saltpans" };
/* clang-format on */
enum { QUARTERS = sizeof quarters / sizeof *quarters, COASTAL = sizeof coastal_quarters / sizeof *coastal_quarters };

struct rng country_rng(const struct country *c, const char *purpose)
{
	return rng_make(c->seed * 0x9e3779b97f4a7c15u ^ str_hash(str_c(purpose), 1));
}

bool chance(struct rng *r, unsigned percent)
{
	return rng_below(r, 100) < percent;
}

static struct point outline_point(const struct outline *o, unsigned i)
{
	return (struct point){ COAST_LON + o->pairs[2 * i], COAST_LAT + o->pairs[2 * i + 1] };
}

/* Even-odd rule. */
static bool outline_holds(const struct outline *o, struct point p)
{
	bool in = false;
	for (unsigned i = 0, j = o->n - 1; i < o->n; j = i++) {
		struct point a = outline_point(o, i), b = outline_point(o, j);
		if ((a.lat > p.lat) == (b.lat > p.lat))
			continue;
		int64_t cross = (int64_t)(b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon;
		in ^= p.lon < cross;
	}
	return in;
}

static const struct outline *land_of(const struct town *t)
{
	if (t->region < COAST_REGIONS)
		return &regions[t->region];
	for (unsigned i = 0; i < COAST_ISLANDS; i++)
		if (outline_holds(&islands[i], t->at))
			return &islands[i];
	return &islands[0];
}

struct point country_land_near(const struct town *t, struct rng *r, int32_t radius)
{
	const struct outline *land = land_of(t);
	for (unsigned tries = 0; tries < 40; tries++) {
		int32_t reach = tries < 20 ? radius : radius / 3;
		int64_t dx = (int64_t)rng_below(r, (uint64_t)reach * 2 + 1) - reach,
		        dy = (int64_t)rng_below(r, (uint64_t)reach * 2 + 1) - reach;
		struct point p = { t->at.lon + (int32_t)(dx * 14 / 10), t->at.lat + (int32_t)dy };
		if (dx * dx + dy * dy <= (int64_t)reach * reach && outline_holds(land, p))
			return p;
	}
	return t->at;
}

static unsigned quarters_of(const struct town *t)
{
	unsigned n = 4;
	while (n < QUARTERS + COASTAL && (n - 3) * (n - 3) < t->people_k)
		n++;
	return n;
}

static void place_add(struct country *c, uint32_t town, struct str name, struct point at, uint32_t people)
{
	struct place *p = vec_push(c->arena, &c->places);
	*p = (struct place){ town, name, slug(c->arena, name), at, people };
}

static void town_settle(struct country *c, uint32_t i, struct rng *r)
{
	struct town *t = &c->towns[i];
	unsigned n = quarters_of(t), coastal = t->coastal ? COASTAL : 0;
	int32_t radius = 120;
	while (radius * radius / 100 < (int32_t)t->people_k * 1000 && radius < 1000)
		radius += 20;
	t->first_place = (uint32_t)c->places.n;
	t->n_places = n;
	uint32_t left = t->people_k * 1000;
	for (unsigned q = 0; q < n; q++) {
		struct str name = str_c(t->name);
		if (q > 0)
			name = arena_printf(c->arena, "%s %s", t->name, q <= coastal ? coastal_quarters[q - 1] : quarters[q - 1 - coastal]);
		uint32_t share = left / (n - q), people = q + 1 == n ? left : share / 2 + (uint32_t)rng_below(r, share + 1);
		left -= people;
		place_add(c, i, name, q ? country_land_near(t, r, radius) : t->at, people);
	}
}

void country_settle(struct country *c)
{
	static_assert((int)COAST_TOWNS == (int)TOWNS, "towns of coast.h");
	struct rng r = country_rng(c, "places");
	for (uint32_t i = 0; i < TOWNS; i++) {
		const struct town_row *row = &town_rows[i];
		c->towns[i] = (struct town){ row->name, row->region, { COAST_LON + row->lon, COAST_LAT + row->lat }, row->people_k,
			row->coastal, slug(c->arena, str_c(row->name)), 0, 0 };
		town_settle(c, i, &r);
	}
	c->places_at_home = (uint32_t)c->places.n;
}

/* ---- the map ---- */
static void geo_degrees(struct buf *b, int32_t e4)
{
	buf_printf(b, "%s%d.%04d", e4 < 0 ? "-" : "", (e4 < 0 ? -e4 : e4) / 10000, (e4 < 0 ? -e4 : e4) % 10000);
}

static void geo_point(struct buf *b, struct point p)
{
	buf_char(b, '[');
	geo_degrees(b, p.lon);
	buf_char(b, ',');
	geo_degrees(b, p.lat);
	buf_char(b, ']');
}

/* GeoJSON wants outer rings counter-clockwise (RFC 7946, 3.1.6); a ring is closed by its first point. */
static void geo_ring(struct buf *b, const struct outline *o, bool closed)
{
	int64_t area = 0;
	for (unsigned i = 0, j = o->n - 1; i < o->n; j = i++) {
		struct point p = outline_point(o, j), q = outline_point(o, i);
		area += (int64_t)(p.lon - COAST_LON) * (q.lat - COAST_LAT) - (int64_t)(q.lon - COAST_LON) * (p.lat - COAST_LAT);
	}
	bool turn = closed && area < 0;
	buf_char(b, '[');
	for (unsigned i = 0; i < o->n + closed; i++) {
		unsigned k = i % o->n;
		if (i)
			buf_char(b, ',');
		geo_point(b, outline_point(o, turn ? o->n - 1 - k : k));
	}
	buf_char(b, ']');
}

static void geo_begin(struct buf *b, const char *kind, const char *name, const char *geometry)
{
	if (b->ptr[b->len - 1] != '[')
		buf_put(b, S(",\n"));
	buf_printf(b,
	        "{\"type\":\"Feature\",\"properties\":{\"kind\":\"%s\",\"name\":\"%s\"},\"geometry\":{\"type\":\"%s\",\"coordinates\":",
	        kind, name, geometry);
}

static void geo_shape(struct buf *b, const char *kind, const struct outline *o)
{
	geo_begin(b, kind, o->name, "Polygon");
	buf_char(b, '[');
	geo_ring(b, o, true);
	buf_put(b, S("]}}"));
}

void country_geojson(const struct country *c, struct buf *b)
{
	buf_put(b, S("{\"type\":\"FeatureCollection\",\"name\":\"Republic of Ismerra\",\"features\":["));
	geo_shape(b, "land", &mainland);
	for (unsigned i = 0; i < COAST_ISLANDS; i++)
		geo_shape(b, "island", &islands[i]);
	for (unsigned i = 0; i < COAST_REGIONS; i++)
		geo_shape(b, "region", &regions[i]);
	geo_begin(b, "region", region_names[REGIONS - 1], "MultiPolygon");
	buf_char(b, '[');
	for (unsigned i = 0; i < COAST_ISLANDS; i++) {
		buf_put(b, i ? S(",[") : S("["));
		geo_ring(b, &islands[i], true);
		buf_char(b, ']');
	}
	buf_put(b, S("]}}"));
	for (unsigned i = 0; i < COAST_RIVERS; i++) {
		geo_begin(b, "river", rivers[i].name, "LineString");
		geo_ring(b, &rivers[i], false);
		buf_put(b, S("}}"));
	}
	for (unsigned i = 0; i < COAST_SEAS; i++) {
		geo_begin(b, "sea", seas[i].name, "Point");
		geo_point(b, (struct point){ COAST_LON + seas[i].lon, COAST_LAT + seas[i].lat });
		buf_put(b, S("}}"));
	}
	for (unsigned i = 0; i < TOWNS; i++) {
		geo_begin(b, i ? "town" : "capital", c->towns[i].name, "Point");
		geo_point(b, c->towns[i].at);
		buf_put(b, S("}}"));
	}
	buf_put(b, S("\n]}\n"));
}
