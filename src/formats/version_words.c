/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of range texts. Must never look beyond the text it was given.
 */
#include "formats/version_words.h"
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
	c = lower(c);
	return c >= 'a' && c <= 'z';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_qualifier(struct str w, bool *numbered);
static bool is_month(struct str w);

static bool glues(struct str text, size_t at)
{
	return at < text.len && !is_blank(text.ptr[at]) && !strchr("_<>=!|,;\"'()/", text.ptr[at]);
}

/* Is the '_' at at a part of a version ("R1_S2", "V1.2_3", "3AFE_12")? Else it stands for a blank ("prior_to_2.0", "V33.017_V34.014"). */
static bool joins_version(struct str text, size_t at)
{
	size_t from = at, to = at + 1, letters = 0, digits = 0;
	bool numbered;
	while (from > 0 && glues(text, from - 1))
		from--;
	while (glues(text, to))
		to++;
	struct str left = str_slice(text, from, at), right = str_slice(text, at + 1, to);
	if (!right.len || !left.len)
		return false;
	while (letters < left.len && is_alpha(left.ptr[letters]))
		letters++;
	for (size_t i = letters; i < left.len; i++)
		digits += is_digit(left.ptr[i]);
	if (!digits || letters > 1 || is_qualifier(right, &numbered)) /* a word, a name; "2020_R2_SP1" is read with its qualifiers */
		return false;
	size_t word = from;
	while (word > 0 && (text.ptr[word - 1] == '_' || is_alpha(text.ptr[word - 1])))
		word--;
	if (from && text.ptr[from - 1] == '_' && is_month(str_slice(text, word, from - 1)))
		return false; /* "May_1_2024" */
	if (is_alpha(right.ptr[0]))
		return lower(right.ptr[0]) != 'v' && (right.len == 1 || is_digit(right.ptr[1]));
	for (digits = 0; digits < right.len && is_digit(right.ptr[digits]);)
		digits++;
	return digits && !(digits == right.len && digits >= 6); /* "8.2_20170817": a date, a build, of which nobody knows what it means */
}

struct str words_plain(struct arena *a, struct str text)
{
	static const struct {
		struct str from;
		const char *to;
	} signs[] = { { S("\u2264"), "<=" }, { S("\u2265"), ">=" }, { S("\u2013"), "-" }, { S("\u2014"), "-" }, { S("\u00a0"), " " },
		{ S("\u201c"), "\"" }, { S("\u201d"), "\"" }, { S("&lt;"), "<" }, { S("&gt;"), ">" } };
	char *out = arena_bytes(a, text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.len;) {
		struct str rest = str_slice(text, i, text.len);
		size_t s = 0;
		while (s < sizeof signs / sizeof *signs && !str_starts(rest, signs[s].from))
			s++;
		if (s < sizeof signs / sizeof *signs) { /* never longer than what it replaces */
			memcpy(out + n, signs[s].to, strlen(signs[s].to));
			n += strlen(signs[s].to);
			i += signs[s].from.len;
		} else {
			bool blank = (unsigned char)text.ptr[i] < ' ' || (text.ptr[i] == '_' && !joins_version(text, i));
			out[n++] = blank ? ' ' : text.ptr[i];
			i++;
		}
	}
	out[n] = 0;
	return str_trim((struct str){ out, n });
}

static int hex_digit(char c)
{
	return is_digit(c) ? c - '0' : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

struct str words_unescape(struct arena *a, struct str text)
{
	if (!memchr(text.ptr, '%', text.len))
		return text;
	char *out = arena_bytes(a, text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '%' && i + 2 < text.len && hex_digit(text.ptr[i + 1]) >= 0 && hex_digit(text.ptr[i + 2]) >= 0) {
			out[n++] = (char)(hex_digit(text.ptr[i + 1]) * 16 + hex_digit(text.ptr[i + 2]));
			i += 2;
		} else {
			out[n++] = text.ptr[i];
		}
	}
	return (struct str){ out, n };
}

static bool goes_on(char c)
{
	return is_alpha(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

size_t words_match(struct str text, const char *phrase)
{
	size_t i = 0;
	for (const char *p = phrase; *p; p++) {
		if (*p == ' ') {
			if (i >= text.len || !is_blank(text.ptr[i]))
				return 0;
			while (i < text.len && is_blank(text.ptr[i]))
				i++;
		} else {
			if (i >= text.len || lower(text.ptr[i]) != *p)
				return 0;
			i++;
		}
	}
	size_t len = strlen(phrase);
	bool letter_end = len && goes_on(phrase[len - 1]);
	if (i < text.len && letter_end && goes_on(text.ptr[i]))
		return 0;
	/* a hyphen or a dot glues words and numbers: "to-do", "no.5" are other things than "to", "no" */
	if (i < text.len && letter_end && (text.ptr[i] == '-' || text.ptr[i] == '.') && i + 1 < text.len && goes_on(text.ptr[i + 1]))
		return 0;
	if (len == 1 && *phrase == '-' && i < text.len && !is_blank(text.ptr[i]) && !is_digit(text.ptr[i]) && lower(text.ptr[i]) != 'v')
		return 0;
	return i;
}

bool words_find(struct str text, const char *phrase)
{
	for (size_t i = 0; i < text.len; i++)
		if ((i == 0 || !goes_on(text.ptr[i - 1])) && words_match(str_slice(text, i, text.len), phrase))
			return true;
	return false;
}

bool strchr_any(struct str text, const char *chars)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] && strchr(chars, text.ptr[i]))
			return true;
	return false;
}

/* End of the run of characters that a version may be made of. An opening parenthesis belongs to it only when glued: "15.2(6)E0a". */
static size_t run_end(struct str text)
{
	size_t i = 0;
	unsigned depth = 0;
	for (; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '(' && i > 0) {
			depth++;
		} else if (c == ')' && depth) {
			depth--;
		} else if (is_blank(c) || strchr("<>=!|,;\"'()", c)) {
			break;
		}
	}
	while (i > 1 && (text.ptr[i - 1] == '.' || text.ptr[i - 1] == ':'))
		i--;
	return i;
}

static bool is_qualifier(struct str w, bool *numbered)
{
	static const char *const words[] = { "sp", "update", "upd", "updates", "ud", "hf", "hotfix", "hotfixrev", "patch", "build", "bn",
		"rev", "cu", "fp", "mp", "ip", "sr", "qu", "beta", "alpha", "rc", "p", "r", "service", "feature", "pack", "ehf", "u" };
	size_t n = 0;
	while (n < w.len && is_alpha(w.ptr[n]))
		n++;
	*numbered = n < w.len;
	for (size_t i = n; i < w.len; i++)
		if (!is_digit(w.ptr[i]) && !(i + 1 == w.len && is_alpha(w.ptr[i])))
			return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == n && str_eq_fold((struct str){ w.ptr, n }, str_c(words[i])))
			return n > 1 || *numbered;
	return false;
}

static bool is_month(struct str w)
{
	static const char months[][10] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
		"november", "december" };
	for (size_t m = 0; m < 12; m++) {
		struct str z = str_c(months[m]);
		if (str_eq_fold(w, z) || (w.len == 3 && str_eq_fold(w, str_slice(z, 0, 3))))
			return true;
	}
	return false;
}

static bool all_digits(struct str w)
{
	for (size_t i = 0; i < w.len; i++)
		if (!is_digit(w.ptr[i]))
			return false;
	return w.len > 0;
}

static bool has_digit(struct str w)
{
	for (size_t i = 0; i < w.len; i++)
		if (is_digit(w.ptr[i]))
			return true;
	return false;
}

/* Next word behind blanks (and a comma, in dates): its offset, its length in *n. */
static size_t next_word(struct str text, size_t at, bool comma, size_t *n)
{
	while (at < text.len && (is_blank(text.ptr[at]) || (comma && text.ptr[at] == ',')))
		at++;
	*n = run_end(str_slice(text, at, text.len));
	return at;
}

/* A date with a month's name: "June 30 2015", "april 1, 2018", "1 May 2024". */
static size_t date_end(struct str text)
{
	size_t at = 0, n, end = 0, words = 0;
	bool month = false;
	for (; words < 3; words++) {
		at = next_word(text, at, true, &n);
		struct str w = str_slice(text, at, at + n);
		if (is_month(w) && !month)
			month = true;
		else if (!all_digits(w) || w.len > 4)
			break;
		at += n;
		end = at;
	}
	return month && words >= 2 ? end : 0;
}

static unsigned dots(struct str w)
{
	unsigned n = 0;
	for (size_t i = 0; i < w.len; i++)
		n += w.ptr[i] == '.';
	return n;
}

/* "12.4.1-12.4.11" may be two versions: equally many numbers on both sides; "1.02-05" is one. */
static size_t hyphen_of(struct str w)
{
	const char *h = memchr(w.ptr, '-', w.len);
	if (!h || memchr(h + 1, '-', (size_t)(w.ptr + w.len - h - 1)))
		return 0;
	struct str a = { w.ptr, (size_t)(h - w.ptr) }, b = { h + 1, (size_t)(w.ptr + w.len - h - 1) };
	if (!a.len || !b.len || dots(a) != dots(b) || !is_digit(a.ptr[a.len > 1 && lower(a.ptr[0]) == 'v']) ||
	        !is_digit(b.ptr[b.len > 1 && lower(b.ptr[0]) == 'v']))
		return 0;
	for (size_t i = 0; i < w.len; i++) /* only numbers, but for a leading V and a last letter */
		if (!is_digit(w.ptr[i]) && w.ptr[i] != '.' && w.ptr[i] != '-' && i != 0 && w.ptr + i != h + 1 && w.ptr + i != h - 1 &&
		        i + 1 != w.len)
			return 0;
	return (size_t)(h - w.ptr);
}

/* End of the number behind a name of two letters or more (and behind the letter of "V 4.83"), 0 when there is none. */
static size_t named_version(struct str text, size_t n)
{
	size_t letters = 0, m;
	while (letters < n && is_alpha(text.ptr[letters]))
		letters++;
	bool v = n == 1 && lower(text.ptr[0]) == 'v', numbered;
	if ((letters < 2 && !v) || is_qualifier(str_slice(text, 0, n), &numbered) || is_month(str_slice(text, 0, n)))
		return 0;
	size_t at = next_word(text, n, false, &m);
	struct str next = str_slice(text, at, at + m);
	bool labelled = next.len > 1 && lower(next.ptr[0]) == 'v' && is_digit(next.ptr[1]);
	/* behind a name that holds a number itself only "V5" is the number: "MMT-551 530" are two */
	if (at > n && next.len && (labelled || (is_digit(next.ptr[0]) && letters == n)))
		return at + m;
	return 0;
}

size_t words_version(struct str text, bool bare, size_t *split)
{
	*split = 0;
	size_t end = date_end(text);
	if (end)
		return end;
	size_t n = run_end(text);
	struct str w = str_slice(text, 0, n);
	if (!n)
		return 0;
	bool numbered, qualifier = is_qualifier(w, &numbered);
	bool letters_only = !has_digit(w);
	if (letters_only && !(qualifier && !numbered)) {
		if (!bare || w.len > 3)
			return 0;
		for (size_t i = 0; i < w.len; i++)
			if (!is_alpha(w.ptr[i]) && w.ptr[i] != '*')
				return 0;
	}
	bool wants_number = qualifier && !numbered;
	end = n;
	size_t own = named_version(text, n);
	if (own) /* "CPCI85 V05.20", "ROS V5.0.1": a name, then its number */
		end = own;
	*split = own ? 0 : hyphen_of(w);
	if (*split)
		return end;
	for (unsigned i = 0; i < 8; i++) {
		size_t m, at = next_word(text, end, false, &m);
		struct str next = str_slice(text, at, at + m);
		if (wants_number && m && has_digit(next) && is_digit(next.ptr[0])) {
			end = at + m;
			wants_number = false;
		} else if (m && is_qualifier(next, &numbered) && !(numbered && next.len == 1)) {
			end = at + m;
			wants_number = !numbered;
		} else {
			break;
		}
	}
	/* "Update" with no number behind it and nothing before: a word, not a version */
	return letters_only && !bare && end == n ? 0 : end;
}

bool words_begin_version(struct str text)
{
	static const char *const labels[] = { "version", "versions", "v.", "ver.", "firmware version", "firmware", "build", "release",
		"revision" };
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t n = words_match(text, labels[i]);
		if (n)
			return words_begin_version(str_trim(str_slice(text, n, text.len)));
	}
	size_t split;
	return words_version(text, false, &split) > 0;
}

size_t words_skip(struct str text)
{
	size_t i = 0;
	while (i < text.len && !is_blank(text.ptr[i]) && !strchr("<>=!|,;()\"'", text.ptr[i]))
		i++;
	return i ? i : 1;
}
