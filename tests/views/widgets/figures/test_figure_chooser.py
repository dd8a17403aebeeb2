"""Choosing a figure: its variants, and the patients selected in it and elsewhere."""

from __future__ import annotations

import pytest

from ketgui.session.session import Session
from ketgui.views.widgets.figures.figure_chooser import FigureChooser


@pytest.fixture
def session(qapp):
    made = Session()
    yield made
    made.wait()


@pytest.fixture
def chooser(qtbot, session, example):
    made = FigureChooser(session, "outcomes")
    qtbot.addWidget(made)
    made.show_analysis(example)
    return made


def test_every_figure_can_be_chosen_and_is_drawn(chooser):
    for place, figure in enumerate(chooser.figures):
        chooser.choice.setCurrentIndex(place)
        assert chooser.spec.key == figure.key


def test_variants_are_offered_where_there_are_several(chooser, example):
    for place, figure in enumerate(chooser.figures):
        chooser.choice.setCurrentIndex(place)
        choices = figure.variants.choices(example) if figure.variants else ()
        assert chooser.variant.count() == len(choices)
        assert chooser.variant.isHidden() == (len(choices) < 2)


def test_a_click_selects_a_patient_and_a_second_click_nobody(qtbot, session, chooser):
    with qtbot.waitSignal(chooser.patient_clicked) as clicked:
        chooser.view.patient_clicked.emit("SYN05")
    assert clicked.args == ["SYN05"]
    assert session.selection.ids == frozenset({"SYN05"})
    with qtbot.assertNotEmitted(chooser.patient_clicked):
        chooser.view.patient_clicked.emit("SYN05")
    assert session.selection.ids == frozenset()


def test_ctrl_adds_to_the_selection_and_takes_away_from_it(session, chooser):
    chooser.view.patients_chosen.emit(frozenset({"SYN01", "SYN02"}), False)
    chooser.view.patients_chosen.emit(frozenset({"SYN02", "SYN03"}), True)
    assert session.selection.ids == frozenset({"SYN01", "SYN03"})


def test_patients_selected_elsewhere_stand_out(session, chooser):
    session.selection.select(frozenset({"SYN07"}))
    assert chooser.view._canvas._chosen == frozenset({"SYN07"})
