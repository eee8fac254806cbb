/* SPDX-License-Identifier: Apache-2.0
 *
 * The generator's own answer: who is affected by what. Made from its own truth by its own plain code; it shares nothing with the matcher and
 * the engine it is there to judge. Stays inside the room.
 */
#pragma once
#include "sample/advisories.h"

/* What an advisory says of a component: the weightiest word of its leaves. VERDICT_NONE when it does not name the product. */
enum verdict verdict_of(const struct country *c, const struct advisory *adv, const struct component *x);

/* The dependency graph, ready to be failed. */
struct fall {
	const struct country *c;
	uint32_t *first_group; /* [nodes + 1]: groups of a node */
	uint32_t *first_dependent, *dependents; /* nodes with the node in one of their groups */
	struct index_vec grounded; /* nodes with a grounded group */
	uint8_t *hit, *level, *low; /* [nodes]: imposed failure; the outcome; scratch */
	uint32_t *queue;
	uint8_t *queued;
};
struct fall fall_make(const struct country *c);
/* Levels of all nodes into f->level when those with f->hit fail: grounded mode, worst reading, after all buffers have run out. */
void fall_run(struct fall *f);

struct expectation {
	struct buf *labels, *affected, *by_advisory; /* labels.csv, and the rows as JSON Lines */
	size_t findings, undecidable;
};
/* Computes everything expected of the advisories. */
void expected_write(const struct country *c, const struct advisory *all, struct expectation *out);
