/* SPDX-License-Identifier: Apache-2.0
 *
 * The subtags of the IANA Language Subtag Registry, file date 2025-08-25, as lists of codes. Every argument is in lower case.
 */
#pragma once
#include "base/str.h"

/* A primary language subtag of 2 or 3 letters, qaa–qtz (private use) included. No longer ones are registered. */
bool registry_language(struct str code);
/* An extended language subtag, and language is its registered prefix. */
bool registry_extlang(struct str language, struct str code);
bool registry_script(struct str code);
/* Two letters or three digits. */
bool registry_region(struct str code);
bool registry_variant(struct str code);
/* A whole tag registered as grandfathered. */
bool registry_grandfathered(struct str tag);
