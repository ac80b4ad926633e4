"""Checks what machines read, with libraries that are not ours: feeds, sitemaps, JSON, data packages.

usage: machine.py <folder of the site>
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as xml

import feedparser
from frictionless import Package

site = pathlib.Path(sys.argv[1])
faults = []
counts = {"feeds": 0, "sitemap addresses": 0, "tables": 0}

for path in sorted(site.rglob("feed.xml")):
    feed = feedparser.parse(path.read_bytes())
    counts["feeds"] += 1
    if feed.bozo or not feed.feed.get("id") or len(feed.entries) > 50:
        faults.append(f"{path}: {feed.get('bozo_exception', 'no id, or more than 50 entries')}")
    ids = [entry.id for entry in feed.entries]
    if len(ids) != len(set(ids)):
        faults.append(f"{path}: an id stands twice")

base = None
for path in sorted(site.glob("sitemap*.xml")) + sorted(site.glob("sitemaps/*.xml")):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    for loc in xml.parse(path).getroot().iter(space + "loc"):
        if base is None:
            base = loc.text[: loc.text.index("/", 8) + 1]
        target = site / loc.text[len(base):]
        counts["sitemap addresses"] += 1
        if not target.is_file():
            faults.append(f"{path}: {loc.text} is no file")

for path in sorted(site.rglob("*.json")) + sorted(site.rglob("*.jsonld")):
    try:
        json.loads(path.read_text("utf-8"))
    except ValueError as error:
        faults.append(f"{path}: {error}")

for path in sorted(site.rglob("datapackage.json")):
    report = Package(str(path)).validate()
    counts["tables"] += len(report.tasks)
    for task in report.tasks:
        for error in task.errors[:3]:
            faults.append(f"{path} {task.name}: {error.message}")
    faults += [f"{path}: {error.message}" for error in report.errors[:3]]

if faults:
    print("\n".join(faults))
    sys.exit(1)
print(", ".join(f"{number} {name}" for name, number in counts.items()) + ": fine")
