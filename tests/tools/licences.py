"""Holds the licence of every crate in Cargo.lock against the list in deny.toml, without cargo-deny."""
import json
import re
import subprocess
import sys
import tomllib

allowed = set(tomllib.load(open("deny.toml", "rb"))["licenses"]["allow"])
metadata = json.loads(subprocess.run(["cargo", "metadata", "--format-version=1", "--locked"], check=True, capture_output=True).stdout)
faults = []
for package in metadata["packages"]:
    licence = package["license"] or ""
    # `A OR B` needs one that is allowed, `A AND B` all; `/` is the old form of OR.
    groups = [re.findall(r"[A-Za-z0-9.+-]+(?: WITH [A-Za-z0-9.-]+)?", g) for g in re.split(r"\bAND\b", licence.replace("/", " OR "))]
    fine = licence and all(any(term in allowed for term in group if term != "OR") for group in groups)
    if not fine:
        faults.append(f"{package['name']} {package['version']}: {licence or 'no licence'}")
print("\n".join(faults) or f"{len(metadata['packages'])} crates: fine")
sys.exit(bool(faults))
