/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine's desk: the register as a graph, what falls if some nodes fall, and why, in words.
 */
#pragma once
#include "core/feature.h"
#include "graph/cascade.h"
#include "registry/registry.h"

extern const struct feature feature_impact;

struct impact_group {
	struct str name, kind;
};

/* The register's graph and the way between its numbers and the register's rows. Immutable once loaded. */
struct impact_network {
	const struct graph *graph;
	struct registry_node_vec nodes; /* graph number i = nodes.at[i] */
	struct impact_group *groups;	/* by graph group number */
	struct map by_key, by_id;	/* node key or public id → graph number */
	const struct cascade_rest *rest; /* grounded, worst reading: what warnings are made from */
};
/* The register's network, shared between requests while the register does not change (base/cache.h). NULL on error. */
const struct impact_network *impact_network_shared(struct cx *cx);
/* Loads the whole register (whoever asks: what is shown passes release later). In cx's arena. */
bool impact_network_load(struct cx *cx, struct impact_network *out);

enum { IMPACT_CAUSES_MAX = 4096 };

/* Names for the command line and JSON: "grounded", "loss", "cold"; "worst", "best". */
bool impact_mode_parse(struct str text, enum cascade_mode *out);

/* One fallen node, explained. */
struct impact_fall {
	const struct registry_node *node;
	uint8_t level, rest;
	int64_t after_min;
	const struct cascade_step *steps;
	uint8_t n_steps;
	bool capped;		    /* failed by the scenario itself */
	struct str group;	    /* the group that holds it down; empty when capped */
	uint32_t need, has;	    /* weights for the level it misses */
	struct str text;	    /* "power: needs 1 of 2, has 0; lost after 240 min" */
	const uint32_t *path;	    /* graph numbers from cause to node */
	uint32_t n_path;
};
/* Explains one fall of a result. In a. */
bool impact_explain(struct arena *a, const struct impact_network *net, const struct cascade_result *result, const struct cascade_fall *fall, struct impact_fall *out);
