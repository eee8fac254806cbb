/* SPDX-License-Identifier: Apache-2.0
 *
 * Growth of vectors: doubles into fresh zeroed arena memory; the old copy stays until the arena ends.
 */
#include "base/vec.h"
#include <string.h>

void *vec_grow_(struct arena *a, void *at, size_t size, size_t n, size_t *cap)
{
	size_t wanted = *cap ? *cap * 2 : 8;
	void *p = arena_alloc_array(a, size, wanted);
	if (n)
		memcpy(p, at, size * n);
	*cap = wanted;
	return p;
}
