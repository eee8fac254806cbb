/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: whole requests as bytes on a connection. The server runs in this process; what reaches a handler must be bounded, well-formed text, whatever
 * was sent, and the server must answer the next client.
 */
#include "net/server.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool cond)
{
	if (!cond)
		__builtin_trap();
}

static void must_be_text(struct str s)
{
	must(str_utf8(s, NULL) && !(s.len && memchr(s.ptr, 0, s.len)));
}

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)app;
	must(worker < 4);
	must(req->path.len && req->path.ptr[0] == '/' && req->target.len);
	must_be_text(req->path);
	must(req->query.n <= HTTP_PAIRS_MAX && req->form.n <= HTTP_PAIRS_MAX && req->n_files <= 8 && req->body.len <= 1000);
	for (unsigned i = 0; i < req->query.n; i++)
		must_be_text(req->query.at[i].name), must_be_text(req->query.at[i].value);
	for (unsigned i = 0; i < req->form.n; i++)
		must_be_text(req->form.at[i].name), must_be_text(req->form.at[i].value);
	/* A cookie never passes for one of TLS; what a proxy says is believed, but an address stays short. */
	must(req->peer.len <= 64 && !req->certificate.len);
	const struct str headers[] = { req->session, req->device, req->language, req->bearer, req->host, req->origin, req->fetch_site, req->user_agent, req->if_none_match };
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		must(headers[i].len < 16384 && !(headers[i].len && memchr(headers[i].ptr, '\n', headers[i].len)));
	(void)http_same_origin(req);
	if (req->origin.len == 0 && req->fetch_site.len == 0 && req->session.len)
		must(!http_same_origin(req));
	buf_printf(&res->body, "%.*s", STR(req->path));
	if (req->path.len == 2)
		res->set_cookie = http_cookie(res->body.arena, req, "x", req->user_agent, 1); /* must never split the answer */
	return true;
}

static size_t body_limit(void *app, unsigned worker, const struct request *head)
{
	(void)app, (void)worker;
	must(head->path.len && head->path.ptr[0] == '/');
	return 1000;
}

static enum server_pace pace(void *app, const struct request *head)
{
	(void)app;
	return head->path.len % 3 == 0 ? SERVER_SLOW : head->path.len % 3 == 1 ? SERVER_QUICK : SERVER_LONG;
}

/* Until the answer is there, or nothing more is said for two milliseconds (an unfinished request gets no answer). */
static void talk(uint16_t port, const uint8_t *data, size_t size)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = port, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct linger at_once = { 1, 0 };
	char some[4096];
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at)) {
		must(fd < 0);
		return;
	}
	send(fd, data, size, MSG_NOSIGNAL);
	shutdown(fd, SHUT_WR);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while (poll(&p, 1, 2) > 0 && recv(fd, some, sizeof some, 0) > 0)
		;
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct server *server;
	static uint16_t port;
	if (!server) {
		struct server_listener listener;
		struct err err = {};
		int64_t number = 0;
		must(server_listen("127.0.0.1:0", &listener, &err));
		must(str_int(str_slice(str_c(listener.at), 10, strlen(listener.at)), &number));
		port = htons((uint16_t)number);
		server = server_start(&(struct server_options){ .listener = &listener, .handle = handle, .body_limit = body_limit, .pace = pace, .behind_proxy = true, .idle_s = 1 }, &err);
		must(server != NULL);
	}
	talk(port, data, size);
	return 0;
}
