/* SPDX-License-Identifier: Apache-2.0
 *
 * Of the register alone: in which sector and place each node of the network lies, and of which release class it is, by number, so that sums over all
 * nodes look nothing up. Inside the room.
 */
#pragma once
#include "impact/impact.h"

struct ground {
	uint32_t *sector, *place, *class; /* of each node; place may be GRAPH_NONE */
	VEC(struct str) sectors; /* public ids of those at the top of the tree */
	VEC(struct str) places; /* areas; without one, degrees to two digits */
	VEC(int64_t) classes; /* of release: what of them a viewer is cleared for stands in release_classes */
};
/* In cx's arena; net must live as long. NULL on error. */
const struct ground *ground_make(struct cx *cx, const struct impact_network *net);
