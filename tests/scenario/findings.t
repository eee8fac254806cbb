# SPDX-License-Identifier: Apache-2.0
#
# Findings: every verdict with a confidence and a reason a person can check; matched in both directions; aliases; TLP of the advisory.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

# verdict COMPONENT ADVISORY: the strongest verdict of the two
verdict() {
	"$MAINSTAY" findings --advisory "$2" --json | jq -rs --arg c "$1" '["affected", "undecidable", "under_investigation", "fixed", "not_affected"] as $order
		| [.[] | select(.component == $c).verdict] as $seen | first($order[] | select(IN($seen[]))) // "none"'
}
reason() { # COMPONENT ADVISORY VERDICT
	"$MAINSTAY" findings --advisory "$2" --json | jq -r --arg c "$1" --arg v "$3" 'select(.component == $c and .verdict == $v).reason' | head -n 1
}

new_desk
gives 0 import "$NORLAND"
table more/components.csv "id,asset,vendor,product,version,cpe,purl,model" \
	"by-cpe,theatre,,,,cpe:2.3:a:bergsund:ward_manager:4.1:*:*:*:*:*:*:*,," \
	"by-purl,theatre,,,,,pkg:npm/ward-view@2.0.1," \
	"by-number,pump-3,Bergsund,Drive,1.8,,,6BG7001-2AA10" \
	"by-model,pump-3,Bergsund,Fan,1.8,,,D-18" \
	"free-form,pump-1,Fjordlogic,Gateway G1,\"V2.1 SP3 Update 2\",,,"
gives 0 import more

# Each verdict
advisory a/1.json V-1 Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2
advisory a/2.json V-2 "Skarv Networks" "Modem M4" under_investigation=1.0
advisory a/3.json V-3 Bergsund "Panel 7" "known_affected=<2.0" known_not_affected=3.0
gives 0 advisory read a
is "affected: inside the range" "$(verdict pump-1-rtu V-1)" affected
is "with a reason that can be checked" "$(reason pump-1-rtu V-1 affected)" "RTU 20: 3.1.0 < 3.2, vendor 'Fjordlogic' = 'Fjordlogic'"
is "affected: the same under a rougher name" "$(verdict pump-2-rtu V-1)" affected
reason pump-2-rtu V-1 affected >out
out_has "the reason shows how the names agree" "'FJORDLOGIC AS' ~ 'Fjordlogic'"
is "fixed: the version that is named as fixed" "$(verdict generator-rtu V-1)" fixed
is "undecidable: the keeper has not said the version" "$(verdict exchange-1-rtu V-1)" undecidable
reason exchange-1-rtu V-1 undecidable >out
out_has "the reason says so" "no version known"
is "under_investigation: the vendor does not know yet" "$(verdict pump-1-modem V-2)" under_investigation
is "not_affected: the version that is named so" "$(verdict theatre-panel V-3)" not_affected
is "not_affected: beyond the range" "$(verdict pump-3-panel V-3)" not_affected
is "what the advisory does not name is no finding" "$(verdict interconnector-relay V-1)" none
gives 0 findings --json
so "every finding has its fields" 'length > 0 and all(
	(keys - ["advisory", "asset", "component", "confidence", "product_id", "publisher", "reason", "verdict", "vulnerability"] == [])
	and (.confidence | . >= 0 and . <= 100) and (.reason | length > 10) and (.vulnerability | startswith("CVE-")))'
gives 0 findings --asset pump-1 --json
is "--asset shows one asset" "$(jq -r .asset out | sort -u)" pump-1
gives 4 findings --advisory V-99

# Ways to say what a thing is, and which versions.
advisory b/1.json W-1 Bergsund "Ward Manager" "known_affected=vers:generic/>=4.0|<4.2"
jq '.product_tree.branches[0].branches[0].branches[0].product.product_identification_helper = {cpe: "cpe:2.3:a:bergsund:ward_manager:*:*:*:*:*:*:*:*"}' b/1.json >j && mv j b/1.json
advisory b/2.json W-2 Bergsund "Ward View" "known_affected=vers:npm/<2.1.0"
jq '.product_tree.branches[0].branches[0].branches[0].product.product_identification_helper = {purl: "pkg:npm/ward-view"}' b/2.json >j && mv j b/2.json
advisory b/3.json W-3 Bergsund "Universal drive" "known_affected=<=1.8"
jq '.product_tree.branches[0].branches[0].branches[0].product.product_identification_helper = {model_numbers: ["6BG7001-???10", "D-18"]}' b/3.json >j && mv j b/3.json
advisory b/4.json W-4 Fjordlogic "Gateway G1" "known_affected=<V2.1 SP4"
advisory b/5.json W-5 Fjordlogic "RTU 20" "known_affected=all versions"
advisory b/6.json W-6 Fjordlogic "RTU 200" "known_affected=<9"
gives 0 advisory read b
is "by CPE" "$(verdict by-cpe W-1)" affected
is "by purl, with vers" "$(verdict by-purl W-2)" affected
is "by order number, with wildcards" "$(verdict by-number W-3)" affected
is "by a short model number" "$(verdict by-model W-3)" affected
is "by a free form of version" "$(verdict free-form W-4)" affected
is "all versions: even where the version is not known" "$(verdict exchange-1-rtu W-5)" affected
is "RTU 200 is not RTU 20" "$(verdict pump-1-rtu W-6)" none

# The other direction: a changed component meets the advisories that are here.
table change/components.csv "id,version" "exchange-1-rtu,3.2"
gives 0 import change
is "a version that becomes known decides" "$(verdict exchange-1-rtu V-1)" fixed
table change/components.csv "id,version" "exchange-1-rtu,3.0"
gives 0 import change
is "and decides otherwise when it changes" "$(verdict exchange-1-rtu V-1)" affected
table change/components.csv "id,asset,vendor,product,version" "new-rtu,theatre,Fjordlogic,RTU 20,2.9"
gives 0 import change
is "a new component is matched with what was read before" "$(verdict new-rtu V-1)" affected

# Aliases: data that people edit.
advisory c/1.json X-1 "Oddvar Electric" "RTU 20" "known_affected=<4"
gives 0 advisory read c
is "another vendor's device of that name is no finding" "$(verdict pump-1-rtu X-1)" none
gives 0 alias add vendor "Oddvar Electric" Fjordlogic
is "an alias of the vendor makes it one" "$(verdict pump-1-rtu X-1)" affected
gives 0 alias list --json
number=$(jq -r 'select(.alias == "Oddvar Electric").key' out)
gives 0 alias remove "$number"
is "without the alias it is none again" "$(verdict pump-1-rtu X-1)" none
is "and the findings of the others are what they were" "$(verdict pump-1-rtu V-1)" affected
advisory c/2.json X-2 Fjordlogic "Remote Terminal Unit Twenty" "known_affected=<4"
gives 0 advisory read c/2.json
gives 0 alias add product "Remote Terminal Unit Twenty" "RTU 20" --vendor Fjordlogic
is "an alias of a product too" "$(verdict pump-1-rtu X-2)" affected
gives 0 history "Remote Terminal Unit Twenty"
out_has "the ledger knows who said so" "alias.put"
gives 4 alias remove 99999
gives 3 alias remove first
gives 3 alias add colour red blue

# TLP: an advisory that is not released to a person makes no findings that they see.
advisory d/1.json T-RED "Halden Power" "Relay R9" known_affected=7.1 tlp=RED
advisory d/2.json T-GREEN "Halden Power" "Relay R9" known_affected=7.1 tlp=GREEN
gives 0 advisory read d
gives 0 user add emil --organization eastgrid
gives 0 findings --json
is "the desk sees both" "$(jq -r 'select(.component == "interconnector-relay").advisory' out | sort | tr '\n' ' ')" "T-GREEN T-RED "
gives 0 --as emil findings --json
is "the operator sees its own, by the advisory that is released" "$(jq -r .advisory out | sort -u | tr '\n' ' ')" "T-GREEN "
finish
