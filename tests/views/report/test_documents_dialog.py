"""The dialog that asks what to write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paragraphs.style import STYLES
from ketgui.reporting.request import ReportRequest
from ketgui.views.report.documents_dialog import FIGURES, DocumentsDialog, get_default_paper


@pytest.fixture
def parent(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    return shown


def chosen(qtbot, dialog: DocumentsDialog) -> tuple:
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.accept()
    return tuple(told.args)


def test_every_kind_of_document_and_every_style_is_offered(parent, tmp_path):
    dialog = DocumentsDialog(tmp_path, ReportRequest(), parent)
    assert list(dialog.kinds) == [*(kind.key for kind in DOCUMENTS), FIGURES]
    offered = [dialog.style_choice.itemData(row) for row in range(dialog.style_choice.count())]
    assert offered == [style.key for style in STYLES]
    dialog.close()


def test_the_defaults_are_chosen_where_nothing_was(qtbot, parent, tmp_path):
    dialog = DocumentsDialog(tmp_path, ReportRequest(), parent)
    request, folder = chosen(qtbot, dialog)
    assert folder == tmp_path
    assert request == ReportRequest(
        documents=tuple(kind.key for kind in DOCUMENTS if kind.is_default),
        formats=("png",),
        style="plain",
        paper=get_default_paper(QLocale.system()),
        language="en",
    )


def test_what_is_chosen_is_passed_on_with_the_rest_of_the_request(qtbot, parent, tmp_path):
    dialog = DocumentsDialog(tmp_path, ReportRequest(panels=("waterfall",), dpi=600), parent)
    dialog.kinds["pdf"].setChecked(False)
    dialog.style_choice.setCurrentIndex(dialog.style_choice.findData("apa"))
    dialog.paper.setCurrentIndex(dialog.paper.findData("a4"))
    request, _folder = chosen(qtbot, dialog)
    assert (request.documents, request.style, request.paper) == (("docx", "xlsx"), "apa", "a4")
    assert (request.panels, request.dpi) == (("waterfall",), 600)


@pytest.mark.parametrize("formats", [(), ("tiff", "pdf")])
def test_what_was_written_last_is_chosen(qtbot, parent, tmp_path, formats):
    last = ReportRequest(
        documents=("html",), formats=formats, style="apa", paper="letter", language="fr"
    )
    assert chosen(qtbot, DocumentsDialog(tmp_path, last, parent))[0] == last


def test_figures_that_were_written_in_no_format_come_as_png(qtbot, parent, tmp_path):
    last = ReportRequest(documents=(), formats=(), style="apa", paper="a4", language="en")
    dialog = DocumentsDialog(tmp_path, last, parent)
    dialog.kinds[FIGURES].setChecked(True)
    assert chosen(qtbot, dialog)[0] == replace(last, formats=("png",))


def test_nothing_is_written_without_a_folder(parent, tmp_path):
    dialog = DocumentsDialog(tmp_path, ReportRequest(), parent)
    (write,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "Write")
    assert write.isEnabled()
    dialog.folder.setText("  ")
    assert not write.isEnabled()
    dialog.close()


@pytest.mark.parametrize(
    ("locale", "paper"),
    [
        ("fr_CA", "letter"),
        ("en_US", "letter"),
        ("es_MX", "letter"),
        ("fr_FR", "a4"),
        ("en_GB", "a4"),
        ("C", "a4"),
    ],
)
def test_paper_is_that_of_the_country(locale, paper):
    assert get_default_paper(QLocale(locale)) == paper


def test_the_supplement_is_apart_where_it_was_last_time(qtbot, parent, tmp_path):
    dialog = DocumentsDialog(tmp_path, ReportRequest(), parent)
    dialog.supplement.setChecked(True)
    request, _folder = chosen(qtbot, dialog)
    assert request.supplement is True
    again = DocumentsDialog(tmp_path, request, parent)
    assert again.supplement.isChecked()
    again.close()
