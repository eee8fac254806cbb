/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 (FIPS 180-4, by OpenSSL's EVP) and hexadecimal.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

struct sha256 {
	uint8_t bytes[32];
};
struct sha256 sha256(struct str s);
/* Incremental: begin, add…, end (end frees the state). */
struct sha256_state;
struct sha256_state *sha256_begin(void);
void sha256_add(struct sha256_state *st, struct str s);
struct sha256 sha256_end(struct sha256_state *st);
/* The digest of what was added, and the state begun anew: for many short texts with one state. */
struct sha256 sha256_next(struct sha256_state *st);
/* Lower-case hexadecimal of n bytes. */
struct str hex(struct arena *a, const void *bytes, size_t n);
/* Bytes of a hexadecimal text of exactly 2*n digits; false otherwise. */
bool unhex(struct str text, void *bytes, size_t n);
/* n bytes from the kernel's random source; ends the process when there are none. */
void random_bytes(void *p, size_t n);
/* Equal, in time that depends on n only. */
bool equal_secret(const void *a, const void *b, size_t n);
