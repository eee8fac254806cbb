/* SPDX-License-Identifier: Apache-2.0
 *
 * API tokens. Must never keep one in clear, nor give one more than its person may at the moment it is used.
 */
#include "core/who_token.h"
#include "base/hash.h"
#include "base/json.h"
#include "core/credential.h"
#include "core/desk.h"
#include "core/store_credential.h"
#include <sodium.h>
#include <string.h>

#define HEAD "mst_"
enum { SECRET_BYTES = 32, SECRET_LETTERS = 43, CHECK_LETTERS = 6, HEAD_LETTERS = sizeof HEAD - 1, ALL_LETTERS = HEAD_LETTERS + SECRET_LETTERS + CHECK_LETTERS };
enum { FORBIDDEN = RIGHT_ANYONE | RIGHT_SELF | RIGHT_MACHINE };
static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const int64_t use_step_us = (int64_t)600 * 1000000, day_us = (int64_t)86400 * 1000000;

/* ---- the text ---- */

/* The number of n bytes (big end first) in base 62, filled up to width letters. Destroys bytes. */
static void put_62(char *out, unsigned width, unsigned char *bytes, unsigned n)
{
	for (unsigned at = width; at-- > 0;) {
		unsigned rest = 0;
		for (unsigned i = 0; i < n; i++) {
			unsigned v = rest << 8 | bytes[i];
			bytes[i] = (unsigned char)(v / 62);
			rest = v % 62;
		}
		out[at] = letters[rest];
	}
}

/* CRC-32 of ISO 3309, bit by bit: 47 letters once a request. */
static uint32_t crc(const char *p, size_t n)
{
	uint32_t c = ~0u;
	for (size_t i = 0; i < n; i++) {
		c ^= (unsigned char)p[i];
		for (int bit = 0; bit < 8; bit++)
			c = c >> 1 ^ (c & 1 ? 0xedb88320u : 0);
	}
	return ~c;
}

static void put_check(char *out, const char *before)
{
	uint32_t c = crc(before, HEAD_LETTERS + SECRET_LETTERS);
	unsigned char bytes[4] = { (unsigned char)(c >> 24), (unsigned char)(c >> 16), (unsigned char)(c >> 8), (unsigned char)c };
	put_62(out, CHECK_LETTERS, bytes, sizeof bytes);
}

static struct str make(struct arena *a)
{
	unsigned char secret[SECRET_BYTES];
	char *text = arena_bytes(a, ALL_LETTERS + 1);
	random_bytes(secret, sizeof secret);
	memcpy(text, HEAD, HEAD_LETTERS);
	put_62(text + HEAD_LETTERS, SECRET_LETTERS, secret, sizeof secret);
	put_check(text + HEAD_LETTERS + SECRET_LETTERS, text);
	text[ALL_LETTERS] = '\0';
	sodium_memzero(secret, sizeof secret);
	return (struct str){ text, ALL_LETTERS };
}

bool token_formed(struct str text)
{
	char check[CHECK_LETTERS];
	if (text.len != ALL_LETTERS || !str_starts(text, S(HEAD)))
		return false;
	put_check(check, text.ptr);
	return memcmp(check, text.ptr + HEAD_LETTERS + SECRET_LETTERS, CHECK_LETTERS) == 0;
}

static struct str hash_of(struct arena *a, struct str text)
{
	struct sha256 h = sha256(text);
	return hex(a, h.bytes, sizeof h.bytes);
}

/* ---- scopes ---- */

bool token_scope_parse(struct cx *cx, struct str text, unsigned *out)
{
	*out = 0;
	for (struct str rest = text; rest.ptr && rest.len;) {
		struct str name = str_trim(str_cut(&rest, ','));
		unsigned right = 0;
		for (unsigned bit = 1; bit <= RIGHT_MACHINE && !right; bit <<= 1)
			if (!(bit & FORBIDDEN) && str_eq(name, str_c(who_right_name((enum right)bit))))
				right = bit;
		if (!right)
			return fail(cx, E_INVALID, "'%.*s' is no right that a token can have: see 'mainstay routes'", STR(name));
		*out |= right;
	}
	return *out || fail(cx, E_INVALID, "say what the token may do: --scope read,warn");
}

struct str token_scope_text(struct arena *a, unsigned scope)
{
	struct buf b = buf_make(a, 1024);
	for (unsigned bit = 1; bit <= RIGHT_MACHINE; bit <<= 1)
		if (scope & bit)
			buf_printf(&b, "%s%s", b.len ? "," : "", who_right_name((enum right)bit));
	return buf_str(&b);
}

/* ---- verbs ---- */

bool token_add(struct cx *cx, const struct person *person, struct str name, unsigned scope, int64_t days, struct str *text)
{
	struct api_token_vec had = {};
	unsigned beyond = scope & ~(who_rights(person->role) & ~(unsigned)FORBIDDEN);
	if (cx->viewer && cx->viewer->key == person->key && !(cx->viewer->rights & RIGHT_MACHINE))
		beyond |= scope & ~cx->viewer->rights; /* who may less just now makes nothing that may more */
	if (!credential_name(cx, name))
		return false;
	if (!who_is_fresh(cx) && cx->viewer)
		return fail(cx, E_DENIED, "sign in again first: this needs a proof of who you are from the last minutes");
	if (beyond || !scope)
		return fail(cx, E_DENIED, "'%.*s' may not do '%.*s': a token can have no more than its person", STR(person->id), STR(token_scope_text(&cx->a, beyond)));
	if (days < 1 || days > TOKEN_DAYS_MAX)
		return fail(cx, E_INVALID, "a token lives 1 to %d days", TOKEN_DAYS_MAX);
	if (!tokens_of(cx, person->key, &had))
		return false;
	if (had.n >= TOKENS_MAX)
		return fail(cx, E_CONFLICT, "'%.*s' has %d tokens: end one first", STR(person->id), TOKENS_MAX);
	*text = make(&cx->a);
	AUTO(db_tx) tx = desk_begin(cx);
	struct api_token t = { .key = desk_keys(cx, S("token"), 1), .person = person->key, .name = name, .scope = scope, .expires_us = cx->now_us + days * day_us };
	store_token_insert(cx, hash_of(&cx->a, *text), &t);
	credential_note(cx, person, S("token.add"),
		arena_printf(&cx->a, "{\"token\":%lld,\"scope\":\"%.*s\",\"days\":%lld}", (long long)t.key, STR(token_scope_text(&cx->a, scope)), (long long)days));
	return db_commit(&tx);
}

bool tokens_of(struct cx *cx, int64_t person_key, struct api_token_vec *out)
{
	return store_tokens(cx, person_key, out);
}

bool tokens_end(struct cx *cx, const struct person *person, int64_t key)
{
	AUTO(db_tx) tx = desk_begin(cx);
	store_tokens_end(cx, person->key, key);
	int64_t n = db_changes(cx);
	if (ok(cx) && key && !n)
		return fail(cx, E_MISSING, "there is no such token");
	if (n)
		credential_note(cx, person, S("token.end"), arena_printf(&cx->a, "{\"token\":%lld,\"ended\":%lld}", (long long)key, (long long)n));
	return db_commit(&tx);
}

bool who_by_token(struct cx *cx, struct str text, struct viewer *out)
{
	struct api_token t = {};
	struct viewer viewer;
	if (!token_formed(text) || !store_token(cx, hash_of(&cx->a, text), &t) || t.ended_us || t.expires_us <= cx->now_us || !who_viewer(cx, t.person, &viewer))
		return false;
	viewer.rights &= t.scope | RIGHT_ANYONE;
	*out = viewer;
	if (t.used_us < cx->now_us - use_step_us) {
		AUTO(db_tx) tx = db_begin_soft(cx);
		store_token_used(cx, t.key);
		if (!db_commit(&tx) && cx->err.kind == E_BUSY)
			err_clear(&cx->err); /* the next request writes it */
	}
	return ok(cx);
}
