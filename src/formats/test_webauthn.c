/* SPDX-License-Identifier: Apache-2.0
 *
 * Browsers' passkey answers: each algorithm is read whole; every cut and most flipped bytes are refused or read as something else, never accepted damaged.
 */
#include "formats/test_webauthn.h"
#include "base/test.h"
#include <stdlib.h>

static const int64_t algorithms[] = { WEBAUTHN_ES256, WEBAUTHN_EDDSA, WEBAUTHN_RS256 };

static bool reads(struct arena *a, struct str json, struct webauthn_answer *w)
{
	struct err err = {};
	struct buf out = buf_make(a, 1 << 20);
	bool good = webauthn_read(a, json, &out, &err) && webauthn_wire_read(buf_str(&out), w, &err);
	CHECK(good == !err.kind);
	return good;
}

TEST(answers_of_each_algorithm)
{
	struct arena a = {};
	struct webauthn_answer w;
	for (unsigned i = 0; i < 3; i++) {
		struct soft_passkey p = soft_passkey(algorithms[i], "credential");
		p.counter = 0x01020304;
		p.flags |= WEBAUTHN_BE;
		CHECK(reads(&a, soft_creates(&a, &p, S("Y2hhbGxlbmdl")), &w));
		CHECK(w.creates && w.algorithm == algorithms[i] && w.counter == 0x01020304 && w.flags == (WEBAUTHN_UP | WEBAUTHN_UV | WEBAUTHN_BE | WEBAUTHN_AT));
		CHECK_STR(w.id, S("credential"));
		CHECK_STR(w.type, S("webauthn.create"));
		CHECK_STR(w.challenge, S("challenge"));
		CHECK_STR(w.origin, S("https://localhost:8443"));
		CHECK_STR(w.aaguid, S("0123456789abcdef"));
		CHECK_STR(w.format, S("none"));
		CHECK(!w.cross_origin);
		p.extensions = true;
		CHECK(reads(&a, soft_creates(&a, &p, S("Y2hhbGxlbmdl")), &w)); /* in a new credential they may stand */
		CHECK(!reads(&a, soft_uses(&a, &p, S("Y2hhbGxlbmdl")), &w));
		p.extensions = false;
		CHECK(reads(&a, soft_uses(&a, &p, S("Y2hhbGxlbmdl")), &w));
		CHECK(!w.creates && w.auth_data.len == 37 && w.signature.len && !w.key.len);
		CHECK_STR(w.user_handle, S("handle"));
		p.cross = true;
		CHECK(reads(&a, soft_uses(&a, &p, S("Y2hhbGxlbmdl")), &w) && w.cross_origin);
		EVP_PKEY_free(p.key);
	}
	arena_end(&a);
}

/* The answer around an attestation object. */
static struct str around(struct arena *a, const struct soft_passkey *p, struct str attestation)
{
	return arena_printf(a, "{\"id\":\"%.*s\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"%.*s\",\"attestationObject\":\"%.*s\"}}", STR(soft_64(a, p->id)),
	        STR(soft_64(a, soft_client_data(a, p, true, S("Y2hhbGxlbmdl")))), STR(soft_64(a, attestation)));
}

TEST(no_part_may_be_missing_or_too_much)
{
	struct arena a = {};
	struct webauthn_answer w;
	struct soft_passkey p = soft_passkey(WEBAUTHN_ES256, "credential");
	struct str whole = soft_attestation(&a, &p);
	CHECK(reads(&a, around(&a, &p, whole), &w));
	for (size_t n = 0; n < whole.len; n++)
		CHECK(!reads(&a, around(&a, &p, str_slice(whole, 0, n)), &w));
	CHECK(!reads(&a, around(&a, &p, arena_printf(&a, "%.*s%c", STR(whole), 'x')), &w));
	struct str json = soft_creates(&a, &p, S("Y2hhbGxlbmdl"));
	for (size_t n = 0; n < json.len; n++)
		CHECK(!reads(&a, str_slice(json, 0, n), &w));
	/* Every bit of the structure turned over: what is still taken has another content, not another form. */
	for (size_t i = 0; i < whole.len * 8; i++) {
		char *bent = arena_bytes(&a, whole.len);
		memcpy(bent, whole.ptr, whole.len);
		bent[i / 8] = (char)(bent[i / 8] ^ 1 << i % 8);
		if (reads(&a, around(&a, &p, (struct str){ bent, whole.len }), &w))
			CHECK(w.key.len == 64 && w.algorithm == WEBAUTHN_ES256 && str_eq(w.id, p.id));
	}
	EVP_PKEY_free(p.key);
	arena_end(&a);
}

TEST(other_shapes_are_refused)
{
	struct arena a = {};
	struct webauthn_answer w;
	static const char *const bad[] = { "", "{}", "[]", "null", "{\"type\":\"public-key\"}", "{\"id\":\"YQ\",\"type\":\"public-key\",\"response\":{}}",
		"{\"id\":\"YQ\",\"type\":\"password\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"oA\"}}",
		"{\"id\":\"YQ\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\",\"attestationObject\":\"oA\"}}" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (reads(&a, str_c(bad[i]), &w))
			test_failed(__FILE__, __LINE__, bad[i]);
	struct soft_passkey p = soft_passkey(WEBAUTHN_ES256, "credential");
	/* Lengths told at the end, tags, floats, deep nests, a statement that claims a million entries. */
	const struct str objects[] = { S("\xbf\xff"), S("\xc0\xa0"), S("\xf9\x3c\x00"), S("\xa3\x63" "fmt\x64none\x67" "attStmt\xba\x00\x0f\x42\x40\x68" "authData\x40") };
	for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
		CHECK(!reads(&a, around(&a, &p, objects[i]), &w));
	EVP_PKEY_free(p.key);
	/* Not an oracle about lengths either: the flat form refuses a key of another size than its algorithm's. */
	struct buf b = buf_make(&a, 4096);
	struct err err = {};
	webauthn_wire_put(&b, &(struct webauthn_answer){ .creates = true, .id = S("i"), .rp_id_hash = S("01234567890123456789012345678901"), .algorithm = WEBAUTHN_ES256, .key = S("short"), .aaguid = S("0123456789abcdef") });
	CHECK(!webauthn_wire_read(buf_str(&b), &w, &err));
	arena_end(&a);
}
