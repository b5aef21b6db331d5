#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Reads reasons of rules as JSON and recomputes each step, as a program of somebody else would.

usage: check_reasons.py CASES
A reason a line. Prints what does not follow; exits with 1 where something does not.
"""
import calendar
import datetime
import decimal
import json
import sys
from decimal import Decimal
from fractions import Fraction

decimal.getcontext().prec = 100
ROUNDINGS = {
    "half_away_from_zero": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
    "floor": decimal.ROUND_FLOOR,
    "ceiling": decimal.ROUND_CEILING,
}
LEAVES = {"fact", "choice", "constant", "parameter"}


class Word(str):
    """A word of a table: compared by identifier and labels."""


class Month(int):
    """Months counted from year 0."""


def value_of(item):
    if item is None or isinstance(item, (bool, int)):
        return item
    kind, text = item["kind"], item["value"]
    if kind in ("yuan", "unrounded_yuan", "rate"):
        return Fraction(text)
    if kind == "ratio":
        return Fraction(text)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "month":
        year, month = text.split("-")
        return Month(int(year) * 12 + int(month) - 1)
    assert kind == "word" and item["zh"] and item["en"], item
    return Word(f'{text}/{item["zh"]}/{item["en"]}')


def plus_months(date, months):
    count = date.year * 12 + date.month - 1 + months
    year, month = divmod(count, 12)
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))


def completed_months(first, last):
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if plus_months(first, months) > last else months


def conjunction(values):
    return False if False in values else None if None in values else True


def disjunction(values):
    return True if True in values else None if None in values else False


def first_case(values):
    for condition, value in zip(values[:-1:2], values[1:-1:2]):
        if condition is None:
            return None
        if condition:
            return value
    return values[-1]


def count_of(values):
    least, among = values[0], values[1:]
    yes, unknown = among.count(True), among.count(None)
    return True if yes >= least else None if yes + unknown >= least else False


def rounded(amount, how, unit):
    units = amount / unit
    whole = (Decimal(units.numerator) / Decimal(units.denominator)).to_integral_value(ROUNDINGS[how.split("/")[0]])
    return Fraction(int(whole)) * unit


def allocated(values):
    """The largest remainders have the fen left over, then larger weights, then earlier parts."""
    total, part, weights = int(values[0] * 100), values[1] - 1, [int(weight * 100) for weight in values[2:]]
    parts = [divmod(total * weight, sum(weights)) for weight in weights]
    left = total - sum(whole for whole, _ in parts)
    order = sorted(range(len(weights)), key=lambda i: (-parts[i][1], -weights[i], i))
    return Fraction(parts[part][0] + (1 if part in order[:left] else 0), 100)


def product(values):
    out = Fraction(1)
    for value in values:
        out *= value
    return out


def compared(values, holds):
    return None if values[0] is None else holds(values[0], values[1])


OPERATIONS = {
    "restates": lambda v: v[0],
    "sum": sum,
    "difference": lambda v: v[0] - v[1],
    "product": product,
    "accrued": product,
    "quotient_down": lambda v: v[0] // v[1],
    "ratio": lambda v: Fraction(v[0]) / v[1],
    "rounded": lambda v: rounded(*v),
    "allocated": allocated,
    "least": min,
    "greatest": max,
    "plus_days": lambda v: v[0] + datetime.timedelta(v[1]),
    "days_through": lambda v: max((v[1] - v[0]).days + 1, 0),
    "plus_months": lambda v: Month(v[0] + v[1]) if isinstance(v[0], Month) else plus_months(*v),
    "completed_months": lambda v: completed_months(*v),
    "completed_years": lambda v: completed_months(*v) // 12,
    "month_of": lambda v: Month(v[0].year * 12 + v[0].month - 1),
    "months_between": lambda v: v[1] - v[0],
    "more": lambda v: compared(v, lambda a, b: a > b),
    "less": lambda v: compared(v, lambda a, b: a < b),
    "at_least": lambda v: compared(v, lambda a, b: a >= b),
    "same": lambda v: None if None in v else v[0] == v[1],
    "one_of": lambda v: None if v[0] is None else v[0] in v[1:],
    "is_known": lambda v: v[0] is not None,
    "negated": lambda v: None if v[0] is None else not v[0],
    "all_of": conjunction,
    "any_of": disjunction,
    "count_of": count_of,
    "first_case": first_case,
}


def faults(reason):
    assert reason["form"] == 1
    datetime.date.fromisoformat(reason["as_of"])
    values = []
    for number, step in enumerate(reason["steps"], 1):
        operation, operands, cites = step["operation"], step.get("operands", []), step.get("cites")
        value = value_of(step["value"])
        taken = [value_of(operand["value"]) for operand in operands]
        values.append(value)
        if step["step"] != number or not step["zh"] or not step["en"] or not step["label"]:
            yield number, "it is not numbered and labelled"
        for operand, one in zip(operands, taken):
            if not 1 <= operand["step"] < number or values[operand["step"] - 1] != one:
                yield number, "an operand is not the result of an earlier step"
        if operation in LEAVES:
            if operands:
                yield number, "a leaf has operands"
            if operation == "parameter":
                first, last = cites["in_force"].split("..")
                if not (not first or first <= cites["for"]) or not (not last or cites["for"] < last):
                    yield number, "a parameter is cited outside its dates"
        elif operation in ("in_force_from", "in_force_last"):
            first, last = reason["steps"][operands[0]["step"] - 1]["cites"]["in_force"].split("..")
            day = datetime.date.fromisoformat(first) if operation == "in_force_from" else datetime.date.fromisoformat(last) - datetime.timedelta(1)
            if value != day:
                yield number, "its parameter is in force on other days"
        elif operation == "custom":
            if "checkable" not in step or not step["custom"]["zh"]:
                yield number, "a custom step does not say what it is"
        elif operation not in OPERATIONS:
            yield number, "its operation is not one of the set"
        elif OPERATIONS[operation](taken) != value:
            yield number, f"{operation} of {taken} is not {value}"
        if cites and "source" in cites and not (cites["source"]["document"]["zh"] and isinstance(cites["source"]["verified"], bool)):
            yield number, "its source is not told"
    if bool(reason["missing"]) == bool(reason["conclusions"]) and not reason["missing"]:
        yield 0, "it neither concludes nor says what is missing"
    if any(not 1 <= at <= len(values) for at in reason["conclusions"]):
        yield 0, "a conclusion is no step"


def main():
    rules, steps, wrong = set(), 0, 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            reason = json.loads(line)
            rules.add(reason["rule"])
            steps += len(reason["steps"])
            for number, fault in faults(reason):
                wrong += 1
                if wrong <= 10:
                    print(f'{reason["rule"]}, step {number}: {fault}', file=sys.stderr)
    if len(rules) != 21 or steps < 50_000:
        print(f"only {len(rules)} rules and {steps} steps", file=sys.stderr)
        wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
