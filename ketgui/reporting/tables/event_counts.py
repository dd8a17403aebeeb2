"""Counts of adverse events as a table whose headings name their denominators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.tables.display_table import DisplayTable, HeaderGroup, format_cell
from ketgui.reporting.tables.suppression import DASH, SMALLEST_SHOWN, suppress_counts
from ketgui.statistics.events.counting import INTERVAL, RATE_INTERVAL
from ketgui.statistics.events.table import EventColumn, EventRow, EventTable
from ketgui.statistics.rows import Cell
from ketgui.text import _, integer, joined, plural_start


def build_event_count_table(
    table: EventTable,
    plan: AnalysisPlan,
    suppress: bool = False,
    group: str = "",
    filters: str = "",
) -> DisplayTable:
    """Return the table of a view of the events, with notes on how they are counted.

    Parameters
    ----------
    plan : AnalysisPlan
        The plan of the counts, for the notes.
    suppress : bool
        Whether to hide counts from 1 to 4, and the counts that would reveal them.
    group : str
        Title of the grouping in a view by group, translated.
    filters : str
        The active filters, translated; empty if all events are counted.
    """
    lines = suppress_counts(table) if suppress else [line.cells for line in table.lines]
    labels = [line.label for line in table.lines]
    cells = [
        (label, *_collapse_shared_reason(line)) for label, line in zip(labels, lines, strict=True)
    ]
    notes = [_("Only these events are counted: {which}.", which=filters)] if filters else []
    notes += [_describe_reason(line) for line in table.lines]
    if table.lines:
        notes += _describe_counting(table, plan)
    notes += _describe_population(table)
    if suppress:
        notes.append(
            _("Counts from 1 to {most} are hidden, and so (–) are those from which they could "
              "be worked out.",
              most=SMALLEST_SHOWN - 1)
        )  # fmt: skip
    # The column of labels has no title of its own, and every reader looks for N.
    headers = (_("N = {n}", n=integer(table.n)), *(_(column.header) for column in table.columns))
    indents = [line.indent for line in table.lines]
    return DisplayTable.from_cells(
        table.key,
        _format_title(table, group),
        headers,
        cells,
        groups=_build_header_groups(table.columns),
        indents=indents,
        n=table.n,
        note=" ".join(filter(None, notes)),
    )


def _describe_counting(table: EventTable, plan: AnalysisPlan) -> Iterator[str]:
    """Yield the notes on denominators, on counting a patient once, and on intervals."""
    yield (
        _("N: all enrolled patients.")
        if plan.events.denominator == "enrolled"
        else _("N: all patients with a recorded infusion.")
    )
    # Everywhere else the denominator is the one in the heading.
    if table.view.by == "infusion":
        yield _("Percentages at an infusion are of the patients who received it.")
    yield (
        _("Each patient counts once per line, at the highest level; events are counted separately.")
        if table.view.by in ("severity", "relatedness")
        else _("Each patient counts once per line; events are counted separately.")
    )
    headers = {column.header for column in table.columns}
    if INTERVAL in headers:
        yield _("Intervals: {name} ({method}).", name=plan.name_interval(),
                method=plan.name_method())  # fmt: skip
    if RATE_INTERVAL in headers:
        yield _(
            "Rates have exact Poisson intervals, which assume independent events; the interval by "
            "patient allows for repeated events and needs at least ten patients."
        )
        yield from _describe_events_without_infusion(table)
    if plan.events.severity_scale == "ctcae" and table.view.by in ("summary", "severity"):
        yield _describe_grading(plan)


def _describe_events_without_infusion(table: EventTable) -> Iterator[str]:
    """Yield the note on events in the rates whose patients have no recorded infusion."""
    if table.without_infusion:
        yield plural_start(
            "{n} event of a patient without a recorded infusion is in the rates.",
            "{n} events of patients without a recorded infusion are in the rates.",
            table.without_infusion,
        )


def _describe_grading(plan: AnalysisPlan) -> str:
    if version := plan.events.severity_version:
        return _("Grades are of the CTCAE, version {version}.", version=version)
    return _("Grades are of the CTCAE.")


def _describe_population(table: EventTable) -> Iterator[str]:
    """Yield the notes on patients not asked, events not counted and suggested classes."""
    if table.not_asked:
        yield plural_start(
            "{n} patient was not asked about adverse events.",
            "{n} patients were not asked about adverse events.",
            table.not_asked,
        )
    if table.left_out:
        yield plural_start(
            "{n} event of a patient who is not counted was left out.",
            "{n} events of patients who are not counted were left out.",
            table.left_out,
        )
    if table.suggested:
        terms = joined([_(term) for term in table.suggested])
        yield _(
            "The file gives no class for {terms}; the class shown is a suggestion.", terms=terms
        )


def _format_title(table: EventTable, group: str) -> str:
    view = _(table.title)
    title = _("Adverse events, {view}", view=view[:1].lower() + view[1:])
    return f"{title} ({group.lower()})" if group else title


def _collapse_shared_reason(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return dashes for a line whose cells share one reason, which the note gives instead."""
    return (DASH,) * len(cells) if _find_shared_reason(cells) else cells


def _find_shared_reason(cells: tuple[Cell, ...]) -> str:
    reasons = {cell.reason if isinstance(cell, Unavailable) else "" for cell in cells}
    return reasons.pop() if len(reasons) == 1 else ""


def _describe_reason(line: EventRow) -> str:
    reason = _find_shared_reason(line.cells)
    if not reason:
        return ""
    return _("{label}: {reason}.", label=format_cell(line.label), reason=_(reason))


def _build_header_groups(columns: tuple[EventColumn, ...]) -> tuple[HeaderGroup, ...]:
    if not any(column.heading for column in columns):
        return ()
    groups = [HeaderGroup("", 1)]
    for (heading, from_file, n), same_heading in groupby(columns, _get_heading):
        text = heading if from_file or not heading else _(heading)
        # Groups of patients have denominators of their own, which their headings name.
        title = text if n is None else _("{title} (N = {n})", title=text, n=integer(n))
        groups.append(HeaderGroup(title, len(list(same_heading))))
    return tuple(groups)


def _get_heading(column: EventColumn) -> tuple[str, bool, int | None]:
    return column.heading, column.from_file, column.n
