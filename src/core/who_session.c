/* SPDX-License-Identifier: Apache-2.0
 *
 * Sessions: begun in one place after the factors were proven, looked up by the hash of their token, ended by time, by their person, by an administrator.
 * Must never keep a token in clear.
 */
#include "base/hash.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/store_credential.h"
#include "core/who_inner.h"
#include <arpa/inet.h>
#include <string.h>

enum { AGENT_BYTES_MAX = 200, TOKEN_BYTES = 24 };
static const int64_t use_step_us = (int64_t)60 * 1000000; /* use is written down once a minute, not with every request */

static bool check_idle(struct cx *cx, struct str value)
{
	int64_t minutes;
	return (str_int(value, &minutes) && minutes >= 5 && minutes <= 720) ||
	       fail(cx, E_INVALID, "'%.*s' is no number of minutes from 5 to 720", STR(value));
}

const struct setting setting_idle = { "sign-in.idle-minutes", "30", "minutes after which a session ends when nothing is asked, 5 to 720",
	check_idle };

static bool check_factor(struct cx *cx, struct str value)
{
	return str_eq(value, S("optional")) || str_eq(value, S("required")) || fail(cx, E_INVALID, "say optional or required");
}

const struct setting setting_second_factor = { "sign-in.second-factor", "optional",
	"optional or required: desk officers, approvers, administrators and auditors need one-time codes or a passkey", check_factor };

bool who_needs_factor(struct cx *cx, enum role role)
{
	bool asked = role == ROLE_DESK || role == ROLE_APPROVER || role == ROLE_ADMIN || role == ROLE_AUDITOR;
	return asked && str_eq(setting_read(cx, &setting_second_factor), S("required"));
}

/* What was last used at or before this has ended. */
static int64_t idle_before_us(struct cx *cx)
{
	return cx->now_us - setting_read_int(cx, &setting_idle) * 60000000;
}

struct str who_address_prefix(struct arena *a, struct str address)
{
	unsigned char six[16];
	char text[INET6_ADDRSTRLEN];
	struct str whole = arena_str(a, address);
	if (str_starts(whole, S("::ffff:")))
		return str_slice(whole, 7, whole.len); /* IPv4 as a socket for both sees it */
	if (inet_pton(AF_INET6, whole.ptr, six) != 1)
		return whole;
	memset(six + 8, 0, 8);
	return inet_ntop(AF_INET6, six, text, sizeof text) ? arena_printf(a, "%s/64", text) : S("");
}

static const char *const factors[] = { [WHO_BY_PASSWORD] = "password",
	[WHO_BY_PASSWORD_TOTP] = "password and one-time code",
	[WHO_BY_PASSWORD_RECOVERY] = "password and recovery code",
	[WHO_BY_LINK] = "link",
	[WHO_BY_PASSKEY] = "passkey",
	[WHO_BY_OIDC] = "OpenID Connect" };

struct str who_factor_text(enum who_factor factor)
{
	return str_c(factors[factor]);
}

struct str token_hash(struct arena *a, struct str token)
{
	struct sha256 h = sha256(token);
	return hex(a, h.bytes, sizeof h.bytes);
}

void who_note(struct cx *cx, struct str kind, struct str id, struct str organization, struct str content)
{
	const struct viewer *before = cx->viewer;
	struct viewer self = { .person = id };
	if (!before || !before->person.len)
		cx->viewer = &self;
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED, organization });
	ledger_append_one(cx, kind, id, content, class_key);
	cx->viewer = before;
}

struct str token_make(struct arena *a)
{
	uint8_t secret[TOKEN_BYTES];
	random_bytes(secret, sizeof secret);
	return hex(a, secret, sizeof secret);
}

bool who_session_open(struct cx *cx, int64_t person_key, enum who_factor how, int64_t lifetime_us, struct str *token)
{
	struct store_person p = {};
	const struct who_from *from = cx->from;
	AUTO(db_tx) tx = db_begin(cx);
	if (!store_person_by_key(cx, person_key, &p) || !str_eq(p.state, S("active")))
		return fail(cx, E_DENIED, "this person may not sign in");
	*token = token_make(&cx->a);
	struct str agent = from ? str_slice(from->agent, 0, AGENT_BYTES_MAX) : S("");
	size_t bad;
	if (!str_utf8(agent, &bad))
		agent = str_slice(agent, 0, bad);
	struct store_session s = { .person = p.key,
		.fresh_us = cx->now_us + who_fresh_us,
		.session = { .key = desk_keys(cx, S("session"), 1),
		        .how = who_factor_text(how),
		        .agent = agent,
		        .address = from ? who_address_prefix(&cx->a, from->address) : S(""),
		        .created_us = cx->now_us,
		        .used_us = cx->now_us,
		        .expires_us = cx->now_us + lifetime_us } };
	if (cx->viewer && cx->viewer->session && cx->viewer->key == person_key)
		store_sessions_delete(cx, person_key, cx->viewer->session, 0);
	store_session_insert(cx, token_hash(&cx->a, *token), &s);
	who_note(cx, S("person.sign-in"), p.id, p.organization,
	        arena_printf(&cx->a, "{\"how\":\"%.*s\",\"session\":%lld}", STR(s.session.how), (long long)s.session.key));
	return db_commit(&tx);
}

static bool by_password_alone(struct str how)
{
	return str_eq(how, who_factor_text(WHO_BY_PASSWORD)) || str_eq(how, who_factor_text(WHO_BY_LINK));
}

/* Too little for the role: nothing but one's own account. Who has a better way in does not add another by the password. */
static void narrow(struct cx *cx, struct viewer *v)
{
	struct passkey_vec passkeys = {};
	struct store_person p = {};
	v->wants_factor = true;
	v->rights &= RIGHT_ANYONE | RIGHT_SELF;
	if (!store_passkeys(cx, v->key, &passkeys) || !store_person_by_key(cx, v->key, &p) || passkeys.n || p.totp.len)
		v->fresh_us = 0;
}

void session_raised(struct cx *cx, enum who_factor how)
{
	if (cx->viewer && cx->viewer->session)
		store_session_how(cx, cx->viewer->session, who_factor_text(how));
}

static bool living(struct cx *cx, struct str token, struct store_session *s)
{
	return token.len && store_session(cx, token_hash(&cx->a, token), s) && s->session.expires_us > cx->now_us &&
	       s->session.used_us > idle_before_us(cx) && ok(cx);
}

bool who_session(struct cx *cx, struct str token, struct viewer *out)
{
	struct store_session s = {};
	struct viewer viewer;
	if (!living(cx, token, &s) || !who_viewer(cx, s.person, &viewer))
		return false;
	*out = viewer;
	out->session = s.session.key;
	out->fresh_us = s.fresh_us;
	if (by_password_alone(s.session.how) && who_needs_factor(cx, viewer.clearance.role))
		narrow(cx, out);
	if (s.session.used_us < cx->now_us - use_step_us) {
		AUTO(db_tx) tx = db_begin_soft(cx);
		store_session_used(cx, s.session.key);
		if (!db_commit(&tx) && cx->err.kind == E_BUSY)
			err_clear(&cx->err); /* the next request writes it */
	}
	return ok(cx);
}

bool who_session_lives(struct cx *cx, struct str token)
{
	struct store_session s = {};
	struct store_person p = {};
	return living(cx, token, &s) && store_person_by_key(cx, s.person, &p) && str_eq(p.state, S("active"));
}

bool who_is_fresh(const struct cx *cx)
{
	return cx->viewer && (!cx->from || cx->viewer->fresh_us > cx->now_us);
}

bool who_sessions(struct cx *cx, int64_t person_key, struct session_vec *out)
{
	struct session_vec all = {};
	int64_t idle_us = idle_before_us(cx);
	store_sessions(cx, person_key, &all);
	vec_each (s, &all)
		if (s->expires_us > cx->now_us && s->used_us > idle_us)
			*vec_push(&cx->a, out) = *s;
	return ok(cx);
}

bool who_sessions_end(struct cx *cx, const struct person *person, int64_t key, int64_t keep)
{
	AUTO(db_tx) tx = desk_begin(cx); /* the revision rises: no kept page outlives its session */
	store_sessions_delete(cx, person->key, key, keep);
	int64_t n = db_changes(cx);
	if (ok(cx) && key && !n)
		return fail(cx, E_MISSING, "there is no such session");
	who_note(cx, S("person.sessions-end"), person->id, person->organization, arena_printf(&cx->a, "{\"ended\":%lld}", (long long)n));
	return db_commit(&tx);
}

bool who_sign_out(struct cx *cx, struct str token)
{
	struct store_session s = {};
	struct store_person p = {};
	AUTO(db_tx) tx = db_begin(cx);
	if (!store_session(cx, token_hash(&cx->a, token), &s) || !store_person_by_key(cx, s.person, &p))
		return ok(cx);
	store_sessions_delete(cx, s.person, s.session.key, 0);
	who_note(cx, S("person.sign-out"), p.id, p.organization, arena_printf(&cx->a, "{\"session\":%lld}", (long long)s.session.key));
	return db_commit(&tx);
}

bool who_sessions_sweep(struct cx *cx)
{
	int64_t idle_us = idle_before_us(cx);
	AUTO(db_tx) tx = db_begin(cx);
	return store_sessions_sweep(cx, idle_us) && store_links_sweep(cx) && store_devices_sweep(cx) &&
	       store_buckets_sweep(cx, cx->now_us - who_session_us) && db_commit(&tx);
}
