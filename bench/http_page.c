/* SPDX-License-Identifier: Apache-2.0
 *
 * Serves a page of 20 kB in three ways, for wrk: /shared prepared once, /copied filled anew for each request, /form echoes the sizes of what was
 * sent. Ends when its standard input does.   http_page [ADDR:PORT]
 */
#include "net/server.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_BYTES = 20000 };

static void fill(struct buf *b)
{
	for (unsigned i = 0; b->len < PAGE_BYTES; i++)
		buf_printf(b, "<tr><td>%u</td><td>Pumping station %u</td><td>affected</td></tr>\n", i, i * 7919 % 1000);
}

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)worker;
	if (str_eq(req->path, S("/shared"))) {
		res->shared = server_shared_hold(app);
	} else if (str_eq(req->path, S("/copied"))) {
		fill(&res->body);
	} else if (str_eq(req->path, S("/form"))) {
		res->content_type = S("text/plain; charset=utf-8");
		buf_printf(&res->body, "query %u form %u files %u body %zu session %.*s\n", req->query.n, req->form.n, req->n_files,
		        req->body.len, STR(req->session));
		for (unsigned i = 0; i < req->n_files; i++)
			buf_printf(&res->body, "%.*s %zu\n", STR(req->files[i].filename), req->files[i].bytes.len);
	} else {
		res->status = 404;
		buf_put(&res->body, S("nothing here\n"));
	}
	return true;
}

static size_t body_limit(void *app, unsigned worker, const struct request *head)
{
	(void)app, (void)worker;
	return str_eq(head->path, S("/form")) ? SERVER_UPLOAD_BYTES : SERVER_BODY_BYTES;
}

int main(int argc, char **argv)
{
	struct err err = {};
	struct arena a = {};
	struct response res = { .body = buf_make(&a, 1 << 20), .etag = S("\"1\"") };
	char line[16];
	fill(&res.body);
	struct server_shared *page = server_shared_make(&res);
	struct server_options opts = {
		.listen = argc > 1 ? argv[1] : "127.0.0.1:8098", .app = page, .handle = handle, .body_limit = body_limit
	};
	struct server *s = server_start(&opts, &err);
	if (!s) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	printf("%.*s\n", STR(server_address(s)));
	fflush(stdout);
	while (read(0, line, sizeof line) > 0)
		;
	server_stop(s);
	server_shared_drop(page);
	arena_end(&a);
	return 0;
}
