#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Measures what each public header costs to compile, against goals, and writes docs/compile_time.md, after installing what is missing.
#
#     sh tests/benchmark/compile_time.sh [--check]      --check: writes nothing; fails where a goal is missed
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
. "$top/cmake/setup.sh"
need compiler boost clang python json
exec python3 "$top/tests/benchmark/compile_time.py" "$@"
