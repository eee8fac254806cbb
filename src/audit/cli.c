/* SPDX-License-Identifier: Apache-2.0
 *
 * The commands of the ledger, and their table.
 */
#include "audit/audit.h"
#include "audit/stamping.h"
#include "base/json.h"
#include "base/time.h"
#include "core/checkpoint.h"
#include "core/ledger.h"
#include "core/ledger_check.h"
#include "core/reads.h"
#include "core/stamp.h"
#include "sys/file.h"
#include <stdio.h>

enum { NOTE_FILE_MAX = NOTE_BYTES_MAX, PEM_FILE_MAX = 1 << 20, TELL_EVERY = 250000 };

static bool read_file(struct cx *cx, struct str path, size_t max, struct str *out)
{
	return file_read(&cx->a, arena_str(&cx->a, path).ptr, max, out, &cx->err);
}

/* ---- verify ---- */

static const struct option verify_options[] = {
	{ "--checkpoint", "FILE", "a checkpoint kept elsewhere: the ledger must contain it" },
	{ "--key", "VERIFIER", "hold checkpoints against this verifier key, known from elsewhere" },
	{ "--reads", "FOLDER", "the folder of the journal of page reads (default: where the server of this machine keeps it)" },
	{},
};

static void tell(void *arg, int64_t done, int64_t all)
{
	int64_t *told = arg;
	if (done - *told < TELL_EVERY)
		return;
	*told = done;
	fprintf(stderr, "verified %lld of %lld leaves\n", (long long)done, (long long)all);
}

static void print_verified(struct cx *cx, const struct ledger_check *c, bool json)
{
	const struct {
		const char *name;
		int64_t n;
	} counts[] = { { "leaves", c->leaves }, { "in_tree", c->in_tree }, { "erased", c->erased }, { "tiles", c->tiles },
		{ "checkpoints", c->checkpoints }, { "cosignatures", c->cosignatures }, { "stamps", c->stamps },
		{ "journals", c->journals }, { "reads_waiting", c->waiting } };
	struct buf b = buf_make(&cx->a, 4096);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kbool(&o, "verified", true);
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		jo_kint(&o, counts[i].name, counts[i].n);
	jo_kbool(&o, "against_outside", c->outside.len > 0);
	jo_object_end(&o);
	buf_char(&b, '\n');
	if (!json) {
		buf_clear(&b);
		buf_printf(&b,
		        "The ledger is whole: %lld leaves (%lld in the tree, %lld with something erased), %lld tiles, %lld checkpoints, "
		        "%lld cosignatures, %lld time stamps, %lld page reads waiting.\n",
		        (long long)c->leaves, (long long)c->in_tree, (long long)c->erased, (long long)c->tiles, (long long)c->checkpoints,
		        (long long)c->cosignatures, (long long)c->stamps, (long long)c->waiting);
		if (c->outside.len)
			buf_printf(&b, "It contains the checkpoint given.\n");
	}
	command_print(&b);
}

static bool verify_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t told = 0;
	struct str file = command_option(line, verify_options, "--checkpoint"), key = command_option(line, verify_options, "--key"),
	           reads = command_option(line, verify_options, "--reads");
	struct ledger_check check = { .tell = tell, .arg = &told };
	if (file.ptr && !read_file(cx, file, NOTE_FILE_MAX, &check.outside))
		return false;
	if (key.ptr)
		check.verifier = key;
	if (!reads.ptr && !reads_folder(cx, line->desk, &reads))
		return false;
	check.reads = reads.len ? arena_str(&cx->a, reads).ptr : NULL;
	if (!ledger_sequence(cx) || !ledger_verify(cx, &check) || !ledger_verified(cx, check.leaves))
		return false;
	print_verified(cx, &check, line->json);
	return true;
}

/* ---- checkpoints ---- */

static const struct option checkpoint_options[] = {
	{ "--size", "N", "print the kept checkpoint of this many leaves instead of making one" },
	{ "--key", NULL, "print the desk's verifier key instead" },
	{},
};

static bool size_option(struct cx *cx, const struct command_line *line, const struct option *options, int64_t *size)
{
	struct str text = command_option(line, options, "--size");
	return !text.ptr || (str_int(text, size) && *size > 0) || fail(cx, E_INVALID, "--size '%.*s' is no number of leaves", STR(text));
}

static bool checkpoint_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t size = 0;
	struct checkpoint_kept kept;
	if (command_option(line, checkpoint_options, "--key").ptr) {
		struct note_key key;
		return checkpoint_key(cx, &key, NULL) && printf("%.*s\n", STR(note_key_text(&cx->a, &key))) > 0;
	}
	if (!size_option(cx, line, checkpoint_options, &size) || (!size && !checkpoint_make(cx)) || !checkpoint_read(cx, size, &kept))
		return false;
	struct buf b = buf_make(&cx->a, 2 * NOTE_BYTES_MAX);
	struct json_out o = json_out(&b);
	if (line->json) {
		jo_object(&o);
		jo_kint(&o, "size", kept.size);
		jo_kstr(&o, "at", time_text(&cx->a, kept.at_us));
		jo_kint(&o, "witnesses", kept.witnesses);
		jo_kstr(&o, "stamped", kept.stamped_us ? time_text(&cx->a, kept.stamped_us) : S(""));
		jo_kstr(&o, "note", kept.note);
		jo_object_end(&o);
		buf_char(&b, '\n');
	} else {
		buf_put(&b, kept.note);
	}
	command_print(&b);
	return true;
}

static bool consistency_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t from = 0, to = 0, size = ledger_tree_size(cx);
	struct merkle_proof proof;
	if (!str_int(line->words[0], &from) || !str_int(line->words[1], &to) || from < 1 || to < from || to > size)
		return ok(cx) &&
		       fail(cx, E_INVALID, "two numbers of leaves are needed, the smaller first, both up to %lld", (long long)size);
	AUTO(ledger_tree) tree = {};
	ledger_tree_init(cx, &tree);
	if (!merkle_consistency(&tree.merkle, (uint64_t)from, (uint64_t)to, &proof))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	if (line->json) {
		jo_object(&o);
		jo_kint(&o, "from", from);
		jo_kint(&o, "to", to);
		jo_key(&o, "proof");
		jo_array(&o);
	}
	for (unsigned i = 0; i < proof.n; i++) {
		struct str h = hex(&cx->a, proof.hashes[i].bytes, 32);
		if (line->json)
			jo_str(&o, h);
		else
			buf_printf(&b, "%.*s\n", STR(h));
	}
	if (line->json) {
		jo_array_end(&o);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

static bool witness_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return checkpoint_witness_add(cx, line->words[0]);
}

static bool witness_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct note_key_vec witnesses = {};
	if (!checkpoint_witnesses(cx, &witnesses))
		return false;
	vec_each (w, &witnesses)
		printf(line->json ? "{\"verifier\":\"%.*s\"}\n" : "%.*s\n", STR(note_key_text(&cx->a, w)));
	return true;
}

static bool cosign_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str note;
	int64_t n = 0;
	if (!read_file(cx, line->words[0], NOTE_FILE_MAX, &note) || !checkpoint_cosign(cx, note, &n))
		return false;
	printf(line->json ? "{\"accepted\":%lld}\n" : "Cosignatures accepted: %lld\n", (long long)n);
	return true;
}

/* ---- leaves ---- */

static const struct option prove_options[] = { { "--out", "DIR", "the folder to write (needed)" }, {} };

static bool prove_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t key = 0;
	struct str out = command_option(line, prove_options, "--out");
	if (!out.ptr)
		return fail(cx, E_INVALID, "where to? Give a new folder with --out DIR");
	if (!str_int(line->words[0], &key) && !ledger_last_of(cx, line->words[0], &key))
		return false;
	if (!audit_bundle(cx, key, arena_str(&cx->a, out).ptr))
		return false;
	printf(line->json ? "{\"leaf\":%lld,\"folder\":\"%.*s\"}\n" : "Leaf %lld and its proof are in %.*s: run verify.sh there.\n",
	        (long long)key, STR(out));
	return true;
}

static const struct option export_options[] = { { "--from", "N", "begin with this leaf (default: 1)" }, {} };

static bool print_leaf(struct cx *cx, const struct ledger_leaf *l, void *arg)
{
	int64_t *n = arg;
	struct arena a = {}; /* a leaf's own: there may be millions */
	struct buf b = buf_make(&a, 1 << 26);
	struct json_out o = json_out(&b);
	(void)cx;
	jo_object(&o);
	jo_kint(&o, "leaf", l->key);
	jo_kstr(&o, "at", time_text(&a, l->at_us));
	jo_kstr(&o, "kind", l->kind);
	jo_kstr(&o, "bytes", hex(&a, l->leaf.ptr, l->leaf.len));
	if (l->released) {
		jo_kstr(&o, "actor", l->erased & 1 ? S("erased") : l->actor);
		jo_kstr(&o, "subject", l->erased & 2 ? S("erased") : l->subject);
		jo_kstr(&o, "content", l->erased & 4 ? S("erased") : l->content);
	}
	jo_object_end(&o);
	buf_char(&b, '\n');
	command_print(&b);
	arena_end(&a);
	++*n;
	return !ferror(stdout);
}

static bool export_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t from = 1, n = 0;
	struct str text = command_option(line, export_options, "--from");
	if (text.ptr && (!str_int(text, &from) || from < 1))
		return fail(cx, E_INVALID, "--from '%.*s' is no number of a leaf", STR(text));
	if (!ledger_export(cx, S("ledger"), arena_printf(&cx->a, "{\"from\":%lld}", (long long)from), 0)) /* before the first byte leaves */
		return false;
	return ledger_each(cx, from - 1, print_leaf, &n);
}

static const struct option erase_options[] = { { "--reason", "TEXT", "why; it stands in the ledger for ever (needed)" }, {} };

static bool erase_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t n = 0;
	struct str reason = command_option(line, erase_options, "--reason");
	if (!reason.len)
		return fail(cx, E_INVALID, "why is it erased? Say it with --reason TEXT, without naming the person");
	if (!ledger_erase(cx, line->words[0], reason, &n))
		return false;
	printf(line->json ? "{\"leaves\":%lld}\n"
	                  : "Erased beside %lld leaves. The leaves stay, and the ledger verifies. Backups made before still hold the "
	                    "texts.\n",
	        (long long)n);
	return true;
}

/* ---- time stamps ---- */

static const struct option stamp_options[] = {
	{ "--request", "FILE", "only write the request: for a desk without a network" },
	{ "--reply", "FILE", "take the authority's reply to that request" },
	{ "--ca", "FILE", "the certificates (PEM) that the authority's must lead to; with --reply" },
	{ "--size", "N", "of the checkpoint with this many leaves (default: the newest)" },
	{},
};

static bool stamp_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t size = 0, at_us = 0;
	struct str request = command_option(line, stamp_options, "--request"), reply = command_option(line, stamp_options, "--reply"),
	           ca = command_option(line, stamp_options, "--ca"), der, pem;
	if (!size_option(cx, line, stamp_options, &size))
		return false;
	if (request.ptr) {
		if (!stamp_request(cx, &size, &der) || !file_write(arena_str(&cx->a, request).ptr, der, 0644, &cx->err))
			return false;
		printf(line->json ? "{\"size\":%lld}\n"
		                  : "Request written. Its reply is taken in with --reply FILE --ca FILE --size %lld\n",
		        (long long)size);
		return true;
	}
	if (reply.ptr && !ca.ptr)
		return fail(cx, E_INVALID, "which certificates must the authority's lead to? Give them with --ca FILE");
	if (reply.ptr ? !read_file(cx, reply, STAMP_BYTES_MAX, &der) || !read_file(cx, ca, PEM_FILE_MAX, &pem) ||
	                        !stamp_keep(cx, size, der, pem, &at_us)
	              : !audit_stamp_ask(cx, &size, &at_us))
		return false;
	printf(line->json ? "{\"stamped\":\"%.*s\"}\n" : "Stamped at %.*s\n", STR(time_text(&cx->a, at_us)));
	return true;
}

const struct command audit_commands[] = {
	{ "ledger verify", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, verify_command, "Recompute the whole ledger from its leaves",
	        "Exit code 8 and one line that names leaf, tile, checkpoint or file at the first fault.\n"
	        "Whoever can write the database can also cut off its end with the checkpoints there:\nkeep checkpoints elsewhere and give "
	        "one.\n\n"
	        "Examples:\n  mainstay ledger verify\n  mainstay ledger verify --checkpoint march.txt\n",
	        verify_options },
	{ "ledger checkpoint", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, checkpoint_command,
	        "Sign the ledger as it stands and print the checkpoint",
	        "Its form is c2sp.org/tlog-checkpoint. Keep it outside the desk.\n\nExamples:\n  mainstay ledger checkpoint > march.txt\n  "
	        "mainstay ledger checkpoint --key\n",
	        checkpoint_options },
	{ "ledger prove", "LEAF|ID", 1, 1, DESK_OPEN, RIGHT_AUDIT, prove_command,
	        "Write the proof that a leaf is in the ledger, for others to check",
	        "A leaf by its number, or the newest about a thing. The folder holds verify.sh, which needs\nOpenSSL and nothing of "
	        "Mainstay.\n\n"
	        "Example:\n  mainstay ledger prove substation-7 --out proof && sh proof/verify.sh\n",
	        prove_options },
	{ "ledger consistency", "FROM TO", 2, 2, DESK_OPEN, RIGHT_AUDIT, consistency_command,
	        "Print the proof that the ledger only grew between two sizes",
	        "Hashes in the order of RFC 9162, section 2.1.4.\n\nExample:\n  mainstay ledger consistency 1200 1840\n", NULL },
	{ "ledger witness add", "VERIFIER", 1, 1, DESK_OPEN, RIGHT_MACHINE, witness_add_command,
	        "Accept cosignatures of a witness",
	        "A verifier key of type 4 (c2sp.org/tlog-cosignature): NAME+ID+KEY.\n\nExample:\n  mainstay ledger witness add "
	        "witness.example/w1+1b2c3d4e+BA…\n",
	        NULL },
	{ "ledger witness list", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, witness_list_command, "List the witnesses",
	        "Example:\n  mainstay ledger witness list\n", NULL },
	{ "ledger cosign", "FILE", 1, 1, DESK_OPEN, RIGHT_AUDIT, cosign_command, "Take in a checkpoint that witnesses have cosigned",
	        "Example:\n  mainstay ledger cosign march-cosigned.txt\n", NULL },
	{ "ledger stamp", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, stamp_command, "Have a checkpoint time-stamped (RFC 3161)",
	        "Asks the authority of the settings ledger.tsa-url and ledger.tsa-ca, or works with files.\n\n"
	        "Examples:\n  mainstay ledger stamp --request march.tsq\n  mainstay ledger stamp --reply march.tsr --ca authority.pem\n",
	        stamp_options },
	{ "ledger export", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, export_command,
	        "Print all leaves as JSON Lines, their contents as far as released",
	        "Example:\n  mainstay ledger export --from 1000 > leaves.jsonl\n", export_options },
	{ "ledger erase", "ID", 1, 1, DESK_OPEN, RIGHT_POLICY, erase_command,
	        "Erase what stands beside the leaves about a record or a person",
	        "Of a record: what happened to it. Of a person: their id as well, wherever they acted. The leaves\nstay, and the erasure "
	        "is one itself.\n\n"
	        "Example:\n  mainstay ledger erase anna --reason \"request of 3 March\"\n",
	        erase_options },
	{},
};
