/* SPDX-License-Identifier: Apache-2.0
 *
 * Unit tests: TEST(name) { CHECK(…); } registers itself; the program prints TAP and exits 1 when a check failed. One test program a file
 * or a room; base/test_main.c holds main. MAINSTAY_TEST_DATA names the folder of real data when it is present.
 */
#pragma once
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct test {
	const char *name;
	void (*run)(void);
	struct test *next;
};
void test_register(struct test *t);
void test_failed(const char *file, int line, const char *what);

#define TEST(id) \
	static void test_##id(void); \
	__attribute__((constructor)) static void test_register_##id(void) \
	{ \
		static struct test t = { #id, test_##id, NULL }; \
		test_register(&t); \
	} \
	static void test_##id(void)

#define CHECK(cond) ((cond) ? (void)0 : test_failed(__FILE__, __LINE__, #cond))
#define CHECK_STR(a, b) (str_eq((a), (b)) ? (void)0 : test_failed_str(__FILE__, __LINE__, (a), (b)))
#include "base/str.h"
void test_failed_str(const char *file, int line, struct str got, struct str wanted);
