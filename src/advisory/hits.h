/* SPDX-License-Identifier: Apache-2.0
 *
 * How much of the register each advisory hits, counted by release class, so that every viewer's figures are sums over what they are cleared
 * for. Shared between requests. Inside the room.
 */
#pragma once
#include "advisory/store.h"

/* The register's tree of sectors. Their names are TLP:CLEAR unless their keeper says otherwise. */
struct sectors {
	struct map index; /* public id → index in names */
	struct store_name_vec names;
};
/* Made once for each state of the register; valid for this unit of work. NULL on error. */
const struct sectors *sectors_all(struct cx *cx);
/* The sector at the top of the tree above this one. */
struct str sectors_root(const struct sectors *s, struct str id);

struct hits {
	struct map first; /* revision → index of its first count */
	struct store_count_vec by_revision, all;
	struct map twins; /* tracking ids that several publishers use */
	const struct sectors *sectors;
};
struct hit_count {
	int64_t affected, possible; /* components */
};

/* The counts of the present state of register and findings; made once for each (base/cache.h), valid for this unit of work. NULL on error. */
const struct hits *hits_all(struct cx *cx);
/* Components that one revision hits; cleared: release_classes(cx). */
struct hit_count hits_of(const struct hits *h, const struct map *cleared, int64_t revision);
/* Components hit by any advisory, each counted once: affected when any says so. */
struct hit_count hits_sum(const struct hits *h, const struct map *cleared);
/* The name of a sector; its id when it has none. */
struct str hits_sector(const struct hits *h, struct str id);
