/* SPDX-License-Identifier: Apache-2.0
 *
 * UUID version 7 (RFC 9562, section 5.7) and the rule for keepers' ids. Must never give two records the same id: 74 bits are random.
 */
#include "base/id.h"
#include "base/hash.h"
#include <string.h>

struct str id_uuid7(struct arena *a, int64_t now_us)
{
	uint64_t ms = now_us > 0 ? (uint64_t)now_us / 1000 : 0;
	uint8_t b[16];
	random_bytes(b, sizeof b);
	for (int i = 0; i < 6; i++)
		b[i] = (uint8_t)(ms >> (40 - 8 * i));
	b[6] = (b[6] & 0x0f) | 0x70; /* version 7 */
	b[8] = (b[8] & 0x3f) | 0x80; /* the variant of RFC 9562 */
	struct str h = hex(a, b, sizeof b);
	return arena_printf(a, "%.8s-%.4s-%.4s-%.4s-%.12s", h.ptr, h.ptr + 8, h.ptr + 12, h.ptr + 16, h.ptr + 20);
}

/* White space beyond ASCII (Unicode property White_Space), C1 controls included; s is UTF-8 and starts with the character. */
static bool is_wide_blank(struct str s)
{
	static const char *const blanks[] = { "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
		"\xe3\x80\x80" };
	const unsigned char *p = (const unsigned char *)s.ptr;
	if (p[0] == 0xc2)
		return p[1] <= 0xa0;
	if (s.len >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] <= 0x8a)
		return true;
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (str_starts(s, str_c(blanks[i])))
			return true;
	return false;
}

bool id_valid(struct str id)
{
	if (id.len < 1 || id.len > 200 || !str_utf8(id, NULL) || str_eq(id, S(".")) || str_eq(id, S("..")))
		return false;
	for (size_t i = 0; i < id.len; i++) {
		unsigned char c = (unsigned char)id.ptr[i];
		if (c <= 0x20 || c == 0x7f || strchr("\"<>\\`{}|^", c))
			return false;
		if (c >= 0xc0 && is_wide_blank(str_slice(id, i, id.len)))
			return false;
	}
	return true;
}
