"""A patient's course on one page: scores over the days, infusions, adverse events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ketgui.domain.fields import get_field
from ketgui.reporting.paper import A4
from ketgui.reporting.printouts.page import (
    LINE_MM,
    MARGIN_MM,
    SMALL_PT,
    Dot,
    Line,
    PageBuilder,
    PrintedPage,
    Text,
)
from ketgui.reporting.tables.listing import MISSING, Listing, list_records
from ketgui.reporting.tables.patient_infusions import build_infusion_table
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, bare, percent_sign, plural

_CHART_MM = 52.0
_TICKS = 4
_FACTS = ("age", "sex", "diagnosis", "episode_months", "failed_trials", "site")
_MOST_RATINGS, _MOST_INFUSIONS, _MOST_EVENTS = 14, 14, 12
_FACTS_WIDTH = 125
_EVENT_COLUMNS = ("infusion_number", "term", "severity", "serious", "relatedness", "outcome")


def lay_out_course(
    analysis: Analysis, patient_id: str, *, study: str = "", today: date, paper: str = A4.key
) -> PrintedPage:
    """Return the page of a patient.

    Parameters
    ----------
    analysis : Analysis
    patient_id : str
    study : str
        The study's name; empty where it has none.
    today : date
        Printed, so that an old page is recognised.
    paper : str
        Key of the paper.
    """
    page = PageBuilder(paper)
    printed = _("{study} printed {day}", study=study, day=today.isoformat()).strip()
    page.title(_("Patient {id}", id=patient_id), printed)
    _add_facts(page, analysis, patient_id)
    _add_outcome(page, analysis, patient_id)
    ratings = _select(analysis.study.ratings, patient_id).sort_values("study_day", kind="stable")
    _add_chart(page, analysis, patient_id, ratings)
    _add_ratings(page, ratings)
    _add_infusions(page, analysis, patient_id)
    _add_events(page, analysis, patient_id)
    return page.finish(_("Course of a patient"))


def _select(rows: pd.DataFrame, patient_id: str) -> pd.DataFrame:
    return rows[rows["patient_id"] == patient_id]


def _add_facts(page: PageBuilder, analysis: Analysis, patient_id: str) -> None:
    patients = list_records(analysis, "patients").select_patient(patient_id)
    courses = list_records(analysis, "tms_courses").select_patient(patient_id)
    for listing, names in ((patients, _FACTS), (courses, None)):
        for row in range(min(len(listing), 2)):
            facts = _list_facts(listing, row, names)
            if names is None and facts:
                facts = [_("TMS"), *facts]
            for words in _fill_lines(facts, _FACTS_WIDTH):
                page.line(words, small=names is None)


def _fill_lines(parts: Sequence[str], most: int) -> list[str]:
    """Return parts joined to lines of at most so many signs."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and len(joined) <= most:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def _list_facts(listing: Listing, row: int, names: Sequence[str] | None) -> list[str]:
    parts: list[str] = []
    for column, (name, header) in enumerate(
        zip(listing.frame.columns, listing.headers, strict=True)
    ):
        words = listing.text(row, column)
        if name != "patient_id" and words != MISSING and (names is None or name in names):
            parts.append(f"{header} {words}")
    return parts


def _add_outcome(page: PageBuilder, analysis: Analysis, patient_id: str) -> None:
    listing = list_records(analysis, "patients").select_patient(patient_id)
    names = [str(name) for name in listing.frame.columns]
    before, after, percent, outcome = (
        listing.text(0, names.index(name)) for name in ("_before", "_after", "_percent", "_outcome")
    )
    scale = analysis.plan.rating_scale.title
    words = _(
        "{scale}: {before} before, {after} after; improvement {percent}; {outcome}",
        scale=scale,
        before=before,
        after=after,
        percent=f"{percent}{percent_sign()}",
        outcome=outcome,
    )
    page.add(Text(MARGIN_MM, page.y, page.width, words, bold=True))
    page.y += LINE_MM


def _add_chart(
    page: PageBuilder, analysis: Analysis, patient_id: str, ratings: pd.DataFrame
) -> None:
    """Draw the scores over the days from the first infusion, and the infusions as ticks."""
    scale = analysis.plan.rating_scale
    page.heading(_("{scale} over the course", scale=scale.title), _("days from the first infusion"))
    dated = ratings.dropna(subset=["study_day"])
    infusions = [i.study_day for i in analysis.study.courses.get(patient_id, ())]
    days = [*dated["study_day"], *(day for day in infusions if day is not None)]
    if not days:
        page.line(_("No rating or infusion has a date."))
        return
    first, last = min(days), max(days)
    left, top = MARGIN_MM + 10, page.y + 1
    width = page.width - 14
    span = max(last - first, 1.0)

    def at(day: float) -> float:
        return left + width * (day - first) / span

    def level(score: float) -> float:
        return top + _CHART_MM * (1 - (score - scale.low) / (scale.high - scale.low))

    _add_axes(page, left, top, width, scale.low, scale.high)
    for day in _list_ticks(first, last):
        page.add(
            Text(at(day) - 8, top + _CHART_MM + 3.6, 16, bare(day), SMALL_PT, align="centre"),
            Line(at(day), top + _CHART_MM, at(day), top + _CHART_MM + 1, shade="grey"),
        )
    for day in infusions:
        if day is not None:
            page.add(Line(at(day), top + _CHART_MM - 3, at(day), top + _CHART_MM, thick=True))
    points = [(at(d), level(s)) for d, s in zip(dated["study_day"], dated["score"], strict=True)]
    for (x1, y1), (x2, y2) in pairwise(points):
        page.add(Line(x1, y1, x2, y2))
    page.add(*(Dot(x, y) for x, y in points))
    page.y = top + _CHART_MM + 8
    page.line(_("Thick ticks: infusions."), small=True)


def _add_axes(
    page: PageBuilder, left: float, top: float, width: float, low: float, high: float
) -> None:
    bottom = top + _CHART_MM
    page.add(Line(left, top, left, bottom), Line(left, bottom, left + width, bottom))
    for step in range(_TICKS + 1):
        y = bottom - _CHART_MM * step / _TICKS
        score = low + (high - low) * step / _TICKS
        page.add(
            Line(left, y, left + width, y, shade="grey"),
            Text(left - 11, y - 1.9, 9.5, bare(round(score, 1)), SMALL_PT, align="right"),
        )


def _list_ticks(first: float, last: float) -> list[float]:
    """Return some days to name at the axis: round numbers, the first infusion among them."""
    if last - first < 1:
        return [first]
    rough = (last - first) / 6
    steps = [n * 10.0**e for e in range(4) for n in (1, 2, 5)]
    step = next((s for s in steps if s >= rough), steps[-1])
    return [float(day) for day in np.arange(np.ceil(first / step) * step, last + 0.5, step)]


def _add_ratings(page: PageBuilder, ratings: pd.DataFrame) -> None:
    titles = {c.key: _(c.title) for c in get_field("assessments", "moment").choices}
    rows = [
        (
            f"{row.date:%Y-%m-%d}" if pd.notna(row.date) else MISSING,
            bare(row.study_day) if pd.notna(row.study_day) else MISSING,
            titles.get(row.moment, ""),
            bare(row.score),
        )
        for row in _iterate(ratings)
    ]
    headers = (_("Date"), _("Day"), _("Moment"), _("Score"))
    _add_table(page, _("Ratings"), headers, rows, (2, 1, 2, 1), _MOST_RATINGS)


def _iterate(rows: pd.DataFrame) -> list[Any]:
    return list(rows.itertuples(index=False))


def _add_infusions(page: PageBuilder, analysis: Analysis, patient_id: str) -> None:
    table = build_infusion_table(analysis, patient_id)
    groups = [group.title for group in table.groups for _column in range(group.columns)]
    over = groups or [""] * len(table.headers)
    headers = [
        f"{group} {header}".strip() if group else header
        for group, header in zip(over, table.headers, strict=True)
    ]
    shares = [1.4 if at == 1 else 1.0 for at in range(len(headers))]
    _add_table(page, _("Infusions"), headers, table.rows, shares, _MOST_INFUSIONS)


def _add_events(page: PageBuilder, analysis: Analysis, patient_id: str) -> None:
    listing = list_records(analysis, "adverse_events").select_patient(patient_id)
    names = [str(name) for name in listing.frame.columns]
    columns = [names.index(name) for name in _EVENT_COLUMNS if name in names]
    rows = [[listing.text(row, column) for column in columns] for row in range(len(listing))]
    headers = [listing.headers[column] for column in columns]
    shares = [2.0 if names[column] == "term" else 1.0 for column in columns]
    _add_table(page, _("Adverse events"), headers, rows, shares, _MOST_EVENTS)


def _add_table(
    page: PageBuilder,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    most: int,
) -> None:
    """Add a table of as many rows as fit; how many were left out is said."""
    page.heading(title)
    if not rows:
        page.line(_("Nothing is recorded."), small=True)
        return
    fitting = max(0, min(most, int(page.room / (LINE_MM * 0.84)) - 3))
    page.table(headers, rows[:fitting], shares)
    if left_out := len(rows) - len(rows[:fitting]):
        words = plural("{n} further row is in the study.", "{n} further rows are in the study.",
                       left_out)  # fmt: skip
        page.line(words, small=True)
