"""Gives what `gongkai archive` packs to programs that are not ours, each also spoiled so that it is known to see it.

usage: archives.py <gongkai> <folder of the site> <folder to work in>
"""
import gzip
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import urllib.request
import time
import zipfile

import bagit
from cdxj_indexer.main import CDXJIndexer
from warcio.archiveiterator import ArchiveIterator

gongkai, site, work = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
bin = pathlib.Path(sys.executable).parent
faults = []
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def pack(name, *options):
    """Packs twice, in two places and zones: the same bytes."""
    packed = []
    for place, zone in (("here", "Asia/Shanghai"), ("there", "America/Lima")):
        to = work / place / name
        done = run(gongkai, "archive", "--output", site, "--to", to, *options, env={"TZ": zone, "LC_ALL": "C"})
        if done.returncode:
            sys.exit(f"{name}: {done.stdout}{done.stderr}")
        packed.append(to.read_bytes())
    if packed[0] != packed[1]:
        faults.append(f"{name}: packed twice, its bytes differ")
    return work / "here" / name


files = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file() and path.name != ".gongkai-site"}

# The files as they are.
with zipfile.ZipFile(pack("site.zip", "--format", "zip")) as plain:
    held = {name.split("/", 1)[1]: plain.read(name) for name in plain.namelist()}
    if plain.testzip() or held != files:
        faults.append("zip: its files are not those of the site")


def bag_of(package, folder):
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    (top,) = folder.iterdir()
    return top


# A bag.
top = bag_of(pack("site.bag.zip", "--format", "bagit"), work / "bag")
bag = bagit.Bag(str(top))
bag.validate()
if bag.version != "1.0" or set(bag.algorithms) != {"sha256", "sha512"}:
    faults.append(f"bag: {bag.version} {bag.algorithms}")
if {name.removeprefix("data/") for name in bag.payload_files()} != set(files):
    faults.append("bag: its payload is not the site")
sums = subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=top)
if sums.returncode:
    faults.append("bag: sha256sum does not take its manifest")
for name, spoil in {
    "data/index.html": lambda b: b.replace(b"a", b"b", 1),
    "bag-info.txt": lambda b: b + b"Note: no\n",
    "manifest-sha512.txt": lambda b: b[1:],
}.items():
    path = top / name
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    try:
        bagit.Bag(str(top)).validate()
        faults.append(f"bag: spoiled in {name}, it is taken")
    except bagit.BagError:
        pass
    path.write_bytes(whole)

# A bag of links: filled from them, it is the bag.
top = bag_of(pack("links.bag.zip", "--format", "bagit", "--links"), work / "links")
base = json.loads(files["data/catalogue.jsonld"])["@id"].removesuffix("data/catalogue.jsonld")
for line in (top / "fetch.txt").read_text().splitlines():
    url, length, path = line.split(" ")
    source = files[url.removeprefix(base)]
    if int(length) != len(source):
        faults.append(f"links: {url} has another length")
    (top / path).parent.mkdir(parents=True, exist_ok=True)
    (top / path).write_bytes(source)
bagit.Bag(str(top)).validate()

# A web archive: its records and its index as warcio and cdxj-indexer have them.
package = pack("site.wacz", "--format", "wacz")
with zipfile.ZipFile(package) as opened:
    inside = {name: opened.read(name) for name in opened.namelist()}
    kinds = {info.filename: info.compress_type for info in opened.infolist()}
    if kinds["archive/data.warc.gz"] != zipfile.ZIP_STORED or kinds["indexes/index.cdx.gz"] != zipfile.ZIP_STORED:
        faults.append("wacz: what is read in pieces is squeezed")
warc = work / "data.warc.gz"
warc.write_bytes(inside["archive/data.warc.gz"])
if run(bin / "warcio", "check", warc).returncode:
    faults.append("wacz: warcio finds a wrong digest")
spoiled = work / "spoiled.warc.gz"
records = gzip.decompress(warc.read_bytes())
cut = records.index(b"<title>") + len(b"<title>")
spoiled.write_bytes(gzip.compress(records[:cut] + b"#" + records[cut + 1 :]))
if not run(bin / "warcio", "check", spoiled).returncode:
    faults.append("wacz: warcio takes a changed record")
replayed = {}
for held in ArchiveIterator(io.BytesIO(warc.read_bytes())):
    if held.rec_type == "resource":
        replayed[held.rec_headers.get_header("WARC-Target-URI")] = held.content_stream().read()
if {url.removeprefix(base): block for url, block in replayed.items() if not url.endswith("/")} != files:
    faults.append("wacz: its records are not the files of the site")
theirs = io.StringIO()
CDXJIndexer(theirs, [str(warc)], sort=True).process_all()


def lines(text):
    for line in text.splitlines():
        key, stamp, about = line.split(" ", 2)
        yield key, stamp, json.loads(about)


ours = gzip.decompress(inside["indexes/index.cdx.gz"]).decode()
if list(lines(ours)) != list(lines(theirs.getvalue())):
    faults.append("wacz: cdxj-indexer has another index")
if ours.splitlines() != sorted(ours.splitlines()):
    faults.append("wacz: the index is not sorted")
head, *blocks = inside["indexes/index.idx"].decode().splitlines()
found = []
for line in blocks:
    about = json.loads(line[line.index("{") :])
    block = inside["indexes/index.cdx.gz"][about["offset"] :][: about["length"]]
    if about["digest"] != "sha256:" + hashlib.sha256(block).hexdigest():
        faults.append("wacz: a block of the index has another digest")
    found.append(gzip.decompress(block).decode())
if not head.startswith("!meta 0 ") or "".join(found) != ours or not blocks:
    faults.append("wacz: the list of blocks does not lead through the index")
data = json.loads(inside["datapackage.json"])
for resource in data["resources"]:
    bytes = inside[resource["path"]]
    if resource["hash"] != "sha256:" + hashlib.sha256(bytes).hexdigest() or resource["bytes"] != len(bytes):
        faults.append(f"wacz: datapackage.json is wrong about {resource['path']}")
pages = [json.loads(line) for line in inside["pages/pages.jsonl"].decode().splitlines()]
if pages[0]["format"] != "json-pages-1.0" or {page["url"].removeprefix(base) for page in pages[1:]} != {p for p in files if p.endswith(".html")}:
    faults.append("wacz: its pages are not those of the site")
if run(bin / "wacz", "validate", "-f", package).returncode:
    faults.append("wacz: py-wacz refuses it")
other = work / "other.wacz"
with zipfile.ZipFile(other, "w") as opened:
    for name, bytes in inside.items():
        opened.writestr(name, bytes.replace(b"wacz_version", b"wacz_versiom") if name == "datapackage.json" else bytes)
if not run(bin / "wacz", "validate", "-f", other).returncode:
    faults.append("wacz: py-wacz takes one whose description was changed")

# A browser's way: pywb replays pages of each kind.
collections = work / "pywb"
collections.mkdir()
for command in (["init", "site"], ["add", "site", str(warc)]):
    done = run(bin / "wb-manager", *command, cwd=collections)
    if done.returncode:
        sys.exit(f"pywb: {done.stdout}{done.stderr}")
server = subprocess.Popen([str(bin / "wayback"), "-p", "8931", "-b", "127.0.0.1"], cwd=collections, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ask(path):
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:8931/{path}") as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""
        except OSError:
            time.sleep(0.2)
    sys.exit("pywb does not answer")


try:
    stamp = blocks[0].split(" ")[1]
    tried = 0
    for path in ["", "index.html", "replies/index.html", "data/measures.csv", "feed.xml", "zh-hans/index.html", "SHA256SUMS"] + [next(p for p in sorted(files) if p.startswith(f"{d}/") and p.endswith(".html") and "index" not in p) for d in ("replies", "policies", "statistics", "digests", "departments", "topics")]:
        status, body = ask(f"site/{stamp}id_/{base}{path}")
        tried += 1
        if status != 200 or body != files[path or "index.html"]:
            faults.append(f"pywb: {path} is not replayed as it was ({status}, {len(body)} bytes)")
    if ask(f"site/{stamp}id_/{base}no-such-page.html")[0] != 404:
        faults.append("pywb: it has a page that there is not")
finally:
    server.terminate()

# A site that was changed after the build is packed by none.
wrong = work / "wrong"
shutil.copytree(site, wrong)
(wrong / "index.html").write_bytes(files["index.html"] + b" ")
for form in ("bagit", "wacz", "zip"):
    done = run(gongkai, "--lang", "en", "archive", "--output", wrong, "--format", form, "--to", work / "wrong.package")
    if done.returncode != 1 or "index.html" not in done.stderr or any(work.glob("wrong.package*")):
        faults.append(f"{form}: a changed page is packed ({done.returncode}: {done.stderr})")

for fault in faults:
    print(fault)
print(f"{len(files)} files in four packages, {tried} addresses replayed, {len(faults)} faults")
sys.exit(bool(faults))
