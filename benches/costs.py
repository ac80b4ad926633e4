#!/usr/bin/env python3
"""Counts the instructions of the program on sites that double: no text may cost more than it is long.

    cargo build --profile release-lto
    python3 benches/costs.py [PATTERN …]

Has the patterns of `tests/suite/costs/patterns.rs` laid out under `target/tmp/costs`, each at a
size, twice and four times that, and builds every site on one thread under valgrind's cachegrind,
which counts and does not time: the numbers of two runs differ by less than a hundredth. A pattern
fails when the second step took more than 2.9 times the first (2 is a line, 4 a square), and than
0.7 of all that the middle size took: less is the noise of what any site takes. The suite counts what is asked of the allocator; this sees the work that asks for no memory.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = ROOT / "target" / "tmp" / "costs"
PROGRAM = Path(os.environ.get("GONGKAI", ROOT / "target" / "release-lto" / "gongkai"))
TOO_FAST = 2.9
# A smaller step, as a part of all, is noise beside what any site takes: a page more or less.
LEAST = 0.25


def lay_out():
    command = ["cargo", "test", "--quiet", "--test", "suite", "costs::the_sites_are_laid_out_as_they_are", "--", "--exact"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "COSTS_SCALE": "4"})


def instructions(site):
    """What one build takes; of a site with faults, what it takes to find and show them."""
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", str(PROGRAM)]
    command += ["--root", str(site), "build", "--jobs", "1", "--no-cache", "--output", str(SITES / "public")]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    counted = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if counted is None or done.returncode not in (0, 1):
        sys.exit(f"{site}: ended with {done.returncode}\n{done.stderr[-2000:]}")
    return int(counted[1].replace(",", ""))


def main():
    if not os.environ.get("LAID_OUT"):
        lay_out()
    wanted = sys.argv[1:] or sorted(p.name for p in SITES.iterdir() if (p / "1").is_dir())
    wrong = []
    for name in wanted:
        one, two, four = (instructions(SITES / name / times) for times in "124")
        growth = (four - two) / max(two - one, two * LEAST)
        if growth > TOO_FAST:
            wrong.append(name)
        million = " ".join(f"{count / 1e6:9.0f}" for count in (one, two, four))
        print(f"{name:40} {million} M instructions, growth {growth:4.1f}{'  TOO FAST' if growth > TOO_FAST else ''}", flush=True)
    print(f"{len(wanted)} patterns, {len(wrong)} too fast")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
