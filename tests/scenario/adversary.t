# SPDX-License-Identifier: Apache-2.0
#
# What an attacker would try first: sessions planted and kept, forms of other sites, other hosts' names, texts that are scripts or formulas, requests of strange
# shapes, other people's kept pages. On two servers of one desk.
. "$ROOT/tests/scenario/lib.sh"

new_desk
node "$ROOT/tests/attack/adversary.mjs" "$MAINSTAY" "$MAINSTAY_DESK" "$ROOT" "$PWD"
