/* SPDX-License-Identifier: Apache-2.0
 *
 * Time stamps over checkpoints (RFC 3161, by OpenSSL's TS): an authority outside says that a checkpoint existed at a time. Stamped is the SHA-256 of the note as
 * the desk signed it, without cosignatures.
 */
#pragma once
#include "base/cx.h"
#include "base/str.h"
#include "core/setting.h"

enum { STAMP_BYTES_MAX = 256 << 10 };

/* "ledger.tsa-url" and "ledger.tsa-ca": where stamps are asked for each day, and the file with the certificates (PEM) that the authority's must lead to. */
extern const struct setting setting_ledger_tsa_url, setting_ledger_tsa_ca;

/* A request (DER) for the newest checkpoint (size 0) or that of a size; *size tells which. Its nonce is derived from the desk's key, so that a reply can be
 * checked without anything being kept meanwhile. E_MISSING without checkpoint or key file. */
bool stamp_request(struct cx *cx, int64_t *size, struct str *der);
/* Checks the reply to that request against the authority's certificates (PEM) and keeps it with its checkpoint; one leaf. E_INVALID when it does not hold, with
 * why; E_CONFLICT when a stamp is kept already. *at_us: the authority's time. Own transaction. */
bool stamp_keep(struct cx *cx, int64_t size, struct str reply, struct str authority_pem, int64_t *at_us);
/* Does the reply (DER) stamp this note, and does it lead to one of these certificates, at its own time? Pure. */
bool stamp_verify(struct str note, struct str reply, struct str authority_pem, int64_t *at_us, struct err *err);
