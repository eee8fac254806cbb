/* SPDX-License-Identifier: Apache-2.0
 *
 * The pre-pass over JSON bytes: what RFC 8259 and RFC 3629 forbid and yajl lets through. Serves json.c only; others call json_parse.
 */
#pragma once
#include "base/str.h"

/* True when every byte of the text may go to yajl. Else false: *at is the offset of the first fault and *why says what it is, as half a
 * sentence for the person who sent the text (static). Looks at bytes and \u escapes, never at structure: a backslash or a byte beyond ASCII
 * outside a string is left for the lexer to refuse. */
bool json_prepass(struct str bytes, size_t *at, const char **why);
