# SPDX-License-Identifier: BSL-1.0
"""An independent reading of a registry directory and of definitions, in Python with csv, decimal, datetime and fractions.

It shares no code with the library, so that the two can be held against each other. It knows as much of the language
of definitions as published.csv uses: from, where (conditions joined by `and`), measure.
"""

import csv
import datetime
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

INSURANCES = ["pension", "medical", "unemployment", "work_injury", "maternity", "housing_fund"]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def completed_years(since, to):
    return to.year - since.year - ((to.month, to.day) < (since.month, since.day))


class Survey:
    """All sources of definitions, each a list of dicts by field name, as of a date."""

    def __init__(self, directory, as_of):
        self.as_of = as_of
        self.files = {path.stem: rows(path) for path in sorted(Path(directory).glob("*.csv"))}
        self.parents = {row["id"]: row["parent"] for row in self.files["systems"]}
        self.sources = {}
        self._debts()
        self._enterprises()
        self._people()
        self._others()

    def _debts(self):
        settled = {}
        for name, debt, date in (("payments", "arrears", "date"), ("worker_advances", "arrears", "date")):
            for row in self.files[name]:
                if row[debt] and day(row[date]) <= self.as_of:
                    settled[row[debt]] = settled.get(row[debt], Decimal(0)) + Decimal(row["amount"])
        self.debts = []
        for row in self.files["arrears"]:
            outstanding = Decimal(row["principal"]) - settled.get(row["id"], Decimal(0))
            self.debts.append({**row, "arrears": row["id"], "outstanding": outstanding, "principal": Decimal(row["principal"])})

    def _enterprises(self):
        owing, owing_pension = set(), {}
        for debt in self.debts:
            if debt["outstanding"] > 0:
                owing.add(debt["enterprise"])
            if debt["category"] == "pension":
                owing_pension[debt["enterprise"]] = owing_pension.get(debt["enterprise"], Decimal(0)) + debt["outstanding"]
        self.pension = owing_pension
        state = {}
        for row in self.files["enterprise_history"]:
            begin, end = day(row["from"]), day(row["to"])
            if (begin is None or begin <= self.as_of) and (end is None or self.as_of < end):
                assert (row["enterprise"], row["attribute"]) not in state, row
                state[row["enterprise"], row["attribute"]] = (row["value"], begin)
        self.enterprises = {}
        for row in self.files["enterprises"]:
            one = dict(row, enterprise=row["id"], industry_group=self.industry_group(row["industry"]))
            certification = state.get((row["id"], "certification"), (None, None))[0]
            status, since = state.get((row["id"], "status"), (None, None))
            years = completed_years(since, self.as_of) if since else None
            one.update(certification=certification, operating_status=status, status_years=years, halt_band=None)
            if status == "halted":
                bands = [(1, "under_1"), (10, "from_1_to_9"), (20, "from_10_to_19"), (10**6, "from_20")]
                one["halt_band"] = next(name for edge, name in bands if years < edge)
            if certification in ("hardship", "special_hardship"):
                one["hardship_class"] = "certified_" + certification
            elif certification == "none" and (status in ("halted", "semi_halted") or row["id"] in owing):
                one["hardship_class"] = "uncertified_in_hardship"
            for insurance in INSURANCES:
                one["enrolled_" + insurance] = state.get((row["id"], insurance), (None, None))[0]
            self.enterprises[row["id"]] = one
        self.sources["enterprises"] = list(self.enterprises.values())
        self.sources["arrears"] = [{**self.enterprises[debt["enterprise"]], **debt} for debt in self.debts]

    def industry_group(self, code):
        best = None
        for row in self.files["groupings"]:
            if row["field"] != "industry":
                continue
            for prefix in row["match"].split(";"):
                length = 0 if prefix == "*" else len(prefix)
                if (prefix == "*" or code.startswith(prefix)) and (best is None or length > best[0]):
                    best = (length, row["group"])
        return best[1]

    def age_band(self, age):
        for row in self.files["groupings"]:
            if row["field"] == "age":
                low, high = row["match"].split("..")
                if (not low or age >= int(low)) and (not high or age < int(high)):
                    return row["group"]
        raise AssertionError(age)

    def _people(self):
        limits = {"male": 60, "female55": 55, "female50": 50}
        for source, roll in (("workers", "on_roll"), ("retirees", "retired")):
            self.sources[source] = []
            for row in self.files[source]:
                age = completed_years(day(row["birth"]), self.as_of)
                one = {**self.enterprises[row["enterprise"]], **row, "person": row["id"], "roll": roll, "age": age, "age_band": self.age_band(age)}
                if roll == "on_roll":
                    late = age >= limits[row["retirement_group"]] and self.pension.get(row["enterprise"], 0) > 0
                    one["overdue_retirement"] = "yes" if late else "no"
                self.sources[source].append(one)
        self.sources["people"] = self.sources["workers"] + self.sources["retirees"]
        self.sources["claims"] = [{**one, "category": category} for one in self.sources["people"] for category in one["owed"].split(";") if category]

    def _others(self):
        at_work, members = {}, {}
        for one in self.sources["workers"]:
            if one["household"]:
                members.setdefault(one["household"], []).append(one["employment"])
        self.members = members
        self.sources["households"] = []
        for row in self.files["households"]:
            works = "in_post" in members[row["id"]] or (row["employed_members"] and int(row["employed_members"]) > 0)
            known = row["employed_members"] != ""
            self.sources["households"].append({**row, "zero_employment": "no" if works else "yes" if known else None})
        categories = {debt["id"]: debt["category"] for debt in self.debts}
        self.sources["worker_advances"] = [
            {**self.enterprises[row["enterprise"]], **row, "person": row["worker"], "category": categories[row["arrears"]], "amount": Decimal(row["amount"])}
            for row in self.files["worker_advances"]
        ]
        self.sources["systems"] = [
            {**row, "system": row["id"], "founded_year": int(row["founded_year"]) if row["founded_year"] else None,
             "age_years": self.as_of.year - int(row["founded_year"]) if row["founded_year"] else None}
            for row in self.files["systems"]
        ]
        self.sources["resettlement_plans"] = self.files["resettlement_plans"]

    def _holds(self, condition, row):
        field, operator, value = re.fullmatch(r"(\w+) (=|!=|>=|<=|<|>|within|in) (.+)", condition).groups()
        have = row[field] if field in row else None
        if operator == "within":
            while have and have != value:
                have = self.parents[have]
            return have == value
        if have is None or have == "":
            return False
        if operator == "in":
            return have in [part.strip() for part in value.strip("()").split(",")]
        if operator in ("=", "!="):
            return (str(have) == value) == (operator == "=")
        return {"<": have < Decimal(value), "<=": have <= Decimal(value), ">": have > Decimal(value), ">=": have >= Decimal(value)}[operator]

    def _filtered(self, chosen, text):
        return [row for row in chosen if all(self._holds(condition, row) for condition in text.split(" and "))]

    def evaluate(self, definition):
        """The value that a definition has on this registry: an int, Decimal or Fraction; None where there is none."""
        clauses = dict(clause.strip().split(" ", 1) for clause in definition.split(";"))
        assert set(clauses) <= {"from", "where", "measure"}, definition
        chosen = self.sources[clauses["from"]]
        if "where" in clauses:
            chosen = self._filtered(chosen, clauses["where"])
        measure = clauses["measure"]
        if measure == "count":
            return len(chosen)
        if match := re.fullmatch(r"sum\((\w+)\)", measure):
            return sum((row[match[1]] for row in chosen), Decimal(0))
        if match := re.fullmatch(r"min\((\w+)\)", measure):
            return min((row[match[1]] for row in chosen if row[match[1]] is not None), default=None)
        if match := re.fullmatch(r"distinct\((\w+)\)", measure):
            return len({row[match[1]] for row in chosen})
        if match := re.fullmatch(r"distinct\((\w+)\) having sum\((\w+)\) (>=|>) (\d+)", measure):
            sums = {}
            for row in chosen:
                sums[row[match[1]]] = sums.get(row[match[1]], Decimal(0)) + row[match[2]]
            edge = Decimal(match[4])
            return sum(1 for value in sums.values() if (value >= edge if match[3] == ">=" else value > edge))
        if match := re.fullmatch(r"share\(count where (.+)\)", measure):
            return Fraction(len(self._filtered(chosen, match[1])), len(chosen))
        raise AssertionError(definition)
