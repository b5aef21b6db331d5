#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures reading CSV files into tables, ours and peers in turn, and writes docs/performance.md.

usage: csv_ratios.py JOB_PROGRAM FOLDER ROUNDS GOALS.csv [DUCKDB_CSV.mjs] > docs/performance.md
FOLDER holds utf8.csv, gb18030.csv and bad.csv as write_file makes them. Exits with 1 where a goal is missed, 2 where peers answer otherwise.
"""
import csv
import json
import os
import subprocess
import sys
import time

from table import ratios


def job(command):
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def iconv(folder):
    start = time.monotonic()
    with open(os.devnull, "wb") as out:
        subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-8", f"{folder}/gb18030.csv"], check=True, stdout=out)
    return {"ms": (time.monotonic() - start) * 1000, "peak_kib": 0, "answer": "none"}


def main():
    program, folder, rounds, goals_path, *duckdb = sys.argv[1:]
    jobs = {"iconv/1": lambda: iconv(folder)}
    for threads in ("1", "2"):
        for name, what, file in (("floor", "floor", "utf8"), ("sums", "sums", "utf8"), ("distinct", "distinct", "utf8"),
                                 ("all_columns", "all_columns", "utf8"), ("distinct gb18030", "distinct", "gb18030"),
                                 ("distinct bad", "distinct", "bad")):
            jobs[f"{name}/{threads}"] = lambda what=what, file=file, threads=threads: job([program, what, f"{folder}/{file}.csv", threads])
        for what in ("sums", "group", "full") if duckdb else ():
            jobs[f"duckdb {what}/{threads}"] = lambda what=what, threads=threads: job(["node", duckdb[0], what, f"{folder}/utf8.csv", threads])
    results = {name: [] for name in jobs}
    for _ in range(int(rounds)):
        for name, run in jobs.items():   # in turn: what else the machine does falls on all of them
            results[name].append(run())
            print(f"{name}: {results[name][-1]['ms']:.0f} ms", file=sys.stderr)
    answers = {}
    for name, all_rounds in results.items():
        kind = "bad" if "bad" in name else "sums" if "sums" in name else "none" if name.startswith(("floor", "iconv")) else "distinct"
        answers.setdefault(kind, {}).update({each["answer"]: name for each in all_rounds})
    for kind, given in answers.items():
        if kind != "none" and len(given) > 1:
            print(f"{kind}: different answers: {given}", file=sys.stderr)
            return 2
    least = {name: min(each["ms"] for each in all_rounds) for name, all_rounds in results.items()}
    least["iconv then distinct/1"] = least["iconv/1"] + least["distinct/1"]
    with open(f"{folder}/utf8.csv", "rb") as file:
        rows = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1
    size = os.path.getsize(f"{folder}/utf8.csv")
    with open(goals_path, encoding="utf-8") as file:
        goals = list(csv.DictReader(file))
    print("# From a CSV file to a table\n")
    print(f"Made by `sh tests/benchmark/csv.sh`, of a synthetic file of {rows:,} rows in the page cache ({size // rows} bytes a row; a third of the")
    print("amounts in quotes, with separators), on a virtual machine of two cores, x86-64 with AVX2. Each job runs in a process of its own, all of")
    print(f"them in turn, {rounds} rounds; every ratio is the peer's least time over ours: above 1 ours is the faster. The table asked for is")
    print("industry × category. Ours and the peer's answers have to be equal, or nothing is written. What else the machine does makes the ratios")
    print(f"uncertain: its load average was {os.getloadavg()[1]:.1f} at the end, where 1 or 2 is the benchmark's own.\n")
    missed = ratios(goals, least)
    print("\n## What the peer does not check\n")
    print("With `thousands=','` DuckDB takes `\"12,34\"` as 1234.00 and `\"1,23,4.5\"` as 1234.50, and in `DECIMAL(18,2)` `1.005` as 1.01 and `1e3`")
    print("as 1000.00, without a word. Here such a row is refused, and told with its line, column and field. `add_csv` interprets only the columns that")
    print("the definition reads; of all others it checks that they are UTF-8 and that their quotes are right. *Every column looked at* is a")
    print("definition whose condition reads the others too, so that a cell that cannot be read is told whatever the column.\n")
    print("## Memory\n")
    print("The most that each process had, in MiB, on one thread and on two. DuckDB's is with that of node.\n")
    print("| job | 1 | 2 |\n| --- | ---: | ---: |")
    for name in [each[:-2] for each in jobs if each.endswith("/2")]:
        peaks = [max(each["peak_kib"] for each in results[f"{name}/{threads}"]) / 1024 for threads in "12"]
        print(f"| {name.replace('_', ' ')} | {peaks[0]:.0f} | {peaks[1]:.0f} |")
    print("\n## Times\n")
    print("The least of each job in milliseconds, of that machine.\n")
    print("| job | 1 | 2 |\n| --- | ---: | ---: |")
    for name in [each[:-2] for each in jobs if each.endswith("/2")]:
        print(f"| {name.replace('_', ' ')} | {least[name + '/1']:.0f} | {least[name + '/2']:.0f} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
