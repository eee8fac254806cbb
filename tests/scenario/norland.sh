# SPDX-License-Identifier: Apache-2.0
#
# For scenarios, after lib.sh: the fictional State of Norland (register in data/norland: three pumps of which two must run, a hospital behind them, a
# neighbour's power line, an exchange whose controller nobody has written a version of) and advisories of its fictional vendors.
# shellcheck shell=sh
NORLAND=$ROOT/tests/scenario/data/norland

# advisory FILE ID VENDOR PRODUCT WORD...: writes a CSAF 2.0 advisory that conforms. A WORD is STATUS=VERSION or STATUS=RANGE (known_affected=3.1,
# fixed=3.2, "known_affected=<3.2", known_affected= without any version, known_affected=vers:generic/<3.2), or one of revision=N tlp=LABEL publisher=NAMESPACE title=TEXT.
advisory() {
	mkdir -p "$(dirname "$1")"
	jq -n -f "$ROOT/tests/scenario/data/advisory.jq" --args -- "$2" "$3" "$4" "$5" "$6" "${7:-}" "${8:-}" "${9:-}" "${10:-}" >"$1"
}

# another_desk NAME: makes a further, empty desk beside $DESK and works on it from here on.
another_desk() {
	if [ "$ENGINE" = sqlite ]; then
		MAINSTAY_DESK=$PWD/$1.db
	else
		psql -X -q -d "$DESK" -c "CREATE SCHEMA $1" && MAINSTAY_DESK="$DESK&options=-csearch_path%3D$1"
	fi
	export MAINSTAY_DESK
	"$MAINSTAY" init --country AA >"login-$1" 2>err </dev/null || {
		result 1 "mainstay init"
		tell err
	}
}
# so NAME FILTER: a test that jq's FILTER is true of the last output's JSON lines, as one array.
so() { check "$1" sh -c 'jq -es "$1" out >/dev/null' sh "$2"; }
