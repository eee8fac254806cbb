/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding of names. Must never fail: any bytes fold to something.
 */
#include "advisory/match_fold.h"
#include <string.h>

/* ASCII for U+00C0..U+017F, '?' where there is none. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
                            "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* One code point of s at *i; a bad byte is taken as Latin-1. */
static uint32_t decode(struct str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *i;
	size_t left = s.len - *i;
	unsigned n = p[0] < 0x80                   ? 1
	             : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
	             : p[0] >= 0xE0 && p[0] < 0xF0 ? 3
	             : p[0] >= 0xF0 && p[0] < 0xF5 ? 4
	                                           : 0;
	if (n < 2 || n > left) {
		*i += 1;
		return p[0];
	}
	uint32_t c = p[0] & (0xFFu >> (n + 1));
	for (unsigned k = 1; k < n; k++) {
		if ((p[k] & 0xC0) != 0x80) {
			*i += 1;
			return p[0];
		}
		c = c << 6 | (p[k] & 0x3Fu);
	}
	*i += n;
	return c;
}

/* "Ã£" is what "ã" becomes when UTF-8 is read as Latin-1, "ã£" when that is put in lower case; U+00C2 before a sign is the same fault. */
static uint32_t mend(uint32_t c, struct str s, size_t *i)
{
	if ((c != 0xC3 && c != 0xE3 && c != 0xC2 && c != 0xE2) || *i >= s.len)
		return c;
	size_t j = *i;
	uint32_t d = decode(s, &j);
	if (d < 0x80 || d > 0xBF)
		return c;
	*i = j;
	return c == 0xC3 || c == 0xE3 ? d + 0x40 : ' ';
}

static size_t put(char *out, size_t n, uint32_t c)
{
	if (c < 0x80) {
		out[n++] = (char)c;
	} else if (c < 0x800) {
		out[n++] = (char)(0xC0 | c >> 6);
		out[n++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		out[n++] = (char)(0xE0 | c >> 12);
		out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[n++] = (char)(0x80 | (c & 0x3F));
	} else {
		out[n++] = (char)(0xF0 | c >> 18);
		out[n++] = (char)(0x80 | (c >> 12 & 0x3F));
		out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[n++] = (char)(0x80 | (c & 0x3F));
	}
	return n;
}

/* The folded form of a code point: a letter or digit, or ' '. */
static uint32_t fold_one(uint32_t c)
{
	if (c < 0x80) {
		if (c >= 'A' && c <= 'Z')
			return c + 32;
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '(' || c == ')' || c == '.' ? c : ' ';
	}
	if (c < 0xC0 || (c >= 0x2000 && c < 0x2C00) || (c >= 0xFFF0 && c < 0x10000) || (c >= 0x3000 && c < 0x3004))
		return ' ';
	if (c < 0x180) {
		char l = latin[c - 0xC0];
		return l == '?' ? ' ' : (uint32_t)l;
	}
	if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
		return c + 32;
	return c >= 0x400 && c <= 0x40F ? c + 80 : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Characters that vanish instead of separating: trade marks, apostrophes. */
static bool vanishes(uint32_t c)
{
	return c == 0xAE || c == 0x2122 || c == 0xA9 || c == '\'' || c == 0x2019 || c == 0xAD || c == 0x200B;
}

struct str match_fold(struct arena *a, struct str text)
{
	char *out = arena_bytes(a, text.len * 4 + 8);
	size_t n = 0;
	for (size_t i = 0; i < text.len;) {
		uint32_t c = decode(text, &i);
		c = mend(c, text, &i);
		if (vanishes(c))
			continue;
		c = fold_one(c);
		if (c == '.' && !(n && is_digit(out[n - 1]) && i < text.len && is_digit(text.ptr[i])))
			c = ' ';
		if (c == '(' || c == ')') {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
			out[n++] = (char)c;
			out[n++] = ' ';
		} else if (c == ' ') {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else {
			n = put(out, n, c);
		}
	}
	while (n && out[n - 1] == ' ')
		n--;
	return (struct str){ out, n };
}

struct str match_compact(struct arena *a, struct str folded)
{
	char *out = arena_bytes(a, folded.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.ptr[i];
		if (c == '(' || c == ')' || c == ' ')
			continue;
		if (n && is_digit(c) && is_digit(out[n - 1]) && (folded.ptr[i - 1] == ' '))
			out[n++] = '_';
		out[n++] = c;
	}
	return (struct str){ out, n };
}

uint64_t match_glue(const struct str *words, size_t from, size_t to)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	char last = 0;
	for (size_t w = from; w < to; w++) {
		if (!words[w].len || words[w].ptr[0] == '(' || words[w].ptr[0] == ')')
			continue;
		if (is_digit(last) && is_digit(words[w].ptr[0]))
			h = (h ^ '_') * UINT64_C(0x100000001b3);
		for (size_t i = 0; i < words[w].len; i++)
			h = (h ^ (unsigned char)words[w].ptr[i]) * UINT64_C(0x100000001b3);
		last = words[w].ptr[words[w].len - 1];
	}
	h ^= h >> 32;
	h *= UINT64_C(0x9E3779B97F4A7C15);
	h ^= h >> 29;
	return h ? h : 1;
}

uint64_t match_bag(const struct str *words, size_t from, size_t to)
{
	uint64_t h = 0;
	for (size_t w = from; w < to; w++)
		for (size_t i = 0; i < words[w].len; i++) {
			unsigned char c = (unsigned char)words[w].ptr[i];
			if (c == '(' || c == ')') /* as in match_glue: what glues alike has the same key */
				continue;
			uint64_t x = (c + 1) * UINT64_C(0x9E3779B97F4A7C15);
			x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
			h += x ^ x >> 27;
		}
	h = (h ^ h >> 31) * UINT64_C(0x94d049bb133111eb);
	return h ? h : 1;
}

size_t match_words(struct str folded, struct str *words, size_t max)
{
	size_t n = 0;
	while (folded.len && n < max) {
		struct str w = str_cut(&folded, ' ');
		if (w.len)
			words[n++] = w;
	}
	return n;
}

bool match_is_order_number(struct str text)
{
	size_t digits = 0, letters = 0, word_digits = 0, word_letters = 0, words = 0;
	for (size_t i = 0; i <= text.len; i++) {
		char c = i < text.len ? text.ptr[i] : ' ';
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (c == ' ' || c == '-') {
			/* blanks and hyphens are often lost or swapped: each piece must look the part by itself */
			if (word_letters && !word_digits)
				return false;
			if (word_letters + word_digits) /* "100-240VAC" is none */
				if (++words == 1 && (word_letters + word_digits < 4 || word_digits < 2))
					return false;
			word_letters = word_digits = 0;
		} else if (!letter && !is_digit(c) && c != '?' && c != '*') {
			return false;
		}
		word_digits += is_digit(c);
		word_letters += letter;
		digits += is_digit(c);
		letters += letter;
	}
	return digits >= 4 && (letters ? digits + letters >= 9 : digits >= 6);
}

static bool among(struct str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (word.len && *list[i] == *word.ptr && str_eq(word, str_c(list[i]))) /* asked for every word of every name: mostly the first letter says no */
			return true;
	return false;
}

bool match_is_idle_word(struct str word)
{
	static const char *const words[] = { "series", "family", "families", "firmware", "software", "version", "versions", "product",
		"products", "device", "devices", "model", "models", "the", "and", "incl", "including", "variant", "variants", "all", "line",
		"type", "types", "of", "for", "with", "range" };
	return among(word, words, sizeof words / sizeof *words);
}

bool match_is_legal_word(struct str word)
{
	static const char *const words[] = { "inc", "incorporated", "ltd", "limited", "llc", "gmbh", "ag", "corp", "corporation", "co",
		"company", "kg", "kgaa", "sa", "sas", "spa", "srl", "plc", "bv", "nv", "ab", "oy", "oyj", "asa", "aps", "kk", "pty", "pte",
		"pvt", "ltda", "lp", "llp", "sl", "sro", "doo", "the", "and", "of", "a", "se", "sarl", "cv", "me", "eg", "ev", "spzoo",
		"holding", "holdings" };
	return among(word, words, sizeof words / sizeof *words);
}

struct str match_fold_pattern(struct arena *a, struct str text)
{
	char *out = arena_bytes(a, text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '?' || c == '*')
			out[n++] = c;
	}
	return (struct str){ out, n };
}
