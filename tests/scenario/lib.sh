# SPDX-License-Identifier: Apache-2.0
#
# For scenarios: `. "$ROOT/tests/scenario/lib.sh"` first, `finish` last. A scenario drives the real program and prints TAP. tests/run-scenarios
# gives it: MAINSTAY (the program), DESK (an empty place for a desk: a file, or the address of an empty PostgreSQL database), ENGINE (sqlite or
# postgresql), ROOT (the source), MAINSTAY_DESK (= DESK), and an empty folder of its own as working folder.
# shellcheck shell=sh

tap_n=0 tap_bad=0

# result STATUS NAME: one TAP line.
result() {
	tap_n=$((tap_n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_n - $2"
	else
		tap_bad=$((tap_bad + 1))
		echo "not ok $tap_n - $2"
	fi
}
# skip NAME WHY
skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1 # SKIP $2"
}
# tell FILE...: shows files as comments, after something failed.
tell() {
	for tap_file in "$@"; do
		[ -s "$tap_file" ] && sed "s|^|# $tap_file: |" "$tap_file" | head -n 40
	done
	return 0
}

# run ARGUMENT...: the program with these; output in ./out, errors in ./err, exit code in $code. Never stops the scenario.
run() {
	code=0
	"$MAINSTAY" "$@" >out 2>err </dev/null || code=$?
	command_line="mainstay $*"
}
# gives CODE ARGUMENT...: runs the program; a test that it exits with CODE.
gives() {
	tap_want=$1
	shift
	run "$@"
	if [ "$code" = "$tap_want" ]; then
		result 0 "$command_line gives $tap_want"
	else
		result 1 "$command_line gives $tap_want"
		echo "# gave $code"
		tell out err
	fi
}
# check NAME COMMAND...: a test that the command succeeds.
check() {
	tap_name=$1
	shift
	if "$@"; then
		result 0 "$tap_name"
	else
		result 1 "$tap_name"
		echo "# not so: $*"
		tell out err
	fi
}
# is NAME GOT WANTED: a test that two texts are the same.
is() {
	if [ "$2" = "$3" ]; then
		result 0 "$1"
	else
		result 1 "$1"
		printf 'got "%s", wanted "%s"\n' "$2" "$3" | sed 's/^/# /' | head -n 20
	fi
}
# out_has NAME TEXT, err_has NAME TEXT: a test that a line of the last output holds TEXT.
out_has() { check "$1" grep -qF -- "$2" out; }
err_has() { check "$1" grep -qF -- "$2" err; }
# lines FILE: its number of lines, a bare number.
lines() { awk 'END { print NR }' "$1"; }
# field NAME: that field of each JSON line on standard input (jq).
field() { jq -r ".$1"; }

# table NAME HEADER ROW...: writes a CSV file.
table() {
	tap_file=$1
	shift
	mkdir -p "$(dirname "$tap_file")"
	printf '%s\n' "$@" >"$tap_file"
}
# A desk with nothing in it; its first login is in ./login.
new_desk() {
	"$MAINSTAY" init --country AA >login 2>err </dev/null || {
		result 1 "mainstay init"
		tell err
	}
}
# query SQL: asks the desk's database past the program, for what only the tables can prove. One row a line, fields between bars.
query() {
	case $ENGINE in
	sqlite) sqlite3 -batch -noheader -separator '|' "$DESK" "$1" ;;
	*) psql -X -q -A -t -F '|' -d "$DESK" -c "$1" ;;
	esac
}

# curl, as a browser's page of the same site would ask: forms with a session's cookie are refused otherwise. Bare: command curl.
curl() { command curl -H 'Sec-Fetch-Site: same-origin' "$@"; }

# finish: the plan, and the exit code.
finish() {
	echo "1..$tap_n"
	[ "$tap_bad" = 0 ]
	exit $?
}
