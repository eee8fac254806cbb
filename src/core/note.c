/* SPDX-License-Identifier: Apache-2.0
 *
 * Signed notes. Must never take a signature for one of a key whose name and id do not stand in its line.
 */
#include "core/note.h"
#include "base/hash.h"
#include <sodium.h>
#include <string.h>

enum { SIGNATURE = crypto_sign_BYTES, TIME_BYTES = 8 };
#define DASH "\xe2\x80\x94 " /* em dash, blank */

bool note_name_valid(struct str name)
{
	size_t bad;
	if (!name.len || name.len > 255 || !str_utf8(name, &bad))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] <= ' ' || name.ptr[i] == 0x7f || name.ptr[i] == '+')
			return false;
	/* Blanks beyond ASCII: U+0085, U+00A0, U+1680, U+2000–U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
	static const char *const blanks[] = { "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
		"\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89",
		"\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80" };
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (str_find(name, str_c(blanks[i])) >= 0)
			return false;
	return true;
}

static void set_id(struct note_key *key)
{
	char type = (char)key->type;
	struct sha256_state *st = sha256_begin();
	sha256_add(st, key->name);
	sha256_add(st, S("\n"));
	sha256_add(st, (struct str){ &type, 1 });
	sha256_add(st, (struct str){ (const char *)key->public, NOTE_PUBLIC_BYTES });
	struct sha256 sum = sha256_end(st);
	memcpy(key->id, sum.bytes, NOTE_ID_BYTES);
}

struct note_key note_key_make(struct str name, enum note_type type, const unsigned char seed[NOTE_SEED_BYTES])
{
	struct note_key key = { .name = name, .type = type };
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	crypto_sign_seed_keypair(key.public, secret, seed);
	sodium_memzero(secret, sizeof secret);
	set_id(&key);
	return key;
}

/* Exactly base64, with padding, of at most max bytes; their number or -1. */
static int unbase64(struct str text, unsigned char *out, size_t max)
{
	size_t n = 0;
	if (sodium_base642bin(out, max, text.ptr, text.len, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return -1;
	return sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL) - 1 == text.len ? (int)n : -1;
}

static struct str base64(struct arena *a, const void *bytes, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
	char *out = arena_bytes(a, room);
	sodium_bin2base64(out, room, bytes, n, sodium_base64_VARIANT_ORIGINAL);
	return (struct str){ out, room - 1 };
}

bool note_key_parse(struct str verifier, struct note_key *out)
{
	unsigned char id[NOTE_ID_BYTES], bytes[1 + NOTE_PUBLIC_BYTES];
	struct str rest = verifier;
	*out = (struct note_key){ .name = str_cut(&rest, '+') };
	struct str id_text = str_cut(&rest, '+');
	if (!note_name_valid(out->name) || !rest.ptr || !unhex(id_text, id, sizeof id) ||
	        unbase64(rest, bytes, sizeof bytes) != sizeof bytes)
		return false;
	if (bytes[0] != NOTE_ED25519 && bytes[0] != NOTE_COSIGNATURE)
		return false;
	out->type = (enum note_type)bytes[0];
	memcpy(out->public, bytes + 1, NOTE_PUBLIC_BYTES);
	set_id(out);
	return memcmp(out->id, id, sizeof id) == 0;
}

struct str note_key_text(struct arena *a, const struct note_key *key)
{
	unsigned char bytes[1 + NOTE_PUBLIC_BYTES] = { (unsigned char)key->type };
	memcpy(bytes + 1, key->public, NOTE_PUBLIC_BYTES);
	return arena_printf(a, "%.*s+%.*s+%.*s", STR(key->name), STR(hex(a, key->id, NOTE_ID_BYTES)), STR(base64(a, bytes, sizeof bytes)));
}

/* What a key of this type signs. */
static struct str message(struct arena *a, enum note_type type, struct str text, uint64_t seconds)
{
	if (type == NOTE_ED25519)
		return text;
	return arena_printf(a, "cosignature/v1\ntime %llu\n%.*s", (unsigned long long)seconds, STR(text));
}

struct str note_sign(struct arena *a, struct str text, const struct note_key *key, const unsigned char seed[NOTE_SEED_BYTES], int64_t at_us)
{
	unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES], bytes[NOTE_ID_BYTES + TIME_BYTES + SIGNATURE];
	uint64_t seconds = (uint64_t)(at_us / 1000000);
	size_t n = NOTE_ID_BYTES;
	memcpy(bytes, key->id, NOTE_ID_BYTES);
	if (key->type == NOTE_COSIGNATURE)
		for (int shift = 56; shift >= 0; shift -= 8)
			bytes[n++] = (unsigned char)(seconds >> shift);
	struct str signed_ = message(a, key->type, text, seconds);
	crypto_sign_seed_keypair(public, secret, seed);
	crypto_sign_detached(bytes + n, NULL, (const unsigned char *)signed_.ptr, signed_.len, secret);
	sodium_memzero(secret, sizeof secret);
	return arena_printf(a, DASH "%.*s %.*s\n", STR(key->name), STR(base64(a, bytes, n + SIGNATURE)));
}

static bool parse_line(struct arena *a, struct str line, struct note_line *out)
{
	struct str rest = str_slice(line, sizeof DASH - 1, line.len);
	if (!str_starts(line, S(DASH)))
		return false;
	out->line = (struct str){ line.ptr, line.len + 1 };
	out->name = str_cut(&rest, ' ');
	if (!note_name_valid(out->name) || !rest.len || rest.len > 8192)
		return false;
	unsigned char *bytes = (unsigned char *)arena_bytes(a, rest.len);
	int n = unbase64(rest, bytes, rest.len);
	out->bytes = (struct str){ (const char *)bytes, n > 0 ? (size_t)n : 0 };
	return n > NOTE_ID_BYTES;
}

bool note_parse(struct arena *a, struct str note, struct str *text, struct note_line_vec *lines, struct err *err)
{
	size_t bad;
	if (note.len > NOTE_BYTES_MAX || !str_utf8(note, &bad))
		return err_fail(err, E_INVALID, "not a signed note: too long, or not UTF-8");
	for (size_t i = 0; i < note.len; i++)
		if ((unsigned char)note.ptr[i] < ' ' && note.ptr[i] != '\n')
			return err_fail(err, E_INVALID, "not a signed note: a control character at byte %zu", i);
	size_t end = note.len;
	while (end >= 2 && !(note.ptr[end - 1] == '\n' && note.ptr[end - 2] == '\n'))
		end--;
	if (end < 2 || !str_ends(note, S("\n")) || end == note.len)
		return err_fail(err, E_INVALID, "not a signed note: no empty line with signatures behind it");
	*text = str_slice(note, 0, end - 1);
	for (struct str rest = str_slice(note, end, note.len - 1); rest.ptr;) {
		if (lines->n == NOTE_LINES_MAX)
			return err_fail(err, E_INVALID, "not a signed note: more than %d signatures", NOTE_LINES_MAX);
		struct str line = str_cut(&rest, '\n');
		if (!parse_line(a, line, vec_push(a, lines)))
			return err_fail(err, E_INVALID, "not a signed note: its signature line %zu is none", lines->n);
	}
	return true;
}

bool note_is_of(const struct note_key *key, const struct note_line *line)
{
	return str_eq(key->name, line->name) && line->bytes.len > NOTE_ID_BYTES && memcmp(line->bytes.ptr, key->id, NOTE_ID_BYTES) == 0;
}

bool note_verify(struct arena *a, const struct note_key *key, const struct note_line *line, struct str text, int64_t *at_us)
{
	size_t head = NOTE_ID_BYTES + (key->type == NOTE_COSIGNATURE ? TIME_BYTES : 0);
	const unsigned char *bytes = (const unsigned char *)line->bytes.ptr;
	uint64_t seconds = 0;
	if (!note_is_of(key, line) || line->bytes.len != head + SIGNATURE)
		return false;
	for (size_t i = NOTE_ID_BYTES; i < head; i++)
		seconds = seconds << 8 | bytes[i];
	if (at_us)
		*at_us = seconds < (uint64_t)INT64_MAX / 1000000 ? (int64_t)seconds * 1000000 : 0;
	struct str signed_ = message(a, key->type, text, seconds);
	return crypto_sign_verify_detached(bytes + head, (const unsigned char *)signed_.ptr, signed_.len, key->public) == 0;
}
