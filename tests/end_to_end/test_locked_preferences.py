"""Where preferences cannot be written, the window works and says what it cannot keep."""

from __future__ import annotations

from PySide6.QtGui import QAction

from ketgui.views.window import MainWindow
from tests.acting import read_notice


def speak(window: MainWindow, code: str) -> None:
    for action in window.findChildren(QAction):
        if action.data() == code:
            action.trigger()
            return
    raise LookupError(code)


def test_a_language_that_cannot_be_kept_holds_until_the_window_closes(
    qtbot, window, tmp_path, monkeypatch
):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setattr("ketgui.settings.find_user_dir", lambda: in_the_way / "folder")
    speak(window, "fr")
    qtbot.waitUntil(lambda: "préférences" in read_notice(window))
    assert window.menuBar().actions()[0].text() == "&Fichier"


def test_a_language_that_is_kept_says_nothing(qtbot, window, tmp_path, monkeypatch):
    monkeypatch.setattr("ketgui.settings.find_user_dir", lambda: tmp_path)
    speak(window, "fr")
    qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() == "&Fichier")
    assert read_notice(window) == ""
    assert '"fr"' in (tmp_path / "settings.json").read_text(encoding="utf-8")
