/* SPDX-License-Identifier: Apache-2.0
 *
 * Mandatory tests over the document's head: 6.1.12, 6.1.15, 6.1.26, 6.1.28.
 */
#include "formats/csaf_check.h"
#include "formats/csaf_form.h"
#include "formats/language.h"

static void language_check(struct csaf_check *c, const char *key)
{
	const struct json *tag = json_get(c->document, key);
	if (tag && tag->type == JSON_STRING && !language_valid(json_str(tag)))
		csaf_fault_add(c, CSAF_KEY(CSAF_KEY(NULL, "document"), key), "\"%.*s\" is no valid language tag", STR(json_str(tag)));
}

void csaf_test_language(struct csaf_check *c)
{
	language_check(c, "lang");
	language_check(c, "source_lang");
}

void csaf_test_translator(struct csaf_check *c)
{
	if (str_eq(json_get_str(json_get(c->document, "publisher"), "category"), S("translator")) &&
	        json_get_str(c->document, "source_lang").len == 0)
		csaf_fault_add(c, CSAF_KEY(NULL, "document"), "a translator must give source_lang");
}

/* Lower case, without white space, '-' and '_'. */
static struct str category_bare(struct csaf_check *c)
{
	char *bare = arena_bytes(c->a, c->category.len + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->category.len;) {
		size_t start = i;
		uint32_t point = csaf_form_code_point(c->category, &i);
		if (csaf_form_is_space(point) || point == '-' || point == '_')
			continue;
		for (size_t k = start; k < i; k++)
			bare[n++] = c->category.ptr[k] >= 'A' && c->category.ptr[k] <= 'Z' ? (char)(c->category.ptr[k] | 0x20)
			                                                                   : c->category.ptr[k];
	}
	return (struct str){ bare, n };
}

void csaf_test_category(struct csaf_check *c)
{
	static const char *const profiles[] = { "csaf_security_incident_response", "csaf_informational_advisory", "csaf_security_advisory",
		"csaf_vex", "csaf_base" };
	static const char *const bare_names[] = { "securityincidentresponse", "informationaladvisory", "securityadvisory", "vex" };
	for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
		if (str_eq(c->category, str_c(profiles[i])))
			return;
	const struct csaf_path *path = CSAF_KEY(CSAF_KEY(NULL, "document"), "category");
	if (str_eq_fold(str_slice(c->category, 0, 5), S("csaf_"))) {
		csaf_fault_add(c, path, "\"%.*s\" starts with the reserved csaf_", STR(c->category));
		return;
	}
	struct str bare = category_bare(c);
	struct str name = str_starts(bare, S("csaf")) ? str_slice(bare, 4, bare.len) : bare;
	for (size_t i = 0; i < sizeof bare_names / sizeof *bare_names; i++)
		if (str_eq(name, str_c(bare_names[i])))
			csaf_fault_add(c, path, "\"%.*s\" is too close to the name of another profile", STR(c->category));
}

void csaf_test_translation(struct csaf_check *c)
{
	struct str language = json_get_str(c->document, "lang");
	if (language.len && str_eq_fold(language, json_get_str(c->document, "source_lang")))
		csaf_fault_add(c, CSAF_KEY(CSAF_KEY(NULL, "document"), "source_lang"), "is the same language as lang");
}
