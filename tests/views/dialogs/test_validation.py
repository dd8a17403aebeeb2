"""The installation is validated in another process, and the window says what was found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from ketgui.views.dialogs import validation
from ketgui.views.dialogs.validation import InstallationCheck


@pytest.fixture
def owner():
    return QObject()


@pytest.mark.parametrize(
    ("code", "words"), [(0, "All checks passed."), (1, "Not all checks passed.")]
)
def test_what_was_found_is_said(qtbot, tmp_path, monkeypatch, owner, code, words):
    script = tmp_path / "main.py"
    script.write_text(f"raise SystemExit({code})", encoding="utf-8")
    monkeypatch.setattr(validation, "find_resource", lambda *_names: script)
    check = InstallationCheck(tmp_path / "a.pdf", owner)
    with qtbot.waitSignal(check.written, timeout=20_000) as written:
        check.start()
    assert written.args == [words, tmp_path / "a.pdf"]


def test_a_report_that_cannot_be_written_is_said_to_be(qtbot, tmp_path, monkeypatch, owner):
    monkeypatch.setattr(validation, "find_resource", lambda *_names: tmp_path / "none.py")
    check = InstallationCheck(tmp_path / "a.pdf", owner)
    with qtbot.waitSignal(check.failed, timeout=20_000) as failed:
        check.start()
    assert "a.pdf" in failed.args[0]


def test_a_program_that_does_not_start_is_said_to(qtbot, tmp_path, monkeypatch, owner):
    monkeypatch.setattr(validation.sys, "executable", str(tmp_path / "none"))
    check = InstallationCheck(tmp_path / "a.pdf", owner)
    with qtbot.waitSignal(check.failed, timeout=20_000):
        check.start()
