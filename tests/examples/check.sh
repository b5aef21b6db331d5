#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: check.sh PROGRAM EXPECTED      The program succeeds and prints exactly the expected text, which was checked by hand.
set -eu
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$1" >"$out"
diff "$2" "$out"
