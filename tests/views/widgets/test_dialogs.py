"""What the dialogs begin with: a folder, and the paper that is usual there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QWidget

from ketgui.paths import find_home
from ketgui.views.report.documents_dialog import get_default_paper
from ketgui.views.widgets.dialogs import ask_save


@pytest.mark.parametrize(
    ("suggested", "begun"),
    [("table.docx", find_home() / "table.docx"), ("/data/a.png", "/data/a.png")],
)
def test_a_file_is_suggested_in_the_users_folder_or_where_it_is_told(
    qtbot, monkeypatch, suggested, begun
):
    asked: list[Path] = []

    def answer(_parent, _title, place, _kinds):
        asked.append(Path(place))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_save(parent, "Export table", suggested, "Word documents (*.docx)") is None
    assert asked == [Path(begun)]


@pytest.mark.parametrize(
    ("place", "paper"),
    [("fr_CA", "letter"), ("en_US", "letter"), ("fr_FR", "a4"), ("en_GB", "a4"), ("C", "a4")],
)
def test_the_paper_is_that_of_the_country(place, paper):
    assert get_default_paper(QLocale(place)) == paper
