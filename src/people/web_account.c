/* SPDX-License-Identifier: Apache-2.0
 *
 * One's own account: who one is, password, one-time codes, sessions; proving again who one is before what is sensitive.
 */
#include "net/server.h"
#include "core/desk.h"
#include "people/web.h"

static bool self(struct cx *cx, struct person *out)
{
	return who_find_key(cx, cx->viewer->key, out) || (ok(cx) && fail(cx, E_DENIED, "this is for people who are signed in"));
}

static void fact(struct cx *cx, struct facts_view *facts, struct str term, struct str text)
{
	if (text.len)
		*vec_push(&cx->a, &facts->facts) = (struct fact){ .term = term, .text = text };
}

static void new_password(const struct page_out *o, struct field_view *fresh, struct field_view *again)
{
	*fresh = people_password(S("fresh"), tr(o, "New password"), "new-password");
	fresh->help = tr(o, "At least 12 characters. Several words serve well.");
	*again = people_password(S("again"), tr(o, "The same again"), "new-password");
}

static bool show(struct cx *cx, struct page_call *call, struct flash_view flash)
{
	struct page_out *o = &call->main;
	struct account_view v = {};
	struct person p;
	if (!self(cx, &p) || !people_sessions(cx, p.key, S("/account"), &v.sessions))
		return false;
	vec_each (s, &v.sessions.rows)
		s->how = people_how_word(o, s->how);
	if (v.sessions.rows.n > 1) {
		v.sessions.act_all = S("others");
		v.sessions.end_all = tr(o, "End all others");
	}
	call->no_cache = true;
	call->frame.title = tr(o, "Your account");
	call->frame.flash = flash;
	if (cx->viewer->wants_factor && !flash.text.len)
		call->frame.flash = (struct flash_view){
			.tone = PAGE_NOTE, .text = tr(o, "This desk asks you for more than a password: set up one-time codes or a passkey.")
		};
	fact(cx, &v.facts, tr(o, "Signs in as"), p.id);
	fact(cx, &v.facts, tr(o, "Role"), people_role_word(o, p.role));
	fact(cx, &v.facts, tr(o, "Organization"), p.organization);
	fact(cx, &v.facts, tr(o, "Sectors"), p.sectors);
	v.username = p.id;
	v.name = people_text(S("name"), tr(o, "Name"), p.name);
	v.name.required = true;
	v.email = people_text(S("email"), tr(o, "E-mail"), p.email);
	v.email.autocomplete = S("email");
	v.lang = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = S("lang"), .label = tr(o, "Language") };
	*vec_push(&cx->a, &v.lang.options) = (struct page_option){ .label = tr(o, "as the browser asks") };
	for (size_t i = 0; i < page_catalogues_n; i++)
		*vec_push(&cx->a, &v.lang.options) = (struct page_option){ str_c(page_catalogues[i].code), str_c(page_catalogues[i].name),
			str_eq(p.lang, str_c(page_catalogues[i].code)) };
	if (p.has_password)
		v.old = people_password(S("old"), tr(o, "Old password"), "current-password");
	new_password(o, &v.fresh, &v.again);
	v.has_totp = p.has_totp;
	v.codes_left = who_recovery_codes_left(cx, p.key);
	page_account(o, &v);
	return ok(cx);
}

bool people_account_page(struct cx *cx, struct page_call *call)
{
	return show(cx, call, (struct flash_view){});
}

static bool show_codes(struct cx *cx, struct page_call *call, const struct str codes[RECOVERY_CODES])
{
	struct account_codes_view v = {};
	call->no_cache = true;
	call->frame.title = tr(&call->main, "Recovery codes");
	for (unsigned i = 0; i < RECOVERY_CODES; i++)
		*vec_push(&cx->a, &v.codes) = (struct recovery_code){ codes[i] };
	page_account_codes(&call->main, &v);
	return true;
}

static bool change_profile(struct cx *cx, const struct request *req)
{
	const struct catalogue *lang = catalogue_find(http_form(req, "lang"));
	return who_set_profile(cx, str_trim(http_form(req, "name")), lang ? str_c(lang->code) : S(""), str_trim(http_form(req, "email")));
}

static bool end_session(struct cx *cx, struct str key_text)
{
	struct person p;
	int64_t key = 0;
	if (key_text.ptr && (!str_int(key_text, &key) || key <= 0))
		return fail(cx, E_MISSING, "there is no such session");
	return self(cx, &p) && who_sessions_end(cx, &p, key, cx->viewer->session);
}

bool people_account_post(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct str act = http_form(call->req, "act");
	struct flash_view flash = { .tone = PAGE_GOOD, .text = tr(o, "Done.") };
	bool done;
	if (str_eq(act, S("profile"))) {
		done = change_profile(cx, call->req);
	} else if (str_eq(act, S("password"))) {
		if (!str_eq(http_form(call->req, "fresh"), http_form(call->req, "again")))
			return show(cx, call,
			        (struct flash_view){ .tone = PAGE_BAD, .text = tr(o, "The two new passwords are not the same.") });
		flash.text = tr(o, "The password was changed. Everywhere else you were signed out.");
		done = who_password_change(cx, http_form(call->req, "old"), http_form(call->req, "fresh"));
	} else if (str_eq(act, S("session"))) {
		done = end_session(cx, http_form(call->req, "session"));
	} else if (str_eq(act, S("others"))) {
		done = end_session(cx, (struct str){});
	} else if (str_eq(act, S("codes"))) {
		struct str codes[RECOVERY_CODES];
		if (!people_fresh(cx, call, S("/account")))
			return true;
		if (who_recovery_codes(cx, codes))
			return show_codes(cx, call, codes);
		done = false;
	} else if (str_eq(act, S("totp-remove"))) {
		if (!people_fresh(cx, call, S("/account")))
			return true;
		done = who_totp_remove(cx);
	} else {
		return fail(cx, E_INVALID, "this form was not understood: open the page again");
	}
	if (!done && !people_flash(cx, &flash))
		return false;
	return show(cx, call, flash);
}

/* ---- proving again ---- */
static bool show_confirm(struct cx *cx, struct page_call *call, struct flash_view flash, struct str back)
{
	struct page_out *o = &call->main;
	struct person p;
	struct account_confirm_view v = { .flash = flash, .back = http_local_path(back) ? back : S("/account") };
	if (!self(cx, &p))
		return false;
	call->no_cache = true;
	call->frame.title = tr(o, "Prove again who you are");
	call->frame.lede = tr(o, "What you want to do is sensitive. This serves for ten minutes.");
	v.passkey = people_passkey(cx, v.back);
	if (p.has_password)
		v.passkey.oidc = S(""); /* else it may be the only way */
	v.username = p.id;
	v.has_totp = p.has_totp;
	v.has_password = p.has_password;
	v.password = people_password(S("password"), tr(o, "Password"), "current-password");
	v.code = people_text(S("code"), tr(o, "Code"), S(""));
	v.code.autocomplete = S("one-time-code");
	v.code.required = true;
	page_account_confirm(o, &v);
	return true;
}

bool people_confirm_page(struct cx *cx, struct page_call *call)
{
	return show_confirm(cx, call, (struct flash_view){}, http_query(call->req, "back"));
}

bool people_confirm_post(struct cx *cx, struct page_call *call)
{
	struct str back = http_form(call->req, "back");
	struct who_answer answer;
	if (!who_prove(cx, http_form(call->req, "password"), http_form(call->req, "code"), &answer))
		return false;
	if (answer.what == WHO_OPEN)
		return people_signed_in(cx, call, answer.person, answer.token, http_local_path(back) ? back : S("/account"));
	struct flash_view wrong = { .tone = PAGE_BAD, .text = tr(&call->main, "That was not right.") };
	return show_confirm(cx, call, answer.what == WHO_WAIT ? people_wait(&call->main, answer.wait_us) : wrong, back);
}

/* ---- one-time codes ---- */
static bool show_seed(struct cx *cx, struct page_call *call, const struct who_seed *seed, bool wrong)
{
	struct page_out *o = &call->main;
	struct account_totp_view v = {
		.uri = seed->uri, .sealed = seed->sealed, .qr = page_qr(o, seed->uri, tr(o, "Picture of the key for an authenticator"))
	};
	struct buf groups = buf_make(&cx->a, 256);
	for (size_t i = 0; i < seed->base32.len; i++) {
		if (i && i % 4 == 0)
			buf_char(&groups, ' ');
		buf_char(&groups, seed->base32.ptr[i]);
	}
	v.base32 = buf_str(&groups);
	v.code = people_text(S("code"), tr(o, "Code"), S(""));
	v.code.autocomplete = S("one-time-code");
	v.code.required = true;
	if (wrong)
		v.code.error = tr(o, "The code is wrong. Is the telephone's clock right?");
	call->no_cache = true;
	call->frame.title = tr(o, "Set up one-time codes");
	page_account_totp(o, &v);
	return true;
}

static bool issuer(struct cx *cx, struct str *out)
{
	struct desk desk;
	if (!desk_read(cx, &desk))
		return false;
	*out = str_slice(desk.name, 0, 100);
	return true;
}

bool people_totp_page(struct cx *cx, struct page_call *call)
{
	struct who_seed seed;
	struct str desk;
	if (!people_fresh(cx, call, S("/account/totp")))
		return true;
	return issuer(cx, &desk) && who_totp_offer(cx, desk, &seed) && show_seed(cx, call, &seed, false);
}

bool people_totp_post(struct cx *cx, struct page_call *call)
{
	struct who_seed seed;
	struct str desk, codes[RECOVERY_CODES], sealed = http_form(call->req, "seed");
	bool right;
	if (!people_fresh(cx, call, S("/account/totp")))
		return true;
	if (!issuer(cx, &desk) || !who_totp_confirm(cx, sealed, http_form(call->req, "code"), &right, codes))
		return false;
	if (right)
		return show_codes(cx, call, codes);
	return who_totp_offered(cx, desk, sealed, &seed) && show_seed(cx, call, &seed, true);
}
