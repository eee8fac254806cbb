/* SPDX-License-Identifier: Apache-2.0
 *
 * Links that open once: an invitation, a recovery, the set-up of a desk. For people who are not signed in; a link that is not good is a page that is not there.
 */
#include "people/web.h"

static enum who_link kind_of(const struct request *req)
{
	return str_starts(req->path, S("/recover/")) ? WHO_LINK_RECOVER
	       : str_starts(req->path, S("/setup/")) ? WHO_LINK_SETUP
	                                             : WHO_LINK_INVITE;
}

static struct str text_of(const struct page_out *o, enum who_link kind)
{
	switch (kind) {
	case WHO_LINK_INVITE: return tr(o, "You were invited. Choose a password; then set up one-time codes.");
	case WHO_LINK_RECOVER:
		return tr(
		        o, "Two people have confirmed that you are you. Choose a new password. Your one-time codes and all sessions end.");
	case WHO_LINK_SETUP: return tr(o, "This desk has nobody yet. You become its first person, and may invite others.");
	}
	return S("");
}

static void show(struct cx *cx, struct page_call *call, enum who_link kind, const struct person *p, struct flash_view flash)
{
	struct page_out *o = &call->main;
	struct people_link_view v = { .flash = flash, .action = call->req->path, .text = text_of(o, kind), .button = tr(o, "Go on") };
	call->no_cache = true;
	call->frame.title = kind == WHO_LINK_INVITE    ? tr(o, "Welcome")
	                    : kind == WHO_LINK_RECOVER ? tr(o, "Get back your account")
	                                               : tr(o, "A new desk");
	if (kind == WHO_LINK_SETUP) {
		struct field_view id = people_text(S("id"), tr(o, "Sign-in name"), http_form(call->req, "id"));
		id.required = true;
		id.autocomplete = S("username");
		*vec_push(&cx->a, &v.fields) = id;
		struct field_view name = people_text(S("name"), tr(o, "Name"), http_form(call->req, "name"));
		name.required = true;
		name.autocomplete = S("name");
		*vec_push(&cx->a, &v.fields) = name;
	} else {
		call->frame.lede = arena_printf(&cx->a, "%.*s (%.*s)", STR(p->name), STR(p->id));
	}
	v.password = people_password(S("fresh"), tr(o, "New password"), "new-password");
	v.password.help = tr(o, "At least 12 characters. Several words serve well.");
	v.again = people_password(S("again"), tr(o, "The same again"), "new-password");
	page_people_link(o, &v);
}

static bool gone(struct cx *cx, int64_t wait_us)
{
	if (wait_us && ok(cx))
		return fail(cx, E_CONFLICT, "too many links that are none came from here: wait %lld seconds", (long long)(wait_us / 1000000 + 1));
	return ok(cx) && fail(cx, E_MISSING, "this link was used, has ended, or never was: ask for a new one");
}

bool people_link_page(struct cx *cx, struct page_call *call)
{
	struct person p;
	int64_t wait_us = 0;
	enum who_link kind = kind_of(call->req);
	if (!who_link_asked(cx, http_param(call->req, "token"), kind, &p, &wait_us))
		return gone(cx, wait_us);
	show(cx, call, kind, &p, (struct flash_view){});
	return true;
}

bool people_link_post(struct cx *cx, struct page_call *call)
{
	const struct request *req = call->req;
	struct str token = http_param(req, "token"), fresh = http_form(req, "fresh"), session;
	struct person p;
	struct flash_view flash = {};
	int64_t wait_us = 0;
	enum who_link kind = kind_of(req);
	if (!who_link_asked(cx, token, kind, &p, &wait_us))
		return gone(cx, wait_us);
	if (!str_eq(fresh, http_form(req, "again"))) {
		show(cx, call, kind, &p,
		        (struct flash_view){ .tone = PAGE_BAD, .text = tr(&call->main, "The two new passwords are not the same.") });
		return true;
	}
	struct person first = { .id = str_trim(http_form(req, "id")), .name = str_trim(http_form(req, "name")) };
	bool done = kind != WHO_LINK_SETUP ? fresh.len ? who_link_use(cx, token, kind, fresh, &session) : who_password_check(cx, fresh)
	                                   : who_setup_use(cx, token, &first, fresh, &session);
	if (!done) {
		if (cx->err.kind == E_MISSING || !people_flash(cx, &flash))
			return false;
		show(cx, call, kind, &p, flash);
		return true;
	}
	if (kind == WHO_LINK_SETUP && !who_find(cx, first.id, &p))
		return false;
	return people_signed_in(cx, call, p.key, session, S("/account/totp"));
}
