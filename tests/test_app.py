"""The composition root: arguments, and what happens after a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from ketgui import app, cli
from ketgui.commands import COMMANDS
from ketgui.reporting.documents.model import Document
from ketgui.validation import report
from tests.places import ROOT


def test_files_language_and_example_are_arguments_of_the_window():
    options = app.build_parser().parse_args(["a.csv", "b.csv", "--example", "--language", "fr"])
    assert options.files == [Path("a.csv"), Path("b.csv")]
    assert options.example
    assert options.language == "fr"
    assert options.smoke is None


@pytest.mark.parametrize("code_page", ["cp1252", "cp437", "ascii"])
def test_what_a_code_page_lacks_is_printed_as_a_question_mark(tmp_path, code_page):
    table = tmp_path / "clinic.csv"
    table.write_text("patient,MADRS before,MADRS after\nP1,30,99\n", encoding="utf-8")
    command = (sys.executable, ROOT / "main.py", "check", table, "--language", "fr")
    environment = os.environ | {"PYTHONIOENCODING": code_page}
    ended = subprocess.run(command, env=environment, capture_output=True)
    assert ended.returncode == cli.ERRORS
    assert b"clinic.csv" in ended.stdout + ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_installation_is_validated_without_a_window(qapp, tmp_path, capsys):
    path = tmp_path / "validation.pdf"
    assert app.main(["--validate", str(path), "--language", "en"]) == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out == "All checks passed.\n"


def test_a_validation_that_cannot_be_written_is_said_to_be(qapp, tmp_path, capsys, monkeypatch):
    empty = Document("Validation", (), "en")
    monkeypatch.setattr(report, "validate", lambda *_arguments: None)
    monkeypatch.setattr(report, "build_validation_report", lambda _validation: empty)
    assert app.main(["--validate", str(tmp_path / "none" / "validation.pdf")]) == 2
    assert "validation.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_passed_on_without_a_window(command, monkeypatch):
    given: list[object] = []
    monkeypatch.setattr(cli, "run", lambda arguments: given.append(arguments) or 7)
    monkeypatch.setattr(app.gc, "disable", lambda: None)
    assert app.main([command, "--help"]) == 7
    assert given == [[command, "--help"]]


def test_an_old_python_with_a_new_qt_is_refused_in_words(monkeypatch):
    import PySide6

    monkeypatch.setattr(app.sys, "version_info", Mock(major=3, minor=11, __lt__=lambda *_a: True))
    monkeypatch.setattr(PySide6, "__version__", "6.12.0")
    assert "PySide6 6.12.0 stops on Python 3.11" in app._find_qt_problem()
    monkeypatch.setattr(PySide6, "__version__", "6.11.1")
    assert app._find_qt_problem() == ""


def test_files_are_proposed_the_example_is_opened_and_nothing_else_is_loaded():
    window = Mock()
    app._begin(window, [Path("example.xlsx")], [])
    window.session.open.assert_called_once_with([Path("example.xlsx")])
    app._begin(window, [], [Path("a.csv")])
    window.studies.open_paths.assert_called_once_with([Path("a.csv")])
    window.session.preload.assert_not_called()
    window.studies.offer_recovery.assert_not_called()
    app._begin(window, [], [])
    window.session.preload.assert_called_once_with()
    window.studies.offer_recovery.assert_called_once_with()


def test_a_failure_is_reported_without_its_text_and_the_window_stays(capsys):
    window = Mock()
    handler = app._CrashHandler(window)
    try:
        raise ValueError("patient Tremblay")
    except ValueError as error:
        handler(ValueError, error, error.__traceback__)
    (report,) = window.report_failure.call_args.args
    assert "ValueError" in report
    assert "test_app.py" in report
    assert "Tremblay" not in report + capsys.readouterr().err


def test_an_interrupt_ends_the_program():
    with pytest.raises(SystemExit) as stopped:
        app._CrashHandler(Mock())(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stopped.value.code == 130
