/* SPDX-License-Identifier: Apache-2.0
 *
 * Head and keys of a backup. Must never write a key that is not sealed, nor seal the desk's key for anybody but the recipients that were added.
 */
#include "backup/head.h"
#include "base/hash.h"
#include "base/wire.h"
#include "sys/file.h"
#include <string.h>

#define SECRET_HEAD "mainstay-backup-key-1:"
#define PUBLIC_HEAD "mainstay-backup-public-1:"
enum { HEAD_BYTES = 1 << 20, KEY_TEXT_MAX = 4096, BOTH = 32 + SECRET_KEY_BYTES };

static const struct str own_purpose = { "backup", 6 };

/* ---- sealing ---- */

static void seal_for(struct cx *cx, const struct backup_recipient *to, struct backup_head *head, const struct backup_keys *keys)
{
	unsigned char plain[BOTH];
	size_t n = keys->has_desk ? BOTH : 32;
	memcpy(plain, keys->file, 32);
	memcpy(plain + 32, keys->desk.key, SECRET_KEY_BYTES);
	unsigned char *sealed = (unsigned char *)arena_bytes(&cx->a, n + crypto_box_SEALBYTES);
	crypto_box_seal(sealed, plain, n, to->public_key);
	sodium_memzero(plain, sizeof plain);
	*vec_push(&cx->a, &head->slots) =
	        (struct backup_slot){ arena_str(&cx->a, (struct str){ (const char *)to->public_key, RECIPIENT_BYTES }),
		        { (const char *)sealed, n + crypto_box_SEALBYTES } };
}

static bool seal_own(struct cx *cx, struct backup_head *head, const struct backup_keys *keys)
{
	struct secrets derived;
	const struct secrets *own = cx->secrets;
	struct str sealed = {};
	if (!secret_derive(cx, own_purpose, derived.key))
		return false;
	cx->secrets = &derived;
	bool good = secret_seal(cx, own_purpose, (struct str){ (const char *)keys->file, 32 }, &sealed);
	cx->secrets = own;
	sodium_memzero(&derived, sizeof derived);
	*vec_push(&cx->a, &head->slots) = (struct backup_slot){ {}, sealed };
	return good;
}

bool backup_seal(struct cx *cx, const struct backup_recipient_vec *recipients, struct backup_head *head, struct backup_keys *keys)
{
	*keys = (struct backup_keys){ .has_desk = cx->secrets != NULL };
	if (!cx->secrets && !recipients->n)
		return fail(cx, E_MISSING,
		        "nobody could open this backup: the desk has no key file and no recipient (see 'mainstay backup recipient add')");
	random_bytes(keys->file, sizeof keys->file);
	if (cx->secrets)
		keys->desk = *cx->secrets;
	if (cx->secrets && !seal_own(cx, head, keys))
		return false;
	vec_each (r, recipients)
		seal_for(cx, r, head, keys);
	return true;
}

bool backup_open_own(struct cx *cx, const struct backup_head *head, struct backup_keys *keys)
{
	struct secrets derived;
	const struct secrets *own = cx->secrets;
	struct str plain = {};
	*keys = (struct backup_keys){};
	if (!secret_derive(cx, own_purpose, derived.key))
		return false;
	vec_each (slot, &head->slots) {
		if (slot->recipient.len || plain.len)
			continue;
		cx->secrets = &derived;
		if (!secret_open(cx, own_purpose, slot->sealed, &plain))
			err_clear(&cx->err);
		cx->secrets = own;
	}
	sodium_memzero(&derived, sizeof derived);
	if (plain.len != 32)
		return fail(cx, E_DENIED, "this key does not open the backup: it was made with another key file");
	memcpy(keys->file, plain.ptr, 32);
	keys->desk = *own;
	keys->has_desk = true;
	return true;
}

static bool open_as_recipient(struct cx *cx, const struct backup_head *head, const unsigned char secret[32], struct backup_keys *keys)
{
	unsigned char public_key[RECIPIENT_BYTES], plain[BOTH];
	crypto_scalarmult_base(public_key, secret);
	bool good = false;
	vec_each (slot, &head->slots) {
		size_t n = slot->sealed.len - crypto_box_SEALBYTES;
		if (good || slot->recipient.len != RECIPIENT_BYTES || memcmp(slot->recipient.ptr, public_key, RECIPIENT_BYTES) != 0 ||
		        slot->sealed.len < crypto_box_SEALBYTES || (n != 32 && n != BOTH))
			continue;
		good = crypto_box_seal_open(plain, (const unsigned char *)slot->sealed.ptr, slot->sealed.len, public_key, secret) == 0;
		if (!good)
			continue;
		memcpy(keys->file, plain, 32);
		keys->has_desk = n == BOTH;
		if (keys->has_desk)
			memcpy(keys->desk.key, plain + 32, SECRET_KEY_BYTES);
	}
	sodium_memzero(plain, sizeof plain);
	return good || fail(cx, E_DENIED, "this key does not open the backup: it was not made for this recipient");
}

bool backup_open_with(struct cx *cx, const struct backup_head *head, const char *key_file, struct backup_keys *keys)
{
	struct str text;
	unsigned char secret[32];
	*keys = (struct backup_keys){};
	if (!ok(cx) || !file_read(&cx->a, key_file, KEY_TEXT_MAX, &text, &cx->err))
		return false;
	text = str_trim(text);
	if (str_starts(text, S(SECRET_HEAD))) {
		if (!unhex(str_slice(text, sizeof SECRET_HEAD - 1, text.len), secret, sizeof secret))
			return fail(cx, E_INVALID, "%s is no key file of a recipient", key_file);
		bool good = open_as_recipient(cx, head, secret, keys);
		sodium_memzero(secret, sizeof secret);
		return good;
	}
	struct secrets desk;
	const struct secrets *own = cx->secrets;
	if (!secrets_read(cx, key_file, &desk))
		return false;
	cx->secrets = &desk;
	bool good = backup_open_own(cx, head, keys);
	cx->secrets = own;
	return good;
}

/* ---- the head's bytes ---- */

struct str backup_head_bytes(struct cx *cx, const struct backup_head *head)
{
	struct buf b = buf_make(&cx->a, HEAD_BYTES);
	wire_put_uint(&b, BACKUP_FORMAT);
	wire_put_str(&b, head->version);
	wire_put_str(&b, head->desk_id);
	wire_put_str(&b, head->desk_name);
	wire_put_str(&b, head->engine);
	wire_put_int(&b, head->at_us);
	wire_put_int(&b, head->revision);
	wire_put_int(&b, head->leaves);
	wire_put_str(&b, head->ledger);
	wire_put_uint(&b, head->steps.n);
	vec_each (s, &head->steps) {
		wire_put_str(&b, s->room);
		wire_put_int(&b, s->number);
		wire_put_str(&b, s->name);
		wire_put_str(&b, s->sha256);
	}
	wire_put_uint(&b, head->slots.n);
	vec_each (s, &head->slots) {
		wire_put_str(&b, s->recipient);
		wire_put_str(&b, s->sealed);
	}
	return buf_str(&b);
}

bool backup_head_parse(struct cx *cx, struct str bytes, struct backup_head *out)
{
	struct wire w = { .rest = bytes };
	*out = (struct backup_head){};
	uint64_t format = wire_uint(&w);
	if (!w.bad && format > BACKUP_FORMAT)
		return fail(cx, E_INVALID, "the backup was made by a newer Mainstay: install that version or a later one");
	out->version = wire_str(&w);
	out->desk_id = wire_str(&w);
	out->desk_name = wire_str(&w);
	out->engine = wire_str(&w);
	out->at_us = wire_int(&w);
	out->revision = wire_int(&w);
	out->leaves = wire_int(&w);
	out->ledger = wire_str(&w);
	for (size_t n = wire_count(&w, 4); n && !w.bad; n--) {
		struct db_recorded r = {};
		r.room = wire_str(&w);
		r.number = wire_int(&w);
		r.name = wire_str(&w);
		r.sha256 = wire_str(&w);
		*vec_push(&cx->a, &out->steps) = r;
	}
	for (size_t n = wire_count(&w, 2); n && !w.bad; n--) {
		struct backup_slot s = {};
		s.recipient = wire_bytes(&w);
		s.sealed = wire_bytes(&w);
		*vec_push(&cx->a, &out->slots) = s;
	}
	return (format == BACKUP_FORMAT && !w.bad && !w.rest.len) || fail(cx, E_INVALID, "the backup's head cannot be read: it is damaged");
}

/* ---- recipients ---- */

struct str recipient_text(struct arena *a, const unsigned char public_key[RECIPIENT_BYTES])
{
	return arena_printf(a, PUBLIC_HEAD "%.*s", STR(hex(a, public_key, RECIPIENT_BYTES)));
}

bool recipient_parse(struct cx *cx, struct str text, unsigned char public_key[RECIPIENT_BYTES])
{
	text = str_trim(text);
	if (str_starts(text, S(PUBLIC_HEAD)) && unhex(str_slice(text, sizeof PUBLIC_HEAD - 1, text.len), public_key, RECIPIENT_BYTES))
		return true;
	return fail(cx, E_INVALID, "this is no public key of a recipient: 'mainstay backup recipient new FILE' makes a pair");
}

bool recipient_create(struct cx *cx, const char *path, struct str *public_text)
{
	unsigned char public_key[RECIPIENT_BYTES], secret[crypto_box_SECRETKEYBYTES];
	crypto_box_keypair(public_key, secret);
	struct str text = arena_printf(&cx->a, SECRET_HEAD "%.*s\n", STR(hex(&cx->a, secret, sizeof secret)));
	*public_text = recipient_text(&cx->a, public_key);
	sodium_memzero(secret, sizeof secret);
	return file_write_new(path, text, 0600, &cx->err);
}
