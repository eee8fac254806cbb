# SPDX-License-Identifier: Apache-2.0
#
# Levels, compartments, grants, marks and time: who sees what, on what condition, until when; and the question asked before: who would see this, and why?
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
gives 0 user add carla --organization clinic
gives 0 user add aino --organization aqua
gives 0 user add rita --role regulator
gives 0 user add dora --role desk
gives 0 user add petra --role approver
gives 0 user add zoe --role partner --organization state-xb
sees() { "$MAINSTAY" --as "$1" impact fail "$2" --json >out 2>err && echo yes || echo no; }

# The matrix and its page agree.
gives 0 release matrix
sed -n '/^| role/,/^$/p' "$ROOT/docs/reference/release.md" | grep '^|' >documented
check "docs/reference/release.md shows the matrix of this program" cmp -s out documented

# Compartments and levels bind everybody.
gives 0 level set 1 restricted
gives 0 level set 2 secret
gives 0 release mark pump-1 --compartments dam --level secret
is "a compartment: the owner's people do not see it" "$(sees aino pump-1)" no
is "nor does the desk" "$(sees dora pump-1)" no
is "nor whoever runs the machine" "$(sees desk pump-1)" no
gives 0 --as dora findings --json
check "nor in findings" sh -c '! grep -q pump-1 out'
gives 0 --as dora export seen
check "nor in an export, nor what hangs on it" sh -c '! grep -rq pump-1 seen'
gives 4 --as dora history pump-1
gives 6 --as dora user clear dora --level secret
gives 6 --as dora user clear petra --compartments dam
gives 0 user clear petra --level secret --compartments dam
is "who holds both sees it" "$(sees petra pump-1)" yes
gives 0 --as petra user clear aino --level secret --compartments dam
is "as does the owner's person who holds both" "$(sees aino pump-1)" yes
gives 0 --as petra user clear aino --level restricted
is "but not with a lower level" "$(sees aino pump-1)" no
gives 6 --as petra user clear petra --level secret
table taken/assets.csv "id,organization,name" "pump-1,aqua,Taken"
gives 3 --as dora import taken
check "an import tells nothing of it" sh -c '! grep -q -i dam err'
cp "$NORLAND/assets.csv" rest.csv
sed -i '/^pump-1,/d' rest.csv
mkdir rest && mv rest.csv rest/assets.csv
gives 0 --as dora import rest --replace
is "and --replace does not take away what is not seen" "$(sees petra pump-1)" yes
gives 0 --as petra release mark pump-1

# Sectors of a regulator.
table amber/assets.csv "id,tlp" "pump-2,AMBER" "pump-3,AMBER+STRICT"
gives 0 import amber
is "a regulator of nothing sees no AMBER" "$(sees rita pump-2)" no
gives 0 user clear rita --sectors water
is "of the sector: AMBER" "$(sees rita pump-2)" yes
is "of the sector: not AMBER+STRICT" "$(sees rita pump-3)" no

# Grants.
is "another organization sees no AMBER" "$(sees carla pump-2)" no
gives 0 grant add clinic --owner aqua --agreement "MoU 7"
number=$(awk '{ print $2 }' out)
is "with a grant it does" "$(sees carla pump-2)" yes
is "but not AMBER+STRICT" "$(sees carla pump-3)" no
gives 0 release explain pump-2 --for carla --json
so "and is told why" '.[0].decision == "allow" and .[0].reason == "grant" and .[0].about == "MoU 7"'
gives 0 grant end "$number"
is "a grant that is taken back: at once nothing" "$(sees carla pump-2)" no
gives 4 grant end "$number"
gives 0 grant add state-xb --owner aqua --purpose share --agreement Treaty
is "a partner State sees what was granted for sharing" "$(sees zoe pump-2)" yes
gives 0 release mark pump-3 --audience clinic
is "RED and AMBER+STRICT: by name" "$(sees carla pump-3)" yes
gives 3 grant add clinic --agreement x
gives 3 grant add clinic --all --agreement " "

# Time: bounds are the clock's, not --at's.
table green/assets.csv "id,tlp" "pump-2,GREEN"
gives 0 import green
is "TLP:GREEN" "$(sees carla pump-2)" yes
gives 0 release mark pump-2 --until 2026-01-01
is "its release has ended" "$(sees carla pump-2)" no
gives 4 --as carla --at 2025-12-31T00:00:00Z impact fail pump-2
is "the owner still sees it" "$(sees aino pump-2)" yes
gives 0 release mark pump-2 --from 2090-01-01
is "its release is still to come" "$(sees carla pump-2)" no
gives 4 --as carla --at 2091-01-01T00:00:00Z impact fail pump-2
gives 0 release mark pump-2

# Who would see this, and why?
gives 0 --as dora release who pump-2 --json
so "who: every role, the owner's people, and persons" '(map(select(.person)) | length) == 7 and any(.[]; .who == "operators of aqua" and .reason == "own")'
gives 0 --as dora release who pump-2 --tlp RED --json
so "an edit: who loses" 'any(.[]; .who == "carla" and .shift == "loses" and .reason == "marking") and any(.[]; .who == "aino" and .shift == "")'
gives 0 --as dora release who pump-2 --tlp CLEAR --json
so "and who gains" 'any(.[]; .who == "guests" and .shift == "gains" and .reason == "clear")'
gives 6 --as carla release who pump-2
gives 4 --as dora release who no-such
table edit/assets.csv "id,tlp" "pump-2,CLEAR"
gives 0 --as dora import edit --dry-run --who --json
so "an import says so before it is done" 'any(.[]; .who == "guests" and .gains == 1)'

# Shown until the end of its release and not a moment longer, kept pages too.
"$MAINSTAY" user add cleo --organization clinic >cleo.txt
"$MAINSTAY" serve --listen 127.0.0.1:0 --plain >serving 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s serving ] && break
	sleep 0.2
done
at=$(grep -oE 'http://[0-9.:]*' serving)
curl -s -o out -c jar --data-urlencode name=cleo --data-urlencode "password=$(grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' cleo.txt)" "$at/login"
page() { curl -s -o out -w '%{http_code}' -b jar "$at/register/nodes/pump-2"; }
end=$(($(date +%s) + 4))
gives 0 release mark pump-2 --until "$(date -u -d "@$end" +%Y-%m-%dT%H:%M:%SZ)"
is "before the end it is shown" "$(page)" 200
late=0 shown=0
while :; do
	now=$(date +%s%N)
	status=$(page)
	[ "$now" -ge "${end}000000000" ] && [ "$status" = 200 ] && late=$((late + 1))
	[ "$(date +%s%N)" -lt "${end}000000000" ] && [ "$status" = 200 ] && shown=$((shown + 1))
	[ "$now" -gt "$((end + 2))000000000" ] && break
done
is "asked all the time: not once after its end" "$late" 0
check "and many times before ($shown)" [ "$shown" -gt 20 ]
finish
