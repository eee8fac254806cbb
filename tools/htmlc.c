/* SPDX-License-Identifier: Apache-2.0
 *
 * htmlc: compiles a page written in HTML to one C function, so that the C compiler checks every hole and its type picks the escaper.
 *
 *   htmlc page HEADER IN.html OUT.c     void page_IN(struct page_out *o, const struct IN_view *v), types from HEADER
 *   htmlc pot IN.html...                the page's messages as a .pot on standard output
 *
 *   {{x.y}}  {{url x}} one part of an address  {{link x}} a whole address  {{_ "text %s" x}}  {{_n "%s one" "%s many" n}}
 *   {{#if x}} … {{else}} … {{/if}}   {{#each list as r}} … {{else}} (when empty) … {{/each}}   {{> part x}}   {{! comment}}
 *
 * Must never grow logic beyond these (at most 300 lines), and never let a hole stand where escaping cannot make it safe: outside
 * quotes in a tag, in style and on… attributes, or unwrapped in an address.
 */
#include <ctype.h>
#include <err.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20, DEPTH_MAX = 16, NAME_BYTES = 64, WORDS_MAX = 12, WORD_MAX = 600, EXPR_MAX = WORD_MAX + 64 };
enum place { TEXT, TAG, VALUE, COMMENT };

struct context { /* where in the HTML we stand */
	enum place place;
	char quote, attribute[NAME_BYTES];
};
struct block { /* an open {{#if}} or {{#each}} */
	bool each, has_else;
	int line;
	char name[NAME_BYTES], list[EXPR_MAX];
	struct context before;
};
struct compiler {
	const char *file, *line_start;
	int line, depth;
	FILE *out;
	bool pot, in_literal;
	struct context html;
	struct block stack[DEPTH_MAX];
};
struct words { /* one {{…}}, cut at blanks; quoted texts keep their C escapes */
	char at[WORDS_MAX][WORD_MAX];
	bool quoted[WORDS_MAX];
	int n;
};

__attribute__((format(printf, 2, 3))) _Noreturn static void stop(const struct compiler *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: error: ", c->file, c->line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	exit(1);
}

/* Follows the HTML by one byte. */
static void follow(struct compiler *c, const char *p)
{
	struct context *h = &c->html;
	size_t n = strlen(h->attribute);
	if (h->place == TEXT && *p == '<') {
		if (!strncmp(p, "<style", 6) || !strncmp(p, "<script>", 8))
			stop(c, "inline <style> and <script> are refused by the content security policy; serve them as assets");
		*h = (struct context){ .place = !strncmp(p, "<!--", 4)                        ? COMMENT
			                        : p[1] == '/' || p[1] == '!' || isalpha(p[1]) ? TAG
			                                                                      : TEXT };
	} else if ((h->place == COMMENT && !strncmp(p, "-->", 3)) || (h->place == TAG && *p == '>')) {
		h->place = TEXT;
	} else if (h->place == TAG && (*p == '"' || *p == '\'')) {
		h->place = VALUE;
		h->quote = *p;
		if (!strcmp(h->attribute, "style") || !strcmp(h->attribute, "srcdoc") || !strncmp(h->attribute, "on", 2))
			stop(c, "attribute %s= is refused by the content security policy", h->attribute);
	} else if (h->place == TAG && (isalnum(*p) || strchr("-_:", *p)) && n + 1 < NAME_BYTES) {
		n = isalnum(p[-1]) || strchr("-_:", p[-1]) ? n : 0; /* a new name begins; blanks around = belong to the old one */
		h->attribute[n] = (char)tolower(*p);
		h->attribute[n + 1] = 0;
	} else if (h->place == VALUE && *p == h->quote) {
		*h = (struct context){ .place = TAG };
	}
}

static void literal(struct compiler *c, const char *p)
{
	if (!c->in_literal)
		fputs("page_literal(o, \"", c->out);
	c->in_literal = true;
	follow(c, p);
	if (*p == '\n')
		fputs("\\n\"\n\t\"", c->out);
	else if (isalnum(*p) || (*p && strchr(" <>/='.,;:-_()[]{}#%&!+*", *p)))
		fputc(*p, c->out);
	else
		fprintf(c->out, "\\%03o", (unsigned char)*p);
}

static void end_literal(struct compiler *c)
{
	if (c->in_literal)
		fputs("\");\n", c->out);
	c->in_literal = false;
}

static bool is_loop(const struct compiler *c, const char *path, size_t n)
{
	for (int i = 0; i < c->depth; i++)
		if (c->stack[i].each && strlen(c->stack[i].name) == n && !strncmp(c->stack[i].name, path, n))
			return true;
	return false;
}

/* C for a dotted path: a loop's name stands for its item, anything else is a field of the view. */
static const char *expression(const struct compiler *c, const char *path, bool address, char out[EXPR_MAX])
{
	size_t n = strcspn(path, ".");
	if (n == 0 || isdigit(*path) || path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.")])
		stop(c, "\"%s\" is no field: only names joined by . are", path);
	if (!is_loop(c, path, n))
		snprintf(out, EXPR_MAX, "%sv->%s", address ? "&" : "", path);
	else if (!path[n])
		snprintf(out, EXPR_MAX, "%s%s", address ? "" : "*", path);
	else
		snprintf(out, EXPR_MAX, "%s%.*s->%s", address ? "&" : "", (int)n, path, path + n + 1);
	return out;
}

/* Reads the inside of {{…}} into words. */
static void cut(const struct compiler *c, const char *p, const char *end, struct words *w)
{
	*w = (struct words){};
	for (; (p += strspn(p, " \t\n")) < end; p++) {
		bool quoted = w->quoted[w->n] = *p == '"';
		size_t n = 0;
		for (p += quoted; p < end && (quoted ? *p != '"' : !isspace(*p)) && n + 3 < WORD_MAX; p++) {
			w->at[w->n][n++] = *p;
			if (quoted && *p == '\\')
				w->at[w->n][n++] = *++p;
		}
		if (++w->n == WORDS_MAX || (quoted && (p >= end || *p != '"')))
			stop(c, "unclosed text, or too much in one {{…}}");
	}
}

/* {{_ "text" x…}} and {{_n "one" "many" n x…}}: the count fills the first place of both texts. */
static void message(struct compiler *c, const struct words *w, const char *suffix)
{
	bool plural = !strcmp(w->at[0], "_n");
	int texts = plural ? 2 : 1, values = w->n - 1 - texts;
	char e[EXPR_MAX];
	if (values < plural || !w->quoted[1] || !w->quoted[texts])
		stop(c, plural ? "write {{_n \"one\" \"many\" count}}" : "write {{_ \"text\" …}}");
	for (int i = 1; i <= texts; i++) {
		int places = 0;
		for (const char *p = w->at[i]; (p = strchr(p, '%')); p += 2)
			places += p[1] == 's' ? 1 : p[1] == '%' ? 0 : WORD_MAX;
		if (places != values)
			stop(c, "\"%s\" must hold %%s as often as values follow (%d), and no other %%", w->at[i], values);
	}
	if (c->pot) {
		printf("#: %s:%d\n%smsgid \"%s\"\n", c->file, c->line, strchr(w->at[1], '%') ? "#, c-format\n" : "", w->at[1]);
		printf(plural ? "msgid_plural \"%s\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n" : "msgstr \"\"\n\n", w->at[2]);
	}
	fprintf(c->out, "page_say%s(o, %s(o, \"%s\"", suffix, plural ? "tr_n" : "tr", w->at[1]);
	if (plural)
		fprintf(c->out, ", \"%s\", (int64_t)(%s)", w->at[2], expression(c, w->at[3], false, e));
	fputc(')', c->out);
	for (int i = 1 + texts; i < w->n; i++)
		fprintf(c->out, ", page_arg(%s)", expression(c, w->at[i], false, e));
	fputs(");\n", c->out);
}

static void open_block(struct compiler *c, const struct words *w)
{
	bool each = !strcmp(w->at[0], "#each");
	if (c->depth == DEPTH_MAX || (each ? w->n != 4 || strcmp(w->at[2], "as") : w->n != 2))
		stop(c, "write {{#each list as name}} or {{#if field}}, at most %d deep", DEPTH_MAX);
	struct block b = { .each = each, .line = c->line, .before = c->html };
	expression(c, w->at[1], false, b.list);
	if (each && (is_loop(c, w->at[3], strlen(w->at[3])) || strlen(w->at[3]) >= NAME_BYTES || !isalpha(w->at[3][0])))
		stop(c, "\"%s\" is the name of a loop around this one, or no name", w->at[3]);
	snprintf(b.name, sizeof b.name, "%.*s", NAME_BYTES - 1, w->at[3]);
	int i = c->depth;
	c->stack[c->depth++] = b;
	if (each)
		fprintf(c->out, "for (size_t i%d_ = 0; i%d_ < (size_t)%s.n; i%d_++) { const typeof(*%s.at) *%s = &%s.at[i%d_]; (void)%s;\n",
		        i, i, b.list, i, b.list, b.name, b.list, i, b.name);
	else
		fprintf(c->out, "if (page_true(%s)) {\n", b.list);
}

static void close_block(struct compiler *c, const struct words *w)
{
	bool is_else = !strcmp(w->at[0], "else");
	struct block *b = &c->stack[c->depth ? c->depth - 1 : 0];
	if (c->depth == 0 || (is_else && b->has_else) || (!is_else && strcmp(w->at[0], b->each ? "/each" : "/if")))
		stop(c, "{{%s}} closes nothing that is open", w->at[0]);
	if (b->before.place != c->html.place || b->before.quote != c->html.quote)
		stop(c, "{{%s}} stands elsewhere in the HTML than the block of line %d began (tag, value or text)", w->at[0], b->line);
	b->has_else |= is_else;
	if (is_else && b->each)
		fprintf(c->out, "} if (%s.n == 0) {\n", b->list);
	else
		fputs(is_else ? "} else {\n" : "}\n", c->out);
	c->depth -= !is_else;
}

static void hole(struct compiler *c, const struct words *w, int column)
{
	bool url = w->n == 2 && !strcmp(w->at[0], "url"), link = w->n == 2 && !strcmp(w->at[0], "link"), value = c->html.place == VALUE;
	char name[NAME_BYTES + 2], e[EXPR_MAX];
	snprintf(name, sizeof name, " %s ", c->html.attribute);
	if (c->html.place == TAG || c->html.place == COMMENT)
		stop(c, "a hole in a tag must stand inside quotes, and none in a comment");
	if (value && !url && !link && strstr(" href src action formaction poster cite srcset data ping xlink:href ", name))
		stop(c, "in %s= write {{url x}} for one part of the address or {{link x}} for the whole of it", c->html.attribute);
	if (w->at[0][0] == '_' && w->n > 1) {
		message(c, w, value ? "_attr" : "");
		return;
	}
	if (w->n != (url || link ? 2 : 1) || w->quoted[0])
		stop(c, "not understood: {{%s …}}", w->at[0]);
	const char *put = url ? "put_url" : link ? "put_link" : value ? "put_attr" : "put";
	expression(c, w->at[w->n - 1], false, e);
	/* Blanks bring the field under its place in the HTML, so that the compiler's column is right too. */
	int lead = column + (url ? 6 : link ? 7 : 2) - (int)(strlen(put) + 4 + strlen(e) - strlen(w->at[w->n - 1]));
	fprintf(c->out, "%*s%s(o, %s);\n", lead > 0 ? lead : 0, "", put, e);
}

static void braces(struct compiler *c, const char *p, const char *end)
{
	struct words w;
	char e[EXPR_MAX];
	cut(c, p, end, &w);
	fprintf(c->out, "#line %d \"%s\"\n", c->line, c->file);
	if (!strcmp(w.at[0], "#if") || !strcmp(w.at[0], "#each"))
		open_block(c, &w);
	else if (!strcmp(w.at[0], "else") || !strcmp(w.at[0], "/if") || !strcmp(w.at[0], "/each"))
		close_block(c, &w);
	else if (strcmp(w.at[0], ">"))
		hole(c, &w, (int)(p - 2 - c->line_start));
	else if (w.n != 3 || c->html.place != TEXT)
		stop(c, "write {{> part field}}, between tags");
	else
		fprintf(c->out, "page_%s(o, %s);\n", w.at[1], expression(c, w.at[2], true, e));
}

/* The body of a page; indentation by tabs and the newline at the very end are left out. */
static void compile(struct compiler *c, const char *text)
{
	c->line_start = text;
	for (const char *p = text; *p; p++) {
		if (!strncmp(p, "{{", 2)) {
			const char *end = strstr(p, "}}");
			if (!end)
				stop(c, "{{ without }}");
			end_literal(c);
			if (p[2] != '!')
				braces(c, p + 2, end);
			p = end + 1;
		} else if (*p != '\t' && (*p != '\n' || p[1])) {
			literal(c, p);
		}
		if (*p == '\n')
			c->line++, c->line_start = p + 1;
	}
	end_literal(c);
	if (c->depth || c->html.place != TEXT)
		stop(c, "the page ends inside a block, tag or comment (last block: line %d)", c->depth ? c->stack[c->depth - 1].line : 0);
}

int main(int argc, char **argv)
{
	bool pot = argc > 2 && !strcmp(argv[1], "pot");
	if (!pot && (argc != 5 || strcmp(argv[1], "page")))
		errx(2, "htmlc page HEADER IN.html OUT.c | htmlc pot IN.html...");
	FILE *out = fopen(pot ? "/dev/null" : argv[4], "w");
	if (!out)
		err(1, "%s", argv[4]);
	fputs(pot ? "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n" : "", stdout);
	for (int i = pot ? 2 : 3; i < (pot ? argc : 4); i++) {
		static char text[FILE_MAX];
		FILE *f = fopen(argv[i], "r");
		size_t n = f ? fread(text, 1, FILE_MAX, f) : 0;
		if (!f || ferror(f) || n == FILE_MAX || fclose(f))
			err(1, "%s (at most 1 MiB)", argv[i]);
		text[n] = 0;
		struct compiler c = { .file = argv[i], .line = 1, .out = out, .pot = pot };
		const char *name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
		n = strcspn(name, ".");
		fprintf(out, "/* Made from %s by tools/htmlc. */\n#include \"page/out.h\"\n#include \"%s\"\n", name, argv[2]);
		fprintf(out, "void page_%.*s(struct page_out *o, const struct %.*s_view *v)\n{\n(void)v;\n", (int)n, name, (int)n, name);
		compile(&c, text);
		fputs("}\n", out);
	}
	return ferror(out) || fclose(out) || fflush(stdout) ? 1 : 0;
}
