# SPDX-License-Identifier: Apache-2.0
#
# Who must be warned and why: hit directly, or through others and along which path; possible rows apart; one advisory is one common cause, several
# advisories are the union of their results; contacts in order; users; one organization.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

# row ORGANIZATION POSSIBLE FILTER: something of one row of the last JSON output, "none" when there is no such row.
row() { jq -rs --arg o "$1" --argjson p "$2" "[.[] | select(.organization == \$o and .possible == \$p)] | if . == [] then \"none\" else .[0] | $3 end" out; }
rows() { jq -r '.organization + (if .possible then "?" else "" end)' out | tr '\n' ' '; }

new_desk
gives 0 import "$NORLAND"

# Two advisories that each hit one pump: nothing falls, though both pumps together would take the water with them.
advisory single/modem.json A-MODEM "Skarv Networks" "Modem M4" known_affected=1.0
advisory single/panel.json A-PANEL Bergsund "Panel 7" "known_affected=2.4"
gives 0 advisory read single
gives 0 affected --json
is "two advisories are the union of their results, never one joint failure" "$(rows)" "aqua "
is "hit directly: both pumps" "$(row aqua false '.direct | sort | join(" ")')" "pump-1 pump-3"
is "nothing is reached through them" "$(row aqua false '.through | length')" 0
is "though the two pumps together would take the water" "$("$MAINSTAY" impact fail pump-1 pump-3 --json | jq -r .node | grep -c tap-water)" 1
is "both advisories are named" "$(row aqua false '.advisories | sort | join(" ")')" "A-MODEM A-PANEL"

# One advisory that hits two pumps is one common cause: 2 of 3 breaks only jointly.
advisory joint.json A-RTU Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2
gives 0 advisory read joint.json
gives 0 affected --advisory A-RTU --json
is "one row for each organization, by id, possible ones apart" "$(rows)" "aqua clinic telefjord? "
is "direct: the pumps with the controller" "$(row aqua false '.direct | sort | join(" ")')" "pump-1 pump-2"
is "the operator's own service falls with them" "$(row aqua false '.services | join(" ")')" "tap-water"
is "its users" "$(row aqua false .users)" 90000
is "the hospital is reached without knowing it" "$(row clinic false '.direct | length')" 0
is "along this path" "$(row clinic false '.through[] | "\(.node): \(.path | join(" > "))"')" "surgery: pump-1 > tap-water > surgery"
is "with the minute and the reason" "$(row clinic false '.through[0] | "\(.after_min) \(.reason)"')" \
	"240 water: needs 1 of 1, has 0, buffer of 240 min used up"
is "its contacts in order, those without order last" "$(row clinic false '.contacts | join(" ")')" "clinic-duty clinic-security clinic-switchboard"
is "an unknown version makes a possible row" "$(row telefjord true '.direct | join(" ")')" "exchange-1"
is "with the service behind it" "$(row telefjord true '"\(.services | join(" ")) \(.users)"')" "calls 50000"
is "and no certain one" "$(row telefjord false .users)" none
is "who runs the fixed version is not warned" "$(row clinic true '.direct | length')" none

# All together
gives 0 affected --json
is "all advisories" "$(rows)" "aqua clinic telefjord? "
is "the union of what is hit" "$(row aqua false '.direct | sort | join(" ")')" "pump-1 pump-2 pump-3"
is "nothing twice" "$(row aqua false '[.direct, [.through[].node], .services, .advisories] | map(length == (unique | length)) | all')" true
is "a row says by which advisories" "$(row clinic false '.advisories | join(" ")')" "A-RTU"
gives 0 affected --organization clinic --json
is "--organization shows one" "$(rows)" "clinic "
gives 0 affected --organization clinic
out_has "in detail for a person: the path" "surgery"
out_has "the contact to call first" "contact 1: Duty engineer"
gives 0 affected
is "the list has one line a row" "$(lines out)" 3
gives 4 affected --advisory A-NONE

# Through a neighbour, with a buffer, to a second sector.
advisory relay.json A-RELAY "Halden Power" "Relay R9" known_affected=7.1
gives 0 advisory read relay.json
gives 0 affected --advisory A-RELAY --json
is "the chain is followed to its end, and no further" "$(rows)" "aqua eastgrid northgrid "
is "with the whole path" "$(row aqua false '.through[0] | "\(.node) \(.path | join(">")) \(.after_min)"')" "pump-3 interconnector>substation-2>pump-3 60"
is "two pumps are left, so the water stays" "$(row aqua false '.services | length')" 0

# When a new revision takes a product back, nobody is warned of it any more.
advisory relay2.json A-RELAY "Halden Power" "Relay R9" known_not_affected=7.1 revision=2
gives 0 advisory read relay2.json
gives 0 affected --advisory A-RELAY --json
is "a revision that clears the product clears the rows" "$(rows)" ""

# The register changes, and the answer with it.
table change/components.csv "id,version" "pump-2-rtu,3.2"
gives 0 import change
gives 0 affected --advisory A-RTU --json
is "one pump updated: the water holds, the hospital needs no warning" "$(rows)" "aqua telefjord? "
finish
