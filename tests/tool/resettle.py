#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The command resettle: what it says of a plan's folder, in every form, and how it refuses what cannot be."""
import csv
import io
import json
import os
import re
import subprocess
import tempfile
import unittest

BINARY = os.environ.get("ARREARS_BINARY_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/tests"))
TOOL = os.path.join(BINARY, "bin", "arrears")
NUMBER = "140399198001010012"   # of a division that is nobody's

PLAN = {
    "plan.csv": "id,enterprise_name,kind,petition_accepted,means,average_wage,minimum_wage\nP-07,第二纺织厂,破产,2009-06-03,60000,1500,700\n",
    "steps.csv": "step,on,meeting,delegates,present,in_favour,secret_ballot,document\ndraft,2009-03-02,,,,,,\n"
                 "deliberate,2009-04-10,workers_congress,120,84,,,\nadopt,2009-04-10,职代会,120,84,61,是,\n",
    "workers.csv": f"id,destination,destined,service_from,service_through,wage\n{NUMBER},re_employed,2009-09-01,,,\n"
                   "W2,compensated,2009-12-31,1998-07-01,2009-12-31,1200\nW3,,,,,\n",
    "insurance.csv": "worker,insurance,standing,from,to\nW3,pension,interrupted,2003-01-01,\n",
    "claims.csv": "id,kind,amount,owed_since,collateral,advance\nC1,procedure_costs,8000,,,\nC2,wages,40000,2005-12-31,,\n"
                  "C3,wages,30000,2008-12-31,,yes\nC4,social_insurance,90000,,,\nC5,secured,200000,,150000,\n",
}
WITH_WORKER = PLAN["claims.csv"].replace("\n", ",\n").replace("advance,\n", "advance,worker\n")


class Resettle(unittest.TestCase):
    def run_plan(self, *arguments, as_of="2010-06-30", **changes):
        """Runs the tool over the plan, with files changed (None: left out); `_` stands for the dot of a name."""
        with tempfile.TemporaryDirectory() as folder:
            files = {**PLAN, **{name.replace("_", "."): text for name, text in changes.items()}}
            for name, text in files.items():
                if text is not None:
                    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                        file.write(text)
            done = subprocess.run([TOOL, "resettle", folder, "--as-of", as_of, *arguments], capture_output=True, text=True, encoding="utf-8",
                                  env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
            self.assertNotIn(NUMBER, done.stdout + done.stderr)
            done.stderr = done.stderr.replace(folder + "/", "")
            done.stdout = done.stdout.replace(folder + "/", "")
            return done

    def refused(self, *lines, **changes):
        """Both languages name the same places."""
        places = []
        for language in ("en", "zh"):
            done = self.run_plan("--lang", language, **changes)
            self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
            places.append([re.match(r"[a-z]+\.csv(:\d+)*( \(\w+\))?", line).group() for line in done.stderr.splitlines()])
            if language == "en":
                told = done.stderr.splitlines()
        self.assertEqual(places[0], places[1])
        self.assertEqual(len(told), len(lines), told)
        for line, start in zip(told, lines):
            self.assertTrue(line.startswith(start), line)

    def test_text(self):
        done = self.run_plan()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("第二纺织厂 (bankrupt): the plan is adopted, as of 2010-06-30\n- draft: 2009-03-02\n", done.stdout)
        self.assertIn("Missing for the next step (put to the court with the petition)\n- put to the court with the petition: its day is missing", done.stdout)
        self.assertIn("Where the 3 workers go\n- re-employed: 1\n- compensated: 1\n- no destination yet: 1\n", done.stdout)
        self.assertIn("Insurance tracked\n- pension: 1 interrupted or owed\n", done.stdout)
        chinese = self.run_plan("--lang", "zh", "--explain").stdout
        self.assertIn("第二纺织厂（破产）：方案已通过，截至 2010年6月30日", chinese)
        self.assertIn("尚无去向：1", chinese)
        self.assertIn("企业破产法第一百一十三条第一款第一项", chinese)

    def test_amounts(self):
        # 1,200 for two years since 2008, for nine and a half before: a year begun counts. Ranks: 8,000 of costs, then 52,000 for
        # 70,000 of wages and 14,400 of compensation: 40,000 are old, and what is unpaid of them comes out of the collateral.
        rows = list(csv.DictReader(io.StringIO(self.run_plan("--format", "csv", "--claims").stdout)))
        amounts = {(row["part"], row["name"], row["value"]): (row["claimed"], row["paid"], row["from_collateral"], row["unpaid"]) for row in rows}
        self.assertEqual(amounts["rank", "costs", ""], ("8000.00", "8000.00", "0.00", "0.00"))
        self.assertEqual(amounts["kind", "compensation", ""], ("14400.00", "8872.04", "0.00", "5527.96"))
        self.assertEqual(amounts["claim", "C2", "wages"], ("40000.00", "24644.55", "15355.45", "0.00"))
        self.assertEqual(amounts["advance", "C3", "wages"], ("30000.00", "18483.41", "0.00", "11516.59"))
        self.assertEqual(amounts["secured", "secured", ""], ("200000.00", "0.00", "134644.55", "65355.45"))
        self.assertEqual(amounts["total", "", ""], ("382400.00", "60000.00", "150000.00", "172400.00"))
        values = {(row["part"], row["name"]): row["value"] for row in rows}
        self.assertEqual(values["state", "adopted"], "2010-06-30")
        self.assertEqual(values["next", "petition"], "")
        self.assertEqual(values["tracked", "pension"], "3")

    def test_json_agrees_with_csv(self):
        answer = json.loads(self.run_plan("--format", "json", "--explain").stdout)
        rows = csv.DictReader(io.StringIO(self.run_plan("--format", "csv").stdout))
        lines = [row for row in rows if row["part"] in ("rank", "kind", "secured", "total")]
        self.assertEqual([(line["part"], line.get("name", ""), line["claimed"], line["paid"], line["from_collateral"], line["unpaid"])
                          for line in answer["cost"]],
                         [(row["part"], row["name"], row["claimed"], row["paid"], row["from_collateral"], row["unpaid"]) for row in lines])
        self.assertEqual((answer["state"], answer["next"], answer["destinations"]["none"]), ("adopted", "petition", 1))
        self.assertEqual([lack["requirement"] for lack in answer["missing"]], ["day"])
        self.assertEqual(answer["reasons"]["rule"], "estate")
        self.assertEqual(self.run_plan("--format", "json", "--lang", "zh").stdout, self.run_plan("--format", "json", "--lang", "en").stdout)

    def test_markdown(self):
        text = self.run_plan("--format", "markdown").stdout
        self.assertTrue(text.startswith("# 第二纺织厂 (bankrupt)"))
        self.assertIn("| rank, kind of claim | claimed | paid | out of collateral | unpaid |", text)

    def test_law_of_the_day(self):
        before = self.run_plan("--format", "json", as_of="2007-05-31", steps_csv=None, insurance_csv=None)
        self.assertEqual(before.returncode, 0, before.stderr)
        ranks = {line["name"]: line for line in json.loads(before.stdout)["cost"] if line["part"] == "rank"}
        self.assertNotIn("second", ranks)   # all insurance stands with the wages
        self.assertEqual(ranks["first"]["from_collateral"], "0.00")
        petition = json.loads(self.run_plan("--format", "json", "--rank-law", "petition").stdout)
        self.assertIn("second", {line.get("name") for line in petition["cost"]})   # accepted in 2009

    def test_closed_and_short(self):
        plan = PLAN["plan.csv"].replace("破产,2009-06-03", "关闭,")
        done = self.run_plan(plan_csv=plan)
        self.assertIn("have to petition for bankruptcy (Company Law art. 237", done.stdout)
        self.assertIn("Missing for the next step (approve)", done.stdout)

    def test_plan_at_its_beginning(self):
        done = self.run_plan(steps_csv=None, workers_csv=None, insurance_csv=None, claims_csv=None)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("the plan is not drafted", done.stdout)
        self.assertNotIn("Claims against the means", done.stdout)

    def test_adopted_before_deliberated(self):
        steps = PLAN["steps.csv"].replace("deliberate,2009-04-10,workers_congress,120,84,,,\n", "")
        self.refused("steps.csv:3:1 (step): adopt: the plan is drafted; expected first: deliberate, by ", steps_csv=steps)

    def test_votes(self):
        steps = PLAN["steps.csv"].replace("84,61,是", "79,60,否")
        self.refused("steps.csv:4:26 (present): adopt: 79 of 120 delegates were present; expected at least 80",
                     "steps.csv:4:29 (in_favour): adopt: 60 of all 120 delegates voted in favour; expected at least 61",
                     "steps.csv:4:32 (secret_ballot): adopt: the ballot was not secret", steps_csv=steps)

    def test_worker_without_destination(self):
        steps = PLAN["steps.csv"] + "petition,2009-05-20,,,,,,\ncarry_out,2010-06-30,,,,,,\n"
        self.refused("workers.csv:4:4 (destination): carry out: worker no. 3 has no destination; expected one of re_employed, ", steps_csv=steps)

    def test_ranks_that_do_not_add_up(self):
        ranks = "rank,claimed\ncosts,8000\nfirst,84400.01\nsecond,90000\nthird,65355.45\n"
        self.refused("ranks.csv:3:7 (claimed): stated of first rank: 84400.01 yuan, while its claims add up to 84400.00; expected equal amounts",
                     ranks_csv=ranks)
        plan = PLAN["plan.csv"].replace("minimum_wage\n", "minimum_wage,claims_total\n").replace("700\n", "700,382399\n")
        self.refused("plan.csv:2:41 (claims_total): stated of all claims: 382399.00 yuan, while its claims add up to 382400.00", plan_csv=plan)
        self.assertEqual(self.run_plan(ranks_csv=ranks.replace(".01", "")).returncode, 0)

    def test_other_bad_input(self):
        self.refused("workers.csv:3:1 (id): the worker (not shown) stands there twice", workers_csv=PLAN["workers.csv"].replace("W2", NUMBER))
        self.refused("insurance.csv:2:1 (worker): the worker (not shown) is not in workers.csv", insurance_csv=PLAN["insurance.csv"].replace("W3", NUMBER[:-1]))
        self.refused("insurance.csv:3:24 (from): spans ", insurance_csv=PLAN["insurance.csv"] + "W3,pension,interrupted,2004-01-01,\n")
        self.refused("claims.csv:3:17 (collateral): this claim cannot have such collateral",
                     claims_csv=PLAN["claims.csv"].replace("40000,2005-12-31,,", "40000,,1,"))
        self.refused("claims.csv:7:4 (kind): compensation is computed from workers.csv", claims_csv=PLAN["claims.csv"] + "C6,compensation,1,2009-01-01,,\n")
        self.refused("claims.csv:2:4 (kind): ", claims_csv=PLAN["claims.csv"].replace("procedure_costs", "costs"))
        self.refused("plan.csv:2:26 (means): it is below nought", plan_csv=PLAN["plan.csv"].replace("60000", "-1"))
        self.refused("plan.csv:2:32 (average_wage): it is below nought", plan_csv=PLAN["plan.csv"].replace("1500", "-1"))
        self.refused("workers.csv:3:49 (wage): it is below nought", workers_csv=PLAN["workers.csv"].replace("1200", "-1"))
        self.refused("claims.csv:3:1 (id): the id (not shown) is an identity number", claims_csv=PLAN["claims.csv"].replace("C2", NUMBER))
        self.refused("plan.csv:2:15 (petition_accepted): the petition was accepted before it was filed, on 2009-07-01",
                     steps_csv=PLAN["steps.csv"] + "petition,2009-07-01,,,,,,\n")
        self.refused("claims.csv:3:", claims_csv=WITH_WORKER.replace("2005-12-31,,,", "2005-12-31,,,W9"))
        self.refused("step.csv: no file of a plan is called so", step_csv="step\n")

    def undetermined(self, facts, first, **changes):
        """The cost waits for these facts; everything else is told all the same."""
        options = changes.pop("options", [])
        done = self.run_plan("--format", "json", "--explain", "--claims", *options, **changes)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        answer = json.loads(done.stdout)
        self.assertEqual((answer["cost_determined"], answer["cost"], answer["state"]), (False, [], "adopted"))
        self.assertEqual([lack["fact"] for lack in answer["cost_missing"]], facts)
        columns = re.compile(r"(\.csv:\d+):\d+ ")
        self.assertTrue(columns.sub(r"\1 ", answer["cost_missing"][0]["en"]).startswith(first), answer["cost_missing"])
        text = columns.sub(r"\1 ", self.run_plan(*options, **changes).stdout)
        self.assertIn("Where the 3 workers go", text)
        self.assertIn("Claims against the means: undetermined, for want of\n- " + first, text)
        rows = list(csv.DictReader(io.StringIO(self.run_plan("--format", "csv", *options, **changes).stdout)))
        self.assertEqual([row["name"] for row in rows if row["part"] == "cost_missing"], facts)
        self.assertIn("债权与财产：无法判定，尚缺", self.run_plan("--lang", "zh", *options, **changes).stdout)

    def test_undetermined(self):
        workers = PLAN["workers.csv"]
        self.undetermined(["wage"], "workers.csv:3 (wage): ", workers_csv=workers.replace("1200", ""))
        self.undetermined(["service_from"], "workers.csv:3 (service_from): ", workers_csv=workers.replace("1998-07-01", ""))
        self.undetermined(["service_through"], "workers.csv:3 (service_through): ", workers_csv=workers.replace(",2009-12-31,1200", ",,1200"))
        self.undetermined(["average_wage"], "plan.csv:2 (average_wage): ", plan_csv=PLAN["plan.csv"].replace("1500", ""))
        self.undetermined(["means"], "plan.csv:2 (means): ", plan_csv=PLAN["plan.csv"].replace("60000", ""))
        self.undetermined(["means"], "plan.csv:2 (means): ", plan_csv=PLAN["plan.csv"].replace("60000", ""), claims_csv=None)
        self.undetermined(["petition_accepted"], "plan.csv:2 (petition_accepted): ", options=["--rank-law", "petition"],
                          plan_csv=PLAN["plan.csv"].replace("2009-06-03", ""))
        self.undetermined(["petition_accepted"], "plan.csv:2 (petition_accepted): the petition is accepted after 2009-05-31 only",
                          options=["--rank-law", "petition"], as_of="2009-05-31")
        self.undetermined(["claims_dated"], "claims.csv:3 (owed_since): ", claims_csv=PLAN["claims.csv"].replace("2005-12-31", ""))
        self.undetermined([""], "", claims_csv=PLAN["claims.csv"].replace("40000", "9e16").replace("9e16", "90000000000000000")
                          .replace("30000", "90000000000000000"))

    def test_wages_of_the_place(self):
        toml = '[[parameter]]\nname = "%s"\nfrom = "2009-01-01"\nvalue = "%s"\nsource = "notice"\n'
        with tempfile.TemporaryDirectory() as folder:
            city = os.path.join(folder, "city.toml")
            with open(city, "w", encoding="utf-8") as file:
                file.write('[source.notice]\ndocument = "an invented notice"\n' + toml % ("average_wage", "1500") + toml % ("minimum_wage", "700"))
            told = self.run_plan("--format", "csv")
            of_place = self.run_plan("--format", "csv", "--parameters", city, plan_csv=PLAN["plan.csv"].replace("1500,700", ","))
        self.assertEqual((of_place.returncode, of_place.stderr), (0, ""))
        self.assertEqual(told.stdout, of_place.stdout)

    def test_compensation_listed(self):
        claims = WITH_WORKER
        workers = PLAN["workers.csv"].replace("1998-07-01,2009-12-31,1200", ",,")

        def compensation(**changes):
            done = self.run_plan("--format", "csv", **changes)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return [row["claimed"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["name"] == "compensation"]

        # The worker's own, one sum of all, one beside what is computed of another, and what was advanced of it.
        self.assertEqual(compensation(claims_csv=claims + "C6,compensation,9000,2009-12-31,,,W2\n", workers_csv=workers), ["9000.00"])
        self.assertEqual(compensation(claims_csv=claims + "C6,compensation,9500,2009-12-31,,,\n", workers_csv=workers), ["9500.00"])
        both = workers + "W4,compensated,2009-12-31,1998-07-01,2009-12-31,1200\n"
        self.assertEqual(compensation(claims_csv=claims + "C6,compensation,9000,2009-12-31,,,W2\n", workers_csv=both), ["23400.00"])
        self.assertEqual(compensation(claims_csv=claims + "C6,compensation,4400,2009-12-31,,yes,W2\n"), ["14400.00"])
        self.refused("claims.csv:7:", claims_csv=claims + "C6,compensation,4400,2009-12-31,,yes,\n")
        self.refused("claims.csv:7:4 (kind): compensation is computed", claims_csv=claims + "C6,compensation,9000,2009-12-31,,,W2\n")
        self.refused("workers.csv:3:", claims_csv=claims + "C6,compensation,14400.01,2009-12-31,,yes,W2\n")

    def test_as_of(self):
        answer = json.loads(self.run_plan("--format", "json", as_of="2009-03-31").stdout)
        self.assertEqual((answer["state"], answer["next"]), ("drafted", "deliberate"))
        self.assertEqual([step["step"] for step in answer["later_steps"]], ["deliberate", "adopt"])
        self.assertEqual((answer["destinations"]["re_employed"], answer["later_destinations"]["re_employed"]), (0, 1))
        self.assertEqual(answer["not_yet_due"], "14400.00")   # the compensation of a contract that ends later
        text = self.run_plan(as_of="2009-03-31").stdout
        self.assertIn("- adopt: 2009-04-10 (after that day)\n", text)
        self.assertIn("- compensated (after that day): 1\n", text)
        self.assertIn("Of the claims 14400.00 yuan fall due after that day and count as due", text)

    def test_ranks_with_what_collateral_lacks(self):
        # 200,000 secured, of which 134,644.55 are paid: the rest stands in the third rank.
        ranks = "rank,claimed\ncosts,8000\nfirst,84400\nsecond,90000\n"
        self.assertEqual(self.run_plan(ranks_csv=ranks + "third,65355.45\n").returncode, 0)
        self.refused("ranks.csv: third rank is left out, while its claims add up to 65355.45", ranks_csv=ranks)
        self.refused("ranks.csv:5:", ranks_csv=ranks + "third,65355.46\n")

    def test_restructured_and_short(self):
        plan = PLAN["plan.csv"].replace("破产,2009-06-03", "改制,")
        self.assertIn("no law ranks its debts: they are ranked here as of one that is closed", self.run_plan(plan_csv=plan).stdout)
        self.assertIn("one that is bankrupt", self.run_plan("--restructured-as", "bankrupt", plan_csv=plan).stdout)

    def test_nobody_is_named(self):
        marked = {"workers.csv": PLAN["workers.csv"].replace("W2", "MARKED2").replace("W3", "MARKED3"),
                  "insurance.csv": PLAN["insurance.csv"].replace("W3", "MARKED3"),
                  "claims.csv": WITH_WORKER.replace("31,,yes,", "31,,yes,MARKED3")}
        marked = {name.replace(".", "_"): text for name, text in marked.items()}
        bad = [{}, {"workers_csv": marked["workers_csv"].replace("1200", "-1")}, {"insurance_csv": marked["insurance_csv"].replace("MARKED3", "MARKED9")},
               {"claims_csv": marked["claims_csv"].replace("MARKED3", "MARKED9")}, {"workers_csv": marked["workers_csv"] + "MARKED2,,,,,\n"},
               {"workers_csv": marked["workers_csv"].replace("1200", "")}, {"steps_csv": PLAN["steps.csv"] + "petition,2009-05-20,,,,,,\ncarry_out,2009-06-01,,,,,,\n"}]
        for changes in bad:
            for form in ("text", "markdown", "csv", "json"):
                for language in ("zh", "en"):
                    done = self.run_plan("--format", form, "--lang", language, "--claims", "--explain", **{**marked, **changes})
                    self.assertNotIn("MARKED", done.stdout + done.stderr)

    def test_usage(self):
        self.assertEqual(subprocess.run([TOOL, "resettle"], capture_output=True, check=False).returncode, 2)
        self.assertEqual(subprocess.run([TOOL, "resettle", "/nowhere", "--as-of", "2010-01-01"], capture_output=True, check=False).returncode, 3)


if __name__ == "__main__":
    unittest.main()
