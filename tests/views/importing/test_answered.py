"""The list of answers."""

from __future__ import annotations

from ketgui.importing import import_files, import_text
from ketgui.importing.changes import (
    ColumnChange,
    DayChange,
    Decision,
    FileChange,
    IdsChange,
    TableChange,
)
from ketgui.importing.mapping import mapping_file
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


def test_the_encoding_that_was_chosen_is_listed_and_taken_back(tmp_path):
    path = tmp_path / "a.csv"
    text = "id;ward;MADRS before;MADRS after\nP1;été;30;12\nP2;nord;28;9\n"
    path.write_bytes(text.encode("cp1252"))
    plain = import_files([path])
    assert list(list_answers(plain)) == []
    chosen = import_files([path], plain.mapping.with_change(FileChange("a.csv", "mac-roman")))
    (answer,) = list_answers(chosen)
    assert answer.words == "a.csv: Mac Roman · semicolon"
    back = import_files([path], answer.without)
    assert back.mapping.find_file("a.csv").encoding == "cp1252"
    assert list(list_answers(back)) == []


def test_an_encoding_that_does_not_fit_can_be_taken_back(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id;MADRS before;MADRS after\né;30;12\nP2;28;9\n".encode("cp1252"))
    plain = import_files([path])
    wrong = import_files([path], plain.mapping.with_change(FileChange("a.csv", "utf-8")))
    assert wrong.cohort is None
    (answer,) = list_answers(wrong)
    assert import_files([path], answer.without).cohort is not None


def test_a_chosen_delimiter_is_kept_in_a_mapping_s_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,MADRS before,MADRS after\nP1,30,12\n")
    change = FileChange("a.csv", delimiter=",")
    mapping = import_files([path], import_files([path]).mapping.with_change(change)).mapping
    again = mapping_file.from_toml(mapping_file.to_toml(mapping))
    assert again.find_file("a.csv").by_user
    plain = mapping_file.to_toml(import_files([path]).mapping)
    assert "by_user" not in plain
