/* SPDX-License-Identifier: Apache-2.0
 *
 * Shared values: made once a version, kept as long as somebody holds them, forgotten when nobody has come in a long time.
 */
#include "base/cache.h"
#include "base/test.h"
#include <stdlib.h>
#include <string.h>

static unsigned made, ended;

static bool make_number(struct cx *cx, void **value)
{
	*value = (void *)(uintptr_t)arena_printf(&cx->a, "number %u", ++made).ptr;
	return true;
}

static bool make_pair(struct cx *cx, void **value)
{
	*value = (void *)(uintptr_t)cache_hold(cx, "number", 1, make_number); /* it stands on another */
	return *value != NULL;
}

static bool make_own(struct cx *cx, void *value)
{
	(void)cx;
	memset(value, 7, 16);
	made++;
	return true;
}

static void end_own(void *value)
{
	(void)value;
	ended++;
}

TEST(values_are_made_once_a_version_and_stay_while_they_are_held)
{
	struct cache *cache = cache_make();
	struct cx one = { .cache = cache, .now_us = 100 }, two = { .cache = cache, .now_us = 200 };
	made = 0;
	const char *a = cache_hold(&one, "pair", 5, make_pair);
	CHECK(made == 1 && strcmp(a, "number 1") == 0);
	CHECK(cache_hold(&two, "pair", 5, make_pair) == a && cache_hold(&two, "number", 1, make_number) == a && made == 1);
	/* Another version: the old one stays with who holds it. */
	const char *b = cache_hold(&two, "number", 2, make_number);
	CHECK(made == 2 && strcmp(b, "number 2") == 0 && strcmp(a, "number 1") == 0);
	cache_forget(cache, 200); /* somebody came at 200 */
	CHECK(cache_hold(&two, "number", 2, make_number) == b && made == 2);
	cache_forget(cache, 201);
	CHECK(strcmp(a, "number 1") == 0 && strcmp(b, "number 2") == 0); /* both are held */
	CHECK(cache_hold(&two, "number", 2, make_number) != b && made == 3);
	cache_let_go(&one);
	cache_let_go(&two);
	cache_forget(cache, INT64_MAX);
	arena_end(&one.a);
	arena_end(&two.a);
	free(cache);
}

TEST(borrowed_values_end_when_they_are_forgotten)
{
	struct cache *cache = cache_make();
	struct cx cx = { .cache = cache, .now_us = 100 };
	made = ended = 0;
	char *own = cache_borrow(&cx, "own", 1, 16, make_own, end_own);
	CHECK(made == 1 && own[15] == 7);
	cache_forget(cache, INT64_MAX); /* not while it is lent */
	CHECK(ended == 0);
	cache_return(&cx, "own", false);
	CHECK(cache_borrow(&cx, "own", 1, 16, make_own, end_own) == own && made == 1);
	cache_return(&cx, "own", true);
	CHECK(ended == 1);
	CHECK(cache_borrow(&cx, "own", 1, 16, make_own, end_own) && made == 2);
	cache_return(&cx, "own", false);
	cache_forget(cache, 100);
	CHECK(ended == 1);
	cache_forget(cache, 101);
	CHECK(ended == 2);
	arena_end(&cx.a);
	free(cache);
}
