/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: vers URIs. What is read strictly writes back to the same text; a second line is asked for containment.
 */
#include "formats/vers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	struct err err = {};
	struct vers v;
	struct str text = { (const char *)data, size }, uri = str_cut(&text, '\n');
	if (uri.len > 2000)
		return 0;
	if (vers_read(&a, uri, &v, &err) && !str_eq(vers_text(&a, &v), uri))
		__builtin_trap();
	err_clear(&err);
	if (vers_read_lenient(&a, uri, &v, &err) && vers_simplify(&v) && text.len && v.star && vers_contains(&v, text) != 1)
		__builtin_trap();
	if (!err.kind && text.len)
		(void)vers_contains(&v, text);
	arena_end(&a);
	return 0;
}
