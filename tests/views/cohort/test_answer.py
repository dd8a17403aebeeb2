"""The cohort tab answers with who is enrolled, analysed and excluded."""

from __future__ import annotations

from ketgui.views.cohort.answer import summarize


def test_patients_and_problems_are_counted(analysis_of):
    answer = summarize(analysis_of([(30, 12), (28, None)]), problems=3)
    assert answer.sentence == (
        "2 patients are enrolled; 1 of them with a MADRS score before and after."
    )
    assert [tile.value for tile in answer.tiles] == ["2", "1", "0", "3"]


def test_a_tile_leads_to_the_problems(qtbot, window, example_is_open):
    window.show()
    window.activateWindow()
    tab = window.pages.get_tab(0)
    tab.answer.tiles[3].click()
    assert tab._problems.isAncestorOf(window.focusWidget())
