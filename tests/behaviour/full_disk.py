#!/usr/bin/env python3
"""A full disk: a clear message, exit code 4, and what was committed can still be asked about."""
import os
import shutil
import subprocess
import sys

from _program import EVIDENT, Folder, expect, finish, skip

# A small tmpfs in a mount namespace of its own: this script runs itself again inside it.
if "EVIDENT_INSIDE" not in os.environ:
    if not shutil.which("unshare"):
        skip("there is no unshare here to make a small disk with")
    wrapper = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    with Folder() as f:
        if subprocess.run([*wrapper, "mount", "-t", "tmpfs", "-o", "size=1m", "none", str(f.path)], capture_output=True).returncode != 0:
            skip("a small disk cannot be mounted here (no mount namespaces)")
        sys.exit(subprocess.run([*wrapper, sys.executable, *sys.argv], env={**os.environ, "EVIDENT_INSIDE": "1"}).returncode)

TEXT = "Study number {}\n\nFindings\n\n" + "Trust between partners reduced waiting times in area {}. Costs were not measured by anybody. " * 40

with Folder() as disk, Folder() as docs:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(disk.path)], check=True)
    docs.write("small.txt", TEXT[:400])
    first = disk.run("ingest", docs.path / "small.txt")
    expect(first.returncode == 0, "the first document fits", first.stderr.decode())
    kept = disk.run("export").stdout
    for i in range(600):
        docs.write(f"many/{i:04}.txt", TEXT.replace("{}", str(i)))
    done = disk.run("ingest", docs.path / "many")
    message = (done.stdout + done.stderr).decode()
    expect(done.returncode == 4, f"a full disk: exit code 4, got {done.returncode}", message)
    expect("disk" in message and "full" in message, "a full disk: says so", message)
    # A base on a full disk can still be read.
    exported = disk.run("export")
    expect(exported.returncode == 0 and all(line in exported.stdout.splitlines() for line in kept.splitlines()), "what was committed is still there", exported.stderr.decode())
    answer = disk.run("ask", "how many sources are there?", "-f", "json")
    expect(answer.returncode == 0, "questions are still answered", answer.stderr.decode())
    expect(disk.run("verify").returncode == 0, "the base is whole")
    subprocess.run(["umount", str(disk.path)], check=False)

finish()
