# SPDX-License-Identifier: Apache-2.0
#
# What goes wrong around a desk: a full disk, a clock that jumps, a database that is gone for a while, kill -9 under load. Nothing acknowledged is lost, what
# is said is one line, and it comes back by itself. MAINSTAY_KILLS kills of the server (default 6), MAINSTAY_GONE_S seconds without database (default 8).
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"
server=''
trap 'kill -9 $server 2>/dev/null; [ -z "${stopped:-}" ] || pg start' EXIT
new_desk
gives 0 import "$NORLAND"
advisory a/rtu.json A-RTU Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2 tlp=GREEN title=First
gives 0 advisory read a
password=$(grep -oE '[a-z2-9]{4}(-[a-z2-9]{4}){4}' login)

# serve [ENV...]: starts a server with these variables; its address in $address.
serve() {
	: >address
	env "$@" "$MAINSTAY" serve --plain --listen 127.0.0.1:0 --json >address 2>>served </dev/null &
	server=$!
	for i in $(seq 200); do
		[ ! -s address ] || break
		sleep 0.05
	done
	address=$(jq -r .address address)
}
stop() {
	kill "$server"
	wait "$server"
	server=''
}
sign_in() {
	rm -f jar
	curl -sk -o out -c jar --data-urlencode name=desk --data-urlencode "password=$password" "$address/login"
}
page() { status=$(curl -sk -m 20 -o out -w '%{http_code}' -b jar "$address$1"); }
# alias NAME: a form sent as a browser does; its status in $status, 303 = done.
post_alias() {
	status=$(curl -sk -m 20 -o posted -w '%{http_code} %{redirect_url}' -b jar -H "Origin: $address" --data-urlencode kind=vendor --data-urlencode "alias=$1" \
		--data-urlencode "canonical=Fjordlogic" "$address/admin/aliases")
	case $status in
	303*done=saved) status=303 ;;
	303*) status=login ;;
	*) status=${status%% *} ;;
	esac
}
aliases() { query "SELECT alias FROM alias ORDER BY alias"; }

# ---- a full disk ----
if unshare -rm true 2>/dev/null && unshare -rm mount -t tmpfs none "$PWD" 2>/dev/null; then
	mkdir small
	cat >full.sh <<'FULL'
mount -t tmpfs -o size=3m none small || exit 99
MAINSTAY_DESK=$PWD/small/desk.db
"$MAINSTAY" init --country AA >/dev/null 2>&1 && "$MAINSTAY" import "$NORLAND" >/dev/null 2>&1 || exit 98
"$MAINSTAY" export before >/dev/null
for n in 200 20000; do
	mkdir -p register && cp "$NORLAND"/sectors.csv "$NORLAND"/organizations.csv register/
	awk -v n=$n -v o="$(sed -n '2s/,.*//p' "$NORLAND/organizations.csv")" 'BEGIN { print "id,organization,name"; for (i = 1; i <= n; i++) print "x" i "," o ",Station " i }' >register/assets.csv
	code=0
	"$MAINSTAY" import register >out.$n 2>err.$n || code=$?
	echo $code >code.$n
done
"$MAINSTAY" export after >/dev/null 2>err.export
"$MAINSTAY" backup --to small/desk.backup >out.backup 2>err.backup
echo $? >code.backup
ls -A small >left
sqlite3 small/desk.db 'PRAGMA integrity_check' >integrity
mount -o remount,size=64m small
"$MAINSTAY" import register >out.again 2>err.again
echo $? >code.again
FULL
	unshare -rm env NORLAND="$NORLAND" sh full.sh >full.out 2>&1
	is "a small import goes in" "$(cat code.200)" 0
	is "an import that does not fit fails" "$(cat code.20000)" 8
	check "and says that the disk is full" grep -q "disk is full" err.20000
	is "in one line" "$(lines err.20000)" 1
	is "what was there is there" "$(lines after/assets.csv)" "$(($(lines before/assets.csv) + 200))"
	is "and sound" "$(cat integrity)" ok
	check "a backup that does not fit says so" grep -qE "no room" err.backup
	is "as a failure" "$(cat code.backup)" 8
	check "and leaves nothing" sh -c '! grep -q "backup\|half" left'
	is "with room again everything works" "$(cat code.again)" 0
else
	skip "a full disk" "no namespaces here"
fi
# ---- kill -9 of the server while forms are sent ----
lost=0 sent=0
: >acknowledged
for round in $(seq "${MAINSTAY_KILLS:-6}"); do
	serve
	sign_in
	for sender in 1 2; do
		(
			i=0
			while :; do
				i=$((i + 1))
				post_alias "name-$round-$sender-$i"
				[ "$status" = 303 ] || break
				echo "name-$round-$sender-$i" >>acknowledged
			done
		) &
		eval "sender_$sender=$!"
	done
	sleep "$(awk -v s="$round" 'BEGIN { srand(s); rand(); printf "%.2f", 0.3 + rand() }')"
	kill -9 "$server"
	wait "$server" "$sender_1" "$sender_2" 2>/dev/null
done
server=''
sent=$(lines acknowledged)
aliases >kept
sort acknowledged >wanted
lost=$(comm -23 wanted kept | lines /dev/stdin)
echo "# $sent forms acknowledged over ${MAINSTAY_KILLS:-6} kills"
check "forms were acknowledged" [ "$sent" -gt 5 ]
is "none of them is lost" "$lost" 0
gives 0 settle

# ---- the database is gone for a while ----
serve
sign_in
page /watch
is "pages open" "$status" 200
if [ "$ENGINE" = postgresql ]; then
	folder=$(echo "$MAINSTAY_TEST_PG" | sed 's/.*host=//')
	bin=$(dirname "$(command -v pg_ctl || ls -1 /usr/lib/postgresql/*/bin/pg_ctl | sort -V | tail -n 1)")
	pg() {
		as=''
		[ "$(id -u)" != 0 ] || as='runuser -u postgres --'
		# shellcheck disable=SC2086
		(cd /tmp && $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -m fast -w "$1") >/dev/null 2>&1
		stopped=$([ "$1" = stop ] && echo yes)
	}
	post_alias gone-before
	is "a form before is acknowledged" "$status" 303
	pg stop
	sleep 1.5 # pages that were kept are not confirmed any more
	page /watch
	is "a page says that the desk is busy" "$status" 503
	check "in plain words" grep -qi "busy\|try again" out
	post_alias gone-meanwhile
	check "a form is not acknowledged" [ "$status" != 303 ]
	sleep "${MAINSTAY_GONE_S:-8}"
	check "the server lives" kill -0 "$server"
	gives 7 findings
	is "a command says it in one line" "$(lines err)" 1
	pg start
	for i in $(seq 50); do
		page /watch
		[ "$status" != 200 ] || break
		sleep 0.2
	done
	is "pages come back by themselves" "$status" 200
	post_alias gone-after
	is "forms too" "$status" 303
	aliases | grep '^gone' >kept-gone
	is "what was acknowledged is there, what was not is not" "$(tr '\n' ' ' <kept-gone)" "gone-after gone-before "
else
	# Another program keeps the database locked for longer than is waited.
	(echo "BEGIN EXCLUSIVE;"; sleep "$((${MAINSTAY_GONE_S:-8} + 6))"; echo "COMMIT;") | sqlite3 -batch "$DESK" &
	locker=$!
	sleep 0.5
	page /watch
	is "pages open while another program writes" "$status" 200
	post_alias gone-meanwhile
	is "a form says that the desk is busy" "$status" 503
	check "in plain words" grep -qi "busy" posted
	gives 7 user add late --role guest
	wait "$locker"
	post_alias gone-after
	is "and comes back by itself" "$status" 303
	is "what was acknowledged is there, what was not is not" "$(aliases | grep '^gone')" "gone-after"
fi
stop

# ---- the clock jumps ----
faketime=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1)
if [ -n "$faketime" ]; then
	echo "+0" >offset
	serve LD_PRELOAD="$faketime" FAKETIME_TIMESTAMP_FILE="$PWD/offset" FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
	sign_in
	page /watch
	is "pages open" "$status" 200
	post_alias clock-1
	page /admin/aliases
	for jump in "-1h" "+30m" "+20h" "-3h"; do
		# Forward beyond a session's 12 hours everybody signs in anew.
		echo "$jump" >offset
		sleep 1.2
		sign_in
		post_alias "clock$jump"
		is "after a jump to $jump a form is taken" "$status" 303
		page "/admin/aliases?page=1"
		sleep 0.3
		page "/admin/aliases"
		check "and seen at once" sh -c 'grep -qF -- "$1" out' sh "clock$jump"
		# Another process changes something: no page older than a second is sent, whichever way the clock went.
		"$MAINSTAY" alias add vendor "beside$jump" Fjordlogic >/dev/null 2>&1 || "$MAINSTAY" alias add --help >/dev/null
		sleep 1.5
		page /watch
		is "and pages open" "$status" 200
	done
	before=$(query "SELECT next_us FROM job WHERE name = 'backup'")
	echo "+400d" >offset
	sleep 2
	far=$(query "SELECT next_us FROM job WHERE name = 'backup'")
	echo "+0" >offset
	sleep 3
	now=$(query "SELECT next_us FROM job WHERE name = 'backup'")
	check "jobs run in the far future" [ "$far" -gt "$before" ]
	check "and again when the clock is right" [ "$now" -lt "$far" ]
	stop
	# Leaves keep the order in which they came, whatever their times say.
	gives 0 settle
	case $ENGINE in
	sqlite) order=$(query "SELECT group_concat(subject) FROM (SELECT subject FROM ledger_content WHERE kind LIKE 'alias%' AND content LIKE '%clock%' OR subject LIKE '%clock%' ORDER BY leaf)") ;;
	*) order=$(query "SELECT string_agg(subject, ',' ORDER BY leaf) FROM ledger_content WHERE kind LIKE 'alias%' AND content LIKE '%clock%' OR subject LIKE '%clock%'") ;;
	esac
	echo "# $order"
	if "$MAINSTAY" routes | grep -q "ledger verify"; then gives 0 ledger verify; fi
	is "no form is lost over all jumps" "$(aliases | grep -c '^clock')" 5
else
	skip "the clock jumps" "no libfaketime"
fi
check "nothing crashed" sh -c '! grep -qiE "abort|assert|segmentation" served'
finish
