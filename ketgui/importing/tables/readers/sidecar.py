"""The JSON beside a BIDS table: what its columns are called, and what their codes stand for."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, cast

from ketgui.importing.issues import make_file_issue
from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import Labels
from ketgui.text import _


def can_read(source: SourceFile) -> bool:
    """Tell whether the file is called JSON and begins as an object."""
    return source.suffix == ".json" and source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read(source: SourceFile, _how: FileReading, _tick: Tick) -> Reading:
    """Read the labels for the table of the same name."""
    try:
        # Some editors of Windows begin the file with a byte-order mark, which JSON forbids.
        content = json.loads(source.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        message = _("The file is not JSON as it should be; its labels were not used.")
        fix = _("Correct the file, or leave it out.")
        return Reading(issues=(make_file_issue("warning", "bad_json", source.name, message, fix),))
    labels = {
        name: _read_labels(about) for name, about in content.items() if isinstance(about, dict)
    }
    return Reading(labels={PurePath(source.name).stem: labels})


def _read_labels(about: Any) -> Labels:
    entry = cast("dict[str, Any]", about)
    levels = entry.get("Levels")
    pairs = cast("dict[str, Any]", levels).items() if isinstance(levels, dict) else ()
    # BIDS allows both; the long name is a title, the description may be a paragraph.
    title = entry.get("LongName") or entry.get("Description") or ""
    return Labels(
        str(title), tuple((str(code), str(_get_label_text(label))) for code, label in pairs)
    )


def _get_label_text(label: Any) -> Any:
    """Return what a code stands for; newer sidecars describe a level by an object."""
    if isinstance(label, dict):
        return cast("dict[str, Any]", label).get("Description", "")
    return label


READER = Reader("sidecar", "BIDS", (".json",), can_read, read)
