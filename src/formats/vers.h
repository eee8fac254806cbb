/* SPDX-License-Identifier: Apache-2.0
 *
 * vers: version range specifiers (package-url/vers-spec). Strict reader, canonical writer, containment. Pure.
 */
#pragma once
#include "base/err.h"
#include "formats/version.h"

enum vers_comparator { VERS_EQ, VERS_NE, VERS_LT, VERS_LE, VERS_GT, VERS_GE };
enum { VERS_CONSTRAINTS_MAX = 512 };

struct vers_constraint {
	enum vers_comparator comparator;
	struct str version; /* percent-decoded */
};

struct vers {
	struct str type;
	enum version_scheme scheme;
	bool star; /* "*": every version */
	struct vers_constraint *at; /* sorted by version, each version once */
	size_t n;
};

/* Reads a canonical vers URI after the specification's "how to parse": white space, upper case in scheme or type, unsorted or repeated
 * versions, redundant comparators and non-canonical percent-encoding are E_INVALID. */
bool vers_read(struct arena *a, struct str text, struct vers *out, struct err *err);
/* As vers_read, but takes characters that should be escaped as they are, and sorts what is out of order. */
bool vers_read_lenient(struct arena *a, struct str text, struct vers *out, struct err *err);
/* Drops repeated and redundant constraints (specification: "Constraints simplification"); false when one version stands under two comparators. */
bool vers_simplify(struct vers *v);
/* The canonical text. */
struct str vers_text(struct arena *a, const struct vers *v);
/* Containment in a simplified range: 1 in, 0 out, -1 when version cannot be compared with every bound. */
int vers_contains(const struct vers *v, struct str version);
