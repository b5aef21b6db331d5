#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds and runs an example, after installing what is missing:
#
#     sh examples/run.sh [NAME [ARGS…]]     default: survey_report; `arrears` runs the tool
#     sh examples/run.sh --where NAME       builds, prints the program's path
#
# Standard output is the program's alone.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/cmake/setup.sh"

where=
if [ "${1:-}" = --where ]; then
    where=yes
    shift
fi
name=${1:-survey_report}
[ $# -eq 0 ] || shift
case $name in
    arrears) target=arrears_tool ;;
    *[!a-z0-9_]* | -*) say "No such example: $name. There are: $(cd "$top/examples" && ls ./*.cpp | sed 's/^\.\///; s/\.cpp$//' | tr '\n' ' ')arrears"; exit 2 ;;
    *)
        if [ ! -e "$top/examples/$name.cpp" ]; then
            say "No such example: $name. There are: $(cd "$top/examples" && ls ./*.cpp | sed 's/^\.\///; s/\.cpp$//' | tr '\n' ' ')arrears"
            exit 2
        fi
        target=arrears_example_$name
        ;;
esac
build=$top/build/release
program=$build/bin/$name
stamp=$build/.built-$name

# Nothing in the sources is newer than the last build: run at once.
fresh() {
    [ -x "$program" ] && [ -e "$stamp" ] && [ -z "$(find "$top/CMakeLists.txt" "$top/cmake" "$top/include" "$top/src" "$top/examples" \
        \( -name '*.csv' -prune \) -o \( -newer "$stamp" -print -quit \))" ]
}
if ! fresh; then
    need compiler cmake ninja boost toml json openssl cli11
    want sqlite pq zip expat xlsxwriter   # databases and workbooks
    case $name in mpi_*) need mpi ;; esac
    locked "$build"
    if ! fresh; then
        touch "$stamp.part"
        {
            [ -e "$build/build.ninja" ] || cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DARREARS_TESTS=OFF
            cmake --build "$build" --target "$target"
        } >&2
        mv "$stamp.part" "$stamp"
    fi
    exec 9>&-
fi
if [ -n "$where" ]; then
    printf '%s\n' "$program"
    exit 0
fi
case $name in
    mpi_*)   # Open MPI refuses root unless told otherwise, and more ranks than cores
        OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 exec mpirun --oversubscribe -n 3 "$program" "$@"
        ;;
esac
if [ "$name" = postgres_pushdown ] && [ $# -eq 0 ]; then   # beside a PostgreSQL of its own; where that is not here, on SQLite
    # shellcheck disable=SC2016
    exec sh "$top/cmake/with_postgres.sh" sh -c '"$1" ${ARREARS_POSTGRES:+"$ARREARS_POSTGRES"}' sh "$program"
fi
exec "$program" "$@"
