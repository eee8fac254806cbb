/* SPDX-License-Identifier: Apache-2.0
 *
 * The server over real sockets on the loopback: whole and broken requests, limits, refusals, prepared answers, the end.
 */
#include "base/test.h"
#include "net/server.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LARGE = 3 << 20 };

struct site {
	struct server *server;
	struct server_shared *page;
	pthread_mutex_t lock;
	atomic_uint calls, slow_running, slow_most;
	atomic_bool slow_waits;
	_Atomic uint64_t tickets;
	struct sockaddr_in at;
};

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	struct site *site = app;
	atomic_fetch_add(&site->calls, 1);
	if (str_eq(req->path, S("/shared"))) {
		pthread_mutex_lock(&site->lock);
		res->shared = server_shared_hold(site->page);
		pthread_mutex_unlock(&site->lock);
	} else if (str_eq(req->path, S("/held"))) {
		res->ticket = 1 + atomic_fetch_add(&site->tickets, 1);
		buf_put(&res->body, S("on record\n"));
	} else if (str_starts(req->path, S("/slow")) || str_starts(req->path, S("/long/"))) {
		unsigned running = 1 + atomic_fetch_add(&site->slow_running, 1), most = atomic_load(&site->slow_most);
		while (running > most && !atomic_compare_exchange_weak(&site->slow_most, &most, running))
			;
		while (atomic_load(&site->slow_waits))
			usleep(1000);
		atomic_fetch_sub(&site->slow_running, 1);
		buf_printf(&res->body, "slow by %u\n", worker);
	} else if (str_eq(req->path, S("/who"))) {
		buf_printf(&res->body, "peer=%.*s secure=%d bearer=%.*s agent=%.*s session=%.*s\n", STR(req->peer), req->secure, STR(req->bearer), STR(req->user_agent),
			STR(req->session));
	} else if (str_eq(req->path, S("/fail"))) {
		return false;
	} else if (str_eq(req->path, S("/split"))) {
		res->location = S("/a\r\nX-Evil: 1");
		res->set_cookie = S("mainstay=1; HttpOnly");
		res->status = 303;
	} else if (str_eq(req->path, S("/long"))) {
		for (int i = 0; i < 1000; i++)
			buf_printf(&res->body, "line %d\n", i);
		res->etag = S("\"v1\"");
	} else {
		res->content_type = S("text/plain; charset=utf-8");
		buf_printf(&res->body, "%d %.*s q%u f%u files%u body%zu session=%.*s%s\n", (int)req->method, STR(req->path), req->query.n,
		        req->form.n, req->n_files, req->body.len, STR(req->session), http_same_origin(req) ? "" : " foreign");
	}
	return true;
}

static size_t body_limit(void *app, unsigned worker, const struct request *head)
{
	(void)app, (void)worker;
	return str_eq(head->path, S("/upload")) ? SERVER_UPLOAD_BYTES : str_eq(head->path, S("/none")) ? 0 : 1000;
}

static enum server_pace pace(void *app, const struct request *head)
{
	(void)app;
	return str_starts(head->path, S("/slow")) ? SERVER_SLOW : str_starts(head->path, S("/long/")) ? SERVER_LONG : SERVER_QUICK;
}

static struct server_shared *make_page(unsigned n)
{
	struct arena a = {};
	struct response res = { .body = buf_make(&a, 1 << 20), .etag = arena_printf(&a, "\"%u\"", n) };
	for (unsigned i = 0; i < 500; i++)
		buf_printf(&res.body, "<p>page %u</p>\n", n);
	struct server_shared *p = server_shared_make(&res);
	arena_end(&a);
	return p;
}

static void begin_with(struct site *s, struct server_options more)
{
	struct err err = {};
	more.listen = "127.0.0.1:0";
	more.app = s;
	more.handle = handle;
	more.body_limit = body_limit;
	more.pace = pace;
	more.bodies_bytes_max = 4 << 20;
	*s = (struct site){ .page = make_page(1) };
	pthread_mutex_init(&s->lock, NULL);
	s->server = server_start(&more, &err);
	CHECK(s->server != NULL);
	struct str address = server_address(s->server);
	int64_t port = 0;
	CHECK(str_starts(address, S("http://127.0.0.1:")) && str_int(str_slice(address, 17, address.len), &port));
	s->at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void begin(struct site *s)
{
	begin_with(s, (struct server_options){});
}

static void end(struct site *s)
{
	server_stop(s->server);
	server_shared_drop(s->page);
	pthread_mutex_destroy(&s->lock);
}

static int connect_to(const struct site *s)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval patience = { .tv_sec = 10 };
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	CHECK(connect(fd, (const struct sockaddr *)&s->at, sizeof s->at) == 0);
	return fd;
}

static void send_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
}

/* Sends, half-closes, and gives everything the server says until it closes. */
static struct str talk(const struct site *s, struct arena *a, struct str bytes)
{
	int fd = connect_to(s);
	struct buf b = buf_make(a, 64 << 20);
	send_all(fd, bytes);
	shutdown(fd, SHUT_WR);
	for (;;) {
		char *room = buf_space(&b, 65536);
		ssize_t n = room ? recv(fd, room, 65536, 0) : 0;
		if (n <= 0)
			break;
		buf_add(&b, (size_t)n);
	}
	close(fd);
	return buf_str(&b);
}

/* Sends and goes away: an unfinished request gets no answer, and the library may keep its connection until the idle time is over. */
static void poke(const struct site *s, struct str bytes)
{
	int fd = connect_to(s);
	send_all(fd, bytes);
	close(fd);
}

static bool has(struct str text, const char *part)
{
	return str_find(text, str_c(part)) >= 0;
}

#define GET(path, headers) S("GET " path " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" headers "\r\n")

TEST(answers_and_headers)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	struct str t = talk(&s, &a, GET("/x%20y?a=1&b=%C3%A9", "Cookie: language=ar; mainstay=abc\r\n"));
	CHECK(has(t, "HTTP/1.1 200 "));
	CHECK(has(t, "0 /x y q2 f0 files0 body0 session=abc foreign\n"));
	CHECK(has(t, "Cache-Control: no-store\r\n"));
	CHECK(has(t, "Content-Security-Policy: default-src 'self'; "));
	CHECK(has(t, "X-Content-Type-Options: nosniff\r\n"));
	t = talk(&s, &a, S("HEAD /long HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	CHECK(has(t, "Content-Length: 8890\r\n") && str_ends(t, S("\r\n\r\n")));
	t = talk(&s, &a, GET("/long", "If-None-Match: \"v0\", W/\"v1\"\r\n"));
	CHECK(has(t, "HTTP/1.1 304 ") && has(t, "ETag: \"v1\"\r\n") && !has(t, "line 1"));
	t = talk(&s, &a, GET("/long", "Accept-Encoding: gzip\r\n"));
	CHECK(has(t, "Content-Encoding: gzip\r\n") && t.len < 4500);
	t = talk(&s, &a, GET("/split", ""));
	CHECK(has(t, "HTTP/1.1 303 ") && !has(t, "Evil") && has(t, "Set-Cookie: mainstay=1; HttpOnly\r\n"));
	t = talk(&s, &a, GET("/fail", ""));
	CHECK(has(t, "HTTP/1.1 500 ") && has(t, "\r\n\r\nthis page failed"));
	end(&s);
	arena_end(&a);
}

TEST(prepared_answers_outlive_their_owner)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	for (unsigned i = 2; i < 12; i++) {
		struct str t = talk(&s, &a, GET("/shared", ""));
		char wanted[32];
		snprintf(wanted, sizeof wanted, "<p>page %u</p>\n", i - 1);
		CHECK(has(t, "HTTP/1.1 200 ") && has(t, wanted));
		int waiting = connect_to(&s); /* asks, and reads only after the page was replaced */
		send_all(waiting, GET("/shared", ""));
		pthread_mutex_lock(&s.lock);
		server_shared_drop(s.page);
		s.page = make_page(i);
		pthread_mutex_unlock(&s.lock);
		char some[64];
		CHECK(recv(waiting, some, sizeof some, 0) > 0);
		close(waiting);
	}
	struct str t = talk(&s, &a, GET("/shared", "Accept-Encoding: gzip, br\r\n"));
	CHECK(has(t, "Content-Encoding: gzip\r\n") && t.len < 1200);
	t = talk(&s, &a, GET("/shared", "If-None-Match: \"11\"\r\n"));
	CHECK(has(t, "HTTP/1.1 304 "));
	end(&s);
	arena_end(&a);
}

TEST(bodies_and_their_limits)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	struct str t = talk(&s, &a,
	        S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	          "Connection: close\r\n\r\na=1&b=2"));
	CHECK(has(t, "1 /p q0 f2 files0 body0"));
	t = talk(&s, &a, S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n"));
	CHECK(has(t, "HTTP/1.1 413 ") && has(t, "the body has 1001 bytes; at most 1000 are taken here\n"));
	t = talk(&s, &a, S("POST /none HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"));
	CHECK(has(t, "HTTP/1.1 413 "));
	t = talk(&s, &a,
	        S("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: "
	          "close\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"));
	CHECK(has(t, "body7"));
	char chunk[2048];
	int n = snprintf(chunk, sizeof chunk,
	        "POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5dc\r\n%01500d\r\n0\r\n\r\n", 7);
	t = talk(&s, &a, (struct str){ chunk, (size_t)n });
	CHECK(has(t, "HTTP/1.1 413 ") && has(t, "the body has more than 1000 bytes\n"));
	t = talk(&s, &a,
	        S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: "
	          "close\r\n\r\na=%"));
	CHECK(has(t, "HTTP/1.1 400 ") && has(t, "hexadecimal"));
	struct buf up = buf_make(&a, 2 * LARGE);
	buf_printf(&up, "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\nConnection: close\r\n\r\n", LARGE);
	char *room = buf_space(&up, LARGE);
	memset(room, 'x', LARGE);
	buf_add(&up, LARGE);
	char wanted[32];
	snprintf(wanted, sizeof wanted, "body%d ", LARGE);
	CHECK(has(talk(&s, &a, buf_str(&up)), wanted));
	end(&s);
	arena_end(&a);
}

#define UPLOAD(length) S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: " length "\r\nConnection: close\r\n\r\n")

TEST(uploads_share_room_and_leave_forms_theirs)
{
	struct site s;
	struct arena a = {};
	int declared[4];
	begin(&s);
	struct buf up = buf_make(&a, 2 * LARGE), chunked = buf_make(&a, 2 * LARGE);
	buf_put(&up, UPLOAD("3145728"));
	buf_put(&chunked, S("POST /upload HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n300000\r\n"));
	memset(buf_space(&up, LARGE), 'x', LARGE);
	buf_add(&up, LARGE);
	memset(buf_space(&chunked, LARGE), 'x', LARGE);
	buf_add(&chunked, LARGE);
	buf_put(&chunked, S("\r\n0\r\n\r\n"));
	for (unsigned i = 0; i < 4; i++) {
		declared[i] = connect_to(&s);
		send_all(declared[i], UPLOAD("3145728"));
		send_all(declared[i], S("x"));
	}
	CHECK(has(talk(&s, &a, buf_str(&up)), "body3145728 "));
	CHECK(has(talk(&s, &a, buf_str(&chunked)), "body3145728 "));
	/* One that has really sent: the next has no room, forms and small uploads do. */
	int held = connect_to(&s);
	send_all(held, str_slice(buf_str(&up), 0, buf_str(&up).len - 1));
	bool full = false;
	for (int i = 0; i < 200 && !full; i++) {
		full = has(talk(&s, &a, UPLOAD("3145728")), "HTTP/1.1 503 ");
		usleep(10000);
	}
	CHECK(full);
	struct str t = talk(&s, &a, buf_str(&chunked));
	CHECK(has(t, "HTTP/1.1 503 ") && has(t, "too many uploads"));
	t = talk(&s, &a, S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"));
	CHECK(has(t, "body3 "));
	t = talk(&s, &a, S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"));
	CHECK(has(t, "body3 "));
	send_all(held, S("x"));
	char some[64];
	CHECK(recv(held, some, sizeof some, 0) > 0);
	close(held);
	bool again = false;
	for (int i = 0; i < 200 && !again; i++) {
		again = has(talk(&s, &a, buf_str(&chunked)), "body3145728 ");
		usleep(10000);
	}
	CHECK(again);
	for (unsigned i = 0; i < 4; i++)
		close(declared[i]);
	end(&s);
	arena_end(&a);
}

TEST(requests_of_other_sites)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	CHECK(has(talk(&s, &a, GET("/", "Sec-Fetch-Site: cross-site\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "Sec-Fetch-Site: same-origin\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "Sec-Fetch-Site: none\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "")), " foreign\n"));
	CHECK(has(talk(&s, &a, GET("/", "Origin: gopher://h\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "Origin: https://h\r\n")), " foreign\n"));
	CHECK(has(talk(&s, &a, GET("/", "Sec-Fetch-Site: same-site\r\n")), " foreign\n"));
	CHECK(has(talk(&s, &a, GET("/", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n")), " foreign\n"));
	CHECK(has(talk(&s, &a, GET("/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin\r\n")), " foreign\n"));
	/* A session's cookie without either word: no browser of these years sends that. */
	CHECK(has(talk(&s, &a, GET("/", "Cookie: mainstay=abc\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "Cookie: mainstay=abc\r\nSec-Fetch-Site: none\r\n")), " foreign\n"));
	CHECK(!has(talk(&s, &a, GET("/", "Cookie: mainstay=abc\r\nOrigin: http://h\r\n")), " foreign\n"));
	end(&s);
	arena_end(&a);
}

TEST(what_is_known_of_the_client)
{
	struct site s;
	struct arena a = {};
	begin(&s);
#define ASK "Authorization: bearer  t0k.en \r\nUser-Agent: test/1\r\nCookie: mainstay=plain; __Host-mainstay=tls\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1, 198.51.100.7\r\n"
	struct str t = talk(&s, &a, GET("/who", ASK));
	CHECK(has(t, "peer=127.0.0.1 secure=0 bearer=t0k.en agent=test/1 session=plain\n") && !has(t, "Strict-Transport"));
	CHECK(has(t, "Cross-Origin-Opener-Policy: same-origin\r\n") && has(t, "Permissions-Policy: "));
	end(&s);
	begin_with(&s, (struct server_options){ .behind_proxy = true });
	t = talk(&s, &a, GET("/who", ASK));
	CHECK(has(t, "peer=198.51.100.7 secure=1 bearer=t0k.en agent=test/1 session=tls\n") && has(t, "Strict-Transport-Security: max-age="));
	t = talk(&s, &a, GET("/who", "X-Forwarded-Proto: https, http\r\nCookie: __Host-mainstay=tls\r\n"));
	CHECK(has(t, " secure=0 ") && has(t, " session=\n"));
	end(&s);
	arena_end(&a);
}

TEST(an_answer_waits_until_its_ticket_is_durable)
{
	struct site s;
	struct arena a = {};
	char some[4096];
	begin(&s);
	int one = connect_to(&s), two = connect_to(&s);
	struct timeval little = { .tv_usec = 200000 };
	setsockopt(one, SOL_SOCKET, SO_RCVTIMEO, &little, sizeof little);
	setsockopt(two, SOL_SOCKET, SO_RCVTIMEO, &little, sizeof little);
	send_all(one, GET("/held", ""));
	while (atomic_load(&s.tickets) < 1)
		usleep(1000);
	send_all(two, GET("/held", ""));
	while (atomic_load(&s.tickets) < 2)
		usleep(1000);
	CHECK(recv(one, some, sizeof some, 0) < 0);
	CHECK(has(talk(&s, &a, GET("/x", "")), " 200 ")); /* others are answered meanwhile */
	server_durable(s.server, 1);
	CHECK(recv(one, some, sizeof some, 0) > 0 && !memcmp(some, "HTTP/1.1 200", 12));
	CHECK(recv(two, some, sizeof some, 0) < 0);
	server_durable(s.server, 7);
	CHECK(recv(two, some, sizeof some, 0) > 0 && !memcmp(some, "HTTP/1.1 200", 12));
	CHECK(has(talk(&s, &a, GET("/held", "")), "on record"));
	close(one);
	close(two);
	atomic_store(&s.tickets, 100);
	one = connect_to(&s); /* never on record: the end of the server refuses it */
	send_all(one, GET("/held", ""));
	while (atomic_load(&s.tickets) < 101)
		usleep(1000);
	end(&s);
	ssize_t n = recv(one, some, sizeof some, 0);
	CHECK(n <= 0 || !memcmp(some, "HTTP/1.1 503", 12));
	close(one);
	arena_end(&a);
}

TEST(a_ticket_that_is_never_durable_ends_in_a_refusal)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	int fd = connect_to(&s);
	struct timeval patience = { .tv_sec = 15 };
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	char some[4096];
	send_all(fd, GET("/held", ""));
	CHECK(recv(fd, some, sizeof some, 0) > 0 && !memcmp(some, "HTTP/1.1 503", 12));
	close(fd);
	end(&s);
	arena_end(&a);
}

static void wait_for_running(struct site *s, unsigned n)
{
	for (int i = 0; i < 5000 && atomic_load(&s->slow_running) != n; i++)
		usleep(1000);
	CHECK(atomic_load(&s->slow_running) == n);
}

TEST(slow_work_has_threads_of_its_own)
{
	struct site s;
	struct arena a = {};
	char some[4096];
	int fds[5];
	begin_with(&s, (struct server_options){ .slow_waiting_max = 2 });
	atomic_store(&s.slow_waits, true);
	/* Two long ones: the second waits, for one thread is kept for what is shorter. */
	for (unsigned i = 0; i < 2; i++)
		send_all(fds[i] = connect_to(&s), GET("/long/x", ""));
	wait_for_running(&s, 1);
	send_all(fds[2] = connect_to(&s), GET("/slow", ""));
	wait_for_running(&s, 2);
	for (int i = 0; i < 20; i++)
		CHECK(has(talk(&s, &a, GET("/x", "")), " 200 "));
	send_all(fds[3] = connect_to(&s), GET("/slow", ""));
	struct str t = S("");
	for (int i = 0; i < 100 && !has(t, " 503 "); i++) { /* the queue is full: the long one and the last */
		usleep(5000);
		fds[4] = connect_to(&s);
		struct timeval little = { .tv_usec = 50000 };
		setsockopt(fds[4], SOL_SOCKET, SO_RCVTIMEO, &little, sizeof little);
		send_all(fds[4], GET("/slow", ""));
		ssize_t n = recv(fds[4], some, sizeof some, 0);
		t = (struct str){ some, n > 0 ? (size_t)n : 0 };
		close(fds[4]);
	}
	CHECK(has(t, " 503 ") && has(t, "too many sign-ins and uploads"));
	atomic_store(&s.slow_waits, false);
	for (unsigned i = 0; i < 4; i++) {
		ssize_t n = recv(fds[i], some, sizeof some, 0);
		CHECK(n > 0 && has((struct str){ some, (size_t)n }, " 200 "));
		CHECK(n > 0 && !has((struct str){ some, (size_t)n }, "slow by 0") && !has((struct str){ some, (size_t)n }, "slow by 1"));
		close(fds[i]);
	}
	CHECK(atomic_load(&s.slow_most) == 2);
	end(&s);
	arena_end(&a);
}

TEST(slow_clients_are_ended_silent_ones_are_not)
{
	struct site s;
	struct arena a = {};
	char some[256];
	begin_with(&s, (struct server_options){ .header_s = 2 });
	int silent = connect_to(&s), dripping = connect_to(&s), after = connect_to(&s);
	send_all(after, S("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"));
	CHECK(recv(after, some, sizeof some, 0) > 0);
	send_all(dripping, S("GET /x HTTP/1.1\r\nHost: h\r\n"));
	bool ended = false, ended_after = false;
	for (int i = 0; i < 30 && !(ended && ended_after); i++) { /* a byte of a header each 200 ms */
		usleep(200000);
		ended = ended || (send(dripping, "X", 1, MSG_NOSIGNAL) < 0);
		ended_after = ended_after || (i > 5 && send(after, "G", 1, MSG_NOSIGNAL) < 0);
	}
	CHECK(ended && ended_after);
	CHECK(server_connections(s.server) == 1);
	send_all(silent, GET("/x", ""));
	CHECK(recv(silent, some, sizeof some, 0) > 0 && !memcmp(some, "HTTP/1.1 200", 12));
	close(silent);
	close(dripping);
	close(after);
	end(&s);
	arena_end(&a);
}

TEST(broken_requests)
{
	struct site s;
	struct arena a = {};
	begin(&s);
	poke(&s, S("GARBAGE\r\n\r\n"));
	poke(&s, S("\0\xff\xfe\r\n\r\n\r\n"));
	poke(&s, S("GET /x HTTP/1.1\r\nHo"));
	poke(&s, S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\nabc"));
	poke(&s, S("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"));
	CHECK(has(talk(&s, &a, GET("/%ff", "")), "HTTP/1.1 400 "));
	CHECK(has(talk(&s, &a, GET("/x?a=%2", "")), "HTTP/1.1 400 "));
	struct buf long_target = buf_make(&a, 1 << 20);
	buf_put(&long_target, S("GET /"));
	for (int i = 0; i < 40000; i++)
		buf_char(&long_target, 'a');
	buf_put(&long_target, S(" HTTP/1.1\r\nHost: h\r\n\r\n"));
	CHECK(!has(talk(&s, &a, buf_str(&long_target)), " 200 "));
	int half = connect_to(&s), body = connect_to(&s); /* left open: the end must not wait for them for ever */
	send_all(half, S("GET /x HTTP/1.1\r\nHost: h\r\n"));
	send_all(body, S("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 50000000\r\n\r\nabc"));
	CHECK(has(talk(&s, &a, GET("/ok", "")), " 200 "));
	struct str two = talk(&s, &a, S("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	CHECK(has(two, "0 /1 ") && has(two, "0 /2 "));
	end(&s);
	close(half);
	close(body);
	arena_end(&a);
}

/* One of two readers in a row might take the rest for a request of its own. */
TEST(requests_that_end_in_two_places)
{
	static const char *const heads[] = { "Content-Length: 30\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 0\r\nContent-Length: 30\r\n",
		"Content-Length: 30\r\ncontent-length: 30\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "Transfer-Encoding: xchunked\r\n",
		"Transfer-Encoding: gzip, chunked\r\n", "Content-Length : 30\r\n", "Transfer-Encoding:\r\n chunked\r\n", "X: a\r\n Content-Length: 30\r\n", "Host: other\r\n" };
	struct site s;
	struct arena a = {};
	begin(&s);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct str t = talk(&s, &a, arena_printf(&a, "POST /p HTTP/1.1\r\nHost: h\r\n%s\r\n0\r\n\r\nGET /inner HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", heads[i]));
		CHECK(has(t, "HTTP/1.1 400 ") && !has(t, "/inner"));
	}
	struct str t = talk(&s, &a, S("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /inner HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	CHECK(has(t, "1 /p ") && has(t, "0 /inner "));
	end(&s);
	arena_end(&a);
}

TEST(addresses_to_listen_on)
{
	static const char *const bad[] = { "nonsense", "127.0.0.1:", "127.0.0.1:99999", "::1:80", "[::1:80", "999.1.1.1:80",
		"127.0.0.1:-1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err err = {};
		struct server *s = server_start(&(struct server_options){ .listen = bad[i], .handle = handle }, &err);
		CHECK(!s && err.kind == E_INVALID && err.text[0]);
		server_stop(s);
	}
	struct site s;
	begin(&s);
	struct err err = {};
	struct str address = server_address(s.server);
	CHECK(!server_start(&(struct server_options){ .listen = address.ptr + 7, .handle = handle }, &err));
	CHECK(err.kind == E_BUSY);
	end(&s);
}
