/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of passkeys, certificates, API tokens and OpenID Connect.
 */
#include "core/store_credential.h"

/* ---- passkeys ---- */

bool store_passkey_handle(struct cx *cx, int64_t person, struct str *handle)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT handle FROM passkey_handle WHERE person = $1", DB(person));
	return db_next(&rows, TO(handle));
}

bool store_passkey_handle_insert(struct cx *cx, int64_t person, struct str handle)
{
	return db_exec(
	        cx, "INSERT INTO passkey_handle (person, handle) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING", DB(person), DB(handle));
}

bool store_challenge_insert(struct cx *cx, struct str hash, int64_t person, int64_t expires_us)
{
	return db_exec(
	        cx, "INSERT INTO passkey_challenge (hash, person, expires_us) VALUES ($1, $2, $3)", DB(hash), DB(person), DB(expires_us));
}

bool store_challenge_take(struct cx *cx, struct str hash, int64_t person)
{
	return db_exec(cx, "DELETE FROM passkey_challenge WHERE hash = $1 AND person = $2 AND expires_us > $3", DB(hash), DB(person),
	               DB(cx->now_us)) &&
	       db_changes(cx) == 1;
}

bool store_challenges_sweep(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM passkey_challenge WHERE expires_us <= $1", DB(cx->now_us));
}

bool store_passkey_insert(struct cx *cx, const struct store_passkey *p)
{
	return db_exec(cx,
	        "INSERT INTO passkey (key, id, person, name, algorithm, public_key, counter, flags, aaguid, format, attestation, "
	        "created_us) VALUES ($1, $2, $3, $4, $5, "
	        "$6, $7, $8, $9, $10, $11, $12)",
	        DB(p->p.key), DB(p->p.id), DB(p->p.person), DB(p->p.name), DB(p->algorithm), DB_BLOB(p->public_key), DB(p->p.counter),
	        DB(p->flags), DB(p->aaguid), DB(p->format), DB_BLOB(p->attestation), DB(cx->now_us));
}

bool store_passkey(struct cx *cx, struct str id, struct store_passkey *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, id, person, name, algorithm, public_key, counter, flags, created_us, used_us, ended_us FROM passkey WHERE id "
	        "= $1",
	        DB(id));
	struct passkey *p = &out->p;
	return db_next(&rows, TO(&p->key), TO(&p->id), TO(&p->person), TO(&p->name), TO(&out->algorithm), TO(&out->public_key),
	        TO(&p->counter), TO(&out->flags), TO(&p->created_us), TO(&p->used_us), TO(&p->ended_us));
}

bool store_passkeys(struct cx *cx, int64_t person, struct passkey_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, id, person, name, counter, created_us, used_us FROM passkey WHERE person = $1 AND ended_us IS NULL ORDER BY "
	        "key",
	        DB(person));
	for (struct passkey p = {};
	        db_next(&rows, TO(&p.key), TO(&p.id), TO(&p.person), TO(&p.name), TO(&p.counter), TO(&p.created_us), TO(&p.used_us));)
		*vec_push(&cx->a, out) = p;
	return ok(cx);
}

bool store_passkey_used(struct cx *cx, int64_t key, int64_t counter, int64_t flags)
{
	return db_exec(cx,
	        "UPDATE passkey SET counter = $2, flags = $3, used_us = $4 WHERE key = $1 AND ended_us IS NULL AND (counter < $2 OR "
	        "(counter = 0 AND $2 = 0))",
	        DB(key), DB(counter), DB(flags), DB(cx->now_us));
}

bool store_passkeys_end(struct cx *cx, int64_t person, int64_t key)
{
	return db_exec(cx, "UPDATE passkey SET ended_us = $3 WHERE person = $1 AND ($2 = 0 OR key = $2) AND ended_us IS NULL", DB(person),
	        DB(key), DB(cx->now_us));
}

/* ---- certificates ---- */

bool store_certificate_insert(struct cx *cx, const struct certificate *c)
{
	return db_exec(cx,
	        "INSERT INTO certificate (key, fingerprint, pin, person, subject, from_us, until_us, created_us) VALUES ($1, $2, "
	        "$3, $4, $5, $6, $7, $8)",
	        DB(c->key), DB(c->fingerprint), DB(c->pin), DB(c->person), DB(c->subject), DB(c->from_us), DB(c->until_us), DB(cx->now_us));
}

bool store_client_certificate(struct cx *cx, struct str fingerprint, struct certificate *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, fingerprint, pin, person, subject, from_us, until_us, used_us, ended_us FROM certificate WHERE "
	        "fingerprint = $1",
	        DB(fingerprint));
	return db_next(&rows, TO(&out->key), TO(&out->fingerprint), TO(&out->pin), TO(&out->person), TO(&out->subject), TO(&out->from_us),
	        TO(&out->until_us), TO(&out->used_us), TO(&out->ended_us));
}

int64_t store_certificate_pin(struct cx *cx, struct str pin)
{
	int64_t person = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT person FROM certificate WHERE pin = $1 ORDER BY key LIMIT 1", DB(pin));
	return db_next(&rows, TO(&person)) ? person : 0;
}

bool store_certificates(struct cx *cx, int64_t person, struct certificate_vec *out)
{
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, fingerprint, subject, person, from_us, until_us, used_us FROM certificate WHERE person = $1 AND "
	        "ended_us IS NULL ORDER BY key",
	        DB(person));
	for (struct certificate c = {}; db_next(&rows, TO(&c.key), TO(&c.fingerprint), TO(&c.subject), TO(&c.person), TO(&c.from_us),
	             TO(&c.until_us), TO(&c.used_us));)
		*vec_push(&cx->a, out) = c;
	return ok(cx);
}

bool store_certificate_used(struct cx *cx, int64_t key)
{
	return db_exec(cx, "UPDATE certificate SET used_us = $2 WHERE key = $1", DB(key), DB(cx->now_us));
}

bool store_certificates_end(struct cx *cx, int64_t person, struct str fingerprint)
{
	return db_exec(cx,
	        "UPDATE certificate SET ended_us = $3 WHERE person = $1 AND ($2 = '' OR fingerprint = $2) AND ended_us IS NULL",
	        DB(person), DB(fingerprint), DB(cx->now_us));
}

/* ---- tokens ---- */

bool store_token_insert(struct cx *cx, struct str hash, const struct api_token *t)
{
	return db_exec(cx,
	        "INSERT INTO api_token (key, hash, person, name, scope, created_us, expires_us) VALUES ($1, $2, $3, $4, $5, $6, $7)",
	        DB(t->key), DB(hash), DB(t->person), DB(t->name), DB((int64_t)t->scope), DB(cx->now_us), DB(t->expires_us));
}

bool store_token(struct cx *cx, struct str hash, struct api_token *out)
{
	int64_t scope = 0;
	AUTO(db_rows)
	rows = db_query(
	        cx, "SELECT key, person, name, scope, created_us, expires_us, used_us, ended_us FROM api_token WHERE hash = $1", DB(hash));
	bool found = db_next(&rows, TO(&out->key), TO(&out->person), TO(&out->name), TO(&scope), TO(&out->created_us), TO(&out->expires_us),
	        TO(&out->used_us), TO(&out->ended_us));
	out->scope = (unsigned)scope;
	return found;
}

bool store_tokens(struct cx *cx, int64_t person, struct api_token_vec *out)
{
	int64_t scope;
	AUTO(db_rows)
	rows = db_query(cx,
	        "SELECT key, person, name, scope, created_us, expires_us, used_us FROM api_token WHERE person = $1 AND ended_us IS NULL "
	        "ORDER BY key",
	        DB(person));
	for (struct api_token t = {};
	        db_next(&rows, TO(&t.key), TO(&t.person), TO(&t.name), TO(&scope), TO(&t.created_us), TO(&t.expires_us), TO(&t.used_us));) {
		t.scope = (unsigned)scope;
		*vec_push(&cx->a, out) = t;
	}
	return ok(cx);
}

bool store_token_used(struct cx *cx, int64_t key)
{
	return db_exec(cx, "UPDATE api_token SET used_us = $2 WHERE key = $1", DB(key), DB(cx->now_us));
}

bool store_tokens_end(struct cx *cx, int64_t person, int64_t key)
{
	return db_exec(cx, "UPDATE api_token SET ended_us = $3 WHERE person = $1 AND ($2 = 0 OR key = $2) AND ended_us IS NULL", DB(person),
	        DB(key), DB(cx->now_us));
}

/* ---- OpenID Connect ---- */

bool store_oidc_secret(struct cx *cx, struct str *sealed)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT secret FROM oidc_client WHERE one = 1");
	return db_next(&rows, TO(sealed));
}

bool store_oidc_secret_put(struct cx *cx, struct str sealed)
{
	return db_exec(cx, "INSERT INTO oidc_client (one, secret) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET secret = excluded.secret",
	        DB_BLOB(sealed));
}

bool store_oidc_provider(struct cx *cx, struct str issuer, struct str *configuration, struct str *keys, int64_t *fetched_us)
{
	AUTO(db_rows) rows = db_query(cx, "SELECT configuration, keys, fetched_us FROM oidc_provider WHERE issuer = $1", DB(issuer));
	return db_next(&rows, TO(configuration), TO(keys), TO(fetched_us));
}

bool store_oidc_provider_put(struct cx *cx, struct str issuer, struct str configuration, struct str keys)
{
	return db_exec(cx,
	        "INSERT INTO oidc_provider (issuer, configuration, keys, fetched_us) VALUES ($1, $2, $3, $4) ON CONFLICT (issuer) DO "
	        "UPDATE SET configuration = "
	        "excluded.configuration, keys = excluded.keys, fetched_us = excluded.fetched_us",
	        DB(issuer), DB(configuration), DB(keys), DB(cx->now_us));
}

bool store_oidc_flow_insert(struct cx *cx, struct str state, const struct store_oidc_flow *f)
{
	return db_exec(cx, "INSERT INTO oidc_flow (state, browser, nonce, verifier, back, expires_us) VALUES ($1, $2, $3, $4, $5, $6)",
	        DB(state), DB(f->browser), DB(f->nonce), DB(f->verifier), DB(f->back), DB(f->expires_us));
}

bool store_oidc_flow_take(struct cx *cx, struct str state, struct store_oidc_flow *out)
{
	AUTO(db_rows)
	rows = db_query(cx, "DELETE FROM oidc_flow WHERE state = $1 RETURNING browser, nonce, verifier, back, expires_us", DB(state));
	return db_next(&rows, TO(&out->browser), TO(&out->nonce), TO(&out->verifier), TO(&out->back), TO(&out->expires_us));
}

bool store_oidc_flows_sweep(struct cx *cx)
{
	return db_exec(cx, "DELETE FROM oidc_flow WHERE expires_us <= $1", DB(cx->now_us));
}

bool store_oidc_link_insert(struct cx *cx, struct str issuer, struct str claim, struct str subject, int64_t person)
{
	return db_exec(cx, "INSERT INTO oidc_link (issuer, claim, subject, person, created_us) VALUES ($1, $2, $3, $4, $5)", DB(issuer),
	        DB(claim), DB(subject), DB(person), DB(cx->now_us));
}

int64_t store_oidc_link(struct cx *cx, struct str issuer, struct str claim, struct str subject)
{
	int64_t person = 0;
	AUTO(db_rows)
	rows = db_query(
	        cx, "SELECT person FROM oidc_link WHERE issuer = $1 AND claim = $2 AND subject = $3", DB(issuer), DB(claim), DB(subject));
	return db_next(&rows, TO(&person)) ? person : 0;
}

bool store_oidc_links_delete(struct cx *cx, int64_t person)
{
	return db_exec(cx, "DELETE FROM oidc_link WHERE person = $1", DB(person));
}
