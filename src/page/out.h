/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTML out-stream. put(o, x) picks the escaper by the type of x; only `struct html` goes out raw, and only page/ makes one.
 * Pages compiled by tools/htmlc call nothing but what stands here.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"
#include "page/catalogue.h"

struct page_out {
	struct buf *buf;
	const struct catalogue *lang; /* NULL = English */
	bool rtl; /* as lang->rtl */
	unsigned next_id; /* numbers of ids inside pictures: unique on the page */
};

/* An out-stream into buf in the viewer's language. */
struct page_out page_out(struct buf *buf, const struct catalogue *lang);

/* ---- types that choose how they look ---- */
struct html { /* finished HTML: made by page/ only, or by page_captured */
	struct str raw;
};
struct when { /* a time; TIME_NONE shows as a dash */
	int64_t us;
};
struct day { /* the same, shown as a date only */
	int64_t us;
};
struct confidence { /* 0–100, shown as a bar with its figure */
	int percent;
};
/* Packed, so that each is a type of its own for put() and none is confused with a plain number. */
enum __attribute__((packed)) page_level { PAGE_OUT, PAGE_SEVERE, PAGE_DEGRADED, PAGE_FULL }; /* level 0–3 of spec/register.md */
enum __attribute__((packed)) page_verdict { PAGE_AFFECTED, PAGE_NOT_AFFECTED, PAGE_FIXED, PAGE_UNDER_INVESTIGATION, PAGE_UNDECIDABLE };
enum __attribute__((packed)) page_tlp {
	PAGE_TLP_UNKNOWN,
	PAGE_TLP_CLEAR,
	PAGE_TLP_GREEN,
	PAGE_TLP_AMBER,
	PAGE_TLP_AMBER_STRICT,
	PAGE_TLP_RED
};
enum __attribute__((packed)) page_mode { PAGE_REAL, PAGE_EXERCISE, PAGE_TEST }; /* as enum mode of base/cx.h */
/* Verdict and TLP of their words ("not_affected", "AMBER+STRICT"; WHITE is CLEAR); PAGE_UNDECIDABLE, PAGE_TLP_UNKNOWN for any other. */
enum page_verdict page_verdict_of(struct str word);
enum page_tlp page_tlp_of(struct str word);
/* The word of each in the viewer's language, as the badges show it. Static. */
struct str page_level_word(const struct page_out *o, enum page_level level);
struct str page_verdict_word(const struct page_out *o, enum page_verdict verdict);

/* ---- put: text between tags ---- */
/* clang-format off */
#define put(o, x) \
	_Generic((x), struct str: put_str, const char *: put_text, char *: put_text, int: put_int, long: put_int, long long: put_int, \
		unsigned: put_uint, unsigned long: put_uint, unsigned long long: put_uint, struct html: put_html, struct when: put_when, \
		struct day: put_day, struct confidence: put_confidence, enum page_level: put_level, enum page_verdict: put_verdict, \
		enum page_tlp: put_tlp, enum page_mode: put_mode)((o), (x))
/* The same inside a quoted attribute: texts escaped, numbers as bare digits, times as RFC 3339; badges and html do not compile. */
#define put_attr(o, x) \
	_Generic((x), struct str: put_str, const char *: put_text, char *: put_text, int: put_digits, long: put_digits, long long: put_digits, \
		unsigned: put_udigits, unsigned long: put_udigits, unsigned long long: put_udigits, struct when: put_when_attr)((o), (x))
/* clang-format on */

/* Escaped for text and for quoted attributes alike: & < > " ' and control characters (as U+FFFD). */
void put_str(struct page_out *o, struct str s);
void put_text(struct page_out *o, const char *z);
/* With the language's separators. */
void put_int(struct page_out *o, int64_t v);
void put_uint(struct page_out *o, uint64_t v);
void put_digits(struct page_out *o, int64_t v);
void put_udigits(struct page_out *o, uint64_t v);
void put_html(struct page_out *o, struct html h);
/* <time datetime="2026-08-01T12:34:56Z">2026-08-01 12:34</time>: UTC, said once in the footer. */
void put_when(struct page_out *o, struct when w);
void put_day(struct page_out *o, struct day d);
void put_when_attr(struct page_out *o, struct when w);
/* Badges: a word, a colour, and for levels a figure, so that none speaks by colour alone. */
void put_confidence(struct page_out *o, struct confidence c);
void put_level(struct page_out *o, enum page_level level);
void put_verdict(struct page_out *o, enum page_verdict verdict);
void put_tlp(struct page_out *o, enum page_tlp tlp);
void put_mode(struct page_out *o, enum page_mode mode); /* nothing for PAGE_REAL */
/* One part of an address (path segment, query name or value): all but unreserved characters percent-encoded (RFC 3986). */
void put_url(struct page_out *o, struct str part);
/* A whole address: http, https, mailto, tel, or relative without scheme or leading //; anything else becomes "#". Escaped. */
void put_link(struct page_out *o, struct str address);
/* Bytes as they are: literals of pages. */
void page_raw(struct page_out *o, struct str s);
#define page_literal(o, z) page_raw((o), (struct str){ "" z, sizeof(z) - 1 })

/* What {{#if x}} asks: a text that is not empty, a time that is known, a number that is not 0, a pointer that is there. */
/* clang-format off */
#define page_true(x) \
	_Generic((x), struct str: page_true_str, struct html: page_true_html, struct when: page_true_when, struct day: page_true_day, \
		default: page_true_plain)(x)
/* clang-format on */
static inline bool page_true_str(struct str s)
{
	return s.len > 0;
}
static inline bool page_true_html(struct html h)
{
	return h.raw.len > 0;
}
static inline bool page_true_when(struct when w)
{
	return w.us != TIME_NONE;
}
static inline bool page_true_day(struct day d)
{
	return d.us != TIME_NONE;
}
static inline bool page_true_plain(bool truth)
{
	return truth;
}

/* ---- messages ---- */
/* The viewer's text for an English one; the literal is what xgettext collects, so it must stand here as one. Borrowed, static. */
struct str tr(const struct page_out *o, const char *english);
/* The form for n; both literals may hold %s for the count. */
struct str tr_n(const struct page_out *o, const char *one, const char *many, int64_t n);

struct page_arg { /* a value for a %s */
	enum page_arg_kind { PAGE_ARG_STR, PAGE_ARG_INT, PAGE_ARG_HTML, PAGE_ARG_WHEN, PAGE_ARG_DAY } kind;
	struct str text;
	int64_t number;
};
/* clang-format off */
#define page_arg(x) \
	_Generic((x), struct str: page_arg_str, const char *: page_arg_text, char *: page_arg_text, int: page_arg_int, long: page_arg_int, \
		long long: page_arg_int, unsigned: page_arg_uint, unsigned long: page_arg_uint, unsigned long long: page_arg_uint, \
		struct html: page_arg_html, struct when: page_arg_when, struct day: page_arg_day)(x)
/* clang-format on */
struct page_arg page_arg_str(struct str s);
struct page_arg page_arg_text(const char *z);
struct page_arg page_arg_int(int64_t v);
struct page_arg page_arg_uint(uint64_t v);
struct page_arg page_arg_html(struct html h);
struct page_arg page_arg_when(struct when w);
struct page_arg page_arg_day(struct day d);
/* A message with its places filled: page_say(o, tr(o, "%s of %s"), page_arg(a), page_arg(b)). Text and values are escaped (html is not); texts
 * are set apart as <bdi>. A translation may reorder by %1$s. The plain form needs no values. */
#define page_say(o, text, ...) \
	page_say_((o), (text), (const struct page_arg[]){ {}, ##__VA_ARGS__ }, \
	        sizeof((const struct page_arg[]){ {}, ##__VA_ARGS__ }) / sizeof(struct page_arg))
/* The same inside a quoted attribute: no tags come out; an html value is left out. */
#define page_say_attr(o, text, ...) \
	page_say_attr_((o), (text), (const struct page_arg[]){ {}, ##__VA_ARGS__ }, \
	        sizeof((const struct page_arg[]){ {}, ##__VA_ARGS__ }) / sizeof(struct page_arg))
void page_say_(struct page_out *o, struct str text, const struct page_arg *args, size_t n); /* args[1..n-1] */
void page_say_attr_(struct page_out *o, struct str text, const struct page_arg *args, size_t n);

/* Collects what is put between begin and end as html instead of sending it: for widgets that go into a view or a message.
 *	struct page_out part = page_capture(o);  put(&part, …);  view.cell = page_captured(&part); */
struct page_out page_capture(const struct page_out *o);
struct html page_captured(const struct page_out *part);
