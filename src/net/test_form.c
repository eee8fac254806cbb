/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms, queries, cookies, header lists, routes.
 */
#include "base/test.h"
#include "net/form.h"

static struct arena arena;

static bool decodes(struct str s, bool plus, struct str wanted)
{
	struct err err = {};
	struct str out;
	return form_decode(&arena, s, plus, &out, &err) && str_eq(out, wanted);
}

static bool refused(struct str s)
{
	struct err err = {};
	struct str out;
	return !form_decode(&arena, s, true, &out, &err) && err.kind == E_INVALID && err.text[0];
}

TEST(percent_decoding)
{
	CHECK(decodes(S("plain"), true, S("plain")));
	CHECK(decodes(S("a+b%20c%2B"), true, S("a b c+")));
	CHECK(decodes(S("a+b"), false, S("a+b")));
	CHECK(decodes(S("%d8%B9"), true, S("\u0639")));
	CHECK(decodes(S(""), true, S("")));
	CHECK(refused(S("%")));
	CHECK(refused(S("a%2")));
	CHECK(refused(S("%zz")));
	CHECK(refused(S("%00")));
	CHECK(refused(S("%c0%af")));
	CHECK(refused(S("%ed%a0%80")));
}

TEST(urlencoded_pairs)
{
	struct http_pairs p = {};
	struct err err = {};
	CHECK(form_read_pairs(&arena, S("a=1&b=x%26y&&c&=d&a=2"), &p, &err));
	CHECK(p.n == 5);
	CHECK_STR(http_pair(&p, "a"), S("1"));
	CHECK_STR(http_pair(&p, "b"), S("x&y"));
	CHECK_STR(http_pair(&p, "c"), S(""));
	CHECK_STR(http_pair(&p, ""), S("d"));
	CHECK_STR(http_pair(&p, "none"), S(""));
	char many[HTTP_PAIRS_MAX * 4 + 8];
	size_t n = 0;
	for (int i = 0; i <= HTTP_PAIRS_MAX; i++)
		n += (size_t)snprintf(many + n, sizeof many - n, "a=1&");
	struct http_pairs q = {};
	CHECK(!form_read_pairs(&arena, (struct str){ many, n }, &q, &err));
	CHECK(err.kind == E_INVALID);
}

#define BOUNDARY "multipart/form-data; boundary=\"x y\""

static bool read_multipart(struct str body, struct request *req)
{
	struct err err = {};
	return form_read_multipart(&arena, S(BOUNDARY), body, req, &err);
}

TEST(multipart_fields_and_files)
{
	struct request req = {};
	CHECK(read_multipart(
	        S("--x y\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\none\r\ntwo\r\n"
	          "--x y\r\ncontent-disposition: form-data; filename=\"C:\\dir\\r\\\"1.csv\"; name=\"f\"\r\nContent-Type: text/csv\r\n\r\n"
	          "id\r\n--x\r\n\r\n"
	          "--x y\r\nContent-Disposition: form-data; name=\"g\"; filename=\"\"\r\n\r\n\r\n--x y--\r\n"),
	        &req));
	CHECK(req.form.n == 1 && req.n_files == 1);
	CHECK_STR(http_form(&req, "a\"b"), S("one\r\ntwo"));
	CHECK_STR(req.files[0].field, S("f"));
	CHECK_STR(req.files[0].filename, S("r\"1.csv"));
	CHECK_STR(req.files[0].bytes, S("id\r\n--x\r\n"));
}

TEST(multipart_refuses)
{
	struct request req = {};
	struct err err = {};
	CHECK(!form_read_multipart(&arena, S("multipart/form-data"), S("--x\r\n"), &req, &err));
	CHECK(!read_multipart(S(""), &req));
	CHECK(!read_multipart(S("--x y"), &req));
	CHECK(!read_multipart(S("--x y\r\nContent-Disposition: form-data; name=a\r\n\r\nunended"), &req));
	CHECK(!read_multipart(S("--x y\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x y--"), &req));
	CHECK(!read_multipart(S("--x y\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n--x y--"), &req));
	CHECK(read_multipart(S("--x y\r\nContent-Disposition: form-data; name=a\r\n\r\nv\r\n--x y--"), &req));
	CHECK_STR(http_form(&req, "a"), S("v"));
}

TEST(bodies_by_content_type)
{
	struct request req = { .content_type = S("Application/X-WWW-Form-Urlencoded; charset=utf-8") };
	struct err err = {};
	CHECK(form_read(&arena, S("a=b"), &req, &err) && req.form.n == 1 && req.body.len == 0);
	req = (struct request){ .content_type = S("application/json") };
	CHECK(form_read(&arena, S("{}"), &req, &err) && req.form.n == 0 && req.body.len == 2);
}

TEST(cookies)
{
	CHECK_STR(form_cookie(S("a=1; mainstay=abc; b=\"q\""), S("mainstay")), S("abc"));
	CHECK_STR(form_cookie(S("a=1; mainstay=abc; b=\"q\""), S("b")), S("q"));
	CHECK_STR(form_cookie(S("xmainstay=abc"), S("mainstay")), S(""));
	CHECK_STR(form_cookie(S("mainstay"), S("mainstay")), S(""));
	CHECK_STR(form_cookie(S(""), S("mainstay")), S(""));
}

TEST(accept_encoding)
{
	CHECK(form_accepts_gzip(S("gzip, deflate, br")));
	CHECK(form_accepts_gzip(S("br;q=1.0, GZIP;q=0.2")));
	CHECK(form_accepts_gzip(S("*")));
	CHECK(!form_accepts_gzip(S("gzip;q=0, *")));
	CHECK(!form_accepts_gzip(S("br")));
	CHECK(!form_accepts_gzip(S("")));
	CHECK(!form_accepts_gzip(S("gzip;q=nan")));
}

TEST(entity_tags)
{
	CHECK(form_etag_matches(S("\"a\", W/\"b\""), S("\"b\"")));
	CHECK(form_etag_matches(S("*"), S("\"b\"")));
	CHECK(!form_etag_matches(S("*"), S("")));
	CHECK(!form_etag_matches(S("\"a\""), S("\"b\"")));
	CHECK(!form_etag_matches(S(""), S("\"b\"")));
}

static bool matches(const char *pattern, struct str target, struct request *req)
{
	req->target = target;
	return http_match(&arena, pattern, req);
}

TEST(routes)
{
	struct request r = {};
	CHECK(matches("/", S("/?a=b"), &r));
	CHECK(matches("/advisories", S("/advisories"), &r));
	CHECK(!matches("/advisories", S("/advisories/"), &r));
	CHECK(!matches("/advisories", S("/advisories/x"), &r));
	CHECK(!matches("/advisories/{id}", S("/advisories"), &r));
	CHECK(!matches("/advisories/{id}", S("/advisories/"), &r));
	CHECK(matches("/advisories/{id}/edit", S("/advisories/a%2Fb%20%C3%A9/edit?x"), &r));
	CHECK_STR(http_param(&r, "id"), S("a/b \u00e9"));
	CHECK(matches("/a/{x}/{y}", S("/a/1/2"), &r) && r.params.n == 2);
	CHECK_STR(http_param(&r, "y"), S("2"));
	CHECK(!matches("/a/{x}", S("/a/%ff"), &r));
	CHECK(!matches("/a", S("a"), &r));
	CHECK(matches("/a b", S("/a%20b"), &r));
}

TEST(origins_and_local_paths)
{
	struct request r = { .host = S("desk.example:8099") };
	CHECK(http_same_origin(&r));
	r.origin = S("https://Desk.example:8099");
	CHECK(http_same_origin(&r));
	r.origin = S("https://desk.example");
	CHECK(!http_same_origin(&r));
	r.origin = S("null");
	CHECK(!http_same_origin(&r));
	r.origin = S("HTTP://desk.example:8099");
	CHECK(http_same_origin(&r));
	r.origin = S("gopher://desk.example:8099");
	CHECK(!http_same_origin(&r));
	r.origin = S("://desk.example:8099");
	CHECK(!http_same_origin(&r));
	r.origin = S("desk.example:8099");
	CHECK(!http_same_origin(&r));
	CHECK(http_local_path(S("/a?b=c#d")));
	CHECK(!http_local_path(S("//evil.example")));
	CHECK(!http_local_path(S("/\\evil.example")));
	CHECK(!http_local_path(S("https://evil.example")));
	CHECK(!http_local_path(S("/a\r\nSet-Cookie: x")));
	CHECK(!http_local_path(S("")));
}
