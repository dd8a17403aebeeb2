"""Exporting a figure: its size in pixels before it is written, its file named by its format."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.style import FigureStyle
from ketgui.settings import Settings
from ketgui.views.widgets.figures.export_dialog import FORMATS, ExportDialog


@pytest.fixture
def spec(example):
    return FIGURES[0].build(example)


@pytest.fixture
def dialog(qtbot, spec):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ExportDialog(spec, Settings(), "png", parent)
    yield made
    made.close()


def test_the_pixels_follow_from_width_and_resolution(dialog, spec):
    dialog._width.setValue(180)
    dialog._dpi.setValue(254)
    height = round(180 * FigureStyle(180.0).apply(spec).height_ratio * 10)
    assert dialog._pixels.text() == f"1800 × {height} pixels"


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_file_is_named_by_its_format(dialog, suffix):
    dialog._format.setCurrentIndex(dialog._format.findData(suffix))
    assert Path(dialog._path.text()).suffix == f".{suffix}"
    assert dialog._dpi.isEnabled() == (suffix in ("png", "tiff"))


def test_a_preset_sets_its_number(dialog):
    button = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Width 90")
    button.click()
    assert dialog._width.value() == 90


def test_what_was_chosen_is_passed_on(qtbot, dialog, tmp_path):
    dialog._path.setText(str(tmp_path / "figure.png"))
    dialog._width.setValue(90)
    dialog._dpi.setValue(600)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [tmp_path / "figure.png", "png", FigureStyle(90.0, 600)]


def test_a_journal_preset_sets_the_size_and_the_look_and_says_so(qtbot, dialog):
    names = [dialog._preset.itemText(row) for row in range(dialog._preset.count())]
    dialog._preset.setCurrentIndex(names.index("One column 90 mm, shades of grey"))
    dialog._preset.activated.emit(dialog._preset.currentIndex())
    assert (dialog._width.value(), dialog._dpi.value()) == (90, 600)
    assert dialog._pixels.text().endswith("pixels; shades of grey")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args[2] == FigureStyle(90.0, 600, palette="grey")


def test_without_a_preset_the_look_is_the_usual_one_again(qtbot, dialog):
    for row in (dialog._preset.findText("Slide"), 0):
        dialog._preset.setCurrentIndex(row)
        dialog._preset.activated.emit(row)
    assert "letters" not in dialog._pixels.text()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args[2] == FigureStyle(250.0, 150)
