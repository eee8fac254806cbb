/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTTP server: an adaptor over libmicrohttpd (epoll, a pool of worker threads). It reads a request whole and bounded, calls one
 * handler once, and sends what the handler filled in. Pages are made by few workers; work that takes long has threads of its own; an answer may be held
 * back until what it tells is on record. HTTP/2 belongs to a proxy in front.
 */
#pragma once
#include "base/err.h"
#include "net/http.h"

struct server;

enum { SERVER_BODY_BYTES = 64 << 10, SERVER_UPLOAD_BYTES = 64 << 20 }; /* usual limits of a request's body */
#define SERVER_SESSION_COOKIE "mainstay" /* over TLS __Host-mainstay: see http_cookie */
#define SERVER_LANGUAGE_COOKIE "language"
#define SERVER_DEVICE_COOKIE "device"
#define SERVER_FLOW_COOKIE "flow"

/* How long a request may take to answer: SLOW and LONG run in threads of their own, LONG never in the last free one. */
enum server_pace { SERVER_QUICK, SERVER_SLOW, SERVER_LONG };

/* A socket that listens, before anything is served: for what must be bound before privileges are given up. */
struct server_listener {
	int fd; /* -1 = none */
	bool loopback; /* only programs of this machine can reach it */
	char at[80]; /* "127.0.0.1:8443", with the port really taken */
};
/* Binds "ADDRESS:PORT": "[::1]:8443", ":8443" (loopback), "0.0.0.0:443"; port 0 = any free one. E_INVALID for a bad address, E_BUSY when it is taken. */
bool server_listen(const char *listen, struct server_listener *out, struct err *err);

struct tls; /* net/tls.h */
struct server_options {
	const struct server_listener *listener; /* NULL: listens itself, at */
	const char *listen; /* "127.0.0.1:8080" when NULL */
	struct tls *tls; /* TLS 1.3 with these certificates; NULL = plain HTTP. Must outlive the server */
	bool behind_proxy; /* what a proxy says of scheme and client (X-Forwarded-Proto, X-Forwarded-For, the last of each) is believed */
	unsigned workers; /* threads; 0 = 2 */
	unsigned connections_max; /* 0 = 1000; more wait until one ends */
	unsigned per_address_max; /* connections of one address; 0 = as many as of all */
	unsigned header_s; /* from the first byte of a request until its header is whole; 0 = 10 */
	unsigned slow_threads; /* for what pace() calls slow; 0 = 2, at most 16 */
	unsigned slow_waiting_max; /* such requests that may wait; more get 503; 0 = 64 */
	unsigned idle_s; /* seconds without a byte until a connection is closed; 0 = 30 */
	size_t bodies_bytes_max; /* what all bodies together have in memory beyond their first SERVER_BODY_BYTES; 0 = 256 MiB; beyond it an upload
	                          * gets 503. The first SERVER_BODY_BYTES are each connection's own: uploads never keep a form out. */
	void *app; /* given to both calls */
	/* Answers one request. worker is 0..workers-1, and workers..workers+slow_threads-1 for slow work; calls of one worker never overlap, so each may own a database handle. res->body is an empty buf in
	 * the request's arena (res->body.arena is free for the handler's use): it and req live until the answer is sent, and so must all that res
	 * points to. false = 500, with res->body as its text when there is one. */
	bool (*handle)(void *app, unsigned worker, const struct request *req, struct response *res);
	/* The most bytes a body may have, asked before it is read (method, path, target, session and the other header fields are set, forms are not).
	 * 0 refuses with 413. NULL = SERVER_BODY_BYTES for all. More than that is for those whom the app knows: it comes from what all share. */
	size_t (*body_limit)(void *app, unsigned worker, const struct request *head);
	/* How long will this take? Asked when the body is whole and not yet read as a form. NULL = all are quick. */
	enum server_pace (*pace)(void *app, const struct request *head);
};

/* Listens and starts the workers. NULL and *err (E_INVALID for a bad address, E_BUSY when it is taken, E_BROKEN) otherwise. opts need not live on. */
struct server *server_start(const struct server_options *opts, struct err *err);
/* Takes no more connections, lets running requests end (at most 5 s), ends the workers and frees all. NULL is accepted. */
void server_stop(struct server *s);
/* All tickets up to this one are durable: answers with such a res->ticket go out. Any thread. One whose ticket does not become durable within ten seconds
 * is answered with 503 instead. */
void server_durable(struct server *s, uint64_t ticket);
/* Connections that are open now. */
unsigned server_connections(const struct server *s);
/* Gives back memory that is kept for the next requests; for a time without any. Any thread. */
void server_rest(struct server *s);
/* "https://127.0.0.1:8443", with the port really taken; lives as long as the server. */
struct str server_address(const struct server *s);

/* ---- prepared answers ---- */
/* A complete answer made once and sent many times, from any worker, without copying: plain, gzip, and 304 for its etag. Counted references. */
/* Copies status, content_type, body, etag, about and cacheable of res (location and set_cookie must be empty: assert). One reference, NULL when out of
 * memory. */
struct server_shared *server_shared_make(const struct response *res);
/* res->about as it was when p was made; lives as long as p. */
struct str server_shared_about(const struct server_shared *p);
/* One more reference: `res->shared = server_shared_hold(p)` while the cache that owns p is locked. */
struct server_shared *server_shared_hold(struct server_shared *p);
/* One reference less; the last frees. NULL is accepted. Answers still being sent keep their bytes. */
void server_shared_drop(struct server_shared *p);
