#!/usr/bin/env python3
"""What all packages of a release share: the version, the time, and where files are.

    python3 .ci/dist/release.py version    0.1.0, as in Sources/Linting/Version.swift
    python3 .ci/dist/release.py debian     the same for Debian: 0.2.0-rc.1 is 0.2.0~rc.1
    python3 .ci/dist/release.py python     the same for Python (PEP 440): 0.2.0rc1
    python3 .ci/dist/release.py epoch      the time of the commit, or SOURCE_DATE_EPOCH if it is set
"""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# The files to be packaged, in the directories that they have below /usr or /usr/local.
STAGE = ROOT / ".build" / "dist-stage"
# The finished packages.
DIST = ROOT / ".build" / "dist"
# The programs from PyPI that install and check packages (.ci/install-ci-tools), and whether these may be missing.
TOOLS = ROOT / ".build" / "ci-tools" / "bin"
OFFLINE = os.environ.get("SRVLINT_OFFLINE") == "1"
# The licence of srvlint, in one place: all packages contain this text.
LICENCE = ROOT / ".ci" / "dist" / "licence.txt"

# Semantic Versioning, limited to the pre-releases that Debian and Python can also express.
SEMANTIC = re.compile(r"(\d+\.\d+\.\d+)(?:-(dev|alpha|beta|rc)(?:\.(\d+))?)?")
PYTHON_PHASES = {"dev": ".dev", "alpha": "a", "beta": "b", "rc": "rc"}


class Failure(Exception):
    """A package cannot be built, or is not as it should be."""


def version():
    source = ROOT / "Sources" / "Linting" / "Version.swift"
    found = re.search(r'let current = "([^"]*)"', source.read_text())
    if not found:
        raise Failure(f"{source}: expected `let current = \"…\"`")
    parts(found[1])
    return found[1]


def parts(text):
    match = SEMANTIC.fullmatch(text)
    if not match:
        raise Failure(f"version {text!r}: expected 1.2.3, or a pre-release such as 1.2.3-dev, 1.2.3-alpha.1 or 1.2.3-rc.1")
    return match.groups()


def debian_version(text):
    """A version that Debian sorts before the release if it is a pre-release. There is no revision, because Debian has no
    package of its own; one would have a higher version."""
    number, phase, count = parts(text)
    return number + (f"~{phase}" if phase else "") + (f".{count}" if count else "")


def python_version(text):
    number, phase, count = parts(text)
    return number + (f"{PYTHON_PHASES[phase]}{int(count or 0)}" if phase else "")


def epoch():
    """The time of all files, so that one commit always gives the same packages."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0 or not done.stdout.strip():
        raise Failure("the time of the release is unknown: build from a git clone, or set SOURCE_DATE_EPOCH")
    return int(done.stdout)


def staged(folder=STAGE):
    """The staged files, sorted by their paths."""
    if not (folder / "bin" / "srvlint").exists():
        raise Failure(f"{folder} has no program: run `make dist`")
    return sorted(file for file in folder.rglob("*") if file.is_file())


def package(pattern):
    """The one file in `.build/dist` whose name matches."""
    files = sorted(DIST.glob(pattern))
    expect(len(files) == 1, f"expected one file {pattern} in {DIST}, found {len(files)}: run `make dist`")
    return files[0]


def expect(truth, otherwise):
    if not truth:
        raise Failure(otherwise)


def run(command, expected=(0,), folder=None, environment=None):
    """Runs a command that must end with one of the expected exit codes, and returns what it prints."""
    line = " ".join(map(str, command))
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=300)
    except subprocess.TimeoutExpired as error:
        raise Failure(f"`{line}` took more than {error.timeout} seconds") from error
    expect(
        done.returncode in expected,
        f"`{line}` ended with exit code {done.returncode}, expected {' or '.join(map(str, expected))}:\n{done.stdout[-4000:]}")
    return done.stdout


def has_tool(name):
    """Whether a program from PyPI is there. It may be missing only with `SRVLINT_OFFLINE=1`."""
    present = (TOOLS / name).exists()
    expect(present or OFFLINE, f"{name} is missing: run .ci/install-ci-tools")
    return present


def finish(main):
    """Runs a script: a failure is a message and the exit code 1."""
    try:
        main()
    except (Failure, OSError) as failure:
        print(f"{pathlib.Path(sys.argv[0]).name}: {failure}", file=sys.stderr)
        sys.exit(1)


def main():
    asked = sys.argv[1] if len(sys.argv) == 2 else ""
    if asked == "version":
        print(version())
    elif asked == "debian":
        print(debian_version(version()))
    elif asked == "python":
        print(python_version(version()))
    elif asked == "epoch":
        print(epoch())
    else:
        raise Failure("expected one of: version, debian, python, epoch")


if __name__ == "__main__":
    finish(main)
