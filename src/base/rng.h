/* SPDX-License-Identifier: Apache-2.0
 *
 * Seeded pseudo-random numbers for samples, tests and benchmarks (xoshiro256**, Blackman & Vigna 2018). Never for secrets.
 */
#pragma once
#include <stdint.h>

struct rng {
	uint64_t s[4];
};
/* The same seed gives the same numbers on every machine (state filled by splitmix64). */
struct rng rng_make(uint64_t seed);
uint64_t rng_next(struct rng *r);
/* Uniform in 0..n-1; n > 0. Multiply-shift, bias below 2^-32 for n < 2^32. */
uint64_t rng_below(struct rng *r, uint64_t n);
/* Uniform in [0,1). */
double rng_real(struct rng *r);
