/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of a backup: every byte of it counts.
 */
#include "backup/container.h"
#include "base/buf.h"
#include "base/rng.h"
#include "base/test.h"
#include "sys/file.h"
#include <stdlib.h>
#include <unistd.h>

static const unsigned char key[32] = "thirty-two bytes of a file's key";

static bool write_file(struct cx *cx, const char *path, struct str bytes)
{
	AUTO(container_writer) w = {};
	return container_begin(cx, &w, path, S("a head"), key) && container_put(&w, bytes) && container_done(&w);
}

static bool read_whole(struct cx *cx, const char *path, const unsigned char *with, struct str wanted)
{
	AUTO(container_reader) r = {};
	char *p = arena_bytes(&cx->a, wanted.len + 1);
	return container_open(cx, &r, path) && str_eq(r.head, S("a head")) && container_unlock(&r, with) &&
	       container_get(&r, p, wanted.len) && container_finish(&r) && str_eq((struct str){ p, wanted.len }, wanted);
}

static struct str noise(struct arena *a, size_t n)
{
	struct rng rng = rng_make(7);
	char *p = arena_bytes(a, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)rng_next(&rng);
	return (struct str){ p, n };
}

TEST(what_goes_in_comes_out_and_nothing_else)
{
	struct cx cx = {};
	struct str folder;
	CHECK(file_make_temporary(&cx.a, &folder, &cx.err));
	size_t sizes[] = { 0, 1, 1000, 1 << 20, (3 << 20) + 17 };
	for (size_t i = 0; i < 5; i++) {
		const char *path = arena_printf(&cx.a, "%.*s/%zu", STR(folder), i).ptr;
		struct str bytes = noise(&cx.a, sizes[i]);
		CHECK(write_file(&cx, path, bytes) && read_whole(&cx, path, key, bytes) && container_sound(&cx, path));
		CHECK(!write_file(&cx, path, bytes) && cx.err.kind == E_CONFLICT); /* nothing is written over */
		err_clear(&cx.err);
		struct str longer = noise(&cx.a, sizes[i] + 1);
		CHECK(!read_whole(&cx, path, key, longer) && cx.err.kind == E_BROKEN);
		err_clear(&cx.err);
		unsigned char other[32] = "another key";
		CHECK(!read_whole(&cx, path, other, bytes) && cx.err.kind == E_BROKEN);
		err_clear(&cx.err);
	}
	CHECK(file_remove_folder(folder.ptr, &cx.err));
	arena_end(&cx.a);
}

TEST(any_changed_bit_and_any_cut_is_found)
{
	struct cx cx = {};
	struct str folder, bytes = noise(&cx.a, 300), file;
	CHECK(file_make_temporary(&cx.a, &folder, &cx.err));
	const char *path = arena_printf(&cx.a, "%.*s/good", STR(folder)).ptr, *bad = arena_printf(&cx.a, "%.*s/bad", STR(folder)).ptr;
	CHECK(write_file(&cx, path, bytes) && file_read(&cx.a, path, 1 << 20, &file, &cx.err));
	size_t missed = 0, missed_keyless = 0;
	for (size_t bit = 0; bit < 8 * file.len; bit++) {
		struct cx one = {};
		char *p = arena_bytes(&one.a, file.len);
		memcpy(p, file.ptr, file.len);
		p[bit / 8] = (char)(p[bit / 8] ^ 1 << bit % 8);
		CHECK(file_write(bad, (struct str){ p, file.len }, 0600, &one.err));
		missed += read_whole(&one, bad, key, bytes);
		err_clear(&one.err);
		missed_keyless += container_sound(&one, bad);
		arena_end(&one.a);
	}
	CHECK(missed == 0 && missed_keyless == 0);
	for (size_t n = 0; n < file.len; n++) {
		struct cx one = {};
		CHECK(file_write(bad, (struct str){ file.ptr, n }, 0600, &one.err));
		missed += read_whole(&one, bad, key, bytes);
		err_clear(&one.err);
		missed += container_sound(&one, bad);
		arena_end(&one.a);
	}
	struct buf b = buf_make(&cx.a, 1 << 20);
	buf_put(&b, file);
	buf_char(&b, '!');
	CHECK(file_write(bad, buf_str(&b), 0600, &cx.err));
	missed += read_whole(&cx, bad, key, bytes);
	err_clear(&cx.err);
	missed += container_sound(&cx, bad);
	err_clear(&cx.err);
	CHECK(missed == 0);
	CHECK(file_remove_folder(folder.ptr, &cx.err));
	arena_end(&cx.a);
}

TEST(what_is_not_done_leaves_nothing)
{
	struct cx cx = {};
	struct str folder;
	CHECK(file_make_temporary(&cx.a, &folder, &cx.err));
	{
		AUTO(container_writer) w = {};
		CHECK(container_begin(&cx, &w, arena_printf(&cx.a, "%.*s/x", STR(folder)).ptr, S("a head"), key) &&
		        container_put(&w, S("half")));
		CHECK(access(w.file.beside, F_OK) == 0);
	}
	CHECK(rmdir(folder.ptr) == 0); /* empty, dotted names too */
	arena_end(&cx.a);
}
