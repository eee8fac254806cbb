/* SPDX-License-Identifier: Apache-2.0
 *
 * The ways to read a product's name: with and without remarks in parentheses, idle words, the vendor's name, a trailing release; each as a
 * hash with its rank. Must never produce a reading that drops what tells two products of one vendor apart (digits, model letters).
 */
#include "advisory/match_fold.h"
#include "advisory/match_inner.h"
#include <string.h>

enum { WORDS_MAX = 48, SHORT_MIN = 3 };

struct words {
	struct str at[WORDS_MAX];
	size_t n;
};

struct builder {
	struct arena *arena;
	struct match_side *side;
	struct match_reading readings[MATCH_READINGS_MAX];
	size_t n;
};

static void put(struct builder *b, uint64_t hash, uint64_t key, enum match_rank rank, uint8_t cut, bool with_vendor)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->readings[i].hash == hash && b->readings[i].cut == cut && b->readings[i].with_vendor == with_vendor) {
			if (rank < b->readings[i].rank)
				b->readings[i].rank = (uint8_t)rank;
			return;
		}
	if (b->n < MATCH_READINGS_MAX)
		b->readings[b->n++] =
		        (struct match_reading){ .hash = hash, .key = key, .rank = (uint8_t)rank, .cut = cut, .with_vendor = with_vendor };
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many leading words repeat the vendor's name ("Siemens SIMATIC …", "Eaton Eaton …"); never all of them. */
static size_t vendor_words(const struct match_side *s, const struct words *w)
{
	char glued[64];
	size_t n = 0, len = 0;
	while (n + 1 < w->n) {
		struct str word = w->at[n];
		uint64_t h = match_glue(w->at, n, n + 1);
		bool known = match_is_legal_word(word) && n > 0;
		for (size_t i = 0; i < s->n_strip_words; i++)
			known |= s->vendor_words[i] == h;
		if (len + word.len <= sizeof glued) {
			memcpy(glued + len, word.ptr, word.len);
			len += word.len;
			known |= len >= SHORT_MIN && str_starts(s->vendor_folded, (struct str){ glued, len }) &&
			         str_eq(s->vendor_folded, (struct str){ glued, len });
		}
		known |= s->vendor_initials && s->vendor_initials == h;
		if (!known)
			break;
		n++;
	}
	return n;
}

static void put_words(struct builder *b, const struct words *w, enum match_rank rank, uint8_t cut)
{
	if (!w->n)
		return;
	size_t strip = vendor_words(b->side, w);
	for (size_t k = 0; k <= strip; k++)
		put(b, match_glue(w->at, k, w->n), match_bag(w->at, k, w->n), rank, cut, false);
	if (b->side->vendor_folded.len && w->n < WORDS_MAX && !cut) {
		struct words with = { .n = w->n - strip + 1 };
		with.at[0] = b->side->vendor_folded;
		memcpy(with.at + 1, w->at + strip, (w->n - strip) * sizeof *w->at);
		put(b, match_glue(with.at, 0, with.n), match_bag(with.at, 0, with.n), rank, cut, true);
		if (b->side->vendor_first.len) { /* "Schneider ATV6xx DTM" of Schneider Electric */
			with.at[0] = b->side->vendor_first;
			put(b, match_glue(with.at, 0, with.n), match_bag(with.at, 0, with.n), rank, cut, true);
		}
	}
}

/* "X201-3P" written "X2013P": digits run together. */
static void put_glued(struct builder *b, const struct words *w)
{
	uint64_t h = UINT64_C(0x676c756564);
	size_t strip = vendor_words(b->side, w);
	bool met = false;
	char last = 0;
	for (size_t i = strip; i < w->n; i++) {
		met |= is_digit(last) && is_digit(w->at[i].ptr[0]);
		for (size_t k = 0; k < w->at[i].len; k++)
			h = (h ^ (unsigned char)w->at[i].ptr[k]) * UINT64_C(0x100000001b3);
		last = w->at[i].ptr[w->at[i].len - 1];
	}
	h = (h ^ h >> 31) * UINT64_C(0x9E3779B97F4A7C15);
	put(b, h | 1, match_bag(w->at, strip, w->n), MATCH_RANK_PART, met ? MATCH_CUT_GLUED : 0, false);
}

static struct words without_idle(const struct words *w)
{
	struct words out = {};
	for (size_t i = 0; i < w->n; i++)
		if (!match_is_idle_word(w->at[i]))
			out.at[out.n++] = w->at[i];
	return out.n ? out : *w;
}

/* Words without parentheses marks; remarks too when keep_remarks is false. */
static struct words flatten(const struct words *w, bool keep_remarks)
{
	struct words out = {};
	size_t depth = 0;
	for (size_t i = 0; i < w->n; i++) {
		if (w->at[i].ptr[0] == '(')
			depth++;
		else if (w->at[i].ptr[0] == ')')
			depth -= depth > 0;
		else if (!depth || keep_remarks)
			out.at[out.n++] = w->at[i];
	}
	return out;
}

/* "v7.3", "7.3", "2022", "v5": does a trailing word name a release? A bare whole number is part of the name (Vision 530). */
static bool is_release(struct str w, bool labelled)
{
	bool v = w.len > 1 && w.ptr[0] == 'v' && is_digit(w.ptr[1]);
	struct str number = v ? str_slice(w, 1, w.len) : w;
	bool dotted = false;
	for (size_t i = 0; i < number.len; i++) {
		if (number.ptr[i] == '.')
			dotted = true;
		else if (!is_digit(number.ptr[i]) && i + 1 < number.len)
			return false;
		else if (!is_digit(number.ptr[i]) && (!i || !(v || dotted)))
			return false;
	}
	bool year = number.len == 4 && (str_starts(number, S("20")) || str_starts(number, S("199")));
	return number.len && is_digit(number.ptr[0]) && (v || dotted || year || labelled);
}

static bool is_release_tail(struct str w)
{
	static const char *const heads[] = { "sp", "update", "upd", "hf", "r", "sr", "patch" };
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct str h = str_c(heads[i]);
		if (str_starts(w, h) && (w.len == h.len ? h.len > 1 : is_digit(w.ptr[h.len])))
			return true;
	}
	return str_eq(w, S("x"));
}

/* Takes a trailing release off: n of the words left, 0 when there is none. The release goes to *text. */
static size_t cut_release(struct arena *a, const struct words *w, struct str *text, bool *older)
{
	static const char *const befores[] = { "earlier", "prior", "below", "older", "lower" };
	size_t end = w->n;
	*older = false;
	if (end > 3 && (str_eq(w->at[end - 2], S("and")) || str_eq(w->at[end - 2], S("or"))))
		for (size_t i = 0; i < sizeof befores / sizeof *befores; i++)
			if (str_eq(w->at[end - 1], str_c(befores[i]))) {
				*older = true;
				end -= 2;
				break;
			}
	size_t at = end;
	while (at > 1 && is_release_tail(w->at[at - 1]))
		at--;
	if (at < 2)
		return 0;
	bool labelled =
	        at > 2 && (str_eq(w->at[at - 2], S("v")) || str_eq(w->at[at - 2], S("version")) || str_eq(w->at[at - 2], S("versions")));
	if (!is_release(w->at[at - 1], labelled))
		return 0;
	at -= 1;
	struct str from = w->at[at];
	*text = (struct str){ from.ptr, (size_t)(w->at[end - 1].ptr + w->at[end - 1].len - from.ptr) };
	if (labelled)
		at--;
	*text = arena_str(a, *text);
	return at;
}

static int compare_words(const struct str *a, const struct str *b)
{
	return str_cmp(*a, *b);
}

/* The same words in any order, the first few left out. */
static void put_sorted_from(struct builder *b, struct words w, size_t strip)
{
	struct str *at = w.at + strip;
	size_t n = w.n - strip;
	if (n < 2)
		return;
	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && compare_words(&at[j], &at[j - 1]) < 0; j--) {
			struct str t = at[j];
			at[j] = at[j - 1];
			at[j - 1] = t;
		}
	uint64_t h = 0x736f72746564;
	for (size_t i = 0; i < n; i++)
		h = (h ^ match_glue(at, i, i + 1)) * UINT64_C(0x9E3779B97F4A7C15);
	put(b, h | 1, match_bag(at, 0, n), MATCH_RANK_WORDS, 0, false);
}

/* With and without leading words of the vendor's name: in "Identity Server, Signetarre" of Oriveda Identity the word belongs to the product. */
static void put_sorted(struct builder *b, const struct words *w)
{
	size_t strip = vendor_words(b->side, w);
	put_sorted_from(b, *w, strip);
	if (strip)
		put_sorted_from(b, *w, 0);
}

/* "Totally Integrated Automation Portal (TIA Portal) V18" is "TIA Portal V18" too. */
static void put_shorts(struct builder *b, const struct words *w)
{
	static const char *const not [] = { "incl", "including", "with", "all", "only", "not", "for", "without", "and", "or", "part", "see",
		"in", "on", "the" };
	for (size_t i = 0; i < w->n; i++) {
		if (w->at[i].ptr[0] != '(')
			continue;
		size_t end = i + 1;
		while (end < w->n && w->at[end].ptr[0] != ')')
			end++;
		size_t from = i + 1;
		if (from < end && (str_eq(w->at[from], S("formerly")) || str_eq(w->at[from], S("former"))))
			from++;
		bool skip = from >= end || i == 0;
		for (size_t k = 0; !skip && k < sizeof not / sizeof *not ; k++)
			skip = str_eq(w->at[from], str_c(not [k]));
		size_t letters = 0;
		for (size_t k = from; k < end && !skip; k++)
			letters += is_digit(w->at[k].ptr[0]) ? 0 : w->at[k].len;
		if (skip || letters < SHORT_MIN)
			continue;
		struct words out = {};
		for (size_t k = from; k < end; k++)
			out.at[out.n++] = w->at[k];
		for (size_t k = end; k < w->n; k++)
			if (w->at[k].ptr[0] != '(' && w->at[k].ptr[0] != ')')
				out.at[out.n++] = w->at[k];
		put_words(b, &out, MATCH_RANK_PART, MATCH_CUT_SHORT);
	}
}

static bool is_model_word(struct str w)
{
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i < w.len; i++) {
		digits += is_digit(w.ptr[i]);
		letters += !is_digit(w.ptr[i]) && w.ptr[i] != '.';
	}
	return digits >= 2 && letters >= 1 && w.len >= 4;
}

/* "cMT3071/cMT3072", "7SS85 and 7KE85": each model of a list by itself, behind the words before the list. */
static void put_list(struct builder *b, struct str raw)
{
	size_t first = raw.len;
	struct words head = {};
	unsigned items = 0;
	for (size_t at = 0; at < raw.len;) {
		size_t end = at;
		while (end < raw.len && !strchr("/,;", raw.ptr[end]) &&
		        !(raw.ptr[end] == ' ' && str_starts(str_slice(raw, end, raw.len), S(" and "))))
			end++;
		bool bounded = end < raw.len;
		struct str item = str_trim(str_slice(raw, at, end));
		struct words w = {};
		w.n = match_words(match_fold(b->arena, item), w.at, WORDS_MAX);
		w = flatten(&w, true);
		size_t next = bounded ? end + (raw.ptr[end] == ' ' ? 5 : 1) : end;
		if (w.n && first == raw.len && bounded && is_model_word(w.at[w.n - 1])) {
			first = at;
			head = w;
			head.n--;
			items = 1;
			if (head.n && head.n < WORDS_MAX)
				put_words(b, &w, MATCH_RANK_PART, MATCH_CUT_LIST);
			put(b, match_glue(w.at, w.n - 1, w.n), match_bag(w.at, w.n - 1, w.n), MATCH_RANK_PART, MATCH_CUT_LIST, false);
		} else if (w.n && first < raw.len && is_model_word(w.at[0]) && items < 6) {
			items++;
			put(b, match_glue(w.at, 0, 1), match_bag(w.at, 0, 1), MATCH_RANK_PART, MATCH_CUT_LIST, false);
			if (head.n && head.n < WORDS_MAX) {
				struct words with = head;
				with.at[with.n++] = w.at[0];
				put_words(b, &with, MATCH_RANK_PART, MATCH_CUT_LIST);
			}
		}
		at = next;
		if (!bounded)
			break;
	}
}

static void add_model(struct arena *a, struct match_side *s, struct str text)
{
	struct str folded = match_fold_pattern(a, text);
	if (s->n_models < MATCH_MODELS_MAX && folded.len)
		s->models[s->n_models++] = folded;
}

/* Adds the order numbers in a remark ("MLFB: 6ES7518-4AX00-1AC0, 6AG1518-4AX00-4AC0"); false when there is none. */
static bool remark_models(struct arena *a, struct match_side *s, struct str remark)
{
	bool found = false;
	while (remark.len) {
		size_t n = 0;
		while (n < remark.len && !strchr(",;/", remark.ptr[n]))
			n++;
		struct str piece = str_trim(str_slice(remark, 0, n));
		ptrdiff_t colon = str_find(piece, S(":"));
		if (colon >= 0)
			piece = str_trim(str_slice(piece, (size_t)colon + 1, piece.len));
		static const char *const labels[] = { "Part Number ", "Part No. ", "MLFB ", "Order No. ", "PN ", "P/N " };
		for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
			if (piece.len > strlen(labels[i]) && str_eq_fold(str_slice(piece, 0, strlen(labels[i])), str_c(labels[i])))
				piece = str_trim(str_slice(piece, strlen(labels[i]), piece.len));
		if (match_is_order_number(piece)) {
			add_model(a, s, piece);
			found = true;
		}
		remark = str_slice(remark, n < remark.len ? n + 1 : n, remark.len);
	}
	return found;
}

static size_t alnum_run(struct str s, size_t at)
{
	size_t n = at;
	while (n < s.len && (is_digit(s.ptr[n]) || (s.ptr[n] >= 'A' && s.ptr[n] <= 'Z') || (s.ptr[n] >= 'a' && s.ptr[n] <= 'z')))
		n++;
	return n - at;
}

/* An order number outside of parentheses, of the form 6GK5208-0GA00-2FC2 (blanks for hyphens too): its length, or 0. Others are not told from
 * model names. */
static size_t bare_model(struct str s)
{
	if (s.len < 13 || !is_digit(s.ptr[0]) || alnum_run(s, 0) != 7 || (s.ptr[7] != '-' && s.ptr[7] != ' ') || !is_digit(s.ptr[8]) ||
	        alnum_run(s, 8) != 5)
		return 0;
	if (s.len >= 18 && (s.ptr[13] == '-' || s.ptr[13] == ' ') && is_digit(s.ptr[14]) && alnum_run(s, 14) == 4)
		return 18;
	return 13;
}

/* The name without its order numbers, in parentheses or as words of their own; these go to the side's models. */
static struct str take_models(struct arena *a, struct match_side *s, struct str name)
{
	char *out = arena_bytes(a, name.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < name.len;) {
		size_t end = i;
		if (name.ptr[i] == '(') {
			size_t depth = 0;
			do {
				depth += name.ptr[end] == '(';
				depth -= name.ptr[end] == ')';
				end++;
			} while (end < name.len && depth);
			size_t inner_end = depth ? end : end - 1;
			if (remark_models(a, s, str_slice(name, i + 1, inner_end))) {
				i = end;
				continue;
			}
		} else if (i == 0 || name.ptr[i - 1] == ' ') {
			end = i + bare_model(str_slice(name, i, name.len));
			if (end > i && (n || end < name.len)) {
				add_model(a, s, str_slice(name, i, end));
				i = end;
				continue;
			}
		}
		size_t copy = end > i ? end - i : 1;
		memcpy(out + n, name.ptr + i, copy);
		n += copy;
		i += copy;
	}
	return (struct str){ out, n };
}

/* The name without its trailing release. */
static void put_release(struct builder *b, const struct words *full, const struct words *bare)
{
	struct str text = {};
	bool older;
	size_t left = cut_release(b->arena, bare, &text, &older);
	if (!left)
		return;
	struct match_side *s = b->side;
	s->series_text = text;
	s->series = version_prepare(b->arena, text);
	s->series_open = s->series.n_numbers >= 3 ? s->series : version_prepare(b->arena, arena_printf(b->arena, "%.*s.x", STR(text)));
	s->series_older = older;
	enum match_rank rank = bare->n == full->n ? MATCH_RANK_SERIES : MATCH_RANK_PART;
	struct words cut = *bare;
	cut.n = left;
	put_words(b, &cut, rank, MATCH_CUT_SERIES);
	cut = without_idle(&cut);
	put_words(b, &cut, rank, MATCH_CUT_SERIES);
	if (rank == MATCH_RANK_PART && cut_release(b->arena, full, &text, &older)) {
		cut = *full;
		cut.n = cut_release(b->arena, full, &text, &older);
		put_words(b, &cut, MATCH_RANK_SERIES, MATCH_CUT_SERIES);
	}
}

static void put_name(struct builder *b, struct str name)
{
	struct words all = {};
	all.n = match_words(name, all.at, WORDS_MAX);
	struct words full = flatten(&all, true), bare = flatten(&all, false);
	if (!bare.n)
		bare = full;
	enum match_rank bare_rank = bare.n == full.n ? MATCH_RANK_EXACT : MATCH_RANK_REMARK;
	put_words(b, &full, MATCH_RANK_EXACT, 0);
	put_words(b, &bare, bare_rank, 0);
	struct words full_words = without_idle(&full), bare_words = without_idle(&bare);
	put_words(b, &full_words, full_words.n == full.n ? MATCH_RANK_EXACT : MATCH_RANK_WORDS, 0);
	put_words(b, &bare_words, bare_words.n == full.n ? MATCH_RANK_EXACT : MATCH_RANK_WORDS, 0);
	put_sorted(b, &bare_words);
	put_glued(b, &full);
	put_glued(b, &bare_words);
	put_release(b, &full, &bare);
	put_shorts(b, &all);
}

/* Brackets as parentheses, all hyphens and dashes as '-'. */
static struct str plain_marks(struct arena *a, struct str text)
{
	char *out = arena_bytes(a, text.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++) {
		const unsigned char *p = (const unsigned char *)text.ptr + i;
		if (i + 2 < text.len && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0x95) { /* U+2010 to U+2015 */
			out[n++] = '-';
			i += 2;
		} else if (i + 1 < text.len && p[0] == 0xC2 && p[1] == 0xA0) {
			out[n++] = ' ';
			i++;
		} else {
			out[n++] = *p == '[' || *p == '{' ? '(' : *p == ']' || *p == '}' ? ')' : (char)*p;
		}
	}
	return (struct str){ out, n };
}

void match_readings_prepare(struct arena *a, const struct match_aliases *aliases, struct match_side *s)
{
	struct builder b = { .arena = a, .side = s };
	struct str name = take_models(a, s, plain_marks(a, s->product));
	s->models_named = s->n_models > 0;
	struct str folded = match_fold(a, name);
	match_alias_product(a, aliases, s->vendor_folded, &folded);
	if (!folded.len) /* nothing but an order number */
		folded = match_fold(a, s->product);
	put_name(&b, folded);
	put_list(&b, name);
	if (s->model.len) {
		struct str model = match_fold(a, s->model);
		if (match_is_order_number(str_trim(s->model))) {
			add_model(a, s, s->model);
		} else if (model.len) { /* "SCALANCE" and model "X208" */
			s->short_model = match_fold_pattern(a, s->model);
			put_name(&b, arena_printf(a, "%.*s %.*s", STR(folded), STR(model)));
			if (is_model_word(match_compact(a, model)))
				put_name(&b, model);
		}
	}
	if (match_is_order_number(str_trim(s->product)) && !s->n_models)
		add_model(a, s, s->product);
	s->readings = arena_array(a, struct match_reading, b.n);
	memcpy(s->readings, b.readings, b.n * sizeof *b.readings);
	s->n_readings = (uint8_t)b.n;
}
