/* SPDX-License-Identifier: Apache-2.0
 *
 * purl: package URLs (package-url/purl-spec), read, canonicalised by type, written, compared. Pure.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { PURL_QUALIFIERS_MAX = 32 };

struct purl_qualifier {
	struct str key, value;
};
struct purl {
	struct str type, ns, name, version, subpath; /* decoded and canonical; empty when absent */
	struct purl_qualifier *qualifiers; /* sorted by key, none with an empty value */
	size_t n_qualifiers;
};

/* Reads any valid purl and canonicalises it by its type. E_INVALID says what is wrong. */
bool purl_read(struct arena *a, struct str text, struct purl *out, struct err *err);
/* Canonicalises parts given apart (type, ns, name, version, qualifiers, subpath are taken as decoded text). */
bool purl_build(struct arena *a, struct purl *parts, struct err *err);
/* The canonical text. */
struct str purl_text(struct arena *a, const struct purl *p);
/* Same package, version apart: type, namespace and name equal; qualifiers and subpath count only when the advisory names them. */
bool purl_same_package(const struct purl *advisory, const struct purl *component);
