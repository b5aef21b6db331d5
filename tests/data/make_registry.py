#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The sample's records are what examples/make_registry makes of their description: the same bytes wherever and whenever it runs.

The folder with the programs is ARREARS_BINARY_DIR/bin.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(os.environ.get("ARREARS_BINARY_DIR", "build/dev")).resolve() / "bin" / "make_registry"
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
CHECK = Path(__file__).with_name("check_registry.py")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class MakeRegistry(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def make(self, description, out, **environment):
        return subprocess.run([PROGRAM, description, out], capture_output=True, text=True, encoding="utf-8", cwd=self.root,
                              env={**os.environ, **environment})

    def test_the_sample_is_made_again_byte_for_byte(self):
        made = self.make(SAMPLE / "description", self.root / "made", LC_ALL="C", TZ="Pacific/Kiritimati")
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        self.assertEqual(contents(self.root / "made"), contents(SAMPLE / "registry"))
        self.assertIn("more than the 14276800.00 of *, which includes it, by 47038300.00", made.stdout)   # what cannot hold, and why
        self.assertIn("- medical_expense_total: ", made.stdout)                                             # under which reading

    def test_another_seed_makes_other_records_with_the_same_statistics(self):
        shutil.copytree(SAMPLE / "description", self.root / "description")
        shutil.copy(SAMPLE / "published.csv", self.root)
        settings = self.root / "description" / "settings.csv"
        text = settings.read_text(encoding="utf-8")
        self.assertIn("seed,20181231,", text)
        settings.write_text(text.replace("seed,20181231,", "seed,7,"), encoding="utf-8")
        made = self.make(self.root / "description", self.root / "registry")
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        self.assertNotEqual((self.root / "registry" / "arrears.csv").read_bytes(), (SAMPLE / "registry" / "arrears.csv").read_bytes())
        checked = subprocess.run([sys.executable, CHECK, self.root], capture_output=True, text=True, encoding="utf-8")
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_what_cannot_be_met_is_told_and_nothing_is_written(self):
        shutil.copytree(SAMPLE / "description", self.root / "description")
        amounts = self.root / "description" / "amounts.csv"
        amounts.write_text(amounts.read_text(encoding="utf-8").replace("FED,medical,81.1万元", "FED,medical,81111.1万元"), encoding="utf-8")
        made = self.make(self.root / "description", self.root / "registry")
        self.assertEqual(made.returncode, 1)
        self.assertIn("amounts.csv:", made.stderr)
        self.assertFalse((self.root / "registry").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
