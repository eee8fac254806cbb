/* SPDX-License-Identifier: Apache-2.0
 *
 * Matching speed: bench_match [INVENTORY CSAF_FOLDER]. 100,000 components against all products of the folder (without arguments: against 15,000 made-up
 * ones), CPU seconds of each step, and the same names by comparing every component with every product (on a sample, scaled). Then CPE comparisons a
 * second beside libopenscap's where that library is installed.
 */
#include "advisory/match.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/vec.h"
#include <dlfcn.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COMPONENTS = 100000, MADE_PRODUCTS = 15000, MADE_NAMES = 900, SAMPLE = 40, CPES = 1500 };

struct entry {
	struct csaf_product product;
	uint32_t document;
};
VEC_TYPE(entry_vec, struct entry);
VEC_TYPE(component_vec, struct match_component);
struct link {
	uint32_t name, next;
};
VEC_TYPE(link_vec, struct link);
VEC_TYPE(hit_vec, struct match_hit);

static struct arena arena;
static struct entry_vec products;
static struct component_vec names, components;
static uint32_t documents;

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct str slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(2);
	}
	fseek(f, 0, SEEK_END);
	size_t n = (size_t)ftell(f);
	rewind(f);
	char *p = arena_bytes(&arena, n + 1);
	n = fread(p, 1, n, f);
	fclose(f);
	return (struct str){ p, n };
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	struct err err = {};
	struct csaf_document doc;
	if (type != FTW_F || !str_ends(str_c(path), S(".json")))
		return 0;
	const struct json *root = json_parse(&arena, slurp(path), (struct json_limits){}, &err);
	if (!root || !json_get(root, "document") || !csaf_read(&arena, root, &doc, &err))
		return 0;
	for (size_t i = 0; i < doc.n_products; i++)
		*vec_push(&arena, &products) = (struct entry){ doc.products[i], documents };
	documents++;
	return 0;
}

static void read_names(const char *folder)
{
	char path[4096];
	struct csv csv;
	struct err err = {};
	snprintf(path, sizeof path, "%s/components.csv", folder);
	csv_init(&csv, &arena, S("components.csv"), slurp(path));
	csv_next(&csv, &err); /* id,asset,vendor,product,version */
	while (csv_next(&csv, &err))
		*vec_push(&arena, &names) =
		        (struct match_component){ .vendor = csv.cells[2], .product = csv.cells[3], .version = csv.cells[4] };
}

static struct str made_version(struct rng *r)
{
	return arena_printf(&arena, "%s%u.%u.%u", rng_below(r, 3) ? "" : "V", (unsigned)rng_below(r, 12), (unsigned)rng_below(r, 10),
	        (unsigned)rng_below(r, 10));
}

static void make_up(struct rng *r)
{
	static const char *const makers[] = { "Ostrava Signal AG", "Meridian Pumps", "Kestrel Controls Inc.", "Nordlicht Automation GmbH",
		"Tarn & Fell", "Halden Drives" };
	static const char *const lines[] = { "RELAYON", "PumpMaster", "Kestrel Gate", "FELLNET switch", "Halden Servo Drive",
		"MERIDIO HMI" };
	for (unsigned i = 0; i < MADE_PRODUCTS; i++) {
		unsigned k = (unsigned)rng_below(r, 6), m = (unsigned)rng_below(r, 4000);
		struct str version = arena_printf(&arena, "< V%u.%u", (unsigned)rng_below(r, 12), (unsigned)rng_below(r, 10));
		*vec_push(&arena, &products) = (struct entry){ { .vendor = str_c(makers[k]),
			                                               .product = arena_printf(&arena, "%s R%04u-%u", lines[k], m, m % 7),
			                                               .version = version,
			                                               .version_kind = CSAF_VERSION_RANGE },
			i / 8 };
	}
	documents = MADE_PRODUCTS / 8;
	for (unsigned i = 0; i < MADE_NAMES; i++) {
		const struct csaf_product *p = &products.at[rng_below(r, products.n)].product;
		*vec_push(&arena, &names) = (struct match_component){ .vendor = p->vendor, .product = p->product };
	}
}

static struct match_product *prepare_products(struct arena *a)
{
	struct match_product *out = arena_array(a, struct match_product, products.n);
	for (size_t i = 0; i < products.n; i++)
		out[i] = match_product_prepare(a, NULL, &products.at[i].product, (struct str){ "", 0 });
	return out;
}

struct desk { /* the components' side */
	struct arena a;
	struct map by_name, index;
	struct match_side *sides;
	struct hit_vec *hits; /* of each distinct name */
	uint32_t *side_of;
	struct version *versions;
	struct link_vec links;
	uint32_t n_sides;
	size_t n_keys;
};

static void index_side(struct desk *d)
{
	uint64_t keys[MATCH_KEYS_MAX];
	size_t k = match_keys(&d->sides[d->n_sides], keys);
	d->n_keys += k;
	while (k-- > 0) {
		uint64_t *head = map_at_int(&d->index, (int64_t)keys[k], NULL);
		*vec_push(&d->a, &d->links) = (struct link){ d->n_sides, (uint32_t)*head };
		*head = d->links.n;
	}
}

static void load(struct desk *d)
{
	d->by_name = map_make(&d->a);
	d->index = map_make(&d->a);
	d->sides = arena_array(&d->a, struct match_side, names.n + 1);
	d->side_of = arena_array(&d->a, uint32_t, components.n);
	d->versions = arena_array(&d->a, struct version, components.n);
	for (uint32_t i = 0; i < components.n; i++) {
		const struct match_component *c = &components.at[i];
		char text[1024];
		int n = snprintf(text, sizeof text, "%.*s\n%.*s", STR(c->vendor), STR(c->product));
		struct str key = { text, (size_t)n };
		uint64_t *at = map_find(&d->by_name, key);
		if (!at) {
			at = map_at(&d->by_name, arena_str(&d->a, key), NULL);
			*at = d->n_sides;
			d->sides[d->n_sides] = match_side_prepare(&d->a, NULL, c);
			index_side(d);
			d->n_sides++;
		}
		d->side_of[i] = (uint32_t)*at;
		match_version_prepare(&d->a, &d->sides[*at], c->version, &d->versions[i]);
	}
	d->hits = arena_array(&d->a, struct hit_vec, d->n_sides);
}

/* Each product looks its keys up; then the best names of each document are kept. */
static void match_names(struct desk *d, const struct match_product *prepared, size_t *compared, size_t *product_keys)
{
	uint32_t *seen = arena_array(&d->a, uint32_t, d->n_sides);
	uint64_t keys[MATCH_KEYS_MAX];
	for (uint32_t p = 0; p < products.n; p++) {
		size_t k = match_keys(&prepared[p].side, keys);
		*product_keys += k;
		for (size_t i = 0; i < k; i++) {
			uint64_t *head = map_find_int(&d->index, (int64_t)keys[i]);
			for (uint64_t l = head ? *head : 0; l; l = d->links.at[l - 1].next) {
				uint32_t s = d->links.at[l - 1].name;
				struct match_hit h = { .product = p };
				if (seen[s] == p + 1)
					continue;
				seen[s] = p + 1;
				++*compared;
				if (match_name(&d->sides[s], &prepared[p].side, &h))
					*vec_push(&d->a, &d->hits[s]) = h;
			}
		}
	}
	for (struct hit_vec *h = d->hits; h < d->hits + d->n_sides; h++) {
		size_t kept = 0;
		for (size_t i = 0, end; i < h->n; i = end) {
			for (end = i; end < h->n && products.at[h->at[end].product].document == products.at[h->at[i].product].document;
			        end++)
				;
			size_t n = match_select(h->at + i, end - i);
			memmove(h->at + kept, h->at + i, n * sizeof *h->at);
			kept += n;
		}
		h->n = kept;
	}
}

static void all_pairs(const struct desk *d, const struct match_product *prepared)
{
	size_t pairs = 0, matched = 0;
	double t = cpu();
	for (uint32_t s = 0; s < SAMPLE && s < d->n_sides; s++)
		for (uint32_t p = 0; p < products.n; p++) {
			struct match_hit h = {};
			matched += match_name(&d->sides[s], &prepared[p].side, &h);
			pairs++;
		}
	double each = (cpu() - t) / (double)pairs;
	printf("all pairs: %.0f ns a pair (%zu matched); %zu components by %zu products that way: %.0f s\n", each * 1e9, matched,
	        components.n, products.n, each * (double)components.n * (double)products.n);
}

static void run(const struct match_product *prepared)
{
	struct desk d = {};
	size_t compared = 0, product_keys = 0, judged = 0, table[8] = {};
	double t0 = cpu();
	load(&d);
	double t1 = cpu();
	match_names(&d, prepared, &compared, &product_keys);
	double t2 = cpu();
	for (uint32_t i = 0; i < components.n; i++) {
		const struct hit_vec *h = &d.hits[d.side_of[i]];
		for (size_t k = 0; k < h->n; k++, judged++)
			table[match_judge(&d.sides[d.side_of[i]], &d.versions[i], components.at[i].version, &prepared[h->at[k].product],
			        &h->at[k], CSAF_KNOWN_AFFECTED)
			                .verdict]++;
	}
	double t3 = cpu();
	printf("components %zu (%u names, %.1f keys each): %.3f s; names: %zu compared, %.1f keys a product: %.3f s; verdicts %zu: %.3f s; "
	       "arena %.1f MB\n",
	        components.n, d.n_sides, (double)d.n_keys / d.n_sides, t1 - t0, compared, (double)product_keys / (double)products.n,
	        t2 - t1, judged, t3 - t2, (double)d.a.used_bytes / 1e6);
	printf("affected %zu, not_affected %zu, undecidable %zu\n", table[MATCH_AFFECTED], table[MATCH_NOT_AFFECTED],
	        table[MATCH_UNDECIDABLE]);
	all_pairs(&d, prepared);
	arena_end(&d.a);
}

static void bench_cpe(struct rng *r)
{
	static char texts[CPES][96];
	static struct cpe ours[CPES];
	struct err err = {};
	for (unsigned i = 0; i < CPES; i++) {
		unsigned v = (unsigned)rng_below(r, 40), p = (unsigned)rng_below(r, 300);
		if (rng_below(r, 3))
			snprintf(texts[i], sizeof texts[i], "cpe:2.3:a:maker%u:thing_%u:%u.%u:*:*:*:*:*:*:*", v, p, v % 9, p % 10);
		else
			snprintf(texts[i], sizeof texts[i], "cpe:2.3:a:maker%u:thing_%u:*:*:*:*:*:*:*:*", v, p);
		if (!cpe_read(&arena, str_c(texts[i]), &ours[i], &err))
			exit(2);
	}
	double t0 = cpu();
	size_t n = 0;
	for (unsigned round = 0; round < 4; round++)
		for (unsigned i = 0; i < CPES; i++)
			for (unsigned k = 0; k < CPES; k++) {
				enum cpe_relation rel = cpe_compare(&ours[i], &ours[k]);
				n += rel == CPE_SUPERSET || rel == CPE_EQUAL;
			}
	double own = 4.0 * CPES * CPES / (cpu() - t0) / 1e6;
	printf("cpe_compare: %.1f M pairs/s (%zu superset or equal)\n", own, n / 4);
	void *lib = dlopen("libopenscap.so.25", RTLD_NOW);
	if (!lib)
		return;
	void *(*make)(const char *) = NULL;
	bool (*match)(const void *, const void *) = NULL;
	*(void **)&make = dlsym(lib, "cpe_name_new");
	*(void **)&match = dlsym(lib, "cpe_name_match_one");
	if (!make || !match)
		return;
	void **peer = arena_array(&arena, void *, CPES);
	for (unsigned i = 0; i < CPES; i++)
		peer[i] = make(texts[i]);
	t0 = cpu();
	n = 0;
	for (unsigned i = 0; i < CPES; i++)
		for (unsigned k = 0; k < CPES; k++)
			n += match(peer[i], peer[k]);
	double theirs = 1.0 * CPES * CPES / (cpu() - t0) / 1e6;
	printf("libopenscap cpe_name_match_one: %.1f M pairs/s (%zu matched); ratio %.2f\n", theirs, n, own / theirs);
}

int main(int argc, char **argv)
{
	struct rng r = rng_make(20);
	if (argc > 2) {
		read_names(argv[1]);
		nftw(argv[2], visit, 16, FTW_PHYS);
	} else {
		make_up(&r);
	}
	for (unsigned i = 0; i < COMPONENTS; i++) {
		struct match_component c = names.at[i % names.n];
		c.version = made_version(&r);
		*vec_push(&arena, &components) = c;
	}
	struct arena a = {};
	double t0 = cpu();
	struct match_product *prepared = prepare_products(&a);
	printf("products %zu of %u documents prepared: %.3f s, %.1f MB\n", products.n, documents, cpu() - t0, (double)a.used_bytes / 1e6);
	run(prepared);
	bench_cpe(&r);
	arena_end(&a);
	return 0;
}
