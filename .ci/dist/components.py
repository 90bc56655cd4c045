"""The components that are linked into the program: packages of Swift, the toolchain and Debian.

The list is not written by hand. The linker is run again with `--trace`, and reports every file that it reads. Each file
belongs to a checkout of a Swift package, to the toolchain or to a Debian package. A file of unknown origin is a failure, and so
is a component without a licence: a new dependency cannot be forgotten.

    python3 .ci/dist/components.py    prints the source packages of Debian, for `Static-Built-Using`
"""

import dataclasses
import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile

from release import ROOT, Failure, finish, run

BUILD = ROOT / ".build"
CHECKOUTS = BUILD / "checkouts"
COMMON_LICENCES = pathlib.Path("/usr/share/common-licenses")
# The expression for Debian's source packages, because their copyright files are written for people.
DEBIAN_LICENCES = {
    "gcc-12": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "glibc": "LGPL-2.1-or-later",
    "ldns": "BSD-3-Clause",
    "libyaml": "MIT",
    "openssl": "Apache-2.0",
    "zlib": "Zlib",
}


@dataclasses.dataclass
class Component:
    """Software that is linked in."""

    name: str
    version: str
    licence: str  # an SPDX expression
    purl: str
    files: list  # the files with its licence and notices
    sources: list = dataclasses.field(default_factory=list)  # directories of C sources, whose comments contain notices
    parent: str = ""  # the component that contains a copy of this one
    source: str = ""  # the source package of Debian with its version
    summary: str = ""


def link_command():
    """The arguments with which `swift build -c release` links the program."""
    manifest = BUILD / "release.yaml"
    if not manifest.exists():
        raise Failure(f"{manifest} is missing: run `make build`")
    found = re.search(r'^  "C\.srvlint-[^"]*-release\.exe":\n(?:    .*\n)*?    args: (\[.*\])$', manifest.read_text(), re.M)
    if not found:
        raise Failure(f"{manifest} has no command that links `srvlint`")
    return json.loads(found[1])


def linked_files():
    """The object files, and the archives with used members, that the linker reads."""
    command = link_command()
    with tempfile.TemporaryDirectory(prefix="srvlint-link-") as scratch:
        if "-o" not in command:
            raise Failure("the command that links `srvlint` has no option -o")
        command[command.index("-o") + 1] = os.path.join(scratch, "srvlint")
        output = run([*command, "-Xlinker", "--trace"], folder=ROOT)
    # A member is printed as ARCHIVE(MEMBER); warnings have a colon.
    files = {re.sub(r"\([^()]*\)$", "", line) for line in output.splitlines() if re.fullmatch(r"/[^:]+", line)}
    files = sorted(file for file in files if file.endswith((".o", ".a")))
    if len(files) < 10:
        raise Failure("the linker did not report which files it reads")
    return files


def modules(files):
    """The Swift packages whose modules are linked, with the directories of these modules."""
    objects = [pathlib.PurePath(file) for file in files if ".build/" in file]
    names = {parent for file in objects for parent in file.parents if re.fullmatch(r".+\.build", parent.name)}
    result = {}
    for module in sorted(pathlib.Path(name) for name in names):
        sources = sources_of(module)
        if sources[0].startswith(f"{ROOT}/Sources/"):
            continue
        found = re.match(rf"({re.escape(str(CHECKOUTS))}/([^/]+)/[^/]+/[^/]+)/", sources[0])
        if not found:
            raise Failure(f"module {module.stem} is linked, but {sources[0]} is in no checkout of a package")
        result.setdefault(found[2], []).append(pathlib.Path(found[1]))
    return result


def sources_of(module):
    """The source files of a module, from the lists of the compiler."""
    swift = module / "sources"
    if swift.exists():
        return [line.strip("'") for line in swift.read_text().split("\n") if line]
    # The first file of a C dependency list is the source itself.
    lists = sorted(module.rglob("*.d"))
    sources = [re.search(r":[\s\\]*(\S+)", file.read_text()) for file in lists]
    if not sources or None in sources:
        raise Failure(f"the sources of the module {module.stem} are unknown")
    return [source[1] for source in sources]


def swift_packages(files):
    pins = {pin["identity"]: pin for pin in json.loads((ROOT / "Package.resolved").read_text())["pins"]}
    for name, folders in sorted(modules(files).items()):
        pin = pins.get(name.lower())
        if not pin:
            raise Failure(f"package {name} is linked, but Package.resolved does not have it")
        checkout = CHECKOUTS / name
        texts = sorted(file for file in checkout.iterdir() if re.match(r"(?i)(licen[cs]e|notice|copying)", file.name))
        version = pin["state"].get("version") or pin["state"]["revision"]
        location = re.sub(r"^https://|\.git$", "", pin["location"])
        licence = swift_licence(name, texts)
        inner = [
            file
            for folder in folders
            for file in sorted(folder.rglob("*"))
            if file.is_file() and re.match(r"(?i)(licen[cs]e|notice|copying)", file.name)
        ]
        yield Component(name, version, licence, f"pkg:swift/{location}@{version}", texts + inner, folders)
        yield from vendored(name, folders)


def swift_licence(name, files):
    text = "\n".join(file.read_text() for file in files if file.name.upper().startswith("LICEN"))
    if "Apache License" not in text or "Version 2.0" not in text:
        raise Failure(f"package {name}: no licence, or one that is not known yet; add it to .ci/dist/components.py")
    return "Apache-2.0 WITH Swift-exception" if "Runtime Library Exception" in text else "Apache-2.0"


def vendored(package, folders):
    """Copies of other software in a package: BoringSSL, which has two copies of different revisions, and llhttp."""
    for folder in folders:
        name = folder.name
        if "BoringSSL" in name and "Shims" not in name:
            file = folder / "hash.txt"
            found = file.exists() and re.search(r"revision ([0-9a-f]{40})", file.read_text())
            if not found:
                raise Failure(f"{package}: the revision of BoringSSL in {name} is unknown")
            purl = f"pkg:generic/boringssl@{found[1]}"
            yield Component("boringssl", found[1], "Apache-2.0", purl, [], parent=package, summary=f"copy in {package}")
        elif name == "CNIOLLHTTP":
            header = (folder / "include" / "c_nio_llhttp.h").read_text()
            found = re.findall(r"#define LLHTTP_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header)
            version = ".".join(found)
            if len(found) != 3:
                raise Failure(f"{package}: the version of llhttp is unknown")
            purl = f"pkg:generic/llhttp@{version}"
            yield Component("llhttp", version, "MIT", purl, [], parent=package, summary=f"copy in {package}")


def toolchain(files):
    compiler = pathlib.Path(link_command()[0])
    usr = compiler.parent.resolve().parent
    libraries = sorted(file for file in files if file.startswith(f"{usr}/"))
    if not libraries:
        return
    licence = usr / "share" / "swift" / "LICENSE.txt"
    if not licence.exists():
        raise Failure(f"the licence of the Swift toolchain is missing: {licence}")
    found = re.search(r"Swift version (\S+)", run([compiler, "--version"]))
    if not found:
        raise Failure("the version of Swift is unknown")
    names = sorted({pathlib.Path(file).name for file in libraries})
    if any("FoundationICU" in name for name in names):
        raise Failure("ICU is linked: add its licence to .ci/dist/components.py")
    purl = f"pkg:generic/swift@{found[1]}"
    unicode = ROOT / ".ci" / "dist" / "unicode.txt"
    expression = "Apache-2.0 WITH Swift-exception"
    yield Component("swift", found[1], expression, purl, [licence], summary=", ".join(names))
    purl += "#unicode-character-database"
    yield Component(
        "unicode-data", found[1], "Unicode-3.0", purl, [unicode], parent="swift", summary="tables in libswiftCore")


def debian(files):
    usr = pathlib.Path(link_command()[0]).parent.resolve().parent
    remaining = [file for file in files if ".build/" not in file and not file.startswith(f"{usr}/")]
    owners = {}
    for file in remaining:
        real = os.path.realpath(file)
        # Directories of / may be links to those of /usr, and dpkg knows only one of the two names.
        for path in dict.fromkeys([file, real, re.sub(r"^/usr/", "/", real), f"/usr{file}"]):
            done = subprocess.run(["dpkg", "-S", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if done.returncode == 0:
                owners.setdefault(done.stdout.split(": ")[0].split(",")[0], set()).add(os.path.basename(file))
                break
        else:
            raise Failure(f"{file} is linked, but belongs to no Debian package; its licence is unknown")
    for owner, names in sorted(owners.items()):
        fields = "${Package}\t${Architecture}\t${Version}\t${source:Package}\t${source:Version}"
        package, architecture, version, source, source_version = run(["dpkg-query", "-W", "-f", fields, owner]).split("\t")
        copyright = pathlib.Path("/usr/share/doc") / package / "copyright"
        if not copyright.exists():
            raise Failure(f"{copyright} is missing: install {package} with its documentation")
        if source not in DEBIAN_LICENCES:
            raise Failure(f"{package} is linked; add the licence of {source} to .ci/dist/components.py")
        purl = f"pkg:deb/debian/{package}@{version.replace(':', '%3A').replace('+', '%2B')}?arch={architecture}"
        yield Component(
            package, version, DEBIAN_LICENCES[source], purl, [copyright], source=f"{source} (= {source_version})",
            summary=", ".join(sorted(names)))


def linked():
    """All components, sorted by name."""
    files = linked_files()
    found = [*swift_packages(files), *toolchain(files), *debian(files)]
    return sorted(found, key=lambda component: (component.name, component.parent))


def short(version):
    """A revision of git with twelve digits, as people write it; any other version as it is."""
    return version[:12] if re.fullmatch("[0-9a-f]{40}", version) else version


def common_licences(texts):
    """The licences to which texts refer as files of Debian. `GPL` is a link to the newest version, and not listed twice."""
    names = set()
    for text in texts:
        names |= {name.rstrip(".") for name in re.findall(rf"{COMMON_LICENCES}/([A-Za-z0-9.-]+)", text)}
    for path in sorted({(COMMON_LICENCES / name).resolve() for name in names}):
        if not path.exists():
            raise Failure(f"{path} is missing: install the Debian package base-files")
        yield path.name, path.read_text()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def main():
    print(", ".join(sorted({component.source for component in debian(linked_files())})))


if __name__ == "__main__":
    finish(main)
