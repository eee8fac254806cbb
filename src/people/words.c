/* SPDX-License-Identifier: Apache-2.0
 *
 * Words and parts that the pages about people share.
 */
#include "core/desk.h"
#include "people/web.h"

struct str people_role_word(const struct page_out *o, enum role role)
{
	switch (role) {
	case ROLE_DESK: return tr(o, "desk officer");
	case ROLE_OPERATOR: return tr(o, "operator staff");
	case ROLE_APPROVER: return tr(o, "approver");
	case ROLE_REGULATOR: return tr(o, "regulator");
	case ROLE_PARTNER: return tr(o, "partner State");
	case ROLE_AUDITOR: return tr(o, "auditor");
	case ROLE_ADMIN: return tr(o, "administrator");
	case ROLE_GUEST: return tr(o, "guest");
	case ROLE_NONE: break;
	}
	return S("");
}

struct str people_state_word(const struct page_out *o, enum who_state state)
{
	switch (state) {
	case WHO_INVITED: return tr(o, "invited");
	case WHO_ACTIVE: return tr(o, "active");
	case WHO_SUSPENDED: return tr(o, "suspended");
	case WHO_ENDED: return tr(o, "ended");
	}
	return S("");
}

struct str people_how_word(const struct page_out *o, struct str how)
{
	if (str_eq(how, who_factor_text(WHO_BY_PASSWORD)))
		return tr(o, "password");
	if (str_eq(how, who_factor_text(WHO_BY_PASSWORD_TOTP)))
		return tr(o, "password and one-time code");
	if (str_eq(how, who_factor_text(WHO_BY_PASSWORD_RECOVERY)))
		return tr(o, "password and recovery code");
	if (str_eq(how, who_factor_text(WHO_BY_LINK)))
		return tr(o, "one-time link");
	if (str_eq(how, who_factor_text(WHO_BY_PASSKEY)))
		return tr(o, "passkey");
	return how; /* names of protocols */
}

/* Names that stand in user agents; the first that is found counts, so those that others carry too stand last. */
static struct str named(struct str agent, const char *const *names)
{
	for (; *names; names += 2)
		if (str_find(agent, str_c(names[0])) >= 0)
			return str_c(names[1]);
	return S("");
}

struct str people_device(struct arena *a, struct str agent)
{
	static const char *const browsers[] = { "Edg", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrom", "Chromium", "Safari/",
		"Safari", "curl/", "curl", NULL };
	static const char *const systems[] = { "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS",
		"macOS", "Linux", "Linux", NULL };
	struct str browser = named(agent, browsers), system = named(agent, systems);
	if (browser.len && system.len)
		return arena_printf(a, "%.*s \u00b7 %.*s", STR(browser), STR(system));
	return browser.len ? browser : agent.len ? str_slice(agent, 0, 60) : S("\u2013");
}

struct str people_href(struct arena *a, struct str id)
{
	return address_of(a, "/people/", id);
}

bool people_flash(struct cx *cx, struct flash_view *flash)
{
	if (cx->err.kind == E_NONE || cx->err.kind == E_BROKEN)
		return false;
	*flash = (struct flash_view){ .tone = PAGE_BAD, .detail = arena_str(&cx->a, str_c(cx->err.text)) };
	err_clear(&cx->err);
	return true;
}

struct flash_view people_wait(const struct page_out *o, int64_t wait_us)
{
	struct page_out text = page_capture(o);
	page_say_attr(&text,
	        tr_n(o, "Too many failures from here. Wait %s second.", "Too many failures from here. Wait %s seconds.",
	                wait_us / 1000000 + 1),
	        page_arg(wait_us / 1000000 + 1));
	return (struct flash_view){ .tone = PAGE_BAD, .text = page_captured(&text).raw };
}

struct field_view people_text(struct str name, struct str label, struct str value)
{
	return (struct field_view){ .kind = PAGE_FIELD_TEXT, .name = name, .label = label, .value = value };
}

struct field_view people_password(struct str name, struct str label, const char *autocomplete)
{
	return (struct field_view){
		.kind = PAGE_FIELD_PASSWORD, .name = name, .label = label, .autocomplete = str_c(autocomplete), .required = true
	};
}

bool people_sessions(struct cx *cx, int64_t person_key, struct str action, struct people_sessions_view *out)
{
	struct session_vec list = {};
	if (!who_sessions(cx, person_key, &list))
		return false;
	out->action = action;
	out->act = S("session");
	vec_each (s, &list)
		*vec_push(&cx->a, &out->rows) = (struct session_row){ .device = people_device(&cx->a, s->agent),
			.address = s->address,
			.how = s->how,
			.key = arena_printf(&cx->a, "%lld", (long long)s->key),
			.since = { s->created_us },
			.used = { s->used_us },
			.own = cx->viewer && s->key == cx->viewer->session };
	return true;
}

bool people_address(struct cx *cx, const struct request *req, struct str path, struct str *out)
{
	struct str origin = setting_read(cx, &setting_origin);
	if (req && req->origin.len && str_eq(origin, str_c(setting_origin.standard))) /* the router has checked that it is the Host's */
		origin = req->origin;
	*out = arena_printf(&cx->a, "%.*s%.*s", STR(origin), STR(path));
	return ok(cx);
}
