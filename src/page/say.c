/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages of the catalogue with their places filled. Must never take a place it has no value for: a translation may be wrong, and a
 * wrong one shows a gap instead of reading beyond its values.
 */
#include "page/out.h"

struct str tr(const struct page_out *o, const char *english)
{
	return catalogue_text(o->lang, english);
}

struct str tr_n(const struct page_out *o, const char *one, const char *many, int64_t n)
{
	return catalogue_text_n(o->lang, one, many, n);
}

struct page_arg page_arg_str(struct str s)
{
	return (struct page_arg){ .kind = PAGE_ARG_STR, .text = s };
}

struct page_arg page_arg_text(const char *z)
{
	return page_arg_str(str_c(z));
}

struct page_arg page_arg_int(int64_t v)
{
	return (struct page_arg){ .kind = PAGE_ARG_INT, .number = v };
}

struct page_arg page_arg_uint(uint64_t v)
{
	return page_arg_int(v > INT64_MAX ? INT64_MAX : (int64_t)v);
}

struct page_arg page_arg_html(struct html h)
{
	return (struct page_arg){ .kind = PAGE_ARG_HTML, .text = h.raw };
}

struct page_arg page_arg_when(struct when w)
{
	return (struct page_arg){ .kind = PAGE_ARG_WHEN, .number = w.us };
}

struct page_arg page_arg_day(struct day d)
{
	return (struct page_arg){ .kind = PAGE_ARG_DAY, .number = d.us };
}

static void put_arg(struct page_out *o, const struct page_arg *a, bool attribute)
{
	switch (a->kind) {
	case PAGE_ARG_STR:
		if (attribute) {
			put_str(o, a->text);
			return;
		}
		page_literal(o, "<bdi>"); /* a name in another direction must not turn the sentence around it */
		put_str(o, a->text);
		page_literal(o, "</bdi>");
		return;
	case PAGE_ARG_INT: put_int(o, a->number); return;
	case PAGE_ARG_HTML:
		if (!attribute)
			page_raw(o, a->text);
		return;
	case PAGE_ARG_WHEN:
		if (attribute)
			put_when_attr(o, (struct when){ a->number });
		else
			put_when(o, (struct when){ a->number });
		return;
	case PAGE_ARG_DAY:
		if (attribute)
			put_str(o, time_date(o->buf->arena, a->number));
		else
			put_day(o, (struct day){ a->number });
	}
}

/* Reads a place at the start of s: "%s", "%2$s" or "%%". Gives its length, 0 when it is none; *index is 0 for "%s", -1 for "%%". */
static size_t read_place(struct str s, int *index)
{
	if (s.len >= 2 && s.ptr[0] == '%' && (s.ptr[1] == 's' || s.ptr[1] == '%')) {
		*index = s.ptr[1] == 's' ? 0 : -1;
		return 2;
	}
	if (s.len >= 4 && s.ptr[0] == '%' && s.ptr[1] >= '1' && s.ptr[1] <= '9' && s.ptr[2] == '$' && s.ptr[3] == 's') {
		*index = s.ptr[1] - '0';
		return 4;
	}
	return 0;
}

static void say(struct page_out *o, struct str text, const struct page_arg *args, size_t n, bool attribute)
{
	size_t next = 1, from = 0;
	for (size_t i = 0; i < text.len;) {
		int index = 0;
		size_t len = read_place(str_slice(text, i, text.len), &index);
		if (!len) {
			i++;
			continue;
		}
		put_str(o, str_slice(text, from, i));
		size_t which = index ? (size_t)index : next;
		if (index == -1)
			page_literal(o, "%");
		else if (which < n)
			put_arg(o, &args[which], attribute);
		next += index == 0;
		from = i += len;
	}
	put_str(o, str_slice(text, from, text.len));
}

void page_say_(struct page_out *o, struct str text, const struct page_arg *args, size_t n)
{
	say(o, text, args, n, false);
}

void page_say_attr_(struct page_out *o, struct str text, const struct page_arg *args, size_t n)
{
	say(o, text, args, n, true);
}
