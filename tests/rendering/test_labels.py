"""Words among the marks keep clear of what is drawn."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from ketgui.figures import theme
from ketgui.figures.spec import Axis, DirectLabel, Panel, Rule
from ketgui.rendering import labels
from ketgui.rendering.painter import Drawing
from tests.rendering.invented import (
    before_after,
    figure,
)


def overlaps(rects: list[QRectF]) -> list[tuple[QRectF, QRectF]]:
    def area(a: QRectF, b: QRectF) -> float:
        both = a.intersected(b)
        return both.width() * both.height() if a.intersects(b) else 0.0

    return [(a, b) for a, b in combinations(rects, 2) if area(a, b) > 0.5]


def test_a_threshold_is_named_at_its_end_if_nothing_lies_there(qapp):
    rule = Rule(10, theme.REMITTER, label="remission < 10")
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 60), (rule,))), 340, 255).panels[0]
    plot = item.places.plot
    at, label = labels.place_rule_name(rule, item.content, item.box, plot, [])
    assert label.rect(at).right() == pytest.approx(plot.right(), abs=4)
    assert plot.contains(label.rect(at))


def test_a_threshold_is_named_where_nothing_is_drawn(qapp):
    item = Drawing(figure(before_after()), 340, 255).panels[0]
    rule = next(mark for mark in item.content.marks if isinstance(mark, Rule))
    at, label = labels.place_rule_name(rule, item.content, item.box, item.places.plot, [])
    assert label.rect(at).left() < item.places.plot.center().x()


def test_two_thresholds_beside_each_other_do_not_share_their_place(qapp):
    rules = (Rule(10, "#000000", label="remission"), Rule(11, "#000000", label="response"))
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 60), rules)), 340, 255).panels[0]
    taken: list[QRectF] = []
    for rule in rules:
        at, label = labels.place_rule_name(rule, item.content, item.box, item.places.plot, taken)
        taken.append(label.rect(at))
    assert overlaps(taken) == []


def test_a_vertical_threshold_at_the_right_is_named_on_its_left(qapp):
    rule = Rule(0.97, "#000000", horizontal=False, label="half of baseline")
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 1), (rule,))), 340, 255).panels[0]
    at, label = labels.place_rule_name(rule, item.content, item.box, item.places.plot, [])
    assert item.places.plot.contains(label.rect(at))


def test_words_at_the_edges_stay_in_the_panel(qapp):
    words = (
        DirectLabel(0, 0.5, "a label before its point", anchor="right"),
        DirectLabel(1, 1, "a label after its point"),
    )
    item = Drawing(figure(Panel(Axis(0, 1), Axis(0, 1), words)), 340, 255).panels[0]
    page = QRectF(0, 0, 340, 255)
    for mark, label in item.places.direct_labels:
        assert page.contains(label.rect(labels.find_place(mark, item.box.to_page)))
