/* SPDX-License-Identifier: Apache-2.0
 *
 * The face of people: signing in, one's account, and the administration of people. What they stand on is core/who.h.
 */
#pragma once
#include "core/who.h"

extern const struct feature feature_people;

/* The cookies of a session that was just opened, on the way to a page of this site (back, or the first page when it is none). */
void people_signed_in(struct cx *cx, struct page_call *call, struct str token, struct str back);
