/* SPDX-License-Identifier: Apache-2.0
 *
 * One exchange: from the request line over header and body to the call of the handler. Must never hand on a body beyond its limit, nor keep a byte of one
 * request for the next. Ownership: an exchange lives from the request line to the end of the answer and goes back to a small pool.
 */
#include "base/log.h"
#include "net/form.h"
#include "net/server_inside.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum {
	POOL_MAX = 64,
	POOLED_ARENA_BYTES = 256 << 10, /* a larger arena is given back, so that one large page does not stay in memory */
	RESPONSE_BYTES_MAX = 64 << 20,
	DISCARD_BYTES_MAX = 1 << 20, /* of a chunked body over its limit: read and dropped so that the refusal still arrives */
};

struct exchange *exchange_pooled(struct server *s)
{
	pthread_mutex_lock(&s->pool_lock);
	struct exchange *x = s->pool;
	s->pool = x ? x->next : NULL;
	s->pooled -= x != NULL;
	pthread_mutex_unlock(&s->pool_lock);
	return x;
}

static struct exchange *exchange_new(struct server *s)
{
	struct exchange *x = exchange_pooled(s);
	if (!x && !(x = calloc(1, sizeof *x)))
		return NULL;
	x->server = s;
	x->body = NULL;
	x->body_len = x->body_cap = x->body_max = x->refused = 0;
	x->begun = x->answered = x->suspended = x->ready = x->good = x->ambiguous = false;
	x->hosts = x->framings = 0;
	x->link = NULL;
	x->why = NULL;
	x->res = (struct response){};
	struct request *r = &x->req;
	/* The pairs are left as they are behind their counts: clearing 6 kB for each request would be most of the work of a cached page. */
	r->params.n = r->query.n = r->form.n = r->n_files = 0;
	r->body = r->session = r->accept_language = r->if_none_match = r->host = r->origin = r->fetch_site = r->content_type = r->language = r->lang = r->device = r->flow =
	        r->bearer = r->certificate = r->certificate_der = r->user_agent = r->peer = S("");
	r->accepts_gzip = r->secure = false;
	return x;
}

/* How much of a body's room comes from the common allowance: the first bytes are the connection's own, as bounded as connections are. */
static size_t shared_room(size_t n)
{
	return n > SERVER_BODY_BYTES ? n - SERVER_BODY_BYTES : 0;
}

static void give_room_back(struct exchange *x)
{
	free(x->body);
	atomic_fetch_sub(&x->server->bodies_bytes, shared_room(x->body_cap));
	x->body = NULL;
	x->body_cap = 0;
}

static void exchange_end(struct exchange *x)
{
	struct server *s = x->server;
	bool answered = x->answered;
	give_room_back(x);
	if (x->arena.used_bytes > POOLED_ARENA_BYTES)
		arena_end(&x->arena);
	else
		arena_reset(&x->arena);
	pthread_mutex_lock(&s->pool_lock);
	bool keep = s->pooled < POOL_MAX;
	if (keep) {
		x->next = s->pool;
		s->pool = x;
		s->pooled++;
	}
	pthread_mutex_unlock(&s->pool_lock);
	if (!keep) {
		arena_end(&x->arena);
		free(x);
	}
	if (answered)
		atomic_fetch_sub(&s->running, 1);
}

/* Called by the library with the request line; what it gives back is the exchange of the calls that follow. */
void *exchange_on_line(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct exchange *x = exchange_new(cls);
	if (!x)
		return NULL;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	x->link = info ? info->socket_context : NULL;
	x->connection = connection;
	struct str t = str_c(target);
	if (t.len < TARGET_INLINE)
		x->req.target = (struct str){ memcpy(x->target_inline, t.ptr, t.len), t.len };
	else
		x->req.target = arena_str(&x->arena, t);
	return x;
}

void exchange_on_completed(void *cls, struct MHD_Connection *connection, void **con_cls, enum MHD_RequestTerminationCode why)
{
	(void)cls, (void)connection, (void)why;
	struct exchange *x = *con_cls;
	if (x) {
		if (x->link)
			atomic_store(&x->link->known_bytes, UINT64_MAX);
		link_phase(x->link, PHASE_WAITING);
		exchange_end(x);
	}
	*con_cls = NULL;
}

/* ---- requests ---- */
/* What a proxy in front adds comes last: what the client wrote itself stands before it. */
static struct str last_of(struct str list)
{
	struct str last = S("");
	while (list.len)
		last = str_cut(&list, ',');
	return str_trim(last);
}

static void take_forwarded(struct exchange *x, struct str n, struct str v)
{
	struct request *r = &x->req;
	if (str_eq_fold(n, S("X-Forwarded-Proto")))
		r->secure = str_eq_fold(last_of(v), S("https"));
	else if (str_eq_fold(n, S("X-Forwarded-For")))
		r->peer = str_slice(last_of(v), 0, PEER_BYTES);
}

/* The last of two wins; a name of plain HTTP counts for nothing over TLS, where another host of the domain might have set it. */
static void take_cookies(struct request *r, struct str v)
{
	struct {
		const char *name, *secure_name;
		struct str *into;
	} cookies[] = { { SERVER_SESSION_COOKIE, "__Host-" SERVER_SESSION_COOKIE, &r->session }, { SERVER_DEVICE_COOKIE, "__Host-" SERVER_DEVICE_COOKIE, &r->device },
		{ SERVER_FLOW_COOKIE, "__Host-" SERVER_FLOW_COOKIE, &r->flow },
		{ SERVER_LANGUAGE_COOKIE, SERVER_LANGUAGE_COOKIE, &r->language } };
	for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++) {
		struct str value = form_cookie(v, str_c(r->secure ? cookies[i].secure_name : cookies[i].name));
		*cookies[i].into = value.len ? value : *cookies[i].into;
	}
}

/* What tells where a body ends must be said once and one way: a proxy in front may read it another way, and take the rest for a request of somebody else
 * (RFC 9112, 6.3 and 11.2). The library adds a folded line to the field's name: such names are refused too. */
static void take_framing(struct exchange *x, struct str n, struct str v)
{
	struct str length = S("Content-Length"), encoding = S("Transfer-Encoding");
	for (size_t i = 0; i < n.len; i++)
		x->ambiguous |= n.ptr[i] <= ' ' || strchr("\"(),/:;<=>?@[\\]{}\x7f", n.ptr[i]) != NULL; /* no token (RFC 9110, 5.6.2) */
	if (str_eq_fold(n, S("Host")))
		x->ambiguous |= x->hosts++ > 0;
	else if (str_eq_fold(str_slice(n, 0, length.len), length))
		x->ambiguous |= x->framings++ > 0 || n.len > length.len;
	else if (str_eq_fold(str_slice(n, 0, encoding.len), encoding))
		x->ambiguous |= x->framings++ > 0 || n.len > encoding.len || !str_eq_fold(v, S("chunked"));
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	struct exchange *x = cls;
	struct request *r = &x->req;
	struct str n = str_c(name), v = str_c(value);
	struct {
		struct str name;
		struct str *field;
	} fields[] = { { S("Host"), &r->host }, { S("Origin"), &r->origin }, { S("Content-Type"), &r->content_type },
		{ S("Accept-Language"), &r->accept_language }, { S("If-None-Match"), &r->if_none_match }, { S("User-Agent"), &r->user_agent } };
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_eq_fold(n, fields[i].name))
			*fields[i].field = v;
	take_framing(x, n, v);
	if (str_eq_fold(n, S("Accept-Encoding")))
		r->accepts_gzip |= form_accepts_gzip(v);
	else if (str_eq_fold(n, S("Sec-Fetch-Site"))) /* of two, the one that says less */
		r->fetch_site = !r->fetch_site.len || str_eq_fold(r->fetch_site, S("same-origin")) ? v : r->fetch_site;
	else if (str_eq_fold(n, S("Authorization")) && v.len > 7 && str_eq_fold(str_slice(v, 0, 7), S("Bearer ")))
		r->bearer = str_trim(str_slice(v, 7, v.len));
	else if (x->server->opts.behind_proxy)
		take_forwarded(x, n, v);
	return MHD_YES;
}

static enum MHD_Result on_cookie_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	if (str_eq_fold(str_c(name), S("Cookie")))
		take_cookies(cls, str_c(value));
	return MHD_YES;
}

static void take_peer(struct exchange *x, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *at = info ? info->client_addr : NULL;
	const void *bytes = !at ? NULL : at->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)(const void *)at)->sin6_addr
		: (const void *)&((const struct sockaddr_in *)(const void *)at)->sin_addr;
	if (bytes && inet_ntop(at->sa_family, bytes, x->peer, sizeof x->peer))
		x->req.peer = str_c(x->peer);
}

/* The certificate of a client is looked at once for each connection. */
static void take_certificate(struct exchange *x, struct MHD_Connection *connection)
{
	struct link *l = x->link;
	if (!l->asked_certificate) {
		const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
		l->certificate = info ? tls_peer_read(x->server->opts.tls, info->tls_session) : NULL;
		l->asked_certificate = true;
	}
	if (l->certificate) {
		x->req.certificate = tls_peer_fingerprint(l->certificate);
		x->req.certificate_der = tls_peer_der(l->certificate);
	}
}

static void take_head(struct exchange *x, struct MHD_Connection *connection)
{
	struct request *r = &x->req;
	r->secure = x->server->opts.tls != NULL;
	take_peer(x, connection);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, on_header, x);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, on_cookie_header, r); /* which cookie counts is known only now */
	if (x->server->opts.tls)
		take_certificate(x, connection);
}

/* Makes room for a body of n bytes. */
static bool take_room(struct exchange *x, size_t n)
{
	struct server *s = x->server;
	if (n <= x->body_cap)
		return true;
	size_t more = shared_room(n) - shared_room(x->body_cap);
	bool fits = more == 0 || atomic_fetch_add(&s->bodies_bytes, more) + more <= s->opts.bodies_bytes_max;
	char *p = fits ? realloc(x->body, n) : NULL;
	if (!p) {
		atomic_fetch_sub(&s->bodies_bytes, more);
		return false;
	}
	x->body = p;
	x->body_cap = n;
	return true;
}

const char too_many_uploads[] = "too many uploads at the same time; try again in a minute";

/* First call: the header is there, the body is not. */
enum MHD_Result exchange_begin(struct exchange *x, struct MHD_Connection *connection, const char *method)
{
	struct server *s = x->server;
	struct request *r = &x->req;
	struct str m = str_c(method), target = r->target, path = str_cut(&target, '?');
	struct err err = {};
	x->begun = true;
	x->begun_ms = clock_ms();
	r->method = str_eq(m, S("GET")) ? HTTP_GET : str_eq(m, S("POST")) ? HTTP_POST : str_eq(m, S("HEAD")) ? HTTP_HEAD : HTTP_OTHER;
	if (!x->link)
		return MHD_NO;
	take_head(x, connection);
	if (x->ambiguous)
		return answer_refuse(x, connection, MHD_HTTP_BAD_REQUEST, "the header says twice, or in no clear way, where this request is for or where it ends");
	const char *declared = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length"),
		   *encoding = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding");
	if (!path.len || path.ptr[0] != '/')
		return answer_refuse(x, connection, MHD_HTTP_BAD_REQUEST, "the address of a request must start with /");
	if (!form_decode(&x->arena, path, false, &r->path, &err) || (target.len && !form_read_pairs(&x->arena, target, &r->query, &err)))
		return answer_refuse(x, connection, MHD_HTTP_BAD_REQUEST, err.text);
	if (!declared && !encoding)
		return MHD_YES;
	atomic_store(&x->link->body_bytes, 0);
	link_phase(x->link, PHASE_BODY);
	int64_t length = 0;
	if (declared && (!str_int(str_c(declared), &length) || length < 0))
		return answer_refuse(x, connection, MHD_HTTP_BAD_REQUEST, "Content-Length is no number");
	x->body_max = s->opts.body_limit ? s->opts.body_limit(s->opts.app, server_worker(s), r) : SERVER_BODY_BYTES;
	if ((uint64_t)length > x->body_max)
		return answer_refuse(x, connection, MHD_HTTP_CONTENT_TOO_LARGE,
		        arena_printf(&x->arena, "the body has %lld bytes; at most %zu are taken here", (long long)length, x->body_max).ptr);
	/* Only a look: room is taken as bytes arrive, so that whoever declares many and sends none keeps nobody out. */
	size_t wanted = shared_room((size_t)length);
	if (wanted && atomic_load(&s->bodies_bytes) + wanted > s->opts.bodies_bytes_max)
		return answer_refuse(x, connection, MHD_HTTP_SERVICE_UNAVAILABLE, too_many_uploads);
	if (!encoding)
		x->body_max = (size_t)length; /* no more will come: no more room is needed */
	return MHD_YES;
}

enum MHD_Result exchange_take_body(struct exchange *x, const char *bytes, size_t *n)
{
	size_t len = x->body_len + *n;
	atomic_fetch_add_explicit(&x->link->body_bytes, *n, memory_order_relaxed);
	/* The double, so that a long body is not copied often; when that is too much, no more than needed. */
	size_t wanted = len <= x->body_cap ? x->body_cap : len < x->body_max / 2 ? len * 2 : x->body_max;
	if (len > x->body_max) {
		x->refused = MHD_HTTP_CONTENT_TOO_LARGE; /* only of a chunked body: a known length was refused before */
	} else if (!x->refused && !take_room(x, wanted) && !take_room(x, len)) {
		x->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		give_room_back(x);
	}
	if (x->refused) { /* the rest is read and dropped, so that the refusal arrives */
		x->body_len = len;
		if (len > x->body_max + DISCARD_BYTES_MAX)
			return MHD_NO;
	} else {
		memcpy(x->body + x->body_len, bytes, *n);
		x->body_len = len;
	}
	*n = 0;
	return MHD_YES;
}

void exchange_run(struct exchange *x, unsigned worker)
{
	struct server *s = x->server;
	struct err err = {};
	if (x->body_len && !form_read(&x->arena, (struct str){ x->body, x->body_len }, &x->req, &err)) {
		x->refused = MHD_HTTP_BAD_REQUEST;
		x->why = arena_str(&x->arena, str_c(err.text)).ptr;
		return;
	}
	x->res = (struct response){ .body = buf_make(&x->arena, RESPONSE_BYTES_MAX) };
	x->good = s->opts.handle(s->opts.app, worker, &x->req, &x->res);
	if (x->good && !x->res.body.overflow)
		return;
	server_shared_drop(x->res.shared);
	x->res.shared = NULL;
	if (x->good || !x->res.body.len) {
		x->refused = MHD_HTTP_INTERNAL_SERVER_ERROR;
		x->why = x->good ? "the page is too large" : "this page failed; the log says why";
	} else if (!x->res.status) {
		x->res.status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	}
}
