#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`arrears cross-check` on generated rosters with planted duplicates, swapped digits, equal names and slips: what it matches, what it asks,
and that it never prints a name or a number. The figures stand in docs/rules/cross_check.md, which is checked against them."""
import csv
import io
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
BINARY = os.environ.get("ARREARS_BINARY_DIR", os.path.join(HERE, "../../build/tests"))
TOOL = os.path.join(BINARY, "bin", "arrears")
PAGE = os.path.join(HERE, "../../docs/rules/cross_check.md")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MARK = "印记"   # stands in every name


def number_of(birth, sequence):
    """A number of nobody: division 140399 is not assigned."""
    first = f"140399{birth:%Y%m%d}{sequence:03}"
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS)) % 11]


def swapped(number, at):
    return number[:at] + number[at + 1] + number[at] + number[at + 2:]


class Person:
    def __init__(self, chance, index):
        self.birth = date(1950, 1, 1) + timedelta(chance.randrange(16_000))
        self.number = number_of(self.birth, index % 1000)
        # Few names and few enterprises, so that many are equal.
        self.name = MARK + chance.choice("王李张刘陈杨赵黄") + chance.choice("伟芳娜敏静强磊洋勇艳杰娟涛明超")
        self.enterprise = f"{chance.randrange(60)}厂"


def rosters(seed, count=4000):
    """Two rosters, each a list of (person, row), and the lines at which numbers are wrong."""
    chance = random.Random(seed)
    people, used = [], set()
    while len(people) < count:
        person = Person(chance, len(people))
        if person.number not in used:
            used.add(person.number)
            people.append(person)
    sides = ([], [])
    for index, person in enumerate(people):
        where = chance.random()
        for side in (0, 1):
            if where < 0.1 and side == 1 or where > 0.9 and side == 0:
                continue   # on one side only
            row = {"citizen_number": person.number, "name": person.name, "birth": person.birth.isoformat(), "enterprise": person.enterprise}
            slip = chance.random()
            if slip < 0.15:
                row["citizen_number"] = ""
            elif slip < 0.18:
                unequal = [at for at in range(6, 16) if person.number[at] != person.number[at + 1]]
                row["citizen_number"] = swapped(person.number, chance.choice(unequal))
            if chance.random() < 0.03:
                row["name"] = row["name"][:-1] + chance.choice("伟芳娜敏")
            if chance.random() < 0.03:
                row["enterprise"] = chance.choice(["", "别厂", row["enterprise"][0] + " " + row["enterprise"][1:]])
            if not row["citizen_number"] and chance.random() < 0.05:
                row["birth"] = (person.birth + timedelta(chance.randrange(1, 30))).isoformat()
            sides[side].append((person, row))
            if chance.random() < 0.01:
                sides[side].append((person, dict(row)))   # the same person twice
    for side in sides:
        chance.shuffle(side)
    return sides


def write(folder, name, side):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["citizen_number", "name", "birth", "enterprise"])
        out.writeheader()
        out.writerows(row for _, row in side)
    return path


def run(*arguments, stdin=""):
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run([TOOL, "cross-check", *arguments], input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


class Generated(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.a, cls.b = rosters(140300)
        cls.paths = write(cls.folder.name, "a.csv", cls.a), write(cls.folder.name, "b.csv", cls.b)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_precision_and_recall(self):
        done = run(*self.paths, "--by", "number,details", "--format", "csv")
        self.assertEqual(done.returncode, 1)   # wrong numbers, and questions
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        of = lambda side, line: side[int(line) - 2][0]
        matched = [(of(self.a, row["a_line"]), of(self.b, row["b_line"])) for row in rows if row["answer"] == "matched"]
        right = sum(x is y for x, y in matched)
        asked = set()
        for row in rows:
            if row["answer"] == "ambiguous":
                in_b = {of(self.b, line) for line in row["b_line"].split(";") if line}
                asked |= {of(self.a, line) for line in row["a_line"].split(";") if line} & in_b
        in_both = {person for person, _ in self.a} & {person for person, _ in self.b}
        found = {x for x, y in matched if x is y}
        only_a = {of(self.a, row["a_line"]) for row in rows if row["answer"] == "only_a"}
        lost = in_both - found - asked
        questions = sum(row["answer"] == "ambiguous" for row in rows)
        figures = {
            "rows": f"{len(self.a):,} and {len(self.b):,}",
            "in both": f"{len(in_both):,}",
            "matched": f"{len(matched):,}",
            "precision": f"{right / len(matched):.2%}" if right < len(matched) else "100%",
            "recall": f"{len(found) / len(in_both):.2%}",
            "questions": f"{questions:,}",
            "recall with questions": f"{len(found | asked) / len(in_both):.2%}",
        }
        with open(PAGE, encoding="utf-8") as file:
            page = file.read()
        self.assertIn("".join(f"| {name} | {value} |\n" for name, value in figures.items()), page)
        self.assertEqual(right, len(matched))   # no match in silence that is wrong
        self.assertTrue(only_a.isdisjoint(found))
        # Every line of either file stands in the answer once.
        for side, column in ((self.a, "a_line"), (self.b, "b_line")):
            lines = [int(line) for row in rows for line in row[column].split(";") if line]
            self.assertEqual(sorted(lines), list(range(2, len(side) + 2)))
        # Whoever has a good number on both sides, once on each, is matched.
        def once(side):
            numbers = [row["citizen_number"] for _, row in side]
            return {person for person, row in side if row["citizen_number"] == person.number and numbers.count(person.number) == 1
                    and sum(other is person for other, _ in side) == 1}
        self.assertLessEqual(once(self.a) & once(self.b), found)
        self.assertLess(len(lost), len(in_both) * 0.02)

    def test_wrong_numbers_are_told_by_place(self):
        done = run(*self.paths, "--format", "csv")
        for side, path in zip((self.a, self.b), self.paths):
            wrong = sum(row["citizen_number"] not in ("", person.number) for person, row in side)
            self.assertGreater(wrong, 50)
        places = re.findall(r"^(\S+?):(\d+):(\d+)", done.stderr, re.M)
        self.assertGreater(len(places), 10)
        for path, line, column in places:
            side = (self.a, self.b)[self.paths.index(path)]
            person, row = side[int(line) - 2]
            self.assertNotIn(row["citizen_number"], ("", person.number))
            self.assertEqual(column, "1")
        self.assertIn("check character", done.stderr)
        self.assertIn("校验码", run(*self.paths, "--lang", "zh").stderr)

    def test_no_name_and_no_number_in_any_output(self):
        numbers = [row["citizen_number"] for side in (self.a, self.b) for _, row in side if row["citizen_number"]]
        for form in ("text", "csv", "json"):
            for language in ("zh", "en"):
                done = run(*self.paths, "--format", form, "--lang", language)
                said = done.stdout + done.stderr
                self.assertEqual(said.count(MARK), 0)
                self.assertEqual([number for number in numbers if number in said], [])
                self.assertIsNone(re.search(r"\d{15}", said))

    def test_forms_agree(self):
        rows = list(csv.DictReader(io.StringIO(run(*self.paths, "--format", "csv").stdout)))
        answer = json.loads(run(*self.paths, "--format", "json").stdout)
        count = lambda kind: sum(row["answer"] == kind for row in rows)
        self.assertEqual([len(answer[key]) for key in ("matched", "ambiguous", "only_a_lines", "only_b_lines")],
                         [count(kind) for kind in ("matched", "ambiguous", "only_a", "only_b")])
        first = run(*self.paths).stdout.splitlines()[0]
        self.assertEqual(first.split("(")[0], f"matched {count('matched')} ")


class Small(unittest.TestCase):
    BOTH = "citizen_number,name,birth,enterprise\n"

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def file(self, name, text):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_by(self):
        number = number_of(date(1980, 1, 1), 1)
        a = self.file("a.csv", self.BOTH + f"{number},甲,,一厂\n,乙,1970-01-01,一厂\n")
        b = self.file("b.csv", "身份证号,姓名,出生日期,单位\n" + f"{number},甲,,一厂\n,乙,1970-01-01,一厂\n")
        line = lambda *by: run(a, b, *by).stdout.splitlines()[0]
        self.assertEqual(line(), "matched 2 (by number 1, by name, birth and enterprise 1); only in A 0, only in B 0; for a person to look at 0")
        self.assertEqual(run(a, b).returncode, 0)
        self.assertIn("matched 1 (by number 1,", line("--by", "number"))
        self.assertIn("matched 2 (by number 0,", line("--by", "details"))
        self.assertIn("按号码 1", run(a, b, "--lang", "zh").stdout)

    def test_wrong_usage(self):
        a = self.file("a.csv", self.BOTH)
        self.assertEqual(run(a).returncode, 2)
        self.assertEqual(run("-", "-").returncode, 2)
        self.assertEqual(run(a, a, "--by", "shoes").returncode, 2)
        done = run(a, a, "--match-score", "3")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(run(a, os.path.join(self.folder.name, "none.csv")).returncode, 3)

    def test_what_cannot_be_read_is_not_called_missing(self):
        sound = self.file("a.csv", self.BOTH + ",甲,1980-01-01,一厂\n,乙,1980-01-02,一厂\n")
        for name, text in (("empty.csv", ""), ("no_header.csv", ",甲,1980-01-01,一厂\n"), ("ragged.csv", self.BOTH + ",甲,1980-01-01\n"),
                           ("twice.csv", "name,name\n甲,乙\n")):
            with self.subTest(name=name):
                done = run(self.file(name, text), sound)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertNotEqual(done.stderr, "")
        born = self.file("b.csv", self.BOTH + ",甲,昨天,一厂\n,乙,1980-01-02,一厂\n")   # the row is kept, its birth unknown
        done = run(born, sound, "--format", "json")
        self.assertEqual(done.returncode, 1)
        found = json.loads(done.stdout)
        self.assertEqual((len(found["matched"]), len(found["ambiguous"]), found["only_a_lines"], found["only_b_lines"]), (1, 1, [], []))

    def test_bad_rows(self):
        a = self.file("a.csv", self.BOTH + "140399198001010013,甲,1980-01-01,一厂\n140399198001010012,乙,1980-01-02,一厂\n,丙,gestern,一厂\n")
        done = run(a, a, "--format", "csv", "--lang", "en")
        self.assertEqual(done.returncode, 1)
        self.assertEqual([re.sub(r"^.*a\.csv", "a.csv", line).split(" (")[0] for line in done.stderr.splitlines() if "a.csv:" in line][:3],
                         ["a.csv:2:1", "a.csv:3:1", "a.csv:4:4"])
        self.assertNotIn("gestern", done.stderr)


if __name__ == "__main__":
    unittest.main()
