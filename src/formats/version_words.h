/* SPDX-License-Identifier: Apache-2.0
 *
 * The words of range texts: phrases, where a version begins and ends, plain spelling. Only version_range.c uses it.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

/* The text with odd blanks, and any '_' that is not inside a version, as blanks, ≤ ≥ – — as "<=" ">=" '-'; trimmed. Lives in the arena. */
struct str words_plain(struct arena *a, struct str text);
/* Percent-escapes decoded; a broken one stays as it is. */
struct str words_unescape(struct arena *a, struct str text);
/* Length of the phrase at the start of text (case folded, any run of blanks between its words), 0 when it is not there or the word goes on. */
size_t words_match(struct str text, const char *phrase);
/* Does the phrase stand anywhere in text, as whole words? */
bool words_find(struct str text, const char *phrase);
/* Length of the version at the start of text with the words that belong to it ("V14 SP1 Update 14", "3.4.2 Build 16102416", "June 30 2015"),
 * 0 when there is none. bare: after a written comparator letters alone are one too ("<=W"). *split is the offset of the hyphen when it may be two
 * ("12.4.1-12.4.11"), else 0. */
size_t words_version(struct str text, bool bare, size_t *split);
/* Does a version begin here, labels such as "version" and "V" skipped? */
bool words_begin_version(struct str text);
/* Length of the word at the start, at least 1. */
size_t words_skip(struct str text);
/* Does any of the characters occur? */
bool strchr_any(struct str text, const char *chars);
