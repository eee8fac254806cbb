# SPDX-License-Identifier: Apache-2.0
#
# The server as it comes: TLS 1.3, the desk's own certificate and one brought from elsewhere, cookies, what it refuses to do in the open, and the walls around it.
. "$ROOT/tests/scenario/lib.sh"

new_desk
password=$(grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' login)
server=''
trap '[ -z "$server" ] || kill -9 $server 2>/dev/null' EXIT

# serve OPTION...: starts a server; its address in $at, its process in $server.
serve() {
	: >serving
	"$MAINSTAY" serve --listen 127.0.0.1:0 --json "$@" >serving 2>serve.err &
	server=$!
	for _ in $(seq 100); do
		grep -q address serving && break
		sleep 0.1
	done
	at=$(jq -r .address serving)
}
stop() {
	kill "$server"
	wait "$server"
	code=$?
	server=''
}
handshake() { openssl s_client -connect "${at#https://}" "$@" </dev/null 2>&1; }
shown() { handshake | openssl x509 -noout -fingerprint -sha256 2>/dev/null | sed 's/.*=//; s/://g' | tr A-F a-f; }
kept() { "$MAINSTAY" certificate show --json | jq -r 'select(.for == "server").sha256'; }
# until_shown FINGERPRINT: a running server takes new certificates within seconds.
until_shown() {
	for _ in $(seq 50); do
		[ "$(shown)" = "$1" ] && return
		sleep 0.2
	done
	return 1
}

# the certificate made by init
gives 0 certificate show --json
is "it is for this machine" "$(jq -r .names out)" "localhost 127.0.0.1 ::1"
is "and for 825 days" "$(($(date -d "$(jq -r .valid_until out)" +%s) / 86400 - $(date +%s) / 86400))" 825
if [ "$ENGINE" = sqlite ]; then
	check "its key is nowhere in the desk's file" sh -c "! grep -qa 'PRIVATE KEY' $DESK*"
fi
serve
is "the server speaks TLS" "${at%%:*}" https
handshake -tls1_3 >out
out_has "of version 1.3" "TLSv1.3"
out_has "on P-256" "Server public key is 256 bit"
check "not of 1.2" sh -c "! openssl s_client -tls1_2 -connect ${at#https://} </dev/null >/dev/null 2>&1"
is "it shows the desk's certificate" "$(shown)" "$(kept)"
handshake | openssl x509 >server.pem 2>/dev/null
port=${at##*:}
is "which a browser that was told can check" "$(curl -s -o /dev/null -w '%{http_code}' --cacert server.pem "https://localhost:$port/login")" 200
is "by its address too" "$(curl -s -o /dev/null -w '%{http_code}' --cacert server.pem "$at/login")" 200

# cookies
curl -s -D head -o out -c jar --cacert server.pem --data-urlencode name=desk --data-urlencode "password=$password" "$at/login"
check "the session's cookie is for TLS and this host only" grep -qiE '^set-cookie: __Host-mainstay=[^;]+; Path=/; Secure; HttpOnly; SameSite=Lax' head
check "browsers are told to come back over TLS" grep -qi '^strict-transport-security: max-age=63072000' head
is "it opens pages" "$(curl -s -o out -w '%{http_code}' -b jar --cacert server.pem "$at/watch")" 200
token=$(awk '$6 == "__Host-mainstay" { print $7 }' jar)
is "but not under the name it has without TLS" "$(curl -s -o out -w '%{http_code}' -b "mainstay=$token" --cacert server.pem "$at/watch")" 303
for header in "Content-Security-Policy: default-src 'self'" 'X-Content-Type-Options: nosniff' 'Referrer-Policy: same-origin' 'Cross-Origin-Opener-Policy: same-origin' \
	'Cross-Origin-Resource-Policy: same-origin' 'Permissions-Policy: ' 'Cache-Control: no-store'; do
	check "answers carry $header" grep -qi "^$header" head
done

# forms of other sites
post() { command curl -s -o out -w '%{http_code}' -b "__Host-mainstay=$token" --cacert server.pem -d to=ar "$@" "$at/logout"; }
is "a form that does not say where it comes from is refused" "$(post)" 403
is "one of a neighbour site too" "$(post -H 'Sec-Fetch-Site: same-site')" 403
is "one of another host" "$(post -H "Origin: https://other.example")" 403
is "one of this host without TLS" "$(post -H "Origin: http://127.0.0.1:$port")" 403
is "one of this host is not" "$(post -H "Origin: $at")" 303

# a certificate of one's own, while it runs
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=CA -keyout ca.key -out ca.pem -days 30 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=desk.example -keyout own.key -out own.csr 2>/dev/null
printf 'subjectAltName=DNS:desk.example' >ext
openssl x509 -req -in own.csr -CA ca.pem -CAkey ca.key -days 20 -extfile ext -out own.pem 2>/dev/null
cat own.pem ca.pem >chain.pem
gives 3 certificate import chain.pem ca.key
err_has "a key of another certificate is refused" "not that of the (first) certificate"
gives 3 certificate import own.csr own.key
gives 4 certificate import nothing.pem own.key
gives 0 certificate import chain.pem own.key
check "it is served without a restart" until_shown "$(kept)"
is "and leads to its authority" "$(curl -s -o /dev/null -w '%{http_code}' --cacert ca.pem --resolve "desk.example:$port:127.0.0.1" "https://desk.example:$port/login")" 200
gives 0 settle --at "$(date -u -d '+15 days' +%Y-%m-%dT%H:%M:%SZ)"
is "it is not replaced" "$("$MAINSTAY" certificate show --json | jq -r .from)" imported
gives 0 certificate renew --json
check "until somebody wants that" until_shown "$(jq -r .sha256 out)"

# authorities of machines
check "no client is asked for a certificate" sh -c "openssl s_client -connect ${at#https://} </dev/null 2>&1 | grep -q 'No client certificate CA names sent'"
gives 3 certificate trust chain.pem
gives 0 certificate trust ca.pem --json
anchor=$(jq -r .sha256 out)
sleep 2
check "one is, when there is an authority" sh -c "openssl s_client -connect ${at#https://} </dev/null 2>&1 | grep -q 'Requested Signature Algorithms'"
gives 0 certificate distrust "$anchor"
gives 4 certificate distrust "$anchor"
gives 0 history certificate
out_has "all of this is in the ledger" certificate.trust

# the walls
check "what runs there has no way to new privileges" grep -q '^NoNewPrivs:	1' "/proc/$server/status"
check "and a list of system calls" grep -q '^Seccomp:	2' "/proc/$server/status"
kill -HUP "$server"
sleep 0.3
check "a hang-up does not end it" kill -0 "$server"
stop
is "it ends well" "$code" 0
is "and says nothing" "$(cat serve.err)" ""

# in the open
gives 3 serve --plain --listen 0.0.0.0:0
err_has "without TLS it listens on this machine only" "--plain is for addresses of this machine"
gives 4 serve --listen 127.0.0.1:0 --user no-such-user-here
gives 3 serve --listen 127.0.0.1:0 --slow-threads 9
serve --plain --behind-proxy
is "behind a proxy it is plain" "${at%%:*}" http
curl -s -D head -o out -H 'X-Forwarded-Proto: https' --data-urlencode name=desk --data-urlencode "password=$password" "$at/login"
check "and its cookies are those of TLS, when the proxy says so" grep -qi '^set-cookie: __Host-mainstay=.*; Secure' head
check "HSTS too" grep -qi '^strict-transport-security' head
stop
if [ "$(id -u)" = 0 ] && [ "$ENGINE" = sqlite ]; then
	chmod 755 .. ../.. 2>/dev/null
	chown nobody "$(dirname "$DESK")" "$DESK"*
	serve --user nobody
	is "root becomes another user" "$(ps -o user= -p "$server")" nobody
	is "with its jail" "$(pgrep -P "$server" -u root | awk 'END { print NR }')" 0
	is "and serves" "$(curl -sk -o out -w '%{http_code}' "$at/login")" 200
	stop
else
	skip "root becomes another user" "not root, or a database of its own rights"
fi
MAINSTAY_KEY_FILE=$PWD/no.key
export MAINSTAY_KEY_FILE
gives 4 serve --listen 127.0.0.1:0
err_has "without the key file there is no TLS" "no key file"
unset MAINSTAY_KEY_FILE
finish
