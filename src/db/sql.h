/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading SQL text: a lexer for the portable part of SQL, and what is built on it: the parameter check, the splitting of a schema file and
 * the few words that an engine wants differently. Pure; stays inside db/ and tools/sqlcheck.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

enum sql_kind {
	SQL_END,
	SQL_BLANK, /* white space */
	SQL_COMMENT, /* -- … or a block comment */
	SQL_TEXT, /* 'text' */
	SQL_NAME, /* "name" */
	SQL_WORD, /* name, keyword or number */
	SQL_PARAMETER, /* $ and what follows */
	SQL_SIGN, /* one byte of anything else */
};
struct sql_token {
	enum sql_kind kind;
	struct str text; /* borrowed */
};
/* Cuts the next token off *rest; SQL_END when nothing is left. An unclosed quote or comment reaches to the end of the text. */
struct sql_token sql_next(struct str *rest);

/* The number of parameters of sql, which must be $1..$n without gap, in any order and any number of times. -1 when the text is not portable:
 * then *fault says why in a few words (static text). */
int sql_parameters(struct str sql, const char **fault);

/* Cuts the next statement off *rest: up to a ';' that ends its line (blanks and a comment may follow it), outside quotes and comments. The ';'
 * is not part of it. false when only blanks and comments are left. */
bool sql_statement(struct str *rest, struct str *statement);

/* The text of one schema statement for an engine ("sqlite" or "postgresql"), NUL-terminated in the arena. Comments that begin with
 * "ENGINE:" become text for that engine: "-- sqlite: WITHOUT ROWID". PostgreSQL: the type text of a column in CREATE TABLE and
 * ALTER TABLE … ADD becomes text COLLATE "C", so that every database orders bytes as SQLite does. SQLite: a column
 * "bigint PRIMARY KEY" becomes "integer PRIMARY KEY", which is the row's own key there instead of a second index. */
struct str sql_for_engine(struct arena *a, struct str statement, const char *engine);
