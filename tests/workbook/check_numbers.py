#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks readings of numbers by Python's decimal and its shortest repr.

usage: check_numbers.py FILE COUNT
A line is what was typed, what a workbook stores of it, and what the library reads. The stored text has to be the typed number's nearest
binary fraction; the reading has to be it rounded to 15 digits, and the number that was typed.
"""
import decimal
import sys

context = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP)
wrong = count = 0
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        typed, stored, reading = line.split()
        count += 1
        number = decimal.Decimal(reading)
        sound = (float(stored) == float(typed) and number == context.create_decimal(stored) and number == decimal.Decimal(typed)
                 and "e" not in reading.lower() and context.create_decimal(repr(float(typed))) == number)
        if not sound:
            print("wrong:", line.strip())
            wrong += 1
if count != int(sys.argv[2]):
    print(count, "cases instead of", sys.argv[2])
    wrong += 1
sys.exit(1 if wrong else 0)
