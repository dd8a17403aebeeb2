"""Numbers given as ranges ("35-39"): categories, never a number."""

from __future__ import annotations

import re
from dataclasses import replace

from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition.layouts import Layout
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.headers import find_matches
from ketgui.importing.vocabulary.targets import OTHER, Target
from ketgui.importing.vocabulary.words import is_missing, tidy
from ketgui.text import _

_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_RANGE = re.compile(
    rf"[\[(]?{_NUMBER}\s*(?:-|‐|‑|–|—|to|à|a|bis|y)\s*{_NUMBER}[\])]?"
    rf"|(?:<|>|≤|≥|<=|>=)\s*{_NUMBER}|{_NUMBER}\s*(?:\+|et plus|and over)",
    re.IGNORECASE,
)
_LEAST_CONFIDENCE = 0.9


def is_range(word: str) -> bool:
    """Tell whether a word is a range of numbers, open or closed.

    Examples
    --------
    >>> is_range("35-39"), is_range("65+"), is_range("35")
    (True, True, False)
    """
    return bool(_RANGE.fullmatch(tidy(word)))


def are_ranges(cells: CodedText) -> bool:
    """Tell whether every cell that is not missing is a range, and at least one is closed."""
    words = [str(word) for word in cells.words[cells.used] if not is_missing(str(word))]
    return any("<" not in w and ">" not in w for w in words) and all(map(is_range, words))


def convert_to_category(column: ColumnMapping, cells: CodedText, layout: Layout) -> ColumnMapping:
    """Return a column that is named like a number and holds ranges as one kept for grouping."""
    unclaimed = column.target is None and not column.candidates
    if not layout.one_row or not unclaimed or not _is_named_as_number(column.header):
        return column
    if not are_ranges(cells):
        return column
    reason = _("The cells are ranges: they are kept as categories, not as numbers.")
    return replace(column, target=Target("patients", OTHER), confidence=0.9, reason=reason)


def _is_named_as_number(header: str) -> bool:
    return any(
        match.field.kind in ("number", "integer") and match.confidence >= _LEAST_CONFIDENCE
        for match in find_matches(header, ("patients",))
    )
