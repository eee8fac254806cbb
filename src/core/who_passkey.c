/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys. Must never tell a caller which check an answer at sign-in failed, nor take one question twice.
 */
#include "core/who_passkey.h"
#include "base/base64.h"
#include "base/hash.h"
#include "base/json.h"
#include "core/credential.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/readers.h"
#include "core/store_credential.h"
#include "core/who_inner.h"
#include "core/who_limit.h"
#include "formats/webauthn.h"
#include "sys/jail.h"
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <string.h>

enum { CHALLENGE_BYTES = 32, HANDLE_BYTES = 32, OPTIONS_BYTES_MAX = 64 << 10 };

/* ---- questions ---- */

static struct str challenge_hash(struct arena *a, struct str raw)
{
	struct sha256 h = sha256(raw);
	return hex(a, h.bytes, sizeof h.bytes);
}

/* A new question to this person (0: whoever signs in), as base64url. */
static bool ask(struct cx *cx, int64_t person, struct str *challenge)
{
	char raw[CHALLENGE_BYTES];
	random_bytes(raw, sizeof raw);
	*challenge = base64url(&cx->a, raw, sizeof raw);
	AUTO(db_tx) tx = db_begin_soft(cx);
	store_challenges_sweep(cx); /* what stands there is never more than minutes of questions */
	store_challenge_insert(cx, challenge_hash(&cx->a, (struct str){ raw, sizeof raw }), person, cx->now_us + passkey_challenge_us);
	return db_commit(&tx);
}

/* Was this asked, of this person, lately and not yet answered? It is answered now. */
static bool take(struct cx *cx, int64_t person, struct str raw)
{
	AUTO(db_tx) tx = db_begin(cx); /* not soft: what is used up stays used up when the power fails */
	bool taken = store_challenge_take(cx, challenge_hash(&cx->a, raw), person);
	return db_commit(&tx) && taken;
}

bool passkey_sweep(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	return store_challenges_sweep(cx) && db_commit(&tx);
}

/* The host that passkeys are bound to, out of sign-in.origin. */
static struct str rp_id(struct arena *a, struct str origin)
{
	ptrdiff_t scheme = str_find(origin, S("://"));
	struct str host = str_slice(origin, scheme < 0 ? 0 : (size_t)scheme + 3, origin.len);
	ptrdiff_t port = str_find(host, S(":"));
	return arena_str(a, str_slice(host, 0, port < 0 ? host.len : (size_t)port));
}

/* The random name of a person at their authenticators; made with their first passkey. */
static bool handle_of(struct cx *cx, int64_t person, struct str *handle)
{
	char raw[HANDLE_BYTES];
	if (store_passkey_handle(cx, person, handle) || !ok(cx))
		return ok(cx);
	random_bytes(raw, sizeof raw);
	AUTO(db_tx) tx = db_begin(cx);
	store_passkey_handle_insert(cx, person, base64url(&cx->a, raw, sizeof raw));
	return db_commit(&tx) && store_passkey_handle(cx, person, handle);
}

static bool may_add(struct cx *cx)
{
	if (!cx->viewer || !cx->viewer->key)
		return fail(cx, E_DENIED, "sign in first");
	return who_is_fresh(cx) || fail(cx, E_DENIED, "sign in again first: this needs a proof of who you are from the last minutes");
}

static void put_creation(struct cx *cx, struct json_out *o, const struct desk *desk, struct str rp, struct str challenge, struct str handle,
        const struct passkey_vec *had)
{
	static const int64_t algorithms[] = { WEBAUTHN_ES256, WEBAUTHN_EDDSA, WEBAUTHN_RS256 };
	jo_object(o);
	jo_kstr(o, "challenge", challenge);
	jo_key(o, "rp"), jo_object(o), jo_kstr(o, "id", rp), jo_kstr(o, "name", desk->name), jo_object_end(o);
	jo_key(o, "user"), jo_object(o), jo_kstr(o, "id", handle), jo_kstr(o, "name", cx->viewer->person),
	        jo_kstr(o, "displayName", cx->viewer->name), jo_object_end(o);
	jo_key(o, "pubKeyCredParams"), jo_array(o);
	for (unsigned i = 0; i < 3; i++)
		jo_object(o), jo_kstr(o, "type", S("public-key")), jo_kint(o, "alg", algorithms[i]), jo_object_end(o);
	jo_array_end(o);
	jo_key(o, "excludeCredentials"), jo_array(o);
	vec_each (p, had)
		jo_object(o), jo_kstr(o, "type", S("public-key")), jo_kstr(o, "id", p->id), jo_object_end(o);
	jo_array_end(o);
	jo_key(o, "authenticatorSelection"), jo_object(o), jo_kstr(o, "residentKey", S("required")),
	        jo_kbool(o, "requireResidentKey", true);
	jo_kstr(o, "userVerification", S("required")), jo_object_end(o);
	jo_kstr(o, "attestation", S("none"));
	jo_kint(o, "timeout", passkey_challenge_us / 1000);
	jo_object_end(o);
}

bool passkey_ask_new(struct cx *cx, struct str *options)
{
	struct desk desk;
	struct str challenge, handle;
	struct passkey_vec had = {};
	if (!may_add(cx) || !desk_read(cx, &desk) || !passkeys_of(cx, cx->viewer->key, &had) || !handle_of(cx, cx->viewer->key, &handle))
		return false;
	if (had.n >= PASSKEYS_MAX)
		return fail(cx, E_CONFLICT, "you have %d passkeys: end one first", PASSKEYS_MAX);
	struct str rp = rp_id(&cx->a, setting_read(cx, &setting_origin));
	if (!ask(cx, cx->viewer->key, &challenge))
		return false;
	struct buf b = buf_make(&cx->a, OPTIONS_BYTES_MAX);
	struct json_out o = json_out(&b);
	put_creation(cx, &o, &desk, rp, challenge, handle, &had);
	*options = buf_str(&b);
	return true;
}

bool passkey_ask(struct cx *cx, struct str *options)
{
	struct str challenge, rp = rp_id(&cx->a, setting_read(cx, &setting_origin));
	struct limit limit = limit_begun(cx);
	int64_t wait_us;
	if (!limit_charge(cx, &limit, &wait_us))
		return false;
	if (wait_us)
		return fail(cx, E_BUSY, "too much was begun from here: wait %lld seconds", (long long)(wait_us / 1000000 + 1));
	if (!ask(cx, 0, &challenge))
		return false;
	struct buf b = buf_make(&cx->a, OPTIONS_BYTES_MAX);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "challenge", challenge);
	jo_kstr(&o, "rpId", rp);
	jo_kstr(&o, "userVerification", S("required"));
	jo_kint(&o, "timeout", passkey_challenge_us / 1000);
	jo_object_end(&o);
	*options = buf_str(&b);
	return true;
}

/* ---- answers ---- */

static bool read_answer(struct cx *cx, struct str answer, struct webauthn_answer *w)
{
	struct str flat = {};
	return jail_read(cx->jail, READER_WEBAUTHN, &cx->a, answer, &flat, &cx->err) && webauthn_wire_read(flat, w, &cx->err);
}

/* What both ceremonies check of client data and authenticator data, in the order of §7.1 and §7.2. NULL = all is well; else one phrase. */
static const char *check(struct cx *cx, const struct webauthn_answer *w, int64_t person, const char *type)
{
	struct str origin = setting_read(cx, &setting_origin), rp = rp_id(&cx->a, origin);
	struct sha256 rp_hash = sha256(rp);
	if (!str_eq(w->type, str_c(type)))
		return "type";
	if (w->challenge.len != CHALLENGE_BYTES || !take(cx, person, w->challenge))
		return "challenge";
	if (!str_eq(w->origin, origin) || w->cross_origin)
		return "origin";
	if (!equal_secret(w->rp_id_hash.ptr, rp_hash.bytes, sizeof rp_hash.bytes))
		return "relying party";
	if (!(w->flags & WEBAUTHN_UP))
		return "user presence";
	if (!(w->flags & WEBAUTHN_UV))
		return "user verification";
	if ((w->flags & WEBAUTHN_BS) && !(w->flags & WEBAUTHN_BE))
		return "backup flags";
	return NULL;
}

/* A key in libfido2's form; the caller frees it with key_end. NULL when it is none, such as a point beside the curve. */
struct fido_key {
	int64_t algorithm;
	void *pk;
};

static void key_end(struct fido_key *k)
{
	if (k->algorithm == WEBAUTHN_ES256)
		es256_pk_free((es256_pk_t **)&k->pk);
	else if (k->algorithm == WEBAUTHN_EDDSA)
		eddsa_pk_free((eddsa_pk_t **)&k->pk);
	else
		rs256_pk_free((rs256_pk_t **)&k->pk);
}

static struct fido_key key_begin(int64_t algorithm, struct str bytes)
{
	struct fido_key k = { .algorithm = algorithm };
	EVP_PKEY *usable = NULL;
	if (algorithm == WEBAUTHN_ES256 && (k.pk = es256_pk_new()) && es256_pk_from_ptr(k.pk, bytes.ptr, bytes.len) == FIDO_OK)
		usable = es256_pk_to_EVP_PKEY(k.pk);
	else if (algorithm == WEBAUTHN_EDDSA && (k.pk = eddsa_pk_new()) && eddsa_pk_from_ptr(k.pk, bytes.ptr, bytes.len) == FIDO_OK)
		usable = eddsa_pk_to_EVP_PKEY(k.pk);
	else if (algorithm == WEBAUTHN_RS256 && (k.pk = rs256_pk_new()) && rs256_pk_from_ptr(k.pk, bytes.ptr, bytes.len) == FIDO_OK)
		usable = rs256_pk_to_EVP_PKEY(k.pk);
	if (!usable)
		key_end(&k);
	EVP_PKEY_free(usable);
	return k;
}

/* Is the signature over the authenticator's data and the hash of the client data this key's? */
static bool signed_by(const struct webauthn_answer *w, const char *rp, int64_t algorithm, struct str public_key)
{
	struct sha256 hash = sha256(w->client_data);
	struct fido_key k = key_begin(algorithm, public_key);
	fido_assert_t *as = fido_assert_new();
	bool good = k.pk && as && fido_assert_set_count(as, 1) == FIDO_OK && fido_assert_set_rp(as, rp) == FIDO_OK &&
	            fido_assert_set_up(as, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(as, FIDO_OPT_TRUE) == FIDO_OK &&
	            fido_assert_set_clientdata_hash(as, hash.bytes, sizeof hash.bytes) == FIDO_OK &&
	            fido_assert_set_authdata_raw(as, 0, (const unsigned char *)w->auth_data.ptr, w->auth_data.len) == FIDO_OK &&
	            fido_assert_set_sig(as, 0, (const unsigned char *)w->signature.ptr, w->signature.len) == FIDO_OK &&
	            fido_assert_verify(as, 0, (int)algorithm, k.pk) == FIDO_OK;
	fido_assert_free(&as);
	if (k.pk)
		key_end(&k);
	return good;
}

bool passkey_add(struct cx *cx, struct str name, struct str answer)
{
	struct webauthn_answer w;
	struct store_passkey known = {};
	struct person self;
	if (!may_add(cx) || !credential_name(cx, name) || !read_answer(cx, answer, &w))
		return false;
	const char *why = !w.creates ? "type" : check(cx, &w, cx->viewer->key, "webauthn.create");
	if (!ok(cx))
		return false;
	struct fido_key k = why ? (struct fido_key){} : key_begin(w.algorithm, w.key);
	if (k.pk)
		key_end(&k);
	else if (!why)
		why = "key";
	if (why)
		return fail(cx, E_DENIED, "this passkey cannot be used here (%s): try again, or take another one", why);
	if (!who_find_key(cx, cx->viewer->key, &self))
		return fail(cx, E_DENIED, "sign in first");
	struct str id = base64url(&cx->a, w.id.ptr, w.id.len);
	AUTO(db_tx) tx = desk_begin(cx);
	if (store_passkey(cx, id, &known))
		return fail(cx, E_CONFLICT, "this passkey is known here already: sign in with it");
	struct store_passkey p = {
		.p = { .key = desk_keys(cx, S("passkey"), 1), .id = id, .person = self.key, .name = name, .counter = w.counter },
		.public_key = w.key,
		.algorithm = w.algorithm,
		.flags = w.flags,
		.aaguid = hex(&cx->a, w.aaguid.ptr, w.aaguid.len),
		.format = w.format,
		.attestation = w.attestation
	};
	store_passkey_insert(cx, &p);
	session_raised(cx, WHO_BY_PASSKEY); /* the person was verified, and has it */
	credential_note(cx, &self, S("passkey.add"),
	        arena_printf(&cx->a, "{\"passkey\":%lld,\"algorithm\":%lld}", (long long)p.p.key, (long long)w.algorithm));
	return db_commit(&tx);
}

static bool refuse(struct cx *cx)
{
	err_clear(&cx->err);
	return fail(cx, E_DENIED, "this passkey was not accepted: try again, or sign in another way");
}

/* The leaf of a refusal; only for passkeys that are known and questions that were asked, so that nobody can fill the ledger from outside. */
static bool note_refusal(struct cx *cx, const struct store_passkey *p, const char *why)
{
	struct person person;
	if (who_find_key(cx, p->p.person, &person)) {
		AUTO(db_tx) tx = db_begin(cx);
		credential_note(cx, &person, S("passkey.refuse"),
		        arena_printf(&cx->a, "{\"passkey\":%lld,\"why\":\"%s\"}", (long long)p->p.key, why));
		if (!db_commit(&tx))
			return false;
	}
	return ok(cx) && refuse(cx);
}

static bool belongs(struct cx *cx, const struct store_passkey *p, struct str user_handle)
{
	struct str handle = {};
	return store_passkey_handle(cx, p->p.person, &handle) && str_eq(handle, base64url(&cx->a, user_handle.ptr, user_handle.len));
}

/* The counter in one statement: of two answers at once with the same number one is refused, in whatever process. */
static bool counts(struct cx *cx, const struct store_passkey *p, const struct webauthn_answer *w)
{
	AUTO(db_tx) tx = db_begin(cx);
	bool rose = store_passkey_used(cx, p->p.key, w->counter, w->flags) && db_changes(cx) == 1;
	return db_commit(&tx) && rose;
}

bool passkey_sign_in(struct cx *cx, struct str answer, int64_t lifetime_us, int64_t *person_key, struct str *token)
{
	/* The base point of P-256: a key nobody can sign with by accident. An unknown passkey costs the same work as a known one. */
	static const char nobody[] = "\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4"
	                             "\xa1\x39\x45\xd8\x98\xc2\x96"
	                             "\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb"
	                             "\xb6\x40\x68\x37\xbf\x51\xf5";
	struct webauthn_answer w;
	struct store_passkey p = { .algorithm = WEBAUTHN_ES256, .public_key = { nobody, 64 } };
	if (!read_answer(cx, answer, &w) || w.creates)
		return (ok(cx) || cx->err.kind == E_INVALID) && refuse(cx);
	const char *why = check(cx, &w, 0, "webauthn.get");
	bool known = ok(cx) && store_passkey(cx, base64url(&cx->a, w.id.ptr, w.id.len), &p) && !p.p.ended_us;
	bool owns = belongs(cx, &p, w.user_handle);
	bool good = signed_by(&w, rp_id(&cx->a, setting_read(cx, &setting_origin)).ptr, p.algorithm, p.public_key);
	if (!ok(cx))
		return false;
	bool asked = !why || (strcmp(why, "type") && strcmp(why, "challenge"));
	why = why ? why : !owns ? "user handle" : !good ? "signature" : NULL;
	if (!known || !asked)
		return refuse(cx);
	if (!why && !counts(cx, &p, &w))
		why = "counter";
	if (!ok(cx))
		return false;
	if (why)
		return note_refusal(cx, &p, why);
	*person_key = p.p.person;
	if (!who_session_open(cx, p.p.person, WHO_BY_PASSKEY, lifetime_us, token))
		return cx->err.kind == E_DENIED && refuse(cx);
	return true;
}

/* ---- what a person has ---- */

bool passkeys_of(struct cx *cx, int64_t person_key, struct passkey_vec *out)
{
	return store_passkeys(cx, person_key, out);
}

bool passkeys_end(struct cx *cx, const struct person *person, int64_t key)
{
	AUTO(db_tx) tx = desk_begin(cx);
	store_passkeys_end(cx, person->key, key);
	int64_t n = db_changes(cx);
	if (ok(cx) && key && !n)
		return fail(cx, E_MISSING, "there is no such passkey");
	if (n)
		credential_note(cx, person, S("passkey.end"),
		        arena_printf(&cx->a, "{\"passkey\":%lld,\"ended\":%lld}", (long long)key, (long long)n));
	return db_commit(&tx);
}
