#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# test_budget.sh BUDGET: the measure on a small tree with one excess of each kind. Prints TAP.
set -u
budget=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0 bad=0
check() { # NAME COMMAND...
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $name"; else sed 's/^/# /' "$dir/out" && echo "not ok $n - $name" && bad=1; fi
}
says() { grep -qF "$1" "$dir/out"; }
fails() { ! "$@" >"$dir/out" 2>&1; }
passes() { "$@" >"$dir/out" 2>&1; }
lines() { # N TEXT
	i=0
	while [ "$i" -lt "$1" ]; do
		echo "$2"
		i=$((i + 1))
	done
}

mkdir -p "$dir/src/base" "$dir/src/room" "$dir/tools"
{ printf 'int f(void)\n{\n' && lines 80 '	f();' && printf '}\n'; } >"$dir/src/room/good.c"
printf 'void g(void)\n{\n	free(malloc(1));\n	goto out;\nout:\n	return;\n}\n' >"$dir/src/base/owner.c"
printf '/* malloc (here) is a word, as is goto */\nint arena_free(int x);\nconst char *s = "goto free(x)";\n' >"$dir/src/room/words.h"
printf '	free(0);\n' >"$dir/src/room/test_it.c"
check "a modest tree passes" passes "$budget" "$dir"
{ printf 'static int *long_one(int a,\n	int b)\n{\n' && lines 81 '	g();' && printf '}\n'; } >"$dir/src/room/long.c"
lines 601 '' >"$dir/src/room/file.c"
lines 201 '' >"$dir/src/room/header.h"
printf 'int h(void)\n{\n	return free(0);\n}\nvoid k(void)\n{\n	goto out;\n}\n' >"$dir/src/room/hand.c"
check "an immodest tree fails" fails "$budget" "$dir"
check "a long function" says 'src/room/long.c:3: long_one() has 81 lines'
check "a long file" says 'src/room/file.c:1: a file of 601 lines'
check "a long header" says 'src/room/header.h:1: a header of 201 lines'
check "memory by hand" says 'src/room/hand.c:3: memory by hand'
check "goto" says 'src/room/hand.c:7: goto'
check "all counted" says 'budget: 5 over'
cat >"$dir/tools/budget.allow" <<'A'
# why
src/room/long.c:long_one function a table docs/adr/0001-tables.md
src/room/file.c file docs/adr/0002
src/room/header.h header docs/adr/0002
src/room/hand.c memory docs/adr/0003
src/room/hand.c goto docs/adr/0003
A
check "what is allowed passes" passes "$budget" "$dir"
echo 'src/room/gone.c file docs/adr/0004' >>"$dir/tools/budget.allow"
check "a permission that nobody needs fails" fails "$budget" "$dir"
check "and is named" says '"src/room/gone.c file" is no longer needed'
echo 'src/room/hand.c goto because' >"$dir/tools/budget.allow"
check "a permission without an ADR fails" fails "$budget" "$dir"
check "and is told" says 'names no ADR'
echo "1..$n"
exit "$bad"
