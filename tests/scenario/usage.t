# SPDX-License-Identifier: Apache-2.0
#
# The command line: exit codes, help with examples, the manual page, completion, options.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

# Usage: 2, one line on standard error, what to do.
wrong() {
	gives 2 "$@"
	check "it says where help is" grep -q -- --help err
	is "on standard error only" "$(lines out)" 0
}
wrong frobnicate
wrong advisory
wrong advisory frobnicate
wrong import
wrong import a b
wrong import a --colour
wrong findings --advisory
wrong --json=yes findings
wrong import a --dry-run=no
wrong user add
wrong alias add vendor one
gives 2
err_has "without a command it shows all of them" "advisory read"

gives 0 --help
out_has "help on request goes to standard output" "affected"
out_has "with the exit codes" "Exit codes"
gives 0 version
check "the version is one line" grep -qE '^mainstay [0-9]+\.[0-9]+\.[0-9]+$' out
gives 0 version --json
so "also as JSON" '.[0].version | test("^[0-9.]+$")'

# Every command has its help, with an example that names it.
"$MAINSTAY" routes | sed -n 's/^run *\(.\{34\}\).*/\1/p' | sed 's/ *$//' >commands
check "the commands are listed" [ "$(lines commands)" -ge 19 ]
for must in init import export "advisory read" "advisory list" "advisory show" findings "impact fail" affected sample serve history routes version; do
	check "there is a command '$must'" grep -qxF "$must" commands
done
"$MAINSTAY" routes --json >routes.json
is "programs are told of the same commands" "$(jq -r 'select(.command).command' routes.json)" "$(cat commands)"
is "and of as many pages" "$(jq -r 'select(.path).path' routes.json | wc -l)" "$("$MAINSTAY" routes | grep -cE '^(GET|POST) ')"
while read -r command; do
	# shellcheck disable=SC2086 # words are meant
	run $command --help
	[ "$code" = 0 ] && grep -qi '^ *example' out && grep -qE "^  mainstay $command( |\$)" out || echo "$command"
done <commands >missing
is "the help of every command has an example of it" "$(tr '\n' ',' <missing)" ""

# Global options stand anywhere, "--x v" and "--x=v" are alike, "--" ends options.
new_desk
gives 0 import --dry-run "$NORLAND" --json
"$MAINSTAY" --json import "$NORLAND" --dry-run >other
check "options may stand anywhere" cmp -s out other
gives 0 import "$NORLAND"
gives 0 --as=desk findings --asset=pump-1
gives 4 import -- --dry-run
err_has "after -- a word is a word" "--dry-run"
code=0
"$MAINSTAY" export all >/dev/full 2>err || code=$?
is "what cannot be written to standard output is no success" "$code" 8
is "errors are one line" "$(lines err)" 1

# The manual page
gives 0 manual
cp out mainstay.1
if command -v groff >/dev/null 2>&1; then
	groff -man -ww -Tutf8 -P -bcu mainstay.1 >page 2>warnings
	is "groff has no warning about the manual" "$(cat warnings)" ""
	while read -r command; do
		grep -qF "mainstay $command" page || echo "$command"
	done <commands >missing
	is "the manual has every command" "$(cat missing)" ""
else
	skip "groff has no warning about the manual" "groff is not installed"
fi
if command -v mandoc >/dev/null 2>&1; then
	mandoc -T lint -W warning mainstay.1 >warnings 2>&1
	check "mandoc neither" [ ! -s warnings ]
fi

# Completion
gives 0 completion bash
cp out mainstay.bash
gives 3 completion fish
cat >complete.bash <<'B'
source ./mainstay.bash
complete_words() { # words… : what is offered for the last one
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
	local f
	f=$(complete -p mainstay | sed 's/.*-F \([^ ]*\).*/\1/')
	"$f" mainstay "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	echo "${COMPREPLY[*]}"
}
complete_words mainstay adv
complete_words mainstay advisory re
complete_words mainstay import --d
complete_words mainstay findings --a
B
if bash complete.bash >out 2>err; then
	check "bash completes a command" sh -c 'sed -n 1p out | grep -qw advisory'
	check "its second word" sh -c 'sed -n 2p out | grep -qw read'
	check "and options" sh -c 'sed -n 3p out | grep -qw -- --dry-run && sed -n 4p out | grep -qw -- --asset'
else
	result 1 "bash reads the completion"
	tell out err
fi
is "without a word of complaint" "$(lines err)" 0
finish
