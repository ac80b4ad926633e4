"""Publishes the example with a log and lets strangers read it: Go's reader of logs, openssl by the commands that the
site itself prints, sha256sum; each also one that was changed.

usage: published.py <gongkai> <root of the site> <folder to work in> <tlogcheck>
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

gongkai, root, work, tlogcheck = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve(), sys.argv[4]
faults = []
shutil.rmtree(work, ignore_errors=True)
site = work / "site"
shutil.copytree(root / "content", site / "content")
shutil.copy(root / "site-config.yaml", site)
public = site / "public"


# The site is in no repository, wherever this one is worked on.
alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(work)}


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=alone, **more)


def gk(*command, code=0):
    done = run(gongkai, "--root", site, "--lang", "en", *command)
    if done.returncode != code:
        faults.append(f"{' '.join(map(str, command))}: {done.returncode}, not {code}: {done.stdout[-300:]} {done.stderr[-300:]}")
    return done.stdout + done.stderr


gk("log", "key-new", "--key", work / "key", "--recovery", work / "recovery")
gk("publish", "--offline", "--key", work / "key")
first = work / "first"
shutil.copytree(public, first)
# What changes in silence is not published.
reply = next(path for path in sorted((site / "content/replies").rglob("*.md")) if "## " in path.read_text() and ".en." not in path.name and ".zh" not in path.name)
before = reply.read_text()
reply.write_text(before.rstrip() + "\n\nOne more line.\n")
if reply.name not in gk("publish", "--offline", "--key", work / "key", code=1):
    faults.append("a silent change is refused without its file")
reply.write_text(before)
# One more case, and a second release.
(site / "content/replies/2026/more.md").write_text("---\ntitle: Benches by the lake\nkind: suggestion\nlang: en\ndepartment: urban-management\nreceived: 2026-06-29\n---\nThere are none between the two bridges.\n")
said = gk("publish", "--offline", "--key", work / "key")
if "publish   reply:more" not in said:
    faults.append(f"what is new is not said: {said}")
gk("verify", public)
policy = work / "policy"
shutil.copy(first / "transparency/policy", policy)
if "own policy" in gk("verify", public, "--policy", policy, "--against", first):
    faults.append("the policy that was named is not the one taken")


def reads(folder, *older):
    return run(tlogcheck, folder / "transparency", *[path / "transparency" for path in older]).returncode == 0


if not reads(public) or not reads(public, first) or not reads(first):
    faults.append("Go's reader refuses the log")
if run("sha256sum", "--quiet", "-c", "SHA256SUMS", cwd=public).returncode:
    faults.append("sha256sum refuses the site")

# By the commands that the page prints.
page = (public / "transparency/index.html").read_text()
(command,) = [html.unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.S) if "openssl" in code]
place = work / "by-hand"
place.mkdir()
shutil.copytree(public, place / "copy")
command = command.replace("/tmp/", f"{place}/")


def openssl():
    return run("sh", "-e", "-c", command, cwd=place).returncode == 0


if not openssl():
    faults.append("openssl, as the page prints it, refuses the signature")
checkpoint = place / "copy/transparency/checkpoint"
whole = checkpoint.read_text()
lines = whole.split("\n")
lines[1] = str(int(lines[1]) + 1)
checkpoint.write_text("\n".join(lines))
if openssl() or reads(place / "copy"):
    faults.append("a changed checkpoint is taken by openssl or Go's reader")
checkpoint.write_text(whole)
# A page that was changed: the checksums as well, so that only the log can tell.
name = "index.html"
text = (place / "copy" / name).read_bytes()
(place / "copy" / name).write_bytes(text + b" ")
sums = run("sha256sum", name, cwd=place / "copy").stdout.split()[0]
listed = (place / "copy/SHA256SUMS").read_text()
(place / "copy/SHA256SUMS").write_text(re.sub(rf"^[0-9a-f]{{64}}  {re.escape(name)}$", f"{sums}  {name}", listed, flags=re.M))
if run("sha256sum", "--quiet", "-c", "SHA256SUMS", cwd=place / "copy").returncode:
    faults.append("the copy should agree with its own checksums")
if name not in gk("verify", place / "copy", "--policy", policy, code=1):
    faults.append("verify does not name the changed page")

# A proof, with nothing else at hand.
salts = [line.split("\t") for path in sorted((public / "transparency/salts").rglob("*")) if path.is_file() for line in path.read_text().splitlines()]
line = next(line for line in salts if line[2].startswith("data/replies/") and line[4] == "-")
record = next(text for text in (public / line[2]).read_text().splitlines() if json.loads(text)["id"] == line[3])
(work / "record.json").write_text(record)
proofs = [path for path in (public / "transparency/proofs").iterdir() if f"\nindex {line[0]}\n" in path.read_text()]
if len(proofs) != 1:
    faults.append(f"record {line[3]} has {len(proofs)} proofs")
else:
    gk("verify", proofs[0], "--policy", policy, "--file", work / "record.json")
    (work / "record.json").write_text(record.replace('"kind":"', '"kind":"x', 1))
    gk("verify", proofs[0], "--policy", policy, "--file", work / "record.json", code=1)

# Another log with the same key: a fork, with both notes.
forged = work / "forged"
shutil.copytree(site, forged, ignore=shutil.ignore_patterns("public", ".gongkai", "log"))
shutil.copytree(site / "log", forged / "log")
for name in ("checkpoints", "entries", "kept", "deltas"):
    shutil.rmtree(forged / "log" / name, ignore_errors=True)
(forged / "log/entries").mkdir()
(forged / "log/releases.tsv").unlink()
(forged / "log/entries/000000.jsonl").write_text((site / "log/entries/000000.jsonl").read_text().split("\n")[0] + "\n")
site = forged
gk("publish", "--offline", "--key", work / "key")
gk("verify", forged / "public", "--policy", policy, "--against", first, "--evidence", work / "evidence", code=3)
if len(list((work / "evidence").iterdir())) != 2:
    faults.append("a fork leaves no evidence")
if reads(forged / "public", first):
    faults.append("Go's reader takes a fork for a later state")

for fault in faults:
    print(fault)
print(f"two releases, {len(salts)} records bound, {len(faults)} faults")
sys.exit(bool(faults))
