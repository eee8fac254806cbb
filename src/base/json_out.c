/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON writer: appends to a buf. Must never write what json_parse would refuse to read.
 */
#include "base/json.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct json_out json_out(struct buf *b)
{
	return (struct json_out){ .buf = b };
}

static void value(struct json_out *o)
{
	if (o->comma)
		buf_char(o->buf, ',');
	o->comma = true;
}

static void open_with(struct json_out *o, char c)
{
	value(o);
	buf_char(o->buf, c);
	o->comma = false;
}

static void close_with(struct json_out *o, char c)
{
	buf_char(o->buf, c);
	o->comma = true;
}

void jo_object(struct json_out *o)
{
	open_with(o, '{');
}

void jo_object_end(struct json_out *o)
{
	close_with(o, '}');
}

void jo_array(struct json_out *o)
{
	open_with(o, '[');
}

void jo_array_end(struct json_out *o)
{
	close_with(o, ']');
}

static void put_escaped(struct buf *b, unsigned char c)
{
	static const char short_form[] = "btn\0fr"; /* from U+0008 on */
	if (c == '"' || c == '\\')
		buf_put(b, (struct str){ (char[]){ '\\', (char)c }, 2 });
	else if (c >= 8 && c < 14 && short_form[c - 8])
		buf_put(b, (struct str){ (char[]){ '\\', short_form[c - 8] }, 2 });
	else if (c == 0)
		buf_put(b, S("\xef\xbf\xbd"));
	else
		buf_printf(b, "\\u%04x", c);
}

/* s is UTF-8. */
static void put_text(struct buf *b, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_put(b, str_slice(s, from, i));
		put_escaped(b, c);
		from = i + 1;
	}
	buf_put(b, str_slice(s, from, s.len));
}

static void quoted(struct buf *b, struct str s)
{
	size_t bad;
	buf_char(b, '"');
	while (!str_utf8(s, &bad)) {
		put_text(b, str_slice(s, 0, bad));
		buf_put(b, S("\xef\xbf\xbd"));
		s = str_slice(s, bad + 1, s.len);
	}
	put_text(b, s);
	buf_char(b, '"');
}

void jo_key(struct json_out *o, const char *key)
{
	value(o);
	quoted(o->buf, str_c(key));
	buf_char(o->buf, ':');
	o->comma = false;
}

void jo_str(struct json_out *o, struct str s)
{
	value(o);
	quoted(o->buf, s);
}

void jo_int(struct json_out *o, int64_t v)
{
	value(o);
	buf_int(o->buf, v);
}

void jo_real(struct json_out *o, double v)
{
	char z[40];
	int n = 0;
	if (!isfinite(v)) {
		jo_null(o);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		n = snprintf(z, sizeof z, "%.*g", digits, v);
		if (strtod(z, NULL) == v)
			break;
	}
	value(o);
	buf_put(o->buf, (struct str){ z, (size_t)n });
}

void jo_bool(struct json_out *o, bool v)
{
	value(o);
	buf_put(o->buf, v ? S("true") : S("false"));
}

void jo_null(struct json_out *o)
{
	value(o);
	buf_put(o->buf, S("null"));
}

void jo_kstr(struct json_out *o, const char *key, struct str s)
{
	jo_key(o, key);
	jo_str(o, s);
}

void jo_kint(struct json_out *o, const char *key, int64_t v)
{
	jo_key(o, key);
	jo_int(o, v);
}

void jo_kbool(struct json_out *o, const char *key, bool v)
{
	jo_key(o, key);
	jo_bool(o, v);
}
