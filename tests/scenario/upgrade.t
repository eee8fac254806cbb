# SPDX-License-Identifier: Apache-2.0
#
# Desks as older programs left them (tests/upgrade): each is brought up to date, loses no row, answers the same questions with the same answers, signs its
# people in, and can then be backed up and restored.
. "$ROOT/tests/scenario/lib.sh"
# counts: of every table that both the old and the new desk have, but those that are made anew by design.
tables() {
	case $ENGINE in
	sqlite) query "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name" ;;
	*) query "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename" ;;
	esac
}
counts() { tables | grep -vxE 'session|schema_step|clearance|clearance_profile|release_class' | while read -r t; do echo "$t $(query "SELECT count(*) FROM $t")"; done; }
# load FOLDER: the frozen desk into a fresh place.
load() {
	if [ "$ENGINE" = sqlite ]; then
		DESK=$PWD/$(basename "$1").db
		sqlite3 -batch "$DESK" <"$1/sqlite.sql"
		chmod 600 "$DESK"
		[ ! -f "$1/sqlite.key" ] || install -m 600 "$1/sqlite.key" "$DESK.key"
	else
		query "DROP SCHEMA public CASCADE" >/dev/null 2>&1
		query "CREATE SCHEMA public" >/dev/null
		psql -X -q -d "$DESK" -f "$1/postgresql.sql" >/dev/null
		[ ! -f "$1/postgresql.key" ] || install -D -m 600 "$1/postgresql.key" "$XDG_DATA_HOME/mainstay/$(query "SELECT id FROM desk").key"
	fi
	MAINSTAY_DESK=$DESK
	export MAINSTAY_DESK
}

check "every released schema has its frozen desk, and no recorded step was changed" sh -c '"$0/tests/upgrade/check" "$0" >out' "$ROOT"
for frozen in "$ROOT"/tests/upgrade/*/; do
	frozen=${frozen%/}
	name=$(basename "$frozen")
	load "$frozen"
	counts >before
	query "SELECT id, name, role, organization FROM person ORDER BY id" >people
	check "$name: it holds something" [ "$(awk '{ n += $2 } END { print n }' before)" -gt 100 ]
	if [ "$(query "SELECT count(*) FROM schema_step")" != "$(cat "$ROOT"/src/*/schema/*.sql | grep -c . >/dev/null; ls "$ROOT"/src/*/schema/*.sql | wc -l | tr -d ' ')" ]; then
		gives 5 findings
		err_has "$name: an older desk says what to do" "mainstay upgrade"
	fi
	gives 0 upgrade
	counts >after
	awk 'NR == FNR { was[$1] = $2; next } { is[$1] = $2 } END { for (t in was) if (!(t in is) || is[t] < was[t]) { print t, was[t], "->", is[t]; bad = 1 } exit bad }' \
		before after >lost || cat lost >err
	check "$name: no row is lost" [ ! -s lost ]
	gives 0 upgrade
	counts | cmp -s - after
	result $? "$name: a second upgrade changes nothing"
	query "SELECT id, name, role, organization FROM person ORDER BY id" | cmp -s - people
	result $? "$name: the people are the same"
	gives 0 --at 2026-05-02T08:00:00Z --json affected
	check "$name: the same must be warned" cmp -s out "$frozen/$ENGINE.affected"
	gives 0 --json findings
	jq -c 'del(.reason)' out | sort >findings # how a reason is worded may change
	jq -c 'del(.reason)' "$frozen/$ENGINE.findings" | sort | cmp -s - findings
	result $? "$name: the findings are the same"
	gives 0 export "register-$name"
	check "$name: the register is the same" diff -r "register-$name" "$frozen/$ENGINE.register"
	gives 0 --json history anna
	check "$name: old leaves still open" sh -c "jq -es 'length > 0 and all(.holds)' out >/dev/null"
	if "$MAINSTAY" routes | grep -q 'ledger verify'; then
		gives 0 settle
		gives 0 ledger verify
	fi
	# Its people sign in.
	"$MAINSTAY" serve --plain --listen 127.0.0.1:0 --json >address 2>served </dev/null &
	server=$!
	for i in $(seq 100); do
		[ ! -s address ] || break
		sleep 0.05
	done
	address=$(jq -r .address address)
	curl -sk -o page -c jar --data-urlencode name=desk --data-urlencode "password=$(jq -r .password "$frozen/$ENGINE.login")" "$address/login"
	is "$name: pages open to the old password" "$(curl -sk -o page -w '%{http_code}' -b jar "$address/watch")" 200
	check "$name: and show what was there" grep -q "Norland" page
	kill "$server"
	wait "$server"
	# What is upgraded can be saved.
	gives 0 backup --verify full --to "$name.backup"
	gives 0 import "$ROOT/tests/scenario/data/norland"
done
finish
