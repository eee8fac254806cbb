# SPDX-License-Identifier: Apache-2.0
#
# The ledger as an auditor meets it: verified whole, signed, proven to somebody who has only OpenSSL, cosigned, stamped by an authority, erased from; and every
# change behind its back found.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
gives 0 user add audrey --role auditor
gives 0 user add olga --organization aqua
gives 0 ledger verify
out_has "says how much it has verified" "The ledger is whole:"
gives 0 ledger checkpoint
cp out first.txt
is "a checkpoint names its size" "$(sed -n 2p first.txt)" "$(query "SELECT count(*) FROM ledger_leaf")"
gives 0 ledger checkpoint --key
cp out verifier.txt
check "as a verifier key with the checkpoint's origin" grep -qF "$(head -n 1 first.txt)+" verifier.txt

# Rights, and what is refused stands in the ledger.
gives 6 --as olga ledger verify
is "a refused command is a leaf" "$(query "SELECT kind || ' ' || actor || ' ' || subject FROM ledger_content ORDER BY leaf DESC LIMIT 1")" "refusal olga ledger verify"
gives 0 --as audrey ledger verify

# A third party with OpenSSL.
thing=$(query "SELECT subject FROM ledger_content WHERE kind = 'asset.create' ORDER BY leaf LIMIT 1")
gives 0 ledger prove "$thing" --out proof
check "sh and OpenSSL verify the proof" sh proof/verify.sh
gives 0 ledger prove 1 --out proof-1
check "of the first leaf too" sh proof-1/verify.sh
gives 5 ledger prove 1 --out proof-1
for file in leaf.bin proof.txt checkpoint.txt content.txt content.salt index.txt; do
	rm -rf bad
	cp -r proof bad
	# One bit of the middle byte, or of a digit of a text.
	size=$(wc -c <"bad/$file")
	at=$((size / 2))
	[ "$file" != index.txt ] || at=0
	byte=$(dd if="bad/$file" bs=1 skip=$at count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ 1)))" | dd of="bad/$file" bs=1 seek=$at conv=notrunc 2>/dev/null
	check "not after one bit of $file was changed" sh -c '! sh bad/verify.sh >/dev/null 2>&1'
done
openssl genpkey -algorithm ed25519 -out other.key 2>/dev/null
rm -rf bad
cp -r proof bad
openssl pkey -in other.key -pubout -out bad/key.pem
check "nor with another key" sh -c '! sh bad/verify.sh >/dev/null 2>&1'

# It grows, and stays consistent with what was signed before.
gives 0 user add vera --role guest
gives 0 ledger checkpoint
cp out second.txt
gives 0 ledger consistency "$(sed -n 2p first.txt)" "$(sed -n 2p second.txt)"
check "the proof is hashes" sh -c '[ "$(grep -cE "^[0-9a-f]{64}$" out)" = "$(wc -l <out)" ] && [ -s out ]'
gives 0 ledger verify --checkpoint first.txt
gives 0 ledger verify --checkpoint second.txt --key "$(cat verifier.txt)"
gives 8 ledger verify --key PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
sed 's/^\([0-9][0-9]*\)$/1\1/' second.txt >forged.txt
gives 8 ledger verify --checkpoint forged.txt

# A time-stamping authority, without a network.
cat >tsa.cnf <<END
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test authority
[ca]
basicConstraints = critical,CA:true
[leaf]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
END
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -config tsa.cnf -extensions ca 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -config tsa.cnf 2>/dev/null
openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 3650 -extfile tsa.cnf -extensions leaf 2>/dev/null
echo 01 >serial
stamp() { openssl ts -reply -config tsa.cnf -section here -queryfile "$1" -signer tsa.pem -inkey tsa.key -chain ca.pem -out "$2" 2>/dev/null; }
size=$(sed -n 2p second.txt)
gives 0 ledger stamp --request a.tsq --size "$size"
check "OpenSSL's authority understands the request" stamp a.tsq a.tsr
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca2.key -out ca2.pem -days 3650 -config tsa.cnf -extensions ca 2>/dev/null
gives 3 ledger stamp --reply a.tsr --ca ca2.pem --size "$size"
gives 0 ledger stamp --request b.tsq --size "$(sed -n 2p first.txt)"
stamp b.tsq b.tsr
gives 3 ledger stamp --reply b.tsr --ca ca.pem --size "$size"
gives 0 ledger stamp --reply a.tsr --ca ca.pem --size "$size"
gives 5 ledger stamp --reply a.tsr --ca ca.pem --size "$size"
gives 0 ledger verify --json
is "and the stamp is verified with the rest" "$(field stamps <out)" 1
openssl ts -verify -in a.tsr -data second.txt -CAfile ca.pem >/dev/null 2>&1
result $? "OpenSSL alone verifies it over the checkpoint's file"

# The same over HTTP, from an authority on this machine.
if command -v python3 >/dev/null; then
	cat >tsa.py <<'END'
import http.server, subprocess
class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        open("http.tsq", "wb").write(self.rfile.read(int(self.headers["Content-Length"])))
        good = self.headers["Content-Type"] == "application/timestamp-query" and subprocess.call(
            ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "here", "-queryfile", "http.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "http.tsr"],
            stderr=subprocess.DEVNULL) == 0
        self.send_response(200 if good else 500)
        self.end_headers()
        if good:
            self.wfile.write(open("http.tsr", "rb").read())
    def log_message(self, *a):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Authority)
open("tsa.port.new", "w").write(str(server.server_port))
import os; os.rename("tsa.port.new", "tsa.port")
server.timeout = 20
server.handle_request()
END
	python3 tsa.py &
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
		[ -f tsa.port ] && break
		sleep 0.2
	done
	gives 4 ledger stamp
	gives 0 setting set ledger.tsa-url "http://127.0.0.1:$(cat tsa.port)/"
	gives 0 setting set ledger.tsa-ca "$PWD/ca.pem"
	gives 0 ledger checkpoint
	gives 0 ledger stamp
	out_has "the authority's time is told" Stamped
	gives 0 ledger verify --json
	is "two stamps are verified" "$(field stamps <out)" 2
	gives 0 setting set ledger.tsa-url ""
else
	skip "a stamp over HTTP" "needs python3"
fi

# Erasing.
gives 0 ledger erase olga --reason "left the service"
gives 4 history olga
gives 0 ledger erase "$thing" --reason "wrong entry"
gives 0 history "$thing"
out_has "history says so" erased
gives 0 ledger verify --checkpoint second.txt
gives 0 --as audrey ledger export
is "all leaves leave as JSON Lines" "$(lines out)" "$(query "SELECT count(*) FROM ledger_leaf")"
is "and that is a leaf itself" "$(query "SELECT kind FROM ledger_content ORDER BY leaf DESC LIMIT 1")" export

# In a browser: an auditor sees kinds and times of all, texts only as far as released; others do not get in.
gives 0 user add vesna --role auditor
mv out vesna.txt
gives 0 user add nora --organization northgrid
mv out nora.txt
"$MAINSTAY" serve --plain --listen 127.0.0.1:0 --json >serve.out 2>serve.err &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
	grep -q address serve.out && break
	sleep 0.2
done
at=$(jq -r .address serve.out)
sign_in() { curl -sk -o /dev/null -c "$1.jar" --data-urlencode "name=$1" --data-urlencode "password=$(grep -oE '[a-z0-9]{4}(-[a-z0-9]{4}){4}' "$1.txt")" "$at/login"; }
page() { status=$(curl -sk -o out -w '%{http_code}' -b "$1.jar" "$at$2"); }
sign_in vesna
sign_in nora
page nora /ledger
is "operators do not see the ledger" "$status" 404
page vesna /ledger
is "auditors do" "$status" 200
out_has "with the kinds of leaves" asset.create
check "but not what is not released to them" sh -c '! grep -q "<bdi>$1</bdi>" out' sh "$(query "SELECT subject FROM ledger_content c JOIN release_class k ON k.key = c.class WHERE k.tlp = 'RED' AND c.kind LIKE '%.create' ORDER BY leaf DESC LIMIT 1")"
page vesna /ledger/9
is "a leaf has its page" "$status" 200
out_has "with its way up the tree" "/ledger/9/proof"
page vesna /ledger/9/proof
check "which programs can take" sh -c 'jq -e ".index == 8 and (.proof | length) > 4" out >/dev/null'
page vesna /ledger/999999
is "a leaf that is not there is missing" "$status" 404
page vesna /ledger/checkpoint
check "the checkpoint can be taken" grep -q "^mainstay/" out
page nora /my/reads
is "everybody may ask who read their records" "$status" 200
sleep 2.5
is "what was read is in the ledger by now" "$(query "SELECT count(*) FROM ledger_content WHERE kind = 'page.read' AND actor = 'vesna' AND subject = '/ledger/9'")" 1
gives 0 ledger verify
kill $server
wait $server 2>/dev/null
gives 0 ledger verify

# Behind its back. edited WHAT SQL UNDO
edited() {
	query "$2" >/dev/null
	gives 8 ledger verify --checkpoint second.txt
	check "$1 is named in one line" sh -c "[ \$(wc -l <err) = 1 ] && grep -qF '$1' err"
	query "$3" >/dev/null
}
edited "leaf 5" "UPDATE ledger_content SET content = content || ' ' WHERE leaf = 5" "UPDATE ledger_content SET content = substr(content, 1, length(content) - 1) WHERE leaf = 5"
edited "leaf 6" "UPDATE ledger_content SET at_us = at_us + 1 WHERE leaf = 6" "UPDATE ledger_content SET at_us = at_us - 1 WHERE leaf = 6"
edited "leaf 7" "UPDATE ledger_leaf SET key = -7 WHERE key = 7" "UPDATE ledger_leaf SET key = 7 WHERE key = -7"
edited "leaf 8" "UPDATE ledger_leaf SET key = CASE key WHEN 8 THEN -9 ELSE -8 END WHERE key IN (8, 9); UPDATE ledger_leaf SET key = -key WHERE key < 0" \
	"UPDATE ledger_leaf SET key = CASE key WHEN 8 THEN -9 ELSE -8 END WHERE key IN (8, 9); UPDATE ledger_leaf SET key = -key WHERE key < 0"
edited "checkpoint" "UPDATE ledger_checkpoint SET size = size + 100000 WHERE size = $size" "UPDATE ledger_checkpoint SET size = size - 100000 WHERE size = $size + 100000"
gives 0 ledger verify --checkpoint second.txt

# All of the end taken away, without a trace inside.
query "DELETE FROM ledger_leaf WHERE key > 20; DELETE FROM ledger_content WHERE leaf > 20; DELETE FROM ledger_checkpoint; DELETE FROM ledger_cosignature; DELETE FROM ledger_stamp; DELETE FROM ledger_tile; UPDATE ledger_tree SET size = 0; UPDATE counter SET next = 21 WHERE name = 'ledger'" >/dev/null
query "UPDATE ledger_content SET erased = 0 WHERE erased <> 0" >/dev/null
gives 8 ledger verify --checkpoint second.txt
finish
