"""A figure on the page of a journal: its columns and its height follow from its width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ketgui.figures import theme
from ketgui.figures.spec import Axis, FigureSpec, Panel

PAGE_HEIGHT_MM = 240.0
# A narrower column has no room for the names of an axis and a plot beside them.
_LEAST_COLUMN_MM = 58.0
_MM_PER_PT = 25.4 / 72
_LINE = 1.15 * _MM_PER_PT
# Height (mm) of a line of text.
LINE_MM = _LINE * theme.TEXT_SIZE
# Space (mm) that is not plot or text: around all panels with the note at the foot, around each
# panel, around an axis, around a legend.
_PAGE_MM, _AROUND_MM, _AXIS_MM, _GAP_MM = 3.8, 5.9, 2.5, 1.1
_STRIP_MM = 12.0
_LETTER_MM, _SWATCH_MM = 4.5, 6.0
# Widths of letters in multiples of the font size: the widest of each class, so that an estimate
# never falls short. This room has no Qt to measure text with.
_NARROW, _WIDE = set(" \u00a0fijlrtI.,;:'|!()[]/-"), set("mwMWGOQ%@±≥≤<>=+")
_NARROW_WIDTH, _WIDTH, _CAPITAL_WIDTH, _WIDE_WIDTH = 0.34, 0.57, 0.73, 0.95
_BOLD = 1.1


@dataclass(frozen=True)
class _Room:
    """Space of a plot: the share of its panel left for names, and heights (mm).

    They are those of a numeric axis, and of a row beyond its label.
    """

    names: float
    scale_mm: float
    row_mm: float


# The painter's own shares for names (`rendering.ticks`): what it prefers, and what it accepts.
_AMPLE, _SCARCE = _Room(0.42, 28.0, 2.0), _Room(0.5, 20.0, 0.7)


def fit_to_width(
    spec: FigureSpec, width_mm: float, tallest_mm: float = PAGE_HEIGHT_MM
) -> FigureSpec:
    """Return a figure for a page of this width.

    It has fewer columns where each would be too narrow for its text. Panels of rows are as high as
    the lines of their labels; the others keep their shape, or are as high as their text needs in
    full size, as long as the page is high enough.

    Examples
    --------
    >>> spec = FigureSpec("f", "", (Panel(Axis(0, 1), Axis(0, 1)),) * 4, columns=2)
    >>> fit_to_width(spec, 180).columns, fit_to_width(spec, 90).columns
    (2, 1)
    """
    spec = replace(spec, width_mm=width_mm)
    # A figure that is to come out larger is laid out on a smaller page, which is then enlarged.
    width, tallest = width_mm / spec.scale, tallest_mm / spec.scale - _PAGE_MM
    columns = max(1, min(spec.columns, int(width / _LEAST_COLUMN_MM)))
    by_shape = _compute_row_heights(spec, columns, width)
    # A figure that just fills the page was made to: its rows have been shared out already.
    if columns == spec.columns and math.isclose(sum(by_shape), tallest):
        return spec
    ample = _compute_needed_heights(spec, columns, width, _AMPLE)
    heights = [
        need if all(map(_is_of_fixed_height, panels)) else max(shape, need)
        for shape, need, panels in zip(by_shape, ample, _list_rows(spec, columns), strict=True)
    ]
    heights = _lower_rows(heights, _compute_needed_heights(spec, columns, width, _SCARCE), tallest)
    shares = () if len(set(heights)) == 1 else tuple(height / sum(heights) for height in heights)
    ratio = (sum(heights) + _PAGE_MM) / width
    return replace(spec, columns=columns, height_ratio=ratio, row_shares=shares)


def _list_rows(spec: FigureSpec, columns: int) -> list[tuple[Panel, ...]]:
    return [spec.panels[at : at + columns] for at in range(0, len(spec.panels), columns)]


def _is_of_fixed_height(panel: Panel) -> bool:
    """Tell whether a panel's height follows from what is in it, and not from the figure's shape."""
    return not panel.reason and (panel.y.rows or panel.height_mm > 0)


def compute_height_mm(spec: FigureSpec, width_mm: float) -> float:
    """Return the height of a figure of this width and its own columns at which its text fits."""
    return sum(_compute_needed_heights(spec, spec.columns, width_mm, _SCARCE)) + _PAGE_MM


def _compute_row_heights(spec: FigureSpec, columns: int, width: float) -> list[float]:
    """Return the height of each row of panels where they keep their shape."""
    before = math.ceil(len(spec.panels) / spec.columns)
    # The height of a page on which the original number of columns would each be as wide as these.
    height = spec.height_ratio * width * spec.columns / columns - _PAGE_MM
    if columns == spec.columns:
        return [height * share for share in spec.row_shares or (1 / before,) * before]
    return [height / before] * math.ceil(len(spec.panels) / columns)


def _compute_needed_heights(
    spec: FigureSpec, columns: int, width: float, room: _Room
) -> list[float]:
    """Return the height that each row needs for the text of its panels."""
    # A row is as high as its panel with the most text.
    return [
        max(_compute_needed_mm(panel, width / columns, room) for panel in panels)
        for panels in _list_rows(spec, columns)
    ]


def _lower_rows(heights: list[float], least: list[float], tallest: float) -> list[float]:
    """Return rows lowered to fit: they first give up what their text does not need."""
    over = sum(heights) - tallest
    if over <= 0:
        return heights
    spare = [max(0.0, height - need) for height, need in zip(heights, least, strict=True)]
    # Even the least is too much: all rows shrink alike, and the painter shortens names.
    if sum(spare) <= over:
        return [need * tallest / sum(least) for need in least]
    return [height - over * room / sum(spare) for height, room in zip(heights, spare, strict=True)]


def _compute_needed_mm(panel: Panel, width: float, room: _Room) -> float:
    """Return the height at which a panel of this width has room for all of its text."""
    beside = width - _LETTER_MM
    head = _compute_words_mm(panel.heading, beside, theme.TITLE_SIZE, bold=True)
    head += _compute_words_mm(panel.subtitle, beside) + _compute_legend_mm(panel, beside)
    head = max(head, theme.LETTER_SIZE * _LINE if panel.letter else 0.0) + _AROUND_MM
    if panel.reason:
        return head + _STRIP_MM
    if panel.height_mm:
        return head + panel.height_mm
    beneath = _compute_beneath_mm(panel.x, width * (1 - room.names))
    if panel.y.rows and panel.y.ticks:
        return head + beneath + _compute_rows_mm(panel.y, width * room.names, room.row_mm)
    return head + beneath + _compute_plot_mm(panel.y, width * room.names, room.scale_mm)


def estimate_width_mm(text: str, size: float = theme.TEXT_SIZE, *, bold: bool = False) -> float:
    """Return a width that this text, in one line, does not exceed."""
    em = sum(
        _NARROW_WIDTH if letter in _NARROW
        else _WIDE_WIDTH if letter in _WIDE
        else _CAPITAL_WIDTH if letter.isupper()
        else _WIDTH
        for letter in text
    )  # fmt: skip
    return em * size * _MM_PER_PT * (_BOLD if bold else 1.0)


def wrap_text(text: str, room_mm: float) -> list[str]:
    """Return the lines of a text, broken between words so that none is wider.

    A word that is too wide by itself is broken too.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and estimate_width_mm(longer) > room_mm:
            lines.append(word)
        else:
            lines[-1] = longer
        while (most := _count_fitting(lines[-1], room_mm)) < len(lines[-1]):
            lines[-1:] = [lines[-1][:most], lines[-1][most:]]
    return lines


def _count_fitting(text: str, room_mm: float) -> int:
    """Return how many of the first letters fit into a line, one at least."""
    widths = accumulate(estimate_width_mm(letter) for letter in text)
    return max(1, sum(width <= room_mm for width in widths))


def _count_lines(
    text: str, room: float, size: float = theme.TEXT_SIZE, *, bold: bool = False
) -> int:
    """Return the number of lines in which a text is written in this width."""
    count = 0
    for line in text.split("\n") if text else ():
        count, used = count + 1, 0.0
        for word in line.split(" "):
            wide = estimate_width_mm(f" {word}" if used else word, size, bold=bold)
            if used and used + wide > room:
                count, used, wide = count + 1, 0.0, estimate_width_mm(word, size, bold=bold)
            # A word wider than the line is broken, and takes as many further lines as it fills.
            count += max(0, math.ceil(wide / room) - 1)
            used = (used + wide) % room if wide > room else used + wide
    return count


def _compute_words_mm(
    text: str, room: float, size: float = theme.TEXT_SIZE, *, bold: bool = False
) -> float:
    return _count_lines(text, room, size, bold=bold) * size * _LINE


def _compute_legend_mm(panel: Panel, room: float) -> float:
    """Return the height of a legend, as many entries in a row as there is room for."""
    if not panel.legend:
        return 0.0
    rows, used = 0, math.inf
    for entry in panel.legend:
        wide = estimate_width_mm(entry.text) + _SWATCH_MM
        rows, used = (rows + 1, wide) if used + wide > room else (rows, used + wide)
        rows += max(0, math.ceil(wide / room) - 1)
    return rows * theme.TEXT_SIZE * _LINE + _GAP_MM


def _compute_beneath_mm(axis: Axis, width: float) -> float:
    """Return what the ticks' labels and the title of an axis this wide need beneath a plot."""
    if not axis.visible:
        return 0.0
    # Numbers that the painter will choose need one line, whatever they are.
    ticks = axis.ticks if axis.ticks is not None else ((axis.low, "0"),)
    each = width / max(1, len(ticks))
    # Names wrap to their share of the axis. Numbers never wrap: the painter leaves some out.
    heights = (_compute_words_mm(text, each if _is_named(text) else width) for _at, text in ticks)
    return max(heights, default=0.0) + _compute_words_mm(axis.label, width) + _AXIS_MM


def _compute_rows_mm(axis: Axis, names: float, beside: float) -> float:
    """Return the height of rows that are as high as their labels, with some room beside each."""
    ticks = axis.ticks or ()
    heights = (
        max(theme.TEXT_SIZE * _LINE, _compute_words_mm(text, names, bold=at in axis.headings))
        for at, text in ticks
    )
    # What the axis has beyond its rows is in proportion to them.
    beyond = (axis.high - axis.low) / max(1, len(ticks))
    return max(_STRIP_MM, sum(heights) + beside * len(ticks) * beyond)


def _compute_plot_mm(axis: Axis, names: float, scale: float) -> float:
    """Return the height at which the labels at the left of a plot are clear of each other."""
    if not axis.visible:
        return _STRIP_MM
    named = [(at, text) for at, text in axis.ticks or () if text]
    if not _is_named(*(text for _at, text in named)):
        return scale
    heights = sorted((at, _compute_words_mm(text, names)) for at, text in named)
    return max([_STRIP_MM, *_find_stretches(heights, axis.high - axis.low)])


def _find_stretches(heights: list[tuple[float, float]], span: float) -> Iterable[float]:
    """Yield the plot height at which two neighbouring labels just touch, for each pair."""
    # Labels reach half their height from their tick, which
    # lies (high − low) / span of the plot apart.
    for (low, below), (high, above) in pairwise(heights):
        if high > low:
            yield (below + above) / 2 * span / (high - low)


def _is_named(*labels: str) -> bool:
    """Tell whether labels hold letters: names wrap, numbers do not."""
    return any(letter.isalpha() for label in labels for letter in label)
