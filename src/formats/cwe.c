/* SPDX-License-Identifier: Apache-2.0
 *
 * Looks up weaknesses. Ids missing in the table are left alone: a wrong refusal would cost a warning, a missed misnomer costs nothing.
 */
#include "formats/cwe.h"

enum cwe_verdict cwe_check(struct str id, struct str name, const char **wanted)
{
	int64_t number = 0;
	if (!str_starts(id, S("CWE-")) || !str_int(str_slice(id, 4, id.len), &number))
		return CWE_UNKNOWN;
	unsigned low = 0, high = cwe_rows_n;
	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (cwe_rows[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == cwe_rows_n || cwe_rows[low].number != number)
		return CWE_UNKNOWN;
	if (!cwe_rows[low].name)
		return CWE_NO_WEAKNESS;
	*wanted = cwe_rows[low].name;
	return str_eq(name, str_c(*wanted)) ? CWE_RIGHT : CWE_WRONG_NAME;
}
