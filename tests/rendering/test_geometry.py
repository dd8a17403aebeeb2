"""Layout: nothing is clipped, nothing lies on anything else."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Axis, LegendEntry, Panel
from ketgui.rendering import geometry, labels, lettering
from ketgui.rendering.geometry import GAP, TICK
from ketgui.rendering.painter import Drawing, PanelItem
from tests.rendering.invented import (
    LONG_NAMES,
    OUTCOMES,
    before_after,
    figure,
    horizontal,
    vertical,
)

PX_PER_MM = 96 / 25.4


def drawn_words(item: PanelItem) -> list[QRectF]:
    """Return what every text about a panel covers."""
    places, panel = item.places, item.content
    found = _ticks(item)
    found += [
        label.rect(labels.find_place(mark, item.box.to_page))
        for mark, label in places.direct_labels
    ]
    found += [place for place, _entry in places.legend]
    left = places.outer.left() + geometry.measure_letter(panel)
    title_height = lettering.measure_height(places.title, theme.TITLE_SIZE)
    title_width = lettering.measure_width(places.title, theme.TITLE_SIZE, bold=True)
    found.append(QRectF(left, places.outer.top(), title_width, title_height))
    y_length = lettering.measure_width(places.y_label, theme.TEXT_SIZE)
    y_depth = lettering.measure_height(places.y_label, theme.TEXT_SIZE)
    middle = places.plot.center().y()
    found.append(QRectF(places.outer.left(), middle - y_length / 2, y_depth, y_length))
    return [rect for rect in found if rect.width() > 0]


def _ticks(item: PanelItem) -> list[QRectF]:
    places, panel = item.places, item.content
    found = []
    for at, words in places.y_ticks.labels:
        size = theme.TEXT_SIZE
        wide, tall = lettering.measure_width(words, size), lettering.measure_height(words, size)
        middle = item.box.to_page(panel.x.low, at).y()
        end = places.plot.left() - TICK - GAP / 2
        found.append(QRectF(end - wide, middle - tall / 2, wide, tall))
    for at, words in places.x_ticks.labels:
        size = theme.TEXT_SIZE
        wide, tall = lettering.measure_width(words, size), lettering.measure_height(words, size)
        middle = item.box.to_page(at, panel.y.low).x()
        found.append(QRectF(middle - wide / 2, places.plot.bottom() + TICK + GAP / 2, wide, tall))
    return found


def overlaps(rects: list[QRectF]) -> list[tuple[QRectF, QRectF]]:
    def area(a: QRectF, b: QRectF) -> float:
        both = a.intersected(b)
        return both.width() * both.height() if a.intersects(b) else 0.0

    return [(a, b) for a, b in combinations(rects, 2) if area(a, b) > 0.5]


HARD = {
    "few bars": horizontal(LONG_NAMES[2:6], (62, 52, 43, 90)),
    "many long names": horizontal(LONG_NAMES, tuple(range(5, 75, 5)), "Events by preferred term"),
    "names below": vertical(OUTCOMES),
    "to the top": vertical(OUTCOMES[:3], 100.0),
    "before and after": before_after(),
    "ten numbers": vertical(tuple(str(place) for place in range(10))),
}


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize(("width_mm", "ratio"), [(90, 0.75), (90, 0.95), (180, 0.5)])
def test_nothing_overlaps_or_leaves_the_page_alone(qapp, name, width_mm, ratio):
    wide = width_mm * PX_PER_MM
    drawing = Drawing(figure(HARD[name], ratio=ratio), wide, wide * ratio)
    words = drawn_words(drawing.panels[0])
    assert overlaps(words) == []
    page = drawing.page.adjusted(-0.5, -0.5, 0.5, 0.5)
    assert [rect for rect in words if not page.contains(rect)] == []


def test_nothing_overlaps_in_four_panels(qapp):
    wide = 180 * PX_PER_MM
    spec = figure(*list(HARD.values())[:4], columns=2, ratio=0.9, note="Invented example")
    drawing = Drawing(spec, wide, wide * 0.9)
    words = [rect for item in drawing.panels for rect in drawn_words(item)]
    assert overlaps(words) == []
    assert len({rect.left() for rect in (p.places.outer for p in drawing.panels)}) == 2


def test_names_that_fit_stay_whole_and_large(qapp):
    panel = horizontal(("Dissociation", "Nausea"), (50, 20))
    places = Drawing(figure(panel), 340, 200).panels[0].places
    assert places.y_ticks.labels == panel.y.ticks
    assert [label.text for _mark, label in places.direct_labels] == [
        "12/21 (50.0%)",
        "12/21 (20.0%)",
    ]


@pytest.mark.parametrize("axis", [Axis(5, 5), Axis(float("nan"), 1), Axis(0, float("inf"))])
def test_an_axis_without_extent_is_still_drawn(qapp, axis):
    places = Drawing(figure(Panel(axis, Axis(0, 1))), 340, 255).panels[0].places
    assert places.plot.width() > 200


def test_a_legend_wraps_and_a_long_entry_wraps_in_itself(qapp):
    entries = tuple(LegendEntry(f"A rather long entry {n}", "#000000") for n in range(5))
    entries += (LegendEntry("An entry " * 20, "#000000"), LegendEntry("last", "#000000"))
    panel = Panel(Axis(0, 1), Axis(0, 1), legend=entries)
    places = Drawing(figure(panel), 340, 400).panels[0].places
    rects = [place for place, _entry in places.legend]
    assert overlaps(rects) == []
    assert max(rect.right() for rect in rects) <= places.outer.right()
    assert max(rect.bottom() for rect in rects) < places.plot.top()
