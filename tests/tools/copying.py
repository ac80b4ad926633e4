"""Copies a site from a server as strangers do: with the client of ResourceSync, and with the commands that the
site's own page about copying prints.

usage: copying.py <gongkai> <root of the site> <folder to work in>
"""
import functools
import html
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

gongkai, root, work = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
bin = pathlib.Path(sys.executable).parent
faults = []
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


# A site below a folder of its server, as many are.
served = work / "served"
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(served)))
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}/open/"
content = work / "site"
content.mkdir()
for name in ("content", "themes"):
    if (root / name).exists():
        (content / name).symlink_to(root / name)
config = (root / "site-config.yaml").read_text()
(content / "site-config.yaml").write_text(re.sub(r"^base_url:.*$", f"base_url: {base}", config, flags=re.M))
site = served / "open"
built = subprocess.run([gongkai, "--root", content, "build", "--no-cache", "--output", site], capture_output=True, text=True)
if built.returncode:
    sys.exit(built.stderr)


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ours = {path: text for path, text in files(site).items() if path != ".gongkai-site"}
beside = {path for path in ours if path.startswith("resourcesync/resourcelist") or path == "SHA256SUMS"}


def sync(to):
    command = [bin / "resync-sync", "--baseline", "--hash", "sha-256", "--sitemap", f"{base}resourcesync/resourcelist.xml", f"{base}={to}"]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=work)


to = work / "resync"
done = sync(to)
got = files(to)
if {path: text for path, text in ours.items() if path not in beside} != got:
    faults.append(f"resync-sync has {len(got)} files, {len(ours) - len(beside)} are listed: {done.stdout[-400:]} {done.stderr[-400:]}")
# A file that is gone from the list is one that it does not fetch.
listed = site / "resourcesync/resourcelist.xml"
whole = listed.read_text()
listed.write_text(re.sub(r"<url><loc>[^<]*/about\.html</loc>.*?</url>\n", "", whole, count=1, flags=re.S))
less = work / "less"
sync(less)
if (less / "about.html").exists() or not (less / "index.html").exists():
    faults.append("resync-sync fetches what the list does not name, or nothing")
listed.write_text(whole)

page = (site / "transparency/index.html").read_text()
printed = [html.unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.S)]
commands = [code for code in printed if "wget" in code]
if len(commands) != 1:
    faults.append(f"the page prints {len(commands)} ways to copy")
place = work / "by-hand"
place.mkdir()
done = subprocess.run(["bash", "-e", "-c", commands[0]], cwd=place, capture_output=True, text=True)
copied = files(place / "copy") if (place / "copy").exists() else {}
if done.returncode or copied != ours:
    lacking = sorted(set(ours) ^ set(copied))[:5]
    faults.append(f"by the printed commands: {done.returncode}, {len(copied)} of {len(ours)} files, {lacking} {done.stderr[-300:]}")
if copied:
    (place / "copy/index.html").write_text("another")
    check = commands[0].strip().splitlines()[-1]
    if subprocess.run(["bash", "-c", check], cwd=place / "copy", capture_output=True).returncode == 0:
        faults.append("the printed check takes a changed copy")

# With a log, what a release changed is enough for who has the one before.
alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(work)}
(content / "content").unlink()
shutil.copytree(root / "content", content / "content")


def publishes(*command):
    done = subprocess.run([gongkai, "--root", content, "--lang", "en", *command], capture_output=True, text=True, env=alone)
    if done.returncode:
        faults.append(f"{command}: {done.stdout[-300:]} {done.stderr[-300:]}")


shutil.rmtree(site)
publishes("log", "key-new", "--key", work / "key", "--recovery", work / "recovery")
publishes("publish", "--offline", "--key", work / "key", "--output", site)
twin = work / "twin"
sync(twin)
bound = lambda folder: {path: text for path, text in files(folder).items() if not path.startswith(("transparency/", "resourcesync/")) and path not in ("SHA256SUMS", ".gongkai-site")}
if bound(twin) != bound(site):
    faults.append("resync-sync has another site than was published")
more = "---\ntitle: Benches by the lake\nkind: suggestion\nlang: en\ndepartment: urban-management\nreceived: 2026-06-29\n---\nThere are none between the two bridges.\n"
(content / "content/replies/2026/more.md").write_text(more)
# What is removed takes its files with it.
gone = content / "content/replies/2026/market-260324-1.md"
notice = "withdrawal: {type: removed, on: 2026-06-30, class: court-order, reason: A court said so, by: market-regulation, basis: Ruling 12}"
gone.write_text(re.sub(r"^(received: .*)$", r"\1\n" + notice, gone.read_text(), count=1, flags=re.M))
publishes("publish", "--offline", "--key", work / "key", "--output", site)


def follow(to):
    command = [bin / "resync-sync", "--incremental", "--changelist-uri", f"{base}resourcesync/changelist.xml", "--from", "2000-01-01T00:00:00Z", "--delete", f"{base}={to}"]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=work)


changes = site / "resourcesync/changelist.xml"
whole = changes.read_text()
for word in ("created", "updated", "deleted"):
    if f'change="{word}"' not in whole:
        faults.append(f"the list of changes says nothing of what was {word}")
# A list that leaves one change out leads to another site.
spoiled = work / "spoiled"
shutil.copytree(twin, spoiled)
changes.write_text(re.sub(r"<url><loc>[^<]*/replies/more\.html</loc>.*?</url>\n", "", whole, count=1, flags=re.S))
follow(spoiled)
if bound(spoiled) == bound(site):
    faults.append("resync-sync has what the list of changes does not tell of")
changes.write_text(whole)
done = follow(twin)
if bound(twin) != bound(site):
    differ = sorted(path for path in {*bound(twin), *bound(site)} if bound(twin).get(path) != bound(site).get(path))
    faults.append(f"by the list of changes resync-sync comes to another site: {differ[:5]} {done.stdout[-300:]} {done.stderr[-300:]}")

# Whatever a page links to is in a mirror too.
publishes("mirror", base, work / "mirror")
mirror = work / "mirror/current"


def dangling(folder):
    pages = [path for path in folder.rglob("*.html") if path.name != "404.html"]
    gone, links = set(), 0
    for page in pages:
        for link in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text()):
            if "://" not in link and not link.startswith(("mailto:", "tel:")):
                links += 1
                if not (page.parent / html.unescape(link)).is_file():
                    gone.add(f"{page.relative_to(folder)}: {link}")
    return sorted(gone), links


gone, links = dangling(mirror)
if gone or links < 1000:
    faults.append(f"of {links} links in the mirror {len(gone)} lead nowhere: {gone[:5]}")
next((mirror / "transparency/proofs").iterdir()).unlink()
if len(dangling(mirror)[0]) < 1:
    faults.append("a proof that is gone is not missed")

for fault in faults:
    print(fault)
print(f"{len(ours)} files copied by two ways, {len(faults)} faults")
sys.exit(bool(faults))
