/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in: name and password, then the one-time code. Must never tell whether a name exists, let a password alone in where a code is set, or let an attempt
 * be judged that its bucket forbids.
 */
#include "core/who_sign_in.h"
#include "base/hash.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/secret.h"
#include "core/store_credential.h"
#include "core/who_inner.h"
#include "core/who_limit.h"
#include "core/who_totp.h"
#include <ctype.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

static bool check_hash(struct cx *cx, struct str value)
{
	return str_eq(value, S("SHA1")) || str_eq(value, S("SHA256")) ||
	       fail(cx, E_INVALID, "'%.*s' is neither SHA1 nor SHA256", STR(value));
}

const struct setting setting_totp = { "sign-in.totp-hash", "SHA1", "hash of one-time codes for new enrolments: SHA1 or SHA256",
	check_hash };

enum { CODE_TRIES = 5 };
static const int64_t code_us = (int64_t)300 * 1000000, offer_us = (int64_t)900 * 1000000, device_us = (int64_t)180 * 86400 * 1000000;

bool who_self(struct cx *cx, struct store_person *out)
{
	*out = (struct store_person){};
	if (cx->viewer && cx->viewer->key && store_person_by_key(cx, cx->viewer->key, out) && str_eq(out->state, S("active")))
		return true;
	return fail(cx, E_DENIED, "this is for people who are signed in");
}

static bool fresh(struct cx *cx)
{
	return who_is_fresh(cx) || fail(cx, E_DENIED, "prove who you are again, then go on");
}

/* ---- known devices ---- */
bool who_device_known(struct cx *cx, struct str id)
{
	return cx->from && cx->from->device.len && store_device_known(cx, token_hash(&cx->a, cx->from->device), id);
}

bool who_device_remember(struct cx *cx, int64_t person_key, struct str *token)
{
	struct store_person p = {};
	if (!store_person_by_key(cx, person_key, &p))
		return false;
	if (who_device_known(cx, p.id)) {
		*token = cx->from->device;
		return ok(cx);
	}
	*token = token_make(&cx->a);
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_device_insert(cx, token_hash(&cx->a, *token), person_key, cx->now_us + device_us) && db_commit(&tx);
}

/* SHA-256 under a key made from the desk's: what is short or guessable is not found from a copy of the database alone. E_MISSING without a key file. */
static bool keyed_hash(struct cx *cx, struct str purpose, struct str text, struct sha256 *out)
{
	unsigned char key[SECRET_KEY_BYTES];
	unsigned n = 0;
	if (!secret_derive(cx, purpose, key))
		return false;
	bool good = HMAC(EVP_sha256(), key, sizeof key, (const unsigned char *)text.ptr, text.len, out->bytes, &n) && n == sizeof out->bytes;
	explicit_bzero(key, sizeof key);
	return good || fail(cx, E_BUSY, "not enough memory: try again in a moment");
}

/* ---- refusals ---- */
/* One leaf for each attempt that was judged and refused; of a name only its keyed hash, since people type passwords there. */
static bool refused(struct cx *cx, struct str id, const char *what)
{
	struct sha256 h = {};
	if (cx->secrets && !keyed_hash(cx, S("refused names"), id, &h))
		return false;
	struct str from = cx->from ? who_address_prefix(&cx->a, cx->from->address) : S("");
	AUTO(db_tx) tx = db_begin(cx);
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED, S("") });
	ledger_append_one(cx, S("sign-in.refuse"), S("sign-in"),
	        arena_printf(&cx->a, "{\"name-hmac\":\"%.*s\",\"from\":\"%.*s\",\"factor\":\"%s\"}", STR(hex(&cx->a, h.bytes, 8)),
	                STR(from), what),
	        class_key);
	return db_commit(&tx);
}

/* ---- password ---- */
static bool rehash(struct cx *cx, const struct store_person *p, struct str password)
{
	struct str hash;
	if (!password_is_old(p->password))
		return true;
	if (!who_password_hash(cx, password, &hash))
		return false;
	AUTO(db_tx) tx = db_begin(cx);
	return store_person_password(cx, p->key, hash) && db_commit(&tx);
}

/* Charges, looks up, verifies. *right: name and password fit; p is filled then. */
static bool judge_password(struct cx *cx, struct str id, struct str password, struct store_person *p, struct who_answer *out, bool *right)
{
	struct limit limit = limit_sign_in(cx, id, who_device_known(cx, id));
	*out = (struct who_answer){ .what = WHO_REFUSED };
	*right = false;
	if (!limit_charge(cx, &limit, &out->wait_us))
		return false;
	if (out->wait_us) {
		out->what = WHO_WAIT;
		return true;
	}
	bool found = store_person(cx, id, p) && str_eq(p->state, S("active"));
	if (!ok(cx) || !password_verify(cx, found ? p->password : S(""), password, right))
		return false;
	if (!*right)
		return refused(cx, id, "password");
	return limit_give_back(cx, &limit) && rehash(cx, p, password);
}

bool who_sign_in(struct cx *cx, struct str id, struct str password, struct who_answer *out)
{
	struct store_person p = {};
	bool right;
	if (!judge_password(cx, id, password, &p, out, &right) || !right)
		return ok(cx);
	out->person = p.key;
	if (!p.totp.len) {
		out->what = WHO_OPEN;
		return who_session_open(cx, p.key, WHO_BY_PASSWORD, who_session_us, &out->token);
	}
	out->what = WHO_WANTS_CODE;
	out->token = token_make(&cx->a);
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_link_insert(cx, token_hash(&cx->a, out->token), S("code"), p.key, cx->now_us + code_us) && db_commit(&tx);
}

/* ---- one-time codes ---- */
static struct str recovery_hash(struct cx *cx, int64_t person, struct str code)
{
	struct sha256 h = {};
	struct buf b = buf_make(&cx->a, 256);
	buf_printf(&b, "recovery/%lld/", (long long)person);
	for (size_t i = 0; i < code.len && i < 100; i++)
		if (isalnum((unsigned char)code.ptr[i]))
			buf_char(&b, (char)tolower((unsigned char)code.ptr[i]));
	return keyed_hash(cx, S("recovery codes"), buf_str(&b), &h) ? hex(&cx->a, h.bytes, sizeof h.bytes) : S("");
}

static bool open_seed(struct cx *cx, const struct store_person *p, struct str *seed, enum totp_hash *hash)
{
	struct str plain;
	if (!secret_open(cx, arena_printf(&cx->a, "totp/%lld", (long long)p->key), p->totp, &plain))
		return false;
	*hash = plain.ptr[0] == '2' ? TOTP_SHA256 : TOTP_SHA1;
	*seed = str_slice(plain, 1, plain.len);
	return true;
}

/* *right: the code is good, and is used up now. *how: what it was. */
static bool take_code(struct cx *cx, const struct store_person *p, struct str code, bool *right, enum who_factor *how)
{
	struct str seed;
	enum totp_hash hash = TOTP_SHA1;
	int64_t step = 0;
	*how = WHO_BY_PASSWORD_TOTP;
	*right = false;
	if (!open_seed(cx, p, &seed, &hash))
		return false;
	bool fits = totp_check(seed, hash, code, cx->now_us, p->totp_step, &step);
	AUTO(db_tx) tx = db_begin(cx);
	if (fits) {
		*right = store_person_totp_step(cx, p->key, step) && db_changes(cx) == 1; /* two processes at once: one of them */
	} else {
		*how = WHO_BY_PASSWORD_RECOVERY;
		*right = store_recovery_code_use(cx, p->key, recovery_hash(cx, p->key, code)) && db_changes(cx) == 1;
		if (*right)
			who_note(cx, S("person.recovery-code"), p->id, p->organization, S("{}"));
	}
	return db_commit(&tx);
}

static bool judge_code(
        struct cx *cx, const struct store_person *p, struct str code, struct who_answer *out, bool *right, enum who_factor *how)
{
	struct limit limit = limit_code(cx, p->key, who_device_known(cx, p->id));
	*right = false;
	if (!limit_charge(cx, &limit, &out->wait_us))
		return false;
	if (out->wait_us) {
		out->what = WHO_WAIT;
		return true;
	}
	if (!take_code(cx, p, code, right, how))
		return false;
	return *right ? limit_give_back(cx, &limit) : refused(cx, p->id, "code");
}

bool who_sign_in_code(struct cx *cx, struct str token, struct str code, struct who_answer *out)
{
	struct store_link link = {};
	struct store_person p = {};
	struct str hash = token_hash(&cx->a, token);
	bool right;
	enum who_factor how;
	*out = (struct who_answer){ .what = WHO_REFUSED };
	if (!store_link(cx, hash, S("code"), &link) || link.tries >= CODE_TRIES || !store_person_by_key(cx, link.person, &p))
		return ok(cx) && fail(cx, E_MISSING, "this took too long: begin again with name and password");
	out->token = token;
	if (!judge_code(cx, &p, code, out, &right, &how) || out->what == WHO_WAIT)
		return ok(cx);
	{
		AUTO(db_tx) tx = db_begin_soft(cx);
		if (right)
			right = store_link_use(cx, hash, S("code")) && db_changes(cx) == 1;
		else
			store_link_tried(cx, hash);
		if (!db_commit(&tx) || !right)
			return ok(cx);
	}
	out->what = WHO_OPEN;
	out->person = p.key;
	return who_session_open(cx, p.key, how, who_session_us, &out->token);
}

bool who_prove(struct cx *cx, struct str password, struct str code, struct who_answer *out)
{
	struct store_person p = {};
	bool right;
	enum who_factor how = WHO_BY_PASSWORD;
	if (!who_self(cx, &p) || !judge_password(cx, p.id, password, &p, out, &right) || !right)
		return ok(cx);
	if (p.totp.len && (!judge_code(cx, &p, code, out, &right, &how) || !right))
		return ok(cx);
	out->what = WHO_OPEN;
	out->person = p.key;
	return who_session_open(cx, p.key, how, who_session_us, &out->token);
}

/* ---- enrolment ---- */
static struct str offer_purpose(struct cx *cx)
{
	return arena_printf(&cx->a, "totp-offer/%lld", (long long)cx->viewer->key);
}

/* The plain form of an offer: kind · digits of the end of its life · blank · seed. */
static bool open_offer(struct cx *cx, struct str sealed, struct str *plain, struct str *seed, enum totp_hash *hash)
{
	struct str bytes = { arena_bytes(&cx->a, sealed.len / 2 + 1), sealed.len / 2 };
	int64_t until = 0;
	if (sealed.len % 2 || sealed.len > 400 || !unhex(sealed, (void *)(uintptr_t)bytes.ptr, bytes.len) ||
	        !secret_open(cx, offer_purpose(cx), bytes, plain)) {
		err_clear(&cx->err);
		return fail(cx, E_INVALID, "this is no offer of a seed: begin again");
	}
	*seed = str_slice(*plain, 1, plain->len);
	struct str digits = str_cut(seed, ' ');
	*hash = plain->ptr[0] == '2' ? TOTP_SHA256 : TOTP_SHA1;
	if (!str_int(digits, &until) || until < cx->now_us)
		return fail(cx, E_INVALID, "this took longer than fifteen minutes: begin again");
	return true;
}

static void show_seed(struct cx *cx, struct str issuer, struct str seed, enum totp_hash hash, struct who_seed *out)
{
	out->base32 = totp_base32(&cx->a, seed);
	out->uri = totp_uri(&cx->a, issuer, cx->viewer->person, seed, hash);
}

bool who_totp_offer(struct cx *cx, struct str issuer, struct who_seed *out)
{
	struct store_person p;
	uint8_t random[TOTP_SHA256_BYTES];
	struct str sealed;
	if (!who_self(cx, &p))
		return false;
	enum totp_hash hash = str_eq(setting_read(cx, &setting_totp), S("SHA256")) ? TOTP_SHA256 : TOTP_SHA1;
	struct str seed = { (const char *)random, hash == TOTP_SHA256 ? TOTP_SHA256_BYTES : TOTP_SHA1_BYTES };
	random_bytes(random, sizeof random);
	struct buf plain = buf_make(&cx->a, 128);
	buf_printf(&plain, "%c%lld ", hash == TOTP_SHA256 ? '2' : '1', (long long)(cx->now_us + offer_us));
	buf_put(&plain, seed);
	if (!secret_seal(cx, offer_purpose(cx), buf_str(&plain), &sealed))
		return false;
	out->sealed = hex(&cx->a, sealed.ptr, sealed.len);
	show_seed(cx, issuer, seed, hash, out);
	return true;
}

bool who_totp_offered(struct cx *cx, struct str issuer, struct str sealed, struct who_seed *out)
{
	struct str plain, seed;
	enum totp_hash hash = TOTP_SHA1;
	if (!cx->viewer || !open_offer(cx, sealed, &plain, &seed, &hash))
		return false;
	out->sealed = sealed;
	show_seed(cx, issuer, seed, hash, out);
	return true;
}

/* Ten codes of 50 random bits; inside a transaction. */
static bool make_codes(struct cx *cx, int64_t person, struct str codes[RECOVERY_CODES])
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* 32, of Crockford's base 32: five bits each */
	store_recovery_codes_delete(cx, person);
	for (unsigned i = 0; i < RECOVERY_CODES; i++) {
		uint8_t random[10];
		struct buf b = buf_make(&cx->a, 16);
		random_bytes(random, sizeof random);
		for (unsigned k = 0; k < sizeof random; k++) {
			if (k == 5)
				buf_char(&b, '-');
			buf_char(&b, letters[random[k] & 31]);
		}
		codes[i] = buf_str(&b);
		store_recovery_code_insert(cx, person, recovery_hash(cx, person, codes[i]));
	}
	return ok(cx);
}

bool who_totp_confirm(struct cx *cx, struct str sealed, struct str code, bool *right, struct str codes[RECOVERY_CODES])
{
	struct store_person p;
	struct str plain, seed, kept;
	enum totp_hash hash = TOTP_SHA1;
	int64_t step = 0;
	*right = false;
	if (!who_self(cx, &p) || !fresh(cx) || !open_offer(cx, sealed, &plain, &seed, &hash) ||
	        !totp_check(seed, hash, code, cx->now_us, 0, &step))
		return ok(cx);
	struct str own = arena_printf(&cx->a, "%c", hash == TOTP_SHA256 ? '2' : '1');
	struct buf b = buf_make(&cx->a, 64);
	buf_put(&b, own);
	buf_put(&b, seed);
	if (!secret_seal(cx, arena_printf(&cx->a, "totp/%lld", (long long)p.key), buf_str(&b), &kept))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_totp(cx, p.key, kept, step);
	make_codes(cx, p.key, codes);
	session_raised(cx, WHO_BY_PASSWORD_TOTP);
	store_sessions_delete(cx, p.key, 0, cx->viewer->session); /* those were opened by the password alone */
	who_note(cx, S("person.totp"), p.id, p.organization, S("{\"set\":true}"));
	*right = db_commit(&tx);
	return *right;
}

bool who_recovery_codes(struct cx *cx, struct str codes[RECOVERY_CODES])
{
	struct store_person p;
	if (!who_self(cx, &p) || !fresh(cx))
		return false;
	if (!p.totp.len)
		return fail(cx, E_CONFLICT, "recovery codes stand in for one-time codes: set those up first");
	AUTO(db_tx) tx = desk_begin(cx);
	make_codes(cx, p.key, codes);
	who_note(cx, S("person.recovery-codes"), p.id, p.organization, S("{}"));
	return db_commit(&tx);
}

int64_t who_recovery_codes_left(struct cx *cx, int64_t person_key)
{
	return store_recovery_codes_left(cx, person_key);
}

bool who_totp_remove(struct cx *cx)
{
	struct store_person p;
	struct passkey_vec passkeys = {};
	if (!who_self(cx, &p) || !fresh(cx) || !store_passkeys(cx, p.key, &passkeys))
		return false;
	if (!passkeys.n && who_needs_factor(cx, cx->viewer->clearance.role))
		return fail(cx, E_CONFLICT, "this desk asks you for more than a password: add a passkey first");
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_totp(cx, p.key, S(""), 0);
	store_recovery_codes_delete(cx, p.key);
	who_note(cx, S("person.totp"), p.id, p.organization, S("{\"set\":false}"));
	return db_commit(&tx);
}

/* ---- changing a password ---- */
bool who_password_change(struct cx *cx, struct str old, struct str new_password)
{
	struct store_person p;
	struct who_answer answer = {};
	struct str hash;
	bool right = false;
	if (!who_self(cx, &p) || (!p.password.len && !fresh(cx)))
		return false;
	if (p.password.len && !judge_password(cx, p.id, old, &p, &answer, &right))
		return false;
	if (answer.what == WHO_WAIT)
		return fail(cx, E_BUSY, "too many wrong passwords: wait %lld seconds", (long long)(answer.wait_us / 1000000 + 1));
	if (p.password.len && !right)
		return fail(cx, E_DENIED, "the old password is wrong");
	if (!who_password_check(cx, new_password) || !who_password_hash(cx, new_password, &hash))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_password(cx, p.key, hash);
	store_sessions_delete(cx, p.key, 0, cx->viewer->session);
	store_devices_delete(cx, p.key);
	who_note(cx, S("person.password"), p.id, p.organization, S("{\"by\":\"self\"}"));
	return db_commit(&tx);
}

bool who_password_set(struct cx *cx, const struct person *person, struct str new_password)
{
	struct str hash;
	if (!who_password_check(cx, new_password) || !who_password_hash(cx, new_password, &hash))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_password(cx, person->key, hash);
	store_sessions_delete(cx, person->key, 0, 0);
	store_devices_delete(cx, person->key);
	who_note(cx, S("person.password"), person->id, person->organization, S("{\"by\":\"machine\"}"));
	return db_commit(&tx);
}
