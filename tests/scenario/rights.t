# SPDX-License-Identifier: Apache-2.0
#
# Rights: each role may run what its rows say; a refusal is exit code 6 with the right that is missing, and changes nothing.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
gives 0 import "$NORLAND"
advisory a.json A-1 Fjordlogic "RTU 20" "known_affected=<3.2"
gives 0 user add olga --organization aqua
gives 0 user add vera --role guest
gives 0 user add root --role administrator
gives 0 user add dora --role desk
leaves=$(query "SELECT count(*) FROM ledger_content WHERE kind <> 'refusal'")

# denied PERSON RIGHT COMMAND...
denied() {
	denied_who=$1 denied_right=$2
	shift 2
	gives 6 --as "$denied_who" "$@"
	check "in one line that names person and right" sh -c "[ \$(wc -l <err) = 1 ] && grep -qF \"'$denied_who'\" err && grep -qF \"'$denied_right'\" err && [ ! -s out ]"
}
denied olga register import "$NORLAND"
denied olga register import "$NORLAND" --dry-run
denied olga triage advisory read a.json
denied olga triage alias add vendor A B
denied olga triage alias list
denied olga triage alias remove 1
denied olga people user add zoe
denied olga machine serve --listen 127.0.0.1:1
denied vera register import "$NORLAND"
denied vera warn affected
denied vera people user add zoe
denied root register import "$NORLAND"
denied root triage advisory read a.json
denied root read findings
denied root read export out-of-here
denied root warn affected
is "nothing refused has changed anything" "$(query "SELECT count(*) FROM ledger_content WHERE kind <> 'refusal'")|$(query "SELECT count(*) FROM advisory")|$(query "SELECT count(*) FROM person")" "$leaves|0|5"
check "nor left a file" [ ! -e out-of-here ]

denied_alone() { gives 6 --as "$1" user add "$2" --role "$3" --organization clinic; }
denied_alone root zoe operator
denied_alone dora zoe desk
gives 0 --as root user add gus --role guest
gives 0 --as dora user add zoe --organization clinic
gives 0 --as dora import "$NORLAND"
gives 0 --as dora advisory read a.json
gives 0 --as olga findings
gives 0 --as olga affected
gives 0 --as zoe advisory list
gives 0 --as vera advisory list

# Every page and command has its right in its row.
gives 0 routes
is "every row names a right that is one" \
	"$(tail -n +2 out | cut -c 42-50 | sed 's/ *$//' | sort -u | grep -vxE 'anyone|read|register|triage|admin|warn|audit|self|people|approve|policy|machine|-' | tr '\n' ' ')" ""
gives 0 routes --json
is "without signing in: only what signing in needs, and what everybody may know" "$(jq -r 'select(.right == "anyone").path' out | sort -u | tr '\n' ' ')" "/invite/{token} /language /login /login/code /login/oidc /login/oidc/answer /login/passkey /login/passkey/begin /logout /policy/public /policy/public/{format} /recover/{token} /setup/{token} "
is "what changes something is a POST, and needs more than reading" \
	"$(jq -r 'select(.method == "POST" and .right == "read").path' out | tr '\n' ' ')" ""
finish
