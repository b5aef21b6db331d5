#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Measures reading CSV files into tables, after installing what is missing; writes docs/performance.md. Exits with 1 where a goal is missed.
# DuckDB is asked too, where node and npm are there. usage: csv.sh [ROWS] [ENTERPRISES] [ROUNDS]
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/cmake/setup.sh"
rows=${1:-5000000}
enterprises=${2:-500000}
rounds=${3:-5}
need compiler cmake ninja boost toml openssl json catch2 python
build=$top/build/benchmark
cmake -S "$top" -B "$build" -G Ninja -DARREARS_PROGRAMS=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O3 -DNDEBUG" >&2
cmake --build "$build" --target arrears_csv_benchmark >&2
programs=$build/tests/benchmark/csv
files=$build/csv_files
mkdir -p "$files"
"$programs/write_file" "$rows" "$enterprises" 0 >"$files/utf8.csv"
"$programs/write_file" "$rows" "$enterprises" 10 >"$files/bad.csv"
iconv -f UTF-8 -t GB18030 "$files/utf8.csv" >"$files/gb18030.csv"
set -- "$programs/job" "$files" "$rounds" "$top/tests/benchmark/csv_goals.csv"
if command -v npm >/dev/null 2>&1; then
    node=$build/peers
    mkdir -p "$node"
    cp "$top/tests/benchmark/peers/duckdb_csv.mjs" "$node"
    npm install --prefix "$node" --silent --no-package-lock @duckdb/node-api@1.5.6-r.1 >&2
    set -- "$@" "$node/duckdb_csv.mjs"
fi
status=0
python3 "$top/tests/benchmark/csv_ratios.py" "$@" >"$build/performance.md" || status=$?
rm -r "$files"
[ $status -le 1 ] || exit $status
cp "$build/performance.md" "$top/docs/performance.md"
cat "$top/docs/performance.md"
exit $status
