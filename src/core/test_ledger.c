/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger on both engines: keys are commit order without gaps; the tree, checkpoints, cosignatures and erasures verify; any edit of one byte, any leaf taken
 * away, put in or moved is found, and the fault named.
 */
#include "base/test.h"
#include "core/checkpoint.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/ledger_check.h"
#include "core/secret.h"
#include "core/store_ledger.h"
#include "core/who.h"
#include "db/test_desk.h"
#include <pthread.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
static const struct secrets keys = { { 1, 2, 3 } };

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	cx->secrets = &keys;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

static int64_t count(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	return db_next(&rows, TO(&n)) ? n : -1;
}

static void append(struct cx *cx, int from, int n)
{
	AUTO(db_tx) tx = desk_begin(cx);
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	for (int i = from; i < from + n; i++)
		ledger_append_one(
		        cx, S("asset.update"), arena_printf(&cx->a, "pump-%d", i), arena_printf(&cx->a, "{\"n\":%d}", i), class_key);
	CHECK(db_commit(&tx));
}

/* The published example of golang.org/x/mod/sumdb/note, which c2sp.org/signed-note describes. */
TEST(a_published_note)
{
	struct arena a = {};
	struct err err = {};
	struct note_key key;
	struct str text;
	struct note_line_vec lines = {};
	struct str verifier = S("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
	struct str note = S(
	        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
	        "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
	CHECK(note_key_parse(verifier, &key) && key.type == NOTE_ED25519);
	CHECK_STR(note_key_text(&a, &key), verifier);
	CHECK(note_parse(&a, note, &text, &lines, &err) && lines.n == 1 && note_verify(&a, &key, &lines.at[0], text, NULL));
	for (size_t i = 0; i < note.len; i++) { /* any byte changed */
		struct str bad = arena_str(&a, note);
		((char *)(uintptr_t)bad.ptr)[i] ^= 1;
		struct note_line_vec other = {};
		struct str changed;
		err_clear(&err);
		CHECK(!note_parse(&a, bad, &changed, &other, &err) || !note_verify(&a, &key, &other.at[0], changed, NULL));
	}
	for (size_t i = 0; i < verifier.len; i++) {
		struct str bad = arena_str(&a, verifier);
		((char *)(uintptr_t)bad.ptr)[i] ^= 1;
		CHECK(!note_key_parse(bad, &key));
	}
	arena_end(&a);
}

TEST(cosignatures_carry_their_time)
{
	struct arena a = {};
	static const unsigned char seed[32] = { 9 };
	struct note_key key = note_key_make(S("witness.example/w1"), NOTE_COSIGNATURE, seed), read;
	struct str text = S("desk.example/ledger\n5\nTjsbvsfEeNznH7YxYxUToaTyzJrvyh8WEr/nxBOmAEk=\n");
	struct str note = arena_printf(&a, "%.*s\n%.*s", STR(text), STR(note_sign(&a, text, &key, seed, 1679315147000000)));
	struct note_line_vec lines = {};
	struct str back;
	struct err err = {};
	int64_t at_us = 0;
	CHECK(note_key_parse(note_key_text(&a, &key), &read) && read.type == NOTE_COSIGNATURE);
	CHECK(note_parse(&a, note, &back, &lines, &err) && lines.n == 1 && note_verify(&a, &read, &lines.at[0], back, &at_us) &&
	        at_us == 1679315147000000);
	((char *)(uintptr_t)lines.at[0].bytes.ptr)[11] ^= 1; /* another second */
	CHECK(!note_verify(&a, &read, &lines.at[0], back, &at_us));
	arena_end(&a);
}

struct appender {
	const struct test_desk *d;
	pthread_t thread;
	bool leave;
};

static void *append_many(void *arg)
{
	struct appender *p = arg;
	struct cx cx = other_begin(p->d);
	cx.now_us = 1790000000000000;
	for (int i = 0; i < 60; i++) {
		AUTO(db_tx) tx = db_begin(&cx);
		for (int k = 0; k <= i % 3; k++)
			ledger_append_one(&cx, S("asset.update"), S("x"), S("{}"), 1);
		if (p->leave && i % 4 == 0)
			continue; /* rolled back: its keys are handed out again */
		if (!db_commit(&tx)) {
			printf("# %s\n", cx.err.text);
			break;
		}
	}
	bool *good = calloc(1, sizeof *good);
	*good = ok(&cx);
	other_end(&cx);
	return good;
}

DESK_TEST(keys_are_commit_order_without_gaps)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct appender p[4] = { { d, 0, false }, { d, 0, true }, { d, 0, false }, { d, 0, true } };
	for (int i = 0; i < 4; i++)
		pthread_create(&p[i].thread, NULL, append_many, &p[i]);
	for (int i = 0; i < 40; i++) { /* at every instant what is committed is 1 to n */
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*), COALESCE(MAX(key), 0) FROM ledger_leaf");
		int64_t n = -1, top = -2;
		CHECK(db_next(&rows, TO(&n), TO(&top)) && n == top);
		db_rows_end_(&rows);
		CHECK(ledger_sequence(cx)); /* fails when a key is missing below one that is there */
	}
	for (int i = 0; i < 4; i++) {
		void *good;
		pthread_join(p[i].thread, &good);
		CHECK(*(bool *)good);
		free(good);
	}
	CHECK(ledger_sequence(cx) && ledger_tree_size(cx) == 2 * 120 + 2 * (120 - 30) &&
	        count(cx, "SELECT MAX(key) FROM ledger_leaf") == ledger_tree_size(cx));
	struct ledger_check check = {};
	CHECK(ledger_verify(cx, &check) && check.leaves == ledger_tree_size(cx));
}

/* A desk of 700 leaves: three tiles below, one above; two checkpoints, one cosigned; one record and one person erased. */
static struct str filled(struct cx *cx, bool erase)
{
	static const unsigned char seed[32] = { 9 };
	struct note_key witness = note_key_make(S("witness.example/w1"), NOTE_COSIGNATURE, seed);
	make_desk(cx);
	struct person anna = { .id = S("anna"), .name = S("Anna"), .role = ROLE_DESK };
	CHECK(who_create(cx, &anna, S("correct horse")) && who_act_as(cx, S("anna")));
	append(cx, 0, 300);
	CHECK(checkpoint_witness_add(cx, note_key_text(&cx->a, &witness)) && checkpoint_make(cx));
	struct checkpoint_kept kept;
	struct checkpoint c;
	int64_t n;
	CHECK(checkpoint_read(cx, 0, &kept) && checkpoint_parse(cx, kept.note, &c));
	struct str cosigned = arena_printf(&cx->a, "%.*s%.*s", STR(kept.note), STR(note_sign(&cx->a, c.text, &witness, seed, cx->now_us)));
	CHECK(checkpoint_cosign(cx, cosigned, &n) && n == 1 && checkpoint_read(cx, 0, &kept) && kept.witnesses == 1);
	append(cx, 300, 390);
	CHECK(!erase || (ledger_erase(cx, S("pump-7"), S("asked for"), &n) && n == 1));
	append(cx, 690, 10);
	CHECK(checkpoint_make(cx) && checkpoint_make(cx) && checkpoint_read(cx, 0, &kept));
	return kept.note;
}

DESK_TEST(a_whole_ledger_verifies)
{
	struct cx *cx = &d->cx;
	struct str outside = filled(cx, true);
	struct ledger_check check = { .outside = outside };
	CHECK(ledger_verify(cx, &check) && ledger_verified(cx, check.leaves));
	CHECK(check.leaves == check.in_tree && check.checkpoints == 2 && check.cosignatures == 1 && check.erased == 1 && check.tiles == 4);
	struct ledger_line_vec lines = {};
	CHECK(ledger_history(cx, S("pump-7"), &lines) && lines.n == 2 && str_eq(lines.at[1].kind, S("ledger.erase")) && lines.at[0].erased && lines.at[0].holds &&
	        str_eq(lines.at[0].content, S("erased")));
	/* A person: their id goes as actor of all they did, and what was done to them. The log stays whole. */
	int64_t n;
	CHECK(ledger_erase(cx, S("anna"), S("left"), &n) && n > 700);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE actor = 'anna' OR subject = 'anna'") ==
	        1); /* only who erased: the erasure itself */
	check = (struct ledger_check){ .outside = outside };
	CHECK(ledger_verify(cx, &check) && check.erased > 700);
	lines.n = 0;
	CHECK(ledger_history(cx, S("pump-8"), &lines) && lines.n == 1 && str_eq(lines.at[0].actor, S("erased")) &&
	        str_find(lines.at[0].content, S("8")) > 0 && lines.at[0].holds);
	cx->now_us += 1000000;
	CHECK(ledger_erase_old(cx, S("asset.update"), cx->now_us, S("kept long enough"), &n) && n == 700);
	CHECK(ledger_erase_old(cx, S("asset.update"), cx->now_us, S("kept long enough"), &n) && n == 0);
	CHECK(!ledger_erase(cx, S("nothing"), S("x"), &n) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	check = (struct ledger_check){ .outside = outside };
	CHECK(ledger_verify(cx, &check));
}

/* What an edit of the database must lead to. */
static const struct {
	const char *edit, *named;
} edits[] = {
	{ "UPDATE ledger_content SET content = '{\"n\":8}' WHERE leaf = 20", "leaf 20" },
	{ "UPDATE ledger_content SET actor = 'bert' WHERE leaf = 21", "leaf 21" },
	{ "UPDATE ledger_content SET subject = 'x' WHERE leaf = 22", "leaf 22" },
	{ "UPDATE ledger_content SET kind = 'asset.updatf' WHERE leaf = 23", "leaf 23" },
	{ "UPDATE ledger_content SET at_us = at_us + 1 WHERE leaf = 24", "leaf 24" },
	{ "UPDATE ledger_content SET erased = 4, content = '' WHERE leaf = 25", "leaf 25" },
	{ "UPDATE ledger_content SET erased = 7, content = '', actor = '', subject = '' WHERE leaf = 26", "leaf 26" },
	{ "UPDATE ledger_content SET salt = (SELECT salt FROM ledger_content WHERE leaf = 28) WHERE leaf = 27", "leaf 27" },
	{ "DELETE FROM ledger_content WHERE leaf = 29", "leaf 29" },
	{ "INSERT INTO ledger_content (leaf, salt, at_us, kind, actor, subject, content, class) SELECT 900000, salt, at_us, kind, actor, "
	  "subject, content, class FROM ledger_content WHERE leaf = 30",
	        "beside" },
	{ "DELETE FROM ledger_leaf WHERE key = 31", "leaf 31" },
	{ "DELETE FROM ledger_leaf WHERE key > 690", "leaf 691" },
	{ "UPDATE ledger_leaf SET leaf = (SELECT leaf FROM ledger_leaf WHERE key = 33) WHERE key = 32", "leaf 32" },
	{ "UPDATE ledger_tile SET hashes = (SELECT hashes FROM ledger_tile WHERE level = 0 AND place = 1) WHERE level = 0 AND place = 0",
	        "tile 0/0" },
	{ "DELETE FROM ledger_tile WHERE level = 1", "tile 1/0" },
	{ "INSERT INTO ledger_tile (level, place, hashes) SELECT 2, 0, hashes FROM ledger_tile WHERE level = 1", "tile" },
	{ "UPDATE ledger_checkpoint SET note = replace(note, 'mainstay/', 'mainstaz/') WHERE size > 400", "checkpoint" },
	{ "UPDATE ledger_checkpoint SET size = size + 1 WHERE size > 400", "checkpoint" },
	{ "UPDATE ledger_cosignature SET at_us = at_us + 1000000", "checkpoint" },
	{ "UPDATE ledger_cosignature SET line = replace(line, 'w1', 'w2')", "checkpoint" },
	{ "DELETE FROM ledger_checkpoint WHERE size < 400", "checkpoint" }, /* its cosignature is left */
	{ "UPDATE ledger_tree SET size = size - 1", "tile" },
	{ "UPDATE ledger_key SET verifier = replace(verifier, '+A', '+B')", "verifier key" },
	{ "UPDATE counter SET next = next + 1 WHERE name = 'ledger'", "missing" },
	{ "UPDATE counter SET next = next - 1 WHERE name = 'ledger'", "inserted" },
};

DESK_TEST(every_edit_of_the_database_is_found)
{
	struct cx *cx = &d->cx;
	struct str outside = filled(cx, true);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		/* verify asks for a transaction of its own: so the edit is committed, and what it changed is put back from a copy. */
		static const char *const tables[] = { "ledger_leaf", "ledger_content", "ledger_tile", "ledger_checkpoint",
			"ledger_cosignature", "ledger_tree", "ledger_key", "counter" };
		for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
			db_exec(cx, arena_printf(&cx->a, "CREATE TABLE copy_%s AS SELECT * FROM %s", tables[t], tables[t]).ptr);
		CHECK(db_exec(cx, edits[i].edit) && db_changes(cx) > 0);
		struct ledger_check check = { .outside = outside };
		bool good = ledger_verify(cx, &check);
		if (good || cx->err.kind != E_BROKEN || str_find(str_c(cx->err.text), str_c(edits[i].named)) < 0)
			printf("# %s: %s\n", edits[i].edit, good ? "not found" : cx->err.text);
		CHECK(!good && cx->err.kind == E_BROKEN && str_find(str_c(cx->err.text), str_c(edits[i].named)) >= 0);
		err_clear(&cx->err);
		for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
			db_exec(cx, arena_printf(&cx->a, "DELETE FROM %s", tables[t]).ptr);
			db_exec(cx, arena_printf(&cx->a, "INSERT INTO %s SELECT * FROM copy_%s", tables[t], tables[t]).ptr);
			db_exec(cx, arena_printf(&cx->a, "DROP TABLE copy_%s", tables[t]).ptr);
		}
		check = (struct ledger_check){ .outside = outside };
		CHECK(ledger_verify(cx, &check));
	}
}

DESK_TEST(what_is_cut_off_with_its_checkpoints_is_found_from_outside)
{
	struct cx *cx = &d->cx;
	struct str outside = filled(cx, false);
	struct checkpoint c;
	CHECK(checkpoint_parse(cx, outside, &c));
	/* Whoever has the database cuts the end off without a trace inside: leaves, contents, tree, checkpoints and counter. */
	CHECK(db_exec(cx, "DELETE FROM ledger_leaf WHERE key > 256") && db_exec(cx, "DELETE FROM ledger_content WHERE leaf > 256"));
	CHECK(db_exec(cx, "DELETE FROM ledger_checkpoint") && db_exec(cx, "DELETE FROM ledger_cosignature"));
	CHECK(db_exec(cx, "DELETE FROM ledger_tile") && db_exec(cx, "UPDATE ledger_tree SET size = 0") &&
	        db_exec(cx, "UPDATE counter SET next = 257 WHERE name = 'ledger'"));
	CHECK(ledger_sequence(cx));
	struct ledger_check check = {};
	CHECK(ledger_verify(cx, &check) && check.leaves == 256); /* from inside it cannot be seen */
	check = (struct ledger_check){ .outside = outside };
	CHECK(!ledger_verify(cx, &check) && str_find(str_c(cx->err.text), S("cut off")) > 0);
	err_clear(&cx->err);
	/* And then other things happened. */
	append(cx, 5000, 700);
	CHECK(ledger_sequence(cx));
	check = (struct ledger_check){ .outside = outside };
	CHECK(!ledger_verify(cx, &check) && str_find(str_c(cx->err.text), S("rewritten")) > 0);
	err_clear(&cx->err);
	/* Signed anew with a key of their own, which they put beside ours. */
	struct secrets other = { { 7 } };
	cx->secrets = &other;
	CHECK(checkpoint_make(cx));
	cx->secrets = &keys;
	check = (struct ledger_check){};
	CHECK(!ledger_verify(cx, &check) && str_find(str_c(cx->err.text), S("key file")) > 0);
	err_clear(&cx->err);
}

DESK_TEST(every_bit_of_one_leaf_and_what_lies_beside_it)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	append(cx, 0, 5);
	CHECK(checkpoint_make(cx));
	struct store_leaf l;
	CHECK(store_leaf_one(cx, 3, &l));
	struct ledger_check check = {};
	for (size_t i = 0; i < l.leaf.len + l.salt.len; i++) {
		bool beside = i >= l.leaf.len;
		struct str bytes = arena_str(&cx->a, beside ? l.salt : l.leaf);
		((char *)(uintptr_t)bytes.ptr)[beside ? i - l.leaf.len : i] ^= (char)(1 << i % 8);
		const char *sql =
		        beside ? "UPDATE ledger_content SET salt = $1 WHERE leaf = 3" : "UPDATE ledger_leaf SET leaf = $1 WHERE key = 3";
		CHECK(db_exec(cx, sql, DB_BLOB(bytes)));
		check = (struct ledger_check){};
		CHECK(!ledger_verify(cx, &check) && str_find(str_c(cx->err.text), S("leaf 3")) >= 0);
		err_clear(&cx->err);
		CHECK(db_exec(cx, sql, DB_BLOB(beside ? l.salt : l.leaf)));
	}
	struct str tile;
	CHECK(store_tile(cx, 0, 0, &tile));
	for (size_t i = 0; i < tile.len; i += 7) {
		struct str bytes = arena_str(&cx->a, tile);
		((char *)(uintptr_t)bytes.ptr)[i] ^= (char)(1 << i % 8);
		CHECK(store_tile_put(cx, 0, 0, bytes));
		check = (struct ledger_check){};
		CHECK(!ledger_verify(cx, &check) && str_find(str_c(cx->err.text), S("tile 0/0")) >= 0);
		err_clear(&cx->err);
	}
	CHECK(store_tile_put(cx, 0, 0, tile));
	struct store_checkpoint kept;
	CHECK(store_checkpoint(cx, 0, &kept));
	for (size_t i = 0; i < kept.note.len; i++) {
		struct str bytes = arena_str(&cx->a, kept.note);
		((char *)(uintptr_t)bytes.ptr)[i] ^= 1;
		size_t bad;
		if (!str_utf8(bytes, &bad))
			continue; /* no database would hold it as text */
		CHECK(db_exec(cx, "UPDATE ledger_checkpoint SET note = $1", DB(bytes)));
		check = (struct ledger_check){};
		CHECK(!ledger_verify(cx, &check));
		if (!(str_find(str_c(cx->err.text), S("checkpoint")) >= 0))
			printf("# byte %zu: %s\n", i, cx->err.text);
		CHECK(str_find(str_c(cx->err.text), S("checkpoint")) >= 0);
		err_clear(&cx->err);
	}
	CHECK(db_exec(cx, "UPDATE ledger_checkpoint SET note = $1", DB(kept.note)));
	check = (struct ledger_check){};
	CHECK(ledger_verify(cx, &check));
}
