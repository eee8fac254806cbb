/* SPDX-License-Identifier: Apache-2.0
 *
 * The lexer for portable SQL and its three uses.
 */
#include "base/test.h"
#include "db/sql.h"

static int parameters(const char *sql)
{
	const char *fault;
	return sql_parameters(str_c(sql), &fault);
}

TEST(sql_parameters_counts)
{
	CHECK(parameters("SELECT 1") == 0);
	CHECK(parameters("SELECT $1") == 1);
	CHECK(parameters("SELECT $2, $1, $2") == 2);
	CHECK(parameters("SELECT '$9 ? :x', \"a?\", $1 -- $7 ?\n /* $8 :y */") == 1);
	CHECK(parameters("SELECT $1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,"
	                 "$29,$30,$31,$32") == 32);
}

TEST(sql_parameters_refuses)
{
	CHECK(parameters("SELECT ?") == -1);
	CHECK(parameters("SELECT ?1") == -1);
	CHECK(parameters("SELECT :name") == -1);
	CHECK(parameters("SELECT @name") == -1);
	CHECK(parameters("SELECT $name") == -1);
	CHECK(parameters("SELECT $0") == -1);
	CHECK(parameters("SELECT $33") == -1);
	CHECK(parameters("SELECT $1x") == -1);
	CHECK(parameters("SELECT $") == -1);
	CHECK(parameters("SELECT $1::bigint") == -1);
	CHECK(parameters("SELECT a::bigint") == -1);
	CHECK(parameters("SELECT $1, $3") == -1);
	CHECK(parameters("SELECT $2") == -1);
}

TEST(sql_statement_splits)
{
	struct str rest =
	        S("-- a file; with a comment;\n\nCREATE TABLE a (x text DEFAULT ';\n;\n');\n;\n"
	          "INSERT INTO a VALUES ('it''s;\n'); -- why;\nSELECT 1; SELECT 2;  \n /* end;\n */ SELECT \"q;\n\"\n;\nSELECT 3\n-- tail");
	struct str s;
	CHECK(sql_statement(&rest, &s) && str_ends(s, S("DEFAULT ';\n;\n')")));
	CHECK(sql_statement(&rest, &s));
	CHECK_STR(str_trim(s), S("INSERT INTO a VALUES ('it''s;\n')"));
	CHECK(sql_statement(&rest, &s) && str_ends(s, S("SELECT 1; SELECT 2")));
	CHECK(sql_statement(&rest, &s) && str_ends(s, S("SELECT \"q;\n\"\n")));
	CHECK(sql_statement(&rest, &s) && str_starts(str_trim(s), S("SELECT 3")));
	CHECK(!sql_statement(&rest, &s));
	rest = S(" \n-- nothing\n;\n;");
	CHECK(!sql_statement(&rest, &s));
	rest = S("");
	CHECK(!sql_statement(&rest, &s));
	rest = S("SELECT 'open;\n");
	CHECK(sql_statement(&rest, &s) && !sql_statement(&rest, &s));
}

static void engines(struct str sql, struct str sqlite, struct str postgres)
{
	struct arena a = {};
	CHECK_STR(sql_for_engine(&a, sql, "sqlite"), sqlite);
	CHECK_STR(sql_for_engine(&a, sql, "postgresql"), postgres);
	arena_end(&a);
}

TEST(sql_for_engine_types)
{
	engines(S("CREATE TABLE t (a text NOT NULL, b bigint, c TEXT)"), S("CREATE TABLE t (a text NOT NULL, b bigint, c TEXT)"),
	        S("CREATE TABLE t (a text COLLATE \"C\" NOT NULL, b bigint, c text COLLATE \"C\")"));
	/* Neither a column of that name, nor a cast, nor a default, nor a key is a column's type. */
	engines(S("CREATE TABLE t (text text DEFAULT 'x text', \"text\" bigint, CHECK (CAST(text AS text) <> 'a, text'), UNIQUE (text, "
	          "text))"),
	        S("CREATE TABLE t (text text DEFAULT 'x text', \"text\" bigint, CHECK (CAST(text AS text) <> 'a, text'), UNIQUE (text, "
	          "text))"),
	        S("CREATE TABLE t (text text COLLATE \"C\" DEFAULT 'x text', \"text\" bigint, CHECK (CAST(text AS text) <> 'a, text'), "
	          "UNIQUE "
	          "(text, text))"));
	engines(S("ALTER TABLE t ADD COLUMN a text"), S("ALTER TABLE t ADD COLUMN a text"),
	        S("ALTER TABLE t ADD COLUMN a text COLLATE \"C\""));
	engines(S("alter table t add a text"), S("alter table t add a text"), S("alter table t add a text COLLATE \"C\""));
	engines(S("CREATE TABLE t (a text COLLATE \"x\")"), S("CREATE TABLE t (a text COLLATE \"x\")"),
	        S("CREATE TABLE t (a text COLLATE \"x\")"));
	engines(S("CREATE UNIQUE INDEX i ON t (a, text, b text)"), S("CREATE UNIQUE INDEX i ON t (a, text, b text)"),
	        S("CREATE UNIQUE INDEX i ON t (a, text, b text)"));
	engines(S("CREATE TABLE t (key bigint PRIMARY KEY, n bigint)"), S("CREATE TABLE t (key integer PRIMARY KEY, n bigint)"),
	        S("CREATE TABLE t (key bigint PRIMARY KEY, n bigint)"));
}

TEST(sql_for_engine_comments)
{
	engines(S("CREATE TABLE t (a bigint) -- sqlite: WITHOUT ROWID"), S("CREATE TABLE t (a bigint)  WITHOUT ROWID"),
	        S("CREATE TABLE t (a bigint)"));
	engines(S("CREATE TABLE t (a bigint) /* sqlite: STRICT */ /* postgresql: WITH (fillfactor = 70) */"),
	        S("CREATE TABLE t (a bigint)  STRICT"), S("CREATE TABLE t (a bigint)    WITH (fillfactor = 70)"));
	engines(S("SELECT '-- sqlite: x' -- plain"), S("SELECT '-- sqlite: x'"), S("SELECT '-- sqlite: x'"));
	engines(S("a /*"), S("a"), S("a"));
	engines(S("a /*/"), S("a"), S("a"));
}
