/* SPDX-License-Identifier: Apache-2.0
 *
 * Language tags after BCP 47 (RFC 5646): well formed, and valid against the IANA Language Subtag Registry. Pure.
 */
#pragma once
#include "base/str.h"

/* True when tag has the shape that CSAF's lang_t asks for: the langtag of RFC 5646 section 2.1, a private-use tag, or the irregular
 * tags i-default and i-mingo. Whether its subtags exist is not looked at. */
bool language_well_formed(struct str tag);
/* True when tag is well formed and valid (RFC 5646 section 2.2.9): every language, extlang, script, region and variant is registered (file date
 * 2025-08-25), an extlang stands behind its own prefix, no variant and no singleton comes twice, extensions are the registered t and u.
 * Subtags registered as deprecated or for private use count as registered. Prefixes of variants are advice and not looked at. */
bool language_valid(struct str tag);
