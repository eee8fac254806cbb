/* SPDX-License-Identifier: Apache-2.0
 *
 * What the desk looks after: names that mean the same, and advisories read from a browser. Must never drop an uploaded file silently.
 */
#include "advisory/web.h"
#include "advisory/alias.h"
#include "sys/archive.h"
#include "sys/file.h"
#include <stdlib.h>
#include <unistd.h>

enum { READINGS_SHOWN = 150 };

static void crumb(struct cx *cx, struct page_call *call, const char *href, struct str text)
{
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = str_c(href), .text = text };
}

bool admin_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct admin_view v = {};
	*vec_push(&cx->a, &v.links) = (struct admin_link){ S("/admin/advisories"), tr(o, "Read advisories"),
		tr(o, "CSAF documents or archives of them, read in a confined process, checked, and matched at once.") };
	*vec_push(&cx->a, &v.links) = (struct admin_link){ S("/quarantine"), tr(o, "Quarantine"),
		tr(o, "Documents that could not be read, each with its reason.") };
	*vec_push(&cx->a, &v.links) = (struct admin_link){ S("/admin/aliases"), tr(o, "Aliases"),
		tr(o, "Names that mean the same vendor or product. A change matches everything anew.") };
	if (cx->viewer->rights & RIGHT_REGISTER)
		*vec_push(&cx->a, &v.links) = (struct admin_link){ S("/admin/import"), tr(o, "Import the register"),
			tr(o, "Sectors, organizations, services, assets and dependencies as CSV or JSON Lines; with a trial run that shows "
			      "the difference.") };
	call->frame.title = tr(o, "Admin");
	page_admin(&call->main, &v);
	return true;
}

/* ---- aliases ---- */
static void fill_alias_form(struct cx *cx, struct page_call *call, struct alias_list_view *v)
{
	const struct page_out *o = &call->main;
	const struct request *req = call->req;
	v->kind = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = S("kind"), .label = tr(o, "What it names"), .required = true };
	bool product = str_eq(http_form(req, "kind"), S("product"));
	*vec_push(&cx->a, &v->kind.options) = (struct page_option){ S("vendor"), tr(o, "a vendor"), !product };
	*vec_push(&cx->a, &v->kind.options) = (struct page_option){ S("product"), tr(o, "a product"), product };
	v->alias = (struct field_view){ .name = S("alias"),
		.label = tr(o, "The other name"),
		.required = true,
		.value = http_form(req, "alias"),
		.help = tr(o, "As it stands in the register or in advisories.") };
	v->canonical = (struct field_view){
		.name = S("canonical"), .label = tr(o, "The name it means"), .required = true, .value = http_form(req, "canonical")
	};
	v->vendor = (struct field_view){
		.name = S("vendor"), .label = tr(o, "Vendor"), .value = http_form(req, "vendor"), .help = tr(o, "Of a product.")
	};
}

bool aliases_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct alias_list_view v = {};
	struct alias_vec all = {};
	size_t from, to;
	if (!aliases_list(cx, &all))
		return false;
	v.pager = web_pager(call->req, "page", all.n, WEB_ROWS, &from, &to);
	v.pager.href = S("/admin/aliases?page=");
	for (size_t i = from; i < to; i++)
		*vec_push(&cx->a, &v.rows) = (struct alias_row){ arena_printf(&cx->a, "%lld", (long long)all.at[i].key), all.at[i].vendor,
			all.at[i].alias, all.at[i].canonical, str_eq(all.at[i].kind, S("product")) };
	v.nothing = (struct empty_view){ tr(o, "No aliases yet"),
		tr(o, "When a component is not found in an advisory because the names differ, say here that they mean the same."), {}, {} };
	fill_alias_form(cx, call, &v);
	struct str done = http_query(call->req, "done");
	if (str_eq(done, S("saved")))
		call->frame.flash = (struct flash_view){ PAGE_GOOD, tr(o, "Saved. Everything has been matched anew.") };
	else if (str_eq(done, S("removed")))
		call->frame.flash = (struct flash_view){ PAGE_GOOD, tr(o, "Removed. Everything has been matched anew.") };
	call->frame.title = tr(o, "Aliases");
	call->frame.lede = tr(o, "Names that mean the same vendor or product.");
	crumb(cx, call, "/admin", tr(o, "Admin"));
	crumb(cx, call, "", call->frame.title);
	page_alias_list(&call->main, &v);
	return true;
}

bool alias_post(struct cx *cx, struct page_call *call)
{
	const struct request *req = call->req;
	struct alias x = { .kind = http_form(req, "kind"),
		.vendor = str_trim(http_form(req, "vendor")),
		.alias = str_trim(http_form(req, "alias")),
		.canonical = str_trim(http_form(req, "canonical")) };
	if (alias_put(cx, &x)) {
		call->res->location = S("/admin/aliases?done=saved");
		return true;
	}
	if (cx->err.kind != E_INVALID)
		return false;
	/* What was typed stays in the form. */
	struct flash_view why = { .tone = PAGE_BAD, .detail = arena_str(&cx->a, str_c(cx->err.text)) };
	call->res->status = err_http_status(cx->err.kind);
	err_clear(&cx->err);
	if (!aliases_page(cx, call))
		return false;
	call->frame.flash = why;
	return true;
}

bool alias_remove_post(struct cx *cx, struct page_call *call)
{
	int64_t key;
	if (!str_int(http_param(call->req, "key"), &key))
		return fail(cx, E_MISSING, "this alias is not there any more");
	call->res->location = S("/admin/aliases?done=removed");
	return alias_remove(cx, key);
}

/* ---- reading uploaded advisories ---- */
struct upload_work {
	struct cx *cx;
	struct page_call *call;
	struct advisory_session *session;
	struct upload_view v;
	int64_t counts[ADVISORY_SKIPPED + 1];
	size_t total;
};

static struct str state_word(const struct page_out *o, enum advisory_state state)
{
	switch (state) {
	case ADVISORY_ACCEPTED: return tr(o, "accepted");
	case ADVISORY_QUARANTINED: return tr(o, "quarantined");
	case ADVISORY_UNCHANGED: return tr(o, "here already");
	case ADVISORY_OLDER: return tr(o, "older than what is current");
	case ADVISORY_SKIPPED: return tr(o, "no advisory");
	}
	return S("");
}

static void add_row(struct upload_work *w, const struct upload_row *row)
{
	w->total++;
	if (w->v.rows.n < READINGS_SHOWN) {
		*vec_push(&w->cx->a, &w->v.rows) = *row;
		return;
	}
	w->v.left_out++;
	/* What needs a person's eye is shown rather than what went well. */
	for (size_t i = 0; row->bad && i < w->v.rows.n; i++)
		if (!w->v.rows.at[i].bad) {
			w->v.rows.at[i] = *row;
			return;
		}
}

static bool told(void *arg, const struct advisory_reading *r)
{
	struct upload_work *w = arg;
	struct arena *a = &w->cx->a;
	bool bad = r->state == ADVISORY_QUARANTINED || r->state == ADVISORY_SKIPPED;
	struct upload_row row = { .name = arena_str(a, r->name),
		.tracking = arena_str(a, r->tracking),
		.version = arena_str(a, r->version),
		.supersedes = arena_str(a, r->supersedes),
		.reason = arena_str(a, r->reason),
		.state = state_word(&w->call->main, r->state),
		.products = (int64_t)r->products,
		.vulnerabilities = (int64_t)r->vulnerabilities,
		.findings = (int64_t)r->findings,
		.affected = (int64_t)r->affected,
		.good = r->state == ADVISORY_ACCEPTED,
		.bad = bad };
	if (r->tracking.len && r->state != ADVISORY_OLDER) {
		struct advisory_head head = { .publisher = r->publisher, .tracking = r->tracking };
		row.href = web_advisory_href(a, NULL, &head);
	}
	w->counts[r->state]++;
	add_row(w, &row);
	return true;
}

/* The archive goes through a descriptor, since it is unpacked inside the jail; it never lies on the disk. A damaged one spoils only itself. */
static bool read_archive(struct upload_work *w, const struct http_file *file)
{
	struct cx *cx = w->cx;
	int fd = file_of_bytes(file->bytes, &cx->err);
	if (fd >= 0) {
		advisory_read_archive(w->session, file->filename, fd);
		close(fd);
	}
	return ok(cx);
}

static int bad_first(const void *x, const void *y)
{
	const struct upload_row *a = x, *b = y;
	if (a->bad != b->bad)
		return b->bad - a->bad;
	return str_cmp(a->name, b->name);
}

static void add_tile(struct upload_work *w, enum advisory_state state, enum page_tone tone)
{
	if (w->counts[state])
		*vec_push(&w->cx->a, &w->v.tiles.tiles) =
		        (struct tile){ w->counts[state], state_word(&w->call->main, state), {}, {}, tone };
}

static void show_form(struct page_call *call, struct upload_view *v)
{
	const struct page_out *o = &call->main;
	v->files = (struct field_view){ .kind = PAGE_FIELD_FILE,
		.name = S("files"),
		.label = tr(o, "CSAF 2.0 documents, or archives of them"),
		.required = true,
		.many = true,
		.help = tr(o, "At most 8 files and 64 MiB at once: .json, .zip, .tar, .tar.gz, .tar.xz, .tar.zst.") };
	call->frame.title = tr(o, "Read advisories");
}

bool upload_page(struct cx *cx, struct page_call *call)
{
	struct upload_view v = {};
	show_form(call, &v);
	crumb(cx, call, "/admin", tr(&call->main, "Admin"));
	crumb(cx, call, "", call->frame.title);
	page_upload(&call->main, &v);
	return true;
}

bool upload_post(struct cx *cx, struct page_call *call)
{
	struct upload_work w = { .cx = cx, .call = call };
	const struct request *req = call->req;
	if (!req->n_files)
		return fail(cx, E_INVALID, "no file was chosen: choose one or several documents or archives");
	w.session = advisory_begin(cx, told, &w);
	for (unsigned i = 0; i < req->n_files && ok(cx); i++) {
		if (archive_named(req->files[i].filename))
			read_archive(&w, &req->files[i]);
		else
			advisory_read_bytes(w.session, req->files[i].filename, req->files[i].bytes);
	}
	if (!advisory_end(w.session)) {
		if (!w.total)
			return false;
		/* Some are committed already: they are told, and what stopped the rest. */
		call->frame.flash = (struct flash_view){ .tone = PAGE_BAD, .detail = arena_str(&cx->a, str_c(cx->err.text)) };
		call->res->status = err_http_status(cx->err.kind);
		err_clear(&cx->err);
	}
	if (w.v.rows.n)
		qsort(w.v.rows.at, w.v.rows.n, sizeof *w.v.rows.at, bad_first);
	w.v.done = true;
	add_tile(&w, ADVISORY_ACCEPTED, PAGE_GOOD);
	add_tile(&w, ADVISORY_QUARANTINED, PAGE_BAD);
	add_tile(&w, ADVISORY_UNCHANGED, PAGE_NOTE);
	add_tile(&w, ADVISORY_OLDER, PAGE_NOTE);
	add_tile(&w, ADVISORY_SKIPPED, PAGE_WARN);
	if (advisory_passed_over(w.session))
		*vec_push(&cx->a, &w.v.tiles.tiles) = (struct tile){ (int64_t)advisory_passed_over(w.session), tr(&call->main, "other files in archives"),
			tr(&call->main, "not named .json"), {}, PAGE_NOTE };
	show_form(call, &w.v);
	crumb(cx, call, "/admin", tr(&call->main, "Admin"));
	crumb(cx, call, "", call->frame.title);
	call->no_cache = true;
	page_upload(&call->main, &w.v);
	return true;
}
