/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers on their way out: headers, compression, prepared answers. Must never let a handler's value split an answer.
 */
#include "base/log.h"
#include "net/form.h"
#include "net/server_inside.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	GZIP_FROM_BYTES = 1 << 10,
	GZIP_ONCE = 3, GZIP_OFTEN = 6, /* levels for what is sent once, and many times */
};

#define CONTENT_POLICY "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/* Nothing of the device is used; keys of a passkey are, by these pages themselves. */
#define PERMISSIONS_POLICY \
	"accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), " \
	"publickey-credentials-create=(self), publickey-credentials-get=(self)"

struct server_shared {
	atomic_uint references;
	unsigned status;
	struct MHD_Response *plain, *gzip, *unchanged; /* gzip and unchanged may be NULL */
	char etag[128];
	size_t about_len;
	char about[];
};

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
	MHD_add_response_header(m, "Cross-Origin-Opener-Policy", "same-origin");
	MHD_add_response_header(m, "Cross-Origin-Resource-Policy", "same-origin");
	MHD_add_response_header(m, "Permissions-Policy", PERMISSIONS_POLICY);
	if (res->secure)
		MHD_add_response_header(m, "Strict-Transport-Security", "max-age=63072000");
	/* An answer with an etag may be kept by the viewer's own browser and asked for again; one without is not kept at all. */
	MHD_add_response_header(m, "Cache-Control",
	        res->cacheable  ? "public, max-age=31536000, immutable"
	        : res->etag.len ? "private, no-cache"
	                        : "no-store");
	add_header(m, "Content-Type", res->content_type.len ? res->content_type : S("text/html; charset=utf-8"));
	if (res->status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(m, "WWW-Authenticate", "Bearer");
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

enum MHD_Result answer_send(struct exchange *x, struct MHD_Connection *connection, unsigned worker)
{
	struct response *res = &x->res;
	link_phase(x->link, PHASE_ANSWER);
	if (x->refused) {
		server_shared_drop(res->shared);
		return answer_refuse(x, connection, x->refused, x->why);
	}
	if (res->shared)
		return send_shared(x, connection);
	struct str bytes = buf_str(&res->body);
	unsigned status = res->status ? (unsigned)res->status : res->location.len ? MHD_HTTP_SEE_OTHER : MHD_HTTP_OK;
	res->secure = x->req.secure;
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
enum MHD_Result answer_refuse(struct exchange *x, struct MHD_Connection *connection, unsigned status, const char *text)
{
	struct response res = { .content_type = S("text/plain; charset=utf-8"), .secure = x->req.secure };
	link_phase(x->link, PHASE_ANSWER);
	struct str line = arena_printf(&x->arena, "%s\n", text);
	return queue(connection, status, response_of(&res, line, false, MHD_RESPMEM_PERSISTENT));
}

/* ---- prepared answers ---- */
struct server_shared *server_shared_make(const struct response *res)
{
	assert(!res->location.len && !res->set_cookie.len && !res->set_device.len && !res->shared);
	struct server_shared *p = calloc(1, sizeof *p + res->about.len);
	if (!p)
		return NULL;
	struct str bytes = buf_str(&res->body);
	atomic_init(&p->references, 1);
	p->about_len = res->about.len;
	if (res->about.len)
		memcpy(p->about, res->about.ptr, res->about.len);
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

struct str server_shared_about(const struct server_shared *p)
{
	return (struct str){ p->about, p->about_len };
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
