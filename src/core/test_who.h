/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of people share: a desk with a key, people, and acting as one of them in a session.
 */
#pragma once
#include "base/test.h"
#include "base/hash.h"
#include "core/desk.h"
#include "core/secret.h"
#include "core/who_request.h"
#include "core/who_sign_in.h"
#include "core/who_totp.h"
#include "db/test_desk.h"

extern const struct db_schema core_schema;

static const struct secrets test_secrets = { { 1, 2, 3 } };

static inline void who_desk(struct cx *cx)
{
	static const struct db_schema *const schemas[] = { &core_schema, NULL };
	cx->now_us = 1790000000000000;
	cx->secrets = &test_secrets;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")) && db_commit(&tx));
}

static inline struct person who_add(struct cx *cx, const char *id, enum role role, const char *password)
{
	struct person p = { .id = str_c(id), .name = str_c(id), .role = role, .organization = role == ROLE_OPERATOR ? S("north") : S("") };
	CHECK(who_create(cx, &p, str_c(password)));
	CHECK(who_find(cx, p.id, &p));
	return p;
}

static inline bool denied(struct cx *cx, enum err_kind kind)
{
	bool so = cx->err.kind == kind;
	if (!so)
		printf("# %s\n", cx->err.text);
	err_clear(&cx->err);
	return so;
}

/* Enrols cx's viewer; gives the seed as the telephone has it. */
static inline struct str enrol(struct cx *cx, struct str codes[RECOVERY_CODES])
{
	struct who_seed seed = {}, again = {};
	struct str plain, sealed;
	bool right;
	CHECK(who_totp_offer(cx, S("Desk"), &seed) && who_totp_offered(cx, S("Desk"), seed.sealed, &again));
	CHECK_STR(again.uri, seed.uri);
	CHECK(who_totp_confirm(cx, seed.sealed, S("000000"), &right, codes) && !right);
	char *bytes = arena_bytes(&cx->a, seed.sealed.len / 2);
	CHECK(unhex(seed.sealed, bytes, seed.sealed.len / 2));
	sealed = (struct str){ bytes, seed.sealed.len / 2 };
	CHECK(secret_open(cx, arena_printf(&cx->a, "totp-offer/%lld", (long long)cx->viewer->key), sealed, &plain));
	str_cut(&plain, ' ');
	struct str code = arena_printf(&cx->a, "%06u", totp_code(plain, TOTP_SHA1, totp_step(cx->now_us), 6));
	CHECK(who_totp_confirm(cx, seed.sealed, code, &right, codes) && right);
	return plain;
}
