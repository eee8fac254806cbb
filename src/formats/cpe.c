/* SPDX-License-Identifier: Apache-2.0
 *
 * CPE names. Must never treat ANY as evidence: two names that leave vendor or product open say nothing about each other.
 */
#include "formats/cpe.h"
#include "base/buf.h"
#include <string.h>

enum { CPE_BYTES_MAX = 4096 };

static const char *const names[CPE_ATTRIBUTE_COUNT] = { "part", "vendor", "product", "version", "update", "edition", "language",
	"sw_edition", "target_sw", "target_hw", "other" };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool word_char(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Appends one character, quoted when it must be. Hyphens and dots of a formatted string stand unquoted and mean themselves. */
static size_t put_char(char *out, size_t n, char c)
{
	if (!word_char(c) && (unsigned char)c < 0x80)
		out[n++] = '\\';
	out[n++] = lower(c);
	return n;
}

/* A component of a formatted string. Wildcards stand at the ends only: any number of ?, or one *. */
static bool read_formatted(struct arena *a, struct str s, struct cpe_value *v)
{
	if (str_eq(s, S("*")) || str_eq(s, S("-"))) {
		v->kind = *s.ptr == '*' ? CPE_ANY : CPE_NA;
		return true;
	}
	char *out = arena_bytes(a, s.len * 2 + 1);
	size_t n = 0, head = 0, tail = s.len;
	if (!s.len)
		return false;
	if (s.ptr[0] == '*')
		head = 1;
	else
		while (head < s.len && s.ptr[head] == '?')
			head++;
	if (s.len > head && s.ptr[s.len - 1] == '*' && (s.len < 2 || s.ptr[s.len - 2] != '\\'))
		tail--;
	else
		while (tail > head && s.ptr[tail - 1] == '?' && (tail < 2 || s.ptr[tail - 2] != '\\'))
			tail--;
	memcpy(out, s.ptr, head);
	n = head;
	for (size_t i = head; i < tail; i++) {
		char c = s.ptr[i];
		if (c == '\\') {
			if (++i >= tail || (unsigned char)s.ptr[i] <= ' ')
				return false;
			n = put_char(out, n, s.ptr[i]);
		} else if (c == '*' || c == '?' || (unsigned char)c <= ' ' || c == 0x7f) {
			return false;
		} else {
			n = put_char(out, n, c);
		}
	}
	memcpy(out + n, s.ptr + tail, s.len - tail);
	n += s.len - tail;
	*v = (struct cpe_value){ .kind = CPE_VALUE, .wild = head > 0 || tail < s.len, .text = { out, n } };
	return true;
}

static int hex_value(char c)
{
	c = lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A component of a URI: empty is ANY, "-" NA, %01 is ?, %02 is *. */
static bool read_uri_value(struct arena *a, struct str s, struct cpe_value *v)
{
	if (!s.len || str_eq(s, S("-"))) {
		v->kind = s.len ? CPE_NA : CPE_ANY;
		return true;
	}
	char *out = arena_bytes(a, s.len * 2 + 1);
	size_t n = 0;
	bool wild = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '%') {
			int h = i + 2 < s.len ? hex_value(s.ptr[i + 1]) : -1, l = i + 2 < s.len ? hex_value(s.ptr[i + 2]) : -1;
			if (h < 0 || l < 0)
				return false;
			c = (char)(h * 16 + l);
			i += 2;
			if (c == 1 || c == 2) {
				out[n++] = c == 1 ? '?' : '*';
				wild = true;
				continue;
			}
		}
		if ((unsigned char)c <= ' ')
			return false;
		n = put_char(out, n, c);
	}
	*v = (struct cpe_value){ .kind = CPE_VALUE, .text = { out, n } };
	return !wild || read_formatted(a, v->text, v); /* wildcards stand where they may in a formatted string too */
}

/* "~ed~sw~target~hw~other" in the edition component packs the attributes that URIs have no place for. */
static bool read_packed(struct arena *a, struct str s, struct cpe *out)
{
	static const enum cpe_attribute order[] = { CPE_EDITION, CPE_SW_EDITION, CPE_TARGET_SW, CPE_TARGET_HW, CPE_OTHER };
	s = str_slice(s, 1, s.len);
	for (size_t i = 0; i < 5; i++)
		if (!s.ptr || !read_uri_value(a, str_cut(&s, '~'), &out->at[order[i]]))
			return false;
	return !s.ptr;
}

static bool check_part(const struct cpe *c, struct str text, struct err *err)
{
	const struct cpe_value *p = &c->at[CPE_PART];
	if (p->kind == CPE_VALUE && !p->wild && (p->text.len != 1 || !*p->text.ptr || !strchr("aoh", *p->text.ptr)))
		return err_fail(err, E_INVALID, "CPE: part must be a, o or h in '%.*s'", STR(text));
	return true;
}

static bool read_uri(struct arena *a, struct str text, struct cpe *out, struct err *err)
{
	struct str rest = str_slice(text, 5, text.len);
	for (size_t i = 0; i <= CPE_LANGUAGE; i++) {
		struct str s = rest.ptr ? str_cut(&rest, ':') : (struct str){ "", 0 };
		bool good = i == CPE_EDITION && s.len && *s.ptr == '~' ? read_packed(a, s, out) : read_uri_value(a, s, &out->at[i]);
		if (!good)
			return err_fail(err, E_INVALID, "CPE: bad %s in '%.*s'", names[i], STR(text));
	}
	if (rest.ptr)
		return err_fail(err, E_INVALID, "CPE: too many components in '%.*s'", STR(text));
	return check_part(out, text, err);
}

static bool read_any(struct arena *a, struct str text, struct cpe *out, struct err *err)
{
	if (text.len >= 5 && str_eq_fold(str_slice(text, 0, 5), S("cpe:/")))
		return read_uri(a, text, out, err);
	if (text.len < 8 || !str_eq_fold(str_slice(text, 0, 8), S("cpe:2.3:")))
		return err_fail(err, E_INVALID, "CPE: must begin with cpe:2.3: or cpe:/");
	struct str rest = str_slice(text, 8, text.len);
	for (size_t i = 0; i < CPE_ATTRIBUTE_COUNT; i++) {
		size_t n = 0;
		while (n < rest.len && rest.ptr[n] != ':')
			n += rest.ptr[n] == '\\' && n + 1 < rest.len ? 2 : 1;
		if ((n < rest.len) != (i + 1 < CPE_ATTRIBUTE_COUNT))
			return err_fail(err, E_INVALID, "CPE: not 11 components in '%.*s'", STR(text));
		if (!read_formatted(a, str_slice(rest, 0, n), &out->at[i]))
			return err_fail(err, E_INVALID, "CPE: bad %s in '%.*s'", names[i], STR(text));
		rest = str_slice(rest, n + 1, rest.len);
	}
	return check_part(out, text, err);
}

struct str cpe_text(struct arena *a, const struct cpe *c)
{
	struct buf b = buf_make(a, CPE_BYTES_MAX * 4);
	buf_put(&b, S("cpe:2.3"));
	for (size_t i = 0; i < CPE_ATTRIBUTE_COUNT; i++) {
		const struct cpe_value *v = &c->at[i];
		buf_char(&b, ':');
		if (v->kind != CPE_VALUE) {
			buf_char(&b, v->kind == CPE_ANY ? '*' : '-');
			continue;
		}
		for (size_t k = 0; k < v->text.len; k++) {
			/* formatted strings leave . and - unquoted; a lone hyphen must not read as NA */
			if (v->text.ptr[k] == '\\' && k + 1 < v->text.len && (v->text.ptr[k + 1] == '.' || v->text.ptr[k + 1] == '-') &&
			        v->text.len > 2)
				k++;
			else if (v->text.ptr[k] == '\\' && k + 1 < v->text.len)
				buf_char(&b, v->text.ptr[k++]);
			buf_char(&b, v->text.ptr[k]);
		}
	}
	return buf_str(&b);
}

bool cpe_read(struct arena *a, struct str text, struct cpe *out, struct err *err)
{
	*out = (struct cpe){};
	if (text.len > CPE_BYTES_MAX)
		return err_fail(err, E_INVALID, "CPE: longer than %d bytes", CPE_BYTES_MAX);
	if (!read_any(a, text, out, err))
		return false;
	/* Its formatted string, in which a byte may need an escape, is a CPE name too. */
	if (text.len > CPE_BYTES_MAX / 3 && cpe_text(a, out).len > CPE_BYTES_MAX)
		return err_fail(err, E_INVALID, "CPE: its formatted string is longer than %d bytes", CPE_BYTES_MAX);
	return true;
}

struct str cpe_plain(struct arena *a, const struct cpe_value *v)
{
	char *out = arena_bytes(a, v->text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < v->text.len; i++) {
		if (v->text.ptr[i] == '\\' && i + 1 < v->text.len)
			i++;
		out[n++] = v->text.ptr[i] == '_' ? ' ' : v->text.ptr[i];
	}
	return (struct str){ out, n };
}

/* Characters of a value, a quoted one counting once: escapes are counted right here, unlike in the reference algorithm. */
static size_t characters(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++, n++)
		if (s.ptr[i] == '\\')
			i++;
	return n;
}

/* Does the wildcard value take the plain one in? Wildcards stand at the ends: ? is zero or one character there, * any number. */
static bool takes_in(struct str source, struct str target)
{
	size_t head = 0, tail = 0;
	bool head_star = source.len && *source.ptr == '*', tail_star = false;
	if (head_star)
		source = str_slice(source, 1, source.len);
	while (!head_star && source.len && *source.ptr == '?') {
		head++;
		source = str_slice(source, 1, source.len);
	}
	bool quoted = source.len >= 2 && source.ptr[source.len - 2] == '\\' && !(source.len >= 3 && source.ptr[source.len - 3] == '\\');
	if (source.len && !quoted && source.ptr[source.len - 1] == '*') {
		tail_star = true;
		source.len--;
	}
	while (!tail_star && source.len && source.ptr[source.len - 1] == '?' && !(source.len >= 2 && source.ptr[source.len - 2] == '\\')) {
		tail++;
		source.len--;
	}
	for (size_t at = 0; at + source.len <= target.len; at++) {
		if (at && target.ptr[at - 1] == '\\' && !(at >= 2 && target.ptr[at - 2] == '\\'))
			continue; /* in the middle of a quoted character */
		if (memcmp(target.ptr + at, source.ptr, source.len) != 0)
			continue;
		size_t before = characters(str_slice(target, 0, at)), after = characters(str_slice(target, at + source.len, target.len));
		if ((head_star || before <= head) && (tail_star || after <= tail))
			return true;
	}
	return false;
}

enum cpe_relation cpe_compare_value(const struct cpe_value *s, const struct cpe_value *t)
{
	if (t->kind == CPE_VALUE && t->wild)
		return CPE_UNDEFINED;
	if (s->kind == CPE_ANY)
		return t->kind == CPE_ANY ? CPE_EQUAL : CPE_SUPERSET;
	if (t->kind == CPE_ANY)
		return CPE_SUBSET;
	if (s->kind == CPE_NA || t->kind == CPE_NA)
		return s->kind == t->kind ? CPE_EQUAL : CPE_DISJOINT;
	if (s->wild)
		return takes_in(s->text, t->text) ? CPE_SUPERSET : CPE_DISJOINT;
	return str_eq(s->text, t->text) ? CPE_EQUAL : CPE_DISJOINT;
}

enum cpe_relation cpe_compare(const struct cpe *s, const struct cpe *t)
{
	bool superset = true, subset = true, undefined = false;
	for (size_t i = 0; i < CPE_ATTRIBUTE_COUNT; i++)
		switch (cpe_compare_value(&s->at[i], &t->at[i])) {
		case CPE_DISJOINT: return CPE_DISJOINT;
		case CPE_SUPERSET: subset = false; break;
		case CPE_SUBSET: superset = false; break;
		case CPE_UNDEFINED: undefined = true; break;
		case CPE_EQUAL: break;
		}
	if (undefined || (!superset && !subset))
		return CPE_UNDEFINED;
	return superset && subset ? CPE_EQUAL : superset ? CPE_SUPERSET : CPE_SUBSET;
}

bool cpe_same_product(const struct cpe *advisory, const struct cpe *component)
{
	for (size_t i = 0; i < CPE_ATTRIBUTE_COUNT; i++) {
		const struct cpe_value *s = &advisory->at[i], *t = &component->at[i];
		if (i == CPE_VERSION || i == CPE_UPDATE)
			continue;
		enum cpe_relation r = cpe_compare_value(s, t);
		if (i <= CPE_PRODUCT) {
			/* a mixture of superset and subset in these three matched hundreds of strangers in the field: only what both give counts */
			if (s->kind != CPE_VALUE || t->kind != CPE_VALUE || (r != CPE_EQUAL && r != CPE_SUPERSET))
				return false;
		} else if (r == CPE_DISJOINT) {
			return false;
		}
	}
	return true;
}
