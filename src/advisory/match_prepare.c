/* SPDX-License-Identifier: Apache-2.0
 *
 * Components and advisory products prepared for matching: everything that can be parsed once is parsed here.
 */
#include "advisory/match_fold.h"
#include "advisory/match_inner.h"

static bool says_nothing(struct str text)
{
	static const char *const words[] = { "", "-", "?", "unknown", "n/a", "na", "none", "not known", "tbd", "latest", "current", "*",
		"any" };
	text = str_trim(text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_fold(text, str_c(words[i])))
			return true;
	return false;
}

static void read_helpers(struct arena *a, struct match_side *s, struct str cpe, struct str purl)
{
	struct err ignored = {}; /* a broken helper is no helper; the name still counts */
	if (cpe.len) {
		struct cpe *c = arena_new(a, struct cpe);
		s->cpe = cpe_read(a, cpe, c, &ignored) ? c : NULL;
	}
	err_clear(&ignored);
	if (purl.len) {
		struct purl *p = arena_new(a, struct purl);
		s->purl = purl_read(a, purl, p, &ignored) ? p : NULL;
	}
}

struct match_side match_side_prepare(struct arena *a, const struct match_aliases *aliases, const struct match_component *c)
{
	struct match_side s = {
		.vendor = c->vendor, .product = str_trim(c->product), .model = str_trim(c->model), .serial = str_trim(c->serial)
	};
	read_helpers(a, &s, c->cpe, c->purl);
	if (!s.product.len && s.cpe && s.cpe->at[CPE_PRODUCT].kind == CPE_VALUE)
		s.product = cpe_plain(a, &s.cpe->at[CPE_PRODUCT]);
	if (!str_trim(s.vendor).len && s.cpe && s.cpe->at[CPE_VENDOR].kind == CPE_VALUE)
		s.vendor = cpe_plain(a, &s.cpe->at[CPE_VENDOR]);
	s.models = arena_array(a, struct str, (s.product.len + s.model.len) / 6 + 4);
	match_vendor_prepare(a, aliases, &s);
	match_readings_prepare(a, aliases, &s);
	if (s.serial.len) {
		s.serials = arena_array(a, struct str, 1);
		s.serials[s.n_serials++] = match_fold_pattern(a, s.serial);
	}
	return s;
}

struct str match_version_text(struct arena *a, const struct match_side *side, struct str text)
{
	if (!says_nothing(text))
		return str_trim(text);
	if (side && side->purl && side->purl->version.len)
		return side->purl->version;
	if (side && side->cpe && side->cpe->at[CPE_VERSION].kind == CPE_VALUE && !side->cpe->at[CPE_VERSION].wild)
		return cpe_plain(a, &side->cpe->at[CPE_VERSION]);
	return S("");
}

bool match_version_prepare(struct arena *a, const struct match_side *side, struct str text, struct version *out)
{
	text = match_version_text(a, side, text);
	*out = text.len ? version_prepare(a, text) : (struct version){};
	return out->n > 0;
}

struct match_asset_part match_component_prepare(struct arena *a, const struct match_aliases *aliases, const struct match_component *c)
{
	struct match_asset_part out = { .side = match_side_prepare(a, aliases, c) };
	out.version_text = match_version_text(a, &out.side, c->version);
	match_version_prepare(a, &out.side, c->version, &out.version);
	return out;
}

static void read_patterns(struct arena *a, struct match_side *s, const struct csaf_product *p)
{
	for (size_t i = 0; i < p->models.n && s->n_models < MATCH_MODELS_MAX; i++)
		s->models[s->n_models++] = match_fold_pattern(a, p->models.at[i]);
	for (size_t i = 0; i < p->skus.n && s->n_models < MATCH_MODELS_MAX; i++)
		s->models[s->n_models++] = match_fold_pattern(a, p->skus.at[i]);
	s->serials = arena_array(a, struct str, p->serials.n);
	for (size_t i = 0; i < p->serials.n && s->n_serials < MATCH_MODELS_MAX; i++)
		s->serials[s->n_serials++] = match_fold_pattern(a, p->serials.at[i]);
}

/* The part of a full name that tells the product, when the tree has no product_name branch. */
static struct str name_of(const struct csaf_product *p, size_t *range_at)
{
	*range_at = p->name.len;
	if (p->product.len)
		return p->product;
	*range_at = version_range_start(p->name);
	return str_trim(str_slice(p->name, 0, *range_at));
}

/* The range: the version branch's, else the full name's, else the helper's exact version, else none. */
static void read_range(struct arena *a, struct match_product *m, const struct csaf_product *p, size_t range_at)
{
	m->has_range = true;
	if (p->version.len) {
		m->range = version_range_read(a, p->version);
		if (p->version_kind == CSAF_VERSION_EXACT || m->range.n) {
			size_t at = version_range_start(p->name);
			if (at < p->name.len && m->range.n && m->range.at[0].exact)
				m->named = version_range_read(a, str_slice(p->name, p->name.ptr[at] == ':' ? at + 1 : at, p->name.len));
		}
	} else if (range_at < p->name.len) {
		m->range = version_range_read(a, str_slice(p->name, p->name.ptr[range_at] == ':' ? range_at + 1 : range_at, p->name.len));
	} else if (m->side.purl && m->side.purl->version.len) {
		m->range = version_range_read(a, m->side.purl->version);
	} else if (m->side.cpe && m->side.cpe->at[CPE_VERSION].kind == CPE_VALUE && !m->side.cpe->at[CPE_VERSION].wild) {
		m->range = version_range_read(a, cpe_plain(a, &m->side.cpe->at[CPE_VERSION]));
	} else {
		m->has_range = false;
		m->range = (struct version_range){ .all = true };
	}
}

struct match_product match_product_prepare(
        struct arena *a, const struct match_aliases *aliases, const struct csaf_product *p, struct str publisher)
{
	struct match_product m = { .relation = p->relation };
	struct match_side *s = &m.side;
	s->is_product = true;
	size_t range_at;
	s->vendor = p->vendor.len ? p->vendor : publisher;
	s->product = str_trim(name_of(p, &range_at));
	read_helpers(a, s, p->cpe, p->purl);
	s->models = arena_array(a, struct str, s->product.len / 6 + p->models.n + p->skus.n + 4);
	match_vendor_prepare(a, aliases, s);
	if (p->relation == CSAF_RELATION_NONE)
		match_readings_prepare(a, aliases, s);
	read_patterns(a, s, p);
	if (p->models.n)
		s->model = p->models.at[0];
	read_range(a, &m, p, range_at);
	return m;
}
