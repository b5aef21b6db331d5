#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whoever writes a registry is killed at random moments, or finds no more room or memory: what stands under the file's name is the old one
or the new one, whole."""
import os
import random
import resource
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

TOOL = str(Path(os.environ.get("ARREARS_BINARY_DIR", "build/dev")) / "bin" / "arrears")
SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "data" / "yangquan"
KILLS = int(os.environ.get("ARREARS_KILLS", "30"))


class BrokenOff(unittest.TestCase):
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
                        found = self.tables(target)   # a database takes back first what was left half done
                        self.assertTrue(found == new or (ending == "sqlite" and found == old), "neither the old nor the new file")
                    for left in self.folder.glob("*"):   # what a process that is killed cannot take away
                        if left.is_file() and left not in (before, after, target):
                            left.unlink()
                self.assertGreater(killed, 0)

    def least_memory(self):
        """In MiB: with less the tool does not even start."""
        for size in range(16, 256):
            done = subprocess.run(["sh", "-c", f"ulimit -v {size << 10}; exec \"$0\" --version", TOOL], capture_output=True, check=False)
            if done.returncode == 0:
                return size
        return self.fail("the tool does not start")

    def limited(self, target, what, limit):
        """Writes where files, or memory, may have so many bytes at most: the tool's code, and what it says."""
        def limits():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)   # then a write fails, as where the disk is full
            resource.setrlimit(what, (limit, limit))
        done = subprocess.run([TOOL, "convert", SAMPLE, target, "--force", "--lang", "en"], preexec_fn=limits, capture_output=True, text=True,
                              encoding="utf-8", check=False)
        return done.returncode, done.stderr

    def never_half(self, ending, what, limits):
        folder = self.folder / ending
        folder.mkdir()
        before, target = folder / f"before.{ending}", folder / f"target.{ending}"
        self.convert(self.old, before)
        codes = []
        for limit in limits:
            target.write_bytes(before.read_bytes())
            code, told = self.limited(target, what, limit)
            codes.append(code)
            self.assertIn(code, (0, 3, 4, 71), f"limit {limit}: {told}")   # no signal
            if code != 0:
                self.assertNotEqual(told, "", f"limit {limit}")
                if target.read_bytes() != before.read_bytes():
                    self.assertEqual(ending, "sqlite", f"limit {limit}")   # a database takes itself back when it is next read
                    self.assertEqual(self.tables(target), self.tables(before), f"limit {limit}")
                self.assertEqual(sorted(path.name for path in folder.iterdir()), sorted([before.name, target.name]), f"limit {limit}")
        self.assertNotEqual(codes[0], 0)
        return codes

    def test_no_more_room(self):
        for ending in ("json", "xlsx", "sqlite"):
            with self.subTest(ending=ending):
                whole = self.folder / f"whole.{ending}"
                self.convert(SAMPLE, whole)
                size = whole.stat().st_size
                whole.unlink()
                self.never_half(ending, resource.RLIMIT_FSIZE, [size * i // 6 for i in range(6)])

    def test_no_more_memory(self):
        least = self.least_memory()
        for ending in ("json", "xlsx", "sqlite"):
            with self.subTest(ending=ending):
                self.never_half(ending, resource.RLIMIT_AS, [(least + 4 * i) << 20 for i in range(8)])


if __name__ == "__main__":
    unittest.main()
