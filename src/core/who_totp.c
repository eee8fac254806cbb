/* SPDX-License-Identifier: Apache-2.0
 *
 * One-time codes. Must never take a code twice, nor tell by its time how much of a code was right.
 */
#include "core/who_totp.h"
#include "base/buf.h"
#include "base/hash.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>

int64_t totp_step(int64_t now_us)
{
	return now_us / ((int64_t)TOTP_STEP_S * 1000000);
}

uint32_t totp_code(struct str seed, enum totp_hash hash, int64_t step, unsigned digits)
{
	uint8_t counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	for (unsigned i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
	if (!HMAC(hash == TOTP_SHA256 ? EVP_sha256() : EVP_sha1(), seed.ptr, (int)seed.len, counter, sizeof counter, mac, &n))
		__builtin_trap(); /* only out of memory: a code of nothing must never be compared */
	const uint8_t *at = mac + (mac[n - 1] & 15);
	uint32_t value = (uint32_t)(at[0] & 127) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3], limit = 1;
	while (digits--)
		limit *= 10;
	return value % limit;
}

bool totp_check(struct str seed, enum totp_hash hash, struct str code, int64_t now_us, int64_t last, int64_t *step)
{
	char typed[TOTP_DIGITS + 1] = "", wanted[TOTP_DIGITS + 16];
	size_t n = 0;
	for (size_t i = 0; i < code.len; i++)
		if (code.ptr[i] != ' ') {
			if (n < TOTP_DIGITS)
				typed[n] = code.ptr[i];
			n++;
		}
	bool right = false;
	for (int64_t s = totp_step(now_us) - 1; s <= totp_step(now_us) + 1; s++) {
		snprintf(wanted, sizeof wanted, "%06u", totp_code(seed, hash, s, TOTP_DIGITS));
		bool same = equal_secret(typed, wanted, TOTP_DIGITS) & (n == TOTP_DIGITS) & (s > last);
		*step = same ? s : *step;
		right |= same;
	}
	return right;
}

struct str totp_base32(struct arena *a, struct str bytes)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	struct buf b = buf_make(a, bytes.len * 2 + 8);
	uint32_t bits = 0, n = 0;
	for (size_t i = 0; i < bytes.len; i++) {
		bits = bits << 8 | (uint8_t)bytes.ptr[i];
		for (n += 8; n >= 5; n -= 5)
			buf_char(&b, letters[bits >> (n - 5) & 31]);
		bits &= (1u << n) - 1;
	}
	if (n)
		buf_char(&b, letters[bits << (5 - n) & 31]);
	return buf_str(&b);
}

static void put_part(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
		             c == '_' || c == '~';
		buf_printf(b, plain ? "%c" : "%%%02X", c);
	}
}

struct str totp_uri(struct arena *a, struct str issuer, struct str name, struct str seed, enum totp_hash hash)
{
	struct buf b = buf_make(a, 8192);
	buf_put(&b, S("otpauth://totp/"));
	put_part(&b, issuer);
	buf_char(&b, ':');
	put_part(&b, name);
	buf_printf(&b, "?secret=%.*s&issuer=", STR(totp_base32(a, seed)));
	put_part(&b, issuer);
	buf_printf(&b, "&algorithm=%s&digits=%d&period=%d", hash == TOTP_SHA256 ? "SHA256" : "SHA1", TOTP_DIGITS, TOTP_STEP_S);
	return buf_str(&b);
}
