/* SPDX-License-Identifier: Apache-2.0
 *
 * Badges: levels, verdicts, TLP labels, modes, confidence. Must never speak by colour alone.
 */
#include "page/out.h"

struct str page_level_word(const struct page_out *o, enum page_level level)
{
	switch (level) {
	case PAGE_OUT: return tr(o, "out");
	case PAGE_SEVERE: return tr(o, "severe");
	case PAGE_DEGRADED: return tr(o, "degraded");
	case PAGE_FULL: return tr(o, "full");
	}
	return S("?");
}

void put_level(struct page_out *o, enum page_level level)
{
	page_literal(o, "<span class=\"level l");
	put_digits(o, (int)level & 3);
	page_literal(o, "\"><b>");
	put_digits(o, (int)level);
	page_literal(o, "</b> ");
	put_str(o, page_level_word(o, level));
	page_literal(o, "</span>");
}

static const char *const verdict_words[] = { "affected", "not_affected", "fixed", "under_investigation", "undecidable" };

enum page_verdict page_verdict_of(struct str word)
{
	for (unsigned i = 0; i < sizeof verdict_words / sizeof *verdict_words; i++)
		if (str_eq(word, str_c(verdict_words[i])))
			return (enum page_verdict)i;
	return PAGE_UNDECIDABLE;
}

struct str page_verdict_word(const struct page_out *o, enum page_verdict verdict)
{
	switch (verdict) {
	case PAGE_AFFECTED: return tr(o, "affected");
	case PAGE_NOT_AFFECTED: return tr(o, "not affected");
	case PAGE_FIXED: return tr(o, "fixed");
	case PAGE_UNDER_INVESTIGATION: return tr(o, "under investigation");
	case PAGE_UNDECIDABLE: return tr(o, "undecidable");
	}
	return S("?");
}

void put_verdict(struct page_out *o, enum page_verdict verdict)
{
	page_literal(o, "<span class=\"verdict ");
	put_text(o, verdict <= PAGE_UNDECIDABLE ? verdict_words[verdict] : "undecidable");
	page_literal(o, "\">");
	put_str(o, page_verdict_word(o, verdict));
	page_literal(o, "</span>");
}

/* Words of FIRST's TLP 2.0, the same in every language; the class picks its colours. */
static const struct {
	struct str word;
	const char *class;
} tlp[] = { { { "TLP ?", 5 }, "unknown" }, { { "CLEAR", 5 }, "clear" }, { { "GREEN", 5 }, "green" }, { { "AMBER", 5 }, "amber" },
	{ { "AMBER+STRICT", 12 }, "amber" }, { { "RED", 3 }, "red" } };

enum page_tlp page_tlp_of(struct str word)
{
	if (str_starts(word, S("TLP:")))
		word = str_slice(word, 4, word.len);
	for (unsigned i = 1; i < sizeof tlp / sizeof *tlp; i++)
		if (str_eq_fold(word, tlp[i].word))
			return (enum page_tlp)i;
	return str_eq_fold(word, S("WHITE")) ? PAGE_TLP_CLEAR : PAGE_TLP_UNKNOWN;
}

void put_tlp(struct page_out *o, enum page_tlp label)
{
	unsigned i = label <= PAGE_TLP_RED ? label : PAGE_TLP_UNKNOWN;
	page_literal(o, "<span class=\"tlp ");
	put_text(o, tlp[i].class);
	page_raw(o, i ? S("\">TLP:") : S("\">"));
	put_str(o, tlp[i].word);
	page_literal(o, "</span>");
}

void put_mode(struct page_out *o, enum page_mode mode)
{
	if (mode == PAGE_REAL)
		return;
	page_literal(o, "<p class=\"mode\" role=\"status\">");
	put_str(o, mode == PAGE_EXERCISE ? tr(o, "EXERCISE: nothing here is real") : tr(o, "TEST: nothing here is real"));
	page_literal(o, "</p>");
}

void put_confidence(struct page_out *o, struct confidence c)
{
	int percent = c.percent < 0 ? 0 : c.percent > 100 ? 100 : c.percent;
	page_literal(o, "<span class=\"confidence\"><meter min=\"0\" max=\"100\" low=\"50\" high=\"80\" optimum=\"100\" value=\"");
	put_digits(o, percent);
	page_literal(o, "\" aria-label=\"");
	put_str(o, tr(o, "confidence"));
	page_literal(o, "\"></meter> ");
	put_digits(o, percent);
	page_literal(o, "%</span>");
}
