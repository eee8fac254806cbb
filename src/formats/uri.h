/* SPDX-License-Identifier: Apache-2.0
 *
 * URIs after RFC 3986: is this text one? Pure; resolves and fetches nothing.
 */
#pragma once
#include "base/str.h"

/* True when s is an absolute URI by the grammar of RFC 3986 appendix A (scheme ":" hier-part, optional query and fragment). Relative
 * references, white space, unescaped non-ASCII bytes and broken percent escapes are refused. Scheme-specific rules are not looked at. */
bool uri_valid(struct str s);
