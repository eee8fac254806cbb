/* SPDX-License-Identifier: Apache-2.0
 *
 * What one current revision of an advisory says about the register: the components it hits, the joint failure of their assets, and what falls with
 * them. Parts depend on nothing but their own revision and the register, so a new advisory adds its part and leaves the others. Inside the room.
 */
#pragma once
#include "advisory/store.h"

struct part_hit { /* one component */
	int64_t component, class_key;
	uint32_t node; /* of its asset; GRAPH_NONE when the network has none */
	bool sure; /* affected, by an advisory that conforms; else only possibly */
};
struct part_fall { /* a node that falls with what is hit, and is not hit itself */
	int64_t after_min;
	uint32_t node;
	uint8_t level;
};
struct part_run { /* one joint failure; n 0 = none */
	const struct cascade_cap *caps;
	const struct part_fall *falls;
	size_t n, n_falls;
};
struct part {
	int64_t revision;
	const struct part_hit *hits; /* by asset */
	size_t n_hits;
	struct part_run run[2]; /* [0] what is surely hit, [1] what only possibly is */
};
VEC_TYPE(part_vec, struct part);

/* The parts of the current revisions above `above`, up to `upto`, that hit anything, rising; appended to out, all in a. heads, in the order of their
 * revisions, are the current ones; a revision that is none of them counts as quarantined. */
bool parts_read(struct cx *cx, struct arena *a, const struct impact_network *net, const struct advisory_head_vec *heads, int64_t above,
        int64_t upto, struct part_vec *out);

/* All parts, kept while the process runs and brought up to date by what is new. */
struct parts {
	struct arena arena;
	struct part_vec at;
	int64_t top; /* revisions up to it have been read */
	size_t gone; /* parts whose memory is still here */
};
bool parts_update(struct cx *cx, struct parts *p, const struct impact_network *net, const struct advisory_head_vec *heads);

/* How many components the parts hit, by release class: of each revision, and of all together, where each component counts once. In a. */
struct part_counts {
	struct store_count_vec by_revision, all; /* by revision */
};
void parts_count(struct arena *a, const struct part_vec *parts, struct part_counts *out);
/* Those of affected_all; valid for this unit of work. NULL on error. */
const struct part_counts *affected_counts(struct cx *cx);
