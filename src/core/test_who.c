/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in on both engines: one answer for wrong names and wrong passwords, limits that slow only who failed, one-time codes (RFC 6238) taken once, sessions that
 * end, the list of known passwords.
 */
#include "core/test_who.h"
#include "core/store_who.h"
#include "core/who_inner.h"
#include "base/hash.h"
#include "sys/file.h"
#include <math.h>
#include <sodium.h>
#include <time.h>

static const int64_t second_us = 1000000;

static void from(struct cx *cx, struct who_from *at, const char *address)
{
	*at = (struct who_from){ .address = str_c(address), .agent = S("Test/1"), .device = S("") };
	cx->from = at;
	cx->viewer = NULL;
}

TEST(one_time_codes_of_rfc_6238)
{
	/* RFC 6238, appendix B: time, code of SHA-1, code of SHA-256. */
	static const struct {
		int64_t s;
		uint32_t sha1, sha256;
	} vectors[] = { { 59, 94287082, 46119246 }, { 1111111109, 7081804, 68084774 }, { 1111111111, 14050471, 67062674 },
		{ 1234567890, 89005924, 91819424 }, { 2000000000, 69279037, 90698825 }, { 20000000000, 65353130, 77737706 } };
	struct arena a = {};
	struct str seed1 = S("12345678901234567890"), seed256 = S("12345678901234567890123456789012");
	for (unsigned i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		int64_t step = totp_step(vectors[i].s * second_us);
		CHECK(totp_code(seed1, TOTP_SHA1, step, 8) == vectors[i].sha1 &&
		        totp_code(seed256, TOTP_SHA256, step, 8) == vectors[i].sha256);
	}
	/* RFC 4226, appendix D: counters 0 to 2, six digits. */
	CHECK(totp_code(seed1, TOTP_SHA1, 0, 6) == 755224 && totp_code(seed1, TOTP_SHA1, 1, 6) == 287082 &&
	        totp_code(seed1, TOTP_SHA1, 2, 6) == 359152);
	int64_t step = 0, now = 61 * second_us; /* step 2 */
	CHECK(totp_check(seed1, TOTP_SHA1, S("287 082"), now, 0, &step) && step == 1);
	CHECK(!totp_check(seed1, TOTP_SHA1, S("287082"), now, 1, &step)); /* taken already */
	CHECK(!totp_check(seed1, TOTP_SHA1, S("755224"), now, -1, &step) && !totp_check(seed1, TOTP_SHA1, S("35915"), now, 0, &step));
	CHECK(!totp_check(seed1, TOTP_SHA1, S("3591521"), now, 0, &step) && !totp_check(seed1, TOTP_SHA1, S(""), now, 0, &step));
	/* RFC 4648, 10. */
	CHECK_STR(totp_base32(&a, S("foobar")), S("MZXW6YTBOI"));
	CHECK_STR(totp_base32(&a, S("fo")), S("MZXQ"));
	CHECK_STR(totp_uri(&a, S("A desk"), S("anna"), S("foobar"), TOTP_SHA1),
	        S("otpauth://totp/A%20desk:anna?secret=MZXW6YTBOI&issuer=A%20desk&algorithm=SHA1&digits=6&period=30"));
	arena_end(&a);
}

TEST(prefixes_of_addresses)
{
	struct arena a = {};
	CHECK_STR(who_address_prefix(&a, S("192.0.2.7")), S("192.0.2.7"));
	CHECK_STR(who_address_prefix(&a, S("::ffff:192.0.2.7")), S("192.0.2.7"));
	CHECK_STR(who_address_prefix(&a, S("2001:db8:1:2:3:4:5:6")), S("2001:db8:1:2::/64"));
	CHECK_STR(who_address_prefix(&a, S("")), S(""));
	arena_end(&a);
}

DESK_TEST(a_wrong_name_is_a_wrong_password)
{
	struct cx *cx = &d->cx;
	struct who_answer a, b;
	struct viewer viewer;
	struct who_from at;
	who_desk(cx);
	who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "192.0.2.1");
	for (int i = 0; i < 8; i++) { /* the same path, the same limits */
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a) && who_sign_in(cx, S("nobody"), S("wrong"), &b));
		CHECK(a.what == b.what && a.wait_us == b.wait_us && a.what == (i < 5 ? WHO_REFUSED : WHO_WAIT) && !a.token.len &&
		        !b.token.len);
	}
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_WAIT); /* not even the right one is judged */
	from(cx, &at, "192.0.2.2");
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_OPEN); /* others are not slowed */
	CHECK(who_session(cx, a.token, &viewer) && str_eq(viewer.person, S("anna")) && viewer.profile && viewer.session);
	CHECK(!who_session(cx, S("0000"), &viewer) && !who_session(cx, S(""), &viewer));
}

DESK_TEST(delays_grow_and_pass)
{
	struct cx *cx = &d->cx;
	struct who_answer a;
	struct who_from at;
	int64_t before = 0;
	who_desk(cx);
	who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "192.0.2.1");
	for (int i = 0; i < 5; i++)
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a) && a.what == WHO_REFUSED);
	for (int i = 0; i < 5; i++) {
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a) && a.what == WHO_WAIT && a.wait_us > before);
		before = a.wait_us;
		cx->now_us += a.wait_us;
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a) && a.what == WHO_REFUSED);
	}
	CHECK(before >= 15 * second_us && before <= 900 * second_us);
	/* A right password after the wait, and all is forgotten. */
	cx->now_us += 900 * second_us;
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_OPEN);
	cx->viewer = NULL;
	for (int i = 0; i < 5; i++)
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a) && a.what == WHO_REFUSED);
}

DESK_TEST(nobody_is_locked_out_by_others)
{
	struct cx *cx = &d->cx;
	struct who_answer a;
	struct who_from at;
	struct str device;
	who_desk(cx);
	struct person anna = who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "192.0.2.9");
	CHECK(who_device_remember(cx, anna.key, &device));
	for (int i = 0; i < 30; i++) /* a stranger at the same address hammers the name */
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a));
	CHECK(a.what == WHO_WAIT);
	at.device = device;
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_OPEN);
	cx->viewer = NULL;
	CHECK(who_device_known(cx, S("anna")) && !who_device_known(cx, S("berta")));
	struct str same;
	CHECK(who_device_remember(cx, anna.key, &same) && str_eq(same, device));
	/* The known device has limits of its own. */
	for (int i = 0; i < 12; i++)
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a));
	CHECK(a.what == WHO_WAIT);
}

DESK_TEST(two_processes_share_the_limits)
{
	struct cx *cx = &d->cx;
	struct who_answer a;
	struct who_from at;
	who_desk(cx);
	from(cx, &at, "192.0.2.1");
	struct cx other = other_begin(d);
	other.now_us = cx->now_us;
	other.from = &at;
	int judged = 0;
	for (int i = 0; i < 6; i++) {
		CHECK(who_sign_in(cx, S("anna"), S("wrong"), &a));
		judged += a.what == WHO_REFUSED;
		CHECK(who_sign_in(&other, S("anna"), S("wrong"), &a));
		judged += a.what == WHO_REFUSED;
	}
	CHECK(judged == 5);
	other_end(&other);
}

DESK_TEST(with_a_code_set_the_password_alone_opens_nothing)
{
	struct cx *cx = &d->cx;
	struct who_answer a, b;
	struct who_from at;
	struct viewer anna;
	struct str codes[RECOVERY_CODES];
	who_desk(cx);
	who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "192.0.2.1");
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && who_session(cx, a.token, &anna));
	cx->viewer = &anna;
	struct str seed = enrol(cx, codes);
	cx->viewer = NULL;
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_WANTS_CODE);
	CHECK(!who_session(cx, a.token, &anna));
	struct str code = arena_printf(&cx->a, "%06u", totp_code(seed, TOTP_SHA1, totp_step(cx->now_us), 6));
	CHECK(who_sign_in_code(cx, a.token, code, &b) && b.what == WHO_REFUSED); /* it was taken at the enrolment */
	cx->now_us += 30 * second_us;
	code = arena_printf(&cx->a, "%06u", totp_code(seed, TOTP_SHA1, totp_step(cx->now_us), 6));
	CHECK(who_sign_in_code(cx, a.token, code, &b) && b.what == WHO_OPEN && who_session(cx, b.token, &anna));
	CHECK(!who_sign_in_code(cx, a.token, code, &b) && denied(cx, E_MISSING)); /* the step was used up */
	/* A recovery code is good once. */
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && who_sign_in_code(cx, a.token, codes[3], &b) &&
	        b.what == WHO_OPEN);
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && who_sign_in_code(cx, a.token, codes[3], &b) &&
	        b.what == WHO_REFUSED);
	CHECK(who_recovery_codes_left(cx, anna.key) == 9);
	/* Guesses run into a limit of their own, also with new first steps. */
	int judged = 0;
	for (int i = 0; i < 12; i++) {
		CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_WANTS_CODE);
		CHECK(who_sign_in_code(cx, a.token, S("123456"), &b));
		judged += b.what == WHO_REFUSED;
	}
	CHECK(judged <= 6);
	CHECK(!who_sign_in_code(cx, S("feed"), S("123456"), &b) && denied(cx, E_MISSING));
	cx->now_us += 301 * second_us;
	CHECK(!who_sign_in_code(cx, a.token, codes[4], &b) && denied(cx, E_MISSING)); /* five minutes */
}

DESK_TEST(sessions_end)
{
	struct cx *cx = &d->cx;
	struct who_from at;
	struct viewer v, w;
	struct str first = {}, second = {};
	struct session_vec list = {};
	who_desk(cx);
	struct person anna = who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "2001:db8::1");
	CHECK(who_session_open(cx, anna.key, WHO_BY_PASSKEY, who_session_us, &first) &&
	        who_session_open(cx, anna.key, WHO_BY_PASSWORD, who_session_us, &second));
	CHECK(!str_eq(first, second) && who_session(cx, first, &v) && who_session(cx, second, &w));
	CHECK(who_sessions(cx, anna.key, &list) && list.n == 2);
	CHECK_STR(list.at[0].address, S("2001:db8::/64"));
	CHECK_STR(list.at[0].agent, S("Test/1"));
	cx->viewer = &v;
	CHECK(who_is_fresh(cx));
	cx->now_us += 601 * second_us;
	CHECK(!who_is_fresh(cx));
	/* A new proof makes a new token and ends the old one: none that was seen before is raised. */
	struct who_answer a;
	CHECK(who_prove(cx, S("wrong"), S(""), &a) && a.what == WHO_REFUSED && who_session_lives(cx, first));
	CHECK(who_prove(cx, S("correct horse battery"), S(""), &a) && a.what == WHO_OPEN);
	CHECK(!who_session_lives(cx, first) && who_session(cx, a.token, &v) && v.fresh_us > cx->now_us);
	/* Idle for thirty minutes: use keeps it, asking whether it lives does not. */
	for (int i = 0; i < 5; i++) {
		cx->now_us += 1000 * second_us;
		CHECK(who_session(cx, a.token, &v) && who_session_lives(cx, second) == (i == 0));
	}
	CHECK(!who_session(cx, second, &w));
	/* And twelve hours at most. */
	for (int i = 0; i < 40; i++) {
		cx->now_us += 1000 * second_us;
		CHECK(who_session(cx, a.token, &v) == (i < 38));
	}
	CHECK(who_session_open(cx, anna.key, WHO_BY_PASSKEY, who_session_us, &first));
	CHECK(who_sign_out(cx, first) && !who_session(cx, first, &v) && who_sign_out(cx, first));
	CHECK(who_session_open(cx, anna.key, WHO_BY_PASSKEY, who_session_us, &first) &&
	        who_session_open(cx, anna.key, WHO_BY_PASSKEY, who_session_us, &second));
	CHECK(who_session(cx, first, &v) && who_sessions_end(cx, &anna, 0, v.session) && who_session_lives(cx, first) &&
	        !who_session_lives(cx, second));
	CHECK(!setting_write(cx, &setting_idle, S("1")) && denied(cx, E_INVALID) && setting_write(cx, &setting_idle, S("5")));
	cx->now_us += 299 * second_us;
	CHECK(who_session_lives(cx, first));
	cx->now_us += second_us;
	CHECK(!who_session_lives(cx, first));
	CHECK(!who_sessions_end(cx, &anna, 999999, 0) && denied(cx, E_MISSING));
	CHECK(who_sessions_sweep(cx));
}

DESK_TEST(passwords_are_judged_and_changed)
{
	struct cx *cx = &d->cx;
	struct viewer v;
	struct who_answer a;
	struct who_from at;
	who_desk(cx);
	struct person anna = who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	CHECK(!who_password_check(cx, S("elevenchars")) && denied(cx, E_INVALID));
	CHECK(who_password_check(cx, S("twelve chars")) && who_password_check(cx, S("zwölf Zeichä")));
	CHECK(!who_password_check(cx, S("zwölf \xff Zeichen")) && denied(cx, E_INVALID));
	/* Long ones are taken whole: of two that differ at their end one opens. */
	struct str longest = arena_printf(&cx->a, "%0*d", PASSWORD_BYTES_MAX, 7), nearly = arena_printf(&cx->a, "%0*d", PASSWORD_BYTES_MAX, 8);
	struct person otto = who_add(cx, "otto", ROLE_GUEST, longest.ptr);
	CHECK(!who_password_check(cx, arena_printf(&cx->a, "%0*d", PASSWORD_BYTES_MAX + 1, 7)) && denied(cx, E_INVALID));
	CHECK(who_sign_in(cx, otto.id, nearly, &a) && a.what == WHO_REFUSED && who_sign_in(cx, otto.id, longest, &a) && a.what == WHO_OPEN);
	from(cx, &at, "192.0.2.1");
	CHECK(who_sign_in(cx, anna.id, S("correct horse battery"), &a) && who_session(cx, a.token, &v));
	cx->viewer = &v;
	CHECK(!who_password_change(cx, S("wrong"), S("another fine one")) && denied(cx, E_DENIED));
	CHECK(!who_password_change(cx, S("correct horse battery"), S("short")) && denied(cx, E_INVALID));
	CHECK(who_password_change(cx, S("correct horse battery"), S("another fine one")) && who_session_lives(cx, a.token));
	cx->viewer = NULL;
	CHECK(who_sign_in(cx, anna.id, S("correct horse battery"), &a) && a.what == WHO_REFUSED);
	CHECK(who_sign_in(cx, anna.id, S("another fine one"), &a) && a.what == WHO_OPEN);
	/* A hash of weaker times is made anew when its password is said. */
	char weak[crypto_pwhash_STRBYTES];
	struct store_person row = {};
	CHECK(!crypto_pwhash_str(weak, "another fine one", 16, 1, 8u << 20));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(store_person_password(cx, anna.key, str_c(weak)) && db_commit(&tx));
	}
	CHECK(who_sign_in(cx, anna.id, S("another fine one"), &a) && a.what == WHO_OPEN && store_person(cx, anna.id, &row));
	CHECK(str_starts(row.password, S("$argon2id$v=19$m=65536,t=2,p=1$")));
	CHECK(who_sign_in(cx, anna.id, S("another fine one"), &a) && a.what == WHO_OPEN);
}

DESK_TEST(known_passwords_are_found_in_a_sorted_file)
{
	struct cx *cx = &d->cx;
	bool found;
	static const char *const words[] = { "123456", "1q2w3e4r5t6y", "aaaaaaaaaaaa", "correcthorse", "letmeinplease", "password1234",
		"qwertyuiop12", "trustno1trustno1", "zzzzzzzzzzzz" };
	struct buf plain = buf_make(&cx->a, 4096), hashes = buf_make(&cx->a, 4096);
	who_desk(cx);
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		buf_printf(&plain, "%s\n", words[i]);
	/* SHA-1 of "password" and of two neighbours, with counts and Windows line ends as in the public list. */
	buf_put(&hashes, S("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD7:3\r\n5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:"
	                   "9659365\r\nFFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160:2\r\n"));
	struct file_temporary f;
	CHECK(file_temporary_make(&f, &cx->err));
	char *path = (char *)(uintptr_t)arena_printf(&cx->a, "%s/list", f.path).ptr;
	for (int last = 0; last < 2; last++) {
		struct str bytes = buf_str(&plain);
		CHECK(file_write(
		        path, str_slice(bytes, 0, bytes.len - (size_t)last), 0600, &cx->err)); /* with and without a last line end */
		for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
			CHECK(who_password_breached(cx, path, str_c(words[i]), &found) && found);
		static const char *const others[] = { "", "0", "123457", "aaaaaaaaaaaaa", "n", "zzzzzzzzzzzzz", "1q2w3e4r5t6" };
		for (unsigned i = 0; i < sizeof others / sizeof *others; i++)
			CHECK(who_password_breached(cx, path, str_c(others[i]), &found) && !found);
	}
	CHECK(setting_write(cx, &setting_breached, str_c(path)));
	CHECK(!who_password_check(cx, S("letmeinplease")) && denied(cx, E_INVALID) && who_password_check(cx, S("letmeinplease!")));
	CHECK(file_write(path, buf_str(&hashes), 0600, &cx->err));
	CHECK(who_password_breached(cx, path, S("password"), &found) && found);
	CHECK(who_password_breached(cx, path, S("passwore"), &found) && !found);
	CHECK(!who_password_breached(cx, "/nowhere/list", S("x"), &found) && denied(cx, E_MISSING));
	file_temporary_end_(&f);
}

/* Welch's t of the time that missing and existing names take. A hash of 64 MiB in the middle would hide what is around it: it is the same call for both, so the
 * wait of a full bucket is measured, and the whole path a few times. */
static double welch(const double *a, const double *b, int n)
{
	double ma = 0, mb = 0, va = 0, vb = 0;
	for (int i = 0; i < n; i++)
		ma += a[i] / n, mb += b[i] / n;
	for (int i = 0; i < n; i++)
		va += (a[i] - ma) * (a[i] - ma) / (n - 1), vb += (b[i] - mb) * (b[i] - mb) / (n - 1);
	return (ma - mb) / sqrt(va / n + vb / n);
}

static double timed(struct cx *cx, struct str name)
{
	struct timespec before, after;
	struct who_answer a;
	arena_reset(&cx->a);
	clock_gettime(CLOCK_MONOTONIC, &before);
	CHECK(who_sign_in(cx, name, S("wrong"), &a));
	clock_gettime(CLOCK_MONOTONIC, &after);
	return (double)(after.tv_sec - before.tv_sec) * 1e6 + (double)(after.tv_nsec - before.tv_nsec) / 1e3;
}

DESK_TEST(names_cannot_be_told_by_time)
{
	enum { PAIRS = 2000, WHOLE = 8 };
	static double there[PAIRS], missing[PAIRS];
	struct cx *cx = &d->cx;
	struct who_from at;
	who_desk(cx);
	who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	from(cx, &at, "192.0.2.1");
	const char *n = getenv("MAINSTAY_TEST_PAIRS");
	int pairs = n ? atoi(n) : PAIRS, whole = n ? pairs : WHOLE;
	if (pairs < 2 || pairs > PAIRS)
		pairs = whole = PAIRS;
	for (int i = 0; i < whole; i++, cx->now_us += 3600 * second_us) { /* judged, with the hash */
		bool first = i & 1;
		double x = timed(cx, first ? S("anna") : S("emma")), y = timed(cx, first ? S("emma") : S("anna"));
		there[i] = first ? x : y, missing[i] = first ? y : x;
	}
	double t = welch(there, missing, whole);
	printf("# whole path, %d pairs: t = %.2f\n", whole, t);
	CHECK(fabs(t) < 4.5);
	for (int i = 0; i < 12; i++)
		timed(cx, S("anna")), timed(cx, S("emma"));
	for (int i = 0; i < pairs; i++) { /* refused by the bucket */
		bool first = i & 1;
		double x = timed(cx, first ? S("anna") : S("emma")), y = timed(cx, first ? S("emma") : S("anna"));
		there[i] = first ? x : y, missing[i] = first ? y : x;
	}
	t = welch(there, missing, pairs);
	printf("# waiting, %d pairs: t = %.2f\n", pairs, t);
	CHECK(fabs(t) < 4.5);
}
