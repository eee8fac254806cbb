/* SPDX-License-Identifier: Apache-2.0
 *
 * poc: compiles po/XX.po files to the C tables of page/catalogue.h. msgfmt --check is the judge of the files; this only reads what it passed.
 *   poc OUT.c XX.po...        The code of the language is the file's name. Fuzzy and untranslated messages are left out.
 * Must never guess a plural rule: a file whose nplurals is not the language's stops the build.
 */
#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES_MAX = 8192, FORMS_MAX = 6, TEXT_MAX = 8192 };

static const struct language {
	const char *code, *name, *rule, *group;
	bool rtl;
	int forms, group_from;
} languages[] = {
	/* Separators after CLDR, except that Arabic keeps Western digits and signs, as its operators write versions and addresses with them. */
	{ "en", "English", "PLURAL_ONE", ",", false, 2, 4 },
	{ "ar", "العربية", "PLURAL_ARABIC", ",", true, 6, 4 },
	{ "zh", "中文", "PLURAL_NONE", ",", false, 1, 4 },
	{ "fr", "Français", "PLURAL_FRENCH", "\u202f", false, 2, 4 },
	{ "ru", "Русский", "PLURAL_RUSSIAN", "\u00a0", false, 3, 5 },
	{ "es", "Español", "PLURAL_SPANISH", "\u00a0", false, 2, 5 },
};

struct message { /* texts as C literals, their quotes included */
	char *id, *text[FORMS_MAX];
	bool plural, fuzzy;
};

static char *joined(char *literal, const char *line, const char *end)
{
	size_t n = literal ? strlen(literal) - 1 : 0, more = (size_t)(end - line); /* the closing quote goes */
	char *whole = realloc(literal, n + more + 2);
	if (!whole)
		err(1, "poc");
	memcpy(whole + n, n ? line + 1 : line, n ? more - 1 : more);
	whole[n + (n ? more - 1 : more)] = 0;
	return whole;
}

/* The C value of a literal, for sorting by bytes as strcmp will. */
static const char *value(const char *literal, char out[TEXT_MAX])
{
	size_t n = 0;
	for (const char *p = literal + 1; *p && p[1] && n + 1 < TEXT_MAX; p++)
		out[n++] = *p != '\\' ? *p : *++p == 'n' ? '\n' : *p == 't' ? '\t' : *p;
	out[n] = 0;
	return out;
}

static int by_id(const void *a, const void *b)
{
	char x[TEXT_MAX], y[TEXT_MAX];
	return strcmp(value(((const struct message *)a)->id, x), value(((const struct message *)b)->id, y));
}

static size_t read_po(const char *path, struct message *at)
{
	FILE *f = fopen(path, "r");
	char line[TEXT_MAX];
	size_t n = 0;
	char **target = NULL;
	bool fuzzy = false;
	if (!f)
		err(1, "%s", path);
	while (fgets(line, sizeof line, f)) {
		char *from = strchr(line, '"'), *to = strrchr(line, '"');
		int form = 0;
		if (line[0] == '#') {
			fuzzy |= line[1] == ',' && strstr(line, "fuzzy") != NULL;
			continue;
		}
		if (!strncmp(line, "msgid ", 6)) {
			if (n == MESSAGES_MAX)
				errx(1, "%s: more than %d messages", path, MESSAGES_MAX);
			at[n] = (struct message){ .fuzzy = fuzzy };
			target = &at[n++].id;
			fuzzy = false;
		} else if (!strncmp(line, "msgid_plural ", 13) && n) {
			at[n - 1].plural = true;
			target = NULL;
			continue;
		} else if (!strncmp(line, "msgstr", 6) && n) {
			if (sscanf(line, "msgstr[%d]", &form) == 1 && (form < 0 || form >= FORMS_MAX))
				errx(1, "%s: form %d", path, form);
			target = &at[n - 1].text[form];
		}
		if (from && to > from && target)
			*target = joined(*target, from, to + 1);
	}
	fclose(f);
	return n;
}

static size_t write_language(FILE *out, const struct language *l, struct message *at, size_t n)
{
	size_t kept = 0;
	qsort(at, n, sizeof *at, by_id);
	for (size_t i = 0; i < n; i++) {
		bool whole = !at[i].fuzzy && strcmp(at[i].id, "\"\"");
		for (int k = 0; k < (at[i].plural ? l->forms : 1); k++)
			whole = whole && at[i].text[k] && strcmp(at[i].text[k], "\"\"");
		if (!whole)
			continue;
		fprintf(out, "static const char *const %s_%zu[] = {", l->code, kept);
		for (int k = 0; k < (at[i].plural ? l->forms : 1); k++)
			fprintf(out, " %s,", at[i].text[k]);
		fprintf(out, " };\n");
		at[kept++] = at[i];
	}
	fprintf(out, "static const struct catalogue_message %s_messages[] = {\n", l->code);
	for (size_t i = 0; i < kept; i++)
		fprintf(out, "\t{ %s, %s_%zu, %s },\n", at[i].id, l->code, i, at[i].plural ? "true" : "false");
	fprintf(out, "%s};\n", kept ? "" : "\t{}\n");
	return kept;
}

static const struct language *language_of(const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	for (size_t i = 1; i < sizeof languages / sizeof *languages; i++)
		if (!strncmp(name, languages[i].code, strlen(languages[i].code)) && !strcmp(name + strlen(languages[i].code), ".po"))
			return &languages[i];
	errx(1, "%s: no language of this name; add it to the table in tools/poc.c", path);
}

int main(int argc, char **argv)
{
	static struct message at[MESSAGES_MAX];
	size_t kept[64] = {};
	FILE *out = argc > 1 && argc < 64 ? fopen(argv[1], "w") : NULL;
	if (!out)
		err(2, "poc OUT.c XX.po...");
	fputs("/* Made from po/ by tools/poc. */\n#include \"page/catalogue.h\"\n", out);
	for (int i = 2; i < argc; i++) {
		const struct language *l = language_of(argv[i]);
		size_t n = read_po(argv[i], at);
		char wanted[32];
		snprintf(wanted, sizeof wanted, "nplurals=%d;", l->forms);
		for (size_t k = 0; k < n; k++)
			if (!at[k].id || (!strcmp(at[k].id, "\"\"") && (!at[k].text[0] || !strstr(at[k].text[0], wanted))))
				errx(1, "%s: the header must say %s", argv[i], wanted);
		kept[i] = write_language(out, l, at, n);
	}
	fputs("const struct catalogue page_catalogues[] = {\n", out);
	for (int i = 1; i < argc; i++) {
		const struct language *l = i == 1 ? languages : language_of(argv[i]);
		fprintf(out, "\t{ \"%s\", \"%s\", %s, %s, \"%s\", %d, ", l->code, l->name, l->rtl ? "true" : "false", l->rule, l->group,
		        l->group_from);
		fprintf(out, i == 1 ? "NULL, 0 },\n" : "%s_messages, %zu },\n", l->code, kept[i]);
	}
	fputs("};\nconst size_t page_catalogues_n = sizeof page_catalogues / sizeof *page_catalogues;\n", out);
	return ferror(out) || fclose(out) ? 1 : 0;
}
