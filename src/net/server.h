/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTTP server: an adaptor over libmicrohttpd (epoll, a pool of worker threads). It reads a request whole and bounded, calls one
 * handler once, and sends what the handler filled in. TLS to the public and HTTP/2 belong to a proxy in front.
 */
#pragma once
#include "base/err.h"
#include "net/http.h"

struct server;

enum { SERVER_BODY_BYTES = 64 << 10, SERVER_UPLOAD_BYTES = 64 << 20 }; /* usual limits of a request's body */
#define SERVER_SESSION_COOKIE "mainstay"
#define SERVER_LANGUAGE_COOKIE "language"
#define SERVER_DEVICE_COOKIE "device"

struct server_options {
	const char *listen; /* "127.0.0.1:8080" when NULL; "[::1]:8080", ":8080" (loopback), "0.0.0.0:80"; port 0 = any free one */
	unsigned workers; /* threads; 0 = 2 */
	unsigned connections_max; /* 0 = 1000; more are refused until one ends */
	unsigned idle_s; /* seconds without a byte until a connection is closed; 0 = 30 */
	size_t bodies_bytes_max; /* what all bodies together have in memory beyond their first SERVER_BODY_BYTES; 0 = 256 MiB; beyond it an upload
	                          * gets 503. The first SERVER_BODY_BYTES are each connection's own: uploads never keep a form out. */
	void *app; /* given to both calls */
	/* Answers one request. worker is 0..workers-1; calls of one worker never overlap, so each may own a database handle. res->body is an empty buf in
	 * the request's arena (res->body.arena is free for the handler's use): it and req live until the answer is sent, and so must all that res
	 * points to. false = 500, with res->body as its text when there is one. */
	bool (*handle)(void *app, unsigned worker, const struct request *req, struct response *res);
	/* The most bytes a body may have, asked before it is read (method, path, target, session and the other header fields are set, forms are not).
	 * 0 refuses with 413. NULL = SERVER_BODY_BYTES for all. More than that is for those whom the app knows: it comes from what all share. */
	size_t (*body_limit)(void *app, unsigned worker, const struct request *head);
};

/* Listens and starts the workers. NULL and *err (E_INVALID for a bad address, E_BUSY when it is taken, E_BROKEN) otherwise. opts need not live on. */
struct server *server_start(const struct server_options *opts, struct err *err);
/* Takes no more connections, lets running requests end (at most 5 s), ends the workers and frees all. NULL is accepted. */
void server_stop(struct server *s);
/* Gives back memory that is kept for the next requests; for a time without any. Any thread. */
void server_rest(struct server *s);
/* "http://127.0.0.1:8080", with the port really taken; lives as long as the server. */
struct str server_address(const struct server *s);

/* ---- prepared answers ---- */
/* A complete answer made once and sent many times, from any worker, without copying: plain, gzip, and 304 for its etag. Counted references. */
/* Copies status, content_type, body, etag and cacheable of res (location and set_cookie must be empty: assert). One reference, NULL when out of
 * memory. */
struct server_shared *server_shared_make(const struct response *res);
/* One more reference: `res->shared = server_shared_hold(p)` while the cache that owns p is locked. */
struct server_shared *server_shared_hold(struct server_shared *p);
/* One reference less; the last frees. NULL is accepted. Answers still being sent keep their bytes. */
void server_shared_drop(struct server_shared *p);
