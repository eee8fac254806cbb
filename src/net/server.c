/* SPDX-License-Identifier: Apache-2.0
 *
 * The adaptor over libmicrohttpd, and the only file that knows it. Turns the library's re-entrant callback into one call of the handler after
 * the request was read whole. Must never hand on a body beyond its limit, nor keep a byte of one request for the next.
 * Ownership: a `struct exchange` lives from the request line to the end of the answer and goes back to a small pool.
 */
#include "net/server.h"
#include "base/log.h"
#include "net/form.h"
#include "net/gzip.h"
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	WORKERS_MAX = 64,
	POOL_MAX = 64,
	POOLED_ARENA_BYTES = 256 << 10, /* a larger arena is given back, so that one large page does not stay in memory */
	CONNECTION_BYTES = 16 << 10, /* request line and header together */
	GZIP_FROM_BYTES = 1 << 10,
	GZIP_ONCE = 3, GZIP_OFTEN = 6, /* levels for what is sent once, and many times */
	RESPONSE_BYTES_MAX = 64 << 20,
	BODY_SECONDS_MAX = 300, /* for the whole of a request's body */
	DISCARD_BYTES_MAX = 1 << 20, /* of a chunked body over its limit: read and dropped so that the refusal still arrives */
	STOP_SECONDS_MAX = 5,
	TARGET_INLINE = 256,
};

#define CONTENT_POLICY "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

struct exchange { /* one request and its answer */
	struct server *server;
	struct exchange *next;
	struct arena arena;
	char target_inline[TARGET_INLINE];
	char *body; /* malloc'ed: may be large; grows as its bytes arrive */
	size_t body_len, body_cap, body_max;
	time_t begun_s;
	bool begun, answered;
	unsigned refused; /* the status for a body that is too much, or 0 */
	struct request req;
	struct response res;
};

struct worker {
	_Atomic(pthread_t) thread; /* 0 = slot free */
	struct gzip *gzip;
};

struct server {
	struct MHD_Daemon *daemon;
	struct server_options opts;
	char address[80];
	struct worker workers[WORKERS_MAX];
	atomic_size_t bodies_bytes; /* of opts.bodies_bytes_max */
	atomic_uint running; /* exchanges between the call of the handler and the end of the answer */
	pthread_mutex_t pool_lock;
	struct exchange *pool;
	unsigned pooled;
};

struct server_shared {
	atomic_uint references;
	unsigned status;
	struct MHD_Response *plain, *gzip, *unchanged; /* gzip and unchanged may be NULL */
	char etag[128];
};

/* ---- exchanges ---- */
static struct exchange *pool_take(struct server *s)
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
	struct exchange *x = pool_take(s);
	if (!x && !(x = calloc(1, sizeof *x)))
		return NULL;
	x->server = s;
	x->body = NULL;
	x->body_len = x->body_cap = x->body_max = x->refused = 0;
	x->begun = x->answered = false;
	struct request *r = &x->req;
	/* The pairs are left as they are behind their counts: clearing 6 kB for each request would be most of the work of a cached page. */
	r->params.n = r->query.n = r->form.n = r->n_files = 0;
	r->body = r->session = r->accept_language = r->if_none_match = r->host = r->origin = r->content_type = r->language = r->lang =
	        S("");
	r->accepts_gzip = false;
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
static void *on_request_line(void *cls, const char *target, struct MHD_Connection *connection)
{
	(void)connection;
	struct exchange *x = exchange_new(cls);
	if (!x)
		return NULL;
	struct str t = str_c(target);
	if (t.len < TARGET_INLINE)
		x->req.target = (struct str){ memcpy(x->target_inline, t.ptr, t.len), t.len };
	else
		x->req.target = arena_str(&x->arena, t);
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **con_cls, enum MHD_RequestTerminationCode why)
{
	(void)cls, (void)connection, (void)why;
	if (*con_cls)
		exchange_end(*con_cls);
	*con_cls = NULL;
}

/* The workers are threads of the library: each is given a number when it is first seen. */
static unsigned worker_number(struct server *s)
{
	pthread_t self = pthread_self();
	for (unsigned i = 0; i < s->opts.workers; i++) {
		pthread_t seen = atomic_load_explicit(&s->workers[i].thread, memory_order_relaxed), nobody = 0;
		if (seen == self || (seen == 0 && atomic_compare_exchange_strong(&s->workers[i].thread, &nobody, self)))
			return i;
	}
	assert(false && "more threads than workers");
	return 0;
}

/* ---- answers ---- */
static bool compressible(struct str type)
{
	return str_starts(type, S("text/")) || str_starts(type, S("application/json")) || str_starts(type, S("image/svg")) ||
	       str_starts(type, S("application/xml")) || str_starts(type, S("application/stix")) ||
	       str_starts(type, S("application/javascript"));
}

/* Adds a header whose value comes from a handler; control characters would split the answer, so such a value is left out. */
static void add_header(struct MHD_Response *m, const char *name, struct str value)
{
	char z[2048];
	if (value.len == 0)
		return;
	bool good = value.len < sizeof z;
	for (size_t i = 0; i < value.len && good; i++)
		good = (unsigned char)value.ptr[i] >= ' ' && value.ptr[i] != 0x7f;
	if (!good) {
		log_line(LOG_WARN, "http: header %s left out: too long, or with control characters", name);
		return;
	}
	memcpy(z, value.ptr, value.len);
	z[value.len] = 0;
	MHD_add_response_header(m, name, z);
}

static void add_headers(struct MHD_Response *m, const struct response *res, bool gzip)
{
	MHD_add_response_header(m, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(m, "Referrer-Policy", "same-origin");
	MHD_add_response_header(m, "Content-Security-Policy", CONTENT_POLICY);
	/* An answer with an etag may be kept by the viewer's own browser and asked for again; one without is not kept at all. */
	MHD_add_response_header(m, "Cache-Control",
	        res->cacheable  ? "public, max-age=31536000, immutable"
	        : res->etag.len ? "private, no-cache"
	                        : "no-store");
	add_header(m, "Content-Type", res->content_type.len ? res->content_type : S("text/html; charset=utf-8"));
	add_header(m, "ETag", res->etag);
	add_header(m, "Location", res->location);
	add_header(m, "Set-Cookie", res->set_cookie);
	add_header(m, "Set-Cookie", res->set_device);
	if (gzip)
		MHD_add_response_header(m, "Content-Encoding", "gzip");
	if (compressible(res->content_type.len ? res->content_type : S("text/html")))
		MHD_add_response_header(m, "Vary", "Accept-Encoding");
}

static struct MHD_Response *response_of(const struct response *res, struct str bytes, bool gzip, enum MHD_ResponseMemoryMode mode)
{
	struct MHD_Response *m = MHD_create_response_from_buffer(bytes.len, (void *)(uintptr_t)bytes.ptr, mode);
	if (m)
		add_headers(m, res, gzip);
	return m;
}

static enum MHD_Result queue(struct MHD_Connection *connection, unsigned status, struct MHD_Response *m)
{
	enum MHD_Result done = m ? MHD_queue_response(connection, status, m) : MHD_NO;
	if (m)
		MHD_destroy_response(m);
	return done;
}

static enum MHD_Result send_shared(struct exchange *x, struct MHD_Connection *connection)
{
	struct server_shared *p = x->res.shared;
	struct MHD_Response *m = x->req.accepts_gzip && p->gzip ? p->gzip : p->plain;
	unsigned status = p->status;
	if (p->unchanged && x->req.if_none_match.len && form_etag_matches(x->req.if_none_match, str_c(p->etag))) {
		m = p->unchanged;
		status = MHD_HTTP_NOT_MODIFIED;
	}
	enum MHD_Result done = MHD_queue_response(connection, status, m);
	server_shared_drop(p);
	return done;
}

static enum MHD_Result send_response(struct exchange *x, struct MHD_Connection *connection, unsigned worker)
{
	struct response *res = &x->res;
	if (res->shared)
		return send_shared(x, connection);
	struct str bytes = buf_str(&res->body);
	unsigned status = res->status ? (unsigned)res->status : res->location.len ? MHD_HTTP_SEE_OTHER : MHD_HTTP_OK;
	bool readable = x->req.method == HTTP_GET || x->req.method == HTTP_HEAD, gzip = false;
	if (status == MHD_HTTP_OK && readable && form_etag_matches(x->req.if_none_match, res->etag)) {
		status = MHD_HTTP_NOT_MODIFIED;
		bytes = S("");
	}
	if (res->body.arena != &x->arena)
		bytes = arena_str(&x->arena, bytes);
	if (bytes.len >= GZIP_FROM_BYTES && x->req.accepts_gzip &&
	        compressible(res->content_type.len ? res->content_type : S("text/html"))) {
		struct gzip **state = &x->server->workers[worker].gzip;
		if (!*state)
			*state = gzip_open(GZIP_ONCE);
		struct str small = gzip_whole(*state, &x->arena, bytes);
		gzip = small.ptr != NULL;
		bytes = gzip ? small : bytes;
	}
	return queue(connection, status, response_of(res, bytes, gzip, MHD_RESPMEM_PERSISTENT));
}

/* One clear line, and no more of this request is read. */
static enum MHD_Result refuse(struct exchange *x, struct MHD_Connection *connection, unsigned status, const char *text)
{
	struct response res = { .content_type = S("text/plain; charset=utf-8") };
	struct str line = arena_printf(&x->arena, "%s\n", text);
	return queue(connection, status, response_of(&res, line, false, MHD_RESPMEM_PERSISTENT));
}

/* ---- requests ---- */
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
		{ S("Accept-Language"), &r->accept_language }, { S("If-None-Match"), &r->if_none_match },
		{ S("User-Agent"), &r->user_agent } };
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (str_eq_fold(n, fields[i].name))
			*fields[i].field = v;
	if (str_eq_fold(n, S("Accept-Encoding")))
		r->accepts_gzip |= form_accepts_gzip(v);
	else if (str_eq_fold(n, S("Cookie"))) {
		struct str session = form_cookie(v, S(SERVER_SESSION_COOKIE)), language = form_cookie(v, S(SERVER_LANGUAGE_COOKIE));
		r->session = session.len ? session : r->session;
		r->language = language.len ? language : r->language;
		struct str device = form_cookie(v, S(SERVER_DEVICE_COOKIE));
		r->device = device.len ? device : r->device;
	}
	return MHD_YES;
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

/* The other end's address in the request's memory; empty when it is not known. */
static struct str peer_of(struct exchange *x, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	char text[INET6_ADDRSTRLEN];
	const void *bytes = !address                         ? NULL
	                    : address->sa_family == AF_INET  ? (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr
	                    : address->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr
	                                                     : NULL;
	return bytes && inet_ntop(address->sa_family, bytes, text, sizeof text) ? arena_str(&x->arena, str_c(text)) : S("");
}

static const char too_many_uploads[] = "too many uploads at the same time; try again in a minute";

/* First call: the header is there, the body is not. */
static enum MHD_Result begin(struct exchange *x, struct MHD_Connection *connection, const char *method)
{
	struct server *s = x->server;
	struct request *r = &x->req;
	struct str m = str_c(method), target = r->target, path = str_cut(&target, '?');
	struct err err = {};
	x->begun = true;
	x->begun_s = time(NULL);
	r->method = str_eq(m, S("GET")) ? HTTP_GET : str_eq(m, S("POST")) ? HTTP_POST : str_eq(m, S("HEAD")) ? HTTP_HEAD : HTTP_OTHER;
	MHD_get_connection_values(connection, MHD_HEADER_KIND, on_header, x);
	r->peer = peer_of(x, connection);
	const char *declared = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length"),
		   *encoding = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Transfer-Encoding"),
		   *site = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Sec-Fetch-Site");
	if (site && str_eq_fold(str_c(site), S("cross-site")) && !r->origin.len)
		r->origin = S("null"); /* as a browser names an origin that it does not tell: some other site */
	if (!path.len || path.ptr[0] != '/')
		return refuse(x, connection, MHD_HTTP_BAD_REQUEST, "the address of a request must start with /");
	if (!form_decode(&x->arena, path, false, &r->path, &err) || (target.len && !form_read_pairs(&x->arena, target, &r->query, &err)))
		return refuse(x, connection, MHD_HTTP_BAD_REQUEST, err.text);
	if (!declared && !encoding)
		return MHD_YES;
	int64_t length = 0;
	if (declared && (!str_int(str_c(declared), &length) || length < 0))
		return refuse(x, connection, MHD_HTTP_BAD_REQUEST, "Content-Length is no number");
	x->body_max = s->opts.body_limit ? s->opts.body_limit(s->opts.app, worker_number(s), r) : SERVER_BODY_BYTES;
	if ((uint64_t)length > x->body_max)
		return refuse(x, connection, MHD_HTTP_CONTENT_TOO_LARGE,
		        arena_printf(&x->arena, "the body has %lld bytes; at most %zu are taken here", (long long)length, x->body_max).ptr);
	/* Only a look: room is taken as bytes arrive, so that whoever declares many and sends none keeps nobody out. */
	size_t wanted = shared_room((size_t)length);
	if (wanted && atomic_load(&s->bodies_bytes) + wanted > s->opts.bodies_bytes_max)
		return refuse(x, connection, MHD_HTTP_SERVICE_UNAVAILABLE, too_many_uploads);
	if (!encoding)
		x->body_max = (size_t)length; /* no more will come: no more room is needed */
	return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *x, const char *bytes, size_t *n)
{
	size_t len = x->body_len + *n;
	if (time(NULL) - x->begun_s > BODY_SECONDS_MAX)
		return MHD_NO;
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

static enum MHD_Result answer(struct exchange *x, struct MHD_Connection *connection)
{
	struct server *s = x->server;
	struct err err = {};
	if (x->refused)
		return refuse(x, connection, x->refused, x->refused == MHD_HTTP_SERVICE_UNAVAILABLE ? too_many_uploads
			: arena_printf(&x->arena, "the body has more than %zu bytes", x->body_max).ptr);
	if (x->body_len && !form_read(&x->arena, (struct str){ x->body, x->body_len }, &x->req, &err))
		return refuse(x, connection, MHD_HTTP_BAD_REQUEST, err.text);
	unsigned worker = worker_number(s);
	x->answered = true;
	atomic_fetch_add(&s->running, 1);
	x->res = (struct response){ .body = buf_make(&x->arena, RESPONSE_BYTES_MAX) };
	bool good = s->opts.handle(s->opts.app, worker, &x->req, &x->res);
	if (!good || x->res.body.overflow) {
		server_shared_drop(x->res.shared);
		if (good || !x->res.body.len)
			return refuse(x, connection, MHD_HTTP_INTERNAL_SERVER_ERROR,
			        good ? "the page is too large" : "this page failed; the log says why");
		x->res.shared = NULL;
		x->res.status = x->res.status ? x->res.status : MHD_HTTP_INTERNAL_SERVER_ERROR;
	}
	return send_response(x, connection, worker);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
        const char *upload_data, size_t *upload_data_size, void **con_cls)
{
	(void)cls, (void)url, (void)version;
	struct exchange *x = *con_cls;
	if (!x)
		return MHD_NO;
	if (!x->begun)
		return begin(x, connection, method);
	if (*upload_data_size)
		return take_body(x, upload_data, upload_data_size);
	return answer(x, connection);
}

/* Addresses are decoded by form.c, which knows what an encoded slash is. */
static size_t leave_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls, (void)connection;
	return strlen(text);
}

/* ---- start and stop ---- */
static int listen_on(const char *listen_text, char address[80], struct err *err)
{
	struct str text = str_c(listen_text);
	ptrdiff_t colon = -1;
	for (size_t i = 0; i < text.len; i++)
		colon = text.ptr[i] == ':' ? (ptrdiff_t)i : colon;
	char host[64], port[8];
	bool six = text.len && text.ptr[0] == '[';
	struct str h = str_slice(text, six, colon < 0 ? 0 : (size_t)colon - six),
	           p = colon < 0 ? text : str_slice(text, (size_t)colon + 1, text.len);
	int64_t number;
	if (h.len >= sizeof host || !str_int(p, &number) || number < 0 || number > 65535 ||
	        (six ? colon < 1 || text.ptr[colon - 1] != ']' : str_find(h, S(":")) >= 0)) {
		err_fail(err, E_INVALID, "\"%s\" is no address to listen on: write ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080",
		        listen_text);
		return -1;
	}
	snprintf(host, sizeof host, "%.*s", STR(h.len ? h : S("127.0.0.1")));
	snprintf(port, sizeof port, "%d", (int)number);
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *found = NULL;
	int why = getaddrinfo(host, port, &hints, &found);
	if (why) {
		err_fail(err, E_INVALID, "cannot listen on %s: %s", listen_text, gai_strerror(why));
		return -1;
	}
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, 511)) {
		err_fail(err, errno == EADDRINUSE ? E_BUSY : E_BROKEN, "cannot listen on %s: %s", listen_text, strerror(errno));
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(found);
	struct sockaddr_storage bound = {};
	socklen_t len = sizeof bound;
	if (fd >= 0 && getsockname(fd, (struct sockaddr *)&bound, &len) == 0 &&
		getnameinfo((struct sockaddr *)&bound, len, NULL, 0, port, sizeof port, NI_NUMERICSERV) == 0)
		snprintf(address, 80, six ? "http://[%s]:%s" : "http://%s:%s", host, port);
	return fd;
}

struct server *server_start(const struct server_options *opts, struct err *err)
{
	struct server *s = calloc(1, sizeof *s);
	if (!s) {
		err_fail(err, E_BROKEN, "no memory for the server");
		return NULL;
	}
	s->opts = *opts;
	s->opts.workers = opts->workers == 0 ? 2 : opts->workers > WORKERS_MAX ? WORKERS_MAX : opts->workers;
	s->opts.bodies_bytes_max = opts->bodies_bytes_max ? opts->bodies_bytes_max : 256u << 20;
	pthread_mutex_init(&s->pool_lock, NULL);
	int fd = listen_on(opts->listen ? opts->listen : "127.0.0.1:8080", s->address, err);
	/* A pool of one is no pool to the library. */
	unsigned pool = s->opts.workers > 1 ? s->opts.workers : 0;
	if (fd >= 0)
		s->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, 0, NULL, NULL, on_request, s, /* then options */
		        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, pool, MHD_OPTION_URI_LOG_CALLBACK, on_request_line, s,
		        MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,
		        MHD_OPTION_CONNECTION_LIMIT, opts->connections_max ? opts->connections_max : 1000u, MHD_OPTION_CONNECTION_TIMEOUT,
		        opts->idle_s ? opts->idle_s : 30u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
		        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
	if (s->daemon)
		return s;
	if (fd >= 0) {
		err_fail(err, E_BROKEN, "the HTTP server does not start: %s", strerror(errno));
		close(fd);
	}
	server_stop(s);
	return NULL;
}

void server_rest(struct server *s)
{
	for (struct exchange *x; (x = pool_take(s)) != NULL;) {
		arena_end(&x->arena);
		free(x);
	}
}

void server_stop(struct server *s)
{
	if (!s)
		return;
	if (s->daemon) {
		MHD_socket fd = MHD_quiesce_daemon(s->daemon);
		for (int waits = 0; atomic_load(&s->running) && waits < STOP_SECONDS_MAX * 100; waits++)
			nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
		MHD_stop_daemon(s->daemon);
		if (fd != MHD_INVALID_SOCKET)
			close(fd);
	}
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		gzip_close(s->workers[i].gzip);
	server_rest(s);
	pthread_mutex_destroy(&s->pool_lock);
	free(s);
}

struct str server_address(const struct server *s)
{
	return str_c(s->address);
}

/* ---- prepared answers ---- */
struct server_shared *server_shared_make(const struct response *res)
{
	assert(!res->location.len && !res->set_cookie.len && !res->set_device.len && !res->shared);
	struct server_shared *p = calloc(1, sizeof *p);
	if (!p)
		return NULL;
	struct str bytes = buf_str(&res->body);
	atomic_init(&p->references, 1);
	p->status = res->status ? (unsigned)res->status : MHD_HTTP_OK;
	p->plain = response_of(res, bytes, false, MHD_RESPMEM_MUST_COPY); /* a copy may still be on its way when p has gone */
	if (bytes.len >= GZIP_FROM_BYTES && compressible(res->content_type.len ? res->content_type : S("text/html"))) {
		struct arena a = {};
		struct gzip *g = gzip_open(GZIP_OFTEN);
		struct str small = gzip_whole(g, &a, bytes);
		if (small.ptr)
			p->gzip = response_of(res, small, true, MHD_RESPMEM_MUST_COPY);
		gzip_close(g);
		arena_end(&a);
	}
	if (res->etag.len && res->etag.len < sizeof p->etag && p->status == MHD_HTTP_OK) {
		memcpy(p->etag, res->etag.ptr, res->etag.len);
		p->unchanged = response_of(res, S(""), false, MHD_RESPMEM_MUST_COPY);
	}
	if (p->plain)
		return p;
	server_shared_drop(p);
	return NULL;
}

struct server_shared *server_shared_hold(struct server_shared *p)
{
	if (p)
		atomic_fetch_add_explicit(&p->references, 1, memory_order_relaxed);
	return p;
}

void server_shared_drop(struct server_shared *p)
{
	if (!p || atomic_fetch_sub_explicit(&p->references, 1, memory_order_acq_rel) != 1)
		return;
	struct MHD_Response *all[] = { p->plain, p->gzip, p->unchanged };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i])
			MHD_destroy_response(all[i]);
	free(p);
}
