"""A table of one patient's infusions, with the deviations from the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketgui.domain.scales import CADSS_FORMS
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.monitoring import split_cadss
from ketgui.statistics.rows import BLANK, Cell, Count, Number, Text
from ketgui.text import _, joined, mark

_NOT_RECORDED = Unavailable(mark("–"))


@dataclass(frozen=True)
class _Column:
    """A column: its field, title, group heading and number of decimals."""

    key: str
    title: str
    group: str = ""
    decimals: int = 0


_COLUMNS = (
    _Column("date", mark("Date")),
    _Column("day", mark("Day")),
    _Column("weight_kg", mark("kg"), decimals=1),
    _Column("dose_mg_per_kg", mark("mg/kg"), decimals=2),
    _Column("dose_mg", mark("mg"), decimals=1),
    _Column("duration_minutes", mark("min")),
    _Column("rate_ml_per_h", mark("mL/h"), decimals=1),
    _Column("systolic_before", mark("Before"), mark("Systolic (mmHg)")),
    _Column("systolic_peak", mark("Highest"), mark("Systolic (mmHg)")),
    _Column("diastolic_before", mark("Before"), mark("Diastolic (mmHg)")),
    _Column("diastolic_peak", mark("Highest"), mark("Diastolic (mmHg)")),
    _Column("heart_rate_before", mark("Before"), mark("Heart rate (/min)")),
    _Column("heart_rate_peak", mark("Highest"), mark("Heart rate (/min)")),
    _Column("spo2_lowest", mark("Lowest SpO₂ (%)")),
    _Column("sedation_score", mark("Sedation"), decimals=1),
    *(_Column(scale.key, scale.title) for scale in CADSS_FORMS.values()),
    _Column("bprs_positive", mark("BPRS+")),
)


def build_infusion_table(analysis: Analysis, patient_id: str) -> DisplayTable:
    """Return a row for each infusion of a patient; a field that no patient has is left out."""
    infusions = split_cadss(analysis.study.infusions)
    # All patients have the same columns, so that the table does not jump between them.
    columns = [column for column in _COLUMNS if infusions[column.key].notna().any()]
    rows = infusions[infusions["patient_id"] == patient_id]
    deviations = _list_deviations(analysis, patient_id)
    cells = [
        (
            Count(int(row["number"])),
            *(_build_cell(column, row[column.key]) for column in columns),
            *((deviations.get(int(row["number"]), BLANK),) if deviations else ()),
        )
        for _place, row in rows.iterrows()
    ]
    headers = [_("Infusion"), *(_(column.title) for column in columns)]
    groups = (
        [HeaderGroup("", 1), *_build_header_groups(columns)]
        if any(c.group for c in columns)
        else []
    )
    if deviations:
        # Only where there are any: an empty column would take the width of numbers.
        headers.append(_("Deviations"))
        groups += [HeaderGroup("", 1)] if groups else []
    return DisplayTable.from_cells(
        "patient_infusions",
        _("Infusions of {patient}", patient=patient_id),
        headers,
        cells,
        groups=groups,
    )


def _build_cell(column: _Column, value: Any) -> Cell:
    if pd.isna(value):
        return _NOT_RECORDED
    if column.key == "date":
        return Text(f"{value:%Y-%m-%d}", from_file=True)
    return Number(float(value), column.decimals)


def _build_header_groups(columns: list[_Column]) -> list[HeaderGroup]:
    groups: list[HeaderGroup] = []
    for column in columns:
        heading = column.group
        title = _(heading) if heading else ""
        # Neighbours under the same heading share it.
        if title and groups and groups[-1].title == title:
            groups[-1] = HeaderGroup(title, groups[-1].columns + 1)
        else:
            groups.append(HeaderGroup(title, 1))
    return groups


def _list_deviations(analysis: Analysis, patient_id: str) -> dict[int, Cell]:
    """Return the deviations by number of the infusion; a missed infusion has no row."""
    titles: dict[int, list[str]] = {}
    for deviation in analysis[Deviations].deviations:
        if deviation.patient_id == patient_id and deviation.infusion_number is not None:
            titles.setdefault(deviation.infusion_number, []).append(_(deviation.title))
    return {number: Text(joined(names), from_file=True) for number, names in titles.items()}
