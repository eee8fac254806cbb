/* SPDX-License-Identifier: Apache-2.0
 *
 * Leaking buckets with a growing delay. A bucket takes `free` failures without delay; each further one doubles the wait, from 1 s up to its most; it leaks one
 * failure every `leak`.
 */
#include "core/who_limit.h"
#include "base/hash.h"
#include "core/store_who.h"

static const struct kind {
	char letter;
	double free;
	int64_t leak_us, most_us;
} kinds[] = {
	{ 'a', 30, 10 * 1000000ll, 60 * 1000000ll }, /* an address: an office behind one may have many hands */
	{ 'n', 4, 300 * 1000000ll, 900 * 1000000ll }, /* an address at one name */
	{ 'd', 8, 60 * 1000000ll, 60 * 1000000ll }, /* a known device */
	{ 'c', 5, 600 * 1000000ll, 3600 * 1000000ll }, /* codes of one person from one address: 6 digits, three of which are right */
	{ 'p', 20, 600 * 1000000ll, 900 * 1000000ll }, /* codes of one person from wherever */
	{ 's', 60, 1000000ll, 10 * 1000000ll }, /* what is begun from one address: each is a row for minutes */
	{ 'l', 20, 30 * 1000000ll, 60 * 1000000ll }, /* links that are none, from one address */
	{ 'o', -4, 60 * 1000000ll, 60 * 1000000ll }, /* a provider that does not answer: asked again after 16 s, then 32, then 60 */
};

static const struct kind *kind_of(struct str name)
{
	for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (name.len && name.ptr[0] == kinds[i].letter)
			return &kinds[i];
	return &kinds[0];
}

static struct str bucket(struct arena *a, char letter, struct str of)
{
	struct sha256 h = sha256(of);
	return arena_printf(a, "%c/%.*s", letter, STR(hex(a, h.bytes, 16)));
}

static struct str prefix(struct cx *cx)
{
	return cx->from ? who_address_prefix(&cx->a, cx->from->address) : S("");
}

struct limit limit_sign_in(struct cx *cx, struct str id, bool device_known)
{
	if (device_known)
		return (struct limit){ { bucket(&cx->a, 'd', cx->from->device) }, 1 };
	struct str from = prefix(cx);
	return (struct limit){ { bucket(&cx->a, 'a', from), bucket(&cx->a, 'n', arena_printf(&cx->a, "%.*s\n%.*s", STR(id), STR(from))) },
		2 };
}

struct limit limit_code(struct cx *cx, int64_t person_key, bool device_known)
{
	struct str from = device_known ? cx->from->device : prefix(cx);
	return (struct limit){ { bucket(&cx->a, 'c', arena_printf(&cx->a, "%lld\n%.*s", (long long)person_key, STR(from))),
		                       bucket(&cx->a, 'p', arena_printf(&cx->a, "%lld", (long long)person_key)) },
		device_known ? 1 : 2 };
}

struct limit limit_begun(struct cx *cx)
{
	return (struct limit){ { bucket(&cx->a, 's', prefix(cx)) }, 1 };
}

struct limit limit_links(struct cx *cx)
{
	return (struct limit){ { bucket(&cx->a, 'l', prefix(cx)) }, 1 };
}

struct limit limit_provider(struct cx *cx, struct str issuer)
{
	return (struct limit){ { bucket(&cx->a, 'o', issuer) }, 1 };
}

static double leaked(const struct store_bucket *b, const struct kind *k, int64_t now_us)
{
	double level = b->level - (double)(now_us > b->at_us ? now_us - b->at_us : 0) / (double)k->leak_us;
	return level > 0 ? level : 0;
}

static int64_t delay(const struct kind *k, double level)
{
	int64_t us = 1000000;
	if (level <= k->free)
		return 0;
	for (double over = level - k->free; over > 1 && us < k->most_us; over--)
		us *= 2;
	return us < k->most_us ? us : k->most_us;
}

/* 0 = nobody waits: not 'now', which a request that came a moment earlier elsewhere would wait for. */
static int64_t until(const struct kind *k, double level, int64_t now_us)
{
	int64_t us = delay(k, level);
	return us ? now_us + us : 0;
}

bool limit_charge(struct cx *cx, const struct limit *limit, int64_t *wait_us)
{
	struct store_bucket b[2] = {};
	AUTO(db_tx) tx = db_begin_soft(cx);
	*wait_us = 0;
	for (unsigned i = 0; i < limit->n; i++) {
		store_bucket_lock(cx, limit->names[i], &b[i]);
		int64_t left_us = b[i].until_us - cx->now_us;
		/* No bucket waits longer than its most: what says so was written before the clock was set back. */
		if (left_us > *wait_us && left_us <= kind_of(limit->names[i])->most_us)
			*wait_us = left_us;
	}
	for (unsigned i = 0; i < limit->n && !*wait_us; i++) {
		const struct kind *k = kind_of(limit->names[i]);
		b[i].level = leaked(&b[i], k, cx->now_us) + 1;
		b[i].until_us = until(k, b[i].level, cx->now_us);
		store_bucket_put(cx, limit->names[i], &b[i]);
	}
	return db_commit(&tx);
}

bool limit_give_back(struct cx *cx, const struct limit *limit)
{
	AUTO(db_tx) tx = db_begin_soft(cx);
	for (unsigned i = 0; i < limit->n; i++) {
		struct store_bucket b = {};
		const struct kind *k = kind_of(limit->names[i]);
		store_bucket_lock(cx, limit->names[i], &b);
		/* An address stands for many people, and who else knows a person's password is not forgiven for their right code. */
		bool many = k->letter == 'a' || k->letter == 'l' || k->letter == 'p';
		b.level = many ? leaked(&b, k, cx->now_us) - 1 : 0;
		b.level = b.level > 0 ? b.level : 0;
		b.until_us = many ? until(k, b.level, cx->now_us) : 0;
		store_bucket_put(cx, limit->names[i], &b);
	}
	return db_commit(&tx);
}
