"""Patients whose scores around TMS do not show that it failed, or do not tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import SCALES
from ketgui.importing.checks.spot import Spot
from ketgui.importing.issues import Issue, show_few
from ketgui.importing.rows.draft import Draft, Piece, Rows, is_equal
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.rows.reading import Values
from ketgui.text import NO_BREAK_SPACE, _, bare

_ENDS = ("before", "after")


def find_responded(draft: Draft) -> Iterator[Issue]:
    """Name patients whose score improved under TMS by as much as makes it no failure."""
    percent = AnalysisPlan().tms_failure_percent
    pairs = _find_scores(draft)
    yield from show_few(
        _report_responded(spot, before, after, percent)
        for spot, before, after in _list_lines(draft, pairs[_compute_improvement(pairs) >= percent])
    )


def find_unjudged(draft: Draft) -> Iterator[Issue]:
    """Name patients with one of the two scores around TMS, where others have both."""
    pairs = _find_scores(draft)
    lacking = pairs["before"].isna() | pairs["after"].isna()
    if not lacking.all():
        yield from show_few(
            _report_unjudged(spot, _("after TMS") if after != after else _("before TMS"))
            for spot, _before, after in _list_lines(draft, pairs[lacking])
        )


def _find_scores(draft: Draft) -> pd.DataFrame:
    """Return the scores before and after TMS of each patient on each scale, with their place."""
    tables = [
        table for index, piece in enumerate(draft.pieces) for table in _list_ends(index, piece)
    ]
    if not tables:
        return pd.DataFrame(columns=["patient", "scale", *_ENDS, "piece", "row"])
    every = pd.concat(tables, ignore_index=True)
    every = every[(every["patient"] >= 0) & every["score"].notna()]
    of = every.groupby(["patient", "scale"])
    ends = every.groupby(["patient", "scale", "end"])["score"].last().unstack("end")
    return ends.reindex(columns=list(_ENDS)).join(of[["piece", "row"]].last()).reset_index()


def _list_ends(index: int, piece: Piece) -> Iterator[pd.DataFrame]:
    moments = piece.values.get("moment")
    for end in _ENDS:
        score = piece.values.get(f"score_{end}")
        if piece.table == "tms_courses" and score is not None:
            yield _make_table(piece, index, end, score, np.arange(len(piece)))
        elif piece.table == "assessments" and moments is not None:
            rows = np.flatnonzero(is_equal(moments, f"{end}_tms"))
            if len(rows):
                yield _make_table(piece, index, end, compute_scores(piece), rows)


def _make_table(piece: Piece, index: int, end: str, score: Values, rows: Rows) -> pd.DataFrame:
    of = {"patient": piece.patient[rows], "scale": find_scales(piece)[rows], "score": score[rows]}
    return pd.DataFrame({**of, "end": end, "piece": index, "row": rows})


def _compute_improvement(lines: pd.DataFrame) -> pd.Series[float]:
    """Return the percent improvement; not-a-number on a scale that is not known."""
    best = {scale.key: scale.high if scale.higher_is_better else scale.low for scale in SCALES}
    start = lines["scale"].map(best).astype("float64")
    before, after = ((lines[end].astype("float64") - start).abs() for end in _ENDS)
    return (before - after) / before.where(before > 0) * 100


def _list_lines(draft: Draft, lines: pd.DataFrame) -> Iterator[tuple[Spot, float, float]]:
    for piece, row, before, after in zip(
        lines["piece"].tolist(), lines["row"].tolist(), lines["before"].tolist(),
        lines["after"].tolist(), strict=True,
    ):  # fmt: skip
        yield Spot(draft, draft.pieces[int(piece)], int(row)), before, after


def _report_responded(spot: Spot, before: float, after: float, percent: float) -> Issue:
    return spot.issue(
        "warning",
        "tms_responder",
        _(
            "The score improved from {before} to {after} under TMS, by at least {percent}: TMS did "
            "not fail.",
            before=bare(before),
            after=bare(after),
            percent=f"{bare(percent)}{NO_BREAK_SPACE}%",
        ),
        _("Check the scores; the rule is set in the plan, and the report counts such patients."),
    )


def _report_unjudged(spot: Spot, end: str) -> Issue:
    return spot.issue(
        "note",
        "tms_unjudged",
        _("There is no score {end}: whether TMS failed cannot be judged.", end=end),
        _("Add the score if it is known."),
    )
