"""Totals from the items of a scale."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from ketgui.domain.scales import get_scale
from ketgui.importing.rows.draft import Piece, equal
from ketgui.importing.rows.rated_scales import scale_keys, scales_of
from ketgui.importing.rows.reading import Values


def item_columns(piece: Piece) -> list[str]:
    """Return the piece's item fields in order."""
    return sorted((key for key in piece.values if key.startswith("item_")), key=_number)


def _number(key: str) -> int:
    return int(key.removeprefix("item_"))


# Several checks ask for the totals of one piece.
_TOTALS: WeakKeyDictionary[Piece, Values] = WeakKeyDictionary()


def totals(piece: Piece) -> Values:
    """Return each row's total over its scale's items, not-a-number where one is missing.

    No missing item is filled in: a total that lacks an item is a missing total.
    """
    if piece not in _TOTALS:
        _TOTALS[piece] = _summed(piece)
    return _TOTALS[piece]


def _summed(piece: Piece) -> Values:
    keys = item_columns(piece)
    every = scales_of(piece)
    found = np.full(len(piece), np.nan)
    for scale in scale_keys(piece):
        expected = _items(scale) or len(keys)
        if len(keys) >= expected:
            answers = np.column_stack([piece.values[key] for key in keys[:expected]])
            found = np.where(equal(every, scale), _total(scale, answers), found)
    return found


def _items(scale: str) -> int:
    """Return of how many items a scale is, 0 where nothing declares it."""
    try:
        return get_scale(scale).item_count
    except KeyError:
        return 0


def _total(scale: str, answers: Values) -> Values:
    try:
        return get_scale(scale).total(answers)
    except KeyError:
        return answers.sum(axis=1)


def scores(piece: Piece) -> Values:
    """Return each rating's score: as written, or from its items."""
    score = piece.values.get("score")
    if not item_columns(piece):
        return np.full(len(piece), np.nan) if score is None else score
    summed = totals(piece)
    full: Values = summed if score is None else np.where(np.isnan(score), summed, score)
    return full


def with_totals(piece: Piece) -> Piece:
    """Give a piece of ratings the totals of its items, where it has no score of its own."""
    if piece.table != "assessments" or not item_columns(piece):
        return piece
    return replace(piece, values=piece.values | {"score": scores(piece)})
