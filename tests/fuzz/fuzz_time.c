/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: times. What is taken must be written as RFC 3339 and read again as the same instant; any integer can be written.
 */
#include "base/time.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {};
	int64_t us = 0, back = 0, any = 0;
	if (time_parse((struct str){ (const char *)data, size }, &us)) {
		struct str text = time_text(&a, us);
		if (!time_parse(text, &back) || back != us || !str_starts(text, time_date(&a, us)) || time_date(&a, us).len != 10)
			__builtin_trap();
	}
	if (size >= sizeof any) {
		char z[TIME_TEXT_MAX];
		memcpy(&any, data, sizeof any);
		if (time_print(z, any) != strlen(z) || (any != TIME_NONE && strlen(z) < 20))
			__builtin_trap();
	}
	arena_end(&a);
	return 0;
}
