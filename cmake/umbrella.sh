#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Writes include/arrears/arrears.hpp anew: every header of floors 1 to 4 but core/wide.hpp and core/chrono.hpp. A test finds one that is missing.
set -eu
cd "$(dirname "$0")/../include"
{
    printf '// SPDX-License-Identifier: BSL-1.0\n#pragma once\n\n// All of floors 1 to 4. Boost.Multiprecision and <chrono> stay out: those who want them include core/wide.hpp and core/chrono.hpp.\n'
    for floor in core model rules statistics; do
        find "arrears/$floor" -name '*.hpp' ! -path arrears/core/wide.hpp ! -path arrears/core/chrono.hpp | LC_ALL=C sort | sed 's/.*/#include <&>/'
    done
    printf '#include <arrears/version.hpp>\n'
} >arrears/arrears.hpp
