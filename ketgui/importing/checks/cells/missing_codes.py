"""Numbers that may be, or are said to be, codes for missing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.rules import find_limits, find_missing_labels, get_kind
from ketgui.importing.rows.draft import Draft, Piece, Rows
from ketgui.importing.vocabulary import numbers
from ketgui.text import _, bare, joined, plural


def find_codes_in_range(draft: Draft) -> Iterator[Issue]:
    """Ask about numbers such as 99 that may mean missing though the field could hold them."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or get_kind(column.target) not in ("number", "integer"):
                continue
            if key in _NEVER_CODED or column.by_user:
                continue
            for code in _find_likely_codes(
                piece.values[key], piece.patient, *find_limits(column.target)
            ):
                holders = np.unique(piece.patient[piece.values[key] == code])
                yield _ask_about_code(piece, column, code, len(holders))


_NEVER_CODED = frozenset({"day", "infusion_number", "pulses_per_session", "sessions"})
_CODES = (77.0, 88.0, 99.0, 888.0, 999.0, 9999.0)


def _find_likely_codes(
    values: np.ndarray, patients: Rows, low: float | None, high: float | None
) -> Iterator[float]:
    """Return the codes in range that stand apart: the highest value, in several patients.

    One patient who weighs 88 kg weighs it at each infusion.
    """
    present = values[np.isfinite(values)]
    if len(present) < 3 or present.max() not in _CODES:
        return
    code = float(present.max())
    others = present[present != code]
    times = len(np.unique(patients[values == code]))
    inside = (low is None or code >= low) and (high is None or code <= high)
    if not inside or not len(others) or (values == code).sum() > len(present) / 2:
        return
    gap = code - float(others.max())
    if (times > 1 and gap > 1) or gap > _FAR * max(float(np.ptp(others)), 10.0):
        yield code


# So many times the others' range away.
_FAR = 1.0


def _ask_about_code(piece: Piece, column: ColumnMapping, code: float, times: int) -> Issue:
    placeholders = {"header": column.header, "code": bare(code)}
    cells = piece.source.columns[piece.source.letters.index(column.column)]
    written = tuple(
        str(word) for word in cells.words[cells.used] if numbers.read(str(word), ".", "") == code
    )
    where = (piece.source.file, piece.source.sheet, column.column)
    return make_column_issue(
        "error" if times > 1 else "warning",
        "missing_code",
        piece.source,
        column,
        plural(
            "{header} holds {code} in {n} patient, far from the others: "
            "it may be a code for missing.",
            "{header} holds {code} in {n} patients, far from the others: "
            "it may be a code for missing.",
            times,
            **placeholders,
        ),
        _("Say whether it means missing."),
        (
            Answer(
                _("{code} means missing", code=bare(code)), ColumnChange(*where, missing=written)
            ),
            Answer(_("{code} is a value", code=bare(code)), ColumnChange(*where)),
        ),
    )


def report_labelled_missing(draft: Draft) -> Iterator[Issue]:
    """Say which numbers are missing because the file's own labels say so."""
    for piece in draft.pieces:
        for column in piece.columns.values():
            labels = find_missing_labels(piece.source.labels.get(column.header))
            kind = get_kind(column.target) if column.target else "text"
            if labels and kind in ("number", "integer") and not column.by_user:
                pairs = [_("{code} is “{label}”", code=c, label=label) for c, label in labels]
                yield make_column_issue(
                    "note", "labelled_missing", piece.source, column,
                    _("In {header}, the file says that {codes}: taken as missing.",
                      header=column.header, codes=joined(pairs)),
                    _("Nothing needs to be done if that is right."),
                )  # fmt: skip
