"""Words among the marks: direct labels that keep clear of each other, thresholds with names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Area, Bars, Errors, Lines, Panel, Points, Rule, Words
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import Floats, PlotBox

ACROSS = {"left": 0.0, "centre": 0.5, "right": 1.0}
# As they are; in two lines, the bracket beneath; smaller; both; small enough for five points.
_LOOKS = ((1.0, False), (1.0, True), (0.86, False), (0.86, True), (0.72, True))
_RULE_GAP = 2 * PX_PER_PT
_SAMPLES = np.linspace(0, 1, 17)
_MOST_PATHS = 500


@dataclass(frozen=True)
class Label:
    """A text and how it stands about its point: the parts of it left of and above the point."""

    text: str
    size: float
    colour: str
    bold: bool
    across: float
    down: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return lettering.width(self.text, self.size, self.bold)

    @property
    def height(self) -> float:
        """Height in pixels."""
        return lettering.height(self.text, self.size)

    def rect(self, at: QPointF) -> QRectF:
        """Return what it covers when it stands at a place."""
        left, top = at.x() - self.across * self.width, at.y() - self.down * self.height
        return QRectF(left, top, self.width, self.height)


def looks(words: Sequence[Words]) -> Iterator[tuple[Label, ...]]:
    """Return ever smaller ways to write the direct labels of a panel, all of them alike."""
    for scale, is_broken in _LOOKS if len(words) > 1 else _LOOKS[:1]:
        yield tuple(_label(mark, scale, is_broken) for mark in words)


def reach(mark: Words, label: Label) -> tuple[float, float, float]:
    """Return how far a label stands out of its point to the left, to the right and upwards."""
    dx, dy = mark.dx * PX_PER_PT, mark.dy * PX_PER_PT
    return (
        label.across * label.width - dx,
        (1 - label.across) * label.width + dx,
        label.down * label.height + dy,
    )


def place(mark: Words, to_page: Callable[[float, float], QPointF]) -> QPointF:
    """Return where a direct label's point is on the page."""
    return to_page(mark.x, mark.y) + QPointF(mark.dx, -mark.dy) * PX_PER_PT


def are_clear(rects: Sequence[QRectF]) -> bool:
    """Whether no two rectangles overlap."""
    return not any(a.intersects(b) for a, b in combinations(rects, 2))


def name_of_rule(
    rule: Rule, panel: Panel, box: PlotBox, plot: QRectF, taken: Sequence[QRectF]
) -> tuple[QPointF, Label]:
    """Return where along its rule a name covers least: at the end, else the start or beneath."""
    at = box.to_page(rule.at, rule.at)
    marks = _covered(panel, box)
    best: tuple[float, QPointF, Label] | None = None
    for across, down in ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)):
        label = Label(rule.label, theme.TEXT_SIZE, rule.colour, False, across, down)
        where = _beside(rule, at, plot, across, down)
        rect = label.rect(where)
        cost = _inside(rect, marks) + 50.0 * sum(rect.intersects(other) for other in taken)
        cost += 0.0 if plot.adjusted(-1, -1, 1, 1).contains(rect) else 10.0
        if best is None or cost < best[0]:
            best = (cost, where, label)
    assert best is not None
    return best[1], best[2]


def _label(mark: Words, scale: float, is_broken: bool) -> Label:
    text = mark.text.replace(" (", "\n(") if is_broken else mark.text
    down = 1.0 if mark.above else 0.5
    size = mark.size * scale
    return Label(text, size, mark.colour, mark.bold, ACROSS[mark.anchor], down)


def _beside(rule: Rule, at: QPointF, plot: QRectF, across: float, down: float) -> QPointF:
    """Return the point of a name: over or under a horizontal rule, top or foot of another."""
    if rule.horizontal:
        x = plot.right() - _RULE_GAP if across else plot.left() + _RULE_GAP
        return QPointF(x, at.y() - 1 if down else at.y() + 1)
    tall = lettering.line_height(theme.TEXT_SIZE)
    y = plot.top() + tall if down else plot.bottom() - tall - _RULE_GAP
    return QPointF(at.x() - _RULE_GAP if across else at.x() + _RULE_GAP, y)


def _covered(panel: Panel, box: PlotBox) -> Floats:
    """Return places of the page on which something is drawn, close enough to find it all."""
    found = [np.empty((0, 2))]
    for mark in panel.marks:
        if isinstance(mark, Points):
            found.append(box.places(mark.x, mark.y))
        elif isinstance(mark, Area) and mark.outline:
            found.append(box.places(*zip(*mark.outline, strict=True)))
        elif isinstance(mark, Lines):
            for path in mark.paths[:_MOST_PATHS]:
                corners = box.places(*zip(*path, strict=True)) if path else np.empty((0, 2))
                found += [_between(a, b) for a, b in pairwise(corners)]
        elif isinstance(mark, Errors):
            for where, low, high in zip(mark.at, mark.low, mark.high, strict=True):
                ends = ((low, high), (where, where))
                found.append(_between(*box.places(*(ends if mark.horizontal else ends[::-1]))))
        elif isinstance(mark, Bars):
            for x0, x1, y0, y1 in zip(mark.x0, mark.x1, mark.y0, mark.y1, strict=True):
                left, right = box.places((x0, x1), (y0, y1))
                found += [_between(left, right), _between((left[0], right[1]), (right[0], left[1]))]
    return np.concatenate(found)


def _between(start: Floats | tuple[float, float], end: Floats | tuple[float, float]) -> Floats:
    return np.asarray(start) + _SAMPLES[:, None] * (np.asarray(end) - np.asarray(start))


def _inside(rect: QRectF, places: Floats) -> float:
    x, y = places[:, 0], places[:, 1]
    near = _RULE_GAP
    across = (rect.left() - near < x) & (x < rect.right() + near)
    return float((across & (rect.top() - near < y) & (y < rect.bottom() + near)).sum())
