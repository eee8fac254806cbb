/* SPDX-License-Identifier: Apache-2.0
 *
 * Weaknesses of the Common Weakness Enumeration: is the name the one that belongs to the id?
 */
#pragma once
#include "base/str.h"

enum cwe_verdict {
	CWE_UNKNOWN, /* the id is not in our table, so nothing can be said */
	CWE_RIGHT,
	CWE_WRONG_NAME,
	CWE_NO_WEAKNESS, /* the id is a category or view, which must not stand for a weakness */
};

struct cwe_row {
	unsigned number;
	const char *name; /* NULL: a category or view */
};
/* 539 weaknesses and 14 categories out of about 970 and 400: those that occur in the advisories of CISA and in the CC0 vulnrichment records up to
 * October 2024. Sorted by number. */
extern const struct cwe_row cwe_rows[];
extern const unsigned cwe_rows_n;

/* Compares id ("CWE-79") and name; *wanted is the right name when the verdict is CWE_WRONG_NAME (static text). */
enum cwe_verdict cwe_check(struct str id, struct str name, const char **wanted);
