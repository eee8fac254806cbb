/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding of names for matching: case, accents, punctuation and broken encodings away; words, remarks and order numbers apart. Only the match
 * files use it.
 */
#pragma once
#include "advisory/match.h"

/* The name in lower case ASCII letters and digits where it has them, words separated by one blank, '.' kept between digits, "(" and ")" as words
 * of their own. Text broken by reading UTF-8 as Latin-1 is mended. */
struct str match_fold(struct arena *a, struct str text);
/* The folded text without blanks, but '_' where two digits would meet. */
struct str match_compact(struct arena *a, struct str folded);
/* Hash of the words from..to-1, glued as in match_compact; never 0. */
uint64_t match_glue(const struct str *words, size_t from, size_t to);
/* Blocking key of the words from..to-1: of their characters in any order; never 0. */
uint64_t match_bag(const struct str *words, size_t from, size_t to);
/* Splits a folded text at blanks; at most max words. */
size_t match_words(struct str folded, struct str *words, size_t max);
/* Does text look like an order number ("6GK5208-0GA00-2FC2", "2866514")? */
bool match_is_order_number(struct str text);
/* Is the folded word one that carries no identity (series, family, firmware …)? */
bool match_is_idle_word(struct str word);
/* Is the folded word a legal form (gmbh, inc …) or a filler in a company's name? */
bool match_is_legal_word(struct str word);
/* An order or serial number in lower case letters and digits, the wildcards ? and * kept. */
struct str match_fold_pattern(struct arena *a, struct str text);
