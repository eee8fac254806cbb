/* SPDX-License-Identifier: Apache-2.0
 *
 * Why one organization must be warned: whom to reach, what it runs that is affected and why, what reaches it through others and along which path.
 * Must show a recipient only its own part.
 */
#include "advisory/web.h"
#include <stdlib.h>

enum { DIRECT = 20, FINDINGS = 20, THROUGH = 30, ADVISORIES = 6, ADVISORIES_MORE = 40 };

struct warned_work {
	struct cx *cx;
	struct page_call *call;
	struct web_scope scope;
	struct web_warned x;
	const struct registry_organization *own;
	struct web_fall_vec falls; /* certain first; each node once */
	struct str href;
	struct warn_show_view v;
};

/* Paths and reasons are made for this one organization: the rows all requests share hold none. */
static bool explain(struct warned_work *w)
{
	struct affected *rows = arena_array(&w->cx->a, struct affected, 2);
	size_t n = 0;
	const struct affected **of[] = { &w->x.sure, &w->x.maybe };
	for (unsigned i = 0; i < 2; i++)
		if (*of[i]) {
			rows[n] = affected_copy(w->cx, *of[i]);
			*of[i] = &rows[n++];
		}
	return affected_explain(w->cx, w->scope.answer, rows, n);
}

static bool find(struct warned_work *w, struct str id)
{
	struct web_warned_vec all = {};
	web_warned_rows(w->cx, &w->scope, &all);
	vec_each (x, &all)
		if (str_eq(web_organization(x)->id, id)) {
			w->x = *x;
			w->own = web_organization(x);
			return explain(w);
		}
	/* Not there, not hit and not for this viewer are one answer. */
	return fail(w->cx, E_MISSING, "there is no organization '%.*s' to be warned", STR(id));
}

struct str web_contact_href(struct arena *a, const struct registry_contact *c)
{
	if (str_eq_fold(c->channel, S("email")) && str_find(c->address, S("@")) > 0)
		return arena_printf(a, "mailto:%.*s", STR(c->address));
	if ((str_eq_fold(c->channel, S("phone")) || str_eq_fold(c->channel, S("telephone")) || str_eq_fold(c->channel, S("sms"))) &&
	        str_starts(c->address, S("+"))) {
		struct buf b = buf_make(a, 64);
		buf_put(&b, S("tel:"));
		for (size_t i = 0; i < c->address.len; i++)
			if (c->address.ptr[i] == '+' || (c->address.ptr[i] >= '0' && c->address.ptr[i] <= '9'))
				buf_char(&b, c->address.ptr[i]);
		return b.overflow ? S("") : buf_str(&b);
	}
	return S("");
}

static void show_contacts(struct warned_work *w)
{
	const struct affected *r = w->x.sure ? w->x.sure : w->x.maybe;
	for (size_t i = 0; i < r->n_contacts; i++) {
		const struct registry_contact *c = r->contacts[i];
		if (!map_find_int(&w->scope.cleared, c->class_key))
			continue;
		release_shown(w->cx, c->class_key);
		*vec_push(&w->cx->a, &w->v.contacts) = (struct warn_contact){ .name = c->name,
			.role = registry_word(&w->call->main, c->role),
			.channel = registry_word(&w->call->main, c->channel),
			.address = c->address,
			.href = web_contact_href(&w->cx->a, c),
			.languages = c->languages,
			.hours = c->hours };
	}
}

/* ---- what it runs itself ---- */
static void show_direct(struct warned_work *w)
{
	struct map seen = map_make(&w->cx->a);
	const struct affected *rows[] = { w->x.sure, w->x.maybe };
	for (unsigned i = 0; i < 2; i++)
		if (rows[i])
			vec_each (d, &rows[i]->direct) {
				const struct registry_node *n = &w->scope.answer->net->nodes.at[d->node];
				bool fresh;
				map_at_int(&seen, d->node, &fresh);
				if (!fresh || !map_find_int(&w->scope.cleared, n->class_key))
					continue;
				w->v.n_direct++;
				release_shown(w->cx, w->v.direct.n < DIRECT ? n->class_key : 0);
				if (w->v.direct.n < DIRECT)
					*vec_push(&w->cx->a, &w->v.direct) = (struct warn_direct){ .href = web_node_href(&w->cx->a, n),
						.name = n->name,
						.kind = web_contains(n->name, n->kind) ? S("") : n->kind,
						.area = web_contains(n->name, n->area) ? S("") : n->area,
						.possible = i == 1 };
			}
	w->v.more_direct = w->v.n_direct - (int64_t)w->v.direct.n;
}

static bool show_findings(struct warned_work *w, const struct revision_vec *revisions)
{
	struct web_findings all = { .a = &w->cx->a, .open_only = true };
	size_t from, to;
	vec_each (revision, revisions) {
		const struct advisory_head *h = &w->scope.answer->heads.at[*map_find_int(&w->scope.answer->advisories, *revision)];
		if (!map_find_int(&w->scope.cleared, h->class_key))
			continue;
		all.advisory = h->tracking;
		all.href = web_advisory_href(&w->cx->a, w->scope.hits, h);
		if (!findings_of_organization(w->cx, h, w->own->id, web_finding, &all))
			return false;
	}
	web_findings_sort(&all.rows);
	w->v.n_findings = (int64_t)all.rows.n;
	w->v.findings_pager = web_pager(w->call->req, "findings", all.rows.n, FINDINGS, &from, &to);
	w->v.findings_pager.href = arena_printf(&w->cx->a, "%.*s?findings=", STR(w->href));
	for (size_t i = from; i < to; i++) {
		struct finding_row *r = &all.rows.at[i];
		const uint64_t *node = map_find(&w->scope.answer->net->by_id, r->asset);
		if (node) {
			r->asset_href = web_node_href(&w->cx->a, &w->scope.answer->net->nodes.at[*node]);
			release_shown(w->cx, w->scope.answer->net->nodes.at[*node].class_key);
		}
		*vec_push(&w->cx->a, &w->v.findings) = *r;
	}
	return true;
}

/* ---- what reaches it through others ---- */
static void gather_falls(struct warned_work *w)
{
	struct map seen = map_make(&w->cx->a);
	const struct affected *rows[] = { w->x.sure, w->x.maybe };
	for (unsigned i = 0; i < 2; i++)
		if (rows[i])
			vec_each (t, &rows[i]->through) {
				bool fresh;
				map_at_int(&seen, t->node, &fresh);
				if (fresh)
					*vec_push(&w->cx->a, &w->falls) = (struct web_fall){ t, i == 1 };
			}
}

static int services_first(const void *x, const void *y)
{
	const struct warn_through *a = x, *b = y;
	if (a->possible != b->possible)
		return a->possible - b->possible;
	if (a->service != b->service)
		return b->service - a->service;
	if (a->users != b->users)
		return a->users < b->users ? 1 : -1;
	return a->level != b->level ? (int)a->level - (int)b->level : str_cmp(a->name, b->name);
}

static void show_through(struct warned_work *w)
{
	size_t from, to;
	struct warn_through *all = arena_array(&w->cx->a, struct warn_through, w->falls.n + 1);
	for (size_t i = 0; i < w->falls.n; i++) {
		const struct affected_through *t = w->falls.at[i].through;
		const struct registry_node *n = &w->scope.answer->net->nodes.at[t->node];
		const struct advisory_head *h = &w->scope.answer->heads.at[*map_find_int(&w->scope.answer->advisories, t->revision)];
		const struct registry_node *cause = &w->scope.answer->net->nodes.at[t->path[0]];
		bool known = map_find_int(&w->scope.cleared, h->class_key) != NULL,
		     released = web_is_told(&w->scope, cause);
		all[i] = (struct warn_through){ .href = web_node_href(&w->cx->a, n),
			.name = n->name,
			.kind = n->is_service ? S("") : n->kind,
			.text = t->text,
			.from = released ? cause->name : web_sector_name(&w->scope, &w->call->main, cause),
			.advisory = known ? h->tracking : S(""),
			.advisory_href = known ? web_advisory_href(&w->cx->a, w->scope.hits, h) : S(""),
			.after = web_after(&w->call->main, t->after_min),
			.level = (enum page_level)(t->level & 3),
			.service = n->is_service,
			.possible = w->falls.at[i].possible,
			.users = n->users > 0 ? n->users : 0,
			.steps = t->n_path - 1,
			.class_key = n->class_key,
			.cause_class = released ? cause->class_key : 0 };
	}
	if (w->falls.n)
		qsort(all, w->falls.n, sizeof *all, services_first);
	w->v.n_through = (int64_t)w->falls.n;
	w->v.through_pager = web_pager(w->call->req, "through", w->falls.n, THROUGH, &from, &to);
	w->v.through_pager.href = arena_printf(&w->cx->a, "%.*s?through=", STR(w->href));
	for (size_t i = from; i < to; i++) {
		release_shown(w->cx, all[i].class_key);
		release_shown(w->cx, all[i].cause_class);
		*vec_push(&w->cx->a, &w->v.through) = all[i];
	}
	if (!w->falls.n)
		return;
	w->v.path.title = w->v.n_direct ? tr(&w->call->main, "From the cause to what falls here")
	                                : tr(&w->call->main, "From the cause, which lies with others, to what falls here");
	web_path(w->cx, &w->scope, &w->call->main, w->own, &w->falls, &w->v.path);
}

static int newest_first(const void *x, const void *y)
{
	const struct advisory_head *a = *(const struct advisory_head *const *)x, *b = *(const struct advisory_head *const *)y;
	if (a->released_us != b->released_us)
		return a->released_us < b->released_us ? 1 : -1;
	return (a->revision < b->revision) - (a->revision > b->revision);
}

static void show_advisories(struct warned_work *w, const struct revision_vec *revisions)
{
	const struct advisory_head **heads = arena_array(&w->cx->a, const struct advisory_head *, revisions->n + 1);
	size_t n = 0;
	vec_each (r, revisions)
		heads[n++] = &w->scope.answer->heads.at[*map_find_int(&w->scope.answer->advisories, *r)];
	if (n)
		qsort(heads, n, sizeof(const struct advisory_head *), newest_first);
	for (size_t i = 0; i < n; i++) {
		const struct advisory_head *h = heads[i];
		if (!map_find_int(&w->scope.cleared, h->class_key))
			w->v.hidden_advisories = true;
		else if (w->v.advisories.n == ADVISORIES && w->v.others.n == ADVISORIES_MORE)
			w->v.more_advisories++;
		else
			*vec_push(&w->cx->a, w->v.advisories.n < ADVISORIES ? &w->v.advisories : &w->v.others) =
			        (struct warn_advisory){ .href = web_advisory_href(&w->cx->a, w->scope.hits, h),
				        .title = h->title,
				        .tracking = h->tracking,
				        .released = { h->released_us },
				        .quarantined = str_eq(h->state, S("quarantined")) };
	}
}

static int by_revision(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

/* The revisions of both rows, rising, each once. */
static struct revision_vec revisions_of(struct warned_work *w)
{
	struct revision_vec out = {};
	struct map seen = map_make(&w->cx->a);
	const struct affected *rows[] = { w->x.sure, w->x.maybe };
	for (unsigned i = 0; i < 2; i++)
		if (rows[i])
			vec_each (r, &rows[i]->revisions) {
				bool fresh;
				map_at_int(&seen, *r, &fresh);
				if (fresh)
					*vec_push(&w->cx->a, &out) = *r;
			}
	if (out.n)
		qsort(out.at, out.n, sizeof *out.at, by_revision);
	return out;
}

static void fill_frame(struct warned_work *w)
{
	struct frame_view *f = &w->call->frame;
	const struct page_out *o = &w->call->main;
	struct page_out beside = page_capture(o);
	page_raw(&beside, w->x.sure ? S("<span class=\"verdict affected\">") : S("<span class=\"verdict undecidable\">"));
	put(&beside, w->x.sure ? tr(o, "affected") : tr(o, "possible"));
	page_literal(&beside, "</span> <span class=\"tag\"><bdi>");
	put(&beside, w->own->sector_name.len ? w->own->sector_name : w->own->sector);
	page_literal(&beside, "</bdi></span>");
	f->title = w->own->name;
	f->beside = page_captured(&beside);
	*vec_push(&w->cx->a, &f->crumbs.trail) = (struct page_link){ .href = S("/warn"), .text = tr(o, "Who must be warned") };
	*vec_push(&w->cx->a, &f->crumbs.trail) = (struct page_link){ .text = w->own->name };
	if (w->x.sure && !w->x.sure->direct.n)
		w->v.unaware = (struct flash_view){ PAGE_WARN,
			tr(o, "It runs nothing that is certainly affected: it is reached through others, and may not know.") };
}

static void show_tiles(struct warned_work *w)
{
	const struct page_out *o = &w->call->main;
	const struct affected *r = w->x.sure ? w->x.sure : w->x.maybe;
	int64_t direct = (int64_t)r->direct.n, through = (int64_t)r->through.n, services = (int64_t)r->services.n;
	struct arena *a = &w->cx->a;
	*vec_push(a, &w->v.tiles.tiles) = (struct tile){ direct, tr_n(o, "own asset affected", "own assets affected", direct), S(""),
		S("#direct"), direct ? PAGE_BAD : PAGE_GOOD };
	*vec_push(a, &w->v.tiles.tiles) =
	        (struct tile){ through, tr(o, "reached through others"), S(""), S("#through"), through ? PAGE_BAD : PAGE_GOOD };
	*vec_push(a, &w->v.tiles.tiles) = (struct tile){ services, tr_n(o, "service falls", "services fall", services), S(""),
		S("#through"), services ? PAGE_WARN : PAGE_GOOD };
	*vec_push(a, &w->v.tiles.tiles) = (struct tile){ r->users, tr_n(o, "person behind them", "people behind them", r->users),
		tr(o, "summed over services"), {}, PAGE_NOTE };
}

bool warned_page(struct cx *cx, struct page_call *call)
{
	struct warned_work w = { .cx = cx, .call = call };
	if (!web_scope_open(cx, &w.scope) || !find(&w, http_param(call->req, "organization")))
		return false;
	w.href = web_warn_href(&cx->a, w.own->id);
	struct revision_vec revisions = revisions_of(&w);
	release_shown(cx, w.own->class_key);
	show_contacts(&w);
	show_direct(&w);
	gather_falls(&w);
	show_through(&w);
	show_advisories(&w, &revisions);
	show_tiles(&w);
	fill_frame(&w);
	if (w.v.n_direct && !show_findings(&w, &revisions))
		return false;
	page_warn_show(&call->main, &w.v);
	return ok(cx);
}
