"""Text among the marks, direct labels that keep clear of each other, and names of thresholds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF

from ketgui.figures import theme
from ketgui.figures.spec import DirectLabel, Panel, Rule
from ketgui.rendering import lettering
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import compute_share
from ketgui.text import NO_BREAK_SPACE

ACROSS = {"left": 0.0, "centre": 0.5, "right": 1.0}
# Names of rules are this far (points) from the plot, and at most this wide (pixels).
_RULE_GAP = 2.0
_MARGIN_WIDTH = 46 * PX_PER_PT


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


def name_rules(panel: Panel, plot_height: float) -> list[tuple[DirectLabel, Label]]:
    """Return the names of the horizontal rules, in the right margin and clear of each other."""
    rules = [mark for mark in panel.marks if isinstance(mark, Rule) and mark.label]
    named: list[tuple[DirectLabel, Label]] = []
    least = 0.0
    for rule in sorted(rules, key=lambda rule: compute_share(panel.y, rule.at)):
        text = lettering.wrap(rule.label, theme.TEXT_SIZE, _MARGIN_WIDTH)
        label = Label(text, theme.TEXT_SIZE, rule.colour, False, 0.0, 0.5)
        middle = compute_share(panel.y, rule.at) * plot_height
        # A name that would touch the one beneath it is moved up.
        moved = max(middle, least + label.height / 2)
        least = moved + label.height / 2
        shift = (moved - middle) / PX_PER_PT
        mark = DirectLabel(panel.x.high, rule.at, text, rule.colour, dx=_RULE_GAP, dy=shift)
        named.append((mark, label))
    return named


def _make_label(mark: DirectLabel, breaks: Sequence[str]) -> Label:
    text = mark.text
    for space in breaks:
        text = text.replace(space, f"\n{space[1:]}")
    down = 1.0 if mark.above else 0.5
    return Label(text, mark.size, mark.colour, mark.bold, ACROSS[mark.anchor], down)
