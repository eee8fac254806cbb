# SPDX-License-Identifier: Apache-2.0
#
# The fictional country does the whole job: its register and advisories in, and the answer is what the country itself, which shares no code with
# matcher and engine, expects. Same seed, same bytes.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

gives 0 sample one --seed 7
gives 0 sample two --seed 7
check "same seed, same bytes" diff -r one two
rm -rf two
gives 0 sample other --seed 8
check "another seed, another country" sh -c '! cmp -s one/register/components.csv other/register/components.csv'
gives 3 sample wrong --seed seven
gives 3 sample wrong --scale 0

# same PART WANTED GOT: the two JSON files, both canonical, agree
same() {
	if cmp -s "$2" "$3"; then
		result 0 "$1"
	else
		result 1 "$1"
		diff "$2" "$3" | cut -c 1-300 | head -n 12 | sed 's/^/# /'
	fi
}
# answer FOLDER: the rows as the program gives them against those expected, part by part
answer() {
	gives 0 affected --json
	for part in organization direct through services users contacts advisories; do
		filter='[.organization, .possible, (if $part == "through" then [.through[].node] | sort elif $part == "contacts" or $part == "users" or $part == "organization"
			then .[$part] else .[$part] | sort end)] | tojson'
		jq -r --arg part $part "$filter" "$1/expected-affected.jsonl" | sort >wanted
		jq -r --arg part $part "$filter" out | sort >got
		same "$1: affected is as expected: $part ($(lines wanted) rows)" wanted got
	done
	so "paths lead from something hit to the node" 'all(.[]; all(.through[]; .path[-1] == .node and (.path | length) >= 2))'
	so "nothing of it is empty" 'all(.[]; .direct + .through != [])'
	gives 0 findings --json
	jq -r '[.advisory, .component, .asset, .verdict] | @csv' out >found.csv
	sqlite3 -batch labels.db >/dev/null <<-S
		DROP TABLE IF EXISTS label; DROP TABLE IF EXISTS found;
		CREATE TABLE found (advisory, component, asset, verdict);
		.import --csv $1/labels.csv label
		.import --csv found.csv found
	S
	sqlite3 -batch labels.db "SELECT advisory, component, asset, verdict FROM label ORDER BY 1, 2, 3" >wanted
	sqlite3 -batch labels.db "SELECT advisory, component, asset, (SELECT verdict FROM found g WHERE g.advisory = f.advisory AND g.component = f.component AND g.asset = f.asset
		ORDER BY instr('affected undecidable under_investigation fixed not_affected', verdict) LIMIT 1) FROM found f GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" >got
	same "$1: every finding there is, and none more, with its verdict ($(lines wanted))" wanted got
	[ ! -f "$1/expected-by-advisory.jsonl" ] || by_advisory "$1"
}
# Each advisory alone, the first ten.
by_advisory() {
	jq -r '.advisories[]' "$1/expected-by-advisory.jsonl" | sort -u | head -n 10 >ids
	bad=0
	while read -r id; do
		"$MAINSTAY" affected --advisory "$id" --json | jq -c '[.organization, .possible, (.direct | sort), ([.through[].node] | sort), .users]' | sort >got
		jq -c --arg id "$id" 'select(.advisories == [$id]) | [.organization, .possible, (.direct | sort), ([.through[].node] | sort), .users]' \
			"$1/expected-by-advisory.jsonl" | sort >wanted
		cmp -s wanted got || { bad=$((bad + 1)) && echo "# $id" && diff wanted got | cut -c 1-200 | head -n 4 | sed 's/^/# /'; }
	done <ids
	is "$1: each advisory by itself too ($(lines ids) of them)" "$bad" 0
}
country() { # FOLDER
	another_desk "$1"
	gives 0 import "$1/register"
	gives 0 advisory read "$1/advisories"
	is "$1: every advisory is accepted" "$(grep -c '^accepted' out)" "$(ls "$1/advisories" | wc -l)"
	answer "$1"
}
country one
country other

# What the country promises.
is "60 advisories" "$(ls one/advisories | wc -l)" 60
is "at least 15 % of the findings are undecidable" "$(awk -F, 'NR > 1 { n++; u += /undecidable/ } END { print (u >= n * 0.15) }' one/labels.csv)" 1
finish
