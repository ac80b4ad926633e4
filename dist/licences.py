"""Prints the licences of everything that is linked into the program for a target.

usage: dist/licences.py TARGET
A crate without a file of its licence is named with what its manifest says; one that names none stops
the release.
"""
import json
import pathlib
import subprocess
import sys

target = sys.argv[1]
said = subprocess.run(
    ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target],
    check=True, capture_output=True, text=True, encoding="utf-8",
)
whole = json.loads(said.stdout)
packages = {package["id"]: package for package in whole["packages"]}
nodes = {node["id"]: node for node in whole["resolve"]["nodes"]}

# What is linked: normal dependencies, from the program on.
linked, left = set(), [whole["resolve"]["root"]]
while left:
    one = left.pop()
    if one in linked:
        continue
    linked.add(one)
    for dependency in nodes[one]["deps"]:
        if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
            left.append(dependency["pkg"])
linked.discard(whole["resolve"]["root"])

texts = {}
print("gongkai is linked with the following. Each stands here with its licence.\n")
for package in sorted((packages[one] for one in linked), key=lambda p: (p["name"], p["version"])):
    if not package["license"] and not package["license_file"]:
        sys.exit(f"{package['name']} {package['version']} names no licence")
    folder = pathlib.Path(package["manifest_path"]).parent
    names = ("license", "licence", "copying", "notice", "unlicense", "copyright")
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name.lower().startswith(names))
    print(f"{package['name']} {package['version']}: {package['license'] or package['license_file']}")
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace").strip()
        texts.setdefault(text, []).append(f"{package['name']} {package['version']} ({file.name})")
if target.endswith("musl"):
    # The C library is part of a static program.
    musl = pathlib.Path("/usr/share/doc/musl/copyright")
    texts.setdefault(musl.read_text(encoding="utf-8").strip(), []).append("musl, the C library")
print("\nThe Rust standard library is under the MIT licence or the Apache License 2.0.")
for text, of in texts.items():
    print(f"\n{'-' * 78}\n{', '.join(of)}\n{'-' * 78}\n{text}")
