/* SPDX-License-Identifier: Apache-2.0
 *
 * Advisories: read, de-duplicated, matched against the register; findings; who is affected. The face of the room.
 */
#pragma once
#include "advisory/match.h"
#include "core/feature.h"
#include "core/release.h"
#include "formats/csaf.h"
#include "impact/impact.h"

extern const struct feature feature_advisory;

/* ---- reading ---- */
enum advisory_state {
	ADVISORY_ACCEPTED,    /* conforms; current unless an equal or newer revision stands */
	ADVISORY_QUARANTINED, /* does not conform, or could not be read: kept with its reason; matched with best effort when it could be read. Told again, and
				 stored once, as often as the same bytes come while they stand there */
	ADVISORY_UNCHANGED,   /* these very bytes are here already, and do not stand in quarantine */
	ADVISORY_OLDER,	      /* kept, but a newer revision is current */
	ADVISORY_SKIPPED      /* not an advisory: a feed, provider metadata … */
};
extern const char *const advisory_state_names[];

struct advisory_reading { /* what became of one document */
	struct str name;  /* file or archive entry */
	enum advisory_state state;
	struct str reason;	  /* of quarantine or skipping; one line */
	struct str publisher, tracking, version, supersedes; /* supersedes: version that was current before */
	size_t products, vulnerabilities, faults;
	size_t findings, affected; /* rows of installed products */
};

/* A reading session: documents are submitted, read in the jail on all workers, and come out in order, each after the commit that holds it.
 * told is called for each document after its commit; it returns false to stop. */
struct advisory_session;
struct advisory_session *advisory_begin(struct cx *cx, bool (*told)(void *arg, const struct advisory_reading *reading), void *arg);
/* Reads a file, folder or archive. E_MISSING when there is none. What in a folder or archive cannot be read costs no other: advisory_unreadable. */
bool advisory_read_path(struct advisory_session *s, struct str path);
/* Reads one document from memory. */
bool advisory_read_bytes(struct advisory_session *s, struct str name, struct str bytes);
/* Reads the documents in the archive behind fd, called name. An entry that cannot be read is quarantined by advisory_unreadable, and so is
 * the archive when it is damaged or is none: what came before the damage is read. */
bool advisory_read_archive(struct advisory_session *s, struct str name, int fd);
/* How many files in folders and archives were left alone so far because their names do not end in .json. Valid after advisory_end too. */
size_t advisory_passed_over(const struct advisory_session *s);
/* What should have been a document, or a whole archive, and could not even be read: goes to the quarantine with its reason and is told in its turn. */
bool advisory_unreadable(struct advisory_session *s, struct str name, struct str reason);
/* Waits for what is under way, commits, tells. Must be called; the session is over. */
bool advisory_end(struct advisory_session *s);

/* ---- finding again ---- */
struct advisory_head {
	int64_t key, revision, class_key, released_us, read_us, products, vulnerabilities, faults;
	struct str publisher, tracking, version, state, reason, publisher_name, title, tlp, severity, name;
	double cvss;
	int64_t affected, possible; /* components released to the viewer; only from advisories() with counts */
};
VEC_TYPE(advisory_head_vec, struct advisory_head);
/* Current revisions released to cx's viewer, newest release first. limit 0 = all. counts: fill affected and possible. */
bool advisories(struct cx *cx, bool counts, int64_t limit, int64_t offset, struct advisory_head_vec *out);
int64_t advisories_count(struct cx *cx);
/* By "tracking id" or "namespace|tracking id"; E_MISSING when there is none the viewer may see, E_CONFLICT when
 * several publishers use the tracking id. */
bool advisory_find(struct cx *cx, struct str id, struct advisory_head *out);
/* The parsed document of a revision; in cx's arena. */
bool advisory_document(struct cx *cx, int64_t revision, struct csaf_document *out);
struct quarantined {
	struct str name, reason, digest;
	int64_t at_us;
};
VEC_TYPE(quarantined_vec, struct quarantined);
bool advisory_quarantined(struct cx *cx, struct quarantined_vec *out);

/* ---- findings ---- */
struct finding {
	struct str advisory, publisher, asset, asset_name, organization, component, vendor, product, version, product_id, product_name, vulnerability, reason;
	enum match_verdict verdict;
	int confidence;
};
/* Calls each for every finding (advisory × component × product × vulnerability) released to the viewer, ordered by advisory, then asset, then component.
 * advisory and asset are public ids, or empty for all. The finding is borrowed for the call. */
bool findings_each(struct cx *cx, struct str advisory, struct str asset, bool (*each)(void *arg, const struct finding *finding), void *arg);
/* The same for one advisory and the assets of one organization: without looking at all the others. */
bool findings_of_organization(struct cx *cx, const struct advisory_head *head, struct str organization, bool (*each)(void *arg, const struct finding *finding), void *arg);
/* Matches what has changed since: new installed products against all advisories; everything when the aliases changed (rebuild). Own transactions. */
bool advisory_rematch(struct cx *cx, bool rebuild);

/* ---- who must be warned ---- */
struct affected_through {
	uint32_t node;	      /* graph number */
	const uint32_t *path; /* graph numbers from cause to node; NULL until affected_explain */
	uint32_t n_path;
	uint8_t level;
	int64_t after_min;
	struct str text; /* why it falls; empty until affected_explain */
	int64_t revision;
};
VEC_TYPE(affected_through_vec, struct affected_through);
struct affected_direct {
	uint32_t node;
	int64_t revision;
};
VEC_TYPE(affected_direct_vec, struct affected_direct);
VEC_TYPE(number_vec, uint32_t);
VEC_TYPE(revision_vec, int64_t);
struct affected {
	const struct registry_organization *organization;
	bool possible;
	struct affected_direct_vec direct;
	struct affected_through_vec through;
	struct number_vec services; /* graph numbers of own services below their level at rest */
	int64_t users;		    /* of these services */
	const struct registry_contact *const *contacts; /* in order */
	size_t n_contacts;
	struct revision_vec revisions; /* of the advisories, rising */
};
VEC_TYPE(affected_vec, struct affected);
struct affected_scenario {
	int64_t revision;
	bool possible;
	const struct cascade_cap *caps;
	size_t n;
};
struct ground; /* ground.h */
struct affected_answer {
	const struct impact_network *net;
	const struct ground *ground;
	VEC(struct affected_scenario) scenarios; /* every joint failure that was run */
	struct registry_organization_vec organizations;
	struct affected_vec rows; /* ordered by organization id, certain before possible */
	struct map advisories;	  /* revision → index in heads */
	struct advisory_head_vec heads;
};
/* Who must be warned and why, over all current advisories or one (public id). The whole truth of the desk: what is shown of it passes
 * affected_visible. E_MISSING when the advisory is not there. In cx's arena. */
bool affected_compute(struct cx *cx, struct str advisory, struct affected_answer *out);
/* Fills path and text of the rows' through entries, in cx's arena. Rows must be one's own: those of affected_compute, or copies of shared ones. */
bool affected_explain(struct cx *cx, const struct affected_answer *answer, struct affected *rows, size_t n);
/* A row of one's own, to be explained. */
struct affected affected_copy(struct cx *cx, const struct affected *row);
/* The same over all current advisories, shared between requests while neither the register nor the findings change (base/cache.h). NULL on error. */
const struct affected_answer *affected_all(struct cx *cx);
/* What of the whole truth cx's viewer may know, by the release decision. */
struct affected_seen {
	struct map cleared; /* release_classes(cx) */
	struct map path; /* release_path_classes(cx) */
	struct map organizations; /* keys of those that the viewer may know to be affected */
	bool everybody; /* organizations holds all there are */
	struct map sectors; /* ids of those that are released; texts */
	bool desk; /* whoever keeps the register */
	bool all; /* no node of the network is kept from the viewer */
};
bool affected_seen_open(struct cx *cx, const struct affected_answer *answer, struct affected_seen *out);
/* The row as far as the viewer may know it: itself, a copy without what is not released, or NULL. That somebody is affected is AMBER+STRICT of its own. */
const struct affected *affected_released(struct cx *cx, const struct affected_answer *answer, const struct affected_seen *seen, const struct affected *row);
/* A node of a path as the viewer may know it: its id when released, else its sector in braces, which no id has: "{energy}"; "{}" when that is not released
 * either. cause: where the path begins; that a thing is vulnerable is for its owner and the desk to know, however public the thing is (PURPOSE_PATH). */
struct str affected_node_name(struct cx *cx, const struct affected_answer *answer, uint32_t node, bool cause, const struct affected_seen *seen);
