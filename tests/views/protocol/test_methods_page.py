"""The Methods paragraph and the planned protocol as a table."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from ketgui.reporting.documents.table_file import write_table
from ketgui.reporting.paragraphs.sentences import compose_sentences

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_the_methods_are_copied_and_exported_in_either_language(qtbot, window, planned, tmp_path):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.start_links.linkActivated.emit("paper")
    tab = window.pages.get_tab(1)
    page = tab.methods
    tab.views.setCurrentWidget(page)
    page.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == page.text
    assert page.text.startswith("TMS was given to 13 patients with a MagVenture stimulator")
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(1)
    assert page.text.startswith(
        "La SMTr a été administrée à 13 patients avec un stimulateur MagVenture"
    )
    assert "au-dessus du CPFDL gauche" in page.paragraph.toPlainText()
    for kind in ("docx", "txt", "html", "md"):
        path = tmp_path / f"méthodes.{kind}"
        page.write(path, kind)
        assert path.stat().st_size > 500
    assert page.text in (tmp_path / "méthodes.txt").read_text(encoding="utf-8-sig")
    assert page.message.text() == "méthodes.md was saved."
    page.write(tmp_path / "nowhere" / "méthodes.md", "md")
    assert "méthodes.md was not written: " in page.message.text()


def test_the_planned_protocol_is_a_table_that_can_be_exported(qtbot, window, planned, tmp_path):
    tab = window.pages.get_tab(1)
    page = tab.methods
    tab.views.setCurrentWidget(page)
    assert not page._planned.isVisibleTo(page)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        planned.start_links.linkActivated.emit("paper")
    assert page._planned.isVisibleTo(page)
    make = page._model.maker()
    assert make is not None
    for kind in ("csv", "xlsx", "docx"):
        path = tmp_path / f"protocol.{kind}"
        write_table(make(), path, kind)
        assert path.stat().st_size > 500
    lines = (tmp_path / "protocol.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Device time (derived),14:33 min,19:47 min," in [x.replace("\u00a0", " ") for x in lines]


def test_a_sentence_in_ones_own_words_stands_in_the_methods(qtbot, window, planned):
    tab = window.pages.get_tab(1)
    tab.views.setCurrentWidget(tab.methods)
    said = next(
        one for one in compose_sentences(window.session.analysis) if one.key.endswith("ketamine")
    )
    mine = window.session.report.sentence_edits.rewrite(said, "Ketamine was given as usual.")
    window.session.report.rewrite(mine, "In other words")
    assert "Ketamine was given as usual. The following details" in tab.methods.text
    window.session.history.undo()
    assert "given as usual" not in tab.methods.text
