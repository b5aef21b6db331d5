#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Turns Google Benchmark's JSON files into docs/benchmarks.md: ratios only, each of two medians of one run.

usage: table.py GOALS.csv RESULT.json... > docs/benchmarks.md
A ratio is the peer's time over ours: above 1 we are faster. Exits with 1 where a goal is missed.
"""
import csv
import json
import sys


def medians(paths):
    out = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for row in json.load(file)["benchmarks"]:
                if row.get("aggregate_name") == "median":
                    out[row["run_name"]] = row["real_time"]
    return out


def main():
    times = medians(sys.argv[2:])
    print("# Benchmarks\n")
    print("Made by `sh tests/benchmark/run.sh`. Every figure is a ratio of two medians measured in one run, interleaved: the peer's")
    print("time over ours, so that above 1 ours is the faster. Times themselves differ from machine to machine and are not kept.\n")
    print("| what | ratio | goal | met |")
    print("| --- | ---: | ---: | --- |")
    missed = 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for goal in csv.DictReader(file):
            ours, peer = times.get(goal["ours"]), times.get(goal["peer"])
            if ours is None or peer is None:
                sys.exit(f"no benchmark gave {goal['ours'] if ours is None else goal['peer']}")
            ratio = peer / ours
            met = ratio >= float(goal["goal"])
            missed += not met
            print(f"| {goal['what']} | {ratio:.2f} | ≥ {goal['goal']} | {'yes' if met else 'no'} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
