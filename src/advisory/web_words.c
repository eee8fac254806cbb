/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of the documents' enumerations in the viewer's language. Must never hide a word it does not know: that stands as it is.
 */
#include "advisory/web.h"

struct word {
	const char *word;
	struct str text;
};

static struct str find_word(const struct word *words, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_fold(word, str_c(words[i].word)))
			return words[i].text;
	return word;
}

/* Profiles of CSAF 2.0, section 4, and the states of section 3.2.1.12.7. */
struct str web_csaf_word(const struct page_out *o, struct str word)
{
	const struct word words[] = { { "csaf_base", tr(o, "basic document") }, { "csaf_security_advisory", tr(o, "security advisory") },
		{ "csaf_vex", tr(o, "statement of exploitability (VEX)") },
		{ "csaf_security_incident_response", tr(o, "response to a security incident") },
		{ "csaf_informational_advisory", tr(o, "informational advisory") }, { "draft", tr(o, "draft") },
		{ "interim", tr(o, "interim") }, { "final", tr(o, "final") } };
	return find_word(words, sizeof words / sizeof *words, word);
}

/* The ratings of CVSS, and those that vendors use for a whole advisory. */
struct str web_severity_word(const struct page_out *o, struct str word)
{
	const struct word words[] = { { "critical", tr(o, "critical") }, { "important", tr(o, "important") }, { "high", tr(o, "high") },
		{ "medium", tr(o, "medium") }, { "moderate", tr(o, "moderate") }, { "low", tr(o, "low") },
		{ "none", tr(o, "no severity") } };
	return find_word(words, sizeof words / sizeof *words, word);
}
