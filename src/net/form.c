/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers of forms, queries, cookies and header lists. Must never read past the bytes given nor hand on text that is not UTF-8.
 */
#include "net/form.h"
#include <string.h>

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_text(struct str s)
{
	return str_utf8(s, NULL) && !(s.len && memchr(s.ptr, 0, s.len));
}

bool form_decode(struct arena *a, struct str s, bool plus, struct str *out, struct err *err)
{
	bool encoded = false;
	for (size_t i = 0; i < s.len && !encoded; i++)
		encoded = s.ptr[i] == '%' || (plus && s.ptr[i] == '+');
	*out = s;
	if (encoded) {
		char *p = arena_bytes(a, s.len);
		size_t n = 0;
		for (size_t i = 0; i < s.len; i++) {
			int high = 0, low = 0;
			if (s.ptr[i] == '%') {
				high = i + 2 < s.len ? hex_digit(s.ptr[i + 1]) : -1;
				low = i + 2 < s.len ? hex_digit(s.ptr[i + 2]) : -1;
				if (high < 0 || low < 0)
					return err_fail(err, E_INVALID, "a %% in the request is not followed by two hexadecimal digits");
				p[n++] = (char)(high << 4 | low);
				i += 2;
			} else {
				p[n++] = plus && s.ptr[i] == '+' ? ' ' : s.ptr[i];
			}
		}
		*out = (struct str){ p, n };
	}
	if (!is_text(*out))
		return err_fail(err, E_INVALID, "the request holds text that is not UTF-8, or U+0000");
	return true;
}

static bool add_pair(struct http_pairs *out, struct str name, struct str value, struct err *err)
{
	if (out->n == HTTP_PAIRS_MAX)
		return err_fail(err, E_INVALID, "the request has more than %d fields", HTTP_PAIRS_MAX);
	if (name.len > FORM_NAME_BYTES_MAX)
		return err_fail(err, E_INVALID, "a field of the request has a name over %d bytes", FORM_NAME_BYTES_MAX);
	out->at[out->n++] = (struct http_pair){ name, value };
	return true;
}

bool form_read_pairs(struct arena *a, struct str s, struct http_pairs *out, struct err *err)
{
	while (s.len) {
		struct str value = str_cut(&s, '&'), name, n, v;
		if (!value.len)
			continue;
		name = str_cut(&value, '=');
		if (!form_decode(a, name, true, &n, err) || !form_decode(a, value.ptr ? value : S(""), true, &v, err) ||
		        !add_pair(out, n, v, err))
			return false;
	}
	return true;
}

/* ---- multipart ---- */
/* A parameter of a header value such as `form-data; name="a"; filename="b.csv"`; *given tells whether it is there at all. Quoted values may hold
 * \" and \\; browsers write a quote as %22 instead, which is undone by the caller. */
static struct str parameter(struct arena *a, struct str header, struct str name, bool *given)
{
	size_t i = 0;
	*given = false;
	while (i < header.len && header.ptr[i] != ';')
		i++;
	while (i < header.len) {
		size_t from = ++i, n = 0;
		while (i < header.len && header.ptr[i] != '=' && header.ptr[i] != ';')
			i++;
		struct str key = str_trim(str_slice(header, from, i));
		if (i == header.len || header.ptr[i] == ';')
			continue;
		bool quoted = ++i < header.len && header.ptr[i] == '"';
		char *text = arena_bytes(a, header.len - i + 1);
		for (i += quoted; i < header.len && header.ptr[i] != (quoted ? '"' : ';'); i++) {
			if (quoted && header.ptr[i] == '\\' && i + 1 < header.len &&
			        (header.ptr[i + 1] == '"' || header.ptr[i + 1] == '\\'))
				i++;
			text[n++] = header.ptr[i];
		}
		while (i < header.len && header.ptr[i] != ';')
			i++;
		if (str_eq_fold(key, name)) {
			*given = true;
			return quoted ? (struct str){ text, n } : str_trim((struct str){ text, n });
		}
	}
	return (struct str){ "", 0 };
}

/* %22, %0D and %0A are all that browsers encode in names (WHATWG HTML, multipart/form-data). */
static struct str unquote(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		struct str code = str_slice(s, i, i + 3);
		char c = str_eq(code, S("%22")) ? '"' : str_eq_fold(code, S("%0d")) ? '\r' : str_eq_fold(code, S("%0a")) ? '\n' : 0;
		p[n++] = c ? c : s.ptr[i];
		i += c ? 2 : 0;
	}
	return (struct str){ p, n };
}

static struct str base_name(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.ptr[i - 1] == '/' || path.ptr[i - 1] == '\\')
			return str_slice(path, i, path.len);
	return path;
}

static bool add_part(struct arena *a, struct str disposition, struct str content, struct request *req, struct err *err)
{
	bool named, is_file;
	struct str name = unquote(a, parameter(a, disposition, S("name"), &named));
	struct str filename = unquote(a, parameter(a, disposition, S("filename"), &is_file));
	if (!named || !is_text(name) || !is_text(filename))
		return err_fail(err, E_INVALID, "a part of the form has no name, or one that is not UTF-8");
	if (!is_file)
		return is_text(content) ? add_pair(&req->form, name, content, err)
		                        : err_fail(err, E_INVALID, "a field of the form is not UTF-8 text");
	filename = base_name(filename);
	if (!filename.len && !content.len)
		return true;
	if (req->n_files == sizeof req->files / sizeof *req->files)
		return err_fail(err, E_INVALID, "more than %zu files in one form; send them as one archive",
		        sizeof req->files / sizeof *req->files);
	req->files[req->n_files++] = (struct http_file){ name, filename, content };
	return true;
}

/* The Content-Disposition among the header lines of a part; empty when there is none. */
static struct str disposition_of(struct str head)
{
	while (head.len) {
		struct str line = str_trim(str_cut(&head, '\n')), name = str_cut(&line, ':');
		if (str_eq_fold(str_trim(name), S("content-disposition")))
			return str_trim(line);
	}
	return (struct str){ "", 0 };
}

bool form_read_multipart(struct arena *a, struct str content_type, struct str body, struct request *req, struct err *err)
{
	bool given;
	struct str boundary = parameter(a, content_type, S("boundary"), &given);
	if (!boundary.len || boundary.len > 70)
		return err_fail(err, E_INVALID, "the multipart form names no boundary of 1 to 70 bytes");
	struct str line = arena_printf(a, "\r\n--%.*s", STR(boundary));
	if (!str_starts(body, str_slice(line, 2, line.len)))
		return err_fail(err, E_INVALID, "the multipart form does not start with its boundary");
	struct str rest = str_slice(body, line.len - 2, body.len);
	while (!str_starts(rest, S("--"))) { /* "--" behind a boundary ends the form */
		ptrdiff_t end_of_head = str_find(str_slice(rest, 0, FORM_PART_HEAD_BYTES_MAX), S("\r\n\r\n"));
		if (!str_starts(rest, S("\r\n")) || end_of_head < 0)
			return err_fail(err, E_INVALID, "a part of the multipart form has no end of its header within %d bytes",
			        FORM_PART_HEAD_BYTES_MAX);
		struct str head = str_slice(rest, 0, (size_t)end_of_head);
		rest = str_slice(rest, (size_t)end_of_head + 4, rest.len);
		ptrdiff_t end = str_find(rest, line);
		if (end < 0)
			return err_fail(err, E_INVALID, "the multipart form ends in the middle of a part");
		if (!add_part(a, disposition_of(head), str_slice(rest, 0, (size_t)end), req, err))
			return false;
		rest = str_slice(rest, (size_t)end + line.len, rest.len);
	}
	return true;
}

bool form_read(struct arena *a, struct str body, struct request *req, struct err *err)
{
	struct str rest = req->content_type, type = str_trim(str_cut(&rest, ';'));
	if (str_eq_fold(type, S("application/x-www-form-urlencoded")))
		return form_read_pairs(a, body, &req->form, err);
	if (str_eq_fold(type, S("multipart/form-data")))
		return form_read_multipart(a, req->content_type, body, req, err);
	req->body = body;
	return true;
}

/* ---- header lists ---- */
struct str form_cookie(struct str header, struct str name)
{
	while (header.len) {
		struct str value = str_cut(&header, ';'), key = str_trim(str_cut(&value, '='));
		if (!str_eq(key, name) || !value.ptr)
			continue;
		value = str_trim(value);
		if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
			value = str_slice(value, 1, value.len - 1);
		return value;
	}
	return (struct str){ "", 0 };
}

bool form_accepts_gzip(struct str accept_encoding)
{
	bool any = false;
	while (accept_encoding.len) {
		struct str rest = str_cut(&accept_encoding, ','), coding = str_trim(str_cut(&rest, ';'));
		double q = 1;
		rest = str_trim(rest);
		if (str_starts(rest, S("q=")) && !str_real(str_slice(rest, 2, rest.len), &q))
			q = 0;
		if (str_eq_fold(coding, S("gzip")))
			return q > 0;
		any |= str_eq(coding, S("*")) && q > 0;
	}
	return any;
}

static struct str opaque_tag(struct str tag)
{
	return str_starts(tag, S("W/")) ? str_slice(tag, 2, tag.len) : tag;
}

bool form_etag_matches(struct str if_none_match, struct str etag)
{
	if (!etag.len)
		return false;
	while (if_none_match.len) {
		struct str tag = str_trim(str_cut(&if_none_match, ','));
		if (str_eq(tag, S("*")) || str_eq(opaque_tag(tag), opaque_tag(etag)))
			return true;
	}
	return false;
}
