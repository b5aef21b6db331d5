#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes one header that holds the core (floor 1), for Compiler Explorer and other places that take a single file.

usage: single_header.py [-o FILE] [HEADER…]     HEADER as included, such as arrears/core/money.hpp

The default is every header of the core but core/wide.hpp, which takes Boost.Multiprecision. What a header includes of this library
comes before it, once; other includes stay. The result wants Boost's headers and C++20.
"""

import argparse
import re
import sys
from pathlib import Path

INCLUDE = Path(__file__).resolve().parent.parent / "include"
OWN = re.compile(r"#include <(arrears/[^>]+)>")
OTHER = re.compile(r"#include <([^>]+)>")


class Merger:
    def __init__(self):
        self.taken, self.others, self.lines = set(), set(), []

    def take(self, name):
        if name in self.taken:
            return
        self.taken.add(name)
        body, depth = [], 0
        for number, line in enumerate((INCLUDE / name).read_text(encoding="utf-8").splitlines(), 1):
            own, other = OWN.match(line), OTHER.match(line)
            if own and depth:
                sys.exit(f"{name}:{number}: includes {own[1]} under a condition; a single header cannot")
            if own:
                self.take(own[1])
            elif other and not depth:
                if other[1] not in self.others:
                    self.others.add(other[1])
                    body.append(line)
            elif line not in ("#pragma once", "// SPDX-License-Identifier: BSL-1.0"):
                body.append(line)
            if re.match(r"#\s*if", line):
                depth += 1
            elif re.match(r"#\s*endif", line):
                depth -= 1
        self.lines += ["", f"// {name}"] + body

    def text(self):
        head = ["// SPDX-License-Identifier: BSL-1.0", "// Made by cmake/single_header.py from the headers named below: change those, not this.",
                "#ifndef ARREARS_SINGLE_HEADER", "#define ARREARS_SINGLE_HEADER"]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(head + self.lines + ["", "#endif   // ARREARS_SINGLE_HEADER", ""]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("-o", metavar="FILE", help="where to write; default: standard output")
    arguments.add_argument("headers", nargs="*", metavar="HEADER")
    given = arguments.parse_args()
    core = sorted(str(path.relative_to(INCLUDE)) for path in (INCLUDE / "arrears/core").glob("*.hpp") if path.name != "wide.hpp")
    merger = Merger()
    for name in given.headers or core:
        if not (INCLUDE / name).is_file():
            sys.exit(f"no header {name} under {INCLUDE}")
        merger.take(name)
    if given.o:
        Path(given.o).write_text(merger.text(), encoding="utf-8")
    else:
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(merger.text())


if __name__ == "__main__":
    main()
