/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside net/: what the server asks of TLS. GnuTLS's types stay in tls.c.
 */
#pragma once
#include "net/tls.h"

#define TLS_PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:%SERVER_PRECEDENCE"

struct tls_peer; /* a client's certificate that leads to an anchor */
/* The callback that the HTTP library hands to GnuTLS (gnutls_certificate_retrieve_function2): gives the newest certificates of the session's server. */
intptr_t tls_certificate_giver(void);
/* The verified certificate of this session (a gnutls_session_t), or NULL: none, not valid now, not for clients, or not of an anchor. */
struct tls_peer *tls_peer_read(struct tls *t, void *session);
struct str tls_peer_fingerprint(const struct tls_peer *p);
struct str tls_peer_der(const struct tls_peer *p);
void tls_peer_end(struct tls_peer *p);
