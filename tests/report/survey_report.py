#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What must hold of survey_report whatever the registry, tried on altered copies of the sample.

usage: survey_report.py PROGRAM SAMPLE_DIRECTORY
"""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SAMPLE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def run(directory, *arguments, program=PROGRAM):
    return subprocess.run([program, directory, *arguments], capture_output=True, text=True, encoding="utf-8")


def report(directory, *arguments):
    """The rows of the report's CSV form, and its exit code checked."""
    done = run(directory, "--format", "csv", "--lang", "en", *arguments)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Copy:
    """A copy of the sample that may be altered."""

    def __enter__(self):
        self.root = tempfile.mkdtemp()
        self.path = os.path.join(self.root, "city")
        shutil.copytree(SAMPLE, self.path, ignore=shutil.ignore_patterns("description"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def file(self, name):
        return os.path.join(self.path, name if name == "published.csv" else os.path.join("registry", name))

    def edit(self, name, change):
        """Applies `change(rows)`, which alters the rows in place or returns others."""
        rows = read(self.file(name))
        write(self.file(name), change(rows) or rows)

    def moved(self):
        """The published figures whose computed value is no longer that of the sample."""
        before = {row["figure"]: row["computed"] for row in report(SAMPLE) if row["figure"]}
        after = {row["figure"]: row["computed"] for row in report(self.path) if row["figure"]}
        assert before.keys() == after.keys()
        return {figure for figure in before if before[figure] != after[figure]}


def figures(keep):
    """The ids of published figures whose definition a predicate takes."""
    return {row["id"] for row in read(os.path.join(SAMPLE, "published.csv")) if keep(row["definition"])}


class SurveyReport(unittest.TestCase):
    def test_every_published_figure_is_shown_and_only_one_line_differs(self):
        rows = report(SAMPLE)
        shown = {row["figure"] for row in rows if row["figure"]}
        self.assertEqual(shown, {row["id"] for row in read(os.path.join(SAMPLE, "published.csv"))})
        differing = {row["definition"] for row in rows if row["verdict"] == "differs" and row["table"] != "findings"}
        self.assertEqual(differing, {"from arrears; where category = medical_expense and system within GJJ; measure sum(outstanding)"})
        findings = [row["label"] for row in rows if row["table"] == "findings"]
        self.assertTrue(any("6,131.51" in text and "1,427.68" in text for text in findings), findings)

    def test_every_report_says_that_its_records_are_synthetic(self):
        self.assertIn("synthetic", run(SAMPLE, "--lang", "en").stdout)
        self.assertIn("合成", run(SAMPLE, "--lang", "zh").stdout)
        self.assertIn("synthetic", run(SAMPLE, "--lang", "en", "--format", "markdown").stdout)
        self.assertTrue(json.loads(run(SAMPLE, "--lang", "en", "--format", "json").stdout)["synthetic"])
        self.assertEqual({row["synthetic"] for row in report(SAMPLE)}, {"yes"})

    def test_computed_figures_do_not_look_at_published_ones(self):
        with Copy() as city:
            os.remove(city.file("published.csv"))
            with_published = [(row["table"], row["definition"], row["computed"]) for row in report(SAMPLE) if row["table"] != "findings"]
            without = [(row["table"], row["definition"], row["computed"]) for row in report(city.path) if row["table"] != "findings"]
            self.assertEqual(with_published, without)
            self.assertGreater(len(without), 100)

    def test_unknown_is_told_apart_from_none(self):
        with Copy() as city:
            city.edit("enterprise_history.csv", lambda rows: [row for row in rows if row["attribute"] != "maternity"])
            computed = {row["definition"]: row["computed"] for row in report(city.path) if row["table"] == "enrolment"}
            for insurance, unknown in (("maternity", "101"), ("pension", "101"), ("housing_fund", None)):
                definition = f"from enterprises; where enrolled_{insurance} is unknown; measure count"
                self.assertEqual(computed.get(definition), unknown)

    def test_nothing_depends_on_ids_labels_or_amounts(self):
        """All ids and labels replaced, all amounts trebled: every figure reconciles as before."""
        with Copy() as city:
            ids = {}
            for name, column in (("systems.csv", "id"), ("enterprises.csv", "id"), ("workers.csv", "id"), ("retirees.csv", "id"),
                                 ("households.csv", "id"), ("arrears.csv", "id"), ("worker_advances.csv", "id")):
                for row in read(city.file(name)):
                    ids.setdefault(row[column], f"x{len(ids)}")

            def treble(text):
                whole, _, fraction = text.partition(".")
                fen = 3 * int(whole + (fraction + "00")[:2])
                return f"{fen // 100}.{fen % 100:02d}"

            def rewrite(rows):
                for row in rows:
                    for column in row:
                        if column in ("principal", "amount"):
                            row[column] = treble(row[column])
                        elif column in ("name", "name_en", "enterprise_name", "label", "label_en"):
                            row[column] = f"name {len(row[column])}"
                        elif row[column] in ids:
                            row[column] = ids[row[column]]

            for name in os.listdir(os.path.join(city.path, "registry")):
                if name != "about.csv":
                    city.edit(name, rewrite)

            def republish(rows):
                for number, row in enumerate(rows):
                    row["id"], row["label"], row["label_en"] = f"figure{number}", f"标签{number}", f"label {number}"
                    row["definition"] = re.sub(r"\b1000000\b", "3000000", row["definition"])
                    row["definition"] = re.sub(r"\w+", lambda word: ids.get(word.group(), word.group()), row["definition"])
                    if row["unit"] == "万元":
                        scale = 10 ** int(row["precision"])
                        digits = 3 * int(row["value"].replace(".", ""))
                        row["value"] = f"{digits // scale}.{digits % scale:0{int(row['precision'])}d}"
            city.edit("published.csv", republish)
            rows = report(city.path)
            differing = [row for row in rows if row["verdict"] == "differs" and row["table"] != "findings"]
            before = [row for row in report(SAMPLE) if row["verdict"] == "differs" and row["table"] != "findings"]
            self.assertEqual([(row["published"], row["computed"]) for row in differing], [(treble(row["published"]), treble(row["computed"])) for row in before])
            self.assertEqual(len([row for row in rows if row["figure"]]), len(read(os.path.join(SAMPLE, "published.csv"))))

    def test_one_changed_record_moves_just_the_figures_that_count_it(self):
        def first(rows, **wanted):
            return next(row for row in rows if all(row[column] == value for column, value in wanted.items()))

        with self.subTest("a worker's sex"), Copy() as city:
            city.edit("workers.csv", lambda rows: first(rows, sex="male", retirement_group="male").update(sex=""))
            self.assertEqual(city.moved(), figures(lambda d: "sex = male" in d))
        with self.subTest("a worker's education"), Copy() as city:
            city.edit("workers.csv", lambda rows: first(rows, education="primary").update(education="tertiary"))
            self.assertEqual(city.moved(), figures(lambda d: re.search("education = (primary|tertiary)", d)))
        with self.subTest("an enterprise's ownership"), Copy() as city:
            city.edit("enterprises.csv", lambda rows: first(rows, ownership="restructured").update(ownership="state"))
            self.assertEqual(city.moved(), figures(lambda d: re.search("ownership = (restructured|state)", d)))
        with self.subTest("an enterprise's industry"), Copy() as city:
            mining = next(row["match"] for row in read(city.file("groupings.csv")) if row["group"] == "mining")
            city.edit("enterprises.csv", lambda rows: next(row for row in rows if row["industry"].startswith(mining)).update(industry="K70"))
            self.assertEqual(city.moved(), figures(lambda d: re.search("industry_group = (mining|real_estate)", d)))
        with self.subTest("a household gone to work"), Copy() as city:
            def employ(rows):
                rows[0].update(able_members="1", employed_members="1")
            before = read(city.file("households.csv"))[0]
            self.assertEqual(before["employed_members"] or "0", "0")
            city.edit("households.csv", employ)
            self.assertEqual(city.moved(), figures(lambda d: "zero_employment" in d))
        with self.subTest("a resettlement plan more"), Copy() as city:
            city.edit("resettlement_plans.csv", lambda rows: rows + [dict(rows[0], id="one-more")])
            self.assertEqual(city.moved(), figures(lambda d: "from resettlement_plans" in d))
        with self.subTest("heating owed outside every system"), Copy() as city:
            within = {row["id"] for row in read(city.file("enterprises.csv")) if row["system"]}
            def add(rows):
                row = next(row for row in rows if row["category"] == "heating" and row["enterprise"] not in within)
                whole, _, fraction = row["principal"].partition(".")
                row["principal"] = f"{int(whole) + 1000}.{fraction or '00'}"
            city.edit("arrears.csv", add)
            self.assertEqual(city.moved(), figures(lambda d: d == "from arrears; where category = heating; measure sum(outstanding)"))

    def test_one_changed_record_of_the_other_kinds_moves_just_the_figures_that_count_it(self):
        named = set(re.findall(r"system within (\w+)", " ".join(row["definition"] for row in read(os.path.join(SAMPLE, "published.csv")))))
        enterprises = {row["id"]: row["system"] for row in read(os.path.join(SAMPLE, "registry", "enterprises.csv"))}
        apart = {one for one, system in enterprises.items() if system not in named}   # in the figures of the whole alone
        arrears = {row["id"]: row for row in read(os.path.join(SAMPLE, "registry", "arrears.csv"))}

        def less(row, column):
            whole, _, fraction = row[column].partition(".")
            row[column] = f"{int(whole) - 1000}.{fraction or '00'}"

        with self.subTest("what a retiree is owed"), Copy() as city:
            def settle(rows):
                row = next(row for row in rows if row["owed"].split(";")[0] == "wages" and row["enterprise"] in apart)
                row["owed"] = ";".join(row["owed"].split(";")[1:])
            city.edit("retirees.csv", settle)
            self.assertEqual(city.moved(), figures(lambda d: "category = wages and roll = retired;" in d))
        with self.subTest("a payment"), Copy() as city:
            def pay_less(rows):
                row = next(row for row in rows if len(row["amount"]) > 7 and arrears[row["arrears"]]["enterprise"] in apart
                           and arrears[row["arrears"]]["category"] == "medical")
                less(row, "amount")
            city.edit("payments.csv", pay_less)
            self.assertEqual(city.moved(), figures(lambda d: "category = medical; measure sum(outstanding)" in d))
        with self.subTest("an advance"), Copy() as city:
            city.edit("worker_advances.csv", lambda rows: less(next(row for row in rows if enterprises[row["enterprise"]] == "FED"), "amount"))
            self.assertEqual(city.moved(), figures(lambda d: "sum(amount)" in d or ("category = pension" in d and "sum(outstanding)" in d
                                                                                    and "having" not in d and "GRP" not in d)))
        with self.subTest("a certification"), Copy() as city:
            def certify(rows):
                row = next(row for row in rows if row["value"] == "special_hardship" and row["enterprise"] in apart)
                row["value"] = "hardship"
            city.edit("enterprise_history.csv", certify)
            self.assertEqual(city.moved(), figures(lambda d: re.search("hardship_class = certified_(special_)?hardship;", d)))
        with self.subTest("an enrolment"), Copy() as city:
            def enrol(rows):
                next(row for row in rows if row["attribute"] == "maternity" and row["value"] == "not_enrolled" and row["enterprise"] in apart).update(value="enrolled")
            city.edit("enterprise_history.csv", enrol)
            self.assertEqual(city.moved(), figures(lambda d: "enrolled_maternity" in d and "within" not in d))
        with self.subTest("a group's founding"), Copy() as city:
            city.edit("systems.csv", lambda rows: next(row for row in rows if row["founded_year"]).update(founded_year="1953"))
            self.assertEqual(city.moved(), figures(lambda d: d.startswith("from systems;")))

    def test_the_forms_agree(self):
        rows = [row for row in report(SAMPLE) if row["table"] != "findings"]
        lines = [line for table in json.loads(run(SAMPLE, "--lang", "en", "--format", "json").stdout)["tables"] for line in table["lines"]]
        self.assertEqual([(row["definition"], row["computed"]) for row in rows], [(line["definition"], line["computed"]) for line in lines])
        markdown = run(SAMPLE, "--lang", "en", "--format", "markdown").stdout
        cells = [re.split(r"(?<!\\)\|", line) for line in markdown.splitlines() if line.startswith("|")]
        self.assertEqual({len(row) for row in cells}, {7})
        text = run(SAMPLE, "--lang", "zh").stdout
        self.assertIn("72,657.41", text)

    def test_the_same_bytes_whatever_the_environment(self):
        expected = run(SAMPLE, "--lang", "zh").stdout
        for name in ("C", "de_DE.UTF-8", "zh_CN.UTF-8"):
            done = subprocess.run([PROGRAM, SAMPLE, "--lang", "zh"], capture_output=True, text=True, encoding="utf-8", cwd="/",
                                  env={"LC_ALL": name, "TZ": "Pacific/Kiritimati"})
            self.assertEqual(done.stdout, expected)

    def test_bad_input_is_told_with_its_place(self):
        def refused(city, code, *wanted):
            done = run(city.path, "--lang", "en")
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertEqual(done.stdout, "")
            for text in wanted:
                self.assertIn(text, done.stderr)

        def corrupt(name, old, new, count=1):
            with open(city.file(name), "rb") as file:
                content = file.read()
            self.assertIn(old, content)
            with open(city.file(name), "wb") as file:
                file.write(content.replace(old, new, count))

        with Copy() as city:
            os.remove(city.file("enterprises.csv"))
            refused(city, 3, "enterprises.csv")
        with Copy() as city:
            open(city.file("arrears.csv"), "w").close()
            refused(city, 1, "arrears.csv")
        with Copy() as city:
            corrupt("arrears.csv", b"principal", b"princpal")
            refused(city, 1, "arrears.csv:1", "princpal", "principal")
        with Copy() as city:
            def bad(rows):
                rows[0]["principal"] = "1,23O.00"
                rows[1]["category"] = "pensoin"
                rows[2]["from"] = "2018-13"
                rows[3]["enterprise"] = "nobody"
                rows[5]["id"] = rows[4]["id"]
            city.edit("arrears.csv", bad)
            refused(city, 1, "arrears.csv:2", "arrears.csv:3", "arrears.csv:4", "arrears.csv:5", "arrears.csv:7")
        with Copy() as city:
            corrupt("workers.csv", b"male", b"m\xffle")
            refused(city, 1, "workers.csv:2")
        with Copy() as city:
            with open(city.file("households.csv"), "ab") as file:
                file.write(b"h" * 10_000_000 + b"\n")
            refused(city, 1, "households.csv:")
        with Copy() as city:
            city.edit("published.csv", lambda rows: rows[0].update(definition="from enterprises; measure cuont"))
            refused(city, 1, "published.csv:2")
        self.assertEqual(run("/nowhere").returncode, 3)
        self.assertEqual(run(SAMPLE, "--as-of", "2018-02-30").returncode, 2)
        self.assertEqual(run(SAMPLE, "--format", "pdf").returncode, 2)
        self.assertEqual(run(SAMPLE, "--no-such-option").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
