/* SPDX-License-Identifier: Apache-2.0
 *
 * Open-addressed hash map, linear probing, load at most one half. The seed is per process, so crafted keys cannot be aimed at one slot.
 */
#include "base/map.h"
#include <sys/random.h>

static uint64_t seed;

/* Runs before main, so threads only ever read it. */
__attribute__((constructor)) static void make_seed(void)
{
	if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
		seed = 0x5bd1e995u;
}

/* ptr of every integer key. Not zero: clang lays "" and an object of the same content at one address. */
static const char int_key[1] = { 1 };

static uint64_t slot_hash(struct str key)
{
	if (key.ptr != int_key)
		return str_hash(key, seed);
	uint64_t h = (key.len ^ seed) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

static bool slot_eq(struct str a, struct str b)
{
	return a.ptr == int_key ? a.len == b.len : str_eq(a, b);
}

struct map map_make(struct arena *arena)
{
	return (struct map){ .arena = arena };
}

static struct map_slot *probe(const struct map *m, struct str key)
{
	for (size_t i = slot_hash(key);; i++) {
		struct map_slot *s = &m->slots[i & (m->cap - 1)];
		if (!s->key.ptr || slot_eq(key, s->key))
			return s;
	}
}

static void grow(struct map *m)
{
	struct map old = *m;
	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = arena_array(m->arena, struct map_slot, m->cap);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key.ptr)
			*probe(m, old.slots[i].key) = old.slots[i];
}

uint64_t *map_at(struct map *m, struct str key, bool *made)
{
	if (!key.ptr)
		key.ptr = "";
	if (m->n * 2 >= m->cap)
		grow(m);
	struct map_slot *s = probe(m, key);
	bool fresh = !s->key.ptr;
	if (fresh) {
		s->key = key;
		s->value = 0;
		m->n++;
	}
	if (made)
		*made = fresh;
	return &s->value;
}

uint64_t *map_find(const struct map *m, struct str key)
{
	if (!m->cap)
		return NULL;
	if (!key.ptr)
		key.ptr = "";
	struct map_slot *s = probe(m, key);
	return s->key.ptr ? &s->value : NULL;
}

uint64_t *map_at_int(struct map *m, int64_t key, bool *made)
{
	return map_at(m, (struct str){ int_key, (size_t)key }, made);
}

uint64_t *map_find_int(const struct map *m, int64_t key)
{
	return map_find(m, (struct str){ int_key, (size_t)key });
}
