# SPDX-License-Identifier: Apache-2.0
#
# Every page and every command, asked by everybody, with everybody's ids: who may not is told as if there were nothing, nothing changes, nothing of another's is
# told. Made from `mainstay routes --json`: a new row is asked for without a word here.
. "$ROOT/tests/scenario/lib.sh"

new_desk
node "$ROOT/tests/attack/idor.mjs" "$MAINSTAY" "$MAINSTAY_DESK" "$ROOT" "$PWD"
