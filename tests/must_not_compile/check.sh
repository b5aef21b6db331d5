#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: check.sh COMPILER
# Every file beside this compiles with BROKEN=0, and with BROKEN=1 does not, for the reason that its line `// expect: REGEX` gives.
set -u
here=$(cd "$(dirname "$0")" && pwd)
status=0
count=0
for file in "$here"/*.cpp; do
    count=$((count + 1))
    wanted=$(sed -n 's|^// expect: ||p' "$file" | head -n 1)
    name=$(basename "$file" .cpp)
    compile() { "$1" -std=c++20 -fsyntax-only -I "$here/../../include" -DBROKEN="$2" "$file" 2>&1; }
    if [ -z "$wanted" ]; then
        echo "$name: has no line '// expect: '"
        status=1
    elif ! told=$(compile "$1" 0); then
        printf '%s: the right use does not compile\n%s\n' "$name" "$told"
        status=1
    elif told=$(compile "$1" 1); then
        echo "$name: the misuse compiles"
        status=1
    elif ! printf '%s' "$told" | grep -Eq -- "$wanted"; then
        printf '%s: refused, but not with /%s/\n%s\n' "$name" "$wanted" "$told"
        status=1
    fi
done
[ "$count" -gt 0 ] || status=1
echo "$count misuses"
exit $status
