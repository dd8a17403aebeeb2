"""Freeze the program, run the frozen program, and make this system's installers from it.

Run by ``make package`` in a separate environment. A build is not done until the frozen program has
walked through everything and drawn the figures that the source draws, pixel for pixel.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD, DIST = ROOT / "build", ROOT / "dist"
MADE, FOLDER = BUILD / "made", DIST / "ketgui"
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
EXAMPLE = ROOT / "resources" / "samples" / "example-cohort.xlsx"


class BuildError(Exception):
    """A step of the build failed."""


def main() -> int:
    """Build everything, or with ``--folder-only`` the frozen folder only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder-only", action="store_true", help="make no installers")
    options = parser.parse_args()
    os.environ.update(settings())
    try:
        freeze()
        list_files()
        smoke()
        validate()
        compare_figures()
        print(sizes(FOLDER))
        if not options.folder_only:
            files = installers()
            checksums(files)
    except (BuildError, subprocess.CalledProcessError) as error:
        print(f"The build failed: {error}", file=sys.stderr)
        return 1
    return 0


def settings() -> dict[str, str]:
    """Return the environment that makes two builds of a commit equal: fixed time and hash seed."""
    epoch_given = os.environ.get("SOURCE_DATE_EPOCH")
    git = ("git", "log", "-1", "--format=%ct")
    epoch = (
        epoch_given or subprocess.run(git, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    )
    return {
        "SOURCE_DATE_EPOCH": epoch or "946684800",
        # The order of a set would otherwise differ from build to build.
        "PYTHONHASHSEED": "0",
        "KETGUI_BUILD": str(MADE),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }


def version() -> str:
    """Return the program's version."""
    match = re.search(r'"(.+)"', (ROOT / "ketgui" / "__init__.py").read_text().split("=")[-1])
    if match is None:
        raise BuildError("ketgui/__init__.py names no version")
    return match[1]


def freeze() -> None:
    """Run PyInstaller."""
    shutil.rmtree(DIST, ignore_errors=True)
    MADE.mkdir(parents=True, exist_ok=True)
    # Linux takes the icon as PNG and SVG, which are there.
    if SYSTEM != "linux":
        subprocess.run((sys.executable, ROOT / "packaging" / "icons.py", MADE), check=True)
    command = (
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR",
        "--distpath", DIST, "--workpath", BUILD / "pyinstaller",
        ROOT / "packaging" / "ketgui.spec",
    )  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)
    # Archives and installers keep the times of files.
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in DIST.rglob("*"):
        os.utime(path, (epoch, epoch), follow_symlinks=os.utime not in os.supports_follow_symlinks)


def program() -> Path:
    """Return the path of the frozen program that prints to the console."""
    return FOLDER / ("ketgui-cli.exe" if SYSTEM == "windows" else "ketgui")


def list_files() -> None:
    """Put the list of files with their hashes beside the program, for its validation."""
    sys.path.insert(0, str(ROOT))
    from ketgui.validation.installation import FILE_LIST, format_file_list

    path, epoch = FOLDER / FILE_LIST, int(os.environ["SOURCE_DATE_EPOCH"])
    path.write_text(format_file_list(FOLDER), encoding="utf-8", newline="\n")
    os.utime(path, (epoch, epoch))


def validate() -> None:
    """Let the frozen program validate itself."""
    if subprocess.run((program(), "--validate", BUILD / "validation.pdf")).returncode:
        raise BuildError("the frozen program did not pass its own validation")


def smoke() -> None:
    """Run the frozen program's own walk through all its functions."""
    folder = BUILD / "smoke"
    shutil.rmtree(folder, ignore_errors=True)
    if subprocess.run((program(), "--smoke", folder)).returncode:
        raise BuildError("the frozen program did not get through the smoke test")


def compare_figures() -> None:
    """Check that the frozen program draws every figure as the source does, pixel by pixel."""
    folders = {}
    for name, command in (
        ("source", (sys.executable, ROOT / "main.py")),
        ("frozen", (program(),)),
    ):
        folders[name] = BUILD / "figures" / name
        shutil.rmtree(folders[name], ignore_errors=True)
        report = ("report", EXAMPLE, "--output", folders[name], "--figures", "all")
        # Enough to show any difference of fonts and lines, with a quarter of the pixels of 300 dpi.
        formats = ("--formats", "png,tiff,svg", "--dpi", "150")
        done = subprocess.run((*command, *report, *formats), capture_output=True, text=True)
        if done.returncode:
            raise BuildError(f"the {name} wrote no report:\n{done.stderr}")
    drawn = sorted(path.name for path in (folders["source"] / "figures").iterdir())
    frozen = sorted(path.name for path in (folders["frozen"] / "figures").iterdir())
    if drawn != frozen:
        raise BuildError(f"figures of the source: {drawn}; of the frozen program: {frozen}")
    ours, theirs = (folder / "figures" for folder in folders.values())
    if other := [name for name in drawn if not _same(ours / name, theirs / name)]:
        raise BuildError(f"drawn in another way when frozen: {', '.join(other)}")
    print(f"{len(drawn)} figures are as the source draws them, pixel for pixel")


def _same(first: Path, second: Path) -> bool:
    # Two PNG files may differ in bytes and show the same pixels.
    if first.suffix == ".svg":
        return first.read_bytes() == second.read_bytes()
    from PySide6.QtGui import QImage

    pictures = QImage(str(first)), QImage(str(second))
    return not pictures[0].isNull() and pictures[0] == pictures[1]


def sizes(folder: Path, most: int = 10) -> str:
    """Return the size of a folder and of its largest parts, as lines to print."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            names = [name for name in path.relative_to(folder).parts if name != "_internal"]
            parts["/".join(names[:2]) if names[0] == "PySide6" else names[0]] += path.stat().st_size
    lines = [f"{megabytes(parts.total())}  {folder.relative_to(ROOT)}, of which"]
    lines += [f"  {megabytes(size)}  {name}" for name, size in parts.most_common(most)]
    return "\n".join(lines)


def megabytes(size: int) -> str:
    """Return a number of bytes in MB (10⁶ bytes), seven characters wide."""
    return f"{size / 1e6:6.1f} MB"


def installers() -> list[Path]:
    """Run this system's script and return the files that it made."""
    script = ROOT / "packaging" / SYSTEM / "installers.py"
    command = (sys.executable, script, FOLDER, DIST, version())
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [Path(line) for line in done.stdout.splitlines() if line]


def checksums(files: list[Path]) -> None:
    """Write the bill of materials and SHA256SUMS beside the installers, and print the sizes."""
    bill = DIST / f"ketgui-{version()}-{SYSTEM}-{platform.machine()}.cdx.json"
    shutil.copyfile(MADE / "ketgui.cdx.json", bill)
    lines: list[str] = []
    for path in [*files, bill]:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{digest}  {path.name}\n")
        print(f"{megabytes(path.stat().st_size)}  {path.relative_to(ROOT)}")
    (DIST / f"SHA256SUMS-{SYSTEM}").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main())
