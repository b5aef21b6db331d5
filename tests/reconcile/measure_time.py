# SPDX-License-Identifier: BSL-1.0
"""Measures how long `arrears reconcile` takes on random sheets, by number of figures and of planted errors.

python3 tests/reconcile/measure_time.py TOOL [PLOT.svg [SEED [FIGURES...]]] prints the table of docs/reconcile.md and draws the plot beside it.
"""
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
from fractions import Fraction

from sheets import Figures, half_up

SIZES = [50, 100, 200, 500, 1000, 2000]
ERRORS = [0, 3, 15]
RELATIONS = Fraction(5, 2)   # for each figure


class Sheet(Figures):
    """Tables of amounts with their margins, shares of the total, growth since the year before, parts of parts; and totals of the tables, four by
    four, so that all hang together. Synthetic. What the rows and columns leave over of the relations says what is no more than what."""

    def __init__(self, rng, figures, relations):
        super().__init__()
        self.rng, self.fen = rng, {}
        totals = []
        while len(self.figures) + 60 <= figures:
            totals.append(self.table(f"t{len(totals)}"))
        while len(totals) > 1:
            some, totals = totals[:4], totals[4:]
            name = f"sum_{len(self.figures)}"
            self.amount(name, sum(self.fen[each] for each in some))
            self.relate(some, name)
            totals.append(name)
        amounts = [name for name in self.fen if "cell" in name] or ["none"]
        if amounts == ["none"]:
            self.table("t0", 2, 3)
            amounts = list(self.fen)
        while len(self.figures) < figures:
            of = rng.choice(amounts)
            name = f"part_{len(self.figures)}"
            self.amount(name, int(self.fen[of] * rng.uniform(0.05, 0.9)))
            self.relations.append(f"{name} <= {of}")
        while len(self.relations) < relations:
            parts, total = rng.choice(self.totals)
            some = rng.sample(parts, rng.randint(1, len(parts) - 1))
            self.relations.append(f"{' + '.join(some)} <= {total}")

    def table(self, name, rows=4, columns=5):
        rng = self.rng
        fen = [[int(10 ** rng.uniform(6, 9.5)) for _ in range(columns)] for _ in range(rows)]
        for r in range(rows):
            for c in range(columns):
                self.amount(f"{name}_cell_{r}_{c}", fen[r][c])
        for r in range(rows):
            self.amount(f"{name}_row_{r}", sum(fen[r]))
            self.relate([f"{name}_cell_{r}_{c}" for c in range(columns)], f"{name}_row_{r}")
        for c in range(columns):
            self.amount(f"{name}_column_{c}", sum(row[c] for row in fen))
            self.relate([f"{name}_cell_{r}_{c}" for r in range(rows)], f"{name}_column_{c}")
        total = f"{name}_all"
        self.amount(total, sum(map(sum, fen)))
        self.relate([f"{name}_row_{r}" for r in range(rows)], total)
        self.relate([f"{name}_column_{c}" for c in range(columns)], total)
        for r in range(rows):
            row = f"{name}_row_{r}"
            self.ratio(f"{name}_share_{r}", self.fen[row], self.fen[total], f"{row} / {total}")
            before = f"{name}_before_{r}"
            self.amount(before, int(self.fen[row] / rng.uniform(0.7, 1.6)))
            self.ratio(f"{name}_growth_{r}", self.fen[row] - self.fen[before], self.fen[before], f"({row} - {before}) / {before}")
        return total

    def amount(self, name, fen):
        super().amount(name, fen)
        self.fen[name] = fen

    def ratio(self, name, part, whole, text):
        self.figures[name] = [half_up(Fraction(part * 10000, whole)), 2, "%"]
        self.relations.append(f"{text} = {name}")

    def plant(self, errors):
        """One digit wrong in each of so many figures."""
        for name in self.rng.sample(sorted(self.figures), errors):
            digits, decimals, unit = self.figures[name]
            text = str(abs(digits))
            i = self.rng.randrange(len(text))
            made = int(text[:i] + self.rng.choice([c for c in "0123456789" if c != text[i]]) + text[i + 1:])
            self.figures[name] = [made if digits >= 0 else -made, decimals, unit]


def measure(tool, seed, figures, errors):
    """(seconds of the processor, relations, answer) of one sheet. It keeps one processor busy, so that on a machine at leisure as many pass."""
    sheet = Sheet(random.Random(f"{seed} {figures}"), figures, math.ceil(figures * RELATIONS))
    sheet.plant(errors)
    with tempfile.TemporaryDirectory() as folder:
        sheet.write(folder)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([tool, "reconcile", os.path.join(folder, "figures.csv"), os.path.join(folder, "relations.csv"), "--format", "json",
                               "--time-limit", "600"], capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or f"{tool} ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, len(sheet.relations), json.loads(done.stdout)


def plot(rows):
    """Seconds against figures, both by powers of ten; a line for each number of errors."""
    width, height, left, top, right, bottom = 640, 400, 64, 24, 24, 48
    sizes, all_seconds = sorted({figures for figures, _, _ in rows}), [seconds for _, _, seconds in rows]
    low, high = math.floor(math.log10(min(all_seconds))), max(math.ceil(math.log10(max(all_seconds))), 2)
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    x = lambda figures: left + (width - left - right) * (math.log10(figures) - first) / ((last - first) or 1)
    y = lambda seconds: top + (height - top - bottom) * (high - math.log10(seconds)) / (high - low)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">',
           "<title>Seconds that arrears reconcile takes, by number of figures</title>",
           "<style>text{fill:#333}.grid{stroke:#ccc}.axis{stroke:#333}.l{fill:none;stroke-width:2}.a{stroke:#0a6ebd}.b{stroke:#c1560a}.c{stroke:#7a3fb0}"
           "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}.axis{stroke:#ddd}.a{stroke:#5db3ff}.b{stroke:#ff9d52}.c{stroke:#c99bff}}"
           "</style>"]
    for power in range(low, high + 1):
        at = y(10.0 ** power)
        out.append(f'<line class="grid" x1="{left}" y1="{at:.1f}" x2="{width - right}" y2="{at:.1f}"/>')
        out.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10 ** power if power >= 0 else f"{10.0 ** power:.{-power}f}"}</text>')
    for figures in sizes:
        out.append(f'<line class="grid" x1="{x(figures):.1f}" y1="{top}" x2="{x(figures):.1f}" y2="{height - bottom}"/>')
        out.append(f'<text x="{x(figures):.1f}" y="{height - bottom + 18}" text-anchor="middle">{figures:,}</text>')
    out.append(f'<polyline class="axis l" points="{left},{top} {left},{height - bottom} {width - right},{height - bottom}"/>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 8}" text-anchor="middle">figures, with 2.5 relations each</text>')
    out.append(f'<text transform="translate(16 {(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">seconds</text>')
    for style, dash, errors, at in zip("abc", ("none", "7 4", "2 4"), ERRORS, range(len(ERRORS))):
        points = " ".join(f"{x(figures):.1f},{y(seconds):.1f}" for figures, planted, seconds in rows if planted == errors)
        out.append(f'<polyline class="l {style}" stroke-dasharray="{dash}" points="{points}"/>')
        out.append(f'<line class="l {style}" stroke-dasharray="{dash}" x1="{left + 16}" y1="{top + 20 + 20 * at}" x2="{left + 52}" y2="{top + 20 + 20 * at}"/>')
        out.append(f'<text x="{left + 60}" y="{top + 24 + 20 * at}">{errors} planted errors</text>')
    return "\n".join(out + ["</svg>", ""])


def main(tool, picture=None, seed=1, *sizes):
    rows = []
    print("| figures | relations | planted errors | seconds | all together | conflicts | repairs |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for figures in [int(size) for size in sizes] or SIZES:
        for errors in ERRORS:
            seconds, relations, found = measure(tool, seed, figures, errors)
            rows.append((figures, errors, seconds))
            repairs = f"{len(found['repairs'])}{'' if all(each.get('all_repairs', True) for each in found['readings']) else ' and more'}"
            print(f"| {figures:,} | {relations:,} | {errors} | {seconds:.2f} | {found['readings'][0]['joint']} | {len(found['conflicts'])} | {repairs} |",
                  flush=True)
    if picture:
        with open(picture, "w") as out:
            out.write(plot(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
