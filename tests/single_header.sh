#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: single_header.sh COMPILER
# The core as one file, away from the tree: it compiles without a warning, included twice, and does the same as the headers.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/../cmake/single_header.py" -o "$work/arrears_core.hpp"
if grep -n '#include <arrears/' "$work/arrears_core.hpp"; then
    echo "it includes what it should hold"
    exit 1
fi
cat >"$work/main.cpp" <<'END'
#include "arrears_core.hpp"
#include "arrears_core.hpp"

#include <iostream>

int main() {
    const arrears::Money total = arrears::parse_money("72,657.41万元");
    for (const arrears::Money part : allocate_equally(total, 7)) std::cout << print(part) << '\n';
    std::cout << arrears::Date(2018, 12, 31) << ' ' << arrears::percent(arrears::Ratio{101, 240}, 1, arrears::Rounding::half_even) << '\n';
}
END
"$1" -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror "$work/main.cpp" -o "$work/main"
"$work/main" >"$work/out"
[ "$(sed -n '1p' "$work/out")" = 103,796,300.00 ] && [ "$(wc -l <"$work/out")" = 8 ] || { cat "$work/out"; exit 1; }

# One header alone, for a smaller file.
python3 "$here/../cmake/single_header.py" -o "$work/arrears_core.hpp" arrears/core/money.hpp
[ "$(wc -c <"$work/arrears_core.hpp")" -lt 60000 ]
printf '#include "arrears_core.hpp"\nstatic_assert(arrears::Money::from_yuan(1).fen() == 100);\n' >"$work/money.cpp"
"$1" -std=c++20 -fsyntax-only "$work/money.cpp"
