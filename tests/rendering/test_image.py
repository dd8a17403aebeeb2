"""Files: their size, what they say of themselves, and that all of them are one drawing."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ketgui.figures.spec import Axis, FigureSpec, Lines, Panel
from ketgui.rendering import image
from ketgui.rendering.image import to_image, write

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("width_mm", "dpi"), [(180, 300), (90, 600), (85.5, 150), (180, 96)])
def test_a_png_has_exactly_the_pixels_and_the_dpi_asked_for(qapp, tmp_path, single, width_mm, dpi):
    write(single, tmp_path / "f.png", "png", width_mm=width_mm, dpi=dpi)
    read = QImage(str(tmp_path / "f.png"))
    assert read.width() == round(width_mm / 25.4 * dpi)
    assert read.height() == round(width_mm * 0.75 / 25.4 * dpi)
    assert read.dotsPerMeterX() == read.dotsPerMeterY()
    assert read.dotsPerMeterX() * 0.0254 == pytest.approx(dpi, abs=0.013)


def test_the_background_is_white_and_opaque(qapp, single):
    drawn = to_image(single, 90, 300)
    assert not drawn.hasAlphaChannel()
    corners = [(0, 0), (drawn.width() - 1, 0), (0, drawn.height() - 1)]
    assert {drawn.pixelColor(*corner).name() for corner in corners} == {"#ffffff"}


def test_600_dpi_made_smaller_is_the_picture_of_96_dpi(qapp, four_panels, pixels):
    coarse = to_image(four_panels, 180, 96)
    fine = to_image(four_panels, 180, 600).scaled(
        coarse.size(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    difference = pixels(coarse) - pixels(fine)
    assert np.abs(difference).mean() < 2.5
    # Over squares of 8 pixels only what is really elsewhere or thicker is left.
    tall, wide = (side // 8 * 8 for side in difference.shape[:2])
    squares = difference[:tall, :wide].reshape(tall // 8, 8, wide // 8, 8, 3).mean(axis=(1, 3))
    assert np.abs(squares).max() < 16


@pytest.mark.parametrize("dpi", [96, 300, 600])
@pytest.mark.parametrize("points", [0.8, 2.0])
def test_a_line_is_as_wide_on_paper_at_every_dpi(qapp, pixels, dpi, points):
    axis = Axis(0, 1, visible=False)
    line = Lines((((0.0, 0.5), (1.0, 0.5)),), "#000000", points)
    drawn = pixels(to_image(FigureSpec("k", "t", (Panel(axis, axis, (line,)),)), 90, dpi))
    ink = 1 - drawn[:, drawn.shape[1] // 2, 0] / 255
    assert ink.sum() == pytest.approx(points * dpi / 72, rel=0.02, abs=0.03)


@pytest.mark.parametrize("suffix", image.FORMATS)
def test_the_same_figure_gives_the_same_bytes(qapp, tmp_path, four_panels, suffix):
    made: set[bytes] = set()
    for _time in range(2):
        image.write(four_panels, tmp_path / "f", suffix, width_mm=90)
        made.add((tmp_path / "f").read_bytes())
        time.sleep(1.1)
    assert len(made) == 1


def test_a_png_says_what_it_shows(qapp, tmp_path, single):
    write(
        single,
        tmp_path / "f.png",
        "png",
        metadata={"Source": "sha256 ab ≥", "Software": "", "X": ""},
    )
    read = QImage(str(tmp_path / "f.png"))
    assert {key: read.text(key) for key in read.textKeys()} == {
        "Title": "A figure",
        "Description": "Its caption.",
        "Source": "sha256 ab ≥",
    }
    assert str(tmp_path).encode() not in (tmp_path / "f.png").read_bytes()


def test_a_title_with_signs_of_markup_survives_in_svg_and_pdf(qapp, tmp_path):
    axis = Axis(0, 1)
    spec = FigureSpec("k", 'A < B & "C" ≥ é', (Panel(axis, axis),), "Caption <i>.")
    write(spec, tmp_path / "f.svg", "svg", metadata={"Source": "ab"})
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    assert root.findtext(f"{SVG}title") == spec.title
    assert root.findtext(f"{SVG}desc", "").startswith("Caption <i>. | KetGUI")
    write(spec, tmp_path / "f.pdf", "pdf")
    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", (tmp_path / "f.pdf").read_bytes(), re.S)
    assert packet is not None
    texts = list(ElementTree.fromstring(packet[0]).itertext())
    assert spec.title in texts


def test_an_svg_is_1_1_of_true_size_with_text(qapp, tmp_path, four_panels):
    write(four_panels, tmp_path / "f.svg", "svg", width_mm=180)
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    assert (root.get("version"), root.get("width"), root.get("height")) == (
        "1.1",
        "180mm",
        "154.8mm",
    )
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {"MADRS before and after", "remission < 10", "After", "n = 21"} <= words
    assert "Arial" in root.findtext(f"{SVG}style", "")
    assert not list(root.iter(f"{SVG}image"))


def test_an_svg_is_the_very_same_drawing(qapp, tmp_path, four_panels, pixels):
    write(four_panels, tmp_path / "f.svg", "svg", width_mm=180)
    direct = to_image(four_panels, 180, 192)
    from_svg = QImage(direct.size(), QImage.Format.Format_RGB32)
    from_svg.fill(QColor("white"))
    painter = QPainter(from_svg)
    QSvgRenderer(str(tmp_path / "f.svg")).render(painter, QRectF(from_svg.rect()))
    painter.end()
    assert np.abs(pixels(direct) - pixels(from_svg)).mean() < 0.5


def test_a_pdf_has_its_size_embedded_fonts_and_text_that_can_be_searched(
    qapp, tmp_path, four_panels
):
    write(four_panels, tmp_path / "f.pdf", "pdf", width_mm=180)
    data = (tmp_path / "f.pdf").read_bytes()
    assert data.count(b"/FontFile2") == 2
    assert set(re.findall(rb"/FontName /(?:[A-Z]+\+)?([\w-]+)", data)) == {
        b"LiberationSans",
        b"LiberationSans-Bold",
    }
    assert data.count(b"/ToUnicode") == 2
    assert b"/Subtype /Image" not in data


@pytest.mark.parametrize("suffix", ["png", "tiff", "svg", "pdf"])
def test_every_format_is_written_through_one_door(qapp, tmp_path, single, suffix):
    assert set(image.FORMATS) == {"png", "tiff", "svg", "pdf"}
    write(single, tmp_path / f"f.{suffix}", suffix, width_mm=90, dpi=100)
    starts = {"png": b"\x89PNG", "tiff": b"II*\x00", "svg": b"<?xml", "pdf": b"%PDF"}
    assert (tmp_path / f"f.{suffix}").read_bytes().startswith(starts[suffix])


def test_a_folder_that_is_not_there_is_said(qapp, tmp_path, single):
    with pytest.raises(OSError, match="No such file or directory"):
        write(single, tmp_path / "nowhere" / "f.png", "png", width_mm=90, dpi=96)


@pytest.mark.parametrize(
    ("name", "number"),
    [("fsync", errno.ENOSPC), ("replace", errno.EACCES)],
    ids=["the disk is full", "it is open elsewhere"],
)
@pytest.mark.parametrize("suffix", sorted(image.FORMATS))
def test_what_cannot_be_written_leaves_the_old_figure_and_no_other(
    qapp, tmp_path, single, monkeypatch, suffix, name, number
):
    target = tmp_path / f"été.{suffix}"
    target.write_bytes(b"old")

    def refuse(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, refuse)
    with pytest.raises(OSError, match=os.strerror(number)):
        write(single, target, suffix, width_mm=90, dpi=96)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_too_many_pixels_are_refused_in_words(qapp, single):
    with pytest.raises(OSError, match="cannot be made; choose fewer dpi"):
        to_image(single, 5000, 6000)


def test_a_figure_is_written_with_no_display_and_no_application(tmp_path):
    code = (
        "from pathlib import Path; import sys\n"
        "from ketgui.figures.spec import Axis, FigureSpec, Panel\n"
        "from ketgui.rendering.image import write\n"
        "spec = FigureSpec('k', 't', (Panel(Axis(0, 1), Axis(0, 1)),))\n"
        "write(spec, Path(sys.argv[1]), 'png')\n"
        "print([name for name in ('scipy', 'pandas', 'matplotlib') if name in sys.modules])\n"
    )
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "f.png")],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.strip() == "[]"
    assert (tmp_path / "f.png").stat().st_size > 1000
