#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whoever writes a registry is killed at random moments: what stands under the file's name is the old one or the new one, whole."""
import os
import random
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

TOOL = str(Path(os.environ.get("ARREARS_BINARY_DIR", "build/dev")) / "bin" / "arrears")
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
KILLS = int(os.environ.get("ARREARS_KILLS", "100"))


class Killed(unittest.TestCase):
    def setUp(self):
        made = tempfile.TemporaryDirectory()
        self.addCleanup(made.cleanup)
        self.folder = Path(made.name)
        self.old = self.folder / "old"
        self.old.mkdir()
        (self.old / "enterprises.csv").write_text("id,name,industry\nE1,一厂,C26\n", encoding="utf-8")

    def convert(self, source, target):
        done = subprocess.run([TOOL, "convert", source, target, "--force"], capture_output=True, text=True, encoding="utf-8", check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def tables(self, source):
        """What a file says, as the CSV files that it is turned into."""
        with tempfile.TemporaryDirectory() as out:
            self.convert(source, Path(out) / "csv")
            return {path.name: path.read_bytes() for path in sorted((Path(out) / "csv").glob("*.csv"))}

    def test_the_old_or_the_new_file_is_there_whole(self):
        seed = random.randrange(2**32)
        moment = random.Random(seed)
        for ending in ("json", "xlsx", "sqlite"):
            with self.subTest(ending=ending, seed=seed):
                before, after, target = (self.folder / f"{name}.{ending}" for name in ("before", "after", "target"))
                self.convert(self.old, before)
                started = time.monotonic()
                self.convert(SAMPLE, after)
                whole = time.monotonic() - started
                old, new = self.tables(before), self.tables(after)
                self.assertNotEqual(old, new)
                killed = 0
                for _ in range((KILLS + 2) // 3):
                    target.write_bytes(before.read_bytes())
                    with subprocess.Popen([TOOL, "convert", SAMPLE, target, "--force"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writer:
                        time.sleep(moment.uniform(0, whole))
                        writer.kill()
                    killed += writer.returncode != 0
                    if target.read_bytes() != before.read_bytes():
                        self.assertEqual(self.tables(target), new)
                    for left in self.folder.glob("*"):   # what a process that is killed cannot take away
                        if left.is_file() and left not in (before, after, target):
                            left.unlink()
                self.assertGreater(killed, 0)


if __name__ == "__main__":
    unittest.main()
