#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The server under load: the Watch page of the sample country, signed in, release and page reads in the ledger on, while advisories arrive and are committed ten
# times a second. Prints start time, idle memory, requests a second and p99 (plain and TLS), the oldest revision any answer showed, the same while people sign in
# and something is uploaded, how many sign in a second, and the rate with every page made anew.
# bench/serve.sh proxy: two servers on PostgreSQL behind nginx instead, with 200 people at once, each with a session of their own (script/with-postgres gives
# the database). Loopback only, ends by itself.
set -eu
cd "$(dirname "$0")/.."
: "${MAINSTAY:=$PWD/build/mainstay}"
tools=$(dirname "$MAINSTAY")/bench
seconds=10
[ -z "${MAINSTAY_BENCH_SMOKE:-}" ] || seconds=2
work=$(mktemp -d)
server=
second= proxy=
stop() {
	for pid in $proxy $server $second; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
	server= second= proxy=
}
trap 'stop; rm -rf "$work"' EXIT INT TERM

if [ "${1:-}" = proxy ]; then
	MAINSTAY_DESK=${MAINSTAY_TEST_PG:?run it through script/with-postgres}
	XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state
	export XDG_DATA_HOME XDG_STATE_HOME
else
	MAINSTAY_DESK=$work/desk.db
fi
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
	spent=$(awk -v hertz="$(getconf CLK_TCK)" '{ printf "%.0f", ($14 + $15) * 1000 / hertz }' "/proc/$server/stat")
	address=$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$work/address")
	rm -f "$work/jar"
	curl -sk -o /dev/null -c "$work/jar" --data-urlencode name=desk --data-urlencode "password=$password" "$address/login"
	cookie=$(awk '$6 ~ /mainstay$/ { print $6 "=" $7 }' "$work/jar")
}
pss() { # kilobytes of the server and its children
	for pid in "$server" $(cat /proc/"$server"/task/*/children 2>/dev/null); do sed -n 's/^Pss: *\([0-9]*\) kB/\1/p' "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '{ n += $1 } END { printf "%.1f", n / 1024 }'
}
# ticks: hundredths of a second of processor time that the server has taken. On a busy machine they say more than the clock.
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
load() { # load SECONDS: what wrk measures, and the server's processor time for each request, also into $work/each
	before=$(ticks)
	wrk -t2 -c64 -d"$1" --latency -H "Cookie: $cookie" -H 'Accept-Encoding: gzip' "$address/watch" >"$work/wrk"
	awk -v ticks=$(($(ticks) - before)) -v hertz="$(getconf CLK_TCK)" -v each="$work/each" '/99%/ { p = $2 } /requests in/ { n = $1 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = $NF }
		END { us = n ? ticks / hertz * 1e6 / n : 0; print us >each; printf "%.0f requests/s, p99 %s%s, %.0f us of processor each", r, p, bad ? ", " bad " not 2xx" : "", us }' "$work/wrk"
}

first() { curl -sk -o /dev/null -w '%{time_total}' -b "$cookie" "$address/watch" | awk '{ printf "%.0f", $1 * 1000 }'; }

# until_there FILE: a server has said its address.
until_there() { until grep -q address "$1"; do sleep 0.01; done; }

# Two servers, one database, nginx, 200 people: each of 200 connections has a session of its own.
behind_proxy() {
	people=200
	i=0
	serve --plain --behind-proxy
	one=$address
	: >"$work/address2"
	"$MAINSTAY" serve --plain --behind-proxy --listen 127.0.0.1:0 --state "$work/state2" --json >"$work/address2" &
	second=$!
	until_there "$work/address2"
	two=$(sed 's/.*"address":"\([^"]*\)".*/\1/' "$work/address2")
	mkdir -p "$work/nginx"
	at=$(bash -c 'for p in $(seq 18080 18999); do (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null || { echo $p; break; }; done')
	cat >"$work/nginx/conf" <<N
daemon off; pid $work/nginx/pid; error_log $work/nginx/error; worker_processes 2;
events { worker_connections 2048; }
http {
	access_log off; client_body_temp_path $work/nginx/b; proxy_temp_path $work/nginx/p; fastcgi_temp_path $work/nginx/f; uwsgi_temp_path $work/nginx/u; scgi_temp_path $work/nginx/s;
	upstream mainstay { server ${one#http://}; server ${two#http://}; keepalive 128; keepalive_requests 100000; }
	server {
		listen 127.0.0.1:$at;
		keepalive_requests 1000000;
		location / {
			proxy_pass http://mainstay; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host \$http_host;
			proxy_set_header X-Forwarded-For \$remote_addr; proxy_set_header X-Forwarded-Proto https; proxy_max_temp_file_size 0; proxy_buffers 8 64k;
		}
	}
}
N
	nginx -e "$work/nginx/error" -c "$work/nginx/conf" &
	proxy=$!
	until curl -s -o /dev/null "http://127.0.0.1:$at/login"; do sleep 0.05; done
	from=$(date +%s%N)
	: >"$work/people"
	while [ $i -lt $people ]; do # each of them a desk officer's session, opened one after the other through the proxy
		i=$((i + 1))
		curl -s -o /dev/null -D - --data-urlencode name=desk --data-urlencode "password=$password" "http://127.0.0.1:$at/login" |
			sed -n 's/^[Ss]et-[Cc]ookie: \(__Host-mainstay=[^;]*\);.*/\1/p' >>"$work/people"
	done
	echo "$(wc -l <"$work/people") people signed in within $((($(date +%s%N) - from) / 1000000)) ms, one after the other"
	cat >"$work/people.lua" <<L
local cookies, next_one = {}, 0
for line in io.lines("$work/people") do cookies[#cookies + 1] = line end
request = function()
	next_one = next_one % #cookies + 1
	return wrk.format("GET", "/watch", { ["Cookie"] = cookies[next_one], ["Accept-Encoding"] = "gzip" })
end
L
	# People read before they ask again: each waits 20 to 40 ms, together about 6,500 a second; and once without a pause, for what the machine can do.
	{ cat "$work/people.lua" && echo 'delay = function() return math.random(20, 40) end'; } >"$work/paced.lua"
	measure() { wrk -t2 -c"$people" -d"$1" --latency -s "$work/$2.lua" "http://127.0.0.1:$at" | awk '/99%/ { p = $2 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = $NF } END { printf "%.0f requests/s, p99 %s%s", r, p, bad ? ", " bad " not 2xx" : "" }'; }
	measure 3 people >/dev/null
	echo "two servers behind nginx on PostgreSQL, $people people who pause: $(measure "$seconds" paced)"
	echo "the same without a pause: $(measure "$seconds" people)"
	echo "page reads in the ledger: $(psql -X -q -A -t -d "$MAINSTAY_DESK" -c 'SELECT count(*) FROM ledger_leaf')"
	stop
}
if [ "${1:-}" = proxy ]; then
	behind_proxy
	exit 0
fi

serve --plain
sleep 1
echo "start $started ms, $spent ms of processor; idle $(pss) MB PSS"
echo "first Watch page after the start: $(first) ms"
wire=$(curl -sk -o /dev/null -w '%{size_download}' -b "$cookie" -H 'Accept-Encoding: gzip' "$address/watch")
echo "Watch: $wire bytes on the wire"
"$tools/arrivals" "$MAINSTAY_DESK" pace 10 $((seconds + 2)) >"$work/commits" &
writer=$!
sleep 1
# What a reader sees meanwhile: time asked, revision shown.
(end=$(($(date +%s) + seconds)); while [ "$(date +%s)" -lt "$end" ]; do
	asked=$(date +%s%N)
	echo "$((asked / 1000)) $(curl -sk -b "$cookie" "$address/watch" | sed -n 's/.*Revision \([0-9,]*\).*/\1/p' | tr -d ,)"
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
# People sign in and a large upload goes on meanwhile: they have threads of their own.
head -c 30000000 /dev/zero | tr '\0' x >"$work/upload.csv"
echo end >"$work/go"
busy() { while [ -s "$work/go" ]; do "$@" >/dev/null 2>&1 || true; done; }
busy curl -s -o /dev/null --data-urlencode name=desk --data-urlencode password=wrong-word "$address/login" & b1=$!
busy curl -s -o /dev/null --data-urlencode name=desk --data-urlencode password=wrong-word "$address/login" & b2=$!
busy curl -s -o /dev/null -H 'Sec-Fetch-Site: same-origin' -b "$cookie" --limit-rate 5M -F "files=@$work/upload.csv" "$address/admin/import" & b3=$!
sleep 1
echo "while two sign in and one uploads: $(wrk -t1 -c8 -d"$seconds" --latency -H "Cookie: $cookie" -H 'Accept-Encoding: gzip' "$address/watch" | awk '/99%/ { p = $2 } /Requests\/sec/ { r = $2 } END { printf "%.0f requests/s, p99 %s", r, p }')"
: >"$work/go"
wait "$b1" "$b2" "$b3" || true
stop
serve
echo "start with TLS $started ms, $spent ms of processor"
first >/dev/null
echo "TLS 1.3, kept pages: $(load "$seconds")"
stop
serve --plain --no-page-cache
first >/dev/null
"$tools/arrivals" "$MAINSTAY_DESK" pace 1 1 >/dev/null
echo "first Watch page after a change: $(first) ms; the next: $(first) ms"
echo "every page made anew: $(load "$((seconds / 2 + 1))")"
stop
# Against another build of the program, in the same run: MAINSTAY_OTHER=PROGRAM (with MAINSTAY_OTHER_OPTIONS, what it needs to serve without TLS; --plain if unset).
if [ -n "${MAINSTAY_OTHER:-}" ]; then
	cp "$work/each" "$work/mine"
	MAINSTAY=$MAINSTAY_OTHER MAINSTAY_DESK=$work/other.db
	password=$("$MAINSTAY" init --json | sed 's/.*"password":"\([^"]*\)".*/\1/')
	"$MAINSTAY" import "$work/sample/register" >/dev/null
	"$MAINSTAY" advisory read "$work/sample/advisories" >/dev/null || [ $? -eq 9 ]
	# shellcheck disable=SC2086
	serve --no-page-cache ${MAINSTAY_OTHER_OPTIONS---plain}
	first >/dev/null
	echo "every page made anew by the other: $(load "$((seconds / 2 + 1))"); ratio of processor time $(paste "$work/mine" "$work/each" | awk '{ printf "%.2f", $1 / $2 }')"
	stop
fi
