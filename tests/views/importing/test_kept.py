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


def test_kept_answers_are_offered_to_a_new_file_and_forgotten_on_wish(qtbot):
    widget = KeptAnswers()
    qtbot.addWidget(widget)
    qtbot.addWidget(widget.offer)
    widget.show_import(answered(), fresh=True)
    widget.remember()
    widget.show_import(import_text(ROWS), fresh=True)
    assert not widget.offer.isHidden()
    with qtbot.waitSignal(widget.loaded) as told:
        widget._on_recall()
    assert told.args[0].tables[0].column("B").target.path == "patients.other"
    widget.forget()
    widget.show_import(import_text(ROWS), fresh=True)
    assert widget.offer.isHidden()


def test_a_mapping_is_exported_and_loaded(qtbot, tmp_path):
    widget = KeptAnswers()
    qtbot.addWidget(widget)
    widget.show_import(answered(), fresh=False)
    widget.export_to(tmp_path / "mapping")
    with qtbot.waitSignal(widget.loaded):
        widget.load_from(tmp_path / "mapping.toml")
