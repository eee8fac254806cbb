/* SPDX-License-Identifier: Apache-2.0
 *
 * The face of people: signing in, one's account, and the administration of people. What they stand on is core/who.h.
 */
#pragma once
#include "core/who.h"

extern const struct feature feature_people;
extern const struct feature feature_keys; /* passkeys, tokens, certificates, the identity provider */

/* The cookies of a session that was just opened for this person, on the way to a page of this site (back; or where their rights let them begin, when it is none or
 * the first page). */
bool people_signed_in(struct cx *cx, struct page_call *call, int64_t person_key, struct str token, struct str back);
/* Where somebody with these rights begins: the first page is for those who read. */
struct str people_home(unsigned rights);
/* Are the factors proven freshly enough for what is sensitive? When not: the way to prove them, and from there to back; the handler returns true. */
bool people_fresh(struct cx *cx, struct page_call *call, struct str back);
/* "desk officer", "invited": in the viewer's language. Borrowed, static. */
struct str people_role_word(const struct page_out *o, enum role role);
struct str people_state_word(const struct page_out *o, enum who_state state);
