# SPDX-License-Identifier: BSL-1.0
"""`arrears synthesize` from outside: its records tabulated by SQLite, its proofs tried on records, its faults."""
import csv
import json
import os
import random
import re
import sqlite3
import subprocess
import tempfile
import unittest
from fractions import Fraction

from reconcile import SAMPLE, TOOL, interval

ROUNDS = int(os.environ.get("ARREARS_SHEETS", "60"))


def run(*arguments):
    done = subprocess.run([TOOL, "synthesize", *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def under(key, upper, parents):
    while key and key != upper:
        key = parents.get(key, "")
    return key == upper


def database(folder):
    db = sqlite3.connect(":memory:")
    for name in os.listdir(folder):
        rows = read(os.path.join(folder, name))
        if name == "about.csv" or not rows:
            continue
        columns = list(rows[0])
        db.execute(f'create table "{name[:-4]}" ({", ".join(f"{c!r}" for c in columns)})')
        amounts = {c for c in columns if all(re.fullmatch(r"-?\d+\.\d\d", r[c]) for r in rows)}
        wholes = {c for c in columns if all(re.fullmatch(r"-?\d+", r[c]) for r in rows)}
        def cell(c, text):
            return int(text.replace(".", "")) if c in amounts else int(text) if c in wholes else text or None
        db.executemany(f'insert into "{name[:-4]}" values ({",".join("?" * len(columns))})', [[cell(c, r[c]) for c in columns] for r in rows])
    return db


def sql(condition, parents):
    """A condition of definitions as one of SQL, from the words of the documentation."""
    def within(match):
        keys = [k for k in parents if under(k, match[2], parents)]
        return f"{match[1]} in ({', '.join(repr(k) for k in keys)})"
    out = re.sub(r"(\w+) within (\w+)", within, condition)
    def listed(match):
        return f"{match[1]} in ({', '.join(word if word.isdigit() else repr(word) for word in match[2].split(', '))})"
    out = re.sub(r"(\w+) in \(((?:\w+(?:, )?)+)\)", listed, out)
    out = re.sub(r"(\w+) is unknown", r"\1 is null", out)
    out = re.sub(r"not (\w+) = (\w+)", r"\1 != \2", out)
    return re.sub(r"= ([a-zA-Z_]\w*)", r"= '\1'", out)


def answer(db, definition, parents):
    source, where, measure = re.fullmatch(r"from (\w+);(?: where (.*?);)? measure (.*)", definition).groups()
    where = sql(where, parents) if where else "1"
    one = lambda what, more="1": Fraction(db.execute(f'select {what} from "{source}" where ({where}) and ({more})').fetchone()[0] or 0)
    if measure == "count":
        return one("count(*)")
    if found := re.fullmatch(r"sum\((\w+)\)", measure):
        return one(f"sum({found[1]})")
    if found := re.fullmatch(r"share\((count|sum\(\w+\)) where (.*)\)", measure):
        what = "count(*)" if found[1] == "count" else found[1]
        return one(what, sql(found[2], parents)) / one(what)
    key, column, sign, number, unit = re.fullmatch(r"distinct\((\w+)\)(?: having sum\((\w+)\) (>=|>|<|<=|=) (\d+)(万元|元)?)?", measure).groups()
    if not column:
        return one(f"count(distinct {key})")
    fen = int(number) * {"万元": 10**6, "元": 100, None: 100}[unit]
    return Fraction(db.execute(f'select count(*) from (select 1 from "{source}" where {where} group by {key} having sum({column}) {sign} {fen})').fetchone()[0])


def check(case, figures, folder, parents):
    db = database(folder)
    for figure in figures:
        if not figure.get("definition"):
            continue
        value = answer(db, figure["definition"], parents)
        low, low_closed, high, high_closed = interval(figure)
        case.assertTrue((low < value or (low_closed and low == value)) and (value < high or (high_closed and high == value)), (figure, value))


def adds_up(case, proof, values, bounds, splits=()):
    """The proof's lines over records that may be any, and over what is printed."""
    if "cases" in proof:
        for case_of in proof["cases"]:
            adds_up(case, case_of, values, bounds, (*splits, proof))
        return
    if any("split" in line for line in proof["lines"]):
        return   # which records a split counts is told in words
    for records in values:
        left = 0
        for line in proof["lines"]:
            of = records[line.get("figure") or line["base"]]
            left += Fraction(line["times"]) * (of if not isinstance(of, tuple) else of[1] if "base" in line else of[0] - Fraction(line["end"]) * of[1])
        case.assertLessEqual(left, 0, proof)
    right, strict = 0, False
    for line in proof["lines"]:
        strict = strict or not line["closed"]
        name = line.get("figure")
        if name and isinstance(values[0][name], tuple):
            case.assertIn(Fraction(line["end"]), bounds[name])
            continue
        if name:
            case.assertEqual(Fraction(line["end"]), bounds[name][0 if Fraction(line["times"]) > 0 else 1])
        right += Fraction(line["times"]) * Fraction(line["end"])
    case.assertTrue(right > 0 or (right == 0 and strict), proof)


PARENTS = {"north": "", "city": "north", "south": "", "west": ""}
DESCRIPTION = [
    ("enterprises", "enterprise", "id", "E{n}", "", ""), ("enterprises", "region", "code", "", "north;city<north;south;west", "2;2;1;1"),
    ("enterprises", "owner", "code", "", "state;private;?", ""), ("enterprises", "size", "code", "", "small;large", ""),
    ("workers", "worker", "id", "W{n}", "", ""), ("workers", "enterprise", "under", "enterprises", "0..40", ""),
    ("workers", "sex", "code", "", "male;female", ""), ("workers", "age", "number", "", "18..59", ""),
    ("workers", "age_band", "bands", "age", "young ..30;middle 30..45;old 45..", ""), ("workers", "grade", "number", "", "1;2;3;5;8", ""), ("workers", "balance", "number", "", "-9..9", ""),
    ("benefits", "benefit", "id", "B{n}", "", ""), ("benefits", "worker", "under", "workers", "0..3", ""),
    ("benefits", "kind", "code", "", "meals;heating", ""), ("benefits", "worth", "money", "", "1元..90元", ""),
    ("arrears", "row", "id", "A{n}", "", ""), ("arrears", "enterprise", "some_under", "enterprises", "1..4", ""),
    ("arrears", "category", "code", "", "wages;pension;heating", ""), ("arrears", "owed", "money", "", "5元..90万元", "")]
QUESTIONS = [
    "from enterprises; measure count", "from enterprises; where region within north; measure count", "from enterprises; where owner = state; measure count",
    "from enterprises; where region = city and owner in (state, private); measure count", "from enterprises; where size = large and owner is unknown; measure count",
    "from workers; measure count", "from workers; where sex = male; measure count", "from workers; where age >= 40 and region = south; measure count",
    "from workers; where age_band = middle and sex = female; measure count", "from workers; measure share(count where sex = female)",
    "from workers; where region within north; measure share(count where age_band = old)", "from workers; where sex = male; measure sum(grade)",
    "from workers; measure sum(grade)", "from workers; measure sum(age)", "from workers; where age_band = middle; measure sum(age)",
    "from workers; where age = 40 or grade in (2, 5); measure count", "from workers; measure sum(balance)", "from workers; where balance < 0; measure count",
    "from benefits; where kind = meals and sex = male; measure count", "from benefits; where not kind = meals; measure sum(worth)",
    "from arrears; measure share(sum(owed) where category = pension)", "from arrears; where category = wages; measure sum(owed)", "from arrears; measure sum(owed)",
    "from arrears; where category = wages; measure distinct(enterprise)", "from arrears; where category = wages and size = large; measure distinct(enterprise)",
    "from arrears; where category = pension; measure distinct(enterprise) having sum(owed) >= 50万元",
    "from arrears; where category = pension and region within north; measure distinct(enterprise) having sum(owed) >= 50万元",
    "from arrears; where category = pension and region within north; measure sum(owed)",
    "from arrears; where category = heating and owner = private; measure distinct(enterprise) having sum(owed) < 1000元"]


def some_records(rng):
    """Records such as the description allows, as the tool would write them."""
    folder = tempfile.mkdtemp()
    enterprises = [{"enterprise": f"E{i}", "region": rng.choice(list(PARENTS)), "owner": rng.choice(["state", "private", ""]), "size": rng.choice(["small", "large"])}
                   for i in range(1, rng.randint(3, 12))]
    workers, arrears, benefits = [], [], []
    for one in enterprises:
        for _ in range(rng.randint(0, 40)):
            age = rng.randint(18, 59)
            workers.append({"worker": f"W{len(workers)}", **one, "sex": rng.choice(["male", "female"]), "age": age,
                            "age_band": "young" if age < 30 else "middle" if age < 45 else "old", "grade": rng.choice([1, 2, 3, 5, 8]),
                            "balance": rng.randint(-9, 9)})
            for _ in range(rng.randint(0, 2)):
                fen = rng.randint(100, 9000)
                benefits.append({"benefit": f"B{len(benefits)}", **workers[-1], "kind": rng.choice(["meals", "heating"]), "worth": f"{fen // 100}.{fen % 100:02d}"})
        for category in rng.sample(["wages", "pension", "heating"], rng.randint(0, 3)):
            for _ in range(rng.randint(1, 4)):
                fen = int(500 * (18000 ** rng.random())) * 10
                arrears.append({"row": f"A{len(arrears)}", **one, "category": category, "owed": f"{fen // 100}.{fen % 100:02d}"})
    workers = workers or [{"worker": "W0", **enterprises[0], "sex": "male", "age": 20, "age_band": "young", "grade": 1, "balance": 0}]
    benefits = benefits or [{"benefit": "B0", **workers[0], "kind": "meals", "worth": "1.00"}]
    arrears = arrears or [{"row": "A0", **enterprises[0], "category": "wages", "owed": "5.00"}]
    for name, rows in (("enterprises", enterprises), ("workers", workers), ("benefits", benefits), ("arrears", arrears)):
        write(os.path.join(folder, name + ".csv"), rows)
    return database(folder)


def quantities(db, figures):
    """By figure what it counts or adds up; of a share the part and the base."""
    out = {}
    for figure in figures:
        definition = figure["definition"]
        if found := re.search(r"measure share\((count|sum\(\w+\)) where (.*)\)$", definition):
            head = definition[:found.start()]
            base = answer(db, f"{head}measure {found[1]}", PARENTS)
            joined = f"{head.rstrip()[:-1]} and {found[2]}; " if "where" in head else f"{head}where {found[2]}; "
            out[figure["id"]] = (answer(db, f"{joined}measure {found[1]}", PARENTS), base)
        else:
            out[figure["id"]] = answer(db, definition, PARENTS)
    return out


def printed(value, definition):
    if "share(" in definition:
        return f"{int(value * 10000 + Fraction(1, 2)) / 100:.2f}", "%"
    if ("sum(owed)" in definition or "sum(worth)" in definition) and "distinct" not in definition:
        return f"{int(value + 5000) // 10000 / 100:.2f}", "万元"
    return str(value), "家"


def as_described(case, folder):
    """Values and numbers of records as DESCRIPTION has them."""
    for kind in {line[0] for line in DESCRIPTION}:
        rows = read(os.path.join(folder, kind + ".csv"))
        for of, column, what, to, values, _ in DESCRIPTION:
            if of != kind or what in ("id", "bands"):
                continue
            if what in ("under", "some_under"):
                first, last = map(int, values.split(".."))
                counted = {}
                for row in rows:
                    counted[row[column]] = counted.get(row[column], 0) + 1
                owners = read(os.path.join(folder, to + ".csv"))
                key = next(line[1] for line in DESCRIPTION if line[0] == to and line[2] == "id")
                case.assertLessEqual(set(counted), {owner[key] for owner in owners})
                if what == "under":
                    for owner in owners:
                        case.assertTrue(first <= counted.get(owner[key], 0) <= last, (kind, owner))
                continue
            for row in rows:
                if what == "code":
                    case.assertIn(row[column] or "?", [value.partition("<")[0] for value in values.split(";")])
                elif what == "number":
                    ranges = [part.partition("..") for part in values.split(";")]
                    case.assertTrue(any(int(a) <= int(row[column]) <= int(b or a) for a, _, b in ranges), row)
                else:
                    low, high = (Fraction(end.replace("万", "").replace("元", "")) * (10000 if "万" in end else 1) for end in values.split(".."))
                    case.assertTrue(low <= Fraction(row[column]) <= high, row)


class Synthesize(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.description = os.path.join(self.folder, "description.csv")
        write(self.description, [dict(zip(("kind", "column", "is", "of", "values", "weights"), row)) for row in DESCRIPTION])

    def path(self, name):
        return os.path.join(self.folder, name)

    def ask(self, figures, seed=1):
        write(self.path("figures.csv"), figures)
        code, out, err = run(self.path("figures.csv"), self.description, "--out", self.path("out"), "--force", "--seed", seed, "--format", "json")
        self.assertIn(code, (0, 1), err)
        return json.loads(out)

    def test_figures_of_records_there_are_can_be_given_again_and_no_proof_is_wrong(self):
        made, impossible, unresolved, not_found = 0, 0, 0, 0
        for seed in range(ROUNDS):
            rng = random.Random(seed)
            db = some_records(rng)
            figures = []
            for i, question in enumerate(rng.sample(QUESTIONS, rng.randint(2, 14))):
                if "share(" in question and quantities(db, [{"id": "", "definition": question}])[""][1] == 0:   # a share of nothing
                    continue
                value, unit = printed(answer(db, question, PARENTS), question)
                figures.append({"id": f"f{i}", "label": question, "value": value, "unit": unit, "rounding": "half_up", "definition": question})
            with self.subTest(seed=seed):
                found = self.ask(figures, seed)
                if found["verdict"] == "unresolved" and not found["open"]:   # within the limits; few are
                    not_found += 1
                    continue
                self.assertEqual(found["verdict"], "made", (found, figures))
                check(self, figures, self.path("out"), PARENTS)
                as_described(self, self.path("out"))
                some = [quantities(db, figures), *(quantities(some_records(rng), figures) for _ in range(4))]
                wrong = rng.choice([f for f in figures if f["unit"] == "家"] or figures)
                wrong["value"] = str(max(0, int(float(wrong["value"])) + rng.choice([-9, -2, -1, 1, 2, 30])))
                found = self.ask(figures, seed)
                if found["verdict"] == "made":
                    made += 1
                    check(self, figures, self.path("out"), PARENTS)
                elif found["verdict"] == "unresolved":
                    unresolved += 1
                else:
                    impossible += 1
                    bounds = {f["id"]: (interval(f)[0], interval(f)[2]) for f in figures}
                    adds_up(self, found["proof"], some, bounds)
        self.assertGreater(made, 0)
        self.assertGreater(impossible, 0)
        self.assertLessEqual(unresolved * 20, ROUNDS)
        self.assertLessEqual(not_found * 40, ROUNDS)

    def test_the_survey_is_impossible_by_one_line_and_made_without_one_figure(self):
        population = os.path.join(SAMPLE, "population.csv")
        figures = [f for f in read(os.path.join(SAMPLE, "published.csv")) if "min(" not in f["definition"]]
        write(self.path("figures.csv"), figures)
        code, out, _ = run(self.path("figures.csv"), population, "--out", self.path("out"), "--format", "json")
        self.assertEqual(code, 1)
        lines = json.loads(out)["proof"]["lines"]
        self.assertEqual({line["figure"] for line in lines}, {"medical_expense", "system_medical_expense"})
        self.assertFalse(os.path.exists(self.path("out")))
        figures = [f for f in figures if f["id"] != "system_medical_expense"]
        parents = {"GJJ": "", "FED": "GJJ", "GRP": "GJJ", "COM": ""}
        seen = set()
        for seed in (1, 2, 1):
            code, out, err = run(self.path("figures.csv"), population, "--out", self.path("out"), "--force", "--seed", seed, "--without", "system_medical_expense")
            self.assertEqual(code, 0, out + err)
            check(self, figures, self.path("out"), parents)
            self.assertIn({"key": "synthetic", "value": "yes", "value_en": ""}, read(self.path("out/about.csv")))
            with open(self.path("out/arrears.csv"), "rb") as file:
                seen.add(file.read())
        self.assertEqual(len(seen), 2)   # one seed, the same bytes; another, others

    def test_a_figure_left_out_has_to_be_there(self):
        sample = os.path.join(SAMPLE, "published.csv"), os.path.join(SAMPLE, "population.csv"), "--out", self.path("out"), "--without", "pensions"
        code, out, err = run(*sample, "--lang", "en")
        self.assertEqual(out, "")
        self.assertNotEqual(code, 0)
        self.assertIn('no figure is called "pensions"', err)
        self.assertIn("pension", err.split("did you mean")[1])
        self.assertIn("是否指", run(*sample, "--lang", "zh")[2])

    def test_what_is_not_tried_is_said(self):
        code, out, _ = run(os.path.join(SAMPLE, "published.csv"), os.path.join(SAMPLE, "population.csv"), "--out", self.path("out"), "--format", "json")
        self.assertEqual(code, 1)
        found = json.loads(out)
        self.assertEqual(found["verdict"], "unresolved")
        self.assertEqual({each["figure"] for each in found["open"]}, {"group_founded", "group_age", "group_second_division_years"})

    def test_faults_of_a_description_stand_where_they_are(self):
        figures = os.path.join(SAMPLE, "published.csv")
        for line, field, text in ((("a", "id", "code", "", "x;x", ""), "column", "twice"), (("a", "n", "number", "", "5..x", ""), "values", "22..59"),
                                  (("a", "w", "code", "", "x;y", "1"), "weights", "as many"), (("a", "u", "under", "nobody", "1..3", ""), "column", "nobody"),
                                  (("a", "k", "colour", "", "", ""), "is", "bands")):
            with self.subTest(line=line):
                write(self.description, [dict(zip(("kind", "column", "is", "of", "values", "weights"), row)) for row in (("a", "i", "id", "A{n}", "", ""), line)])
                code, out, err = run(figures, self.description, "--out", self.path("out"), "--lang", "en")
                self.assertEqual((code, out), (2, ""))
                self.assertRegex(err, r"description\.csv:3:\d+")
                self.assertIn(field, err)
                self.assertIn(text, err)
                zh = run(figures, self.description, "--out", self.path("out"), "--lang", "zh")[2]
                self.assertRegex(zh, r"[\u4e00-\u9fff]")


if __name__ == "__main__":
    unittest.main()
