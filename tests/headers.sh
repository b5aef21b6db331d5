#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: headers.sh COMPILER [together]      Every public header compiles by itself (or all in one file), without a warning.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
status=0
count=0
all=
for header in $(cd "$top/include" && find arrears -name '*.hpp' | sort); do
    count=$((count + 1))
    if [ "$header" = arrears/fmt.hpp ] && [ ! -e /usr/include/fmt/format.h ]; then
        echo "$header: not tried, since fmt is not here"
        continue
    fi
    if [ "${2:-}" = together ]; then
        all="$all#include <$header>
"
        continue
    fi
    printf '#include <%s>\n#include <%s>\n' "$header" "$header" |
        "$1" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I "$top/include" -x c++ - || { echo "FAILED: $header"; status=1; }
done
if [ -n "$all" ]; then
    printf '%s' "$all" | "$1" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I "$top/include" -x c++ - || status=1
fi
[ "$count" -gt 0 ] || status=1
echo "$count headers"
exit $status
