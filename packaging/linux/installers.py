"""Linux: a .deb and a .tar.xz from the frozen folder; prints the paths of both.

Usage: installers.py FOLDER INTO VERSION
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Qt opens these by name when a window is shown.
LOADED_BY_QT = {"libEGL.so.1", "libGL.so.1"}
# A script that adds an unpacked program to the user's menu.
SHARED = {
    HERE / "menu_entry.sh": "menu-entry.sh",
    HERE / "ketgui.desktop": "ketgui.desktop",
    HERE / "ketgui-mime.xml": "ketgui-mime.xml",
    ROOT / "resources" / "icons" / "ketgui.png": "ketgui.png",
}
CONTROL = """\
Package: ketgui
Version: {version}
Section: science
Priority: optional
Architecture: {architecture}
Installed-Size: {kilobytes}
Depends: {depends}
Maintainer: KetGUI contributors <ketgui@localhost.localdomain>
Description: analysis of ketamine treatment after TMS
 From a spreadsheet of patients with treatment-resistant depression, treated
 with ketamine after TMS, to a checked cohort, Table 1, the protocol, adverse
 events, MADRS scores before and after, response and remission with their
 intervals, figures and the paragraphs that report them.
 .
 It opens no connection and sends nothing anywhere.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: KetGUI
Comment: The licences of the components that come with the program are in
 /usr/lib/ketgui/_internal/licences, a folder each.

Files: *
Copyright: KetGUI contributors
License: Expat

License: Expat
"""


def main(folder: Path, into: Path, version: str) -> None:
    """Build both files."""
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for installer in (archive(folder, into, version, epoch), package(folder, into, version, epoch)):
        print(installer)


def archive(folder: Path, into: Path, version: str, epoch: int) -> Path:
    """Return the .tar.xz: the folder with its desktop file, to be unpacked anywhere."""
    target = into / f"ketgui-{version}-linux-{machine()}.tar.xz"

    def settled(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        # Nothing of the building machine: the same folder always gives the same archive.
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "root", "root"
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with tarfile.open(target, "w:xz", preset=9) as tar:
        for path in sorted(folder.rglob("*")):
            name_in_archive = Path("ketgui") / path.relative_to(folder)
            tar.add(path, str(name_in_archive), recursive=False, filter=settled)
        for file, name in SHARED.items():
            tar.add(file, f"ketgui/share/{name}", filter=settled)
    return target


def package(folder: Path, into: Path, version: str, epoch: int) -> Path:
    """Return the .deb."""
    architecture = _read_output("dpkg", "--print-architecture").strip()
    tree = Path(os.environ["KETGUI_BUILD"]) / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "usr/lib/ketgui", symlinks=True)
    _leave_to_debian(tree / "usr/lib/ketgui/_internal")
    _share(tree, version, epoch)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            library = ".so" in path.name and path.suffix != ".txt"
            runs = path.is_dir() or (path.parent.name == "ketgui" and path.name == "ketgui")
            # Debian's checker rejects libraries that are executable.
            path.chmod(0o755 if runs and not library else 0o644)
    depends = _depends(tree)
    kilobytes = installed_kilobytes(tree)
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            version=version, architecture=architecture, kilobytes=kilobytes, depends=depends
        ),
        encoding="utf-8",
    )
    target = into / f"ketgui_{version}_{architecture}.deb"
    command = ("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", tree, target)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def installed_kilobytes(tree: Path) -> int:
    """Return the installed size of the files; links are not counted."""
    files = (path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) // 1024


def machine() -> str:
    """Return the processor's name as the kernel gives it."""
    return platform.machine()


def _leave_to_debian(internal: Path) -> None:
    """Remove the system's libraries from the folder: the package depends on theirs."""
    for library in internal.glob("*.so*"):
        if not library.name.startswith("libpython"):
            library.unlink()


def _share(tree: Path, version: str, epoch: int) -> None:
    """Put the menu entry, icons, file type, description and documents into Debian's folders."""
    share = tree / "usr/share"
    date = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    texts = {
        "applications/ketgui.desktop": (HERE / "ketgui.desktop").read_text(encoding="utf-8"),
        "mime/packages/ketgui.xml": (HERE / "ketgui-mime.xml").read_text(encoding="utf-8"),
        "metainfo/org.ketgui.KetGUI.metainfo.xml": (HERE / "org.ketgui.KetGUI.metainfo.xml")
        .read_text(encoding="utf-8")
        .replace("@VERSION@", version)
        .replace("@DATE@", date),
        "doc/ketgui/copyright": COPYRIGHT + _indented((ROOT / "LICENSE").read_text("utf-8")),
        "lintian/overrides/ketgui": (HERE / "deb" / "lintian-overrides").read_text(
            encoding="utf-8"
        ),
    }
    for relative_path, text in texts.items():
        _write(share / relative_path, text.encode())
    news = f"ketgui ({version}) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- KetGUI "
    stamp = datetime.fromtimestamp(epoch, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    news += f"contributors <ketgui@localhost.localdomain>  {stamp}\n"
    for relative_path, data in {
        "doc/ketgui/changelog.gz": news.encode(),
        "man/man1/ketgui.1.gz": (HERE / "ketgui.1").read_bytes(),
    }.items():
        _write(share / relative_path, gzip.compress(data, 9, mtime=0))
    icons = ROOT / "resources" / "icons"
    _write(share / "icons/hicolor/256x256/apps/ketgui.png", (icons / "ketgui.png").read_bytes())
    _write(share / "icons/hicolor/scalable/apps/ketgui.svg", (icons / "ketgui.svg").read_bytes())
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/ketgui").symlink_to("../lib/ketgui/ketgui")


def _depends(tree: Path) -> str:
    """Return the Debian packages of the libraries that the program does not include."""
    internal = tree / "usr/lib/ketgui/_internal"
    libraries = [path for path in internal.rglob("*.so*") if path.is_file()]
    output = _read_output(
        "readelf", "-dVW", str(tree / "usr/lib/ketgui/ketgui"), *map(str, libraries)
    )
    needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", output)) | LOADED_BY_QT
    packages = {_owner(name) for name in needed - {path.name for path in libraries}}
    # The newest symbol version that any file needs is the oldest C library that will do.
    c_library = max(
        tuple(map(int, version.split("."))) for version in re.findall(r"GLIBC_(2\.\d+)", output)
    )
    packages = (packages - {"libc6", ""}) | {f"libc6 (>= {'.'.join(map(str, c_library))})"}
    return ", ".join(sorted(packages))


def _owner(library: str) -> str:
    """Return the package that owns a library of the system."""
    cache = _read_output("/sbin/ldconfig", "-p")
    path = re.search(rf"^\s*{re.escape(library)} .*x86-64.* => (\S+)", cache, re.MULTILINE)
    if path is None:
        raise SystemExit(f"{library}: this system has no such library")
    places = (path[1], str(Path(path[1]).resolve()))
    for file in (
        *places,
        *(candidate.removeprefix("/usr") for candidate in places),
        *(f"/usr{candidate}" for candidate in places),
    ):
        done = subprocess.run(("dpkg-query", "-S", file), capture_output=True, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    raise SystemExit(f"{library}: no package owns {path[1]}")


def _indented(text: str) -> str:
    lines = (line.strip() for line in text.strip().splitlines())
    return "".join(f" {line or '.'}\n" for line in lines)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _read_output(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd)
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
