"""Figure: blood pressure, heart rate, oxygen saturation and sedation at each infusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from ketgui.domain.fields import get_field
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.crowd import are_many, describe_means_alone
from ketgui.figures.parts.denominators import name_share
from ketgui.figures.spec import (
    Axis,
    DataTable,
    ErrorBars,
    FigureSpec,
    LegendEntry,
    Lines,
    Mark,
    Panel,
    Points,
    Symbol,
)
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.treatment.vital_signs import compute_infusion_means, list_readings
from ketgui.text import _, bare, integer, mark, number

KEY, TITLE = "infusion_day", mark("Measured at the infusions")
# Means of one infusion stand side by side, or their intervals would hide each other.
_APART = 0.07
_MARGIN = 0.08


@dataclass(frozen=True)
class _Series:
    """One measure of a panel: its field, and how it is drawn."""

    field: str
    colour: str
    symbol: Symbol
    is_before: bool = False


def _pair(before: str, highest: str, symbol: Symbol = "circle") -> tuple[_Series, _Series]:
    return (
        _Series(before, theme.BEFORE, symbol, is_before=True),
        _Series(highest, theme.AFTER, symbol),
    )


@dataclass(frozen=True)
class _Measured:
    """What a panel shows: its title, the label of its axis, and its measures."""

    title: str
    axis: str
    series: tuple[_Series, ...]


_MEASURED = (
    _Measured(
        mark("Blood pressure"),
        mark("Blood pressure (mmHg)"),
        (
            *_pair("systolic_before", "systolic_peak"),
            *_pair("diastolic_before", "diastolic_peak", "diamond"),
        ),
    ),
    _Measured(
        mark("Heart rate"),
        mark("Heart rate (/min)"),
        _pair("heart_rate_before", "heart_rate_peak"),
    ),
    _Measured(
        mark("Oxygen saturation"),
        mark("Lowest oxygen saturation (%)"),
        (_Series("spo2_lowest", theme.AFTER, "circle"),),
    ),
    _Measured(
        mark("Sedation"),
        mark("Highest sedation score"),
        (_Series("sedation_score", theme.AFTER, "circle"),),
    ),
)


@dataclass(frozen=True, eq=False)
class _Recorded:
    """A series with its readings, as of ``list_readings``."""

    series: _Series
    readings: pd.DataFrame


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure, with a panel for each measure that is recorded."""
    panels = [
        _draw_panel(analysis, measured, recorded)
        for measured in _MEASURED
        if (recorded := _find_recorded(analysis, measured.series))
    ]
    if len(panels) > 1:
        panels = [replace(p, letter=letter) for p, letter in zip(panels, "ABCD", strict=False)]
    return FigureSpec.of(
        KEY,
        _(TITLE),
        tuple(panels) or (_make_empty_panel(),),
        caption=_write_caption(analysis),
        invented=analysis.cohort.invented,
        columns=(1, 1, 2, 3, 2)[len(panels)],
        height_ratio=(0.6, 0.6, 0.36, 0.3, 0.76)[len(panels)],
    )


FIGURE = Figure(KEY, TITLE, build, tab="adverse_events", priority=60)


def _find_recorded(analysis: Analysis, several: Sequence[_Series]) -> tuple[_Recorded, ...]:
    candidates = (
        _Recorded(series, list_readings(analysis.study, series.field)) for series in several
    )
    return tuple(recorded for recorded in candidates if len(recorded.readings))


def _draw_panel(analysis: Analysis, measured: _Measured, recorded: tuple[_Recorded, ...]) -> Panel:
    """Draw a thin line a patient and measure, and the means with their intervals."""
    every = pd.concat([measure.readings for measure in recorded])
    patients = every.groupby("number")["patient_id"].nunique()
    ticks = tuple(
        (float(str(at)), f"{at}\n{_('n = {n}', n=integer(int(n)))}") for at, n in patients.items()
    )
    first, last = ticks[0][0], ticks[-1][0]
    many = are_many(int(every["patient_id"].nunique()))
    lines = () if many else tuple(_draw_patients(measure) for measure in recorded)
    means = tuple(
        part for measure in recorded for part in _draw_means(analysis, measure, len(recorded) > 1)
    )
    limits = [limit for part in means if isinstance(part, ErrorBars)
              for limit in (*part.low, *part.high)]  # fmt: skip
    low, high = _find_range([*every["value"], *limits], measured)
    return Panel(
        Axis(first - 0.4, last + 0.4, _("Infusion"), ticks),
        Axis(low, high, _(measured.axis), grid=True),
        (*lines, *means),
        title=_(measured.title),
        legend=_make_legend(recorded),
        table=partial(_tabulate, recorded),
    )


def _find_range(values: Sequence[float], measured: _Measured) -> tuple[float, float]:
    """Return the range of an axis: all values with a margin, which adds nothing impossible."""
    low, high = float(min(values)), float(max(values))
    margin = max(_MARGIN * (high - low), 0.5)
    fields = (get_field("infusions", series.field) for series in measured.series)
    highest = max(float(field.high) for field in fields if field.high is not None)
    bottom = max(0.0, low - margin) if low >= 0 else low - margin
    return bottom, max(high, min(high + margin, highest))


def _tabulate(recorded: tuple[_Recorded, ...]) -> DataTable:
    """Return each reading: patient, infusion, and a column for each measure."""
    columns = {measure.series.field: measure.readings for measure in recorded}
    readings = pd.concat(columns, names=["field"]).reset_index("field")
    values = readings.pivot_table(index=["patient_id", "number"], columns="field", values="value")
    headers = (_("Patient"), _("Infusion"), *(_(get_field("infusions", f).title) for f in columns))
    rows = (
        (str(patient), integer(int(at)), *("" if v != v else bare(float(v)) for v in row))
        for (patient, at), row in zip(
            values.index.to_list(), values.reindex(columns=list(columns)).to_numpy(), strict=True
        )
    )
    return DataTable(headers, tuple(rows), numeric=(False, *(True,) * (len(headers) - 1)))


def _draw_patients(recorded: _Recorded) -> Lines:
    paths = {
        str(patient_id): tuple(zip(rows["number"].astype(float), rows["value"], strict=True))
        for patient_id, rows in recorded.readings.groupby("patient_id")
    }
    return Lines(
        tuple(paths.values()),
        recorded.series.colour,
        theme.PATIENT_LINE / 2,
        theme.CROWD_OPACITY,
        ids=tuple(paths),
    )


def _draw_means(analysis: Analysis, recorded: _Recorded, side_by_side: bool) -> tuple[Mark, ...]:
    series, level = recorded.series, analysis.plan.confidence_level
    points = compute_infusion_means(recorded.readings, level)
    shift = (-_APART if series.is_before else _APART) if side_by_side else 0.0
    bounded = [
        (point.infusion + shift, *point.ci)
        for point in points
        if not isinstance(point.ci, Unavailable)
    ]
    at, low, high = zip(*bounded, strict=True) if bounded else ((), (), ())
    places = tuple(point.infusion + shift for point in points)
    means = tuple(point.mean for point in points)
    hover = tuple(
        _(
            "{measure}, infusion {n}: mean {mean} of {patients}",
            measure=_(get_field("infusions", series.field).title),
            n=integer(point.infusion),
            mean=number(point.mean, 1),
            patients=integer(point.n),
        )
        for point in points
    )
    return (
        Lines((tuple(zip(places, means, strict=True)),), series.colour, theme.MEAN_LINE, halo=True),
        ErrorBars(at, low, high, series.colour),
        Points(places, means, series.colour, series.symbol, 5.0, hover=hover),
    )


def _make_legend(recorded: tuple[_Recorded, ...]) -> tuple[LegendEntry, ...]:
    """Return what the symbols are; a panel of one measure has it on its axis."""
    if len(recorded) == 1 and not recorded[0].series.is_before:
        return ()
    return tuple(
        LegendEntry(
            _(get_field("infusions", measure.series.field).title),
            measure.series.colour,
            measure.series.symbol,
        )
        for measure in recorded
    )


def _make_empty_panel() -> Panel:
    reason = _("No blood pressure, heart rate, oxygen saturation or sedation is recorded.")
    return Panel(Axis(0, 1), Axis(0, 1), title=_(TITLE), reason=reason)


def _write_caption(analysis: Analysis) -> str:
    everyone = [
        recorded.readings["patient_id"]
        for measured in _MEASURED
        for recorded in _find_recorded(analysis, measured.series)
    ]
    patients = int(pd.concat(everyone).nunique()) if everyone else 0
    return " ".join(
        filter(
            None,
            (
                _("Measured at each infusion of the acute course."),
                "" if are_many(patients) else _("Thin lines: patients."),
                _(
                    "Thick lines: mean with {interval}, of the patients measured at that infusion "
                    "(n). Drawn: {who}.",
                    interval=analysis.plan.name_interval(),
                    who=name_share(analysis, patients),
                ),
                describe_means_alone(patients),
            ),
        )
    )
