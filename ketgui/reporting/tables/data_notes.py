"""What was done with the data before the analysis: corrections, exclusions, gaps, deviations."""

from __future__ import annotations

from collections.abc import Iterator

from ketgui.domain.cohort import Correction, CorrectionKind
from ketgui.domain.fields import TABLES, get_fields
from ketgui.reporting.tables.display_table import DisplayTable, format_cell
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.patients.missing import Missing
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.rows import Text
from ketgui.text import _, integer, mark, plural

_KINDS: dict[CorrectionKind, str] = {
    "corrected": mark("Value corrected"),
    "missing": mark("Value treated as missing"),
    "removed": mark("Row left out"),
}
_Line = tuple[str, str, str, str, str]


def build_data_notes(analysis: Analysis) -> DisplayTable:
    """Return a line for each note; none where nothing was changed, excluded, missing or deviated.

    Patients are not named: the notes are published with the report.
    """
    lines = (
        *_list_corrections(analysis),
        *_list_exclusions(analysis),
        *_list_missing(analysis),
        *_list_deviations(analysis),
    )
    return DisplayTable.from_cells(
        "data_notes",
        _("Data notes"),
        (_("Note"), _("Where"), _("Old or planned"), _("New or received"), _("Reason")),
        [[Text(text, from_file=True) for text in line] for line in lines],
    )


def _list_corrections(analysis: Analysis) -> Iterator[_Line]:
    for each in analysis.cohort.corrections:
        yield _(_KINDS[each.kind]), _name_column(each), each.old, each.new, each.reason


def _name_column(correction: Correction) -> str:
    """Return the title of a column of the cohort, or the header that the file gives it."""
    titles = {
        field.key: field.title
        for table in TABLES
        if table == correction.table
        for field in get_fields(table)
    }
    title = titles.get(correction.column)
    return _(title) if title else correction.column


def _list_exclusions(analysis: Analysis) -> Iterator[_Line]:
    for exclusion in analysis.cohort.excluded:
        yield _("Patient excluded"), "", "", "", exclusion.reason


def _list_missing(analysis: Analysis) -> Iterator[_Line]:
    missing, scale = analysis[Missing], analysis.plan.rating_scale.title
    for title, ids in (
        (_("Score before treatment missing"), missing.without_before),
        (_("Score after treatment missing"), missing.without_after),
    ):
        if ids:
            yield title, scale, "", plural("{n} patient", "{n} patients", len(ids)), ""


def _list_deviations(analysis: Analysis) -> Iterator[_Line]:
    deviations = analysis[Deviations]
    for deviation, row in zip(deviations.deviations, deviations.rows(), strict=True):
        _number, _kind, planned, received, _details = row.cells
        where = (
            ""
            if deviation.infusion_number is None
            else _("Infusion {n}", n=integer(deviation.infusion_number))
        )
        title = _("Deviation: {kind}", kind=_(deviation.title))
        yield title, where, format_cell(planned), format_cell(received), deviation.reason
