/* SPDX-License-Identifier: Apache-2.0
 *
 * A proof that leaves the desk: plain files and a script for stock OpenSSL. Must never put a text beside the leaf into it that is not released to the viewer.
 */
#include "audit/audit.h"
#include "core/checkpoint.h"
#include "sys/file.h"
#include <dirent.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>

bool audit_proof(struct cx *cx, int64_t key, struct checkpoint_kept *point, struct merkle_proof *proof)
{
	struct ledger_leaf leaf;
	if (!ledger_leaf(cx, key, &leaf))
		return false;
	bool there = checkpoint_read(cx, 0, point);
	if (!there && cx->err.kind == E_MISSING)
		err_clear(&cx->err);
	if (ok(cx) && (!there || point->size < key) && (!checkpoint_make(cx) || !checkpoint_read(cx, 0, point)))
		return false;
	if (!ok(cx))
		return false;
	AUTO(ledger_tree) tree = {};
	ledger_tree_init(cx, &tree);
	return merkle_inclusion(&tree.merkle, (uint64_t)key - 1, (uint64_t)point->size, proof) ||
	       (ok(cx) && fail(cx, E_MISSING, "leaf %lld is younger than the newest checkpoint", (long long)key));
}

/* The script a third party runs. Its steps are those of docs/how-to/verify-the-ledger.md. */
static const char script[] =
        "#!/bin/sh\n"
        "# Verifies, with sh, OpenSSL, xxd and sha256sum only, that leaf.bin is in the log that checkpoint.txt signs (RFC 9162, section "
        "2.1.3.2;\n"
        "# c2sp.org/tlog-checkpoint). Compare key.pem with the desk's key as you know it from elsewhere: everything rests on it.\n"
        "set -eu\n"
        "cd \"$(dirname \"$0\")\"\n"
        "fail() { echo \"NOT VERIFIED: $1\" >&2; exit 1; }\n"
        "hash() { sha256sum | cut -c1-64; }\n"
        "work=$(mktemp -d)\n"
        "trap 'rm -rf \"$work\"' EXIT\n"
        "# The signature: over all lines before the empty one; behind four bytes of key id.\n"
        "sed '/^$/,$d' checkpoint.txt >\"$work/text\"\n"
        "name=$(head -n 1 checkpoint.txt)\n"
        "awk -v name=\"$name\" 'seen && $1 == \"\\342\\200\\224\" && $2 == name { print $3; exit } /^$/ { seen = 1 }' checkpoint.txt |\n"
        "\topenssl base64 -d -A | tail -c +5 >\"$work/signature\"\n"
        "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in \"$work/text\" -sigfile \"$work/signature\" >/dev/null 2>&1 || fail 'the "
        "signature of checkpoint.txt'\n"
        "# The path from the leaf to the root.\n"
        "size=$(sed -n 2p checkpoint.txt)\n"
        "root=$(sed -n 3p checkpoint.txt | openssl base64 -d -A | xxd -p -c 64)\n"
        "at=$(cat index.txt) last=$((size - 1))\n"
        "[ \"$at\" -le \"$last\" ] || fail 'the leaf lies behind the checkpoint'\n"
        "h=$( (printf '\\000'; cat leaf.bin) | hash)\n"
        "while read -r other; do\n"
        "\t[ \"$last\" -gt 0 ] || fail 'the proof is too long'\n"
        "\tif [ $((at % 2)) = 1 ] || [ \"$at\" = \"$last\" ]; then\n"
        "\t\th=$( (printf '\\001'; printf %s \"$other$h\" | xxd -r -p) | hash)\n"
        "\t\twhile [ $((at % 2)) = 0 ] && [ \"$at\" -gt 0 ]; do at=$((at / 2)) last=$((last / 2)); done\n"
        "\telse\n"
        "\t\th=$( (printf '\\001'; printf %s \"$h$other\" | xxd -r -p) | hash)\n"
        "\tfi\n"
        "\tat=$((at / 2)) last=$((last / 2))\n"
        "done <proof.txt\n"
        "[ \"$last\" = 0 ] && [ \"$h\" = \"$root\" ] || fail 'the leaf is not in this log'\n"
        "# What lies beside the leaf, where it was released: SHA-256(salt, tag, text) stands in the leaf.\n"
        "for part in actor subject content; do\n"
        "\t[ -f \"$part.txt\" ] || continue\n"
        "\tc=$( (xxd -r -p \"$part.salt\"; printf %s \"$part\" | cut -c1 | tr -d '\\n'; cat \"$part.txt\") | hash)\n"
        "\txxd -p leaf.bin | tr -d '\\n' | grep -q \"$c\" || fail \"$part.txt is not what the leaf commits to\"\n"
        "done\n"
        "echo \"VERIFIED: leaf $(($(cat index.txt) + 1)) is in the log '$name' of $size leaves, signed by the key $(openssl pkey -pubin "
        "-in key.pem -outform DER | sha256sum | cut -c1-16)\"\n";

static bool put_file(struct cx *cx, const char *folder, const char *name, struct str bytes)
{
	return file_write(arena_printf(&cx->a, "%s/%s", folder, name).ptr, bytes, 0644, &cx->err);
}

/* SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), in PEM. */
static struct str pem_of(struct cx *cx, const unsigned char public[NOTE_PUBLIC_BYTES])
{
	static const unsigned char head[12] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };
	unsigned char der[sizeof head + NOTE_PUBLIC_BYTES];
	char b64[4 * sizeof der / 3 + 8];
	memcpy(der, head, sizeof head);
	memcpy(der + sizeof head, public, NOTE_PUBLIC_BYTES);
	EVP_EncodeBlock((unsigned char *)b64, der, (int)sizeof der);
	return arena_printf(&cx->a, "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n", b64);
}

/* The desk's key that signed this checkpoint. */
static bool key_of(struct cx *cx, struct str note, struct note_key *out, struct str *verifier)
{
	struct checkpoint c;
	struct str *names;
	size_t n;
	if (!checkpoint_parse(cx, note, &c) || !checkpoint_keys(cx, &names, &n))
		return false;
	for (size_t i = 0; i < n; i++)
		vec_each (line, &c.lines)
			if (note_key_parse(names[i], out) && note_verify(&cx->a, out, line, c.text, NULL)) {
				*verifier = names[i];
				return true;
			}
	return fail(cx, E_BROKEN, "checkpoint %llu: no good signature of this desk", (unsigned long long)c.size);
}

static bool put_released(struct cx *cx, const char *folder, const struct ledger_leaf *leaf)
{
	static const char *const names[] = { "actor", "subject", "content" };
	const struct str *texts[] = { &leaf->actor, &leaf->subject, &leaf->content };
	for (unsigned i = 0; i < 3 && leaf->released; i++) {
		if (leaf->erased & 1 << i)
			continue;
		struct str salt = hex(&cx->a, leaf->salts[i].ptr, leaf->salts[i].len);
		if (!put_file(cx, folder, arena_printf(&cx->a, "%s.txt", names[i]).ptr, *texts[i]) ||
		        !put_file(cx, folder, arena_printf(&cx->a, "%s.salt", names[i]).ptr, arena_printf(&cx->a, "%.*s\n", STR(salt))))
			return false;
	}
	return ok(cx);
}

static bool empty_folder(struct cx *cx, const char *folder)
{
	struct file_list list = {};
	if (file_kind(folder) == FILE_NONE)
		return file_make_folder(folder, &cx->err);
	if (!file_walk(&cx->a, folder, &list, &cx->err))
		return false;
	return !list.n || fail(cx, E_CONFLICT, "%s is not empty: give a new folder with --out", folder);
}

bool audit_bundle(struct cx *cx, int64_t key, const char *folder)
{
	struct checkpoint_kept point;
	struct merkle_proof proof;
	struct ledger_leaf leaf;
	struct note_key signer;
	struct str verifier = {};
	if (!audit_proof(cx, key, &point, &proof) || !ledger_leaf(cx, key, &leaf) || !key_of(cx, point.note, &signer, &verifier) ||
	        !empty_folder(cx, folder))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 16);
	for (unsigned i = 0; i < proof.n; i++)
		buf_printf(&b, "%.*s\n", STR(hex(&cx->a, proof.hashes[i].bytes, 32)));
	bool good = put_file(cx, folder, "leaf.bin", leaf.leaf) &&
	            put_file(cx, folder, "index.txt", arena_printf(&cx->a, "%lld\n", (long long)key - 1)) &&
	            put_file(cx, folder, "proof.txt", buf_str(&b)) && put_file(cx, folder, "checkpoint.txt", point.note) &&
	            put_file(cx, folder, "key.pem", pem_of(cx, signer.public)) &&
	            put_file(cx, folder, "verifier.txt", arena_printf(&cx->a, "%.*s\n", STR(verifier))) &&
	            put_released(cx, folder, &leaf) &&
	            file_write(arena_printf(&cx->a, "%s/verify.sh", folder).ptr, str_c(script), 0755, &cx->err);
	return good;
}
