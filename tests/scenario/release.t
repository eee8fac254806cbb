# SPDX-License-Identifier: Apache-2.0
#
# Release: an operator's person sees its own and what is released, in every list, page and count; others' nodes on its path only by their sector;
# missing and not released give one answer.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
advisory a/rtu.json A-RTU Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2 tlp=GREEN
advisory a/modem.json A-MODEM "Skarv Networks" "Modem M4" known_affected=1.0 tlp=RED
advisory a/relay.json A-RELAY "Halden Power" "Relay R9" known_affected=7.1 tlp=WHITE
gives 0 advisory read a
gives 0 user add carla --organization clinic
gives 0 user add nils --organization northgrid
gives 0 user add aino --organization aqua
gives 0 user add vera --role guest
gives 0 user add root --role administrator

# findings
gives 0 --as aino findings --json
is "findings: only of its own components" "$(jq -r .asset out | sort -u | tr '\n' ' ')" "pump-1 pump-2 "
is "findings: only by advisories that are released to it" "$(jq -r .advisory out | sort -u | tr '\n' ' ')" "A-RTU "
gives 4 --as carla findings --asset pump-1 --json
is "findings of another's asset: none" "$(lines out)" 0
gives 0 --as vera findings --json
is "a guest sees none" "$(lines out)" 0

# advisories
gives 0 --as aino advisory list --json
is "advisories: those released" "$(jq -r .advisory out | sort | tr '\n' ' ')" "A-RELAY A-RTU "
is "counted: what is its own" "$(jq -r 'select(.advisory == "A-RELAY").affected' out)" 0
gives 0 --as vera advisory list --json
is "a guest sees TLP:CLEAR, which TLP 1 called WHITE" "$(jq -r .advisory out)" "A-RELAY"
gives 4 --as aino advisory show A-MODEM
sed 's/A-MODEM/ID/' err >hidden
gives 4 --as aino advisory show A-NOWHERE
sed 's/A-NOWHERE/ID/' err >absent
check "an advisory that is not released and one that is not there: one answer" cmp -s hidden absent

# affected
gives 0 --as carla affected --json
is "affected: its own row only" "$(jq -r .organization out | sort -u | tr '\n' ' ')" "clinic "
is "others' nodes on the path by their sector only" "$(jq -c '.through[] | [.node, .path]' out)" '["surgery",["{water}","{water}","surgery"]]'
check "nothing tells whose they are" sh -c '! grep -qE "pump|tap-water|aqua|substation" out'
gives 0 --as carla affected --organization clinic
check "nor the text for people" sh -c '! grep -qE "pump|tap-water|aqua" out'
gives 0 --as nils affected --json
is "a foreign neighbour's node is a sector too" "$(jq -c '.through[] | [.node, .path]' out)" '["substation-2",["{energy}","substation-2"]]'
is "the advisory is released and named" "$(jq -c .advisories out)" '["A-RELAY"]'
gives 0 --as aino affected --json
is "an advisory that is not released is not named" "$(jq -r '.advisories[]' out | sort -u | tr '\n' ' ')" "A-RELAY A-RTU "
gives 4 --as carla affected --organization aqua --json
is "another's row asked for by name: nothing" "$(lines out)" 0
gives 4 --as carla affected --organization no-such --json
is "as if there were none" "$(lines out)" 0

# impact
gives 0 --as carla impact fail generator theatre --json
is "impact: what is its own" "$(jq -r .node out | sort | tr '\n' ' ')" "generator surgery theatre "
gives 4 --as carla impact fail pump-1
sed 's/pump-1/ID/' err >hidden
gives 4 --as carla impact fail pump-99
sed 's/pump-99/ID/' err >absent
check "a node that is not released and one that is not there: one answer" cmp -s hidden absent
gives 0 --as aino impact fail pump-1 pump-2 --json
is "what falls elsewhere is not told" "$(jq -r .node out | sort | tr '\n' ' ')" "pump-1 pump-2 tap-water "
gives 0 --as carla impact fail exchange-1
check "TLP:GREEN may be seen in the community" grep -q exchange-1 out
check "what stands on it may not" sh -c '! grep -q calls out'

# export
gives 0 --as aino export mine
is "export: its own assets and those of TLP:GREEN" "$(awk -F, 'NR > 1 { print $1 }' mine/assets.csv | tr '\n' ' ')" "exchange-1 pump-1 pump-2 pump-3 "
is "its own components" "$(awk -F, 'NR > 1 { print $2 }' mine/components.csv | sort -u | tr '\n' ' ')" "pump-1 pump-2 pump-3 "
is "its own contacts" "$(awk -F, 'NR > 1 { print $1 }' mine/contacts.csv | tr '\n' ' ')" "aqua-duty "
is "its own dependencies, of which it may see both ends" "$(awk -F, 'NR > 1 { print $1 "<" $3 }' mine/dependencies.csv | sort | tr '\n' ' ')" \
	"tap-water<pump-1 tap-water<pump-2 tap-water<pump-3 "
check "no id of another's node" sh -c '! grep -rqE "substation|interconnector|theatre|surgery|calls" mine'
gives 0 --as vera export seen
is "a guest: TLP:CLEAR, of the register the sectors" "$(cat seen/assets.csv seen/services.csv seen/components.csv seen/contacts.csv seen/dependencies.csv | wc -l) $(lines seen/sectors.csv)" "5 6"

# history
gives 0 --as aino history pump-1
gives 4 --as carla history pump-1
sed 's/pump-1/ID/' err >hidden
gives 4 --as carla history pump-99
sed 's/pump-99/ID/' err >absent
check "history: one answer too" cmp -s hidden absent
gives 0 --as carla history carla
gives 4 --as carla history aino

# A label that changes takes effect at once.
table open/assets.csv "id,tlp" "pump-1,CLEAR"
gives 0 import open
gives 0 --as vera impact fail pump-1 --json
is "TLP:CLEAR is visible to all" "$(jq -r .node out)" pump-1
gives 0 --as carla affected --json
is "but where a path begins is for its owner and the desk to know" "$(jq -c '.through[].path' out)" '["{water}","{water}","surgery"]'
table open/assets.csv "id,tlp" "pump-1,RED"
gives 0 import open
gives 4 --as vera impact fail pump-1
gives 0 --as aino impact fail pump-1 --json
is "RED: its owner still sees it" "$(jq -r .node out)" pump-1

# A reference to what is not released is an empty cell; the desk keeps it.
table refs/sectors.csv "id,name,parent,tlp" "secret,Hidden works,,RED" "dam,Dams,secret,CLEAR"
table refs/organizations.csv "id,name,kind,sector,parent,tlp" "holding,Holding,operator,,,RED" "works,Works,operator,secret,holding,CLEAR"
table refs/services.csv "id,organization,name,sector,tlp" "flow,holding,Flow,secret,CLEAR"
table refs/assets.csv "id,organization,name,sector,tlp" "gate-1,holding,Gate 1,secret,CLEAR" "gate-2,holding,Gate 2,dam,CLEAR" "gate-3,holding,Gate 3,,RED"
table refs/contacts.csv "id,organization,name,channel,address,carried_by,tlp" "gate-duty,holding,Duty,phone,+99 40 112,gate-3,CLEAR"
table refs/components.csv "id,asset,vendor,product,tlp" "gate-part,gate-3,Halden Power,Relay R9,CLEAR"
table refs/dependencies.csv "dependent,group,supplier,tlp" "flow,gates,gate-1,CLEAR" "flow,gates,gate-3,CLEAR" "gate-3,gates,gate-2,CLEAR"
gives 0 policy set contacts floor CLEAR # else no contact counts as less than AMBER
gives 0 import refs
gives 0 --as vera export part
check "export: nothing names what is not released" sh -c '! grep -rqE "holding|secret|gate-3" part'
is "references that are not released: empty" "$(cat part/*.csv | grep -E '^(dam|works|flow|gate-)' | cut -d, -f 1-6 | sort | tr '\n' ' ')" \
	"dam,Dams,,CLEAR,, flow,,Flow,,, flow,gates,gate-1,,, gate-1,,Gate 1,,, gate-2,,Gate 2,,dam, gate-duty,,Duty,,phone,+99 40 112 gate-part,,Halden Power,Relay R9,, works,Works,operator,,, "
gives 0 export whole
is "the desk's export: all of them" "$(grep -c gate-3 whole/dependencies.csv) $(grep -c holding whole/assets.csv) $(grep -c gate-3 whole/contacts.csv)" "2 3 1"

# A sector that is not released filters like one that is not there.
password_of() { grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' | head -n 1; }
"$MAINSTAY" user add ola --organization works >ola.txt
"$MAINSTAY" user add dora --role desk >dora.txt
"$MAINSTAY" serve --plain --listen 127.0.0.1:0 >serving 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s serving ] && break
	sleep 0.2
done
at=$(grep -oE 'http://[0-9.:]*' serving)
# as PERSON: signs in. found PERSON SECTOR: the gates of the register of assets under that sector.
as() { curl -s -o out -c "$1.jar" --data-urlencode "name=$1" --data-urlencode "password=$(password_of <"$1.txt")" "$at/login"; }
found() { curl -s -b "$1.jar" "$at/register/assets?sector=$2" | tee "page-$1-$2" | grep -oE 'Gate [0-9]' | sort -u | tr '\n' ' '; }
as ola
as dora
is "a sector that is released filters" "$(found ola dam)" "Gate 2 "
is "one that is not finds nothing" "$(found ola secret)" ""
is "nor does one that is not there" "$(found ola nosuch)" ""
is "and the pages are the same but for the time" "$(sed "s/secret/ID/g; /page made/d" page-ola-secret)" "$(sed "s/nosuch/ID/g; /page made/d" page-ola-nosuch)"
is "the desk filters by a sector it may see" "$(found dora dam)" "Gate 2 "
finish
