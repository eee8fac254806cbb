# SPDX-License-Identifier: Apache-2.0
#
# Bad input: every broken register and advisory of tests/badinput, and those made by its generator, gets one clear line and an exit code that is
# not 0, and leaves the desk as it was.
. "$ROOT/tests/scenario/lib.sh"
bad=$ROOT/tests/badinput

new_desk
gives 0 import "$bad/register/good"
gives 0 export before
lines_printed() { cat out err | awk 'END { print NR }'; }
printable() { ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" out err; }

# The register: exit 3, nothing on standard output, one line on standard error that names file, line and column.
import_refused() { # NAME PATH PLACE [CODE]
	run import "$2"
	if [ "$code" = "${4:-3}" ] && [ ! -s out ] && [ "$(lines err)" = 1 ] && grep -qF -- "$3" err && printable; then
		result 0 "import of $1 is refused at $3"
	else
		result 1 "import of $1 is refused at $3"
		echo "# gave $code"
		tell out err
	fi
}
for case in "$bad"/register/*/; do
	name=$(basename "$case")
	[ "$name" = good ] || [ "$name" = nothing-known ] || import_refused "$name" "$case" "$(cat "$case/expected")"
done
import_refused "a folder without any table" "$bad/register/nothing-known" nothing-known 4
import_refused "a file that is not there" ./nowhere nowhere 4

gives 0 export after
check "the refused imports have left no trace" diff -r before after

# Advisories: each alone. A document, an entry of an archive or the archive itself is quarantined with its reason, in one line that names file, id or
# entry; the exit code is 9 (4 for a file that is not there).
read_refused() { # NAME PATH [CODE]
	run advisory read "$2"
	if [ "$code" = "${3:-9}" ] && [ "$(lines_printed)" = 1 ] && printable && grep -qE -- "$1|NA-2026-0001|in the archive" out err; then
		result 0 "advisory read of $1 is refused: $(cat out err | cut -c 1-160 | tr '#' ' ')"
	else
		result 1 "advisory read of $1 is refused in one line"
		echo "# gave $code"
		tell out err
	fi
}
for document in "$bad"/advisory/*.json; do
	name=$(basename "$document")
	[ "$name" = good.json ] || read_refused "$name" "$document"
done

"$bad/generate" large 2>err || result 1 "the generator runs"
for document in large/advisory/*; do
	read_refused "$(basename "$document")" "$document"
done
for register in large/register/*; do
	import_refused "$(basename "$register")" "$register" ""
done
rm -rf large
read_refused nowhere ./nowhere 4

run advisory list --json
is "no refused document became an advisory" "$(jq -r 'select(.state != "quarantined") | .advisory' out)" ""

# Good and bad together: the good one is read, each bad one is named, the exit code says so.
mkdir mixed
sed 's/NA-2026-0001/NA-2026-0002/' "$bad/advisory/good.json" >mixed/good.json
head -c 1000 mixed/good.json >mixed/cut.json
sed "s/NA-2026-0001/$(printf 'NA-\344')/" "$bad/advisory/good.json" >mixed/latin1.json
gives 9 advisory read mixed
is "one line a document" "$(lines out)" 3
is "the good one is accepted" "$(grep -c '^accepted' out)" 1
is "the bad ones are quarantined" "$(grep -c '^quarantined' out)" 2

# Again: what stands in quarantine is told as often as it comes.
gives 9 advisory read "$bad/advisory"
grep '^quarantined' out | grep -v NA-2026-0001 >first
check "most cannot even be read" [ "$(lines first)" -gt 30 ]
gives 9 advisory read "$bad/advisory"
grep '^quarantined' out >second
check "each of them is told again, with its reason" diff first second
is "what was read, and replaced by the next of them, is unchanged" "$(grep -v '^quarantined' out | grep -cv '^unchanged')" 0

# What is no desk at all is no fault of the input.
printf 'this is no database, but long enough to be looked at as if it were one\n' >nodesk.db
code=0
"$MAINSTAY" --desk nodesk.db import "$bad/register/good" >out 2>err || code=$?
check "a file that is no desk is refused in one line" [ "$code" != 0 -a "$code" -lt 128 -a "$(lines err)" = 1 ]
finish
