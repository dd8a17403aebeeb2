"""Titles, labels and ranges of a panel are typed, and drawn."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import PanelEdit
from ketgui.text import use_language
from ketgui.views.report.composer.panel_form import PanelForm

KEYS = ("before_after", "response_remission")


@pytest.fixture
def form(qtbot, example):
    made = PanelForm()
    qtbot.addWidget(made)
    made.show_panels(Composition(KEYS).build(example).panels)
    made.show()
    return made


def find_field(form: PanelForm, name: str) -> Any:
    """Return the field under a title of the form, or of an accessible name."""
    layout: Any = form.layout()
    for row in range(layout.rowCount()):
        label = layout.itemAt(row, layout.ItemRole.LabelRole)
        if label and label.widget().text() == name:
            return layout.itemAt(row, layout.ItemRole.FieldRole).widget()
    return next(line for line in form.findChildren(QLineEdit) if line.accessibleName() == name)


def choose(form: PanelForm, index: int) -> None:
    choice: Any = form.findChild(QComboBox)
    choice.setCurrentIndex(index)


def type_into(qtbot, form: PanelForm, name: str, text: str) -> None:
    line = find_field(form, name)
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)


def test_panels_are_offered_by_letter_and_title(form):
    choice = form.findChild(QComboBox)
    names = [choice.itemText(index) for index in range(choice.count())]
    assert names == ["A MADRS before and after", "B Response and remission"]
    assert find_field(form, "Label of y").placeholderText() == "MADRS score"


def test_what_is_typed_belongs_to_its_panel(qtbot, form):
    with qtbot.waitSignal(form.changed):
        type_into(qtbot, form, "Title of the panel", "Scores")
    choose(form, 1)
    assert find_field(form, "Title of the panel").text() == ""
    type_into(qtbot, form, "Label of y", "Share (%)")
    assert form.edits == (
        PanelEdit("before_after", title="Scores"),
        PanelEdit("response_remission", y_label="Share (%)"),
    )
    choose(form, 0)
    assert find_field(form, "Title of the panel").text() == "Scores"
    type_into(qtbot, form, "Title of the panel", "")
    assert form.edits == (PanelEdit("response_remission", y_label="Share (%)"),)


@pytest.mark.parametrize("typed", ["45.5", "45,5"])
def test_a_range_is_typed_as_either_language_writes_it(qtbot, form, typed):
    use_language("fr" if "," in typed else "en")
    type_into(qtbot, form, "Range of y, to", typed)
    assert form.edits == (PanelEdit("before_after", y_range=(0.0, 45.5)),)


@pytest.mark.parametrize("typed", ["-1", "many", "nan", "inf"])
def test_what_is_no_range_is_said_and_changes_nothing(qtbot, form, typed):
    type_into(qtbot, form, "Range of y, to", typed)
    assert form.edits == ()
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "A range has two numbers, the first below the second." in shown


def test_only_axes_of_numbers_have_a_range(form):
    assert not find_field(form, "Range of x, from").isEnabled()
    assert find_field(form, "Range of y, from").isEnabled()


def test_the_chosen_panel_stays_chosen_when_panels_move(form, example):
    choose(form, 1)
    form.show_panels(Composition(KEYS[::-1]).build(example).panels)
    assert form.findChild(QComboBox).currentText() == "A Response and remission"


def test_beside_a_panel_without_data_another_can_be_chosen(form, example):
    form.show_panels(Composition(("cadss_course", "before_after")).build(example).panels)
    choose(form, 0)
    assert not find_field(form, "Title of the panel").isEnabled()
    assert not find_field(form, "Range of y, from").isEnabled()
    choose(form, 1)
    assert find_field(form, "Title of the panel").isEnabled()
    assert find_field(form, "Range of y, from").isEnabled()
