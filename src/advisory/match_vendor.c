/* SPDX-License-Identifier: Apache-2.0
 *
 * Vendors: legal forms dropped, initials, several companies in one text, near misses in spelling. Must never take two companies for one
 * because of a word that many bear ("Automation", "Systems").
 */
#include "advisory/match_fold.h"
#include "advisory/match_inner.h"
#include <string.h>

enum { VENDOR_WORDS_MAX = 24, NEAR_MISS_MIN = 6 };

static size_t core_words(struct str folded, struct str *words)
{
	struct str all[VENDOR_WORDS_MAX];
	size_t n = match_words(folded, all, VENDOR_WORDS_MAX), kept = 0, depth = 0;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(all[i], S("(")))
			depth++;
		else if (str_eq(all[i], S(")")))
			depth -= depth > 0;
		else if (!depth && !match_is_legal_word(all[i]))
			words[kept++] = all[i];
	}
	if (!kept) /* nothing but legal forms and remarks: then they are the name */
		for (size_t i = 0; i < n; i++)
			if (all[i].ptr[0] != '(' && all[i].ptr[0] != ')')
				words[kept++] = all[i];
	return kept;
}

struct str match_vendor_core(struct arena *a, struct str folded)
{
	struct str words[VENDOR_WORDS_MAX];
	size_t n = core_words(folded, words), len = 0;
	char *out = arena_bytes(a, folded.len + 1);
	for (size_t i = 0; i < n; i++) {
		memcpy(out + len, words[i].ptr, words[i].len);
		len += words[i].len;
	}
	return (struct str){ out, len };
}

/* Initials of the words, or a short name given in parentheses: "Becton, Dickinson and Company (BD)", "General Electric". */
static uint64_t initials(struct str folded, const struct str *words, size_t n)
{
	struct str all[VENDOR_WORDS_MAX];
	size_t m = match_words(folded, all, VENDOR_WORDS_MAX);
	for (size_t i = 0; i + 2 < m; i++)
		if (str_eq(all[i], S("(")) && str_eq(all[i + 2], S(")")) && all[i + 1].len <= 6)
			return match_glue(all, i + 1, i + 2);
	if (n < 2)
		return 0;
	char text[VENDOR_WORDS_MAX];
	for (size_t i = 0; i < n; i++)
		text[i] = words[i].ptr[0];
	struct str one = { text, n };
	return match_glue(&one, 0, 1);
}

static bool common_word(uint64_t h)
{
	static const char *const common[] = { "automation", "electric", "electronics", "electronic", "systems", "system", "technologies",
		"technology", "software", "controls", "control", "industrial", "medical", "networks", "network", "solutions", "energy",
		"security", "group", "international", "digital", "healthcare", "open", "source", "instruments", "engineering", "power",
		"computing", "general", "products", "devices", "industries", "communications", "american", "national", "global", "data",
		"smart" };
	for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
		struct str w = str_c(common[i]);
		if (match_glue(&w, 0, 1) == h)
			return true;
	}
	return false;
}

void match_vendor_prepare(struct arena *a, const struct match_aliases *aliases, struct match_side *s)
{
	struct str folded = match_fold(a, s->vendor), words[VENDOR_WORDS_MAX], written[VENDOR_WORDS_MAX];
	size_t n_written = core_words(folded, written);
	struct str core = match_vendor_core(a, folded);
	if (!core.len || str_eq(core, S("unknown")) || str_eq(core, S("na")))
		return;
	if (match_alias_vendor(aliases, core, &folded))
		core = match_vendor_core(a, folded);
	size_t n = core_words(folded, words);
	s->vendor_many = str_eq(words[0], S("multiple")) || str_eq(words[0], S("various")) || str_eq(words[0], S("several"));
	s->vendor_folded = core;
	s->vendor_first = n > 1 && words[0].len > 2 && !common_word(match_glue(words, 0, 1)) ? words[0] : (struct str){ "", 0 };
	s->vendor_hash = match_glue(&core, 0, 1);
	s->vendor_initials = initials(folded, words, n);
	s->vendor_words = arena_array(a, uint64_t, n + n_written);
	for (size_t i = 0; i < n; i++)
		s->vendor_words[i] = match_glue(words, i, i + 1);
	for (size_t i = 0; i < n_written; i++) /* names may repeat the vendor as it is written, alias or not */
		s->vendor_words[n + i] = match_glue(written, i, i + 1);
	s->n_vendor_words = (uint8_t)n;
	s->n_strip_words = (uint8_t)(n + n_written);
}

/* At most one letter wrong, missing, too many, or two swapped. */
static bool near_miss(struct str a, struct str b)
{
	if (a.len > b.len) {
		struct str t = a;
		a = b;
		b = t;
	}
	if (a.len < NEAR_MISS_MIN || b.len - a.len > 1)
		return false;
	size_t i = 0, j = a.len, k = b.len;
	while (i < a.len && a.ptr[i] == b.ptr[i])
		i++;
	while (j > i && a.ptr[j - 1] == b.ptr[k - 1]) {
		j--;
		k--;
	}
	if (k - i <= 1)
		return true;
	return j - i == 2 && k - i == 2 && a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i];
}

static bool has_word(const struct match_side *s, uint64_t h)
{
	for (size_t i = 0; i < s->n_vendor_words; i++)
		if (s->vendor_words[i] == h)
			return true;
	return false;
}

unsigned match_vendor_score(const struct match_side *a, const struct match_side *b)
{
	if (!a->vendor_hash || !b->vendor_hash)
		return 75;
	if (a->vendor_hash == b->vendor_hash)
		return 100;
	if (a->vendor_many || b->vendor_many)
		return 80;
	const struct match_side *few = a->n_vendor_words <= b->n_vendor_words ? a : b, *many = few == a ? b : a;
	size_t shared = 0;
	bool telling = false;
	for (size_t i = 0; i < few->n_vendor_words; i++)
		if (has_word(many, few->vendor_words[i])) {
			shared++;
			telling |= !common_word(few->vendor_words[i]);
		}
	if (shared == few->n_vendor_words && telling)
		return 95;
	if (a->vendor_initials == b->vendor_hash || b->vendor_initials == a->vendor_hash ||
	        (a->vendor_initials && a->vendor_initials == b->vendor_initials && shared))
		return 92;
	if (near_miss(a->vendor_folded, b->vendor_folded))
		return 90;
	struct str shorter = a->vendor_folded.len < b->vendor_folded.len ? a->vendor_folded : b->vendor_folded,
	           longer = shorter.ptr == a->vendor_folded.ptr ? b->vendor_folded : a->vendor_folded;
	if (shorter.len >= NEAR_MISS_MIN && str_starts(longer, shorter))
		return 90; /* "AutomationDirect" and "Automation Direct.com" */
	return telling ? 82 : 0;
}
