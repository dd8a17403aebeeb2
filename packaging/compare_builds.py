"""Compare two builds of one commit, file by file; an unlisted difference is a failure.

Usage: compare_builds.py ONE OTHER, two frozen folders or two folders of installers
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

# Files that may differ, with the reason.
LISTED = {
    # Windows Installer requires a new package code for every MSI; wixl generates it.
    r"KetGUI-.*\.msi": "its package code",
    r"KetGUI\.app/.*/_CodeSignature/.*": "the time of signing",
    r"KetGUI-.*\.dmg": "the disk image's own dates",
    r"SHA256SUMS.*": "the checksums of what differs",
}


def differences(first: Path, second: Path) -> tuple[list[str], list[str]]:
    """Return the paths of unlisted differences, and of listed ones."""
    ours, theirs = contents(first), contents(second)
    differing = [path for path in sorted(ours | theirs) if ours.get(path) != theirs.get(path)]
    listed = [path for path in differing if any(re.fullmatch(pattern, path) for pattern in LISTED)]
    return [path for path in differing if path not in listed], listed


def contents(folder: Path) -> dict[str, str]:
    """Return each file's digest and mode, each link's target, by path."""
    digests: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        relative_path = path.relative_to(folder).as_posix()
        if path.is_symlink():
            digests[relative_path] = f"-> {path.readlink()}"
        elif path.is_file():
            runs = bool(path.stat().st_mode & 0o100) if os.name == "posix" else False
            digests[relative_path] = f"{hashlib.sha256(path.read_bytes()).hexdigest()} {runs}"
    return digests


def main() -> int:
    """Print the differences; the exit code is 1 if any is unlisted."""
    first, second = map(Path, sys.argv[1:3])
    unlisted, listed = differences(first, second)
    for path in listed:
        print(f"listed   {path}")
    for path in unlisted:
        print(f"DIFFERS  {path}")
    print(f"{len(contents(first))} files; {len(unlisted)} differ unlisted, {len(listed)} as listed")
    return bool(unlisted)


if __name__ == "__main__":
    raise SystemExit(main())
