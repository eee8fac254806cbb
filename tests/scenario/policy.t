# SPDX-License-Identifier: Apache-2.0
#
# Data policy: every table of the desk belongs to a data set; a rule's floor reaches every row; what is held or too young stays, what is past its time goes
# and is counted; a hold is lifted by another person; the public form tells nothing of the inside.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
gives 0 user add vera --role guest
gives 0 user add aino --organization aqua
gives 0 user add dora --role desk
gives 0 user add arto --role approver
gives 0 user add nuno --role approver
gives 0 user add root --role administrator

# the register
gives 0 policy tables --json
is "every table of the desk belongs to a data set" "$(jq -r 'select(.dataset == "").table' out | tr '\n' ' ')" ""
check "and these are the tables that are there" [ "$(lines out)" -gt 25 ]
is "no data set is named that the register lacks" "$(jq -r .dataset out | sort -u >named && "$MAINSTAY" policy list --json | jq -r .id | sort -u | comm -23 named -)" ""
gives 0 policy list
out_has "contacts are never below AMBER" "AMBER"
gives 6 --as vera policy list
gives 6 --as root policy set contacts floor CLEAR

# a floor reaches rows that are there
table open/contacts.csv "id,tlp" "aqua-duty,CLEAR"
gives 0 import open
contacts_of() { "$MAINSTAY" --as "$1" export "seen-$1" >/dev/null && awk -F, 'NR > 1 { print $1 }' "seen-$1/contacts.csv" | tr '\n' ' '; }
is "a contact marked CLEAR counts as AMBER: a guest does not see it" "$(contacts_of vera)" ""
is "its own organization does" "$(contacts_of aino)" "aqua-duty "
gives 0 policy set contacts floor CLEAR
gives 0 settle
is "with the floor gone the guest sees it" "$(contacts_of vera)" "aqua-duty "
gives 0 policy set contacts floor RED
gives 0 settle
is "with a higher floor no longer" "$(contacts_of vera)" ""
gives 3 policy set contacts public yes
gives 3 policy set contacts recipe "hide name"
gives 3 policy set contacts floor PINK
gives 4 policy set nothing floor RED
gives 3 policy set contacts nothing RED
gives 0 history contacts
out_has "the ledger tells what was changed" '"floor":["CLEAR","RED"]'
gives 0 policy set contacts floor AMBER
gives 0 policy review contacts
is "a review is due again in a year" "$("$MAINSTAY" policy list --json | jq -r 'select(.id == "contacts") | .reviewed_by + " " + (((.review_on | strptime("%Y-%m-%d") | mktime) - (.reviewed_on | strptime("%Y-%m-%d") | mktime)) / 86400 | tostring)')" "desk 365"

# what everybody may know
gives 0 policy set events owner SECRETOWNER
gives 0 policy export --public
check "the public form tells nothing of the inside" sh -c '! grep -qE "SECRETOWNER|recipe|owner|basis|reviewed_by" out'
is "of all data sets" "$(lines out)" "$("$MAINSTAY" policy export | awk 'END { print NR }')"
gives 0 policy export --csv
check "as a table" sh -c 'head -n 1 out | grep -q "^id,title,what,owner,floor" && grep -q SECRETOWNER out'

# redacted copies
gives 0 export whole
gives 0 export part --redacted
check "a redacted copy holds no name, address or place of the register" sh -c '
	awk -F, "FNR > 1 { print \$1 }" whole/assets.csv whole/services.csv whole/contacts.csv whole/components.csv >secret
	awk -F, "FNR > 1 { print \$6 }" whole/contacts.csv >>secret
	sed "/^$/d; /^generator$/d" secret | sort -u >secrets # one is called like its kind
	[ $(wc -l <secrets) -gt 10 ] && ! cat part/assets.csv part/services.csv part/contacts.csv part/components.csv part/dependencies.csv | grep -qwFf secrets'
is "of all records" "$(cat part/*.csv | wc -l)" "$(cat whole/*.csv | wc -l)"
gives 0 export part.jsonl --redacted --json-lines
check "JSON Lines: what is dropped is absent" sh -c '! grep -qE "\"(id|address|organization)\"" part.jsonl/contacts.jsonl part.jsonl/assets.jsonl || grep -q "\"organization\"" part.jsonl/contacts.jsonl'

# minimum and holds against deleting
cp -r "$NORLAND" fewer
sed -i '/^aqua-duty,/d' fewer/contacts.csv
gives 0 policy set contacts min_days 30
gives 5 import fewer --replace
err_has "too young: when it may go" "may be erased from 20"
gives 0 policy set contacts min_days 0
gives 0 --as arto hold add case-17 --dataset contacts --organization aqua --reason "court order 17"
gives 5 import fewer --replace
err_has "held: by what" "'case-17'"
gives 5 --as arto hold add case-17 --reason again
gives 4 hold add case-18 --dataset nothing --reason x
gives 3 hold add case-18
gives 6 --as arto hold lift case-17
err_has "not by who set it" "another person"
gives 6 --as dora hold lift case-17
gives 0 --as nuno hold lift case-17
gives 4 --as nuno hold lift case-17
gives 0 hold list --json
is "lifted, by whom" "$(jq -r '.name + " " + .set_by + " " + .lifted_by' out)" "case-17 arto nuno"
gives 0 import fewer --replace --dry-run
gives 0 import fewer --replace
is "now it goes" "$(query "SELECT count(*) FROM contact WHERE id = 'aqua-duty'")" 0

# past its time
printf 'no advisory' >bad.json
run advisory read bad.json
is "a document lies in quarantine" "$(query "SELECT count(*) FROM quarantine")" 1
gives 0 retention run --dry-run --json
is "nothing is old yet" "$(jq -r 'select(.dataset == "quarantine").rows' out)" 0
later=$(date -u -d '+400 days' +%Y-%m-%dT00:00:00Z)
gives 0 --at "$later" retention run --dry-run --json
is "a dry run says what would go" "$(jq -r 'select(.dataset == "quarantine").rows' out)" 1
is "and erases nothing" "$(query "SELECT count(*) FROM quarantine")" 1
gives 0 --as arto hold add inquiry --dataset quarantine --subject bad.json --reason "inquiry"
gives 0 --at "$later" retention run
is "held: it stays" "$(query "SELECT count(*) FROM quarantine")" 1
gives 0 --as nuno hold lift inquiry
gives 0 --at "$later" retention run
is "past its time it goes" "$(query "SELECT count(*) FROM quarantine")" 0
is "and the ledger counts it" "$(query "SELECT content FROM ledger_content WHERE kind = 'retention.erase' AND subject = 'quarantine'" | jq -r .rows)" 1
gives 6 --as vera retention run

# in a browser
password_of() { grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' | head -n 1; }
"$MAINSTAY" serve --plain --listen 127.0.0.1:0 >serving 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s serving ] && break
	sleep 0.2
done
at=$(grep -oE 'http://[0-9.:]*' serving)
curl -s -o out "$at/policy/public"
check "everybody reads what the desk holds" grep -qF "who are called in an emergency" out
check "but not who answers for it" sh -c '! grep -qF SECRETOWNER out'
is "as a file too" "$(curl -s "$at/policy/public/csv" | head -n 1 | cut -d, -f 1-3)" "id,title,what"
is "the inside: sign in first" "$(curl -s -o /dev/null -w '%{http_code}' "$at/policy") $(curl -s -o /dev/null -w '%{http_code}' "$at/policy/export/csv")" "303 303"
curl -s -o out -c jar --data-urlencode "name=desk" --data-urlencode "password=$(password_of <login)" "$at/login"
is "the register and a rule" "$(curl -s -o one -b jar -w '%{http_code}' "$at/policy") $(curl -s -o one -b jar -w '%{http_code}' "$at/policy/events")" "200 200"
version=$(grep -oE 'name="version" value="[0-9]+"' one | grep -oE '[0-9]+')
post() { curl -s -o out -b jar -H "Origin: $at" -w '%{http_code}' --data-urlencode "title=Work done" --data-urlencode "what=What parts did" --data-urlencode "owner=desk" --data-urlencode "floor=RED" --data-urlencode "purposes=read" --data-urlencode "recipe=none" --data-urlencode "min_days=$1" --data-urlencode "max_days=$2" --data-urlencode "version=$version" "$at/policy/events"; }
is "a rule that cannot be is told" "$(post 90 30)" 422
check "in one line" grep -qF "less than min_days" out
is "one that can is kept" "$(post 3 30)" 303
is "what was seen meanwhile by another is not written over" "$(post 4 30)" 409
is "so it stands" "$("$MAINSTAY" policy list --json | jq -r 'select(.id == "events").min_days')" 3
is "a hold is set" "$(curl -s -o out -b jar -H "Origin: $at" -w '%{http_code}' --data-urlencode "name=web-1" --data-urlencode "dataset=all" --data-urlencode "reason=inquiry" "$at/policy/holds")" 303
is "and not lifted without the right" "$(curl -s -o out -b jar -H "Origin: $at" -w '%{http_code}' --data-urlencode "name=web-1" "$at/policy/holds/lift")" 404
finish
