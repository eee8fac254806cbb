/* SPDX-License-Identifier: Apache-2.0
 *
 * The jail's reader of CSAF 2.0 documents: JSON → checks → flat form. Sees nothing but its bytes.
 */
#include "advisory/reader.h"
#include "base/json.h"
#include "base/wire.h"

enum { FAULTS_MAX = 50 };

/* Files that stand beside advisories at a provider's and are none. */
static const char *other_kind(const struct json *root)
{
	static const struct {
		const char *key, *what;
	} kinds[] = { { "feed", "a ROLIE feed" }, { "service", "a ROLIE service document" }, { "categories", "a ROLIE category document" },
		{ "metadata_version", "provider metadata" }, { "aggregator", "an aggregator's list" } };
	if (json_get(root, "document"))
		return NULL;
	for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (json_get(root, kinds[i].key))
			return kinds[i].what;
	return NULL;
}

bool advisory_read_csaf(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	const struct json *root = json_parse(a, bytes, (struct json_limits){ 0 }, err);
	if (!root)
		return false;
	const char *other = other_kind(root);
	wire_put_uint(out, other ? ADVISORY_KIND_OTHER : ADVISORY_KIND_CSAF);
	wire_put_str(out, str_c(other));
	if (other)
		return true;
	struct csaf_document doc;
	if (!csaf_read(a, root, &doc, err))
		return false;
	struct csaf_fault_vec faults = {};
	csaf_check(a, root, FAULTS_MAX, &faults);
	wire_put_uint(out, faults.n);
	wire_put_str(out, faults.n ? arena_printf(a, "%.*s %.*s: %.*s", STR(faults.at[0].test), STR(faults.at[0].path), STR(str_slice(faults.at[0].text, 0, 300))) : S(""));
	csaf_wire_put(out, &doc);
	return true;
}

bool advisory_parcel_read(struct str bytes, struct advisory_parcel *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	*out = (struct advisory_parcel){ .kind = wire_uint(&w) == ADVISORY_KIND_CSAF ? ADVISORY_KIND_CSAF : ADVISORY_KIND_OTHER };
	out->what = wire_str(&w);
	if (out->kind == ADVISORY_KIND_CSAF) {
		out->n_faults = wire_uint(&w);
		out->fault = wire_str(&w);
		out->parsed = w.rest;
	}
	return !w.bad || err_fail(err, E_INVALID, "the reader gave back a damaged document");
}
