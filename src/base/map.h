/* SPDX-License-Identifier: Apache-2.0
 *
 * map: open-addressed hash table from str (or 64-bit integer) to a 64-bit value, in an arena. Insert and look up; no single deletion.
 */
#pragma once
#include "base/arena.h"

struct map_slot {
	struct str key; /* ptr NULL = empty slot; integer keys keep the number in len */
	uint64_t value;
};

struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t n, cap; /* cap is a power of two */
};

/* An empty map that grows in arena. Keys are borrowed: they must live as long as the map. */
struct map map_make(struct arena *arena);
/* The value slot of key, made (0) when it was absent; *made tells which, may be NULL. Valid until the next insertion. */
uint64_t *map_at(struct map *m, struct str key, bool *made);
/* The value slot, or NULL when key is absent. */
uint64_t *map_find(const struct map *m, struct str key);
/* The same with integer keys. One map holds either texts or integers, never both. */
uint64_t *map_at_int(struct map *m, int64_t key, bool *made);
uint64_t *map_find_int(const struct map *m, int64_t key);
