"""A mirror of a large site: what ten corrections move, counted by the server; that the copy is whole, and found not
to be when one byte of it is another.

usage: large.py <gongkai> <root of the repository> <folder to work in> <number of cases>
"""
import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

gongkai, root, work, count = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve(), int(sys.argv[4])
MOST = 100_000  # bytes that may move besides the files that changed
faults = []
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
site, online = work / "site", work / "site/public"
subprocess.run([sys.executable, root / "tests/recompute/generate.py", site, str(count), "7"], check=True, capture_output=True)


class Counting(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    sent, asked, lock = 0, 0, threading.Lock()

    def log_message(self, *_):
        pass

    def copyfile(self, source, to):
        body = source.read()
        with Counting.lock:
            Counting.sent += len(body)
            Counting.asked += 1
        to.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counting, directory=str(online)))
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}/"
config = site / "site-config.yaml"
config.write_text(re.sub(r"^base_url:.*$", f"base_url: {base}", config.read_text(), flags=re.M))
# The site is in no repository, wherever this one is worked on.
alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(work)}


def gk(*command, code=0):
    done = subprocess.run([str(part) for part in (gongkai, "--root", site, "--lang", "en", *command)], capture_output=True, text=True, env=alone)
    if done.returncode != code:
        sys.exit(f"{command}: {done.returncode}, not {code}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return done.stdout + done.stderr


def contents():
    lines = (online / "SHA256SUMS").read_text().splitlines()
    return {line[66:]: line[:64] for line in lines}


def mirror():
    before = (Counting.sent, Counting.asked)
    gk("mirror", base, work / "copy")
    return Counting.sent - before[0], Counting.asked - before[1]


gk("log", "key-new", "--key", work / "key", "--recovery", work / "recovery")
gk("publish", "--offline", "--key", work / "key")
first = contents()
if len(first) < 50_000:
    faults.append(f"a site of {len(first)} files is no large one")
whole, _ = mirror()
again, asked = mirror()
if again > 1000 or asked > 1:
    faults.append(f"{again} bytes and {asked} requests where nothing is new")
# Ten replies are corrected.
replied = (path for path in sorted((site / "content/replies").rglob("*.md"), reverse=True) if "\n## Reply\n" in path.read_text())
edited = 0
for path in replied:
    text = path.read_text()
    day = "2026-06-29"
    if "type: corrected" in text or "## Correction" in text or "\nevents:\n" not in text or "withdrawal:" in text:
        continue
    by = re.search(r"^department: (\S+)", text, re.M).group(1)
    head, body = text.split("\n---\n", 1)
    head = head.replace("\nevents:\n", f"\nevents:\n  - {{on: {day}, type: corrected, by: {by}, reason: A word was wrong.}}\n", 1)
    at = body.index("\n## Reply\n") + len("\n## Reply\n")
    ends = body.find("\n## ", at)
    ends = len(body) if ends < 0 else ends
    path.write_text(f"{head}\n---\n{body[:ends].rstrip()}\n\n## Correction\n\nThe answer, with the right word.\n{body[ends:]}")
    edited += 1
    if edited == 10:
        break
said = gk("publish", "--offline", "--key", work / "key")
corrected = len(re.findall(r"^correct ", said, re.M))
if corrected != 10:
    faults.append(f"{corrected} corrections are entered, not ten: {said[-300:]}")
known, now = set(first.values()), contents()
changed = {sha: path for path, sha in now.items() if sha not in known}
size = sum((online / path).stat().st_size for path in changed.values())
moved, asked = mirror()
print(f"{len(now)} files, {whole} bytes; {edited} corrections change {len(changed)} contents, {size} bytes; {moved} bytes moved in {asked} requests")
if moved > size + MOST:
    faults.append(f"{moved} bytes moved, {size} changed")
current = work / "copy/current"
gk("verify", current)
some = sorted(changed.values(), key=lambda path: path.endswith(".html"))[-1]
spoiled = (current / some).read_bytes()
(current / some).unlink()
(current / some).write_bytes(spoiled[:-1] + bytes([spoiled[-1] ^ 1]))
if some not in gk("verify", current, code=1):
    faults.append(f"verify does not name {some}")
shutil.rmtree(work)
for fault in faults:
    print(fault)
sys.exit(bool(faults))
