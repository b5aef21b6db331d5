#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Cuts every ```cpp program out of README.md and docs/, compiles and runs it, and compares what it prints with the ```text block after it.

usage: docs.py COMPILER BUILD_DIRECTORY
A ```cpp block without `int main` is a fragment: it is compiled inside a function, after the includes it begins with. A ```toml block
is a parameter file: the tool, where it was built, has to take it.
"""
import os
import re
import subprocess
import sys
import tempfile

compiler, build = sys.argv[1], sys.argv[2]
top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
pages = [os.path.join(top, "README.md")]
for folder, _, names in sorted(os.walk(os.path.join(top, "docs"))):
    pages += [os.path.join(folder, name) for name in sorted(names) if name.endswith(".md")]

libraries = [os.path.join(build, f"libarrears_{floor}.a") for floor in ("workbook", "report", "io", "reconcile")]
tool = os.path.join(build, "bin", "arrears")
libraries = [path for path in libraries if os.path.exists(path)]
if libraries:
    libraries.append("-lcrypto")
sql = os.path.join(build, "libarrears_sql.a")
if os.path.exists(sql):
    libraries = [sql, *libraries, "-lsqlite3", *(["-lpq"] if b"PQconnectdb" in open(sql, "rb").read() else [])]
workbooks = os.path.join(build, "libarrears_workbook.a") in libraries
if workbooks:
    libraries += ["-lzip", "-lexpat", "-lxlsxwriter"]

# Most programs begin with the whole library: GCC reads it once, as long as nothing stands before it.
flags = ["-std=c++20", "-O0", "-Wall", "-Wextra"]
ready = tempfile.TemporaryDirectory()
os.mkdir(os.path.join(ready.name, "arrears"))
subprocess.run([compiler, *flags, "-I", os.path.join(top, "include"), "-x", "c++-header", os.path.join(top, "include", "arrears", "arrears.hpp"),
                "-o", os.path.join(ready.name, "arrears", "arrears.hpp.gch")], check=True)

failed = count = 0
for page in pages:
    with open(page, encoding="utf-8") as file:
        text = file.read()
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.S | re.M)
    for number, (language, code) in enumerate(blocks):
        if language == "toml" and os.path.exists(tool):
            count += 1
            with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
                file.write(code)
                file.flush()
                ran = subprocess.run([tool, "contributions", "--month", "2017-01", "--wage", "1000", "--average-wage", "1000", "--parameters", file.name],
                                     capture_output=True, text=True, encoding="utf-8")
            if ran.returncode != 0:
                print(f"{os.path.relpath(page, top)}, block {number + 1} is no parameter file:\n{ran.stderr}")
                failed += 1
        if language != "cpp" or ("<arrears/workbook/" in code and not workbooks):
            continue
        if "<arrears/sql/" in code and not os.path.exists(sql):
            continue
        count += 1
        where = f"{os.path.relpath(page, top)}, block {number + 1}"
        if "int main" not in code:
            includes = "".join(line + "\n" for line in code.splitlines() if line.startswith("#include"))
            rest = "\n".join(line for line in code.splitlines() if not line.startswith("#include"))
            code = f"#include <arrears/arrears.hpp>\n{includes}using namespace arrears;\nint main() {{\n{rest}\n}}\n"
        with tempfile.TemporaryDirectory() as folder:
            source, program = os.path.join(folder, "page.cpp"), os.path.join(folder, "page")
            with open(source, "w", encoding="utf-8") as file:
                file.write(code)
            built = subprocess.run([compiler, *flags, "-I", ready.name, "-I", os.path.join(top, "include"), source, "-o", program, *libraries],
                                   capture_output=True, text=True)
            if built.returncode != 0:
                print(f"{where} does not compile:\n{built.stderr}")
                failed += 1
                continue
            if number + 1 < len(blocks) and blocks[number + 1][0] == "text":
                ran = subprocess.run([program], capture_output=True, text=True, encoding="utf-8", cwd=top)
                if ran.returncode != 0 or ran.stdout != blocks[number + 1][1]:
                    print(f"{where} prints (exit {ran.returncode}):\n{ran.stdout}{ran.stderr}instead of:\n{blocks[number + 1][1]}")
                    failed += 1
print(f"{count} programs, {failed} wrong")
sys.exit(1 if failed or not count else 0)
