/* SPDX-License-Identifier: Apache-2.0
 *
 * Blocking keys: what two sides must share to be compared at all. Must never be finer than match_name.
 */
#include "advisory/match_fold.h"
#include "advisory/match_inner.h"

enum { NUMBER_KEYS_MAX = 32, PATTERN_HEAD = 5 };

static uint64_t salted(uint64_t salt, struct str text)
{
	uint64_t h = str_hash(text, salt);
	return h ? h : 1;
}

static size_t put(uint64_t *keys, size_t n, uint64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return n;
	if (n < MATCH_KEYS_MAX)
		keys[n++] = key;
	return n;
}

static bool has_wildcard(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '?' || s.ptr[i] == '*')
			return true;
	return false;
}

/* An advisory's number: exact, or a pattern met by its head (or, when a wildcard stands early, by any number at all). A component's number is
 * met in all three ways. */
static size_t put_number(uint64_t *keys, size_t n, struct str number, uint64_t salt, bool is_product)
{
	struct str head = str_slice(number, 0, PATTERN_HEAD);
	bool pattern = is_product && has_wildcard(number), vague = has_wildcard(head) || head.len < PATTERN_HEAD;
	if (!pattern)
		n = put(keys, n, salted(salt, number));
	if (pattern ? !vague : !is_product)
		n = put(keys, n, salted(salt + 1, head));
	if (pattern ? vague : !is_product)
		n = put(keys, n, salt + 2);
	return n;
}

size_t match_keys(const struct match_side *s, uint64_t keys[MATCH_KEYS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_readings; i++)
		n = put(keys, n, s->readings[i].key);
	for (size_t i = 0; i < s->n_models && i < NUMBER_KEYS_MAX; i++)
		n = put_number(keys, n, s->models[i], 0x6d6f64656c00, s->is_product);
	if (s->short_model.len)
		n = put_number(keys, n, s->short_model, 0x6d6f64656c00, false);
	for (size_t i = 0; i < s->n_serials && i < NUMBER_KEYS_MAX; i++)
		n = put_number(keys, n, s->serials[i], 0x73657269616c, s->is_product);
	if (s->cpe && s->cpe->at[CPE_PRODUCT].kind == CPE_VALUE && !s->cpe->at[CPE_PRODUCT].wild)
		n = put(keys, n, salted(0x637065, s->cpe->at[CPE_PRODUCT].text));
	if (s->purl)
		n = put(keys, n, salted(str_hash(s->purl->type, 0x7075726c) ^ str_hash(s->purl->ns, 3), s->purl->name));
	return n;
}
