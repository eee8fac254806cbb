/* SPDX-License-Identifier: Apache-2.0
 *
 * Schemes by name, and those made of dotted identifiers: semver, nuget, conan, openssl, intdot, datetime, lexicographic.
 */
#include "formats/version_scheme.h"
#include <string.h>

int scheme_numbers(struct str a, struct str b)
{
	while (a.len && *a.ptr == '0')
		a = str_slice(a, 1, a.len);
	while (b.len && *b.ptr == '0')
		b = str_slice(b, 1, b.len);
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

struct str scheme_cut_digits(struct str *s)
{
	size_t n = 0;
	while (n < s->len && scheme_digit(s->ptr[n]))
		n++;
	struct str out = str_slice(*s, 0, n);
	*s = str_slice(*s, n, s->len);
	return out;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int fold_cmp(struct str a, struct str b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return (unsigned char)lower(a.ptr[i]) < (unsigned char)lower(b.ptr[i]) ? -1 : 1;
	return a.len < b.len ? -1 : a.len > b.len;
}

/* Numbers below words, numbers by value, words by bytes (or folded). */
static int identifier(struct str a, struct str b, bool fold)
{
	bool na = scheme_digits(a), nb = scheme_digits(b);
	if (na && nb)
		return scheme_numbers(a, b);
	if (na != nb)
		return na ? -1 : 1;
	return fold ? fold_cmp(a, b) : str_cmp(a, b);
}

static int identifiers(struct str a, struct str b, bool fold)
{
	while (a.len && b.len) {
		int c = identifier(str_cut(&a, '.'), str_cut(&b, '.'), fold);
		if (c)
			return c;
	}
	return a.len ? 1 : b.len ? -1 : 0;
}

struct dotted {
	struct str numbers, pre, build;
	bool has_pre; /* "1.0-" has one, an empty one */
};

/* "v1.2.3-rc.1+build" apart; false when the numbers are none. */
static bool split(struct str s, struct dotted *out)
{
	if (s.len && (*s.ptr == 'v' || *s.ptr == 'V' || *s.ptr == '='))
		s = str_slice(s, 1, s.len);
	*out = (struct dotted){};
	ptrdiff_t plus = str_find(s, S("+"));
	if (plus >= 0) {
		out->build = str_slice(s, (size_t)plus + 1, s.len);
		s = str_slice(s, 0, (size_t)plus);
	}
	ptrdiff_t hyphen = str_find(s, S("-"));
	if (hyphen >= 0) {
		out->has_pre = true;
		out->pre = str_slice(s, (size_t)hyphen + 1, s.len);
		s = str_slice(s, 0, (size_t)hyphen);
	}
	out->numbers = s;
	return s.len > 0;
}

static bool all_numbers(struct str s)
{
	do {
		if (!scheme_digits(str_cut(&s, '.')))
			return false;
	} while (s.ptr);
	return true;
}

static int numbers(struct str a, struct str b)
{
	while (a.len || b.len) {
		int c = scheme_numbers(str_cut(&a, '.'), str_cut(&b, '.'));
		if (c)
			return c;
	}
	return 0;
}

static enum version_order dotted(struct str a, struct str b, bool fold)
{
	struct dotted x, y;
	if (!split(a, &x) || !split(b, &y) || !all_numbers(x.numbers) || !all_numbers(y.numbers))
		return VERSION_UNCOMPARABLE;
	int c = numbers(x.numbers, y.numbers);
	if (c)
		return scheme_order(c);
	if (!x.pre.len || !y.pre.len)
		return scheme_order((x.pre.len ? -1 : 0) - (y.pre.len ? -1 : 0));
	return scheme_order(identifiers(x.pre, y.pre, fold));
}

enum version_order scheme_semver(struct str a, struct str b)
{
	return dotted(a, b, false);
}

enum version_order scheme_nuget(struct str a, struct str b)
{
	return dotted(a, b, true);
}

/* Conan: items by number where both are, else by bytes; missing ones are zero; a build ranks above none. */
static int conan_items(struct str a, struct str b)
{
	while (a.len || b.len) {
		struct str x = str_cut(&a, '.'), y = str_cut(&b, '.');
		bool nx = !x.len || scheme_digits(x), ny = !y.len || scheme_digits(y);
		int c = nx && ny ? scheme_numbers(x, y) : fold_cmp(x, y);
		if (c)
			return c;
	}
	return 0;
}

enum version_order scheme_conan(struct str a, struct str b)
{
	struct dotted x, y;
	if (!split(a, &x) || !split(b, &y))
		return VERSION_UNCOMPARABLE;
	int c = conan_items(x.numbers, y.numbers);
	if (c)
		return scheme_order(c);
	if (x.has_pre != y.has_pre)
		return x.has_pre ? VERSION_LESS : VERSION_GREATER;
	c = conan_items(x.pre, y.pre);
	if (c)
		return scheme_order(c);
	if (!x.build.len != !y.build.len)
		return x.build.len ? VERSION_GREATER : VERSION_LESS;
	return scheme_order(conan_items(x.build, y.build));
}

/* Letters of a patch: a … z, za, zb …: longer is later. */
enum version_order scheme_openssl(struct str a, struct str b)
{
	struct dotted x, y;
	if (!split(a, &x) || !split(b, &y))
		return VERSION_UNCOMPARABLE;
	for (;;) {
		struct str p = scheme_cut_digits(&x.numbers), q = scheme_cut_digits(&y.numbers);
		int c = scheme_numbers(p, q);
		if (c)
			return scheme_order(c);
		bool dx = x.numbers.len && *x.numbers.ptr == '.', dy = y.numbers.len && *y.numbers.ptr == '.';
		if (!dx && !dy)
			break;
		x.numbers = str_slice(x.numbers, dx, x.numbers.len);
		y.numbers = str_slice(y.numbers, dy, y.numbers.len);
	}
	if (x.numbers.len != y.numbers.len)
		return x.numbers.len < y.numbers.len ? VERSION_LESS : VERSION_GREATER;
	int c = str_cmp(x.numbers, y.numbers);
	if (c)
		return scheme_order(c);
	if (!x.pre.len || !y.pre.len)
		return scheme_order((x.pre.len ? -1 : 0) - (y.pre.len ? -1 : 0));
	return scheme_order(identifiers(x.pre, y.pre, false));
}

enum version_order scheme_intdot(struct str a, struct str b)
{
	if (!all_numbers(a) || !all_numbers(b))
		return VERSION_UNCOMPARABLE;
	return scheme_order(numbers(a, b));
}

static bool fixed_number(struct str s, size_t at, size_t n, int64_t *out)
{
	return at + n <= s.len && scheme_digits(str_slice(s, at, at + n)) && str_int(str_slice(s, at, at + n), out);
}

/* RFC 3339 to seconds and the digits of the fraction. */
static bool read_time(struct str s, int64_t *seconds, struct str *fraction)
{
	int64_t y, mo, d, h, mi, sec, oh = 0, om = 0;
	if (s.len < 20 || !fixed_number(s, 0, 4, &y) || !fixed_number(s, 5, 2, &mo) || !fixed_number(s, 8, 2, &d) ||
	        !fixed_number(s, 11, 2, &h) || !fixed_number(s, 14, 2, &mi) || !fixed_number(s, 17, 2, &sec) || s.ptr[4] != '-' ||
	        s.ptr[7] != '-' || s.ptr[10] != 'T' || s.ptr[13] != ':' || s.ptr[16] != ':' || mo < 1 || mo > 12)
		return false;
	struct str rest = str_slice(s, 19, s.len);
	*fraction = (struct str){ "", 0 };
	if (*rest.ptr == '.') {
		rest = str_slice(rest, 1, rest.len);
		*fraction = scheme_cut_digits(&rest);
		while (fraction->len && fraction->ptr[fraction->len - 1] == '0')
			fraction->len--;
	}
	int64_t sign = rest.len && *rest.ptr == '-' ? -1 : 1;
	if (rest.len == 6 && (*rest.ptr == '+' || *rest.ptr == '-')) {
		if (!fixed_number(rest, 1, 2, &oh) || !fixed_number(rest, 4, 2, &om))
			return false;
	} else if (rest.len != 1 || *rest.ptr != 'Z') {
		return false;
	}
	static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	int64_t leaps = (mo > 2 ? y : y - 1);
	int64_t days = y * 365 + leaps / 4 - leaps / 100 + leaps / 400 + before[mo - 1] + d;
	*seconds = ((days * 24 + h - sign * oh) * 60 + mi - sign * om) * 60 + sec;
	return true;
}

enum version_order scheme_datetime(struct str a, struct str b)
{
	int64_t x, y;
	struct str fx, fy;
	if (!read_time(a, &x, &fx) || !read_time(b, &y, &fy))
		return VERSION_UNCOMPARABLE;
	return x != y ? (x < y ? VERSION_LESS : VERSION_GREATER) : scheme_order(str_cmp(fx, fy));
}

static enum version_order generic(struct str a, struct str b)
{
	struct arena scratch = {};
	struct version x = version_prepare(&scratch, a), y = version_prepare(&scratch, b);
	enum version_order o = version_order(&x, &y);
	arena_end(&scratch);
	return o;
}

static enum version_order lexicographic(struct str a, struct str b)
{
	return scheme_order(str_cmp(a, b));
}

enum version_order version_compare(enum version_scheme scheme, struct str a, struct str b)
{
	static enum version_order (*const orders[VERSION_SCHEME_COUNT])(struct str, struct str) = {
		[VERSION_GENERIC] = generic,
		[VERSION_SEMVER] = scheme_semver,
		[VERSION_MAVEN] = scheme_maven,
		[VERSION_DEB] = scheme_deb,
		[VERSION_RPM] = scheme_rpm,
		[VERSION_ALPM] = scheme_alpm,
		[VERSION_PYPI] = scheme_pypi,
		[VERSION_GEM] = scheme_gem,
		[VERSION_NUGET] = scheme_nuget,
		[VERSION_APK] = scheme_apk,
		[VERSION_GENTOO] = scheme_gentoo,
		[VERSION_OPENSSL] = scheme_openssl,
		[VERSION_CONAN] = scheme_conan,
		[VERSION_INTDOT] = scheme_intdot,
		[VERSION_DATETIME] = scheme_datetime,
		[VERSION_LEXICOGRAPHIC] = lexicographic,
	};
	if (!a.len || !b.len)
		return VERSION_UNCOMPARABLE;
	return orders[scheme](a, b);
}

bool version_scheme_of(struct str type, enum version_scheme *out)
{
	static const struct {
		const char *type;
		enum version_scheme scheme;
	} types[] = {
		{ "semver", VERSION_SEMVER },
		{ "npm", VERSION_SEMVER },
		{ "cargo", VERSION_SEMVER },
		{ "golang", VERSION_SEMVER },
		{ "go", VERSION_SEMVER },
		{ "hex", VERSION_SEMVER },
		{ "pub", VERSION_SEMVER },
		{ "swift", VERSION_SEMVER },
		{ "github", VERSION_SEMVER },
		{ "maven", VERSION_MAVEN },
		{ "deb", VERSION_DEB },
		{ "rpm", VERSION_RPM },
		{ "alpm", VERSION_ALPM },
		{ "pypi", VERSION_PYPI },
		{ "gem", VERSION_GEM },
		{ "nuget", VERSION_NUGET },
		{ "apk", VERSION_APK },
		{ "alpine", VERSION_APK },
		{ "gentoo", VERSION_GENTOO },
		{ "ebuild", VERSION_GENTOO },
		{ "openssl", VERSION_OPENSSL },
		{ "conan", VERSION_CONAN },
		{ "intdot", VERSION_INTDOT },
		{ "nginx", VERSION_INTDOT },
		{ "datetime", VERSION_DATETIME },
		{ "lexicographic", VERSION_LEXICOGRAPHIC },
		{ "generic", VERSION_GENERIC },
		{ "none", VERSION_GENERIC },
		{ "all", VERSION_GENERIC },
	};
	*out = VERSION_GENERIC;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq(type, str_c(types[i].type))) {
			*out = types[i].scheme;
			return true;
		}
	return false;
}
