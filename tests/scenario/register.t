# SPDX-License-Identifier: Apache-2.0
#
# The register in and out: dry run, import, export to the same state, archives, JSON Lines, upsert, --replace, history, errors with file, line and column.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND" --dry-run
out_has "a dry run lists what would come" "+ asset pump-1"
is "and does nothing" "$(query "SELECT count(*) FROM asset")" 0
gives 0 import "$NORLAND"
is "the import says what came" "$(awk '$1 == "assets" { print $2, $4, $6, $8 }' out)" "9 0 0 0"
gives 0 import "$NORLAND" --json
is "the same again changes nothing" "$(jq -s 'map(.created + .updated + .deleted) | add' out)" 0
is "and nothing is written in the ledger" "$(query "SELECT count(*) FROM ledger_content WHERE kind = 'register.import'")" 1

# Export → import → export.
gives 0 export once
gives 0 import once
gives 0 export twice
check "an export imports again to the same state" diff -r once twice
check "it holds every file" [ "$(ls once | tr '\n' ' ')" = "assets.csv components.csv contacts.csv dependencies.csv organizations.csv sectors.csv services.csv " ]
is "with all rows" "$(cat once/*.csv | wc -l)" "$(cat "$NORLAND"/*.csv | wc -l)"
same_elsewhere() { # NAME PATH: PATH imported into an empty desk gives what ./once is
	(another_desk "$1" && "$MAINSTAY" import "$2" && "$MAINSTAY" export "$1") >out 2>err
	check "$2 makes the same register on an empty desk" diff -r once "$1"
}
same_elsewhere from_csv once
gives 0 export --json-lines lines
cp lines/assets.jsonl out
so "JSON Lines are JSON" 'all(type == "object")'
is "one line a record" "$(cat lines/*.jsonl | wc -l)" "$(($(cat once/*.csv | wc -l) - 7))"
same_elsewhere from_lines lines
mkdir empty_one && cp lines/*.jsonl empty_one && : >empty_one/contacts.jsonl
(another_desk no_contacts && "$MAINSTAY" import empty_one) >out 2>err
out_has "JSON Lines of an empty register are read" "contacts             0 new"
(cd once && zip -q -r ../register.zip .)
same_elsewhere from_zip register.zip
tar -C once -cf - . | zstd -q >register.tar.zst
same_elsewhere from_tar register.tar.zst

# Upsert: columns that are absent stay, an empty cell clears, rows that are absent stay.
table change/assets.csv "id,name,area" "pump-1,Lake pump (old),Lakeside" "pump-4,Spring pump,"
gives 3 import change
err_has "a new asset needs an organization" "organization"
table change/assets.csv "organization,area,name,id" "aqua,Lakeside,Lake pump (old),pump-1" "aqua,,Spring pump,pump-4"
gives 0 import change --dry-run
out_has "the difference names the new row" "+ asset pump-4"
out_has "and each changed field, with what it was and will be" "~ asset pump-1: name 'Lake pump' -> 'Lake pump (old)'"
check "and nothing else" [ "$(grep -c '^[-+~]' out)" = 3 ]
gives 0 import change
is "absent columns and rows stay" "$(query "SELECT a.name, a.kind, a.area FROM asset a WHERE id = 'pump-1'")|$(query "SELECT count(*) FROM asset")" \
	"Lake pump (old)|pump|Lakeside|10"
table change/assets.csv "id,area" "pump-1,"
gives 0 import change
is "an empty cell clears" "$(query "SELECT coalesce(area, ''), name FROM asset WHERE id = 'pump-1'")" "|Lake pump (old)"

# --replace: only what a present file does not name; never what others stand on.
grep -v ^exchange-1 "$NORLAND/assets.csv" >less.csv
mkdir less && mv less.csv less/assets.csv
gives 3 import less --replace
err_has "what others refer to is not deleted under them" "exchange-1"
gives 0 import "$NORLAND" --replace --dry-run
is "a dry run of --replace shows the row that goes" "$(grep '^-' out)" "- asset pump-4"
gives 0 import "$NORLAND" --replace
gives 0 export again
check "after --replace the register is as the files say" diff -r once again

# History
gives 0 history pump-1
is "a record's history has its creation and its changes, in order" "$(awk '{ print $2 }' out | tr '\n' ' ')" \
	"asset.create asset.update asset.update asset.update "
out_has "with who did it" " desk "
gives 0 history pump-1 --json
is "every line still opens its leaf" "$(jq -s 'all(.holds)' out)" true
gives 0 history pump-4
is "of a deleted one too" "$(awk '{ print $2 }' out | tr '\n' ' ')" "asset.create asset.delete "
gives 4 history no-such-thing

# Errors: file, line, column, what, and what to do; and nothing of the import is done.
refused() { # WHERE TEXT
	gives 3 import wrong
	err_has "it says where: $1" "$1"
	err_has "and what: $2" "$2"
	rm -rf wrong
}
table wrong/assets.csv "id,organization,name,colour" "pump-9,aqua,Pump,red"
refused "assets.csv:1:22" colour
table wrong/assets.csv "id,organization,name" "pump-8,aqua,Pump" "pump-9,water-works,Pump"
refused "assets.csv:3:8" "water-works"
table wrong/dependencies.csv "dependent,group,supplier,need" "surgery,staff,pump-1,1" "surgery,staff,pump-2,2"
refused "dependencies.csv:3:22" "staff"
table wrong/dependencies.csv "dependent,group,supplier,need" "surgery,staff,pump-1,5"
refused "dependencies.csv:2:22" "sum of weights"
table wrong/services.csv "id,organization,name,users" "bread,aqua,Bread,many"
refused "services.csv:2:18" "many"
table wrong/services.csv "id,organization,name" "pump-1,aqua,Pump as a service"
refused "services.csv:2" "one set of ids"
table wrong/sectors.csv "id,name,parent" "energy,Energy,water" "water,Water,energy"
refused "sectors.csv" "part of itself"
table wrong/assets.csv "id,organization,name,tlp" "pump-9,aqua,Pump,PINK"
refused "assets.csv:2:18" PINK
gives 0 export still
check "no refused import has left a trace" diff -r once still

# A component without an id gets one from its content, always the same.
table parts/components.csv "asset,vendor,product,version" "pump-1,Skarv Networks,Modem M5,2.0" "pump-2,Skarv Networks,Modem M5,2.0"
gives 0 import parts --json
is "two components come" "$(jq 'select(.record == "components").created' out)" 2
gives 0 import parts --json
is "and are known again" "$(jq -c 'select(.record == "components") | [.created, .updated, .deleted]' out)" "[0,0,0]"

# Long tables come through the jail in pieces; what is too long is told before anything is written.
mkdir long
awk 'BEGIN { name = sprintf("%1000s", ""); gsub(/ /, "x", name); print "id,organization,name,kind"; for (i = 0; i < 70000; i++) print "long-" i ",aqua," name ",pump" }' >long/assets.csv
gives 0 import long --dry-run
is "a table of 70 MB is read" "$(awk '$1 == "assets" { print $2 }' out)" 70000
echo "long-x,aqua,\"x,pump" >>long/assets.csv
gives 3 import long --dry-run
err_has "and a fault at its end is named by its place" "assets.csv:70002:13: "
truncate -s 300M long/assets.csv
gives 3 import long
err_has "a table that is too long is refused" "assets.csv: it is longer than 256 MiB: import it in parts"
rm -r long
finish
