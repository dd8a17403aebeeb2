"""The folder that dialogs begin with, and what is done with text that is copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ketgui.views.widgets import dialogs
from ketgui.views.widgets.dialogs import ask_open, ask_save


@pytest.mark.parametrize(
    ("suggested", "begun"),
    [("table.docx", "/documents/table.docx"), ("/data/a.png", "/data/a.png")],
)
def test_a_file_is_suggested_in_the_users_documents_or_where_it_is_told(
    qtbot, monkeypatch, suggested, begun
):
    asked: list[Path] = []

    def answer(_parent, _title, place, _kinds):
        asked.append(Path(place))
        return "", ""

    monkeypatch.setattr(dialogs, "_folders", {})
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: "/documents")
    monkeypatch.setattr(Path, "is_dir", lambda _path: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_save(parent, "Export table", suggested, "Word documents (*.docx)") is None
    assert asked == [Path(begun)]


def test_the_next_dialog_begins_where_the_last_one_ended(qtbot, monkeypatch):
    begun: list[str] = []

    def save(_parent, _title, place, _kinds):
        begun.append(place)
        return "/study/figures/a.png", ""

    def choose(_parent, _title, folder, _kinds):
        begun.append(folder)
        return ["/study/data/a.csv"], ""

    monkeypatch.setattr(dialogs, "_folders", {})
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: "/documents")
    monkeypatch.setattr(Path, "is_dir", lambda _path: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    parent = QWidget()
    qtbot.addWidget(parent)
    for _time in range(2):
        ask_save(parent, "Export", "b.png", "")
        ask_open(parent, "Tables", ("csv",))
    assert [Path(place) for place in begun] == [
        Path("/documents/b.png"),
        Path("/documents"),
        Path("/study/figures/b.png"),
        Path("/study/data"),
    ]
