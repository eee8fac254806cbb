/* SPDX-License-Identifier: Apache-2.0
 *
 * Words, addresses and parts that the room's pages share.
 */
#include "base/json.h"
#include "core/ledger.h"
#include "registry/web.h"
#include <string.h>

enum { TEXT_BYTES_MAX = 8192, HISTORY_ROWS = 12, HISTORY_FIELDS = 6 };

/* ---- words ---- */
struct str register_fill(const struct page_out *o, struct str text, const struct str *values, size_t n)
{
	struct buf b = buf_make(o->buf->arena, TEXT_BYTES_MAX);
	size_t next = 0;
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = str_slice(text, i, text.len);
		size_t which = next;
		if (rest.len > 3 && rest.ptr[0] == '%' && rest.ptr[1] >= '1' && rest.ptr[1] <= '9' && rest.ptr[2] == '$' &&
		        rest.ptr[3] == 's') {
			which = (size_t)(rest.ptr[1] - '1');
			i += 3;
		} else if (str_starts(rest, S("%s"))) {
			next++;
			i++;
		} else {
			i += str_starts(rest, S("%%"));
			buf_char(&b, text.ptr[i]);
			continue;
		}
		if (which < n)
			buf_put(&b, values[which]);
	}
	return buf_str(&b);
}

struct str register_number(const struct page_out *o, int64_t v)
{
	struct buf b = buf_make(o->buf->arena, 64);
	if (v < 0)
		return S("–");
	catalogue_number(o->lang, &b, v);
	return buf_str(&b);
}

struct str register_minutes(const struct page_out *o, int64_t minutes)
{
	if (minutes < 0)
		return S("");
	if (minutes && minutes % 1440 == 0)
		return register_say(o, tr(o, "%s d"), register_number(o, minutes / 1440));
	if (minutes >= 60 && minutes % 60 == 0)
		return register_say(o, tr(o, "%s h"), register_number(o, minutes / 60));
	if (minutes > 60)
		return register_say(o, tr(o, "%s h %s min"), register_number(o, minutes / 60), register_number(o, minutes % 60));
	return register_say(o, tr(o, "%s min"), register_number(o, minutes));
}

struct str register_need(const struct page_out *o, const struct list_link *l)
{
	int64_t need = l->need < 0 ? l->sum : l->need, degraded = l->need_degraded < 0 ? need : l->need_degraded;
	int64_t severe = l->need_severe < 0 ? degraded : l->need_severe;
	struct str sum = register_number(o, l->sum);
	if (l->members <= 1 && need <= l->sum)
		return S("");
	if (degraded < need || severe < degraded)
		return register_say(o, tr(o, "full %s of %s, degraded %s, severe %s"), register_number(o, need), sum,
		        register_number(o, degraded), register_number(o, severe));
	if (need > l->sum) /* not all of the group is released */
		return register_say(o, tr(o, "needs %s"), register_number(o, need));
	if (need == l->sum)
		return register_say(o, tr(o, "all of %s"), register_number(o, l->members));
	return register_say(o, tr(o, "%s of %s"), register_number(o, need), sum);
}

struct str registry_word(const struct page_out *o, struct str choice)
{
	const struct {
		const char *word;
		struct str text;
	} words[] = { { "operator", tr(o, "operator") }, { "regulator", tr(o, "regulator") }, { "ministry", tr(o, "ministry") },
		{ "agency", tr(o, "agency") }, { "csirt", tr(o, "CSIRT") }, { "vendor", tr(o, "vendor") },
		{ "academia", tr(o, "academia") }, { "civil-society", tr(o, "civil society") }, { "foreign", tr(o, "foreign") },
		{ "international", tr(o, "international") }, { "duty", tr(o, "duty officer") }, { "security", tr(o, "security") },
		{ "executive", tr(o, "executive") }, { "poc", tr(o, "point of contact") }, { "physical", tr(o, "physical") },
		{ "cyber", tr(o, "cyber") }, { "geographic", tr(o, "geographic") }, { "logical", tr(o, "logical") },
		{ "confirmed", tr(o, "confirmed") }, { "published", tr(o, "published") }, { "stated", tr(o, "stated") },
		{ "assumed", tr(o, "assumed") }, { "unknown", tr(o, "unknown") }, { "email", tr(o, "email") }, { "phone", tr(o, "phone") },
		{ "telephone", tr(o, "phone") }, { "sms", tr(o, "text message") }, { "radio", tr(o, "radio") }, { "fax", tr(o, "fax") },
		{ "pager", tr(o, "pager") }, { "satellite", tr(o, "satellite phone") }, { "internet", tr(o, "reachable from the internet") },
		{ "internal", tr(o, "internal network") }, { "isolated", tr(o, "isolated network") }, { "remote access", tr(o, "remote access") } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_fold(choice, str_c(words[i].word)))
			return words[i].text;
	return choice;
}

struct str register_beside(const struct page_out *o, struct str name, const char *between, struct str text)
{
	/* First strong isolates: each part is laid out by itself. */
	return arena_printf(o->buf->arena, "\u2068%.*s\u2069%s\u2068%.*s\u2069", STR(name), between, STR(text));
}

struct str register_record_word(const struct page_out *o, struct str record)
{
	const struct {
		const char *word;
		struct str text;
	} words[] = { { "sectors", tr(o, "Sectors") }, { "organizations", tr(o, "Organizations") }, { "contacts", tr(o, "Contacts") },
		{ "services", tr(o, "Services") }, { "assets", tr(o, "Assets") }, { "components", tr(o, "Components") },
		{ "dependencies", tr(o, "Dependencies") }, { "coast", tr(o, "Outline of the country") }, { "sector", tr(o, "Sector") },
		{ "organization", tr(o, "Organization") }, { "contact", tr(o, "Contact") }, { "service", tr(o, "Service") },
		{ "asset", tr(o, "Asset") }, { "component", tr(o, "Component") }, { "dependency", tr(o, "Dependency") } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(record, str_c(words[i].word)))
			return words[i].text;
	return record;
}

/* ---- addresses ---- */
struct str register_organization_href(struct arena *a, struct str id)
{
	return address_of(a, "/register/organizations/", id);
}

struct str register_node_href(struct arena *a, struct str id)
{
	return address_of(a, "/register/nodes/", id);
}

struct str register_list_href(struct arena *a, const char *path, const char *name, struct str value)
{
	struct address q = address_begin(a, str_c(path));
	address_add(&q, name, value);
	return buf_str(&q.b);
}

int64_t register_page(const struct request *req)
{
	int64_t page = 1;
	return str_int(http_query(req, "page"), &page) && page >= 1 && page <= 1000000 ? page : 1;
}

struct pager_view register_pager(struct address *q, int64_t page, int64_t total)
{
	return (struct pager_view){ .page = page, .pages = (total + REGISTER_ROWS - 1) / REGISTER_ROWS, .total = total, .href = address_open(q, "page") };
}

/* ---- parts ---- */
void register_crumb(struct cx *cx, struct page_call *call, struct str href, struct str text)
{
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = href, .text = text };
}

struct html register_link(const struct page_out *o, struct str href, struct str text)
{
	struct page_out part = page_capture(o);
	page_register_link(&part, &(struct register_link_view){ href, text });
	return page_captured(&part);
}

void register_fact(struct arena *a, struct facts_view *facts, struct str term, struct str text)
{
	if (text.len)
		*vec_push(a, &facts->facts) = (struct fact){ .term = term, .text = text };
}

void register_fact_link(const struct page_out *o, struct facts_view *facts, struct str term, struct str href, struct str text)
{
	if (text.len)
		*vec_push(o->buf->arena, &facts->facts) = (struct fact){ .term = term, .html = register_link(o, href, text) };
}

void register_who_link(struct cx *cx, struct page_call *call, const char *kind, struct str id)
{
	if (!(cx->viewer->rights & RIGHT_POLICY))
		return;
	struct address q = address_begin(&cx->a, S("/release/who"));
	address_add(&q, "kind", str_c(kind));
	address_add(&q, "id", id);
	call->frame.actions = register_link(&call->main, buf_str(&q.b), tr(&call->main, "Who would see this?"));
}

void register_common(struct page_call *call, struct facts_view *facts, const struct list_common *common)
{
	struct page_out *o = &call->main, beside = page_capture(o);
	struct arena *a = o->buf->arena;
	struct str by = common->confirmed_by, on = common->confirmed_on;
	register_fact(a, facts, tr(o, "Confidence"), registry_word(o, common->confidence));
	register_fact(a, facts, tr(o, "Confirmed"), by.len && on.len ? arena_printf(a, "%.*s, %.*s", STR(by), STR(on)) : by.len ? by : on);
	register_fact(a, facts, tr(o, "Source"), common->source);
	register_fact(a, facts, tr(o, "Imported from"), common->origin);
	put_tlp(&beside, page_tlp_of(common->tlp));
	call->frame.beside = page_captured(&beside);
}

struct node_row register_node_row(const struct page_out *o, const struct list_node *n)
{
	struct arena *a = o->buf->arena;
	return (struct node_row){ .href = register_node_href(a, n->id),
		.name = n->name,
		.id = n->id,
		.kind = n->kind,
		.sector = n->sector_name,
		.area = n->area,
		.organization = n->organization_name,
		.organization_href = register_organization_href(a, n->organization),
		.users = register_number(o, n->users),
		.outage = n->max_outage_min < 0 ? S("–") : register_minutes(o, n->max_outage_min),
		.components = n->components };
}

/* ---- history ---- */
/* The fields of a change; a creation lists none: the record itself stands above. */
static void changed_fields(struct cx *cx, const struct ledger_line *line, struct history_row *row)
{
	struct err err = {};
	const struct json *v = json_parse(&cx->a, line->content, (struct json_limits){ .max_bytes = 1 << 20 }, &err);
	for (uint32_t i = 0; v && v->type == JSON_OBJECT && i < v->n; i++) {
		const struct json *pair = &v->members[i].value;
		if (json_count_(pair) != 2)
			continue;
		if (row->fields.n == HISTORY_FIELDS) {
			row->more++;
			continue;
		}
		*vec_push(&cx->a, &row->fields) = (struct changed_field){
			.name = v->members[i].key, .was = json_str(&pair->items[0]), .now = json_str(&pair->items[1])
		};
	}
}

bool register_history(struct cx *cx, const struct page_out *o, const char *kind, struct str id, struct register_history_view *out)
{
	struct ledger_line_vec lines = {};
	if (!ledger_history(cx, id, &lines))
		return false;
	for (size_t i = lines.n; i-- > 0;) {
		const struct ledger_line *line = &lines.at[i];
		struct str what = line->kind;
		if (!str_eq(str_cut(&what, '.'), str_c(kind)))
			continue;
		if (out->rows.n == HISTORY_ROWS) {
			out->more++;
			continue;
		}
		struct history_row *row = vec_push(&cx->a, &out->rows);
		*row = (struct history_row){ .at = { line->at_us }, .actor = line->actor };
		row->what = str_eq(what, S("create")) ? tr(o, "entered") : str_eq(what, S("update")) ? tr(o, "changed") : tr(o, "removed");
		if (str_eq(what, S("update")))
			changed_fields(cx, line, row);
	}
	return true;
}

struct str register_import_text(struct cx *cx, const struct page_out *o, struct str content)
{
	static const char *const signs[] = { "+", "~", "−" };
	struct err err = {};
	struct buf b = buf_make(&cx->a, TEXT_BYTES_MAX);
	const struct json *v = json_parse(&cx->a, content, (struct json_limits){ .max_bytes = 1 << 16 }, &err);
	for (uint32_t i = 0; v && v->type == JSON_OBJECT && i < v->n; i++) {
		const struct json *counts = &v->members[i].value;
		buf_put(&b, i ? S(" · ") : S(""));
		buf_put(&b, register_record_word(o, v->members[i].key));
		for (uint32_t k = 0; k < 3 && k < json_count_(counts); k++) {
			int64_t n = 0;
			if (!json_int(&counts->items[k], &n) || !n)
				continue;
			buf_char(&b, ' ');
			buf_put(&b, str_c(signs[k]));
			catalogue_number(o->lang, &b, n);
		}
	}
	return buf_str(&b);
}
