/* SPDX-License-Identifier: Apache-2.0
 *
 * The flat form of a CSAF document. It comes back from the jail, where foreign bytes ruled: the reader believes no number and no index.
 */
#include "base/wire.h"
#include "formats/csaf_read.h"
#include <math.h>
#include <string.h>

enum { FORM = 1, PRODUCT_MIN_BYTES = 14, VULNERABILITY_MIN_BYTES = 9, REMEDIATION_MIN_BYTES = 4 };

static void strs_put(struct buf *b, struct csaf_strs s)
{
	wire_put_uint(b, s.n);
	for (size_t i = 0; i < s.n; i++)
		wire_put_str(b, s.at[i]);
}

static struct csaf_strs strs_read(struct arena *a, struct wire *w)
{
	struct csaf_strs s = { .n = wire_count(w, 1) };
	s.at = arena_array(a, struct str, s.n);
	for (size_t i = 0; i < s.n; i++)
		s.at[i] = wire_str(w);
	return s;
}

/* An enumeration or an index: anything from bound up makes the reader bad. */
static unsigned below(struct wire *w, uint64_t bound)
{
	uint64_t v = wire_uint(w);
	if (v < bound && v <= UINT32_MAX)
		return (unsigned)v;
	w->bad = true;
	return 0;
}

/* One table of the texts of the head, so that both directions keep one order. */
static const size_t head_texts[] = {
	offsetof(struct csaf_document, publisher_name),
	offsetof(struct csaf_document, publisher_namespace),
	offsetof(struct csaf_document, publisher_category),
	offsetof(struct csaf_document, tracking_id),
	offsetof(struct csaf_document, version),
	offsetof(struct csaf_document, status),
	offsetof(struct csaf_document, title),
	offsetof(struct csaf_document, lang),
	offsetof(struct csaf_document, category),
	offsetof(struct csaf_document, tlp),
	offsetof(struct csaf_document, summary),
	offsetof(struct csaf_document, sectors),
	offsetof(struct csaf_document, countries),
	offsetof(struct csaf_document, severity),
	offsetof(struct csaf_document, self_url),
};
static const size_t product_texts[] = {
	offsetof(struct csaf_product, id),
	offsetof(struct csaf_product, name),
	offsetof(struct csaf_product, vendor),
	offsetof(struct csaf_product, product),
	offsetof(struct csaf_product, family),
	offsetof(struct csaf_product, version),
	offsetof(struct csaf_product, extra),
	offsetof(struct csaf_product, cpe),
	offsetof(struct csaf_product, purl),
};
static const size_t vulnerability_texts[] = {
	offsetof(struct csaf_vulnerability, id),
	offsetof(struct csaf_vulnerability, title),
	offsetof(struct csaf_vulnerability, cwe),
	offsetof(struct csaf_vulnerability, cvss_vector),
	offsetof(struct csaf_vulnerability, severity),
	offsetof(struct csaf_vulnerability, summary),
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

static void texts_put(struct buf *b, const void *owner, const size_t *offsets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		wire_put_str(b, *(const struct str *)((const char *)owner + offsets[i]));
}

static void texts_read(struct wire *w, void *owner, const size_t *offsets, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*(struct str *)((char *)owner + offsets[i]) = wire_str(w);
}

static void product_put(struct buf *b, const struct csaf_product *p)
{
	texts_put(b, p, product_texts, COUNT(product_texts));
	wire_put_uint(b, p->version_kind);
	strs_put(b, p->models);
	strs_put(b, p->serials);
	strs_put(b, p->skus);
	wire_put_uint(b, p->relation);
	if (p->relation == CSAF_RELATION_NONE)
		return;
	wire_put_uint(b, p->part);
	wire_put_uint(b, p->whole);
}

static void product_read(struct arena *a, struct wire *w, size_t n_products, struct csaf_product *p)
{
	texts_read(w, p, product_texts, COUNT(product_texts));
	p->version_kind = (enum csaf_version_kind)below(w, CSAF_VERSION_RANGE + 1);
	p->models = strs_read(a, w);
	p->serials = strs_read(a, w);
	p->skus = strs_read(a, w);
	p->relation = (enum csaf_relation)below(w, CSAF_OPTIONAL_COMPONENT_OF + 1);
	if (p->relation == CSAF_RELATION_NONE)
		return;
	p->part = below(w, n_products);
	p->whole = below(w, n_products);
}

static void vulnerability_put(struct buf *b, const struct csaf_vulnerability *v)
{
	texts_put(b, v, vulnerability_texts, COUNT(vulnerability_texts));
	uint64_t bits;
	memcpy(&bits, &v->cvss, sizeof bits);
	wire_put_uint(b, bits);
	wire_put_uint(b, v->n_statuses);
	for (size_t i = 0; i < v->n_statuses; i++) {
		wire_put_uint(b, v->statuses[i].product);
		wire_put_uint(b, v->statuses[i].status);
	}
	wire_put_uint(b, v->n_remediations);
	for (size_t i = 0; i < v->n_remediations; i++) {
		const struct csaf_remediation *r = &v->remediations[i];
		wire_put_str(b, r->category);
		wire_put_str(b, r->details);
		wire_put_str(b, r->url);
		wire_put_uint(b, r->n_products);
		for (size_t k = 0; k < r->n_products; k++)
			wire_put_uint(b, r->products[k]);
	}
}

static void remediation_read(struct arena *a, struct wire *w, size_t n_products, struct csaf_remediation *r)
{
	r->category = wire_str(w);
	r->details = wire_str(w);
	r->url = wire_str(w);
	r->n_products = wire_count(w, 1);
	r->products = arena_array(a, uint32_t, r->n_products);
	for (size_t i = 0; i < r->n_products; i++)
		r->products[i] = below(w, n_products);
}

static void vulnerability_read(struct arena *a, struct wire *w, size_t n_products, struct csaf_vulnerability *v)
{
	texts_read(w, v, vulnerability_texts, COUNT(vulnerability_texts));
	uint64_t bits = wire_uint(w);
	memcpy(&v->cvss, &bits, sizeof bits);
	if (!(v->cvss == -1 || (v->cvss >= 0 && v->cvss <= 10)))
		w->bad = true;
	v->n_statuses = wire_count(w, 2);
	v->statuses = arena_array(a, struct csaf_product_status, v->n_statuses);
	for (size_t i = 0; i < v->n_statuses; i++) {
		v->statuses[i].product = below(w, n_products);
		v->statuses[i].status = (enum csaf_status)below(w, CSAF_STATUS_COUNT);
	}
	v->n_remediations = wire_count(w, REMEDIATION_MIN_BYTES);
	v->remediations = arena_array(a, struct csaf_remediation, v->n_remediations);
	for (size_t i = 0; i < v->n_remediations; i++)
		remediation_read(a, w, n_products, &v->remediations[i]);
}

void csaf_wire_put(struct buf *b, const struct csaf_document *doc)
{
	wire_put_uint(b, FORM);
	texts_put(b, doc, head_texts, COUNT(head_texts));
	wire_put_int(b, doc->initial_release_us);
	wire_put_int(b, doc->current_release_us);
	wire_put_uint(b, doc->n_products);
	for (size_t i = 0; i < doc->n_products; i++)
		product_put(b, &doc->products[i]);
	wire_put_uint(b, doc->n_vulnerabilities);
	for (size_t i = 0; i < doc->n_vulnerabilities; i++)
		vulnerability_put(b, &doc->vulnerabilities[i]);
}

bool csaf_wire_read(struct arena *a, struct str bytes, struct csaf_document *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	*out = (struct csaf_document){};
	if (wire_uint(&w) != FORM)
		return err_fail(err, E_INVALID, "the flat form of an advisory starts with an unknown form number");
	texts_read(&w, out, head_texts, COUNT(head_texts));
	out->initial_release_us = wire_int(&w);
	out->current_release_us = wire_int(&w);
	out->n_products = wire_count(&w, PRODUCT_MIN_BYTES);
	out->products = arena_array(a, struct csaf_product, out->n_products);
	for (size_t i = 0; i < out->n_products && !w.bad; i++)
		product_read(a, &w, out->n_products, &out->products[i]);
	out->n_vulnerabilities = wire_count(&w, VULNERABILITY_MIN_BYTES);
	out->vulnerabilities = arena_array(a, struct csaf_vulnerability, out->n_vulnerabilities);
	for (size_t i = 0; i < out->n_vulnerabilities && !w.bad; i++)
		vulnerability_read(a, &w, out->n_products, &out->vulnerabilities[i]);
	if (w.bad || w.rest.len || csaf_relations_untie(a, out->products, out->n_products)) {
		*out = (struct csaf_document){};
		return err_fail(err, E_INVALID, "the flat form of an advisory is damaged");
	}
	return true;
}
