# SPDX-License-Identifier: Apache-2.0
#
# Page reads: one leaf for each page that somebody known was shown or refused, kept pages too, none for what everybody may see; on record before the answer
# leaves, whatever ends the server.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
gives 0 user add olga --organization grid --role operator
mv out olga.txt
gives 0 user add petra --organization aqua --role operator
mv out petra.txt
gives 0 user add rita --role regulator
mv out rita.txt
gives 0 user clear rita --sectors water
table amber/assets.csv "id,tlp" "pump-2,AMBER"
gives 0 import amber
server=''
trap '[ -z "$server" ] || kill -9 $server 2>/dev/null' EXIT
XDG_STATE_HOME=$PWD/state
export XDG_STATE_HOME

serve() {
	: >serving
	"$MAINSTAY" serve --plain --listen 127.0.0.1:0 --json >serving 2>serve.err &
	server=$!
	for _ in $(seq 100); do
		grep -q address serving && break
		sleep 0.1
	done
	at=$(jq -r .address serving)
}
sign_in() { # sign_in NAME PASSWORD-FILE JAR
	rm -f "$3"
	curl -s -o /dev/null -c "$3" --data-urlencode "name=$1" --data-urlencode "password=$(grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' "$2")" "$at/login"
}
page() { status=$(curl -s -o out -w '%{http_code}' -b "$1" "$at$2"); }
# leaves SUBJECT KIND ACTOR: how many the ledger has.
leaves() { "$MAINSTAY" history "$1" --json 2>/dev/null | jq -r "select(.kind == \"$2\" and .actor == \"$3\").at" | awk 'END { print NR }'; }
# becomes COUNT SUBJECT KIND ACTOR: within a few seconds.
becomes() {
	for _ in $(seq 40); do
		[ "$(leaves "$2" "$3" "$4")" = "$1" ] && return
		sleep 0.2
	done
	echo "# $(leaves "$2" "$3" "$4") leaves"
	return 1
}
all_reads() { query "SELECT count(*) FROM ledger_content"; }

serve
sign_in desk login desk.jar
sign_in olga olga.txt olga.jar
for _ in 1 2 3 4; do page desk.jar /watch; done
page desk.jar '/watch?sort=name'
check "each page read is a leaf, kept pages too" becomes 5 /watch page.read desk
page olga.jar /register
is "olga reads the register" "$status" 200
check "it is hers" becomes 1 /register page.read olga
is "and nobody else's" "$(leaves /register page.read desk)" 0
page olga.jar /admin/import
is "a page she has no right to is not there" "$status" 404
check "that she asked is known" becomes 1 /admin/import page.refused olga
page olga.jar /no/such/page
check "a page that is none" becomes 1 /no/such/page page.missing olga
status=$(command curl -s -o out -w '%{http_code}' -b desk.jar -H 'Origin: https://other.example' -d a=b "$at/logout")
is "a form of another site is refused" "$status" 403
check "and known" becomes 1 /logout page.refused desk
"$MAINSTAY" history /watch --json >out
check "a leaf says which address" sh -c 'jq -r .content out | grep -q "sort=name"'
check "and opens its commitments" sh -c '! jq -r .holds out | grep -q false'

# whose records were shown
sign_in petra petra.txt petra.jar
sign_in rita rita.txt rita.jar
# told JAR ADDRESS-START: by whom, as /my/reads tells, how often.
told() {
	curl -s -b "$1" "$at/my/reads" | tr -d '\n' | sed 's/<tr>/\n/g' | grep -F "<bdi>$2" | sed -n 's/.*<bdi>\([^<]*\)<\/bdi><\/td><td class="in"><bdi>.*/\1/p' |
		sort | uniq -c | awk '{ printf "%s%s:%d", (NR > 1 ? " " : ""), $2, $1 }'
}
tells() { # tells JAR ADDRESS-START WANTED: within a few seconds
	for _ in $(seq 40); do
		[ "$(told "$1" "$2")" = "$3" ] && return
		sleep 0.2
	done
	echo "# $(told "$1" "$2")"
	return 1
}
for jar in desk rita desk olga; do page "$jar.jar" /register/nodes/pump-2; done
check "a record's owner learns who opened it, kept pages too, and nobody else" tells petra.jar /register/nodes/pump-2 "desk:2 rita:1"
page desk.jar '/register/assets?q=pump-2'
check "or found it in a list" tells petra.jar /register… desk:1
page rita.jar '/register?q=pump-2'
check "or by searching" tells petra.jar /register… "desk:1 rita:1"
page desk.jar /register/organizations/aqua
check "or read of the organization" tells petra.jar /register/organizations/aqua desk:1
gives 0 --as rita export given
check "or exported it" tells petra.jar register rita:1
is "other organizations learn nothing of it" "$(told olga.jar /register/nodes)$(told olga.jar /register/organizations)" ""
"$MAINSTAY" history /register/nodes/pump-2 --json >out
check "the leaf says how many rows of which class" sh -c 'jq -r "select(.actor == \"rita\").content" out | jq -e ".rows | length > 0"'

sleep 1.5
before=$(all_reads)
curl -s -o /dev/null "$at/login"
curl -s -o /dev/null "$at/watch"
curl -s -o /dev/null "$at/nothing"
curl -s -o /dev/null "$at$(curl -s "$at/login" | grep -oE '/asset/[^"]*\.css' | head -n 1)"
sleep 2.2
is "what everybody may see is not recorded" "$(all_reads)" "$before"

# on record before the answer leaves
for _ in 1 2 3 4 5 6; do
	page desk.jar /warn
	kill -9 "$server"
	wait "$server" 2>/dev/null
	asked=$((${asked:-0} + 1))
	serve
	sign_in desk login desk.jar
done
check "nothing that was shown is lost when the server is killed" becomes "$asked" /warn page.read desk
page desk.jar /advisories
kill "$server"
wait "$server"
server=''
is "when it ends in order all is in the ledger" "$(leaves /advisories page.read desk)" 1
folder=$DESK.reads
[ "$ENGINE" = sqlite ] || folder=$(echo "$PWD"/state/mainstay/*)
check "its journal lies where it is said to" [ -d "$folder" ]
is "the log says nothing" "$(cat serve.err)" ""
finish
