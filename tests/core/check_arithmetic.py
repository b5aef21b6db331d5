#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks results of the library's arithmetic against Python's fractions and decimal.

usage: check_arithmetic.py CASES
A case a line: operation a b decimals rounding result. Prints what differs; exits with 1 where something does.
"""
import decimal
import sys
from decimal import Decimal
from fractions import Fraction

ROUNDINGS = {
    "half_away_from_zero": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
}
# Enough that a quotient of 64-bit numbers which only comes near a half does not look like one.
decimal.getcontext().prec = 300


def rounded(value, decimals, rounding):
    quotient = Decimal(value.numerator) / Decimal(value.denominator)
    text = format(quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUNDINGS[rounding]), "f")
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def bounded(value):
    inside = -2**63 <= value.numerator < 2**63 and value.denominator < 2**63
    return str(value) if inside else "overflow"


def expected(operation, a, b, decimals, rounding):
    a, b = Fraction(a), Fraction(b)
    if operation == "/":
        return "zero" if b == 0 else bounded(a / b)
    if operation == "<":
        return str((a > b) - (a < b))
    if operation == "d":
        return rounded(a, decimals, rounding)
    if operation == "p":
        return rounded(a * 100, decimals, rounding)
    if operation == "m":
        fen = int(rounded(a * b, 0, rounding))
        return str(fen) if -2**63 <= fen < 2**63 else "overflow"
    if operation == "w":   # 100 × the fen, printed as yuan
        fen = int(rounded(a * 100 * b, 0, rounding))
        return rounded(Fraction(fen, 100), 2, "down") if -2**127 <= fen < 2**127 else "overflow"
    return bounded({"+": a + b, "-": a - b, "*": a * b}[operation])


def main():
    count = wrong = 0
    with open(sys.argv[1], encoding="ascii") as file:
        for line in file:
            operation, a, b, decimals, rounding, result = line.split()
            count += 1
            want = expected(operation, a, b, int(decimals), rounding)
            if want != result:
                wrong += 1
                if wrong <= 10:
                    print(f"{line.strip()}: expected {want}", file=sys.stderr)
    if count < int(sys.argv[2]):
        print(f"only {count} cases", file=sys.stderr)
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
