/* SPDX-License-Identifier: Apache-2.0
 *
 * The decision laid out in rows, so that SQL can filter by it. Must always agree with the decision: rows are only ever written by calling release() on the
 * pair. A profile's rows are brought up to date whenever its viewer is found (release_profile), before anything is read for them: with the classes that
 * came meanwhile, and whole when the clock has passed a bound in either direction. So nothing is read past its bound in any unit of work that began after
 * it, and what was made before it is not shown after it, since viewer.due_us goes with it.
 */
#include "base/buf.h"
#include "core/desk.h"
#include "core/store_release.h"
#include <stdlib.h>

int64_t release_now(const struct cx *cx)
{
	return cx->clock_us ? cx->clock_us : cx->now_us;
}

bool release_labels(struct cx *cx, int64_t class_key, struct labels *out)
{
	return store_release_labels(cx, class_key, out);
}

static bool read_grants(struct cx *cx, struct clearance *c)
{
	struct store_grant_vec rows = {};
	c->n_grants = 0;
	if (!c->organization.len || !store_grants(cx, c->organization, &rows))
		return ok(cx);
	struct grant *grants = arena_array(&cx->a, struct grant, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		grants[i] = rows.at[i].grant;
	c->grants = grants;
	c->n_grants = rows.n;
	return true;
}

bool release_holds(struct cx *cx, struct str person, struct clearance *c)
{
	store_held(cx, person, c);
	return ok(cx) && read_grants(cx, c);
}

static bool is_current(const struct store_profile *p, int64_t now_us)
{
	return p->top == p->classes_top && p->since_us <= now_us && now_us < p->due_us;
}

/* Adds the rows of the classes above p->top, and narrows the time for which the rows hold. */
static bool extend(struct cx *cx, struct store_profile *p, const struct clearance *c, int64_t now_us)
{
	struct store_class_vec classes = {};
	struct store_clearance_vec rows = {};
	if (!store_classes(cx, p->top, &classes))
		return false;
	release_bounds(NULL, c->grants, c->n_grants, now_us, &p->since_us, &p->due_us);
	vec_each (k, &classes) {
		enum decision decision = release(&k->labels, c, PURPOSE_READ, now_us).decision,
		              path = release(&k->labels, c, PURPOSE_PATH, now_us).decision;
		release_bounds(&k->labels, NULL, 0, now_us, &p->since_us, &p->due_us);
		p->top = k->key;
		/* What is denied needs no row; that a path shows the sector is no matter of the class. */
		if (decision != RELEASE_DENY || path == RELEASE_ALLOW)
			*vec_push(&cx->a, &rows) = (struct store_clearance){ k->key, decision, path };
	}
	return (!rows.n || store_clearance_insert(cx, p->key, &rows)) && store_profile_done(cx, p);
}

/* Whoever makes a class sees it at once, in the same unit of work; everybody else when they are next found. */
static bool extend_viewer(struct cx *cx)
{
	struct store_profile p = {};
	int64_t now_us = release_now(cx);
	if (!release_viewer(cx))
		return true;
	if (!store_release_lock(cx) || !store_profile(cx, &cx->viewer->clearance, &p))
		return ok(cx);
	return now_us < p.since_us || now_us >= p.due_us || extend(cx, &p, &cx->viewer->clearance, now_us);
}

int64_t release_class(struct cx *cx, const struct labels *labels)
{
	int64_t key = store_release_class(cx, labels);
	if (key || !ok(cx))
		return key;
	key = desk_keys(cx, S("release_class"), 1);
	return store_release_class_insert(cx, key, labels) && extend_viewer(cx) ? key : 0;
}

/* In a transaction that no change of grants can pass: another process may have done it meanwhile, or taken back what was granted when the viewer was
 * found. */
static bool bring_up(struct cx *cx, const struct clearance *found, int64_t now_us, struct store_profile *p)
{
	struct clearance own = *found, *c = &own;
	AUTO(db_tx) tx = db_begin(cx);
	if (!store_release_lock(cx) || !read_grants(cx, c))
		return false;
	if (!p->key) {
		if (!store_profile_insert(cx, desk_keys(cx, S("clearance_profile"), 1), c) || !store_profile(cx, c, p))
			return false;
	}
	if (!store_profile(cx, c, p))
		return false;
	if (!is_current(p, now_us)) {
		if (now_us < p->since_us || now_us >= p->due_us) {
			p->top = 0;
			p->since_us = INT64_MIN;
			p->due_us = INT64_MAX;
			if (!store_clearance_clear(cx, p->key))
				return false;
		}
		if (!extend(cx, p, c, now_us))
			return false;
	}
	return db_commit(&tx);
}

int64_t release_profile(struct cx *cx, const struct clearance *c, int64_t *due_us)
{
	struct store_profile p = {};
	int64_t now_us = release_now(cx);
	store_profile(cx, c, &p);
	if (ok(cx) && (!p.key || !is_current(&p, now_us)))
		bring_up(cx, c, now_us, &p);
	if (due_us)
		*due_us = ok(cx) ? p.due_us : 0;
	return ok(cx) ? p.key : 0;
}

int64_t release_viewer(const struct cx *cx)
{
	return cx->viewer ? cx->viewer->profile : 0;
}

bool release_allows(struct cx *cx, int64_t class_key)
{
	return store_clearance(cx, release_viewer(cx), class_key) == RELEASE_ALLOW;
}

bool release_classes_both(struct cx *cx, struct map *read, struct map *path)
{
	*read = *path = map_make(&cx->a);
	return store_cleared(cx, release_viewer(cx), read, path);
}

struct map release_classes(struct cx *cx)
{
	struct map set = map_make(&cx->a);
	store_cleared(cx, release_viewer(cx), &set, NULL);
	return set;
}

struct map release_path_classes(struct cx *cx)
{
	struct map set = map_make(&cx->a);
	store_cleared(cx, release_viewer(cx), NULL, &set);
	return set;
}

void release_shown(struct cx *cx, int64_t class_key)
{
	if (cx->shown && class_key > 0)
		++*map_at_int(cx->shown, class_key, NULL);
}

static int rising(const void *x, const void *y)
{
	const struct map_slot *a = x, *b = y;
	return (a->key.len > b->key.len) - (a->key.len < b->key.len);
}

struct str release_shown_text(struct arena *a, const struct map *shown)
{
	enum { BYTES_EACH = 44 };
	if (!shown->n)
		return S("");
	struct map_slot *all = arena_array(a, struct map_slot, shown->n);
	size_t n = 0;
	for (size_t i = 0; i < shown->cap; i++)
		if (shown->slots[i].key.ptr)
			all[n++] = shown->slots[i];
	qsort(all, n, sizeof *all, rising);
	struct buf b = buf_make(a, n * BYTES_EACH + 2);
	for (size_t i = 0; i < n; i++) {
		buf_put(&b, i ? S(",\"") : S("{\""));
		buf_int(&b, (int64_t)all[i].key.len);
		buf_put(&b, S("\":"));
		buf_int(&b, (int64_t)all[i].value);
	}
	buf_char(&b, '}');
	return buf_str(&b);
}

struct release release_viewed(const struct cx *cx, const struct labels *labels, enum purpose purpose)
{
	static const struct clearance nobody = {};
	return release(labels, cx->viewer ? &cx->viewer->clearance : &nobody, purpose, release_now(cx));
}
