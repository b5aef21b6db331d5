#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The tool's commands that ask rules: what they answer, row by row, and how they refuse."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import unittest

BINARY = os.environ.get("ARREARS_BINARY_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/tests"))
TOOL = os.path.join(BINARY, "bin", "arrears")


def run(*arguments, stdin=""):
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run([TOOL, *arguments], input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def batch(command, text, *arguments):
    """The rows that the tool writes, as dictionaries, and what it says."""
    done = run(command, "--batch", "-", *arguments, stdin=text)
    return list(csv.DictReader(io.StringIO(done.stdout))), done


class Retirement(unittest.TestCase):
    # From the annex of the decision of 2024-09-13, apart from this code.
    VECTORS = [("1964-12", "male", "2024-12", 60, 0), ("1965-01", "male", "2025-02", 60, 1), ("1967-05", "male", "2028-01", 60, 8),
               ("1976-08", "male", "2039-07", 62, 11), ("1976-09", "male", "2039-09", 63, 0), ("1986-01", "male", "2049-01", 63, 0),
               ("1969-12", "female55", "2024-12", 55, 0), ("1971-04", "female55", "2026-08", 55, 4), ("1981-09", "female55", "2039-09", 58, 0),
               ("1974-12", "female50", "2024-12", 50, 0), ("1975-03", "female50", "2025-05", 50, 2), ("1984-11", "female50", "2039-11", 55, 0)]

    def test_vectors(self):
        text = "birth,group\n" + "".join(f"{birth},{group}\n" for birth, group, *_ in self.VECTORS)
        rows, done = batch("retirement", text)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(list(rows[0]), ["birth", "group", "retirement_month", "age_years", "age_months", "minimum_contribution_months"])
        for row, (birth, group, month, years, months) in zip(rows, self.VECTORS, strict=True):
            self.assertEqual((row["birth"], row["group"]), (birth, group))
            self.assertEqual((row["retirement_month"], int(row["age_years"]), int(row["age_months"])), (month, years, months))
            year = int(month[:4])
            self.assertEqual(int(row["minimum_contribution_months"]), min(240, 180 + 6 * max(0, year - 2029)))

    def test_chinese_headers_and_days(self):
        rows, done = batch("retirement", "出生日期,类别\n1971年4月3日,女干部\n")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(rows[0]["retirement_month"], "2026-08")

    def test_single(self):
        text = run("retirement", "--birth", "1971-04", "--group", "female55", "--lang", "zh").stdout
        self.assertIn("延迟月数 4", text)
        answer = json.loads(run("retirement", "--birth", "1971-04", "--group", "female55", "--format", "json").stdout)
        self.assertEqual(answer["rule"], "retirement_options")
        values = [answer["steps"][step - 1]["value"] for step in answer["conclusions"]]
        self.assertEqual(values[0], {"kind": "date", "value": "2026-08-01"})
        self.assertEqual(values[3:], [{"kind": "month", "value": "2026-04"}, {"kind": "month", "value": "2029-08"}, 180])


class Against(unittest.TestCase):
    """What changed since another date, for each command that answers one case."""

    def rows(self, *arguments):
        done = run(*arguments, "--format", "csv")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def outcome(self, *arguments):
        return {row["name"]: (row["before"], row["after"], row["difference"]) for row in self.rows(*arguments) if row["kind"] == "outcome"}

    SURCHARGE = ["surcharge", "--principal", "10000", "--due", "2011-06-20", "--as-of", "2011-07-10", "--against", "2011-06-30"]

    def test_surcharge(self):
        # ten days at 2 per mille, then ten at 0.05 per cent
        self.assertEqual(self.outcome(*self.SURCHARGE), {"surcharge": ("200.00", "250.00", "50.00"), "days_charged": ("10", "20", "10"),
                                                         "uncapped": ("200.00", "250.00", "50.00")})
        rows = self.rows(*self.SURCHARGE)
        self.assertEqual((rows[0]["kind"], rows[0]["before"], rows[0]["after"]), ("as_of", "2011-06-30", "2011-07-10"))
        self.assertEqual([(row["name"], row["part"], row["before"], row["after"]) for row in rows if row["kind"] == "parameter"],
                         [("surcharge_daily_rate", "pension", "", "0.0005")])
        self.assertIn("- surcharge: 200.00 yuan → 250.00 yuan (+50.00 yuan)", run(*self.SURCHARGE, "--lang", "en").stdout)
        self.assertIn("- 滞纳金：200.00 元 → 250.00 元（+50.00 元）", run(*self.SURCHARGE, "--lang", "zh").stdout)
        answer = json.loads(run(*self.SURCHARGE, "--format", "json").stdout)
        self.assertEqual((answer["rule"], answer["changed"], answer["outcome"][0]["difference"]), ("surcharge", True, {"kind": "yuan", "value": "50.00"}))

    def test_nothing_changed(self):
        same = [*self.SURCHARGE[:-1], "2011-07-10"]
        self.assertIn("nothing changed", run(*same, "--lang", "en").stdout)
        self.assertFalse(json.loads(run(*same, "--format", "json").stdout)["changed"])

    def test_retirement(self):
        asked = ["retirement", "--birth", "1971-04-03", "--group", "female55", "--as-of", "2025-01-01", "--against", "2018-12-31"]
        outcome = self.outcome(*asked)
        self.assertEqual(outcome["day"], ("2026-04-03", "2026-08-03", "122"))
        self.assertEqual(outcome["latest"], ("2026-04", "2029-08", "40"))
        self.assertIn("延迟月数：0 → 4（+4）", run(*asked, "--lang", "zh").stdout)

    def test_contributions(self):
        outcome = self.outcome("contributions", "--month", "2019-05", "--against", "2019-04", "--wage", "2000", "--average-wage", "4565")
        self.assertEqual(outcome, {"base": ("2739.00", "2739.00", "0.00"), "employer": ("547.80", "438.24", "-109.56"),
                                   "worker": ("219.12", "219.12", "0.00")})

    def test_explain(self):
        rows = self.rows("explain", "--enterprise", "FED1", "--against", "2005-12-31")
        self.assertEqual([(row["before"], row["after"]) for row in rows if row["name"] == "hardship_class"], [("not_in_hardship", "uncertified_in_hardship")])
        answer = json.loads(run("explain", "--enterprise", "FED1", "--against", "2005-12-31", "--format", "json").stdout)
        self.assertTrue(answer["synthetic"])
        self.assertEqual([one["change"]["rule"] for one in answer["changes"]], ["hardship", "halt_band"])
        self.assertTrue(run("explain", "--enterprise", "FED1", "--against", "2005-12-31", "--lang", "en").stdout.startswith("(The records are synthetic.)"))

    def test_not_of_many(self):
        for command in ("surcharge", "retirement"):
            self.assertEqual(run(command, "--batch", "-", "--against", "2011-06-30").returncode, 2)
        self.assertEqual(run("contributions", "--batch", "-", "--against", "2011-06").returncode, 2)


class Surcharge(unittest.TestCase):
    # Principal, due, as of, days, surcharge, and capped: from the law's text, apart from this code.
    VECTORS = [("10000", "2020-01-31", "2020-01-31", 0, "0.00", "0.00"), ("10,000.00", "2020-01-31", "2020-02-01", 1, "5.00", "5.00"),
               ("12,345.67", "2020-02-15", "2020-03-15", 29, "179.01", "179.01"), ("12345.67", "2019-02-15", "2019-03-15", 28, "172.84", "172.84"),
               ("10000", "2011-06-30", "2011-07-01", 1, "5.00", "5.00"), ("10000", "2011-06-20", "2011-07-10", 20, "250.00", "250.00"),
               ("123456.78", "2008-02-28", "2012-02-29", 1462, "315802.44", "123456.78"), ("10000", "2015-01-01", "2020-06-23", 2000, "10000.00", "10000.00"),
               ("10000", "2015-01-01", "2020-06-24", 2001, "10005.00", "10000.00"), ("10.00", "2020-06-30", "2020-07-01", 1, "0.01", "0.01"),
               ("93,190,300.00", "2005-12-31", "2018-12-31", 4748, "501783170.35", "93190300.00"), ("10000", "1999-01-15", "1999-01-31", 10, "200.00", "200.00")]

    def test_vectors(self):
        text = "principal,due,as_of,cap\n" + "".join(f'"{principal}",{due},{as_of},{cap}\n' for principal, due, as_of, *_ in self.VECTORS
                                                     for cap in ("", "none", "principal"))
        rows, done = batch("surcharge", text, "--before-law", "none")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(len(rows), 3 * len(self.VECTORS))
        for at, row in enumerate(rows):
            days, plain, capped = self.VECTORS[at // 3][3:]
            self.assertEqual((int(row["days"]), row["surcharge"]), (days, capped if row["cap"] == "principal" else plain), row)

    def test_insurance_and_choices(self):
        rows, done = batch("surcharge", "principal,due,as_of,insurance\n100,2018-01-31,2018-12-31,住房公积金\n100,2018-01-31,2018-12-31,wages\n")
        self.assertEqual(done.returncode, 0)
        self.assertEqual([(row["days"], row["surcharge"]) for row in rows], [("0", "0.00"), ("0", "0.00")])
        old = "principal,due,as_of\n10000,1999-01-15,1999-01-31\n"
        self.assertEqual(batch("surcharge", old)[1].returncode, 1)
        self.assertEqual(batch("surcharge", old, "--before-law", "none")[0][0]["surcharge"], "200.00")
        cross = "principal,due,as_of\n10000,2011-06-20,2011-07-10\n"
        self.assertEqual(batch("surcharge", cross, "--crossing", "rate_of_first_day")[0][0]["surcharge"], "400.00")
        injury = "principal,due,as_of,insurance\n10000,2010-12-30,2011-01-10,work_injury\n"
        self.assertEqual(batch("surcharge", injury)[1].returncode, 1)   # no source was read for those days
        self.assertEqual(batch("surcharge", injury, "--enrolment", "not_enrolled")[0][0]["surcharge"], "70.00")
        exempt = "principal,due,as_of\n10000,2020-01-31,2020-07-01\n"
        self.assertEqual(batch("surcharge", exempt, "--exempt", "2020-02-01..2020-06-30")[0][0]["days"], "1")
        asked = ["surcharge", "--principal", "10000", "--due", "2020-01-31", "--as-of", "2020-07-01", "--exempt", "2020-02-01..2020-06-30=人社部发〔2020〕11号"]
        self.assertIn("（人社部发〔2020〕11号（调用方给定，未核））", run(*asked, "--lang", "zh").stdout)
        self.assertEqual(run(*asked[:-1], "2020-02-01=..2020-06-30").returncode, 2)

    def test_refused_rows_keep_their_place(self):
        text = "note,principal,due,as_of\n=1+1,100,2020-01-31,2020-02-01\nb,1O0,2020-01-31,2020-02-01\nc,-5,2020-01-31,2020-02-01\nd,100,,2020-02-01\n" \
               "e,100,2020-02-30,2020-03-01\nf,100\ng,100,2020-01-31,2020-02-02\n"
        rows, done = batch("surcharge", text)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([row["note"] for row in rows], ["=1+1", "b", "c", "d", "e", "f", "g"])
        self.assertEqual([row["surcharge"] for row in rows], ["0.05", "", "", "", "", "", "0.10"])
        lines = done.stderr.splitlines()
        self.assertTrue(lines[0].startswith("stdin:3:3 (principal): "), lines)
        self.assertTrue(lines[1].startswith("stdin:4:1: SurchargeRule: the principal is negative"), lines)
        self.assertEqual(lines[2], "stdin:5:1: undetermined without: last day to pay in time")
        self.assertTrue(lines[3].startswith("stdin:6:7 (due): "), lines)
        self.assertTrue(lines[4].startswith("stdin:7:1: the row has 2 cells"), lines)
        self.assertEqual(lines[5], "5 rows were not answered")

    def test_more_rows_than_a_buffer(self):
        text = "principal,due,as_of\n" + "".join(f"{number},2020-01-31,2020-02-01\n" for number in range(20000))
        rows, done = batch("surcharge", text)
        self.assertEqual((done.returncode, len(rows)), (0, 20000))
        for number, row in enumerate(rows):
            fen = (number * 5 + 50) // 100   # 0.05% of a day, half up
            self.assertEqual((row["principal"], row["surcharge"]), (str(number), f"{fen // 100}.{fen % 100:02}"))

    def test_files_that_are_none(self):
        self.assertEqual(run("surcharge", "--batch", "no-such-file.csv").returncode, 3)
        self.assertEqual(batch("surcharge", "")[1].returncode, 1)
        rows, done = batch("surcharge", "principal,due\n1,2020-01-01\n")
        self.assertEqual((rows, done.returncode), ([], 1))
        self.assertIn("the header lacks as_of", done.stderr)
        rows, done = batch("surcharge", "principal,due,as_of,surcharge\n1,2020-01-01,2020-01-02,9\n")
        self.assertEqual((rows, done.returncode), ([], 1))
        self.assertIn("the file has a column surcharge already", done.stderr)

    def test_liabilities(self):
        def rows(*arguments):
            done = run("surcharge", "--principal", "10000", "--as-of", "2020-02-20", "--liabilities", "--format", "csv", *arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return {row["liability"]: (row["standing"], row["least"], row["most"]) for row in csv.DictReader(io.StringIO(done.stdout))}
        pension = rows("--due", "2020-01-31", "--order", "unmet")
        self.assertEqual(pension["surcharge"], ("incurred", "100.00", "100.00"))
        self.assertEqual(pension["fine"], ("incurred", "10000.00", "30000.00"))
        self.assertEqual(pension["damages"], ("none_known", "", ""))
        self.assertEqual(rows("--due", "2020-01-31")["fine"], ("", "10000.00", "30000.00"))
        wages = rows("--due", "2017-01-31", "--insurance", "wages", "--order", "none", "--law", "first_day")
        self.assertEqual(wages["surcharge"], ("not_incurred", "0.00", "0.00"))
        self.assertEqual(wages["damages"], ("not_incurred", "5000.00", "10000.00"))
        self.assertEqual(wages["compensation"], ("incurred", "2500.00", "2500.00"))
        asked = ["surcharge", "--principal", "10000", "--due", "2020-01-31", "--as-of", "2020-02-20", "--liabilities"]
        self.assertIn("责令限期支付而逾期未付：不详", run(*asked, "--lang", "zh").stdout)
        self.assertEqual(json.loads(run(*asked, "--format", "json").stdout)["rule"], "delay_liabilities")
        changed = json.loads(run(*asked, "--against", "2020-02-10", "--format", "json").stdout)
        self.assertEqual(changed["outcome"][0]["difference"], {"kind": "yuan", "value": "50.00"})
        self.assertEqual(run("surcharge", "--batch", "-", "--liabilities").returncode, 2)
        self.assertEqual(run(*asked[:-1], "--order", "unmet").returncode, 2)

    def test_wrong_usage(self):
        for arguments in (["surcharge"], ["surcharge", "--principal", "1", "--due", "2020-13-01", "--as-of", "2020-01-01"], ["surcharge", "--cap", "half"],
                          ["surcharge", "--exempt", "2020"], ["nonsense"], []):
            self.assertEqual(run(*arguments).returncode, 2, arguments)

    def test_wrong_usage_in_chinese(self):
        for arguments, told in ((["surcharge"], "应给出 --principal、--due 和 --as-of，或 --batch 文件"), (["surcharge", "--cap", "half"], "不是下列之一：none, principal"),
                                (["surcharge", "--nonsense"], "多余或无法识别的参数：--nonsense"), (["surcharge", "--due", "2020-13-01"], "--due："),
                                (["surcharge", "--order", "unmet"], "--order 须与 --liabilities 同用"), (["surcharge", "--exempt", "2020"], "不是起止日期"),
                                (["settle"], "缺少 "), (["ageing", "--bands", "12,x"], "--bands："), (["ageing", "--bands", "12,6"], "--bands："),
                                (["tabulate", "x.csv", "--threads", "0"], "--threads："), (["retirement", "--group", "x"], "--group：")):
            for language in (["--lang", "zh"], ["--lang=zh"]):
                done = run(*arguments, *language)
                self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
                self.assertIn(told, done.stderr)
                self.assertNotRegex(done.stderr, "required|expected|Run with", arguments)
        self.assertIn("--due：缺少取值", run("surcharge", "--lang", "zh", "--due").stderr)
        self.assertIn("用 --help 查看用法。", run("--lang", "zh").stderr)
        self.assertIn("Run with --help", run("surcharge", "--nonsense", "--lang", "en").stderr)
        self.assertIn("is none of none, principal", run("surcharge", "--cap", "half").stderr)


class EveryCommand(unittest.TestCase):
    COMMANDS = (["explain", "--enterprise", "FED1"], ["surcharge", "--principal", "10000", "--due", "2011-06-20", "--as-of", "2011-07-10"],
                ["contributions", "--month", "2019-06", "--wage", "2000", "--average-wage", "4565"], ["retirement", "--birth", "1971-04", "--group", "female55"],
                ["ageing"], ["settle", "-", "--as-of", "2019-02-28"], ["what-if", "--enterprise", "FED1"])
    CHINESE = re.compile("[\u4e00-\u9fff]")

    def test_each_format_in_each_language(self):
        for command in self.COMMANDS:
            answers = {}
            for language in ("zh", "en"):
                for form in ("text", "csv", "json"):
                    done = run(*command, "--lang", language, "--format", form, stdin=Settle.LEDGER)
                    self.assertEqual((done.returncode, done.stderr), (0, ""), (command, language, form))
                    answers[language, form] = done.stdout
                self.assertGreater(len(list(csv.reader(io.StringIO(answers[language, "csv"])))), 1)
                json.loads(answers[language, "json"])
            self.assertRegex(answers["zh", "text"], self.CHINESE, command)
            self.assertNotRegex(re.sub("联合社企业[0-9]+", "", answers["en", "text"]), self.CHINESE, command)   # but for the name
            self.assertEqual(answers["zh", "json"], answers["en", "json"], command)   # for programs: the same whoever asks
            self.assertEqual(answers["zh", "csv"], answers["en", "csv"], command)

    def test_help_shows_an_example(self):
        for name, *_ in self.COMMANDS:
            done = run(name, "--help")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn(f"Example: arrears {name} ", done.stdout)


class Contributions(unittest.TestCase):
    def test_batch(self):
        text = "insurance,month,wage,average_wage\npension,2019-06,2000,4565\n医疗,2018-12,20000,4565\nunemployment,2018-12,3000,4565\nhousing_fund,2018-12,3000,4565\n"
        rows, done = batch("contributions", text)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([(row["base"], row["employer"], row["worker"]) for row in rows],
                         [("2739.00", "438.24", "219.12"), ("13695.00", "821.70", "273.90"), ("3000.00", "15.00", "15.00"), ("3000.00", "150.00", "150.00")])

    def test_missing_facts_and_enrolment(self):
        text = "insurance,month,wage,average_wage,risk_class,enrolment\nwork_injury,2018-12,3000,4565,,\nwork_injury,2018-12,3000,4565,3,\npension,2018-12,3000,4565,,未参保\n"
        rows, done = batch("contributions", text)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([row["employer"] for row in rows], ["", "21.00", "not_enrolled"])
        self.assertIn("stdin:2:1: undetermined without: risk class for work injury", done.stderr)

    def test_parameters_of_a_place(self):
        place = '[source.a]\ndocument = "d"\n[[parameter]]\nname = "employer_rate"\nof = "pension"\nfrom = "2018-01-01"\nvalue = "19%"\nsource = "a"\n' \
                '[[parameter]]\nname = "contribution_unit"\nof = "pension"\nvalue = "0.10"\nsource = "a"\n' \
                '[[parameter]]\nname = "contribution_rounding"\nof = "pension"\nvalue = "up"\nsource = "a"\n'
        path = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"arrears_place_{os.getpid()}.toml")
        try:
            with open(path, "w", encoding="utf-8") as file:
                file.write(place)
            rows, done = batch("contributions", "insurance,month,wage,average_wage\npension,2018-12,2901.3,4565\n", "--parameters", path)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((rows[0]["employer"], rows[0]["worker"]), ("551.30", "232.20"))   # 551.247 and 232.104, up to the jiao
            with open(path, "a", encoding="utf-8") as file:
                file.write("[[parameter]]\nname = \"nonsense\"\n")
            done = run("contributions", "--month", "2018-12", "--wage", "1", "--parameters", path)
            self.assertEqual(done.returncode, 1)
            self.assertIn(":20:8 (name)", done.stderr)
        finally:
            os.remove(path)


class Explain(unittest.TestCase):
    def test_enterprise_parent_and_units(self):
        text = run("explain", "--enterprise", "FED1", "--lang", "en").stdout
        self.assertTrue(text.startswith("(The records are synthetic.)"))
        self.assertIn("hardship class, as of 2018-12-31", text)
        zh = run("explain", "--enterprise", "FED1", "--lang", "zh").stdout
        self.assertIn("困难企业认定，截至 2018年12月31日", zh)
        answer = json.loads(run("explain", "--enterprise", "FED1", "--format", "json").stdout)
        self.assertTrue(answer["synthetic"])
        self.assertEqual([one["reasons"]["rule"] for one in answer["answers"]], ["hardship", "halt_band"])
        rows = list(csv.DictReader(io.StringIO(run("explain", "--enterprise", "FED1", "--format", "csv").stdout)))
        self.assertEqual([(row["rule"], row["name"], row["outcome"], row["missing"]) for row in rows],
                         [("hardship", "hardship_class", "uncertified_in_hardship", ""), ("halt_band", "halted", "no", "")])
        rows = list(csv.DictReader(io.StringIO(run("explain", "--worker", "W00001", "--format", "csv").stdout)))
        self.assertEqual([(row["name"], row["outcome"]) for row in rows],
                         [("status", "laid_off"), ("day", "2033-07-18"), ("age_months", "720"), ("delay", "0"), ("overdue", "no")])

    def test_unknown_ids_and_no_worker_is_named(self):
        self.assertEqual(run("explain", "--enterprise", "nobody").returncode, 1)
        done = run("explain", "--worker", "140399198001010012")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("140399198001010012", done.stderr + done.stdout)
        self.assertEqual(run("explain").returncode, 2)


class Settle(unittest.TestCase):
    # 10,000 owed since 2019-01-31 at 0.05% a day; 4,000 paid on 2019-02-10, the bank's slip found on 2019-03-05.
    LEDGER = "id,on,entered,kind,amount,debt,category,basis\n" \
             "1,2019-01-31,,opening,\"10,000\",A,养老,\n2,2019-02-10,2019-03-05,payment,4000,A,pension,\n"

    def settle(self, text, *arguments):
        return run("settle", "-", *arguments, stdin=text)

    def test_a_payment_found_late(self):
        answer = json.loads(self.settle(self.LEDGER, "--as-of", "2019-02-28", "--format", "json").stdout)
        # ten days on 10,000, then eighteen on 6,000
        self.assertEqual(answer["debts"][0]["principal"], "6000.00")
        self.assertEqual(answer["debts"][0]["surcharge"], "104.00")
        before = json.loads(self.settle(self.LEDGER, "--as-of", "2019-02-28", "--known", "2019-03-04", "--format", "json").stdout)
        self.assertEqual((before["debts"][0]["principal"], before["debts"][0]["surcharge"]), ("10000.00", "140.00"))
        self.assertEqual(before["totals"]["outstanding"], "10140.00")

    def test_orders(self):
        text = self.settle(self.LEDGER, "--as-of", "2019-02-28", "--order", "surcharge_first", "--format", "csv").stdout
        row = next(csv.DictReader(io.StringIO(text)))
        self.assertEqual((row["principal"], row["surcharge"]), ("6050.00", "54.45"))   # the 50.00 of ten days were paid first
        table = self.settle(self.LEDGER, "--as-of", "2019-02-28", "--compare", "--format", "csv").stdout
        rows = {row["order"]: row for row in csv.DictReader(io.StringIO(table))}
        self.assertEqual(rows["principal_first"]["outstanding"], "6104.00")
        self.assertEqual(rows["surcharge_first"]["outstanding"], "6104.45")

    def test_what_late_entries_change(self):
        asked = ["--as-of", "2019-02-28", "--since", "2019-03-04"]
        rows = list(csv.DictReader(io.StringIO(self.settle(self.LEDGER, *asked, "--format", "csv").stdout)))
        self.assertEqual([(row["component"], row["before"], row["after"], row["difference"]) for row in rows],
                         [("principal", "10000.00", "6000.00", "-4000.00"), ("surcharge", "140.00", "104.00", "-36.00")])
        answer = json.loads(self.settle(self.LEDGER, *asked, "--format", "json").stdout)
        self.assertEqual([entry["entry"] for entry in answer["entries"]], ["2"])
        self.assertIn("nothing changed", self.settle(self.LEDGER, "--as-of", "2019-02-28", "--since", "2019-03-05", "--lang", "en").stdout)
        self.assertEqual(self.settle(self.LEDGER, *asked, "--compare").returncode, 2)

    def test_credit_is_kept_and_told(self):
        more = self.LEDGER + "3,2019-04-01,,payment,9000,,,\n"
        answer = json.loads(self.settle(more, "--as-of", "2019-04-01", "--format", "json").stdout)
        self.assertEqual(answer["totals"]["outstanding"], "0.00")
        self.assertEqual(answer["credits"], [{"entry": "3", "amount": "2800.00"}])   # 6,000 and 200.00 of surcharge
        self.assertIn("wait as credit", self.settle(more, "--as-of", "2019-04-01", "--lang", "en").stdout)
        self.assertIn("留作余款", self.settle(more, "--as-of", "2019-04-01", "--lang", "zh").stdout)

    def test_what_is_wrong_has_its_place(self):
        bad = self.LEDGER + "3,2019-04-01,,waiver,1,A,,\n4,2019-04-01,,payment,-1,A,,\n5,2019-04-01,,waiver,1,B,,law\n1,2019-04-01,,payment,1,A,,\n6,,,payment,1,,,\n"
        done = self.settle(bad, "--as-of", "2019-04-01")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 5, lines)
        for line, place in zip(sorted(lines), ("4", "5", "6", "7", "8"), strict=True):
            self.assertRegex(line, rf"^(stdin|-|standard input):{place}:")
        self.assertEqual(self.settle(self.LEDGER).returncode, 2)


class Ageing(unittest.TestCase):
    def test_bands_add_up(self):
        answer = json.loads(run("ageing", "--format", "json").stdout)
        self.assertTrue(answer["synthetic"])
        self.assertEqual([band["months_max"] for band in answer["bands"]], [None, 3, 12, 36, 60, None])
        rows = list(csv.DictReader(io.StringIO(run("ageing", "--lang", "zh", "--format", "csv").stdout)))
        self.assertEqual([row["months_max"] for row in rows], ["", "3", "12", "36", "60", ""])
        fen = [round(float(band["principal"]) * 100) for band in answer["bands"]]
        self.assertEqual(sum(fen), round(float(answer["principal"]) * 100))
        pension = json.loads(run("ageing", "--category", "pension", "--bands", "12,120", "--format", "json").stdout)
        self.assertEqual(len(pension["bands"]), 4)
        self.assertEqual(pension["principal"], "726574100.00")   # the survey's 72,657.41 万元
        self.assertEqual(run("ageing", "--bands", "12,x").returncode, 2)
        self.assertEqual(run("ageing", "--bands", "12,6").returncode, 2)
        self.assertIn("合计", run("ageing", "--lang", "zh").stdout)


class WhatIf(unittest.TestCase):
    def test_least_payments(self):
        answer = json.loads(run("what-if", "--enterprise", "FED1", "--format", "json").stdout)
        self.assertTrue(answer["synthetic"])
        first = answer["answers"][0]
        self.assertEqual(round(float(first["amount"]) * 100) - round(float(first["too_little"]) * 100), 1)
        self.assertEqual(run("what-if").returncode, 2)
        done = run("what-if", "--budget", "1", "--enterprise", "FED1", "--lang", "zh")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("不能同用", done.stderr)
        # One of the survey's 108, a man of 60: by whom, and how much; by the worker's own arrears nothing is known.
        self.assertIn("补缴企业所欠养老保险费（由企业补缴，或由职工垫缴）：3114956.91 元（少一分即 3114956.90 元 则不够）",
                      run("what-if", "--worker", "W00054", "--lang", "zh").stdout)
        self.assertIn("undetermined; what would decide: the worker's own pension arrears",
                      run("what-if", "--worker", "W00054", "--blocked-by", "own_arrears", "--lang", "en").stdout)
        self.assertIn("the retirement is not overdue", run("what-if", "--worker", "W00001", "--lang", "en").stdout)
        done = run("what-if", "--worker", "140399198001010012")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("140399198001010012", done.stderr + done.stdout)

    def test_budget(self):
        answer = json.loads(run("what-if", "--budget", "3000万元", "--format", "json").stdout)
        self.assertEqual(sum(one["workers"] for one in answer["enterprises"]), answer["workers"])
        self.assertLessEqual(float(answer["cost"]), 30_000_000)
        self.assertEqual(answer["workers"], answer["workers_at_most"])
        everybody = json.loads(run("what-if", "--budget", "100亿元", "--format", "json").stdout)
        self.assertEqual(everybody["workers"], 108)   # all of the survey's


if __name__ == "__main__":
    if not os.path.exists(TOOL):
        sys.exit(f"{TOOL} is not there: build it first")
    unittest.main()
