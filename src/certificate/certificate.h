/* SPDX-License-Identifier: Apache-2.0
 *
 * What the server's TLS stands on: its certificate, made by the desk or brought from an authority, the sealed key, and the authorities whose certificates
 * machines may show. All kept in the desk, so that every process that serves it shows the same.
 */
#pragma once
#include "core/feature.h"
#include "net/tls.h"

extern const struct feature feature_certificate;

/* A certificate made by the desk is valid as long as browsers accept (825 days) and made anew this long before it ends. */
enum { CERTIFICATE_DAYS = 825, CERTIFICATE_RENEW_DAYS = 30 };

/* Makes a certificate when there is none, or when the desk's own ends soon; one that was imported is left alone. Its names: localhost, 127.0.0.1, ::1 and the
 * host of the setting sign-in.origin. Own transaction. E_MISSING when this process has no key file to seal its key with. */
bool certificate_ensure(struct cx *cx);
/* Makes a new one in any case, also in place of an imported one. Own transaction. */
bool certificate_renew(struct cx *cx);
/* Keeps a chain (PEM, the server's own certificate first) and its key (PEM). E_INVALID when they are none, not for each other, or valid no longer. */
bool certificate_import(struct cx *cx, struct str chain, struct str key);
/* Machines may show certificates of this authority (PEM, one certificate); fingerprint: its SHA-256, to withdraw it by. */
bool certificate_trust(struct cx *cx, struct str pem, struct str *fingerprint);
/* E_MISSING when there is none of this fingerprint. */
bool certificate_distrust(struct cx *cx, struct str fingerprint);

struct certificate_set { /* texts in cx's arena; the key is wiped by certificate_forget */
	struct str chain, key, anchors;
	bool made; /* by the desk */
};
/* Everything that tls_load wants. E_MISSING when there is no certificate. */
bool certificate_read(struct cx *cx, struct certificate_set *out);
void certificate_forget(struct certificate_set *set);
/* Rises with every change of the above; -1 on error. */
int64_t certificate_version(struct cx *cx);
