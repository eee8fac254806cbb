#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# test_floors.sh FLOORS: the gate on a small tree with one fault of each kind. Prints TAP.
set -u
floors=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0 bad=0
check() { # NAME COMMAND...
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $name"; else sed 's/^/# /' "$dir/out" && echo "not ok $n - $name" && bad=1; fi
}
says() { # TEXT: one line of the output ends with it
	grep -qF "$1" "$dir/out"
}
fails() { ! "$@" >"$dir/out" 2>&1; }
passes() { "$@" >"$dir/out" 2>&1; }
put() { # FILE LINE
	mkdir -p "$dir/src/$(dirname "$1")"
	echo "$2" >"$dir/src/$1"
}

mkdir "$dir/src"
printf '# rooms\nlow 1\nmiddle 1.5\nleft 2\nright 2\ndb 2\nhigh 3\n' >"$dir/src/FLOORS"
put low/a.c '#include "low/a.h"'
put middle/b.c '#include "low/a.h"'
put high/c.c '  #  include "middle/b.h" /* why */'
put db/d.c '#include <sqlite3.h>'
put high/test_c.c '#include <sqlite3.h>'
check "an orderly tree passes" passes "$floors" "$dir/src"
put low/up.c '#include "high/c.h"'
put left/sideways.h '#include "right/x.h"'
put high/sql.c '#include <sqlite3.h>'
put high/web.c '#include <microhttpd.h>'
put high/nowhere.c '#include "cellar/x.h"'
put attic/x.c 'int x;'
put high/inside.c '#include "inside.h"'
check "a disorderly tree fails" fails "$floors" "$dir/src"
check "upward" says 'low/up.c:1: low/ (floor 1) must not include high/c.h (floor 3)'
check "sideways" says 'left/sideways.h:1: left/ (floor 2) must not include right/x.h (floor 2)'
check "the database's header" says 'high/sql.c:1: only the room db/ may include <sqlite3.h>'
check "the server's header" says 'high/web.c:1: only the room net/ may include <microhttpd.h>'
check "an unknown room" says 'high/nowhere.c:1: the room cellar/ is not in FLOORS'
check "a room that is not listed" says 'attic/x.c:1: the room attic/ is not in FLOORS'
check "all counted" says '6 includes that break the order'
check "no FLOORS" fails "$floors" "$dir"
echo "1..$n"
exit "$bad"
