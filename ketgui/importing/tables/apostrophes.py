"""The apostrophe that keeps a spreadsheet from taking a text for a formula: put, and taken away."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from ketgui.importing.tables.text_table import CodedText

# A text that has such apostrophes of its own gets one more, so that taking one away restores it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def protect(text: str) -> str:
    """Return a text as a cell of a file that a spreadsheet opens.

    Examples
    --------
    >>> protect("=1+1"), protect("'=1+1"), protect("Anna's")
    ("'=1+1", "''=1+1", "Anna's")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restore(text: str) -> str:
    """Return a text as it was before ``protect``.

    Examples
    --------
    >>> restore("'=1+1"), restore("''=1+1"), restore("'til noon")
    ('=1+1', "'=1+1", "'til noon")
    """
    return text[1:] if _PROTECTED.match(text) else text


def restore_column(cells: CodedText) -> CodedText:
    """Return a column without the apostrophes that protect its texts; itself where none does."""
    if not any(_PROTECTED.match(word) for word in cells.words):
        return cells
    # Without its apostrophe a word may be one that the column holds already.
    return replace(cells, words=np.fromiter(map(restore, cells.words), np.object_), distinct=False)
