"""The answers that settle a single cell."""

from __future__ import annotations

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.spot import Spot
from ketgui.importing.issues import Answer
from ketgui.text import _


def list_answers(spot: Spot) -> tuple[Answer, ...]:
    """Return every way to settle a cell."""
    missing, always, exclude = list_other_answers(spot)
    return missing, always, spot.decide_cell(_("Keep it"), "keep"), exclude


def list_other_answers(spot: Spot) -> tuple[Answer, Answer, Answer]:
    """Return the ways to settle a cell but for keeping it, which what is unread cannot be."""
    return (
        spot.decide_cell(_("Treat as missing"), "missing"),
        offer_missing(spot),
        spot.decide_row(_("Exclude the patient"), "exclude"),
    )


def offer_missing(spot: Spot) -> Answer:
    """Return the answer that the cell's text means missing in its whole column."""
    column, source = spot.column, spot.piece.source
    assert column is not None
    always = ColumnChange(source.file, source.sheet, column.column, missing=(spot.text,))
    return Answer(_("It always means missing in this column"), always)
