"""Windows: the installer, the MSI and the portable zip; prints their paths.

Usage: installers.py FOLDER INTO VERSION

makensis and wixl run on Linux too: tests compile both installers there with a stand-in payload.
Where WINDOWS_SIGNING_THUMBPRINT names a certificate in the person's store, the programs and the
installer are signed with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import file_list  # noqa: E402
import msi  # noqa: E402

# Debian's makensis makes 64-bit installers too; its publisher's own does not.
_STUB = Path("/usr/share/nsis/Stubs/lzma_solid-amd64-unicode")
PORTABLE = """\
Unpack anywhere and open KetGUI.exe. Preferences stay in %APPDATA%\\KetGUI;
set KETGUI_HOME to another folder to keep them elsewhere.

Décompressez où vous voulez et ouvrez KetGUI.exe. Les préférences restent dans
%APPDATA%\\KetGUI ; donnez à KETGUI_HOME un autre dossier pour les mettre ailleurs.
""".replace("\n", "\r\n")


def main(payload: Path, into: Path, version: str) -> None:
    """Build the installers for which the tools are installed."""
    made_in = Path(os.environ["KETGUI_BUILD"])
    for program in sorted(payload.glob("*.exe")):
        sign(program)
    for path in (
        setup(payload, into, version, made_in),
        package(payload, into, version, made_in),
        portable(payload, into, version),
    ):
        if path:
            print(path)


def sign(file: Path) -> None:
    """Sign a file if there is a certificate to sign it with."""
    if thumbprint := os.environ.get("WINDOWS_SIGNING_THUMBPRINT"):
        stamp = ("/fd", "sha256", "/td", "sha256", "/tr", os.environ["WINDOWS_TIMESTAMP_SERVER"])
        command = ("signtool", "sign", "/sha1", thumbprint, *stamp, file)
        subprocess.run(command, check=True, stdout=sys.stderr)


def setup(payload: Path, into: Path, version: str, made_in: Path) -> Path | None:
    """Return the NSIS installer."""
    compiler = shutil.which("makensis")
    if compiler is None:
        print("makensis is not here: no installer", file=sys.stderr)
        return None
    lists = made_in / "nsis"
    file_list.write(payload, lists)
    target = into / f"KetGUI-{version}-setup.exe"
    size = sum(path.stat().st_size for path in payload.rglob("*") if path.is_file())
    definitions = {
        "VERSION": version,
        "VERSION4": f"{version}.0",
        "PAYLOAD": payload.resolve(),
        "PAYLOAD_KB": size // 1024,
        "LISTS": lists.resolve(),
        "ICON": icon(made_in),
        "LICENCE": ROOT / "LICENSE",
        "OUTPUT": target.resolve(),
        "TARGET": "amd64-unicode" if _STUB.exists() else "x86-unicode",
    }
    defined = [f"-D{name}={value}" for name, value in definitions.items()]
    command = (compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, HERE / "ketgui.nsi")
    subprocess.run(command, check=True, stdout=sys.stderr)
    sign(target)
    return target


def package(payload: Path, into: Path, version: str, made_in: Path) -> Path | None:
    """Return the MSI for group policy, which installs for the whole machine."""
    compiler = shutil.which("wixl")
    if compiler is None:
        print("wixl is not here: no MSI", file=sys.stderr)
        return None
    target = (into / f"KetGUI-{version}.msi").resolve()
    source = icon(made_in).with_name("ketgui.wxs")
    source.write_text(msi.source(payload.resolve(), version, icon(made_in)), encoding="utf-8")
    command = (compiler, "--arch", "x64", "-o", target, source.name)
    # wixl reads names of files in the locale's encoding.
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run(command, check=True, cwd=source.parent, stdout=sys.stderr, env=environment)
    return target


def portable(payload: Path, into: Path, version: str) -> Path:
    """Return the zip for machines on which nothing may be installed."""
    target = into / f"KetGUI-{version}-portable.zip"
    then = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(payload.rglob("*")):
            if path.is_file():
                # One folder in the zip, so that unpacking does not scatter files.
                name = f"KetGUI/{path.relative_to(payload).as_posix()}"
                _add(archive, name, path.read_bytes(), then)
        _add(archive, "KetGUI/README.txt", PORTABLE.encode("utf-8-sig"), then)
    return target


def icon(made_in: Path) -> Path:
    """Return the program's icon in Windows's format, made if it is not there."""
    path = made_in / "ketgui.ico"
    if not path.exists():
        subprocess.run((sys.executable, HERE.parent / "icons.py", made_in), check=True)
    return path.resolve()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, then: tuple[int, ...]) -> None:
    year, month, day, hour, minute, second = then
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
