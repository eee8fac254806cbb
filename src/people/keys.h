/* SPDX-License-Identifier: Apache-2.0
 *
 * Ways in besides the password, as pages show them: passkeys, API tokens, client certificates, the identity provider. Inside the room.
 */
#pragma once
#include "core/feature.h"
#include "page/frame.h"

struct passkey_view { /* a button to sign in with a passkey, shown by the script where the browser can, and the way to the identity provider */
	struct str back, script;
	struct str oidc; /* empty = not set up */
};
void page_passkey(struct page_out *o, const struct passkey_view *v);
/* Filled for a page from which one goes on to back. */
struct passkey_view people_passkey(struct cx *cx, struct str back);

struct key_row {
	struct str name, scope, key;
	struct when since, until, used;
	bool was_used;
};
VEC_TYPE(key_rows, struct key_row);
struct keys_view {
	struct str made; /* a token that was just made */
	struct key_rows passkeys, tokens, certificates;
	struct field_view passkey_name, token_name, token_scope, token_days;
	struct str script;
};
void page_keys(struct page_out *o, const struct keys_view *v);
