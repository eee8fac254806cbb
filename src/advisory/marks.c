/* SPDX-License-Identifier: Apache-2.0
 *
 * Advisories as subjects of release: found by tracking id (or publisher|id), and marked like records of the register. Must never widen what the document's
 * own marking says but by an audience that somebody named.
 */
#include "advisory/marks.h"
#include "advisory/store.h"
#include "core/release_grant.h"

static bool find(struct cx *cx, struct str id, struct subject_found *out)
{
	return store_advisory_subject(cx, id, out);
}

static bool relabel(struct cx *cx)
{
	struct store_marked_vec rows = {};
	struct release_marks marks;
	if (!release_marks_read(cx, &marks) || !store_advisory_labels(cx, &rows))
		return false;
	vec_each (r, &rows) {
		struct labels labels = {};
		tlp_parse(r->tlp, &labels.tlp);
		release_marks_apply(&marks, S("advisory"), r->tracking, &labels);
		int64_t class_key = release_class(cx, &labels);
		if (class_key != r->class_key)
			store_advisory_class(cx, r->revision, class_key);
	}
	return ok(cx);
}

const struct subject advisory_subjects[] = { { "advisory", find, relabel }, {} };
