"""The figure composer: by mouse and keyboard, and the files it writes."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
)

from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.rendering.image import to_image
from ketgui.reporting.request import ReportRequest
from ketgui.views.report.composer.composer import Composer
from ketgui.views.widgets.figures.export_dialog import ExportDialog
from ketgui.views.widgets.letters import get_plain_text
from tests.acting import settled, visit


@pytest.fixture
def composer(qtbot, example):
    dialog = Composer(example, Composition(), FigureStyle(dpi=100))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(composer, words: str) -> None:
    next(b for b in composer.findChildren(QPushButton) if get_plain_text(b) == words).click()


def titles(composer) -> list[str]:
    return [panel.title for panel in composer.spec.panels]


def said(composer) -> str:
    return " ".join(label.text() for label in composer.findChildren(QLabel))


def test_panels_are_moved_by_keyboard_added_and_taken_out(qtbot, composer):
    first, second, *others = titles(composer)
    listed = composer.findChild(QListWidget)
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(composer, "Later")
    press(composer, "Earlier")
    assert titles(composer) == [second, first, *others]
    press(composer, "Remove")
    assert titles(composer) == [second, *others]
    press(composer, "Add")
    # Figure 1, itself put together, is none of the panels on offer.
    assert composer.composition.panels[-1] == "demographics"
    assert [panel.letter for panel in composer.spec.panels] == list("ABCD")


def test_no_more_than_six_panels_and_no_fewer_than_one(composer):
    for _time in range(2):
        press(composer, "Add")
    add = next(b for b in composer.findChildren(QPushButton) if get_plain_text(b) == "Add")
    assert not add.isEnabled()
    for _time in range(9):
        press(composer, "Remove")
    assert len(composer.composition.panels) == 1


def test_sizes_and_small_letters_are_said(composer):
    press(composer, "90")
    press(composer, "600")
    assert composer.spec.columns == 1
    assert "90 × 240 mm, 2126 × 5669 pixels" in said(composer)
    assert "1 column: in more, panels would be too narrow" in said(composer)
    press(composer, "180")
    assert composer.spec.columns == 2
    assert "too narrow" not in said(composer)
    assert "points at least" not in said(composer)
    composer.findChildren(QDoubleSpinBox)[0].setValue(6)
    assert "points at least" in said(composer)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_generated_caption_is_a_start_for_ones_own(composer, code):
    composer._form._language.setCurrentIndex(composer._form._language.findData(code))
    generated = composer.spec.caption
    press(composer, "Change the generated words")
    assert composer.composition.caption == generated
    composer._form._caption.appendPlainText("Our own line.")
    assert composer.spec.caption == f"{generated} Our own line."


@pytest.mark.parametrize("suffix", ["png", "tiff", "svg", "pdf"])
def test_what_is_shown_is_what_is_written(qtbot, tmp_path, composer, suffix):
    path = tmp_path / f"Fïgure.{suffix}"
    with qtbot.waitSignal(composer._writer.written):
        composer.export(path)
    assert path.stat().st_size > 1000
    if suffix in ("png", "tiff"):
        with Image.open(path) as read:
            assert read.width == round(180 / 25.4 * 100)
            assert read.info["dpi"] == pytest.approx((100, 100), abs=0.02)
            text = str(read.info) + str(dict(getattr(read, "tag_v2", {})))
        assert "KetGUI" in text
        assert "sha256" in text
        assert str(Path.home()) not in text
    if suffix == "png":
        assert to_image(composer.spec, 180, 100).size().width() == read.width


def test_export_all_makes_a_folder_for_a_journal(qtbot, tmp_path, composer):
    with qtbot.waitSignal(composer._writer.written):
        composer.export_all(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*(f"Figure_1.{kind}" for kind in ("png", "tiff", "svg", "pdf")),
                     "captions.txt"}  # fmt: skip
    words = (tmp_path / "captions.txt").read_text("utf-8-sig")
    assert composer.spec.caption in words
    height = 180 * composer.spec.height_ratio
    size = f"180.0 × {height:.1f} mm; 709 × {round(height / 25.4 * 100)} pixels at 100 dpi"
    assert f"{size}; letters of 7.0 points" in words


def test_the_menu_of_the_figure_opens_its_data_and_its_caption(composer):
    composer._canvas.table_requested.emit()
    (tabs,) = composer.findChildren(QTabWidget)
    assert [tabs.tabText(n)[0] for n in range(tabs.count())] == ["A", "B", "C", "D"]
    composer._canvas.about_requested.emit()
    assert composer.spec.caption in said(composer)
    for dialog in composer.findChildren(QDialog):
        dialog.close()


def test_the_clipboard_has_the_picture_and_svg(composer):
    press(composer, "Copy")
    data = QGuiApplication.clipboard().mimeData()
    assert data.imageData().width() == round(180 / 25.4 * 100)
    assert bytes(data.data("image/svg+xml").data()).startswith(b"<?xml")


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Make room on the disk"),
        (errno.EACCES, "Close the file if it is open elsewhere"),
        (errno.EROFS, "may write to"),
        (errno.EIO, "Choose another folder"),
    ],
)
def test_what_cannot_be_written_is_said_with_what_to_do(
    qtbot, tmp_path, composer, monkeypatch, number, advice
):
    path = tmp_path / "f.png"
    path.write_bytes(b"old")

    def refuse(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with qtbot.waitSignal(composer._writer.failed):
        composer.export(path)
    assert advice in said(composer)
    assert str(path) in said(composer)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_too_long_or_a_folder_that_is_gone_is_said(qtbot, tmp_path, composer):
    with qtbot.waitSignal(composer._writer.failed):
        composer.export(tmp_path / ("x" * 300 + ".png"))
    assert "Choose a shorter name" in said(composer)
    with qtbot.waitSignal(composer._writer.failed):
        composer.export(tmp_path / "gone" / "f.png")
    assert "Choose a folder that is there" in said(composer)


def test_a_long_path_is_written(qtbot, tmp_path, composer):
    folder = tmp_path / ("d" * 120) / ("é" * 60) / ("f" * 120)
    folder.mkdir(parents=True)
    with qtbot.waitSignal(composer._writer.written):
        composer.export(folder / "figure.png")
    assert (folder / "figure.png").exists()


def test_the_report_tab_and_the_export_show_what_was_composed(
    qtbot, window, example_is_open, monkeypatch
):
    report = visit(window, 4)
    assert report._figure.spec.key == "figure_1"
    report.compose()
    dialog = window.findChild(Composer)
    press(dialog, "Remove")
    composed = dialog.spec
    dialog.accept()
    shown = report._figure.spec
    assert [panel.title for panel in shown.panels] == [panel.title for panel in composed.panels]
    assert report.caption.document().toRawText() == composed.caption
    exported = []
    monkeypatch.setattr(window.exporter, "export_figure", lambda spec, _kind: exported.append(spec))
    window.actions_by_name["export_figure_1"].trigger()
    assert [spec.caption for spec in exported] == [composed.caption]
    plan = replace(window.session.plan, remission_score=12)
    settled(qtbot, window.session, lambda: window.session.set_plan(plan))
    assert len(report._figure.spec.panels) == len(composed.panels)


def test_what_was_composed_is_exported_and_copied_in_its_own_size(qtbot, window, example_is_open):
    composed = Composition(("swimmer", "demographics", "adverse_events"))
    narrow = FigureStyle(90.0, 600)
    window.session.report.change(ReportRequest().with_figure(composed, narrow))
    shown = visit(window, 4)._figure
    assert (shown.spec.columns, shown.spec.width_mm) == (1, 90)
    shown.copy()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == pytest.approx(90 / 25.4 * 300, abs=1)
    window.actions_by_name["export_figure_1"].trigger()
    offered = []
    dialog = window.findChild(ExportDialog)
    dialog.chosen.disconnect()
    dialog.chosen.connect(lambda _path, _kind, style: offered.append(style))
    dialog.accept()
    assert offered == [narrow]


class Painted(QObject):
    """Counts how often something is painted."""

    times = 0

    def eventFilter(self, _of, event):
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_a_caption_on_show_is_painted_anew(qtbot, composer):
    qtbot.waitExposed(composer)
    caption = composer.findChild(QPlainTextEdit)
    composer.findChild(QScrollArea).ensureWidgetVisible(caption)
    qtbot.wait(100)
    painted = Painted()
    caption.viewport().installEventFilter(painted)
    composer._form.show_generated("Other title", "Other caption")
    qtbot.waitUntil(lambda: painted.times > 0, timeout=1000)
    caption.viewport().removeEventFilter(painted)
