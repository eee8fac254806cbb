/* SPDX-License-Identifier: Apache-2.0
 *
 * base64url. Must never read two texts as the same bytes.
 */
#include "base/base64.h"

struct str base64url(struct arena *a, const void *bytes, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const unsigned char *b = bytes;
	char *out = arena_bytes(a, n / 3 * 4 + 5), *p = out;
	uint32_t bits = 0;
	unsigned have = 0;
	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | b[i];
		for (have += 8; have >= 6; have -= 6)
			*p++ = letters[bits >> (have - 6) & 63];
	}
	if (have)
		*p++ = letters[bits << (6 - have) & 63];
	*p = '\0';
	return (struct str){ out, (size_t)(p - out) };
}

static int value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool base64url_read(struct arena *a, struct str text, struct str *out)
{
	if (text.len % 4 == 1)
		return false;
	char *bytes = arena_bytes(a, text.len / 4 * 3 + 3), *p = bytes;
	uint32_t bits = 0;
	unsigned have = 0;
	for (size_t i = 0; i < text.len; i++) {
		int v = value(text.ptr[i]);
		if (v < 0)
			return false;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have >= 8)
			*p++ = (char)(bits >> (have -= 8) & 255);
	}
	*out = (struct str){ bytes, (size_t)(p - bytes) };
	return (bits & ((1u << have) - 1)) == 0;
}
