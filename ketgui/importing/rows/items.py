"""Totals from the items of a scale."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from ketgui.domain.known_scales import find_known_scale
from ketgui.importing.rows.draft import Piece, is_equal, remember
from ketgui.importing.rows.rated_scales import find_scales, scale_keys
from ketgui.importing.rows.reading import Values


def list_item_columns(piece: Piece) -> list[str]:
    """Return the piece's item fields in order."""
    return sorted((key for key in piece.values if key.startswith("item_")), key=_number)


def _number(key: str) -> int:
    return int(key.removeprefix("item_"))


# Several checks ask for the totals of one piece. The keys are weak, so that a piece and its totals
# are let go when the import ends.
_TOTALS: WeakKeyDictionary[Piece, Values] = WeakKeyDictionary()


def compute_totals(piece: Piece) -> Values:
    """Return each row's total over its scale's items, not-a-number where one is missing.

    No missing item is filled in: a total that lacks an item is a missing total.
    """
    if piece not in _TOTALS:
        _TOTALS[piece] = _sum_items(piece)
    return _TOTALS[piece]


def _sum_items(piece: Piece) -> Values:
    keys = list_item_columns(piece)
    every = find_scales(piece)
    totals_of_rows = np.full(len(piece), np.nan)
    # A list of ratings may hold several scales; each is summed by its own rule, and its total is
    # given to its own rows.
    for scale in scale_keys(piece):
        expected = _count_items(scale) or len(keys)
        # With fewer columns than items no row has a total.
        if len(keys) >= expected:
            # Items lie one after another in memory: a column is copied whole, and summed so.
            answers = np.array([piece.values[key] for key in keys[:expected]]).T
            totals_of_rows = np.where(
                is_equal(every, scale), _compute_total(scale, answers), totals_of_rows
            )
    return totals_of_rows


def _count_items(scale: str) -> int:
    """Return of how many items a scale is, 0 where nothing declares it."""
    known = find_known_scale(scale)
    return known.item_count if known else 0


def _compute_total(scale: str, answers: Values) -> Values:
    """Return the total by the scale's own rule; of an unknown scale the sum of the items."""
    known = find_known_scale(scale)
    return known.compute_total(answers) if known else answers.sum(axis=1)


@remember
def compute_scores(piece: Piece) -> Values:
    """Return each rating's score: as written, or from its items."""
    score = piece.values.get("score")
    if not list_item_columns(piece):
        return np.full(len(piece), np.nan) if score is None else score
    summed = compute_totals(piece)
    full: Values = summed if score is None else np.where(np.isnan(score), summed, score)
    return full


def add_totals(piece: Piece) -> Piece:
    """Give a piece of ratings the totals of its items, where it has no score of its own."""
    if piece.table != "assessments" or not list_item_columns(piece):
        return piece
    return replace(piece, values=piece.values | {"score": compute_scores(piece)})
