"""Figure: the flow of patients, from the files to the analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.spec import Axis, Bars, DirectLabel, FigureSpec, Lines, Mark, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.patients.flow import Flow
from ketgui.text import NO_BREAK_SPACE, _, integer, mark

KEY, TITLE = "patient_flow", mark("Flow of patients")
_MOST_REASONS = 6
# Letters that fit into a box beside the main column, in a figure of one journal column.
_MOST_LETTERS = 28
# Heights are in lines of text, widths in percent of the figure's: the axes have these ranges.
_PADDING = 0.9
_GAP = 1.4
_MIDDLE, _MAIN_LEFT, _MAIN_RIGHT = 22.0, 0.5, 43.5
_SIDE_LEFT, _SIDE_RIGHT = 50.0, 99.5
# Lines of 7 points and what stands around the panel, in a figure 90 mm wide.
_LINE_RATIO, _AROUND_RATIO = 0.04, 0.16


_Count = tuple[str, int]


@dataclass(frozen=True)
class _Box:
    """What a box in the main column counts, and what is counted beside the way to the next."""

    counts: tuple[_Count, ...]
    beside: tuple[_Count, ...] = ()


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    boxes = _make_boxes(analysis[Flow])
    marks, bottom = _draw_boxes(boxes)
    panel = Panel(
        Axis(0.0, 100.0, "", (), visible=False),
        Axis(bottom, 0.5, "", (), visible=False),
        tuple(marks),
        title=_(TITLE),
    )
    counts = [count for box in boxes for count in (*box.counts, *box.beside)]
    return FigureSpec(
        KEY,
        _(TITLE),
        (panel,),
        caption=_("Patients in the files, those left out with the reason, and those analysed."),
        summary=f"{_(TITLE)}. {'; '.join(_format_count(count) for count in counts)}",
        # The boxes end at `bottom` lines below 0, so it is negative.
        height_ratio=_AROUND_RATIO - bottom * _LINE_RATIO,
        headers=(_("Step"), _("Patients")),
        rows=tuple((text, integer(n)) for text, n in counts),
        note=_("Invented example, not patient data") if analysis.cohort.invented else "",
    )


FIGURE = Figure(KEY, TITLE, build)


def _make_boxes(flow: Flow) -> tuple[_Box, ...]:
    infused = flow.infused
    infused_count = () if isinstance(infused, Unavailable) else ((_("Infused"), infused),)
    around_tms = tuple((_(title), n) for title, n in flow.tms if n and isinstance(n, int))
    lost = (
        (_("No rating before"), flow.enrolled - flow.rated_before),
        (_("No rating after"), flow.enrolled - flow.rated_after),
    )
    return (
        _Box(((_("In the files"), flow.in_files),), _count_excluded(flow)),
        _Box(
            ((_("Enrolled"), flow.enrolled), *around_tms, *infused_count),
            tuple((text, n) for text, n in lost if n),
        ),
        _Box(((_("Analysed"), flow.analysed),)),
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
        bottom = top - _measure_box(box.counts)
        marks += _draw_box(box.counts, _MAIN_LEFT, _MAIN_RIGHT, top)
        if index < len(boxes) - 1:
            room = max(_GAP, _measure_box(box.beside) + _PADDING)
            marks.append(_draw_line((_MIDDLE, bottom), (_MIDDLE, bottom - room)))
            if box.beside:
                # The box beside hangs from the middle of the
                # line between two boxes of the main column.
                across = bottom - room / 2
                marks.append(_draw_line((_MIDDLE, across), (_SIDE_LEFT, across)))
                side = across + _measure_box(box.beside) / 2
                marks += _draw_box(box.beside, _SIDE_LEFT, _SIDE_RIGHT, side)
            bottom -= room
        top = bottom
    return marks, top - 0.5


def _measure_box(counts: Sequence[_Count]) -> float:
    return len(counts) + _PADDING if counts else 0.0


def _draw_box(counts: Sequence[_Count], left: float, right: float, top: float) -> list[Mark]:
    # A count may not wrap: it has one line in the box's height.
    lines = [_format_count(count).replace(" ", NO_BREAK_SPACE) for count in counts]
    frame = Bars((left,), (right,), (top - _measure_box(counts),), (top,), theme.PAPER,
                 outline=theme.INK, hover=("\n".join(lines),))  # fmt: skip
    first = top - _PADDING / 2 - 0.5
    texts = (DirectLabel(left + 2.0, first - index, line) for index, line in enumerate(lines))
    return [frame, *texts]


def _draw_line(start: tuple[float, float], end: tuple[float, float]) -> Lines:
    return Lines(((start, end),), theme.INK, 0.8)
