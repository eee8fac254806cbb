# SPDX-License-Identifier: Apache-2.0
#
# Backups by the real program: made while others write, restored on the other engine, tried, kept by a ladder, made by a running server; what is damaged,
# cut, killed or without a key is told and never taken for whole.
. "$ROOT/tests/scenario/lib.sh"
umask 077
register() {
	mkdir -p register
	printf 'id,name\nenergy,Energy\n' >register/sectors.csv
	printf 'id,name,kind,sector,country\ngrid,Norland Grid,operator,energy,AA\n' >register/organizations.csv
	awk -v n="$1" 'BEGIN { print "id,organization,name"; for (i = 1; i <= n; i++) print "a" i ",grid,Station " i }' >register/assets.csv
}
# key_file: of the desk at hand.
key_file() {
	case $ENGINE in
	sqlite) echo "$DESK.key" ;;
	*) echo "$XDG_DATA_HOME/mainstay/$(query "SELECT id FROM desk").key" ;;
	esac
}
# A place on the other engine, as long as there is a server.
other_place() {
	case $ENGINE in
	sqlite) [ -n "${MAINSTAY_TEST_PG:-}" ] && psql -X -q -d "$MAINSTAY_TEST_PG" -c "CREATE DATABASE backup_other_$$" >/dev/null &&
		echo "$MAINSTAY_TEST_PG" | sed "s|/postgres?|/backup_other_$$?|" ;;
	*) echo "$PWD/other.db" ;;
	esac
}

new_desk
register 3000
gives 0 import register
gives 4 restore drill
err_has "without a backup there is nothing to try" "no backup yet"
gives 0 backup --to one.backup
err_has "that no recipient is set is said loudly" "no recipient is set"
gives 5 backup --to one.backup
err_has "nothing is written over" "is there already"
gives 0 backup verify one.backup
out_has "verify counts" "is whole"
gives 0 backup --verify full --to full.backup
check "a backup is its owner's alone" [ "$(stat -c %a one.backup)" = 600 ]
check "and shows no content" sh -c '! grep -qa "Norland" one.backup'

# ---- the other engine, and back ----
key=$(key_file)
other=$(other_place)
if [ -n "$other" ]; then
	gives 0 --desk "$other" restore one.backup --key "$key"
	gives 5 --desk "$other" restore one.backup --key "$key"
	"$MAINSTAY" --desk "$other" export out-other >/dev/null 2>err || tell err
	"$MAINSTAY" export out-here >/dev/null 2>err || tell err
	check "it holds the same register" diff -r out-here out-other
	gives 0 --desk "$other" backup --to back.backup
	gives 0 --desk "$PWD/again.db" restore back.backup --key "$key"
	"$MAINSTAY" --desk "$PWD/again.db" export out-again >/dev/null 2>err || tell err
	check "and so does what comes back" diff -r out-here out-again
	gives 0 --desk "$PWD/again.db" history "$(query "SELECT id FROM desk")"
	out_has "the restore is in the ledger" "desk.restore"
	[ "$ENGINE" = postgresql ] || psql -X -q -d "$MAINSTAY_TEST_PG" -c "DROP DATABASE backup_other_$$ WITH (FORCE)" >/dev/null
else
	skip "the other engine" "no PostgreSQL server"
fi

# ---- keys ----
gives 0 backup recipient new ministry.key
public=$(cat out)
gives 0 backup recipient add ministry "$public"
gives 5 backup recipient add ministry "$public"
gives 0 backup recipient list
out_has "the recipient stands there" "ministry"
gives 0 backup --to two.backup
check "and the warning has gone" [ ! -s err ]
gives 4 --desk "$PWD/new.db" restore two.backup
err_has "without a key it says what is missing" "--key FILE"
gives 0 backup recipient new stranger.key
gives 6 --desk "$PWD/new.db" restore two.backup --key stranger.key
gives 0 --desk "$PWD/new.db" restore two.backup --key ministry.key
check "the desk's key came with it" cmp -s new.db.key "$key"
gives 0 --desk "$PWD/new.db" backup --to of-new.backup
gives 0 backup recipient remove ministry
gives 4 backup recipient remove ministry

# ---- damage ----
bytes=$(stat -c %s two.backup)
for at in 0 9 40 200 $((bytes / 2)) $((bytes - 40)) $((bytes - 1)); do
	cp two.backup bad.backup
	old=$(od -An -tu1 -j "$at" -N1 bad.backup | tr -d ' ')
	printf "$(printf '\\%03o' $((old ^ 4)))" | dd of=bad.backup bs=1 seek="$at" conv=notrunc 2>/dev/null
	run backup verify bad.backup
	check "a changed bit at $at is found" [ "$code" = 8 -o "$code" = 3 ]
	run --desk "$PWD/bad.db" restore bad.backup --key ministry.key
	check "and is not restored" [ "$code" != 0 -a ! -e bad.db ]
done
for cut in 0 7 30 $((bytes / 3)) $((bytes - 1)); do
	head -c "$cut" two.backup >bad.backup
	run backup verify bad.backup
	check "a file cut to $cut bytes is found" [ "$code" = 8 -o "$code" = 3 ]
	rm -f bad.db
	run --desk "$PWD/bad.db" restore bad.backup --key ministry.key
	check "and is not restored" [ "$code" != 0 -a ! -e bad.db ]
done

# ---- while others write: each backup is of one moment ----
(
	i=0
	while [ ! -e stop ]; do
		i=$((i + 1))
		awk -v n=3000 -v e="$i" 'BEGIN { print "id,organization,name"; for (k = 1; k <= n; k++) print "a" k ",grid,Edition " e }' >register/assets.csv
		"$MAINSTAY" import register >/dev/null 2>>writers || true
		echo "$i" >edition
	done
) &
writer=$!
until [ -e edition ]; do sleep 0.1; done
torn=0
for i in 1 2 3 4; do
	"$MAINSTAY" backup --to "busy$i.backup" >/dev/null 2>>errors || torn=$((torn + 1))
done
touch stop
wait "$writer"
for i in 1 2 3 4; do
	"$MAINSTAY" --desk "$PWD/busy$i.db" restore "busy$i.backup" --key "$key" >/dev/null 2>>errors || torn=$((torn + 1))
	[ "$(sqlite3 -batch "busy$i.db" "SELECT count(DISTINCT name) FROM asset")" = 1 ] || torn=$((torn + 1))
done
is "no backup holds two moments" "$torn" 0
check "the writers wrote meanwhile" [ "$(cat edition)" -gt 1 -a ! -s writers ]

# ---- kill -9: no half file is taken for whole ----
now_ms() { date +%s%3N; }
random() { awk -v a="$1" -v b="$2" -v s="$3" 'BEGIN { srand(s); rand(); printf "%.4f", a + rand() * (b - a) }'; }
before=$(now_ms)
gives 0 backup --to timed.backup
took=$(awk -v ms="$(($(now_ms) - before))" 'BEGIN { printf "%.4f", ms / 1000 }')
mkdir killed
bad=0 hit=0
for i in $(seq "${MAINSTAY_KILLS:-12}"); do
	timeout --foreground -s KILL "$(random 0.005 "$took" "$i")" "$MAINSTAY" backup --to "killed/$i.backup" >/dev/null 2>&1 </dev/null
	[ $? = 137 ] && hit=$((hit + 1))
	[ ! -e "killed/$i.backup" ] || "$MAINSTAY" backup verify "killed/$i.backup" >/dev/null 2>&1 || bad=$((bad + 1))
done
check "the kills hit" [ "$hit" -gt 0 ]
is "what has its name is whole" "$bad" 0
gives 0 backup --to killed/last.backup
is "what was left half-written is swept" "$(find killed -name '.*' -type f | wc -l | tr -d ' ')" 0
before=$(now_ms)
gives 0 --desk "$PWD/timed.db" restore timed.backup --key "$key"
took=$(awk -v ms="$(($(now_ms) - before))" 'BEGIN { printf "%.4f", ms / 1000 }')
place() { [ "$ENGINE" = sqlite ] && echo "$PWD/killed.db" || echo "$kill_place"; }
if [ "$ENGINE" = postgresql ]; then
	psql -X -q -d "$MAINSTAY_TEST_PG" -c "CREATE DATABASE backup_kill_$$" >/dev/null
	kill_place=$(echo "$MAINSTAY_TEST_PG" | sed "s|/postgres?|/backup_kill_$$?|")
fi
bad=0 hit=0
for i in $(seq "${MAINSTAY_KILLS:-12}"); do
	timeout --foreground -s KILL "$(random 0.005 "$took" "$i")" "$MAINSTAY" --desk "$(place)" restore timed.backup --key "$key" >/dev/null 2>&1 </dev/null
	status=$?
	[ "$status" = 137 ] && hit=$((hit + 1))
	if "$MAINSTAY" --desk "$(place)" export killed-out >/dev/null 2>&1; then
		[ "$("$MAINSTAY" --desk "$(place)" --json history "$(query "SELECT id FROM desk")" | grep -c desk.restore)" = 1 ] || bad=$((bad + 1))
		[ "$ENGINE" = sqlite ] && rm -f killed.db killed.db-* killed.db.key || break
	else
		[ "$status" != 0 ] || bad=$((bad + 1))
	fi
done
check "the kills hit" [ "$hit" -gt 0 ]
is "a restore is a whole desk or none" "$bad" 0
run --desk "$(place)" restore timed.backup --key "$key"
check "and works after all" [ "$code" = 0 -o "$code" = 5 ]
gives 0 --desk "$(place)" export killed-whole
[ "$ENGINE" = sqlite ] || psql -X -q -d "$MAINSTAY_TEST_PG" -c "DROP DATABASE backup_kill_$$ WITH (FORCE)" >/dev/null

# ---- by itself ----
mkdir folder
query "DELETE FROM backup_run" >/dev/null # as if none had been made today
gives 3 setting set backup.folder relative
gives 3 setting set backup.keep 7,5
gives 0 setting set backup.folder "$PWD/folder"
"$MAINSTAY" serve --plain --listen 127.0.0.1:0 >address 2>served </dev/null &
server=$!
for i in $(seq 150); do
	[ "$(query "SELECT count(*) FROM backup_run WHERE kind = 'backup' AND scheduled = 1 AND state = 1")" = 1 ] && break
	sleep 0.2
done
is "a running server makes the backup that is due" "$(query "SELECT count(*) FROM backup_run WHERE kind = 'backup' AND scheduled = 1 AND state = 1")" 1
gives 0 --json user add adam --role administrator
adam=$(jq -r .password out)
address=$(grep -oE 'https?://[0-9.:]+' address)
curl -sk -o out -c adam.jar --data-urlencode name=adam --data-urlencode "password=$adam" "$address/login"
is "an administrator opens the page" "$(curl -sk -o out -w '%{http_code}' -b adam.jar "$address/backup")" 200
out_has "which warns that nobody else can open the backups" "backup recipient add"
out_has "and shows the folder" "$PWD/folder"
curl -sk -o out -c desk.jar --data-urlencode name=desk --data-urlencode "password=$(grep -oE '[a-z2-9]{4}(-[a-z2-9]{4}){4}' login)" "$address/login"
is "a desk officer does not" "$(curl -sk -o out -w '%{http_code}' -b desk.jar "$address/backup")" 404
kill "$server"
wait "$server"
gives 0 backup list
is "it lies in its folder" "$(lines out)" 1
gives 0 backup verify "$(ls folder/*.backup)"
for day in 01 02 03 04 05 06 07 08 09 10; do
	"$MAINSTAY" --at "2030-01-${day}T12:00:00Z" backup >/dev/null 2>&1
done
gives 0 setting set backup.keep 3,0,1
gives 0 --at 2030-01-10T13:00:00Z backup prune
gives 0 backup list
is "the ladder keeps the newest of three days" "$(lines out)" 3

# ---- a drill ----
gives 0 --at 2030-01-10T14:00:00Z restore drill
out_has "the drill measures" "(RTO), 7200 s old (RPO)"
gives 0 history "$(query "SELECT id FROM desk")"
out_has "and is in the ledger" "desk.drill"
check "and leaves nothing" [ -z "$(find folder -name '.*' ! -name . -type f)" ]
finish
