"""The list of answers."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.changes import ColumnChange, DayChange, Decision, IdsChange, TableChange
from ketgui.views.importing.answered import Answered, list_answers

ROWS = "id,age,MADRS before,MADRS after\nP1,45,27,12\nP2,52,31,20\n"


def answered(*changes):
    imported = import_text(ROWS)
    mapping = imported.mapping
    for change in changes:
        mapping = mapping.with_change(change)
    return import_text(ROWS, mapping)


def test_every_kind_of_answer_has_a_line_and_a_way_back():
    file = import_text(ROWS).mapping.tables[0].file
    imported = answered(
        TableChange(file, "", used=True),
        ColumnChange(file, "", "B", ""),
        Decision("exclude", file, "", 2, reason="moved away"),
        IdsChange("keep"),
        DayChange(14.0),
    )
    found = list(list_answers(imported))
    assert len(found) == len({answer.words for answer in found}) == 5
    for answer in found:
        left = {other.words for other in list_answers(import_text(ROWS, answer.without))}
        assert answer.words not in left


def test_without_an_answer_there_is_nothing_to_take_back(qtbot):
    widget = Answered()
    qtbot.addWidget(widget)
    assert widget.show_import(import_text(ROWS)) == 0
    assert not widget._back.isEnabled()
    assert not widget._change.isEnabled()


def test_the_chosen_answer_is_taken_back(qtbot):
    widget = Answered()
    qtbot.addWidget(widget)
    widget.show_import(answered(IdsChange("keep"), DayChange(14.0)))
    widget._list.setCurrentRow(1)
    with qtbot.waitSignal(widget.taken_back) as told:
        widget._back.click()
    assert told.args[0].after_day is None
    assert told.args[0].ids == "keep"
