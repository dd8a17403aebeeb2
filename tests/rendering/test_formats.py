"""Every figure in every format: its size on paper, its resolution, its words, one picture."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ketgui.figures import theme
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.rendering import image

EACH = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
# Mean and largest difference, of 255, between two renderers of the same lines and letters: the
# one over all pixels, the other over squares of 8 pixels, where letters' edges even out.
MEAN, SQUARE = 1.5, 40


def mm(points: float) -> float:
    return points / 72 * 25.4


def written(spec, tmp_path, suffix, **size):
    path = tmp_path / f"{spec.key}.{suffix}"
    image.write(spec, path, suffix, **size)
    return path


def assert_same(one: np.ndarray, other: np.ndarray) -> None:
    difference = one - other
    assert np.abs(difference).mean() < MEAN
    tall, wide = (side // 8 * 8 for side in difference.shape[:2])
    squares = difference[:tall, :wide].reshape(tall // 8, 8, wide // 8, 8, 3).mean(axis=(1, 3))
    assert np.abs(squares).max() < SQUARE


@EACH
@pytest.mark.parametrize("width_mm", [90, 183.7])
def test_a_pdf_has_its_size_to_a_tenth_of_a_millimetre_and_its_words(
    qapp, tmp_path, example, figure, width_mm
):
    spec = figure.build(example)
    read = PdfReader(written(spec, tmp_path, "pdf", width_mm=width_mm), strict=True)
    box = read.pages[0].mediabox
    assert mm(float(box.width)) == pytest.approx(width_mm, abs=0.1)
    assert mm(float(box.height)) == pytest.approx(width_mm * spec.height_ratio, abs=0.1)
    words = "".join(read.pages[0].extract_text().split())
    for panel in spec.panels:
        shown = (panel.reason,) if panel.reason else (panel.subtitle, panel.y.label)
        assert all("".join(text.split()) in words for text in shown)


@EACH
def test_a_tiff_is_the_png_with_its_resolution(qapp, tmp_path, example, figure):
    spec = figure.build(example)
    size = {"width_mm": 90, "dpi": 300}
    with (
        Image.open(written(spec, tmp_path, "tiff", **size)) as tiff,
        Image.open(written(spec, tmp_path, "png", **size)) as png,
    ):
        assert tiff.info["compression"] == "tiff_lzw"
        assert tiff.info["dpi"] == pytest.approx((300, 300), abs=0.02)
        assert tiff.width / 300 * 25.4 == pytest.approx(90, abs=0.1)
        assert tiff.height / 300 * 25.4 == pytest.approx(90 * spec.height_ratio, abs=0.1)
        assert np.array_equal(np.asarray(tiff.convert("RGB")), np.asarray(png.convert("RGB")))
        assert tags_of(tiff)[305].startswith("KetGUI ")
        assert tags_of(tiff)[270]


@EACH
@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="Poppler draws the PDF")
def test_svg_and_pdf_are_the_picture_of_the_png(qapp, tmp_path, example, figure, pixels):
    spec = figure.build(example)
    direct = image.to_image(spec, 180, 192)
    from_svg = QImage(direct.size(), QImage.Format.Format_RGB32)
    from_svg.fill(QColor("white"))
    painter = QPainter(from_svg)
    svg = written(spec, tmp_path, "svg", width_mm=180)
    QSvgRenderer(str(svg)).render(painter, QRectF(from_svg.rect()))
    painter.end()
    assert_same(pixels(direct), pixels(from_svg))
    pdf, drawn = written(spec, tmp_path, "pdf", width_mm=180), tmp_path / "drawn"
    # Poppler moves edges to whole pixels: smaller pixels, made larger, leave less of that.
    size = ["-scale-to-x", str(4 * direct.width()), "-scale-to-y", str(4 * direct.height())]
    subprocess.run(["pdftoppm", "-singlefile", *size, pdf, drawn], check=True)
    with Image.open(drawn.with_suffix(".ppm")) as large:
        small = large.convert("RGB").resize((direct.width(), direct.height()), Image.Resampling.BOX)
    assert_same(pixels(direct), np.asarray(small).astype(int))


@pytest.mark.parametrize("dpi", [300, 600, 1200])
def test_lines_and_letters_keep_their_share_of_the_page(qapp, example, dpi, pixels):
    spec = Composition().build(example)
    shares = [(255 - pixels(image.to_image(spec, 90, one))).mean() for one in (96, dpi)]
    assert shares[1] == pytest.approx(shares[0], rel=0.01)


def test_larger_letters_are_larger_in_every_format(qapp, tmp_path, example):
    sizes: dict[float, float] = {}
    for points in (7.0, 10.5):
        style = FigureStyle(font_points=points)
        spec = Composition(("before_after",)).build(example, style)
        page = PdfReader(written(spec, tmp_path, "pdf", width_mm=180)).pages[0]
        found: dict[str, float] = {}

        def visit(said, current, text, _font, size, found=found):
            if said.strip():
                found[said.strip()] = abs(size * text[0] * current[0])

        page.extract_text(visitor_text=visit)
        sizes[points] = max(found.values())
    assert sizes[10.5] / sizes[7.0] == pytest.approx(1.5, abs=0.02)
    assert sizes[7.0] == pytest.approx(theme.TEXT_SIZE, abs=0.1)


def _big_endian() -> bytes:
    """A grey picture of one pixel, as TIFF 6.0 section 4 has it."""
    import struct

    entries = ((256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8),
               (277, 3, 1), (278, 3, 1), (279, 4, 1))  # fmt: skip
    packed = b"".join(
        struct.pack(">HHI", tag, kind, 1)
        + (struct.pack(">HH", value, 0) if kind == 3 else struct.pack(">I", value))
        for tag, kind, value in entries
    )
    head = b"MM" + struct.pack(">HI", 42, 10) + b"\x7f\0"
    return head + struct.pack(">H", len(entries)) + packed + struct.pack(">I", 0)


def test_drawn_strip_by_strip_it_is_the_same_picture(qapp, example, monkeypatch, pixels):
    spec = Composition().build(example)
    whole = pixels(image.to_image(spec, 90, 300))
    monkeypatch.setattr(image, "_PART_PIXELS", 50_000)
    parts = list(image.draw_in_parts(spec, 90, 300))
    assert len(parts) > 10
    difference = np.abs(whole - pixels(parts[-1]))
    assert difference.max() <= 2


def tags_of(tiff: Any) -> Any:
    return tiff.tag_v2
