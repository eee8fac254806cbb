/* SPDX-License-Identifier: Apache-2.0
 *
 * The jail's reader of advisories and what it hands over. A new format is one reader here and one row in app/readers.c.
 */
#pragma once
#include "formats/csaf.h"

enum advisory_kind { ADVISORY_KIND_CSAF, ADVISORY_KIND_OTHER /* a feed, provider metadata: not an advisory */ };

struct advisory_parcel {
	enum advisory_kind kind;
	struct str what;   /* of KIND_OTHER: "a ROLIE feed" */
	size_t n_faults;
	struct str fault;  /* the first: "6.1.27.3 /document/title: …" */
	struct str parsed; /* flat form of the document (csaf_wire_read) */
};

/* Reads and checks one document; runs in the jail. */
bool advisory_read_csaf(struct arena *a, struct str bytes, struct buf *out, struct err *err);
/* What it handed over; trusts nothing. Borrows from bytes. */
bool advisory_parcel_read(struct str bytes, struct advisory_parcel *out, struct err *err);
