"""A sheet to fill in by hand at a visit: boxes for items, fields of an infusion, adverse events.

Of a rating scale it shows the numbers of its items and nothing else: the wording is in the licensed
copy that is used beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ketgui.domain.events.event_plan import SeverityScale, get_severity_titles
from ketgui.domain.fields import Field, get_field
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.domain.treatment.ketamine import KetamineProtocol, derive_dose
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paper import A4
from ketgui.reporting.printouts.page import (
    MARGIN_MM,
    SMALL_PT,
    Box,
    Line,
    PageBuilder,
    PrintedPage,
    Text,
)
from ketgui.text import _, bare

_BOX_MM, _TICK_MM = 8.0, 3.6
_ITEMS_A_ROW = 12
_FIELDS_A_ROW = 3
_BLANK_EVENTS, _STEPS = 2, 3
_INFUSION_FIELDS = (
    "infusion_number", "weight_kg", "dose_mg_per_kg", "dose_mg", "rate_ml_per_h",
    "duration_minutes", "systolic_before", "diastolic_before", "heart_rate_before",
    "systolic_peak", "diastolic_peak", "heart_rate_peak", "spo2_lowest", "sedation_score",
    "cadss",
)  # fmt: skip


_T = TypeVar("_T")


@dataclass(frozen=True)
class VisitSheet:
    """What a sheet is to hold.

    Attributes
    ----------
    plan : AnalysisPlan
        Its planned dose and duration are printed where the infusion is.
    study : str
        The study's name; empty where it has none.
    patient_id, visit : str
        Empty to leave room for them.
    scales : tuple of Scale
        The scales that are rated at the visit.
    has_infusion : bool
        Whether an infusion is given.
    infusion_number : float or None
    weight_kg : float or None
        The weight last recorded, from which the dose is calculated.
    terms : tuple of str
        The clinic's own list of adverse events; empty where they are not asked for. Of several
        words for one term, the first is printed.
    paper : str
        Key of the paper.
    """

    plan: AnalysisPlan
    study: str = ""
    patient_id: str = ""
    visit: str = ""
    scales: tuple[Scale, ...] = ()
    has_infusion: bool = False
    infusion_number: float | None = None
    weight_kg: float | None = None
    terms: tuple[str, ...] = ()
    paper: str = A4.key


def lay_out_sheet(sheet: VisitSheet) -> PrintedPage:
    """Return the page of a sheet."""
    page = PageBuilder(sheet.paper)
    page.title(_("Visit sheet"), sheet.study)
    _add_head(page, sheet)
    for scale in sheet.scales:
        _add_scale(page, scale)
    if sheet.has_infusion:
        _add_infusion(page, sheet)
    if sheet.terms:
        # A list of two languages would have one event twice.
        terms = {sheet.plan.events.find_term(term): term for term in reversed(sheet.terms)}
        listed = [term for term in sheet.terms if term in terms.values()]
        _add_events(page, listed, sheet.plan.events.severity_scale)
    return page.finish(_("Visit sheet"))


def _split(parts: Sequence[_T], count: int) -> list[Sequence[_T]]:
    """Return parts in rows of so many."""
    return [parts[begin : begin + count] for begin in range(0, len(parts), count)]


def _add_head(page: PageBuilder, sheet: VisitSheet) -> None:
    fields = (
        (_("Patient"), sheet.patient_id), (_("Visit"), sheet.visit), (_("Date"), ""),
        (_("Rater"), ""),
    )  # fmt: skip
    _add_fields(page, [(title, "", value) for title, value in fields], 4)


def _add_fields(page: PageBuilder, fields: Sequence[tuple[str, str, str]], columns: int) -> None:
    """Add titled boxes in columns: the title, a unit behind the box, and what is known in grey."""
    width = page.width / columns
    for row in _split(fields, columns):
        for column, (title, unit, value) in enumerate(row):
            x = MARGIN_MM + column * width
            page.add(
                Text(x, page.y, width - 3, title, SMALL_PT),
                Box(x, page.y + 4, width - 16, _BOX_MM - 1),
                Text(x + width - 15, page.y + 5.6, 13, unit, SMALL_PT, shade="grey"),
                Text(x + 1.5, page.y + 5.3, width - 19, value, shade="grey"),
            )
        page.y += _BOX_MM + 5


def _add_scale(page: PageBuilder, scale: Scale) -> None:
    low, high = bare(scale.low), bare(scale.high)
    note = _("Total {low} to {high}. Use a licensed copy of the scale.", low=low, high=high)
    page.heading(_(scale.title), note)
    count = scale.item_count or 0
    width = page.width / (_ITEMS_A_ROW + 1)
    rows = _split(range(1, count + 1), _ITEMS_A_ROW) or [[]]
    for row in rows:
        for index, number in enumerate(row):
            x = MARGIN_MM + index * width
            page.add(
                Text(x, page.y, _BOX_MM, str(number), SMALL_PT, align="centre"),
                Box(x, page.y + 3.6, _BOX_MM, _BOX_MM),
            )
        if row is rows[-1]:
            x = MARGIN_MM + page.width - 1.6 * _BOX_MM
            page.add(
                Text(x, page.y, 1.6 * _BOX_MM, _("Total"), SMALL_PT, bold=True, align="centre"),
                Box(x, page.y + 3.6, 1.6 * _BOX_MM, _BOX_MM),
            )
        page.y += _BOX_MM + 5


def _add_infusion(page: PageBuilder, sheet: VisitSheet) -> None:
    page.heading(_("Infusion"), _describe_dose(sheet))
    known = _list_known(sheet)
    fields = [get_field("infusions", key) for key in _INFUSION_FIELDS]
    _add_fields(page, [(_(f.title), _unit(f), known.get(f.key, "")) for f in fields], _FIELDS_A_ROW)
    times = [(_("Begun at"), "", ""), (_("Ended at"), "", ""), (_("Discharged at"), "", "")]
    _add_fields(page, times, _FIELDS_A_ROW)


def _unit(column: Field) -> str:
    return _(column.unit) if column.unit else ""


def _list_known(sheet: VisitSheet) -> dict[str, str]:
    """Return what the plan and the record give for the fields of an infusion."""
    ketamine = sheet.plan.treatment.ketamine
    values: dict[str, float | None] = {
        "infusion_number": sheet.infusion_number,
        "dose_mg_per_kg": ketamine.dose_mg_per_kg,
        "duration_minutes": ketamine.duration_minutes,
    }
    return {key: bare(value) for key, value in values.items() if value is not None}


def _describe_dose(sheet: VisitSheet) -> str:
    """Return the dose for the weight last recorded; empty where it cannot be computed."""
    protocol: KetamineProtocol = sheet.plan.treatment.ketamine
    if sheet.weight_kg is None or protocol.dose_mg_per_kg is None:
        return ""
    derived = [d for d in derive_dose(protocol, sheet.weight_kg) if _is_known(d.value)]
    doses = ", ".join(f"{_(item.term)} {item.format()}" for item in derived)
    return _("At the last weight, {kg} kg: {doses}", kg=bare(sheet.weight_kg), doses=doses)


def _is_known(value: float | Unavailable) -> bool:
    return not isinstance(value, Unavailable)


def _add_events(page: PageBuilder, terms: Sequence[str], severities: SeverityScale) -> None:
    page.heading(_("Adverse events"), _("Tick each that occurred, or none."))
    titles = [_(title) for title in get_severity_titles(severities).values()]
    if severities == "three_step":
        # What is beyond severe is a serious event, which has a box of its own.
        titles = titles[:_STEPS]
    first = MARGIN_MM + page.width * 0.36
    columns = [*titles, _("Serious"), _("Related")]
    width = (page.width * 0.64) / len(columns)
    for index, title in enumerate(columns):
        x = first + index * width
        page.add(Text(x, page.y, width - 1, title, SMALL_PT, align="centre"))
    _add_tick(page, MARGIN_MM, page.y, _("No adverse event"))
    page.y += 5.4
    # What does not fit on the page is written on the blank lines.
    fitting = max(0, int((page.room - 5.4 * _BLANK_EVENTS) / 5.4))
    for term in (*terms[:fitting], *[""] * _BLANK_EVENTS):
        _add_tick(page, MARGIN_MM, page.y, term)
        if not term:
            page.add(Line(MARGIN_MM + 6, page.y + 4, first - 4, page.y + 4, shade="grey"))
        for index in range(len(columns)):
            x = first + index * width + (width - 1 - _TICK_MM) / 2
            page.add(Box(x, page.y + 0.4, _TICK_MM, _TICK_MM))
        page.y += 5.4


def _add_tick(page: PageBuilder, x: float, y: float, words: str) -> None:
    page.add(
        Box(x, y + 0.4, _TICK_MM, _TICK_MM), Text(x + 6, y + 0.2, page.width * 0.36 - 10, words)
    )
