/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the room certificate/: its SQL. Functions that find nothing return false without an error.
 */
#pragma once
#include "base/vec.h"
#include "db/db.h"

struct store_certificate {
	struct str chain, sealed_key;
	bool made;
};
struct store_anchor {
	struct str fingerprint, pem;
};
VEC_TYPE(store_anchor_vec, struct store_anchor);

bool store_certificate(struct cx *cx, struct store_certificate *out);
bool store_certificate_put(struct cx *cx, const struct store_certificate *c);
bool store_anchors(struct cx *cx, struct store_anchor_vec *out);
bool store_anchor_put(struct cx *cx, const struct store_anchor *a);
bool store_anchor_remove(struct cx *cx, struct str fingerprint); /* false when there was none */
bool store_certificate_bump(struct cx *cx);
int64_t store_certificate_version(struct cx *cx); /* -1 on error */
