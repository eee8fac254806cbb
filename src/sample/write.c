/* SPDX-License-Identifier: Apache-2.0
 *
 * The seven CSV files of the exchange format, every column. Must never write a value the import refuses.
 */
#include "base/csv.h"
#include "base/time.h"
#include "sample/write.h"
#include <string.h>

static void cell(struct buf *b, struct str s, bool first)
{
	csv_put(b, s, first);
}

static void cell_c(struct buf *b, const char *s)
{
	csv_put(b, str_c(s), false);
}

static void cell_number(struct buf *b, uint64_t v, bool given)
{
	buf_char(b, ',');
	if (given)
		buf_int(b, (int64_t)v);
}

static void cell_degrees(struct buf *b, int32_t e4)
{
	unsigned v = (unsigned)(e4 < 0 ? -e4 : e4);
	buf_printf(b, ",%s%u.%04u", e4 < 0 ? "-" : "", v / 10000, v % 10000);
}

#define PEDIGREE_COLUMNS ",tlp,confirmed_by,confirmed_on,source,confidence,origin\n"

struct record_source {
	const struct country *c;
	struct rng r;
	const char *tlp[4]; /* drawn from, first ones more often */
};

static struct record_source record_source(const struct country *c, const char *what, const char *a, const char *b, const char *d)
{
	return (struct record_source){ c, country_rng(c, what), { a, a, b, d } };
}

/* The six columns at the end: who says so. by: an organization's id, or empty. */
static void cell_pedigree(struct buf *b, struct record_source *s, struct str by)
{
	static const char *const sources[] = { "Operator's yearly return", "Operator's yearly return", "Site visit", "Supervisor's file",
		"Published map", "Interview" };
	static const char *const confidences[] = { "confirmed", "confirmed", "confirmed", "stated", "published", "stated" };
	const int64_t day = 86400 * 1000000LL;
	unsigned k = (unsigned)rng_below(&s->r, 6);
	bool assumed = chance(&s->r, 8), never = assumed || chance(&s->r, 10);
	cell_c(b, s->tlp[rng_below(&s->r, 4)]);
	cell(b, never || !by.len ? S("") : arena_printf(s->c->arena, "%.*s", STR(by)), false);
	int64_t days = (int64_t)(3 + rng_below(&s->r, 700));
	cell(b, never ? S("") : time_date(s->c->arena, s->c->base_us - days * day), false);
	cell_c(b, assumed ? "Desk's assumption" : sources[k]);
	cell_c(b, assumed ? "assumed" : never ? "unknown" : confidences[k]);
	cell_c(b, "sample");
	buf_char(b, '\n');
}

static void write_sectors(const struct country *c, struct buf *b)
{
	struct record_source s = record_source(c, "sectors.csv", "CLEAR", "CLEAR", "CLEAR");
	buf_put(b, S("id,name,parent" PEDIGREE_COLUMNS));
	for (unsigned i = 0; i < n_sector_rows; i++) {
		cell(b, str_c(sector_rows[i].id), true);
		cell_c(b, sector_rows[i].name);
		cell_c(b, sector_rows[i].parent);
		cell_pedigree(b, &s, S("coordinator"));
	}
}

static void write_organizations(const struct country *c, struct buf *b)
{
	struct record_source s = record_source(c, "organizations.csv", "CLEAR", "CLEAR", "GREEN");
	buf_put(b, S("id,name,kind,sector,country,parent,languages" PEDIGREE_COLUMNS));
	vec_each (o, &c->organizations) {
		cell(b, o->id, true);
		cell(b, o->name, false);
		cell_c(b, org_rows[o->type].kind);
		cell_c(b, org_rows[o->type].sector);
		cell_c(b, o->country);
		cell(b, o->parent ? c->organizations.at[o->parent - 1].id : S(""), false);
		cell_c(b, o->language);
		cell_pedigree(b, &s, o->id);
	}
}

static void write_contacts(const struct country *c, struct buf *b)
{
	struct record_source s = record_source(c, "contacts.csv", "AMBER", "GREEN", "AMBER+STRICT");
	buf_put(b, S("id,organization,name,role,channel,address,languages,hours,order,carried_by" PEDIGREE_COLUMNS));
	vec_each (x, &c->contacts) {
		const struct organization *o = &c->organizations.at[x->organization];
		cell(b, x->id, true);
		cell(b, o->id, false);
		cell(b, x->name, false);
		cell_c(b, x->role);
		cell_c(b, x->channel);
		cell(b, x->address, false);
		cell_c(b, o->language);
		cell_c(b, x->hours);
		cell_number(b, x->order, true);
		cell(b, x->carried_by ? c->nodes.at[x->carried_by - 1].id : S(""), false);
		cell_pedigree(b, &s, o->id);
	}
}

static void write_services(const struct country *c, struct buf *b, struct sink *out)
{
	struct record_source s = record_source(c, "services.csv", "GREEN", "CLEAR", "AMBER");
	buf_put(b, S("id,organization,name,sector,area,lat,lon,users,loss_per_hour,max_outage_min,restart_min" PEDIGREE_COLUMNS));
	for (size_t i = c->n_assets; i < c->nodes.n; i++) {
		const struct node *n = &c->nodes.at[i];
		const struct node_row *row = &node_rows[n->type];
		cell(b, n->id, true);
		cell(b, c->organizations.at[n->organization].id, false);
		cell(b, n->name, false);
		cell_c(b, row->sector);
		cell(b, c->places.at[n->place].name, false);
		cell_degrees(b, n->at.lat);
		cell_degrees(b, n->at.lon);
		cell_number(b, n->users, n->users > 0);
		cell_number(b, (uint64_t)n->users * (5 + n->type % 17), n->users > 0 && i % 3 != 0);
		cell_number(b, row->max_outage_min, row->max_outage_min > 0);
		cell_number(b, row->restart_min, row->restart_min > 0);
		cell_pedigree(b, &s, c->organizations.at[n->organization].id);
		sink_flush(out, false);
	}
}

static void write_assets(const struct country *c, struct buf *b, struct sink *out)
{
	struct record_source s = record_source(c, "assets.csv", "AMBER", "GREEN", "AMBER+STRICT");
	buf_put(b, S("id,organization,name,kind,sector,area,lat,lon,users,restart_min" PEDIGREE_COLUMNS));
	for (size_t i = 0; i < c->n_assets; i++) {
		const struct node *n = &c->nodes.at[i];
		const struct node_row *row = &node_rows[n->type];
		cell(b, n->id, true);
		cell(b, c->organizations.at[n->organization].id, false);
		cell(b, n->name, false);
		cell_c(b, row->kind);
		cell_c(b, row->sector);
		cell(b, c->places.at[n->place].name, false);
		cell_degrees(b, n->at.lat);
		cell_degrees(b, n->at.lon);
		cell_number(b, n->users, n->users > 0);
		cell_number(b, row->restart_min, row->restart_min > 0);
		cell_pedigree(b, &s, c->organizations.at[n->organization].id);
		sink_flush(out, false);
	}
}

static void write_components(const struct country *c, struct buf *b, struct sink *out)
{
	struct record_source s = record_source(c, "components.csv", "AMBER", "AMBER+STRICT", "AMBER+STRICT");
	buf_put(b, S("id,asset,vendor,product,version,cpe,purl,model,serial,exposure" PEDIGREE_COLUMNS));
	vec_each (x, &c->components) {
		const struct node *n = &c->nodes.at[x->asset];
		cell(b, x->id, true);
		cell(b, n->id, false);
		cell(b, x->vendor, false);
		cell(b, x->product, false);
		cell(b, x->version, false);
		cell(b, x->cpe, false);
		cell(b, x->purl, false);
		cell(b, x->model, false);
		cell(b, x->serial, false);
		cell_c(b, x->exposure);
		cell_pedigree(b, &s, c->organizations.at[n->organization].id);
		sink_flush(out, false);
	}
}

/* The attributes of a group, the same on each of its rows. Values that are the default are left empty. */
static void put_group(const struct country *c, struct buf *b, const struct group *g, struct record_source *s)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < g->n; i++)
		sum += c->members.at[g->first + i].weight;
	cell_number(b, g->need[3], g->need[3] != sum);
	cell_number(b, g->need[2], g->need[2] != g->need[3]);
	cell_number(b, g->need[1], g->need[1] != g->need[2]);
	cell_c(b, g->kind);
	cell_number(b, g->buffer_min, g->buffer_min > 0);
	cell_number(b, g->retained, g->retained > 0);
	cell_c(b, g->grounded ? "yes" : "");
	cell_c(b, g->complete ? "complete" : "unknown");
	cell_pedigree(b, s, c->organizations.at[c->nodes.at[g->dependent].organization].id);
}

static void write_dependencies(const struct country *c, struct buf *b, struct sink *out)
{
	struct record_source s = record_source(c, "dependencies.csv", "AMBER", "GREEN", "AMBER+STRICT");
	struct buf attributes = buf_make(c->arena, 2000);
	buf_put(b, S("dependent,group,supplier,weight,need,need_degraded,need_severe,kind,buffer_min,retained,grounded,"
	             "alternatives" PEDIGREE_COLUMNS));
	vec_each (g, &c->groups) {
		buf_clear(&attributes);
		put_group(c, &attributes, g, &s);
		for (uint32_t i = 0; i < g->n; i++) {
			const struct member *m = &c->members.at[g->first + i];
			cell(b, c->nodes.at[g->dependent].id, true);
			cell_c(b, g->name);
			cell(b, c->nodes.at[m->supplier].id, false);
			cell_number(b, m->weight, m->weight != 1);
			buf_put(b, buf_str(&attributes));
		}
		sink_flush(out, false);
	}
}

bool register_write(struct cx *cx, const struct country *c, struct str folder)
{
	static const char *const names[] = { "sectors", "organizations", "contacts", "services", "assets", "components", "dependencies" };
	for (unsigned i = 0; i < 7; i++) {
		struct sink out = sink_open(cx, arena_printf(c->arena, "%.*s/%s.csv", STR(folder), names[i]));
		switch (i) {
		case 0: write_sectors(c, &out.buf); break;
		case 1: write_organizations(c, &out.buf); break;
		case 2: write_contacts(c, &out.buf); break;
		case 3: write_services(c, &out.buf, &out); break;
		case 4: write_assets(c, &out.buf, &out); break;
		case 5: write_components(c, &out.buf, &out); break;
		default: write_dependencies(c, &out.buf, &out); break;
		}
		if (!sink_close(&out))
			return false;
	}
	return true;
}
