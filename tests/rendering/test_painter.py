"""Marks: each kind is drawn where and as it should be."""

from __future__ import annotations

import gc
import time

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from ketgui.figures.spec import (
    Area,
    Axis,
    Bars,
    DirectLabel,
    ErrorBars,
    LegendEntry,
    Lines,
    Panel,
    Points,
    Rule,
)
from ketgui.rendering.painter import Drawing
from tests.rendering.drawings import HEIGHT, RED, SCALE, WIDTH, colour_at, drawn, ink_of, plain
from tests.rendering.invented import before_after, figure


@pytest.mark.parametrize(
    ("mark", "inside", "outside"),
    [
        (Lines((((1, 1), (9, 9)),), RED, 2), (5, 5), (5, 6)),
        (Points((5,), (5,), RED, size=10), (5, 5), (6, 5)),
        (Bars((2,), (4,), (0,), (7,), RED), (3, 6.5), (3, 7.5)),
        (ErrorBars((5,), (2,), (8,), RED, 2), (5, 7), (5, 8.5)),
        (ErrorBars((5,), (2,), (8,), RED, 2, horizontal=True), (7, 5), (8.5, 5)),
        (Rule(4, RED, width=2, dash="solid"), (9, 4), (9, 5)),
        (Rule(4, RED, horizontal=False, width=2, dash="solid"), (4, 9), (5, 9)),
        (Area(((1, 1), (9, 1), (5, 9)), RED, 1.0), (5, 4), (1.5, 8)),
    ],
)
def test_each_mark_is_drawn_at_its_place_in_its_colour(qapp, mark, inside, outside):
    drawing = plain(mark)
    assert colour_at(drawing, *inside) == RED.lower()
    assert colour_at(drawing, *outside) == "#ffffff"


def test_a_line_is_broken_between_two_paths(qapp):
    drawing = plain(Lines((((0, 5), (4, 5)), ((6, 5), (10, 5))), RED, 2))
    image = drawn(drawing)
    assert [colour_at(drawing, x, 5, image) for x in (2, 5, 8)] == ["#d00000", "#ffffff", "#d00000"]


def test_paths_of_any_length_and_none_are_drawn(qapp):
    drawing = plain(Lines(((), ((1, 5),), ((2, 2), (5, 5), (8, 5))), RED, 2), Lines((), RED))
    assert colour_at(drawing, 7, 5) == "#d00000"


def test_a_value_that_is_no_number_breaks_nothing(qapp):
    nan = float("nan")
    drawing = plain(
        Points((nan, 5), (5, 5), RED, size=10, ids=("P01", "P02")),
        Lines((((1, 1), (2, nan), (3, 1)), ((6, 2), (9, 2))), RED, 2),
    )
    image = drawn(drawing)
    assert [colour_at(drawing, *at, image) for at in ((5, 5), (8, 2))] == ["#d00000"] * 2
    assert drawing.patient_at(drawing.panels[0].box.to_page(5, 5))[0] == "P02"


def test_words_and_rule_labels_are_drawn(qapp, pixels):
    assert ink_of(drawn(plain(DirectLabel(5, 5, "words", RED, 9))), pixels, RED) > 200
    named = plain(Rule(4, RED, label="remission < 10"))
    unnamed = plain(Rule(4, RED))
    more = ink_of(drawn(named), pixels, RED) - ink_of(drawn(unnamed), pixels, RED)
    assert more > 200


def test_marks_end_at_the_plot_and_words_do_not(qapp, pixels):
    axis = Axis(0, 10)
    marks = (Lines((((-50, 5), (60, 5)),), RED, 3),)
    drawing = Drawing(figure(Panel(axis, axis, marks, title="t")), WIDTH, HEIGHT)
    columns = np.nonzero(pixels(drawn(drawing))[..., 1] < 20)[1] / SCALE
    assert columns.min() > 0
    red = pixels(drawn(drawing))[:, :, 0] - pixels(drawn(drawing))[:, :, 1] > 150
    plot = drawing.panels[0].places.plot
    assert np.nonzero(red)[1].min() / SCALE > plot.left() - 8


def test_axes_stand_left_and_below_only(qapp):
    drawing = Drawing(figure(Panel(Axis(0, 10), Axis(0, 10))), WIDTH, HEIGHT)
    image = drawn(drawing)
    sides = [(0, 5.3), (5.3, 0), (10, 5.3), (5.3, 10)]
    shades = [QColor(colour_at(drawing, x, y, image)).lightness() for x, y in sides]
    assert max(shades[:2]) < 60
    assert shades[2:] == [255, 255]


def test_grid_lines_stand_where_they_are_asked_for(qapp):
    def shade(grid: bool) -> str:
        drawing = Drawing(figure(Panel(Axis(0, 10), Axis(0, 10, grid=grid))), WIDTH, HEIGHT)
        return colour_at(drawing, 5.3, 6)

    assert shade(False) == "#ffffff"
    assert QColor(shade(True)).lightness() in range(200, 245)


def test_no_grid_line_runs_through_a_label(qapp):
    label = DirectLabel(5, 6, "\u2003\u2003\u2003", anchor="centre")
    drawing = Drawing(figure(Panel(Axis(0, 10), Axis(0, 10, grid=True), (label,))), WIDTH, HEIGHT)
    assert colour_at(drawing, 5, 6) == "#ffffff"
    assert colour_at(drawing, 8, 6) != "#ffffff"


def test_an_axis_may_end_at_its_last_tick(qapp):
    ticks = ((0.0, "0"), (5.0, "5"))
    panel = Panel(Axis(0, 10, ticks=ticks, to_last_tick=True), Axis(0, 10))
    drawing = Drawing(figure(panel), WIDTH, HEIGHT)
    image = drawn(drawing)
    assert QColor(colour_at(drawing, 4, 0, image)).lightness() < 60
    assert colour_at(drawing, 7, 0, image) == "#ffffff"


def test_a_reason_stands_instead_of_the_plot(qapp, pixels):
    panel = Panel(
        Axis(0, 10), Axis(0, 10), (Bars((2,), (4,), (0,), (7,), RED),), reason="No patient. " * 9
    )
    image = drawn(Drawing(figure(panel), WIDTH, HEIGHT))
    assert ink_of(image, pixels, RED) == 0
    rows, columns = np.nonzero(pixels(image)[..., 0] < 160)
    assert columns.mean() == pytest.approx(WIDTH * SCALE / 2, rel=0.1)
    assert rows.mean() == pytest.approx(HEIGHT * SCALE / 2, rel=0.1)
    assert np.ptp(columns) < WIDTH * SCALE * 0.75


def test_a_note_stands_at_the_foot(qapp, pixels):
    axis = Axis(0, 10, visible=False)
    spec = figure(Panel(axis, axis), note="Invented example, not patient data")
    rows = np.nonzero(pixels(drawn(Drawing(spec, WIDTH, HEIGHT)))[..., 0] < 160)[0]
    assert rows.min() > HEIGHT * SCALE * 0.9


def test_a_legend_shows_symbols_strokes_and_boxes(qapp, pixels):
    entries = (
        LegendEntry("symbol", RED),
        LegendEntry("stroke", "#00A000", line=True),
        LegendEntry("box", "#0000D0", box=True),
        LegendEntry("open", "#D000D0", filled=False),
    )
    image = drawn(plain(legend=entries))
    for entry in entries:
        assert ink_of(image, pixels, entry.colour) > 80


def test_a_mark_knows_its_patient(qapp):
    drawing = Drawing(figure(before_after()), WIDTH, HEIGHT)
    at = drawing.panels[0].box.to_page(1.0, 24.0)
    assert drawing.patient_at(at) == ("P01", "P01: 24 → 0\nP18: 24 → 5")
    assert drawing.patient_at(at - QPointF(25, 0)) == ("", "")
    assert drawing.patient_at(QPointF(-5, -5)) == ("", "")


def test_a_point_without_words_says_its_patient_and_a_bar_its_words(qapp):
    drawing = plain(
        Points((5,), (5,), RED, ids=("P07",)),
        Bars((1, 7), (3, 9), (0, 0), (7, 4), RED, hover=("first", "second")),
        Bars((1,), (9,), (0,), (1,), RED),
        Points((), (), RED),
    )
    box = drawing.panels[0].box
    assert drawing.patient_at(box.to_page(5, 5)) == ("P07", "P07")
    assert drawing.patient_at(box.to_page(8, 3)) == ("", "second")
    assert drawing.patient_at(box.to_page(8, 6)) == ("", "")


def test_chosen_patients_are_stronger_and_the_others_faint(qapp, pixels):
    lines = Lines((((1, 2), (9, 2)), ((1, 8), (9, 8))), RED, 1, ids=("P01", "P02"))
    points = Points((1, 1), (2, 8), "#00A000", size=10, ids=("P01", "P02"))
    drawing = plain(lines, points)
    drawing.highlight(frozenset({"P02"}))
    image = drawn(drawing)
    assert colour_at(drawing, 5, 8, image) == "#d00000"
    assert QColor(colour_at(drawing, 5, 2, image)).lightness() > 190
    assert colour_at(drawing, 1, 8, image) == "#00a000"
    assert QColor(colour_at(drawing, 1, 2, image)).lightness() > 170
    drawing.highlight(frozenset())
    assert colour_at(drawing, 1, 2) == "#00a000"


@pytest.mark.parametrize("whole", [True, False])
def test_a_hundred_thousand_patients_are_drawn_in_seconds(qapp, whole):
    random = np.random.default_rng(1)
    n = 100_000
    before, after = random.uniform(20, 60, n), random.uniform(0, 60, n)
    if whole:
        before, after = before.round(), after.round()
    ids = tuple(map(str, range(n)))
    paths = tuple(
        ((1.0, b), (2.0, a)) for b, a in zip(before.tolist(), after.tolist(), strict=True)
    )
    marks = (
        Lines(paths, RED, 0.8, 0.45, ids=ids),
        Points((2.0,) * n, tuple(after.tolist()), RED, "circle", 4.5, False, ids=ids),
    )
    spec = figure(Panel(Axis(0.5, 2.5), Axis(0, 60), marks))
    start = time.process_time()
    drawing = Drawing(spec, WIDTH, HEIGHT)
    image = drawn(drawing, 1)
    assert time.process_time() - start < 8
    assert image.pixelColor((drawing.panels[0].box.to_page(1.5, 30)).toPoint()).name() != "#ffffff"
    assert drawing.patient_at(drawing.panels[0].box.to_page(2.0, float(after[7])))[0]


def test_fifty_drawings_leave_nothing_behind(qapp, four_panels):
    def alive() -> int:
        gc.collect()
        return sum(type(thing).__name__ in names for thing in gc.get_objects())

    names = {"Drawing", "PanelItem", "PlotBox", "GraphicsScene"}
    before = alive()
    for _round in range(50):
        Drawing(four_panels, 680, 585)
    assert alive() == before


def test_no_item_is_the_child_of_another(qapp, four_panels):
    # Qt tells a parent of its child while the child is still being made; what Python then holds
    # for it is half an object, and a collection of garbage at that moment ended the program.
    drawing = Drawing(four_panels, 680, 585)
    items = drawing.scene.items()
    assert len(items) == len(four_panels.panels) + 1
    assert not any(item.childItems() or item.parentItem() for item in items)
