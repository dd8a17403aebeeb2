"""Patients whose scores around TMS do not show that it failed, or do not tell.

Whether TMS failed is a rule of the plan, which may change after the files were read. The scores are
therefore kept, each with its place in the files, and judged under one plan after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import SCALES
from ketgui.importing.issues import Issue, Severity, show_few
from ketgui.importing.rows.draft import Draft, Piece, Rows, find_word
from ketgui.importing.rows.items import compute_scores
from ketgui.importing.rows.rated_scales import find_scales
from ketgui.importing.rows.reading import Values
from ketgui.text import _, bare, percent_sign

TMS_ISSUES = frozenset({"tms_responder", "tms_unjudged"})
_ENDS = ("before", "after")
_PLACE = ("patient_id", "file", "sheet", "row")
# An improvement is a quotient: 50 % of 28.2 must not miss 50 by the last bit of a float.
_SLACK = 1e-9


def list_tms_scores(draft: Draft) -> pd.DataFrame:
    """Return the scores before and after TMS, a line a patient and scale.

    Returns
    -------
    DataFrame
        ``patient_id``, ``scale``, ``before`` and ``after``, of which one may be missing; ``file``,
        ``sheet`` and ``row`` say where the last of them was read.
    """
    tables = [table for piece in draft.pieces for table in _list_ends(draft, piece)]
    if not tables:
        return pd.DataFrame(columns=["scale", *_ENDS, *_PLACE])
    every = pd.concat(tables, ignore_index=True)
    every = every[(every["patient_id"] != "") & every["score"].notna()]
    # In the order in which the files name the patients, as every other check.
    by = every.groupby(["patient_id", "scale"], sort=False)
    ends = every.groupby(["patient_id", "scale", "end"], sort=False)["score"].last().unstack("end")
    places = by[["file", "sheet", "row"]].last()
    return places.join(ends.reindex(columns=list(_ENDS))).reset_index()


def judge_tms(tms_scores: pd.DataFrame, plan: AnalysisPlan) -> tuple[Issue, ...]:
    """Return the patients in whom TMS did not fail by the plan's rule, or who cannot be judged.

    Parameters
    ----------
    tms_scores : DataFrame
        As of ``list_tms_scores``.
    plan : AnalysisPlan
        With the improvement below which TMS failed, and the scales that the user declared.

    Returns
    -------
    tuple of Issue
        Who cannot be judged is named only where others have both scores.
    """
    improvement = _compute_improvement(tms_scores, plan)
    percent = plan.tms_failure_percent
    responded = tms_scores[improvement >= percent - _SLACK]
    lacking = tms_scores["before"].isna() | tms_scores["after"].isna()
    unjudged = tms_scores[lacking] if not lacking.all() else tms_scores[:0]
    return (
        *show_few(partial(_report_responder, percent=percent), _list_rows(responded)),
        *show_few(_report_unjudged, _list_rows(unjudged)),
    )


def _list_ends(draft: Draft, piece: Piece) -> Iterator[pd.DataFrame]:
    for end in _ENDS:
        score = piece.values.get(f"score_{end}")
        if piece.table == "tms_courses" and score is not None:
            yield _make_table(draft, piece, end, score, np.arange(len(piece)))
        elif piece.table == "assessments":
            rows = np.flatnonzero(find_word(piece, "moment", f"{end}_tms"))
            if len(rows):
                yield _make_table(draft, piece, end, compute_scores(piece), rows)


def _make_table(draft: Draft, piece: Piece, end: str, score: Values, rows: Rows) -> pd.DataFrame:
    # A row without a patient has the number -1, and so takes the last of these ids.
    ids = np.array([*draft.ids, ""], np.object_)
    return pd.DataFrame(
        {
            "patient_id": ids[piece.patient[rows]],
            "scale": find_scales(piece)[rows],
            "score": score[rows],
            "end": end,
            "file": piece.source.file,
            "sheet": piece.source.sheet,
            "row": piece.rows[rows],
        }
    )


def _compute_improvement(tms_scores: pd.DataFrame, plan: AnalysisPlan) -> pd.Series[float]:
    """Return the percent improvement; not-a-number on a scale that is not known."""
    best = {
        scale.key: scale.high if scale.higher_is_better else scale.low
        for scale in (*SCALES, *plan.scales)
    }
    start = tms_scores["scale"].map(best).astype("float64")
    before, after = ((tms_scores[end].astype("float64") - start).abs() for end in _ENDS)
    return (before - after) / before.where(before > 0) * 100


def _list_rows(tms_scores: pd.DataFrame) -> list[dict[str, object]]:
    columns = [*_PLACE, *_ENDS]
    return [{str(k): v for k, v in row.items()} for row in tms_scores[columns].to_dict("records")]


def _make_issue(
    row: dict[str, object], severity: Severity, key: str, message: str, fix: str
) -> Issue:
    patient_id, file, sheet = (str(row[name]) for name in ("patient_id", "file", "sheet"))
    number = int(str(row["row"]))
    return Issue(severity, file, sheet, number, "", "", message, fix, patient_id, key)


def _report_responder(row: dict[str, object], percent: float) -> Issue:
    before, after = (bare(float(str(row[end]))) for end in _ENDS)
    return _make_issue(
        row,
        "warning",
        "tms_responder",
        _(
            "The score improved from {before} to {after} under TMS, by at least {percent}: TMS did "
            "not fail.",
            before=before,
            after=after,
            percent=f"{bare(percent)}{percent_sign()}",
        ),
        _("Check the scores; the rule is set in the plan, and the report counts such patients."),
    )


def _report_unjudged(row: dict[str, object]) -> Issue:
    end = _("after TMS") if pd.isna(float(str(row["after"]))) else _("before TMS")
    return _make_issue(
        row,
        "note",
        "tms_unjudged",
        _("There is no score {end}: whether TMS failed cannot be judged.", end=end),
        _("Add the score if it is known."),
    )
