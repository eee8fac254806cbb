/* SPDX-License-Identifier: Apache-2.0
 *
 * Matching: does this component of the register bear the name of that advisory product, and what does the advisory say about its version?
 * Pure rules: structs in, structs out; no database, no clock. Must never say "not affected" or "fixed" when in doubt.
 *
 * The way through it, in either direction:
 *   component → match_component_prepare ┐ match_keys on both: two sides can only match when they share a key, so an index key → side
 *   product   → match_product_prepare   ┘ serves new advisories and changed components alike
 *   match_name(component, product) for pairs that share a key → match_hit, or not
 *   match_select(hits of one component in one document) keeps the products that bear the name best
 *   match_judge(version of the component, product, status of the product in a vulnerability) → verdict and confidence
 *   match_reason(…) on demand → a sentence a person can check
 * Names, ranges and versions are parsed once, in the prepare functions; match_name and match_judge allocate nothing.
 */
#pragma once
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "formats/cpe.h"
#include "formats/csaf.h"
#include "formats/purl.h"
#include "formats/version_range.h"

/* A component as its keeper wrote it. Empty texts are unknown. */
struct match_component {
	struct str vendor, product, version, cpe, purl, model, serial;
};

/* One row of the alias table. kind "vendor": alias → canonical vendor. kind "product": alias → canonical product of that vendor. */
struct match_alias_row {
	struct str kind, vendor, alias, canonical;
};
struct match_aliases {
	struct map vendors; /* folded alias → index+1 into texts */
	struct map products; /* folded vendor, '\n', folded alias → index+1 into texts */
	struct str *texts; /* folded canonicals */
	size_t n;
};
/* Compiles the rows. Unknown kinds and rows with an empty alias or canonical are skipped. Texts are copied into the arena. */
struct match_aliases match_aliases_make(struct arena *a, const struct match_alias_row *rows, size_t n);

enum match_how { MATCH_BY_NONE, MATCH_BY_PURL, MATCH_BY_CPE, MATCH_BY_MODEL, MATCH_BY_SERIAL, MATCH_BY_NAME, MATCH_BY_NAME_AND_MODEL };
extern const char *const match_how_names[];

/* How well the names agree; smaller is better. Only the best rank found in a document is judged (match_select). */
enum match_rank {
	MATCH_RANK_EXACT, /* helper, order number, or the same name up to case, punctuation and the vendor's name */
	MATCH_RANK_REMARK, /* the same but for a remark in parentheses on one side */
	MATCH_RANK_WORDS, /* the same but for words that carry no identity (series, family, firmware …) or their order */
	MATCH_RANK_SERIES, /* the product's name ends in a release ("WinCC V7.3"), the component's does not, or the reverse */
	MATCH_RANK_PART /* one of several models listed in the product's name, an abbreviation in parentheses, release and remark both left out */
};

enum { MATCH_KEYS_MAX = 96, MATCH_READINGS_MAX = 48, MATCH_MODELS_MAX = 4096 };

enum match_cut {
	MATCH_CUT_SERIES = 1,
	MATCH_CUT_SHORT = 2,
	MATCH_CUT_LIST = 4,
	MATCH_CUT_GLUED = 8
}; /* a trailing release; all but an abbreviation; all but one of a list; hyphens between digits */

/* One way to read a name: a hash of its folded text, and how far it is from the name as written. */
struct match_reading {
	uint64_t hash;
	uint64_t key; /* blocking key: that of the letters and digits in any order, equal whenever hash is */
	uint8_t rank; /* enum match_rank */
	uint8_t cut; /* what was taken off (enum match_cut); two sides match only when they did not cut the same */
	bool with_vendor; /* the vendor's name was put in front: the vendors need not agree beyond that */
};

/* A prepared name: of a component without its version, or of an advisory product without its range. */
struct match_side {
	struct str vendor, product, model, serial; /* as written */
	uint64_t *vendor_words; /* hashes of the folded words, legal forms dropped */
	uint64_t vendor_hash, vendor_initials; /* 0 when no vendor is known */
	struct str vendor_folded, vendor_first; /* without legal forms, glued; its first word when there are more */
	struct match_reading *readings;
	struct str *models; /* folded order numbers; the advisory's may hold ? and * */
	struct str *serials;
	struct str short_model; /* a component's model that is no order number ("D-18"), folded: agrees with an advisory's, never disagrees */
	const struct cpe *cpe; /* NULL when there is none */
	const struct purl *purl;
	struct version series; /* the release a name ends in ("V7.3", "V5.X"); n = 0 when none */
	struct version series_open; /* the same as a version: with a wildcard behind fewer than three numbers */
	struct str series_text;
	uint16_t n_models, n_serials;
	uint8_t n_vendor_words, n_strip_words, n_readings; /* n_strip_words counts the words before an alias was applied too */
	bool series_older; /* "V7.2 and earlier" */
	bool vendor_many; /* "multiple", "various": any vendor */
	bool is_product; /* of an advisory: its order and serial numbers may be patterns */
	bool models_named; /* order numbers stand in the name, not only in a helper */
};

/* A prepared advisory product: its name, and the versions it speaks of. */
struct match_product {
	struct match_side side;
	struct version_range range; /* from the version branch, else from the full name, else all versions */
	struct version_range named; /* a range in the full name beside an exact version; n = 0 and !all when there is none */
	bool has_range; /* false: the advisory names no version at all */
	enum csaf_relation
	        relation; /* not NONE: matches only when both parts are on one asset (match_related), unless a helper names it whole */
};

/* A prepared component: name and version. */
struct match_asset_part {
	struct match_side side;
	struct version version; /* n = 0: not known */
	struct str version_text;
};

/* Prepares a component, name and version. */
struct match_asset_part match_component_prepare(struct arena *a, const struct match_aliases *aliases, const struct match_component *c);
/* The name part alone: the same for all components that differ in version only, so prepare it once for each distinct name. */
struct match_side match_side_prepare(struct arena *a, const struct match_aliases *aliases, const struct match_component *c);
/* The text a component's version is read from: its own, else that of the purl, else of the cpe; empty when it says nothing. */
struct str match_version_text(struct arena *a, const struct match_side *side, struct str text);
/* The version part alone: of text, else of the cpe or the purl. False (and n = 0) when there is none ("", "unknown", "n/a" …). A release at
 * the end of the name ("Foo V2.3.1") is looked at by match_judge. Allocates only tokens in the arena. */
bool match_version_prepare(struct arena *a, const struct match_side *side, struct str text, struct version *out);
/* Prepares an advisory product. publisher is the vendor when the product tree names none. */
struct match_product match_product_prepare(
        struct arena *a, const struct match_aliases *aliases, const struct csaf_product *p, struct str publisher);

/* The blocking keys of a side, at most MATCH_KEYS_MAX, distinct, never 0. Stable between runs as long as the aliases stay the same. A side
 * without any readable name has none. */
size_t match_keys(const struct match_side *side, uint64_t keys[MATCH_KEYS_MAX]);

struct match_hit {
	uint32_t product; /* left to the caller: which product */
	uint8_t how; /* enum match_how */
	uint8_t rank; /* enum match_rank */
	uint8_t confidence; /* 0..100: that the component is this product */
	bool needs_series; /* the product's name ends in a release: counts only for versions of it (match_judge looks) */
	bool own_series; /* the component's name ends in a release, or version, that the product's does not have */
};
/* Does the component bear the product's name? Fills *hit (except product) and is true when it does. */
bool match_name(const struct match_side *component, const struct match_side *product, struct match_hit *hit);
/* Keeps, among the hits of one component in one document, those to be judged; the kept ones come first, their number is returned. */
size_t match_select(struct match_hit *hits, size_t n);

enum match_verdict {
	MATCH_NOT_THIS,
	MATCH_NO_STATEMENT,
	MATCH_NOT_AFFECTED,
	MATCH_FIXED,
	MATCH_UNDER_INVESTIGATION,
	MATCH_UNDECIDABLE,
	MATCH_AFFECTED
};
extern const char *const match_verdict_names[]; /* "", "", "not_affected", "fixed", "under_investigation", "undecidable", "affected" */

struct match_judgement {
	/* MATCH_NOT_THIS: the version shows that the product is another release after all, as if the name had not matched: no finding.
	 * MATCH_NO_STATEMENT: the product says nothing about this version (older than a fixed one, outside of "not affected"). */
	enum match_verdict verdict;
	uint8_t confidence; /* 0..100, of name and version together */
	uint8_t answer; /* enum range_answer */
	const struct version_interval *by; /* the interval that settled it, or NULL */
};
/* What the advisory says about a component of this version, for a product with this status in one vulnerability. version may have n = 0. */
struct match_judgement match_judge(const struct match_side *component, const struct version *version, struct str version_text,
        const struct match_product *product, const struct match_hit *hit, enum csaf_status status);
/* The verdict over several products and vulnerabilities of a document: affected > undecidable > under_investigation > fixed > not_affected >
 * no statement > not this. Start from a zeroed one. */
struct match_judgement match_combine(struct match_judgement a, struct match_judgement b);
/* The final word on a component that bears a product's name: MATCH_NO_STATEMENT becomes undecidable (an advisory that names the product but
 * not this version is never a silent "not affected"). */
struct match_judgement match_settle(struct match_judgement j);

/* One line for a person: "SCALANCE X208: V5.2.5 < V5.2.6, vendor 'SIEMENS' ~ 'Siemens'". */
struct str match_reason(struct arena *a, const struct match_side *component, struct str version_text, const struct match_product *product,
        const struct match_hit *hit, enum csaf_status status, struct match_judgement j);

/* Relationships (CSAF 3.2.2.3): installed_on, installed_with: part and whole both on the asset; the component_of kinds: the part inside the
 * whole, which on a register means the same, or one component that bears both names. part_hits[i], whole_hits[i]: does component i of the
 * asset bear the name (hit, or how = MATCH_BY_NONE)? True when the product is on the asset; *part_at is the component the finding is about,
 * *whole_at the other. */
bool match_related(enum csaf_relation relation, const struct match_hit *part_hits, const struct match_hit *whole_hits, size_t n,
        size_t *part_at, size_t *whole_at);
/* The judgement on a related product from those on its parts: affected only when both are, not_affected as soon as one certainly is out. */
struct match_judgement match_judge_related(struct match_judgement part, struct match_judgement whole);

/* True when pattern (? one character, * any number, anchored at the first character and the last, CSAF 3.1.3.3.4) matches text, both folded. */
bool match_wildcard(struct str pattern, struct str text);
