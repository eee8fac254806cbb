/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: forms, queries, cookies, header lists, addresses. The first line of the input is the content type, the rest the body.
 */
#include "net/form.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_text(struct str s)
{
	if (!str_utf8(s, NULL) || (s.len && memchr(s.ptr, 0, s.len)))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct str body = { (const char *)data, size };
	struct request *req = arena_new(&a, struct request);
	struct err err = {};
	req->content_type = str_cut(&body, '\n');
	if (form_read(&a, body, req, &err) != !err.kind)
		__builtin_trap();
	form_read_pairs(&a, body, &req->query, &err);
	for (unsigned i = 0; i < req->form.n; i++)
		must_be_text(req->form.at[i].name), must_be_text(req->form.at[i].value);
	for (unsigned i = 0; i < req->n_files; i++) {
		must_be_text(req->files[i].filename);
		if (req->files[i].bytes.len > body.len)
			__builtin_trap();
	}
	req->target = body;
	if (http_match(&a, "/a/{id}/{x}", req))
		must_be_text(http_param(req, "id"));
	must_be_text(str_utf8(body, NULL) && !memchr(data, 0, size) ? form_cookie(body, S("mainstay")) : S(""));
	(void)form_accepts_gzip(body), (void)form_etag_matches(body, S("\"1\"")), (void)http_local_path(body);
	arena_end(&a);
	return 0;
}
