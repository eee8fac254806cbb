/* SPDX-License-Identifier: Apache-2.0
 *
 * Looking up messages, plural forms and number separators of a language. Must never depend on the process locale: each viewer has a
 * language of their own, and workers serve several at once.
 */
#include "page/catalogue.h"
#include <stdio.h>
#include <string.h>

const struct catalogue *catalogue_find(struct str code)
{
	for (size_t i = 0; i < page_catalogues_n; i++) {
		struct str known = str_c(page_catalogues[i].code), head = str_slice(code, 0, known.len);
		if (str_eq_fold(head, known) && (code.len == known.len || code.ptr[known.len] == '-'))
			return &page_catalogues[i];
	}
	return NULL;
}

const struct catalogue *catalogue_negotiate(struct str accept_language)
{
	const struct catalogue *best = page_catalogues;
	double best_q = 0;
	while (accept_language.len) {
		struct str range = str_cut(&accept_language, ','), tag = str_trim(str_cut(&range, ';'));
		double q = 1;
		range = str_trim(range);
		if (str_starts(range, S("q=")) && !str_real(str_slice(range, 2, range.len), &q))
			q = 0;
		const struct catalogue *c = catalogue_find(tag);
		if (c && q > best_q) {
			best = c;
			best_q = q;
		}
	}
	return best;
}

static const struct catalogue_message *message_find(const struct catalogue *c, const char *id)
{
	size_t low = 0, high = c ? c->n : 0;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(id, c->at[middle].id);
		if (order == 0)
			return &c->at[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct str catalogue_text(const struct catalogue *c, const char *id)
{
	const struct catalogue_message *m = message_find(c, id);
	return str_c(m ? m->text[0] : id);
}

struct str catalogue_text_n(const struct catalogue *c, const char *one, const char *many, int64_t n)
{
	const struct catalogue_message *m = message_find(c, one);
	if (m && m->plural)
		return str_c(m->text[catalogue_plural(c->plural, n)]);
	return str_c(n == 1 ? one : many);
}

unsigned catalogue_plural(enum plural_rule rule, int64_t n)
{
	uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n, ten = u % 10, hundred = u % 100;
	switch (rule) {
	case PLURAL_NONE: return 0;
	case PLURAL_FRENCH: return u > 1;
	case PLURAL_RUSSIAN:
		if (ten == 1 && hundred != 11)
			return 0;
		return ten >= 2 && ten <= 4 && (hundred < 10 || hundred >= 20) ? 1 : 2;
	case PLURAL_ARABIC:
		if (u < 3)
			return (unsigned)u;
		return hundred >= 3 && hundred <= 10 ? 3 : hundred >= 11 ? 4 : 5;
	case PLURAL_ONE:
	case PLURAL_SPANISH: break;
	}
	return u != 1;
}

void catalogue_number(const struct catalogue *c, struct buf *b, int64_t v)
{
	char digits[24];
	const char *group = c ? c->group : ",";
	int n = snprintf(digits, sizeof digits, "%llu", v < 0 ? -(unsigned long long)v : (unsigned long long)v);
	bool apart = n >= (c ? c->group_from : 4);
	if (v < 0)
		buf_put(b, S("\u2212")); /* the minus sign, which no line break or screen reader takes for a hyphen */
	for (int i = 0; i < n; i++) {
		if (apart && i && (n - i) % 3 == 0)
			buf_put(b, str_c(group));
		buf_char(b, digits[i]);
	}
}
