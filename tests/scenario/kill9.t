# SPDX-License-Identifier: Apache-2.0
#
# kill -9 at random instants (seeded) of `import` and of `advisory read`: a register is changed whole or not at all, a document whose line was
# printed is in the desk with all its findings, and none is there with half of them. MAINSTAY_KILLS kills of each command (default 20; 100 in full runs).
. "$ROOT/tests/scenario/lib.sh"
kills=${MAINSTAY_KILLS:-20}
ASSETS=4000 DOCUMENTS=260 # three batches of advisories

# random LOW HIGH SEED: seconds between the two.
random() { awk -v a="$1" -v b="$2" -v s="$3" 'BEGIN { srand(s); rand(); printf "%.4f", a + rand() * (b - a) }'; }
now_ms() { date +%s%3N; }

# register EDITION: every asset carries the edition in its name, and there are as many components; so half an import cannot look like a whole one.
register() {
	mkdir -p register
	printf 'id,name\nenergy,Energy\n' >register/sectors.csv
	printf 'id,organization,name\nsupply,grid,Supply %s\n' "$1" >register/services.csv
	printf 'id,name,kind,sector,country\ngrid,Norland Grid,operator,energy,AA\n' >register/organizations.csv
	awk -v n="$ASSETS" -v e="$1" 'BEGIN { print "id,organization,name"; for (i = 1; i <= n; i++) print "a" i ",grid,Edition " e }' >register/assets.csv
	awk -v n="$ASSETS" -v e="$1" 'BEGIN { print "id,asset,vendor,product,version,serial"
		for (i = 1; i <= n; i++) print "c" i ",a" i ",Nordmark,PLC 100,1." i % 20 "," e }' >register/components.csv
}
# documents ROUND: a folder of advisories nobody has seen. Each names the same 20 versions, so each has as many findings.
documents() {
	rm -rf documents
	mkdir documents
	for k in $(seq "$DOCUMENTS"); do
		sed "s/NA-2026-0001/NA-$1-$k/" template.json >"documents/$k.json"
	done
}
jq -c '[range(20)] as $v
	| .product_tree.branches[0].branches[0].branches =
		[$v[] | {category: "product_version", name: "1.\(.)", product: {product_id: "P\(.)", name: "Nordmark PLC 100 1.\(.)"}}]
	| .vulnerabilities[0].product_status.known_affected = [$v[] | "P\(.)"]
	| .vulnerabilities[0].remediations[0].product_ids = [$v[] | "P\(.)"]
	| .vulnerabilities[0].scores[0].products = [$v[] | "P\(.)"]' "$ROOT/tests/badinput/advisory/good.json" >template.json
edition() { query "SELECT DISTINCT name FROM asset ORDER BY name"; }
serials() { query "SELECT DISTINCT serial FROM component ORDER BY serial"; }

new_desk
register 0
before=$(now_ms)
gives 0 import register
import_s=$(awk -v ms="$(($(now_ms) - before))" 'BEGIN { printf "%.4f", ms / 1000 * 1.1 }')
echo "# an import of $ASSETS assets and components takes up to $import_s s"
leaves_per_import=
old=0 killed=0 half=0 lost=0
for i in $(seq "$kills"); do
	register "$i"
	leaves=$(query "SELECT count(*) FROM ledger_leaf")
	status=0
	timeout --foreground -s KILL "$(random 0.005 "$import_s" "$i")" "$MAINSTAY" import register >out 2>err </dev/null || status=$?
	[ "$status" = 137 ] && killed=$((killed + 1))
	now=$(edition) more=$(($(query "SELECT count(*) FROM ledger_leaf") - leaves))
	case "$now/$(serials)" in
	"Edition $i/$i")
		# All of it, its ledger leaves too, or none.
		: "${leaves_per_import:=$more}"
		[ "$more" = "$leaves_per_import" ] || half=$((half + 1))
		old=$i
		;;
	"Edition $old/$old")
		[ "$more" = 0 ] || half=$((half + 1))
		[ "$status" != 0 ] || lost=$((lost + 1))
		;;
	*)
		echo "# round $i: the register says $(echo "$now" | tr '\n' ' ')"
		half=$((half + 1))
		old=${now#Edition }
		;;
	esac
done
echo "# $kills imports, $killed killed in time"
is "no import is half-done" "$half" 0
is "no acknowledged import is lost" "$lost" 0
check "the kills hit" [ "$killed" -gt 0 ]
gives 0 import register
is "and after all an import works" "$(edition)" "Edition $kills"

documents 0
before=$(now_ms)
gives 0 advisory read documents
read_s=$(awk -v ms="$(($(now_ms) - before))" 'BEGIN { printf "%.4f", ms / 1000 * 1.1 }')
echo "# reading $DOCUMENTS documents takes up to $read_s s"
per_document=$(query "SELECT count(*) FROM finding" | awk -v n="$DOCUMENTS" '{ print $1 / n }')
check "each document has findings" [ "${per_document%.*}" -gt 0 ]
killed=0 half=0 lost=0 said=0
for i in $(seq "$kills"); do
	documents "$i"
	status=0
	timeout --foreground -s KILL "$(random 0.005 "$read_s" "$((i + 1000))")" "$MAINSTAY" advisory read documents >out 2>err </dev/null || status=$?
	[ "$status" = 137 ] && killed=$((killed + 1))
	# A line cut by the kill was not said.
	awk -v i="$i" '/^accepted/ && match($0, "NA-" i "-[0-9]+ ") { print substr($0, RSTART, RLENGTH - 1) }' out | sort >said
	said=$((said + $(lines said)))
	query "SELECT tracking FROM advisory WHERE tracking LIKE 'NA-$i-%'" | sort >kept
	lost=$((lost + $(comm -23 said kept | lines /dev/stdin)))
	half=$((half + $(query "SELECT count(*) FROM (SELECT revision FROM finding GROUP BY revision HAVING count(*) <> $per_document) x")))
	# An advisory without a revision, or a revision without its findings.
	half=$((half + $(query "SELECT count(*) FROM advisory a WHERE NOT EXISTS (SELECT 1 FROM advisory_revision r WHERE r.advisory = a.key)")))
	half=$((half + $(query "SELECT count(*) FROM advisory_revision r WHERE NOT EXISTS (SELECT 1 FROM finding f WHERE f.revision = r.key)")))
done
echo "# $kills readings, $killed killed in time, $said documents said"
is "no document is half-read" "$half" 0
is "no document whose line was printed is lost" "$lost" 0
check "the kills hit" [ "$killed" -gt 0 -a "$said" -gt 0 ]
gives 0 advisory read documents
is "and after all the rest is read" "$(query "SELECT count(*) FROM advisory WHERE tracking LIKE 'NA-$kills-%'")" "$DOCUMENTS"

# Nothing of the jail outlives the program that was killed.
sleep 1
check "no worker of the jail is left behind" sh -c '! pgrep -x mainstay-jail -P 1 -r R,S,D >/dev/null'
finish
