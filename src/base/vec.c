/* SPDX-License-Identifier: Apache-2.0
 *
 * Growth of vectors: doubles where it stands, or into fresh zeroed arena memory; then the old copy stays until the arena ends.
 */
#include "base/vec.h"
#include <string.h>

void *vec_grow_(struct arena *a, void *at, size_t size, size_t n, size_t *cap)
{
	size_t wanted = *cap ? *cap * 2 : 8, more = (wanted - *cap) * size;
	if (at && arena_extend(a, (char *)at + *cap * size, more)) {
		memset((char *)at + *cap * size, 0, more);
		*cap = wanted;
		return at;
	}
	void *p = arena_alloc_array(a, size, wanted);
	if (n)
		memcpy(p, at, size * n);
	*cap = wanted;
	return p;
}
