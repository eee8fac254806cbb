/* SPDX-License-Identifier: Apache-2.0
 *
 * Borrowed byte strings. Must never allocate and never depend on the process locale.
 */
#include "base/str.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct str str_c(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : (struct str){ "", 0 };
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static unsigned char fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

bool str_eq_fold(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (fold(a.ptr[i]) != fold(b.ptr[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
	return c ? c : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	if (needle.len == 0)
		return 0;
	const char *p = s.len ? memmem(s.ptr, s.len, needle.ptr, needle.len) : NULL;
	return p ? p - s.ptr : -1;
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.len && blank(s.ptr[0]))
		s.ptr++, s.len--;
	while (s.len && blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return (struct str){ s.ptr ? s.ptr + to : "", 0 };
	return (struct str){ s.ptr + from, to - from };
}

struct str str_cut(struct str *rest, char sep)
{
	const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
	struct str part = *rest;
	if (!p) {
		*rest = (struct str){};
		return part;
	}
	part.len = (size_t)(p - rest->ptr);
	*rest = str_slice(*rest, part.len + 1, rest->len);
	return part;
}

bool str_int(struct str s, int64_t *out)
{
	size_t i = 0;
	bool negative = s.len && s.ptr[0] == '-';
	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		i = 1;
	if (i == s.len)
		return false;
	int64_t v = 0;
	for (; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		int64_t digit = s.ptr[i] - '0';
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, negative ? -digit : digit, &v))
			return false;
	}
	*out = v;
	return true;
}

bool str_real(struct str s, double *out)
{
	char z[64];
	if (s.len == 0 || s.len >= sizeof z)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789+-.eE", s.ptr[i]))
			return false;
	memcpy(z, s.ptr, s.len);
	z[s.len] = 0;
	char *end;
	double v = strtod(z, &end); /* the program never calls setlocale, so '.' it is */
	if (*end || !isfinite(v))
		return false;
	*out = v;
	return true;
}

bool str_utf8(struct str s, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	for (size_t i = 0; i < s.len;) {
		if (p[i] < 0x80) {
			i++;
			continue;
		}
		size_t n = p[i] >= 0xf0 ? 4 : p[i] >= 0xe0 ? 3 : 2;
		unsigned char low = 0x80, high = 0xbf;
		if (p[i] == 0xe0)
			low = 0xa0;
		if (p[i] == 0xed)
			high = 0x9f;
		if (p[i] == 0xf0)
			low = 0x90;
		if (p[i] == 0xf4)
			high = 0x8f;
		bool good = p[i] >= 0xc2 && p[i] <= 0xf4 && s.len - i >= n && p[i + 1] >= low && p[i + 1] <= high;
		for (size_t k = 2; good && k < n; k++)
			good = (p[i + k] & 0xc0) == 0x80;
		if (!good) {
			if (bad)
				*bad = i;
			return false;
		}
		i += n;
	}
	return true;
}

/* Bytes of a sequence that begins with this byte, as far as the byte tells. */
static size_t sequence(unsigned char first)
{
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

/* Bytes of the character at p that could redraw or reorder a terminal's text; 0 when it is harmless. */
static size_t misleading(const unsigned char *p)
{
	if (p[0] < 0x20 || p[0] == 0x7f)
		return 1;
	if (p[0] == 0xc2 && p[1] < 0xa0)
		return 2;
	return p[0] == 0xe2 && ((p[1] == 0x80 && p[2] >= 0xa8 && p[2] <= 0xae) || (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)) ? 3 : 0;
}

size_t str_one_line(char *p, size_t n)
{
	size_t bad;
	for (struct str rest = { p, n }; !str_utf8(rest, &bad); rest = str_slice(rest, bad + 1, rest.len)) {
		size_t at = (size_t)(rest.ptr - p) + bad, i = at + 1;
		while (i < n && ((unsigned char)p[i] & 0xc0) == 0x80)
			i++;
		if (i == n && n - at < sequence((unsigned char)p[at])) {
			n = at;
			break;
		}
		p[at] = '?';
	}
	for (size_t i = 0, k; i < n; i += k ? k : 1) {
		k = misleading((const unsigned char *)p + i);
		memset(p + i, p[i] == '\t' || p[i] == '\n' || p[i] == '\r' ? ' ' : '?', k);
	}
	return n;
}

uint64_t str_hash(struct str s, uint64_t seed)
{
	/* Multiply-fold over 8-byte words, after the mix of wyhash (Wang Yi, public domain description). */
	uint64_t h = seed ^ 0x9e3779b97f4a7c15u ^ s.len;
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8) {
		uint64_t w;
		memcpy(&w, s.ptr + i, 8);
		__uint128_t m = (__uint128_t)(h ^ w) * 0xd6e8feb86659fd93u;
		h = (uint64_t)m ^ (uint64_t)(m >> 64);
	}
	uint64_t tail = 0;
	if (s.len > i)
		memcpy(&tail, s.ptr + i, s.len - i);
	__uint128_t m = (__uint128_t)(h ^ tail ^ 0xa0761d6478bd642fu) * 0xe7037ed1a0b428dbu;
	h = (uint64_t)m ^ (uint64_t)(m >> 64);
	return h ^ h >> 29;
}
