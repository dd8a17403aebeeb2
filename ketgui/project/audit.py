"""The audit trail: who changed what, when and why, one line a change, each chained to the last.

Every line holds the SHA-256 of the line before. A line that was changed, removed or inserted later
breaks the chain there. Whoever can write the whole file can make a new chain, so this shows slips
and careless edits, not a determined forger.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import operator
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from ketgui import __version__

if TYPE_CHECKING:
    from ketgui.reporting.documents.history import HistoryLine

# The first line has no line before it.
_START = "0" * 64


@dataclass(frozen=True)
class AuditEntry:
    """One change of a study.

    Attributes
    ----------
    time : str
        When, in UTC, as ISO 8601 to the second.
    what : str
        The change in words, as the history shows it.
    table, row, column : str
        Where: the cohort's table, the identification of the row, the column; empty for a change
        that concerns the whole study.
    old, new : str
        The value before and after; empty where there is none.
    reason : str
        Why, in the user's words.
    person : str
        Who, where the study asks for a name.
    program : str
        The version of KetGUI.
    """

    time: str
    what: str
    table: str = ""
    row: str = ""
    column: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    person: str = ""
    program: str = __version__


AUDIT_COLUMNS: tuple[str, ...] = tuple(column.name for column in fields(AuditEntry))


def get_current_time() -> str:
    """Return the present time, in UTC, as ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class _Written:
    """The trail that was written last, and the hash of its last line."""

    entries: tuple[AuditEntry, ...] = ()
    data: bytes = b""
    previous: str = _START


_written = _Written()


def to_jsonl(entries: Sequence[AuditEntry]) -> bytes:
    r"""Return entries as JSON lines, each with the hash of the line before.

    Examples
    --------
    >>> entries = [AuditEntry("2026-11-30T09:00:00Z", "Opened a.csv")]
    >>> from_jsonl(to_jsonl(entries)) == (tuple(entries), None)
    True
    """
    global _written
    written, count = _written, len(_written.entries)
    # A trail only grows: what was written last is mostly its beginning.
    if count > len(entries) or not all(map(operator.is_, written.entries, entries)):
        written, count = _Written(), 0
    previous, lines = written.previous, [written.data]
    for entry in entries[count:]:
        content = {name: getattr(entry, name) for name in AUDIT_COLUMNS} | {"previous": previous}
        # Without spaces and in the order of the fields: the hash is of these very bytes.
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        encoded = line.encode("utf-8", "surrogatepass")
        previous = hashlib.sha256(encoded).hexdigest()
        lines.append(encoded + b"\n")
    _written = _Written(tuple(entries), b"".join(lines), previous)
    return _written.data


def list_history_lines(entries: Sequence[AuditEntry]) -> tuple[HistoryLine, ...]:
    """Return entries as the lines of a report's appendix."""
    from ketgui.reporting.documents.history import HistoryLine

    return tuple(
        HistoryLine(
            entry.time,
            entry.what,
            " · ".join(filter(None, (entry.table, entry.row, entry.column))),
            entry.old,
            entry.new,
            entry.reason,
            entry.person,
        )
        for entry in entries
    )


def to_csv(entries: Sequence[AuditEntry]) -> bytes:
    """Return entries as a CSV file for a spreadsheet, which takes no cell for a formula."""
    # Only the export needs what makes tables; the window begins without it.
    from ketgui.reporting.tables.csv_file import escape_formula

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(AUDIT_COLUMNS)
    for entry in entries:
        writer.writerow([escape_formula(value) for value in asdict(entry).values()])
    return stream.getvalue().encode("utf-8-sig", "replace")


def from_jsonl(data: bytes) -> tuple[tuple[AuditEntry, ...], int | None]:
    """Return the entries of JSON lines, and where the chain is broken.

    Parameters
    ----------
    data : bytes
        The output of ``to_jsonl``, perhaps altered since.

    Returns
    -------
    entries : tuple of AuditEntry
        Every line that can be read, broken ones too: they are shown, not hidden.
    broken : int or None
        The number of the first line (from 1) that does not follow from the one before it or cannot
        be read; None where the chain holds.
    """
    entries: list[AuditEntry] = []
    broken: int | None = None
    previous = _START
    for number, line in enumerate(data.splitlines(), start=1):
        values = _read_line(line)
        if broken is None and (values is None or values.get("previous") != previous):
            broken = number
        # By the line as it is, so that one altered line
        # breaks the chain once, at the line after it.
        previous = hashlib.sha256(line).hexdigest()
        if values is not None:
            entries.append(AuditEntry(**{name: values[name] for name in AUDIT_COLUMNS}))
    return tuple(entries), broken


def _read_line(line: bytes) -> dict[str, str] | None:
    """Return the values of one line; None where it is not a line of an audit trail."""
    try:
        values = cast("dict[str, Any]", json.loads(line))
    except (ValueError, RecursionError):
        return None
    names = {*AUDIT_COLUMNS, "previous"}
    if not isinstance(values, dict) or set(values) != names:  # pyright: ignore[reportUnnecessaryIsInstance]
        return None
    return values if all(isinstance(value, str) for value in values.values()) else None
