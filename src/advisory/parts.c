/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts of the answer to "who must be warned", one a revision. Must never keep one of a revision that is no longer current, nor one that was made
 * from other findings: whoever keeps parts keys them on the register's revision and the count of rematchings (affected.c).
 */
#include "advisory/parts.h"
#include <stdlib.h>
#include <string.h>

enum { GONE_MAX = 8 };

static int by_revision(const void *key, const void *head)
{
	int64_t a = *(const int64_t *)key, b = ((const struct advisory_head *)head)->revision;
	return (a > b) - (a < b);
}

static const struct advisory_head *head_of(const struct advisory_head_vec *heads, int64_t revision)
{
	return heads->n ? bsearch(&revision, heads->at, heads->n, sizeof *heads->at, by_revision) : NULL;
}

static void *kept_copy(struct arena *a, const void *from, size_t bytes)
{
	return bytes ? memcpy(arena_alloc(a, bytes), from, bytes) : NULL;
}

struct reading {
	struct cx *cx;
	struct arena *a; /* of what stays */
	struct arena *scratch; /* of the rest */
	const struct impact_network *net;
	struct cascade_scratch *cascade;
	uint8_t *capped; /* per node, cleared after each run */
};

/* The assets fail together; what falls with them is kept. */
static bool run(struct reading *r, const struct cascade_cap *caps, size_t n, struct part_run *out)
{
	struct cascade_result result;
	*out = (struct part_run){};
	if (!n)
		return true;
	if (!cascade_run(r->cascade, r->net->rest, caps, n, &result, &r->cx->err))
		return false;
	for (size_t i = 0; i < n; i++)
		r->capped[caps[i].node] = 1;
	struct part_fall *falls = arena_array(r->a, struct part_fall, result.n);
	size_t n_falls = 0;
	for (uint32_t i = 0; i < result.n; i++) {
		const struct cascade_fall *f = &result.falls[i];
		if (!r->capped[f->node])
			falls[n_falls++] = (struct part_fall){ f->after_min, f->node, f->level };
	}
	for (size_t i = 0; i < n; i++)
		r->capped[caps[i].node] = 0;
	*out = (struct part_run){ kept_copy(r->a, caps, n * sizeof *caps), falls, n, n_falls };
	return true;
}

/* The hits of one revision, by asset. An asset is surely hit when one of its components is. */
static bool one_part(struct reading *r, const struct store_hit *from, const struct store_hit *to, bool conforms, struct part *out)
{
	size_t n = (size_t)(to - from), n_caps[2] = {};
	struct part_hit *hits = arena_array(r->a, struct part_hit, n);
	struct cascade_cap *caps[2] = { arena_array(r->scratch, struct cascade_cap, n), arena_array(r->scratch, struct cascade_cap, n) };
	for (const struct store_hit *h = from, *next; h < to; h = next) {
		const uint64_t *node = map_find_int(&r->net->by_key, h->asset);
		uint32_t number = node ? (uint32_t)*node : GRAPH_NONE;
		bool sure = false;
		for (next = h; next < to && next->asset == h->asset; next++) {
			bool this = next->verdict == MATCH_AFFECTED && conforms;
			hits[next - from] = (struct part_hit){ next->component, next->class_key, number, this };
			sure |= this;
		}
		if (node)
			caps[!sure][n_caps[!sure]++] = (struct cascade_cap){ number, 0 };
	}
	*out = (struct part){ .revision = from->revision, .hits = hits, .n_hits = n };
	return run(r, caps[0], n_caps[0], &out->run[0]) && run(r, caps[1], n_caps[1], &out->run[1]);
}

bool parts_read(struct cx *cx, struct arena *a, const struct impact_network *net, const struct advisory_head_vec *heads, int64_t above,
        int64_t upto, struct part_vec *out)
{
	struct cx rows = { .db = cx->db, .now_us = cx->now_us, .mode = cx->mode };
	struct store_hit_vec hits = {};
	bool good = store_hits(&rows, above, upto, &hits);
	struct reading r = { .cx = &rows, .a = a, .scratch = &rows.a, .net = net };
	if (good && hits.n) {
		r.cascade = cascade_scratch_make(&rows.a, net->graph);
		r.capped = arena_array(&rows.a, uint8_t, net->nodes.n + 1);
	}
	for (size_t i = 0, k; i < hits.n && good; i = k) {
		for (k = i + 1; k < hits.n && hits.at[k].revision == hits.at[i].revision; k++) {
		}
		const struct advisory_head *head = head_of(heads, hits.at[i].revision);
		bool conforms = head && !str_eq(head->state, S("quarantined"));
		good = one_part(&r, &hits.at[i], hits.at + k, conforms, vec_push(a, out));
	}
	if (ok(cx))
		cx->err = rows.err;
	arena_end(&rows.a);
	return good;
}

bool parts_update(struct cx *cx, struct parts *p, const struct impact_network *net, const struct advisory_head_vec *heads)
{
	struct part_vec fresh = {};
	size_t kept = 0;
	vec_each (part, &p->at)
		if (head_of(heads, part->revision))
			p->at.at[kept++] = *part;
	p->gone += p->at.n - kept;
	p->at.n = kept;
	if (p->gone > p->at.n + GONE_MAX) { /* more waste than use: all of it anew */
		arena_end(&p->arena);
		*p = (struct parts){};
	}
	if (!parts_read(cx, &p->arena, net, heads, p->top, INT64_MAX, &fresh))
		return false;
	vec_each (part, &fresh)
		*vec_push(&p->arena, &p->at) = *part;
	if (heads->n && heads->at[heads->n - 1].revision > p->top)
		p->top = heads->at[heads->n - 1].revision;
	return true;
}

/* The count of a class among those from `first` on; made when it is not there. */
static struct store_count *count_of(struct arena *a, struct store_count_vec *counts, struct map *at, int64_t revision, int64_t class_key)
{
	bool fresh;
	uint64_t *i = map_at_int(at, class_key, &fresh);
	if (fresh || counts->at[*i].revision != revision) {
		*i = counts->n;
		*vec_push(a, counts) = (struct store_count){ .revision = revision, .class_key = class_key };
	}
	return &counts->at[*i];
}

void parts_count(struct arena *a, const struct part_vec *parts, struct part_counts *out)
{
	struct arena scratch = {};
	struct map of_one = map_make(&scratch), of_all = map_make(&scratch), seen = map_make(&scratch);
	*out = (struct part_counts){};
	vec_each (part, parts)
		for (const struct part_hit *h = part->hits; h < part->hits + part->n_hits; h++) {
			struct store_count *one = count_of(a, &out->by_revision, &of_one, part->revision, h->class_key);
			struct store_count *all = count_of(a, &out->all, &of_all, 0, h->class_key);
			bool fresh;
			uint64_t *known = map_at_int(&seen, h->component, &fresh); /* 1: so far only possibly hit; 2: surely */
			*(h->sure ? &one->affected : &one->possible) += 1;
			if (fresh)
				*(h->sure ? &all->affected : &all->possible) += 1;
			else if (h->sure && *known == 1)
				all->possible--, all->affected++;
			*known = h->sure || *known == 2 ? 2 : 1;
		}
	arena_end(&scratch);
}
