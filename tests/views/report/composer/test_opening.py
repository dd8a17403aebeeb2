"""The composer opens with the figure of the project and keeps what is composed with it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox

from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import PanelEdit
from ketgui.figures.presets import Preset
from ketgui.figures.style import FigureStyle
from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.views.report.composer.opening import open_composer
from ketgui.views.widgets.letters import get_plain_text


@pytest.fixture
def session(example, monkeypatch):
    monkeypatch.setattr(Session, "analysis", property(lambda _self: example))
    return Session()


@pytest.fixture
def parent(qtbot):
    shown = QLabel()
    qtbot.addWidget(shown)
    return shown


def press(dialog, words: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if get_plain_text(one) == words).click()


def test_what_is_composed_goes_with_the_project(session, parent):
    session.report.remember(ReportRequest(paper="letter"))
    dialog = open_composer(session, parent)
    dialog.findChildren(QSpinBox)[0].setValue(140)
    press(dialog, "Remove")
    dialog.accept()
    assert session.report.request == ReportRequest(
        paper="letter",
        width_mm=140.0,
        panels=("adverse_events", "before_after", "response_remission"),
        columns=2,
        letters=True,
    )
    again = open_composer(session, parent)
    assert len(again.composition.panels) == 3
    again.accept()


def test_looking_at_the_default_figure_composes_none(session, parent):
    open_composer(session, parent).accept()
    assert session.report.request == ReportRequest()
    assert not session.history.can_undo


def test_the_figure_of_the_project_is_opened_and_looking_at_it_is_no_change(session, parent):
    composition = Composition(("waterfall", "raincloud"), 1, False, "Ours", "As seen.")
    request = ReportRequest(style="apa").with_figure(composition, FigureStyle(90.0, 600))
    session.report.change(request)
    dialog = open_composer(session, parent)
    assert dialog.composition == composition
    dialog.accept()
    assert session.report.request is request


def test_a_composed_figure_is_undone_and_redone(session, parent):
    dialog = open_composer(session, parent)
    press(dialog, "Remove")
    dialog.accept()
    composed = session.report.request
    session.history.undo()
    assert session.report.request == ReportRequest()
    session.history.redo()
    assert session.report.request == composed


def test_a_preset_and_a_range_are_saved_with_the_study_and_undone(qtbot, session, parent):
    session.report.remember(ReportRequest(paper="letter"))
    dialog = open_composer(session, parent)
    dialog._presets.chosen.emit(Preset("Ours", 140.0, 500, palette="grey", style="apa"))
    edits = (PanelEdit("before_after", y_range=(0.0, 45.0)),)
    dialog._panel_form.show_edits(edits)
    dialog.accept()
    request = session.report.request
    assert (request.width_mm, request.dpi, request.palette, request.style) == (
        140.0, 500, "grey", "apa",
    )  # fmt: skip
    assert request.composition is not None
    assert request.composition.edits == edits
    # As a study file holds it.
    assert ReportRequest.from_dict(request.as_dict()) == request
    session.history.undo()
    assert session.report.request == ReportRequest(paper="letter")
    session.history.redo()
    assert session.report.request == request
