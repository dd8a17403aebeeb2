"""The form of a figure's style and arrangement."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QSpinBox

from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.views.report.composer.style_form import StyleForm

STYLE = FigureStyle(90.0, 600, 8.0, "grey", 1.5, "Baseline", "Day 14", "fr")
COMPOSITION = Composition(("waterfall", "raincloud"), 1, False, "Ours", "As\u00a0seen.")


@pytest.fixture
def form(qtbot):
    shown = StyleForm()
    qtbot.addWidget(shown)
    return shown


def test_what_is_shown_is_what_is_chosen_and_announces_nothing(qtbot, form):
    with qtbot.assertNotEmitted(form.changed):
        form.show_style(STYLE, COMPOSITION)
    assert form.figure_style == STYLE
    assert form.build_composition(COMPOSITION.panels) == COMPOSITION


def test_every_default_style_is_shown_as_it_is(form):
    form.show_style(FigureStyle(), Composition())
    assert form.figure_style == FigureStyle()
    assert form.build_composition(Composition().panels) == Composition()


def test_a_change_is_announced(qtbot, form):
    form.show_style(FigureStyle(), Composition())
    with qtbot.waitSignal(form.changed):
        form.findChildren(QSpinBox)[0].setValue(140)
    assert form.figure_style == FigureStyle(140.0)


def test_letters_smaller_than_journals_take_are_warned_of(form):
    def warnings() -> list[str]:
        return [one.text() for one in form.findChildren(QLabel) if "points at least" in one.text()]

    form.show_style(FigureStyle(font_points=6.0), Composition())
    assert warnings() == ["Journals ask for letters of 7 points at least."]
    form.show_style(FigureStyle(), Composition())
    assert warnings() == []


def test_generated_words_are_taken_only_where_nothing_is_typed(form):
    form.show_style(FigureStyle(), Composition(title="Ours"))
    form.show_generated("A title", "A caption with 5%.")
    form.take_generated()
    composition = form.build_composition(("waterfall",))
    assert (composition.title, composition.caption) == ("Ours", "A caption with 5%.")
