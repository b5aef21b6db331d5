#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the program says to input that is broken: its exit code, where and what on standard error, and nothing on standard output.

No name and no identity number of a person may occur in anything it prints. Persons here are invented; their numbers are of the
unassigned division 140399. The folder with the programs is ARREARS_BINARY_DIR/bin.
"""
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIN = Path(os.environ.get("ARREARS_BINARY_DIR", "build/dev")) / "bin"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
DONE, FINDINGS, USAGE, UNREADABLE, UNWRITABLE = 0, 1, 2, 3, 4


def commands():
    """The same command under both its names, where both were built."""
    return [command for command in ([str(BIN / "survey_report")], [str(BIN / "arrears"), "report"]) if os.path.exists(command[0])]


def run(command, *arguments, **more):
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **more)


def identity_number(first17):
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return first17 + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first17, weights)) % 11]


class City:
    """A small folder of records: the sample's first rows of each file, as far as they name each other."""

    def __enter__(self):
        self.root = Path(tempfile.mkdtemp())
        (self.root / "registry").mkdir()
        for name in ("about", "systems", "enterprises", "enterprise_history", "groupings"):
            shutil.copy(SAMPLE / "registry" / f"{name}.csv", self.root / "registry")
        shutil.copy(SAMPLE / "published.csv", self.root)
        self.keep("workers", 6)
        self.keep("retirees", 6)
        self.keep("households", None)
        self.keep("arrears", 40)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def path(self, name):
        return self.root / (f"{name}.csv" if name in ("published", "tables") else f"registry/{name}.csv")

    def keep(self, name, count):
        with open(SAMPLE / "registry" / f"{name}.csv", encoding="utf-8", newline="") as file:
            self.write(name, list(csv.reader(file))[:None if count is None else count + 1])

    def read(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, name, rows):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


class BadInput(unittest.TestCase):
    def refused(self, city, message, code=FINDINGS, lang="en"):
        for command in commands():
            done = run(command, city.root, "--lang", lang)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr[:500])
            self.assertIn(message, done.stderr)

    def test_the_untouched_records_are_reported(self):
        self.assertTrue(commands(), f"no program in {BIN}")
        with City() as city:
            for command in commands():
                done = run(command, city.root)
                self.assertEqual((done.returncode, done.stderr), (DONE, ""))
                self.assertTrue(done.stdout)

    def test_what_is_told_and_where(self):
        cases = [
            # file, the bytes put in place of others, what is told
            ("arrears", b"53656.16", b"5365G.16", 'arrears.csv:2:37 (principal): "5365G.16" has "G", which has no place here'),
            ("arrears", b"2013-04-10", b"2013-04-31", 'arrears.csv:2:46 (due): "2013-04-31": 2013-04 has no day 31'),
            ("arrears", b"pension", b"pensions", 'arrears.csv:2:13 (category): "pensions" is not known here'),
            ("arrears", b"A00002", b"A00001", 'arrears.csv:3:1 (id): arrears "A00001": is given twice'),
            ("arrears", b"A00002,FED1", b"A00002,FED999", 'arrears.csv:3:8 (enterprise): arrears "A00002": there is no enterprise "FED999"'),
            ("arrears", b",category", b",kategorie", 'arrears.csv:1:1: the header lacks category'),
            ("enterprises", b"\xe8\x81\x94", b"\xc1\xaa", "enterprises.csv:2:6 (name): the byte 0xC1 is not UTF-8"),
            ("enterprises", b"FED1,", b'FED1,"', "enterprises.csv:2:6: a quote is opened here and never closed"),
            ("enterprises", b"FED1,", b"FED1," + b"x" * 10_000_000, "enterprises.csv:2:1: the row has more than 1048576 bytes"),
            ("about", b"2018-12-31", b"2018-12-32", 'about.csv:4:7 (value): "2018-12-32": 2018-12 has no day 32'),
            ("published", b"from enterprises; measure count", b"from enterprises; measure counts",
             "(definition): in the definition, at character 27: \"counts\" cannot stand here"),
        ]
        for name, old, new, message in cases:
            with self.subTest(message), City() as city:
                text = city.path(name).read_bytes()
                self.assertIn(old, text)
                city.path(name).write_bytes(text.replace(old, new, 1))
                self.refused(city, message)

    def test_what_cannot_be_read(self):
        with City() as city:
            city.path("enterprises").unlink()
            self.refused(city, "enterprises.csv: there is no such file or directory", UNREADABLE)
            self.refused(city, "enterprises.csv: 没有此文件或目录", UNREADABLE, "zh")
            shutil.rmtree(city.root / "registry")
            self.refused(city, "registry: there is no such folder", UNREADABLE)
        with City() as city:
            city.path("arrears").unlink()
            city.path("arrears").mkdir()
            self.refused(city, "arrears.csv: it is a directory", UNREADABLE)

    def test_what_cannot_be_read_does_not_hide_the_rest(self):
        with City() as city:
            city.path("enterprises").unlink()
            city.path("published").unlink()
            city.path("published").mkdir()
            city.path("about").write_bytes(b"")
            for message in ("enterprises.csv: there is no such file", "published.csv: it is a directory", "about.csv:1:1: the file is empty"):
                self.refused(city, message, UNREADABLE)

    def test_every_definition_that_the_records_cannot_answer_is_told(self):
        with City() as city:
            rows = city.read("published")
            rows[1][-1] = "from enterprises; where colour = red; measure count"
            rows[2][-1] = "from enterprises; where hardship_class = certifed; measure count"
            city.write("published", rows)
            column = [len(",".join(row[:-1])) + 2 for row in rows]
            self.refused(city, f'published.csv:2:{column[1]} (definition): definition:1:25: there is no field "colour"')
            self.refused(city, f'published.csv:3:{column[2]} (definition): definition:1:42: field hardship_class has no value "certifed"')

    def test_a_folder_brings_its_own_tables(self):
        head = ["table", "title_en", "definition"]
        with City() as city:
            city.write("tables", [head, ["mine", "By system", "from enterprises; rows system; measure count"]])
            for command in commands():
                done = run(command, city.root, "--lang", "en", "--format", "csv")
                self.assertEqual((done.returncode, done.stderr), (DONE, ""))
                tables = {row["table"] for row in csv.DictReader(done.stdout.splitlines())}
                self.assertEqual(tables, {"mine", "other_figures", "findings"})
            city.write("tables", [head, ["mine", "", "from enterprises; rows colour; measure count"]])
            self.refused(city, 'tables.csv:2:7 (definition): definition:1:24: there is no field "colour"')
            city.write("tables", [head, ["", "", "measure count"]])
            self.refused(city, "tables.csv:2:1 (table): the name is empty")

    def test_an_empty_file_is_no_table(self):
        for name in ("enterprises", "workers", "arrears", "about", "published"):
            with self.subTest(name), City() as city:
                city.path(name).write_bytes(b"")
                self.refused(city, f"{name}.csv:1:1: the file is empty")

    def test_wrong_usage_and_output_that_cannot_be_written(self):
        with City() as city:
            for command in commands():
                for wrong in (["--as-of", "2018-02-30"], ["--lang", "fr"], ["--format", "pdf"], ["--no-such-option"]):
                    done = run(command, city.root, *wrong)
                    self.assertEqual((done.returncode, done.stdout), (USAGE, ""), wrong)
                    self.assertTrue(done.stderr)
                if os.path.exists("/dev/full"):
                    with open("/dev/full", "w") as full:
                        done = subprocess.run([*command, city.root], stdout=full, stderr=subprocess.PIPE, text=True)
                    self.assertEqual(done.returncode, UNWRITABLE)
                    self.assertIn("no space", done.stderr.lower())

    def test_all_problems_are_told_in_one_run_and_the_rest_counted(self):
        with City() as city:
            rows = city.read("arrears")
            for row in rows[1:]:
                row[3] = row[4] = row[6] = "x"
            city.write("arrears", rows)
            for command in commands():
                for lang, last in (("en", "and 20 more, 120 in all\n"), ("zh", "另有 20 处问题未列出，共 120 处\n")):
                    done = run(command, city.root, "--lang", lang)
                    self.assertEqual(done.returncode, FINDINGS)
                    self.assertEqual(done.stderr.count("\n"), 101)
                    self.assertTrue(done.stderr.endswith(last), done.stderr[-200:])


class NothingPersonal(unittest.TestCase):
    """Every person has a name and a number that would be recognised anywhere."""

    NAMES = [f"赵钱孙{i}" for i in "甲乙丙丁戊己"]

    def person(self, name, row, column):
        i = int(row[0][-1]) % 6
        birth = row[column["birth"]].replace("-", "")
        male = row[column["sex"]] == "male"
        row[column["name"]] = self.NAMES[i]
        row[column["citizen_number"]] = identity_number(f"140399{birth}0{i}{1 if male else 2}")

    def peopled(self, city):
        for name in ("workers", "retirees"):
            rows = city.read(name)
            rows[0] += ["name", "citizen_number"]
            column = {field: i for i, field in enumerate(rows[0])}
            for row in rows[1:]:
                row += ["", ""]
                self.person(name, row, column)
            city.write(name, rows)

    def clean(self, city, what):
        for command in commands()[:1]:
            for lang in ("en", "zh"):
                done = run(command, city.root, "--lang", lang)
                self.assertIn(done.returncode, (DONE, FINDINGS, UNREADABLE), what)
                for text in (done.stdout, done.stderr):
                    self.assertNotIn("赵钱孙", text, what)
                    self.assertIsNone(re.search(r"140399\d{6}", text), what)
        return done.returncode

    def test_sound_people(self):
        with City() as city:
            self.peopled(city)
            self.assertEqual(self.clean(city, "sound"), DONE)

    def test_every_column_broken_in_turn(self):
        for name in ("workers", "retirees"):
            with City() as city:
                self.peopled(city)
                sound = city.read(name)
                at = {field: i for i, field in enumerate(sound[0])}
                secret_name, secret_number = sound[1][at["name"]], sound[1][at["citizen_number"]]
                broken = 0
                for field, column in at.items():
                    for bad in (secret_name, secret_number, secret_number[:15], secret_name + secret_number, "x" + secret_number + "y",
                                secret_name + '"', "\n" + secret_name, secret_name * 20, secret_number[:17] + "?", ""):
                        rows = [list(row) for row in sound]
                        rows[1][column] = bad
                        city.write(name, rows)
                        broken += self.clean(city, (name, field, bad)) != DONE
                    header = [list(row) for row in sound]
                    header[0][column] = secret_name
                    city.write(name, header)
                    self.clean(city, (name, "header", field))
                self.assertGreater(broken, len(at) * 4)

    def test_people_who_stand_twice_shifted_or_without_a_header(self):
        for name in ("workers", "retirees"):
            with City() as city:
                self.peopled(city)
                sound = city.read(name)
                for what, rows in (("twice", sound + [sound[1]]),
                                   ("the number twice", sound + [[sound[1][-2]] + sound[1][1:]]),
                                   ("shifted left", sound[:1] + [row[1:] + [""] for row in sound[1:]]),
                                   ("shifted right", sound[:1] + [[""] + row[:-1] for row in sound[1:]]),
                                   ("turned round", sound[:1] + [row[::-1] for row in sound[1:]]),
                                   ("too many", sound[:1] + [row + [row[-1]] for row in sound[1:]]),
                                   ("no header", sound[1:])):
                    city.write(name, rows)
                    self.assertEqual(self.clean(city, (name, what)), FINDINGS, (name, what))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
