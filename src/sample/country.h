/* SPDX-License-Identifier: Apache-2.0
 *
 * The country in memory, and what each file of the room adds to it, in the order of the calls in sample.c. Stays inside the room.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/cx.h"
#include "base/rng.h"
#include "base/vec.h"
#include "sample/types.h"

enum { REGIONS = 9, TOWNS = 72, RELEASES = 10, NO_RELEASE = -1 };

/* Coordinates are whole 1/10,000 degrees, so that every machine writes the same text. */
struct point {
	int32_t lon, lat;
};

struct town {
	const char *name;
	unsigned region;
	struct point at;
	unsigned people_k; /* inhabitants in thousands */
	bool coastal;
	struct str slug;
	uint32_t first_place, n_places;
};

/* A quarter of a town, or the country around it. */
struct place {
	uint32_t town;
	struct str name, slug;
	struct point at;
	uint32_t people;
};

struct organization {
	struct str id, name;
	enum org_type type;
	uint32_t town; /* seat */
	const char *country, *language;
	uint32_t parent; /* index + 1; 0 = none */
	uint32_t ordinal; /* among those of its type */
	uint8_t preferred[CLASSES]; /* its usual product of a class, index + 1; 0 = none chosen yet */
};

struct contact {
	struct str id, name, address;
	uint32_t organization;
	const char *role, *channel, *hours;
	unsigned order;
	uint32_t carried_by; /* node + 1; 0 = not said */
};

/* An asset or a service: nodes[0 .. n_assets-1] are assets, the others services. */
struct node {
	struct str id, name;
	enum node_type type;
	uint32_t organization, place;
	struct point at;
	uint32_t users;
};

struct member {
	uint32_t supplier, weight;
};

struct group {
	uint32_t dependent;
	const char *name, *kind;
	uint32_t first, n; /* in country.members */
	uint64_t need[4]; /* by level, [0] unused */
	uint32_t buffer_min;
	uint8_t retained;
	bool grounded, complete;
};

/* Who says so: the columns that every file has. */
struct pedigree {
	const char *tlp, *source, *confidence;
	int64_t confirmed_us; /* TIME_NONE = never */
};

struct version {
	uint16_t part[3];
};

struct product {
	const struct product_row *row;
	struct version releases[RELEASES]; /* ascending */
	struct str slug, vendor_slug;
};

struct component {
	struct str id, vendor, product, version, cpe, purl, model, serial;
	const char *exposure;
	uint32_t asset;
	uint16_t what; /* index into products: the truth behind the texts */
	int16_t release; /* the true release, or NO_RELEASE when the keeper does not know it */
};

VEC_TYPE(index_vec, uint32_t);
/* Organizations of one type; those of the nation are in all only. */
struct org_lists {
	struct index_vec all, region[REGIONS], town[TOWNS];
};

struct country {
	struct arena *arena;
	uint64_t seed;
	unsigned scale;
	int64_t base_us;
	struct town towns[TOWNS];
	VEC(struct place) places; /* those abroad come last */
	uint32_t places_at_home;
	VEC(struct organization) organizations;
	struct org_lists *by_type;
	VEC(struct contact) contacts;
	VEC(struct node) nodes;
	size_t n_assets;
	VEC(struct member) members;
	VEC(struct group) groups; /* ordered by dependent */
	struct product *products;
	size_t n_products;
	VEC(struct component) components; /* ordered by asset */
	size_t operators;
};

/* A stream of random numbers of its own for each purpose, so that one part can change without moving the others. */
struct rng country_rng(const struct country *c, const char *purpose);
/* True with a chance of percent in a hundred. */
bool chance(struct rng *r, unsigned percent);

/* ---- sample.c ---- */
/* The whole country but its advisories, in the arena. base_us as for sample_write. */
struct country *country_make(struct arena *a, uint64_t seed, unsigned scale, int64_t base_us);

/* ---- country.c: towns, quarters, the coast ---- */
/* Fills towns and places. */
void country_settle(struct country *c);
/* A point of land in the region of the town, up to radius (1/10,000 degree) from it. */
struct point country_land_near(const struct town *t, struct rng *r, int32_t radius);
/* GeoJSON of land, regions, rivers, seas and towns. */
void country_geojson(const struct country *c, struct buf *b);
extern const char *const region_names[REGIONS];

/* ---- names.c ---- */
/* Lower-case ASCII of name with '-' for what is no letter or digit. */
struct str slug(struct arena *a, struct str name);
/* Expands @T town, @R region, @B brand, @S saint in pattern. */
struct str name_expand(struct arena *a, const char *pattern, const struct town *town, const char *brand, const char *saint);
extern const char *const brand_words[], *const saint_words[];
extern const unsigned n_brand_words, n_saint_words;

/* ---- operators.c ---- */
/* Makes operators, authorities, vendors and foreign organizations. */
void country_organize(struct country *c);
/* The organization of a type that serves a town: one with its seat there, else in the region, else any; salt chooses among several. */
uint32_t organization_for(const struct country *c, enum org_type type, uint32_t town, uint64_t salt);

/* True when an organization of the type has its seat in the town. */
bool organization_sits_in(const struct country *c, enum org_type type, uint32_t town);

/* ---- contacts.c ---- */
/* Gives every organization its contacts in order; needs the assets. */
void country_introduce(struct country *c);

/* ---- assets.c ---- */
/* Makes all nodes: assets, then services. */
void country_build(struct country *c);

/* ---- dependencies.c ---- */
/* Makes groups and members by the recipes. */
void country_connect(struct country *c);

/* ---- components.c, catalogue.c ---- */
/* Makes the products with their releases. */
void country_invent_products(struct country *c);
/* Installs components in the assets, truth and text. */
void country_install(struct country *c);
/* The release's version as its vendor writes it. */
struct str version_text(struct arena *a, const struct product *p, struct version v);
/* CPE 2.3 name and purl of a product; version empty: of all its versions. The product must have part, or purl. */
struct str product_cpe(struct arena *a, const struct product *p, struct str version);
struct str product_purl(struct arena *a, const struct product *p, struct str version);
