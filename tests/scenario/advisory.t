# SPDX-License-Identifier: Apache-2.0
#
# Reading advisories: accepted, unchanged, superseded by revision, older, quarantined with its reason, skipped; files, folders and archives.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

# state FIELD: of each document of the last --json output, by file
state() { jq -r "[(.file | split(\"/\") | last), .state] | join(\" \")" out | sort | tr '\n' ' '; }

new_desk
gives 0 import "$NORLAND"
advisory one.json FJ-2026-01 Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2
gives 0 --at 2026-02-01T00:00:00Z advisory read one.json
is "one line a document" "$(lines out)" 1
out_has "accepted, with what it holds" "accepted    FJ-2026-01 1  2 products, 1 vulnerabilities, 2 affected"
gives 0 advisory read one.json --json
is "the same bytes again are unchanged" "$(state)" "one.json unchanged "
cp one.json copy.json
gives 0 advisory read copy.json --json
is "under another name too" "$(state)" "copy.json unchanged "

# Revisions
advisory two.json FJ-2026-01 Fjordlogic "RTU 20" "known_affected=<3.1.2" fixed=3.1.2 revision=2
gives 0 advisory read two.json --json
is "a newer revision replaces the older" "$(jq -r '[.state, .version, .supersedes] | join(" ")' out)" "accepted 2 1"
is "its findings are those of the new one" "$("$MAINSTAY" findings --json | jq -r 'select(.verdict == "affected").asset' | sort -u | tr '\n' ' ')" "pump-1 "
advisory three.json FJ-2026-01 Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2 revision=1 title=Reprint
gives 0 advisory read three.json --json
is "an older revision is kept and does not come to the front" "$(state)" "three.json older "
gives 0 advisory show FJ-2026-01 --json
is "the current one stays" "$(jq -r .version out)" 2
is "its findings too" "$("$MAINSTAY" findings --json | jq -r 'select(.verdict == "affected").asset' | sort -u | tr '\n' ' ')" "pump-1 "
is "all three are kept" "$(query "SELECT count(*) FROM advisory_revision")" 3
mkdir both && advisory both/b.json FJ-2026-02 Bergsund "Panel 7" known_affected=2.4 revision=10
advisory both/a.json FJ-2026-02 Bergsund "Panel 7" known_affected=2.4 revision=9
gives 0 advisory read both --json
is "10 is newer than 9, in whatever order they come" "$(state)" "a.json accepted b.json accepted "
is "and current" "$("$MAINSTAY" advisory show FJ-2026-02 --json | jq -r .version)" 10
advisory later.json FJ-2026-02 Bergsund "Panel 7" known_affected=2.5 revision=10
jq '.document.tracking.current_release_date = "2026-02-10T08:00:00Z" | .document.tracking.revision_history[-1].date = "2026-02-10T08:00:00Z"' later.json >l && mv l later.json
gives 0 advisory read later.json --json
is "of one version with two contents the later release counts" "$(jq -r '[.state, .supersedes] | join(" ")' out)" "accepted 10"
gives 0 history FJ-2026-01
is "the history of an advisory is its readings" "$(grep -c advisory.read out)" 3

# The same tracking id from two publishers is two advisories.
advisory theirs.json FJ-2026-01 "Skarv Networks" "Modem M4" known_affected=1.0
gives 0 advisory read theirs.json --json
is "another publisher's is new" "$(jq -r '[.state, .supersedes // "-"] | join(" ")' out)" "accepted -"
is "both are there" "$("$MAINSTAY" advisory list --json | jq -r 'select(.advisory == "FJ-2026-01").publisher' | sort | tr '\n' ' ')" \
	"https://fjordlogic.example https://skarvnetworks.example "
gives 0 advisory show "https://skarvnetworks.example|FJ-2026-01" --json
is "namespace|id names one of them" "$(jq -r .publisher out)" "https://skarvnetworks.example"
gives 5 advisory show FJ-2026-01
err_has "an id of two is not decided silently: the error names them" "https://skarvnetworks.example|FJ-2026-01"

# Quarantine: what does not conform is kept with its reason and matched all the same, at half confidence; what cannot be read is kept too. As often as
# it comes it is told again with its reason, and stored once.
stored() { query "SELECT (SELECT count(*) FROM quarantine), (SELECT count(*) FROM advisory_revision), (SELECT count(*) FROM finding), (SELECT count(*) FROM ledger_leaf)"; }
advisory bad/fault.json SK-2026-09 "Skarv Networks" "Modem M4" known_affected=1.0
jq 'del(.document.title)' bad/fault.json >f && mv f bad/fault.json
head -c 700 one.json >bad/cut.json
gives 9 advisory read bad --json
is "both are quarantined" "$(state)" "cut.json quarantined fault.json quarantined "
check "each with its reason" [ "$(jq -r 'select(.reason | length > 10).file' out | wc -l)" = 2 ]
check "which names the fault" grep -q title out
cp out first
before=$(stored)
gives 9 advisory read bad --json
check "the same again: the same lines" diff first out
is "and nothing is stored twice" "$(stored)" "$before"
gives 0 findings --advisory SK-2026-09 --json
is "what could be read of it is matched" "$(jq -r '.asset + " " + .verdict' out)" "pump-1 affected"
so "with best effort only, and marked so" 'all(.confidence <= 50 and (.reason | contains("quarantined")))'
gives 0 affected --advisory SK-2026-09 --json
is "it makes possible rows, never certain ones" "$(jq -r '.organization + " " + (.possible | tostring)' out)" "aqua true"
gives 0 advisory list --json
is "the list shows its state" "$(jq -r 'select(.advisory == "SK-2026-09") | .state + " " + (.reason | contains("title") | tostring)' out)" "quarantined true"
advisory good/fault.json SK-2026-09 "Skarv Networks" "Modem M4" known_affected=1.0
gives 0 advisory read good --json
is "the mended document takes its place" "$(jq -r .state out)" accepted
gives 9 advisory read bad/fault.json bad/cut.json good --json
is "what has been replaced since is unchanged; what still stands in quarantine is told" "$(state)" "cut.json quarantined fault.json unchanged fault.json unchanged "
advisory worse/older.json SK-2026-09 "Skarv Networks" "Modem M4" known_affected=1.0
jq 'del(.document.title) | .document.distribution.text = "again"' worse/older.json >f && mv f worse/older.json
gives 9 advisory read worse
cp out first
gives 9 advisory read worse
check "what never came to the front stands in quarantine too" diff first out

# What is no advisory is skipped, and said.
cat >feed.json <<'J'
{"feed": {"id": "fjordlogic-csaf-feed", "title": "Advisories", "updated": "2026-01-10T08:00:00Z", "link": [], "entry": []}}
J
gives 0 advisory read feed.json --json
is "a feed is skipped, with the reason" "$(jq -r '.state + " " + (.reason | contains("feed") | tostring)' out)" "skipped true"

# Folders and archives: only what is named .json is a document.
mkdir -p pile/2026
for i in 1 2 3; do advisory pile/2026/p$i.json HP-2026-0$i "Halden Power" "Relay R9" known_affected=7.$i; done
echo "a signature" >pile/2026/p1.json.asc
cp bad/cut.json pile/broken.json
printf '\n' >>pile/broken.json
(cd pile && zip -q -r ../pile.zip . && tar -cf - . | zstd -q >../pile.tar.zst)
gives 9 advisory read pile.zip --json
is "an archive (.zip) is read: each entry has its line" "$(state)" "broken.json quarantined p1.json accepted p2.json accepted p3.json accepted "
gives 9 advisory read pile.tar.zst --json
is "another (.tar.zst) holds the same" "$(jq -r .state out | sort | uniq -c | tr -s ' \n' ' ')" " 1 quarantined 3 unchanged "
gives 9 advisory read pile --json
is "the folder too" "$(jq -r .state out | sort | uniq -c | tr -s ' \n' ' ')" " 1 quarantined 3 unchanged "
gives 4 advisory read pile nowhere.json
gives 0 advisory list --json
is "one line for each current advisory, newest release first" "$(jq -rs 'map(.released) | . == (sort | reverse)' out) $(lines out)" "true 7"

# What cannot be read in a folder or an archive costs nothing beside it, and has a line of its own.
mkdir parts
for i in 1 2 3 4 5; do advisory parts/e$i.json HP-2027-0$i "Halden Power" "Relay R9" known_affected=8.$i; done
(cd parts && zip -q -X ../damaged.zip e1.json e2.json e3.json)
at=$(LC_ALL=C grep -abo e2.json damaged.zip | sed -n '1s/:.*//p')
printf '\377\377\377\377\377\377\377\377' | dd of=damaged.zip bs=1 seek="$((at + 12))" conv=notrunc 2>/dev/null
gives 9 advisory read damaged.zip --json
is "a damaged entry: the others are read" "$(state)" "e1.json accepted e2.json quarantined e3.json accepted "
check "its reason names the archive" [ "$(jq -r 'select(.file == "e2.json").reason | startswith("in the archive damaged.zip: ")' out)" = true ]
check "it stands in the quarantine" [ "$(query "SELECT count(*) FROM quarantine WHERE name = 'e2.json'")" = 1 ]
before=$(stored)
gives 9 advisory read damaged.zip --json
is "once, however often it comes" "$(stored)" "$before"
(cd parts && zip -q -P secret ../mixed.zip e1.json && zip -q ../mixed.zip e4.json)
gives 9 advisory read mixed.zip --json
is "an encrypted entry: the others are read" "$(state)" "e1.json quarantined e4.json accepted "
is "the lines come in the archive's order" "$(jq -r .file out | tr '\n' ' ')" "e1.json e4.json "
mkdir folder
cp parts/e4.json folder/a.json && truncate -s 65M folder/b.json && cp parts/e5.json folder/c.json
gives 9 advisory read folder --json
is "a file of a folder that is too large: the others are read" "$(state)" "a.json unchanged b.json quarantined c.json accepted "
echo "no advisory" | tee folder/readme.txt >folder/a.json.sha512
gives 9 advisory read folder --json
err_has "what is passed over is counted" "2 other files passed over: only names that end in .json are documents"

# An archive that is broken in its middle: what came before is committed and told, then its own line says where; what else was given is read.
mkdir long
for i in $(seq 150); do advisory "long/$(printf 'l%03d' "$i").json" "HP-2028-$i" "Halden Power" "Relay R9" known_affected=9.1; done
(cd long && tar -cf ../long.tar -- *.json)
size=$(wc -c <long.tar)
head -c $((size * 9 / 10 + 100)) long.tar >cut.tar
advisory after.json HP-2029-01 "Halden Power" "Relay R9" known_affected=9.2
gives 9 advisory read cut.tar after.json --json
last=$(jq -rs '[.[] | select(.file | test("^l[0-9]+.json$"))] | length' out)
check "what stands before the damage is read" [ "$last" -gt 120 ]
is "and is in the desk" "$(query "SELECT count(*) FROM advisory WHERE tracking LIKE 'HP-2028-%'")" "$last"
is "then the archive has its line" "$(jq -rs "(.[$last] | .file + \" \" + .state + \" \" + (.reason | contains(\"damaged or cut short\") | tostring)), (.[$last + 1:] | map(.state) | join(\" \"))" out | tr '\n' ' ')" \
	"cut.tar quarantined true accepted "
gives 0 advisory read long.tar
is "the whole archive brings the rest" "$(query "SELECT count(*) FROM advisory WHERE tracking LIKE 'HP-2028-%'")" 150
echo "no archive at all" >none.zip
gives 9 advisory read none.zip long/l001.json --json
is "what is no archive is quarantined, the rest is read" "$(state)" "l001.json unchanged none.zip quarantined "
gives 0 advisory show HP-2026-01 --json
is "a document shows its products and statuses" "$(jq -c '[.products[0].vendor, .products[0].version, .vulnerabilities[0].statuses[0].status]' out)" \
	'["Halden Power","7.1","known_affected"]'
gives 4 advisory show HP-2026-99
finish
