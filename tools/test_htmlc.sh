#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Golden pairs of htmlc (TAP): tests/golden/htmlc/X.html compiles to X.c, or is refused with X.err. Drop in two files = a test.
#   test_htmlc.sh HTMLC SOURCE-ROOT [--accept]        --accept writes the second files anew, for eyes to judge
set -eu
htmlc=$(readlink -f "$1")
root=$(readlink -f "$2")
accept=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root/tests/golden/htmlc"
n=0
bad=0

say() { # say STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		bad=1
		echo "not ok $n - $2"
	fi
}

for html in *.html; do
	name=${html%.html}
	if "$htmlc" page view.h "$html" "$work/out.c" 2>"$work/out.err"; then
		kind=c
	else
		kind=err
	fi
	[ -z "$accept" ] || cp "$work/out.$kind" "$name.$kind"
	cmp -s "$work/out.$kind" "$name.$kind" && same=0 || same=1
	[ "$same" -eq 0 ] || diff "$name.$kind" "$work/out.$kind" | sed 's/^/# /' || true
	say "$same" "$name"
done

# A misspelt field stops the C compiler at its line in the HTML.
printf 'struct wrong_view { struct str title; };\nstruct page_out;\nvoid page_wrong(struct page_out *o, const struct wrong_view *v);\n' >"$work/wrong.h"
printf '<p>\n\t<b>{{titel}}</b>\n' >"$work/wrong.html"
cd "$work"
"$htmlc" page wrong.h wrong.html wrong.c
if ${CC:-cc} -std=gnu2x -I"$root/src" -I"$work" -fsyntax-only wrong.c 2>"$work/said"; then
	say 1 "misspelt field"
else
	grep -q 'wrong.html:2:.*titel' "$work/said" && say 0 "misspelt field" || say 1 "misspelt field"
fi

# Messages are collected with their line, plurals with both texts.
"$htmlc" pot "$root/tests/golden/htmlc/page.html" >"$work/pot"
grep -q '^msgid_plural "%s rows of %s"$' "$work/pot" && grep -q 'page.html:10$' "$work/pot" && say 0 "messages" || say 1 "messages"
echo "1..$n"
exit $bad
