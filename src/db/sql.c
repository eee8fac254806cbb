/* SPDX-License-Identifier: Apache-2.0
 *
 * A lexer for portable SQL and its three uses. Must never execute anything nor know a database handle. Serves migrate.c, both drivers and
 * tools/sqlcheck.
 */
#include "db/sql.h"
#include "base/buf.h"
#include <string.h>

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Length of the quoted text at the start of s; a doubled quote is a quote inside. */
static size_t quoted(struct str s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] != s.ptr[0])
			continue;
		if (i + 1 < s.len && s.ptr[i + 1] == s.ptr[0])
			i++;
		else
			return i + 1;
	}
	return s.len;
}

static size_t until(struct str s, struct str end)
{
	ptrdiff_t at = str_find(str_slice(s, 2, s.len), end);
	return at < 0 ? s.len : (size_t)at + 2;
}

static size_t run(struct str s, size_t from, bool (*wanted)(char))
{
	while (from < s.len && wanted(s.ptr[from]))
		from++;
	return from;
}

struct sql_token sql_next(struct str *rest)
{
	struct str s = *rest;
	struct sql_token t = { SQL_SIGN, s };
	size_t n = 1;
	if (s.len == 0) {
		t.kind = SQL_END;
		n = 0;
	} else if (blank(s.ptr[0])) {
		t.kind = SQL_BLANK;
		n = run(s, 1, blank);
	} else if (str_starts(s, S("--"))) {
		t.kind = SQL_COMMENT;
		n = until(s, S("\n"));
	} else if (str_starts(s, S("/*"))) {
		t.kind = SQL_COMMENT;
		n = until(s, S("*/"));
		n = n < s.len ? n + 2 : n;
	} else if (s.ptr[0] == '\'' || s.ptr[0] == '"') {
		t.kind = s.ptr[0] == '"' ? SQL_NAME : SQL_TEXT;
		n = quoted(s);
	} else if (s.ptr[0] == '$') {
		t.kind = SQL_PARAMETER;
		n = run(s, 1, letter);
	} else if (letter(s.ptr[0])) {
		t.kind = SQL_WORD;
		n = run(s, 1, letter);
	}
	t.text.len = n;
	*rest = str_slice(s, n, s.len);
	return t;
}

int sql_parameters(struct str sql, const char **fault)
{
	uint64_t seen = 0;
	char before = ' ';
	*fault = NULL;
	for (struct sql_token t; (t = sql_next(&sql)).kind != SQL_END; before = t.text.ptr[t.text.len - 1]) {
		char next = sql.len ? sql.ptr[0] : ' ';
		if (t.kind == SQL_PARAMETER) {
			int64_t number = 0;
			if (!str_int(str_slice(t.text, 1, t.text.len), &number) || number < 1 || number > 32)
				*fault = "parameters must be $1 to $32";
			else if (next == ':')
				*fault = "a cast must be written CAST($1 AS type)";
			else
				seen |= UINT64_C(1) << number;
		} else if (t.kind == SQL_SIGN && t.text.ptr[0] == ':') {
			*fault = next == ':' || before == ':' ? "a cast must be written CAST(x AS type)"
			                                      : "parameters must be $1 to $32, not :name";
		} else if (t.kind == SQL_SIGN && (t.text.ptr[0] == '?' || t.text.ptr[0] == '@')) {
			*fault = "parameters must be $1 to $32, not ? or @name";
		}
		if (*fault)
			return -1;
	}
	int n = 0;
	for (uint64_t bits = seen >> 1; bits & 1; bits >>= 1)
		n++;
	if (seen >> 1 >> n)
		*fault = "parameters must be numbered without gap";
	return *fault ? -1 : n;
}

/* Whether a ';' here ends its line: only blanks and one comment may follow. */
static bool ends_line(struct str rest)
{
	struct sql_token t = sql_next(&rest);
	if (t.kind == SQL_BLANK && memchr(t.text.ptr, '\n', t.text.len))
		return true;
	if (t.kind == SQL_BLANK)
		t = sql_next(&rest);
	return t.kind == SQL_END || (t.kind == SQL_COMMENT && (str_starts(t.text, S("--")) || ends_line(rest)));
}

bool sql_statement(struct str *rest, struct str *statement)
{
	*statement = (struct str){ rest->ptr, 0 };
	bool any = false;
	for (struct sql_token t; (t = sql_next(rest)).kind != SQL_END;) {
		if (t.kind == SQL_SIGN && t.text.ptr[0] == ';' && ends_line(*rest)) {
			statement->len = (size_t)(t.text.ptr - statement->ptr);
			if (any)
				return true;
			statement->ptr = rest->ptr; /* an empty statement: go on behind it */
		} else if (t.kind != SQL_BLANK && t.kind != SQL_COMMENT) {
			any = true;
		}
	}
	statement->len = any ? (size_t)(rest->ptr - statement->ptr) : 0;
	return any;
}

/* Where a word stands in CREATE TABLE or ALTER TABLE … ADD. */
struct place {
	unsigned word; /* words seen in the statement */
	bool create, alter; /* a statement that has columns */
	int depth; /* of parentheses */
	int column_word; /* words seen in the present column definition; -1 = not in one */
};

/* The word after the present one, without moving on. */
static struct str peek(struct str rest)
{
	struct sql_token t;
	do {
		t = sql_next(&rest);
	} while (t.kind == SQL_BLANK || t.kind == SQL_COMMENT);
	return t.text;
}

/* Follows the statement; true when t is the type of a column. */
static bool place_is_type(struct place *p, struct sql_token t)
{
	if (t.kind == SQL_SIGN) {
		p->depth += t.text.ptr[0] == '(' ? 1 : t.text.ptr[0] == ')' ? -1 : 0;
		bool opens = p->depth == 1 && (t.text.ptr[0] == '(' || t.text.ptr[0] == ',');
		if (p->create && opens)
			p->column_word = 0;
		return false;
	}
	if (t.kind != SQL_WORD && t.kind != SQL_NAME)
		return false;
	p->word++;
	if (p->word == 1) {
		p->create = str_eq_fold(t.text, S("CREATE"));
		p->alter = str_eq_fold(t.text, S("ALTER"));
	} else if (p->create && p->depth == 0 && p->word <= 3) {
		/* CREATE INDEX, CREATE UNIQUE INDEX and CREATE VIEW have no columns of their own. */
		p->create = !str_eq_fold(t.text, S("INDEX")) && (p->word == 3 || !str_eq_fold(t.text, S("VIEW")));
	}
	if (p->alter && p->depth == 0 && (str_eq_fold(t.text, S("ADD")) || (p->column_word == 0 && str_eq_fold(t.text, S("COLUMN"))))) {
		p->column_word = 0;
		return false;
	}
	bool here = p->depth == (p->create ? 1 : 0) && p->column_word >= 0;
	return here && ++p->column_word == 2;
}

struct str sql_for_engine(struct arena *a, struct str statement, const char *engine)
{
	bool sqlite = strcmp(engine, "sqlite") == 0;
	struct str mark = arena_printf(a, "%s:", engine);
	struct buf out = buf_make(a, statement.len * 4 + 64);
	struct place p = { .column_word = -1 };
	for (struct sql_token t; (t = sql_next(&statement)).kind != SQL_END;) {
		struct str put = t.text;
		if (t.kind == SQL_COMMENT) {
			bool block = t.text.ptr[0] == '/';
			struct str inner = str_trim(str_slice(t.text, 2, t.text.len - (block && t.text.len >= 4 ? 2 : 0)));
			put = str_starts(inner, mark) ? str_trim(str_slice(inner, mark.len, inner.len)) : S("");
			buf_put(&out, S(" "));
		} else if (place_is_type(&p, t) && t.kind == SQL_WORD) {
			if (!sqlite && str_eq_fold(t.text, S("text")) && !str_eq_fold(peek(statement), S("COLLATE")))
				put = S("text COLLATE \"C\"");
			if (sqlite && str_eq_fold(t.text, S("bigint")) && str_eq_fold(peek(statement), S("PRIMARY")))
				put = S("integer");
		}
		buf_put(&out, put);
	}
	return arena_str(a, str_trim(buf_str(&out)));
}
