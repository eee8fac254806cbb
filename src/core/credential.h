/* SPDX-License-Identifier: Apache-2.0
 *
 * What passkeys, certificates, tokens and links to identity providers share. Inside core.
 */
#pragma once
#include "core/who.h"

/* Checks a person's own word for a credential: one line of 1 to CREDENTIAL_NAME_BYTES_MAX bytes. */
bool credential_name(struct cx *cx, struct str name);
/* A leaf about a person's credentials; by the person themself when nobody else acts. Inside a transaction. */
bool credential_note(struct cx *cx, const struct person *person, struct str kind, struct str content);
