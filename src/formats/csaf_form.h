/* SPDX-License-Identifier: Apache-2.0
 *
 * The forms that the CSAF 2.0 schema asks of texts (its patterns and formats), each as a function in linear time. Stays inside formats/csaf*.
 */
#pragma once
#include "base/str.h"

/* document.category: no white space, '-', '_' or '.' at either end; one line. */
bool csaf_form_category(struct str s);
/* tracking.id: no white space at either end; one line. */
bool csaf_form_tracking_id(struct str s);
/* version_t: an integer without leading zeros, or Semantic Versioning 2.0.0. */
bool csaf_form_version(struct str s);
bool csaf_form_cve(struct str s);
bool csaf_form_cwe_id(struct str s);
/* At least 32 hexadecimal digits. */
bool csaf_form_hash(struct str s);
/* A CPE 2.3 formatted string or a CPE 2.2 URI, over the whole of s. */
bool csaf_form_cpe(struct str s);
/* A URI that starts as a package URL does; test 6.1.13 looks closer. */
bool csaf_form_purl(struct str s);
/* date-time of RFC 3339 section 5.6: 'T' between date and time, an offset, real calendar days, second 60 only at 23:59 UTC. */
bool csaf_form_date_time(struct str s);
/* True when a version text names a range after test 6.1.31: it holds '<' or '>', or one of the words after, all, before, earlier, later, prior,
 * versions standing alone between white space. So the TC explains its test: "after-eight" is a version, and to this test so is a vers URI. */
bool csaf_form_is_range(struct str s);
/* True for the white space of ECMAScript's \s, in which the schema's patterns are written. */
bool csaf_form_is_space(uint32_t code_point);
/* The code point at *i, which moves behind it. s must be well-formed UTF-8. */
uint32_t csaf_form_code_point(struct str s, size_t *i);
