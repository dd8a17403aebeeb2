"""Spellings of one thing: "Magventure" and "MagVenture R30" are one stimulator, or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from ketgui.domain.folding import fold
from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.spot import make_column_issue
from ketgui.importing.issues import Answer, Issue
from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.rows.draft import Draft, Piece
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.targets import OTHER
from ketgui.importing.vocabulary.words import is_missing, tidy
from ketgui.text import _, joined

_FIELDS = frozenset({"stimulator", "coil", "target", "localisation", "soc", OTHER})
# More kinds than that are a free text and no category.
_MOST_KINDS = 30


def ask_about_spellings(draft: Draft) -> Iterator[Issue]:
    """Ask once for a column whether spellings that are nearly alike mean one thing."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            is_category = key in _FIELDS or (column.target and column.target.field in _FIELDS)
            if is_category and not column.by_user:
                cells = piece.source.columns[piece.source.letters.index(column.column)]
                if groups := _group_spellings(cells):
                    yield _ask_about_column(piece, column, groups)


def _group_spellings(cells: CodedText) -> list[list[str]]:
    """Return the spellings that are alike, the most frequent first, two or more each."""
    if len(cells.words) > 4 * _MOST_KINDS:
        return []
    times = np.bincount(cells.codes, minlength=len(cells.words))
    counts: Counter[str] = Counter()
    for word, n in zip(cells.words, times, strict=True):
        if n and not is_missing(str(word)):
            counts[tidy(str(word))] += int(n)
    groups: list[list[str]] = []
    for word, _n in counts.most_common():
        group = next((group for group in groups if is_alike(group[0], word)), None)
        if group is None:
            groups.append([word])
        else:
            group.append(word)
    return [group for group in groups if len(group) > 1]


def is_alike(first: str, second: str) -> bool:
    """Tell whether two words may be one: alike but for capitals and signs, or one begins the other.

    Examples
    --------
    >>> is_alike("Magventure", "MagVenture R30"), is_alike("left DLPFC", "right DLPFC")
    (True, False)
    """
    a, b = (fold(word).replace(" ", "") for word in (first, second))
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _LEAST_STEM and long.startswith(short))


_LEAST_STEM = 5


def _ask_about_column(piece: Piece, column: ColumnMapping, groups: list[list[str]]) -> Issue:
    where = (piece.source.file, piece.source.sheet, column.column)
    codes = tuple((word, group[0]) for group in groups for word in group[1:])
    return make_column_issue(
        "warning",
        "spelt_in_two_ways",
        piece.source,
        column,
        _(
            "{header} is written in several ways: {ways}.",
            header=column.header,
            ways=joined([" = ".join(group) for group in groups[:4]]),
        ),
        _("Say whether they mean the same."),
        (
            Answer(_("They mean the same"), ColumnChange(*where, codes=codes)),
            Answer(_("They are different"), ColumnChange(*where)),
        ),
    )
