/* SPDX-License-Identifier: Apache-2.0
 *
 * The verbs of certificates. Must never write a key unsealed, nor replace a certificate that somebody imported without being told to.
 */
#include "certificate/certificate.h"
#include "base/json.h"
#include "certificate/store.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/secret.h"
#include <string.h>

static const int64_t day_us = (int64_t)86400 * 1000000;
#define KEY_PURPOSE S("certificate/key")

/* The leaf of a change: what is public of it. */
static bool tell(struct cx *cx, const char *kind, const struct tls_certificate *c)
{
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "subject", c->subject);
	jo_kstr(&o, "names", c->names);
	jo_kstr(&o, "fingerprint", c->fingerprint);
	jo_object_end(&o);
	return ledger_append_one(cx, str_c(kind), S("certificate"), buf_str(&b), release_class(cx, &(struct labels){ TLP_RED, S("") }));
}

static bool keep(struct cx *cx, const char *kind, struct str chain, struct str key, bool made)
{
	struct store_certificate row = { .chain = chain, .made = made };
	struct tls_certificate c = {};
	if (!tls_read(&cx->a, chain, &c, &cx->err) || !secret_seal(cx, KEY_PURPOSE, key, &row.sealed_key))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_certificate_put(cx, &row);
	store_certificate_bump(cx);
	tell(cx, kind, &c);
	return db_commit(&tx);
}

/* "https://desk.example:8443" → "desk.example". */
static struct str host_of(struct str origin)
{
	ptrdiff_t from = str_find(origin, S("://"));
	struct str rest = from < 0 ? origin : str_slice(origin, (size_t)from + 3, origin.len);
	ptrdiff_t end = rest.len && rest.ptr[0] == '[' ? str_find(rest, S("]")) : str_find(rest, S(":"));
	bool six = rest.len && rest.ptr[0] == '[';
	return str_slice(rest, six, end < 0 ? rest.len : (size_t)end);
}

bool certificate_renew(struct cx *cx)
{
	struct str names[4] = { S("localhost"), S("127.0.0.1"), S("::1"), host_of(setting_read(cx, &setting_origin)) }, chain, key;
	unsigned n = 4;
	for (unsigned i = 0; i < 3; i++)
		if (str_eq(names[3], names[i]) || !names[3].len)
			n = 3;
	if (n == 4) { /* the name that people use stands first */
		struct str own = names[3];
		memmove(names + 1, names, 3 * sizeof *names);
		names[0] = own;
	}
	return ok(cx) && tls_make(&cx->a, names, n, cx->now_us, cx->now_us + CERTIFICATE_DAYS * day_us, &chain, &key, &cx->err) &&
		keep(cx, "certificate.make", chain, key, true);
}

bool certificate_ensure(struct cx *cx)
{
	struct store_certificate row = {};
	struct tls_certificate c;
	if (!store_certificate(cx, &row))
		return ok(cx) && certificate_renew(cx);
	if (!row.made || !tls_read(&cx->a, row.chain, &c, &cx->err))
		return ok(cx);
	return c.until_us - cx->now_us > CERTIFICATE_RENEW_DAYS * day_us || certificate_renew(cx);
}

bool certificate_import(struct cx *cx, struct str chain, struct str key)
{
	struct tls_certificate c;
	struct tls *trial = tls_open(&cx->err);
	bool good = trial && tls_load(trial, chain, key, S(""), &cx->err);
	tls_close(trial);
	if (!good || !tls_read(&cx->a, chain, &c, &cx->err))
		return false;
	if (c.until_us <= cx->now_us)
		return fail(cx, E_INVALID, "the certificate of %.*s is valid no longer", STR(c.subject));
	return keep(cx, "certificate.import", chain, key, false);
}

bool certificate_trust(struct cx *cx, struct str pem, struct str *fingerprint)
{
	struct tls_certificate c = {};
	ptrdiff_t end = str_find(pem, S("-----END CERTIFICATE-----"));
	if (!tls_read(&cx->a, pem, &c, &cx->err))
		return false;
	if (end >= 0 && str_find(str_slice(pem, (size_t)end + 1, pem.len), S("-----BEGIN CERTIFICATE-----")) >= 0)
		return fail(cx, E_INVALID, "there is more than one certificate: give each authority a file of its own");
	AUTO(db_tx) tx = desk_begin(cx);
	store_anchor_put(cx, &(struct store_anchor){ c.fingerprint, pem });
	store_certificate_bump(cx);
	tell(cx, "certificate.trust", &c);
	*fingerprint = c.fingerprint;
	return db_commit(&tx);
}

bool certificate_distrust(struct cx *cx, struct str fingerprint)
{
	AUTO(db_tx) tx = desk_begin(cx);
	if (!store_anchor_remove(cx, fingerprint) && ok(cx))
		return fail(cx, E_MISSING, "no authority has the fingerprint '%.*s': see 'mainstay certificate show'", STR(fingerprint));
	store_certificate_bump(cx);
	tell(cx, "certificate.distrust", &(struct tls_certificate){ .fingerprint = fingerprint });
	return db_commit(&tx);
}

bool certificate_read(struct cx *cx, struct certificate_set *out)
{
	struct store_certificate row = {};
	struct store_anchor_vec anchors = {};
	struct buf b = buf_make(&cx->a, 4 << 20);
	*out = (struct certificate_set){};
	if (!store_certificate(cx, &row))
		return ok(cx) && fail(cx, E_MISSING, "the desk has no certificate yet: make one with 'mainstay certificate renew'");
	if (!store_anchors(cx, &anchors) || !secret_open(cx, KEY_PURPOSE, row.sealed_key, &out->key))
		return false;
	vec_each (a, &anchors)
		buf_printf(&b, "%.*s\n", STR(a->pem));
	out->chain = row.chain;
	out->anchors = buf_str(&b);
	out->made = row.made;
	return true;
}

void certificate_forget(struct certificate_set *set)
{
	if (set->key.len)
		explicit_bzero((char *)(uintptr_t)set->key.ptr, set->key.len);
	set->key = S("");
}

int64_t certificate_version(struct cx *cx)
{
	return store_certificate_version(cx);
}
