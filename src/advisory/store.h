/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the advisory room. Stays inside it.
 */
#pragma once
#include "advisory/advisory.h"
#include "advisory/index.h"

struct store_revision {
	int64_t key, advisory, released_us, products, vulnerabilities, faults, class_key, related;
	struct str digest, version, state, reason, publisher_name, title, tlp, lang, severity, name, document, parsed;
	double cvss;
};
struct store_known { /* what became of bytes that came before */
	bool quarantined; /* the state they were given */
	int64_t revision, current, products, vulnerabilities, faults; /* of an advisory: its revision and the one that is current; 0 of what could not be read */
	struct str reason, publisher, tracking, version;
};
/* false when these bytes have never been here. */
bool store_digest_known(struct cx *cx, struct str digest, struct store_known *out);
/* Rows of findings of one revision, and those that say affected. */
bool store_findings_count(struct cx *cx, int64_t revision, int64_t *n, int64_t *affected);
bool store_advisory(struct cx *cx, struct str publisher, struct str tracking, int64_t *key, int64_t *current);
bool store_advisory_insert(struct cx *cx, int64_t key, struct str publisher, struct str tracking, int64_t current);
bool store_advisory_current(struct cx *cx, int64_t key, int64_t current);
struct store_standing {
	struct str version, state;
	int64_t released_us;
};
bool store_revision_standing(struct cx *cx, int64_t revision, struct store_standing *out);
bool store_revision_insert(struct cx *cx, const struct store_revision *r);
bool store_quarantine_insert(struct cx *cx, int64_t key, struct str digest, struct str name, struct str reason, struct str document);
bool store_quarantined(struct cx *cx, struct quarantined_vec *out);
/* Erasing by age (core/dataset.h). A hold is narrowed by the document's name or digest. */
struct dataset_cut;
bool store_expire_quarantine(struct cx *cx, const struct dataset_cut *cut, int64_t *n);

struct matcher_rows; /* matcher.h */
bool store_findings_insert(struct cx *cx, const struct matcher_rows *rows);
bool store_findings_delete(struct cx *cx, int64_t revision);
bool store_keys_insert(struct cx *cx, const struct matcher_rows *rows);
bool store_keys_delete(struct cx *cx, int64_t revision);
bool store_match_clear(struct cx *cx);
/* Current revisions whose products share a key; each once, rising. */
bool store_revisions_by_key(struct cx *cx, const uint64_t *keys, size_t n, struct revision_vec *out);
bool store_revisions_current(struct cx *cx, struct revision_vec *out);
/* Current revisions with relationships. */
bool store_revisions_related(struct cx *cx, struct revision_vec *out);
VEC_TYPE(store_asset_vec, int64_t);
/* The assets on which an installed product stands, rising, each once. */
bool store_places(struct cx *cx, int64_t installed, struct store_asset_vec *out);
bool store_parsed(struct cx *cx, int64_t revision, struct str *out);
bool store_match_state(struct cx *cx, int64_t *installed, int64_t *revision);
bool store_match_state_set(struct cx *cx, int64_t installed);
/* Bumps the revision of findings: what caches of affected are keyed on beside the register's. again: findings of revisions that were current before
 * have changed too, which bumps the count of rematchings. */
bool store_match_bump(struct cx *cx, bool again);
bool store_match_rebuilt(struct cx *cx, int64_t *rebuilt);

bool store_heads(struct cx *cx, int64_t limit, int64_t offset, struct advisory_head_vec *out);
bool store_heads_counted(struct cx *cx, int64_t limit, int64_t offset, struct advisory_head_vec *out);
int64_t store_heads_count(struct cx *cx);
bool store_head(struct cx *cx, struct str publisher, struct str tracking, struct advisory_head *out);
/* Current revisions of one tracking id, released to the viewer: one a publisher. */
bool store_heads_named(struct cx *cx, struct str tracking, struct advisory_head_vec *out);
bool store_head_all(struct cx *cx, struct advisory_head_vec *out);
struct store_filter {
	struct str state;   /* "accepted", "quarantined", or "" for all */
	struct str pattern; /* of LIKE with '!' as escape, lower case ("%grid!_a%"), over title, tracking id and publisher; "" for all */
	bool hitting;	    /* only those that affect, or possibly affect, a component released to the viewer */
};
/* Current revisions released to the viewer that pass the filter, newest first; and their number. */
bool store_heads_matching(struct cx *cx, const struct store_filter *filter, int64_t limit, int64_t offset, struct advisory_head_vec *out);
int64_t store_heads_matching_count(struct cx *cx, const struct store_filter *filter);
/* Tracking ids that more than one publisher uses, as a set. */
bool store_tracking_twins(struct cx *cx, struct map *out);

struct store_finding {
	int64_t revision, installed, product, component_key;
	struct str component, asset, asset_name, organization, vendor, name, version, cpe, purl, model, serial;
	struct match_judgement stored;
};
/* Findings released to the viewer, by revision, asset, component, product. revision 0 and asset "" = all. */
struct db_rows store_findings(struct cx *cx, int64_t revision, struct str asset);
/* Those of one revision on the assets of one organization. */
struct db_rows store_findings_of(struct cx *cx, int64_t revision, struct str organization);
bool store_findings_next(struct db_rows *rows, struct store_finding *out);

struct store_hit { /* one component under one current revision: its strongest verdict */
	int64_t revision, asset, component, class_key, verdict;
};
VEC_TYPE(store_hit_vec, struct store_hit);
/* Those of the revisions above `above`, up to `upto`, by revision, then asset. Whoever asks: what is shown passes release later. */
bool store_hits(struct cx *cx, int64_t above, int64_t upto, struct store_hit_vec *out);

/* Components of one release class that are hit: certainly, or only possibly. Whoever asks: what is shown passes release later. */
struct store_count {
	int64_t revision, class_key, affected, possible;
};
VEC_TYPE(store_count_vec, struct store_count);
struct store_name {
	struct str id, name, parent; /* parent: public id, or empty */
};
VEC_TYPE(store_name_vec, struct store_name);
/* The current revision of an advisory by tracking id; of several with this id the first. */
bool store_advisory_subject(struct cx *cx, struct str tracking, struct subject_found *out);
struct store_marked {
	int64_t revision, class_key;
	struct str tracking, tlp;
};
VEC_TYPE(store_marked_vec, struct store_marked);
/* Of all revisions, current or not. */
bool store_advisory_labels(struct cx *cx, struct store_marked_vec *out);
bool store_advisory_class(struct cx *cx, int64_t revision, int64_t class_key);
/* Ids of the sectors released to the viewer, as keys of out. */
bool store_sectors_released(struct cx *cx, struct map *out);
bool store_sector_names(struct cx *cx, struct store_name_vec *out);

struct store_alias {
	struct str kind, vendor, alias, canonical;
	int64_t key;
};
VEC_TYPE(store_alias_vec, struct store_alias);
bool store_aliases(struct cx *cx, struct store_alias_vec *out);
bool store_alias_put(struct cx *cx, int64_t key, const struct store_alias *alias);
bool store_alias_remove(struct cx *cx, int64_t key);
