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
gives 0 --as carla findings --asset pump-1 --json
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
is "others' nodes on the path by their sector only" "$(jq -c '.through[] | [.node, .path]' out)" '["surgery",["water","water","surgery"]]'
check "nothing tells whose they are" sh -c '! grep -qE "pump|tap-water|aqua|substation" out'
gives 0 --as carla affected --organization clinic
check "nor the text for people" sh -c '! grep -qE "pump|tap-water|aqua" out'
gives 0 --as nils affected --json
is "a foreign neighbour's node is a sector too" "$(jq -c '.through[] | [.node, .path]' out)" '["substation-2",["energy","substation-2"]]'
is "the advisory is released and named" "$(jq -c .advisories out)" '["A-RELAY"]'
gives 0 --as aino affected --json
is "an advisory that is not released is not named" "$(jq -r '.advisories[]' out | sort -u | tr '\n' ' ')" "A-RELAY A-RTU "
gives 0 --as carla affected --organization aqua --json
is "another's row asked for by name: nothing" "$(lines out)" 0
gives 0 --as carla affected --organization no-such --json
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
check "its own dependencies, whoever supplies them" [ "$(awk -F, 'NR > 1 { print $1 }' mine/dependencies.csv | sort -u | tr '\n' ' ')" = "pump-1 pump-2 pump-3 tap-water " ]
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
is "and by its id on another's path" "$(jq -c '.through[].path' out)" '["pump-1","water","surgery"]'
table open/assets.csv "id,tlp" "pump-1,RED"
gives 0 import open
gives 4 --as vera impact fail pump-1
gives 0 --as aino impact fail pump-1 --json
is "RED: its owner still sees it" "$(jq -r .node out)" pump-1
finish
