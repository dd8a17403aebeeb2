"""The position of everything in a figure, in pixels of a 96 dpi page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from PySide6.QtCore import QRectF

from ketgui.figures import theme
from ketgui.figures.spec import DirectLabel, FigureSpec, LegendEntry, Panel
from ketgui.rendering import labels, lettering, ticks
from ketgui.rendering.labels import Label
from ketgui.rendering.lettering import PX_PER_PT
from ketgui.rendering.plotbox import PlotBox, compute_share
from ketgui.rendering.ticks import Ticks

MARGIN = 6.0
GUTTER = 14.0
GAP = 3 * PX_PER_PT
TICK = 2.5 * PX_PER_PT
SWATCH = 8 * PX_PER_PT
_LEAST_PLOT = 0.2


@dataclass(frozen=True)
class PanelGeometry:
    """The positions of one panel's parts.

    Attributes
    ----------
    panel : Panel
        The panel, its rows as high as their labels need.
    outer, plot : QRectF
        The panel with its text; the rectangle between the axes.
    title, subtitle, x_label, y_label : str
        Wrapped to the available width.
    legend : tuple of (QRectF, LegendEntry)
    x_ticks, y_ticks : Ticks
    direct_labels : tuple of (DirectLabel, Label)
        The direct labels and the names of rules, broken into lines so that they fit.
    """

    panel: Panel
    outer: QRectF
    plot: QRectF
    title: str
    subtitle: str
    x_label: str
    y_label: str
    legend: tuple[tuple[QRectF, LegendEntry], ...]
    x_ticks: Ticks
    y_ticks: Ticks
    direct_labels: tuple[tuple[DirectLabel, Label], ...]


def place_panels(spec: FigureSpec, width: float, height: float) -> tuple[PanelGeometry, ...]:
    """Place every panel on a page of this size."""
    foot = lettering.measure_line(theme.TEXT_SIZE) + GAP if spec.note else 0.0
    rows = max(1, math.ceil(len(spec.panels) / spec.columns))
    # Each panel ends in a gutter; that of the last one lies outside the margin, hence the addition.
    across = (width - 2 * MARGIN + GUTTER) / spec.columns
    room = height - 2 * MARGIN - foot + GUTTER
    heights = [room * share for share in spec.row_shares or (1 / rows,) * rows]
    tops = list(accumulate(heights, initial=MARGIN))
    return tuple(
        _make_panel(
            panel,
            QRectF(
                MARGIN + (index % spec.columns) * across,
                tops[index // spec.columns],
                across - GUTTER,
                heights[index // spec.columns] - GUTTER,
            ),
        )
        for index, panel in enumerate(spec.panels)
    )


def measure_letter(panel: Panel) -> float:
    """Return how far the title begins from the panel's left edge."""
    return lettering.measure_width("M", theme.LETTER_SIZE, bold=True) + GAP if panel.letter else 0.0


def _make_panel(panel: Panel, outer: QRectF) -> PanelGeometry:
    room = outer.width() - measure_letter(panel)
    title = lettering.wrap(panel.heading, theme.TITLE_SIZE, room, bold=True)
    subtitle = lettering.wrap(panel.subtitle, theme.TEXT_SIZE, room)
    top = outer.top() + lettering.measure_height(title, theme.TITLE_SIZE)
    top += lettering.measure_height(subtitle, theme.TEXT_SIZE) + GAP
    # Beside the letter, which stands alone in the corner where there is no title.
    legend, top = _place_legend(panel.legend, outer.right() - room, top, room)
    if panel.letter:
        top = max(top, outer.top() + lettering.measure_line(theme.LETTER_SIZE) + GAP)
    head = (title, subtitle, legend)
    candidates = _list_candidates(panel, outer, top + GAP, head)
    # From the longest lines to the shortest: the first layout is taken in which no label covers
    # another one or the axis.
    for geometry in candidates:
        rects = _list_word_rects(geometry)
        if labels.are_clear([*rects, *_list_axis_rects(panel, geometry)]):
            return geometry
    # No layout is clear. Of the last one, keep the labels that fit; hiding some is better than
    # printing one over another.
    return replace(
        geometry,
        direct_labels=tuple(geometry.direct_labels[index] for index in labels.keep_clear(rects)),
    )


def _list_candidates(
    panel: Panel,
    outer: QRectF,
    top: float,
    head: tuple[str, str, tuple[tuple[QRectF, LegendEntry], ...]],
) -> Iterator[PanelGeometry]:
    """Yield the panel with its direct labels in one line, then in more."""
    marks = tuple(mark for mark in panel.marks if isinstance(mark, DirectLabel))
    for layout in labels.list_layouts(marks):
        fitted = panel
        # Depth of the left axis and height of the plot depend on each other (labels wrap to both),
        # so two passes are made: the second settles them.
        plot = QRectF(outer.left(), top, outer.width() * 0.7, (outer.bottom() - top) * 0.85)
        for _pass in range(2):
            axis, y_ticks = ticks.fit_left_axis(panel.y, outer.width(), plot.height())
            fitted = replace(panel, y=axis)
            named = labels.name_rules(fitted, plot.height())
            labelled = (*zip(marks, layout, strict=True), *named)
            y_label = lettering.wrap(panel.y.label, theme.TEXT_SIZE, plot.height())
            left = outer.left() + _measure_depth(
                panel.y.visible, y_label, y_ticks.width(axis.headings)
            )
            left, right = _find_sides(
                panel, outer, left, labelled, ticks.fit_bottom_ticks(panel.x, plot.width())
            )
            x_ticks = ticks.fit_bottom_ticks(panel.x, right - left)
            x_label = lettering.wrap(panel.x.label, theme.TEXT_SIZE, outer.right() - left)
            bottom = outer.bottom() - _measure_depth(panel.x.visible, x_label, x_ticks.height())
            tall = _find_height(fitted, bottom - top, labelled)
            plot = QRectF(left, bottom - tall, right - left, tall)
        # The plot's height is final only now, and with it what each row gets of it.
        axis, y_ticks = ticks.fit_left_axis(panel.y, outer.width(), plot.height())
        fitted = replace(panel, y=axis)
        labelled = (*zip(marks, layout, strict=True), *labels.name_rules(fitted, plot.height()))
        yield PanelGeometry(
            fitted, outer, plot, *head[:2], x_label, y_label, head[2], x_ticks, y_ticks, labelled
        )


def _list_word_rects(geometry: PanelGeometry) -> list[QRectF]:
    box = PlotBox(geometry.panel, geometry.plot)
    placed = geometry.direct_labels
    return [label.rect(labels.find_place(mark, box.to_page)) for mark, label in placed]


def _list_axis_rects(panel: Panel, geometry: PanelGeometry) -> list[QRectF]:
    """Return where the left axis is, if it is drawn: no label stands on it."""
    plot = geometry.plot
    return [QRectF(plot.left() - 1, plot.top(), 1, plot.height())] if panel.y.visible else []


def _measure_depth(is_visible: bool, label: str, widest: float) -> float:
    """Return what an axis' ticks, their labels and its title need beside the plot."""
    if not is_visible:
        return 0.0
    label_room = lettering.measure_height(label, theme.TEXT_SIZE) + GAP / 2 if label else 0.0
    return label_room + widest + TICK + GAP / 2


def _find_sides(
    panel: Panel,
    outer: QRectF,
    left: float,
    labelled: tuple[tuple[DirectLabel, Label], ...],
    x_ticks: Ticks,
) -> tuple[float, float]:
    """Return left and right of the plot, such that labels at its ends stay in the panel."""
    # Where along the axis (0–1) each label is anchored, and
    # how far it extends left and right of there.
    reaches = [
        (compute_share(panel.x, mark.x), *labels.measure_reach(mark, label)[:2])
        for mark, label in labelled
    ]
    if panel.x.visible:
        halves = [
            (compute_share(panel.x, at), lettering.measure_width(text, theme.TEXT_SIZE) / 2)
            for at, text in x_ticks.labels
        ]
        reaches += [(along, half, half) for along, half in halves]
    least = outer.width() * _LEAST_PLOT

    # A label anchored at `along` ends at along × width + after, which may not exceed the room.
    def fitting(start: float) -> float:
        room = outer.right() - start
        limits = [(room - after) / along for along, _before, after in reaches if along > 0]
        return max(least, min([room, *limits]))

    wide = fitting(left)
    # What still extends beyond the panel's left edge moves the plot to the right.
    beyond = [before - along * wide - (left - outer.left()) for along, before, _after in reaches]
    left += max(0.0, *beyond) if beyond else 0.0
    return left, left + fitting(left)


def _find_height(
    panel: Panel, room: float, labelled: tuple[tuple[DirectLabel, Label], ...]
) -> float:
    """Return the height of the plot at which no label extends above the panel's top."""
    limits = [
        (room - labels.measure_reach(mark, label)[2]) / along
        for mark, label in labelled
        if (along := compute_share(panel.y, mark.y)) > 0
    ]
    return max(room * _LEAST_PLOT, 1.0, min([room, *limits]))


def _place_legend(
    entries: tuple[LegendEntry, ...], left: float, top: float, room: float
) -> tuple[tuple[tuple[QRectF, LegendEntry], ...], float]:
    """Lay the legend out in as many rows as it needs; return it and where it ends."""
    if not entries:
        return (), top
    placed: list[tuple[QRectF, LegendEntry]] = []
    x, row_height = left, 0.0
    for entry in entries:
        text = lettering.wrap(entry.text, theme.TEXT_SIZE, room - SWATCH - GAP)
        wide = SWATCH + GAP + lettering.measure_width(text, theme.TEXT_SIZE)
        tall = lettering.measure_height(text, theme.TEXT_SIZE)
        if x > left and x + wide > left + room:
            x, top, row_height = left, top + row_height, tall
        row_height = max(row_height, tall)
        placed.append((QRectF(x, top, wide, tall), replace(entry, text=text)))
        x += wide + 2 * GAP
    return tuple(placed), top + row_height + GAP
