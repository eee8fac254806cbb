/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 through OpenSSL's EVP, hexadecimal, random bytes. Must never go on with a digest or a random number that failed.
 */
#include "base/hash.h"
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

struct sha256_state {
	EVP_MD_CTX *evp;
};

_Noreturn static void die(const char *what)
{
	fprintf(stderr, "mainstay: %s\n", what);
	abort();
}

/* EVP_sha256() is looked up anew by every EVP_DigestInit: fetched once, for good. */
static EVP_MD *fetched;

static void fetch(void)
{
	fetched = EVP_MD_fetch(NULL, "SHA2-256", NULL);
	if (!fetched)
		die("SHA-256 is not available");
}

struct sha256_state *sha256_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, fetch);
	struct sha256_state *st = malloc(sizeof *st);
	EVP_MD_CTX *evp = EVP_MD_CTX_new();
	if (!st || !evp || EVP_DigestInit_ex2(evp, fetched, NULL) != 1)
		die("SHA-256 is not available");
	st->evp = evp;
	return st;
}

void sha256_add(struct sha256_state *st, struct str s)
{
	if (s.len && EVP_DigestUpdate(st->evp, s.ptr, s.len) != 1)
		die("SHA-256 failed");
}

struct sha256 sha256_end(struct sha256_state *st)
{
	struct sha256 out;
	unsigned n = 0;
	if (EVP_DigestFinal_ex(st->evp, out.bytes, &n) != 1 || n != sizeof out.bytes)
		die("SHA-256 failed");
	EVP_MD_CTX_free(st->evp);
	free(st);
	return out;
}

struct sha256 sha256_next(struct sha256_state *st)
{
	struct sha256 out;
	unsigned n = 0;
	if (EVP_DigestFinal_ex(st->evp, out.bytes, &n) != 1 || n != sizeof out.bytes || EVP_DigestInit_ex2(st->evp, NULL, NULL) != 1)
		die("SHA-256 failed");
	return out;
}

struct sha256 sha256(struct str s)
{
	struct sha256_state *st = sha256_begin();
	sha256_add(st, s);
	return sha256_end(st);
}

struct str hex(struct arena *a, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = bytes;
	char *out = arena_bytes(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		out[i * 2] = digits[p[i] >> 4];
		out[i * 2 + 1] = digits[p[i] & 15];
	}
	out[n * 2] = 0;
	return (struct str){ out, n * 2 };
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool unhex(struct str text, void *bytes, size_t n)
{
	unsigned char *p = bytes;
	if (text.len / 2 != n || text.len % 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = digit(text.ptr[i * 2]), low = digit(text.ptr[i * 2 + 1]);
		if (high < 0 || low < 0)
			return false;
		p[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

void random_bytes(void *p, size_t n)
{
	char *at = p;
	while (n > 0) {
		ssize_t got = getrandom(at, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("the kernel gives no random bytes");
		at += got;
		n -= (size_t)got;
	}
}

bool equal_secret(const void *a, const void *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}
