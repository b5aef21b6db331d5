# SPDX-License-Identifier: BSL-1.0
"""What including a header costs, as ratios in one run: the processor time of `-fsyntax-only`, the least of several rounds.

Rounds go through all headers in turn, so that whatever else the machine does falls on all of them alike.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROUNDS = 7
# name in the table, what is included
YARDSTICKS = {
    "strings": ["string", "vector"],
    "gregorian_types": ["boost/date_time/gregorian/gregorian_types.hpp"],
    "json": ["nlohmann/json.hpp"],
}
NAMES = {
    "strings": "`<string>` + `<vector>`",
    "gregorian_types": "`gregorian_types.hpp` of Boost.Date_Time",
    "json": "`nlohmann/json.hpp`",
}
# header, yardstick, goal as a ratio in hundredths
GOALS = [
    ("arrears/fwd.hpp", "strings", 60),
    ("arrears/core/money.hpp", "strings", 160),
    ("arrears/core/date.hpp", "gregorian_types", 140),
    ("arrears/arrears.hpp", "json", 100),
]
UMBRELLA, PRECOMPILED, USED = "arrears/arrears.hpp", "precompiled", "used"
# What USED does with the umbrella: the checks of a registry, the parser of definitions, the tabulation, all of them.
USE = """int main() {
    arrears::Registry::Builder builder;
    builder.add(arrears::Enterprise{.id = arrears::EnterpriseId{"E1"}});
    const arrears::RegistryTables tables{builder.build(), arrears::Date{2018, 12, 31}};
    return tables.tabulate(arrears::Definition::parse("from enterprises; rows ownership; measure count")).rows().empty();
}
"""
HOW = """`arrears::arrears` has no compiled part: the registry's checks, the parser of definitions and the tabulation are headers too. A file
pays for them where it calls them, the lines "used". To include them costs little more than the standard headers and Boost.Date_Time
under them, because functions of some weight are templates of a parameter that nobody gives (`core/when_called.hpp`). Programs of several
files that use them have two ways to pay once: one file that does, or `target_precompile_headers(app PRIVATE <arrears/arrears.hpp>)`,
the lines "precompiled"."""
MISSED = """About a third of what the umbrella costs goes to the standard headers and Boost.Date_Time. Another third is to read the text, templates and
all, which no idiom saves. The rest are types that are known where they are declared and so are compiled there: the optional members of records,
facts and plans, the vectors of results, and the national parameters, which are the default of rules and so are made by every file."""
REST = ["arrears/core/wide_money.hpp", "arrears/core/grouping.hpp", "arrears/model/registry.hpp", "arrears/core/wide.hpp"]


def precompiled(compiler, header, folder):
    """Options under which the compiler takes the header precompiled."""
    copy = Path(folder) / "all.hpp"
    copy.write_text(f"#include <{header}>\n", encoding="utf-8")
    made = Path(folder) / ("all.hpp.pch" if "clang" in compiler else "all.hpp.gch")
    subprocess.run([compiler, "-std=c++20", "-I", TOP / "include", "-x", "c++-header", copy, "-o", made], check=True)
    return ["-include-pch", made] if "clang" in compiler else ["-include", copy]


def microseconds(compiler, includes, options=(), body="int main() {}\n"):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = "".join(f"#include <{name}>\n" for name in includes) + body
    done = subprocess.run([compiler, "-std=c++20", "-fsyntax-only", "-I", TOP / "include", *options, "-x", "c++", "-"], input=text, text=True,
                          capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        return None
    spent = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return round(spent * 1_000_000)


def measure(compiler):
    subjects = dict(YARDSTICKS) | {header: [header] for header, _, _ in GOALS} | {header: [header] for header in REST}
    best = {}

    def take(name, took):
        if took is not None:
            best[name] = min(took, best.get(name, took))

    with tempfile.TemporaryDirectory() as folder:
        options = precompiled(compiler, UMBRELLA, folder)
        for _ in range(ROUNDS):
            for name, includes in subjects.items():
                take(name, microseconds(compiler, includes))
            take(USED, microseconds(compiler, [UMBRELLA], body=USE))
            take(PRECOMPILED, microseconds(compiler, [], options))
    return best


def ratio(part, whole):
    return f"{part / whole:.2f}"


def main():
    check = sys.argv[1:] == ["--check"]
    compilers = [name for name in ("g++", "clang++", "clang++-16") if shutil.which(name)]
    lines, missed = [], []
    for compiler in compilers:
        version = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
        best = measure(compiler)
        lines += [f"## {version}", "", "| header | ms | against | ratio | goal | |", "| --- | ---: | --- | ---: | ---: | --- |"]
        for header, yardstick, goal in GOALS:
            if header not in best or yardstick not in best:
                lines.append(f"| `{header}` | | {NAMES[yardstick]} | | | not measured: one of them does not compile here |")
                missed.append(f"{compiler}: {header}: not measured")
                continue
            met = best[header] * 100 <= best[yardstick] * goal
            if not met:
                missed.append(f"{compiler}: {header}: {ratio(best[header], best[yardstick])} of {NAMES[yardstick]}, the goal is {ratio(goal, 100)}")
            lines.append(f"| `{header}` | {best[header] // 1000} | {NAMES[yardstick]} ({best[yardstick] // 1000} ms) | "
                         f"{ratio(best[header], best[yardstick])} | ≤ {ratio(goal, 100)} | {'met' if met else '**missed**'} |")
        for header in [USED, PRECOMPILED, *REST]:
            if header in best:
                shown = f"`{UMBRELLA}`, {header}" if header in (USED, PRECOMPILED) else f"`{header}`"
                lines.append(f"| {shown} | {best[header] // 1000} | {NAMES['strings']} ({best['strings'] // 1000} ms) | "
                             f"{ratio(best[header], best['strings'])} | | |")
        lines.append("")
    head = ["# What the headers cost to compile", "",
            f"Processor time of `-std=c++20 -fsyntax-only` on a file with the one include, the least of {ROUNDS} rounds, made by",
            "`sh tests/benchmark/compile_time.sh`. The milliseconds are those of one machine; the ratios are what the goals are about.", ""]
    head += ["## What the umbrella does", "", HOW, ""]
    if any(UMBRELLA in one for one in missed):
        head += ["## The goal that is missed", "", MISSED, ""]
    page = "\n".join(head + lines).rstrip("\n") + "\n"
    print(page, end="")
    if not check:
        (TOP / "docs" / "compile_time.md").write_text(page, encoding="utf-8")
    for one in missed:
        print(one, file=sys.stderr)
    sys.exit(1 if missed and check else 0)


if __name__ == "__main__":
    main()
