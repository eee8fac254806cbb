#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The main job, timed: an archive of advisories read, checked and matched against a large register, on SQLite and (when MAINSTAY_TEST_PG is set) on
# PostgreSQL; then advisories arriving one by one in a running desk; then the peer, which merely validates the same files.
# With the real data (MAINSTAY_TEST_DATA) it is the archive against 100,000 components; without it, or with MAINSTAY_BENCH_SMOKE, the sample country.
set -eu
cd "$(dirname "$0")/.."
: "${MAINSTAY:=$PWD/build/mainstay}"
tools=$(dirname "$MAINSTAY")/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

if [ -n "${MAINSTAY_TEST_DATA:-}" ] && [ -z "${MAINSTAY_BENCH_SMOKE:-}" ]; then
	mkdir "$work/archive"
	tar -I zstd -xf "$MAINSTAY_TEST_DATA/warning/cisa-csaf-20241024.tar.zst" -C "$work/archive"
	"$tools/cycle_inventory" "$work/register" 100000 1 "$MAINSTAY_TEST_DATA/warning/inventory/plain" "$MAINSTAY_TEST_DATA/warning/inventory/rough"
	what="the CISA archive against 100,000 components"
else
	"$MAINSTAY" sample "$work/sample" --seed 1 >/dev/null
	mkdir "$work/archive"
	cp "$work/sample/advisories/"*.json "$work/archive/"
	mv "$work/sample/register" "$work/register"
	what="the sample country"
fi

# timed OUT COMMAND...: seconds and peak kilobytes of one command into OUT.
timed() {
	out=$1
	shift
	status=0
	command time -f '%e %M' -o "$out" "$@" || status=$?
	[ "$status" -eq 0 ] || [ "$status" -eq 9 ] || exit "$status" # 9: some documents are quarantined
	sed -i '/^Command exited/d' "$out"
}

job() { # job NAME DESK
	export MAINSTAY_DESK="$2"
	"$MAINSTAY" init >/dev/null
	timed "$work/import" "$MAINSTAY" import "$work/register" >/dev/null
	[ "$1" != sqlite ] || cp "$2" "$work/before.db"
	timed "$work/read" "$MAINSTAY" advisory read "$work/archive" >"$work/lines"
	n=$(grep -cE '^(accepted|quarantined)' "$work/lines")
	awk -v name="$1" -v n="$n" -v what="$what" '
		FNR == 1 && FILENAME ~ /import$/ { import = $1 }
		FNR == 1 && FILENAME ~ /read$/ { printf "%s: %s: %d documents read, checked and matched in %.2f s (%.0f/s), peak %.0f MB; register imported in %.2f s\n", name, what, n, $1, n / ($1 > 0 ? $1 : 0.01), $2 / 1024, import }
	' "$work/import" "$work/read"
	awk '{ print $1 }' "$work/read" >"$work/seconds-$1"
	unset MAINSTAY_DESK
}

job sqlite "$work/desk.db"
if [ -n "${MAINSTAY_TEST_PG:-}" ]; then
	psql -q "$MAINSTAY_TEST_PG" -c 'CREATE SCHEMA bench_main_job' 2>/dev/null
	case $MAINSTAY_TEST_PG in *\?*) sep='&' ;; *) sep='?' ;; esac
	job postgresql "$MAINSTAY_TEST_PG${sep}options=-csearch_path%3Dbench_main_job"
	psql -q "$MAINSTAY_TEST_PG" -c 'SET client_min_messages = error; DROP SCHEMA bench_main_job CASCADE'
fi

find "$work/archive" -name '*.json' ! -name '*feed*' | sort >"$work/files"
sync "$work/before.db" # a running desk's file is on the disk; else the first checkpoint waits for the whole copy
"$tools/arrivals" "$work/before.db" each "$work/files"

if [ -n "${MAINSTAY_BENCH_SMOKE:-}" ] && [ ! -d bench/validator/node_modules ]; then
	echo "peer: not installed, left out of the smoke run"
	exit 0
fi
[ -d bench/validator/node_modules ] || (cd bench/validator && npm ci --no-audit --no-fund >/dev/null 2>&1)
node bench/validator/validate.mjs "$work/archive" >"$work/peer"
awk -v ours="$(cat "$work/seconds-sqlite")" '{ printf "peer: csaf-validator-lib merely validates %d documents (%d valid) in %.2f s; our whole job takes %.2f times as long\n", $2, $3, $1, ours / $1 }' "$work/peer"
