/* SPDX-License-Identifier: Apache-2.0
 *
 * The advisories as the generator thinks of them: which releases of which products have which status. Texts come later (csaf.c). Stays inside
 * the room.
 */
#pragma once
#include "sample/country.h"
#include "sample/sample.h"

/* In the order of their weight when several speak of one component. */
enum verdict {
	VERDICT_NONE,
	VERDICT_NOT_AFFECTED,
	VERDICT_FIXED,
	VERDICT_UNDER_INVESTIGATION,
	VERDICT_UNDECIDABLE,
	VERDICT_AFFECTED,
	VERDICTS
};
extern const char *const verdict_names[VERDICTS];

enum { LEAVES_MAX = 16, VULNERABILITIES_MAX = 4, REVISIONS_MAX = 4, ALL_RELEASES = 255 };

/* One entry of the product tree: releases from..to-1 of a product, to ALL_RELEASES: without an upper bound. from 0, to ALL_RELEASES: all. */
struct leaf {
	uint16_t what; /* product */
	uint16_t whole; /* product it is installed on, + 1; 0 = none */
	uint8_t from, to;
	enum verdict status; /* affected, fixed, not affected or under investigation */
	bool exact; /* each release an entry of its own */
	uint8_t form; /* of several ways to write the range */
	uint8_t vulnerabilities; /* bit set: which of them it takes part in */
};

enum category { CATEGORY_ADVISORY, CATEGORY_VEX, CATEGORY_INFORMATION };

struct advisory {
	struct str id, title;
	unsigned ordinal;
	enum category category;
	int vendor; /* enum vendor, or -1: the national CSIRT speaks */
	const char *tlp;
	bool family; /* products hang under a product_family branch */
	bool semantic; /* versions 1.0.0, 1.1.0 instead of 1, 2 */
	bool last_affected; /* the newest exact entry stands under last_affected */
	bool exploited;
	struct leaf leaves[LEAVES_MAX];
	unsigned n_leaves;
	unsigned weaknesses[VULNERABILITIES_MAX], n_vulnerabilities; /* indices into weakness_rows */
	int64_t dates_us[REVISIONS_MAX];
	unsigned n_dates;
};

struct weakness_row {
	unsigned cwe;
	const char *name, *phrase, *text; /* name as MITRE gives it; phrase for titles; text with %s for the product */
	const char *vector; /* CVSS 3.1 base vector without its prefix */
};
extern const struct weakness_row weakness_rows[];

/* Plans the sixty advisories. Returns an array of SAMPLE_ADVISORIES in the arena. */
struct advisory *advisories_plan(const struct country *c);
/* CVSS 3.1 base score in tenths (FIRST, CVSS v3.1 specification, section 7.1 and appendix A). Asserts a complete base vector. */
unsigned cvss_base_tenths(const char *vector);
/* The CSAF 2.0 document. */
void advisory_write(const struct country *c, const struct advisory *adv, struct buf *b);
/* Name of its file: the tracking id in lower case with '_' for what is not allowed, and ".json" (CSAF 2.0, 5.1). */
struct str advisory_file(struct arena *a, const struct advisory *adv);
