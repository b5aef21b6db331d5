#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The commands check and convert: a registry goes through every form and comes back the same; what is wrong is told in each."""
import csv
import filecmp
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

BIN = Path(os.environ.get("ARREARS_BINARY_DIR", "build/dev")) / "bin"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
NUMBER = "140399198001010012"   # of a division that is nobody's


def run(*arguments):
    done = subprocess.run([str(BIN / "arrears"), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    return done.returncode, done.stdout, done.stderr


def small(folder):
    """A registry of a few rows, with names and numbers of people who are invented."""
    folder.mkdir()
    for name, text in {
        "enterprises": "id,name,industry\nE1,一厂,C26\nE2,\"二,厂\",B06\n",
        "enterprise_history": "enterprise,attribute,value,from,to\nE1,certification,special_hardship,2017-01-01,\n",
        "workers": f"id,enterprise,sex,birth,name,citizen_number\nW1,E1,male,1980-01-01,赵甲,{NUMBER}\nW2,E1,female,1975-05-05,=钱乙,\n",
        "arrears": "id,enterprise,category,from,through,principal,due,persons\nA1,E1,pension,2018-01,2018-03,\"1,234.56\",2018-04-15,3\n",
    }.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class Convert(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.folder = Path(made.name)

    def same(self, one, other):
        names = sorted(path.name for path in Path(one).glob("*.csv"))
        self.assertEqual(names, sorted(path.name for path in Path(other).glob("*.csv")))
        _, different, unread = filecmp.cmpfiles(one, other, names, shallow=False)
        self.assertEqual((different, unread), ([], []))

    def done(self, *arguments):
        code, out, err = run(*arguments)
        self.assertEqual(code, 0, err)
        return out, err

    def test_the_sample_goes_through_every_form(self):
        first = self.folder / "csv"
        self.done("convert", SAMPLE, first)
        for language in ("zh", "en"):
            text, book, base = (self.folder / f"{language}.{ending}" for ending in ("json", "xlsx", "sqlite"))
            again = self.folder / f"again-{language}"
            _, told = self.done("convert", first, text, "--lang", language)
            self.assertIn("about.csv", told)
            self.done("convert", text, base)
            self.done("convert", base, book, "--lang", language)
            self.done("convert", book, again)
            (first / "about.csv").rename(self.folder / "about.csv")   # what no other form has
            self.same(first, again)
            (self.folder / "about.csv").rename(first / "about.csv")

    def test_commands_read_every_form(self):
        for name in ("sample.xlsx", "sample.sqlite", "sample.json"):
            self.done("convert", SAMPLE, self.folder / name)
            for command in (["ageing"], ["explain", "--enterprise", "FED1"], ["what-if", "--enterprise", "FED1"]):
                with self.subTest(name=name, command=command[0]):
                    words = ["--as-of", "2018-12-31", "--format", "csv"]
                    of_folder = run(command[0], SAMPLE, *command[1:], *words)
                    self.assertEqual(run(command[0], self.folder / name, *command[1:], *words), of_folder)
                    self.assertTrue(of_folder[1])
        self.assertEqual(run("ageing", Path(__file__))[0], 3)
        self.done("convert", SAMPLE, self.folder / "city" / "registry")
        (self.folder / "city" / "registry" / "about.csv").unlink()   # what no other form has
        for name in ("sample.xlsx", "sample.sqlite", "sample.json"):
            words = ["--as-of", "2018-12-31", "--format", "json"]
            of_folder = run("report", self.folder / "city", *words)
            self.assertEqual(run("report", self.folder / name, *words), of_folder)
            self.assertEqual(of_folder[0], 0)

    def test_personal_data_only_where_asked_for(self):
        source = small(self.folder / "small")
        for form in ("folder", "book.xlsx", "base.sqlite", "text.json"):
            out, told = self.done("convert", source, self.folder / form)
            self.assertEqual(out, "")
            self.assertIn("--with-personal", told)
        self.assertNotIn(NUMBER, (self.folder / "folder" / "workers.csv").read_text(encoding="utf-8"))
        self.done("convert", source, self.folder / "all.sqlite", "--with-personal")
        self.done("convert", self.folder / "all.sqlite", self.folder / "all.xlsx", "--with-personal")
        self.done("convert", self.folder / "all.xlsx", self.folder / "all.json", "--with-personal")
        self.assertEqual((self.folder / "all.json").stat().st_mode & 0o777, 0o600)
        self.done("convert", self.folder / "all.json", self.folder / "back", "--with-personal")
        with open(self.folder / "back" / "workers.csv", encoding="utf-8") as file:
            people = list(csv.DictReader(file))
        self.assertEqual([(one["name"], one["citizen_number"]) for one in people], [("赵甲", NUMBER), ("'=钱乙", "")])

    def test_nothing_is_replaced_without_force(self):
        source = small(self.folder / "small")
        for form in ("folder", "book.xlsx", "base.sqlite", "text.json"):
            self.done("convert", source, self.folder / form)
            code, out, err = run("convert", source, self.folder / form)
            self.assertEqual((code, out), (4, ""), err)
            self.done("convert", source, self.folder / form, "--force")

    def test_encodings_come_out_alike(self):
        source = small(self.folder / "small")
        self.done("convert", source, self.folder / "plain")
        for path in source.glob("*.csv"):
            path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
        self.done("convert", source, self.folder / "gb")
        self.same(self.folder / "plain", self.folder / "gb")

    def test_an_offices_own_headings(self):
        source = small(self.folder / "small")
        self.done("convert", source, self.folder / "plain")
        (self.folder / "map.json").write_text(json.dumps({"format": "arrears.columns", "version": 1, "columns": [
            {"heading": "户号", "field": "enterprise"}, {"heading": "户号", "table": "enterprises", "field": "id"},
            {"heading": "款项", "field": "category", "words": {"统筹养老": "pension"}}, {"heading": "欠缴额", "field": "principal", "unit": "万元"}]},
            ensure_ascii=False), encoding="utf-8")
        own = self.folder / "own"
        own.mkdir()
        for path in source.glob("*.csv"):
            head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
            head = head.replace("enterprise", "户号") if path.stem != "enterprises" else head.replace("id", "户号")
            text = head.replace("category", "款项").replace("principal", "欠缴额") + "".join(rows).replace("pension", "统筹养老").replace('"1,234.56"', "0.123456")
            (own / path.name).write_bytes(text.encode("gb18030"))
        mapped = ["--map", self.folder / "map.json"]
        self.assertEqual(run("check", own)[0], 1)
        self.done("check", own, *mapped)
        self.done("convert", own, self.folder / "mapped", *mapped, "--encoding", "gb18030")
        self.same(self.folder / "plain", self.folder / "mapped")
        (self.folder / "survey").mkdir()
        own.rename(self.folder / "survey" / "registry")
        own = self.folder / "survey"
        out, _ = self.done("explain", own, "--arrears", "A1", "--as-of", "2018-12-31", *mapped)
        self.assertIn("principal: 1234.56 yuan", out)
        self.assertEqual(run("check", own, *mapped, "--encoding", "utf-8")[0], 1)   # it is none
        self.done("convert", source, self.folder / "base.sqlite")
        self.assertEqual(run("check", self.folder / "base.sqlite", *mapped)[0], 2)
        self.done("convert", source, self.folder / "book.xlsx", "--lang", "zh")
        (self.folder / "map.json").write_text(json.dumps({"format": "arrears.columns", "version": 1, "columns": [
            {"heading": "本金", "field": "principal", "unit": "万元"}, {"heading": "类别", "field": "category", "words": {"pension": "wages"}}]}), encoding="utf-8")
        self.done("convert", self.folder / "book.xlsx", self.folder / "of_book", *mapped)
        with open(self.folder / "of_book" / "arrears.csv", encoding="utf-8") as file:
            self.assertEqual([(row["category"], row["principal"]) for row in csv.DictReader(file)], [("wages", "12345600.00")])
        (self.folder / "map.json").write_text("{}", encoding="utf-8")
        code, out, err = run("convert", own, self.folder / "none", *mapped)
        self.assertEqual((code, out), (1, ""))
        self.assertIn('map.json:1:1: there is no "format"', err)

    def test_check_counts_what_is_sound(self):
        source = small(self.folder / "small")
        self.done("convert", source, self.folder / "book.xlsx")
        self.done("convert", source, self.folder / "text", "--to", "json")   # found out by its first bytes
        out, _ = self.done("check", source, self.folder / "book.xlsx", self.folder / "text", "--format", "json")
        checked = json.loads(out)["checked"]
        self.assertEqual([one["form"] for one in checked], ["folder", "workbook", "json"])
        for one in checked:
            self.assertEqual({name: rows for name, rows in one["tables"].items() if rows},
                             {"enterprises": 2, "workers": 2, "arrears": 1})
        out, _ = self.done("check", SAMPLE, "--lang", "zh")
        self.assertIn("没有发现问题", out)
        self.assertIn("101", out)
        rows = list(csv.DictReader(self.done("check", SAMPLE, "--format", "csv")[0].splitlines()))
        self.assertEqual({row["table"]: row["rows"] for row in rows}["enterprises"], "101")
        self.assertTrue(self.done("check", SAMPLE, "--format", "markdown")[0].startswith("## "))

    def test_what_is_wrong_is_told_with_its_place_in_every_form(self):
        source = small(self.folder / "small")
        self.done("convert", source, self.folder / "base.sqlite")
        (source / "arrears.csv").write_text("id,enterprise,category,from,through,principal\nA1,E9,pension,2018-01,2018-03,1\n", encoding="utf-8")
        code, out, err = run("check", source, SAMPLE, "--lang", "en")
        self.assertEqual(code, 1)
        self.assertIn('arrears.csv:2:4 (enterprise): arrears "A1": there is no enterprise "E9"', err)
        self.assertIn("yangquan", out)   # the other is sound
        self.assertEqual(run("convert", source, self.folder / "out")[0], 1)
        self.assertFalse((self.folder / "out").exists())
        base = sqlite3.connect(self.folder / "base.sqlite")   # its own constraints refuse it
        self.addCleanup(base.close)
        base.execute("pragma foreign_keys = on")
        with self.assertRaises(sqlite3.IntegrityError):
            base.execute("update arrears set enterprise = 'E9'")
            base.commit()

    def test_json(self):
        path = self.folder / "small.json"
        self.done("convert", small(self.folder / "small"), path, "--with-personal")
        made = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual(made["tables"]["arrears"], [{"id": "A1", "enterprise": "E1", "category": "pension", "from": "2018-01", "through": "2018-03",
                                                      "principal": "1234.56", "due": "2018-04-15", "persons": 3}])
        self.assertEqual([one["name"] for one in made["tables"]["workers"]], ["赵甲", "=钱乙"])   # no formula here
        made["tables"]["arrears"][0]["enterprise"] = "E9"
        del made["tables"]["workers"][0]["id"]
        made["tables"]["workers"][1]["nmae"] = "孙丙"
        path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")   # all in one line
        code, out, err = run("check", path, "--lang", "en")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("(/tables/workers/0/id): the id is empty", err)
        self.assertIn("(/tables/workers/1): a name (not shown) is not known", err)
        self.assertNotIn("孙丙", err)
        for line in err.splitlines():
            self.assertRegex(line, r"small\.json:1:\d+ \(/tables/")
        del made["tables"]["workers"]
        path.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
        code, out, err = run("check", path, "--lang", "en")
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next(i for i, text in enumerate(lines, 1) if '"E9"' in text)
        self.assertIn(f"small.json:{line}:{lines[line - 1].index('E9')} (/tables/arrears/0/enterprise): ", err)

    def test_schemas_are_those_of_the_tree(self):
        schemas = Path(__file__).resolve().parents[2] / "docs" / "schemas"
        for name in ("registry", "columns"):
            out, _ = self.done("schema", name)
            self.assertEqual(out, (schemas / f"{name}.json").read_text(encoding="utf-8"))
        self.assertEqual(run("schema")[1], run("schema", "registry")[1])
        self.assertEqual(run("schema", "else")[0], 2)
        try:
            import jsonschema
        except ImportError:
            self.skipTest("no validator here")
        self.done("convert", SAMPLE, self.folder / "sample.json")
        registry = json.loads((schemas / "registry.json").read_text(encoding="utf-8"))
        document = json.loads((self.folder / "sample.json").read_text(encoding="utf-8"))
        check = jsonschema.Draft202012Validator(registry)
        self.assertEqual([error.message for error in check.iter_errors(document)], [])
        for wrong in ({"id": "A1"}, {"principal": "1.234"}, {"persons": 1.5}, {"category": "pensoin"}, {"more": 1}, {"from": "2018-13"}):
            record = {**document["tables"]["arrears"][0], **wrong} if wrong != {"id": "A1"} else wrong
            self.assertFalse(check.is_valid({**document, "tables": {**document["tables"], "arrears": [record]}}), wrong)

    def test_what_is_no_registry(self):
        (self.folder / "text.txt").write_text("something\n", encoding="utf-8")
        (self.folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        (self.folder / "cut.xlsx").write_bytes(b"PK\x03\x04 and no more")
        (self.folder / "empty").mkdir()
        for name, code in {"text.txt": 3, "old.xls": 3, "cut.xlsx": 3, "empty": 3, "nothing": 3}.items():
            with self.subTest(name):
                made, out, err = run("check", self.folder / name)
                self.assertEqual((made, out), (code, ""), err)
                self.assertIn(name, err)
        source = small(self.folder / "small")
        self.assertEqual(run("convert", source, self.folder / "x.docx")[0], 2)
        self.assertEqual(run("convert", source)[0], 2)
        self.assertEqual(run("check")[0], 2)


if __name__ == "__main__":
    unittest.main()
