/* SPDX-License-Identifier: Apache-2.0
 *
 * Versions as their makers write them: order of two version texts, three-valued, under a scheme. Pure: no I/O. An order that the texts do
 * not settle is VERSION_UNCOMPARABLE, never a guess.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

enum version_order { VERSION_LESS, VERSION_EQUAL, VERSION_GREATER, VERSION_UNCOMPARABLE };

/* How versions of a vers type (or purl type) are ordered. GENERIC is the one for everything people write by hand. */
enum version_scheme {
	VERSION_GENERIC,
	VERSION_SEMVER, /* semver, npm, cargo, golang, hex, pub … */
	VERSION_MAVEN,
	VERSION_DEB,
	VERSION_RPM,
	VERSION_ALPM,
	VERSION_PYPI,
	VERSION_GEM,
	VERSION_NUGET,
	VERSION_APK, /* alpine */
	VERSION_GENTOO,
	VERSION_OPENSSL,
	VERSION_CONAN,
	VERSION_INTDOT, /* numbers and dots: intdot, nginx */
	VERSION_DATETIME, /* RFC 3339 */
	VERSION_LEXICOGRAPHIC, /* bytes */
	VERSION_SCHEME_COUNT
};

/* A prepared version of the generic scheme: parsed once, compared often. The tokens live in the arena it was prepared in. */
struct version {
	const uint64_t *tokens;
	uint16_t n; /* 0: the text holds no version */
	uint16_t n_prefix; /* tokens of a name before the first number, as in "CPCI85 V05" */
	uint16_t wild_at; /* index of the first "x" or "*", or n when there is none */
	uint16_t n_numbers; /* numbers written in the first run, zeros at its end included: 2 for "V4.0 SP1" */
};

/* Reads a generic version: digits of any length, letters, wildcards x and *, words such as SP, Update, HF, Build, rc; leading "V", "Version",
 * "firmware" and the like are dropped; dates with a month's name become a date. Never fails: what is not understood makes comparisons
 * uncomparable. */
struct version version_prepare(struct arena *a, struct str text);
/* Order of two prepared versions. A missing number is zero (5.2 = 5.2.0). Antisymmetric; known answers are transitive. */
enum version_order version_order(const struct version *a, const struct version *b);
/* Order of v against the part of w before its wildcard; EQUAL when v begins with that part. As version_order when w has no wildcard. */
enum version_order version_order_series(const struct version *v, const struct version *w);
/* True when v begins with the numbers of w as written and goes on (4.0.1 against 4.0, not 4.2). */
bool version_refines(const struct version *v, const struct version *w);

/* The scheme of a vers or purl type ("deb", "npm", …); false when no order of its own is known (then *out is VERSION_GENERIC). */
bool version_scheme_of(struct str type, enum version_scheme *out);
/* Order of two texts under a scheme. UNCOMPARABLE when one of them is no version of the scheme. */
enum version_order version_compare(enum version_scheme scheme, struct str a, struct str b);
/* LESS for GREATER and the reverse. */
enum version_order version_flip(enum version_order o);
