"""Lets strangers judge logs that gongkai writes: Go's checksum database reads signature, tiles and entries and
proves one state from the other, pymerkle makes the root anew, openssl verifies the signature. Each must also
refuse what was changed.

usage: log.py <program that writes a log> <folder to work in> <tlogcheck>
"""
import base64
import pathlib
import shutil
import subprocess
import sys

import pymerkle

writer, work, tlogcheck = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), sys.argv[3]
faults = []
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)


def log(size, different=None):
    folder = work / f"{size}-{different}"
    subprocess.run([writer, folder, str(size), *([str(different)] if different is not None else [])], check=True)
    return folder


def expect(what, good, wanted):
    if good != wanted:
        faults.append(f"{what}: {'refused' if wanted else 'taken'}")


def go(*folders):
    return subprocess.run([tlogcheck, *folders], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).returncode == 0


def checkpoint(folder):
    text, signature = (folder / "checkpoint").read_text("utf-8").split("\n\n")
    return text + "\n", signature


def signed(text, signature, key):
    (work / "text").write_text(text, "utf-8")
    (work / "signature").write_bytes(base64.b64decode(signature.split(" ")[2])[4:])
    raw = base64.b64decode(key.strip().split("+", 2)[2])[1:]
    # RFC 8410: what stands before the 32 bytes of an Ed25519 key.
    (work / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + raw)
    command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature"
    return subprocess.run(command.split(), cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


sizes = [1, 2, 255, 256, 257, 600, 70000]
logs = {size: log(size) for size in sizes}
for size, folder in logs.items():
    text, signature = checkpoint(folder)
    key = (folder / "vkey").read_text("utf-8")
    expect(f"openssl, {size} entries", signed(text, signature, key), True)
    expect(f"openssl, {size} entries and one more", signed(text.replace(f"\n{size}\n", f"\n{size + 1}\n"), signature, key), False)
    if size <= 600:
        tree = pymerkle.InmemoryTree(algorithm="sha256")
        for index in range(size):
            tree.append_entry(f"entry {index}".encode())
        expect(f"pymerkle, {size} entries", base64.b64encode(tree.get_root()).decode(), text.split("\n")[2])
        tree.append_entry(b"more")
        expect(f"pymerkle, {size} entries and one more", base64.b64encode(tree.get_root()).decode() == text.split("\n")[2], False)
for size, folder in logs.items():
    expect(f"Go, {size} entries", go(folder), True)
for old, new in ((1, 2), (255, 256), (257, 600), (600, 70000)):
    expect(f"Go, {old} in {new}", go(logs[new], logs[old]), True)
# A past that was written anew is seen by who holds a later state than the change, and by nobody else.
expect("Go, 257 in 600 with another entry 5", go(log(600, 5), logs[257]), False)
expect("Go, 257 in 600 with another entry 300", go(log(600, 300), logs[257]), True)
expect("Go, 600 in 70000 with another entry 300", go(log(70000, 300), logs[600]), False)
for name in ("checkpoint", "tile/0/001.p/1", "tile/0/000", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"):
    changed = work / "changed"
    shutil.rmtree(changed, ignore_errors=True)
    shutil.copytree(logs[257], changed)
    whole = bytearray((changed / name).read_bytes())
    whole[len(whole) // 2] ^= 1
    (changed / name).write_bytes(whole)
    expect(f"Go, a bit of {name}", go(changed), False)
print("\n".join(faults) or f"logs of {', '.join(map(str, sizes))} entries: fine")
sys.exit(bool(faults))
