#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# What review forgets: floors of includes, binary floating point, clocks, licence lines, the umbrella, long lines.
set -u
export LC_ALL=C.UTF-8   # lengths in characters
cd "$(dirname "$0")/.." || exit 1
status=0
wrong() { # wrong TITLE LINES: a finding, where there are lines
    if [ -n "$2" ]; then
        printf '%s:\n%s\n' "$1" "$2"
        status=1
    fi
}

floors='core model rules statistics reconcile io report sql workbook mpi'
below=
for floor in $floors; do
    below="$below $floor"
    [ -d "include/arrears/$floor" ] || continue
    allowed=$(printf '%s' "$below" | sed 's/^ //; s/ /|/g')
    wrong "a header of $floor includes a higher floor" "$(grep -rnE '#include <arrears/[a-z]+/' "include/arrears/$floor" | grep -vE "#include <arrears/($allowed)/")"
done

wrong 'binary floating point' "$(grep -rnwE 'double|float' include src --include='*.hpp' --include='*.cpp' | grep -vE '^[^:]*:[0-9]*:[[:space:]]*//|= delete|//.*(double|float)')"
wrong 'a clock, the environment or a locale in a public header' \
    "$(grep -rnE 'system_clock|steady_clock|\b(time|localtime|gmtime|getenv|setlocale)\(|std::locale' include)"
wrong 'a floating or locale-dependent number parser' "$(grep -rnE '\b(strtod|stod|stof|stold|atof|strtol|stoi|stol|stoll)\(' include src)"
wrong 'Boost.Multiprecision outside core/wide.hpp' "$(grep -rln 'boost/multiprecision' include | grep -v '^include/arrears/core/wide.hpp$')"
wrong 'std::views, which Clang 14 does not compile' "$(grep -rnE 'std::views|views::' include)"
wrong 'no licence line at the top' "$(find include src examples tests cmake .ci -type f \( -name '*.hpp' -o -name '*.cpp' -o -name '*.sh' -o -name '*.py' -o -name '*.cmake' \
    -o -name CMakeLists.txt -o -name run \) -exec sh -c 'for f; do head -n 2 "$f" | grep -q "SPDX-License-Identifier: BSL-1.0" || echo "$f"; done' sh {} +)"
wrong 'a line of more than 150 characters' "$(grep -rnE '^.{151,}$' include src examples tests --include='*.hpp' --include='*.cpp' | cut -c1-100)"
wrong 'a header without #pragma once' "$(grep -rL '#pragma once' include --include='*.hpp')"
for header in $(find include/arrears/core include/arrears/model include/arrears/rules include/arrears/statistics -name '*.hpp' | sed 's|^include/||' | sort); do
    case $header in arrears/core/wide.hpp | arrears/core/chrono.hpp) continue ;; esac
    grep -q "#include <$header>" include/arrears/arrears.hpp || wrong 'missing from the umbrella' "$header"
done
wrong 'a path of some machine' "$(grep -rnE '/(root|work|tmp)/[a-z]' README.md docs include src examples/*.cpp CHANGELOG.md CONTRIBUTING.md 2>/dev/null | grep -v mktemp)"
exit $status
