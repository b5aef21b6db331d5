# SPDX-License-Identifier: BSL-1.0
"""Sheets of figures and relations as files, for what measures `arrears reconcile`."""
import csv
import os
from fractions import Fraction


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def decimal(digits, decimals):
    sign, text = ("-" if digits < 0 else ""), str(abs(digits)).rjust(decimals + 1, "0")
    return sign + (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text)


class Figures:
    """Figures by name, each of digits, decimals and unit; relations as text; which parts make which total."""

    def __init__(self):
        self.figures, self.relations, self.totals = {}, [], []

    def amount(self, name, fen):
        self.figures[name] = [half_up(Fraction(fen, 10000)), 2, "万元"]

    def relate(self, parts, total):
        self.relations.append(f"{' + '.join(parts)} = {total}")
        self.totals.append((parts, total))

    def write(self, folder):
        with open(os.path.join(folder, "figures.csv"), "w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["id", "label", "value", "unit", "rounding"])
            rows.writerows([name, name, decimal(digits, decimals), unit, "half_up"] for name, (digits, decimals, unit) in self.figures.items())
        with open(os.path.join(folder, "relations.csv"), "w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["id", "relation"])
            rows.writerows([f"r{i}", text] for i, text in enumerate(self.relations))
