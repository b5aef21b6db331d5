# SPDX-License-Identifier: BSL-1.0
# `arrears tabulate` and `merge` against SQLite, PostgreSQL where it is installed, and fractions: generated tables, generated definitions,
# every cell and margin.
import collections
import csv
import datetime
import glob
import io
import itertools
import json
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
import zipfile
from fractions import Fraction

BINARY = os.path.join(os.environ["ARREARS_BINARY_DIR"], "bin", "arrears")
DEFINITIONS = int(os.environ.get("ARREARS_DEFINITIONS", "1000"))
CATEGORIES = {"pension": "养老", "medical": "医疗保险", "wages": "wages", "heating": "采暖费"}
FIELDS = ["region", "category", "enterprise_id", "disputed"]


def run(*arguments, stdin=None):
    made = subprocess.run([BINARY, *arguments], input=stdin, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return made.returncode, made.stdout, made.stderr


def text_of(part):
    """A part of a state's document as it stands there."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def yuan(fen):
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def shown(value):
    return f"{value.numerator}" if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def make_rows(rng, count):
    def known(value, one_in=5):
        return None if rng.randrange(one_in) == 0 else value

    return [{"region": known(rng.choice(["north", "south", "西", "a,b", 'q"q'])), "category": known(rng.choice(sorted(CATEGORIES))),
             "enterprise_id": f"e{rng.randrange(9)}", "principal": known(rng.choice([0, 1, 99, 100_000, rng.randrange(10**9)])),
             "persons": known(rng.randrange(6)), "due_date": known(f"201{rng.randrange(4)}-{rng.randrange(1, 13):02d}-01"),
             "disputed": rng.choice(["yes", "no"])} for _ in range(count)]


def write(rows, path, rng):
    """As offices write it: enumerations by any of their words, amounts with separators now and then."""
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator=rng.choice(["\n", "\r\n"]))
        names = list(rows[0]) if rows else ["region", "category", "enterprise_id", "principal", "persons", "due_date", "disputed"]
        writer.writerow(names)
        for row in rows:
            cells = []
            for name in names:
                value = row[name]
                if value is None:
                    cells.append(rng.choice(["", "", "不详"]) if name != "region" else "")
                elif name == "principal":
                    cells.append(f"{value // 100:,}.{value % 100:02d}" if rng.random() < 0.5 else yuan(value))
                elif name == "category":
                    cells.append(rng.choice([value, CATEGORIES[value]]))
                else:
                    cells.append(value)
            writer.writerow(cells)


def database(rows):
    db = sqlite3.connect(":memory:")
    db.execute("create table t (region text, category text, enterprise_id text, principal int, persons int, due_date text, disputed text)")
    db.executemany("insert into t values (:region, :category, :enterprise_id, :principal, :persons, :due_date, :disputed)", rows)
    return db


class PostgreSQL:
    """A server of its own in a scratch folder, asked through one psql; used as a database of sqlite3 is."""

    @staticmethod
    def programs():
        """The folder with its programs; nothing where it is not installed."""
        found = [os.path.dirname(path) for path in [shutil.which("initdb"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))] if path]
        return next((folder for folder in map(os.path.realpath, found) if shutil.which("psql")), None)

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="arrears-pg-")
        self.bin = self.programs()
        self.owner = {}
        if os.getuid() == 0:   # the server does not run as root
            self.owner = {"user": "nobody", "cwd": "/"}
            shutil.chown(self.folder, "nobody")
        data = os.path.join(self.folder, "data")
        self.quietly([os.path.join(self.bin, "initdb"), "-D", data, "-U", "postgres", "--locale=C", "--encoding=UTF8", "--no-sync", "--auth=trust"])
        self.quietly([os.path.join(self.bin, "pg_ctl"), "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o",
                      f"-c listen_addresses='' -c fsync=off -k {self.folder}", "start"])
        self.psql = subprocess.Popen(["psql", "-h", self.folder, "-U", "postgres", "-d", "postgres", "-XqAt", "-F", "\x1f", "-P", "null=\\N", "-v",
                                      "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def quietly(self, command):
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.owner)

    def close(self):
        self.psql.stdin.close()
        self.psql.stdout.close()
        self.psql.wait()
        self.quietly([os.path.join(self.bin, "pg_ctl"), "-D", os.path.join(self.folder, "data"), "-m", "immediate", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)

    def load(self, rows):
        def written(value):
            return "null" if value is None else str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

        self.execute("set client_min_messages = warning")
        self.execute("drop table if exists t")
        self.execute("create table t (region text, category text, enterprise_id text, principal bigint, persons int, due_date text, disputed text)")
        fields = ["region", "category", "enterprise_id", "principal", "persons", "due_date", "disputed"]
        for row in rows:
            self.execute(f"insert into t values ({', '.join(written(row[field]) for field in fields)})")
        return self

    def execute(self, sql):
        self.psql.stdin.write(sql + ";\n\\echo --end\n")
        self.psql.stdin.flush()
        rows = []
        while (line := self.psql.stdout.readline()) != "--end\n":
            if not line:
                raise RuntimeError(sql)
            rows.append(tuple(None if cell == "\\N" else int(cell) if cell.lstrip("-").isdigit() else cell for cell in line[:-1].split("\x1f")))
        return self.Rows(rows)

    class Rows(list):
        def fetchone(self):
            return self[0]

        def fetchall(self):
            return self


CONDITIONS = [("disputed = yes", "disputed = 'yes'"), ("principal >= 1000", "principal >= 100000"), ("region = north or category is unknown", "region = 'north' or category is null"),
              ("category in (pension, 工资)", "category in ('pension', 'wages')"), ("not due_date < 2012-01-01", "not due_date < '2012-01-01'"),
              ("persons != 3 and persons is known", "persons <> 3"), ("not category = 养老", "category <> 'pension'")]


def scalar(db, sql, where):
    return db.execute(f"select {sql} from t where {where}").fetchone()[0]


def count_of(db, where, more="1 = 1"):
    return str(scalar(db, "count(*)", f"({where}) and ({more})"))


def sum_of(db, where, field, more="1 = 1"):
    if scalar(db, "count(*)", f"({where}) and ({more})") == 0:
        return 0
    return scalar(db, f"sum({field})", f"({where}) and ({more})")


def printed_sum(db, where, field, more="1 = 1"):
    value = sum_of(db, where, field, more)
    return "" if value is None else yuan(value) if field == "principal" else str(value)


def quantile(db, where, field, level):
    values = [value for (value,) in db.execute(f"select {field} from t where ({where}) and {field} is not null order by 1")]
    if not values:
        return ""
    place = len(values) * level
    below = max(-(-place // 1), 1)
    value = Fraction(values[int(below) - 1])
    if place == below and below < len(values):
        value = Fraction(values[int(below) - 1] + values[int(below)], 2)
    if level == 0:
        value = Fraction(values[0])
    return shown(value / 100 if field == "principal" else value)


def sums_by_enterprise(db, where):
    sums = [value for (value,) in db.execute(
        f"select sum(persons) from t where ({where}) and persons is not null group by enterprise_id order by 1")]
    return [] if sum(sums) == 0 else sums


def gini(sums):
    return Fraction(sum(abs(a - b) for a in sums for b in sums), 2 * len(sums) * sum(sums))


def lorenz(sums, steps):
    def at(share):
        whole = int(share // 1)
        part = share - whole
        return Fraction(sum(sums[:whole])) + (part * sums[whole] if part else 0)
    return "; ".join(shown(at(Fraction(step * len(sums), steps)) / sum(sums)) for step in range(1, steps + 1))


def top(db, where, limit):
    sums = [(-value, key) for key, value in db.execute(
        f"select enterprise_id, sum(principal) from t where ({where}) and principal is not null group by 1")]
    sums.sort()
    out = []
    for place, (value, key) in enumerate(sums):
        if place >= limit and value != sums[limit - 1][0]:
            break
        out.append(f"{1 + sum(other < value for other, _ in sums)}. {key} {yuan(-value)}")
    return "; ".join(out)


# What a measure is in the language, and what it should give for a cell: (database, condition of the cell, of its row, of its column, of all).
MEASURES = [
    ("count", lambda db, cell, row, column, all: count_of(db, cell)),
    ("sum(principal)", lambda db, cell, row, column, all: printed_sum(db, cell, "principal")),
    ("sum(persons where disputed = yes)", lambda db, cell, row, column, all: printed_sum(db, cell, "persons", "disputed = 'yes'")),
    ("count(where principal > 1000)", lambda db, cell, row, column, all: count_of(db, cell, "principal > 100000")),
    ("distinct(enterprise_id)", lambda db, cell, row, column, all: str(scalar(db, "count(distinct enterprise_id)", cell))),
    ("distinct(enterprise_id, category)", lambda db, cell, row, column, all: str(len(db.execute(
        f"select distinct enterprise_id, category from t where ({cell}) and category is not null").fetchall()))),
    ("distinct(enterprise_id) having sum(principal) >= 300万元", lambda db, cell, row, column, all: str(len(db.execute(
        f"select enterprise_id from t where {cell} group by 1 having sum(principal) >= 300000000").fetchall()))),
    ("min(due_date)", lambda db, cell, row, column, all: scalar(db, "min(due_date)", cell) or ""),
    ("max(persons)", lambda db, cell, row, column, all: "" if scalar(db, "max(persons)", cell) is None else str(scalar(db, "max(persons)", cell))),
    ("mean(principal)", lambda db, cell, row, column, all: "" if not scalar(db, "count(principal)", cell) else shown(
        Fraction(scalar(db, "sum(principal)", cell), 100 * scalar(db, "count(principal)", cell)))),
    ("median(principal)", lambda db, cell, row, column, all: quantile(db, cell, "principal", Fraction(1, 2))),
    ("quantile(0.9, persons)", lambda db, cell, row, column, all: quantile(db, cell, "persons", Fraction(9, 10))),
    ("by(enterprise_id, sum(principal))", lambda db, cell, row, column, all: printed_sum(db, cell, "principal")),
    ("gini(enterprise_id, sum(persons))", lambda db, cell, row, column, all: shown(gini(s)) if (s := sums_by_enterprise(db, cell)) else ""),
    ("hhi(enterprise_id, sum(persons))", lambda db, cell, row, column, all: shown(sum(Fraction(x, sum(s)) ** 2 for x in s)) if (
        s := sums_by_enterprise(db, cell)) else ""),
    ("cr(2, enterprise_id, sum(persons))", lambda db, cell, row, column, all: shown(Fraction(sum(s[-2:]), sum(s))) if (
        s := sums_by_enterprise(db, cell)) else ""),
    ("lorenz(3, enterprise_id, sum(persons))", lambda db, cell, row, column, all: lorenz(s, 3) if (s := sums_by_enterprise(db, cell)) else ""),
    ("top(2, enterprise_id, sum(principal))", lambda db, cell, row, column, all: top(db, cell, 2)),
    ("share(count of row)", lambda db, cell, row, column, all: share(count_of(db, cell), count_of(db, row))),
    ("share(count of column)", lambda db, cell, row, column, all: share(count_of(db, cell), count_of(db, column))),
    ("share(sum(persons) of total)", lambda db, cell, row, column, all: share(sum_of(db, cell, "persons"), sum_of(db, all, "persons"))),
    ("share(count where disputed = yes)", lambda db, cell, row, column, all: share(count_of(db, cell, "disputed = 'yes'"), count_of(db, cell))),
]


def share(part, whole):
    if part is None or whole is None or int(whole) == 0:
        return ""
    return shown(Fraction(int(part), int(whole)))


def condition(fields, keys):
    parts = [f"{field} is null" if key == "" else f"{field} = '{key}'" for field, key in zip(fields, keys) if key != "*"]
    return " and ".join(parts) or "1 = 1"


def write_workbook(path, sheets):
    """A workbook of sheets by name: numbers as such, `#` before an error, other texts as texts."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def cell(at, value):
        if isinstance(value, (int, float)):
            return f'<c r="{at}"><v>{value}</v></c>'
        if value.startswith("#"):
            return f'<c r="{at}" t="e"><v>{value}</v></c>'
        return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'

    with zipfile.ZipFile(path, "w") as out:
        names = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1))
        out.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}"><sheets>{names}</sheets></workbook>')
        parts = "".join(f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/s{i}.xml"/>' for i in range(1, len(sheets) + 1))
        out.writestr("xl/_rels/workbook.xml.rels",
                     f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{parts}</Relationships>')
        for i, rows in enumerate(sheets.values(), 1):
            lines = "".join(f'<row r="{r}">' + "".join(cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row) if value != "") + "</row>"
                            for r, row in enumerate(rows, 1))
            out.writestr(f"xl/worksheets/s{i}.xml", f"<worksheet {main}><sheetData>{lines}</sheetData></worksheet>")


class Forms(unittest.TestCase):
    """One table in every form in which it may come."""

    QUESTIONS = [["--rows", "category", "--measure", "sum:principal,count,distinct:enterprise"],
                 ["--as-of", "2018-12-31", "--rows", "due_ageing", "--columns", "category", "--measure", "sum:principal,median:principal", "--where",
                  "principal >= 1000"],
                 ["--rows", "due_year", "--measure", "gini(enterprise, sum(principal))"]]

    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.folder = made.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, encoding="utf-8"):
        with open(self.path(name), "w", encoding=encoding, newline="") as out:
            out.write(text)
        return self.path(name)

    def told(self, expected, *arguments):
        """The exit code, no table, and these words in both languages."""
        code, *words = expected
        for language, said in zip(["en", "zh"], words):
            got, out, err = run("tabulate", *arguments, "--lang", language)
            self.assertEqual((got, out), (code, ""), err)
            self.assertIn(said, err)

    def test_the_same_table_from_every_form(self):
        sample = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "data", "yangquan")
        for name in ["csv", "book.xlsx", "text.json"]:
            code, _, err = run("convert", sample, self.path(name))
            self.assertEqual(code, 0, err)
        plain = self.path(os.path.join("csv", "arrears.csv"))
        with open(plain, encoding="utf-8-sig") as file:
            chinese = self.write("gb.csv", file.read(), "gb18030")
        shutil.copy(self.path("book.xlsx"), self.path("book.csv"))
        shutil.copy(plain, self.path("plain.xlsx"))
        forms = [chinese, *map(self.path, ["book.xlsx", "text.json", "book.csv", "plain.xlsx"])]
        styles = [["--format", "csv", "--margins"], *(["--format", form] for form in ["text", "json", "markdown"])]
        for i, question in enumerate(self.QUESTIONS):
            for style in styles if i == 0 else styles[:1]:
                wanted = run("tabulate", plain, *question, *style)
                self.assertEqual((wanted[0], wanted[2]), (0, ""))
                for form in forms:
                    self.assertEqual(run("tabulate", form, *question, *style), wanted, (form, question, style))
        wanted = run("tabulate", plain, plain.replace("arrears.csv", "../gb.csv"), *self.QUESTIONS[0], "--format", "csv")
        self.assertEqual(wanted[0], 1)   # the same rows twice
        for more in [["--table", "arrears"], ["--table", "arrears", "--threads", "4"]]:
            self.assertEqual(run("tabulate", self.path("book.xlsx"), *self.QUESTIONS[0], *more), run("tabulate", plain, *self.QUESTIONS[0]))
        states = {}
        for form in [plain, *forms]:
            self.assertEqual(run("tabulate", form, *self.QUESTIONS[2], "--save-state", self.path("state.json"), "--force")[0], 0)
            with open(self.path("state.json"), encoding="utf-8") as file:
                states[form] = json.load(file)
        digests = {form: state.pop("inputs")["returns"][0] for form, state in states.items()}
        for form in forms:
            self.assertEqual(states[form], states[plain])
            self.assertEqual(digests[form]["rows"], digests[plain]["rows"])
        self.assertEqual(digests[self.path("text.json")]["sha256"], digests[plain]["sha256"])
        listing = ["--rows", "category", "--columns", "due_year", "--records", "pension,2013", "--record-columns", "id", "--format", "csv"]
        shown = [[row[2] for row in csv.reader(io.StringIO(run("tabulate", form, *listing)[1]))] for form in [plain, *forms]]
        self.assertGreater(len(shown[0]), 10)
        for each in shown:
            self.assertEqual(each, shown[0])

    def test_rows_refused_are_the_same_and_can_be_corrected(self):
        rows = [["enterprise_id", "category", "principal", "note"], ["E1", "pension", "1.25", "x"], ["E2", "pensoin", "2", "y"],
                ["E3", "wages", "much", ""], ["E4", "wages", "4", ""]]
        plain = self.write("a.csv", "".join(",".join(row) + "\n" for row in rows))
        write_workbook(self.path("a.xlsx"), {"表": rows})
        question = ["--rows", "category", "--measure", "sum:principal,count", "--format", "csv", "--lang", "en"]
        tables, files = [], []
        for form in [plain, self.path("a.xlsx")]:
            self.told((1, "no table; --lenient", "故不出表"), form, *question[:4])
            code, out, err = run("tabulate", form, *question, "--lenient", "--rejects", self.path("rejects"), "--force")
            self.assertEqual(code, 1)
            self.assertIn("2 rows were left out", err)
            tables.append(out)
            with open(self.path("rejects"), encoding="utf-8") as file:
                files.append(file.read())
        self.assertEqual(tables[0], tables[1])
        self.assertEqual(files[0], files[1])
        self.assertIn("a.xlsx[表]:3:2 (category): \"pensoin\" is no value of category", err)
        self.assertIn("a.xlsx[表]:4:3 (principal): ", err)
        mended = self.write("rejects", files[0].replace("pensoin,2", "pension,2").replace("much", "3"))
        both = run("tabulate", self.path("a.xlsx"), mended, *question, "--lenient")
        self.assertEqual(list(csv.reader(io.StringIO(both[1])))[1:], [["pension", "3.25", "2"], ["wages", "7.00", "2"]])
        write_workbook(self.path("a.xlsx"), {"表": [*rows, ["E5", "wages", 5]]})   # else these were the same rows twice
        code, _, err = run("tabulate", plain, self.path("a.xlsx"), *question, "--lenient", "--rejects", self.path("several"))
        self.assertEqual(code, 1)
        self.assertEqual(sorted(os.listdir(self.path("several"))), ["a.csv", "a.xlsx.csv"])

    def test_a_sheet_as_people_lay_it_out(self):
        sheet = [["某市欠费情况表"], ["", "", "单位：万元"], ["户号", "类别", "欠缴额"], ["E1", "养老", 1.5], ["E2", "工资", 2], ["合计", "", 3.5],
                 ["填表人：某某"]]
        write_workbook(self.path("a.xlsx"), {"Sheet1": sheet})
        with open(self.path("map.json"), "w", encoding="utf-8") as out:
            json.dump({"format": "arrears.columns", "version": 1, "columns": [{"heading": "户号", "field": "enterprise"},
                                                                              {"heading": "欠缴额", "field": "principal"}]}, out)
        question = ["--rows", "category", "--measure", "sum:principal,distinct:enterprise_id", "--map", self.path("map.json"), "--format", "csv"]
        code, out, err = run("tabulate", self.path("a.xlsx"), *question, "--lang", "en")
        self.assertEqual(code, 0, err)
        self.assertEqual(list(csv.reader(io.StringIO(out)))[1:], [["pension", "15000.00", "1"], ["wages", "20000.00", "1"]])
        self.assertIn("Sheet1: 2 records; header in row 3; titles in rows 1, 2; unit 10,000 yuan; totals in rows 6, numbers checked: 1", err)
        sheet[5][2] = 3.6
        sheet[4][2] = "#REF!"
        write_workbook(self.path("a.xlsx"), {"Sheet1": sheet})
        self.told((1, "Sheet1!C5 has an error #REF!", "Sheet1!C5 含错误值 #REF!"), self.path("a.xlsx"), *question[:-2])
        self.told((1, "a.xlsx[Sheet1]:6:3 (principal): Sheet1!C6 is not the sum", "不等于该列各记录之和"), self.path("a.xlsx"), *question[:-2])
        code, out, err = run("tabulate", self.path("a.xlsx"), *question, "--lenient", "--lang", "en")
        self.assertEqual((code, list(csv.reader(io.StringIO(out)))[1:]), (1, [["pension", "15000.00", "1"]]))
        self.assertIn("1 row was left out", err)

    def test_which_table_of_several_is_meant(self):
        one, other = [["kind", "n"], ["a", 1], ["b", 2]], [["n", "m"], [3, "x"]]
        book = self.path("a.xlsx")
        write_workbook(book, {"一": one, "二": other, "说明": [["whatever"]]})
        listed = ["--format", "csv", "--integer", "n"]
        self.assertEqual(run("tabulate", book, "--rows", "kind", *listed)[0], 0)
        self.assertEqual(run("tabulate", book, "--rows", "m", *listed)[1].splitlines()[1:], ["x,1"])
        self.told((1, 'several of its tables have all the columns; expected one of "一", "二"', "有多个表具备所需的各列；应为下列之一："), book, "--rows", "n")
        self.told((1, "none of its tables has all the columns kind, m; it has the tables \"一\", \"二\"", "没有一个表具备全部所需的列：kind, m"), book,
                  "--rows", "kind,m")
        self.assertEqual(run("tabulate", book, "--rows", "n", *listed, "--table", "二")[1].splitlines()[1:], ["3,1"])
        self.write("definition", "from 一; rows n; measure count")
        self.assertEqual(run("tabulate", book, "--definition", self.path("definition"), *listed)[1].splitlines()[1:], ["1,1", "2,1"])
        self.told((1, 'there is no table "三"; expected one of "一", "二"', "没有表"), book, "--rows", "n",
                  "--table", "三")
        plain = self.write("a.csv", "n\n1\n")
        self.told((1, "a CSV file has no tables by name", "CSV 文件中没有可按名称选取的表"), book, plain, "--rows", "n", "--table", "二")
        base = self.path("a.sqlite")
        sqlite3.connect(base).execute("create table t (n)")
        for other in [base, "postgresql://me:s3cret@127.0.0.1:1/x"]:
            self.told((1, "databases and other files do not go together", "数据库不能与其他文件一起统计"), book, other, "--rows", "n", "--table", "二")
            self.assertNotIn("s3cret", run("tabulate", book, other, "--rows", "n", "--table", "二")[2])

    def test_what_cannot_be_read_is_told(self):
        write_workbook(self.path("a.xlsx"), {"一": [["kind"], ["a"]]})
        with open(self.path("a.xlsx"), "rb") as file:
            made = subprocess.run([BINARY, "tabulate", "-", "--rows", "kind", "--lang", "en"], stdin=file, capture_output=True, text=True)
        self.assertEqual((made.returncode, made.stdout), (3, ""))
        self.assertIn("stdin: this is an Excel workbook, which is gone through more than once; expected a file and its path", made.stderr)
        self.assertEqual(run("tabulate", "-", "--rows", "kind", "--format", "csv", stdin="kind\na\n")[1].splitlines()[1:], ["a,1"])
        self.told((1, "--encoding: it says nothing of an Excel workbook", "--encoding"), self.path("a.xlsx"), "--rows", "kind", "--encoding", "utf8")
        self.told((3, "", ""), self.write("broken.json", '{"format": "arrears.registry", "tables": '), "--rows", "kind")
        self.told((1, "the file is no registry", "此文件不是登记数据"), self.write("other.json", '{"format": "x", "version": 1, "tables": {}}'), "--rows", "k")
        records = '{"id": "A1", "enterprise": "E1", "category": "pension", "principal": "1"},\n{"id": "A2", "category": "nothing"}'
        text = self.write("r.json", '{"format": "arrears.registry", "version": 1, "tables": {"arrears": [' + records + "]}}")
        self.told((1, "r.json:2:26 (/tables/arrears/1/category): \"nothing\" is no value", "r.json:2:26"), text, "--rows", "category")
        self.told((1, "no column \"kind\"", "没有列"), text, "--rows", "kind")
        with open(self.path("a.xlsx"), "r+b") as file:
            file.truncate(300)
        self.assertIn(run("tabulate", self.path("a.xlsx"), "--rows", "kind")[0], (1, 3))


class Tabulate(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def table(self, *arguments):
        code, out, err = run("tabulate", *arguments)
        self.assertEqual((code, err), (0, ""), arguments)
        return list(csv.reader(io.StringIO(out)))

    def test_generated_definitions_give_what_sqlite_and_fractions_give(self):
        self.compare(database, random.Random(20190601), DEFINITIONS)

    def test_generated_definitions_give_what_postgresql_and_fractions_give(self):
        if PostgreSQL.programs() is None:
            self.skipTest("PostgreSQL is not installed")
        server = PostgreSQL()
        self.addCleanup(server.close)
        self.compare(server.load, random.Random(20190602), DEFINITIONS)

    def compare(self, database, rng, definitions):
        for number in range(definitions):
            if number % 25 == 0:
                rows = make_rows(rng, rng.choice([1, 7, 60, 400]))
                write(rows, self.path("t.csv"), rng)
                db = database(rows)
            fields = rng.sample(FIELDS, rng.randrange(4))
            of_rows = rng.randrange(len(fields) + 1)
            chosen = rng.sample(MEASURES, rng.randrange(1, 5))
            arguments = [self.path("t.csv"), "--measure", ", ".join(name for name, _ in chosen), "--format", "csv", "--margins", "--integer", "persons",
                         "--threads", str(rng.randrange(1, 4))]
            if fields[:of_rows]:
                arguments += ["--rows", ",".join(fields[:of_rows])]
            if fields[of_rows:]:
                arguments += ["--columns", ",".join(fields[of_rows:])]
            where = "1 = 1"
            if rng.random() < 0.5:
                text, where = rng.choice(CONDITIONS)
                arguments += ["--where", text]
            table = self.table(*arguments)
            self.assertEqual(table[0][:len(fields)], fields)
            met = set()
            for line in table[1:]:
                keys, values = line[:len(fields)], line[len(fields):]
                met.add(tuple(keys))
                row = f"({where}) and {condition(fields[:of_rows], keys[:of_rows])}"
                column = f"({where}) and {condition(fields[of_rows:], keys[of_rows:])}"
                cell = f"({row}) and {condition(fields[of_rows:], keys[of_rows:])}"
                for (name, expected), value in zip(chosen, values):
                    self.assertEqual(value, expected(db, cell, row, column, where), f"definition {number}: {arguments} {keys} {name}")
            groups = db.execute(f"select distinct {', '.join(fields)} from t where {where}").fetchall() if fields else []
            cells = {tuple("" if key is None else key for key in group) for group in groups}
            stars = ("*",) * of_rows, ("*",) * (len(fields) - of_rows)
            expected = {key for cell in cells for key in itertools.product((cell[:of_rows], stars[0]), (cell[of_rows:], stars[1]))}
            self.assertEqual(met, {a + b for a, b in expected} or ({()} if not fields else set()), arguments)

    def test_the_records_behind_every_cell_are_those_that_sqlite_finds(self):
        rng = random.Random(20)
        for number in range(12):
            rows = make_rows(rng, rng.choice([1, 30, 120]))
            for i, row in enumerate(rows):
                row["id"] = f"r{i}"
            cut = rng.randrange(len(rows) + 1)
            files = [self.path("a.csv"), self.path("b.csv")]
            write(rows[:cut] or rows, files[0], rng)
            write(rows[cut:], files[1], rng) if rows[:cut] and rows[cut:] else files.pop()
            db = database(rows)
            fields = rng.sample(FIELDS, rng.randrange(1, 4))
            of_rows = rng.randrange(len(fields) + 1)
            arguments = [*files, "--integer", "persons", "--measure", "sum(persons)"]
            arguments += ["--rows", ",".join(fields[:of_rows])] if fields[:of_rows] else []
            arguments += ["--columns", ",".join(fields[of_rows:])] if fields[of_rows:] else []
            text, where = rng.choice([("persons != 3 and persons is known", "persons <> 3"), ("principal >= 0", "principal >= 0")])
            arguments += ["--where", text]
            for line in self.table(*arguments, "--format", "csv", "--margins")[1:]:
                keys = line[:len(fields)]
                behind = f"({where}) and {condition(fields, keys)}"
                given = ",".join(f'"{key}"' if "," in key else key for key in keys)
                if any('"' in key for key in keys):
                    continue   # quotes have no escape at the shell; labels in other fields name the rest
                listed = self.table(*arguments, "--format", "csv", "--records", given, "--record-columns", "id,enterprise_id")
                self.assertEqual(listed[0], ["file", "line", "id", "enterprise_id"])
                expected = [f"{i}" for (i,) in db.execute(f"select rowid - 1 from t where {behind}")]
                self.assertEqual([row[2][1:] for row in listed[1:]], expected, (number, arguments, keys))
                for file, place, id, enterprise in listed[1:]:
                    with open(file, encoding="utf-8", newline="") as opened:
                        self.assertIn(id, opened.read().splitlines()[int(place) - 1].split(","))
                    self.assertEqual(enterprise, rows[int(id[1:])]["enterprise_id"])

    def test_records_are_listed_in_every_form_and_asked_for_by_labels(self):
        with open(self.path("t.csv"), "w", encoding="utf-8") as out:
            out.write("category,principal,id\npension,1,a\n,2,b\n养老,3,c\nwages,x,d\n")
        asked = ["tabulate", self.path("t.csv"), "--rows", "category", "--measure", "sum:principal", "--lenient", "--records"]
        code, out, err = run(*asked, "养老", "--record-columns", "id")
        self.assertEqual((code, out), (1, f"{self.path('t.csv')}:2  a\n{self.path('t.csv')}:4  c\n"))   # 1: line 5 was left out
        self.assertEqual(run(*asked, "")[1], f"{self.path('t.csv')}:3\n")
        self.assertEqual(run(*asked, "不详")[1], f"{self.path('t.csv')}:3\n")
        self.assertEqual(run(*asked, "*")[1].count("\n"), 3)
        code, out, err = run(*asked, "pension", "--format", "json", "--record-columns", "id")
        made = json.loads(out)
        self.assertEqual((made["format"], made["definition"]), ("arrears.records", "where category = pension; measure count"))
        self.assertEqual([(record["line"], record["columns"]) for record in made["records"]], [(2, {"id": "a"}), (4, {"id": "c"})])
        self.assertIn("| 2 | a |", run(*asked, "pension", "--format", "markdown", "--record-columns", "id")[1])
        for arguments, says in [(["medicine"], "medicine"), (["pension,x"], "at most 1"), (["pension", "--record-columns", "ids"], "did you mean id")]:
            code, out, err = run(*asked, *arguments)
            self.assertEqual((code, out.strip("\n")), (1, ""), arguments)
            self.assertIn(says, err)
        self.assertEqual(run("tabulate", "-", "--records", "*", stdin="a\n1\n")[0], 1)
        self.assertEqual(run(*asked, "*", "--save-state", self.path("s.json"))[0], 2)

    def test_tables_are_turned_and_stand_side_by_side(self):
        rng = random.Random(31)
        for number in range(12):
            sides = []
            for name in ("a", "b"):
                rows = make_rows(rng, rng.choice([1, 10, 60]))
                write(rows, self.path(f"{name}.csv"), rng)
                sides.append(database(rows))
                asked = [self.path(f"{name}.csv"), "--rows", "region", "--columns", "category,disputed", "--measure", "sum(principal), count"]
                self.table(*asked, "--format", "csv", "--save-state", self.path(f"{name}.json"), "--force")
            plain = self.table(*asked, "--format", "csv", "--margins")
            turned = self.table(*asked, "--format", "csv", "--margins", "--transpose")
            self.assertEqual(turned[0][:3], ["category", "disputed", "region"])
            self.assertEqual(sorted(line[2:3] + line[:2] + line[3:] for line in turned[1:]), sorted(plain[1:]))
            code, out, err = run("join", f"one={self.path('a.json')}", f"two={self.path('b.json')}", "--difference", "--format", "csv", "--margins")
            self.assertEqual((code, err), (0, ""))
            lines = list(csv.DictReader(io.StringIO(out)))
            for line in lines:
                where = condition(["region", "category", "disputed"], [line["region"], line["category"], line["disputed"]])
                counts = [count_of(db, where) for db in sides]
                if line["measure"] == "count":   # nought where it is a margin's or a closed value's, missing where a side has no such row
                    got = [line["one"] or "0", line["two"] or "0"]
                    self.assertEqual(got, counts, (number, line))
                    if line["one"] and line["two"]:
                        self.assertEqual(line["difference"], str(int(counts[1]) - int(counts[0])))
                    else:
                        self.assertEqual(line["difference"], "")
                else:
                    sums = [printed_sum(db, where, "principal") for db in sides]
                    for side, count, expected in zip(("one", "two"), counts, sums):
                        self.assertTrue(line[side] == expected or (line[side] == "" and count == "0"), (number, line))
            met = {(line["region"], line["category"], line["disputed"]) for line in lines if "*" not in line.values()}
            groups = {tuple("" if key is None else key for key in group) for db in sides
                      for group in db.execute("select distinct region, category, disputed from t")}
            self.assertEqual(met, groups)
        self.table(self.path("a.csv"), "--rows", "region", "--measure", "count", "--format", "csv", "--save-state", self.path("c.json"))
        self.table(self.path("a.csv"), "--rows", "region", "--measure", "sum:principal", "--format", "csv", "--save-state", self.path("d.json"))
        for one, other, says in [("a", "c", "column fields"), ("c", "c", "two tables"), ("c", "d", "different units")]:
            code, out, err = run("join", self.path(f"{one}.json"), self.path(f"{other}.json"), "--difference")
            self.assertEqual((code, out), (1, ""))
            self.assertIn(says, err)
        self.assertEqual(run("join", self.path("c.json"), self.path("d.json"))[0], 0)

    def test_subtotals_are_the_rows_of_a_table_by_fewer_fields(self):
        rng = random.Random(11)
        write(make_rows(rng, 120), self.path("n.csv"), rng)
        measure = ["--measure", "count,distinct:enterprise_id,sum:principal", "--format", "csv"]
        nested = self.table(self.path("n.csv"), "--rows", "region,category", "--subtotals", "rows", *measure)
        coarse = self.table(self.path("n.csv"), "--rows", "region", *measure)
        fine = self.table(self.path("n.csv"), "--rows", "region,category", *measure)
        self.assertEqual([row for row in nested if row[1] != "*"], fine)
        self.assertEqual([[row[0], *row[2:]] for row in nested if row[1] == "*"], coarse[1:])
        self.assertEqual([row[1] for row in nested[1:]].index("*"), 0)   # before what it is of
        code, out, err = run("tabulate", self.path("n.csv"), "--rows", "region,category", "--subtotals", "rows", "--lang", "en", "--shares", "largest_remainder",
                             "--measure", "share(count of column)")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, "north +all +")
        code, across, err = run("tabulate", self.path("n.csv"), "--columns", "region,category", "--subtotals", "columns", "--lang", "zh")
        self.assertIn("north / 合计", across.splitlines()[0])
        parts = [line.split()[-1] for line in out.splitlines()[2:] if "%" in line and " all" not in line and not line.startswith(("all", "Shares"))]
        self.assertEqual(sum(round(float(part.rstrip("%")) * 100) for part in parts), 10000)

    def test_a_change_between_two_days_names_both(self):
        with open(self.path("due.csv"), "w") as out:
            out.write("due_date,principal\n2018-01-31,10.00\n")
        for year in ("2018", "2020"):
            self.table(self.path("due.csv"), "--rows", "due_date_ageing", "--measure", "sum:principal", "--as-of", year + "-06-30", "--format", "csv",
                       "--save-state", self.path(year + ".json"))
        code, out, err = run("change", self.path("2018.json"), self.path("2020.json"), "--lang", "en")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out.splitlines()[0], "before 2018-06-30 +after 2020-06-30")
        code, out, err = run("change", self.path("2018.json"), self.path("2020.json"), "--format", "json")
        self.assertEqual((json.loads(out)["as_of_before"], json.loads(out)["as_of_after"]), ("2018-06-30", "2020-06-30"))
        self.table(self.path("due.csv"), "--rows", "due_date", "--format", "csv", "--save-state", self.path("undated.json"))
        code, out, err = run("change", self.path("undated.json"), self.path("undated.json"), "--format", "json")
        self.assertNotIn("as_of", out)

    def test_parts_of_dates_and_ageing(self):
        def plus_months(day, months):
            month = day.year * 12 + day.month - 1 + months
            last = (datetime.date(month // 12 + (month % 12 == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
            return datetime.date(month // 12, month % 12 + 1, min(day.day, last))

        def ageing(day, as_of, edges):
            if as_of <= day:
                return "not_due"
            met = [edge for edge in edges if plus_months(day, edge) < as_of]
            return f"over_{met[-1]}_months" if met else f"up_to_{edges[0]}_months"

        rng = random.Random(10)
        for edges in ([3, 12, 36, 60], [1, 2, 30]):
            as_of = datetime.date(2012, 1, 1) + datetime.timedelta(rng.randrange(1500))
            days = [datetime.date(2010, 1, 1) + datetime.timedelta(rng.randrange(2500)) for _ in range(400)] + [as_of, plus_months(as_of, -edges[0])]
            with open(self.path("d.csv"), "w", encoding="utf-8") as out:
                out.write("due_date,principal\n" + "".join(f"{day},1\n" for day in days))
            expected = {
                "due_date_month": collections.Counter(str(day)[:7] for day in days),
                "due_date_year": collections.Counter(str(day.year) for day in days),
                "due_date_days": collections.Counter(str((as_of - day).days) for day in days),
                "due_date_age": collections.Counter("" if day > as_of else str(as_of.year - day.year - ((as_of.month, as_of.day) < (day.month, day.day))) for day in days),
                "due_date_ageing": collections.Counter(ageing(day, as_of, edges) for day in days),
            }
            for field, counts in expected.items():
                made = self.table(self.path("d.csv"), "--as-of", str(as_of), "--ageing", ",".join(map(str, edges)), "--rows", field, "--format", "csv")
                self.assertEqual({row[0]: int(row[1]) for row in made[1:]}, dict(counts), (field, as_of))
        code, out, err = run("tabulate", self.path("d.csv"), "--rows", "due_date_ageing")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("needs a day", err)

    def test_the_short_form_is_the_long_one(self):
        rng = random.Random(1)
        write(make_rows(rng, 50), self.path("t.csv"), rng)
        short = self.table(self.path("t.csv"), "--rows", "region", "--measure", "sum:principal,count,distinct:enterprise_id,top:2:enterprise_id:principal,quantile:0.25:persons",
                           "--format", "csv", "--threads", "2")
        long = self.table(self.path("t.csv"), "--rows", "region", "--format", "csv", "--measure",
                          "sum(principal), count, distinct(enterprise_id), top(2, enterprise_id, sum(principal)), quantile(0.25, persons)")
        self.assertEqual(short, long)

    def test_encodings_and_separators_are_found(self):
        rng = random.Random(18030)
        plain = self.path("utf8.csv")
        write(make_rows(rng, 300), plain, rng)
        with open(plain, encoding="utf-8", newline="") as file:
            text = file.read()
        question = ["--rows", "region", "--columns", "category", "--measure", "sum:principal,count,distinct:enterprise_id"]
        expected = self.table(plain, *question)
        for encoding in ("utf-8-sig", "gb18030", "utf-16-le", "utf-16"):
            for separator in (",", "\t", ";"):
                other = self.path("other.csv")
                with open(other, "w", encoding=encoding, newline="") as file:
                    file.write("\ufeff" if encoding == "utf-16-le" else "")
                    csv.writer(file, delimiter=separator).writerows(csv.reader(io.StringIO(text)))
                with self.subTest(encoding=encoding, separator=separator):
                    self.assertEqual(self.table(other, *question), expected)
                    self.assertEqual(self.table(other, *question, "--threads", "3"), expected)
        with open(plain, "w", encoding="gb18030", newline="") as file:
            file.write(text)
        self.assertEqual(self.table(plain, *question, "--encoding", "GBK"), expected)
        self.assertEqual(run("tabulate", plain, *question, "--encoding", "utf-8")[0], 1)
        self.assertEqual(run("tabulate", plain, *question, "--encoding", "latin")[0], 2)

    def test_states_of_parts_merge_to_that_of_the_whole_to_the_byte(self):
        rng = random.Random(7)
        rows = make_rows(rng, 300)
        measures = "count, sum(principal), distinct(enterprise_id), median(principal), top(3, enterprise_id, sum(persons)), share(count where disputed = yes)"
        definition = ["--rows", "region", "--columns", "category", "--measure", measures]
        write(rows, self.path("all.csv"), rng)
        names = []
        cuts = sorted(rng.sample(range(300), 3))
        for i, (begin, end) in enumerate(zip([0, *cuts], [*cuts, 300])):
            write(rows[begin:end], self.path(f"{i}.csv"), rng)
            form = rng.choice(["json", "cbor"])
            names.append(self.path(f"{i}.{form}"))
            self.table(self.path(f"{i}.csv"), *definition, "--format", "csv", "--save-state", names[-1], "--state-format", form)
        _, whole, _ = run("tabulate", self.path("all.csv"), *definition, "--format", "json", "--save-state", self.path("all.json"))
        for _ in range(4):
            rng.shuffle(names)
            merged = self.path("merged.json")
            code, out, err = run("merge", *names, "--format", "json", "--save-state", merged, "--force")
            self.assertEqual((code, out, err), (0, whole, ""))
            with open(merged, "r", encoding="utf-8") as one, open(self.path("all.json"), "r", encoding="utf-8") as other:
                parts, whole_state = one.read(), other.read()
            inputs, input_of_all = json.loads(parts)["inputs"], json.loads(whole_state)["inputs"]
            self.assertEqual(sum(each["rows"] for each in inputs["returns"]), input_of_all["returns"][0]["rows"])
            self.assertEqual(sorted(each["name"] for each in inputs["returns"]), [f"{i}.csv" for i in range(4)])
            self.assertTrue(inputs["complete"])
            self.assertEqual(parts.replace(text_of(inputs), ""), whole_state.replace(text_of(input_of_all), ""))
        code, out, err = run("merge", names[0], self.path("none.json"))
        self.assertEqual(code, 3)
        self.assertIn("none.json", err)

    def test_offices_that_share_a_secret_count_the_same_without_sharing_ids(self):
        rng = random.Random(9)
        rows = make_rows(rng, 200)
        definition = ["--rows", "region", "--measure", "count,distinct:enterprise_id,sum:principal", "--format", "csv"]
        secrets = {"north": "3f" * 32, "south": "3f" * 32, "other": "40" * 32, "short": "x"}
        for name, secret in secrets.items():
            with open(self.path(f"{name}.key"), "w", encoding="ascii") as file:
                file.write(secret + "\n")
        write(rows, self.path("all.csv"), rng)
        _, whole, _ = run("tabulate", self.path("all.csv"), *definition)
        for name, part in [("north", rows[:90]), ("south", rows[90:]), ("other", rows[90:])]:
            write(part, self.path(f"{name}.csv"), rng)
            printed = self.table(self.path(f"{name}.csv"), *definition, "--save-state", self.path(f"{name}.json"), "--id-key", self.path(f"{name}.key"))
            self.assertEqual(printed, self.table(self.path(f"{name}.csv"), *definition))
            with open(self.path(f"{name}.json"), encoding="utf-8") as file:
                text = file.read()
            for row in part:
                self.assertNotIn(json.dumps(row["enterprise_id"]), text)
        self.assertEqual(run("merge", self.path("north.json"), self.path("south.json"), "--format", "csv"), (0, whole, ""))
        code, out, err = run("merge", self.path("north.json"), self.path("other.json"), "--lang", "en")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("enterprise_id are replaced by different keys", err)
        code, out, err = run("tabulate", self.path("all.csv"), *definition, "--save-state", self.path("s.json"), "--id-key", self.path("short.key"))
        self.assertEqual((code, out), (1, ""))
        self.assertIn("expected 16 to 4096", err)
        self.assertFalse(os.path.exists(self.path("s.json")))
        self.assertEqual(run("tabulate", self.path("all.csv"), *definition, "--id-key", self.path("north.key"))[0], 2)   # no file to write

    def test_states_that_cannot_be_merged_say_why(self):
        rng = random.Random(8)
        write(make_rows(rng, 20), self.path("t.csv"), rng)
        self.table(self.path("t.csv"), "--rows", "region", "--save-state", self.path("a.json"), "--format", "csv")
        self.table(self.path("t.csv"), "--rows", "category", "--save-state", self.path("b.json"), "--format", "csv")
        code, out, err = run("merge", self.path("a.json"), self.path("b.json"))
        self.assertEqual((code, out), (1, ""))
        self.assertIn("rows region", err)
        self.assertIn("rows category", err)
        with open(self.path("a.json"), encoding="utf-8") as file:
            state = json.load(file)
        for change, says in [({"version": 3}, "version 3"), ({"version": 0}, "version 0"), ({"inputs": None}, "complete"),
                             ({"inputs": {"complete": 1, "returns": []}}, "inputs.complete"), ({"inputs": {"complete": True}}, "no returns"),
                             ({"inputs": {"complete": True, "returns": [{"name": "a", "rows": -1, "sha256": "0" * 64}]}}, "inputs.returns[0]"),
                             ({"inputs": {"complete": True, "returns": [{"name": "a", "rows": 1, "sha256": "0" * 63 + "G"}]}}, "64 hexadecimal"),
                             ({"inputs": {"complete": True, "returns": [{"name": "a", "rows": 1, "sha256": "0" * 64}] * 2}}, "twice: \"a\" (1 row)"),
                             ({"format": "x"}, "no state"), ({"definition": "measure cuont"}, "did you mean count"),
                             ({"cells": [[["north"], [1, 0]]]}, "tally"), ({"cells": [[["north"], [1, 0, "1.5"]]]}, "sum"),
                             ({"cells": [[[], [1, 0, "0"]]]}, "keys"), ({"cells": [[["north"], [1, 0, "0"]]] * 2}, "twice"), ({"things": [[]]}, "things"), ({"cells": [[["north"], [2**63 - 1, 0, "0"]]]}, "range"),
                             ({"cells": [[["north"], [2**63, 0, "0"]]]}, "64 bits"), ({"cells": [[["north"], [1, 0, "9" * 40]]]}, "sum"),
                             ({"fields": []}, "region")]:
            with open(self.path("c.json"), "w", encoding="utf-8") as out:
                json.dump({**state, **change}, out)
            code, out, err = run("merge", self.path("c.json"))
            self.assertEqual((code, out), (1, ""), change)
            self.assertIn(says, err)
            self.assertIn("c.json", err)
        for junk in [b"", b"[", b"\xbf" * 20, b"\xa1" * 100_000, b"[" * 100_000, b'{"format": 1e400}', b"\xff\xfe"]:
            with open(self.path("d.json"), "wb") as out:
                out.write(junk)
            code, out, err = run("merge", self.path("d.json"))
            self.assertEqual((code, out), (1, ""), junk[:20])

    def test_a_return_counted_twice_is_refused(self):
        rng = random.Random(10)
        rows = make_rows(rng, 30)
        write(rows, self.path("a.csv"), random.Random(1))
        with open(self.path("a.csv"), encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        with open(self.path("b.csv"), "w", newline="", encoding="utf-8") as out:   # the same otherwise written
            turned = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            turned.writerow(lines[0][::-1])
            turned.writerows(line[::-1] for line in rng.sample(lines[1:], len(lines) - 1))
        write(make_rows(rng, 20), self.path("c.csv"), rng)
        states = {}
        for name in "abc":
            states[name] = self.path(f"{name}.json")
            self.table(self.path(f"{name}.csv"), "--rows", "region", "--format", "csv", "--save-state", states[name])
        self.table(self.path("a.csv"), self.path("c.csv"), "--rows", "region", "--format", "csv", "--save-state", self.path("ac.json"))
        code, out, err = run("merge", states["a"], states["c"], "--format", "csv", "--save-state", self.path("merged.json"))
        self.assertEqual((code, err), (0, ""))
        with open(self.path("ac.json"), "rb") as one, open(self.path("merged.json"), "rb") as other:
            self.assertEqual(one.read(), other.read())
        for files, told in [(["a", "b"], "b.json"), (["merged", "b"], "b.json"), (["b", "ac"], "ac.json")]:
            code, out, err = run("merge", *(self.path(f"{name}.json") for name in files), "--save-state", self.path("no.json"))
            self.assertEqual((code, out), (1, ""))
            self.assertIn("(30 rows)", err)
            self.assertIn("a.csv", err)
            self.assertIn("b.csv", err)
            self.assertTrue(err.startswith(self.path(told)), err)
            self.assertFalse(os.path.exists(self.path("no.json")))
        for more in [[], ["--save-state", self.path("no.json")], ["--lenient"]]:
            code, out, err = run("tabulate", self.path("a.csv"), self.path("c.csv"), self.path("b.csv"), "--lang", "zh", *more)
            self.assertEqual((code, out), (1, ""))
            self.assertIn("同一报表出现两次", err)
            self.assertIn("b.csv", err)
        with open(self.path("empty.csv"), "w", encoding="utf-8") as out:
            out.write("region,category\n")
        self.table(self.path("empty.csv"), self.path("empty.csv"), "--rows", "region")

    def test_what_changed_adds_up_and_is_what_the_records_say(self):
        rng = random.Random(11)
        for number in range(20):
            sides = [make_rows(rng, rng.choice([1, 30, 90])) for _ in range(2)]
            for name, rows in zip(("before", "after"), sides):
                write(rows, self.path(f"{name}.csv"), rng)
                self.table(self.path(f"{name}.csv"), "--rows", "region", "--columns", "category", "--measure", "by:enterprise_id:principal,count", "--format",
                           "csv", "--save-state", self.path(f"{name}.json"), "--force")
            code, out, err = run("change", self.path("before.json"), self.path("after.json"), "--format", "csv", "--margins")
            self.assertEqual((code, err), (0, ""))
            for line in csv.DictReader(io.StringIO(out)):
                chosen = [[row for row in rows if all(line[field] == "*" or (row[field] or "") == line[field] for field in ("region", "category"))]
                          for rows in sides]
                if line["measure"] == "count":
                    self.assertEqual([int(line["before"]), int(line["after"])], [len(rows) for rows in chosen])
                    continue
                sums = []
                for rows in chosen:
                    sums.append({})
                    for row in rows:
                        if row["principal"] is not None:
                            sums[-1][row["enterprise_id"]] = sums[-1].get(row["enterprise_id"], 0) + row["principal"]
                before, after = sums
                if (chosen[0] and not before) or (chosen[1] and not after):   # all amounts of a side are unknown
                    self.assertEqual((line["difference"], line["entered"]), ("", ""))
                    continue
                both = before.keys() & after.keys()
                expected = {"before": sum(before.values()), "after": sum(after.values()), "difference": sum(after.values()) - sum(before.values()),
                            "entered": sum(value for key, value in after.items() if key not in both),
                            "left": -sum(value for key, value in before.items() if key not in both),
                            "more": sum(max(after[key] - before[key], 0) for key in both), "less": sum(min(after[key] - before[key], 0) for key in both)}
                self.assertEqual({name: line[name] for name in expected}, {name: yuan(value) for name, value in expected.items()}, (number, line))
                total = sum(before.values())
                self.assertEqual(line["growth"], shown(Fraction(expected["difference"], total)) if total > 0 else "")
        self.table(self.path("after.csv"), "--rows", "region", "--save-state", self.path("other.json"), "--format", "csv")
        code, out, err = run("change", self.path("before.json"), self.path("other.json"))
        self.assertEqual((code, out), (1, ""))
        self.assertIn("columns category", err)

    def test_bad_rows_are_told_with_their_places_whatever_the_threads(self):
        rng = random.Random(9)
        rows = make_rows(rng, 40_000)
        write(rows, self.path("t.csv"), random.Random(0))
        with open(self.path("t.csv"), encoding="utf-8", newline="") as file:
            lines = file.read().splitlines(keepends=True)
        bad = sorted(rng.sample(range(1, 40_001), 30))
        for line in bad:
            lines[line] = 'north,nonsense,e1,12.345,x,2010-13-01,yes\n'
        with open(self.path("t.csv"), "w", encoding="utf-8", newline="") as out:
            out.write("".join(lines))
        told = set()
        for threads in ["1", "2", "5"]:
            code, out, err = run("tabulate", self.path("t.csv"), "--rows", "category", "--measure", "count,sum:principal", "--format", "csv",
                                 "--threads", threads)
            self.assertEqual((code, out), (1, ""))
            places = [int(line.split(":")[1]) for line in err.splitlines() if "t.csv:" in line]
            self.assertEqual(places, [line + 1 for line in bad for _ in ("category", "principal")])
            told.add(err)
            code, out, err = run("tabulate", self.path("t.csv"), "--measure", "count", "--rows", "category", "--format", "csv", "--lenient",
                                 "--threads", threads)
            self.assertEqual(code, 1)
            self.assertIn("30 rows were left out", err)
            self.assertEqual(sum(int(line.split(",")[-1]) for line in out.splitlines()[1:]), 40_000 - 30)
        self.assertEqual(len(told), 1)

    def test_rows_refused_are_corrected_and_counted(self):
        asked = ["--rows", "category", "--measure", "count,sum:principal,distinct:enterprise_id", "--format", "csv"]
        rng = random.Random(20190630)
        folder = self.path("offices")
        os.mkdir(folder)
        files, clean, mended = [], [], []
        for office, (separator, encoding) in {"north.csv": (",", "utf-8"), "south.csv": (";", "gb18030")}.items():
            rows = [[f"e{rng.randrange(20)}", rng.choice(["pension", "养老", "工资"]), yuan(rng.randrange(10**7)), rng.choice(["=1+1", "a,b", "厂", ""])]
                    for _ in range(400)]
            for wrong in (False, True):
                path = self.path(f"{'' if wrong else 'clean_'}{office}")
                (files if wrong else clean).append(path)
                with open(path, "w", encoding=encoding, newline="") as out:
                    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
                    writer.writerow(["enterprise_id", "欠费类别", "principal", "note"])
                    for i, row in enumerate(rows):
                        writer.writerow([*row[:2], "1O0", row[3]] if wrong and i % 9 == 4 else row)
            mended.append([row for i, row in enumerate(rows) if i % 9 == 4])
        code, out, err = run("tabulate", *files, *asked, "--lenient", "--rejects", folder, "--save-state", self.path("dirty.json"), "--threads", "2")
        self.assertEqual(code, 1)
        self.assertIn("88 of them stand with the reasons in", err)
        for path, rows in zip(files, mended):
            path = os.path.join(folder, os.path.basename(path))
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)   # whoever they are about
            with open(path, encoding="utf-8-sig", newline="") as file:
                text = file.read()
            separator = ";" if "south" in path else ","
            header, *cells = csv.reader(io.StringIO(text), delimiter=separator)
            self.assertEqual(header, ["reject_reason", "enterprise_id", "欠费类别", "principal", "note"])
            self.assertEqual([row[1:] for row in cells], [[*row[:2], "1O0", "'=1+1" if row[3] == "=1+1" else row[3]] for row in rows])
            self.assertTrue(all(row[0].startswith("principal: ") for row in cells))
            for row, right in zip(cells, rows):
                row[3] = right[2]
            with open(path, "w", encoding="utf-8", newline="") as out:
                csv.writer(out, delimiter=separator).writerows([header, *cells])
        again = [os.path.join(folder, os.path.basename(path)) for path in files]
        code, out, err = run("tabulate", *again, *asked, "--save-state", self.path("mended.json"))
        self.assertEqual((code, err), (0, ""))
        merged = run("merge", self.path("dirty.json"), self.path("mended.json"), "--format", "csv")
        self.assertEqual(merged[:2], run("tabulate", *clean, *asked)[:2])
        # nothing to correct: no file; none is replaced unasked
        self.assertEqual(run("tabulate", clean[0], *asked, "--lenient", "--rejects", self.path("none.csv"))[0], 0)
        self.assertFalse(os.path.exists(self.path("none.csv")))
        self.assertEqual(run("tabulate", files[0], *asked, "--lenient", "--rejects", again[0])[:2], (4, ""))
        code, out, err = run("tabulate", files[1], *asked, "--lenient", "--rejects", again[1], "--force", "--lang", "zh")
        with open(again[1], encoding="utf-8-sig") as file:
            self.assertTrue(file.readline().startswith("退回原因;enterprise_id;"))
        self.assertEqual(run("tabulate", clean[1], *asked, "--lenient", "--rejects", again[1], "--force")[0], 0)
        with open(again[1], encoding="utf-8-sig") as file:
            self.assertEqual(len(file.read().splitlines()), 1)
        for wrong in [["--rejects", self.path("x.csv")], ["--lenient", "--rejects", self.path("x.csv"), "--table", "t"]]:
            self.assertEqual(run("tabulate", files[0], *asked, *wrong)[0], 2)
        self.assertEqual(run("tabulate", files[0], files[0], *asked, "--lenient", "--rejects", self.path("both"))[0], 1)

    def test_an_offices_own_headings(self):
        with open(os.path.join(os.path.dirname(__file__), "..", "..", "docs", "formats.md"), encoding="utf-8") as page:
            example = page.read().split("```json\n")[1].split("```")[0]
        with open(self.path("map.json"), "w", encoding="utf-8") as out:
            out.write(example)
        with open(self.path("own.csv"), "w", encoding="gb18030") as out:
            out.write("户号,款项,欠缴额,备注\nE1,统筹养老,1.5,x\nE2,工资款,0.000001,x\nE2,pension,2元,x\n")
        with open(self.path("plain.csv"), "w", encoding="utf-8") as out:
            out.write("enterprise_id,category,principal\nE1,pension,15000\nE2,wages,0.01\nE2,pension,2\n")
        asked = ["--rows", "category", "--measure", "sum:principal,distinct:enterprise_id", "--format", "csv", "--lang", "en"]
        plain = run("tabulate", self.path("plain.csv"), *asked)
        self.assertEqual(plain[0], 0, plain[2])
        for more in [[], ["--encoding", "gb18030", "--threads", "2"]]:
            self.assertEqual(run("tabulate", self.path("own.csv"), *asked, "--map", self.path("map.json"), *more), plain)
        code, out, err = run("tabulate", self.path("own.csv"), *asked)
        self.assertEqual((code, out), (1, ""))
        self.assertIn('no column "category"', err)
        with open(self.path("map.json"), "w", encoding="utf-8") as out:
            out.write(example.replace("principal", "princpal"))
        code, out, err = run("tabulate", self.path("own.csv"), *asked, "--map", self.path("map.json"))
        self.assertEqual((code, out), (1, ""))
        self.assertIn("map.json:9:33 (/columns/4/field): no column is called \"princpal\"; did you mean principal", err)
        self.assertIn("the map was not taken: 1 to mend", err)
        self.assertEqual(run("tabulate", self.path("own.csv"), *asked, "--map", self.path("none.json"))[0], 3)

    def test_what_is_wrong_with_the_question_is_told(self):
        with open(self.path("t.csv"), "w", encoding="utf-8") as out:
            out.write("industry,principal,note\nC26,5,x\n")
        for arguments, code, says in [(["--rows", "industri"], 1, "did you mean industry"), (["--measure", "sum(note"], 1, "too early"),
                                      (["--measure", "sum:note"], 1, "note"), (["--measure", "cuont"], 1, "did you mean count"),
                                      (["--rows", "industry", "--rows", "note"], 2, "--rows"), (["--threads", "0"], 2, "--threads"),
                                      (["--where", "ownership = 国营企业", "--text", "x"], 1, "ownership")]:
            got, out, err = run("tabulate", self.path("t.csv"), *arguments)
            self.assertEqual((got, out), (code, ""), (arguments, err))
            self.assertIn(says, err)
        code, out, err = run("tabulate", self.path("none.csv"))
        self.assertEqual((code, out), (3, ""))

    def test_largest_remainder_adds_up(self):
        with open(self.path("t.csv"), "w", encoding="utf-8") as out:
            out.write("kind,principal\na,1\nb,1\nc,1\n")
        code, out, err = run("tabulate", self.path("t.csv"), "--rows", "kind", "--measure", "share(count of total)", "--shares", "largest_remainder",
                             "--lang", "en")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([line.split()[-1] for line in out.splitlines()[2:6]], ["33.34%", "33.33%", "33.33%", "100.00%"])
        self.assertIn("largest remainder", out)

    def test_long_rows_and_quotes_over_lines_keep_their_places(self):
        with open(self.path("t.csv"), "w", encoding="utf-8", newline="") as out:
            out.write('kind,principal\r\n"a\r\nb",1\r\n"' + "x" * 3_000_000 + '",2\r\nc,bad\r"d\n\n",4\n')
        code, out, err = run("tabulate", self.path("t.csv"), "--rows", "kind", "--measure", "sum:principal", "--format", "csv", "--lenient")
        self.assertEqual(code, 1)
        self.assertEqual([line.split(":")[1] for line in err.splitlines() if "t.csv:" in line], ["4", "5"])
        self.assertEqual(list(csv.reader(io.StringIO(out)))[1:], [["a\nb", "1.00"], ["d\n\n", "4.00"]])


if __name__ == "__main__":
    unittest.main()
