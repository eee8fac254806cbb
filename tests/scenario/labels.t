# SPDX-License-Identifier: Apache-2.0
#
# Extended (MAINSTAY_TEST_DATA): labelled inventories against the archive of real advisories, through the whole program. Prints the confusion tables.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"
data=${MAINSTAY_TEST_DATA:-}/warning
archive=$(ls "$data"/cisa-csaf-*.tar.zst 2>/dev/null | head -n 1)

# quality NAME PERCENT
quality() {
	another_desk "$1"
	gives 0 import "$data/inventory/$1"
	run advisory read "$archive"
	check "$1: the archive is read, with some quarantined and none broken" [ "$code" = 0 -o "$code" = 9 ]
	is "$1: one line a document, none dropped" "$(lines out)" "$(tar -I zstd -tf "$archive" | grep -c '\.json$')"
	run findings --json
	jq -r '[.asset, .advisory, .verdict] | @csv' out >found.csv
	sqlite3 -batch labels.db >/dev/null <<-S
		DROP TABLE IF EXISTS label; DROP TABLE IF EXISTS found; DROP TABLE IF EXISTS pair;
		CREATE TABLE found (asset, advisory, verdict);
		.import --csv $data/inventory/$1/labels.csv label
		.import --csv found.csv found
		CREATE TABLE pair AS SELECT label.rowid AS n, label.asset, document, label.verdict AS wanted, coalesce((
			SELECT found.verdict FROM found WHERE found.asset = label.asset AND found.advisory = label.document
			ORDER BY instr('affected undecidable under_investigation fixed not_affected', found.verdict) LIMIT 1), 'no finding') AS got FROM label;
	S
	echo "# $1: wanted, got, pairs"
	sqlite3 -batch -separator ' | ' labels.db "SELECT wanted, got, count(*) FROM pair GROUP BY 1, 2 ORDER BY 1, 3 DESC" | sed 's/^/#   /'
	sqlite3 -batch -separator ' | ' labels.db "SELECT asset, document, wanted, got FROM pair WHERE wanted <> got" | sed 's/^/#   wrong: /'
	right=$(sqlite3 -batch labels.db "SELECT sum(wanted = got) FROM pair") all=$(sqlite3 -batch labels.db "SELECT count(*) FROM pair")
	echo "# $1: $right of $all right"
	check "$1: at least $2 % of the labelled pairs are right" [ "$((right * 100))" -ge "$((all * $2))" ]
	is "$1: no affected pair is called not_affected or fixed" \
		"$(sqlite3 -batch labels.db "SELECT count(*) FROM pair WHERE wanted = 'affected' AND got IN ('not_affected', 'fixed')")" 0
}

if [ -n "$archive" ] && [ -d "$data/inventory" ]; then
	quality plain 99
	quality rough 95
else
	skip "labelled inventories" "MAINSTAY_TEST_DATA has no warning/inventory"
fi
finish
