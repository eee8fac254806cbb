/* SPDX-License-Identifier: Apache-2.0
 *
 * What the workers do with a request: a prepared asset, a kept page, or the router. Must never send a page that somebody known has asked for before it is
 * noted that they read it.
 */
#include "app/desk_server.h"
#include "base/json.h"
#include "base/log.h"
#include "core/who.h"

static bool send_asset(struct desk_server *s, const struct request *req, struct response *res)
{
	const struct page_asset *asset = page_asset_find(req->path);
	for (unsigned i = 0; asset && page_asset_at(i); i++)
		if (page_asset_at(i) == asset && i < sizeof s->assets / sizeof *s->assets) {
			res->shared = server_shared_hold(s->assets[i]);
			return true;
		}
	return false;
}

/* The answer's texts into the memory of its request, so that the worker's may go before the answer has been sent. */
static void move_texts(struct response *res, struct arena *into)
{
	struct str *texts[] = { &res->content_type, &res->location, &res->set_cookie, &res->set_device, &res->etag, &res->about };
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i]->len)
			*texts[i] = arena_str(into, *texts[i]);
	if (res->body.arena != into) {
		struct str bytes = buf_str(&res->body);
		bool overflow = res->body.overflow;
		res->body = buf_make(into, bytes.len + 1);
		buf_put(&res->body, bytes);
		res->body.overflow |= overflow;
	}
}

static void answer(struct desk_server *s, struct worker *w, struct request *req, struct response *res, struct page_made *made)
{
	struct arena *of_request = res->body.arena;
	pthread_mutex_lock(&w->busy);
	route_answer(s, w, req, res, made);
	move_texts(res, of_request);
	cache_let_go(&w->cx); /* it may be long until the next request: what is old by then would stay in memory */
	arena_reset(&w->cx.a);
	pthread_mutex_unlock(&w->busy);
}

/* ---- page reads ---- */
enum { NOTE_BYTES_MAX = 128 << 10 };

/* One leaf a request: who was shown which page, or was refused it. A change has a leaf of its own, so a redirect after one needs none. */
static void note(struct desk_server *s, const struct request *req, struct response *res, const char *actor, int status, bool denied, int64_t now_us)
{
	struct str shown = route_shown(res->body.arena, req->target), rest = shown, path = str_cut(&rest, '?');
	const char *kind = denied || status == 403 ? "page.refused" : status == 404 ? "page.missing" : "page.read";
	if (!*actor || (status >= 300 && status != 304 && status != 403 && status != 404 && status < 500))
		return;
	struct buf b = buf_make(res->body.arena, NOTE_BYTES_MAX);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "method", req->method == HTTP_POST ? S("POST") : S("GET"));
	jo_kstr(&o, "address", shown);
	jo_kint(&o, "status", status);
	struct str rows = res->shared ? server_shared_about(res->shared) : res->about;
	if (rows.len && status == 200) {
		jo_key(&o, "rows");
		buf_put(&b, rows); /* an object already */
	}
	buf_char(&b, '}');
	res->ticket = reads_note(s->reads,
		&(struct read_note){ .at_us = now_us, .actor = str_c(actor), .kind = str_c(kind), .subject = path, .content = buf_str(&b), .class_key = s->reads_class });
}

/* While the journal takes nothing, nobody known is shown anything. */
static bool stuck(struct desk_server *s, const struct request *req, struct response *res)
{
	if (!(req->session.len || req->bearer.len || req->certificate.len) || !reads_stuck(s->reads))
		return false;
	res->status = 503;
	res->content_type = S("text/plain; charset=utf-8");
	buf_put(&res->body, S("The desk cannot record who reads it just now, so it shows nothing. Its administrator finds the reason in the log.\n"));
	return true;
}

static bool send_kept(struct desk_server *s, const struct request *req, struct response *res, int64_t now_us)
{
	char actor[KEPT_ACTOR_BYTES];
	struct server_shared *kept = s->pages ? kept_find(s->pages, req, now_us, actor) : NULL;
	if (!kept)
		return false;
	res->shared = kept;
	note(s, req, res, actor, 200, false, now_us);
	return true;
}

static void keep(struct desk_server *s, const struct request *req, struct response *res, const struct page_made *made)
{
	struct server_shared *page = server_shared_make(res);
	if (!page)
		return;
	res->shared = server_shared_hold(page);
	kept_keep(s->pages, req, page, made->actor, made->revision, made->known_us, made->until_us);
}

bool serve_handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	struct desk_server *s = app;
	int64_t now_us = app_now_us();
	atomic_store_explicit(&s->asked_us, now_us, memory_order_relaxed);
	res->secure = req->secure;
	if ((str_starts(req->path, S("/asset/")) && send_asset(s, req, res)) || stuck(s, req, res) || send_kept(s, req, res, now_us))
		return true;
	struct request own = *req;
	struct page_made made = {};
	answer(s, &s->workers[worker], &own, res, &made);
	res->secure = req->secure;
	note(s, req, res, made.actor, res->status ? res->status : res->location.len ? 303 : 200, made.denied, now_us);
	/* Who has changed something, or left, sees none of the pages made before. */
	if (s->pages && req->method == HTTP_POST)
		kept_forget(s->pages, req->session);
	if (s->pages && made.may_keep)
		keep(s, &own, res, &made);
	return true;
}

static unsigned rights_of(struct desk_server *s, struct worker *w, const struct request *req)
{
	pthread_mutex_lock(&w->busy);
	atomic_store_explicit(&s->asked_us, app_now_us(), memory_order_relaxed);
	unsigned rights = route_rights(s, w, req);
	cache_let_go(&w->cx);
	arena_reset(&w->cx.a);
	pthread_mutex_unlock(&w->busy);
	return rights;
}

/* A large body only to whoever may open the page it is for: nobody else takes of the room that all uploads share. */
size_t serve_body_limit(void *app, unsigned worker, const struct request *head)
{
	struct desk_server *s = app;
	if (head->method != HTTP_POST || !(head->session.len || head->bearer.len || head->certificate.len))
		return SERVER_BODY_BYTES;
	struct request own = *head;
	struct arena a = {};
	size_t limit = SERVER_BODY_BYTES;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path; p++)
			if (p->method == HTTP_POST && p->upload_bytes && http_match(&a, p->path, &own) &&
				(rights_of(s, &s->workers[worker], head) & p->right))
				limit = p->upload_bytes;
	arena_end(&a);
	return limit;
}

enum server_pace serve_pace(void *app, const struct request *head)
{
	(void)app;
	struct arena a = {};
	enum server_pace pace = SERVER_QUICK;
	enum http_method method = head->method == HTTP_HEAD ? HTTP_GET : head->method;
	struct request own = *head;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path && pace == SERVER_QUICK; p++)
			if (p->method == method && (p->slow || p->upload_bytes) && http_match(&a, p->path, &own))
				pace = p->upload_bytes ? SERVER_LONG : SERVER_SLOW;
	arena_end(&a);
	return pace;
}
