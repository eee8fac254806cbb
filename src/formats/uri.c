/* SPDX-License-Identifier: Apache-2.0
 *
 * The RFC 3986 grammar, read by hand in one pass. Must never allocate: it runs on every address of every foreign document.
 */
#include "formats/uri.h"
#include <arpa/inet.h>
#include <string.h>

static bool alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool hexdigit(char c)
{
	return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* unreserved and sub-delims, plus what the component at hand adds to them. */
static bool all_of(struct str s, const char *more)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '%') {
			if (s.len - i < 3 || !hexdigit(s.ptr[i + 1]) || !hexdigit(s.ptr[i + 2]))
				return false;
			i += 2;
		} else if (!alpha(c) && !digit(c) && (!c || (!strchr("-._~!$&'()*+,;=", c) && !strchr(more, c)))) {
			return false;
		}
	}
	return true;
}

static bool ip_literal(struct str s)
{
	if (s.len && (s.ptr[0] == 'v' || s.ptr[0] == 'V')) {
		size_t i = 1;
		while (i < s.len && hexdigit(s.ptr[i]))
			i++;
		struct str rest = str_slice(s, i + 1, s.len);
		return i > 1 && i < s.len && s.ptr[i] == '.' && rest.len && str_find(rest, S("%")) < 0 && all_of(rest, ":");
	}
	char text[INET6_ADDRSTRLEN];
	if (s.len >= sizeof text)
		return false;
	memcpy(text, s.ptr, s.len);
	text[s.len] = 0;
	struct in6_addr address;
	return strlen(text) == s.len && inet_pton(AF_INET6, text, &address) == 1;
}

static bool authority(struct str s)
{
	const char *at = s.len ? memrchr(s.ptr, '@', s.len) : NULL;
	if (at) {
		size_t n = (size_t)(at - s.ptr);
		if (!all_of(str_slice(s, 0, n), ":"))
			return false;
		s = str_slice(s, n + 1, s.len);
	}
	struct str port = {};
	if (s.len && s.ptr[0] == '[') {
		ptrdiff_t end = str_find(s, S("]"));
		if (end < 0 || !ip_literal(str_slice(s, 1, (size_t)end)))
			return false;
		port = str_slice(s, (size_t)end + 1, s.len);
		if (port.len && port.ptr[0] != ':')
			return false;
		port = str_slice(port, 1, port.len);
	} else {
		struct str host = str_cut(&s, ':');
		if (!all_of(host, ""))
			return false;
		port = s;
	}
	for (size_t i = 0; i < port.len; i++)
		if (!digit(port.ptr[i]))
			return false;
	return true;
}

bool uri_valid(struct str s)
{
	size_t i = 0;
	while (i < s.len && (alpha(s.ptr[i]) || (i && (digit(s.ptr[i]) || strchr("+-.", s.ptr[i])) && s.ptr[i])))
		i++;
	if (i == 0 || i >= s.len || s.ptr[i] != ':')
		return false;
	s = str_slice(s, i + 1, s.len);
	ptrdiff_t hash = str_find(s, S("#"));
	if (hash >= 0) {
		if (!all_of(str_slice(s, (size_t)hash + 1, s.len), ":@/?"))
			return false;
		s = str_slice(s, 0, (size_t)hash);
	}
	ptrdiff_t query = str_find(s, S("?"));
	if (query >= 0) {
		if (!all_of(str_slice(s, (size_t)query + 1, s.len), ":@/?"))
			return false;
		s = str_slice(s, 0, (size_t)query);
	}
	if (!str_starts(s, S("//")))
		return all_of(s, ":@/");
	s = str_slice(s, 2, s.len);
	ptrdiff_t slash = str_find(s, S("/"));
	struct str path = slash < 0 ? (struct str){} : str_slice(s, (size_t)slash, s.len);
	return authority(slash < 0 ? s : str_slice(s, 0, (size_t)slash)) && all_of(path, ":@/");
}
