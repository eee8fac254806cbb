/* SPDX-License-Identifier: Apache-2.0
 *
 * Random countries for tests, written out as people would give them to the program.
 */
#include "advisory/test_country.h"
#include "advisory/reader.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/readers.h"
#include "core/who.h"
#include "formats/table.h"
#include "registry/registry.h"
#include "sys/file.h"
#include "sys/jail.h"

const char *const country_products[COUNTRY_PRODUCTS] = { "Alder", "Birch", "Cedar", "Damson" };

struct country country_make(struct rng *r)
{
	struct country c = { .assets = 2 + (unsigned)rng_below(r, 7), .organizations = 1 + (unsigned)rng_below(r, COUNTRY_ORGANIZATIONS) };
	c.nodes = c.assets + (unsigned)rng_below(r, COUNTRY_NODES - c.assets + 1);
	for (unsigned i = 0; i < c.nodes; i++) {
		c.owner[i] = (unsigned)rng_below(r, c.organizations);
		c.users[i] = (int)rng_below(r, 4) * 100 - 100;
	}
	c.components = (unsigned)rng_below(r, COUNTRY_COMPONENTS + 1);
	for (unsigned i = 0; i < c.components; i++) {
		c.component[i].asset = (unsigned)rng_below(r, c.assets);
		c.component[i].product = (unsigned)rng_below(r, COUNTRY_PRODUCTS);
		c.component[i].version = (unsigned)rng_below(r, COUNTRY_VERSIONS + 1);
	}
	c.groups = (unsigned)rng_below(r, COUNTRY_GROUPS + 1);
	for (unsigned i = 0; i < c.groups; i++) {
		struct country_group *g = &c.group[i];
		*g = (struct country_group){ .dependent = (unsigned)rng_below(r, c.nodes), .grounded = rng_below(r, 3) == 0 };
		unsigned sum = 0, members = 1 + (unsigned)rng_below(r, COUNTRY_MEMBERS), taken = 0;
		for (unsigned k = 0; k < members; k++) {
			unsigned s = (unsigned)rng_below(r, c.nodes);
			if (taken >> s & 1)
				continue;
			taken |= 1u << s;
			g->supplier[g->n] = s;
			sum += g->weight[g->n++] = 1 + (unsigned)rng_below(r, 3);
		}
		for (unsigned l = 3; l >= 1; l--)
			sum = g->need[l - 1] = 1 + (unsigned)rng_below(r, sum);
		g->buffer = rng_below(r, 2) ? (unsigned)rng_below(r, 90) : 0;
		g->retained = rng_below(r, 4) ? 0 : (unsigned)rng_below(r, 4);
	}
	c.contacts = (unsigned)rng_below(r, COUNTRY_CONTACTS + 1);
	for (unsigned i = 0; i < c.contacts; i++) {
		c.contact[i].organization = (unsigned)rng_below(r, c.organizations);
		c.contact[i].order = (int)rng_below(r, 4) - 1;
	}
	return c;
}

struct str country_node(struct arena *a, const struct country *c, unsigned node)
{
	return node < c->assets ? arena_printf(a, "asset-%u", node) : arena_printf(a, "service-%u", node - c->assets);
}

/* Past file_write, which waits for the disk. */
static void put_table(struct cx *cx, struct str folder, const char *file, struct buf *b)
{
	FILE *f = fopen(arena_printf(&cx->a, "%.*s/%s.csv", STR(folder), file).ptr, "w");
	CHECK(f && fwrite(b->ptr, 1, b->len, f) == b->len);
	CHECK(f && fclose(f) == 0);
	buf_clear(b);
}

static void put_groups(struct cx *cx, const struct country *c, struct buf *b)
{
	buf_put(b, S("dependent,group,supplier,weight,need,need_degraded,need_severe,buffer_min,retained,grounded\n"));
	for (unsigned i = 0; i < c->groups; i++)
		for (unsigned k = 0; k < c->group[i].n; k++) {
			const struct country_group *g = &c->group[i];
			buf_printf(b, "%s,g%u,%s,%u,%u,%u,%u,%u,%u,%s\n", country_node(&cx->a, c, g->dependent).ptr, i,
			        country_node(&cx->a, c, g->supplier[k]).ptr, g->weight[k], g->need[2], g->need[1], g->need[0], g->buffer,
			        g->retained, g->grounded ? "yes" : "no");
		}
}

bool country_import(struct cx *cx, const struct country *c)
{
	struct str folder;
	struct buf b = buf_make(&cx->a, 1 << 16);
	if (!file_make_temporary(&cx->a, &folder, &cx->err))
		return false;
	buf_put(&b, S("id,name,kind,country\n"));
	for (unsigned i = 0; i < c->organizations; i++)
		buf_printf(&b, "org-%u,Organization %u,operator,AA\n", i, i);
	put_table(cx, folder, "organizations", &b);
	buf_put(&b, S("id,organization,name\n"));
	for (unsigned i = 0; i < c->assets; i++)
		buf_printf(&b, "asset-%u,org-%u,Asset\n", i, c->owner[i]);
	put_table(cx, folder, "assets", &b);
	buf_put(&b, S("id,organization,name,users\n"));
	for (unsigned i = c->assets; i < c->nodes; i++)
		buf_printf(&b, "service-%u,org-%u,Service,%s\n", i - c->assets, c->owner[i],
		        c->users[i] < 0 ? "" : arena_printf(&cx->a, "%d", c->users[i]).ptr);
	put_table(cx, folder, "services", &b);
	buf_put(&b, S("id,asset,vendor,product,version\n"));
	for (unsigned i = 0; i < c->components; i++)
		buf_printf(&b, "c%u,asset-%u,Norlogic,%s,%s\n", i, c->component[i].asset, country_products[c->component[i].product],
		        c->component[i].version ? arena_printf(&cx->a, "%u.0", c->component[i].version).ptr : "");
	put_table(cx, folder, "components", &b);
	buf_put(&b, S("id,organization,name,order\n"));
	for (unsigned i = 0; i < c->contacts; i++)
		buf_printf(&b, "contact-%u,org-%u,Contact,%s\n", i, c->contact[i].organization,
		        c->contact[i].order < 0 ? "" : arena_printf(&cx->a, "%d", c->contact[i].order).ptr);
	put_table(cx, folder, "contacts", &b);
	put_groups(cx, c, &b);
	put_table(cx, folder, "dependencies", &b);
	struct registry_import im;
	bool good = registry_import(cx, folder, false, true, false, &im);
	struct err ignored = {};
	file_remove_folder(folder.ptr, &ignored);
	return good;
}

struct country_advisory country_advisory_make(struct rng *r)
{
	static const enum csaf_status statuses[] = { CSAF_KNOWN_AFFECTED, CSAF_KNOWN_AFFECTED, CSAF_KNOWN_AFFECTED, CSAF_FIXED,
		CSAF_KNOWN_NOT_AFFECTED, CSAF_UNDER_INVESTIGATION };
	struct country_advisory d = { .there = true,
		.conforms = rng_below(r, 6) != 0,
		.id = (unsigned)rng_below(r, COUNTRY_ADVISORIES),
		.revision = 1 + (unsigned)rng_below(r, 12),
		.day = 1 + (unsigned)rng_below(r, 28),
		.n = 1 + (unsigned)rng_below(r, COUNTRY_STATEMENTS) };
	for (unsigned i = 0; i < d.n; i++) {
		d.statement[i].product = (unsigned)rng_below(r, COUNTRY_PRODUCTS);
		d.statement[i].version = 1 + (unsigned)rng_below(r, COUNTRY_VERSIONS);
		d.statement[i].status = statuses[rng_below(r, sizeof statuses / sizeof *statuses)];
	}
	d.related = d.n >= 2 && rng_below(r, 4) == 0;
	return d;
}

static void put_products(struct buf *b, const struct country_advisory *d)
{
	for (unsigned i = 0; i < d->n; i++) {
		const char *product = country_products[d->statement[i].product],
		           *less = d->statement[i].status == CSAF_KNOWN_AFFECTED ? "<" : "";
		buf_printf(b,
		        "%s{\"category\":\"product_name\",\"name\":\"%s\",\"branches\":[{\"category\":\"product_version%s\",\"name\":\"%s%"
		        "u.0\",\"product\":{\"name\":\"%s %s%u.0\","
		        "\"product_id\":\"P%u\"}}]}",
		        i ? "," : "", product, *less ? "_range" : "", less, d->statement[i].version, product, less, d->statement[i].version,
		        i);
	}
}

struct str country_document(struct arena *a, const struct country_advisory *d)
{
	struct buf b = buf_make(a, 1 << 16);
	buf_printf(&b,
	        "{\"document\":{\"category\":\"csaf_base\",\"csaf_version\":\"2.0\",%s\"publisher\":{\"category\":\"vendor\",\"name\":"
	        "\"Norlogic\","
	        "\"namespace\":\"https://"
	        "norlogic.example\"},\"tracking\":{\"id\":\"D%u\",\"status\":\"final\",\"version\":\"%u\",\"initial_release_date\":"
	        "\"2026-01-01T00:00:00Z\",\"current_release_date\":\"2026-03-%02uT00:00:00Z\",\"revision_history\":[",
	        d->conforms ? arena_printf(a, "\"title\":\"Advisory %u\",", d->serial).ptr
	                    : arena_printf(a, "\"lang\":\"en\",\"source_lang\":\"x-s%u\",", d->serial).ptr,
	        d->id, d->revision, d->day);
	for (unsigned i = 1; i <= d->revision; i++)
		buf_printf(&b, "%s{\"date\":\"2026-02-%02uT00:00:00Z\",\"number\":\"%u\",\"summary\":\"%u\"}", i > 1 ? "," : "", i, i, i);
	buf_put(&b, S("]}},\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"Norlogic\",\"branches\":["));
	put_products(&b, d);
	buf_put(&b, S("]}]"));
	if (d->related)
		buf_put(&b, S(",\"relationships\":[{\"category\":\"installed_on\",\"product_reference\":\"P0\",\"relates_to_product_"
		              "reference\":\"P1\","
		              "\"full_product_name\":{\"name\":\"P0 on P1\",\"product_id\":\"R\"}}]"));
	buf_put(&b, S("},\"vulnerabilities\":[{\"cve\":\"CVE-2026-1000\",\"product_status\":{"));
	bool first = true;
	for (unsigned s = 0; s < CSAF_STATUS_COUNT; s++) {
		unsigned n = 0;
		for (unsigned i = 0; i < d->n; i++) {
			if (d->statement[i].status != s || (d->related && i < 2))
				continue;
			buf_printf(&b, n++ ? ",\"P%u\"" : arena_printf(a, "%s\"%s\":[\"P%%u\"", first ? "" : ",", csaf_status_names[s]).ptr,
			        i);
			first = false;
		}
		if (d->related && s == d->statement[0].status) {
			buf_put(&b, n++ ? S(",\"R\"") : arena_printf(a, "%s\"%s\":[\"R\"", first ? "" : ",", csaf_status_names[s]));
			first = false;
		}
		if (n)
			buf_char(&b, ']');
	}
	buf_put(&b, S("}}]}"));
	return buf_str(&b);
}

/* ---- the desk ---- */
extern const struct db_schema core_schema;
const struct feature *const country_features[] = { &feature_registry, &feature_advisory, NULL };
static struct jail *the_jail;

/* Before main, so that no database is open when the jail forks its workers. */
__attribute__((constructor)) static void start_jail(void)
{
	static const struct jail_reader readers[READER_COUNT] = {
		[READER_CSV] = { .name = "CSV table", .stream = table_read_csv },
		[READER_CSAF] = { .name = "CSAF document", .read = advisory_read_csaf },
		/* not used here */
		[READER_JSONL] = { .name = "-", .stream = table_read_csv },
		[READER_ARCHIVE] = { .name = "-", .stream = table_read_csv },
		[READER_GEOJSON] = { .name = "-", .stream = table_read_csv },
	};
	struct err err = {};
	the_jail = jail_start(readers, READER_COUNT, 2, NULL, &err);
	if (!the_jail)
		printf("# no jail: %s\n", err.text);
}
__attribute__((destructor)) static void end_jail(void)
{
	jail_end(the_jail);
}

void country_desk(struct cx *cx)
{
	static const struct db_schema *schemas[4] = { &core_schema };
	schemas[1] = feature_registry.schema;
	schemas[2] = feature_advisory.schema;
	cx->jail = the_jail;
	cx->now_us = 1790000000000000;
	CHECK(db_migrate(cx, schemas));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(desk_create(cx, S("Test desk"), S("AA")) && db_commit(&tx));
	}
	CHECK(who_create(cx, &(struct person){ .id = S("desk"), .name = S("Desk"), .role = ROLE_DESK }, S("")) &&
	        who_act_as(cx, S("desk")));
}

bool country_settle(struct cx *cx)
{
	return events_run(cx, country_features);
}

struct lines {
	struct arena *a;
	VEC(struct str) at;
};
static bool add_line(void *arg, const struct finding *f)
{
	struct lines *l = arg;
	*vec_push(l->a, &l->at) = arena_printf(l->a, "%.*s %.*s %.*s %.*s %.*s %s %d %.*s\n", STR(f->advisory), STR(f->component),
	        STR(f->asset), STR(f->product_id), STR(f->vulnerability), match_verdict_names[f->verdict], f->confidence, STR(f->reason));
	return true;
}
static int by_text(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}
struct str country_findings(struct cx *cx)
{
	struct lines l = { .a = &cx->a };
	CHECK(findings_each(cx, S(""), S(""), add_line, &l));
	if (l.at.n)
		qsort(l.at.at, l.at.n, sizeof *l.at.at, by_text);
	struct buf b = buf_make(&cx->a, 1 << 24);
	vec_each (line, &l.at)
		buf_put(&b, *line);
	return buf_str(&b);
}
