"""Answers kept for files with the same headers."""

from __future__ import annotations

from ketgui.importing import import_text
from ketgui.importing.changes import ColumnChange
from ketgui.views.importing.kept import KeptAnswers

ROWS = "id,age,MADRS before,MADRS after\nP1,45,27,12\nP2,52,31,20\n"


def answered():
    mapping = import_text(ROWS).mapping
    file = mapping.tables[0].file
    return import_text(ROWS, mapping.with_change(ColumnChange(file, "", "B", "patients.other")))


def remembered(qtbot) -> KeptAnswers:
    """Return the button after the answers to a file with these headers were kept."""
    widget = KeptAnswers()
    qtbot.addWidget(widget)
    qtbot.addWidget(widget.notice)
    widget.show_import(answered(), fresh=True)
    widget.remember()
    return widget


def test_kept_answers_are_used_for_a_new_file_and_said(qtbot):
    widget = remembered(qtbot)
    with qtbot.waitSignal(widget.loaded) as told:
        widget.show_import(import_text(ROWS), fresh=True)
    assert told.args[0].tables[0].column("B").target.path == "patients.other"
    assert not widget.notice.isHidden()
    # Read under them, the file is the same one.
    widget.show_import(import_text(ROWS, told.args[0]), fresh=False)
    assert not widget.notice.isHidden()


def test_kept_answers_are_taken_back_with_one_click(qtbot):
    widget = remembered(qtbot)
    plain = import_text(ROWS)
    widget.show_import(plain, fresh=True)
    with qtbot.waitSignal(widget.loaded) as told:
        widget._on_back()
    assert told.args[0] == plain.mapping
    assert widget.notice.isHidden()


def test_answers_that_a_file_comes_with_are_not_overruled(qtbot):
    widget = remembered(qtbot)
    other = import_text(ROWS).mapping.with_change(ColumnChange("pasted.txt", "", "B", ""))
    with qtbot.assertNotEmitted(widget.loaded):
        widget.show_import(import_text(ROWS, other), fresh=True)
    assert widget.notice.isHidden()


def test_kept_answers_are_forgotten_on_wish(qtbot):
    widget = remembered(qtbot)
    widget.forget()
    with qtbot.assertNotEmitted(widget.loaded):
        widget.show_import(import_text(ROWS), fresh=True)
    assert widget.notice.isHidden()


def test_a_mapping_is_exported_and_loaded(qtbot, tmp_path):
    widget = KeptAnswers()
    qtbot.addWidget(widget)
    widget.show_import(answered(), fresh=False)
    widget.export_to(tmp_path / "mapping")
    with qtbot.waitSignal(widget.loaded):
        widget.load_from(tmp_path / "mapping.toml")
