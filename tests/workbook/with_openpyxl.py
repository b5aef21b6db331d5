#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Workbooks against openpyxl, which shares no code with the library: what it writes is read equal, and it reads equal what is written here.

usage: with_openpyxl.py PROGRAM REGISTRY_FOLDER      (PROGRAM: workbook_cells)
Where no Python here has openpyxl it says so and passes.
"""
import csv
import datetime
import decimal
import json
import os
import random
import subprocess
import sys
import tempfile

try:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
except ImportError:
    system = "/usr/bin/python3"
    if os.path.realpath(sys.executable) != os.path.realpath(system) and os.path.exists(system):
        os.execv(system, [system] + sys.argv)
    print("openpyxl is not here (Debian: python3-openpyxl): skipped")
    sys.exit(0)

program, registry = sys.argv[1], sys.argv[2]
context = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP)
failed = count = 0


def check(what, got, wanted):
    global failed, count
    count += 1
    if got != wanted:
        failed += 1
        if failed < 20:
            print(f"{what}: {got!r} instead of {wanted!r}")


def read(path):
    """Cells as (kind, text) by sheet and address."""
    sheets, cells = {}, None
    ran = subprocess.run([program, "read", path], capture_output=True, text=True, encoding="utf-8", check=True)
    for line in ran.stdout.split("\n")[:-1]:
        fields = line.split("\t")
        if fields[0] in ("sheet", "hidden"):
            cells = sheets[fields[1]] = {}
            continue
        cells[fields[0]] = (fields[1], json.loads(fields[2]))
    return sheets


def random_value(source):
    kind = source.randrange(7)
    if kind == 0:
        pieces = ["厂", "欠费", " ", "  x", "<&>", "\"", "'", "0012", "TRUE", "é", "😀", "\n", "2018-12-31"]
        return "t" + "".join(source.choice(pieces) for _ in range(source.randrange(1, 6)))
    if kind == 1:
        return source.randrange(-10**15 + 1, 10**15)
    if kind == 2:
        return float(decimal.Decimal(source.randrange(-10**9, 10**9)).scaleb(-source.randrange(0, 9)))
    if kind == 3:
        return source.random() * 10.0 ** source.randrange(-20, 12)
    if kind == 4:
        return datetime.date(1904, 1, 2) + datetime.timedelta(days=source.randrange(50000))
    if kind == 5:
        return datetime.datetime(1990, 1, 1) + datetime.timedelta(seconds=source.randrange(10**9))
    return source.random() < 0.5


def expected(value):
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "text", value
    if isinstance(value, datetime.datetime):
        return "date", value.isoformat() if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, datetime.date):
        return "date", value.isoformat()
    return "number", context.create_decimal(f"{value:.16g}")   # as openpyxl writes it


with tempfile.TemporaryDirectory() as folder:
    source = random.Random(2018)
    for turn in range(10):
        book = openpyxl.Workbook(write_only=turn % 3 == 0)
        if not book.write_only:
            book.remove(book.active)
        book.epoch = CALENDAR_MAC_1904 if turn % 2 else CALENDAR_WINDOWS_1900
        wanted = {}
        for name in ("一", "Sheet two", "hidden"):
            sheet = book.create_sheet(name)
            cells = wanted[name] = {}
            for row in range(1, 60):
                values = [random_value(source) for _ in range(6)]
                sheet.append(values)
                for column, value in enumerate(values):
                    cells[f"{chr(65 + column)}{row}"] = expected(value)
        path = os.path.join(folder, f"{turn}.xlsx")
        book.save(path)
        sheets = read(path)
        check("sheets", list(sheets), list(wanted))
        for name, cells in wanted.items():
            check("addresses", set(sheets[name]), set(cells))
            for address, (kind, value) in cells.items():
                got_kind, got = sheets[name].get(address, ("none", ""))
                check(f"{turn} {name}!{address}", (got_kind, decimal.Decimal(got) if got_kind == "number" else got), (kind, value))

    # Of the registry's folder what refers to nothing left out: openpyxl takes its time.
    tables = ["systems", "enterprises", "enterprise_history", "workers", "retirees", "households", "arrears", "payments", "worker_advances",
              "resettlement_plans", "groupings"]
    part = os.path.join(folder, "registry")
    os.mkdir(part)
    parts = (("systems", None), ("enterprises", None), ("enterprise_history", None), ("arrears", 300), ("resettlement_plans", None))
    for table, lines_max in parts:
        with open(os.path.join(registry, table + ".csv"), encoding="utf-8") as file:
            lines = file.readlines()
        with open(os.path.join(part, table + ".csv"), "w", encoding="utf-8") as file:
            file.writelines(lines[:lines_max])


    def shown(cell, heading):
        """A cell as the CSV file has it; amounts have to be numbers of two decimals."""
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, datetime.datetime):
            check("a day's format", cell.number_format, "yyyy-mm-dd")
            return value.date().isoformat()
        if heading in ("principal", "本金"):
            check("an amount's format", cell.number_format, "0.00")
            return str(decimal.Decimal(repr(value)).quantize(decimal.Decimal("0.01")))
        check("no formula", cell.data_type != "f", True)
        return str(value)


    columns_of = {}
    for language in ("en", "zh"):
        path = os.path.join(folder, language + ".xlsx")
        subprocess.run([program, "write", part, path, language], check=True)
        book = openpyxl.load_workbook(path)
        check("sheets written", len(book.sheetnames), len(tables))
        if language == "en":
            check("names of sheets", book.sheetnames, tables)
        for table, sheet in zip(tables, book.worksheets):
            check(f"{table} is frozen below its header", sheet.freeze_panes, "A2")
            check(f"{table} can be filtered", bool(sheet.auto_filter.ref), True)
            rows = list(sheet.iter_rows())
            headings = [cell.value for cell in rows[0]]
            written = sorted([shown(cell, heading) for heading, cell in zip(headings, row)] for row in rows[1:])
            file = os.path.join(part, table + ".csv")
            if not os.path.exists(file):
                if table != "groupings":   # a registry without any gets the library's own
                    check(f"{table} has a header alone", written, [])
                continue
            with open(file, encoding="utf-8", newline="") as stream:
                lines = list(csv.DictReader(stream))
            if language == "en":
                columns_of[table] = headings   # both languages have the columns in one order
            wanted = sorted([line.get(name) or "" for name in columns_of[table]] for line in lines)
            check(f"rows of {table}", written, wanted)

print(f"{count} comparisons with openpyxl {openpyxl.__version__}, {failed} wrong")
sys.exit(1 if failed or count < 10000 else 0)
