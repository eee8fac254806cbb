/* SPDX-License-Identifier: Apache-2.0
 *
 * The orders of Linux distributions: deb, rpm (and alpm), apk, gentoo.
 */
#include "formats/version_scheme.h"
#include <string.h>

/* The tools order any bytes, but what holds no letter or digit at the start and end is no version, and their orders of it contradict themselves. */
static bool is_sound(struct str s)
{
	return s.len && (scheme_digit(*s.ptr) || scheme_alpha(*s.ptr)) &&
	       (scheme_digit(s.ptr[s.len - 1]) || scheme_alpha(s.ptr[s.len - 1]) || strchr("~^+", s.ptr[s.len - 1]));
}

/* ---- deb ---- */

static int deb_rank(struct str s)
{
	if (!s.len || scheme_digit(*s.ptr))
		return 0;
	if (*s.ptr == '~')
		return -1;
	return scheme_alpha(*s.ptr) ? (unsigned char)*s.ptr : (unsigned char)*s.ptr + 256;
}

static int deb_part(struct str a, struct str b)
{
	while (a.len || b.len) {
		while ((a.len && !scheme_digit(*a.ptr)) || (b.len && !scheme_digit(*b.ptr))) {
			int x = deb_rank(a), y = deb_rank(b);
			if (x != y)
				return x - y;
			a = str_slice(a, a.len && !scheme_digit(*a.ptr), a.len);
			b = str_slice(b, b.len && !scheme_digit(*b.ptr), b.len);
		}
		struct str x = scheme_cut_digits(&a), y = scheme_cut_digits(&b);
		int c = scheme_numbers(x, y);
		if (c)
			return c;
	}
	return 0;
}

/* "epoch:version-release" apart; the release is what stands behind the last hyphen. */
static void split_release(struct str s, struct str *epoch, struct str *version, struct str *release)
{
	ptrdiff_t colon = str_find(s, S(":"));
	*epoch = (struct str){ "0", 1 };
	if (colon > 0 && scheme_digits(str_slice(s, 0, (size_t)colon))) {
		*epoch = str_slice(s, 0, (size_t)colon);
		s = str_slice(s, (size_t)colon + 1, s.len);
	}
	size_t n = s.len;
	while (n && s.ptr[n - 1] != '-')
		n--;
	*release = n ? str_slice(s, n, s.len) : (struct str){ NULL, 0 };
	*version = n ? str_slice(s, 0, n - 1) : s;
}

enum version_order scheme_deb(struct str a, struct str b)
{
	struct str ea, va, ra, eb, vb, rb;
	split_release(a, &ea, &va, &ra);
	split_release(b, &eb, &vb, &rb);
	if (!is_sound(va) || !is_sound(vb))
		return VERSION_UNCOMPARABLE;
	int c = scheme_numbers(ea, eb);
	if (!c)
		c = deb_part(va, vb);
	if (!c)
		c = deb_part(ra, rb);
	return scheme_order(c);
}

/* ---- rpm ---- */

static void skip_separators(struct str *s)
{
	while (s->len && !scheme_digit(*s->ptr) && !scheme_alpha(*s->ptr) && *s->ptr != '~' && *s->ptr != '^')
		*s = str_slice(*s, 1, s->len);
}

static struct str cut_alpha(struct str *s)
{
	size_t n = 0;
	while (n < s->len && scheme_alpha(s->ptr[n]))
		n++;
	struct str out = str_slice(*s, 0, n);
	*s = str_slice(*s, n, s->len);
	return out;
}

/* One of the marks: ~ is before the end, ^ behind it but before anything else. 2: no mark on either side. */
static int rpm_mark(struct str *a, struct str *b, char mark)
{
	bool x = a->len && *a->ptr == mark, y = b->len && *b->ptr == mark;
	if (!x && !y)
		return 2;
	if (x && y) {
		*a = str_slice(*a, 1, a->len);
		*b = str_slice(*b, 1, b->len);
		return 0;
	}
	if (mark == '~')
		return x ? -1 : 1;
	return x ? (b->len ? -1 : 1) : (a->len ? 1 : -1);
}

static int rpm_part(struct str a, struct str b, bool alpm)
{
	while (a.len || b.len) {
		size_t la = a.len, lb = b.len;
		skip_separators(&a);
		skip_separators(&b);
		if (alpm && (!a.len || !b.len) && (a.len ? la != a.len : lb != b.len))
			return a.len ? 1 : b.len ? -1 : 0; /* behind a separator even letters are more: 1.5 < 1.5.a */
		int m = rpm_mark(&a, &b, '~');
		if (m == 2)
			m = rpm_mark(&a, &b, '^');
		if (m == 0)
			continue;
		if (m != 2)
			return m;
		if (!a.len || !b.len)
			break;
		bool number = scheme_digit(*a.ptr);
		if (number != scheme_digit(*b.ptr))
			return number ? 1 : -1;
		struct str x = number ? scheme_cut_digits(&a) : cut_alpha(&a), y = number ? scheme_cut_digits(&b) : cut_alpha(&b);
		int c = number ? scheme_numbers(x, y) : str_cmp(x, y);
		if (c)
			return c;
	}
	if (alpm && a.len && scheme_alpha(*a.ptr))
		return -1;
	if (alpm && b.len && scheme_alpha(*b.ptr))
		return 1;
	return a.len ? 1 : b.len ? -1 : 0;
}

static enum version_order rpm_order(struct str a, struct str b, bool alpm)
{
	struct str ea, va, ra, eb, vb, rb;
	split_release(a, &ea, &va, &ra);
	split_release(b, &eb, &vb, &rb);
	if (!is_sound(va) || !is_sound(vb))
		return VERSION_UNCOMPARABLE;
	int c = scheme_numbers(ea, eb);
	if (!c)
		c = rpm_part(va, vb, alpm);
	if (!c && ra.len && rb.len) /* a release that is not given is any */
		c = rpm_part(ra, rb, alpm);
	return scheme_order(c);
}

enum version_order scheme_rpm(struct str a, struct str b)
{
	return rpm_order(a, b, false);
}

enum version_order scheme_alpm(struct str a, struct str b)
{
	return rpm_order(a, b, true);
}

/* ---- apk and gentoo: numbers, a letter, suffixes, a revision ---- */

struct package {
	struct str numbers;
	char letter;
	struct str suffixes; /* "_rc1_p2" */
	struct str hash, revision;
};

static const char *const suffixes[] = { "alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p" };

static bool read_package(struct str s, struct package *out, bool apk)
{
	*out = (struct package){};
	size_t n = 0;
	while (n < s.len && (scheme_digit(s.ptr[n]) ||
	                            (s.ptr[n] == '.' && n && scheme_digit(s.ptr[n - 1]) && n + 1 < s.len && scheme_digit(s.ptr[n + 1]))))
		n++;
	if (!n)
		return false;
	out->numbers = str_slice(s, 0, n);
	s = str_slice(s, n, s.len);
	if (s.len && *s.ptr >= 'a' && *s.ptr <= 'z') {
		out->letter = *s.ptr;
		s = str_slice(s, 1, s.len);
	}
	n = 0;
	while (n < s.len && s.ptr[n] != '-' && s.ptr[n] != '~')
		n++;
	out->suffixes = str_slice(s, 0, n);
	if (out->suffixes.len && *out->suffixes.ptr != '_')
		return false;
	s = str_slice(s, n, s.len);
	if (apk && s.len && *s.ptr == '~') {
		n = 0;
		while (n < s.len && s.ptr[n] != '-')
			n++;
		out->hash = str_slice(s, 1, n);
		s = str_slice(s, n, s.len);
	}
	if (!s.len)
		return true;
	if (!str_starts(s, S("-r")) || !scheme_digits(str_slice(s, 2, s.len)))
		return false;
	out->revision = str_slice(s, 2, s.len);
	return true;
}

/* Order of numbers after the first: one with a leading zero makes both decimal fractions. */
static int fraction(struct str a, struct str b)
{
	if (!a.len || !b.len || (*a.ptr != '0' && *b.ptr != '0'))
		return a.len && b.len ? scheme_numbers(a, b) : (a.len ? 1 : b.len ? -1 : 0);
	while (a.len && a.ptr[a.len - 1] == '0')
		a.len--;
	while (b.len && b.ptr[b.len - 1] == '0')
		b.len--;
	return str_cmp(a, b);
}

static int package_numbers(struct str a, struct str b)
{
	bool first = true;
	while (a.len || b.len) {
		struct str x = str_cut(&a, '.'), y = str_cut(&b, '.');
		int c = first ? scheme_numbers(x, y) : fraction(x, y);
		if (c)
			return c;
		first = false;
	}
	return 0;
}

/* Rank of the next suffix (that of "" when there is none), its number in *number; -1 when it is not known. */
static int next_suffix(struct str *s, struct str *number)
{
	*number = (struct str){ "0", 1 };
	if (!s->len)
		return 4;
	*s = str_slice(*s, 1, s->len);
	struct str name = cut_alpha(s);
	*number = scheme_cut_digits(s);
	for (int i = 0; i < (int)(sizeof suffixes / sizeof *suffixes); i++)
		if (i != 4 && str_eq(name, str_c(suffixes[i])))
			return s->len && *s->ptr != '_' ? -1 : i;
	return -1;
}

static enum version_order package_order(struct str a, struct str b, bool apk)
{
	struct package x, y;
	if (!read_package(a, &x, apk) || !read_package(b, &y, apk))
		return VERSION_UNCOMPARABLE;
	int c = package_numbers(x.numbers, y.numbers);
	if (!c)
		c = x.letter - y.letter;
	while (!c && (x.suffixes.len || y.suffixes.len)) {
		struct str nx, ny;
		int rx = next_suffix(&x.suffixes, &nx), ry = next_suffix(&y.suffixes, &ny);
		if (rx < 0 || ry < 0)
			return VERSION_UNCOMPARABLE;
		c = rx != ry ? rx - ry : scheme_numbers(nx, ny);
	}
	if (!c)
		c = scheme_numbers(x.revision, y.revision);
	return scheme_order(c);
}

enum version_order scheme_apk(struct str a, struct str b)
{
	return package_order(a, b, true);
}

enum version_order scheme_gentoo(struct str a, struct str b)
{
	return package_order(a, b, false);
}
