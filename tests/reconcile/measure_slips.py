# SPDX-License-Identifier: BSL-1.0
"""Plants one slip of each kind in random sheets and measures how well `arrears reconcile` tells it.

python3 tests/reconcile/measure_slips.py TOOL [SHEETS [SEED]] prints the table of docs/slips.md.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

from sheets import Figures, decimal, half_up

KINDS = ["digits_transposed", "swapped", "point_shifted", "sign", "truncated", "part_left_out", "part_doubled", "other_base", "parity", "digit_wrong",
         "old_total"]


class Sheet(Figures):
    """Amounts owed by kind and place, with all margins; people by age, a list of parts; shares; couples. Synthetic."""

    def __init__(self, rng):
        super().__init__()
        self.amounts, self.shares = [], []
        rows, columns = rng.randint(2, 4), rng.randint(3, 5)
        fen = [[int(10 ** rng.uniform(6, 9.5)) for _ in range(columns)] for _ in range(rows)]
        for r in range(rows):
            for c in range(columns):
                self.amount(f"cell_{r}_{c}", fen[r][c])
        for r in range(rows):
            self.amount(f"row_{r}", sum(fen[r]))
            self.relate([f"cell_{r}_{c}" for c in range(columns)], f"row_{r}")
        for c in range(columns):
            self.amount(f"column_{c}", sum(row[c] for row in fen))
            self.relate([f"cell_{r}_{c}" for r in range(rows)], f"column_{c}")
        total = sum(map(sum, fen))
        self.amount("all", total)
        self.relate([f"row_{r}" for r in range(rows)], "all")
        self.relate([f"column_{c}" for c in range(columns)], "all")
        for r in range(rows):
            self.figures[f"share_{r}"] = [half_up(Fraction(sum(fen[r]) * 10000, total)), 2, "%"]
            self.relations.append(f"row_{r} / all = share_{r}")
            self.shares.append((f"share_{r}", f"row_{r}", "all"))
        ages = [rng.randint(20, 4000) for _ in range(rng.randint(3, 6))]
        for i, count in enumerate(ages):
            self.figures[f"age_{i}"] = [count, 0, "人"]
        self.figures["people"] = [sum(ages), 0, "人"]
        self.relate([f"age_{i}" for i in range(len(ages))], "people")
        couples = rng.randint(20, 900)
        self.figures["couples"], self.figures["spouses"] = [couples, 0, "户"], [2 * couples, 0, "人"]
        self.relations += ["spouses / couples = 2", "spouses <= people"] if 2 * couples <= sum(ages) else ["spouses / couples = 2"]

    def amount(self, name, fen):
        super().amount(name, fen)
        self.amounts.append(name)

    def plant(self, rng, kind):
        """Spoils the sheet. Returns the figures to mend with what they should be, or None where this sheet does not lend itself to it."""
        everything = [name for name in self.figures if name != "couples"]
        name = rng.choice(everything)
        digits, decimals, unit = right = list(self.figures[name])
        text = str(digits)
        if kind == "digits_transposed":
            places = [i for i in range(len(text) - 1) if text[i] != text[i + 1] and not (i == 0 and text[1] == "0")]
            if not places:
                return None
            i = rng.choice(places)
            digits = int(text[:i] + text[i + 1] + text[i] + text[i + 2:])
        elif kind == "digit_wrong":
            i = rng.randrange(len(text))
            digits = int(text[:i] + rng.choice([c for c in "0123456789"[i == 0:] if c != text[i]]) + text[i + 1:])
        elif kind == "point_shifted":
            name = rng.choice(self.amounts)
            digits, decimals, unit = right = list(self.figures[name])
            if rng.random() < 0.5:
                unit = rng.choice(["元", "亿元"])
            else:
                decimals -= rng.choice([1, 2])
        elif kind == "sign":
            digits = -digits
        elif kind == "swapped":
            other = rng.choice([each for each in everything if self.figures[each][2] == unit and each != name] or [None])
            if other is None or self.figures[other] == right:
                return None
            self.figures[name], self.figures[other] = self.figures[other], self.figures[name]
            return [(name, right), (other, list(self.figures[name]))]
        elif kind == "truncated":
            name, part, base = rng.choice(self.shares)
            right = list(self.figures[name])
            digits, decimals, unit = right[0] - 1, 2, "%"
            exact = Fraction(self.figures[part][0] * 10000, self.figures[base][0])
            if exact.numerator // exact.denominator != digits:
                return None
        elif kind in ("part_left_out", "part_doubled"):
            parts, name = rng.choice(self.totals)
            digits, decimals, unit = right = list(self.figures[name])
            part = self.figures[rng.choice(parts)][0]
            digits += part if kind == "part_doubled" else -part
        elif kind == "other_base":
            name, part, base = rng.choice(self.shares)
            right = list(self.figures[name])
            other = rng.choice([each for each in self.amounts if each not in (part, base) and self.figures[each][0] > 0])
            digits, decimals, unit = half_up(Fraction(self.figures[part][0] * 10000, self.figures[other][0])), 2, "%"
        elif kind == "parity":
            name = "spouses"
            right = list(self.figures[name])
            digits, decimals, unit = right[0] + rng.choice([-1, 1]), 0, "人"
        elif kind == "old_total":   # a part was changed afterwards, its total was not
            parts, name = "age", "people"
            right = list(self.figures[name])
            changed = f"age_{rng.randrange(3)}"
            by = rng.choice([each for each in range(-15, 40) if each != 0])
            self.figures[changed][0] += by
            return [(name, [right[0] + by, 0, "人"])]
        if [digits, decimals, unit] == right:
            return None
        self.figures[name] = [digits, decimals, unit]
        return [(name, right)]


UNITS = {"wan_yuan": 10**6, "yuan": 100, "yi_yuan": 10**10, "percent": Fraction(1, 100), "万元": 10**6, "元": 100, "亿元": 10**10, "%": Fraction(1, 100)}


def value(text, unit):
    return Fraction(text) * UNITS.get(unit, 1)


def main(tool, sheets=1000, seed=1):
    rng = random.Random(int(seed))
    tally = {kind: dict.fromkeys(["planted", "seen", "first", "listed", "named"], 0) for kind in KINDS}
    named_first = dict.fromkeys(KINDS, 0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(int(sheets)):
            kind = KINDS[number % len(KINDS)]
            planted = None
            while planted is None:
                sheet = Sheet(rng)
                planted = sheet.plant(rng, kind)
            sheet.write(folder)
            done = subprocess.run([tool, "reconcile", os.path.join(folder, "figures.csv"), os.path.join(folder, "relations.csv"), "--format", "json"],
                                  capture_output=True, text=True)
            if done.returncode not in (0, 1):
                raise SystemExit(done.stderr)
            slips = json.loads(done.stdout)["slips"]
            right = {name: value(decimal(digits, decimals), unit) for name, (digits, decimals, unit) in planted}
            mends = [slip["figure"] in right and value(slip["value"], slip["unit"]) == right[slip["figure"]] for slip in slips]
            count = tally[kind]
            count["planted"] += 1
            count["seen"] += bool(slips)
            count["first"] += bool(mends and mends[0])
            count["listed"] += any(mends)
            count["named"] += bool(mends and mends[0] and slips[0]["kind"] == kind)
            if slips:
                named_first[slips[0]["kind"]] += 1
    print("| planted | sheets | suspected | right figure and value first | among all | and by that name | precision of the name |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    percent = lambda part, whole: f"{half_up(Fraction(part * 100, whole))}%" if whole else "-"
    for kind in KINDS:
        count = tally[kind]
        print(f"| `{kind}` | {count['planted']} | {percent(count['seen'], count['planted'])} | {percent(count['first'], count['planted'])} | "
              f"{percent(count['listed'], count['planted'])} | {percent(count['named'], count['planted'])} | {percent(count['named'], named_first[kind])} |")
    total = {key: sum(count[key] for count in tally.values()) for key in ("planted", "seen", "first", "listed", "named")}
    print(f"| all | {total['planted']} | {percent(total['seen'], total['planted'])} | {percent(total['first'], total['planted'])} | "
          f"{percent(total['listed'], total['planted'])} | {percent(total['named'], total['planted'])} | {percent(total['named'], sum(named_first.values()))} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
