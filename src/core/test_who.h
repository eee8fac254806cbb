/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of people share: a desk with a key, people, and acting as one of them in a session.
 */
#pragma once
#include "base/test.h"
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
