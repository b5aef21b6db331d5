#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: headers.sh COMPILER      Every public header compiles by itself, without a warning.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
status=0
count=0
for header in $(cd "$top/include" && find arrears -name '*.hpp' | sort); do
    count=$((count + 1))
    if [ "$header" = arrears/fmt.hpp ] && [ ! -e /usr/include/fmt/format.h ]; then
        echo "$header: not tried, since fmt is not here"
        continue
    fi
    printf '#include <%s>\n#include <%s>\n' "$header" "$header" |
        "$1" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I "$top/include" -x c++ - || { echo "FAILED: $header"; status=1; }
done
[ "$count" -gt 0 ] || status=1
echo "$count headers"
exit $status
