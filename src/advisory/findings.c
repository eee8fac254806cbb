/* SPDX-License-Identifier: Apache-2.0
 *
 * Findings as people read them. Stored are revision, installed product and advisory product; vulnerability, verdict by vulnerability and reason are
 * made again here by the same rules that made the row.
 */
#include "advisory/advisory.h"
#include "advisory/matcher.h"

struct walk {
	struct cx *cx;
	struct arena arena; /* of the open revision */
	struct match_aliases aliases;
	struct csaf_document doc;
	struct match_product *products;
	bool *prepared;
	struct match_statuses statuses;
	struct advisory_head head;
	int64_t revision, installed;
	struct match_side side;
	struct version version;
	struct str version_text;
	struct arena side_arena;
	bool (*each)(void *arg, const struct finding *finding);
	void *arg;
};

static bool open_revision(struct walk *w, const struct advisory_head_vec *heads, int64_t revision)
{
	arena_end(&w->arena);
	struct cx one = { .db = w->cx->db, .viewer = w->cx->viewer, .now_us = w->cx->now_us };
	bool good = matcher_document(&one, revision, &w->doc);
	w->arena = one.a;
	if (!good) {
		w->cx->err = one.err;
		return false;
	}
	w->revision = revision;
	w->products = arena_array(&w->arena, struct match_product, w->doc.n_products);
	w->prepared = arena_array(&w->arena, bool, w->doc.n_products);
	w->statuses = match_statuses_of(&w->arena, &w->doc);
	vec_each (h, heads)
		if (h->revision == revision)
			w->head = *h;
	return true;
}

static const struct match_product *product_of(struct walk *w, uint32_t p)
{
	if (!w->prepared[p])
		w->products[p] = match_product_prepare(&w->arena, &w->aliases, &w->doc.products[p], match_publisher(&w->doc));
	w->prepared[p] = true;
	return &w->products[p];
}

static void open_installed(struct walk *w, const struct store_finding *f)
{
	if (w->installed == f->installed)
		return;
	w->installed = f->installed;
	arena_reset(&w->side_arena);
	struct match_component c = { f->vendor, f->name, f->version, f->cpe, f->purl, f->model, f->serial };
	struct str *cells[] = { &c.vendor, &c.product, &c.version, &c.cpe, &c.purl, &c.model, &c.serial };
	for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
		*cells[i] = arena_str(&w->side_arena, *cells[i]);
	w->side = match_side_prepare(&w->side_arena, &w->aliases, &c);
	w->version = (struct version){};
	match_version_prepare(&w->side_arena, &w->side, c.version, &w->version);
	w->version_text = match_version_text(&w->side_arena, &w->side, c.version);
}

static bool tell(struct walk *w, const struct store_finding *f)
{
	uint32_t p = (uint32_t)f->product;
	if (p >= w->doc.n_products)
		return true;
	const struct match_product *product = product_of(w, p);
	struct match_hit hit = { .product = p };
	bool named = match_name(&w->side, &product->side, &hit);
	struct finding out = { .advisory = w->head.tracking, .publisher = w->head.publisher, .asset = f->asset, .asset_name = f->asset_name,
		.organization = f->organization, .component = f->component, .vendor = f->vendor, .product = f->name, .version = f->version,
		.product_id = w->doc.products[p].id, .product_name = w->doc.products[p].name };
	for (uint32_t s = w->statuses.first[p]; s < w->statuses.first[p + 1]; s++) {
		const struct match_status *status = &w->statuses.at[s];
		struct match_judgement j = named ? match_judge(&w->side, &w->version, w->version_text, product, &hit, status->status) : f->stored;
		if (j.verdict == MATCH_NO_STATEMENT && f->stored.verdict == MATCH_UNDECIDABLE)
			j = match_settle(j);
		if (j.verdict <= MATCH_NO_STATEMENT)
			continue;
		/* A row capped below its rule (a quarantined document) stays capped. */
		out.confidence = j.confidence < f->stored.confidence || !str_eq(w->head.state, S("quarantined")) ? j.confidence : f->stored.confidence;
		out.verdict = j.verdict;
		out.vulnerability = w->doc.vulnerabilities[status->vulnerability].id;
		struct arena a = {};
		out.reason = match_reason(&a, &w->side, w->version_text, product, &hit, status->status, j);
		if (str_eq(w->head.state, S("quarantined")))
			out.reason = arena_printf(&a, "%.*s (the document is quarantined: best effort)", STR(out.reason));
		bool go_on = w->each(w->arg, &out);
		arena_end(&a);
		if (!go_on)
			return false;
	}
	return true;
}

static bool walk_rows(struct walk *w, const struct advisory_head_vec *heads, struct db_rows *rows)
{
	struct store_finding f;
	while (store_findings_next(rows, &f)) {
		if (f.revision != w->revision && !open_revision(w, heads, f.revision))
			break;
		open_installed(w, &f);
		if (!tell(w, &f))
			break;
	}
	arena_end(&w->arena);
	arena_end(&w->side_arena);
	return ok(w->cx);
}

bool findings_each(struct cx *cx, struct str advisory, struct str asset, bool (*each)(void *arg, const struct finding *finding), void *arg)
{
	struct walk w = { .cx = cx, .each = each, .arg = arg };
	struct advisory_head_vec heads = {};
	struct advisory_head one;
	int64_t revision = 0;
	if (advisory.len) {
		if (!advisory_find(cx, advisory, &one))
			return false;
		revision = one.revision;
		*vec_push(&cx->a, &heads) = one;
	} else if (!advisories(cx, false, 0, 0, &heads)) {
		return false;
	}
	if (!matcher_aliases(cx, &cx->a, &w.aliases))
		return false;
	AUTO(db_rows) rows = store_findings(cx, revision, asset);
	return walk_rows(&w, &heads, &rows);
}

bool findings_of_organization(struct cx *cx, const struct advisory_head *head, struct str organization, bool (*each)(void *arg, const struct finding *finding), void *arg)
{
	struct walk w = { .cx = cx, .each = each, .arg = arg };
	struct advisory_head_vec heads = {};
	*vec_push(&cx->a, &heads) = *head;
	if (!matcher_aliases(cx, &cx->a, &w.aliases))
		return false;
	AUTO(db_rows) rows = store_findings_of(cx, head->revision, organization);
	return walk_rows(&w, &heads, &rows);
}
