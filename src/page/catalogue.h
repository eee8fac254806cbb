/* SPDX-License-Identifier: Apache-2.0
 *
 * Message catalogues: the texts of one language as a sorted C table made from po/XX.po by tools/poc, its plural rule and its numbers.
 * English is the language of the source: its catalogue holds no messages.
 */
#pragma once
#include "base/buf.h"
#include "base/str.h"

/* Which form a count takes; the order of forms is that of the Plural-Forms line of po/XX.po. */
enum plural_rule {
	PLURAL_NONE, /* zh: one form */
	PLURAL_ONE, /* en: n != 1 */
	PLURAL_FRENCH, /* fr: n > 1 */
	PLURAL_SPANISH, /* es: n != 1 */
	PLURAL_RUSSIAN, /* ru: 1, 2–4, rest; by the last digits */
	PLURAL_ARABIC, /* ar: 0, 1, 2, 3–10, 11–99, rest; by the last two digits from 3 on */
};

struct catalogue_message {
	const char *id; /* the English text (of a plural: its singular) */
	const char *const *text; /* one text, or as many as the language has forms */
	bool plural;
};

struct catalogue {
	const char *code; /* "ar": BCP 47 */
	const char *name; /* what its speakers call it */
	bool rtl; /* written from right to left */
	enum plural_rule plural;
	const char *group; /* between thousands */
	int group_from; /* digits from which thousands are set apart: 4, or 5 where four digits stand together */
	const struct catalogue_message *at; /* sorted by id in byte order */
	size_t n;
};

/* Every language of the program, English first; made by tools/poc. */
extern const struct catalogue page_catalogues[];
extern const size_t page_catalogues_n;

/* The catalogue of a code ("ar", "ar-EG", case ignored); NULL when there is none. */
const struct catalogue *catalogue_find(struct str code);
/* The best catalogue for an Accept-Language header (RFC 9110, q values obeyed); English when none fits or the header is empty. */
const struct catalogue *catalogue_negotiate(struct str accept_language);
/* The text of an English one; itself when it is not translated. Borrowed, static. NULL catalogue = English. */
struct str catalogue_text(const struct catalogue *c, const char *id);
/* The form of a counted text for n: `one` and `many` are the English ones, `one` is the key. */
struct str catalogue_text_n(const struct catalogue *c, const char *one, const char *many, int64_t n);
/* Index of the form for n (sign ignored). Method: the Plural-Forms expressions of GNU gettext for these languages. */
unsigned catalogue_plural(enum plural_rule rule, int64_t n);
/* A whole number with the language's separators, Western digits. */
void catalogue_number(const struct catalogue *c, struct buf *b, int64_t v);

/* Marks an English text that stands in a table for the catalogues; where it is shown, tr() finds its translation. */
#define tr_later(english) english
