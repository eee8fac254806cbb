/* SPDX-License-Identifier: Apache-2.0
 *
 * One HTTP exchange that the desk begins itself: with an identity provider, an authority of time stamps, a feed. TLS 1.2 or newer, verified; plain
 * HTTP on this machine only; no cookies, no .netrc, no environment. What comes back is foreign bytes, of at most max_bytes.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct client_call {
	struct str url;		   /* https://…, or http:// to this machine's own addresses */
	struct str content_type;   /* of body; not empty = POST, else GET */
	struct str body;	   /* of a POST; any bytes */
	struct str accept;	   /* Accept header, or empty */
	struct str authorization;  /* Authorization header's value ("Basic …"), or empty; never sent on to where a redirect leads */
	struct str ca_file;	   /* PEM file of the authorities to trust instead of the system's; or empty */
	struct str proxy;	   /* "http://proxy.example:3128", or empty */
	size_t max_bytes;	   /* of the answer's body; 0 = 1 MiB */
	unsigned timeout_ms;	   /* of the whole exchange; 0 = 10,000 */
	unsigned redirects;	   /* how many to follow; 0 = none, their 3xx is the answer */
	bool private_allowed;	   /* addresses of private networks and of this machine may be called */
};
struct client_answer {
	int status; /* whatever it was: also 404 and 500 are answers */
	struct str content_type, body;
};

/* Makes the call and waits for its end; into a. Blocks: for rows marked slow, jobs and commands. E_INVALID: the address is none that may be called;
 * E_DENIED: its host is on a private network and that was not allowed (asked of the address really connected to, so a name that changes its address
 * gains nothing; behind a proxy only hosts written as numbers can be asked); E_BUSY: no connection, no valid certificate, too slow, too long.
 * The query of an address never appears in an error text. */
bool client_call(struct arena *a, const struct client_call *call, struct client_answer *out, struct err *err);

/* Is this address (4 or 16 bytes, network order) on a private network, this machine, or otherwise none of the public Internet? By the registries of
 * RFC 6890 with their updates; IPv4 inside IPv6 (mapped, NAT64, 6to4) is looked at. For tests and for those who check addresses themselves. */
bool client_address_private(const unsigned char *bytes, size_t n);
