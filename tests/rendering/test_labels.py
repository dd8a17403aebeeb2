"""Words among the marks keep clear of what is drawn."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Axis, DirectLabel, Panel, Rule
from ketgui.rendering import labels
from ketgui.rendering.painter import Drawing
from tests.rendering.invented import (
    figure,
)


def overlaps(rects: list[QRectF]) -> list[tuple[QRectF, QRectF]]:
    def area(a: QRectF, b: QRectF) -> float:
        both = a.intersected(b)
        return both.width() * both.height() if a.intersects(b) else 0.0

    return [(a, b) for a, b in combinations(rects, 2) if area(a, b) > 0.5]


def test_thresholds_are_named_in_the_right_margin_clear_of_each_other(qapp):
    rules = (Rule(10, theme.REMITTER, label="remission"), Rule(11, "#000000", label="response"))
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 60), rules)), 340, 255).panels[0]
    taken = [
        label.rect(labels.find_place(mark, item.box.to_page))
        for mark, label in item.places.direct_labels
    ]
    assert overlaps(taken) == []
    for rect in taken:
        assert item.places.plot.right() < rect.left()
        assert rect.right() <= item.places.outer.right() + 0.5


def test_a_long_name_of_a_threshold_is_broken(qapp):
    rule = Rule(10, "#000000", label="response by at least fifty percent")
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 60), (rule,))), 340, 255).panels[0]
    ((_mark, label),) = item.places.direct_labels
    assert label.text.count("\n") >= 1
    assert label.width < 70


def test_a_threshold_across_the_other_way_has_no_name(qapp):
    rule = Rule(0.5, "#000000", horizontal=False)
    assert labels.name_rules(Panel(Axis(0, 1), Axis(0, 1), (rule,)), 200) == []


def test_words_at_the_edges_stay_in_the_panel(qapp):
    words = (
        DirectLabel(0, 0.5, "a label before its point", anchor="right"),
        DirectLabel(1, 1, "a label after its point"),
    )
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 1), words)), 340, 255).panels[0]
    page = QRectF(0, 0, 340, 255)
    for mark, label in item.places.direct_labels:
        assert page.contains(label.rect(labels.find_place(mark, item.box.to_page)))
