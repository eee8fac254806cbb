/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses of pages, built from parts that may hold any character.
 */
#pragma once
#include "base/buf.h"

/* before as it stands, then part percent-encoded: address_of(a, "/warn/", id). Lives in a. */
struct str address_of(struct arena *a, const char *before, struct str part);

/* A list's address, built up: address_begin(a, path), then what is set, then its text in b. */
struct address {
	struct buf b;
	char sep; /* before the next name: '?', then '&' */
};
/* path is taken as it stands. */
struct address address_begin(struct arena *a, struct str path);
/* name=value; nothing when value is empty. */
void address_add(struct address *q, const char *name, struct str value);
/* "…?q=x&page=", to be followed by a number: for a pager. Borrowed from q. */
struct str address_open(struct address *q, const char *name);
