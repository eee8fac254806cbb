/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of str, arena, buf, vec, map and err. map and the UTF-8 check are compared with naive twins on random input.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/test.h"
#include "base/vec.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(str_compares_and_finds)
{
	CHECK(str_eq(S(""), (struct str){}));
	CHECK(str_eq(S("ab"), str_c("ab")) && !str_eq(S("ab"), S("aB")));
	CHECK(str_eq_fold(S("Ab-1"), S("aB-1")) && !str_eq_fold(S("a"), S("b")) && !str_eq_fold(S("@"), S("`")));
	CHECK(str_c(NULL).len == 0);
	CHECK(str_cmp(S("a"), S("b")) < 0 && str_cmp(S("b"), S("a")) > 0 && str_cmp(S("a"), S("a")) == 0);
	CHECK(str_cmp(S("a"), S("ab")) < 0 && str_cmp(S(""), S("")) == 0);
	CHECK(str_cmp(S("z"), S("\xc3\xa4")) < 0);
	CHECK(str_starts(S("pump"), S("pu")) && !str_starts(S("p"), S("pu")) && str_starts(S("p"), S("")));
	CHECK(str_ends(S("pump"), S("mp")) && !str_ends(S("p"), S("mp")) && str_ends(S(""), S("")));
	CHECK(str_find(S("abcabc"), S("ca")) == 2 && str_find(S("abc"), S("x")) == -1 && str_find(S(""), S("x")) == -1);
	CHECK(str_find(S("abc"), S("")) == 0);
}

TEST(str_cuts)
{
	CHECK_STR(str_trim(S(" \t a b\r\n")), S("a b"));
	CHECK_STR(str_trim(S(" \n")), S(""));
	CHECK_STR(str_slice(S("abcdef"), 2, 4), S("cd"));
	CHECK_STR(str_slice(S("abc"), 2, 9), S("c"));
	CHECK_STR(str_slice(S("abc"), 5, 2), S(""));
	struct str rest = S("a,,b");
	CHECK_STR(str_cut(&rest, ','), S("a"));
	CHECK_STR(str_cut(&rest, ','), S(""));
	CHECK(rest.ptr != NULL);
	CHECK_STR(str_cut(&rest, ','), S("b"));
	CHECK(rest.ptr == NULL && rest.len == 0);
}

TEST(str_reads_numbers)
{
	int64_t v = 7;
	CHECK(str_int(S("9223372036854775807"), &v) && v == INT64_MAX);
	CHECK(str_int(S("-9223372036854775808"), &v) && v == INT64_MIN);
	CHECK(str_int(S("+12"), &v) && v == 12);
	v = 7;
	CHECK(!str_int(S("9223372036854775808"), &v) && !str_int(S("-9223372036854775809"), &v));
	CHECK(!str_int(S(""), &v) && !str_int(S("-"), &v) && !str_int(S("1 "), &v) && !str_int(S("0x1"), &v));
	CHECK(v == 7);
	double d = 0;
	CHECK(str_real(S("-1.5e3"), &d) && d == -1500.0);
	CHECK(!str_real(S("nan"), &d) && !str_real(S("inf"), &d) && !str_real(S("0x1p3"), &d) && !str_real(S("1e999"), &d));
	CHECK(!str_real(S(""), &d) && !str_real(S("1,5"), &d) && !str_real(S("1.5 "), &d));
}

/* The definition, slowly: decode by the bits, then ask whether the number was allowed to be written so. */
static bool utf8_naive(struct str s, size_t *bad)
{
	for (size_t i = 0, n; i < s.len; i += n) {
		unsigned char c = (unsigned char)s.ptr[i];
		uint32_t v = c < 0x80 ? c : c & (0x7fu >> (c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4));
		n = c < 0x80 ? 1 : c < 0xc0 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf8 ? 4 : 0;
		bool good = n > 0 && i + n <= s.len;
		for (size_t k = 1; good && k < n; k++) {
			unsigned char follow = (unsigned char)s.ptr[i + k];
			good = follow / 64 == 2;
			v = v * 64 + follow % 64;
		}
		static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
		if (!good || v < least[n] || v > 0x10ffff || (v >= 0xd800 && v < 0xe000)) {
			*bad = i;
			return false;
		}
	}
	return true;
}

TEST(utf8_agrees_with_its_naive_twin)
{
	static const unsigned char edges[] = { 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
		0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff };
	struct rng r = rng_make(8);
	unsigned differ = 0, good = 0;
	for (int round = 0; round < 300000; round++) {
		char z[8];
		size_t n = rng_below(&r, sizeof z + 1), bad = 99, bad_naive = 99;
		for (size_t i = 0; i < n; i++)
			z[i] = (char)edges[rng_below(&r, sizeof edges)];
		bool a = str_utf8((struct str){ z, n }, &bad), b = utf8_naive((struct str){ z, n }, &bad_naive);
		differ += a != b || bad != bad_naive;
		good += a;
	}
	CHECK(differ == 0);
	CHECK(good > 1000);
}

TEST(str_hash_depends_on_every_byte_and_the_seed)
{
	char z[40] = "";
	uint64_t plain = str_hash((struct str){ z, sizeof z }, 1);
	for (size_t i = 0; i < sizeof z; i++) {
		z[i] = 1;
		CHECK(str_hash((struct str){ z, sizeof z }, 1) != plain);
		z[i] = 0;
	}
	CHECK(str_hash((struct str){ z, sizeof z }, 2) != plain);
	CHECK(str_hash((struct str){ z, 3 }, 1) != str_hash((struct str){ z, 4 }, 1));
	CHECK(str_hash((struct str){}, 1) == str_hash(S(""), 1));
}

TEST(arena_gives_zeroed_aligned_memory)
{
	struct arena a;
	arena_init(&a, 0);
	for (size_t n = 0; n < 5000; n += 7) {
		char *p = arena_alloc(&a, n);
		bool zero = true;
		for (size_t i = 0; i < n; i++)
			zero = zero && p[i] == 0;
		CHECK(zero && (uintptr_t)p % _Alignof(max_align_t) == 0);
		memset(p, 0xff, n);
		memset(arena_bytes(&a, 3), 0xff, 3);
	}
	char *large = arena_alloc(&a, 9u << 20);
	large[(9u << 20) - 1] = 1;
	CHECK(a.used_bytes > 9u << 20);
	arena_reset(&a);
	CHECK(a.used_bytes < 64u << 10);
	CHECK(*(char *)arena_alloc(&a, 1) == 0);
	arena_end(&a);
	CHECK(a.used_bytes == 0 && a.head == NULL);
	arena_reset(&a);
	arena_end(&a);
}

TEST(arena_keeps_its_first_block)
{
	struct arena a = {};
	char *first = arena_alloc(&a, 100);
	arena_bytes(&a, 9u << 20);
	CHECK((char *)arena_alloc(&a, 16) - first < 1000); /* a large piece does not end the block that the others share */
	CHECK(a.used_bytes > 9u << 20);
	arena_reset(&a);
	CHECK(a.used_bytes < 64 << 10 && arena_alloc(&a, 100) == (void *)first);
	arena_end(&a);
}

TEST(arena_makes_texts)
{
	struct arena a = {};
	struct str s = arena_str(&a, S("abc"));
	CHECK_STR(s, S("abc"));
	CHECK(s.ptr[3] == 0);
	CHECK(arena_str(&a, (struct str){}).ptr[0] == 0);
	CHECK_STR(arena_printf(&a, "%d-%s", 7, "x"), S("7-x"));
	struct str wide = arena_printf(&a, "%05000d", 1);
	CHECK(wide.len == 5000 && wide.ptr[5000] == 0);
	arena_end(&a);
}

/* Signal that ended a child that asks for n items of size bytes from an arena bounded at 64 kB; 0 when it lived. */
static int death_of(size_t size, size_t n)
{
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		struct arena a;
		arena_init(&a, 64 << 10);
		close(STDERR_FILENO);
		signal(SIGABRT, SIG_DFL);
		arena_alloc_array(&a, size, n);
		_exit(0);
	}
	int status = 0;
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

TEST(arena_ends_the_process_beyond_its_bound)
{
	CHECK(death_of(1, 1000) == 0);
	CHECK(death_of(1, 65 << 10) != 0);
	CHECK(death_of(1, (64 << 10) - 64) == 0); /* what fits with its block's head fits */
	CHECK(death_of(SIZE_MAX / 2, 3) != 0);
}

TEST(buf_grows_up_to_its_maximum)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 1000);
	CHECK_STR(buf_str(&b), S(""));
	CHECK(buf_space(&b, 0) != NULL);
	buf_put(&b, S("x="));
	buf_int(&b, INT64_MIN);
	buf_char(&b, ';');
	buf_printf(&b, "%s|%u", "y", 3u);
	CHECK_STR(buf_str(&b), S("x=-9223372036854775808;y|3"));
	memcpy(buf_space(&b, 2), "zz", 2);
	buf_add(&b, 2);
	CHECK(str_ends(buf_str(&b), S("|3zz")));
	buf_clear(&b);
	buf_printf(&b, "%0600d", 5);
	CHECK(b.len == 600 && b.ptr[599] == '5' && !b.overflow);
	buf_printf(&b, "%0401d", 5);
	CHECK(b.overflow && b.len == 600);
	buf_char(&b, 'x');
	CHECK(b.len == 600);
	buf_clear(&b);
	CHECK(!b.overflow && b.len == 0);
	for (int i = 0; i < 1000; i++)
		buf_char(&b, 'x');
	CHECK(!b.overflow && b.len == 1000);
	buf_put(&b, S(""));
	CHECK(!b.overflow);
	CHECK(buf_space(&b, 1) == NULL && b.overflow);
	arena_end(&a);
}

TEST(buf_printf_may_fill_it_exactly)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 600);
	buf_printf(&b, "%0600d", 5);
	CHECK(!b.overflow && b.len == 600);
	arena_end(&a);
}

TEST(vec_keeps_what_was_pushed)
{
	struct arena a = {};
	VEC(int64_t) v = {};
	vec_each (item, &v)
		CHECK(*item == 0); /* an empty one has no memory at all */
	for (int64_t i = 0; i < 10000; i++)
		*vec_push(&a, &v) = i * i;
	int64_t i = 0, wrong = 0;
	vec_each (item, &v) {
		wrong += *item != i * i;
		i++;
	}
	CHECK(v.n == 10000 && i == 10000 && wrong == 0);
	arena_end(&a);
}

struct twin_pair {
	char key[4];
	size_t len;
	uint64_t value;
};

TEST(map_agrees_with_a_list)
{
	struct arena a = {};
	struct rng r = rng_make(3);
	struct map m = map_make(&a);
	struct map ints = map_make(&a);
	VEC(struct twin_pair) list = {};
	unsigned wrong = 0;
	CHECK(map_find(&m, S("a")) == NULL && map_find_int(&ints, 0) == NULL);
	for (unsigned round = 0; round < 4000; round++) {
		char z[4];
		size_t len = rng_below(&r, 4), i = 0;
		for (size_t k = 0; k < len; k++)
			z[k] = (char)rng_below(&r, 8);
		while (i < list.n && !str_eq((struct str){ list.at[i].key, list.at[i].len }, (struct str){ z, len }))
			i++;
		bool known = i < list.n, made;
		uint64_t *found = map_find(&m, (struct str){ z, len });
		wrong += !found == known || (found && *found != list.at[i].value);
		if (!known)
			*vec_push(&a, &list) = (struct twin_pair){ .len = len };
		memcpy(list.at[i].key, z, len);
		list.at[i].value = round;
		uint64_t *slot = map_at(&m, arena_str(&a, (struct str){ z, len }), &made);
		wrong += made == known;
		*slot = round;
		int64_t number = (int64_t)i * 0x100000000 - 5;
		*map_at_int(&ints, number, &made) = round;
		wrong += made == known;
	}
	CHECK(m.n == list.n && ints.n == list.n && list.n > 300);
	for (size_t i = 0; i < list.n; i++) {
		uint64_t *t = map_find(&m, (struct str){ list.at[i].key, list.at[i].len });
		uint64_t *n = map_find_int(&ints, (int64_t)i * 0x100000000 - 5);
		wrong += !t || *t != list.at[i].value || !n || *n != list.at[i].value;
	}
	CHECK(wrong == 0);
	CHECK(map_find_int(&ints, INT64_MIN) == NULL);
	arena_end(&a);
}

TEST(map_takes_the_empty_key)
{
	struct arena a = {};
	struct map m = map_make(&a);
	*map_at(&m, (struct str){}, NULL) = 4;
	CHECK(map_find(&m, S("")) && *map_find(&m, S("")) == 4);
	arena_end(&a);
}

TEST(err_keeps_the_first_failure)
{
	struct err e = {};
	CHECK(!err_fail(&e, E_MISSING, "no pump %d", 3));
	err_fail(&e, E_BROKEN, "later");
	CHECK(e.kind == E_MISSING && strstr(e.file, "test_base.c"));
	CHECK_STR(str_c(e.text), S("no pump 3"));
	err_clear(&e);
	CHECK(e.kind == E_NONE && e.text[0] == 0);
}

TEST(err_text_is_one_clean_line)
{
	struct err e = {};
	err_fail(&e, E_INVALID, "a\nb\x1b[1m\xff\xc3\xa4\xc3");
	CHECK_STR(str_c(e.text), S("a b?[1m?\xc3\xa4"));
	for (int shift = 0; shift < 4; shift++) {
		char z[2000];
		size_t n = (size_t)shift;
		memset(z, 'x', n);
		for (; n + 3 < sizeof z; n += 3)
			memcpy(z + n, "\xe2\x82\xac", 3);
		z[n] = 0;
		err_clear(&e);
		err_fail(&e, E_INVALID, "%s", z);
		size_t len = strlen(e.text);
		CHECK(len >= ERR_TEXT_MAX - 6 && str_utf8(str_c(e.text), NULL) && !strchr(e.text, '?'));
	}
}

TEST(err_table_is_the_contract)
{
	static const struct {
		enum err_kind kind;
		int exit_code, status;
		const char *name;
	} wanted[] = { { E_NONE, 0, 200, "ok" }, { E_INVALID, 3, 422, "invalid" }, { E_MISSING, 4, 404, "missing" },
		{ E_CONFLICT, 5, 409, "conflict" }, { E_DENIED, 6, 403, "denied" }, { E_BUSY, 7, 503, "busy" },
		{ E_BROKEN, 8, 500, "broken" } };
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		CHECK(err_exit_code(wanted[i].kind) == wanted[i].exit_code);
		CHECK(err_http_status(wanted[i].kind) == wanted[i].status);
		CHECK_STR(str_c(err_name(wanted[i].kind)), str_c(wanted[i].name));
	}
}

TEST(a_line_of_foreign_text_is_one_harmless_line)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 1000);
	buf_put(&b, S("kept\n"));
	size_t from = b.len;
	buf_put(&b, S("E\x1b]0;x\a\r\naccepted \xc2\x9bX\xe2\x80\xaeY\xe2\x80\xa8Z \xe2\x82\xac \xc3\xa9\x7f"));
	buf_one_line(&b, from);
	CHECK(str_eq(buf_str(&b), S("kept\nE?]0;x?  accepted ??X???Y???Z \xe2\x82\xac \xc3\xa9?")));
	/* What is no UTF-8 is marked byte for byte; a character that the end cuts off is left out. */
	char broken[] = "a\xffz\xc3(\xe2\x82";
	CHECK(str_eq((struct str){ broken, str_one_line(broken, sizeof broken - 1) }, S("a?z?(")));
	char lone[] = "\x80\xbf";
	CHECK(str_eq((struct str){ lone, str_one_line(lone, 2) }, S("??")));
	arena_end(&a);
}
