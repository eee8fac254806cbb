/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger in a browser: for auditors, and for those whose records were read. Kind, time and number of a leaf are shown to every auditor; texts beside it only
 * as far as they are released.
 */
#include "audit/audit.h"
#include "audit/views.h"
#include "base/json.h"
#include "base/time.h"
#include "core/checkpoint.h"
#include "core/release.h"

enum { ROWS = 100 };

static void fact(struct cx *cx, struct facts_view *v, struct str term, struct str text)
{
	*vec_push(&cx->a, &v->facts) = (struct fact){ .term = term, .text = text };
}

static struct str number(struct cx *cx, int64_t n)
{
	return arena_printf(&cx->a, "%lld", (long long)n);
}

/* The newest checkpoint, or none without an error. */
static bool newest(struct cx *cx, struct checkpoint_kept *out)
{
	if (checkpoint_read(cx, 0, out))
		return true;
	if (cx->err.kind == E_MISSING)
		err_clear(&cx->err);
	return false;
}

static bool before_of(struct cx *cx, const struct request *req, int64_t *before)
{
	struct str text = http_query(req, "before");
	*before = 0;
	return !text.len || (str_int(text, before) && *before > 0) || fail(cx, E_INVALID, "'before' is no number of a leaf");
}

static bool ledger_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct ledger_view v = {};
	struct ledger_leaf_vec leaves = {};
	struct checkpoint_kept kept = {};
	int64_t before, at_us = 0, size = 0;
	if (!before_of(cx, call->req, &before) || !ledger_recent(cx, before, ROWS, &leaves) || !ledger_when_verified(cx, &at_us, &size))
		return false;
	if (newest(cx, &kept)) {
		v.note = kept.note;
		fact(cx, &v.facts, tr(o, "Leaves"), number(cx, kept.size));
		fact(cx, &v.facts, tr(o, "When"), time_text(&cx->a, kept.at_us));
		fact(cx, &v.facts, tr(o, "Witnesses"), number(cx, kept.witnesses));
		fact(cx, &v.facts, tr(o, "Time stamp"), kept.stamped_us ? time_text(&cx->a, kept.stamped_us) : S("–"));
	}
	fact(cx, &v.facts, tr(o, "Last verified"), at_us ? time_text(&cx->a, at_us) : S("–"));
	vec_each (l, &leaves)
		*vec_push(&cx->a, &v.rows) = (struct ledger_row){ l->key, { l->at_us }, l->kind, l->erased & 1 ? tr(o, "erased") : l->actor,
			l->erased & 2 ? tr(o, "erased") : l->subject, arena_printf(&cx->a, "/ledger/%lld", (long long)l->key) };
	if (leaves.n == ROWS && leaves.at[ROWS - 1].key > 1)
		v.older = arena_printf(&cx->a, "/ledger?before=%lld", (long long)leaves.at[ROWS - 1].key);
	call->frame.title = tr(o, "Ledger");
	call->frame.lede = tr(o, "What provably happened: each entry is a leaf of a tree that can only grow.");
	page_ledger(&call->main, &v);
	return ok(cx);
}

static bool checkpoint_download(struct cx *cx, struct page_call *call)
{
	struct checkpoint_kept kept;
	if (!checkpoint_read(cx, 0, &kept))
		return false;
	call->raw = true;
	call->res->content_type = S("text/plain; charset=utf-8");
	buf_put(&call->res->body, kept.note);
	return true;
}

static bool leaf_number(struct cx *cx, const struct request *req, int64_t *key)
{
	return (str_int(http_param(req, "leaf"), key) && *key > 0) || fail(cx, E_MISSING, "the ledger has no such leaf");
}

/* Each neighbour on the way up, and what it gives (RFC 9162, 2.1.3.2). */
static void fill_steps(
        struct cx *cx, struct ledger_leaf_view *v, struct str leaf, uint64_t at, uint64_t size, const struct merkle_proof *proof)
{
	struct sha256_state *st = sha256_begin();
	struct sha256 h = merkle_leaf(st, leaf);
	v->hash = hex(&cx->a, h.bytes, sizeof h.bytes);
	uint64_t last = size - 1;
	for (unsigned i = 0; i < proof->n; i++) {
		const struct sha256 *other = &proof->hashes[i];
		bool left = at & 1 || at == last;
		h = left ? merkle_node(st, other, &h) : merkle_node(st, &h, other);
		for (; left && !(at & 1) && at; at >>= 1)
			last >>= 1;
		at >>= 1;
		last >>= 1;
		*vec_push(&cx->a, &v->steps) = (struct leaf_step){ left ? S("←") : S("→"), hex(&cx->a, other->bytes, sizeof other->bytes),
			hex(&cx->a, h.bytes, sizeof h.bytes) };
	}
	sha256_end(st);
}

/* The proof against the newest checkpoint; false without error while the leaf is younger. */
static bool proof_of(struct cx *cx, int64_t key, struct checkpoint_kept *kept, struct merkle_proof *proof)
{
	if (!newest(cx, kept) || kept->size < key)
		return false;
	AUTO(ledger_tree) tree = {};
	ledger_tree_init(cx, &tree);
	return merkle_inclusion(&tree.merkle, (uint64_t)key - 1, (uint64_t)kept->size, proof);
}

static bool leaf_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct ledger_leaf_view v = {};
	struct ledger_leaf l;
	struct checkpoint_kept kept;
	struct merkle_proof proof;
	int64_t key = 0;
	if (!leaf_number(cx, call->req, &key) || !ledger_leaf(cx, key, &l))
		return false;
	fact(cx, &v.facts, tr(o, "When"), time_text(&cx->a, l.at_us));
	fact(cx, &v.facts, tr(o, "Kind"), l.kind);
	if (l.released) {
		fact(cx, &v.facts, tr(o, "Who"), l.erased & 1 ? tr(o, "erased") : l.actor);
		fact(cx, &v.facts, tr(o, "About"), l.erased & 2 ? tr(o, "erased") : l.subject);
		fact(cx, &v.facts, tr(o, "Content"), l.erased & 4 ? tr(o, "erased") : l.content);
	}
	fact(cx, &v.facts, tr(o, "State"),
	        l.holds ? tr(o, "what lies beside the leaf opens it") : tr(o, "WHAT LIES BESIDE THE LEAF DOES NOT OPEN IT"));
	if (proof_of(cx, key, &kept, &proof)) {
		v.size = number(cx, kept.size);
		v.download = arena_printf(&cx->a, "/ledger/%lld/proof", (long long)key);
		fill_steps(cx, &v, l.leaf, (uint64_t)key - 1, (uint64_t)kept.size, &proof);
	}
	if (!ok(cx))
		return false;
	call->frame.title = arena_printf(&cx->a, "%.*s %lld", STR(tr(o, "Leaf")), (long long)key);
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = S("/ledger"), .text = tr(o, "Ledger") };
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .text = call->frame.title };
	page_ledger_leaf(&call->main, &v);
	return true;
}

static bool proof_download(struct cx *cx, struct page_call *call)
{
	struct ledger_leaf l;
	struct checkpoint_kept kept;
	struct merkle_proof proof;
	int64_t key = 0;
	if (!leaf_number(cx, call->req, &key) || !ledger_leaf(cx, key, &l))
		return false;
	if (!proof_of(cx, key, &kept, &proof))
		return ok(cx) && fail(cx, E_MISSING, "leaf %lld is younger than the newest checkpoint", (long long)key);
	call->raw = true;
	call->res->content_type = S("application/json");
	struct json_out o = json_out(&call->res->body);
	jo_object(&o);
	jo_kint(&o, "index", key - 1);
	jo_kint(&o, "size", kept.size);
	jo_kstr(&o, "leaf", hex(&cx->a, l.leaf.ptr, l.leaf.len));
	jo_key(&o, "proof");
	jo_array(&o);
	for (unsigned i = 0; i < proof.n; i++)
		jo_str(&o, hex(&cx->a, proof.hashes[i].bytes, 32));
	jo_array_end(&o);
	jo_kstr(&o, "checkpoint", kept.note);
	jo_object_end(&o);
	return true;
}

static bool my_reads_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct my_reads_view v = {};
	struct ledger_read_vec reads = {};
	struct str text = http_query(call->req, "skip");
	int64_t skip = 0;
	/* Of an organization only to who may see what is its own: a guest may stand in its name too. */
	struct str about = cx->viewer->clearance.organization;
	if (release_viewed(cx, &(struct labels){ TLP_AMBER_STRICT, about }, PURPOSE_READ).decision != RELEASE_ALLOW)
		about = S("");
	if (text.len && (!str_int(text, &skip) || skip < 0))
		return fail(cx, E_INVALID, "'skip' is no number of reads");
	if (!ledger_reads_about(cx, about, skip, ROWS, &reads))
		return false;
	vec_each (r, &reads)
		*vec_push(&cx->a, &v.rows) = (struct read_row){ { r->at_us }, r->actor, r->address, r->rows };
	if (reads.n == ROWS)
		v.older = arena_printf(&cx->a, "/my/reads?skip=%lld", (long long)skip + ROWS);
	v.nothing = (struct empty_view){ .title = tr(o, "Nothing yet"),
		.text = tr(o, "When a page shows records of your organization, it stands here.") };
	call->frame.title = tr(o, "Who read your records");
	call->no_cache = true; /* reads change without the desk's revision */
	page_my_reads(&call->main, &v);
	return ok(cx);
}

const struct page audit_pages[] = {
	{ HTTP_GET, "/ledger", RIGHT_AUDIT, ledger_page, "The newest checkpoint, and the latest leaves", .menu = "Ledger" },
	{ HTTP_GET, "/ledger/checkpoint", RIGHT_AUDIT, checkpoint_download, "The newest checkpoint as text" },
	{ HTTP_GET, "/ledger/{leaf}", RIGHT_AUDIT, leaf_page, "One leaf, and the proof that it is in the ledger" },
	{ HTTP_GET, "/ledger/{leaf}/proof", RIGHT_AUDIT, proof_download, "That proof for programs" },
	{ HTTP_GET, "/my/reads", RIGHT_READ, my_reads_page, "Who read the records of the viewer's organization" },
	{},
};
