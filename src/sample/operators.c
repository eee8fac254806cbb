/* SPDX-License-Identifier: Apache-2.0
 *
 * The organizations: operators by the table of types.c, authorities, vendors, and those abroad. Must never reuse a name or an id.
 */
#include "base/map.h"
#include "sample/country.h"
#include <string.h>

/* clang-format off */
static const struct other {
	enum org_type type;
	const char *id, *name, *country, *language, *parent;
} others[] = {
	{ O_MINISTRY, "ministry-interior", "Ministry of the Interior", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-energy", "Ministry of Energy and Water", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-transport", "Ministry of Transport", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-health", "Ministry of Health", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-finance", "Ministry of Finance", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-digital", "Ministry of Digital Affairs", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-agriculture", "Ministry of Agriculture and Food", "XA", "en", NULL },
	{ O_MINISTRY, "ministry-foreign", "Ministry of Foreign Affairs", "XA", "fr", NULL },
	{ O_REGULATOR, "regulator-energy", "Energy Regulator of Ismerra", "XA", "en", "ministry-energy" },
	{ O_REGULATOR, "regulator-water", "Water Quality Inspectorate", "XA", "en", "ministry-energy" },
	{ O_REGULATOR, "regulator-telecom", "Communications Authority of Ismerra", "XA", "en", "ministry-digital" },
	{ O_REGULATOR, "regulator-finance", "Financial Supervision Office", "XA", "en", "ministry-finance" },
	{ O_REGULATOR, "regulator-health", "Health Inspectorate", "XA", "en", "ministry-health" },
	{ O_REGULATOR, "regulator-aviation", "Civil Aviation Office", "XA", "en", "ministry-transport" },
	{ O_REGULATOR, "regulator-rail", "Railway Safety Office", "XA", "en", "ministry-transport" },
	{ O_REGULATOR, "regulator-maritime", "Maritime Office", "XA", "en", "ministry-transport" },
	{ O_REGULATOR, "regulator-food", "Food Safety Office", "XA", "en", "ministry-agriculture" },
	{ O_REGULATOR, "regulator-data", "Data Protection Commissioner", "XA", "en", NULL },
	{ O_AGENCY, "coordinator", "National Coordinator for Critical Infrastructure", "XA", "en", "ministry-interior" },
	{ O_AGENCY, "civil-protection", "Civil Protection Agency", "XA", "en", "ministry-interior" },
	{ O_AGENCY, "weather-service", "Weather and Hydrology Service", "XA", "en", "ministry-energy" },
	{ O_AGENCY, "police-cyber", "Police, Cybercrime Branch", "XA", "en", "ministry-interior" },
	{ O_CSIRT, "cert-ismerra", "CERT Ismerra", "XA", "en", "coordinator" },
	{ O_ACADEMIA, "university-ostavel", "University of Ostavel, Institute of Secure Systems", "XA", "en", NULL },
	{ O_ACADEMIA, "polytechnic-marrinde", "Polytechnic of Marrinde, Power Engineering", "XA", "en", NULL },
	{ O_ACADEMIA, "institute-water", "Carrovenn Institute of Water Research", "XA", "es", NULL },
	{ O_CIVIL, "consumers-ismerra", "Consumers' Union of Ismerra", "XA", "en", NULL },
	{ O_CIVIL, "radio-amateurs", "Radio Amateurs' Relief Network", "XA", "en", NULL },
	{ O_CIVIL, "hospital-association", "Association of Ismerran Hospitals", "XA", "en", NULL },
	{ O_INTERNATIONAL, "mid-ocean-forum", "Mid-Ocean Forum of Incident Response Teams", "XZ", "fr", NULL },
	{ O_INTERNATIONAL, "halsea-commission", "Halsëa Straits Commission", "XZ", "en", NULL },
	{ O_FOREIGN_GRID, "dalvane-grid", "Dalvane Grid Company", "XB", "fr", NULL },
	{ O_FOREIGN_GRID, "torrhem-net", "Torrhem Transmission", "XC", "ru", NULL },
	{ O_FOREIGN_GAS, "dalvane-gas", "Dalvane Gas Export", "XB", "fr", NULL },
	{ O_FOREIGN_CABLE, "lorrisk-cable", "Lorrisk Ocean Cable", "XD", "es", NULL },
	{ O_FOREIGN_CABLE, "dalvane-telecom", "Dalvane Telecommunications", "XB", "fr", NULL },
	{ O_FOREIGN_CLOUD, "torrhem-cloud", "Torrhem Compute", "XC", "ru", NULL },
	{ O_FOREIGN_CLOUD, "lorrisk-cloud", "Lorrisk Hyperscale", "XD", "es", NULL },
	{ O_FOREIGN_CARD, "quessar-cards", "Quessar Card Scheme", "XE", "ar", NULL },
};
/* clang-format on */
enum { OTHERS = sizeof others / sizeof *others };

struct naming {
	struct country *c;
	struct map ids; /* ids in use */
	unsigned brands, saints; /* taken so far */
};

/* A town by rank of its inhabitants, largest first. */
static uint32_t town_ranked(const struct country *c, unsigned rank)
{
	uint32_t order[TOWNS];
	for (uint32_t i = 0; i < TOWNS; i++) {
		uint32_t k = i;
		for (; k > 0 && c->towns[order[k - 1]].people_k < c->towns[i].people_k; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	return order[rank % TOWNS];
}

static uint32_t town_in_region(const struct country *c, unsigned region, uint64_t salt)
{
	for (uint32_t i = 0, first = (uint32_t)(salt % TOWNS); i < TOWNS; i++)
		if (c->towns[(first + i) % TOWNS].region == region)
			return (first + i) % TOWNS;
	return 0;
}

static bool needs_coast(enum org_type type)
{
	return type == O_PORT || type == O_CABLE;
}

/* The seat of the ordinal-th organization of a type. */
static uint32_t seat_of(const struct country *c, enum org_type type, unsigned ordinal, struct rng *r)
{
	const struct org_row *row = &org_rows[type];
	if (row->reach == REACH_REGION)
		return town_in_region(c, ordinal % REGIONS, ordinal < REGIONS ? ordinal % REGIONS * 8 : rng_below(r, TOWNS));
	if (row->reach == REACH_NATION)
		return chance(r, 45) ? 0 : (uint32_t)rng_below(r, TOWNS);
	for (unsigned rank = ordinal;; rank++) {
		uint32_t town = town_ranked(c, rank);
		if (!needs_coast(type) || c->towns[town].coastal)
			return town;
	}
}

/* An id not used before: the name's slug, else with a number. */
static struct str fresh_id(struct naming *n, struct str name, struct str *told)
{
	for (unsigned k = 1;; k++) {
		static const char *const numerals[] = { "", "", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX" };
		*told = k < 2    ? name
		        : k < 10 ? arena_printf(n->c->arena, "%.*s%s", STR(name), numerals[k])
		                 : arena_printf(n->c->arena, "%.*s %u", STR(name), k);
		struct str id = slug(n->c->arena, *told);
		bool made;
		map_at(&n->ids, id, &made);
		if (made)
			return id;
	}
}

static void operator_add(struct naming *n, enum org_type type, unsigned ordinal, struct rng *r)
{
	struct country *c = n->c;
	const struct org_row *row = &org_rows[type];
	unsigned patterns = 0;
	while (patterns < 4 && row->names[patterns])
		patterns++;
	struct organization o = { .type = type, .town = seat_of(c, type, ordinal, r), .country = "XA", .ordinal = ordinal };
	o.language = chance(r, 88) ? "en" : chance(r, 50) ? "es" : "fr";
	const char *pattern = row->single && patterns > ordinal ? row->names[ordinal] : row->names[rng_below(r, patterns)];
	const char *brand = brand_words[n->brands % n_brand_words];
	const char *saint = "";
	if (strstr(pattern, "@B"))
		n->brands++;
	if (strstr(pattern, "@S"))
		saint = saint_words[n->saints++ % n_saint_words];
	struct str name = name_expand(c->arena, pattern, &c->towns[o.town], brand, saint);
	o.id = fresh_id(n, name, &o.name);
	*vec_push(c->arena, &c->organizations) = o;
}

static void others_add(struct naming *n)
{
	struct country *c = n->c;
	for (unsigned i = 0; i < OTHERS; i++) {
		const struct other *o = &others[i];
		struct organization org = {
			.id = str_c(o->id), .name = str_c(o->name), .type = o->type, .country = o->country, .language = o->language
		};
		for (size_t k = 0; k < c->organizations.n && o->parent; k++)
			if (str_eq(c->organizations.at[k].id, str_c(o->parent)))
				org.parent = (uint32_t)k + 1;
		for (unsigned k = 0; k < i; k++)
			org.ordinal += others[k].type == o->type;
		map_at(&n->ids, org.id, NULL);
		*vec_push(c->arena, &c->organizations) = org;
	}
	for (unsigned i = 0; i < VENDORS; i++) {
		const struct vendor_row *v = &vendor_rows[i];
		struct str name = arena_printf(c->arena, "%s %s", v->name, v->legal);
		struct organization org = { .name = name, .type = O_VENDOR, .country = v->country, .language = v->language, .ordinal = i };
		struct str vendor_id = arena_printf(c->arena, "vendor %s", v->name), told;
		org.id = fresh_id(n, vendor_id, &told);
		*vec_push(c->arena, &c->organizations) = org;
	}
}

static void country_index_organizations(struct country *c)
{
	c->by_type = arena_array(c->arena, struct org_lists, ORG_TYPES);
	for (uint32_t i = 0; i < c->organizations.n; i++) {
		const struct organization *o = &c->organizations.at[i];
		struct org_lists *l = &c->by_type[o->type];
		*vec_push(c->arena, &l->all) = i;
		if (org_rows[o->type].reach == REACH_NATION)
			continue;
		*vec_push(c->arena, &l->town[o->town]) = i;
		*vec_push(c->arena, &l->region[c->towns[o->town].region]) = i;
	}
}

void country_organize(struct country *c)
{
	struct rng r = country_rng(c, "organizations");
	struct naming n = { .c = c, .ids = map_make(c->arena) };
	/* brands begin at another word for each seed, so that two samples do not look alike */
	n.brands = (unsigned)rng_below(&r, n_brand_words);
	size_t wanted = 0;
	for (enum org_type t = 0; t < O_OPERATOR_TYPES; t++)
		wanted += org_rows[t].count;
	wanted *= c->scale;
	others_add(&n);
	size_t authorities = c->organizations.n;
	unsigned made[O_OPERATOR_TYPES] = { 0 };
	for (enum org_type t = 0; t < O_OPERATOR_TYPES; t++)
		for (unsigned i = 0; i < org_rows[t].count * (org_rows[t].single ? 1 : c->scale); i++)
			operator_add(&n, t, made[t]++, &r);
	/* what the single ones leave over at larger scales goes to town halls */
	while (c->organizations.n - authorities < wanted)
		operator_add(&n, O_GOVERNMENT, made[O_GOVERNMENT]++, &r);
	c->operators = c->organizations.n - authorities;
	country_index_organizations(c);
}

uint32_t organization_for(const struct country *c, enum org_type type, uint32_t town, uint64_t salt)
{
	const struct org_lists *l = &c->by_type[type];
	const struct index_vec *near = &l->town[town];
	if (!near->n)
		near = &l->region[c->towns[town].region];
	if (!near->n)
		near = &l->all;
	return near->at[salt % near->n];
}

bool organization_sits_in(const struct country *c, enum org_type type, uint32_t town)
{
	return c->by_type[type].town[town].n > 0;
}
