/* SPDX-License-Identifier: Apache-2.0
 *
 * Patterns of the CSAF schema, matched by hand: no regular expression engine meets foreign bytes, and nothing here can backtrack.
 */
#include "formats/csaf_form.h"
#include "formats/uri.h"
#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool alnum_or(char c, const char *more)
{
	return digit(c) || alpha(c) || (c && strchr(more, c));
}

static size_t digits_at(struct str s, size_t i)
{
	size_t n = 0;
	while (i + n < s.len && digit(s.ptr[i + n]))
		n++;
	return n;
}

bool csaf_form_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

uint32_t csaf_form_code_point(struct str s, size_t *i)
{
	unsigned char c = (unsigned char)s.ptr[(*i)++];
	unsigned more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
	uint32_t point = more ? c & (0x3fu >> more) : c;
	for (; more && *i < s.len; more--)
		point = point << 6 | ((unsigned char)s.ptr[(*i)++] & 0x3f);
	return point;
}

/* One line whose first and last characters are neither white space nor one of the others. */
static bool trimmed_line(struct str s, const char *others)
{
	if (s.len == 0)
		return false;
	size_t first = 0, last = s.len - 1;
	while (last && ((unsigned char)s.ptr[last] & 0xc0) == 0x80)
		last--;
	uint32_t ends[2] = { csaf_form_code_point(s, &first), csaf_form_code_point(s, &last) };
	for (size_t k = 0; k < 2; k++)
		if (csaf_form_is_space(ends[k]) || (ends[k] < 0x80 && strchr(others, (int)ends[k])))
			return false;
	return !memchr(s.ptr, '\n', s.len) && !memchr(s.ptr, '\r', s.len) && str_find(s, S("\u2028")) < 0 && str_find(s, S("\u2029")) < 0;
}

bool csaf_form_category(struct str s)
{
	return trimmed_line(s, "-_.");
}

bool csaf_form_tracking_id(struct str s)
{
	return trimmed_line(s, "");
}

/* Dot-separated identifiers of letters, digits and '-'; numeric ones of a pre-release have no leading zero. */
static bool identifiers(struct str s, bool prerelease)
{
	do {
		struct str one = str_cut(&s, '.');
		if (one.len == 0 || (prerelease && one.len > 1 && one.ptr[0] == '0' && digits_at(one, 0) == one.len))
			return false;
		for (size_t i = 0; i < one.len; i++)
			if (!alnum_or(one.ptr[i], "-"))
				return false;
	} while (s.ptr);
	return true;
}

bool csaf_form_version(struct str s)
{
	struct str core = s, build = {}, pre = {};
	core = str_cut(&s, '+');
	build = s;
	s = core;
	core = str_cut(&s, '-');
	pre = s;
	unsigned parts = 0;
	do {
		struct str one = str_cut(&core, '.');
		if (one.len == 0 || digits_at(one, 0) != one.len || (one.len > 1 && one.ptr[0] == '0'))
			return false;
		parts++;
	} while (core.ptr);
	if (parts == 1)
		return !pre.ptr && !build.ptr;
	return parts == 3 && (!pre.ptr || identifiers(pre, true)) && (!build.ptr || identifiers(build, false));
}

bool csaf_form_cve(struct str s)
{
	return str_starts(s, S("CVE-")) && digits_at(s, 4) == 4 && s.len >= 13 && s.ptr[8] == '-' && digits_at(s, 9) == s.len - 9;
}

bool csaf_form_cwe_id(struct str s)
{
	return str_starts(s, S("CWE-")) && s.len >= 5 && s.len <= 10 && s.ptr[4] != '0' && digits_at(s, 4) == s.len - 4;
}

bool csaf_form_hash(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!digit(s.ptr[i]) && !((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'f'))
			return false;
	return s.len >= 32;
}

/* Question marks in any number or one star, then plain or escaped characters, then the same again; or a lone star or hyphen. */
static bool cpe_component(struct str s)
{
	if (str_eq(s, S("*")) || str_eq(s, S("-")))
		return true;
	size_t i = 0, end = s.len;
	while (i < s.len && s.ptr[i] == '?')
		i++;
	if (i == 0 && s.len && s.ptr[0] == '*')
		i = 1;
	size_t first = i;
	while (i < end) {
		if (s.ptr[i] == '\\' && i + 1 < end && s.ptr[i + 1] && strchr("\\*?!\"#$%&'()+,/:;<=>@[]^`{|}~", s.ptr[i + 1]))
			i += 2;
		else if (alnum_or(s.ptr[i], "-._"))
			i++;
		else
			break;
	}
	if (i == first)
		return false;
	if (i + 1 == end && s.ptr[i] == '*')
		return true;
	while (i < end && s.ptr[i] == '?')
		i++;
	return i == end;
}

static bool cpe_language(struct str s)
{
	if (str_eq(s, S("*")) || str_eq(s, S("-")))
		return true;
	struct str language = str_cut(&s, '-');
	if (language.len < 2 || language.len > 3)
		return false;
	for (size_t i = 0; i < language.len; i++)
		if (!alpha(language.ptr[i]))
			return false;
	if (!s.ptr)
		return true;
	return (s.len == 2 && alpha(s.ptr[0]) && alpha(s.ptr[1])) || (s.len == 3 && digits_at(s, 0) == 3);
}

/* Cuts at the next colon that no backslash escapes. */
static struct str cpe_cut(struct str *rest)
{
	size_t i = 0;
	while (i < rest->len && rest->ptr[i] != ':')
		i += rest->ptr[i] == '\\' && i + 1 < rest->len ? 2 : 1;
	struct str part = str_slice(*rest, 0, i);
	*rest = i < rest->len ? str_slice(*rest, i + 1, rest->len) : (struct str){};
	return part;
}

static bool cpe_formatted(struct str s)
{
	struct str part = cpe_cut(&s);
	if (part.len != 1 || !part.ptr[0] || !strchr("aho*-", part.ptr[0]))
		return false;
	for (unsigned i = 0; i < 10; i++) {
		if (!s.ptr)
			return false;
		struct str component = cpe_cut(&s);
		if (i == 5 ? !cpe_language(component) : !cpe_component(component))
			return false;
	}
	return !s.ptr;
}

bool csaf_form_cpe(struct str s)
{
	if (str_starts(s, S("cpe:2.3:")))
		return cpe_formatted(str_slice(s, 8, s.len));
	if (!str_eq_fold(str_slice(s, 0, 5), S("cpe:/")))
		return false;
	struct str rest = str_slice(s, 5, s.len);
	struct str part = str_cut(&rest, ':');
	if (part.len > 1 || (part.len == 1 && (!part.ptr[0] || !strchr("AHOaho", part.ptr[0]))))
		return false;
	unsigned components = 0;
	for (; rest.ptr; components++) {
		struct str one = str_cut(&rest, ':');
		for (size_t i = 0; i < one.len; i++)
			if (!alnum_or(one.ptr[i], "._-~%"))
				return false;
	}
	return components <= 6;
}

bool csaf_form_purl(struct str s)
{
	if (!str_starts(s, S("pkg:")) || s.len < 7 || digit(s.ptr[4]))
		return false;
	size_t i = 4;
	while (i < s.len && alnum_or(s.ptr[i], ".-+"))
		i++;
	return i > 4 && i + 1 < s.len && s.ptr[i] == '/' && uri_valid(s);
}

bool csaf_form_is_range(struct str s)
{
	static const char *const words[] = { "after", "all", "before", "earlier", "later", "prior", "versions" };
	for (size_t i = 0, next = 0; i < s.len; i = next) {
		size_t end = i;
		while (next = end, end < s.len && !csaf_form_is_space(csaf_form_code_point(s, &next)))
			end = next;
		struct str word = str_slice(s, i, end);
		if (str_find(word, S("<")) >= 0 || str_find(word, S(">")) >= 0)
			return true;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (str_eq_fold(word, str_c(words[k])))
				return true;
	}
	return false;
}

static int two(struct str s, size_t i)
{
	return (s.ptr[i] - '0') * 10 + (s.ptr[i + 1] - '0');
}

static bool date_fits(struct str s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (digits_at(s, 0) != 4 || s.ptr[4] != '-' || digits_at(s, 5) != 2 || s.ptr[7] != '-' || digits_at(s, 8) != 2)
		return false;
	int year = two(s, 0) * 100 + two(s, 2), month = two(s, 5), day = two(s, 8);
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

bool csaf_form_date_time(struct str s)
{
	if (s.len < 20 || !date_fits(s) || (s.ptr[10] | 0x20) != 't')
		return false;
	if (digits_at(s, 11) != 2 || s.ptr[13] != ':' || digits_at(s, 14) != 2 || s.ptr[16] != ':' || digits_at(s, 17) != 2)
		return false;
	size_t i = 19;
	if (s.ptr[i] == '.') {
		size_t fraction = digits_at(s, i + 1);
		if (fraction == 0)
			return false;
		i += 1 + fraction;
	}
	int minute = two(s, 11) * 60 + two(s, 14), offset = 0;
	struct str zone = str_slice(s, i, s.len);
	if (zone.len == 6 && (zone.ptr[0] == '+' || zone.ptr[0] == '-') && digits_at(zone, 1) == 2 && zone.ptr[3] == ':' &&
	        digits_at(zone, 4) == 2) {
		if (two(zone, 1) > 23 || two(zone, 4) > 59)
			return false;
		offset = (two(zone, 1) * 60 + two(zone, 4)) * (zone.ptr[0] == '-' ? -1 : 1);
	} else if (zone.len != 1 || (zone.ptr[0] | 0x20) != 'z') {
		return false;
	}
	if (two(s, 11) > 23 || two(s, 14) > 59 || two(s, 17) > 60)
		return false;
	return two(s, 17) < 60 || (minute - offset + 2 * 1440) % 1440 == 1439;
}
