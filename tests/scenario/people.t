# SPDX-License-Identifier: Apache-2.0
#
# People: invited by a link that opens once, given more only by two, let in anew by two, suspended at once in every process; limits that slow only who failed; no
# password on a command line, no name of a person in a leaf's bytes. Through commands and through the pages of two servers on one desk.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
password=$(sed -n 's/.*password //p' login)
gives 0 import "$NORLAND"
gives 0 user add root --role administrator
root_password=$(sed -n 's/.*password //p' out)
gives 0 user add vera --role approver
gives 0 user add dora --role desk
gives 0 user add viktor --role approver

# ---- two servers on one desk ----
servers=
start() {
	"$MAINSTAY" --json serve --plain --listen 127.0.0.1:0 >"$1" 2>>serve.err &
	servers="$servers $!"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -s "$1" ] && break
		sleep 0.2
	done
	address=$(jq -r .address "$1")
}
start one.json
one=$address
start two.json
two=$address
trap 'kill $servers 2>/dev/null' EXIT
# page JAR METHOD-ARGUMENTS... URL: the status; the page in ./page, its headers in ./head.
page() {
	jar=$1
	shift
	for url in "$@"; do :; done
	from=$(echo "$url" | sed 's|^\([a-z]*://[^/]*\).*|\1|') # as a page of the desk would send it
	curl -s -o page -D head -w '%{http_code}' -b "$jar" -c "$jar" -H "Origin: $from" "$@"
}
# sign_in JAR NAME PASSWORD [SERVER]
sign_in() { page "$1" --data-urlencode "name=$2" --data-urlencode "password=$3" "${4:-$one}/login"; }
location() { sed -n 's/^[Ll]ocation: \(.*\)\r$/\1/p' head; }
one_time() { sed -n 's/.*<code id="one-time">\([^<]*\)<.*/\1/p' page | sed 's|^https\{0,1\}://[^/]*||'; }

is "a desk officer signs in" "$(sign_in desk.jar desk "$password")" 303
check "with a cookie that scripts cannot read" grep -qi 'set-cookie: mainstay=.*httponly' head
is "an administrator too" "$(sign_in root.jar root "$root_password")" 303
is "and begins at the people" "$(location)" /people
is "the first page sends them there" "$(page root.jar "$one/")|$(location)" "303|/people"
is "they see people" "$(page root.jar "$one/people")" 200
for address in /register /register/organizations /advisories /warn /admin/import; do
	is "an administrator does not read $address" "$(page root.jar "$one$address")" 404
done

# ---- an invitation ----
is "an invitation by a desk officer" "$(page desk.jar -d 'id=olga&name=Olga&give=operator&organization=aqua' "$one/people")" 200
link=$(one_time)
check "gives a link" [ -n "$link" ]
is "of which only a hash is kept" "$(query "SELECT count(*) FROM person_link WHERE kind = 'invite' AND token <> '${link##*/}'")" 1
is "who is invited may not sign in" "$(sign_in olga.jar olga '')" 200
gives 4 --as olga advisory list
is "the newcomer opens it, on the other server" "$(page olga.jar "$two$link")" 200
check "and is named" grep -q Olga page
is "a short password is refused" "$(page olga.jar -d 'fresh=short&again=short' "$two$link")" 200
is "so are two that differ" "$(page olga.jar -d 'fresh=a+fine+long+one&again=another' "$two$link")" 200
is "a good one lets in" "$(page olga.jar -d 'fresh=a+fine+long+one&again=a+fine+long+one' "$two$link")" 303
is "on the way to one-time codes" "$(location)" /account/totp
is "the page is there" "$(page olga.jar "$one/account/totp")" 200
check "with a picture for the telephone" grep -q 'svg class="qr"' page
is "she sees the register" "$(page olga.jar "$one/register")" 200
is "the link opens nothing more" "$(page other.jar "$one$link")|$(page other.jar -d 'fresh=a+fine+long+one&again=a+fine+long+one' "$one$link")" "404|404"
is "nor does one that never was" "$(page other.jar "$one/invite/0123456789")" 404
is "she administers nobody" "$(page olga.jar "$one/people")|$(page olga.jar "$one/people/desk")|$(page olga.jar -d act=suspend "$one/people/desk")" "404|404|404"

# ---- what waits for a second ----
is "an administrator may not give a desk's role alone" "$(page root.jar -d 'id=nora&name=Nora&give=desk' "$one/people")" 200
is "no link is made" "$(one_time)" ""
run user waiting --json
request=$(field request <out)
is "the request waits" "$(field kind <out)|$(field login <out)|$(field asked_by <out)" "invite|nora|root"
is "who asked cannot confirm, by page" "$(page root.jar -d "act=confirm&request=$request" "$one/people/nora")" 200
check "it is said" grep -q 'second person' page
gives 6 --as root user confirm "$request"
gives 6 --as dora user confirm "$request"
gives 0 --as vera user confirm "$request" --json
check "a link came of it" grep -q '/invite/' out
gives 6 --as vera user confirm "$request"
gives 0 --as vera user invite zora --role approver --json
request=$(field request <out)
gives 6 --as vera user confirm "$request"
gives 0 --as viktor user refuse "$request"
is "who was refused has ended" "$("$MAINSTAY" user show zora --json | field state)" ended
gives 5 --as dora user invite zora --role operator --organization aqua

# ---- roles ----
gives 6 --as vera user role vera administrator
gives 0 --as root user role olga regulator --json
is "an administrator's role for a reader waits" "$(field waits <out)" true
is "meanwhile all is as before" "$("$MAINSTAY" user show olga --json | field role)|$(page olga.jar "$one/account")" "operator|200"
gives 0 --as vera user confirm "$(field request <out)"
is "then it is so" "$("$MAINSTAY" user show olga --json | field role)" regulator
is "and she signs in anew" "$(page olga.jar "$one/account")|$(page olga.jar "$two/account")" "303|303"

# ---- recovery ----
gives 6 --as dora user recover dora
gives 0 --as root user recover dora --json
request=$(field request <out)
gives 6 --as root user confirm "$request"
gives 6 --as dora user confirm "$request"
gives 0 --as vera user confirm "$request" --json
link=$(field link <out | sed 's|^https\{0,1\}://[^/]*||')
is "the recovery link opens" "$(page dora.jar "$one$link")" 200
is "and lets in with a new password" "$(page dora.jar -d 'fresh=brand+new+password&again=brand+new+password' "$one$link")" 303
is "once" "$(page dora.jar "$one$link")" 404
is "the password is the new one" "$(sign_in dora2.jar dora 'brand new password' "$two")" 303

# ---- sessions ----
is "two sessions are listed" "$("$MAINSTAY" user sessions dora --json | lines /dev/stdin)" 2
page dora.jar "$one/account" >/dev/null
check "in one's account" grep -q 'name="session"' page
is "she ends the other" "$(page dora.jar -d act=others "$one/account")" 200
is "which is out in the other process" "$(page dora2.jar "$two/account")|$(page dora.jar "$two/account")" "303|200"
is "she reads, by a page that is kept" "$(page dora.jar "$two/register")|$(page dora.jar "$two/register")" "200|200"
gives 0 --as root user suspend dora
is "who is suspended is out at once" "$(page dora.jar "$one/account")|$(page dora.jar "$two/account")" "303|303"
sleep 1
is "everywhere within a second, also where a page was kept" "$(page dora.jar "$one/account")|$(page dora.jar "$two/register")" "303|303"
is "and does not come in" "$(sign_in dora.jar dora 'brand new password')" 200
gives 0 --as root user resume dora
is "until they may again" "$(sign_in dora.jar dora 'brand new password')" 303
gives 0 user sessions dora --end all
is "an administrator ends sessions" "$(page dora.jar "$one/account")" 303
gives 6 --as root user end root

# ---- passwords ----
printf 'short\n' >short
"$MAINSTAY" user password dora <short >out 2>err
is "a short password is refused" $? 3
printf 'another fine password\n' | "$MAINSTAY" user password dora >out 2>err
is "one is read from standard input" $? 0
is "and serves" "$(sign_in dora.jar dora 'another fine password')" 303
gives 6 --as root user password dora --generate
printf 'another fine password\nletmeinplease\nzzzzzzzzzzzzz\n' >known
gives 0 setting set sign-in.breached-passwords "$PWD/known"
printf 'letmeinplease\n' | "$MAINSTAY" user password dora >out 2>err
is "a known password is refused" $? 3
gives 4 setting set sign-in.breached-passwords /nowhere
gives 0 setting set sign-in.breached-passwords ""
gives 3 setting set sign-in.totp-hash MD5

# ---- limits, shared by both processes ----
# hammer NAME: wrong passwords from jars without a device, at both servers in turn, until one is not judged: how many were. Delays double from the fifth on, so a slow
# machine runs into one too.
hammer() {
	judged=0
	for _ in 1 2 3 4 5 6 7; do
		for server in "$one" "$two"; do
			rm -f hammer.jar
			sign_in hammer.jar "$1" wrong "$server" >/dev/null
			! grep -q 'Too many' page || return 0
			judged=$((judged + 1))
		done
	done
}
hammer desk
check "wrong passwords are slowed, whichever process is asked" [ "$judged" -ge 5 -a "$judged" -lt 14 ]
hammer nobody-here
check "a name that does not exist is slowed alike" [ "$judged" -ge 5 -a "$judged" -lt 14 ]
is "a device that is known is not slowed" "$(sign_in desk.jar desk "$password")" 303
check "each refusal is a leaf" [ "$(query "SELECT count(*) FROM ledger_content WHERE kind = 'sign-in.refuse'")" -ge 5 ]

# ---- more than a password ----
gives 3 setting set sign-in.second-factor always
gives 0 setting set sign-in.second-factor required
is "a desk officer's session of before has its own account only" "$(page desk.jar "$one/register")|$(location)" "303|/account"
is "also in the other process, and for what it would post" "$(page desk.jar "$two/people")|$(page desk.jar -d 'id=x&name=X&give=guest' "$two/people")" "303|303"
is "there it is told what to do" "$(page desk.jar "$one/account")|$(grep -c 'more than a password' page)|$(page desk.jar "$one/account/totp")" "200|1|200"
is "nobody was invited" "$(query "SELECT count(*) FROM person WHERE id = 'x'")" 0
page desk.jar -d 'act=token-add&name=x&scope=read&days=1' "$one/account/keys" >/dev/null
check "no token is made meanwhile" grep -q 'no more than its person' page
is "operators and the like are not asked" "$(page olga.jar -d 'name=olga' --data-urlencode 'password=a fine long one' "$one/login")|$(page olga.jar "$one/register")" "303|200"
gives 0 setting set sign-in.second-factor ""
is "optional again" "$(page desk.jar "$one/register")" 200

# ---- what serves once, asked for in both processes at the same moment ----
gives 0 user invite twin --role guest --json
link=$(field link <out | sed 's|^https\{0,1\}://[^/]*||')
for i in 1 2 3 4; do
	[ $((i % 2)) = 0 ] && server=$one || server=$two
	curl -s -o /dev/null -w '%{http_code}\n' -H "Origin: $server" -d "fresh=a+fine+long+one+$i&again=a+fine+long+one+$i" "$server$link" >"race.$i" &
	racers="${racers:-} $!"
done
# shellcheck disable=SC2086
wait $racers
is "an invitation lets one in" "$(cat race.? | sort | tr '\n' ' ')" "303 404 404 404 "

# ---- links that are none ----
guessed=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26; do
	guessed="$guessed$(page other.jar "$one/recover/$i$i$i") "
done
check "guesses at links are slowed" [ "${guessed#404 404 404 404 404 404 *409 409}" != "$guessed" ]
is "in the other process too" "$(page other.jar "$two/setup/00")" 409
is "signing in is not" "$(sign_in desk.jar desk "$password")" 303
is "no link stands in the record of reads, nor in the log" "$(query "SELECT count(*) FROM ledger_content WHERE content LIKE '%/invite/%' AND content NOT LIKE '%/invite/\…%' AND content NOT LIKE '%/invite/…%'")|$(grep -c '/recover/[0-9]' serve.err)" "0|0"

# ---- the ledger ----
kinds=$(query "SELECT DISTINCT kind FROM ledger_content WHERE kind LIKE 'person.%' ORDER BY kind" | tr '\n' ' ')
is "every act is a leaf" "$kinds" "person.create person.invite person.invite-ask person.join person.password person.recover person.recover-ask person.recovered person.refuse person.role person.role-ask person.sessions-end person.sign-in person.state "
case $ENGINE in
sqlite) named=$(query "SELECT count(*) FROM ledger_leaf WHERE instr(leaf, CAST('dora' AS blob)) > 0") ;;
*) named=$(query "SELECT count(*) FROM ledger_leaf WHERE position('\\x646f7261'::bytea in leaf) > 0") ;;
esac
is "none names a person" "$named" 0
is "no token or password stands in the database" "$(query "SELECT count(*) FROM session WHERE length(token) <> 64")|$(query "SELECT count(*) FROM person WHERE password NOT LIKE '\$argon2id\$v=19\$m=65536,t=2,p=1\$%'")" "0|0"
gives 0 user list
is "the list shows all" "$(lines out)" 9

# ---- the set-up of a new desk ----
case $ENGINE in
sqlite)
	gives 0 init --setup --json --desk "$PWD/fresh.db"
	setup=$(field setup <out)
	gives 0 --desk "$PWD/fresh.db" user list
	is "nobody is there" "$(cat out)" ""
	MAINSTAY_DESK=$PWD/fresh.db
	start three.json
	MAINSTAY_DESK=$DESK
	three=$address
	is "another address opens nothing" "$(page new.jar "$three/setup/00")" 404
	is "the set-up page opens" "$(page new.jar "$three$setup")" 200
	is "and makes the first person" "$(page new.jar -d 'id=anna&name=Anna&fresh=a+fine+long+one&again=a+fine+long+one' "$three$setup")" 303
	is "once" "$(page new2.jar "$three$setup")|$(page new2.jar -d 'id=eve&name=Eve&fresh=a+fine+long+one&again=a+fine+long+one' "$three$setup")" "404|404"
	is "who is an approver" "$("$MAINSTAY" --desk "$PWD/fresh.db" user show anna --json | field role)" approver
	;;
*) skip "the set-up of a new desk" "one database at hand" ;;
esac
finish
