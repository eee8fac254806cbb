# SPDX-License-Identifier: Apache-2.0
#
# Two desks that are equal in what one operator may see, and differ in everything else, answer that operator with equal bytes and in equal time.
# MAINSTAY_TIMING_PAIRS: pairs of requests for each comparison of times (default 2000; 10000 in full). MAINSTAY_SEED: another world.
. "$ROOT/tests/scenario/lib.sh"
. "$ROOT/tests/scenario/norland.sh"

new_desk
first=$MAINSTAY_DESK
another_desk second
node "$ROOT/tests/release/noninterference.mjs" "$MAINSTAY" "$first" "$MAINSTAY_DESK" "$ROOT" "$PWD" "${MAINSTAY_SEED:-1}" "${MAINSTAY_TIMING_PAIRS:-2000}"
