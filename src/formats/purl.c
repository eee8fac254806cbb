/* SPDX-License-Identifier: Apache-2.0
 *
 * purl: reading, canonical form by type, writing.
 */
#include "formats/purl.h"
#include "base/buf.h"
#include <string.h>

enum { PURL_BYTES_MAX = 16384 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int hex_value(char c)
{
	c = lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool decode(struct arena *a, struct str s, struct str *out, struct err *err)
{
	char *p = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		int h = s.ptr[i] == '%' && i + 2 < s.len ? hex_value(s.ptr[i + 1]) : -1, l = h >= 0 ? hex_value(s.ptr[i + 2]) : -1;
		if (s.ptr[i] == '%' && l >= 0) {
			p[n++] = (char)(h * 16 + l);
			i += 2;
		} else {
			p[n++] = s.ptr[i];
		}
	}
	*out = (struct str){ p, n };
	size_t bad;
	return str_utf8(*out, &bad) || err_fail(err, E_INVALID, "purl: not UTF-8 once decoded");
}

static struct str lower_str(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		p[i] = lower(s.ptr[i]);
	return (struct str){ p, s.len };
}

static struct str swap(struct arena *a, struct str s, char from, char to)
{
	char *p = arena_bytes(a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		p[i] = s.ptr[i] == from ? to : s.ptr[i];
	return (struct str){ p, s.len };
}

static bool among(struct str s, const char *list)
{
	size_t n = s.len;
	for (const char *p = strstr(list, " "); p; p = strstr(p + 1, " "))
		if (strncmp(p + 1, s.ptr, n) == 0 && p[n + 1] == ' ')
			return true;
	return false;
}

static struct str qualifier(const struct purl *p, const char *key)
{
	for (size_t i = 0; i < p->n_qualifiers; i++)
		if (str_eq(p->qualifiers[i].key, str_c(key)))
			return p->qualifiers[i].value;
	return (struct str){ "", 0 };
}

/* A Chrome extension is named by 32 letters a to p; its version is up to four numbers. */
static bool is_chrome(const struct purl *p)
{
	unsigned dots = 0;
	for (size_t i = 0; i < p->name.len; i++)
		if (p->name.ptr[i] < 'a' || p->name.ptr[i] > 'p')
			return false;
	for (size_t i = 0; i < p->version.len; i++) {
		dots += p->version.ptr[i] == '.';
		if (p->version.ptr[i] != '.' && (p->version.ptr[i] < '0' || p->version.ptr[i] > '9'))
			return false;
	}
	return p->name.len == 32 && dots < 4;
}

/* What must be there, or must not, by type. */
static bool check_type(const struct purl *p, struct err *err)
{
	if (among(p->type, " swift vscode-extension ") && !p->ns.len)
		return err_fail(err, E_INVALID, "purl: type %.*s needs a namespace", STR(p->type));
	if (among(p->type, " vcpkg otp julia ") && p->ns.len)
		return err_fail(err, E_INVALID, "purl: type %.*s has no namespace", STR(p->type));
	if (among(p->type, " swift cran ") && !p->version.len)
		return err_fail(err, E_INVALID, "purl: type %.*s needs a version", STR(p->type));
	if (str_eq(p->type, S("julia")) && !qualifier(p, "uuid").len)
		return err_fail(err, E_INVALID, "purl: julia needs the qualifier uuid");
	if (str_eq(p->type, S("conan")) && !p->ns.len && qualifier(p, "channel").len)
		return err_fail(err, E_INVALID, "purl: conan with a channel needs a namespace");
	if (str_eq(p->type, S("cpan")) && str_find(p->name, S("::")) >= 0)
		return err_fail(err, E_INVALID, "purl: a cpan distribution is not named with ::");
	if (str_eq(p->type, S("chrome-extension")) && !is_chrome(p))
		return err_fail(err, E_INVALID, "purl: no Chrome extension");
	return true;
}

/* What the types ask for: purl-spec, types. */
static bool canonicalise(struct arena *a, struct purl *p, struct err *err)
{
	if (among(p->type, " alpm apk bitbucket brew composer deb git github gitlab golang hex qpkg rpm otp vscode-extension yocto "))
		p->ns = lower_str(a, p->ns);
	if (among(p->type,
	            " alpm apk bitbucket bitnami brew composer deb git github gitlab golang hex oci otp pub pypi vscode-extension yocto "))
		p->name = lower_str(a, p->name);
	if (str_eq(p->type, S("pypi")))
		p->name = swap(a, p->name, '_', '-');
	if (str_eq(p->type, S("pub")))
		for (size_t i = 0; i < p->name.len; i++) {
			char c = p->name.ptr[i];
			if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
				p->name = swap(a, p->name, c, '_');
		}
	if (str_eq(p->type, S("huggingface")) || str_eq(p->type, S("vscode-extension")))
		p->version = lower_str(a, p->version);
	if (str_eq(p->type, S("mlflow")) && str_find(qualifier(p, "repository_url"), S("azuredatabricks")) >= 0)
		p->name = lower_str(a, p->name);
	return check_type(p, err);
}

static bool is_type(struct str t)
{
	for (size_t i = 0; i < t.len; i++) {
		char c = lower(t.ptr[i]);
		if (!((c >= 'a' && c <= 'z') || (i && ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'))))
			return false;
	}
	return t.len > 0;
}

static bool is_key(struct str k)
{
	for (size_t i = 0; i < k.len; i++) {
		char c = lower(k.ptr[i]);
		if (!((c >= 'a' && c <= 'z') || c == '_' || (i && ((c >= '0' && c <= '9') || c == '.' || c == '-'))))
			return false;
	}
	return k.len > 0;
}

/* Adds in order of keys; an empty value is no qualifier. */
static bool add_qualifier(struct purl *p, struct str key, struct str value, struct err *err)
{
	if (!value.len)
		return true;
	if (p->n_qualifiers == PURL_QUALIFIERS_MAX)
		return err_fail(err, E_INVALID, "purl: more than %d qualifiers", PURL_QUALIFIERS_MAX);
	size_t at = p->n_qualifiers;
	while (at > 0 && str_cmp(key, p->qualifiers[at - 1].key) < 0)
		at--;
	if (at > 0 && str_eq(p->qualifiers[at - 1].key, key))
		return err_fail(err, E_INVALID, "purl: qualifier '%.*s' stands twice", STR(key));
	memmove(p->qualifiers + at + 1, p->qualifiers + at, (p->n_qualifiers - at) * sizeof *p->qualifiers);
	p->qualifiers[at] = (struct purl_qualifier){ key, value };
	p->n_qualifiers++;
	return true;
}

static bool read_qualifiers(struct arena *a, struct str s, struct purl *p, struct err *err)
{
	p->qualifiers = arena_array(a, struct purl_qualifier, PURL_QUALIFIERS_MAX + 1);
	while (s.len) {
		struct str pair = str_cut(&s, '&'), key, value;
		if (!pair.len)
			continue;
		key = str_cut(&pair, '=');
		if (!is_key(key))
			return err_fail(err, E_INVALID, "purl: '%.*s' is no qualifier key", STR(key));
		if (!decode(a, pair, &value, err) || !add_qualifier(p, lower_str(a, key), value, err))
			return false;
	}
	return true;
}

/* Segments decoded and joined by '/', empty ones dropped; in a subpath "." and ".." too. A decoded segment may not hold a '/'. */
static bool read_segments(struct arena *a, struct str s, bool subpath, struct str *out, struct err *err)
{
	struct buf b = buf_make(a, PURL_BYTES_MAX * 4);
	while (s.len) {
		struct str raw = str_cut(&s, '/'), seg;
		if (!decode(a, raw, &seg, err))
			return false;
		if (!seg.len || (subpath && (str_eq(seg, S(".")) || str_eq(seg, S("..")))))
			continue;
		if (memchr(seg.ptr, '/', seg.len))
			return err_fail(err, E_INVALID, "purl: a segment holds a '/'");
		if (buf_str(&b).len)
			buf_char(&b, '/');
		buf_put(&b, seg);
	}
	*out = buf_str(&b);
	return true;
}

static ptrdiff_t last_of(struct str s, char c)
{
	for (size_t i = s.len; i-- > 0;)
		if (s.ptr[i] == c)
			return (ptrdiff_t)i;
	return -1;
}

/* Cuts what stands behind the last c off s. */
static struct str cut_last(struct str *s, char c)
{
	ptrdiff_t at = last_of(*s, c);
	if (at < 0)
		return (struct str){ "", 0 };
	struct str out = str_slice(*s, (size_t)at + 1, s->len);
	*s = str_slice(*s, 0, (size_t)at);
	return out;
}

static bool read_parts(struct arena *a, struct str text, struct purl *out, struct err *err)
{
	if (text.len < 4 || !str_eq_fold(str_slice(text, 0, 4), S("pkg:")))
		return err_fail(err, E_INVALID, "purl: must begin with pkg:");
	struct str rest = str_slice(text, 4, text.len);
	if (!read_segments(a, cut_last(&rest, '#'), true, &out->subpath, err) || !read_qualifiers(a, cut_last(&rest, '?'), out, err))
		return false;
	while (rest.len && *rest.ptr == '/')
		rest = str_slice(rest, 1, rest.len);
	ptrdiff_t slash = str_find(rest, S("/"));
	if (slash < 0)
		return err_fail(err, E_INVALID, "purl: a type and a name are needed");
	out->type = lower_str(a, str_slice(rest, 0, (size_t)slash));
	if (!is_type(out->type))
		return err_fail(err, E_INVALID, "purl: '%.*s' is no type", STR(out->type));
	rest = str_slice(rest, (size_t)slash + 1, rest.len);
	ptrdiff_t at = last_of(rest, '@'), last = last_of(rest, '/');
	/* an '@' at the start of a segment belongs to a name: @angular/animation */
	if (at > 0 && rest.ptr[at - 1] != '/') { /* a version may hold a '/' */
		if (!decode(a, str_slice(rest, (size_t)at + 1, rest.len), &out->version, err))
			return false;
		rest = str_slice(rest, 0, (size_t)at);
	}
	if (at == 0 && last < 0)
		return err_fail(err, E_INVALID, "purl: a name is needed");
	while (rest.len && rest.ptr[rest.len - 1] == '/')
		rest.len--;
	last = last_of(rest, '/');
	if (!decode(a, str_slice(rest, (size_t)(last + 1), rest.len), &out->name, err) ||
	        !read_segments(a, str_slice(rest, 0, last < 0 ? 0 : (size_t)last), false, &out->ns, err))
		return false;
	if (!out->name.len)
		return err_fail(err, E_INVALID, "purl: a name is needed");
	return canonicalise(a, out, err);
}

bool purl_build(struct arena *a, struct purl *parts, struct err *err)
{
	struct purl p = *parts;
	p.type = lower_str(a, parts->type);
	if (!is_type(p.type))
		return err_fail(err, E_INVALID, "purl: '%.*s' is no type", STR(p.type));
	if (!p.name.len)
		return err_fail(err, E_INVALID, "purl: a name is needed");
	p.qualifiers = arena_array(a, struct purl_qualifier, PURL_QUALIFIERS_MAX + 1);
	p.n_qualifiers = 0;
	for (size_t i = 0; i < parts->n_qualifiers; i++) {
		struct purl_qualifier q = parts->qualifiers[i];
		if (!is_key(q.key))
			return err_fail(err, E_INVALID, "purl: '%.*s' is no qualifier key", STR(q.key));
		if (!add_qualifier(&p, lower_str(a, q.key), q.value, err))
			return false;
	}
	while (p.ns.len && *p.ns.ptr == '/')
		p.ns = str_slice(p.ns, 1, p.ns.len);
	while (p.ns.len && p.ns.ptr[p.ns.len - 1] == '/')
		p.ns.len--;
	while (p.subpath.len && *p.subpath.ptr == '/')
		p.subpath = str_slice(p.subpath, 1, p.subpath.len);
	if (!canonicalise(a, &p, err))
		return false;
	*parts = p;
	return true;
}

static void encode(struct buf *b, struct str s, bool keep_slash)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i], l = lower(c);
		if ((l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || (c && strchr(".-_~:", c)) || (keep_slash && c == '/'))
			buf_char(b, c);
		else
			buf_printf(b, "%%%02X", (unsigned char)c);
	}
}

struct str purl_text(struct arena *a, const struct purl *p)
{
	struct buf b = buf_make(a, PURL_BYTES_MAX * 4);
	buf_printf(&b, "pkg:%.*s/", STR(p->type));
	if (p->ns.len) {
		encode(&b, p->ns, true);
		buf_char(&b, '/');
	}
	encode(&b, p->name, false);
	if (p->version.len) {
		buf_char(&b, '@');
		encode(&b, p->version, false);
	}
	for (size_t i = 0; i < p->n_qualifiers; i++) {
		buf_char(&b, i ? '&' : '?');
		buf_put(&b, p->qualifiers[i].key);
		buf_char(&b, '=');
		encode(&b, p->qualifiers[i].value, false);
	}
	if (p->subpath.len) {
		buf_char(&b, '#');
		encode(&b, p->subpath, true);
	}
	return buf_str(&b);
}

bool purl_read(struct arena *a, struct str text, struct purl *out, struct err *err)
{
	*out = (struct purl){};
	if (text.len > PURL_BYTES_MAX)
		return err_fail(err, E_INVALID, "purl: longer than %d bytes", PURL_BYTES_MAX);
	if (!read_parts(a, text, out, err))
		return false;
	/* The canonical text, in which a byte may need three, is a purl too. */
	if (text.len > PURL_BYTES_MAX / 3 && purl_text(a, out).len > PURL_BYTES_MAX)
		return err_fail(err, E_INVALID, "purl: its canonical text is longer than %d bytes", PURL_BYTES_MAX);
	return true;
}

bool purl_same_package(const struct purl *advisory, const struct purl *component)
{
	if (!str_eq(advisory->type, component->type) || !str_eq(advisory->ns, component->ns) || !str_eq(advisory->name, component->name))
		return false;
	for (size_t i = 0; i < advisory->n_qualifiers; i++) {
		const struct purl_qualifier *q = &advisory->qualifiers[i];
		struct str own = qualifier(component, "");
		for (size_t k = 0; k < component->n_qualifiers; k++)
			if (str_eq(component->qualifiers[k].key, q->key))
				own = component->qualifiers[k].value;
		/* a qualifier the component does not have is not known; one that differs is another thing */
		if (own.len && !str_eq(own, q->value) && !str_eq(q->key, S("checksum")))
			return false;
	}
	return !advisory->subpath.len || !component->subpath.len || str_eq(advisory->subpath, component->subpath);
}
