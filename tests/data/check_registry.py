#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Recomputes every published figure of a survey from its records, apart from the library, and checks the records.

    check_registry.py [DIR]    DIR holds registry/*.csv and published.csv; the default is examples/data/yangquan

The figures that a description leaves out (description/amounts.csv, use = no) must differ; all others must be equal.
"""

import datetime
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from survey import INSURANCES, Survey, completed_years, day, rows  # noqa: E402

SCALE = {"万元": 10000, "%": Decimal("0.01")}
problems = []


def expect(condition, text):
    if not condition:
        problems.append(text)


def agrees(figure, value):
    """Whether a computed value prints as the figure, or, of amounts, equals it to the fen."""
    printed, step = Decimal(figure["value"]), Decimal(1).scaleb(-int(figure["precision"]))
    if value is None:
        return False
    if figure["qualifier"] == "over":   # 60-odd: up to the next ten
        return printed <= value < printed + 10
    if figure["unit"] == "%":
        percent = Decimal(value.numerator) * 100 / Decimal(value.denominator)
        modes = {"half_up": [ROUND_HALF_UP], "truncated": [ROUND_DOWN], "unknown": [ROUND_HALF_UP, ROUND_DOWN]}[figure["rounding"]]
        return any(percent.quantize(step, mode) == printed for mode in modes)
    return Decimal(value) == printed * SCALE.get(figure["unit"], 1)


def check_figures(directory, survey):
    left_out = {f"from arrears; where category = {row['category']} and system within {row['scope']}; measure sum(outstanding)"
                for row in rows(directory / "description" / "amounts.csv") if row["use"] == "no"}
    figures = rows(directory / "published.csv")
    expect(len({figure["id"] for figure in figures}) == len(figures), "published.csv: an id stands twice")
    for figure in figures:
        decimals = len(figure["value"].partition(".")[2])
        expect(decimals == int(figure["precision"]), f"{figure['id']}: precision is not the decimals printed")
        value = survey.evaluate(figure["definition"])
        expected = figure["definition"] not in left_out
        expect(agrees(figure, value) == expected, f"{figure['id']}: published {figure['value']} {figure['unit']}, computed {value}"
               + ("" if expected else ", though the description leaves it out"))
    print(f"{len(figures)} figures, {len(left_out)} left out")


def check_uscc(code):
    characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = [pow(3, i, 31) for i in range(17)]
    total = sum(characters.index(c) * w for c, w in zip(code[:17], weights))
    return len(code) == 18 and characters[(31 - total % 31) % 31] == code[17] and code[2:8] == "140300"


def check_records(survey):
    files, as_of = survey.files, survey.as_of
    for name, content in files.items():
        if "id" in content[0]:
            expect(len({row["id"] for row in content}) == len(content), f"{name}: an id stands twice")
    persons = [row["id"] for row in files["workers"] + files["retirees"]]
    expect(len(set(persons)) == len(persons), "a person is both on a roll and retired")
    for column in ("name", "citizen_number"):
        expect(column not in files["workers"][0] and column not in files["retirees"][0], f"a personal column: {column}")

    enrolled_since = {}
    for row in files["enterprise_history"]:
        if row["value"] == "enrolled":
            enrolled_since[row["enterprise"], row["attribute"]] = day(row["from"])
    for one in survey.sources["enterprises"]:
        expect(check_uscc(one["uscc"]), f"{one['id']}: no unified social credit code of 140300")
        expect(one.get("hardship_class"), f"{one['id']}: in no class of hardship")
        for insurance in INSURANCES[:3]:
            expect(one["enrolled_" + insurance] is None, f"{one['id']}: enrolment in {insurance} is not in the survey")
    for row in files["enterprise_history"]:
        founded = day(survey.enterprises[row["enterprise"]]["founded"])
        expect(not row["from"] or day(row["from"]) >= founded, f"{row['enterprise']}: {row['attribute']} before it was founded")
        expect(not row["to"] or day(row["from"]) < day(row["to"]), f"{row['enterprise']}: {row['attribute']} ends before it begins")
    unknown = sum(1 for one in survey.sources["enterprises"] if one["operating_status"] is None)
    expect(unknown == 27, f"{unknown} operating statuses unknown instead of 101 - 15 - 53 - 6")

    advanced, settled, months, largest = set(), {}, {}, {}
    debts = {row["id"]: row for row in files["arrears"]}
    for name in ("payments", "worker_advances"):
        for row in files[name]:
            debt = debts[row["arrears"]]
            expect(day(debt["due"]) < day(row["date"]) <= as_of, f"{name} {row['id']}: not between the due day and the as-of date")
            settled[row["arrears"]] = settled.get(row["arrears"], 0) + Decimal(row["amount"])
            expect(Decimal(row["amount"]) > 0, f"{name} {row['id']}: nothing paid")
    retirees = {row["id"]: row for row in files["retirees"]}
    for row in files["worker_advances"]:
        expect(debts[row["arrears"]]["enterprise"] == row["enterprise"] == retirees[row["worker"]]["enterprise"], f"advance {row['id']}: of another enterprise")
        expect(row["date"] == retirees[row["worker"]]["retired"], f"advance {row['id']}: not on retirement")
        advanced.add(row["worker"])
    for row in files["arrears"]:
        principal = Decimal(row["principal"])
        expect(principal > 0 and principal == principal.quantize(Decimal("0.01")), f"arrears {row['id']}: {principal}")
        expect(settled.get(row["id"], 0) <= principal, f"arrears {row['id']}: more settled than owed")
        expect(row["from"] <= row["through"] and row["through"] < row["due"][:7] and day(row["due"]) <= as_of, f"arrears {row['id']}: months and due day")
        enterprise = survey.enterprises[row["enterprise"]]
        expect(row["from"] >= enterprise["founded"][:7], f"arrears {row['id']}: before {enterprise['id']} was founded")
        if row["category"] in INSURANCES[3:]:
            since = enrolled_since.get((row["enterprise"], row["category"]))
            expect(since and row["from"] >= since.isoformat()[:7], f"arrears {row['id']}: while not enrolled")
        key = (row["enterprise"], row["category"])
        months[key] = months.get(key, 0) + 1
        total, top = largest.get(key, (0, 0))
        largest[key] = (total + principal, max(top, principal))
    for key, (total, top) in largest.items():
        expect(months[key] == 1 or top * 2 <= total or months[key] < 4, f"{key}: one row of a remainder")
    expect(15000 <= len(files["arrears"]) <= 40000, f"{len(files['arrears'])} rows of arrears")

    owed = {}
    for claim in survey.sources["claims"]:
        owed[claim["enterprise"], claim["category"]] = owed.get((claim["enterprise"], claim["category"]), 0) + 1
    for row in files["arrears"]:
        if row["persons"]:
            expect(0 < int(row["persons"]) <= owed[row["enterprise"], row["category"]], f"arrears {row['id']}: more persons than are owed")
    for key in owed:
        expect(key in largest, f"{key}: people are owed what nobody owes")

    for one in survey.sources["workers"]:
        since, birth = day(one["employment_since"]), day(one["birth"])
        expect(completed_years(birth, since) >= 16 and since <= as_of, f"worker {one['id']}: status before 16 years of age or after the date")
        expect(since >= day(one["founded"]), f"worker {one['id']}: before the enterprise was founded")
        expect((one["sex"] == "male") == (one["retirement_group"] == "male"), f"worker {one['id']}: retirement group of the other sex")
        past = one["age"] >= {"male": 60, "female55": 55, "female50": 50}[one["retirement_group"]]
        expect(past == (one["overdue_retirement"] == "yes"), f"worker {one['id']}: past the age in an enterprise that owes no pension")
    for one in survey.sources["retirees"]:
        expect(completed_years(day(one["birth"]), day(one["retired"])) >= 50 and day(one["retired"]) <= as_of, f"retiree {one['id']}: too young")
    households = {row["id"] for row in files["households"]}
    expect(set(survey.members) == households, "households and their members differ")
    for row in files["households"]:
        expect(row["employed_members"] == "" or int(row["employed_members"]) <= int(row["able_members"]), f"household {row['id']}: more work than can")
    outstanding = {}
    for debt in survey.debts:
        key = (debt["enterprise"], debt["category"])
        outstanding[key] = outstanding.get(key, 0) + debt["outstanding"]
    expect(1000000 in outstanding.values(), "nobody owes exactly 1 million: the edge of 百万元以上 is not tried")
    print(f"{sum(len(content) for content in files.values())} records")


def main():
    default = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    settings = {row["key"]: row["value"] for row in rows(directory / "description" / "settings.csv")}
    survey = Survey(directory / "registry", datetime.date.fromisoformat(settings["as_of"]))
    check_figures(directory, survey)
    check_records(survey)
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
