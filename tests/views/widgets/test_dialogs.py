"""The folder that dialogs begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from ketgui.paths import find_home
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
