"""Numbers written with other digits or signs than those of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ketgui.importing.checks.cells.answers import list_answers
from ketgui.importing.checks.spot import Spot, list_spots
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.recognition.rules import get_kind
from ketgui.importing.rows.draft import Draft
from ketgui.importing.vocabulary import numbers
from ketgui.importing.vocabulary.words import tidy
from ketgui.text import _, bare


def find_converted(draft: Draft) -> Iterator[Issue]:
    """Say which numbers were written with other digits or signs than the keyboard's."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            if column.target is None or get_kind(column.target) not in ("number", "integer"):
                continue
            cells = piece.source.columns[piece.source.letters.index(column.column)]
            if "".join(map(str, cells.words)).isascii():
                continue
            odd = cells.each(_was_converted).astype(np.bool_)
            rows = cells.rows_with(odd)[piece.index] & np.isfinite(piece.values[key])
            yield from show_few(_report_converted, list_spots(draft, piece, rows, key))


def _was_converted(word: str) -> bool:
    return not tidy(word).isascii() and numbers.is_numeric(word)


def _report_converted(spot: Spot) -> Issue:
    value = bare(float(spot.piece.values[spot.field][spot.row]))
    return spot.make_issue(
        "warning",
        "converted",
        _(
            "{header} is written {found} and was read as {value}.",
            header=spot.header,
            found=spot.quoted,
            value=value,
        ),
        _("Nothing needs to be done if that is right."),
        list_answers(spot),
    )
