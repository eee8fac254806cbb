/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in and out.
 */
#include "core/who_sign_in.h"
#include "net/server.h"
#include "people/people.h"
#include "people/views.h"

void people_signed_in(struct cx *cx, struct page_call *call, struct str token, struct str back)
{
	call->res->set_cookie = arena_printf(&cx->a, SERVER_SESSION_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld", STR(token),
		(long long)(who_session_us / 1000000));
	call->res->location = http_local_path(back) ? back : S("/");
}

static void login_form(struct page_call *call, struct str error, struct str back)
{
	struct page_out *o = &call->main;
	call->no_cache = true;
	call->frame.title = tr(o, "Sign in");
	struct login_view v = { .back = http_local_path(back) ? back : S("/") };
	v.name = (struct field_view){ .kind = PAGE_FIELD_TEXT, .name = S("name"), .label = tr(o, "Name"), .autocomplete = S("username"), .required = true };
	v.password = (struct field_view){ .kind = PAGE_FIELD_PASSWORD, .name = S("password"), .label = tr(o, "Password"), .autocomplete = S("current-password"),
		.required = true, .error = error };
	page_login(o, &v);
}

static bool login_page(struct cx *cx, struct page_call *call)
{
	(void)cx;
	login_form(call, S(""), http_query(call->req, "back"));
	return true;
}

static bool login_post(struct cx *cx, struct page_call *call)
{
	struct str token, back = http_form(call->req, "back");
	if (!who_sign_in(cx, http_form(call->req, "name"), http_form(call->req, "password"), who_session_us, &token)) {
		if (cx->err.kind != E_DENIED)
			return false;
		err_clear(&cx->err);
		login_form(call, tr(&call->main, "Name or password is wrong."), back);
		return true;
	}
	people_signed_in(cx, call, token, back);
	return true;
}

static bool logout_post(struct cx *cx, struct page_call *call)
{
	if (!who_sign_out(cx, call->req->session))
		return false;
	call->res->set_cookie = S(SERVER_SESSION_COOKIE "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
	call->res->location = S("/login");
	return true;
}

const struct page people_pages[] = {
	{ HTTP_GET, "/login", RIGHT_ANYONE, login_page, "Sign in" },
	{ HTTP_POST, "/login", RIGHT_ANYONE, login_post, "Check name and password" },
	{ HTTP_POST, "/logout", RIGHT_ANYONE, logout_post, "Sign out" },
	{},
};
