/* SPDX-License-Identifier: Apache-2.0
 *
 * What handlers and the router ask of a request. Must never answer from bytes that were not read and bounded before.
 */
#include "net/http.h"
#include "net/form.h"
#include "net/server.h"
#include <string.h>

struct str http_pair(const struct http_pairs *pairs, const char *name)
{
	struct str wanted = str_c(name);
	for (unsigned i = 0; i < pairs->n; i++)
		if (str_eq(pairs->at[i].name, wanted))
			return pairs->at[i].value;
	return (struct str){ "", 0 };
}

bool http_match(struct arena *a, const char *pattern, struct request *req)
{
	struct str shape = str_c(pattern), target = req->target, path = str_cut(&target, '?');
	struct http_pairs found; /* only at[0..n-1] is ever set: clearing it for every row of the router would cost more than the match */
	found.n = 0;
	while (shape.len || path.len) {
		struct str wanted = str_cut(&shape, '/'), sent = str_cut(&path, '/'), text;
		bool hole = wanted.len > 2 && wanted.ptr[0] == '{' && wanted.ptr[wanted.len - 1] == '}';
		if ((shape.ptr == NULL) != (path.ptr == NULL))
			return false;
		if (!hole && str_eq(wanted, sent))
			continue;
		struct err ignored = {};
		if (!form_decode(a, sent.ptr ? sent : S(""), false, &text, &ignored))
			return false;
		if (hole ? !text.len || found.n == HTTP_PAIRS_MAX : !str_eq(wanted, text))
			return false;
		if (hole)
			found.at[found.n++] = (struct http_pair){ str_slice(wanted, 1, wanted.len - 1), text };
	}
	req->params.n = found.n;
	memcpy(req->params.at, found.at, found.n * sizeof found.at[0]);
	return true;
}

bool http_same_origin(const struct request *req)
{
	struct str origin = req->origin;
	bool site_says = str_eq_fold(req->fetch_site, S("same-origin")) || str_eq_fold(req->fetch_site, S("none"));
	if (!origin.len)
		return req->fetch_site.len ? site_says : !req->session.len;
	ptrdiff_t end = str_find(origin, S("://"));
	struct str scheme = str_slice(origin, 0, end < 0 ? 0 : (size_t)end);
	/* Over plain HTTP either of the two: a proxy in front may speak TLS for us without our being told. */
	if (!str_eq_fold(scheme, S("https")) && (req->secure || !str_eq_fold(scheme, S("http"))))
		return false;
	return req->host.len && str_eq_fold(str_slice(origin, scheme.len + 3, origin.len), req->host);
}

static struct str cookie(struct arena *a, const struct request *req, const char *prefix, const char *name, struct str value, int64_t lifetime_s)
{
	return arena_printf(a, "%s%s=%.*s; Path=/;%s HttpOnly; SameSite=Lax; Max-Age=%lld", prefix, name, STR(value), req->secure ? " Secure;" : "",
		(long long)lifetime_s);
}

struct str http_cookie(struct arena *a, const struct request *req, const char *name, struct str value, int64_t lifetime_s)
{
	return cookie(a, req, req->secure ? "__Host-" : "", name, value, lifetime_s);
}

struct str http_language_cookie(struct arena *a, const struct request *req, struct str language)
{
	return cookie(a, req, "", SERVER_LANGUAGE_COOKIE, language, 31536000);
}

bool http_local_path(struct str address)
{
	if (!address.len || address.ptr[0] != '/' || (address.len > 1 && address.ptr[1] == '/'))
		return false;
	for (size_t i = 0; i < address.len; i++)
		if ((unsigned char)address.ptr[i] <= ' ' || address.ptr[i] == '\\' || address.ptr[i] == 0x7f)
			return false;
	return true;
}
