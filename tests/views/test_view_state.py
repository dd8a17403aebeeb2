"""What was typed and chosen in a tab is there after the tab was built anew."""

from __future__ import annotations

from ketgui.views.entry.entry_window import EntryWindow
from ketgui.views.view_state import capture_view, restore_view
from tests.acting import visit


def test_half_typed_text_and_choices_survive_another_language_and_theme(
    qtbot, window, example_is_open
):
    cohort, outcomes = visit(window, 0), visit(window, 3)
    cohort._choice.setCurrentIndex(2)
    cohort._filter.setText("SYN0")
    outcomes.selected.reason.setText("half a reason")
    outcomes._scales.unfold()
    outcomes.selected.reason.setFocus()
    old = window.pages
    window._view.use_language("fr")
    qtbot.waitUntil(lambda: window.pages is not old, timeout=5_000)
    assert window.pages.currentIndex() == 3
    assert window.pages.get_tab(3).selected.reason.text() == "half a reason"
    assert window.pages.get_tab(3)._scales.is_open
    assert window.pages.get_tab(0)._filter.text() == "SYN0"
    assert window.pages.get_tab(0)._choice.currentIndex() == 2


def test_a_sentence_that_is_being_changed_is_kept_and_one_that_is_not_is_translated(
    window, example_is_open
):
    editor = visit(window, 4).sentences
    editor.choose(editor._shown[0].sentence.key)
    kept = capture_view(window.pages)
    editor.choose(editor._shown[1].sentence.key)
    restore_view(window.pages, kept)
    assert editor.chosen == editor._shown[0].sentence.key
    editor.editor.insertPlainText("Typed. ")
    editor.editor.document().setModified(True)
    kept = capture_view(window.pages)
    editor.choose(editor._shown[1].sentence.key)
    restore_view(window.pages, kept)
    assert editor.editor.toPlainText().startswith("Typed. ")


def test_the_entry_window_speaks_the_other_language_and_holds_what_was_typed(
    qtbot, window, example_is_open
):
    window.menu_actions.enter_data()
    old = window.findChild(EntryWindow)
    old.patients.setCurrentRow(1)
    old.tabs.setCurrentIndex(2)
    old.rating_form.items.lines[0].setText("3")
    old._show_message("a total of 70", "warning")
    window._view.use_language("fr")
    qtbot.waitUntil(lambda: window.findChild(EntryWindow) is not old, timeout=5_000)
    new = window.findChild(EntryWindow)
    assert new.isVisible()
    assert new.windowTitle() == "Saisie des données"
    assert new.patient_id == "SYN02"
    assert new.rating_form.items.lines[0].text() == "3"
    assert new.message.text() == "a total of 70"
    new.close()
