"""Runs the programs that the page of all data prints, as they stand there, on the site that it belongs to, and
holds what they print against counts of our own.

usage: queries.py sqlite|pandas|r <folder of a site built with --bundle>
"""
import collections
import csv
import html
import pathlib
import re
import sqlite3
import subprocess
import sys

which, site = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()


def program(page):
    """A program as it stands on a page."""
    text = page.read_text("utf-8")
    found = re.search(rf'<code id="g-query-{which}">(.*?)</code>', text, re.S)
    return html.unescape(found[1]) if found else sys.exit(f"{page}: no program for {which}")


def address():
    """Where the site is published: its files lie here."""
    text = (site / "data" / "index.html").read_text("utf-8")
    return html.unescape(re.search(r'<link rel="canonical" href="(.*?)data/index.html"', text)[1])


def rows(name):
    with (site / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printed(command, text):
    run = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode != 0:
        sys.exit(f"{which}: {run.stderr}")
    return run.stdout


def by_sqlite(text, _):
    database = sqlite3.connect(f"file:{site / 'data' / 'site.sqlite'}?mode=ro", uri=True)
    found = [tuple(row) for row in database.execute(text)]
    cases, answered = collections.Counter(), collections.Counter()
    for path in (site / "data").glob("replies-*.csv"):
        for case in rows(path.name):
            cases[case["department"]] += 1
            answered[case["department"]] += case["first_reply"] != ""
    names = {department["id"]: department["name"] for department in rows("departments.csv")}
    expected = sorted(((names[id], n, answered[id]) for id, n in cases.items()), key=lambda row: (-row[1], row[0]))[:10]
    return found, expected


def by_pandas(text, base):
    lines = printed([sys.executable, "-"], text.replace(base, f"{site}/")).splitlines()
    months = lines[0].split()[1:]
    found = {}
    for line in lines[2:]:
        department, *counts = line.split()
        found.update({(department, month): int(n) for month, n in zip(months, counts, strict=True) if n != "0"})
    newest = max(path.name for path in (site / "data").glob("replies-*.csv"))
    expected = dict(collections.Counter((case["department"], case["received"][:7]) for case in rows(newest)))
    return found, expected


def by_r(text, base):
    lines = printed(["Rscript", "--vanilla", "-"], text.replace(base, f"{site}/")).splitlines()
    found = [line.split() for line in lines[1:]]
    months = [row for row in rows("measures.csv") if row["group"] == "site" and row["month"]]
    expected = [[row["month"], row["received"], row["replied"]] for row in months[-12:]]
    return found, expected


run = {"sqlite": by_sqlite, "pandas": by_pandas, "r": by_r}[which]
pages = sorted(site.glob("**/data/index.html"))
programs = {program(page) for page in pages}
if len(programs) != 1:
    sys.exit(f"{len(pages)} pages print {len(programs)} programs")
found, expected = run(programs.pop(), address())
if found != expected or not found:
    sys.exit(f"{which} says\n{found}\nand it is\n{expected}")
print(f"{which}: {len(found)} values, as we count them: fine")
