#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Measures what each public header costs to compile, against goals, and writes docs/compile_time.md. Wants python3, g++ and clang++,
# and for the umbrella's goal nlohmann/json (Debian: nlohmann-json3-dev).
#
#     sh tests/benchmark/compile_time.sh [--check]      --check: writes nothing; fails where a goal is missed
exec python3 "$(dirname "$0")/compile_time.py" "$@"
