"""Ratings and dates: pairs that are not whole, and dates out of order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ketgui.importing.checks.cells import issue_at
from ketgui.importing.draft import Draft, Piece
from ketgui.importing.validation import Issue, few
from ketgui.text import _


def incomplete_pairs(draft: Draft) -> Iterator[Issue]:
    """Name the patients with one of the two scores, where the file itself tells them apart."""
    rated: dict[str, dict[str, tuple[int, int]]] = {"before": {}, "after": {}}
    pieces = draft.of("assessments")
    for number, piece in enumerate(pieces):
        moments, scores = piece.values.get("moment"), piece.values.get("score")
        if moments is None or scores is None:
            continue
        for moment, found in rated.items():
            rows = np.flatnonzero((moments == moment) & ~np.isnan(scores))
            found.update(
                zip(piece.ids[rows].tolist(), ((number, int(r)) for r in rows), strict=True)
            )
    if not rated["before"] or not rated["after"]:
        return
    yield from few(_alone(pieces, rated, "before", "after"))
    yield from few(_alone(pieces, rated, "after", "before"))


def _alone(
    pieces: list[Piece], rated: dict[str, dict[str, tuple[int, int]]], has: str, lacks: str
) -> Iterator[Issue]:
    words = {
        "before": _("The patient has a score before treatment and none after."),
        "after": _("The patient has a score after treatment and none before."),
    }
    for patient, (number, row) in rated[has].items():
        if patient not in rated[lacks]:
            piece = pieces[number]
            yield issue_at(
                piece, row, None, "score", "warning", f"no_{lacks}", words[has],
                _("Add the score if it is known; without it the patient counts, but is not paired."),
            )  # fmt: skip
