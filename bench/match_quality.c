/* SPDX-License-Identifier: Apache-2.0
 *
 * Matching quality against a labelled inventory: match_quality INVENTORY CSAF_FOLDER [ALIASES.csv]. Reads components.csv and labels.csv, all advisories
 * below the folder, runs the matcher in this process, prints the confusion table and every pair that is wrong. Exit 1 when a labelled affected
 * pair comes out as not_affected or fixed.
 */
#include "advisory/match.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/vec.h"
#include "formats/csaf.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	struct match_product product;
	uint32_t document;
	uint32_t statuses_from, statuses_n;
	uint32_t part, whole; /* entries */
};

VEC_TYPE(entry_vec, struct entry);
VEC_TYPE(status_vec, uint8_t);
VEC_TYPE(str_vec, struct str);
VEC_TYPE(u32_vec, uint32_t);

static struct arena arena;
static struct str_vec files, ids;
static struct entry_vec entries;
static struct status_vec statuses;
static struct u32_vec links; /* chains of the index: entry, next link + 1 */
static struct map index_map;
static struct match_aliases aliases;

static struct str slurp(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		perror(path);
		exit(2);
	}
	fseek(f, 0, SEEK_END);
	long n = ftell(f);
	rewind(f);
	char *p = arena_bytes(a, (size_t)n + 1);
	size_t got = fread(p, 1, (size_t)n, f);
	fclose(f);
	return (struct str){ p, got };
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	struct str s = str_c(path);
	if (type == FTW_F && str_ends(s, S(".json")))
		*vec_push(&arena, &files) = arena_str(&arena, s);
	return 0;
}

static void index_product(uint32_t at)
{
	uint64_t keys[MATCH_KEYS_MAX];
	size_t n = match_keys(&entries.at[at].product.side, keys);
	for (size_t i = 0; i < n; i++) {
		uint64_t *head = map_at_int(&index_map, (int64_t)keys[i], NULL);
		*vec_push(&arena, &links) = at;
		*vec_push(&arena, &links) = (uint32_t)*head;
		*head = links.n / 2;
	}
}

static void read_document(const char *path)
{
	struct err err = {};
	struct csaf_document doc;
	const struct json *root = json_parse(&arena, slurp(&arena, path), (struct json_limits){}, &err);
	if (!root || json_get(root, "document") == NULL || !csaf_read(&arena, root, &doc, &err)) {
		if (root && json_get(root, "document"))
			fprintf(stderr, "%s: %s\n", path, err.text);
		return;
	}
	uint32_t base = (uint32_t)entries.n, document = (uint32_t)ids.n;
	*vec_push(&arena, &ids) = doc.tracking_id;
	struct str publisher = str_eq(doc.publisher_category, S("vendor")) ? doc.publisher_name : (struct str){ "", 0 };
	for (size_t i = 0; i < doc.n_products; i++) {
		const struct csaf_product *p = &doc.products[i];
		uint8_t seen[CSAF_STATUS_COUNT] = {};
		uint32_t from = (uint32_t)statuses.n;
		for (size_t v = 0; v < doc.n_vulnerabilities; v++)
			for (size_t k = 0; k < doc.vulnerabilities[v].n_statuses; k++) {
				const struct csaf_product_status *s = &doc.vulnerabilities[v].statuses[k];
				if (s->product == i && !seen[s->status]++)
					*vec_push(&arena, &statuses) = (uint8_t)s->status;
			}
		struct match_product m = match_product_prepare(&arena, &aliases, p, publisher);
		*vec_push(&arena, &entries) = (struct entry){ .product = m,
			.document = document,
			.statuses_from = from,
			.statuses_n = (uint32_t)statuses.n - from,
			.part = base + p->part,
			.whole = base + p->whole };
		index_product((uint32_t)entries.n - 1);
	}
}

struct outcome {
	struct match_judgement j;
	struct match_hit hit;
	enum csaf_status status;
	size_t kept, documents;
};

static int by_document(const void *a, const void *b)
{
	uint32_t x = entries.at[((const struct match_hit *)a)->product].document,
	         y = entries.at[((const struct match_hit *)b)->product].document;
	return x < y ? -1 : x > y;
}

/* All findings of one component; that of `document` in *out. Returns the number of documents with a finding. */
static size_t match_one(const struct match_asset_part *c, struct str document, struct outcome *out)
{
	static struct match_hit hits[65536];
	uint64_t keys[MATCH_KEYS_MAX];
	size_t n = 0, n_keys = match_keys(&c->side, keys), found = 0;
	static uint32_t *stamp;
	static uint32_t now;
	if (!stamp)
		stamp = calloc(entries.n, sizeof *stamp);
	now++;
	for (size_t k = 0; k < n_keys; k++) {
		uint64_t *head = map_find_int(&index_map, (int64_t)keys[k]);
		for (uint64_t l = head ? *head : 0; l; l = links.at[(l - 1) * 2 + 1]) {
			uint32_t at = links.at[(l - 1) * 2];
			if (stamp[at] == now)
				continue;
			stamp[at] = now;
			struct match_hit h = { .product = at };
			if (n < 65536 && match_name(&c->side, &entries.at[at].product.side, &h))
				hits[n++] = h;
		}
	}
	qsort(hits, n, sizeof *hits, by_document);
	*out = (struct outcome){};
	for (size_t i = 0, end; i < n; i = end) {
		uint32_t d = entries.at[hits[i].product].document;
		for (end = i; end < n && entries.at[hits[end].product].document == d; end++)
			;
		size_t kept = match_select(hits + i, end - i);
		struct outcome o = { .kept = kept };
		for (size_t k = i; k < i + kept; k++) {
			const struct entry *e = &entries.at[hits[k].product];
			for (uint32_t s = 0; s < e->statuses_n; s++) {
				enum csaf_status st = (enum csaf_status)statuses.at[e->statuses_from + s];
				struct match_judgement j = match_judge(&c->side, &c->version, c->version_text, &e->product, &hits[k], st);
				struct match_judgement best = match_combine(o.j, j);
				if (best.verdict != o.j.verdict || best.confidence != o.j.confidence) {
					o.j = best;
					o.hit = hits[k];
					o.status = st;
				}
			}
		}
		o.j = match_settle(o.j);
		found += o.j.verdict != MATCH_NOT_THIS;
		if (str_eq(ids.at[d], document))
			*out = o;
	}
	return found;
}

static struct str column(const struct csv *c, const struct str *heads, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n && i < c->n; i++)
		if (str_eq(heads[i], str_c(name)))
			return c->cells[i];
	return (struct str){ "", 0 };
}

struct row {
	struct str asset;
	struct match_component c;
};

static size_t read_rows(
        const char *folder, const char *name, struct arena *a, struct row **rows, struct str **documents, struct str **verdicts)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	struct csv csv;
	struct err err = {};
	csv_init(&csv, a, str_c(name), slurp(a, path));
	struct str heads[CSV_CELLS_MAX];
	unsigned n_heads = 0;
	VEC(struct row) out = {};
	struct str_vec docs = {}, vers = {};
	while (csv_next(&csv, &err)) {
		if (!n_heads) {
			n_heads = csv.n;
			memcpy(heads, csv.cells, csv.n * sizeof *heads);
			continue;
		}
#define COLUMN(x) column(&csv, heads, n_heads, x)
		*vec_push(a, &out) = (struct row){ COLUMN("asset"), { .vendor = COLUMN("vendor"),
			                                                    .product = COLUMN("product"),
			                                                    .version = COLUMN("version"),
			                                                    .cpe = COLUMN("cpe"),
			                                                    .purl = COLUMN("purl"),
			                                                    .model = COLUMN("model"),
			                                                    .serial = COLUMN("serial") } };
		*vec_push(a, &docs) = COLUMN("document");
		*vec_push(a, &vers) = COLUMN("verdict");
	}
	if (err.kind) {
		fprintf(stderr, "%s\n", err.text);
		exit(3);
	}
	*rows = out.at;
	*documents = docs.at;
	*verdicts = vers.at;
	return out.n;
}

static void read_aliases(const char *path)
{
	struct csv csv;
	struct err err = {};
	VEC(struct match_alias_row) rows = {};
	csv_init(&csv, &arena, str_c(path), slurp(&arena, path));
	csv_next(&csv, &err); /* kind,vendor,alias,canonical */
	while (csv_next(&csv, &err))
		*vec_push(&arena, &rows) = (struct match_alias_row){ csv.cells[0], csv.cells[1], csv.cells[2], csv.cells[3] };
	aliases = match_aliases_make(&arena, rows.at, rows.n);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: match_quality INVENTORY CSAF_FOLDER [ALIASES.csv]\n");
		return 2;
	}
	index_map = map_make(&arena);
	if (argc > 3)
		read_aliases(argv[3]);
	nftw(argv[2], visit, 16, FTW_PHYS);
	for (size_t i = 0; i < files.n; i++)
		read_document(files.at[i].ptr);
	struct row *components, *labels;
	struct str *documents, *verdicts, *unused;
	size_t nc = read_rows(argv[1], "components.csv", &arena, &components, &unused, &unused);
	size_t nl = read_rows(argv[1], "labels.csv", &arena, &labels, &documents, &verdicts);
	struct map by_asset = map_make(&arena);
	for (size_t i = 0; i < nc; i++)
		*map_at(&by_asset, components[i].asset, NULL) = i + 1;
	unsigned table[8][8] = {}, right = 0, forbidden = 0;
	size_t findings = 0;
	for (size_t i = 0; i < nl; i++) {
		uint64_t *at = map_find(&by_asset, labels[i].asset);
		const struct match_component *c = at ? &components[*at - 1].c : &labels[i].c;
		struct match_asset_part part = match_component_prepare(&arena, &aliases, c);
		struct outcome o;
		findings += match_one(&part, documents[i], &o);
		unsigned want = 0;
		for (unsigned v = 2; v < 7; v++)
			if (str_eq(verdicts[i], str_c(match_verdict_names[v])))
				want = v;
		table[want][o.j.verdict]++;
		right += want == o.j.verdict;
		bool bad = want == MATCH_AFFECTED && (o.j.verdict == MATCH_NOT_AFFECTED || o.j.verdict == MATCH_FIXED);
		forbidden += bad;
		if (want != o.j.verdict) {
			printf("%s%.*s | %.*s | %.*s | %.*s: label %.*s, got %s", bad ? "FORBIDDEN " : "", STR(c->vendor), STR(c->product),
			        STR(c->version), STR(documents[i]), STR(verdicts[i]),
			        *match_verdict_names[o.j.verdict] ? match_verdict_names[o.j.verdict] : "no finding");
			if (o.hit.how)
				printf(" (%.*s)", STR(match_reason(&arena, &part.side, c->version, &entries.at[o.hit.product].product,
				                          &o.hit, o.status, o.j)));
			printf("\n");
		}
	}
	printf("%-20s %12s", "label \\ verdict", "no finding");
	for (unsigned v = 2; v < 7; v++)
		printf(" %19s", match_verdict_names[v]);
	printf("\n");
	for (unsigned w = 2; w < 7; w++) {
		printf("%-20s %12u", match_verdict_names[w], table[w][0] + table[w][1]);
		for (unsigned v = 2; v < 7; v++)
			printf(" %19u", table[w][v]);
		printf("\n");
	}
	printf("right %u of %zu = %.2f %%; affected reported not_affected or fixed: %u; findings per component %.1f; products %zu; "
	       "documents %zu\n",
	        right, nl, 100.0 * right / (double)(nl ? nl : 1), forbidden, (double)findings / (double)(nl ? nl : 1), entries.n, ids.n);
	return forbidden ? 1 : 0;
}
