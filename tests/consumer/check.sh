#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# usage: check.sh COMPILER BUILD_DIRECTORY [headers]
# Uses the library as a stranger does, outside the tree: the installed package (moved after installing), its components, an unknown
# component, add_subdirectory, FetchContent, pkg-config. `headers`: a guest tree builds no library, which another compiler's run does.
set -eu
compiler=$1
build=$2
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/project" "$here/main.cpp" "$work/"

cmake --install "$build" --prefix "$work/first" >"$work/install.log"
if grep -rIl "$top" "$work/first" --include='*.cmake' --include='*.pc' --include='*.hpp'; then
    echo "the installed files name the tree they came from"
    exit 1
fi
mv "$work/first" "$work/prefix"   # a package may be moved

if [ -x "$build/bin/arrears" ]; then   # the tool brings its sample; its report is the example's
    "$build/bin/survey_report" --format csv >"$work/example.csv"
    for tool in "$build/bin/arrears" "$work/prefix/bin/arrears"; do
        "$tool" report --format csv >"$work/tool.csv"
        cmp "$work/example.csv" "$work/tool.csv"
    done
    echo "tool: ok"
fi

consume() { # consume WAY [CMAKE ARGUMENTS…]
    way=$1
    shift
    cmake -S "$work/project" -B "$work/$way" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DWAY="$way" -DCMAKE_PREFIX_PATH="$work/prefix" "$@" >"$work/$way.log" 2>&1 &&
        cmake --build "$work/$way" --target consumer >>"$work/$way.log" 2>&1 && "$work/$way/consumer" >>"$work/$way.log" || { cat "$work/$way.log"; echo "FAILED: $way"; exit 1; }
    echo "$way: ok"
}
consume package
wants_report=ON
[ "${3:-}" != headers ] || wants_report=OFF
consume subdirectory -DARREARS_TREE="$top" -DWANTS_REPORT=$wants_report
# As a guest it adds nothing to the host's installation.
cmake --install "$work/subdirectory" --prefix "$work/hosts" >/dev/null
if [ "$(find "$work/hosts" -type f | wc -l)" != 1 ]; then
    echo "the guest installs: $(find "$work/hosts" -type f)"
    exit 1
fi
consume fetch -DARREARS_TREE="$top" -DWANTS_REPORT=OFF
# The installed libraries were made by the build's own compiler; both compilers here link them alike.
consume components -DWANTS_REPORT=ON
if cmake -S "$work/project" -B "$work/unknown" -G Ninja -DWAY=unknown_component -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/unknown.log" 2>&1; then
    echo "an unknown component is found"
    exit 1
fi
tr -s ' \n' ' ' <"$work/unknown.log" | grep -q 'no component "reports"; it has core, reconcile, io, report' || { cat "$work/unknown.log"; exit 1; }
echo "unknown component: refused by name"

PKG_CONFIG_PATH="$work/prefix/share/pkgconfig" pkg-config --validate arrears
# shellcheck disable=SC2046
"$compiler" -std=c++20 $(PKG_CONFIG_PATH="$work/prefix/share/pkgconfig" pkg-config --cflags arrears) "$work/main.cpp" -o "$work/plain"
"$work/plain" >/dev/null
echo "pkg-config: ok"
