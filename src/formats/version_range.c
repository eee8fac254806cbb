/* SPDX-License-Identifier: Apache-2.0
 *
 * Range texts into intervals, and containment. The reader knows operators, separators and the phrases advisories use; words it does not know
 * make the range doubtful, so that nothing is certainly outside of it.
 */
#include "formats/version_range.h"
#include "base/vec.h"
#include "formats/version_words.h"
#include <string.h>

enum { CONSTRAINTS_MAX = 200 };

enum wish { W_NONE, W_EQ, W_NE, W_LT, W_LE, W_GT, W_GE };

struct constraint {
	enum wish op;
	struct str text;
	bool barred; /* a separator | , ; stood before it */
	bool worded; /* the comparator was meant, not written: a bare version */
	bool joined; /* a separator, "and" or "or" stood before it */
	bool cut; /* what stands behind it was not understood */
	bool remarked; /* a remark not understood stands behind it: "< 2 (32-bit)" */
};

struct reader {
	struct arena *arena;
	struct str rest; /* what is still to be read */
	struct version_range *out;
	struct constraint at[CONSTRAINTS_MAX];
	size_t n;
	enum wish pending;
	bool pending_written;
	bool barred; /* a separator was read since the last constraint */
	bool joined; /* a separator, "and" or "or" was */
	bool between; /* "between A and B": the next version closes the interval */
	bool to; /* "A to B" */
	bool to_open; /* B itself is out */
	bool stop;
};

static bool is_bound(const struct constraint *c)
{
	return c->op != W_EQ && c->op != W_NE;
}

/* What comes now belongs to the last bound, or not: nobody can tell. */
static void cut(struct reader *r)
{
	r->out->doubtful = true;
	if (r->n)
		r->at[r->n - 1].cut = true;
}

static void add(struct reader *r, struct str text)
{
	if (r->n == CONSTRAINTS_MAX) {
		r->out->doubtful = true;
		r->stop = true;
		return;
	}
	enum wish op = r->pending == W_NONE ? W_EQ : r->pending;
	if (r->to && r->n && (r->at[r->n - 1].op == W_LT || r->at[r->n - 1].op == W_LE)) { /* "< 5.0.0.0 - 5" */
		cut(r);
		r->pending = W_NONE;
		r->barred = r->joined = r->to = r->to_open = false;
		return;
	}
	if (r->to) {
		if (r->n && r->at[r->n - 1].op == W_EQ)
			r->at[r->n - 1].op = W_GE;
		op = r->to_open ? W_LT : W_LE;
	}
	r->at[r->n++] = (struct constraint){ .op = op,
		.text = text,
		.barred = r->barred && !r->to,
		.joined = r->barred || r->joined,
		.worded = r->pending == W_NONE };
	r->pending = W_NONE;
	r->barred = r->joined = r->to = r->to_open = false;
}

/* Turns the last bound around: "2.3 and prior", "2.5 (including)", "2.7 (excluding)". */
static void amend(struct reader *r, enum wish op)
{
	if (!r->n) {
		r->out->doubtful = true;
		return;
	}
	struct constraint *c = &r->at[r->n - 1];
	if (c->op == W_EQ || c->op == op) {
		c->op = op;
		/* "1.2, 1.3 and prior" bounds what stands before it too: the listed ones stay as they are */
	} else if ((c->op == W_LE && op == W_GE) || (c->op == W_GE && op == W_LE)) {
		r->out->doubtful = true;
	}
}

static void set_inclusive(struct reader *r, bool inclusive)
{
	if (!r->n)
		return;
	struct constraint *c = &r->at[r->n - 1];
	if (c->op == W_EQ) { /* "V2.5 (including) and V2.7 (excluding)" */
		c->op = r->n >= 2 && (r->at[r->n - 2].op == W_GE || r->at[r->n - 2].op == W_GT) ? (inclusive ? W_LE : W_LT)
		                                                                                : (inclusive ? W_GE : W_GT);
	} else if (c->op == W_LT || c->op == W_LE) {
		c->op = inclusive ? W_LE : W_LT;
	} else if (c->op == W_GT || c->op == W_GE) {
		c->op = inclusive ? W_GE : W_GT;
	}
}

static bool read_operator(struct reader *r)
{
	size_t n = 0;
	while (n < r->rest.len && strchr("<>=!", r->rest.ptr[n]) && r->rest.ptr[n])
		n++;
	if (!n)
		return false;
	struct str op = { r->rest.ptr, n };
	r->rest = str_slice(r->rest, n, r->rest.len);
	bool less = memchr(op.ptr, '<', n), more = memchr(op.ptr, '>', n), equal = memchr(op.ptr, '=', n), not = memchr(op.ptr, '!', n);
	if ((less && more) || n > 3 || (not &&!equal))
		r->out->doubtful = true;
	/* "0 < 8.0.1": the version before a comparator is the lower end */
	if (r->n && !r->barred && r->at[r->n - 1].op == W_EQ && r->at[r->n - 1].worded) {
		struct str before = r->at[r->n - 1].text;
		if (less && before.ptr[before.ptr[0] == 'v' || before.ptr[0] == 'V'] >= '0' &&
		        before.ptr[before.ptr[0] == 'v' || before.ptr[0] == 'V'] <= '9') {
			r->at[r->n - 1].op = W_GE;
		} else { /* "NMC2 <= 6.9.6": the name of what is bounded */
			r->n--;
			r->out->doubtful = true;
		}
	}
	r->pending = not ? W_NE : less ? (equal ? W_LE : W_LT) : more ? (equal ? W_GE : W_GT) : W_EQ;
	r->pending_written = true;
	r->to = false;
	return true;
}

/* A remark in parentheses. Inside may stand the version itself ("<=(R4.10)"), or how the bound is meant. */
static void read_remark(struct reader *r)
{
	size_t depth = 0, i = 0;
	for (; i < r->rest.len; i++) {
		if (r->rest.ptr[i] == '(')
			depth++;
		if (r->rest.ptr[i] == ')' && --depth == 0)
			break;
	}
	struct str inner = str_trim(str_slice(r->rest, 1, i));
	if (r->pending != W_NONE || (!r->n && !r->out->all)) {
		r->rest = str_slice(r->rest, 1, r->rest.len); /* read on inside; the closing one is skipped as a blank */
		return;
	}
	r->rest = str_slice(r->rest, i < r->rest.len ? i + 1 : i, r->rest.len);
	if (words_find(inner, "excluding") || words_find(inner, "exclusive") || words_find(inner, "not including"))
		set_inclusive(r, false);
	else if (words_find(inner, "including") || words_find(inner, "inclusive"))
		set_inclusive(r, true);
	else if (words_find(inner, "prior") || words_find(inner, "earlier"))
		amend(r, W_LE);
	else if (words_find(inner, "also"))
		r->out->doubtful = true;
	else if (words_find(inner, "only") || words_find(inner, "with") || words_find(inner, "when"))
		r->out->conditional = true;
	else if (r->n)
		r->at[r->n - 1].remarked = true;
}

static bool take(struct reader *r, const char *phrase)
{
	size_t n = words_match(r->rest, phrase);
	if (n)
		r->rest = str_trim(str_slice(r->rest, n, r->rest.len));
	return n > 0;
}

/* Comparators in words that stand before the version. */
static bool read_phrase_before(struct reader *r)
{
	static const struct {
		const char *phrase;
		enum wish op;
	} phrases[] = {
		{ "all versions prior to and including", W_LE },
		{ "prior to and including", W_LE },
		{ "up to and including", W_LE },
		{ "up to but not including", W_LT },
		{ "but not including", W_LT },
		{ "not including", W_LT },
		{ "up to", W_LE },
		{ "prior to", W_LT },
		{ "previous to", W_LT },
		{ "earlier than", W_LT },
		{ "older than", W_LT },
		{ "lower than", W_LT },
		{ "less than or equal to", W_LE },
		{ "less than", W_LT },
		{ "before", W_LT },
		{ "below", W_LT },
		{ "until", W_LE },
		{ "starting with", W_GE },
		{ "starting from", W_GE },
		{ "beginning with", W_GE },
		{ "from", W_GE },
		{ "since", W_GE },
		{ "later than", W_GT },
		{ "newer than", W_GT },
		{ "greater than or equal to", W_GE },
		{ "greater than", W_GT },
		{ "higher than", W_GT },
		{ "above", W_GT },
		{ "after", W_GT },
		{ "prior", W_LT },
	};
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		struct str before = r->rest;
		if (!take(r, phrases[i].phrase))
			continue;
		if (!words_begin_version(r->rest)) {
			r->rest = before;
			continue;
		}
		if (r->pending == W_NONE && r->n && !r->barred && r->at[r->n - 1].op == W_EQ &&
		        (phrases[i].op == W_LE || phrases[i].op == W_LT))
			r->at[r->n - 1].op = W_GE; /* "2.0 up to 3.0", "9.3.0 - but not including 9.3.8" */
		r->pending = phrases[i].op;
		r->to = false;
		return true;
	}
	return false;
}

/* Comparators in words that stand behind the version. */
static bool read_phrase_after(struct reader *r)
{
	static const char *const older[] = { "prior", "earlier", "below", "lower", "older", "before", "previous", "possibly prior" };
	static const char *const newer[] = { "later", "newer", "above", "higher", "greater", "onwards", "onward", "upwards", "up", "after",
		"subsequent" };
	static const char *const links[] = { "and all", "and", "or", "&", "and any", "and possibly", "" };
	if (!r->n)
		return false;
	for (size_t l = 0; l < sizeof links / sizeof *links; l++) {
		struct str before = r->rest;
		if (*links[l] && !take(r, links[l]))
			continue;
		for (size_t i = 0; i < sizeof older / sizeof *older; i++)
			if (take(r, older[i])) {
				amend(r, W_LE);
				return true;
			}
		for (size_t i = 0; i < sizeof newer / sizeof *newer; i++)
			if (take(r, newer[i])) {
				amend(r, W_GE);
				return true;
			}
		r->rest = before;
	}
	return false;
}

/* Words that say the rest is a condition on something else ("only if …", "with U-Boot < V2"). */
static bool read_condition(struct reader *r)
{
	static const char *const words[] = { "only", "if", "when", "where", "with", "using", "installed", "in connection", "in conjunction",
		"including", "containing", "on", "running", "without", "part of", "used", "running on" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words_match(r->rest, words[i])) {
			r->out->conditional = true;
			/* A comparator in the condition bounds another thing: no answer for ours but for the bounds read before. */
			if (!r->n && (r->pending != W_NONE || !r->out->all || strchr_any(r->rest, "<>")))
				r->out->doubtful = true, r->out->all = false;
			r->stop = true;
			return true;
		}
	return false;
}

static bool read_word(struct reader *r)
{
	if (take(r, "with the first") || take(r, "the first") || take(r, "first")) { /* "the first 5 digits of serial number 22081" */
		struct str before = r->rest;
		r->rest = str_trim(str_slice(r->rest, words_skip(r->rest), r->rest.len));
		if (!take(r, "digits"))
			r->rest = before;
		return true;
	}
	static const char *const noise[] = { "with the first 5 digits of serial number", "the first 5 digits of serial number",
		"the first 5 digits of serial no.", "the first 5 digits of serial no", "first 5 digits", "serial numbers", "serial number",
		"serial no.", "production date", "firmware version", "firmware versions", "bios versions", "software version", "versions",
		"version", "ver.", "ver", "firmware", "fw", "software", "sw", "bios", "release", "releases", "version(s)", "the", "number",
		"no.", "distributed", "file version", "web firmware", "of", "devices", "is", "are" };
	for (size_t i = 0; i < sizeof noise / sizeof *noise; i++) {
		/* "FW11" and "Ver.2.60" are versions, not these words */
		size_t n = words_match(r->rest, noise[i]);
		if (n) {
			r->rest = str_slice(r->rest, n, r->rest.len);
			return true;
		}
	}
	if (take(r, "between")) {
		r->pending = W_GE;
		r->between = true;
		return true;
	}
	if (take(r, "and") || take(r, "&")) {
		if (r->between && r->n) {
			r->to = true;
			r->between = false;
		}
		r->joined = true;
		return true;
	}
	if (take(r, "or")) {
		r->barred = true;
		return true;
	}
	if (take(r, "to") || take(r, "through") || take(r, "thru") || take(r, "-")) {
		r->to = r->n > 0;
		take(r, "and including");
		return true;
	}
	return false;
}

static unsigned dots(struct str s)
{
	unsigned n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '.';
	return n;
}

/* A version that follows a bound without any separator is another series' bound only when it is written alike: "<V33.017_V34.014". */
static bool leftover(const struct reader *r, struct str text)
{
	const struct constraint *last = &r->at[r->n - 1];
	return (last->op != W_EQ || !last->worded) && (dots(last->text) != dots(text) || !dots(text));
}

static void read_version(struct reader *r)
{
	size_t split = 0, n = words_version(r->rest, r->pending != W_NONE && r->pending_written, &split);
	struct str text = str_slice(r->rest, 0, n);
	if (split && r->pending == W_NONE) {
		struct str from = str_slice(text, 0, split), to = str_slice(text, split + 1, n);
		struct version low = version_prepare(r->arena, from), high = version_prepare(r->arena, to);
		if (version_order(&low, &high) == VERSION_LESS) {
			add(r, from);
			r->to = true;
			text = to;
		}
	}
	if (n && r->n && !r->barred && !r->to && r->pending == W_NONE && leftover(r, text)) {
		cut(r); /* "8.2 20170817": what the second number means is not known */
	} else if (n) {
		bool plus = text.ptr[text.len - 1] == '+';
		const char *glue = memchr(text.ptr, '_', n);
		if (glue && dots((struct str){ text.ptr, (size_t)(glue - text.ptr) }) && dots(str_slice(text, (size_t)(glue - text.ptr), n)))
			r->out->doubtful = true; /* "14.00.15.00_51.25.00.01": one version, or two? */
		add(r, str_slice(text, 0, plus ? text.len - 1 : text.len));
		if (plus)
			amend(r, W_GE);
	} else {
		r->out->doubtful = true;
		n = words_skip(r->rest);
	}
	r->rest = str_slice(r->rest, n, r->rest.len);
}

static void read_item(struct reader *r)
{
	char c = r->rest.ptr[0];
	if (c == ',' && r->n && is_bound(&r->at[r->n - 1]) && r->rest.len > 1 && r->rest.ptr[1] >= '0' && r->rest.ptr[1] <= '9')
		cut(r); /* "< 1,2": a list, or a comma for a dot? */
	if (c == ' ' || c == '"' || c == ')' || c == '\t' || c == '\'') {
		r->rest = str_slice(r->rest, 1, r->rest.len);
	} else if (c == '|' || c == ',' || c == ';' || c == '/') {
		r->barred = true;
		r->rest = str_slice(r->rest, 1, r->rest.len);
	} else if (c == '(') {
		read_remark(r);
	} else if (read_operator(r)) {
		return;
	} else if (take(r, "all versions") || take(r, "all releases") || take(r, "any version") || take(r, "all revisions of") ||
	           take(r, "all") || take(r, "any")) {
		r->out->all = true;
	} else if (c == '*' && (r->rest.len == 1 || strchr(" |,;(\t", r->rest.ptr[1]))) {
		r->out->all = r->pending == W_NONE;
		r->out->doubtful |= r->pending != W_NONE;
		r->rest = str_slice(r->rest, 1, r->rest.len);
	} else if (read_phrase_before(r) || read_phrase_after(r) || read_word(r) || read_condition(r)) {
		return;
	} else {
		read_version(r);
	}
}

static struct version_bound bound(struct reader *r, const struct constraint *c)
{
	return (struct version_bound){ .version = version_prepare(r->arena, c->text),
		.text = c->text,
		.given = true,
		.cut = c->cut,
		.inclusive = c->op == W_GE || c->op == W_LE || c->op == W_EQ };
}

/* An order number or the id of an advisory where a version should stand: its order against versions means nothing. */
static bool is_article(struct str s)
{
	size_t changes = 0, n = 0;
	bool digit_before = false;
	if (str_starts(s, S("CVE-")) || str_starts(s, S("SSA-")) || str_starts(s, S("ICSA-")) || str_starts(s, S("ICSMA-")))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool digit = c >= '0' && c <= '9', letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (c == '.' || c == ' ')
			return false;
		if (!digit && !letter)
			continue;
		changes += n && digit != digit_before;
		digit_before = digit;
		n++;
	}
	return n >= 9 && changes >= 3;
}

/* Pairs the constraints: a lower bound with the upper one behind it, whatever stands between them ("|" included, as vers has it). */
static void build(struct reader *r)
{
	VEC_TYPE(intervals, struct version_interval) at = {};
	VEC_TYPE(versions, struct version) not = {};
	size_t uppers = 0;
	for (size_t i = 0; i < r->n; i++) {
		struct constraint *c = &r->at[i], *next = i + 1 < r->n ? &r->at[i + 1] : NULL;
		struct version_interval v = {};
		if (c->op == W_NE) {
			*vec_push(r->arena, &not ) = version_prepare(r->arena, c->text);
			continue;
		}
		if (c->op == W_GE || c->op == W_GT) {
			v.low = bound(r, c);
			if (next && (next->op == W_LE || next->op == W_LT)) {
				v.high = bound(r, next);
				i++;
			}
		} else if (c->op == W_LE || c->op == W_LT) {
			v.high = bound(r, c);
			if (next && !next->barred && (next->op == W_GE || next->op == W_GT)) { /* "< V3 and >= V2" */
				struct version_bound low = bound(r, next);
				if (version_order(&low.version, &v.high.version) == VERSION_LESS) {
					v.low = low;
					i++;
				}
			}
			uppers += !v.low.given;
		} else {
			v.low = v.high = bound(r, c);
			v.exact = true;
			r->out->doubtful |= c->worded && is_article(c->text);
			if (uppers && i && r->at[i - 1].op != W_GE) { /* "<= 1.12.0.27 | 1.12.13.2": one bound for each series */
				enum version_order o = version_order(&at.at[0].high.version, &v.high.version);
				if (o == VERSION_LESS && !at.at[0].exact && !at.at[0].low.given) {
					v = (struct version_interval){ .high = v.high };
					v.high.inclusive = at.at[0].high.inclusive;
					r->out->doubtful |= c->joined || (c->text.ptr[0] != 'V' && c->text.ptr[0] != 'v'); /* "< 4.0 and 4.5" */
					uppers++;
				}
			}
		}
		*vec_push(r->arena, &at) = v;
	}
	r->out->at = at.at;
	r->out->n = at.n;
	r->out->excluded = not .at;
	r->out->n_excluded = not .n;
	r->out->series = uppers > 1;
	for (size_t i = 0; i < r->n; i++) /* "< 2 (32-bit), < 3 (64-bit)": which one is ours is not known */
		r->out->doubtful |= uppers > 1 && r->at[i].remarked;
}

/* vers:TYPE/… of a type with an order of its own is read strictly; "vers:all/<V4.3.8" and the like are read as what they mean. */
static bool read_vers(struct arena *a, struct str text, struct version_range *out, struct str *rest)
{
	if (!str_starts(text, S("vers:")) && !str_starts(text, S("vls:")) && !str_starts(text, S("vsl:")))
		return false;
	ptrdiff_t slash = str_find(text, S("/"));
	if (slash < 0)
		return false;
	*rest = str_slice(text, (size_t)slash + 1, text.len);
	ptrdiff_t colon = str_find(text, S(":"));
	struct str type = str_slice(text, (size_t)colon + 1, (size_t)slash);
	enum version_scheme scheme;
	if (!version_scheme_of(type, &scheme) || scheme == VERSION_GENERIC)
		return false;
	struct vers *v = arena_new(a, struct vers);
	struct err err = {};
	if (!vers_read_lenient(a, text, v, &err) || !vers_simplify(v))
		return false;
	out->vers = v;
	out->all = v->star;
	return true;
}

struct version_range version_range_read(struct arena *a, struct str text)
{
	struct version_range out = { .text = str_trim(text) };
	struct str plain = words_plain(a, out.text);
	struct reader r = { .arena = a, .rest = plain, .out = &out };
	if (read_vers(a, out.text, &out, &r.rest))
		return out;
	if (r.rest.ptr != plain.ptr) /* behind "vers:all/": the plain form of it */
		r.rest = words_plain(a, words_unescape(a, r.rest));
	while (r.rest.len && !r.stop)
		read_item(&r);
	build(&r);
	if (out.n)
		out.all = false; /* "All versions < V2": the bound counts */
	if (!out.n && !out.n_excluded && !out.all)
		out.doubtful = true;
	if (r.pending != W_NONE)
		out.doubtful = true;
	out.refining = true;
	return out;
}

bool version_range_is_all(const struct version_range *r)
{
	return r->all && !r->n && !r->conditional && !r->doubtful && !r->n_excluded;
}
