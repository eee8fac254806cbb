/* SPDX-License-Identifier: Apache-2.0
 *
 * csaf_read on good and bad documents, and the flat form: there and back, cut short, and with every byte changed.
 */
#include "base/test.h"
#include "base/time.h"
#include "formats/csaf.h"

static struct csaf_document read_text(struct arena *a, struct str text)
{
	struct err err = {};
	struct csaf_document doc = {};
	const struct json *root = json_parse(a, text, (struct json_limits){}, &err);
	CHECK(root && csaf_read(a, root, &doc, &err));
	if (err.kind)
		fprintf(stderr, "# %s\n", err.text);
	return doc;
}

static struct str base_text(struct arena *a)
{
	char *text = arena_bytes(a, 1 << 16);
	FILE *f = fopen("tests/golden/csaf/base.json", "rb");
	size_t n = f ? fread(text, 1, 1 << 16, f) : 0;
	if (f)
		fclose(f);
	return (struct str){ text, n };
}

TEST(head)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, base_text(&a));
	CHECK_STR(d.publisher_name, S("Fjellvik Controls PSIRT"));
	CHECK_STR(d.publisher_namespace, S("https://psirt.fjellvik.example"));
	CHECK_STR(d.tracking_id, S("FC-2031-004"));
	CHECK_STR(d.version, S("2"));
	CHECK_STR(d.status, S("final"));
	CHECK_STR(d.tlp, S("WHITE"));
	CHECK_STR(d.summary, S("Two faults let a stranger on the network stop pumps."));
	CHECK_STR(d.sectors, S("Water and Wastewater"));
	CHECK_STR(d.countries, S("Calderia, Ostland"));
	CHECK_STR(d.severity, S("High"));
	CHECK_STR(d.self_url, S("https://psirt.fjellvik.example/csaf/fc-2031-004.json"));
	CHECK_STR(time_text(&a, d.current_release_us), S("2031-05-02T10:00:00Z"));
	arena_end(&a);
}

TEST(products)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, base_text(&a));
	CHECK(d.n_products == 4);
	struct csaf_product *p = d.products;
	CHECK_STR(p[0].id, S("RTU-2.1"));
	CHECK_STR(p[0].vendor, S("Fjellvik Controls"));
	CHECK_STR(p[0].family, S("Tidewater"));
	CHECK_STR(p[0].product, S("Tidewater RTU"));
	CHECK_STR(p[0].version, S("2.1"));
	CHECK(p[0].version_kind == CSAF_VERSION_EXACT && p[0].models.n == 2 && p[0].serials.n == 1 && p[0].skus.n == 1);
	CHECK_STR(p[0].purl, S("pkg:generic/fjellvik/tidewater-rtu@2.1"));
	CHECK(p[1].version_kind == CSAF_VERSION_RANGE);
	CHECK_STR(p[1].version, S("<2.0"));
	CHECK_STR(p[2].id, S("HOS-5"));
	CHECK(p[2].version_kind == CSAF_VERSION_NONE && p[2].vendor.len == 0);
	CHECK(p[3].relation == CSAF_INSTALLED_ON && p[3].part == 2 && p[3].whole == 0);
	arena_end(&a);
}

TEST(vulnerabilities)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, base_text(&a));
	CHECK(d.n_vulnerabilities == 1);
	struct csaf_vulnerability *v = d.vulnerabilities;
	CHECK_STR(v->id, S("CVE-2031-10001"));
	CHECK_STR(v->cwe, S("CWE-79"));
	CHECK_STR(v->severity, S("MEDIUM"));
	CHECK(v->cvss > 6.05 && v->cvss < 6.15);
	CHECK(v->n_statuses == 5 && v->statuses[0].status == CSAF_KNOWN_AFFECTED && v->statuses[0].product == 1 &&
	        v->statuses[1].product == 3);
	CHECK(v->statuses[4].status == CSAF_RECOMMENDED);
	CHECK(v->n_remediations == 2 && v->remediations[0].n_products == 2 && v->remediations[0].products[1] == 1);
	CHECK_STR(v->remediations[0].url, S("https://psirt.fjellvik.example/2.1"));
	arena_end(&a);
}

#define HEAD "{\"document\":{\"publisher\":{\"namespace\":\"n\"},\"tracking\":{\"id\":\"i\",\"version\":\"1\"}},"

/* What the tree says of one product, through the branches of the text. */
static struct csaf_product only_product(struct arena *a, const char *branches)
{
	struct csaf_document d = read_text(a, arena_printf(a, HEAD "\"product_tree\":{\"branches\":%s}}", branches));
	CHECK(d.n_products == 1);
	return d.n_products ? d.products[0] : (struct csaf_product){};
}

TEST(odd_branches)
{
	struct arena a = {};
#define LEAF "\"product\":{\"name\":\"n\",\"product_id\":\"p\"}"
	struct csaf_product p = only_product(&a, "[{\"category\":\"vendor\",\"name\":\"Ostland "
	                                         "Holding\",\"branches\":[{\"category\":\"vendor\",\"name\":\" Fjellvik \",\"branches\":["
	                                         "{\"category\":\"product_name\",\"name\":\"Suite\",\"branches\":[{\"category\":\"product_"
	                                         "name\",\"name\":\"RTU\",\"branches\":["
	                                         "{\"category\":\"architecture\",\"name\":\"arm\",\"branches\":[{\"category\":\"product_"
	                                         "version\",\"name\":\"all versions\"," LEAF "}]}]}]}]}]}]");
	CHECK_STR(p.vendor, S("Fjellvik"));
	CHECK_STR(p.product, S("RTU"));
	CHECK_STR(p.family, S("Suite"));
	CHECK_STR(p.extra, S("Ostland Holding arm"));
	CHECK_STR(p.version, S("all versions"));
	CHECK(p.version_kind == CSAF_VERSION_RANGE);
	p = only_product(&a, "[{\"category\":\"product_version\",\"name\":\"vers:all/*\"," LEAF "}]");
	CHECK(p.version_kind == CSAF_VERSION_RANGE);
	p = only_product(&a, "[{\"category\":\"product_name\",\"name\":\"RTU\"," LEAF "}]");
	CHECK(p.version_kind == CSAF_VERSION_NONE && p.version.len == 0);
	p = only_product(&a, "[{\"category\":\"gossip\",\"name\":\"RTU\"," LEAF "},7,{\"product\":{\"name\":\"without an id\"}}]");
	CHECK_STR(p.extra, S("RTU"));
	arena_end(&a);
}

/* Ids defined twice stand for both; unknown ids and groups are passed over; a group may stand where a product should. */
TEST(faulty_references)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, S(HEAD "\"product_tree\":{\"full_product_names\":[{\"name\":\"a\",\"product_id\":\"A\"},{"
	                                              "\"name\":\"a2\",\"product_id\":\"A\"},"
	                                              "{\"name\":\"b\",\"product_id\":\"B\"}],\"product_groups\":[{\"group_id\":\"G\","
	                                              "\"product_ids\":[\"B\",\"A\",\"Z\"]}]},"
	                                              "\"vulnerabilities\":[{\"product_status\":{\"fixed\":[\"A\",\"A\",\"X\",\"G\"]},"
	                                              "\"scores\":[{\"cvss_v3\":{\"baseScore\":99}},"
	                                              "{\"cvss_v2\":{\"baseScore\":7.5}}]},{\"ids\":[{\"text\":\"own\"}],\"remediations\":["
	                                              "{\"details\":\"d\",\"group_ids\":[\"G\",\"H\"],"
	                                              "\"product_ids\":[\"A\"]},3]},4]}"));
	CHECK(d.n_products == 3 && d.n_vulnerabilities == 2 && d.initial_release_us == TIME_NONE);
	struct csaf_vulnerability *v = d.vulnerabilities;
	CHECK_STR(v[0].id, S("#1"));
	CHECK(v[0].n_statuses == 3 && v[0].statuses[0].product == 0 && v[0].statuses[1].product == 1 && v[0].statuses[2].product == 2);
	CHECK(v[0].cvss > 7.4 && v[0].cvss < 7.6 && v[0].severity.len == 0);
	CHECK_STR(v[1].id, S("own"));
	CHECK(v[1].cvss < 0 && v[1].n_remediations == 1 && v[1].remediations[0].n_products == 3);
	arena_end(&a);
}

#define RELATION(id, part, whole) \
	"{\"category\":\"installed_on\",\"product_reference\":\"" part "\",\"relates_to_product_reference\":\"" whole \
	"\",\"full_product_name\":{\"name\":\"n\",\"product_id\":\"" id "\"}}"

TEST(relations_never_run_in_circles)
{
	struct arena a = {};
	struct csaf_document d = read_text(
	        &a, S(HEAD "\"product_tree\":{\"full_product_names\":[{\"name\":\"a\",\"product_id\":\"A\"}],\"relationships\":[" RELATION(
	                    "R", "S", "A") "," RELATION("S", "R", "A") "," RELATION("T", "T", "A") "," RELATION("U", "A",
	                    "unknown") "," RELATION("V", "A", "W") "," RELATION("W", "A", "A") "]}}"));
	CHECK(d.n_products == 7);
	for (size_t i = 0; i < d.n_products; i++) {
		size_t at = i, steps = 0;
		while (d.products[at].relation && ++steps < 10)
			at = d.products[at].part;
		CHECK(steps < 10);
	}
	CHECK(d.products[3].relation == CSAF_RELATION_NONE && d.products[4].relation == CSAF_RELATION_NONE);
	CHECK(d.products[5].relation == CSAF_INSTALLED_ON && d.products[5].whole == 6);
	arena_end(&a);
}

TEST(no_document)
{
	static const char *const texts[] = { "[]", "{}", "{\"document\":{\"publisher\":{\"namespace\":\"n\"},\"tracking\":{\"id\":\"i\"}}}",
		"{\"document\":{\"tracking\":{\"id\":\"i\",\"version\":\"1\"}}}",
		"{\"document\":{\"publisher\":{\"namespace\":\"n\"},\"tracking\":{\"version\":\"1\"}}}" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena a = {};
		struct err err = {}, none = {};
		struct csaf_document d;
		const struct json *root = json_parse(&a, str_c(texts[i]), (struct json_limits){}, &none);
		CHECK(!csaf_read(&a, root, &d, &err) && err.kind == E_INVALID);
		arena_end(&a);
	}
}

static struct str wire_of(struct arena *a, const struct csaf_document *d)
{
	struct buf b = buf_make(a, 1 << 24);
	csaf_wire_put(&b, d);
	return buf_str(&b);
}

TEST(wire_there_and_back)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, base_text(&a)), back;
	struct str bytes = wire_of(&a, &d);
	struct err err = {};
	CHECK(csaf_wire_read(&a, bytes, &back, &err));
	CHECK_STR(wire_of(&a, &back), bytes);
	CHECK_STR(back.title, d.title);
	CHECK(back.products[3].whole == 0 && back.products[3].part == 2 && back.vulnerabilities[0].cvss == d.vulnerabilities[0].cvss);
	arena_end(&a);
}

TEST(wire_damaged)
{
	struct arena a = {};
	struct csaf_document d = read_text(&a, base_text(&a)), back;
	struct str bytes = wire_of(&a, &d);
	char *copy = arena_bytes(&a, bytes.len + 1);
	for (size_t n = 0; n < bytes.len; n++) {
		struct err err = {};
		CHECK(!csaf_wire_read(&a, str_slice(bytes, 0, n), &back, &err) && err.kind == E_INVALID);
	}
	memcpy(copy, bytes.ptr, bytes.len);
	copy[bytes.len] = 0;
	struct err err = {};
	CHECK(!csaf_wire_read(&a, (struct str){ copy, bytes.len + 1 }, &back, &err));
	for (size_t n = 0; n < bytes.len; n++) {
		copy[n] ^= 0x5f;
		struct err flipped = {};
		if (csaf_wire_read(&a, (struct str){ copy, bytes.len }, &back, &flipped))
			CHECK_STR(wire_of(&a, &back), ((struct str){ copy, bytes.len }));
		copy[n] ^= 0x5f;
	}
	d.products[0].relation = CSAF_INSTALLED_ON; /* 0 is part of 3, and 3 of 0 */
	d.products[0].part = 3;
	struct err circle = {};
	CHECK(!csaf_wire_read(&a, wire_of(&a, &d), &back, &circle));
	arena_end(&a);
}
