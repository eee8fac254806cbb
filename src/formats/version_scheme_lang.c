/* SPDX-License-Identifier: Apache-2.0
 *
 * The orders of language ecosystems that are more than dotted identifiers: maven, pypi, gem.
 */
#include "formats/version_scheme.h"
#include <string.h>

enum { PARTS_MAX = 128 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* ---- maven ---- */

struct maven_token {
	char sep; /* '.' or '-' before it */
	bool number;
	bool digit_next; /* a, b, m directly before a digit are alpha, beta, milestone */
	struct str text;
};

static int maven_rank(const struct maven_token *t)
{
	static const char *const known[] = { "alpha", "beta", "milestone", "rc", "snapshot", "", "sp" };
	struct str s = t->text;
	if (t->digit_next && s.len == 1) {
		char c = lower(*s.ptr);
		if (c == 'a' || c == 'b' || c == 'm')
			return c == 'a' ? 0 : c == 'b' ? 1 : 2;
	}
	if (str_eq_fold(s, S("cr")))
		return 3;
	if (str_eq_fold(s, S("ga")) || str_eq_fold(s, S("final")) || str_eq_fold(s, S("release")))
		return 5;
	for (int i = 0; i < 7; i++)
		if (str_eq_fold(s, str_c(known[i])))
			return i;
	return 7;
}

static bool maven_is_null(const struct maven_token *t)
{
	return t->number ? scheme_numbers(t->text, S("0")) == 0 : maven_rank(t) == 5;
}

static size_t maven_split(struct str s, struct maven_token *out)
{
	size_t n = 0, at = 0;
	char sep = '-';
	while (at <= s.len && n < PARTS_MAX) {
		size_t from = at;
		if (at < s.len && scheme_digit(s.ptr[at]))
			while (at < s.len && scheme_digit(s.ptr[at]))
				at++;
		else
			while (at < s.len && !scheme_digit(s.ptr[at]) && s.ptr[at] != '.' && s.ptr[at] != '-' && s.ptr[at] != '_')
				at++;
		struct maven_token t = { .sep = sep, .text = str_slice(s, from, at) };
		bool sep_next = at >= s.len || s.ptr[at] == '.' || s.ptr[at] == '-' || s.ptr[at] == '_';
		t.number = !t.text.len || scheme_digit(*t.text.ptr);
		t.digit_next = !sep_next && !t.number;
		if (!t.text.len)
			t.text = S("0");
		out[n++] = t;
		if (at >= s.len)
			break;
		if (sep_next) {
			sep = s.ptr[at] == '.' ? '.' : '-';
			at++;
		} else {
			sep = '-';
		}
	}
	return n;
}

/* Null values at the end and before each hyphen mean nothing. */
static size_t maven_trim(struct maven_token *t, size_t n)
{
	size_t end = n;
	for (;;) {
		size_t from = end;
		while (from > 1 && maven_is_null(&t[from - 1]))
			from--;
		memmove(t + from, t + end, (n - end) * sizeof *t);
		n -= end - from;
		end = from;
		while (end > 1 && t[end - 1].sep != '-') /* to the next hyphen to the left */
			end--;
		if (end-- <= 1)
			return n;
	}
}

static int maven_class(const struct maven_token *t)
{
	/* qualifiers below "-number" below ".number" */
	return !t->number ? 0 : t->sep == '-' ? 1 : 2;
}

static int maven_pair(const struct maven_token *x, const struct maven_token *y)
{
	int cx = maven_class(x), cy = maven_class(y);
	if (cx != cy)
		return cx - cy;
	if (x->number)
		return scheme_numbers(x->text, y->text);
	int rx = maven_rank(x), ry = maven_rank(y);
	if (rx != ry)
		return rx - ry;
	if (rx < 7)
		return 0;
	for (size_t i = 0; i < x->text.len && i < y->text.len; i++)
		if (lower(x->text.ptr[i]) != lower(y->text.ptr[i]))
			return (unsigned char)lower(x->text.ptr[i]) - (unsigned char)lower(y->text.ptr[i]);
	return x->text.len < y->text.len ? -1 : x->text.len > y->text.len;
}

enum version_order scheme_maven(struct str a, struct str b)
{
	struct maven_token x[PARTS_MAX], y[PARTS_MAX];
	size_t nx = maven_trim(x, maven_split(a, x)), ny = maven_trim(y, maven_split(b, y));
	for (size_t i = 0; i < nx || i < ny; i++) {
		struct maven_token pad = i < nx ? x[i] : y[i];
		pad.digit_next = false;
		pad.text = pad.number ? S("0") : S("");
		int c = maven_pair(i < nx ? &x[i] : &pad, i < ny ? &y[i] : &pad);
		if (c)
			return scheme_order(c);
	}
	return VERSION_EQUAL;
}

/* ---- pypi ---- */

struct pep440 {
	struct str epoch, release, pre, post, dev, local;
	int phase; /* 0 a, 1 b, 2 rc; 3 none */
	bool has_post, has_dev;
};

static bool skip(struct str *s, const char *word)
{
	size_t n = strlen(word);
	if (s->len < n || !str_eq_fold(str_slice(*s, 0, n), (struct str){ word, n }))
		return false;
	*s = str_slice(*s, n, s->len);
	return true;
}

static void skip_separator(struct str *s)
{
	if (s->len && strchr(".-_", *s->ptr) && *s->ptr)
		*s = str_slice(*s, 1, s->len);
}

/* A phase word and its number; *s is left alone when there is none. */
static bool phase(struct str *s, const char *const *words, const int *values, int *value, struct str *number)
{
	struct str t = *s;
	skip_separator(&t);
	for (; *words; words++, values++)
		if (skip(&t, *words)) {
			struct str u = t;
			skip_separator(&u);
			if (u.len && scheme_digit(*u.ptr))
				t = u;
			*number = scheme_cut_digits(&t);
			*value = *values;
			*s = t;
			return true;
		}
	return false;
}

static bool read_pep440(struct str s, struct pep440 *out)
{
	static const char *const pre[] = { "alpha", "a", "beta", "b", "preview", "pre", "rc", "c", NULL };
	static const int pre_values[] = { 0, 0, 1, 1, 2, 2, 2, 2 };
	static const char *const post[] = { "post", "rev", "r", NULL }, *const dev[] = { "dev", NULL };
	static const int zeros[3] = {};
	int ignored;
	*out = (struct pep440){ .phase = 3 };
	s = str_trim(s);
	skip(&s, "v");
	out->release = s;
	struct str number = scheme_cut_digits(&s);
	if (!number.len)
		return false;
	if (s.len && *s.ptr == '!') {
		out->epoch = number;
		s = str_slice(s, 1, s.len);
		out->release = s;
		scheme_cut_digits(&s);
	}
	while (s.len > 1 && *s.ptr == '.' && scheme_digit(s.ptr[1])) {
		s = str_slice(s, 1, s.len);
		scheme_cut_digits(&s);
	}
	out->release.len -= s.len;
	phase(&s, pre, pre_values, &out->phase, &out->pre);
	if (s.len > 1 && *s.ptr == '-' && scheme_digit(s.ptr[1])) {
		s = str_slice(s, 1, s.len);
		out->post = scheme_cut_digits(&s);
		out->has_post = true;
	} else {
		out->has_post = phase(&s, post, zeros, &ignored, &out->post);
	}
	out->has_dev = phase(&s, dev, zeros, &ignored, &out->dev);
	if (s.len && *s.ptr == '+') {
		out->local = str_slice(s, 1, s.len);
		s = (struct str){};
	}
	return !s.len;
}

static int pep440_release(struct str a, struct str b)
{
	while (a.len || b.len) {
		int c = scheme_numbers(str_cut(&a, '.'), str_cut(&b, '.'));
		if (c)
			return c;
	}
	return 0;
}

/* A development release without a phase is before all phases. */
static int pep440_phase(const struct pep440 *v)
{
	return v->phase == 3 && v->has_dev && !v->has_post ? -1 : v->phase;
}

static int pep440_local(struct str a, struct str b)
{
	while (a.len && b.len) {
		struct str x = str_cut(&a, '.'), y = str_cut(&b, '.');
		bool nx = scheme_digits(x), ny = scheme_digits(y);
		int c = nx && ny ? scheme_numbers(x, y) : nx != ny ? (nx ? 1 : -1) : str_cmp(x, y);
		if (c)
			return c;
	}
	return a.len ? 1 : b.len ? -1 : 0;
}

enum version_order scheme_pypi(struct str a, struct str b)
{
	struct pep440 x, y;
	if (!read_pep440(a, &x) || !read_pep440(b, &y))
		return VERSION_UNCOMPARABLE;
	int c = scheme_numbers(x.epoch, y.epoch);
	if (!c)
		c = pep440_release(x.release, y.release);
	if (!c)
		c = pep440_phase(&x) - pep440_phase(&y);
	if (!c)
		c = scheme_numbers(x.pre, y.pre);
	if (!c)
		c = x.has_post != y.has_post ? (x.has_post ? 1 : -1) : scheme_numbers(x.post, y.post);
	if (!c)
		c = x.has_dev != y.has_dev ? (x.has_dev ? -1 : 1) : scheme_numbers(x.dev, y.dev);
	if (!c)
		c = pep440_local(x.local, y.local);
	return scheme_order(c);
}

/* ---- gem ---- */

static size_t gem_split(struct str s, struct str *out)
{
	size_t n = 0;
	while (s.len && n + 1 < PARTS_MAX) {
		if (*s.ptr == '-')
			out[n++] = S("pre");
		if (*s.ptr == '.' || *s.ptr == '-') {
			s = str_slice(s, 1, s.len);
			continue;
		}
		size_t k = 0;
		bool digit = scheme_digit(*s.ptr);
		while (k < s.len && s.ptr[k] != '.' && s.ptr[k] != '-' && scheme_digit(s.ptr[k]) == digit)
			k++;
		out[n++] = str_slice(s, 0, k);
		s = str_slice(s, k, s.len);
	}
	while (n && scheme_digits(out[n - 1]) && scheme_numbers(out[n - 1], S("0")) == 0)
		n--;
	return n;
}

enum version_order scheme_gem(struct str a, struct str b)
{
	struct str x[PARTS_MAX], y[PARTS_MAX];
	size_t nx = gem_split(a, x), ny = gem_split(b, y);
	for (size_t i = 0; i < nx || i < ny; i++) {
		struct str p = i < nx ? x[i] : S("0"), q = i < ny ? y[i] : S("0");
		bool dp = scheme_digits(p), dq = scheme_digits(q);
		int c = dp && dq ? scheme_numbers(p, q) : dp != dq ? (dp ? 1 : -1) : str_cmp(p, q);
		if (c)
			return scheme_order(c);
	}
	return VERSION_EQUAL;
}
