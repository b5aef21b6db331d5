#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Recomputes statements of ledgers, apart from the library, and prints what differs; exits with 1 where something does.

usage: check_ledger.py HISTORIES
A history is a line H with its terms, lines L with its entries, lines D, C and X with what the library says of debts, money kept and
relief lapsed, and a line E. Days count from 1980-01-01, amounts are fen. Surcharge is a sum of fractions: for each debt the rates of
its days are added up once, and every span between two changes of its principal takes the difference of two of these sums.
"""
import datetime
import sys
from fractions import Fraction
from itertools import accumulate

FIRST = datetime.date(1980, 1, 1)


def day(year, month, date):
    return (datetime.date(year, month, date) - FIRST).days


LAW, REFORM, CAP = day(1999, 1, 22), day(2011, 7, 1), day(2012, 1, 1)
OPENING, FINE, DEFERRAL, PETITION, WAIVER, WRITE_OFF, TRANSFER, PAYMENT, ADVANCE, REVERSAL = range(10)
ORDERS = ["oldest_first", "principal_first", "surcharge_first", "current_first", "civil_code", "pro_rata", "rolling"]
PRINCIPAL, SURCHARGE, FINES, OTHER = range(4)
PERSON, CLAIM = 2, 3   # categories


def month(number):
    date = FIRST + datetime.timedelta(number)
    return date.year, date.month


def rate(law, number):
    """In ten-thousandths."""
    if number < LAW:
        return 0
    if law == 0:
        return 20 if number < REFORM else 5
    return [20, 0, 7, 20, 3, 3, 50][(number - LAW) // 700 % 7]


RATES = {}   # of a law, a day each


def rates_of(law, first, last):
    """From the first day through the last."""
    known = RATES.setdefault(law, [])
    known.extend(rate(law, number) for number in range(len(known), last + 1))
    return known[first:last + 1] if first >= 0 else [rate(law, number) for number in range(first, last + 1)]


def rounded(value, unit, how):
    denominator = value.denominator * unit
    whole, rest = divmod(value.numerator, denominator)
    side = (2 * rest > denominator) - (2 * rest < denominator)   # of the middle
    up = {"half_away_from_zero": side >= 0, "half_even": side > 0 or (side == 0 and whole % 2 == 1), "half_down": side > 0,
          "up": rest > 0, "ceiling": rest > 0, "down": False, "floor": False}[how]
    return (whole + up) * unit


class Debt:
    def __init__(self, ledger, name, category, rank, due, opened_on, component=None, amount=0, bears=False):
        self.ledger, self.name, self.category, self.rank, self.due = ledger, name, category, rank, due
        self.charged = [0] * 4
        self.taken = [[0] * 5 for _ in range(4)]
        self.bears, self.opened, self.path = bears and category != PERSON, amount, [(opened_on, amount)]
        if component is not None:
            self.charged[component] = amount
        if self.bears:
            terms = ledger.terms
            # The first day that counts, and for each from then on the sum of rates through it.
            self.begin = due if terms["day_count"] == "due_through_as_of" else due + 1
            rates = rates_of(terms["law"], self.begin, terms["as_of"])
            if terms["crossing"] == "rate_of_first_day" and rates:   # from the law on, also where that day is a free one
                begun = max(LAW - self.begin, 0)
                rates[begun:] = [rates[begun]] * (len(rates) - begun) if begun < len(rates) else []
            for first, last in ledger.free_days(self):
                first, last = max(first, self.begin), min(last, terms["as_of"])
                if first <= last:
                    rates[first - self.begin:last + 1 - self.begin] = [0] * (last + 1 - first)
            self.sums = [0, *accumulate(rates)]

    def through(self, number):
        """The sum of rates of the days before."""
        return self.sums[min(max(number - self.begin, 0), len(self.sums) - 1)]

    def stands(self, component):
        return self.charged[component] - sum(self.taken[component])

    def assess(self, today):
        if not self.bears:
            return
        terms = self.ledger.terms
        before = terms["day_count"] == "after_due_before_as_of"
        # A principal set on a day is that of the next one, or of the day itself where the day before is the last that counts.
        end = today if before else today + 1
        exact, starts = 0, [self.path[0][0]] + [at if before else at + 1 for at, _ in self.path[1:]] + [end]
        for (_, principal), start, stop in zip(self.path, starts, starts[1:]):
            exact += principal * (self.through(stop) - self.through(start))
        owed = rounded(Fraction(exact, 10000), terms["unit"], terms["rounding"])
        if terms["cap"] == "principal" and today >= CAP:
            owed = min(owed, self.opened)
        self.charged[SURCHARGE] = max(owed, sum(self.taken[SURCHARGE]))

    def take(self, component, how, amount, today):
        self.taken[component][how] += amount
        if component == PRINCIPAL and amount:
            self.path.append((today, self.stands(PRINCIPAL)))


class Ledger:
    def __init__(self, terms, lines):
        self.terms = terms
        known = [line for line in lines if line["entered"] <= terms["known"]]
        undone = {line["of"] for line in known if line["kind"] == REVERSAL}
        known = [line for line in known if line["kind"] != REVERSAL and line["id"] not in undone]
        self.expected = {line["debt"] for line in known if line["kind"] in (OPENING, FINE)} | {1000 + line["id"] for line in known if line["kind"] == ADVANCE}
        self.lines = sorted((line for line in known if line["on"] <= terms["as_of"]), key=lambda line: (line["on"], line["kind"], line["id"]))
        self.petition = min((line["on"] for line in self.lines if line["kind"] == PETITION), default=None)
        self.deferrals = [line for line in self.lines if line["kind"] == DEFERRAL]
        self.debts, self.money, self.lapsed = {}, [], {}
        for number in sorted({line["on"] for line in self.lines}):
            self.pass_day(number, [line for line in self.lines if line["on"] == number])
        for debt in self.debts.values():
            debt.assess(terms["as_of"])

    def free_days(self, debt):
        if self.petition is not None:
            yield self.petition + (self.terms["petition_day"] != "first_free"), self.terms["as_of"]
        for line in self.deferrals:
            if line["debt"] in (-1, debt.name) and line["category"] in (-1, debt.category):
                yield line["on"], line["until"]

    def pass_day(self, today, lines):
        for line in lines:
            if line["kind"] in (OPENING, FINE):
                opening = line["kind"] == OPENING
                self.debts[line["debt"]] = Debt(self, line["debt"], line["category"], line["category"], line["until"] if opening else today, today,
                                                line["component"], line["amount"], opening)
        for debt in self.debts.values():
            debt.assess(today)
        for line in lines:
            if line["kind"] in (WAIVER, WRITE_OFF, TRANSFER):
                debt = self.debts.get(line["debt"])
                part = min(line["amount"], debt.stands(line["component"])) if debt else 0
                if part:
                    debt.take(line["component"], line["kind"] - WAIVER + 2, part, today)
                if part < line["amount"]:
                    self.lapsed[line["id"]] = line["amount"] - part
        for money in self.money:
            self.spend(money, today)
        for line in lines:
            if line["kind"] in (PAYMENT, ADVANCE):
                self.money.append([line, line["amount"]])
                self.spend(self.money[-1], today)
        for money in self.money:
            self.spend(money, today)
        self.money = [money for money in self.money if money[1]]

    def key(self, line, debt, component, today):
        order = ORDERS[self.terms["order"]]
        designated = order != "rolling" and line["debt"] == debt.name
        usual = (debt.due, component)
        return {
            "oldest_first": (not designated, *usual),
            "principal_first": (not designated, component, debt.due),
            "surcharge_first": (not designated, [OTHER, SURCHARGE, PRINCIPAL, FINES].index(component), debt.due),
            "current_first": (not designated, month(debt.due) < month(today), *usual),
            "civil_code": (not designated, debt.due > today, debt.due),
            "pro_rata": (not designated,),
            "rolling": (debt.due, [SURCHARGE, PRINCIPAL, OTHER, FINES].index(component)),
        }[order]

    def spend(self, money, today):
        line = money[0]
        order = ORDERS[self.terms["order"]]
        if line["debt"] != -1 and order != "rolling" and line["debt"] in self.expected and line["debt"] not in self.debts:
            return
        groups = {}
        for debt in self.debts.values():
            if line["category"] not in (-1, debt.category):
                continue
            for component in range(4):
                if debt.stands(component):
                    key = self.key(line, debt, component, today)
                    if order not in ("civil_code", "pro_rata"):
                        key += (debt.due, debt.name, component)
                    groups.setdefault(key, []).append((debt, component))
        for key in sorted(groups):
            group = sorted(groups[key], key=lambda place: (place[0].due, place[0].name, place[1]))
            weights = [debt.stands(component) for debt, component in group]
            total = min(money[1], sum(weights))
            if not total:
                continue
            if total == sum(weights):   # all of it: nothing to share
                exact = parts = weights[:]
            else:
                exact = [Fraction(total * weight, sum(weights)) for weight in weights]
                parts = [int(part) for part in exact]
            for i in sorted(range(len(group)), key=lambda i: (parts[i] - exact[i], -weights[i], i))[:total - sum(parts)]:
                parts[i] += 1
            for (debt, component), part in zip(group, parts):
                if part:
                    self.pay(money, debt, component, part, today)

    def pay(self, money, debt, component, part, today):
        advance = money[0]["kind"] == ADVANCE
        debt.take(component, 1 if advance else 0, part, today)
        money[1] -= part
        if advance:
            name = 1000 + money[0]["id"]
            if name not in self.debts:
                self.debts[name] = Debt(self, name, CLAIM, debt.category, today, today)
            self.debts[name].charged[component] += part

    def said(self):
        out = set()
        for debt in self.debts.values():
            numbers = [n for component in range(4) for n in (debt.charged[component], *debt.taken[component])]
            out.add(" ".join(map(str, ["D", debt.name, debt.category, debt.rank, debt.due, *numbers])))
        out |= {f"C {line['id']} {left}" for line, left in self.money}
        return out | {f"X {name} {left}" for name, left in self.lapsed.items()}


TERMS = ["order", "day_count", "crossing", "cap", "petition_day", "rounding", "unit", "law", "as_of", "known"]
LINE = ["kind", "id", "on", "entered", "debt", "category", "component", "amount", "until", "of"]


def named(names, words):
    return {name: int(word) if word.lstrip("-").isdigit() else word for name, word in zip(names, words)}


count = differing = 0
with open(sys.argv[1], encoding="utf-8") as file:
    for text in file:
        what, *words = text.split()
        if what == "H":
            seed, terms, lines, said = words[0], named(TERMS, words[1:]), [], set()
        elif what == "L":
            lines.append(named(LINE, words))
        elif what != "E":
            said.add(text.strip())
        else:
            count += 1
            expected = Ledger(terms, lines).said()
            if expected != said:
                differing += 1
                if differing <= 5:
                    print(f"history {seed}: the library says {sorted(said - expected)}, expected {sorted(expected - said)}")
print(f"{count} histories, {differing} differ")
sys.exit(1 if differing or not count else 0)
