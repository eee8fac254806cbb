/* SPDX-License-Identifier: Apache-2.0
 *
 * vers: strict and lenient reading, canonical text, containment.
 */
#include "formats/vers.h"
#include "base/buf.h"
#include <string.h>

enum { VERS_BYTES_MAX = 1 << 28 }; /* of what is written: three times the longest document */

static const char *const comparators[] = { "", "!=", "<", "<=", ">", ">=" };

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Characters that stand for themselves in a canonical version. */
static bool plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr(".-_~:", c));
}

/* Canonically these are escaped; a lenient reader takes them as they are, a strict one those that cannot be misread. */
static bool tolerated(char c)
{
	return c && strchr("+^!@/$&'()*;,[]", c);
}

static bool decode(struct arena *a, struct str s, bool strict, struct str *out, struct err *err)
{
	char *p = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '%') {
			int h = i + 2 < s.len ? hex_value(s.ptr[i + 1]) : -1, l = i + 2 < s.len ? hex_value(s.ptr[i + 2]) : -1;
			if (h < 0 || l < 0)
				return err_fail(err, E_INVALID, "vers: broken percent-encoding in '%.*s'", STR(s));
			char d = (char)(h * 16 + l);
			if (strict && (plain(d) || (s.ptr[i + 1] >= 'a') || (s.ptr[i + 2] >= 'a')))
				return err_fail(err, E_INVALID, "vers: the percent-encoding in '%.*s' is not canonical", STR(s));
			p[n++] = d;
			i += 2;
		} else if (plain(c) || tolerated(c) || (unsigned char)c >= 0x80) {
			if (strict && !plain(c))
				return err_fail(err, E_INVALID, "vers: '%c' in '%.*s' must be percent-encoded", c, STR(s));
			p[n++] = c;
		} else {
			return err_fail(err, E_INVALID, "vers: '%.*s' is no version", STR(s));
		}
	}
	p[n] = 0;
	*out = (struct str){ p, n };
	return true;
}

static bool read_constraint(struct arena *a, struct str s, bool strict, struct vers_constraint *out, struct err *err)
{
	static const struct {
		const char *text;
		enum vers_comparator c;
	} heads[] = { { ">=", VERS_GE }, { "<=", VERS_LE }, { "!=", VERS_NE }, { "<", VERS_LT }, { ">", VERS_GT }, { "=", VERS_EQ } };
	out->comparator = VERS_EQ;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (str_starts(s, str_c(heads[i].text))) {
			if (strict && heads[i].c == VERS_EQ)
				return err_fail(err, E_INVALID, "vers: '=' is not written");
			out->comparator = heads[i].c;
			s = str_slice(s, strlen(heads[i].text), s.len);
			break;
		}
	if (!s.len || str_eq(s, S("*")) || (*s.ptr && strchr("<>=", *s.ptr)))
		return err_fail(err, E_INVALID, "vers: a comparator without a version");
	return decode(a, s, strict, &out->version, err);
}

static enum version_order order(const struct vers *v, struct str a, struct str b)
{
	return version_compare(v->scheme, a, b);
}

/* Sorted by version: insertion, so that what cannot be compared stays where it was. */
static void sort(struct vers *v)
{
	for (size_t i = 1; i < v->n; i++)
		for (size_t k = i; k > 0; k--) {
			if (order(v, v->at[k].version, v->at[k - 1].version) != VERSION_LESS)
				break;
			struct vers_constraint t = v->at[k];
			v->at[k] = v->at[k - 1];
			v->at[k - 1] = t;
		}
}

static bool is_upper(enum vers_comparator c)
{
	return c == VERS_LT || c == VERS_LE;
}

static bool is_lower(enum vers_comparator c)
{
	return c == VERS_GT || c == VERS_GE;
}

/* Drops what a neighbour makes redundant (specification: constraints simplification). Returns whether anything was. */
static bool simplify(struct vers *v)
{
	bool changed = false;
	for (size_t i = 0; i < v->n;) {
		size_t next = i + 1;
		while (next < v->n && v->at[next].comparator == VERS_NE)
			next++;
		enum vers_comparator c = v->at[i].comparator, d = next < v->n ? v->at[next].comparator : VERS_NE;
		size_t drop = SIZE_MAX;
		if (c == VERS_NE || next == v->n) {
			i++;
			continue;
		}
		if (is_lower(c) && (d == VERS_EQ || is_lower(d)))
			drop = next;
		else if ((c == VERS_EQ || is_upper(c)) && is_upper(d))
			drop = i;
		if (drop == SIZE_MAX) {
			i = next;
			continue;
		}
		memmove(v->at + drop, v->at + drop + 1, (v->n - drop - 1) * sizeof *v->at);
		v->n--;
		changed = true;
		if (drop == i) /* the one before may be redundant now */
			while (i > 0 && (i >= v->n || v->at[--i].comparator == VERS_NE))
				;
	}
	return changed;
}

static bool sorted(const struct vers *v)
{
	for (size_t i = 1; i < v->n; i++)
		if (order(v, v->at[i - 1].version, v->at[i].version) == VERSION_GREATER)
			return false;
	return true;
}

/* The same version twice under one comparator: keep one; else the specification knows no meaning. */
static bool drop_repeats(struct vers *v)
{
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = i + 1; k < v->n;) {
			if (order(v, v->at[i].version, v->at[k].version) != VERSION_EQUAL) {
				k++;
				continue;
			}
			if (v->at[i].comparator != v->at[k].comparator)
				return false;
			memmove(v->at + k, v->at + k + 1, (v->n - k - 1) * sizeof *v->at);
			v->n--;
		}
	return true;
}

static bool has_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == ' ' || (s.ptr[i] >= '\t' && s.ptr[i] <= '\r'))
			return true;
	return false;
}

static bool is_type(struct str t)
{
	for (size_t i = 0; i < t.len; i++)
		if (!((t.ptr[i] >= 'a' && t.ptr[i] <= 'z') ||
		            (i && ((t.ptr[i] >= '0' && t.ptr[i] <= '9') || t.ptr[i] == '.' || t.ptr[i] == '-'))))
			return false;
	return t.len > 0;
}

static bool read(struct arena *a, struct str text, bool strict, struct vers *out, struct err *err)
{
	*out = (struct vers){};
	if (has_blank(text))
		return err_fail(err, E_INVALID, "vers: white space is not allowed");
	ptrdiff_t slash = str_find(text, S("/"));
	if (!str_starts(text, S("vers:")) || slash < 0)
		return err_fail(err, E_INVALID, "vers: must be vers:TYPE/CONSTRAINTS");
	out->type = str_slice(text, 5, (size_t)slash);
	if (!is_type(out->type))
		return err_fail(err, E_INVALID, "vers: '%.*s' is no type", STR(out->type));
	version_scheme_of(out->type, &out->scheme);
	struct str rest = str_slice(text, (size_t)slash + 1, text.len);
	if (str_eq(rest, S("*"))) {
		out->star = true;
		return true;
	}
	if (!rest.len || rest.ptr[0] == '|' || rest.ptr[rest.len - 1] == '|' || str_find(rest, S("||")) >= 0)
		return err_fail(err, E_INVALID, "vers: an empty constraint");
	size_t n = 1;
	for (size_t i = 0; i < rest.len; i++)
		n += rest.ptr[i] == '|';
	if (n > VERS_CONSTRAINTS_MAX)
		return err_fail(err, E_INVALID, "vers: more than %d constraints", VERS_CONSTRAINTS_MAX);
	out->at = arena_array(a, struct vers_constraint, n);
	while (rest.len)
		if (!read_constraint(a, str_cut(&rest, '|'), strict, &out->at[out->n++], err))
			return false;
	return true;
}

bool vers_read(struct arena *a, struct str text, struct vers *out, struct err *err)
{
	if (!read(a, text, true, out, err))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (out->scheme == VERSION_DATETIME && order(out, out->at[i].version, out->at[i].version) != VERSION_EQUAL)
			return err_fail(err, E_INVALID, "vers: '%.*s' is no time of RFC 3339", STR(out->at[i].version));
	if (!sorted(out))
		return err_fail(err, E_INVALID, "vers: the constraints are not sorted by version");
	for (size_t i = 1; i < out->n; i++)
		if (order(out, out->at[i - 1].version, out->at[i].version) == VERSION_EQUAL)
			return err_fail(err, E_INVALID, "vers: version '%.*s' stands twice", STR(out->at[i].version));
	struct vers copy = *out;
	copy.at = arena_array(a, struct vers_constraint, out->n);
	if (out->n)
		memcpy(copy.at, out->at, out->n * sizeof *copy.at);
	if (simplify(&copy))
		return err_fail(err, E_INVALID, "vers: comparators that follow each other in no valid order");
	return true;
}

bool vers_read_lenient(struct arena *a, struct str text, struct vers *out, struct err *err)
{
	if (!read(a, text, false, out, err))
		return false;
	sort(out);
	return true;
}

bool vers_simplify(struct vers *v)
{
	if (!drop_repeats(v))
		return false;
	simplify(v);
	return true;
}

struct str vers_text(struct arena *a, const struct vers *v)
{
	struct buf b = buf_make(a, VERS_BYTES_MAX);
	buf_printf(&b, "vers:%.*s/", STR(v->type));
	if (v->star)
		buf_char(&b, '*');
	for (size_t i = 0; i < v->n; i++) {
		buf_printf(&b, "%s%s", i ? "|" : "", comparators[v->at[i].comparator]);
		for (size_t k = 0; k < v->at[i].version.len; k++) {
			char c = v->at[i].version.ptr[k];
			if (plain(c))
				buf_char(&b, c);
			else
				buf_printf(&b, "%%%02X", (unsigned char)c);
		}
	}
	return buf_str(&b);
}

int vers_contains(const struct vers *v, struct str version)
{
	if (v->star)
		return 1;
	const struct vers_constraint *before = NULL;
	bool unsure = false, in = false, only_unequal = v->n > 0;
	for (size_t i = 0; i < v->n; i++) {
		const struct vers_constraint *c = &v->at[i];
		enum version_order o = order(v, version, c->version);
		if (o == VERSION_EQUAL)
			return c->comparator == VERS_EQ || c->comparator == VERS_LE || c->comparator == VERS_GE;
		unsure |= o == VERSION_UNCOMPARABLE;
		only_unequal &= c->comparator == VERS_NE;
	}
	if (unsure)
		return -1;
	for (size_t i = 0; i < v->n && !in; i++) {
		const struct vers_constraint *c = &v->at[i];
		if (c->comparator == VERS_EQ || c->comparator == VERS_NE)
			continue;
		bool below = order(v, version, c->version) == VERSION_LESS;
		if (is_upper(c->comparator))
			in = below && (!before || (is_lower(before->comparator) && order(v, version, before->version) == VERSION_GREATER));
		before = c;
	}
	if (!in && before && is_lower(before->comparator))
		in = order(v, version, before->version) == VERSION_GREATER;
	return in || only_unequal;
}
