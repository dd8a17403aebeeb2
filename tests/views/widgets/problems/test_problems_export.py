"""The list of problems as a file for the person who keeps the data."""

from __future__ import annotations

import csv

from PySide6.QtWidgets import QWidget

from ketgui.views.widgets.problems import problems_export
from ketgui.views.widgets.problems.problems_export import format_problems, save_problems


def test_each_problem_is_a_row(issues):
    rows = list(csv.reader(format_problems(issues).splitlines()))
    assert len(rows) == 4
    assert all(len(row) == 8 for row in rows)
    assert rows[2][1:6] == ["a.csv", "", "4", "B", "P03"]
    assert rows[1][3] == ""


def test_the_list_is_saved_where_asked(qtbot, issues, monkeypatch, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[str] = []

    def answer(_parent, _title, suggested, _kinds):
        asked.append(suggested)
        return tmp_path / "problems"

    monkeypatch.setattr(problems_export, "ask_save", answer)
    assert save_problems(parent, issues) == f"The list is in {tmp_path / 'problems.csv'}."
    assert asked == ["a-problems.csv"]
    # Excel reads the accents of a file that begins with this mark alone.
    assert (tmp_path / "problems.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_nothing_is_said_where_no_file_was_chosen(qtbot, issues, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(problems_export, "ask_save", lambda *_arguments: None)
    assert save_problems(parent, issues) == ""


def test_a_folder_that_is_not_there_is_said(qtbot, issues, monkeypatch, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    target = tmp_path / "missing" / "problems.csv"
    monkeypatch.setattr(problems_export, "ask_save", lambda *_arguments: target)
    assert "was not written" in save_problems(parent, issues)
