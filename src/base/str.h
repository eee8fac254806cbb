/* SPDX-License-Identifier: Apache-2.0
 *
 * str: borrowed bytes with a length. Never owns, usually UTF-8, not necessarily NUL-terminated (arena_str's are).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *ptr;
	size_t len;
};

#define S(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR(s) (int)(s).len, (s).ptr /* for printf's %.*s */

/* The bytes of a NUL-terminated string; NULL gives the empty str. */
struct str str_c(const char *z);
bool str_eq(struct str a, struct str b);
/* Equal when ASCII letters are folded. */
bool str_eq_fold(struct str a, struct str b);
/* Byte order, shorter first on a tie: <0, 0, >0. The one collation of the program (PostgreSQL "C", SQLite BINARY). */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Index of the first needle in s, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* The bytes from..to (clamped). */
struct str str_slice(struct str s, size_t from, size_t to);
/* Cuts *rest at the first sep: the part before it is returned, *rest goes on behind it (empty and ptr NULL when it was the last). */
struct str str_cut(struct str *rest, char sep);
/* Decimal integer over the whole of s, optional sign; false when it is not one or does not fit. */
bool str_int(struct str s, int64_t *out);
/* Finite decimal number over the whole of s ('.' as decimal point whatever the locale); false otherwise. */
bool str_real(struct str s, double *out);
/* True when s is well-formed UTF-8 (RFC 3629: no overlong, no surrogates, ≤ U+10FFFF); else *bad is the offset of the first bad byte. */
bool str_utf8(struct str s, size_t *bad);
/* Makes p[0..n-1] one harmless line of UTF-8 in place: tabs and line ends become blanks; other control characters (C1 as well), line separators, marks
 * that turn the direction of text (U+202A–U+202E, U+2066–U+2069) and bytes that are no UTF-8 become '?', byte for byte. A character that the end cuts off
 * is left out. The length that remains (n, or up to 3 less). For foreign texts in lines that people and scripts trust. */
size_t str_one_line(char *p, size_t n);
/* 64-bit hash of s, keyed by seed; not for secrets. */
uint64_t str_hash(struct str s, uint64_t seed);
