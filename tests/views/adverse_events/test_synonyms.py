"""Words that are counted as one term."""

from __future__ import annotations

from tests.acting import events_counted
from tests.views.adverse_events.actions import after, look


def test_words_are_counted_as_one_and_kept_apart_again(qtbot, session, tab):
    part = tab.synonyms
    assert not part.add.isEnabled()
    part.word.setCurrentText("anxiety")
    part.term.setCurrentText("dissociation")
    after(qtbot, session, tab, part.add.click)
    assert [part.model.text(0, column) for column in range(3)] == ["anxiety", "dissociation", "2"]
    assert "1 word" in part.summary.text()
    assert ["dissociation", "13/21 (61.9%)"] in [row[:2] for row in look(qtbot, tab, "term")]
    assert "words" in session.history.lines[-1]
    part.view.selectRow(0)
    after(qtbot, session, tab, part.separate.click)
    assert part.model.rowCount() == 0
    after(qtbot, session, tab, session.history.undo)
    assert part.model.rowCount() == 1


def test_a_word_of_the_built_in_list_is_shown_and_kept_apart(qtbot, session, tab):
    from ketgui.domain.edits import RowAddition

    values = {"patient_id": "SYN05", "term": "Nausées"}
    after(qtbot, session, tab, lambda: session.edit(RowAddition("adverse_events", values), "added"))
    part = tab.synonyms
    assert [part.model.text(0, column) for column in range(2)] == ["Nausées", "nausea"]
    part.view.selectRow(0)
    after(qtbot, session, tab, part.separate.click)
    assert session.plan.events.synonyms == (("Nausées", "Nausées"),)
    assert part.model.rowCount() == 0
    after(qtbot, session, tab, session.history.undo)
    after(qtbot, session, tab, part.harmonise.click)
    assert not session.plan.events.harmonise
    assert part.model.rowCount() == 0


def test_the_whole_list_of_words_is_shown_and_changed(qtbot, session, tab):
    part = tab.synonyms
    assert part.model.rowCount() == 0
    part.show_all.setChecked(True)
    events_counted(qtbot, tab)
    lines = [[part.model.text(row, c) for c in range(3)] for row in range(part.model.rowCount())]
    assert ["nausées", "nausea", "0"] in lines
    assert "as it stands" in part.summary.text()
    part.view.selectRow(lines.index(["nausées", "nausea", "0"]))
    assert (part.word.currentText(), part.term.currentText()) == ("nausées", "nausea")
    part.term.setCurrentText("queasiness")
    after(qtbot, session, tab, part.add.click)
    assert session.plan.events.synonyms == (("nausées", "queasiness"),)
    assert part.model.text(0, 1) == "queasiness"
    part.show_all.setChecked(False)
    events_counted(qtbot, tab)
    assert part.model.rowCount() == 0


def test_words_of_another_alphabet_do_not_drive_each_other_out(qtbot, session, tab):
    part = tab.synonyms
    for word, term in (("тошнота", "nausea"), ("рвота", "тошнота")):
        part.word.setCurrentText(word)
        part.term.setCurrentText(term)
        after(qtbot, session, tab, part.add.click)
    assert session.plan.events.synonyms == (("тошнота", "nausea"), ("рвота", "тошнота"))
