"""Figure: the flow of patients, from the files to the analysis, as CONSORT draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.page import LINE_MM, wrap_text
from ketgui.figures.spec import Axis, Bars, DataTable, DirectLabel, FigureSpec, Lines, Mark, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.patients.flow import Flow
from ketgui.text import NO_BREAK_SPACE, _, integer, mark

KEY, TITLE = "patient_flow", mark("Flow of patients")
_MOST_REASONS = 6
_MOST_LETTERS = 60
# Heights are in lines of text, widths in percent of the figure's: the axes have these ranges.
_PADDING = 1.0
_GAP = 2.2
_MAIN, _SIDE = (1.0, 47.0), (54.0, 99.0)
_MIDDLE = (_MAIN[0] + _MAIN[1]) / 2
# Width (mm) in which the text of a box is wrapped, in the narrowest figure of 90 mm.
_ROOM_MM = 35.0
_INDENT = NO_BREAK_SPACE * 3


_Count = tuple[str, int]


@dataclass(frozen=True)
class _Box:
    """What a box in the main column counts, and what is counted beside the way to the next.

    The first count of each is its title, the others are under it.
    """

    counts: tuple[_Count, ...]
    beside: tuple[_Count, ...] = ()


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    boxes = _make_boxes(analysis[Flow])
    marks, bottom = _draw_boxes(boxes)
    counts = [count for box in boxes for count in (*box.counts, *box.beside)]
    panel = Panel(
        Axis(0.0, 100.0, "", (), visible=False),
        Axis(bottom, 0.3, "", (), visible=False),
        tuple(marks),
        title=_(TITLE),
        table=partial(_tabulate, counts),
        height_mm=(0.3 - bottom) * LINE_MM,
    )
    spec = FigureSpec.of(
        KEY,
        _(TITLE),
        (panel,),
        caption=_("Patients in the files, those left out with the reason, and those analysed."),
        invented=analysis.cohort.invented,
    )
    summary = f"{_(TITLE)}. {'; '.join(_format_count(count) for count in counts)}"
    return replace(spec, summary=summary)


FIGURE = Figure(KEY, TITLE, build)


def _tabulate(counts: Sequence[_Count]) -> DataTable:
    rows = tuple((text, integer(n)) for text, n in counts)
    return DataTable((_("Step"), _("Patients")), rows, numeric=(False, True))


def _make_boxes(flow: Flow) -> tuple[_Box, ...]:
    infused = flow.infused
    infused_count = () if isinstance(infused, Unavailable) else ((_("Infused"), infused),)
    around_tms = tuple((_(title), n) for title, n in flow.tms if n and isinstance(n, int))
    return (
        _Box(((_("In the files"), flow.in_files),), _count_excluded(flow)),
        _Box(((_("Enrolled"), flow.enrolled), *around_tms, *infused_count), _count_lost(flow)),
        _Box(((_("Analysed"), flow.analysed),)),
    )


def _count_lost(flow: Flow) -> tuple[_Count, ...]:
    """Return the enrolled who are not analysed, and what each of them lacks."""
    if flow.analysed == flow.enrolled:
        return ()
    lacking = (
        (_("No rating before"), flow.enrolled - flow.rated_before),
        (_("No rating after"), flow.enrolled - flow.rated_after),
    )
    return (
        (_("Not analysed"), flow.enrolled - flow.analysed),
        *((text, n) for text, n in lacking if n),
    )


def _count_excluded(flow: Flow) -> tuple[_Count, ...]:
    if not flow.excluded:
        return ()
    listed, more = flow.excluded[:_MOST_REASONS], flow.excluded[_MOST_REASONS:]
    further = ((_("other reasons"), sum(n for _reason, n in more)),) if more else ()
    reasons = ((_shorten(reason), n) for reason, n in listed)
    return ((_("Excluded"), flow.in_files - flow.enrolled), *reasons, *further)


def _format_count(count: _Count) -> str:
    return _("{what} (n = {n})", what=count[0], n=integer(count[1]))


def _shorten(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1].rstrip()}…"


def _draw_boxes(boxes: Sequence[_Box]) -> tuple[list[Mark], float]:
    """Draw the boxes from the top down; return the marks and where they end."""
    marks: list[Mark] = []
    top = 0.0
    for index, box in enumerate(boxes):
        lines = _write_lines(box.counts)
        bottom = top - _measure_box(lines)
        marks += _draw_box(lines, _MAIN, top, centred=len(box.counts) == 1)
        if index < len(boxes) - 1:
            beside = _write_lines(box.beside)
            room = max(_GAP, _measure_box(beside) + _PADDING)
            marks.append(_draw_arrow((_MIDDLE, bottom), (_MIDDLE, bottom - room)))
            if beside:
                # The box beside hangs from the middle of the
                # arrow between two boxes of the main column.
                across = bottom - room / 2
                marks.append(_draw_arrow((_MIDDLE, across), (_SIDE[0], across)))
                marks += _draw_box(beside, _SIDE, across + _measure_box(beside) / 2)
            bottom -= room
        top = bottom
    return marks, top - 0.3


def _write_lines(counts: Sequence[_Count]) -> list[str]:
    """Return the lines of a box: its title, and what it consists of under it, indented."""
    lines: list[str] = []
    for index, count in enumerate(counts):
        # The number stays with its "n =".
        what, _n, rest = _format_count(count).rpartition(" (n")
        text = f"{what} {f'(n{rest}'.replace(' ', NO_BREAK_SPACE)}"
        indent = _INDENT if index else ""
        lines += [f"{indent}{line}" for line in wrap_text(text, _ROOM_MM - 3.0 * bool(indent))]
    return lines


def _measure_box(lines: Sequence[str]) -> float:
    return len(lines) + _PADDING if lines else 0.0


def _draw_box(
    lines: Sequence[str], sides: tuple[float, float], top: float, *, centred: bool = False
) -> list[Mark]:
    left, right = sides
    frame = Bars((left,), (right,), (top - _measure_box(lines),), (top,), theme.PAPER,
                 outline=theme.INK, hover=("\n".join(line.strip() for line in lines),))  # fmt: skip
    first = top - _PADDING / 2 - 0.5
    at, anchor = ((left + right) / 2, "centre") if centred else (left + 2.0, "left")
    texts = (
        DirectLabel(at, first - index, line, anchor=anchor, bold=index == 0)
        for index, line in enumerate(lines)
    )
    return [frame, *texts]


def _draw_arrow(start: tuple[float, float], end: tuple[float, float]) -> Lines:
    return Lines(((start, end),), theme.INK, 0.8, arrow=True)
