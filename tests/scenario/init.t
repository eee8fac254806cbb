# SPDX-License-Identifier: Apache-2.0
#
# A desk is made once; its first login is printed once; without a desk every command says what to do.
. "$ROOT/tests/scenario/lib.sh"

gives 4 findings
err_has "without a desk it says what to do" "mainstay init"
is "in one line" "$(lines err)" 1
is "and nothing else" "$(lines out)" 0

gives 2 init extra
gives 3 init --country Norland
err_has "a country is two capital letters" "two capital letters"

gives 0 init --name "Desk of Norland" --country AA
password=$(grep -oE '[a-z2-9]{4}(-[a-z2-9]{4}){4}' out)
check "the first login is printed, with a password of 80 random bits" [ "${#password}" = 24 ]
out_has "with its name" "'desk'"
is "the password is kept only as a hash" "$(query "SELECT count(*) FROM person WHERE password LIKE '%$password%'")" 0
is "by argon2id" "$(query "SELECT count(*) FROM person WHERE id = 'desk' AND password LIKE '\$argon2id\$%'")" 1

gives 5 init
check "a second init tells no password" sh -c '! grep -qE "[a-z2-9]{4}-[a-z2-9]{4}" out err'
is "and changes nothing" "$(query "SELECT count(*) FROM person")" 1
is "a new desk has no findings" "$("$MAINSTAY" findings | wc -l)" 0
is "and nobody to warn" "$("$MAINSTAY" affected | wc -l)" 0

# Where the desk is: --desk before MAINSTAY_DESK before ./mainstay.db.
code=0
env -u MAINSTAY_DESK "$MAINSTAY" affected >out 2>err || code=$?
is "the default desk is ./mainstay.db, which is not there" "$code" 4
err_has "its name is said" mainstay.db
code=0
env MAINSTAY_DESK=./nowhere.db "$MAINSTAY" --desk "$DESK" affected >out 2>err || code=$?
is "--desk counts before MAINSTAY_DESK" "$code" 0
gives 0 --json init --desk ./another.db
is "--json gives the login as JSON" "$(jq -r '.login + " " + (.password | test("^[a-z2-9-]{24}$") | tostring)' out)" "desk true"
check "a desk's file is its owner's alone" [ "$(stat -c %a another.db)" = 600 ]

# --as and --at
gives 4 --as nobody-known findings
gives 3 --at yesterday findings
gives 0 --at 2026-03-01T12:00:00Z user add anna --role guest
gives 0 history anna
out_has "what is done --at a time bears that time" 2026-03-01T12:00:00
gives 5 user add anna --role guest
gives 3 user add bertha --role queen
# Settings: a row's standard until somebody says another; what a row's check refuses changes nothing.
gives 0 setting set sign-in.origin https://desk.example
gives 0 setting list
out_has "the value that was set" "https://desk.example"
gives 3 setting set sign-in.origin https://desk.example/path
gives 4 setting set no.such x
gives 6 --as desk setting set sign-in.origin https://other.example
is "refused values change nothing" "$(query "SELECT value FROM setting")" "https://desk.example"
gives 0 setting set sign-in.origin ""
gives 0 setting list
out_has "the standard is back" "https://localhost:8443"
finish
