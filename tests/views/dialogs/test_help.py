"""The help: F1 opens the page about what is shown; every statistic says how it is obtained."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QToolButton

from ketgui.paths import find_resource
from ketgui.statistics.results import list_results_of_tab
from ketgui.text import LANGUAGES, _, use_language
from ketgui.views import menus as commands
from ketgui.views.dialogs.help import PAGES, Help
from ketgui.views.help_pages import NUMBERS, find_title, read_page
from ketgui.views.menu_actions import find_example
from ketgui.views.tabs import TABS


def headings(markdown: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_statistic_of_the_outcome_says_how_it_is_obtained(code):
    use_language(code)
    told = headings(read_page(NUMBERS))
    assert [
        kind.title for kind in list_results_of_tab("outcomes") if _(kind.title) not in told
    ] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_there_in_every_language_and_no_other(code):
    files = {file.stem for file in find_resource("help", code).glob("*.md")}
    assert files == set(PAGES)


def test_pages_say_the_same_in_both_languages():
    for key in PAGES:
        shapes = []
        for code in LANGUAGES:
            use_language(code)
            text = read_page(key)
            shapes.append((len(headings(text)), text.count("\n- "), text.count("\n| ")))
        assert shapes[0] == shapes[1], key


def test_french_pages_have_no_mark_that_begins_a_line():
    use_language("fr")
    assert [key for key in PAGES if re.search(r"[ \n][:;!?%»]|«[ \n]", read_page(key))] == []


def test_the_page_of_keys_names_every_shortcut():
    every = [command for _title, group in commands.MENUS for command in group if command]
    keys = [key for command in every if command.key for key in command.key.split("; ")]
    assert [key for key in keys if key not in read_page("keys")] == []


def test_a_page_opens_at_its_heading(qtbot):
    shown = Help(NUMBERS, "Change by group")
    qtbot.addWidget(shown)
    cursor = shown.browser.textCursor()
    assert cursor.block().text() == "Change by group"
    document = shown.browser.document()
    assert isinstance(document, QTextDocument)
    assert "Welch" in document.toPlainText()


def helped(window, act) -> Help:
    act()
    shown = window.findChildren(Help)[-1]
    shown.window().close()
    return shown


def test_f1_opens_the_page_about_what_is_shown(qtbot, window):
    action = window.actions_by_name["show_help"]
    assert action.shortcut().toString() == "F1"
    assert (
        helped(window, action.trigger)
        .browser.toPlainText()
        .startswith(find_title(read_page("import")))
    )
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.open([find_example()])
    for place, tab in enumerate(TABS):
        window.pages.setCurrentIndex(place)
        words = helped(window, action.trigger).browser.toPlainText()
        assert words.startswith(find_title(read_page(tab.key)))


def test_the_question_mark_of_a_statistic_leads_to_its_words(qtbot, window):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.open([find_example()])
    window.pages.setCurrentIndex(3)
    marks = [
        button
        for button in window.pages.get_tab(3).findChildren(QToolButton)
        if button.accessibleName() == "What this is: Paired change"
    ]
    assert len(marks) == 1
    shown = helped(window, marks[0].click)
    assert shown.browser.toPlainText().startswith("Glossary")
    assert shown.browser.textCursor().block().text() == "Paired change"
    shown.browser.anchorClicked.emit(QUrl("numbers#Paired%20change"))
    assert shown.browser.toPlainText().startswith("How each number is obtained")
    assert shown.browser.textCursor().block().text() == "Paired change"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_glossary_has_the_terms_that_the_window_uses(code):
    use_language(code)
    text = read_page("glossary").casefold()
    for term in (_("Response"), _("Remission"), _("Partial response"), _("Serious"), _("Change")):
        assert term.casefold() in text, term
