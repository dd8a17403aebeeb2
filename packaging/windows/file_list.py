"""The installer's and the uninstaller's lists of files, written from the frozen folder itself.

The uninstaller removes the listed files and nothing else: files that users put there stay.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath


def write(payload: Path, into: Path) -> int:
    """Write install.nsh and uninstall.nsh; return how many files they name."""
    files = sorted(path.relative_to(payload).as_posix() for path in payload.rglob("*")
                   if path.is_file())  # fmt: skip
    into.mkdir(parents=True, exist_ok=True)
    # NSIS recognises UTF-8 only by its byte order mark.
    (into / "install.nsh").write_text(install(files), encoding="utf-8-sig", newline="\r\n")
    (into / "uninstall.nsh").write_text(uninstall(files), encoding="utf-8-sig", newline="\r\n")
    return len(files)


def install(files: list[str]) -> str:
    """Return the instructions that put each file into its folder."""
    lines: list[str] = []
    folder = None
    for file in files:
        parent = PurePosixPath(file).parent
        if parent != folder:
            folder = parent
            lines.append(f'SetOutPath "{_installed(parent)}"')
        # Only a name to be written is read with its dollars doubled.
        name = _escaped(PurePosixPath(file).name)
        lines.append(f'File "/oname={name}" "${{PAYLOAD}}/{file}"')
    return "\n".join(lines) + "\n"


def uninstall(files: list[str]) -> str:
    """Return the instructions that remove each file, then each empty folder."""
    folders = {
        parent
        for file in files
        for parent in PurePosixPath(file).parents
        if parent != PurePosixPath(".")
    }
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), folder))
    lines = [f'Delete "{_installed(PurePosixPath(file))}"' for file in files]
    lines += [f'RMDir "{_installed(folder)}"' for folder in deepest_first]
    return "\n".join(lines) + "\n"


def _installed(folder: PurePosixPath) -> str:
    inside = _escaped(str(folder)).replace("/", "\\")
    return "$INSTDIR" if inside == "." else f"$INSTDIR\\{inside}"


def _escaped(name: str) -> str:
    return name.replace("$", "$$")
