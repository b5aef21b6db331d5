#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""`arrears relief`: one household and many, in every form; what it asks for, and how it refuses."""
import csv
import io
import json
import os
import subprocess
import tempfile
import unittest

BINARY = os.environ.get("ARREARS_BINARY_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/tests"))
TOOL = os.path.join(BINARY, "bin", "arrears")
CITY = """
[source.notice]
document = { zh = "虚构通知", en = "an invented notice" }

[[parameter]]
name = "subsistence_line"
from = "2018-01-01"
value = "500"
source = "notice"

[[parameter]]
name = "subsistence_assets_max"
from = "2018-01-01"
value = "1.2万元"
source = "notice"
"""
COLUMNS = ["level", "allowance", "measures", "open_measures", "assurances", "open_assurances", "outcome", "missing"]
ALL = "basic_medical_care;employment_or_business;childrens_schooling;safe_housing;basic_living"


class Relief(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.city = os.path.join(self.folder.name, "city.toml")
        with open(self.city, "w", encoding="utf-8") as file:
            file.write(CITY)

    def tearDown(self):
        self.folder.cleanup()

    def run_tool(self, *arguments, stdin=""):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        return subprocess.run([TOOL, "relief", *arguments, "--parameters", self.city], input=stdin, capture_output=True, text=True, encoding="utf-8",
                              env=environment, check=False)

    ONE = ["--persons", "3", "--income", "1.5万元", "--rigid-expenses", "0", "--costs", "0", "--aid", "0", "--assets", "0", "--accident", "no",
           "--extreme-difficulty", "no", "--seeks-work", "yes", "--causes", "low_income;下岗失业", "--as-of", "2018-12-31"]

    def test_a_shifted_column_shows_no_person(self):
        columns = ["persons", "income", "rigid_expenses", "costs", "aid", "assets", "months_above_line", "accident", "causes", "assured", "shown", "as_of"]
        for column in columns:
            for token in ("140399198001010012", "张三丰", "张 三丰 140399198001010012"):
                with self.subTest(column=column, token=token):
                    row = {**dict.fromkeys(columns, ""), "persons": "3", "income": "15000", "causes": "none", "as_of": "2018-12-31", column: token}
                    done = self.run_tool("--batch", "-", stdin=",".join(columns) + "\n" + ",".join(row.values()) + "\n")
                    for part in ("140399198001010012", "三丰"):
                        self.assertNotIn(part, done.stderr)

    def test_one(self):
        done = self.run_tool(*self.ONE, "--assured", "safe_housing=house survey", "--assured", "childrens_schooling", "--lang", "en")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = dict(line.split(": ", 1) for line in done.stdout.splitlines())
        self.assertEqual(lines["level of hardship"], "deep hardship")
        self.assertEqual(lines["measures due"], "employment policy; subsistence allowance; employment assistance; Sending Warmth")
        self.assertEqual(lines["of the five assurances stand"], "safe housing")
        self.assertEqual(lines["  safe housing"], "house survey (given by the caller, not verified)")
        self.assertEqual(lines["assurances undetermined"], "children's schooling")
        self.assertEqual(lines["outcome"], "still in hardship")
        self.assertEqual(lines["what would decide"], "evidence of an assurance")
        self.assertIn("应予帮扶：就业政策、最低生活保障", self.run_tool(*self.ONE, "--lang", "zh").stdout)

    def test_reasons(self):
        text = self.run_tool(*self.ONE, "--explain", "--lang", "en").stdout
        self.assertIn("\nrelief measure, as of 2018-12-31: Sending Warmth yes\n", text)
        self.assertIn("an invented notice (local, not verified)", text)
        self.assertIn("not verified", text)
        answers = json.loads(self.run_tool(*self.ONE, "--format", "json").stdout)["answers"]
        self.assertEqual([answer["rule"] for answer in answers],
                         ["household_hardship", "subsistence_allowance"] + ["relief"] * 14 + ["assurance"] * 5 + ["relief_outcome"])
        self.assertTrue(all(answer["steps"] for answer in answers))

    def test_nothing_known(self):
        done = self.run_tool("--as-of", "2018-12-31", "--format", "csv")
        row = next(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(list(row), COLUMNS)
        self.assertEqual((row["level"], row["allowance"], row["measures"], row["outcome"]), ("undetermined", "undetermined", "", "undetermined"))
        self.assertEqual(len(row["open_measures"].split(";")), 14)
        self.assertIn("household_income", row["missing"])
        without_place = subprocess.run([TOOL, "relief", "--persons", "1", "--income", "1", "--as-of", "2018-12-31", "--format", "csv"],
                                       capture_output=True, text=True, encoding="utf-8", check=False).stdout
        self.assertIn("subsistence_line", without_place)

    def test_batch(self):
        text = ("户,persons,income,rigid_expenses,costs,aid,assets,months_above_line,accident,extreme_difficulty,seeks_work,causes,assured,shown\n"
                f"一,3,15000,0,0,0,0,0,no,no,no,low_income,{ALL},{ALL}\n"
                f"二,3,15000,0,0,3000,0,0,否,否,否,收入低,{ALL},{ALL}\n"
                f"三,3,60000,0,0,0,0,6,no,no,no,none,{ALL},{ALL}\n"
                "四,3,20000,,,,,,,,,,,\n")
        done = self.run_tool("--batch", "-", "--as-of", "2018-12-31", stdin=text)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([row["户"] for row in rows], list("一二三四"))
        self.assertEqual([row["outcome"] for row in rows], ["in_hardship", "relieved", "exited", "undetermined"])
        self.assertEqual([row["level"] for row in rows], ["deep", "deep", "none", "undetermined"])
        self.assertEqual(rows[0]["measures"], "subsistence_allowance;sending_warmth")
        self.assertEqual(rows[0]["assurances"], ALL.rsplit(";", 1)[0] + ";basic_living")
        self.assertIn("rigid_expenses", rows[3]["missing"])

    def test_refused_rows_keep_their_place(self):
        text = ("persons,income,causes\n3,15000,none\n0,15000,none\n3,-1,none\n3,15000,bad luck\n3,lots,none\n3,15000,none\n")
        done = self.run_tool("--batch", "-", "--as-of", "2018-12-31", "--lang", "en", stdin=text)
        self.assertEqual(done.returncode, 1)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([bool(row["level"]) for row in rows], [True, False, False, False, False, True])
        for line in (3, 4, 5, 6):
            self.assertIn(f"stdin:{line}:", done.stderr)
        self.assertIn("causes", done.stderr)
        done = self.run_tool("--batch", "-", stdin="persons,income\n3,1\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--as-of", done.stderr)

    def test_wrong_usage(self):
        for arguments in ([], ["--as-of", "gestern"], ["--as-of", "2018-12-31", "--causes", "bad luck"], ["--as-of", "2018-12-31", "--assured", "shoes=x"],
                          ["--as-of", "2018-12-31", "--persons", "0"], ["--as-of", "2018-12-31", "--income", "-3"],
                          ["--batch", "-", "--explain", "--as-of", "2018-12-31"]):
            done = self.run_tool(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
