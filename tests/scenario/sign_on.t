# SPDX-License-Identifier: Apache-2.0
#
# Ways in besides the password, over a running server: API tokens, client certificates, a real OpenID Connect provider. (Passkeys: tests/browser.)
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
gives 0 user add olga --organization aqua
gives 0 user add dora --role desk
gives 0 user add root --role administrator
server='' provider=''
trap 'kill $server $provider 2>/dev/null' EXIT

# serve ARGUMENT...: starts a server; its address in $at.
serve() {
	"$MAINSTAY" --json serve --listen 127.0.0.1:0 "$@" >serve.out 2>serve.err &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
		grep -q address serve.out && break
		sleep 0.2
	done
	at=$(jq -r .address serve.out)
}
# asks TOKEN PATH CURL-ARGUMENT...: the answer in ./out, its status in $status.
asks() {
	asks_token=$1 asks_path=$2
	shift 2
	status=$(command curl -s -o out -w '%{http_code}' -H "Authorization: Bearer $asks_token" "$@" "$at$asks_path")
}
leaves() { query "SELECT count(*) FROM ledger_content WHERE kind = '$1'"; }

# ---- tokens ----
gives 0 --json token add dora --scope read,register --days 9 --name 'night job'
dora=$(field token <out)
gives 0 --json token add olga --scope read
olga=$(field token <out)
gives 6 token add olga --scope read,register
err_has "no more than its person" "can have no more"
gives 3 token add olga --scope self
gives 6 --as root token add dora --scope read
gives 4 token add nobody
gives 3 token add olga --days 400
is "the token tells what it is" "$(echo "$dora" | grep -cE '^mst_[0-9A-Za-z]{49}$')" 1
is "and is kept as its hash only" "$(query "SELECT count(*) FROM api_token WHERE hash = '$(printf %s "$dora" | sha256sum | cut -d ' ' -f 1)'")" 1
serve --plain
asks "$dora" /register
is "a token reads" "$status" 200
asks "$dora" /admin/import
is "it opens what its scope opens" "$status" 200
asks "$dora" /account
is "but no account" "$status" 404
asks "$olga" /admin/import
is "another's opens less" "$status" 404
asks "$dora" /admin/import -F "files=@$NORLAND/organizations.csv"
is "a token needs no page to post from" "$status" 200
asks "$olga" /admin/import -F "files=@$NORLAND/organizations.csv"
is "nor can it post where it may not read" "$status" 404
for bad in mst_x "${dora}x" "$(echo "$dora" | tr '[:upper:][:lower:]' '[:lower:][:upper:]')" mst_00000000000000000000000000000000000000000004RyqKx ''; do
	asks "${bad:-x}" /register
	is "'${bad:-x}' is one refusal" "$status|$(cat out)" "401|this token is not accepted"
done
{
	cat "$NORLAND/organizations.csv"
	awk 'BEGIN { for (i = 0; i < 9000; i++) print "" }'
	awk 'BEGIN { for (i = 0; i < 70000; i++) printf " " }'
} >organizations.csv
asks "$dora" /admin/import -F "files=@organizations.csv"
check "it may send as much as its person" [ "$status" != 413 ]
asks "$olga" /admin/import -F "files=@organizations.csv"
is "another may not" "$status" 413
asks mst_x /admin/import -F "files=@organizations.csv"
is "nor what is no token" "$status" 413
gives 0 --json token list dora
is "use is seen" "$(jq -r '[.name, .scope, (.used != null)] | join("|")' out)" "night job|read,register|true"
gives 0 token end dora "$(field number <out)"
asks "$dora" /register
is "an ended token is another one that is none" "$status|$(cat out)" "401|this token is not accepted"
gives 4 token end dora 4711
is "each is a leaf" "$(leaves token.add)|$(leaves token.end)" "2|1"

# ---- the identity provider ----
origin=http://localhost:${at##*:}
oidc() { "$ROOT/tests/oidc/run" "$@"; }
OIDC_KEYS=$(oidc keys.mjs) || result 1 "keys of a provider"
export OIDC_KEYS
mkfifo hold
oidc provider.mjs "$origin/login/oidc/answer" <hold >issuer 2>provider.err &
provider=$!
exec 3>hold
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
	[ -s issuer ] && break
	sleep 0.2
done
# signs_in LOGIN HOW...: the first line of what the desk said, the rest in ./said.
signs_in() {
	said=$(oidc flow.mjs "$origin" "$@" 2>flow.err) || said="failed $(tail -n 3 flow.err)"
	echo "$said" >said
	said=$(head -n 1 said)
}
no='signing in by the identity provider did not succeed: begin again, or sign in another way'
gives 0 setting set sign-in.origin "$origin"
gives 0 setting set oidc.client-id desk
gives 3 setting set oidc.issuer ftp://x
gives 0 setting set oidc.issuer "$(cat issuer)"
"$MAINSTAY" oidc set <<-'S'
	a-secret+of/letters,that:needs%escapes
S
is "the secret is kept" "$?" 0
case $ENGINE in
sqlite) is "and sealed" "$(grep -c 'needs%escapes' "$DESK" "$DESK-wal" | cut -d : -f 2 | paste -sd '|')" "0|0" ;;
*) is "and sealed" "$(query "SELECT count(*) FROM oidc_client WHERE encode(secret, 'escape') LIKE '%needs%'")" 0 ;;
esac
signs_in olga
check "a provider on a private network is not called unless that was allowed" grep -q 'private network' said
gives 0 setting set oidc.private yes
signs_in olga
is "nobody gets in whom nobody linked" "$said" "403 -"
check "and is told as whom the provider knows them" grep -q 'olga.* but nobody here is linked' said
gives 0 user link olga --oidc olga
gives 5 user link dora --oidc olga
gives 2 user link dora
gives 6 --as root user link dora --oidc root
signs_in olga
is "whom somebody linked gets in, and where they wanted to go" "$said" "303 /register"
cookie=$(tail -n 1 said)
is "with a session that opens pages" "$(command curl -s -o out -w '%{http_code}' -b "mainstay=$cookie" "$at/register")" 200
for how in nonce state client=other challenge cookie twice code iss error; do
	signs_in olga "$how"
	is "$how bent: no session" "$said|$(grep -cF "$no" said)|$(tail -n 1 said)" "403 -|1|-"
done
is "what the provider was asked about is on record, and why" \
	"$(query "SELECT content FROM ledger_content WHERE kind = 'oidc.refuse' ORDER BY leaf" | jq -r .why | tr '\n' ,)" \
	"nobody linked,nonce,code,code,code,issuer of the answer,"
gives 0 setting set oidc.client-id late
signs_in olga
is "an ID token that has expired: no session" "$said|$(grep -cF "$no" said)|$(tail -n 1 said)" "403 -|1|-"
is "and that is the reason" "$(query "SELECT content FROM ledger_content WHERE kind = 'oidc.refuse' ORDER BY leaf DESC LIMIT 1" | jq -r .why)" expiry
for client in post es; do
	gives 0 setting set oidc.client-id $client
	signs_in olga
	is "client $client gets in" "$said" "303 /register"
done
gives 0 setting set oidc.client-id desk
gives 0 setting set oidc.claim email
signs_in olga
is "by another claim another link" "$said" "403 -"
gives 0 user link olga --oidc Olga@example.ORG
signs_in olga
is "by a verified address" "$said" "303 /register"
gives 0 user link dora --oidc unsure@example.org
signs_in unsure
is "not by one that is not verified" "$said" "403 -"
gives 0 user unlink olga
gives 4 user unlink olga
signs_in olga
is "nor by a link that was taken away" "$said" "403 -"
signs_in olga back=//evil.example
is "back is never another site" "$(leaves oidc.unlink)|$said" "1|403 -"
exec 3>&-
# A provider that takes calls and says nothing: only what waits for it waits.
node -e 'require("net").createServer(() => {}).listen(0, "127.0.0.1", function () { console.log(this.address().port) })' >mute 2>/dev/null &
mute=$!
trap 'kill $server $provider $mute 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	[ -s mute ] && break
	sleep 0.2
done
gives 0 setting set oidc.issuer "http://127.0.0.1:$(cat mute)"
for i in 1 2; do
	command curl -s -o /dev/null --max-time 20 "$at/login/oidc" &
	waiting="${waiting:-} $!"
	sleep 1.2
done
quick=
for _ in 1 2 3 4 5 6 7 8; do
	quick="$quick$(command curl -s -o /dev/null --max-time 3 -w '%{http_code}' "$at/login") "
done
is "pages are made meanwhile" "$quick" "200 200 200 200 200 200 200 200 "
# shellcheck disable=SC2086
wait $waiting
is "and the next is told at once" "$(command curl -s -o out --max-time 3 -w '%{http_code}' "$at/login/oidc")|$(grep -c 'did not answer a moment ago' out)" "503|1"
kill $mute
kill $server
wait $server 2>/dev/null

# ---- certificates ----
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=machines 2>/dev/null
# machine NAME: a key and a certificate of that authority.
machine() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
	printf 'extendedKeyUsage=clientAuth\n' >"$1.ext"
	openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile "$1.ext" -out "$1.pem" 2>/dev/null
}
machine scanner
machine stranger
gives 3 user certificate dora ca.key
gives 0 user certificate dora scanner.pem
fingerprint=$(cut -d ' ' -f 1 out)
is "the fingerprint is OpenSSL's" "$fingerprint" "$(openssl x509 -in scanner.pem -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | tr A-F a-f)"
gives 5 user certificate dora scanner.pem
gives 6 --as root user certificate root stranger.pem
gives 0 certificate trust ca.pem
serve
# shows NAME PATH: as that machine; status in $status.
shows() { status=$(command curl -s -k -o out -w '%{http_code}' --cert "$1.pem" --key "$1.key" "$at$2"); }
shows scanner /register
is "a machine that proves its key reads as its person" "$status" 200
shows scanner /account
is "but has no account" "$status" 404
shows stranger /register
is "another of the same authority is nobody" "$status" 303
gives 0 user certificate dora
out_has "it is listed" "$fingerprint"
gives 4 user certificate-end olga "$fingerprint"
gives 0 user certificate-end dora "$fingerprint"
shows scanner /register
is "ended, it is nobody too" "$status" 303
is "each is a leaf" "$(leaves certificate.add)|$(leaves certificate.end)" "1|1"
finish
