/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses of pages. Must never let a part break out of its place.
 */
#include "page/address.h"
#include "page/out.h"

enum { ADDRESS_BYTES_MAX = 8192 };

struct str address_of(struct arena *a, const char *before, struct str part)
{
	struct buf b = buf_make(a, ADDRESS_BYTES_MAX);
	struct page_out o = page_out(&b, NULL);
	buf_put(&b, str_c(before));
	put_url(&o, part);
	return buf_str(&b);
}

struct address address_begin(struct arena *a, struct str path)
{
	struct address q = { .b = buf_make(a, ADDRESS_BYTES_MAX), .sep = '?' };
	buf_put(&q.b, path);
	return q;
}

struct str address_open(struct address *q, const char *name)
{
	buf_char(&q->b, q->sep);
	buf_put(&q->b, str_c(name));
	buf_char(&q->b, '=');
	q->sep = '&';
	return buf_str(&q->b);
}

void address_add(struct address *q, const char *name, struct str value)
{
	if (!value.len)
		return;
	struct page_out o = page_out(&q->b, NULL);
	address_open(q, name);
	put_url(&o, value);
}
