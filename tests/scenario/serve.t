# SPDX-License-Identifier: Apache-2.0
#
# The running server: what it gives back when nobody asks, what it answers after that, what another process changes meanwhile, and what a server that
# was killed leaves behind.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
advisory a/rtu.json A-RTU Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2 tlp=GREEN title=First
advisory b/relay.json A-RELAY "Halden Power" "Relay R9" known_affected=7.1 tlp=WHITE title=Second
gives 0 advisory read a
gives 0 user add dora --role desk
mv out dora.txt
mkdir tmp
TMPDIR=$PWD/tmp
export TMPDIR
first='' second=''
trap 'kill -9 $first $second 2>/dev/null' EXIT

# serve NAME: starts a server; its address in ./NAME.at, its process in $pid.
serve() {
	"$MAINSTAY" serve --plain --listen 127.0.0.1:0 --json >"$1.out" 2>"$1.err" &
	pid=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
		grep -q address "$1.out" && break
		sleep 0.2
	done
	jq -r .address "$1.out" >"$1.at"
}
# sign_in NAME: at that server; the cookie in ./jar.
sign_in() {
	rm -f jar
	curl -s -o out -c jar --data-urlencode name=dora --data-urlencode "password=$(grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' dora.txt)" "$(cat "$1.at")/login"
}
# page NAME PATH: the page in ./out, its status in $status.
page() { status=$(curl -s -o out -w '%{http_code}' -b jar "$(cat "$1.at")$2"); }
# maps: how often the server has the desk's file in its memory, once for each database handle.
maps() { grep -c "$(realpath "$DESK")\$" "/proc/$first/maps"; }
uploads() { find tmp -mindepth 2 -type f | awk 'END { print NR }'; }

serve one
first=$pid
sign_in one
# Several at once, so that each worker has opened the desk.
for _ in 1 2 3 4 5 6; do curl -s -o /dev/null -b jar "$(cat one.at)/watch?$_" & asked="$asked $!"; done
# shellcheck disable=SC2086
wait $asked
page one /watch
is "Watch opens" "$status" 200
out_has "and knows the advisory" First
if [ "$ENGINE" = sqlite ]; then
	busy=$(maps)
	sleep 7
	echo "# $busy database handles at work, $(maps) at rest"
	check "workers that have nothing to do close their database" [ "$(maps)" -lt "$busy" ]
else
	skip "workers that have nothing to do close their database" "counted by the file"
	sleep 7
fi
gives 0 advisory read b
sleep 1.2 # a page that was looked at before is kept for at most a second
page one /watch
is "after a rest pages are made again" "$status" 200
out_has "and show what another process has read in" Second
page one /warn/clinic
is "and others" "$status" 200

# uploads
printf 'id,name\npump-1,Renamed\n' >assets.csv
status=$(curl -s -o out -w '%{http_code}' -b jar -F files=@assets.csv "$(cat one.at)/admin/import")
is "an upload is shown first" "$status" 200
token=$(grep -oE 'name="token"[^>]*value="[^"]*"' out | sed 's/.*value="//; s/"//')
revision=$(grep -oE 'name="revision"[^>]*value="[^"]*"' out | sed 's/.*value="//; s/"//')
is "its file lies in a folder" "$(uploads)" 1
serve two
second=$pid
is "which another server leaves alone" "$(uploads)" 1
status=$(curl -s -o out -w '%{http_code}' -b jar -d "token=$token" -d "revision=$revision" -d replace= "$(cat one.at)/admin/import")
is "so the upload is imported" "$status" 303
is "and gone" "$(uploads)" 0
printf 'id,name\npump-1,Renamed again\n' >assets.csv
curl -s -o out -b jar -F files=@assets.csv -F files=@"$NORLAND/organizations.csv" "$(cat one.at)/admin/import"
is "two files uploaded" "$(uploads)" 2
kill -9 "$first"
wait "$first" 2>/dev/null
is "outlive a server that is killed" "$(uploads)" 2
kill "$second"
wait "$second"
is "a server ends well" $? 0
serve three
first=$pid
is "but not the start of the next" "$(find tmp -mindepth 1 | awk 'END { print NR }')" 0
sign_in three
curl -s -o out -b jar -F files=@assets.csv -F files=@"$NORLAND/organizations.csv" "$(cat three.at)/admin/import"
is "uploaded again" "$(uploads)" 2

# large bodies are for those who may send them
head -c 100000 /dev/zero | tr '\0' x >large.txt
large() { status=$(curl -s -m 5 -o out -w '%{http_code}' -H Expect: "$@" "$(cat three.at)/admin/import"); }
large -b mainstay=x -H 'Content-Length: 67108864' -d x
is "a large body with an invented session is refused before it is read" "$status" 413
large -F files=@large.txt
is "and one without any" "$status" 413
printf '%s\n' "id,name" "pump-1,$(cat large.txt)" >large.csv
large -b jar -F files=@large.csv
check "but not that of somebody who may import" [ "$status" != 413 ]
is "small forms are answered meanwhile" "$(curl -s -o out -w '%{http_code}' -b mainstay=x -d a=b "$(cat three.at)/admin/import")" 303
status=$(curl -s -o out -w '%{http_code}' -b jar -H "Origin: gopher://$(sed 's,.*//,,' three.at)" -d '' "$(cat three.at)/logout")
is "a form of another scheme is refused" "$status" 403
status=$(curl -s -o out -w '%{http_code}' -b jar -H 'Sec-Fetch-Site: cross-site' -d '' "$(cat three.at)/logout")
is "and one of another site that does not say which" "$status" 403
kill "$first"
wait "$first"
first=''
is "a server that is stopped leaves nothing" "$(find tmp -mindepth 1 | awk 'END { print NR }')" 0

# what has ended
check "events that are done are kept for a while" [ "$(query "SELECT count(*) FROM event")" -gt 0 ]
is "and sessions while they last" "$(query "SELECT count(*) FROM session")" 2
gives 0 settle --at "$(date -u -d '+2 days' +%Y-%m-%dT%H:%M:%SZ)"
is "sessions are deleted when they have ended" "$(query "SELECT count(*) FROM session")" 0
check "events are not yet" [ "$(query "SELECT count(*) FROM event")" -gt 0 ]
gives 0 settle --at "$(date -u -d '+40 days' +%Y-%m-%dT%H:%M:%SZ)"
is "after a month events that are done are" "$(query "SELECT count(*) FROM event WHERE done_us IS NOT NULL")" 0
finish
