/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in and out; the table of the room's pages.
 */
#include "net/server.h"
#include "people/web.h"

struct str people_home(unsigned rights)
{
	return rights & RIGHT_READ ? S("/") : rights & RIGHT_PEOPLE ? S("/people") : S("/account");
}

bool people_signed_in(struct cx *cx, struct page_call *call, int64_t person_key, struct str token, struct str back)
{
	struct str device;
	struct person p;
	if (!who_find_key(cx, person_key, &p) || !who_device_remember(cx, person_key, &device))
		return false;
	call->res->set_cookie = http_cookie(&cx->a, call->req, SERVER_SESSION_COOKIE, token, who_session_us / 1000000);
	call->res->set_device = http_cookie(&cx->a, call->req, SERVER_DEVICE_COOKIE, device, 15552000);
	call->res->location = http_local_path(back) && back.len > 1 ? back : people_home(who_rights(p.role));
	return true;
}

bool people_fresh(struct cx *cx, struct page_call *call, struct str back)
{
	if (who_is_fresh(cx))
		return true;
	struct address to = address_begin(&cx->a, S("/account/confirm"));
	address_add(&to, "back", back);
	call->res->location = buf_str(&to.b);
	return false;
}

static struct str safe_back(struct str back)
{
	return http_local_path(back) ? back : S("/");
}

static void login_form(struct cx *cx, struct page_call *call, struct flash_view flash, struct str back)
{
	struct page_out *o = &call->main;
	call->no_cache = true;
	call->frame.title = tr(o, "Sign in");
	struct login_view v = { .back = safe_back(back), .flash = flash, .passkey = people_passkey(cx, back) };
	v.name = people_text(S("name"), tr(o, "Name"), S(""));
	v.name.autocomplete = S("username");
	v.name.required = true;
	v.password = people_password(S("password"), tr(o, "Password"), "current-password");
	page_login(o, &v);
}

static bool login_page(struct cx *cx, struct page_call *call)
{
	login_form(cx, call, (struct flash_view){}, http_query(call->req, "back"));
	return true;
}

static void code_form(struct page_call *call, struct flash_view flash, struct str token, struct str back)
{
	struct page_out *o = &call->main;
	call->no_cache = true;
	call->frame.title = tr(o, "One-time code");
	struct login_code_view v = { .flash = flash, .token = token, .back = safe_back(back) };
	v.code = people_text(S("code"), tr(o, "Code"), S(""));
	v.code.help = tr(o, "The six digits that your telephone shows, or one of your recovery codes.");
	v.code.autocomplete = S("one-time-code");
	v.code.required = true;
	page_login_code(o, &v);
}

static bool login_post(struct cx *cx, struct page_call *call)
{
	struct str back = http_form(call->req, "back");
	struct who_answer answer;
	if (!who_sign_in(cx, http_form(call->req, "name"), http_form(call->req, "password"), &answer))
		return false;
	switch (answer.what) {
	case WHO_OPEN: return people_signed_in(cx, call, answer.person, answer.token, back);
	case WHO_WANTS_CODE: code_form(call, (struct flash_view){}, answer.token, back); break;
	case WHO_WAIT: login_form(cx, call, people_wait(&call->main, answer.wait_us), back); break;
	case WHO_REFUSED:
		login_form(cx, call, (struct flash_view){ .tone = PAGE_BAD, .text = tr(&call->main, "Name or password is wrong.") }, back);
		break;
	}
	return true;
}

static bool code_post(struct cx *cx, struct page_call *call)
{
	struct str back = http_form(call->req, "back"), token = http_form(call->req, "token");
	struct who_answer answer;
	struct flash_view flash = { .tone = PAGE_BAD };
	if (!who_sign_in_code(cx, token, http_form(call->req, "code"), &answer)) {
		if (cx->err.kind != E_MISSING)
			return false;
		err_clear(&cx->err);
		flash.text = tr(&call->main, "This took too long. Begin again with name and password.");
		login_form(cx, call, flash, back);
		return true;
	}
	if (answer.what == WHO_OPEN)
		return people_signed_in(cx, call, answer.person, answer.token, back);
	flash.text = tr(&call->main, "The code is wrong, or was used already.");
	code_form(call, answer.what == WHO_WAIT ? people_wait(&call->main, answer.wait_us) : flash, token, back);
	return true;
}

static bool logout_post(struct cx *cx, struct page_call *call)
{
	if (!who_sign_out(cx, call->req->session))
		return false;
	call->res->set_cookie = http_cookie(&cx->a, call->req, SERVER_SESSION_COOKIE, S(""), 0);
	call->res->location = S("/login");
	return true;
}

const struct page people_pages[] = {
	{ HTTP_GET, "/login", RIGHT_ANYONE, login_page, "Sign in" },
	{ HTTP_POST, "/login", RIGHT_ANYONE, login_post, "Check name and password", .slow = true },
	{ HTTP_POST, "/login/code", RIGHT_ANYONE, code_post, "Check the one-time code" },
	{ HTTP_POST, "/logout", RIGHT_ANYONE, logout_post, "Sign out" },
	{ HTTP_GET, "/invite/{token}", RIGHT_ANYONE, people_link_page, "Accept an invitation" },
	{ HTTP_POST, "/invite/{token}", RIGHT_ANYONE, people_link_post, "Join the desk", .slow = true },
	{ HTTP_GET, "/recover/{token}", RIGHT_ANYONE, people_link_page, "Get back one's account" },
	{ HTTP_POST, "/recover/{token}", RIGHT_ANYONE, people_link_post, "Set a new password", .slow = true },
	{ HTTP_GET, "/setup/{token}", RIGHT_ANYONE, people_link_page, "Set up a new desk" },
	{ HTTP_POST, "/setup/{token}", RIGHT_ANYONE, people_link_post, "Make the desk's first person", .slow = true },
	{ HTTP_GET, "/account", RIGHT_SELF, people_account_page, "One's own account" },
	{ HTTP_POST, "/account", RIGHT_SELF, people_account_post, "Change one's own account", .slow = true },
	{ HTTP_GET, "/account/confirm", RIGHT_SELF, people_confirm_page, "Prove again who one is" },
	{ HTTP_POST, "/account/confirm", RIGHT_SELF, people_confirm_post, "Check password and code again", .slow = true },
	{ HTTP_GET, "/account/totp", RIGHT_SELF, people_totp_page, "Set up one-time codes" },
	{ HTTP_POST, "/account/totp", RIGHT_SELF, people_totp_post, "Take one-time codes into use" },
	{ HTTP_GET, "/people", RIGHT_PEOPLE, people_list_page, "People who may sign in", "People" },
	{ HTTP_POST, "/people", RIGHT_PEOPLE, people_invite_post, "Invite somebody" },
	{ HTTP_GET, "/people/rights", RIGHT_PEOPLE, people_rights_page, "Which role may open which page and run which command" },
	{ HTTP_GET, "/people/{id}", RIGHT_PEOPLE, people_person_page, "One person" },
	{ HTTP_POST, "/people/{id}", RIGHT_PEOPLE, people_person_post, "Change one person's access" },
	{},
};
