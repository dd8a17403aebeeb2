"""Numbers outside the range of their scale or field, and totals that are not whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from ketgui.importing.checks.amounts import has_open_unit
from ketgui.importing.checks.cells.answers import list_answers
from ketgui.importing.checks.spot import Spot, list_spots
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.recognition.rules import find_limits, get_kind
from ketgui.importing.rows.draft import Draft, Piece, is_equal
from ketgui.importing.rows.rated_scales import find_scales, scale_keys
from ketgui.importing.tables.text_table import Mask
from ketgui.importing.vocabulary.targets import Target
from ketgui.importing.vocabulary.words import MISSING_NUMBERS
from ketgui.text import _, bare


def find_outside_range(draft: Draft) -> Iterator[Issue]:
    """Name the numbers outside the range of their scale or field."""
    for piece in draft.pieces:
        for key, column in piece.columns.items():
            target = column.target
            if target is None or get_kind(target) not in ("number", "integer"):
                continue
            if has_open_unit(piece, key):
                continue
            for rows, (low, high) in _find_limits(piece, key, target):
                odd = rows & _is_outside(piece.values[key], low, high)
                if odd.any():
                    report = partial(_report_outside, low=low, high=high)
                    yield from show_few(report, list_spots(draft, piece, odd, key))


Limits = tuple[float | None, float | None]


def _find_limits(piece: Piece, key: str, target: Target) -> Iterator[tuple[Mask, Limits]]:
    """Return the range of a field's numbers; that of a score is its own row's scale's."""
    if key != "score":
        yield np.ones(len(piece), np.bool_), find_limits(target)
        return
    for scale in scale_keys(piece):
        stated = replace(target, given=(("scale", scale),))
        yield is_equal(find_scales(piece), scale), find_limits(stated)


def _is_outside(values: np.ndarray, low: float | None, high: float | None) -> Mask:
    with np.errstate(invalid="ignore"):
        below = values < (-np.inf if low is None else low)
        return below | (values > (np.inf if high is None else high))


def _report_outside(spot: Spot, low: float | None, high: float | None) -> Issue:
    value = float(spot.piece.values[spot.field][spot.row])
    expected = _("{low} to {high}", low=bare(low or 0), high=bare(high or 0))
    placeholders = {"header": spot.header, "found": spot.quoted, "range": expected}
    if value in MISSING_NUMBERS:
        message = _(
            "{header} holds {found}, which looks like a code for a missing value; "
            "{range} is expected.",
            **placeholders,
        )
        fix = _("Say whether it means missing, or correct the value.")
        return spot.make_issue("error", "missing_code", message, fix, list_answers(spot))
    is_score = spot.field == "score" or spot.field.startswith("item_")
    message = _("{header} is {found}; {range} is expected.", **placeholders)
    fix = _("Correct the value, treat it as missing, keep it, or exclude the patient.")
    severity = "error" if is_score or spot.field in _IMPOSSIBLE else "warning"
    return spot.make_issue(severity, "outside_range", message, fix, list_answers(spot))


# An age outside the range is a slip of the pen as a score is, and changes a mean as one does.
_IMPOSSIBLE = frozenset({"age"})


def find_not_whole(draft: Draft) -> Iterator[Issue]:
    """Name the totals that are not whole numbers, such as a mean of two raters."""
    for piece in draft.of("assessments"):
        if "score" in piece.columns:
            values = piece.values["score"]
            odd = np.isfinite(values) & (values != np.floor(values))
            yield from show_few(_report_not_whole, list_spots(draft, piece, odd, "score"))


def _report_not_whole(spot: Spot) -> Issue:
    message = _(
        "{header} is {found}; a total is a whole number.", header=spot.header, found=spot.quoted
    )
    fix = _("Keep it if it is the mean of two raters, and say so in the report.")
    return spot.make_issue("warning", "not_whole", message, fix, list_answers(spot))
