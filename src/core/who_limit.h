/* SPDX-License-Identifier: Apache-2.0
 *
 * How often somebody may try: leaking buckets in the database, shared by all processes of a desk. An attempt is charged before it is judged and given back
 * when it was right, so that many at once gain nothing. Stays inside core.
 *
 * Failures slow whoever failed, nobody else: an address (an IPv4 address or an IPv6 /64), and more sharply an address at one name. There is no bucket of a name
 * alone that a stranger could fill. Who comes with a known-device cookie of the very person has a bucket of its own.
 */
#pragma once
#include "core/who.h"

struct limit {
	struct str names[2]; /* of buckets: hashes, no personal data */
	unsigned n;
};
/* The buckets of somebody at cx->from who says to be id. Names that do not exist have theirs like all others. device_known: who_device_known. */
struct limit limit_sign_in(struct cx *cx, struct str id, bool device_known);
/* The buckets of one-time codes of a person whose password was right: by address, and, since who gets there knows the password, of the person as a whole; a known
 * device stands outside that. */
struct limit limit_code(struct cx *cx, int64_t person_key, bool device_known);
/* What an address may have kept for it without having proven anything: questions to authenticators, sign-ins on their way to a provider. Never given back. */
struct limit limit_begun(struct cx *cx);
/* Links that are none, by address. */
struct limit limit_links(struct cx *cx);
/* Calls to a provider that does not answer: all addresses together. */
struct limit limit_provider(struct cx *cx, struct str issuer);
/* Charges one attempt. *wait_us > 0: nothing was charged, and nothing may be judged before that time has passed. Own transaction. */
bool limit_charge(struct cx *cx, const struct limit *limit, int64_t *wait_us);
/* It was right: gives the attempt back. Own transaction. */
bool limit_give_back(struct cx *cx, const struct limit *limit);
