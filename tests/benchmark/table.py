#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Turns Google Benchmark's JSON files into docs/benchmarks.md: ratios of the least times of one run, and limits in time.

usage: table.py GOALS.csv RESULT.json... > docs/benchmarks.md
A ratio is the peer's time over ours: above 1 we are faster. A goal without a peer is the most that the least round may take: `100 ns` of
processor time. Exits with 1 where a goal is missed.
"""
import csv
import json
import sys

NANOSECONDS = {"ns": 1, "us": 1_000, "ms": 1_000_000, "s": 1_000_000_000}


def times(paths):
    """Of each benchmark the least time on the clock, in its own unit, and the least processor time in nanoseconds."""
    wall, processor = {}, {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for row in json.load(file)["benchmarks"]:
                if row["run_type"] == "iteration":
                    name = row["run_name"].split("/iterations:")[0]   # of one that says itself how often it is run
                    wall.setdefault(name, []).append(row["real_time"])
                    processor.setdefault(name, []).append(row["cpu_time"] * NANOSECONDS[row["time_unit"]])
    return {name: min(all) for name, all in wall.items()}, {name: min(all) for name, all in processor.items()}


def ratios(goals, wall):
    """Prints a table of the goals whose peer was measured. \returns how many are missed"""
    print("| what | ratio | goal | met |")
    print("| --- | ---: | ---: | --- |")
    missed = 0
    for goal in goals:
        if not goal["peer"] or goal["peer"] not in wall:
            continue
        ratio = wall[goal["peer"]] / wall[goal["ours"]]
        met = ratio >= float(goal["goal"])
        missed += not met
        print(f"| {goal['what']} | {ratio:.2f} | ≥ {goal['goal']} | {'yes' if met else 'no'} |")
    return missed


def main():
    wall, processor = times(sys.argv[2:])
    with open(sys.argv[1], encoding="utf-8") as file:
        goals = list(csv.DictReader(file))
    for goal in goals:
        for name in (goal["ours"], goal["peer"]):
            if name and name not in wall and not name.endswith("/duckdb"):   # which not every machine has
                sys.exit(f"no benchmark gave {name}")
    print("# Benchmarks\n")
    print("Made by `sh tests/benchmark/run.sh`. Every ratio is the peer's least time over ours, of 15 rounds of")
    print("both in one run, in random order: above 1 ours is the faster. What else the machine does only ever adds to a time.\n")
    missed = ratios(goals, wall)
    print("\nWhat has no peer has a limit of processor time, one core, of the least of 15 rounds. These times are those of one machine.\n")
    print("| one answer | ns | limit | met |")
    print("| --- | ---: | ---: | --- |")
    for goal in goals:
        if goal["peer"]:
            continue
        limit, unit = goal["goal"].split()
        met = processor[goal["ours"]] <= float(limit) * NANOSECONDS[unit]
        missed += not met
        print(f"| {goal['what']} | {processor[goal['ours']]:.0f} | ≤ {goal['goal']} | {'yes' if met else 'no'} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
