"""Files as bytes: opened once, as regular files only, and never read from again.

What is parsed is then what was hashed, even if another program writes to the file meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.text import _

# A file is held in memory as a whole, and its parsed text beside it.
MOST_BYTES = 1 << 30
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class SourceFile:
    """A file's name, without folders, and all its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """What the name ends in, in lower case: ".csv"."""
        return Path(self.name).suffix.lower()

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def read_sources(paths: Sequence[Path]) -> tuple[list[SourceFile], list[Issue]]:
    """Read every file named, and every table of text in every folder named."""
    files: list[SourceFile] = []
    issues: list[Issue] = []
    # A file that is named beside its folder is one file.
    for path in dict.fromkeys(_list_files(paths, issues)):
        result = _read(path)
        if isinstance(result, Issue):
            issues.append(result)
        else:
            files.append(result)
    return files, issues


def _list_files(paths: Sequence[Path], issues: list[Issue]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        # Not tables: Excel's lock of an open file ("~$name"), and the "._name" that macOS writes
        # beside each file on a foreign drive.
        inside = sorted(p for p in _find_tables(path) if not p.name.startswith((".", "~$")))
        yield from inside
        if not inside:
            issues.append(
                make_file_issue(
                    "error",
                    "empty_folder",
                    path.name,
                    _("The folder holds no CSV, TSV or TXT file."),
                    _("Choose the file itself, or the folder that holds the tables."),
                )
            )


def _find_tables(folder: Path) -> list[Path]:
    """Return a folder's tables; a BIDS folder keeps its ratings one level down."""
    paths = [*folder.glob("*"), *folder.glob("phenotype/*")]
    texts = [path for path in paths if path.suffix.lower() in _TEXT_SUFFIXES and path.is_file()]
    # Only a JSON file beside a table explains one; a folder may hold any others.
    sidecars = [path.with_suffix(".json") for path in texts]
    return texts + [path for path in sidecars if path.is_file()]


def _read(path: Path) -> SourceFile | Issue:
    try:
        # A FIFO must not hold the program up, and Windows must not turn line ends.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _get_binary_flag())
    except (OSError, ValueError) as error:
        return _report_failure(path, error)
    with os.fdopen(handle, "rb") as stream:
        # The open file is asked, not its name: a name may come to mean another file in between.
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return _report_no_file(path)
        if status.st_size > MOST_BYTES:
            return _report_too_large(path)
        try:
            return SourceFile(path.name, stream.read())
        except OSError as error:
            return _report_failure(path, error)


def _get_binary_flag() -> int:
    return getattr(os, "O_BINARY", 0)


def _report_failure(path: Path, error: Exception) -> Issue:
    # Python raises a ValueError for a name with a zero byte.
    if isinstance(error, FileNotFoundError | ValueError):
        return make_file_issue(
            "error",
            "no_such_file",
            path.name,
            _("There is no such file."),
            _(
                "Check the name; addresses of the web are not opened. "
                "Save the file on this computer."
            ),
        )
    if isinstance(error, PermissionError):
        return make_file_issue(
            "error",
            "no_permission",
            path.name,
            _("The file may not be read: it is open in another program, or not yours to read."),
            _("Close it in the other program, or ask for permission to read it; then try again."),
        )
    return make_file_issue(
        "error",
        "unreadable",
        path.name,
        _("The file could not be read to its end."),
        _("Check the network or the drive and try again; nothing here was changed."),
    )


def _report_no_file(path: Path) -> Issue:
    return make_file_issue(
        "error",
        "not_a_file",
        path.name,
        _("This is not a file but a folder or a device."),
        _("Choose a file that holds a table."),
    )


def _report_too_large(path: Path) -> Issue:
    return make_file_issue(
        "error",
        "too_large",
        path.name,
        _("The file is larger than 1 GB."),
        _("Keep only the columns and rows that the study needs, and open that file."),
    )
