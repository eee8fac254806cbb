# SPDX-License-Identifier: Apache-2.0
#
# Whole answers of a random desk, as one operator gets them, hold nothing of what is hidden from that operator. MAINSTAY_SEED: another world.
. "$ROOT/tests/scenario/lib.sh"

new_desk
node "$ROOT/tests/release/taint.mjs" "$MAINSTAY" "$MAINSTAY_DESK" "$ROOT" "$PWD" "${MAINSTAY_SEED:-1}"
