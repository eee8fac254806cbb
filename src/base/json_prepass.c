/* SPDX-License-Identifier: Apache-2.0
 *
 * The pre-pass over JSON bytes. Must refuse everything that yajl would let through, and must cost next to nothing on ASCII:
 * sixteen bytes at a time are judged at once, and only a backslash, a control character or a byte beyond ASCII is looked at singly.
 */
#include "base/json_prepass.h"
#include <string.h>

typedef int8_t v16 __attribute__((vector_size(16)));
#define SPLAT(c) ((v16){ c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c })

static bool is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x80 && c != '\\') || c == '\n' || c == '\t' || c == '\r';
}

/* The first byte that is not plain, or end. */
static const char *skip_plain(const char *p, const char *end)
{
	for (; end - p >= 16; p += 16) {
		v16 x;
		memcpy(&x, p, sizeof x);
		/* Signed, so that bytes from 0x80 on are below the blank too. */
		v16 blank = (x == SPLAT('\n')) | (x == SPLAT('\t')) | (x == SPLAT('\r'));
		v16 hit = ((x < SPLAT(0x20)) & ~blank) | (x == SPLAT('\\'));
		uint64_t half[2];
		memcpy(half, &hit, sizeof half);
		if (half[0] | half[1])
			break;
	}
	while (p < end && is_plain((unsigned char)*p))
		p++;
	return p;
}

/* Bytes of the sequence at p, or 0 with *why. */
static size_t sequence(const unsigned char *p, size_t left, const char **why)
{
	size_t n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	bool follows = left >= 2 && (p[1] & 0xc0) == 0x80;
	*why = NULL;
	if (p[0] < 0xc0)
		*why = "not UTF-8: a continuation byte without a first byte";
	else if (p[0] < 0xc2 || (follows && ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90))))
		*why = "not UTF-8: an overlong sequence";
	else if (follows && p[0] == 0xed && p[1] >= 0xa0)
		*why = "not UTF-8: an encoded surrogate";
	else if (p[0] > 0xf4 || (follows && p[0] == 0xf4 && p[1] >= 0x90))
		*why = "not UTF-8: a character beyond U+10FFFF";
	for (size_t i = 1; !*why && i < n; i++)
		if (i >= left || (p[i] & 0xc0) != 0x80)
			*why = "not UTF-8: a sequence is cut short";
	return *why ? 0 : n;
}

/* Value of \uXXXX at p, or -1. */
static int unicode_escape(const char *p, size_t left)
{
	int v = 0;
	if (left < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		char c = p[i], lower = (char)(c | 0x20);
		if (c >= '0' && c <= '9')
			v = v * 16 + (c - '0');
		else if (lower >= 'a' && lower <= 'f')
			v = v * 16 + (lower - 'a' + 10);
		else
			return -1;
	}
	return v;
}

/* Bytes of the escape at p to be skipped, or 0 with *why. Escapes other than \u are the lexer's; only \\ must not be split. */
static size_t escape(const char *p, size_t left, const char **why)
{
	if (left < 2 || p[1] != 'u')
		return left >= 2 && p[1] == '\\' ? 2 : 1;
	int c = unicode_escape(p, left);
	*why = NULL;
	if (c < 0)
		*why = "\\u is not followed by four hexadecimal digits";
	else if (c == 0)
		*why = "U+0000 is not allowed in a text";
	else if (c >= 0xdc00 && c <= 0xdfff)
		*why = "an escaped low surrogate without a high one before it";
	else if (c >= 0xd800 && c <= 0xdbff) {
		int low = unicode_escape(p + 6, left - 6);
		if (low < 0xdc00 || low > 0xdfff)
			*why = "an escaped high surrogate without a low one behind it";
		else
			return 12;
	}
	return *why ? 0 : 6;
}

bool json_prepass(struct str bytes, size_t *at, const char **why)
{
	const char *p = bytes.ptr, *end = bytes.ptr + bytes.len;
	*at = 0;
	*why = NULL;
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		*why = "a byte-order mark is not allowed in JSON; save the file without it";
	while (!*why && (p = skip_plain(p, end)) < end) {
		size_t left = (size_t)(end - p), n = 0;
		if (*p == '\\')
			n = escape(p, left, why);
		else if ((unsigned char)*p >= 0x80)
			n = sequence((const unsigned char *)p, left, why);
		else
			*why = *p == 0                    ? "U+0000 is not allowed in a text"
			       : *p == '\f' || *p == '\v' ? "form feed and vertical tab are not white space in JSON"
			                                  : "a control character must be written as an escape";
		if (*why)
			*at = (size_t)(p - bytes.ptr);
		p += n;
	}
	return !*why;
}
