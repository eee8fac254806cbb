/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers of what browsers send: addresses, query strings, forms, cookies, header lists. Foreign bytes: every one is bounded and gives
 * texts that are UTF-8 without U+0000, or refuses in one line.
 */
#pragma once
#include "base/err.h"
#include "net/http.h"

enum { FORM_NAME_BYTES_MAX = 200, FORM_PART_HEAD_BYTES_MAX = 4096 };

/* Percent-decodes s; with plus, '+' is a blank. The result borrows s when nothing was encoded. E_INVALID for a broken %XX, bad UTF-8 or U+0000. */
bool form_decode(struct arena *a, struct str s, bool plus, struct str *out, struct err *err);
/* application/x-www-form-urlencoded (WHATWG URL, the same for a query string) → pairs. E_INVALID for what form_decode refuses, a name over
 * FORM_NAME_BYTES_MAX, or more than HTTP_PAIRS_MAX pairs. */
bool form_read_pairs(struct arena *a, struct str s, struct http_pairs *out, struct err *err);
/* multipart/form-data (RFC 7578): fields go to req->form, files (parts with a file name) to req->files; contents borrow from body. Of a file
 * name only the part behind the last / or \ is kept. A file part without name and bytes (nothing chosen) is left out. E_INVALID otherwise. */
bool form_read_multipart(struct arena *a, struct str content_type, struct str body, struct request *req, struct err *err);
/* The body of req by its content type: a form is read into form and files, anything else stays in body. */
bool form_read(struct arena *a, struct str body, struct request *req, struct err *err);
/* The value of a cookie in a Cookie header (RFC 6265 §5.4), quotes taken off; empty when absent. Borrowed. The first of two wins. */
struct str form_cookie(struct str header, struct str name);
/* Does an Accept-Encoding header take gzip (RFC 9110 §12.5.3: q=0 refuses, * stands for it when it is not named)? */
bool form_accepts_gzip(struct str accept_encoding);
/* Does an If-None-Match header name this entity tag (weak comparison), or *? */
bool form_etag_matches(struct str if_none_match, struct str etag);
