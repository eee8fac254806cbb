# SPDX-License-Identifier: Apache-2.0
#
# What falls if these nodes fail: k-of-n, levels, buffers, grounded rings, worst and best reading, the path and the reason of each fall.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

# of NODE FIELD: a field of the fallen node in the last JSON output, "" when it did not fall.
of() { jq -r --arg node "$1" "select(.node == \$node) | .$2 | if type == \"array\" or type == \"object\" then tojson else . end" out; }
fallen() { jq -r .node out | sort | tr '\n' ' '; }

new_desk
gives 0 import "$NORLAND"

# k-of-n with a buffer behind it.
gives 0 impact fail pump-1 --json
is "one pump of three: two are left, and two are needed" "$(fallen)" "pump-1 "
is "the failed node itself is listed, with its reason" "$(of pump-1 because.text)|$(of pump-1 because.group)|$(of pump-1 after_min)" "failed in this scenario|null|0"
gives 0 impact fail pump-1 pump-2 --json
is "two pumps: the water goes, and the surgery behind it" "$(fallen)" "pump-1 pump-2 surgery tap-water "
is "the water at once" "$(of tap-water after_min)" 0
is "because two pumps are needed and one is there" "$(of tap-water because.group) $(of tap-water because.need) $(of tap-water because.has)" "pumps 2 1"
is "in words too" "$(of tap-water because.text)" "pumps: needs 2 of 3, has 1"
is "the surgery when its tank is empty" "$(of surgery after_min)" 240
is "the path leads from the cause to the node" "$(of surgery path)" '["pump-1","tap-water","surgery"]'
is "the order of the causes does not matter" "$("$MAINSTAY" impact fail pump-2 pump-1 --json | sort)" "$(sort out)"
gives 0 impact fail substation-1 --json
is "either supplier of a group with need 1 is enough" "$(of theatre level)" ""
gives 0 impact fail substation-1 pump-2
out_has "a person reads the sum of it" "5 nodes below"
gives 0 impact fail generator theatre --json
is "surgery stands on the theatre" "$(of surgery level)" 0
gives 4 impact fail pump-1 no-such-node
err_has "an unknown node is named" "no-such-node"
gives 3 impact fail pump-1 --mode sideways
gives 3 impact fail pump-1 --reading middling

# Levels: weighted k-of-n with needs for full, degraded and severe; retained; steps over time.
table levels/assets.csv "id,organization,name" "north-line,northgrid,North line" "south-line,northgrid,South line" "west-line,northgrid,West line" \
	"city,northgrid,City grid" "shop,northgrid,Shop" "mill,northgrid,Mill" "lamp,northgrid,Lamp"
table levels/dependencies.csv "dependent,group,supplier,weight,need,need_degraded,need_severe,buffer_min,retained" \
	"city,lines,north-line,60,100,60,30,,0" "city,lines,south-line,30,100,60,30,,0" "city,lines,west-line,30,100,60,30,,0" \
	"shop,power,city,,,,,15,1" "mill,power,city,,,,,30,0"
gives 0 import levels
gives 0 impact fail west-line --json
is "90 of 120 is degraded: full needs 100, degraded 60" "$(of city level) $(of city because.need) $(of city because.has)" "2 100 90"
is "a member counts at its own level: what needs the full city has a degraded one" "$(of mill level) $(of shop level)" "2 2"
gives 0 impact fail north-line --json
is "60 of 120 is just degraded" "$(of city level)" 2
gives 0 impact fail north-line west-line --json
is "30 of 120 is severe" "$(of city level)" 1
gives 0 impact fail north-line south-line west-line --json
is "nothing is out" "$(of city level)" 0
is "retained is what a dependent keeps for ever" "$(of shop level) $(of mill level)" "1 0"
is "a fall has steps: minute and level" "$(of mill steps)" '[{"minute":30,"level":0}]'
gives 0 impact fail lamp --json
is "a node without groups is a source, nobody's fall but its own" "$(fallen)" "lamp "

# A ring of like-for-like feeders: each keeps the other up in loss mode, none without a source in grounded mode.
ring() { # yes or no: grounded
	table ring/assets.csv "id,organization,name" "plant,northgrid,Plant" "ring-a,northgrid,Ring A" "ring-b,northgrid,Ring B" "ring-c,northgrid,Ring C"
	table ring/dependencies.csv "dependent,group,supplier,need,grounded" "ring-a,feed,plant,1,$1" "ring-a,feed,ring-c,1,$1" \
		"ring-b,feed,ring-a,1,$1" "ring-b,feed,ring-c,1,$1" "ring-c,feed,ring-b,1,$1" "ring-c,feed,ring-a,1,$1"
	gives 0 import ring
}
ring yes
gives 0 impact fail plant --mode loss --json
is "loss: the ring holds itself up" "$(fallen)" "plant "
gives 0 impact fail plant --json
is "grounded, the default: support must lead to a source" "$(fallen)" "plant ring-a ring-b ring-c "
is "and the path does not circle" "$(of ring-c path | jq -c '[.[0], .[-1], (length == (unique | length))]')" '["plant","ring-c",true]'
gives 0 impact fail ring-a --json
is "one feeder of the ring cuts off those that have no other source" "$(fallen)" "ring-a ring-b ring-c "
gives 0 impact fail ring-a --mode loss --json
is "which loss mode does not see" "$(fallen)" "ring-a "
ring no
gives 0 impact fail plant --json
is "in groups that are not grounded a loop holds in grounded mode too" "$(fallen)" "plant "
gives 0 impact fail plant --mode cold --json
is "cold: what cannot be started at rest does not fall from it" "$(fallen)" "plant ring-a ring-b ring-c "

# Unknown redundancy: the best reading adds one unlisted supplier where alternatives are unknown.
table doubt/assets.csv "id,organization,name" "depot,aqua,Depot" "stock,aqua,Stock" "works,aqua,Works" "shed,aqua,Shed"
table doubt/dependencies.csv "dependent,group,supplier,need,alternatives" "works,chlorine,depot,1," "shed,chlorine,depot,1,complete"
gives 0 import doubt
gives 0 impact fail depot --json
is "worst reading, the default: as declared" "$(fallen)" "depot shed works "
gives 0 impact fail depot --reading best --json
is "best reading: only what is known to have no alternative" "$(fallen)" "depot shed "

# The real register, where it is at hand.
if [ -d "${MAINSTAY_TEST_DATA:-}/register/shelby" ]; then
	another_desk shelby
	gives 0 import "$MAINSTAY_TEST_DATA/register/shelby"
	gives 0 export shelby
	awk -F, 'NR > 1 { print $1 }' shelby/assets.csv >nodes
	is "Shelby has 167 assets" "$(lines nodes)" 167
	for mode in loss grounded cold; do
		# Failing everything lists every node that is up at rest.
		# shellcheck disable=SC2046 # words are meant
		run impact fail --mode "$mode" --json $(cat nodes)
		jq -r .node out | sort | grep -Fx -f nodes >up
		case $mode in
		loss | grounded) is "$mode: at rest nothing is down" "$(lines up)" 167 ;;
		cold) is "cold: 157 of the 167 assets can never start" "$(lines up)" 10 ;;
		esac
	done
else
	skip "Shelby" "MAINSTAY_TEST_DATA has no register/shelby"
fi
finish
