/* SPDX-License-Identifier: Apache-2.0
 *
 * Signed checkpoints of the ledger and their witnesses. Must never sign a root of a size that was signed with another root.
 */
#include "core/checkpoint.h"
#include "base/json.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/secret.h"
#include "core/store_ledger.h"
#include <sodium.h>
#include <string.h>

static bool check_origin(struct cx *cx, struct str value)
{
	return note_name_valid(value) || fail(cx, E_INVALID, "an origin is a name like desk.example/ledger, without blanks and '+'");
}

static bool check_witnesses(struct cx *cx, struct str value)
{
	for (struct str rest = value; rest.ptr;) {
		struct note_key key;
		struct str one = str_cut(&rest, ' ');
		if (one.len && (!note_key_parse(one, &key) || key.type != NOTE_COSIGNATURE))
			return fail(cx, E_INVALID,
			        "'%.*s' is no verifier key of a witness: NAME+ID+KEY of type 4 (c2sp.org/tlog-cosignature)", STR(one));
	}
	return true;
}

const struct setting setting_ledger_origin = { "ledger.origin", "",
	"first line of checkpoints and name of their key; empty: mainstay/ and the desk's id", check_origin };
const struct setting setting_ledger_witnesses = { "ledger.witnesses", "",
	"verifier keys of witnesses whose cosignatures count, blank between them", check_witnesses };

/* ---- text ---- */

bool checkpoint_parse(struct cx *cx, struct str note, struct checkpoint *out)
{
	*out = (struct checkpoint){};
	int64_t size = 0;
	char root[33];
	size_t n = 0;
	if (!note_parse(&cx->a, note, &out->text, &out->lines, &cx->err))
		return false;
	struct str rest = out->text;
	out->origin = str_cut(&rest, '\n');
	struct str size_text = str_cut(&rest, '\n'), root_text = str_cut(&rest, '\n');
	bool number = str_int(size_text, &size) && size >= 0 && size_text.ptr[0] != '+' && (size_text.ptr[0] != '0' || size_text.len == 1);
	if (!out->origin.len || !number || !rest.ptr ||
	        sodium_base642bin((unsigned char *)root, sizeof root, root_text.ptr, root_text.len, NULL, &n, NULL,
	                sodium_base64_VARIANT_ORIGINAL) != 0 ||
	        n != 32)
		return fail(cx, E_INVALID, "not a checkpoint: its lines are an origin, a size and a root in base64");
	out->size = (uint64_t)size;
	memcpy(out->root.bytes, root, sizeof out->root.bytes);
	return true;
}

static struct str text_of(struct cx *cx, struct str origin, int64_t size, const struct sha256 *root)
{
	char b64[64];
	sodium_bin2base64(b64, sizeof b64, root->bytes, sizeof root->bytes, sodium_base64_VARIANT_ORIGINAL);
	return arena_printf(&cx->a, "%.*s\n%lld\n%s\n", STR(origin), (long long)size, b64);
}

/* ---- keys ---- */

bool checkpoint_key(struct cx *cx, struct note_key *out, unsigned char seed[NOTE_SEED_BYTES])
{
	unsigned char own[SECRET_KEY_BYTES];
	_Static_assert((int)SECRET_KEY_BYTES == (int)NOTE_SEED_BYTES, "one is the other");
	struct str origin = setting_read(cx, &setting_ledger_origin);
	struct desk desk;
	if (!ok(cx) || (!origin.len && !desk_read(cx, &desk)) || !secret_derive(cx, S("ledger/checkpoint"), own))
		return false;
	if (!origin.len)
		origin = arena_printf(&cx->a, "mainstay/%.*s", STR(desk.id));
	*out = note_key_make(origin, NOTE_ED25519, own);
	if (seed)
		memcpy(seed, own, sizeof own);
	sodium_memzero(own, sizeof own);
	return true;
}

bool checkpoint_keys(struct cx *cx, struct str **out, size_t *n)
{
	struct store_names names = {};
	bool good = store_keys_all(cx, &names);
	*out = names.at;
	*n = names.n;
	return good;
}

bool checkpoint_check(struct cx *cx, const struct checkpoint *c)
{
	struct store_names names = {};
	struct note_key own;
	if (!store_keys_all(cx, &names))
		return false;
	if (cx->secrets && checkpoint_key(cx, &own, NULL))
		*vec_push(&cx->a, &names) = note_key_text(&cx->a, &own);
	if (!ok(cx))
		return false;
	vec_each (name, &names) {
		struct note_key key;
		if (!note_key_parse(*name, &key))
			return fail(cx, E_BROKEN, "a verifier key of the desk was changed: %.*s", STR(*name));
		vec_each (line, &c->lines)
			if (str_eq(key.name, c->origin) && note_verify(&cx->a, &key, line, c->text, NULL))
				return true;
	}
	return fail(cx, E_BROKEN, "checkpoint %llu: no good signature of this desk", (unsigned long long)c->size);
}

/* A key that signs for the first time says so in the ledger. */
static bool announce(struct cx *cx, const struct note_key *key)
{
	struct str verifier = note_key_text(&cx->a, key);
	struct store_names known = {};
	if (!store_keys_all(cx, &known))
		return false;
	vec_each (k, &known)
		if (str_eq(*k, verifier))
			return true;
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "verifier", verifier);
	jo_object_end(&o);
	AUTO(db_tx) tx = db_begin(cx);
	store_key_put(cx, verifier);
	if (ok(cx) && db_changes(cx))
		ledger_append_one(cx, S("ledger.key"), key->name, buf_str(&b), release_class(cx, &(struct labels){ .tlp = TLP_CLEAR }));
	return db_commit(&tx);
}

/* ---- making ---- */

bool checkpoint_make(struct cx *cx)
{
	struct note_key key;
	unsigned char seed[NOTE_SEED_BYTES];
	if (!checkpoint_key(cx, &key, seed) || !announce(cx, &key) || !ledger_sequence(cx))
		return false;
	/* Holding the tree: two processes that sign at once sign the same. Committed to the disk, and with it the tree's own soft commits before it. */
	AUTO(db_tx) tx = db_begin(cx);
	int64_t size = store_tree_size(cx, true);
	struct store_checkpoint kept = {};
	if (size <= 0)
		return ok(cx) && fail(cx, E_MISSING, "the ledger is empty: there is nothing to sign yet");
	if (!store_checkpoint(cx, size, &kept)) {
		AUTO(ledger_tree) tree = {};
		struct sha256 root;
		ledger_tree_init(cx, &tree);
		if (!ok(cx) || !merkle_root(&tree.merkle, (uint64_t)size, &root))
			return false;
		struct str text = text_of(cx, key.name, size, &root);
		store_checkpoint_put(cx, size, arena_printf(&cx->a, "%.*s\n%.*s", STR(text), STR(note_sign(&cx->a, text, &key, seed, 0))));
	}
	sodium_memzero(seed, sizeof seed);
	return db_commit(&tx);
}

bool checkpoint_job(struct cx *cx)
{
	struct store_checkpoint last = {};
	if (!cx->secrets || !ledger_sequence(cx))
		return ok(cx);
	int64_t size = store_tree_size(cx, false);
	store_checkpoint(cx, 0, &last);
	return ok(cx) && (size == last.size || checkpoint_make(cx));
}

bool checkpoint_read(struct cx *cx, int64_t size, struct checkpoint_kept *out)
{
	struct store_checkpoint kept;
	struct store_cosignature_vec lines = {};
	struct store_stamp_vec stamps = {};
	*out = (struct checkpoint_kept){};
	if (!store_checkpoint(cx, size, &kept))
		return ok(cx) && (size ? fail(cx, E_MISSING, "no checkpoint of %lld leaves is kept", (long long)size)
		                       : fail(cx, E_MISSING, "no checkpoint is kept yet: make one with 'mainstay ledger checkpoint'"));
	if (!store_cosignatures(cx, kept.size, &lines) || !store_stamps(cx, kept.size, &stamps))
		return false;
	struct buf b = buf_make(&cx->a, NOTE_BYTES_MAX);
	buf_put(&b, kept.note);
	vec_each (c, &lines)
		buf_put(&b, c->line);
	*out = (struct checkpoint_kept){ kept.size, kept.at_us, buf_str(&b), (unsigned)lines.n, stamps.n ? stamps.at[0].at_us : 0 };
	return true;
}

/* ---- witnesses ---- */

bool checkpoint_witnesses(struct cx *cx, struct note_key_vec *out)
{
	for (struct str rest = setting_read(cx, &setting_ledger_witnesses); ok(cx) && rest.ptr;) {
		struct str one = str_cut(&rest, ' ');
		struct note_key key;
		if (one.len && note_key_parse(one, &key))
			*vec_push(&cx->a, out) = key;
	}
	return ok(cx);
}

bool checkpoint_witness_add(struct cx *cx, struct str verifier)
{
	struct note_key key;
	struct note_key_vec known = {};
	if (!note_key_parse(verifier, &key) || key.type != NOTE_COSIGNATURE)
		return check_witnesses(cx, verifier) && fail(cx, E_INVALID, "that is no verifier key of a witness");
	if (!checkpoint_witnesses(cx, &known))
		return false;
	vec_each (k, &known)
		if (str_eq(k->name, key.name))
			return fail(cx, E_CONFLICT,
			        "the witness '%.*s' is there already: 'mainstay setting set ledger.witnesses' changes the list",
			        STR(key.name));
	struct str before = setting_read(cx, &setting_ledger_witnesses);
	return setting_write(
	        cx, &setting_ledger_witnesses, before.len ? arena_printf(&cx->a, "%.*s %.*s", STR(before), STR(verifier)) : verifier);
}

bool checkpoint_cosign(struct cx *cx, struct str note, int64_t *n)
{
	struct checkpoint c, own;
	struct store_checkpoint kept;
	struct note_key_vec witnesses = {};
	*n = 0;
	if (!checkpoint_parse(cx, note, &c) || !checkpoint_witnesses(cx, &witnesses))
		return false;
	if (!store_checkpoint(cx, c.size ? (int64_t)c.size : -1, &kept) || !checkpoint_parse(cx, kept.note, &own) ||
	        !str_eq(own.text, c.text))
		return ok(cx) &&
		       fail(cx, E_MISSING, "this is no checkpoint that the desk keeps: take one from 'mainstay ledger checkpoint'");
	AUTO(db_tx) tx = db_begin(cx);
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kint(&o, "size", kept.size);
	jo_key(&o, "witnesses");
	jo_array(&o);
	vec_each (w, &witnesses)
		vec_each (line, &c.lines) {
			struct store_cosignature keep = { .size = kept.size, .witness = note_key_text(&cx->a, w), .line = line->line };
			if (!note_is_of(w, line))
				continue;
			if (!note_verify(&cx->a, w, line, c.text, &keep.at_us))
				return fail(cx, E_INVALID, "the cosignature of '%.*s' does not fit this checkpoint", STR(w->name));
			store_cosignature_put(cx, &keep);
			jo_str(&o, w->name);
			++*n;
		}
	if (!*n)
		return fail(cx, E_MISSING, "no witness of the setting ledger.witnesses has signed this");
	jo_array_end(&o);
	jo_object_end(&o);
	ledger_append_one(cx, S("ledger.cosign"), own.origin, buf_str(&b), release_class(cx, &(struct labels){ .tlp = TLP_CLEAR }));
	return db_commit(&tx);
}
