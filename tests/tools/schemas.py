"""Holds every file of sites against the schemas that `gongkai schema` prints.

usage: schemas.py GONGKAI SITE…
Each file of a known kind must pass, each kind must be met, and a file spoiled must not pass.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2, as gongkai and editors read it: dates and `on` are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, how) for tag, how in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))

KINDS = [
    ("config", r"site-config\.yaml"),
    ("translation", r"content/.*\.(zh-Hans|en)\.md"),
    ("reply", r"content/replies/.*\.md"),
    ("policy", r"content/policies/[^/]*/policy\.yaml"),
    ("edition", r"content/policies/[^/]*/edition-\d+\.md"),
    ("dataset", r"content/statistics/[^/]*/dataset\.yaml"),
    ("digest", r"content/digests/[^/]*\.md"),
    ("page", r"content/(pages/[^/]*|statistics/[^/]*/notes)\.md"),
    ("departments", r"content/departments\.yaml"),
    ("topics", r"content/topics\.yaml"),
    ("deadlines", r"content/rules/deadlines\.yaml"),
    ("calendar", r"content/rules/calendar-.*\.yaml"),
]


def read(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("---\n", 2)[1]
    return yaml.load(text, Loader)


program, sites = sys.argv[1], sys.argv[2:]
faults, met = 0, {}
for site in sites:
    root = pathlib.Path(site)
    schemas = {}
    for kind, _ in KINDS:
        said = subprocess.run([program, "--root", site, "schema", kind], check=True, capture_output=True, encoding="utf-8")
        schemas[kind] = json.loads(said.stdout)
        jsonschema.Draft7Validator.check_schema(schemas[kind])
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        kind = next((kind for kind, pattern in KINDS if path.is_file() and re.fullmatch(pattern, name)), None)
        if kind is None or ".files/" in name:
            continue
        value = read(path)
        met[kind] = met.get(kind, 0) + 1
        validator = jsonschema.Draft7Validator(schemas[kind])
        for error in validator.iter_errors(value):
            faults += 1
            print(f"{site}/{name}: {error.json_path}: {error.message}")
        item = value[0] if isinstance(value, list) else value
        for change in ({"no-such-key": 1}, {next(iter(item)): ["a", {"list": 1}]}):
            spoiled = copy.deepcopy(value)
            (spoiled[0] if isinstance(spoiled, list) else spoiled).update(change)
            if validator.is_valid(spoiled):
                faults += 1
                print(f"{site}/{name}: {change} is not found")
unmet = [kind for kind, _ in KINDS if kind not in met]
print(met, *(f"no file of kind {kind}" for kind in unmet))
sys.exit(1 if faults or unmet else 0)
