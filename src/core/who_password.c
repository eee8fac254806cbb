/* SPDX-License-Identifier: Apache-2.0
 *
 * Passwords: hashed with argon2id, judged by length and against a list of known ones, changed. Must never keep or log one in clear.
 */
#include "core/who_inner.h"
#include "core/who_sign_in.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <semaphore.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HASH_PASSES = 2, HASH_BYTES = 64 << 20, HASHES_AT_ONCE = 2, LINE_BYTES_MAX = 1024 };

static bool check_list(struct cx *cx, struct str value)
{
	bool found;
	return !value.len || who_password_breached(cx, arena_str(&cx->a, value).ptr, S("password"), &found);
}

const struct setting setting_breached = { "sign-in.breached-passwords", "",
	"file of passwords nobody may choose: sorted SHA-1 lines as the public lists are, or sorted plain lines", check_list };

/* The one thing that lives outside a cx: memory for hashes belongs to the whole process, whatever its threads are (64 MiB each). */
static sem_t hashing;

/* libsodium is made ready before main, so no later call races for it. */
__attribute__((constructor)) static void ready(void)
{
	if (sodium_init() < 0 || sem_init(&hashing, 0, HASHES_AT_ONCE))
		__builtin_trap();
}

static bool hash_begin(struct cx *cx)
{
	struct timespec end;
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += 10;
	while (sem_timedwait(&hashing, &end))
		if (errno != EINTR)
			return fail(cx, E_BUSY, "many people sign in at once: try again in a moment");
	return true;
}

bool who_password_hash(struct cx *cx, struct str password, struct str *out)
{
	char text[crypto_pwhash_STRBYTES];
	if (!hash_begin(cx))
		return false;
	int bad = crypto_pwhash_str(text, password.ptr, password.len, HASH_PASSES, HASH_BYTES);
	sem_post(&hashing);
	if (bad)
		return fail(cx, E_BUSY, "not enough memory to hash a password: try again in a moment");
	*out = arena_str(&cx->a, str_c(text));
	return true;
}

bool password_verify(struct cx *cx, struct str hash, struct str password, bool *right)
{
	/* A hash of nothing anybody knows: a wrong name costs the same time as a wrong password. Same parameters as above. */
	static const char no_one[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RBnxfwVHAqc9ePzZRvBJ+YQz6LCKYXUdQSUyZk6Yl0k";
	char text[crypto_pwhash_STRBYTES] = "";
	struct str against = hash.len && hash.len < sizeof text ? hash : str_c(no_one);
	memcpy(text, against.ptr, against.len);
	if (!hash_begin(cx))
		return false;
	bool same = crypto_pwhash_str_verify(text, password.ptr, password.len) == 0;
	sem_post(&hashing);
	*right = same && hash.len;
	return true;
}

bool password_is_old(struct str hash)
{
	char text[crypto_pwhash_STRBYTES] = "";
	memcpy(text, hash.ptr, hash.len < sizeof text ? hash.len : 0);
	return crypto_pwhash_str_needs_rehash(text, HASH_PASSES, HASH_BYTES) == 1;
}

/* ---- the list of known passwords ---- */
/* The line that begins at offset or, when within, the first that begins behind the next line end; *at: where it begins. Empty with *at = size at the end. */
static struct str line_at(int fd, int64_t size, int64_t offset, bool within, char space[LINE_BYTES_MAX], int64_t *at)
{
	*at = offset;
	while (*at < size) {
		ssize_t n = pread(fd, space, LINE_BYTES_MAX, *at);
		if (n <= 0)
			break;
		struct str rest = { space, (size_t)n };
		ptrdiff_t end = str_find(rest, S("\n"));
		if (!within)
			return str_slice(rest, 0, end < 0 ? rest.len : (size_t)end);
		*at += end < 0 ? n : end + 1;
		within = end < 0;
	}
	*at = size;
	return S("");
}

/* -1, 0, 1: where wanted stands to the line. Of a list of hashes only the 40 digits count. */
static int compare(struct str wanted, struct str line, bool hashes)
{
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	if (!hashes)
		return str_cmp(wanted, line);
	char upper[41] = "";
	for (size_t i = 0; i < 40 && i < line.len; i++)
		upper[i] = line.ptr[i] >= 'a' && line.ptr[i] <= 'f' ? (char)(line.ptr[i] - 32) : line.ptr[i];
	return str_cmp(wanted, str_c(upper));
}

static bool is_hash(struct str line)
{
	size_t n = 0;
	while (n < line.len && ((line.ptr[n] >= '0' && line.ptr[n] <= '9') || ((line.ptr[n] | 32) >= 'a' && (line.ptr[n] | 32) <= 'f')))
		n++;
	return n == 40 && (line.len == 40 || line.ptr[40] == ':' || line.ptr[40] == '\r');
}

static bool search(int fd, int64_t size, struct str wanted, bool hashes)
{
	char space[LINE_BYTES_MAX];
	int64_t low = 0, high = size, at; /* a line that begins in low..high-1 may be it; low is a line's beginning */
	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		struct str line = line_at(fd, size, middle > low ? middle - 1 : middle, middle > low, space, &at);
		int order = at < high ? compare(wanted, line, hashes) : -1; /* at or behind high: no line begins in the upper half */
		if (!order)
			return true;
		if (order < 0)
			high = middle;
		else
			line_at(fd, size, at, true, space, &low);
	}
	return false;
}

bool who_password_breached(struct cx *cx, const char *path, struct str password, bool *found)
{
	char space[LINE_BYTES_MAX];
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n;
	int64_t at;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		if (fd >= 0)
			close(fd);
		return fail(cx, E_MISSING,
		        "the list of known passwords '%s' cannot be read: see 'mainstay setting set sign-in.breached-passwords'", path);
	}
	struct str wanted = password;
	bool hashes = is_hash(line_at(fd, st.st_size, 0, false, space, &at));
	if (hashes) {
		EVP_Digest(password.ptr, password.len, digest, &n, EVP_sha1(), NULL);
		char *upper = arena_bytes(&cx->a, 40);
		for (unsigned i = 0; i < 20; i++) {
			upper[2 * i] = "0123456789ABCDEF"[digest[i] >> 4];
			upper[2 * i + 1] = "0123456789ABCDEF"[digest[i] & 15];
		}
		wanted = (struct str){ upper, 40 };
	}
	*found = search(fd, st.st_size, wanted, hashes);
	close(fd);
	return true;
}

bool who_password_check(struct cx *cx, struct str password)
{
	size_t characters = 0, bad;
	for (size_t i = 0; i < password.len; i++)
		characters += ((unsigned char)password.ptr[i] & 0xc0) != 0x80;
	if (!str_utf8(password, &bad) || password.len > PASSWORD_BYTES_MAX)
		return fail(cx, E_INVALID, "a password has at most %d bytes of UTF-8", PASSWORD_BYTES_MAX);
	if (characters < PASSWORD_CHARACTERS_MIN)
		return fail(cx, E_INVALID, "a password has at least %d characters: several words serve well", PASSWORD_CHARACTERS_MIN);
	struct str path = setting_read(cx, &setting_breached);
	bool found = false;
	if (path.len && !who_password_breached(cx, arena_str(&cx->a, path).ptr, password, &found))
		return false;
	return ok(cx) && (!found || fail(cx, E_INVALID, "this password stands in lists that attackers try first: choose another"));
}

struct str who_make_password(struct arena *a)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* 31, none that look alike */
	struct buf b = buf_make(a, 64);
	for (unsigned i = 0; i < 20; i++) {
		if (i && i % 4 == 0)
			buf_char(&b, '-');
		buf_char(&b, letters[randombytes_uniform(sizeof letters - 1)]);
	}
	return buf_str(&b);
}
