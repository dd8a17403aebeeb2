"""Figures' files: written in order, in every format with captions, and a failure is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from ketgui.figures.catalogue import FIGURES
from ketgui.figures.style import FigureStyle
from ketgui.rendering.image import FORMATS
from ketgui.views.widgets.figures.figure_writer import NAME, FigureWriter

STYLE = FigureStyle(90.0, dpi=72)


@pytest.fixture
def writer(qapp):
    parent = QObject()
    yield FigureWriter(parent)
    parent.deleteLater()


@pytest.fixture
def spec(example):
    return FIGURES[0].build(example)


def test_a_figure_is_written_and_its_place_told(qtbot, writer, example, spec, tmp_path):
    path = tmp_path / "figure.png"
    progress: list[str] = []
    writer.progressed.connect(progress.append)
    with qtbot.waitSignal(writer.written, timeout=20_000) as written:
        writer.write(example, spec, STYLE, path)
    assert written.args == [path]
    assert path.stat().st_size > 1_000
    assert "Drawing figure.png…" in progress


def test_every_format_is_written_with_the_captions(qtbot, writer, example, spec, tmp_path):
    with qtbot.waitSignal(writer.written, timeout=20_000):
        writer.write_all(example, spec, STYLE, tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{NAME}.{suffix}" for suffix in FORMATS} | {"captions.txt"}
    assert spec.caption[:40] in (tmp_path / "captions.txt").read_text("utf-8-sig")


def test_a_file_that_cannot_be_written_is_said_and_the_next_is_written(
    qtbot, writer, example, spec, tmp_path
):
    failures: list[str] = []
    writer.failed.connect(failures.append)
    writer.write(example, spec, STYLE, tmp_path / "missing" / "figure.png")
    writer.write(example, spec, STYLE, tmp_path / "figure.png")
    writer.finish()
    assert len(failures) == 1
    assert "was not written" in failures[0]
    assert (tmp_path / "figure.png").exists()
