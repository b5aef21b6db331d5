#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds and runs all tests, after installing what is missing: sh tests/run.sh [ctest arguments]
# The last line is `N passed, N failed`.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/cmake/setup.sh"
need compiler cmake ninja boost toml json openssl sqlite pq zip expat xlsxwriter cli11 catch2 fmt python clang pkgconfig mpi

build=$top/build/tests
locked "$build"
{
    [ -e "$build/build.ninja" ] || cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1
    cmake --build "$build"
} >&2
exec 9>&-
status=0
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc 2>/dev/null || echo 2)" --output-junit "$build/results.xml" "$@" || status=$?
# The counts of the run just made, from its JUnit file.
sed -n '1,/<testcase/{s/.*[[:space:]]tests="\([0-9]*\)".*/tests \1/p; s/.*[[:space:]]failures="\([0-9]*\)".*/failures \1/p;}' "$build/results.xml" |
    awk '/^tests/ && !t {t=$2; seen=1} /^failures/ && !f {f=$2} END {if (!seen) {print "0 passed, 1 failed"; exit} print t-f " passed, " f+0 " failed"}'
exit $status
