/* SPDX-License-Identifier: Apache-2.0
 *
 * Reader of browsers' passkey answers. Runs in the jail; CBOR is lexed by libcbor's streaming decoder, which allocates nothing. Must never accept bytes
 * behind the end, or a key twice.
 */
#include "formats/webauthn.h"
#include "base/base64.h"
#include "base/json.h"
#include "base/wire.h"
#include <cbor.h>
#include <string.h>

enum { JSON_BYTES_MAX = 64 << 10, JSON_DEPTH_MAX = 8, CBOR_DEPTH_MAX = 8, CBOR_ITEMS_MAX = 400 };

/* ---- CBOR ---- */

enum kind { ITEM_BAD, ITEM_INT, ITEM_BYTES, ITEM_TEXT, ITEM_ARRAY, ITEM_MAP, ITEM_SIMPLE };
struct item {
	enum kind kind;
	bool huge;  /* an integer beyond 63 bits */
	int64_t n;  /* an integer's value, or how many items or pairs follow */
	struct str s;
};
struct cursor {
	struct str rest;
	unsigned items;
	bool bad;
};

static void put_int(struct item *it, uint64_t v, bool negative)
{
	it->kind = ITEM_INT;
	it->huge = v > INT64_MAX;
	it->n = negative ? -1 - (int64_t)(v & INT64_MAX) : (int64_t)(v & INT64_MAX);
}

static void on_uint8(void *it, uint8_t v)
{
	put_int(it, v, false);
}
static void on_uint16(void *it, uint16_t v)
{
	put_int(it, v, false);
}
static void on_uint32(void *it, uint32_t v)
{
	put_int(it, v, false);
}
static void on_uint64(void *it, uint64_t v)
{
	put_int(it, v, false);
}
static void on_negint8(void *it, uint8_t v)
{
	put_int(it, v, true);
}
static void on_negint16(void *it, uint16_t v)
{
	put_int(it, v, true);
}
static void on_negint32(void *it, uint32_t v)
{
	put_int(it, v, true);
}
static void on_negint64(void *it, uint64_t v)
{
	put_int(it, v, true);
}
static void on_bytes(void *it, cbor_data p, size_t n)
{
	*(struct item *)it = (struct item){ .kind = ITEM_BYTES, .s = { (const char *)p, n } };
}
static void on_text(void *it, cbor_data p, size_t n)
{
	*(struct item *)it = (struct item){ .kind = ITEM_TEXT, .s = { (const char *)p, n } };
}
static void on_array(void *it, size_t n)
{
	*(struct item *)it = (struct item){ .kind = ITEM_ARRAY, .n = n > CBOR_ITEMS_MAX ? CBOR_ITEMS_MAX + 1 : (int64_t)n };
}
static void on_map(void *it, size_t n)
{
	*(struct item *)it = (struct item){ .kind = ITEM_MAP, .n = n > CBOR_ITEMS_MAX ? CBOR_ITEMS_MAX + 1 : (int64_t)n };
}
static void on_simple(void *it)
{
	*(struct item *)it = (struct item){ .kind = ITEM_SIMPLE };
}
static void on_bool(void *it, bool v)
{
	*(struct item *)it = (struct item){ .kind = ITEM_SIMPLE, .n = v };
}

/* The next item's head, and its content when it is a string. Tags, floats and lengths told at the end have no callback here: they stay ITEM_BAD. */
static struct item next(struct cursor *c)
{
	struct cbor_callbacks on = cbor_empty_callbacks;
	on.uint8 = on_uint8, on.uint16 = on_uint16, on.uint32 = on_uint32, on.uint64 = on_uint64;
	on.negint8 = on_negint8, on.negint16 = on_negint16, on.negint32 = on_negint32, on.negint64 = on_negint64;
	on.byte_string = on_bytes, on.string = on_text, on.array_start = on_array, on.map_start = on_map;
	on.null = on_simple, on.boolean = on_bool;
	struct item it = {};
	if (c->bad || ++c->items > CBOR_ITEMS_MAX) {
		c->bad = true;
		return it;
	}
	struct cbor_decoder_result r = cbor_stream_decode((cbor_data)c->rest.ptr, c->rest.len, &on, &it);
	if (r.status != CBOR_DECODER_FINISHED || it.kind == ITEM_BAD || r.read > c->rest.len) {
		c->bad = true;
		return (struct item){};
	}
	c->rest = str_slice(c->rest, r.read, c->rest.len);
	return it;
}

/* Passes over what stands inside an item whose head was read. */
static void skip(struct cursor *c, struct item it, unsigned depth)
{
	int64_t n = it.kind == ITEM_ARRAY ? it.n : it.kind == ITEM_MAP ? 2 * it.n : 0;
	c->bad |= depth > CBOR_DEPTH_MAX;
	for (int64_t i = 0; i < n && !c->bad; i++)
		skip(c, next(c), depth + 1);
}

static int64_t int_of(struct cursor *c)
{
	struct item it = next(c);
	c->bad |= it.kind != ITEM_INT || it.huge;
	return it.n;
}

/* ---- the key: COSE_Key (RFC 9052, 9053, 8230) of the three algorithms that were offered ---- */

static bool read_key(struct arena *a, struct cursor *c, struct webauthn_answer *w)
{
	enum { LABELS = 5 };
	int64_t type = 0, curve = 0, before = 0;
	struct str minus_1 = {}, minus_2 = {}, minus_3 = {};
	struct item map = next(c);
	c->bad |= map.kind != ITEM_MAP || map.n > LABELS;
	for (int64_t i = 0; i < map.n && !c->bad; i++) {
		int64_t label = int_of(c), order = label > 0 ? label : 100 - label; /* canonical: 1, 3, -1, -2, -3 */
		c->bad |= order <= before;
		before = order;
		struct item it = next(c);
		bool number = it.kind == ITEM_INT && !it.huge, string = it.kind == ITEM_BYTES;
		if (label == 1 && number)
			type = it.n;
		else if (label == 3 && number)
			w->algorithm = it.n;
		else if (label == -1 && number)
			curve = it.n;
		else if (label == -1 && string)
			minus_1 = it.s;
		else if (label == -2 && string)
			minus_2 = it.s;
		else if (label == -3 && string)
			minus_3 = it.s;
		else
			c->bad = true;
	}
	bool ec = type == 2 && w->algorithm == WEBAUTHN_ES256 && curve == 1 && minus_2.len == 32 && minus_3.len == 32;
	bool ed = type == 1 && w->algorithm == WEBAUTHN_EDDSA && curve == 6 && minus_2.len == 32 && !minus_3.len;
	bool rsa = type == 3 && w->algorithm == WEBAUTHN_RS256 && minus_1.len == 256 && minus_2.len == 3 && !minus_3.len;
	struct buf b = buf_make(a, 512);
	if (rsa)
		buf_put(&b, minus_1);
	buf_put(&b, minus_2);
	buf_put(&b, minus_3);
	w->key = buf_str(&b);
	return !c->bad && (ec || ed || rsa);
}

/* ---- authenticator data (§6.1) ---- */

static bool read_auth_data(struct arena *a, struct str d, struct webauthn_answer *w, struct err *err)
{
	const unsigned char *p = (const unsigned char *)d.ptr;
	if (d.len < WEBAUTHN_AUTH_DATA_BYTES)
		return err_fail(err, E_INVALID, "the authenticator's data are too short");
	w->rp_id_hash = str_slice(d, 0, 32);
	w->flags = p[32];
	w->counter = (uint32_t)p[33] << 24 | (uint32_t)p[34] << 16 | (uint32_t)p[35] << 8 | p[36];
	if (!w->creates) {
		w->auth_data = d;
		return (d.len == WEBAUTHN_AUTH_DATA_BYTES && !(w->flags & (WEBAUTHN_AT | WEBAUTHN_ED))) ||
		       err_fail(err, E_INVALID, "the authenticator's data hold what was not asked for");
	}
	if (!(w->flags & WEBAUTHN_AT) || d.len < WEBAUTHN_AUTH_DATA_BYTES + 18)
		return err_fail(err, E_INVALID, "the authenticator's data hold no credential");
	w->aaguid = str_slice(d, 37, 53);
	size_t id_bytes = (size_t)p[53] << 8 | p[54];
	if (id_bytes == 0 || id_bytes > WEBAUTHN_ID_BYTES_MAX || d.len - 55 < id_bytes)
		return err_fail(err, E_INVALID, "the credential's id is too long");
	if (!str_eq(str_slice(d, 55, 55 + id_bytes), w->id))
		return err_fail(err, E_INVALID, "the credential's id differs inside and outside");
	struct cursor c = { .rest = str_slice(d, 55 + id_bytes, d.len) };
	if (!read_key(a, &c, w))
		return err_fail(err, E_INVALID, "the credential's key is none of those that were offered");
	if (w->flags & WEBAUTHN_ED) { /* credProtect and the like may stand here; they change nothing */
		struct item it = next(&c);
		c.bad |= it.kind != ITEM_MAP;
		skip(&c, it, 0);
	}
	return (!c.bad && !c.rest.len) || err_fail(err, E_INVALID, "the authenticator's data have a damaged end");
}

/* {"fmt": text, "attStmt": map, "authData": bytes} (§6.5.4). */
static bool read_attestation(struct arena *a, struct str bytes, struct webauthn_answer *w, struct err *err)
{
	struct cursor c = { .rest = bytes };
	struct item map = next(&c);
	struct str auth_data = {};
	unsigned seen = 0;
	c.bad |= map.kind != ITEM_MAP || map.n != 3;
	for (unsigned i = 0; i < 3 && !c.bad; i++) {
		struct item name = next(&c), value = next(&c);
		unsigned bit = str_eq(name.s, S("fmt")) ? 1 : str_eq(name.s, S("attStmt")) ? 2 : str_eq(name.s, S("authData")) ? 4 : 0;
		static const enum kind wanted[] = { [1] = ITEM_TEXT, [2] = ITEM_MAP, [4] = ITEM_BYTES };
		c.bad |= name.kind != ITEM_TEXT || !bit || (seen & bit) || value.kind != wanted[bit];
		seen |= bit;
		if (bit == 1)
			w->format = value.s;
		if (bit == 2)
			skip(&c, value, 0);
		if (bit == 4)
			auth_data = value.s;
	}
	size_t at;
	if (c.bad || c.rest.len || w->format.len > 32 || !str_utf8(w->format, &at) || memchr(w->format.ptr, 0, w->format.len))
		return err_fail(err, E_INVALID, "the attestation is not as the standard says");
	w->attestation = bytes;
	return read_auth_data(a, auth_data, w, err);
}

/* ---- JSON ---- */

static bool member(struct arena *a, const struct json *object, const char *name, size_t bytes_max, struct str *out, struct err *err)
{
	struct str text = json_get_str(object, name);
	if (!text.len || !base64url_read(a, text, out) || !out->len || out->len > bytes_max)
		return err_fail(err, E_INVALID, "the browser's answer has no usable %s", name);
	return true;
}

static bool read_client_data(struct arena *a, struct webauthn_answer *w, struct err *err)
{
	const struct json *root = json_parse(a, w->client_data, (struct json_limits){ WEBAUTHN_CLIENT_DATA_BYTES_MAX, JSON_DEPTH_MAX }, err);
	if (!root)
		return false;
	w->type = json_get_str(root, "type");
	w->origin = json_get_str(root, "origin");
	const struct json *cross = json_get(root, "crossOrigin");
	w->cross_origin = (cross && !(cross->type == JSON_BOOL && !cross->truth)) || json_get(root, "topOrigin");
	return member(a, root, "challenge", 64, &w->challenge, err);
}

bool webauthn_read(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	struct webauthn_answer w = {};
	const struct json *root = json_parse(a, bytes, (struct json_limits){ JSON_BYTES_MAX, JSON_DEPTH_MAX }, err);
	if (!root)
		return false;
	const struct json *response = json_get(root, "response");
	struct str attestation = {}, auth_data = {};
	w.creates = json_get(response, "attestationObject") != NULL;
	if (!str_eq(json_get_str(root, "type"), S("public-key")))
		return err_fail(err, E_INVALID, "the browser's answer is no public-key credential");
	if (!member(a, root, "id", WEBAUTHN_ID_BYTES_MAX, &w.id, err) ||
		!member(a, response, "clientDataJSON", WEBAUTHN_CLIENT_DATA_BYTES_MAX, &w.client_data, err) || !read_client_data(a, &w, err))
		return false;
	if (w.creates) {
		if (!member(a, response, "attestationObject", WEBAUTHN_ATTESTATION_BYTES_MAX, &attestation, err) || !read_attestation(a, attestation, &w, err))
			return false;
	} else {
		if (!member(a, response, "authenticatorData", WEBAUTHN_ATTESTATION_BYTES_MAX, &auth_data, err) || !read_auth_data(a, auth_data, &w, err) ||
			!member(a, response, "signature", WEBAUTHN_SIGNATURE_BYTES_MAX, &w.signature, err) ||
			!member(a, response, "userHandle", WEBAUTHN_HANDLE_BYTES_MAX, &w.user_handle, err))
			return false;
	}
	webauthn_wire_put(out, &w);
	return true;
}

/* ---- the flat form ---- */

void webauthn_wire_put(struct buf *out, const struct webauthn_answer *w)
{
	wire_put_uint(out, w->creates);
	wire_put_uint(out, w->cross_origin);
	wire_put_uint(out, w->flags);
	wire_put_uint(out, w->counter);
	wire_put_int(out, w->algorithm);
	const struct str parts[] = { w->id, w->client_data, w->type, w->challenge, w->origin, w->auth_data, w->rp_id_hash, w->key, w->aaguid, w->format, w->attestation,
		w->signature, w->user_handle };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		wire_put_str(out, parts[i]);
}

bool webauthn_wire_read(struct str bytes, struct webauthn_answer *w, struct err *err)
{
	struct wire in = { .rest = bytes };
	uint64_t creates = wire_uint(&in), cross = wire_uint(&in), flags = wire_uint(&in), counter = wire_uint(&in);
	*w = (struct webauthn_answer){ .creates = creates == 1, .cross_origin = cross != 0, .flags = (unsigned)(flags & 255), .counter = (uint32_t)counter };
	w->algorithm = wire_int(&in);
	w->id = wire_bytes(&in);
	w->client_data = wire_bytes(&in);
	w->type = wire_str(&in);
	w->challenge = wire_bytes(&in);
	w->origin = wire_str(&in);
	w->auth_data = wire_bytes(&in);
	w->rp_id_hash = wire_bytes(&in);
	w->key = wire_bytes(&in);
	w->aaguid = wire_bytes(&in);
	w->format = wire_str(&in);
	w->attestation = wire_bytes(&in);
	w->signature = wire_bytes(&in);
	w->user_handle = wire_bytes(&in);
	size_t key = w->algorithm == WEBAUTHN_ES256 ? 64 : w->algorithm == WEBAUTHN_EDDSA ? 32 : w->algorithm == WEBAUTHN_RS256 ? 259 : 0;
	bool sizes = creates <= 1 && cross <= 1 && flags <= 255 && counter <= UINT32_MAX && w->id.len && w->id.len <= WEBAUTHN_ID_BYTES_MAX && w->rp_id_hash.len == 32 &&
	             w->client_data.len <= WEBAUTHN_CLIENT_DATA_BYTES_MAX && w->challenge.len <= 64 && w->format.len <= 32 &&
	             w->attestation.len <= WEBAUTHN_ATTESTATION_BYTES_MAX && w->signature.len <= WEBAUTHN_SIGNATURE_BYTES_MAX && w->user_handle.len <= WEBAUTHN_HANDLE_BYTES_MAX;
	bool parts = w->creates ? key && w->key.len == key && w->aaguid.len == 16 :
	                          w->auth_data.len == WEBAUTHN_AUTH_DATA_BYTES && w->signature.len && w->user_handle.len && !w->key.len;
	return (!in.bad && !in.rest.len && sizes && parts) || err_fail(err, E_INVALID, "the reader gave back a damaged answer");
}
