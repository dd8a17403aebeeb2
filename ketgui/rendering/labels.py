"""Text among the marks: direct labels that keep clear of each other, and named thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Area, Bars, DirectLabel, ErrorBars, Lines, Mark, Panel, Points, Rule
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import Floats, PlotBox
from ketgui.text import NO_BREAK_SPACE

ACROSS = {"left": 0.0, "centre": 0.5, "right": 1.0}
_RULE_GAP = 2 * PX_PER_PT
# A mark nearer to a name than this seems to touch it.
_CLEARANCE = 4 * PX_PER_PT
# Where a name is tried: at the end of its rule, at the start, over it, under it; between the two.
_ENDS = ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0))
_ALONG = (*_ENDS, *((along, down) for down in (1.0, 0.0) for along in (0.75, 0.5, 0.25)))
# Where each straight piece of a line is sampled.
_SAMPLES = np.linspace(0, 1, 65)
# Lines beyond these hardly change which place is best, and each costs time.
_MOST_PATHS = 500


@dataclass(frozen=True)
class Label:
    """A text and its position about its point: the shares of it left of and above the point."""

    text: str
    size: float
    colour: str
    bold: bool
    across: float
    down: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return lettering.measure_width(self.text, self.size, self.bold)

    @property
    def height(self) -> float:
        """Height in pixels."""
        return lettering.measure_height(self.text, self.size)

    def rect(self, at: QPointF) -> QRectF:
        """Return what it covers if its point is here."""
        left, top = at.x() - self.across * self.width, at.y() - self.down * self.height
        return QRectF(left, top, self.width, self.height)


def list_layouts(marks: Sequence[DirectLabel]) -> Iterator[tuple[Label, ...]]:
    """Yield the ways to write the direct labels of a panel: in one line, in two, in more."""
    for breaks in ((), (" (",), (" (", f"{NO_BREAK_SPACE}%")):
        yield tuple(_make_label(mark, breaks) for mark in marks)


def measure_reach(mark: DirectLabel, label: Label) -> tuple[float, float, float]:
    """Return how far a label stands out of its point to the left, to the right and upwards."""
    dx, dy = mark.dx * PX_PER_PT, mark.dy * PX_PER_PT
    return (
        label.across * label.width - dx,
        (1 - label.across) * label.width + dx,
        label.down * label.height + dy,
    )


def find_place(mark: DirectLabel, to_page: Callable[[float, float], QPointF]) -> QPointF:
    """Return where a direct label's point is on the page."""
    return to_page(mark.x, mark.y) + QPointF(mark.dx, -mark.dy) * PX_PER_PT


def are_clear(rects: Sequence[QRectF]) -> bool:
    """Whether no two rectangles overlap."""
    return not any(a.intersects(b) for a, b in combinations(rects, 2))


def keep_clear(rects: Sequence[QRectF]) -> list[int]:
    """Return the indices of the rectangles that overlap no earlier one that is kept."""
    indices: list[int] = []
    for position, rect in enumerate(rects):
        if not any(rect.intersects(rects[other]) for other in indices):
            indices.append(position)
    return indices


def place_rule_name(
    rule: Rule, panel: Panel, box: PlotBox, plot: QRectF, occupied: Sequence[QRectF]
) -> tuple[QPointF, Label]:
    """Return where along its rule a name covers least: at the end if nothing is there."""
    at = box.to_page(rule.at, rule.at)
    covered = _find_covered(panel, box)
    best: tuple[float, QPointF, Label] | None = None
    for across, down in _ALONG if rule.horizontal else _ENDS:
        label = Label(rule.label, theme.TEXT_SIZE, rule.colour, False, across, down)
        where = _find_place_by_rule(rule, at, plot, across, down)
        rect = label.rect(where)
        # Covering another name (50) is worse than leaving
        # the plot (10), and that than ten marks (1 each).
        cost = _count_inside(rect, covered) + 50.0 * sum(
            rect.intersects(other) for other in occupied
        )
        cost += 0.0 if plot.adjusted(-1, -1, 1, 1).contains(rect) else 10.0
        # Of equal costs the first wins: the places are
        # listed in the order in which they are preferred.
        if best is None or cost < best[0]:
            best = (cost, where, label)
    assert best is not None
    return best[1], best[2]


def _make_label(mark: DirectLabel, breaks: Sequence[str]) -> Label:
    text = mark.text
    for space in breaks:
        text = text.replace(space, f"\n{space[1:]}")
    down = 1.0 if mark.above else 0.5
    return Label(text, mark.size, mark.colour, mark.bold, ACROSS[mark.anchor], down)


def _find_place_by_rule(
    rule: Rule, at: QPointF, plot: QRectF, across: float, down: float
) -> QPointF:
    """Return the point of a name: over or under a horizontal rule, at an end of a vertical one."""
    if rule.horizontal:
        x = plot.left() + _RULE_GAP + across * (plot.width() - 2 * _RULE_GAP)
        return QPointF(x, at.y() - 1 if down else at.y() + 1)
    tall = lettering.measure_line(theme.TEXT_SIZE)
    y = plot.top() + tall if down else plot.bottom() - tall - _RULE_GAP
    return QPointF(at.x() - _RULE_GAP if across else at.x() + _RULE_GAP, y)


def _find_covered(panel: Panel, box: PlotBox) -> Floats:
    """Return x, y and radius of points of the page, close to each other, where marks are drawn."""
    samples = [np.empty((0, 3))]
    for mark in panel.marks:
        reach = mark.size * PX_PER_PT / 2 if isinstance(mark, Points) else 0.0
        samples += [
            np.column_stack((places, np.full(len(places), reach)))
            for places in _sample_mark(mark, box)
        ]
    return np.concatenate(samples)


def _sample_mark(mark: Mark, box: PlotBox) -> Iterator[Floats]:
    if isinstance(mark, Points):
        yield box.map_points(mark.x, mark.y)
    elif isinstance(mark, Area) and mark.outline:
        yield from _sample_line(box.map_points(*zip(*mark.outline, strict=True)))
    elif isinstance(mark, Lines):
        for path in mark.paths[:_MOST_PATHS]:
            if path:
                yield from _sample_line(box.map_points(*zip(*path, strict=True)))
    elif isinstance(mark, ErrorBars):
        for where, low, high in zip(mark.at, mark.low, mark.high, strict=True):
            ends = ((low, high), (where, where))
            yield from _sample_line(box.map_points(*(ends if mark.horizontal else ends[::-1])))
    elif isinstance(mark, Bars):
        for x0, x1, y0, y1 in zip(mark.x0, mark.x1, mark.y0, mark.y1, strict=True):
            yield from _sample_line(box.map_points((x0, x1, x0, x1), (y0, y1, y1, y0)))


def _sample_line(corners: Floats) -> Iterator[Floats]:
    """Yield points along the line through these corners, segment by segment."""
    for start, end in pairwise(corners):
        yield start + _SAMPLES[:, None] * (end - start)


def _count_inside(rect: QRectF, samples: Floats) -> float:
    x, y, distance = samples[:, 0], samples[:, 1], samples[:, 2] + _CLEARANCE
    across = (rect.left() - distance < x) & (x < rect.right() + distance)
    return float((across & (rect.top() - distance < y) & (y < rect.bottom() + distance)).sum())
