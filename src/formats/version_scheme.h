/* SPDX-License-Identifier: Apache-2.0
 *
 * The orders of the ecosystems, each over two texts. Only version_scheme*.c use it. All answer VERSION_UNCOMPARABLE for a text that is no
 * version of theirs.
 */
#pragma once
#include "formats/version.h"

enum version_order scheme_semver(struct str a, struct str b);
enum version_order scheme_nuget(struct str a, struct str b);
enum version_order scheme_conan(struct str a, struct str b);
enum version_order scheme_openssl(struct str a, struct str b);
enum version_order scheme_intdot(struct str a, struct str b);
enum version_order scheme_datetime(struct str a, struct str b);
enum version_order scheme_deb(struct str a, struct str b); /* deb-version(7) */
enum version_order scheme_rpm(struct str a, struct str b); /* rpm-version(7), with ~ and ^ */
enum version_order scheme_alpm(struct str a, struct str b); /* vercmp(8): as rpm's older order, a letter behind is before */
enum version_order scheme_apk(struct str a, struct str b);
enum version_order scheme_gentoo(struct str a, struct str b); /* Package Manager Specification, algorithm 3 */
enum version_order scheme_maven(struct str a, struct str b); /* Maven POM reference, version order */
enum version_order scheme_pypi(struct str a, struct str b); /* PEP 440 */
enum version_order scheme_gem(struct str a, struct str b);

/* <0, 0, >0 as an order. */
static inline enum version_order scheme_order(int c)
{
	return c < 0 ? VERSION_LESS : c > 0 ? VERSION_GREATER : VERSION_EQUAL;
}
static inline bool scheme_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool scheme_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool scheme_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!scheme_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}
/* Order of two runs of digits of any length; empty is zero. */
int scheme_numbers(struct str a, struct str b);
/* Cuts the leading digits off *s. */
struct str scheme_cut_digits(struct str *s);
