/* SPDX-License-Identifier: Apache-2.0
 *
 * The socket to listen on, bound before the process gives up its privileges. Must never listen on more than was asked for.
 */
#include "net/server.h"
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

bool server_listen(const char *listen_text, struct server_listener *out, struct err *err)
{
	*out = (struct server_listener){ .fd = -1 };
	struct str text = str_c(listen_text);
	ptrdiff_t colon = -1;
	for (size_t i = 0; i < text.len; i++)
		colon = text.ptr[i] == ':' ? (ptrdiff_t)i : colon;
	char host[64], port[8];
	bool six = text.len && text.ptr[0] == '[';
	struct str h = str_slice(text, six, colon < 0 ? 0 : (size_t)colon - six),
	           p = colon < 0 ? text : str_slice(text, (size_t)colon + 1, text.len);
	int64_t number;
	if (h.len >= sizeof host || !str_int(p, &number) || number < 0 || number > 65535 ||
	        (six ? colon < 1 || text.ptr[colon - 1] != ']' : str_find(h, S(":")) >= 0)) {
		err_fail(err, E_INVALID, "\"%s\" is no address to listen on: write ADDRESS:PORT, such as 127.0.0.1:8443 or [::1]:8443",
		        listen_text);
		return false;
	}
	snprintf(host, sizeof host, "%.*s", STR(h.len ? h : S("127.0.0.1")));
	snprintf(port, sizeof port, "%d", (int)number);
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *found = NULL;
	int why = getaddrinfo(host, port, &hints, &found);
	if (why) {
		err_fail(err, E_INVALID, "cannot listen on %s: %s", listen_text, gai_strerror(why));
		return false;
	}
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, BACKLOG)) {
		err_fail(err, errno == EADDRINUSE ? E_BUSY : E_BROKEN, "cannot listen on %s: %s", listen_text, strerror(errno));
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(found);
	struct sockaddr_storage bound = {};
	socklen_t len = sizeof bound;
	if (fd < 0 || getsockname(fd, (struct sockaddr *)&bound, &len) || getnameinfo((struct sockaddr *)&bound, len, NULL, 0, port, sizeof port, NI_NUMERICSERV))
		return false;
	const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)&bound;
	const struct sockaddr_in6 *sixth = (const struct sockaddr_in6 *)(const void *)&bound;
	out->fd = fd;
	out->loopback = bound.ss_family == AF_INET ? ntohl(four->sin_addr.s_addr) >> 24 == 127 : IN6_IS_ADDR_LOOPBACK(&sixth->sin6_addr);
	snprintf(out->at, sizeof out->at, six ? "[%s]:%s" : "%s:%s", host, port);
	return true;
}
