/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls out: what may be called and what not, limits, and TLS against a real server of OpenSSL's.
 */
#include "base/test.h"
#include "net/client.h"
#include "net/server.h"
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)app, (void)worker;
	res->content_type = S("text/plain; charset=utf-8");
	if (str_eq(req->path, S("/away"))) {
		res->status = 303;
		res->location = S("/there");
	} else if (str_eq(req->path, S("/out"))) {
		res->status = 303;
		res->location = S("http://192.0.2.1/");
	} else if (str_eq(req->path, S("/long"))) {
		for (int i = 0; i < 3000; i++)
			buf_put(&res->body, S("0123456789"));
	} else if (str_eq(req->path, S("/slow"))) {
		usleep(700000);
	} else {
		buf_printf(&res->body, "%d %.*s type=%.*s body=%.*s form=%u", (int)req->method, STR(req->target), STR(req->content_type), STR(req->body), req->form.n);
	}
	return true;
}

static bool private(const char *address)
{
	unsigned char b[16];
	size_t n = strchr(address, ':') ? 16 : 4;
	CHECK(inet_pton(n == 4 ? AF_INET : AF_INET6, address, b) == 1);
	return client_address_private(b, n);
}

TEST(addresses_that_are_not_public)
{
	static const char *const inside[] = { "0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.1", "192.168.0.1", "198.19.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
		"::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001::1", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "::127.0.0.1" };
	static const char *const outside[] = { "1.1.1.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "172.15.255.255", "172.32.0.1", "192.167.0.1", "223.255.255.255",
		"::ffff:1.1.1.1", "2606:4700::1111", "2a00::1", "2002:101:101::" };
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		if (!private(inside[i]))
			test_failed(__FILE__, __LINE__, inside[i]);
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (private(outside[i]))
			test_failed(__FILE__, __LINE__, outside[i]);
}

static enum err_kind kind_of(struct client_call call, struct client_answer *out)
{
	static struct arena a;
	struct err err = {};
	client_call(&a, &call, out, &err);
	return err.kind;
}

TEST(what_may_not_be_called)
{
	static const char *const never[] = { "", "x", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://example.org/", "http://192.0.2.1/", "http://[2001:db8::1]/",
		"https://user@127.0.0.1/", "https://user:secret@127.0.0.1/", "https://", "http://localhost.example.org/", "dict://127.0.0.1:1/", "127.0.0.1:1/", "https://a b/" };
	struct client_answer out;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (kind_of((struct client_call){ .url = str_c(never[i]), .private_allowed = true }, &out) != E_INVALID)
			test_failed(__FILE__, __LINE__, never[i]);
	/* However this machine's number is written: curl reads it, and what is connected to counts. */
	static const char *const denied[] = { "https://127.0.0.1:1/", "https://[::1]:1/", "https://10.0.0.1:1/", "https://0x7f000001:1/", "https://2130706433:1/", "https://127.1:1/",
		"https://localhost:1/", "https://[::ffff:127.0.0.1]:1/", "http://127.0.0.1:1/", "https://169.254.169.254/latest" };
	for (size_t i = 0; i < sizeof denied / sizeof *denied; i++)
		if (kind_of((struct client_call){ .url = str_c(denied[i]) }, &out) != E_DENIED)
			test_failed(__FILE__, __LINE__, denied[i]);
	CHECK(kind_of((struct client_call){ .url = S("http://127.0.0.1:1/"), .private_allowed = true, .accept = S("a\r\nX-Evil: 1") }, &out) == E_INVALID);
	CHECK(kind_of((struct client_call){ .url = S("http://127.0.0.1:1/?secret"), .private_allowed = true }, &out) == E_BUSY); /* nobody listens */
}

TEST(a_call_and_its_limits)
{
	struct arena a = {};
	struct err err = {};
	struct client_answer out;
	struct server *server = server_start(&(struct server_options){ .listen = "127.0.0.1:0", .handle = handle }, &err);
	CHECK(server != NULL);
	struct str base = server_address(server);
#define AT(path) .url = arena_printf(&a, "%.*s" path, STR(base)), .private_allowed = true
	CHECK(kind_of((struct client_call){ AT("/here?q=1") }, &out) == E_NONE && out.status == 200);
	CHECK_STR(out.body, S("0 /here?q=1 type= body= form=0"));
	CHECK_STR(out.content_type, S("text/plain; charset=utf-8"));
	CHECK(kind_of((struct client_call){ AT("/ts"), .content_type = S("application/timestamp-query"), .body = S("0\x01") }, &out) == E_NONE);
	CHECK_STR(out.body, S("1 /ts type=application/timestamp-query body=0\x01 form=0"));
	CHECK(kind_of((struct client_call){ AT("/away") }, &out) == E_NONE && out.status == 303); /* not followed unless asked */
	CHECK(kind_of((struct client_call){ AT("/away"), .redirects = 2 }, &out) == E_NONE && out.status == 200);
	CHECK_STR(out.body, S("0 /there type= body= form=0"));
	CHECK(kind_of((struct client_call){ AT("/out"), .redirects = 2 }, &out) == E_DENIED); /* plain HTTP leads to this machine only, also around a corner */
	CHECK(kind_of((struct client_call){ AT("/long"), .max_bytes = 30000 }, &out) == E_NONE && out.body.len == 30000);
	CHECK(kind_of((struct client_call){ AT("/long"), .max_bytes = 29999 }, &out) == E_BUSY);
	CHECK(kind_of((struct client_call){ AT("/slow"), .timeout_ms = 200 }, &out) == E_BUSY);
	setenv("http_proxy", "http://127.0.0.1:1", 1); /* the environment has no say */
	CHECK(kind_of((struct client_call){ AT("/here") }, &out) == E_NONE);
	unsetenv("http_proxy");
	server_stop(server);
	arena_end(&a);
}

/* ---- TLS ---- */

static pid_t run(const char *const argv[], int in)
{
	pid_t pid = fork();
	if (pid == 0) {
		dup2(in, 0);
		close(1); /* this program's output is TAP */
		close(2);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	return pid;
}

TEST(tls_is_verified)
{
	char folder[] = "/tmp/mainstay-client-XXXXXX", key[64], cert[64], port[8];
	struct arena a = {};
	CHECK(mkdtemp(folder) != NULL);
	snprintf(key, sizeof key, "%s/key.pem", folder);
	snprintf(cert, sizeof cert, "%s/cert.pem", folder);
	snprintf(port, sizeof port, "%d", 20000 + (int)getpid() % 20000);
	const char *make[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj",
		"/CN=localhost", "-addext", "subjectAltName=DNS:localhost", NULL };
	int status = -1;
	waitpid(run(make, 0), &status, 0);
	CHECK(status == 0);
	int never[2]; /* s_server ends when its input does */
	CHECK(pipe(never) == 0);
	const char *serve[] = { "openssl", "s_server", "-accept", port, "-key", key, "-cert", cert, "-www", "-quiet", NULL };
	pid_t server = run(serve, never[0]);
	struct client_answer out = {};
	enum err_kind got = E_BUSY;
	struct client_call call = { .url = arena_printf(&a, "https://localhost:%s/", port), .ca_file = str_c(cert), .private_allowed = true };
	for (int i = 0; i < 50 && got != E_NONE; i++, usleep(100000))
		got = kind_of(call, &out);
	CHECK(got == E_NONE && out.status == 200 && out.body.len > 100);
	call.ca_file = S("");
	CHECK(kind_of(call, &out) == E_BUSY); /* nobody the system trusts has signed it */
	call.ca_file = str_c(cert);
	call.url = arena_printf(&a, "https://127.0.0.1:%s/", port);
	CHECK(kind_of(call, &out) == E_BUSY); /* another name than the certificate's */
	kill(server, SIGTERM);
	waitpid(server, &status, 0);
	close(never[0]);
	close(never[1]);
	unlink(key);
	unlink(cert);
	rmdir(folder);
	arena_end(&a);
}
