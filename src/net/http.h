/* SPDX-License-Identifier: Apache-2.0
 *
 * HTTP as the rooms see it: a request that was read whole and bounded, and a response to fill. No library type appears here.
 */
#pragma once
#include "base/buf.h"
#include "base/cx.h"
#include "base/str.h"

enum http_method { HTTP_GET, HTTP_POST, HTTP_HEAD, HTTP_OTHER };

struct http_pair {
	struct str name, value;
};

enum { HTTP_PAIRS_MAX = 64 };
struct http_pairs {
	struct http_pair at[HTTP_PAIRS_MAX];
	unsigned n;
};

struct http_file { /* one uploaded file of a multipart form */
	struct str field, filename, bytes;
};

struct request {
	enum http_method method;
	struct str path; /* decoded, starts with '/' */
	struct str target; /* path and query as sent, for links back */
	struct http_pairs params; /* {name} parts of the route's path, decoded */
	struct http_pairs query; /* decoded */
	struct http_pairs form; /* decoded fields of a urlencoded or multipart body */
	struct http_file files[8];
	unsigned n_files;
	struct str body; /* raw, when it is no form */
	struct str session; /* value of the session cookie, or empty */
	struct str accept_language, if_none_match, host, origin, fetch_site, content_type, user_agent; /* header fields as sent */
	struct str bearer; /* of Authorization: Bearer, or empty */
	struct str certificate, certificate_der; /* of a client whose certificate was verified: SHA-256 in hexadecimal, and itself; else empty */
	struct str peer; /* the client's address as text without port, "192.0.2.7" or "2001:db8::7"; what a proxy in front says of it when that is believed */
	bool secure; /* came over TLS, to us or to a proxy in front that is believed */
	bool accepts_gzip;
	struct str language; /* value of the language cookie, or empty */
	struct str device; /* value of the known-device cookie, or empty */
	struct str flow; /* value of the cookie of a sign-in on its way, or empty */
	struct str lang; /* language chosen for this viewer: "en", "ar", … (set by app) */
};

struct server_shared; /* net/server.h */
struct response {
	int status; /* 200 unless set */
	struct str content_type; /* "text/html; charset=utf-8" unless set */
	struct buf body;
	struct str location; /* of a redirect (303) */
	struct str set_cookie; /* whole header value, or empty */
	struct str set_device; /* the same for a second cookie */
	struct str etag; /* quoted, or empty */
	struct str about; /* the app's own words on what is in it: never sent, but kept with a prepared answer (server_shared_about) */
	struct server_shared *shared; /* a prepared response to send instead of all the rest; its reference goes to the server */
	uint64_t ticket; /* the answer is held back until server_durable() was called with this or more; 0 = at once */
	bool secure; /* of a prepared answer: tells browsers to come back over TLS only (others: as the request came) */
	bool cacheable; /* static asset: may be kept by the browser for a year under its hashed name */
};

/* The value of a name, empty when absent (ptr ""). */
struct str http_pair(const struct http_pairs *pairs, const char *name);
#define http_param(req, name) http_pair(&(req)->params, (name))
#define http_query(req, name) http_pair(&(req)->query, (name))
#define http_form(req, name) http_pair(&(req)->form, (name))
/* Does the request's path match "/assets/{id}/edit"? A {name} is one segment, not empty, decoded into params (a %2F in it is part of the id). The
 * match is made on the address as sent, so that an encoded slash never shifts segments. params hold names and values only on success. */
bool http_match(struct arena *a, const char *pattern, struct request *req);
/* May this state-changing request be believed to come from a page of this same site? Its Origin must be the Host, or, without one, Sec-Fetch-Site must say
 * same-origin or none. With neither it is a program's: true, unless it carries a session cookie, which only browsers have a reason to send
 * (docs/adr: forms of other sites). */
bool http_same_origin(const struct request *req);
/* The Set-Cookie value of a cookie that only this server reads: HttpOnly, SameSite=Lax, and over TLS Secure under the name __Host-NAME. A lifetime of 0 ends it. */
struct str http_cookie(struct arena *a, const struct request *req, const char *name, struct str value, int64_t lifetime_s);
/* The same for the language, kept for a year. It is no secret and has one name over TLS and without. */
struct str http_language_cookie(struct arena *a, const struct request *req, struct str language);
/* Is this an address inside the site: starts with one '/', no control characters or backslash? For "back" parameters. */
bool http_local_path(struct str address);
