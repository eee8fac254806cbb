#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Backup and restore beside what people do without them, in the same run, on the same desk: sqlite3 .backup | zstd | openssl enc, and pg_dump | zstd | openssl enc.
# MB/s of the desk's own size (SQLite file, PostgreSQL database); ratio = our MB/s over the peer's. Peak memory of ours. Ours also reads its file back and
# counts and hashes every row, which the peer does not.
set -eu
cd "$(dirname "$0")/.."
: "${MAINSTAY:=$PWD/build/mainstay}"
assets=${MAINSTAY_BENCH_ASSETS:-400000}
[ -z "${MAINSTAY_BENCH_SMOKE:-}" ] || assets=3000
work=$(mktemp -d)
database=
cleanup() {
	[ -z "$database" ] || psql -X -q -d "$MAINSTAY_TEST_PG" -c "DROP DATABASE $database WITH (FORCE)" -c "DROP DATABASE ${database}_new WITH (FORCE)" -c "DROP DATABASE ${database}_peer WITH (FORCE)" >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap cleanup EXIT INT TERM
XDG_DATA_HOME=$work/data
export XDG_DATA_HOME
seconds() { # seconds NAME COMMAND...: runs it, leaves the time in $work/NAME.s
	name=$1
	shift
	from=$(date +%s%N)
	"$@" >"$work/$name.out" 2>"$work/$name.err" || { cat "$work/$name.err" >&2; exit 1; }
	awk -v n="$(($(date +%s%N) - from))" 'BEGIN { printf "%.3f", n / 1e9 }' >"$work/$name.s"
}
tell() { # tell WHAT BYTES OURS PEER
	awk -v what="$1" -v b="$2" -v o="$(cat "$work/$3.s")" -v p="$(cat "$work/$4.s")" 'BEGIN { printf "%-24s %6.1f MB/s, peer %6.1f MB/s, ratio %.2f\n", what, b / 1e6 / o, b / 1e6 / p, p / o }'
}
peak() { /usr/bin/time -f '%M' -o "$work/rss" "$@"; }

mkdir "$work/register"
printf 'id,name\nenergy,Energy\n' >"$work/register/sectors.csv"
printf 'id,name,kind,sector,country\ngrid,Norland Grid,operator,energy,AA\n' >"$work/register/organizations.csv"
awk -v n="$assets" 'BEGIN { srand(1); print "id,organization,name,area,lat,lon"; for (i = 1; i <= n; i++) printf "a%d,grid,Station %d in the %d. district,area-%d,%.5f,%.5f\n", i, i * 7919 % 100003, i % 997, i % 50, 50 + rand(), 10 + rand() }' >"$work/register/assets.csv"

MAINSTAY_DESK=$work/desk.db
export MAINSTAY_DESK
"$MAINSTAY" init >/dev/null
"$MAINSTAY" import "$work/register" >/dev/null
sqlite3 "$MAINSTAY_DESK" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
bytes=$(stat -c %s "$MAINSTAY_DESK")
echo "SQLite desk of $((bytes / 1000000)) MB"
seconds ours peak "$MAINSTAY" backup --to "$work/desk.backup"
rss=$(cat "$work/rss")
peer_backup() { sqlite3 "$MAINSTAY_DESK" ".backup $work/copy.db" && zstd -q -3 -c "$work/copy.db" | openssl enc -aes-256-ctr -pbkdf2 -pass pass:x -out "$work/copy.enc" && sync "$work/copy.enc"; }
seconds peer peer_backup
tell "sqlite backup" "$bytes" ours peer
echo "peak memory $((rss / 1024)) MB; file $(($(stat -c %s "$work/desk.backup") / 1000)) kB, peer's $(($(stat -c %s "$work/copy.enc") / 1000)) kB"
seconds ours peak "$MAINSTAY" --desk "$work/new.db" restore "$work/desk.backup" --key "$work/desk.db.key"
rss=$(cat "$work/rss")
peer_restore() { openssl enc -d -aes-256-ctr -pbkdf2 -pass pass:x -in "$work/copy.enc" | zstd -q -d -c >"$work/peer.db" && sync "$work/peer.db" && [ "$(sqlite3 "$work/peer.db" 'PRAGMA integrity_check')" = ok ]; }
seconds peer peer_restore
tell "sqlite restore" "$bytes" ours peer
echo "peak memory $((rss / 1024)) MB"

[ -n "${MAINSTAY_TEST_PG:-}" ] || exit 0
database=bench_backup_$$
for d in "$database" "${database}_new" "${database}_peer"; do psql -X -q -d "$MAINSTAY_TEST_PG" -c "CREATE DATABASE $d" >/dev/null; done
at() { echo "$MAINSTAY_TEST_PG" | sed "s|/postgres?|/$1?|"; }
MAINSTAY_DESK=$(at "$database")
"$MAINSTAY" restore "$work/desk.backup" --key "$work/desk.db.key" >/dev/null
psql -X -q -d "$MAINSTAY_DESK" -c 'VACUUM ANALYZE' -c CHECKPOINT >/dev/null
bytes=$(psql -X -q -A -t -d "$MAINSTAY_DESK" -c 'SELECT pg_database_size(current_database())')
echo "PostgreSQL desk of $((bytes / 1000000)) MB"
seconds ours peak "$MAINSTAY" backup --to "$work/pg.backup"
rss=$(cat "$work/rss")
peer_backup() { pg_dump -d "$MAINSTAY_DESK" | zstd -q -3 -c | openssl enc -aes-256-ctr -pbkdf2 -pass pass:x -out "$work/pg.enc" && sync "$work/pg.enc"; }
seconds peer peer_backup
tell "postgresql backup" "$bytes" ours peer
echo "peak memory $((rss / 1024)) MB"
new=$(at "${database}_new")
seconds ours "$MAINSTAY" --desk "$new" restore "$work/pg.backup" --key "$work/desk.db.key"
peer_restore() { openssl enc -d -aes-256-ctr -pbkdf2 -pass pass:x -in "$work/pg.enc" | zstd -q -d -c | psql -X -q -d "$(at "${database}_peer")"; }
seconds peer peer_restore
tell "postgresql restore" "$bytes" ours peer
