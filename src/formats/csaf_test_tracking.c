/* SPDX-License-Identifier: Apache-2.0
 *
 * Mandatory tests over document.tracking: versions and the revision history (6.1.14, 6.1.16–6.1.22, 6.1.30).
 */
#include "base/time.h"
#include "formats/csaf_check.h"
#include "formats/csaf_form.h"
#include <stdlib.h>

/* A version_t cut into its parts; integers have major only. */
struct version {
	struct str text, major, minor, patch, pre;
	bool semantic;
};
struct revision {
	struct version version;
	int64_t date_us;
	const struct json *item;
};

static bool version_read(const struct json *v, struct version *out)
{
	*out = (struct version){ .text = json_str(v) };
	if (!csaf_form_version(out->text))
		return false;
	struct str rest = out->text;
	struct str core = str_cut(&rest, '+');
	out->pre = core;
	core = str_cut(&out->pre, '-');
	out->major = str_cut(&core, '.');
	out->semantic = core.ptr;
	out->minor = str_cut(&core, '.');
	out->patch = core;
	return true;
}

/* By value, of texts without leading zeros; the missing minor of an integer version counts as 0. */
static int number_cmp(struct str a, struct str b)
{
	if (a.len == 0)
		a = S("0");
	if (b.len == 0)
		b = S("0");
	return a.len != b.len ? (a.len < b.len ? -1 : 1) : str_cmp(a, b);
}

static bool numeric(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return true;
}

/* Precedence of pre-releases, Semantic Versioning section 11: none is the highest. */
static int pre_cmp(struct str a, struct str b)
{
	if (!a.ptr || !b.ptr)
		return !a.ptr - !b.ptr;
	while (a.ptr && b.ptr) {
		struct str x = str_cut(&a, '.'), y = str_cut(&b, '.');
		bool nx = numeric(x), ny = numeric(y);
		int order = nx && ny ? number_cmp(x, y) : nx != ny ? (nx ? -1 : 1) : str_cmp(x, y);
		if (order)
			return order;
	}
	return (a.ptr != NULL) - (b.ptr != NULL);
}

static int version_cmp(const struct version *a, const struct version *b)
{
	int order = number_cmp(a->major, b->major);
	if (!order)
		order = number_cmp(a->minor, b->minor);
	if (!order)
		order = number_cmp(a->patch, b->patch);
	return order ? order : pre_cmp(a->pre, b->pre);
}

/* By date; on the same date by version, for the order of the text means nothing. */
static int revision_cmp(const void *x, const void *y)
{
	const struct revision *a = x, *b = y;
	if (a->date_us != b->date_us)
		return a->date_us < b->date_us ? -1 : 1;
	int order = version_cmp(&a->version, &b->version);
	return order ? order : (a->item > b->item) - (a->item < b->item);
}

static const struct json *history(const struct csaf_check *c)
{
	return json_get(c->tracking, "revision_history");
}

static const struct csaf_path tracking_path = { &(const struct csaf_path){ NULL, { "document", 8 }, 0 }, { "tracking", 8 }, 0 };
static const struct csaf_path history_path = { &tracking_path, { "revision_history", 16 }, 0 };
static const struct csaf_path version_path = { &tracking_path, { "version", 7 }, 0 };

/* The revision history sorted by date; 0 items when one of them cannot be understood, which the schema reports. */
static size_t history_sorted(struct csaf_check *c, struct revision **out)
{
	const struct json *list = history(c);
	size_t n = 0;
	*out = arena_array(c->a, struct revision, json_count_(list) + 1);
	json_each (item, list) {
		struct revision *r = &(*out)[n++];
		r->item = item;
		if (!version_read(json_get(item, "number"), &r->version) || !time_parse(json_get_str(item, "date"), &r->date_us))
			return 0;
	}
	if (n)
		qsort(*out, n, sizeof **out, revision_cmp);
	return n;
}

static bool is_draft(const struct csaf_check *c)
{
	return str_eq(json_get_str(c->tracking, "status"), S("draft"));
}

static bool is_released(const struct csaf_check *c)
{
	struct str status = json_get_str(c->tracking, "status");
	return str_eq(status, S("final")) || str_eq(status, S("interim"));
}

void csaf_test_sorted_history(struct csaf_check *c)
{
	struct revision *at;
	size_t n = history_sorted(c, &at);
	for (size_t i = 1; i < n; i++)
		if (version_cmp(&at[i - 1].version, &at[i].version) > 0) {
			csaf_fault_add(c, &history_path, "version %.*s is dated before version %.*s", STR(at[i - 1].version.text),
			        STR(at[i].version.text));
			return;
		}
}

/* Without build metadata, and without the pre-release part too when the document is a draft. */
static struct str version_compared(const struct csaf_check *c, struct str text)
{
	text = str_cut(&text, '+');
	return is_draft(c) ? str_cut(&text, '-') : text;
}

void csaf_test_latest_version(struct csaf_check *c)
{
	struct revision *at;
	size_t n = history_sorted(c, &at);
	struct str version = json_get_str(c->tracking, "version");
	if (n && version.len && !str_eq(version_compared(c, version), version_compared(c, at[n - 1].version.text)))
		csaf_fault_add(c, &version_path, "is %.*s, the latest revision is %.*s", STR(version), STR(at[n - 1].version.text));
}

void csaf_test_status_draft(struct csaf_check *c)
{
	struct version v;
	if (version_read(json_get(c->tracking, "version"), &v) && !is_draft(c) && (str_eq(v.major, S("0")) || v.pre.ptr))
		csaf_fault_add(c, &version_path, "is %.*s, so the status must be draft", STR(v.text));
}

/* Calls unfit for each revision whose number can be read, and reports where it is true. */
static void revisions_check(struct csaf_check *c, bool (*unfit)(const struct version *), const char *text)
{
	const struct json *list = history(c);
	json_each (item, list) {
		struct version v;
		if (version_read(json_get(item, "number"), &v) && unfit(&v))
			csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(&history_path, list, item), "number"), "%.*s %s", STR(v.text), text);
	}
}

static bool is_unreleased(const struct version *v)
{
	return str_eq(v->major, S("0"));
}

static bool is_prerelease(const struct version *v)
{
	return v->pre.ptr != NULL;
}

void csaf_test_released_history(struct csaf_check *c)
{
	if (is_released(c))
		revisions_check(c, is_unreleased, "must not stand in the history of a released document");
}

void csaf_test_prerelease_history(struct csaf_check *c)
{
	revisions_check(c, is_prerelease, "is a pre-release, which has no place in the history");
}

void csaf_test_nondraft_version(struct csaf_check *c)
{
	struct version v;
	if (is_released(c) && version_read(json_get(c->tracking, "version"), &v) && v.pre.ptr)
		csaf_fault_add(c, &version_path, "%.*s is a pre-release, the document is not a draft", STR(v.text));
}

static bool zeros(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '0')
			return false;
	return true;
}

/* True when b is at most a + 1; both are decimal texts of any length. */
static bool follows(struct str a, struct str b)
{
	if (number_cmp(b, a) <= 0)
		return true;
	size_t i = a.len; /* behind the last digit of a that the addition does not carry over */
	while (i && a.ptr[i - 1] == '9')
		i--;
	if (i == 0) /* 99 + 1 = 100 */
		return b.len == a.len + 1 && b.ptr[0] == '1' && zeros(str_slice(b, 1, b.len));
	return b.len == a.len && memcmp(a.ptr, b.ptr, i - 1) == 0 && b.ptr[i - 1] == a.ptr[i - 1] + 1 && zeros(str_slice(b, i, b.len));
}

void csaf_test_missing_revision(struct csaf_check *c)
{
	struct revision *at;
	size_t n = history_sorted(c, &at);
	if (n == 0)
		return;
	struct str highest = at[0].version.major;
	if (!str_eq(highest, S("0")) && !str_eq(highest, S("1")))
		csaf_fault_add(c, &history_path, "starts with version %.*s instead of 0 or 1", STR(at[0].version.text));
	for (size_t i = 1; i < n; i++) {
		struct str major = at[i].version.major;
		if (!follows(highest, major))
			csaf_fault_add(c, &history_path, "omits what lies between versions %.*s and %.*s", STR(highest), STR(major));
		if (number_cmp(major, highest) > 0)
			highest = major;
	}
}

void csaf_test_multiple_revision(struct csaf_check *c)
{
	const struct json *list = history(c);
	struct map seen = map_make(c->a);
	json_each (item, list) {
		struct str number = json_get_str(item, "number");
		bool made = true;
		if (number.len)
			map_at(&seen, number, &made);
		if (!made)
			csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(&history_path, list, item), "number"),
			        "version %.*s stands twice in the history", STR(number));
	}
}

void csaf_test_mixed_versioning(struct csaf_check *c)
{
	struct version first = {}, v;
	if (!version_read(json_get(c->tracking, "version"), &first))
		first.text.ptr = NULL;
	const struct json *list = history(c);
	json_each (item, list) {
		if (!version_read(json_get(item, "number"), &v))
			continue;
		if (!first.text.ptr)
			first = v;
		if (v.semantic != first.semantic)
			csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(&history_path, list, item), "number"),
			        "%.*s and %.*s mix integer and semantic versioning", STR(first.text), STR(v.text));
	}
}
