/* SPDX-License-Identifier: Apache-2.0
 *
 * Time-based one-time codes (RFC 6238 over RFC 4226): 6 digits, steps of 30 seconds, from 1970-01-01T00:00:00Z. Pure.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

enum totp_hash { TOTP_SHA1, TOTP_SHA256 };
enum { TOTP_STEP_S = 30, TOTP_DIGITS = 6, TOTP_SHA1_BYTES = 20, TOTP_SHA256_BYTES = 32 };

/* The step that a time lies in. */
int64_t totp_step(int64_t now_us);
/* The code of one step: digits 1 to 9 of them, the lowest of the truncated HMAC (RFC 4226, 5.3). */
uint32_t totp_code(struct str seed, enum totp_hash hash, int64_t step, unsigned digits);
/* Is this the code of the step of now_us, of the one before or the one after, and of none up to last (RFC 6238, 5.2: a code is taken once)? Blanks in code are
 * skipped. *step: which one it was. Always compares all three, in constant time. */
bool totp_check(struct str seed, enum totp_hash hash, struct str code, int64_t now_us, int64_t last, int64_t *step);
/* Base32 (RFC 4648) without padding: how seeds are written for people. */
struct str totp_base32(struct arena *a, struct str bytes);
/* otpauth://totp/ISSUER:NAME?… as telephones read it (Key Uri Format). */
struct str totp_uri(struct arena *a, struct str issuer, struct str name, struct str seed, enum totp_hash hash);
