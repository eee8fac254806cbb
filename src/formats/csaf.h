/* SPDX-License-Identifier: Apache-2.0
 *
 * CSAF 2.0 (OASIS Standard): bytes → struct, the strict schema, the 43 mandatory tests of section 6.1, and a flat form (wire) that crosses the
 * jail's border and is stored. Pure: no I/O. Runs inside the jail on foreign bytes.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/vec.h"

enum csaf_version_kind { CSAF_VERSION_NONE, CSAF_VERSION_EXACT, CSAF_VERSION_RANGE }; /* product_version or product_version_range */

/* Status of a product in one vulnerability (product_status); groups of section 3.2.3.9. */
enum csaf_status {
	CSAF_FIRST_AFFECTED, CSAF_KNOWN_AFFECTED, CSAF_LAST_AFFECTED, /* affected group */
	CSAF_KNOWN_NOT_AFFECTED,
	CSAF_FIRST_FIXED, CSAF_FIXED, /* fixed group */
	CSAF_UNDER_INVESTIGATION,
	CSAF_RECOMMENDED, /* advice, not a state */
	CSAF_STATUS_COUNT
};
extern const char *const csaf_status_names[CSAF_STATUS_COUNT];

enum csaf_relation { CSAF_RELATION_NONE, CSAF_DEFAULT_COMPONENT_OF, CSAF_EXTERNAL_COMPONENT_OF, CSAF_INSTALLED_ON, CSAF_INSTALLED_WITH, CSAF_OPTIONAL_COMPONENT_OF };

struct csaf_strs {
	struct str *at;
	size_t n;
};

struct csaf_product {
	struct str id;	    /* product_id */
	struct str name;    /* full product name */
	struct str vendor;  /* from the branch path, or empty */
	struct str product; /* product_name branch, or empty */
	struct str family;  /* product_family branch, or empty */
	struct str version; /* text of the version branch (innermost), or empty */
	enum csaf_version_kind version_kind;
	struct str extra;   /* the other branches (architecture, patch_level, service_pack, …) joined by ' ' */
	struct str cpe, purl;
	struct csaf_strs models, serials, skus; /* may hold the wildcards ? and * */
	enum csaf_relation relation; /* not NONE: this product is `part` in the relation to `whole` */
	uint32_t part, whole;	     /* indices into products */
};

struct csaf_product_status {
	uint32_t product; /* index into products */
	enum csaf_status status;
};

struct csaf_remediation {
	struct str category, details, url;
	uint32_t *products; /* indices, groups resolved */
	size_t n_products;
};

struct csaf_vulnerability {
	struct str id;	  /* the CVE, else the first of ids[].text, else "#N" (1-based) */
	struct str title, cwe, cvss_vector, severity, summary;
	double cvss;	  /* highest base score, -1 when none */
	struct csaf_product_status *statuses;
	size_t n_statuses;
	struct csaf_remediation *remediations;
	size_t n_remediations;
};

struct csaf_document {
	struct str publisher_name, publisher_namespace, publisher_category;
	struct str tracking_id, version, status; /* status: draft, interim, final */
	struct str title, lang, category, tlp;	 /* tlp: "WHITE", "GREEN", "AMBER", "RED" or empty */
	struct str summary;			 /* first summary (else general, description) note */
	struct str sectors, countries;		 /* text of CISA-like notes "Critical infrastructure sectors", "Countries/areas deployed" */
	struct str severity;			 /* aggregate_severity.text */
	struct str self_url;
	int64_t initial_release_us, current_release_us;
	struct csaf_product *products;
	size_t n_products;
	struct csaf_vulnerability *vulnerabilities;
	size_t n_vulnerabilities;
};

struct csaf_fault {
	struct str test; /* "schema" or "6.1.27.3" */
	struct str path; /* JSON pointer */
	struct str text;
};
VEC_TYPE(csaf_fault_vec, struct csaf_fault);

/* Reads a CSAF 2.0 document from its JSON tree as far as it can be understood. A fault that leaves nothing to work with (no tracking id,
 * publisher namespace, or version) is E_INVALID in err; everything less is left to csaf_check. Strings borrow from the tree. */
bool csaf_read(struct arena *a, const struct json *root, struct csaf_document *out, struct err *err);
/* Checks against the strict schema (section 3, additional properties refused where csaf_2_0_strict refuses them) and all 43 mandatory tests of 6.1.
 * Appends what is wrong, at most max_faults of it; an empty result means the document conforms. */
void csaf_check(struct arena *a, const struct json *root, size_t max_faults, struct csaf_fault_vec *faults);
/* The flat form. csaf_wire_read trusts nothing: false (and E_INVALID) on any fault, indices checked. Strings borrow from bytes. */
void csaf_wire_put(struct buf *b, const struct csaf_document *doc);
bool csaf_wire_read(struct arena *a, struct str bytes, struct csaf_document *out, struct err *err);
