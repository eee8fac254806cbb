/* SPDX-License-Identifier: Apache-2.0
 *
 * One request → one page: who asks, may they, which row, its handler, the frame around it, or the error in one line. The right stands in the row; a row
 * without one denies. Missing and not released are one answer.
 */
#include "app/desk_server.h"
#include "app/views.h"
#include "base/log.h"
#include "base/map.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/who_certificate.h"
#include "core/who_token.h"
#include "people/people.h"
#include <time.h>
#include <stdio.h>
#include <string.h>

/* All rows are looked at, whatever is found: how long it takes tells nothing of what there is. A row that the viewer may not open says nothing of itself. */
static const struct page *find_page(struct arena *a, struct request *req, unsigned rights, bool *other_method)
{
	enum http_method method = req->method == HTTP_HEAD ? HTTP_GET : req->method;
	const struct page *found = NULL;
	struct http_pairs params;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path; p++) {
			if (!http_match(a, p->path, req))
				continue;
			if (p->method == method && !found) {
				found = p;
				params.n = req->params.n;
				memcpy(params.at, req->params.at, params.n * sizeof params.at[0]);
			} else if (p->method != method && (p->right & rights)) {
				*other_method = true;
			}
		}
	if (found) {
		req->params.n = params.n;
		memcpy(req->params.at, params.at, params.n * sizeof params.at[0]);
	}
	return found;
}

static void add_link(struct cx *cx, struct page_call *call, struct page_links *to, const struct page *p, const struct page *here)
{
	struct str path = str_c(p->path);
	bool inside = str_eq(path, call->req->path) || (path.len > 1 && str_starts(call->req->path, path) && call->req->path.ptr[path.len] == '/');
	*vec_push(&cx->a, to) = (struct page_link){ .href = path, .text = tr(&call->main, p->menu), .here = inside || p == here };
}

/* Adds the rows with a label that the viewer may open: the one at this address, or with NULL all that menu_order does not name. */
static void add_links(struct cx *cx, struct page_call *call, struct page_links *to, const char *wanted, const struct page *here)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path; p++) {
			bool listed = false;
			for (const char *const *m = menu_order; *m; m++)
				listed |= str_eq(str_c(*m), str_c(p->path));
			if ((wanted ? str_eq(str_c(wanted), str_c(p->path)) : !listed) && p->menu && cx->viewer && (cx->viewer->rights & p->right))
				add_link(cx, call, to, p, here);
		}
}

/* First menu_order; what else has a label is about the desk itself and shares one entry, which opens into a row of its own. */
static void fill_menu(struct cx *cx, struct page_call *call, const struct page *here)
{
	struct frame_view *f = &call->frame;
	bool inside = false;
	for (const char *const *m = menu_order; *m; m++)
		add_links(cx, call, &f->menu, *m, here);
	add_links(cx, call, &f->within, NULL, here);
	if (!f->menu.n) { /* who only looks after the desk */
		f->menu = f->within;
		f->within = (struct page_links){};
	}
	vec_each (link, &f->within)
		inside |= link->here;
	if (f->within.n)
		*vec_push(&cx->a, &f->menu) = (struct page_link){ .href = f->within.at[0].href, .text = tr(&call->main, "Desk"), .here = inside };
	if (!inside)
		f->within = (struct page_links){};
}

static void fill_frame(struct cx *cx, struct page_call *call, const struct page *here, const struct desk *desk)
{
	struct frame_view *f = &call->frame;
	fill_menu(cx, call, here);
	f->desk = desk->name;
	/* How often something has changed is for whoever keeps the register: it counts what others cannot see. */
	f->freshness = release_viewed(cx, &(struct labels){ .tlp = TLP_RED }, PURPOSE_READ).decision == RELEASE_ALLOW;
	f->revision = desk->revision;
	f->made = (struct when){ cx->now_us };
	f->back = call->req->target;
	f->language_path = S("/language");
	f->sign_in = S("/login");
	f->mode = (enum page_mode)cx->mode;
	if (cx->viewer && cx->viewer->person.len) {
		f->person = cx->viewer->name;
		f->role = people_role_word(&call->main, cx->viewer->clearance.role);
		f->account = S("/account");
		f->sign_out = S("/logout");
	}
	f->main = page_captured(&call->main);
}

/* What kind of trouble, in the viewer's language; the reason beside it is the program's own text. */
static struct str trouble_word(const struct page_out *o, enum err_kind kind)
{
	switch (kind) {
	case E_INVALID: return tr(o, "What was sent cannot be used.");
	case E_MISSING: return tr(o, "It is not there, or it is not released to you.");
	case E_CONFLICT: return tr(o, "Something stands against it, or changed meanwhile.");
	case E_DENIED: return tr(o, "You may not do this.");
	case E_BUSY: return tr(o, "The desk is busy: please try again.");
	case E_BROKEN: return tr(o, "Something here is broken: please tell whoever looks after this desk.");
	case E_NONE: break;
	}
	return S("");
}

/* Addresses that are secrets themselves, or carry one behind the question mark. */
struct str route_shown(struct arena *a, struct str target)
{
	static const char *const secret[] = { "/invite/", "/recover/", "/setup/", "/login/oidc/answer?" };
	for (unsigned i = 0; i < sizeof secret / sizeof *secret; i++)
		if (str_starts(target, str_c(secret[i])))
			return arena_printf(a, "%s…", secret[i]);
	return target;
}

static void trouble(struct cx *cx, struct page_call *call)
{
	call->res->status = err_http_status(cx->err.kind);
	if (cx->err.kind == E_BROKEN || cx->err.kind == E_BUSY)
		log_line(LOG_ERROR, "%.*s: %s", STR(route_shown(&cx->a, call->req->path)), cx->err.text);
	call->main = page_capture(&(struct page_out){ .buf = &call->res->body, .lang = call->main.lang, .rtl = call->main.rtl });
	call->frame = (struct frame_view){ .title = call->res->status == 404 ? tr(&call->main, "Not found") : tr(&call->main, "That did not work") };
	page_trouble(&call->main,
		&(struct trouble_view){ .flash = { .tone = PAGE_BAD, .text = trouble_word(&call->main, cx->err.kind), .detail = arena_str(&cx->a, str_c(cx->err.text)) },
			.back = call->req->method == HTTP_POST ? call->req->path : S("/") });
	err_clear(&cx->err);
}

static bool sign_in_first(struct cx *cx, const struct request *req, struct response *res)
{
	enum { BACK_BYTES_MAX = 1000 }; /* what is longer, nobody typed: they begin at their first page */
	struct buf b = buf_make(&cx->a, 4096);
	struct page_out o = page_out(&b, NULL);
	buf_put(&b, S("/login?back="));
	put_url(&o, req->target);
	res->status = 303;
	res->location = req->method == HTTP_POST || req->target.len > BACK_BYTES_MAX ? S("/login") : buf_str(&b);
	return true;
}

/* Finds the page, checks the right, runs the handler. true: the frame is still to be put around it. */
static bool run_page(struct cx *cx, const struct page *page, struct page_call *call, bool other_method)
{
	if (!page)
		return fail(cx, E_MISSING, other_method ? "this address is not used that way" : "there is no such page");
	if (page->method == HTTP_POST && !call->req->bearer.len && !http_same_origin(call->req))
		return fail(cx, E_DENIED, "this form was sent from another site: open the page here and try again");
	if (!page->handler(cx, call) && ok(cx))
		fail(cx, E_BROKEN, "the page could not be made");
	/* What a change sets off is done before the next page is looked at. */
	if (ok(cx) && page->method == HTTP_POST && page->right != RIGHT_ANYONE)
		events_run(cx, features);
	return ok(cx);
}

static void prepare(struct desk_server *s, struct worker *w, const struct who_from *from)
{
	struct cx *cx = &w->cx;
	struct db *db = cx->db;
	cache_let_go(cx);
	arena_reset(&cx->a);
	*cx = (struct cx){ .a = cx->a, .db = db, .cache = s->cache, .jail = s->jail, .secrets = s->secrets, .features = features, .from = from, .now_us = app_now_us() };
	if (!cx->db && !db_open(cx, s->where, false))
		log_line(LOG_ERROR, "%s", cx->err.text);
}

/* Who asks: an API token alone when there is one, else the session, else the certificate of the TLS handshake. */
static void who_asks(struct cx *cx, const struct request *req, struct viewer *viewer)
{
	if (req->bearer.len)
		who_by_token(cx, req->bearer, viewer);
	else if (!who_session(cx, req->session, viewer) && ok(cx))
		who_by_certificate(cx, req->certificate, viewer);
}

unsigned route_rights(struct desk_server *s, struct worker *w, const struct request *req)
{
	struct who_from from = { .address = req->peer, .agent = req->user_agent, .device = req->device };
	struct viewer viewer = { .rights = RIGHT_ANYONE };
	prepare(s, w, &from);
	if (ok(&w->cx))
		who_asks(&w->cx, req, &viewer);
	if (!ok(&w->cx))
		log_line(LOG_ERROR, "%s", w->cx.err.text);
	return ok(&w->cx) ? viewer.rights : RIGHT_ANYONE;
}

/* A token that is none, has ended, or whose person may not act: all one answer (RFC 6750). */
static bool token_refused(struct response *res)
{
	res->status = 401;
	res->content_type = S("text/plain; charset=utf-8");
	buf_put(&res->body, S("this token is not accepted\n"));
	return true;
}

static const struct catalogue *language_of(const struct cx *cx, const struct request *req)
{
	const struct catalogue *c = req->language.len ? catalogue_find(req->language) : NULL;
	if (!c && cx->viewer && cx->viewer->lang.len)
		c = catalogue_find(cx->viewer->lang);
	return c ? c : catalogue_negotiate(req->accept_language);
}

/* What is hidden is looked at a moment longer than what is not there, by a row that is found and then refused. Both answers leave at the next tick after the
 * request came, so that nobody can tell them apart by the clock. */
static void leave_on_tick(int64_t came_us)
{
	enum { TICK_US = 2000 };
	int64_t spent_us = app_now_us() - came_us, rest_us = TICK_US - spent_us % TICK_US;
	if (spent_us >= 0)
		nanosleep(&(struct timespec){ .tv_nsec = rest_us * 1000 }, NULL);
}

bool route_answer(struct desk_server *s, struct worker *w, struct request *req, struct response *res, struct page_made *made)
{
	struct who_from from = { .address = req->peer, .agent = req->user_agent, .device = req->device };
	prepare(s, w, &from);
	struct cx *cx = &w->cx;
	struct map shown = map_make(&cx->a);
	cx->shown = &shown;
	struct viewer viewer = { .rights = RIGHT_ANYONE };
	struct desk desk = {};
	bool other_method = false;
	int64_t known_us = app_now_us(); /* before the revision is read: what is shown is never older than this */
	if (ok(cx))
		desk_read(cx, &desk);
	if (ok(cx))
		who_asks(cx, req, &viewer);
	if (ok(cx) && req->bearer.len && !viewer.person.len)
		return token_refused(res);
	cx->viewer = &viewer;
	const struct page *page = find_page(&cx->a, req, viewer.rights, &other_method);
	const struct catalogue *language = language_of(cx, req);
	req->lang = str_c(language->code);
	struct page_out out = page_out(&res->body, language);
	struct page_call call = { .req = req, .res = res, .features = features, .main = page_capture(&out) };
	if (page && !(viewer.rights & page->right) && !viewer.person.len && ok(cx))
		return sign_in_first(cx, req, res);
	if (made)
		*made = (struct page_made){ .revision = desk.revision, .known_us = known_us, .until_us = viewer.due_us, .denied = page && !(viewer.rights & page->right) };
	if (made && ok(cx))
		snprintf(made->actor, sizeof made->actor, "%.*s", STR(viewer.person));
	if (page && !(viewer.rights & page->right) && (str_eq(req->path, S("/")) || viewer.wants_factor) && ok(cx)) {
		res->status = 303;
		res->location = people_home(viewer.rights);
		return true;
	}
	if (page && !(viewer.rights & page->right))
		page = NULL; /* a page one may not open is one that is not there */
	bool good = ok(cx) && run_page(cx, page, &call, other_method);
	if (good && (call.raw || res->location.len)) {
		if (res->location.len)
			res->status = 303;
	} else {
		if (!good)
			trouble(cx, &call);
		fill_frame(cx, &call, page, &desk);
		page_framed(&out, &call.frame);
		if (page && res->status == 404)
			leave_on_tick(known_us);
	}
	if (good)
		res->about = release_shown_text(&cx->a, &shown);
	cx->shown = NULL;
	if (made)
		made->may_keep = good && !call.raw && !call.no_cache && !res->location.len && !res->set_cookie.len && !res->set_device.len && !res->status;
	return true;
}
