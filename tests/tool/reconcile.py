# SPDX-License-Identifier: BSL-1.0
"""`arrears reconcile` from outside: its proofs and witnesses recomputed with fractions, its faults, and the sample under other names."""
import csv
import io
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from fractions import Fraction

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL = os.path.join(os.environ["ARREARS_BINARY_DIR"], "bin", "arrears")
SAMPLE = os.path.join(TOP, "examples", "data", "yangquan")
SCALE = {"percent": Fraction(1, 100), "yuan": 100, "wan_yuan": 10**6, "yi_yuan": 10**10, "ten_thousand_persons": 10**4}
SCALES = {"%": "percent", "元": "yuan", "万元": "wan_yuan", "亿元": "yi_yuan", "万人": "ten_thousand_persons"}
COUNTS = {"家", "人", "名", "户", "年", "万人"}


def run(*arguments, code=None):
    done = subprocess.run([TOOL, "reconcile", *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def interval(figure):
    """(low, closed, high, closed) in the base of the dimension, from the words of the documentation."""
    unit = Fraction(SCALE.get(SCALES.get(figure["unit"], figure["unit"]), 1))
    text = figure["value"].replace(",", "")
    decimals = len(text.partition(".")[2])
    step, value = unit / 10**decimals, Fraction(text) * unit
    digits = text.replace(".", "").lstrip("0")
    last = step * 10 ** (len(digits) - len(digits.rstrip("0"))) if digits else step
    hedge = figure.get("qualifier", "exact")
    if hedge == "over":
        return value, True, value + last, False
    if hedge == "near":
        return value - last, False, value, True
    if hedge == "about":
        return value - last, True, value + last, True
    if figure["unit"] in COUNTS and unit == 1 and decimals == 0:
        return value, True, value, True
    rounding = figure.get("rounding", "unknown")
    low, high = {"half_up": (step / 2, step / 2), "truncated": (0, step), "unknown": (step / 2, step)}[rounding]
    return value - low, True, value + high, False


def holds(relation, values):
    """A relation's text over values by id."""
    def number(match):
        unit = Fraction(SCALE.get("percent" if match[2] == "%" else match[2] or "", 1))
        return f"(Fraction('{match[1]}')*{unit.numerator}/{unit.denominator})"
    def token(match):
        return number(match) if match[1] else f"values['{match[3]}']"
    text = re.sub(r"(\d+(?:\.\d+)?)(?: ?(%|yuan|wan_yuan|yi_yuan|percent|persons|enterprises|households|years|items))?|([A-Za-z_]\w*)", token, relation)
    left, sign, right = re.fullmatch(r"(.*?) (<=|>=|<|>|=) (.*)", text).groups()
    difference = eval(left) - eval(right)
    return {"=": difference == 0, "<=": difference <= 0, ">=": difference >= 0, "<": difference < 0, ">": difference > 0}[sign]


class Reconcile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, rows):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return path

    def check_proof(self, proof, figures, case=frozenset()):
        """Adds up the lines; each line of a figure is what is printed of it, each of a case one side of a split above it."""
        if "cases" in proof:
            split = proof["split"]
            at, beyond = Fraction(split["at"]), Fraction(split["next"])
            whole = split["quantity"] not in figures or figures[split["quantity"]]["unit"] in COUNTS
            self.assertTrue(at == beyond or whole and at.denominator == 1 and beyond - at == 1, split)
            self.assertEqual(len(proof["cases"]), 2)
            for each, side in zip(proof["cases"], ((split["quantity"], 1, at), (split["quantity"], -1, -beyond))):
                self.check_proof(each, figures, case | {side})
            return
        left, right, strict = {}, Fraction(0), False
        for line in proof["lines"]:
            times = Fraction(line["times"])
            self.assertGreater(times, 0)
            for term in line["terms"]:
                left[term["quantity"]] = left.get(term["quantity"], 0) + Fraction(term["by"]) * times
            right += Fraction(line["most"]) * times
            strict |= line["strict"]
            if "case" in line:
                self.assertEqual(len(line["terms"]), 1)
                self.assertIn((line["terms"][0]["quantity"], Fraction(line["terms"][0]["by"]), Fraction(line["most"])), case)
                self.assertEqual((line["case"], line["strict"]), (line["terms"][0]["quantity"], False))
            if "figure" in line and line["figure"] in figures:
                low, low_closed, high, high_closed = interval(figures[line["figure"]])
                by, most = Fraction(line["terms"][0]["by"]), Fraction(line["most"])
                whole = figures[line["figure"]]["unit"] in COUNTS
                if by > 0:
                    self.assertTrue(most == high or whole and most <= high and high - most <= 1)
                else:
                    self.assertTrue(-most == low or whole and -most >= low and -most - low <= 1, (line, figures[line["figure"]]))
        self.assertFalse(any(left.values()))
        self.assertTrue(right < 0 or right == 0 and strict)

    def check(self, figures_file, relations_file, extra=()):
        """All that the JSON claims and can be checked by adding and multiplying."""
        with open(figures_file, newline="") as rows:
            figures = {row["id"]: row for row in csv.DictReader(rows)}
        code, out, err = run(figures_file, relations_file, "--format", "json", *extra)
        self.assertEqual(err, "")
        found = json.loads(out)
        texts = {each["id"]: each for each in found["relations"]}
        for reading in found["readings"]:
            if reading["joint"] != "consistent":
                continue
            values = {name: Fraction(text) * SCALE.get(SCALES.get(figures[name]["unit"], ""), 1) for name, text in reading["witness"].items()}
            for name, value in values.items():
                low, low_closed, high, high_closed = interval(figures[name])
                self.assertTrue((low < value or low_closed and low == value) and (value < high or high_closed and value == high), (name, value))
                if figures[name]["unit"] in COUNTS:
                    self.assertEqual(value.denominator, 1)
            for each in found["relations"]:
                if each.get("assumption", "") in ("", reading["assumption"]) and "whole" not in each["relation"]:
                    self.assertTrue(holds(each["relation"], values), each)
        for conflict in found["conflicts"]:
            self.check_proof(conflict["proof"], figures)
            self.assertTrue(set(conflict["relations"]) <= texts.keys())
        self.assertEqual(code, 0 if all(each["verdict"] == "holds" for each in found["relations"]) and
                         all(each["joint"] == "consistent" for each in found["readings"]) else 1)
        return found

    def test_the_sample(self):
        found = self.check(os.path.join(SAMPLE, "published.csv"), os.path.join(SAMPLE, "relations.csv"))
        self.assertGreaterEqual(sum(each["kind"] == "stated" for each in found["relations"]), 30)
        fails = {each["id"]: each for each in found["relations"] if each["verdict"] == "fails"}
        self.assertEqual({name for name, each in fails.items() if "assumption" not in each}, {"system_medical_of_city"})
        self.assertEqual(fails["system_medical_of_city"]["excess"], "4703.815")
        self.assertEqual(fails["federation_wages_beside_system"]["assumption"], "federation outside system")
        repairs = [[change["figure"] for change in each["changes"]] for each in found["repairs"] if each["assumption"] == ""]
        self.assertEqual(repairs, [["medical_expense"], ["system_medical_expense"]])
        self.assertEqual((found["slips"][0]["kind"], found["slips"][0]["figure"], found["slips"][0]["other"]),
                         ("swapped", "medical_expense", "system_medical_expense"))

    def test_the_sample_under_other_names_and_amounts(self):
        """Ids, labels and amounts of money replaced: what fails is found again, by as many times as much."""
        with open(os.path.join(SAMPLE, "published.csv"), newline="") as rows:
            figures = list(csv.DictReader(rows))
        with open(os.path.join(SAMPLE, "relations.csv"), newline="") as rows:
            relations = list(csv.DictReader(rows))
        names = {row["id"]: f"x{i}" for i, row in enumerate(figures)}
        for row in figures:
            row["id"], row["label"], row["label_en"] = names[row["id"]], "项目", "thing"
            if row["unit"] == "万元":
                row["value"] = str(Fraction(row["value"]) * 3 * 10 ** int(row["precision"]))
                row["value"] = f"{int(row['value']) / 10 ** int(row['precision']):.{row['precision']}f}"
        for i, row in enumerate(relations):
            row["id"] = f"r{i}"
            row["relation"] = re.sub(r"[a-z_][a-z_0-9]*", lambda match: names[match[0]], row["relation"]).replace("100 万元", "300 万元")
        plain = self.check(os.path.join(SAMPLE, "published.csv"), os.path.join(SAMPLE, "relations.csv"), ["--no-derive"])
        other = self.check(self.write("f.csv", figures), self.write("r.csv", relations), ["--no-derive"])
        self.assertEqual([each["verdict"] for each in plain["relations"]], [each["verdict"] for each in other["relations"]])
        for side in (plain, other):
            side["suspects"] = [(slip["kind"], slip["figure"]) for slip in side["slips"] if slip["kind"] == "swapped"]
            side["shape"] = sorted(sorted(change["figure"] for change in each["changes"]) for each in side["repairs"])
        self.assertEqual(sorted(sorted(names[figure] for figure in each) for each in plain["shape"]), other["shape"])
        self.assertEqual([(kind, names[figure]) for kind, figure in plain["suspects"]], other["suspects"])

    def test_random_sheets_prove_what_they_claim(self):
        rng = random.Random(5)
        joints = {}
        for _ in range(150):
            count = rng.randint(3, 12)
            figures = []
            for i in range(count):
                unit, decimals = rng.choice([("人", 0), ("万元", 2), ("万元", 1)])
                figures.append({"id": f"f{i}", "label": f"f{i}", "value": f"{rng.randint(1, 400) / 10 ** decimals:.{decimals}f}", "unit": unit,
                                "rounding": rng.choice(["half_up", "truncated", "unknown"]), "qualifier": rng.choice(["exact"] * 6 + ["about", "over", "near"])})
            relations = []
            for unit in ("人", "万元"):
                ids = [row["id"] for row in figures if row["unit"] == unit]
                for _ in range(len(ids)):
                    some = rng.sample(ids, min(len(ids), rng.randint(2, 4)))
                    if len(some) < 2:
                        continue
                    known = {row["id"]: Fraction(row["value"]) for row in figures}
                    total = sum(known[each] for each in some[:-1])
                    sign = rng.choice(["<=" if total <= known[some[-1]] else ">=", "<" if total < known[some[-1]] + 1 else ">", "="])
                    relations.append({"id": f"r{len(relations)}", "relation": f"{' + '.join(some[:-1])} {sign} {some[-1]}"})
            if relations:
                found = self.check(self.write("f.csv", figures), self.write("r.csv", relations))
                joint = found["readings"][0]["joint"]
                joints[joint] = joints.get(joint, 0) + 1
        self.assertGreater(joints.get("consistent", 0), 5)
        self.assertGreater(joints.get("contradictory", 0), 5)
        self.assertNotIn("unresolved", joints)

    def test_products_in_halves(self):
        figures = self.write("f.csv", [{"id": name, "label": name, "value": value, "unit": unit, "rounding": "half_up"} for name, value, unit in (
            ("part", "50.0", "万元"), ("other", "50.0", "万元"), ("whole", "100", "万元"), ("rest", "100", "万元"), ("rate", "50", "%"))])
        relations = self.write("r.csv", [{"id": f"r{i}", "relation": text} for i, text in enumerate(
            ("part / whole = rate", "other / rest = rate", "part >= other + 0.08 万元", "whole <= rest"))])
        found = self.check(figures, relations)
        self.assertEqual([(each["relations"], each["irreducible"]) for each in found["conflicts"]], [(["r0", "r1", "r2", "r3"], True)])
        self.assertIn("split", found["conflicts"][0]["proof"])

    def test_beside_what_the_records_give(self):
        """The sample's records give all of its figures but the one that contradicts another; a figure that is changed is told."""
        published, relations = os.path.join(SAMPLE, "published.csv"), os.path.join(SAMPLE, "relations.csv")
        found = self.check(published, relations, ["--records", SAMPLE])
        kept = [each for each in found["relations"] if each["kind"] == "records"]
        with open(published, newline="") as rows:
            figures = list(csv.DictReader(rows))
        self.assertEqual([each["id"] for each in kept], ["records:" + row["id"] for row in figures])
        self.assertEqual([(each["id"], each["verdict"]) for each in kept if each["verdict"] != "holds"],
                         [("records:system_medical_expense", "fails"), ("records:group_age", "undecided")])   # a hedge leaves it open
        figures[0]["value"] = str(int(figures[0]["value"]) + 1)
        changed = self.check(self.write("f.csv", figures), self.write("r.csv", [{"id": "positive", "relation": "enterprises >= 0 家"}]), ["--records", SAMPLE])
        wrong = next(each for each in changed["relations"] if each["id"] == "records:enterprises")
        self.assertEqual((wrong["verdict"], wrong["excess"]), ("fails", "1"))
        figures[0]["unit"] = "人"
        code, out, err = run(self.write("f.csv", figures), "--records", SAMPLE, "--lang", "en")
        self.assertEqual((code, out), (2, ""))
        self.assertRegex(err, r"f\.csv:2:\d+ \(definition\): the definition of \"enterprises\" gives another thing than persons")

    def test_weights_are_what_changes_cost(self):
        rows = [{"id": "men", "label": "男", "value": "3", "unit": "人", "weight": "3"}, {"id": "women", "label": "女", "value": "4", "unit": "人", "weight": ""},
                {"id": "all", "label": "全体", "value": "8", "unit": "人", "weight": "2"}]
        relations = self.write("r.csv", [{"id": "sum", "relation": "men + women = all"}])
        repairs = self.check(self.write("f.csv", rows), relations)["repairs"]
        self.assertEqual([(each["cost"], [change["figure"] for change in each["changes"]]) for each in repairs], [(1, ["women"])])
        code, out, err = run(self.write("w.csv", [{**rows[0], "weight": "0"}]), "--lang", "en")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("w.csv:2:11 (weight): 0 is no weight", err)

    def test_faults_have_their_place(self):
        good = [{"id": "men", "label": "男", "value": "3", "unit": "人"}, {"id": "women", "label": "女", "value": "4", "unit": "人"},
                {"id": "wages", "label": "工资", "value": "1.5", "unit": "万元"}]
        figures = self.write("f.csv", good)
        def fault(relation, lang="en", name="r.csv"):
            code, out, err = run(figures, self.write(name, [{"id": "a", "relation": "men <= women"}, {"id": "b", "relation": relation}]), "--lang", lang)
            self.assertEqual((code, out), (2, ""))
            return err.replace(self.folder.name + "/", "")
        self.assertTrue(fault("men <= womn").startswith('r.csv:3:10 (relation): no figure is called "womn"; did you mean women'), fault("men <= womn"))
        self.assertTrue(fault("men + wages = women").startswith("r.csv:3:7 (relation): "))
        self.assertIn("不能相加减", fault("men + wages = women", "zh"))
        self.assertIn("the divisor may be nought", fault("men / (women - 4 人) = 1"))
        code, out, err = run(figures, self.write("d.csv", [{"id": "a", "relation": "men <= women"}, {"id": "a", "relation": "men = women"}]))
        self.assertEqual((code, out), (2, ""))
        self.assertIn("d.csv:3:1 (id)", err)
        for value in ("65,438+0.65", "1,23", ""):
            code, out, err = run(self.write("v.csv", [{**good[0], "value": value}]), "--lang", "en")
            self.assertEqual((code, out), (2, ""))
            self.assertIn("v.csv:2:7 (value)", err)
        code, out, err = run(self.write("u.csv", [{**good[0], "unit": "斤"}]), "--lang", "en")
        self.assertEqual(code, 2)
        self.assertIn("u.csv:2:9 (unit)", err)
        code, out, err = run(os.path.join(self.folder.name, "none.csv"))
        self.assertEqual(code, 3)

    def test_without_what_may_be_left_out(self):
        figures = self.write("f.csv", [{"id": "part", "label": "部分", "value": "13.6", "unit": "%"}, {"id": "all", "label": "全体", "value": "240", "unit": "人"}])
        relations = self.write("r.csv", [{"id": "whole", "relation": "part * all = whole"}])
        for lang, word in (("en", "fails"), ("zh", "不成立")):
            code, out, err = run(figures, relations, "--lang", lang)
            self.assertEqual((code, err), (1, ""))
            self.assertIn(word, out)
        code, out, err = run(figures, relations, "--format", "csv")
        self.assertEqual(out.splitlines()[0], "id,relation,kind,assumption,verdict,excess,unit")
        code, out, err = run(figures, relations, "--format", "markdown", "--lang", "en")
        self.assertIn("## Each relation by itself", out)


if __name__ == "__main__":
    unittest.main()
