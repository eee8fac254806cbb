/* SPDX-License-Identifier: Apache-2.0
 *
 * Putting typed values into HTML. Must never let a byte of a text through unescaped: `struct html` is the one door, and only page/ and
 * compiled pages pass it.
 */
#include "page/out.h"
#include <string.h>

enum { CAPTURE_BYTES_MAX = 4 << 20 };

struct page_out page_out(struct buf *buf, const struct catalogue *lang)
{
	return (struct page_out){ .buf = buf, .lang = lang, .rtl = lang && lang->rtl };
}

void page_raw(struct page_out *o, struct str s)
{
	buf_put(o->buf, s);
}

void put_html(struct page_out *o, struct html h)
{
	buf_put(o->buf, h.raw);
}

/* What a byte becomes, or NULL when it stands as it is. */
static const char *escape(unsigned char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&#34;";
	case '\'': return "&#39;";
	case '\t':
	case '\n':
	case '\r': return NULL;
	default: return c < 0x20 || c == 0x7f ? "\xef\xbf\xbd" : NULL;
	}
}

void put_str(struct page_out *o, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		const char *e = c > '>' && c != 0x7f ? NULL : escape(c);
		if (!e)
			continue;
		buf_put(o->buf, str_slice(s, from, i));
		buf_put(o->buf, str_c(e));
		from = i + 1;
	}
	buf_put(o->buf, str_slice(s, from, s.len));
}

void put_text(struct page_out *o, const char *z)
{
	put_str(o, str_c(z));
}

void put_int(struct page_out *o, int64_t v)
{
	catalogue_number(o->lang, o->buf, v);
}

void put_uint(struct page_out *o, uint64_t v)
{
	catalogue_number(o->lang, o->buf, v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

void put_digits(struct page_out *o, int64_t v)
{
	buf_int(o->buf, v);
}

void put_udigits(struct page_out *o, uint64_t v)
{
	buf_int(o->buf, v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

void put_when_attr(struct page_out *o, struct when w)
{
	put_str(o, time_text(o->buf->arena, w.us));
}

void put_when(struct page_out *o, struct when w)
{
	if (w.us == TIME_NONE) {
		page_literal(o, "\u2013");
		return;
	}
	struct str text = time_text(o->buf->arena, w.us);
	page_literal(o, "<time datetime=\"");
	put_str(o, text);
	page_literal(o, "\">");
	put_str(o, str_slice(text, 0, 10));
	page_literal(o, " ");
	put_str(o, str_slice(text, 11, 16));
	page_literal(o, "</time>");
}

void put_day(struct page_out *o, struct day d)
{
	if (d.us == TIME_NONE) {
		page_literal(o, "\u2013");
		return;
	}
	struct str text = time_date(o->buf->arena, d.us);
	page_literal(o, "<time datetime=\"");
	put_str(o, text);
	page_literal(o, "\">");
	put_str(o, text);
	page_literal(o, "</time>");
}

void put_url(struct page_out *o, struct str part)
{
	for (size_t i = 0; i < part.len; i++) {
		unsigned char c = (unsigned char)part.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
		if (plain)
			buf_char(o->buf, (char)c);
		else
			buf_put(o->buf, (struct str){ (char[]){ '%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15] }, 3 });
	}
}

/* A colon before any / ? # begins a scheme. */
static bool address_safe(struct str a)
{
	static const struct {
		const char *scheme;
	} allowed[] = { { "https:" }, { "http:" }, { "mailto:" }, { "tel:" } };
	if (a.len == 0 || (a.len > 1 && (a.ptr[0] == '/' || a.ptr[0] == '\\') && (a.ptr[1] == '/' || a.ptr[1] == '\\')))
		return false;
	for (size_t i = 0; i < a.len; i++)
		if ((unsigned char)a.ptr[i] <= ' ')
			return false;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
		struct str scheme = str_c(allowed[i].scheme);
		if (str_eq_fold(str_slice(a, 0, scheme.len), scheme))
			return true;
	}
	for (size_t i = 0; i < a.len && !strchr("/?#", a.ptr[i]); i++)
		if (a.ptr[i] == ':')
			return false;
	return true;
}

void put_link(struct page_out *o, struct str address)
{
	put_str(o, address_safe(address) ? address : S("#"));
}

struct page_out page_capture(const struct page_out *o)
{
	struct page_out part = *o;
	part.buf = arena_new(o->buf->arena, struct buf);
	*part.buf = buf_make(o->buf->arena, CAPTURE_BYTES_MAX);
	part.next_id = o->next_id + 1000; /* ids of a captured picture and of the page around it stay apart */
	return part;
}

struct html page_captured(const struct page_out *part)
{
	return (struct html){ buf_str(part->buf) };
}
