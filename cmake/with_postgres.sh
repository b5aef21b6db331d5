#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: with_postgres.sh PROGRAM [ARGS…]     Runs a program beside a PostgreSQL of its own: a cluster in a new folder, reached through a socket
# there alone, ended and deleted afterwards. ARREARS_POSTGRES is its address; where PostgreSQL is not here, or will not start, it is not set.
set -u
bin=
for each in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
    [ -x "$each/initdb" ] && [ -x "$each/postgres" ] && bin=$each
done
if [ -z "$bin" ] && command -v initdb >/dev/null 2>&1; then
    bin=$(dirname "$(command -v initdb)")
fi
unset ARREARS_POSTGRES
if [ -z "$bin" ]; then
    echo "PostgreSQL is not here (Debian: postgresql)" >&2
    exec "$@"
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/arrears.XXXXXX") || exit 1
# The server refuses to be root: another user runs it, who has nothing here but the folder.
user=$(id -un)
as=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
    as="runuser -u $user --"
    chown "$user" "$folder"
fi
# Nobody else may come in: the server asks for no password.
chmod 700 "$folder"
stop() {
    (cd "$folder" && $as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) >/dev/null 2>&1
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
if (cd "$folder" && $as "$bin/initdb" -D "$folder/data" -U arrears -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
    $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c unix_socket_permissions=0700 -c fsync=off" start) \
    >"$folder.said" 2>&1; then
    ARREARS_POSTGRES="postgresql://arrears@/postgres?host=$folder"
    export ARREARS_POSTGRES
else
    echo "PostgreSQL did not start:" >&2
    cat "$folder.said" >&2
fi
rm -f "$folder.said"
"$@"
