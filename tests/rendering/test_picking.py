"""Whatever is drawn of a patient names the patient: symbol, line or bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from ketgui.figures.catalogue.outcomes import before_after, scatter, trajectories, waterfall
from ketgui.figures.spec import Axis, FigureSpec, Lines, Panel, Points
from ketgui.rendering.painter import Drawing

PAIRS = [(30.0, 10.0), (30.0, 20.0), (24.0, 25.0)]


def drawing_of(spec: FigureSpec) -> Drawing:
    return Drawing(spec, 700, 500)


def plain(*marks) -> Drawing:
    return drawing_of(FigureSpec("plain", "Plain", (Panel(Axis(0, 10), Axis(0, 10), marks),)))


def test_a_line_names_its_patient_and_both_scores(qapp, analysis_of):
    drawing = drawing_of(before_after.build(analysis_of(PAIRS)))
    middle = drawing.panels[0].box.to_page(1.25, 24.25)
    assert drawing.patient_at(middle) == ("P03", "P03: 24 → 25")
    assert drawing.patient_at(middle + QPointF(0, 25)) == ("", "")


def test_a_bar_of_the_waterfall_is_its_patient(qapp, analysis_of):
    drawing = drawing_of(waterfall.build(analysis_of(PAIRS)))
    # From worst to best: the third bar is of the patient who went from 30 to 10.
    within = drawing.panels[0].box.to_page(2.05, -30.0)
    assert drawing.patient_at(within) == ("P01", "P01: −66.7%")


def test_symbols_that_hide_one_another_are_all_named(qapp, analysis_of):
    drawing = drawing_of(scatter.build(analysis_of([(30.0, 10.0), (30.0, 10.0)])))
    who, words = drawing.patient_at(drawing.panels[0].box.to_page(30.0, 10.0))
    assert who in ("P01", "P02")
    assert sorted(words.splitlines()) == ["P01: 30 → 10", "P02: 30 → 10"]


def test_symbols_that_were_moved_apart_are_named_where_they_are(qapp, analysis_of):
    drawing = drawing_of(before_after.build(analysis_of([(30.0, 10.0), (30.0, 20.0)])))
    panel = drawing.panels[0]
    before = [m for m in panel.content.marks if isinstance(m, Points) and m.swarm == "left"]
    for mark in before:
        for patient, x, y in zip(mark.ids, mark.x, mark.y, strict=True):
            assert drawing.patient_at(panel.box.to_page(x, y))[0] == patient


def test_of_very_many_symbols_in_one_place_the_first_are_named(qapp):
    ids = tuple(f"P{place:02d}" for place in range(20))
    drawing = plain(Points((5.0,) * 20, (5.0,) * 20, "#D00000", ids=ids))
    words = drawing.patient_at(drawing.panels[0].box.to_page(5, 5))[1].splitlines()
    assert words == [*ids[:8], "…"]


@pytest.mark.parametrize("path", [(), ((5.0, 5.0),), ((5.0, 5.0), (5.0, 5.0))])
def test_a_line_without_length_breaks_nothing(qapp, path):
    drawing = plain(Lines((path,), "#D00000", ids=("P01",)))
    assert drawing.patient_at(drawing.panels[0].box.to_page(8, 8)) == ("", "")


def test_a_course_names_its_patient_between_the_ratings(qapp, example):
    spec = trajectories.build(example)
    panel = drawing_of(spec).panels[0]
    lines = [mark for mark in spec.panels[0].marks if isinstance(mark, Lines) and mark.ids]
    who, path = lines[-1].ids[0], lines[-1].paths[0]
    (x0, y0), (x1, y1) = path[0], path[1]
    found, words = panel.patient_at(panel.box.to_page((x0 + x1) / 2, (y0 + y1) / 2))
    assert found
    assert words.startswith(found)
    assert who.startswith("SYN")


def test_chosen_bars_stand_out(qapp, analysis_of):
    drawing = drawing_of(waterfall.build(analysis_of(PAIRS)))
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    def colours(chosen: frozenset[str]) -> list[str]:
        drawing.highlight(chosen)
        image = QImage(700, 500, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        drawing.render(painter, QRectF(0, 0, 700, 500))
        painter.end()
        box = drawing.panels[0].box
        places = (box.to_page(1.05, -20.0), box.to_page(2.05, -20.0))
        return [image.pixelColor(at.toPoint()).name() for at in places]

    before, chosen = colours(frozenset()), colours(frozenset({"P01"}))
    assert chosen[1] == before[1]
    assert chosen[0] != before[0]
