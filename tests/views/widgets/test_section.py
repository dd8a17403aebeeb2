"""Sections: a heading folds its content, and a question mark asks how it is obtained."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from ketgui.views.help_pages import read_glossary
from ketgui.views.widgets.section import Section


def buttons(section: Section) -> list[QToolButton]:
    return section.findChildren(QToolButton)


@pytest.mark.parametrize("opened", [True, False])
def test_a_heading_folds_and_unfolds_its_content(qtbot, opened):
    content = QLabel("content")
    section = Section("Paired change", content, opened=opened)
    qtbot.addWidget(section)
    section.show()
    (heading,) = buttons(section)
    assert content.isVisible() == opened
    arrow = heading.icon().pixmap(16).toImage()
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert content.isVisible() != opened
    assert heading.icon().pixmap(16).toImage() != arrow


def test_a_question_mark_asks_about_its_title(qtbot):
    section = Section("Paired change", QLabel(), explained=True)
    qtbot.addWidget(section)
    question = buttons(section)[1]
    assert question.accessibleName() == "What this is: Paired change"
    assert question.accessibleDescription() == read_glossary()["Paired change"]
    assert read_glossary()["Paired change"] in question.toolTip()
    with qtbot.waitSignal(section.explanation_wanted) as wanted:
        question.click()
    assert wanted.args == ["Paired change"]


def test_a_screen_reader_hears_whether_it_is_folded(qtbot):
    section = Section("Relapse", QLabel("x"), opened=False)
    qtbot.addWidget(section)
    assert section._button.accessibleDescription() == "collapsed"
    section.unfold()
    assert section._button.accessibleDescription() == "expanded"
