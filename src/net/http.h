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
	struct str accept_language, if_none_match, host, origin, content_type;
	bool accepts_gzip;
	struct str language; /* value of the language cookie, or empty */
	struct str device; /* value of the known-device cookie, or empty */
	struct str user_agent;
	struct str peer; /* address of the other end, as text without port: "192.0.2.7", "2001:db8::7" */
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
	struct server_shared *shared; /* a prepared response to send instead of all the rest; its reference goes to the server */
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
/* Was a POST sent by a page of this same site? True when there is no Origin (a program, not a page) or its host and port are the Host header's. */
bool http_same_origin(const struct request *req);
/* Is this an address inside the site: starts with one '/', no control characters or backslash? For "back" parameters. */
bool http_local_path(struct str address);
