#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The server under load: the Watch page of the sample country, signed in, release on, while advisories arrive and are committed ten times a second. Prints start
# time, idle memory, requests a second and p99, the oldest revision any answer showed, and the rate with every page made anew. Loopback only, ends by itself.
set -eu
cd "$(dirname "$0")/.."
: "${MAINSTAY:=$PWD/build/mainstay}"
tools=$(dirname "$MAINSTAY")/bench
seconds=10
[ -z "${MAINSTAY_BENCH_SMOKE:-}" ] || seconds=2
work=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; server=; }; }
trap 'stop; rm -rf "$work"' EXIT INT TERM

MAINSTAY_DESK=$work/desk.db
export MAINSTAY_DESK
"$MAINSTAY" sample "$work/sample" --seed 1 >/dev/null
password=$("$MAINSTAY" init --json | sed 's/.*"password":"\([^"]*\)".*/\1/')
"$MAINSTAY" import "$work/sample/register" >/dev/null
"$MAINSTAY" advisory read "$work/sample/advisories" >/dev/null || [ $? -eq 9 ]

serve() { # serve OPTION...: starts, waits for the address, signs in
	: >"$work/address"
	from=$(date +%s%N)
	"$MAINSTAY" serve --listen 127.0.0.1:0 --json "$@" >"$work/address" &
	server=$!
	until grep -q address "$work/address"; do sleep 0.005; done
	started=$((($(date +%s%N) - from) / 1000000))
	address=$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$work/address")
	rm -f "$work/jar"
	curl -s -o /dev/null -c "$work/jar" --data-urlencode name=desk --data-urlencode "password=$password" "$address/login"
	cookie="mainstay=$(awk '$6 == "mainstay" { print $7 }' "$work/jar")"
}
pss() { # kilobytes of the server and its children
	for pid in "$server" $(cat /proc/"$server"/task/*/children 2>/dev/null); do sed -n 's/^Pss: *\([0-9]*\) kB/\1/p' "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '{ n += $1 } END { printf "%.1f", n / 1024 }'
}
load() { wrk -t2 -c64 -d"$1" --latency -H "Cookie: $cookie" -H 'Accept-Encoding: gzip' "$address/watch" | awk '/99%/ { p = $2 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = $NF } END { printf "%.0f requests/s, p99 %s%s", r, p, bad ? ", " bad " not 2xx" : "" }'; }

first() { curl -s -o /dev/null -w '%{time_total}' -b "$cookie" "$address/watch" | awk '{ printf "%.0f", $1 * 1000 }'; }

serve
sleep 1
echo "start $started ms; idle $(pss) MB PSS"
echo "first Watch page after the start: $(first) ms"
wire=$(curl -s -o /dev/null -w '%{size_download}' -b "$cookie" -H 'Accept-Encoding: gzip' "$address/watch")
echo "Watch: $wire bytes on the wire"
"$tools/arrivals" "$MAINSTAY_DESK" pace 10 $((seconds + 2)) >"$work/commits" &
writer=$!
sleep 1
# What a reader sees meanwhile: time asked, revision shown.
(end=$(($(date +%s) + seconds)); while [ "$(date +%s)" -lt "$end" ]; do
	asked=$(date +%s%N)
	echo "$((asked / 1000)) $(curl -s -b "$cookie" "$address/watch" | sed -n 's/.*Revision \([0-9,]*\).*/\1/p' | tr -d ,)"
	sleep 0.02
done) >"$work/seen" &
reader=$!
echo "kept pages, a writer at 10/s: $(load "$seconds")"
wait "$reader" "$writer" || true
# Of each answer: the last revision committed a second before it was asked for must be shown already.
awk 'FNR == NR { t[++n] = $1; r[n] = $2; next }
	$2 == "" { lost++; next }
	{ asked++; for (i = n; i > 0 && t[i] > $1 - 1000000; i--); if (i && $2 < r[i]) late++
	  for (k = n; k > 0 && r[k] > $2; k--); if (k < n && t[k + 1] < $1 && $1 - t[k + 1] > worst) worst = $1 - t[k + 1] }
	END { printf "freshness: %d answers, %d older than 1 s, oldest %.0f ms behind%s\n", asked, late, worst / 1000, lost ? ", " lost " without a revision" : ""; exit late > 0 || !asked }' "$work/commits" "$work/seen"
echo "at the end of the load: $(pss) MB PSS"
sleep 8
echo "after the load: $(pss) MB PSS"
stop
serve --no-page-cache
first >/dev/null
"$tools/arrivals" "$MAINSTAY_DESK" pace 1 1 >/dev/null
echo "first Watch page after a change: $(first) ms; the next: $(first) ms"
echo "every page made anew: $(load "$((seconds / 2 + 1))")"
stop
