"""Words of a file are words: markup planted in every field is never read as a page.

Qt shows a label, a tip or a message that looks like HTML as HTML, and opens the pictures that it
names; on Windows a picture's name can be another computer's.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QTableView,
    QTextEdit,
    QWidget,
)

from ketgui.views.cohort.patient_page import PatientPage
from ketgui.views.widgets.dialogs import show_message
from tests.acting import visit

MARKUP = '<img src="planted.png">'
PICTURE = re.compile(r"<\s*img", re.IGNORECASE)
ROWS = 8


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A cohort with markup as ids, values, terms, notes and headers."""
    folder = tmp_path / "planted"
    folder.mkdir()
    ids = [f"{MARKUP}{n}" for n in range(ROWS)]
    tables = {
        "patients": [["id", "MADRS before", "MADRS after", "notes", f"ward {MARKUP}"]]
        + [[who, str(30 + n), str(12 + n), f"note {MARKUP}", MARKUP] for n, who in enumerate(ids)],
        "events": [["id", "term", "action", "infusion_number"]]
        + [[who, f"headache {MARKUP}", MARKUP, "1"] for who in ids],
        "tms": [["patient_id", "stimulator", "coil", "target", "score_before"]]
        + [[who, MARKUP, MARKUP, MARKUP, "x"] for who in ids],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def pages_that_show_markup(root: QWidget) -> Iterator[str]:
    """Name whatever of a widget would be read as a page and shows what was planted."""
    for label in root.findChildren(QLabel):
        if label.textFormat() != Qt.TextFormat.PlainText and PICTURE.search(label.text()):
            yield f"label {label.text()[:80]}"
    for widget in root.findChildren(QWidget):
        if PICTURE.search(widget.toolTip()):
            yield f"tip {widget.toolTip()[:80]}"
    for text in root.findChildren(QTextEdit):
        if "\ufffc" in text.toPlainText():
            yield f"text {text.toPlainText()[:80]}"
    for view in root.findChildren(QAbstractItemView):
        yield from tips_of(view)


def tips_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    tip = Qt.ItemDataRole.ToolTipRole
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    for row in range(min(ROWS, model.rowCount())):
        for column in range(columns):
            if PICTURE.search(str(model.index(row, column).data(tip) or "")):
                yield f"tip of {type(view).__name__} {row}, {column}"
    for column in range(columns):
        if PICTURE.search(str(model.headerData(column, Qt.Orientation.Horizontal, tip) or "")):
            yield f"tip of the header of {type(view).__name__} {column}"


def test_the_import_page_reads_no_words_of_a_file_as_a_page(qtbot, window, planted):
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as proposed:
        window.session.propose(sorted(planted.iterdir()))
    window.show()
    assert any(MARKUP in issue.message for issue in proposed.args[0].issues)
    assert list(pages_that_show_markup(window)) == []


def test_no_tab_and_no_page_of_a_patient_does(qtbot, window, planted):
    session = window.session
    with qtbot.waitSignal(session.analysis_changed, timeout=20_000):
        session.open([planted / "patients.csv"])
    window.show()
    ids = list(session.analysis.cohort.patients["patient_id"])
    assert MARKUP in ids[0]
    for place in range(5):
        tab = visit(window, place)
        session.selection.select(frozenset(ids[:2]))
        assert any(
            MARKUP in str(view.model().index(0, 0).data())
            for view in window.findChildren(QTableView)
            if view.model() is not None and view.model().rowCount()
        )
        assert list(pages_that_show_markup(tab)) == []
    assert list(pages_that_show_markup(window)) == []
    page = PatientPage(session, ids[0])
    qtbot.addWidget(page)
    assert list(pages_that_show_markup(page)) == []


def test_no_message_does(qtbot, window):
    show_message(window, f"The file {MARKUP} is damaged.")
    (box,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    QApplication.processEvents()
    assert list(pages_that_show_markup(box)) == []
    box.close()
