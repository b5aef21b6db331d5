# SPDX-License-Identifier: BSL-1.0
# `arrears tabulate` of databases against the same of CSV files: generated rows, one answer. SQLite always; PostgreSQL where ARREARS_POSTGRES
# is the address of one (cmake/with_postgres.sh).
import csv
import json
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

BINARY = os.path.join(os.environ["ARREARS_BINARY_DIR"], "bin", "arrears")
POSTGRES = os.environ.get("ARREARS_POSTGRES")
NAMES = ["region", "category", "enterprise_id", "principal", "due_date"]
QUESTIONS = [
    ["--rows", "category", "--measure", "sum:principal,count,distinct:enterprise_id"],
    ["--rows", "region", "--columns", "due_date_year", "--measure", "sum:principal,median:principal"],
    ["--as-of", "2019-06-30", "--rows", "due_date_ageing", "--measure", "sum:principal", "--where", "principal >= 1万元 and category = pension"],
    ["--measure", "top:3:enterprise_id:principal,gini:enterprise_id:principal", "--where", "region = \"a,b\" or region is unknown"],
    ["--rows", "due_date_month", "--measure", "share(count where category in (养老, wages))"],
]


def run(*arguments, language="C.UTF-8"):
    made = subprocess.run([BINARY, "tabulate", *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": language})
    return made.returncode, made.stdout, made.stderr


def make_rows(rng, count):
    return [[rng.choice(["north", "a,b", 'q"q', "西", None]), rng.choice(["pension", "养老", "wages", " Medical ", None]), f"e{rng.randrange(9)}",
             rng.choice([None, 0, 1, rng.randrange(10**9)]), rng.choice([None, f"201{rng.randrange(9)}-{rng.randrange(1, 13):02d}-28"])] for _ in range(count)]


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(NAMES)
        for region, category, enterprise, fen, due in rows:
            writer.writerow([region or "", category or "", enterprise, "" if fen is None else f"{fen // 100}.{fen % 100:02d}", due or ""])


def write_sqlite(path, rows, table="arrears"):
    db = sqlite3.connect(path)
    quoted = '"' + table.replace('"', '""') + '"'
    db.execute(f"create table {quoted} (region text, category text, enterprise_id text, principal integer, due_date date)")
    db.executemany(f"insert into {quoted} values (?, ?, ?, ?, ?)", rows)
    db.commit()
    db.close()


def literal(value):
    return "NULL" if value is None else str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def psql(statements):
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", POSTGRES], input=statements, text=True, check=True, capture_output=True)


def write_postgres(rows, table="arrears"):
    quoted = '"' + table.replace('"', '""') + '"'
    values = ", ".join("(" + ", ".join(map(literal, row)) + ")" for row in rows)
    psql(f"drop table if exists {quoted}; create table {quoted} (region text, category text, enterprise_id text, principal bigint, due_date date); "
         f"insert into {quoted} values {values};")


class Databases(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def needs_postgres(self):
        if not POSTGRES or not shutil.which("psql"):
            self.skipTest("there is no PostgreSQL (cmake/with_postgres.sh)")

    def same_as_file(self, address, file):
        for question in QUESTIONS:
            for style in ([], ["--format", "json"], ["--format", "csv", "--lang", "zh"]):
                wanted = run(file, *question, *style)
                self.assertEqual(wanted[0], 0, wanted[2])
                self.assertEqual(run(address, "--table", "arrears", *question, *style), wanted)
            self.assertEqual(run(address, "--table", "arrears", "--row-by-row", *question), run(file, *question))

    def test_sqlite(self):
        rows = make_rows(random.Random(1), 300)
        write_csv(self.path("rows.csv"), rows)
        write_sqlite(self.path("rows.sqlite"), rows)
        self.same_as_file(self.path("rows.sqlite"), self.path("rows.csv"))

    def test_postgres(self):
        self.needs_postgres()
        rows = make_rows(random.Random(2), 300)
        write_csv(self.path("rows.csv"), rows)
        write_postgres(rows)
        self.same_as_file(POSTGRES, self.path("rows.csv"))

    def test_shards_and_states(self):
        rng = random.Random(3)
        rows = make_rows(rng, 200)
        write_csv(self.path("all.csv"), rows)
        addresses = [self.path("one.sqlite"), self.path("two.sqlite")]
        write_sqlite(addresses[0], rows[:70])
        write_sqlite(addresses[1], rows[70:])
        question = ["--rows", "category", "--measure", "distinct:enterprise_id,sum:principal,median:principal"]
        wanted = run(self.path("all.csv"), *question)
        self.assertEqual(run(*addresses, "--table", "arrears", *question), wanted)
        for i, address in enumerate(addresses):
            self.assertEqual(run(address, "--table", "arrears", *question, "--save-state", self.path(f"{i}.json"))[0], 0)
        merged = subprocess.run([BINARY, "merge", self.path("0.json"), self.path("1.json")], capture_output=True, text=True,
                                env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual((merged.returncode, merged.stdout), wanted[:2])
        # But for the digests of returns, a file's state is the same.
        run(self.path("all.csv"), *question, "--save-state", self.path("file.json"))
        write_sqlite(self.path("all.sqlite"), rows)
        run(self.path("all.sqlite"), "--table", "arrears", *question, "--save-state", self.path("all.json"))
        with open(self.path("file.json"), encoding="utf-8") as one, open(self.path("all.json"), encoding="utf-8") as other:
            file, database = json.load(one), json.load(other)
        self.assertTrue(file.pop("inputs")["complete"])
        self.assertFalse(database.pop("inputs")["complete"])
        self.assertEqual(file, database)
        code, out, err = run(addresses[0], addresses[0], "--table", "arrears", *question)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("twice", err)

    def test_explained(self):
        address = self.path("rows.sqlite")
        write_sqlite(address, make_rows(random.Random(4), 5))
        code, out, err = run(address, "--table", "arrears", *QUESTIONS[2], "--explain-sql")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("GROUP BY", out)
        self.assertIn("-- ?1 = ", out)
        self.assertIn("grouped by its texts", out)
        self.assertIn("= 1000000\n", out)   # the value stands beside the statement, never in it
        self.assertNotIn("1000000", out.split(";\n")[0])
        self.assertIn("按文字分组", run(address, "--table", "arrears", *QUESTIONS[2], "--explain-sql", "--lang", "zh")[1])
        self.assertNotIn("GROUP BY", run(address, "--table", "arrears", *QUESTIONS[2], "--explain-sql", "--row-by-row")[1])

    def told(self, wanted, *arguments):
        """Told in both languages, each with its words."""
        for language, words in zip(("en", "zh"), wanted[1:]):
            code, out, err = run(*arguments, "--lang", language)
            self.assertEqual((code, out), (wanted[0], ""), err)
            self.assertIn(words, err)

    def test_mistakes(self):
        address = self.path("rows.sqlite")
        write_sqlite(address, make_rows(random.Random(5), 5))
        self.told((1, "did you mean arrears?", "是否指 arrears？"), address, "--table", "arears")
        self.told((1, "did you mean region?", "是否指 region？"), address, "--table", "arrears", "--rows", "regoin")
        self.told((1, "expected --table NAME", "应有 --table 表名"), address)
        self.told((3, "none.sqlite", "数据库报告"), self.path("none.sqlite"), "--table", "arrears")
        self.assertEqual(run(address, "--explain-sql")[0], 2)
        db = sqlite3.connect(address)
        db.execute("insert into arrears values ('a', 'pensions', 'e', 'much', '2019-01-01')")
        db.commit()
        db.close()
        self.told((1, "arrears:6 (principal)", "arrears:6 (principal)"), address, "--table", "arrears", "--measure", "sum:principal")
        code, out, err = run(address, "--table", "arrears", "--measure", "count", "--rows", "category", "--lenient")
        self.assertEqual(code, 1)
        self.assertIn("arrears:6 (category)", err)
        self.assertIn("rowid = 6", err)
        self.assertNotEqual(out, "")

    def test_no_password_is_shown(self):
        for address in ["postgresql://me:s3cret@127.0.0.1:1/x", f"postgresql://me:s3cret@/x?host={self.folder.name}",
                        "postgresql://me@127.0.0.1:1/x?password=s3cret", "postgresql://me:s3cret@h:s3cret/%zz"]:
            for arguments in ([address, "--table", "t"], [address], [address, "--table"], [address, "--threads", "many"],
                              [address, "--table", "t", "--" + address]):
                for language in ("en", "zh"):
                    code, out, err = run(*arguments, "--lang", language)
                    self.assertNotEqual(code, 0)
                    self.assertNotIn("s3cret", out + err)
            self.assertEqual(run(address, "--table", "t")[0], 3)
            made = subprocess.run([BINARY, address], capture_output=True, text=True)
            self.assertEqual(made.returncode, 2)
            self.assertNotIn("s3cret", made.stderr + made.stdout)

    def test_hostile_names(self):
        name = 'a"; drop table x; --'
        rows = make_rows(random.Random(6), 20)
        address = self.path("rows.sqlite")
        write_sqlite(address, rows, name)
        write_sqlite(address, rows, "x")
        self.assertEqual(run(address, "--table", name), run(address, "--table", "x"))
        self.assertEqual(run(address, "--table", "x\"; drop table x; --")[0], 1)
        self.assertEqual(run(address, "--table", "x", "--where", "region = \"'; drop table x; --\"")[0], 0)
        self.assertEqual(run(address, "--table", "x")[0], 0)
        if POSTGRES and shutil.which("psql"):
            write_postgres(rows, name)
            write_postgres(rows, "x")
            self.assertEqual(run(POSTGRES, "--table", name), run(POSTGRES, "--table", "x"))
            self.assertEqual(run(POSTGRES, "--table", "x\"; drop table x; --")[0], 1)
            self.assertEqual(run(POSTGRES, "--table", "public.x")[0], 0)
            self.assertEqual(run(POSTGRES, "--table", "x")[0], 0)


if __name__ == "__main__":
    unittest.main()
