/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls out, by libcurl. Must never follow an address to another scheme than asked for, nor reach this machine or a private network unless the caller
 * allowed it, nor take more bytes than were asked for. The only file that includes curl's header.
 */
#include "net/client.h"
#include "base/buf.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_BYTES = 1 << 20, DEFAULT_MS = 10000, CONNECT_MS = 5000, URL_BYTES_MAX = 2000 };

static bool loopback(const unsigned char *b, size_t n)
{
	static const unsigned char one[16] = { [15] = 1 };
	return n == 4 ? b[0] == 127 : memcmp(b, one, sizeof one) == 0;
}

static bool private_4(const unsigned char *b)
{
	static const struct {
		unsigned char net[4];
		unsigned bits;
	} nets[] = { { { 0 }, 8 }, { { 10 }, 8 }, { { 100, 64 }, 10 }, { { 127 }, 8 }, { { 169, 254 }, 16 }, { { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 },
		{ { 192, 0, 2 }, 24 }, { { 192, 88, 99 }, 24 }, { { 192, 168 }, 16 }, { { 198, 18 }, 15 }, { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 },
		{ { 224 }, 4 }, { { 240 }, 4 } };
	uint32_t is = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
	for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
		const unsigned char *m = nets[i].net;
		uint32_t net = (uint32_t)m[0] << 24 | (uint32_t)m[1] << 16 | (uint32_t)m[2] << 8 | m[3];
		if ((is ^ net) >> (32 - nets[i].bits) == 0)
			return true;
	}
	return false;
}

bool client_address_private(const unsigned char *b, size_t n)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff }, nat64[12] = { 0x00, 0x64, 0xff, 0x9b };
	if (n == 4)
		return private_4(b);
	if (n != 16)
		return true;
	if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0)
		return private_4(b + 12);
	if (b[0] == 0x20 && b[1] == 0x02)
		return private_4(b + 2);
	if (b[0] == 0x20 && b[1] == 0x01 && (b[2] < 0x02 || (b[2] == 0x0d && b[3] == 0xb8))) /* 2001::/23, documentation */
		return true;
	return (b[0] & 0xe0) != 0x20; /* only 2000::/3 is public */
}

/* ---- what curl asks while it works ---- */

struct state {
	const struct client_call *call;
	struct buf body;
	bool plain;   /* the address is http:// */
	bool refused; /* the guard said no */
	bool too_much;
};

static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct state *s = ctx;
	const unsigned char *bytes = NULL;
	size_t n = 0;
	if (to->family == AF_INET)
		bytes = (const unsigned char *)&((const struct sockaddr_in *)(const void *)&to->addr)->sin_addr, n = 4;
	else if (to->family == AF_INET6)
		bytes = (const unsigned char *)&((const struct sockaddr_in6 *)(const void *)&to->addr)->sin6_addr, n = 16;
	bool proxied = s->call->proxy.len > 0; /* then this is the proxy's address, which the desk's settings name */
	bool allowed = purpose == CURLSOCKTYPE_IPCXN && n &&
	               (proxied || ((s->call->private_allowed || !client_address_private(bytes, n)) && (!s->plain || loopback(bytes, n))));
	if (!allowed) {
		s->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t take(char *bytes, size_t size, size_t n, void *ctx)
{
	struct state *s = ctx;
	buf_put(&s->body, (struct str){ bytes, size * n });
	s->too_much = s->body.overflow;
	return s->body.overflow ? 0 : size * n;
}

/* ---- the address ---- */

/* Its scheme and host by curl's own parser, so that what is checked is what is called. */
static bool check_address(struct arena *a, struct state *s, struct err *err)
{
	struct str url = arena_str(a, s->call->url), scheme = {}, host = {};
	CURLU *u = curl_url();
	char *part = NULL;
	if (u && url.len <= URL_BYTES_MAX && strlen(url.ptr) == url.len && curl_url_set(u, CURLUPART_URL, url.ptr, 0) == CURLUE_OK) {
		if (curl_url_get(u, CURLUPART_SCHEME, &part, 0) == CURLUE_OK)
			scheme = arena_str(a, str_c(part)), curl_free(part);
		if (curl_url_get(u, CURLUPART_HOST, &part, 0) == CURLUE_OK)
			host = arena_str(a, str_c(part)), curl_free(part);
		if (curl_url_get(u, CURLUPART_USER, &part, 0) == CURLUE_OK)
			host.len = 0, curl_free(part);
	}
	curl_url_cleanup(u);
	unsigned char number[16];
	struct str bare = arena_str(a, host.len && host.ptr[0] == '[' ? str_slice(host, 1, host.len - 1) : host);
	size_t n = !host.len ? 0 : inet_pton(AF_INET, bare.ptr, number) == 1 ? 4 : inet_pton(AF_INET6, bare.ptr, number) == 1 ? 16 : 0;
	s->plain = str_eq(scheme, S("http"));
	if (!host.len || (!s->plain && !str_eq(scheme, S("https"))))
		return err_fail(err, E_INVALID, "this address cannot be called: it must be https://HOST/… without a name and password in it");
	if (s->plain && !str_eq_fold(host, S("localhost")) && !(n && loopback(number, n)))
		return err_fail(err, E_INVALID, "%.*s cannot be called without TLS: use https://", STR(host));
	if (n && !s->call->private_allowed && client_address_private(number, n))
		return err_fail(err, E_DENIED, "%.*s is an address of a private network, which may not be called here", STR(host));
	return true;
}

/* ---- the call ---- */

static struct curl_slist *headers(struct arena *a, const struct client_call *c)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	const struct {
		const char *name;
		struct str value;
	} rows[] = { { "Content-Type", c->content_type }, { "Accept", c->accept }, { "Authorization", c->authorization } };
	for (size_t i = 0; list && i < sizeof rows / sizeof *rows; i++)
		if (rows[i].value.len) {
			struct curl_slist *more = curl_slist_append(list, arena_printf(a, "%s: %.*s", rows[i].name, STR(rows[i].value)).ptr);
			if (!more)
				curl_slist_free_all(list);
			list = more;
		}
	return list;
}

static bool one_line(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
			return false;
	return true;
}

static void set_up(CURL *h, struct arena *a, struct state *s, struct curl_slist *list, char *why)
{
	const struct client_call *c = s->call;
	curl_easy_setopt(h, CURLOPT_URL, arena_str(a, c->url).ptr);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, s->plain ? "http" : "https");
	curl_easy_setopt(h, CURLOPT_REDIR_PROTOCOLS_STR, s->plain ? "http" : "https");
	curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, c->redirects ? 1L : 0L);
	curl_easy_setopt(h, CURLOPT_MAXREDIRS, (long)c->redirects);
	curl_easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
	if (c->ca_file.len) {
		curl_easy_setopt(h, CURLOPT_CAINFO, arena_str(a, c->ca_file).ptr);
		curl_easy_setopt(h, CURLOPT_CAPATH, NULL);
	}
	curl_easy_setopt(h, CURLOPT_PROXY, arena_str(a, c->proxy).ptr); /* "" also forgets http_proxy of the environment */
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)(c->timeout_ms ? c->timeout_ms : DEFAULT_MS));
	curl_easy_setopt(h, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)s->body.max_bytes);
	curl_easy_setopt(h, CURLOPT_USERAGENT, "Mainstay/" MAINSTAY_VERSION);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, s);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, s);
	curl_easy_setopt(h, CURLOPT_ERRORBUFFER, why);
	if (c->content_type.len) {
		curl_easy_setopt(h, CURLOPT_POST, 1L);
		curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)c->body.len);
		curl_easy_setopt(h, CURLOPT_POSTFIELDS, c->body.len ? c->body.ptr : "");
	}
}

static bool perform(CURL *h, struct arena *a, struct state *s, const char *why, struct client_answer *out, struct err *err)
{
	struct str shown = s->call->url;
	ptrdiff_t query = str_find(shown, S("?"));
	shown = query < 0 ? shown : str_slice(shown, 0, (size_t)query);
	CURLcode code = curl_easy_perform(h);
	if (s->refused && code != CURLE_OK)
		return err_fail(err, E_DENIED, "%.*s is on a private network, which may not be called here", STR(shown));
	if (s->too_much || code == CURLE_FILESIZE_EXCEEDED)
		return err_fail(err, E_BUSY, "%.*s answered more than %zu bytes", STR(shown), s->body.max_bytes);
	if (code != CURLE_OK)
		return err_fail(err, E_BUSY, "%.*s gave no answer: %s", STR(shown), *why ? why : curl_easy_strerror(code));
	long status = 0;
	const char *type = NULL;
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(h, CURLINFO_CONTENT_TYPE, &type);
	*out = (struct client_answer){ .status = (int)status, .content_type = arena_str(a, str_c(type)), .body = buf_str(&s->body) };
	return true;
}

bool client_call(struct arena *a, const struct client_call *call, struct client_answer *out, struct err *err)
{
	struct state s = { .call = call, .body = buf_make(a, call->max_bytes ? call->max_bytes : DEFAULT_BYTES) };
	char why[CURL_ERROR_SIZE] = "";
	if (!check_address(a, &s, err))
		return false;
	if (!one_line(call->content_type) || !one_line(call->accept) || !one_line(call->authorization))
		return err_fail(err, E_INVALID, "a header of a call holds a control character");
	CURL *h = curl_easy_init();
	struct curl_slist *list = h ? headers(a, call) : NULL;
	bool good = false;
	if (list) {
		set_up(h, a, &s, list, why);
		good = perform(h, a, &s, why, out, err);
	} else {
		err_fail(err, E_BUSY, "not enough memory for a call: try again in a moment");
	}
	curl_slist_free_all(list);
	curl_easy_cleanup(h);
	return good;
}
