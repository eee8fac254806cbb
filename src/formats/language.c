/* SPDX-License-Identifier: Apache-2.0
 *
 * BCP 47 language tags. Must never allocate and never ask the system's locale data, which differ from machine to machine.
 */
#include "formats/language.h"
#include "formats/language_registry.h"
#include <string.h>

enum { SUBTAGS_MAX = 64 };

/* A tag cut at its hyphens, in lower case. */
struct subtags {
	struct str at[SUBTAGS_MAX];
	size_t n;
	char text[SUBTAGS_MAX * 9];
};

/* What the well-formed part of a tag consists of; indices into subtags. */
struct tag_shape {
	bool whole; /* private use or irregular: nothing more to check */
	size_t extlangs, script, region, variants, variants_end, extensions, end;
};

static bool alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool all_alpha(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < 'a')
			return false;
	return true;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] > '9')
			return false;
	return true;
}

static bool subtags_cut(struct subtags *t, struct str tag)
{
	if (tag.len == 0 || tag.len >= sizeof t->text)
		return false;
	for (size_t i = 0; i < tag.len; i++) {
		char c = tag.ptr[i];
		t->text[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
		if (!alnum(t->text[i]) && c != '-')
			return false;
	}
	struct str rest = { t->text, tag.len };
	for (t->n = 0; rest.ptr; t->n++) {
		if (t->n == SUBTAGS_MAX)
			return false;
		t->at[t->n] = str_cut(&rest, '-');
		if (t->at[t->n].len == 0 || t->at[t->n].len > 8)
			return false;
	}
	return true;
}

static bool is_variant(struct str s)
{
	return s.len >= 5 || (s.len == 4 && all_digits(str_slice(s, 0, 1)));
}

/* singleton followed by subtags of at least min letters; gives the index behind them, or 0 when there are none. */
static size_t behind_singleton(const struct subtags *t, size_t i, size_t min)
{
	size_t first = ++i;
	while (i < t->n && t->at[i].len >= min)
		i++;
	return i > first ? i : 0;
}

static bool shape_read(const struct subtags *t, struct tag_shape *s)
{
	*s = (struct tag_shape){};
	const struct str *at = t->at;
	if (at[0].len == 1) {
		s->whole = true;
		if (at[0].ptr[0] == 'i')
			return t->n == 2 && (str_eq(at[1], S("default")) || str_eq(at[1], S("mingo")));
		return at[0].ptr[0] == 'x' && behind_singleton(t, 0, 1) == t->n;
	}
	if (!all_alpha(at[0]))
		return false;
	size_t i = 1;
	while (at[0].len <= 3 && i < t->n && i <= 3 && at[i].len == 3 && all_alpha(at[i]))
		i++;
	s->extlangs = i - 1;
	if (i < t->n && at[i].len == 4 && all_alpha(at[i]))
		s->script = i++;
	if (i < t->n && ((at[i].len == 2 && all_alpha(at[i])) || (at[i].len == 3 && all_digits(at[i]))))
		s->region = i++;
	s->variants = i;
	while (i < t->n && is_variant(at[i]))
		i++;
	s->variants_end = s->extensions = i;
	while (i && i < t->n && at[i].len == 1 && at[i].ptr[0] != 'x')
		i = behind_singleton(t, i, 2);
	s->end = i;
	if (i && i < t->n && at[i].len == 1)
		i = behind_singleton(t, i, 1);
	return i == t->n;
}

bool language_well_formed(struct str tag)
{
	struct subtags t;
	struct tag_shape s;
	return subtags_cut(&t, tag) && shape_read(&t, &s);
}

static bool no_repeats(const struct subtags *t, size_t from, size_t to, bool singletons)
{
	for (size_t i = from; i < to; i++)
		for (size_t k = i + 1; k < to; k++)
			if (str_eq(t->at[i], t->at[k]) && (!singletons || t->at[i].len == 1))
				return false;
	return true;
}

static bool extensions_registered(const struct subtags *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (t->at[i].len == 1 && t->at[i].ptr[0] != 't' && t->at[i].ptr[0] != 'u')
			return false;
	return no_repeats(t, from, to, true);
}

bool language_valid(struct str tag)
{
	struct subtags t;
	struct tag_shape s;
	if (!subtags_cut(&t, tag) || !shape_read(&t, &s))
		return false;
	if (s.whole || registry_grandfathered((struct str){ t.text, tag.len }))
		return true;
	if (!registry_language(t.at[0]) || s.extlangs > 1 || (s.extlangs && !registry_extlang(t.at[0], t.at[1])))
		return false;
	if ((s.script && !registry_script(t.at[s.script])) || (s.region && !registry_region(t.at[s.region])))
		return false;
	for (size_t i = s.variants; i < s.variants_end; i++)
		if (!registry_variant(t.at[i]))
			return false;
	return no_repeats(&t, s.variants, s.variants_end, false) && extensions_registered(&t, s.extensions, s.end);
}
