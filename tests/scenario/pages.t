# SPDX-License-Identifier: Apache-2.0
#
# The pages of the advisory room over HTTP: they answer, they say who must be warned and why, an operator's person finds only its own part, the desk
# reads advisories and keeps aliases from the browser, and what may not be opened is not there.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
advisory a/rtu.json A-RTU Fjordlogic "RTU 20" "known_affected=<3.2" fixed=3.2 tlp=GREEN "title=Tea & <biscuits>"
advisory a/modem.json A-MODEM "Skarv Networks" "Modem M4" known_affected=1.0 tlp=RED
advisory b/relay.json A-RELAY "Halden Power" "Relay R9" known_affected=7.1 tlp=WHITE
gives 0 advisory read a

# password_of COMMAND...: the password a command prints once.
password_of() { grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' | head -n 1; }
"$MAINSTAY" user add dora --role desk >dora.txt
"$MAINSTAY" user add carla --organization clinic >carla.txt

"$MAINSTAY" serve --plain --listen 127.0.0.1:0 >serving 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s serving ] && break
	sleep 0.2
done
at=$(grep -oE 'http://[0-9.:]*' serving)
# as PERSON FILE: signs in; the session's cookie goes to PERSON.jar.
as() { curl -s -o out -c "$1.jar" --data-urlencode "name=$1" --data-urlencode "password=$(password_of <"$1.txt")" "$at/login"; }
# page PERSON PATH: the page in ./out, its status in $status.
page() { status=$(curl -s -o out -w '%{http_code}' -b "$1.jar" "$at$2"); }
# opens STATUS PERSON PATH: a test that the page answers so.
opens() {
	page "$2" "$3"
	is "$2 opens $3" "$status" "$1"
}
# out_lacks NAME TEXT
out_lacks() { check "$1" sh -c '! grep -qF -- "$1" out' sh "$2"; }
as dora
as carla

# the desk
for path in / /watch /advisories '/advisories?state=hitting&q=tea' /quarantine /warn '/warn?certainty=unaware&q=CLIN' /admin /admin/aliases /admin/advisories; do
	opens 200 dora "$path"
done
page dora /
out_has "Watch names who must act" "/warn/clinic"
out_has "and what is new" "/advisories/A-RTU"
out_has "escaped" "Tea &amp; &lt;biscuits&gt;"
page dora '/advisories?q=nothing-like-it'
out_has "a filter that nothing passes says so" "Nothing found"
page dora '/advisories?q=%25'
out_lacks "a percent sign is a letter, not a pattern" "/advisories/A-RTU"
opens 200 dora /advisories/A-RTU
out_has "an advisory names its product" "RTU 20"
out_has "and the organization it reaches" "/warn/clinic"
opens 404 dora /advisories/A-NOWHERE
opens 200 dora /warn/clinic
out_has "the path is drawn" '<svg viewBox'
out_has "from the cause" "pump-1"
out_has "whom to reach" "Whom to reach"
opens 404 dora /warn/no-such

# in another language
page_in() { status=$(curl -s -o out -w '%{http_code}' -H "Accept-Language: $1" -b dora.jar "$at$2"); }
page_in ar /warn/clinic
out_has "what a contact is for is said in the viewer's language" '<span class="tag">المناوب</span>'
out_lacks "not as the register's files write it" '<span class="tag">duty</span>'
out_has "the program's own sentences are marked as English" '<bdi lang="en" dir="ltr">'
page_in ru /advisories/A-RTU
out_has "a document's category is said in words" "бюллетень безопасности"
page_in fr /no-such-page
out_has "what went wrong too" "ne vous est pas communiqué"
out_has "with the reason as it is" 'lang="en" dir="ltr">there is no such page'
page dora '/warn?order=newest'
out_has "the newest may stand first" '<option value="newest" selected>'
page dora /
out_has "Watch says how many an advisory concerns" "/warn?advisory=A-RTU"

# an operator
opens 200 carla /
out_lacks "an operator is not told how many others an advisory concerns" "/warn?advisory="
out_lacks "an operator's Watch names no other organization" "/warn/aqua"
opens 200 carla /warn
out_lacks "nor does the list" "aqua"
opens 200 carla /warn/clinic
out_lacks "nor the path: nodes of others by their sector only" "pump-1"
page carla /warn/aqua
sed 's/aqua/ID/g' out >hidden
is "another's row is not there" "$status" 404
page carla /warn/no-where
sed 's/no-where/ID/g' out >absent
check "as if there were none" sh -c 'test "$(grep -c . hidden)" = "$(grep -c . absent)"'
for path in /quarantine /admin /admin/aliases /admin/advisories /advisories/A-MODEM; do
	opens 404 carla "$path"
done

# reading from the browser
echo 'not json' >broken.json
echo '{"text": "hello"}' >none.json
(cd b && zip -q ../more.zip relay.json)
status=$(curl -s -o out -w '%{http_code}' -b dora.jar -F files=@more.zip -F files=@broken.json -F files=@none.json "$at/admin/advisories")
is "three files are read" "$status" 200
out_has "the advisory in the archive is accepted" "/advisories/A-RELAY"
out_has "the broken one is not dropped silently" "broken.json"
(cd b && zip -q -P secret ../locked.zip relay.json)
curl -s -o out -b dora.jar -F files=@locked.zip "$at/admin/advisories"
out_has "nor is one that is locked in its archive" "in the archive locked.zip: is encrypted"
sleep 1.2 # a page that was looked at before is kept for at most a second
opens 200 dora /quarantine
out_has "it is kept with its reason" "not JSON"
opens 200 dora /advisories/A-RELAY
status=$(curl -s -o out -w '%{http_code}' -b carla.jar -F files=@more.zip "$at/admin/advisories")
is "an operator reads nothing in" "$status" 404

# aliases
status=$(curl -s -o out -w '%{http_code}' -b dora.jar -d kind=product -d alias=Box -d canonical='RTU 20' "$at/admin/aliases")
is "an alias of a product without its vendor is refused" "$status" 422
out_has "what was typed stays in the form" 'value="RTU 20"'
status=$(curl -s -o out -w '%{http_code}' -b dora.jar -d kind=vendor -d alias=Fjord -d canonical=Fjordlogic "$at/admin/aliases")
is "an alias is added" "$status" 303
page dora '/admin/aliases?done=saved'
out_has "and listed" "Fjordlogic"
remove=$(grep -oE '/admin/aliases/[0-9]+/remove' out | head -n 1)
status=$(curl -s -o out -w '%{http_code}' -b dora.jar -X POST -d x=1 "$at$remove")
is "and removed" "$status" 303
sleep 1.2
page dora /admin/aliases
out_lacks "it is gone" "/remove"
finish
