/* SPDX-License-Identifier: Apache-2.0
 *
 * The generic order of versions: text into tokens, tokens compared. Must never settle an order that the two texts leave open.
 * A token is one 64-bit word: class in the top byte, value below.
 */
#include "formats/version.h"
#include <string.h>

enum token_class { T_NUMBER = 1, T_LETTER, T_QUALIFIER, T_WORD, T_WILD, T_DATE };
enum { CLASS_SHIFT = 56, TOKENS_MAX = 48, PLAIN_DIGITS_MAX = 16 };
#define VALUE_MASK ((UINT64_C(1) << CLASS_SHIFT) - 1)

static uint64_t token(enum token_class c, uint64_t value)
{
	return (uint64_t)c << CLASS_SHIFT | (value & VALUE_MASK);
}

static enum token_class class_of(uint64_t t)
{
	return (enum token_class)(t >> CLASS_SHIFT);
}

/* Ranks of words beside numbers. Below RELEASE: before the release; BUILD: a detail the other side may just have left out. */
enum rank {
	RANK_DEV = 10,
	RANK_ALPHA = 11,
	RANK_BETA = 12,
	RANK_PREVIEW = 13,
	RANK_CANDIDATE = 14,
	RANK_RELEASE = 20,
	RANK_BUILD = 25,
	RANK_PATCH = 30,
	RANK_UPDATE = 31,
	RANK_SERVICE_PACK = 40,
	RANK_FEATURE_PACK = 41,
	RANK_MAINTENANCE = 42,
	RANK_RELEASE_NUMBER = 43,
	RANK_ISSUE = 44
};

static const struct {
	const char *word;
	uint8_t rank;
} qualifiers[] = {
	{ "alpha", RANK_ALPHA },
	{ "beta", RANK_BETA },
	{ "build", RANK_BUILD },
	{ "bn", RANK_BUILD },
	{ "cr", RANK_CANDIDATE },
	{ "cu", RANK_UPDATE },
	{ "dev", RANK_DEV },
	{ "fp", RANK_FEATURE_PACK },
	{ "featurepack", RANK_FEATURE_PACK },
	{ "hf", RANK_PATCH },
	{ "hotfix", RANK_PATCH },
	{ "hotfixrev", RANK_PATCH },
	{ "ip", RANK_ISSUE },
	{ "mp", RANK_MAINTENANCE },
	{ "mr", RANK_MAINTENANCE },
	{ "patch", RANK_PATCH },
	{ "pre", RANK_PREVIEW },
	{ "preview", RANK_PREVIEW },
	{ "qu", RANK_UPDATE },
	{ "rc", RANK_CANDIDATE },
	{ "rev", RANK_BUILD },
	{ "servicepack", RANK_SERVICE_PACK },
	{ "snapshot", RANK_DEV },
	{ "sp", RANK_SERVICE_PACK },
	{ "sr", RANK_MAINTENANCE },
	{ "upd", RANK_UPDATE },
	{ "update", RANK_UPDATE },
	{ "ud", RANK_UPDATE },
	{ "final", RANK_RELEASE },
	{ "ga", RANK_RELEASE },
	{ "release", RANK_RELEASE },
};

/* Words before the first number that say nothing: "Version 2", "firmware V3", "Ver.2.60". */
static const char *const labels[] = { "v", "ver", "vers", "version", "versions", "r", "rel", "release", "fw", "firmware", "sw", "software",
	"rev", "revision", "build", "bios", "the", "no", "nr", "all" };
static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool word_is(const char *w, size_t n, const char *z)
{
	return strlen(z) == n && memcmp(w, z, n) == 0;
}

static bool is_label(const char *w, size_t n)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (word_is(w, n, labels[i]))
			return true;
	return false;
}

static unsigned month_of(const char *w, size_t n)
{
	static const char *const full[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
		"october", "november", "december" };
	for (unsigned m = 0; m < 12; m++)
		if (word_is(w, n, months[m]) || word_is(w, n, full[m]))
			return m + 1;
	return 0;
}

struct lexer {
	const char *at, *end;
	uint64_t tokens[TOKENS_MAX];
	size_t n;
	bool numbers; /* a number was seen */
	unsigned month;
};

static void put(struct lexer *l, uint64_t t)
{
	if (l->n < TOKENS_MAX)
		l->tokens[l->n++] = t;
	else /* too long to be understood in full: the end must not compare equal by accident */
		l->tokens[TOKENS_MAX - 1] = token(T_WORD, str_hash((struct str){ l->at, (size_t)(l->end - l->at) }, t));
}

static void lex_number(struct lexer *l)
{
	while (l->at < l->end - 1 && *l->at == '0' && is_digit(l->at[1]))
		l->at++;
	const char *from = l->at;
	uint64_t value = 0;
	while (l->at < l->end && is_digit(*l->at)) {
		value = value * 10 + (uint64_t)(*l->at - '0');
		l->at++;
	}
	size_t len = (size_t)(l->at - from);
	put(l, len <= PLAIN_DIGITS_MAX ? token(T_NUMBER, value) : token(T_WORD, str_hash((struct str){ from, len }, 7)));
	l->numbers = true;
}

/* Two words that make one: "service pack", "feature pack". Moves over the second. */
static bool skip_pack(struct lexer *l)
{
	const char *p = l->at;
	while (p < l->end && (*p == ' ' || *p == '_' || *p == '-'))
		p++;
	if (l->end - p < 4 || lower(p[0]) != 'p' || lower(p[1]) != 'a' || lower(p[2]) != 'c' || lower(p[3]) != 'k')
		return false;
	l->at = p + 4;
	return true;
}

/* Meaning of a word of one letter: x is a wildcard, r and v between numbers mark a release, p a patch; others are letters of a sequence. */
static void put_letter(struct lexer *l, char c, bool spaced)
{
	bool number_next = l->at < l->end && is_digit(*l->at);
	if (c == 'x' && (!number_next || l->n == 0))
		put(l, token(T_WILD, 0));
	else if (c == 'v' && !l->numbers)
		return;
	else if (c == 'v' && spaced && number_next)
		return;
	else if (c == 'r' && spaced && number_next)
		put(l, token(T_QUALIFIER, RANK_RELEASE_NUMBER));
	else if (c == 'p' && spaced && number_next)
		put(l, token(T_QUALIFIER, RANK_PATCH));
	else
		put(l, token(T_LETTER, (uint64_t)(c - 'a' + 1)));
}

static void lex_word(struct lexer *l, bool spaced)
{
	char w[24];
	size_t n = 0;
	const char *from = l->at;
	while (l->at < l->end && is_letter(*l->at)) {
		if (n < sizeof w)
			w[n] = lower(*l->at);
		n++;
		l->at++;
	}
	struct str whole = { from, (size_t)(l->at - from) };
	if (n <= sizeof w) {
		if (!l->numbers && is_label(w, n))
			return;
		if (!l->numbers && word_is(w, n, "vx")) { /* "VX.17": the number of the release left open */
			put(l, token(T_WILD, 0));
			l->numbers = true;
			return;
		}
		unsigned m = n >= 3 ? month_of(w, n) : 0;
		if (m) {
			l->month = m;
			return;
		}
		if (n == 1 && (unsigned char)w[0] < 0x80) {
			put_letter(l, w[0], spaced);
			return;
		}
		if ((word_is(w, n, "service") || word_is(w, n, "feature")) && skip_pack(l)) {
			put(l, token(T_QUALIFIER, w[0] == 's' ? RANK_SERVICE_PACK : RANK_FEATURE_PACK));
			return;
		}
		if (word_is(w, n, "ver") || word_is(w, n, "version"))
			return; /* "2018 SP1 Version 1.4.7": the numbers go on */
		for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
			if (word_is(w, n, qualifiers[i].word)) {
				if (qualifiers[i].rank != RANK_RELEASE)
					put(l, token(T_QUALIFIER, qualifiers[i].rank));
				return;
			}
	}
	uint64_t h = 5381;
	for (size_t i = 0; i < whole.len; i++)
		h = h * 33 ^ (unsigned char)lower(whole.ptr[i]);
	put(l, token(T_WORD, h * UINT64_C(0x9E3779B97F4A7C15) >> 8));
}

/* "June 30 2015", "1 May 2024", "December 2020": one date token instead of the numbers. */
static bool fold_date(struct lexer *l)
{
	uint64_t year = 0, day = 0;
	if (!l->month || l->n == 0 || l->n > 2)
		return false;
	for (size_t i = 0; i < l->n; i++) {
		uint64_t v = l->tokens[i] & VALUE_MASK;
		if (class_of(l->tokens[i]) != T_NUMBER)
			return false;
		if (v >= 1980 && v < 2200)
			year = v;
		else if (v >= 1 && v <= 31)
			day = v;
		else
			return false;
	}
	if (!year)
		return false;
	l->tokens[0] = token(T_DATE, year * 10000 + l->month * 100 + day);
	l->n = 1;
	return true;
}

/* "8/30/2024" (month first, as its users write it) and "2019-09-21". */
static bool slash_date(struct str text, uint64_t *out)
{
	unsigned v[3] = {}, part = 0, digits = 0;
	char sep = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (is_digit(c) && digits < 4) {
			v[part] = v[part] * 10 + (unsigned)(c - '0');
			digits++;
		} else if ((c == '/' || c == '-') && digits && part < 2 && (!sep || sep == c)) {
			sep = c;
			part++;
			digits = 0;
		} else {
			return false;
		}
	}
	if (part != 2 || !digits)
		return false;
	unsigned y = sep == '/' ? v[2] : v[0], m = sep == '/' ? v[0] : v[1], d = sep == '/' ? v[1] : v[2];
	if (y < 1980 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*out = y * 10000 + m * 100 + d;
	return true;
}

/* A commit's hash has no order. */
static bool is_commit(struct str s)
{
	size_t digits = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = lower(s.ptr[i]);
		if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		digits += is_digit(c);
	}
	return s.len >= 7 && digits && digits + 2 <= s.len;
}

/* Zeros at the end of a run of numbers mean nothing: 5.2.0 = 5.2, "4.0 SP1" = "4 SP1". Before a wildcard they do: 4.0.x. */
static void drop_zeros(struct lexer *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++) {
		uint64_t t = l->tokens[i];
		if (class_of(t) != T_NUMBER && class_of(t) != T_WILD)
			while (n > 1 && l->tokens[n - 1] == token(T_NUMBER, 0) && class_of(l->tokens[n - 2]) == T_NUMBER)
				n--;
		l->tokens[n++] = t;
	}
	while (n > 1 && l->tokens[n - 1] == token(T_NUMBER, 0) && class_of(l->tokens[n - 2]) == T_NUMBER)
		n--;
	l->n = n;
}

static uint16_t count_numbers(const struct lexer *l)
{
	size_t i = 0, n = 0;
	while (i < l->n && class_of(l->tokens[i]) != T_NUMBER)
		i++;
	while (i + n < l->n && class_of(l->tokens[i + n]) == T_NUMBER)
		n++;
	return (uint16_t)n;
}

/* "CPCI85 V05.20": a name that ends in a number, and the version behind it. The name is one token. */
static void lex_name(struct lexer *l)
{
	const char *p = l->at;
	size_t letters = 0, digits = 0;
	while (p < l->end && is_letter(*p)) {
		letters++;
		p++;
	}
	while (p < l->end && (is_digit(*p) || is_letter(*p))) {
		digits += is_digit(*p);
		p++;
	}
	const char *name_end = p;
	while (p < l->end && (*p == ' ' || *p == '_'))
		p++;
	if (letters < 2 || !digits || p == name_end || l->end - p < 2 || lower(*p) != 'v' || !is_digit(p[1]))
		return;
	uint64_t h = 77;
	for (const char *c = l->at; c < name_end; c++)
		h = (h ^ (unsigned char)lower(*c)) * UINT64_C(0x100000001b3);
	put(l, token(T_WORD, h));
	l->at = p;
}

static void lex(struct lexer *l)
{
	bool spaced = true;
	lex_name(l);
	while (l->at < l->end) {
		char c = *l->at;
		if (is_digit(c)) {
			lex_number(l);
			spaced = false;
		} else if (is_letter(c)) {
			/* a letter glued to the number before it belongs to it: 1.010L, 4.2.8p18 */
			lex_word(l, spaced);
			spaced = false;
		} else {
			if (c == '*')
				put(l, token(T_WILD, 0));
			if (c == '?' && l->n)
				put(l, token(T_WILD, 1));
			spaced = true;
			l->at++;
		}
	}
}

struct version version_prepare(struct arena *a, struct str text)
{
	text = text.len ? str_trim(text) : S("");
	struct lexer l = { .at = text.ptr, .end = text.ptr + text.len };
	uint64_t date;
	if (text.len <= 10 && slash_date(text, &date)) {
		l.tokens[0] = token(T_DATE, date);
		l.n = 1;
	} else if (is_commit(text)) {
		put(&l, token(T_WORD, str_hash(text, 1)));
	} else if (text.len == 1 && is_letter(*text.ptr) && (unsigned char)*text.ptr < 0x80) { /* releases named by a letter alone */
		put(&l, token(T_LETTER, (uint64_t)(lower(*text.ptr) - 'a' + 1)));
	} else if (text.len) {
		lex(&l);
		if (!fold_date(&l) && l.month)
			put(&l, token(T_WORD, 0x6d6f6e7468 + l.month)); /* a month without a year: known word, no order */
	}
	uint16_t numbers = count_numbers(&l);
	drop_zeros(&l);
	struct version v = { .n = (uint16_t)l.n, .n_numbers = numbers };
	while (v.n_prefix < v.n && class_of(l.tokens[v.n_prefix]) != T_NUMBER && class_of(l.tokens[v.n_prefix]) != T_DATE &&
	        class_of(l.tokens[v.n_prefix]) != T_WILD && class_of(l.tokens[v.n_prefix]) != T_QUALIFIER)
		v.n_prefix++;
	if (v.n_prefix == v.n)
		v.n_prefix = 0; /* letters only: "W", "LF": they are the version */
	v.wild_at = v.n;
	for (uint16_t i = v.n; i-- > 0;)
		if (class_of(l.tokens[i]) == T_WILD)
			v.wild_at = i;
	uint64_t *kept = arena_array(a, uint64_t, l.n);
	memcpy(kept, l.tokens, l.n * sizeof *kept);
	v.tokens = kept;
	return v;
}

enum version_order version_flip(enum version_order o)
{
	return o == VERSION_LESS ? VERSION_GREATER : o == VERSION_GREATER ? VERSION_LESS : o;
}

/* Where the longer one stands whose tokens from at on have nothing opposite. */
static enum version_order order_of_rest(const uint64_t *t, size_t at, size_t n)
{
	for (; at < n; at++) {
		uint64_t value = t[at] & VALUE_MASK;
		bool number_next = at + 1 < n && class_of(t[at + 1]) == T_NUMBER;
		switch (class_of(t[at])) {
		case T_NUMBER:
			if (value)
				return VERSION_GREATER;
			break;
		case T_LETTER: /* 1.0b2 may be a beta or patch b */
			return value <= 2 && number_next ? VERSION_UNCOMPARABLE : VERSION_GREATER;
		case T_QUALIFIER:
			if (value < RANK_RELEASE)
				return VERSION_LESS;
			if (value == RANK_BUILD)
				return VERSION_UNCOMPARABLE;
			if (!number_next || t[at + 1] != token(T_NUMBER, 0))
				return VERSION_GREATER;
			at++; /* SP0 is no service pack */
			break;
		default: return VERSION_UNCOMPARABLE;
		}
	}
	return VERSION_EQUAL;
}

static enum version_order order_of_numbers(uint64_t x, uint64_t y)
{
	return x < y ? VERSION_LESS : x > y ? VERSION_GREATER : VERSION_EQUAL;
}

static enum version_order order_of_qualifiers(uint64_t x, uint64_t y)
{
	if (x < RANK_RELEASE || y < RANK_RELEASE)
		return order_of_numbers(x, y);
	/* A service pack outranks updates and hotfixes of the release before it; the rest have no common order. */
	if (x == RANK_SERVICE_PACK && (y == RANK_UPDATE || y == RANK_PATCH))
		return VERSION_GREATER;
	if (y == RANK_SERVICE_PACK && (x == RANK_UPDATE || x == RANK_PATCH))
		return VERSION_LESS;
	return VERSION_UNCOMPARABLE;
}

static enum version_order order_of_pair(uint64_t x, uint64_t y)
{
	enum token_class cx = class_of(x), cy = class_of(y);
	uint64_t vx = x & VALUE_MASK, vy = y & VALUE_MASK;
	if (cx == cy) {
		if (cx == T_NUMBER || cx == T_LETTER || cx == T_DATE)
			return order_of_numbers(vx, vy);
		return cx == T_QUALIFIER ? order_of_qualifiers(vx, vy) : VERSION_UNCOMPARABLE;
	}
	/* a zero here has a higher number behind it, else it had been dropped: 1.0.1 against "1.0 rc1" */
	if (cx == T_NUMBER && cy == T_QUALIFIER && vy < RANK_RELEASE)
		return VERSION_GREATER;
	if (cy == T_NUMBER && cx == T_QUALIFIER && vx < RANK_RELEASE)
		return VERSION_LESS;
	if (cx == T_DATE && cy == T_NUMBER && vy > 19800000 && vy < 22000000)
		return order_of_numbers(vx, vy);
	if (cy == T_DATE && cx == T_NUMBER && vx > 19800000 && vx < 22000000)
		return order_of_numbers(vx, vy);
	return VERSION_UNCOMPARABLE;
}

/* "5.0 SP2" against "5.2 SP1": the zero was written, though it is not kept before a word, and it settles the order. Numbers written in the first run: zx, zy. */
static enum version_order order_of_written_zero(uint64_t x, size_t zx, uint64_t y, size_t zy, size_t i)
{
	if (class_of(x) == T_QUALIFIER && class_of(y) == T_NUMBER && zx > i)
		return VERSION_LESS;
	if (class_of(y) == T_QUALIFIER && class_of(x) == T_NUMBER && zy > i)
		return VERSION_GREATER;
	return VERSION_UNCOMPARABLE;
}

static enum version_order order_of_tokens(const uint64_t *x, size_t nx, size_t zx, const uint64_t *y, size_t ny, size_t zy)
{
	size_t i = 0;
	for (; i < nx && i < ny; i++) {
		if (x[i] == y[i] && class_of(x[i]) != T_WILD)
			continue;
		if (!i && (class_of(x[0]) == T_QUALIFIER) != (class_of(y[0]) == T_QUALIFIER))
			return VERSION_UNCOMPARABLE; /* "beta", "SP1" alone: of which release? */
		enum version_order o = order_of_pair(x[i], y[i]);
		size_t numbers = 0;
		while (numbers < i && class_of(x[numbers]) == T_NUMBER)
			numbers++;
		if (o == VERSION_UNCOMPARABLE && numbers == i)
			o = order_of_written_zero(x[i], zx, y[i], zy, i);
		if (o != VERSION_EQUAL)
			return o;
	}
	if (i < nx)
		return order_of_rest(x, i, nx);
	return i < ny ? version_flip(order_of_rest(y, i, ny)) : VERSION_EQUAL;
}

/* A name before the numbers counts only when both have one. */
static bool prefixes_differ(const struct version *a, const struct version *b)
{
	if (!a->n_prefix || !b->n_prefix)
		return false;
	return a->n_prefix != b->n_prefix || memcmp(a->tokens, b->tokens, a->n_prefix * sizeof *a->tokens) != 0;
}

enum version_order version_order(const struct version *a, const struct version *b)
{
	if (!a->n || !b->n || prefixes_differ(a, b))
		return VERSION_UNCOMPARABLE;
	return order_of_tokens(
	        a->tokens + a->n_prefix, (size_t)(a->n - a->n_prefix), a->n_numbers, b->tokens + b->n_prefix, (size_t)(b->n - b->n_prefix), b->n_numbers);
}

enum version_order version_order_series(const struct version *v, const struct version *w)
{
	if (w->wild_at >= w->n)
		return version_order(v, w);
	if (!v->n || prefixes_differ(v, w))
		return VERSION_UNCOMPARABLE;
	const uint64_t *x = v->tokens + v->n_prefix, *y = w->tokens + w->n_prefix;
	size_t nx = (size_t)(v->n - v->n_prefix), ny = w->wild_at > w->n_prefix ? (size_t)(w->wild_at - w->n_prefix) : 0;
	for (size_t i = 0; i < ny; i++) {
		uint64_t t = i < nx ? x[i] : token(T_NUMBER, 0);
		if (t == y[i])
			continue;
		enum version_order o = order_of_pair(t, y[i]);
		if (o != VERSION_EQUAL)
			return o;
	}
	return VERSION_EQUAL;
}

bool version_refines(const struct version *v, const struct version *w)
{
	size_t nw = (size_t)(w->n - w->n_prefix), nv = (size_t)(v->n - v->n_prefix);
	size_t n = nw > w->n_numbers ? nw : w->n_numbers;
	if (w->wild_at < w->n || !v->n || !w->n || prefixes_differ(v, w) || (nw > w->n_numbers && w->n_numbers))
		return false; /* "4.0 SP1" stands for itself */
	for (size_t i = 0; i < n; i++) {
		uint64_t x = i < nv ? v->tokens[v->n_prefix + i] : token(T_NUMBER, 0),
		         y = i < nw ? w->tokens[w->n_prefix + i] : token(T_NUMBER, 0);
		if (x != y)
			return false;
	}
	return nv > n;
}
