"""Checks what machines read, with libraries that are not ours: feeds, sitemaps, JSON, data packages.

usage: machine.py <folder of the site>
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

import feedparser
import pyshacl
import rdflib
from frictionless import Package
from icalendar import Calendar
from pyld import jsonld
from rdflib import SDO
from rdflib.compare import isomorphic

site = pathlib.Path(sys.argv[1])
faults = []
counts = {"feeds": 0, "events": 0, "sitemap addresses": 0, "tables": 0}

for path in sorted([*site.rglob("feed.xml"), *site.rglob("releases.xml")]):
    feed = feedparser.parse(path.read_bytes())
    counts["feeds"] += 1
    if feed.bozo or not feed.feed.get("id") or len(feed.entries) > 50:
        faults.append(f"{path}: {feed.get('bozo_exception', 'no id, or more than 50 entries')}")
    ids = [entry.id for entry in feed.entries]
    if len(ids) != len(set(ids)):
        faults.append(f"{path}: an id stands twice")

def events(text):
    """The events of a calendar; each has what RFC 5545 asks for, and stands once."""
    found = [event for event in Calendar.from_ical(text).walk("VEVENT")]
    for event in found:
        lacking = [name for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if name not in event]
        if event.errors or lacking:
            raise ValueError(f"{event.get('UID')}: {event.errors or lacking}")
    if len({event["UID"] for event in found}) != len(found):
        raise ValueError("an event stands twice")
    return found


for path in sorted(site.rglob("*.ics")):
    text = path.read_bytes().decode()
    try:
        counts["events"] += len(events(text))
    except ValueError as error:
        faults.append(f"{path}: {error}")
    # What is wrong is found.
    begin = text.find("DTSTART")
    for spoiled in (text.replace("END:VEVENT", "", 1), text[:begin] + text[text.find("\n", begin) + 1 :]):
        if begin < 0:
            continue
        try:
            events(spoiled)
            faults.append(f"{path}: spoiled, it is taken for a calendar")
        except (ValueError, IndexError):
            pass

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

# The catalogue is one graph in both its forms, and has what DCAT-AP asks for; the shapes find what is wrong.
shapes = rdflib.Graph().parse(pathlib.Path(__file__).with_name("dcat-ap-3.ttl"))
forms = [rdflib.Graph().parse(site / "data" / name) for name in ("catalogue.jsonld", "catalogue.ttl")]
if not isomorphic(*forms):
    faults.append("data/catalogue.jsonld and data/catalogue.ttl say different things")
conforms, _, report = pyshacl.validate(forms[1], shacl_graph=shapes)
if not conforms:
    faults.append(f"data/catalogue.ttl: {report}")
dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
counts["datasets"] = len(set(forms[1].subjects(rdflib.RDF.type, dcat.Dataset)))
vcard = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
spoilt = [(None, dct.publisher, None), (None, dcat.accessURL, None), (None, dct.description, None)]
for kind in (vcard.Kind, dct.Location, dct.PeriodOfTime):
    if (None, rdflib.RDF.type, kind) in forms[1]:
        spoilt.append((None, rdflib.RDF.type, kind))
for spoiled in spoilt:
    less = rdflib.Graph() + forms[1]
    less.remove(spoiled)
    if pyshacl.validate(less, shacl_graph=shapes)[0]:
        faults.append(f"the shapes of DCAT-AP miss that {spoiled[1]} is gone")

# Descriptions in JSON-LD, as a processor of it reads them. The catalogue says what the Turtle says; pages speak
# of things by words that schema.org has.
if "vcard:fn" not in (site / "data" / "catalogue.jsonld").read_text("utf-8"):
    faults.append("data/catalogue.jsonld: nobody is named whom to ask")
quads = jsonld.to_rdf(json.loads((site / "data" / "catalogue.jsonld").read_text("utf-8")), {"format": "application/n-quads"})
processed = rdflib.Graph()
for triple in rdflib.Graph().parse(data=quads, format="nquads"):
    # A tag of a language is the same in small letters.
    processed.add(tuple(rdflib.Literal(t, lang=t.language.lower()) if getattr(t, "language", None) else t for t in triple))
small = rdflib.Graph()
for triple in forms[1]:
    small.add(tuple(rdflib.Literal(t, lang=t.language.lower()) if getattr(t, "language", None) else t for t in triple))
if not isomorphic(processed, small):
    faults.append("data/catalogue.jsonld: the processor reads something else than the Turtle says")
CONTEXT = {"@context": {"@vocab": "https://schema.org/"}}


def loaded(url, options):
    """The context of schema.org, as far as words go: nothing is fetched."""
    if url.rstrip("/") != "https://schema.org":
        raise ValueError(f"a context that no one knows: {url}")
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}


def unknown(node):
    """The words of an expanded description that schema.org does not have."""
    if isinstance(node, list):
        return [word for one in node for word in unknown(one)]
    if not isinstance(node, dict):
        return []
    words = [word for word in [*node, *node.get("@type", [])] if not word.startswith("@")]
    own = [word for word in words if not word.startswith("https://schema.org/") or word.rpartition("/")[2] not in SDO]
    return own + [word for value in node.values() for word in unknown(value)]


def described(text):
    expanded = jsonld.expand(json.loads(text), {"documentLoader": loaded})
    return unknown(expanded) if expanded else ["nothing"]


counts["descriptions in pages"] = 0
for path in sorted(site.rglob("*.html")):
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8"), re.S):
        counts["descriptions in pages"] += 1
        try:
            words = described(text)
        except (ValueError, jsonld.JsonLdError) as error:
            words = [str(error)]
        if words:
            faults.append(f"{path}: schema.org does not have {words}")
if not counts["descriptions in pages"]:
    faults.append("no page has a description")
spoilt = {"@context": "https://schema.org", "@type": "Dataset", "name": "x"}
for worse in ({"nmae": "x"}, {"@type": "Dateset"}, {"distribution": {"@type": "DataDownload", "conentUrl": "x"}}):
    if described(json.dumps(spoilt)) or not described(json.dumps({**spoilt, **worse})):
        faults.append(f"the processor of JSON-LD does not find what is wrong in {worse}")

if faults:
    print("\n".join(faults))
    sys.exit(1)
print(", ".join(f"{number} {name}" for name, number in counts.items()) + ": fine")
