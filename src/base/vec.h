/* SPDX-License-Identifier: Apache-2.0
 *
 * vec: a growing array in an arena. VEC(struct node) nodes = {}; *vec_push(&arena, &nodes) = (struct node){…};
 */
#pragma once
#include "base/arena.h"

/* The type of a vector of T: at[0..n-1]. A zeroed one is empty. Named vectors: VEC_TYPE(asset_vec, struct asset). */
#define VEC(T) \
	struct { \
		T *at; \
		size_t n, cap; \
	}
#define VEC_TYPE(name, T) \
	struct name { \
		T *at; \
		size_t n, cap; \
	}

/* Appends one zeroed slot and gives its address (valid until the next push). */
#define vec_push(arena, v) \
	((v)->n == (v)->cap ? (void)((v)->at = vec_grow_((arena), (v)->at, sizeof *(v)->at, (v)->n, &(v)->cap)) : (void)0, \
	        &(v)->at[(v)->n++])

void *vec_grow_(struct arena *a, void *at, size_t size, size_t n, size_t *cap);

#define vec_each(item, v) for (typeof((v)->at + 0) item = (v)->at; item && item < (v)->at + (v)->n; item++)
