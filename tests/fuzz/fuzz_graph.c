/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: bytes → graph and scenario → the engine must equal its naive twin. A graph that graph_build refuses is fine.
 */
#include "graph/twin.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t at = 0;
#define BYTE (at < size ? data[at++] : 0u)
	struct arena a = {};
	struct graph_builder *b = graph_begin(&a);
	unsigned how = BYTE, nodes = 1 + BYTE % 10, n = 0;
	uint8_t cap[TWIN_NODES_MAX];
	struct cascade_cap caps[10];
	for (unsigned i = 0; i < nodes; i++) {
		unsigned c = BYTE;
		graph_add_node(b, c & 64 ? (uint8_t)(c >> 4 & 3) : 3, 0);
		caps[n++] = (struct cascade_cap){ .node = i, .level = cap[i] = c & 8 ? (uint8_t)(c & 3) : 3 };
	}
	for (unsigned k = 0; at < size && k < 30; k++) {
		unsigned flags = BYTE, needs = BYTE, members = BYTE, full = needs >> 4, degraded = needs >> 2 & 3;
		struct graph_group_spec spec = {
			.dependent = BYTE % nodes, .need = full, .need_degraded = degraded, .need_severe = needs & 3
		};
		spec.buffer_min = flags >> 2 & 7;
		spec.retained = (uint8_t)(flags >> 6);
		spec.grounded = flags & 1;
		spec.complete = flags & 2;
		graph_add_group(b, &spec);
		for (unsigned m = 0; m < members % 6; m++)
			graph_add_member(b, k, BYTE % nodes, 1 + (members >> 4 & 3));
	}
	struct err err = {};
	struct cascade_result r;
	const struct graph *g = graph_build(b, &a, NULL, &err);
	for (unsigned k = 0; g && k < 2; k++) {
		enum cascade_mode mode = (enum cascade_mode)(how % 3);
		enum cascade_reading reading = (enum cascade_reading)k;
		struct cascade_scratch *s = cascade_scratch_make(&a, g);
		const struct cascade_rest *rest = cascade_rest_make(&a, s, g, mode, reading);
		if (!cascade_run(s, rest, caps, n, &r, &err) || twin_disagrees(&a, g, mode, reading, cap, &r))
			__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
