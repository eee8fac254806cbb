#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# test_sqlcheck.sh SQLCHECK SQLEMBED: the two SQL tools on a small tree of their own. Prints TAP.
set -u
sqlcheck=$1 sqlembed=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0 bad=0
check() { # NAME COMMAND...
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name" && bad=1; fi
}
says() { # TEXT: the tool's output has this line
	grep -qxF "$1" "$dir/out" || { sed 's/^/# /' "$dir/out" && false; }
}
mentions() { # TEXT
	grep -qF "$1" "$dir/out" || { sed 's/^/# /' "$dir/out" && false; }
}

mkdir -p "$dir/src/low/schema" "$dir/src/high/schema"
printf '# floors\nlow 1\nhigh 2.5\nabsent 3\n' >"$dir/src/FLOORS"
printf 'CREATE TABLE "low" (key bigint PRIMARY KEY, name text NOT NULL);\n' >"$dir/src/low/schema/0001-low.sql"
printf 'CREATE TABLE high (low bigint NOT NULL REFERENCES low (key), s text);\n' >"$dir/src/high/schema/0001-high.sql"
cat >"$dir/src/high/store.h" <<'C'
#define COLUMNS "key, " \
	"name"
C
cat >"$dir/src/high/store.c" <<'C'
/* "SELECT nothing FROM comments" */
#define NAMED COLUMNS ", name"
void f(struct cx *cx)
{
	db_exec(cx, "INSERT INTO low (key, name) "
	            "VALUES ($1, $2)", DB(1), DB(S("WITH a comma, (and more)")));
	db_query(cx, "SELECT " NAMED " FROM low" /* why */ " WHERE name = $1 OR name = '\"?'", g("x"));
	db_query(cx, some ? "SELECT s FROM high" : "SELECT low FROM high");
	db_bulk_begin(cx, "high", "low, s");
	db_exec(cx, composed.text);
}
C
"$sqlcheck" "$dir/src" >"$dir/out"
check "a good tree passes" [ $? = 0 ]
check "every statement is counted" mentions "5 statements on sqlite"
check "composed SQL is counted" mentions "1 composed at run time"
if [ -n "${MAINSTAY_TEST_PG:-}" ]; then
	check "on PostgreSQL too" mentions "5 on postgresql"
fi

cat >"$dir/src/low/store_bad.c" <<'C'
void f(struct cx *cx)
{
	db_query(cx, "SELECT nam FROM low");
	db_exec(cx,
		"DELETE FROM low WHERE key = ?", DB(1));
	db_exec(cx, "UPDATE low SET name = $1::text", DB(1));
	db_bulk_begin(cx, "low", "key, nme");
}
C
echo 'const char *x = "SELECT 1 FROM low";' >"$dir/src/low/web.c"
echo 'const char *x = "SELECT 1 FROM nowhere", *y = "UPDATES", *z = "WITHOUT";' >"$dir/src/low/test_web.c"
"$sqlcheck" "$dir/src" >"$dir/out"
check "a bad tree fails" [ $? = 1 ]
for line in 3 5 6 7; do
	check "line $line is named" mentions "src/low/store_bad.c:$line: sqlite: "
done
check "SQL elsewhere is a fault" says "$dir/src/low/web.c:1: SQL belongs into a store*.c"

printf 'SELECT "a\\b" ??/\n' >"$dir/0001-a.sql"
"$sqlembed" low "$dir/low.c" "$dir/0001-a.sql"
cp "$dir/low.c" "$dir/out"
check "sqlembed escapes" says '	  "SELECT \"a\\b\" \077\077/\n""" },'
check "sqlembed refuses a gap" sh -c '! "$0" low "$1/low.c" "$1/0001-a.sql" "$1/0003-c.sql" 2>/dev/null' "$sqlembed" "$dir"
echo "1..$n"
exit $bad
