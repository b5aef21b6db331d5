#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds and runs the benchmarks, after installing what is missing; writes their ratios to docs/benchmarks.md. Exits with 1 where a
# goal is missed. DuckDB is asked too, where node and npm are there.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/cmake/setup.sh"
need compiler cmake ninja boost fmt benchmark python sqlite
build=$top/build/benchmark
cmake -S "$top" -B "$build" -G Ninja -DARREARS_PROGRAMS=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O3 -DNDEBUG" >&2
cmake --build "$build" --target arrears_benchmarks >&2
results=
for program in "$build"/tests/benchmark/benchmark_*; do
    [ -x "$program" ] || continue
    result=$program.json
    "$program" --benchmark_repetitions=15 --benchmark_enable_random_interleaving=true \
        --benchmark_out="$result" --benchmark_out_format=json >&2
    results="$results $result"
done
if command -v npm >/dev/null 2>&1; then
    node=$build/peers
    mkdir -p "$node"
    cp "$top/tests/benchmark/peers/duckdb.mjs" "$node"
    npm install --prefix "$node" --silent --no-package-lock @duckdb/node-api@1.5.6-r.1 >&2
    expected=$("$build/tests/benchmark/peers/benchmark_rows" 2>&1 >"$node/rows.csv")
    node "$node/duckdb.mjs" "$node/rows.csv" "$expected" >"$node/duckdb.json"
    results="$results $node/duckdb.json"
fi
status=0
# shellcheck disable=SC2086
python3 "$top/tests/benchmark/table.py" "$top/tests/benchmark/goals.csv" $results >"$build/benchmarks.md" || status=$?
cp "$build/benchmarks.md" "$top/docs/benchmarks.md"
cat "$top/docs/benchmarks.md"
exit $status
