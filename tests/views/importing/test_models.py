"""The source and its mapping as tables."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ketgui.importing import import_text
from ketgui.views.importing.models import MappingModel, SourceModel

IMPORTED = import_text("id,code,MADRS before\nP1,7,30\nP2,8,28\n")


def test_cells_stand_as_in_the_file_and_marked_ones_are_tinted():
    model = SourceModel()
    model.show_table(IMPORTED.tables[0], {(3, "C"): "error"}, {(2, ""): "left out"})
    assert model.index(1, 2).data() == "28"
    assert model.find_cell(3, "C") == (1, 2)
    assert model.find_cell(9, "C") is None
    background = Qt.ItemDataRole.BackgroundRole
    assert model.index(1, 2).data(background) is not None
    assert model.index(1, 0).data(background) is None
    assert model.index(0, 0).data(background) is not None
    header = model.headerData(2, Qt.Orientation.Horizontal)
    assert header == "C · MADRS before"


def test_a_row_for_each_column_says_what_it_is_imported_as_and_how_sure():
    model = MappingModel()
    model.show_mapping(IMPORTED.mapping.tables[0])
    assert model.rowCount() == 3
    assert model.index(2, MappingModel.TARGET).data() == "Score (MADRS, before)"
    assert model.index(0, MappingModel.SURENESS).data() == "please say"
    assert model.index(2, MappingModel.SURENESS).data() == "sure"
    assert model.flags(model.index(0, MappingModel.TARGET)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_no_table_has_no_rows():
    assert SourceModel().rowCount() == MappingModel().rowCount() == 0
