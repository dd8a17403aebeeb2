"""A figure as a file: PNG, SVG, PDF, all from the one painter."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSaveFile, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from ketgui.figures import theme
from ketgui.figures.spec import FigureSpec
from ketgui.rendering.painter import Drawing
from ketgui.text import _

_PAGE_DPI = 96
_MM_PER_INCH = 25.4


def ensure_application() -> QApplication:
    """Return the application, made if there is none; without a display it draws off screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["ketgui"])


def write(
    spec: FigureSpec,
    path: Path,
    suffix: str,
    *,
    width_mm: float = 180.0,
    dpi: int = 300,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write a figure; an existing file is replaced whole or not at all.

    Parameters
    ----------
    suffix : {"png", "svg", "pdf"}
    width_mm : float
        Width of the page; its height follows from the figure.
    dpi : int
        Pixels per inch of a PNG, recorded in it.
    metadata : mapping of str to str
        What the file says of itself (PNG: all of it; SVG and PDF: title and description).

    Raises
    ------
    OSError
        If the file cannot be written; its text says why.
    """
    data = FORMATS[suffix](spec, width_mm, dpi, metadata or {})
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not (written and file.commit()):
        raise OSError(0, file.errorString(), str(path))


def to_image(spec: FigureSpec, width_mm: float, dpi: int) -> QImage:
    """Return the figure as an image of exactly the pixels that width and dpi ask for."""
    width = round(width_mm / _MM_PER_INCH * dpi)
    height = round(width_mm * spec.height_ratio / _MM_PER_INCH * dpi)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    per_metre = round(dpi / _MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    image.fill(QColor(theme.PAPER))
    painter = QPainter(image)
    _drawing(spec, width_mm).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def _png(spec: FigureSpec, width_mm: float, dpi: int, metadata: Mapping[str, str]) -> bytes:
    image = to_image(spec, width_mm, dpi)
    for key, words in metadata.items():
        if words:
            image.setText(key, words)
    return _filled(lambda device: QImageWriter(device, b"png").write(image))


def _svg(spec: FigureSpec, width_mm: float, dpi: int, metadata: Mapping[str, str]) -> bytes:
    drawing = _drawing(spec, width_mm)

    def fill(device: QIODevice) -> bool:
        # SVG Tiny 1.2, Qt's default, does not clip.
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        generator.setOutputDevice(device)
        generator.setResolution(_PAGE_DPI)
        generator.setViewBox(drawing.page)
        generator.setSize(drawing.page.size().toSize())
        generator.setTitle(metadata.get("Title", spec.title))
        generator.setDescription(metadata.get("Description", spec.caption))
        return _painted(drawing, generator)

    millimetres = f'width="{width_mm:g}mm" height="{width_mm * spec.height_ratio:.4g}mm"'
    head, _size, rest = _filled(fill).partition(b"<svg")
    size_end = rest.index(b"viewBox")
    return head + b"<svg " + millimetres.encode() + b"\n " + rest[size_end:]


def _pdf(spec: FigureSpec, width_mm: float, dpi: int, metadata: Mapping[str, str]) -> bytes:
    drawing = _drawing(spec, width_mm)

    def fill(device: QIODevice) -> bool:
        writer = QPdfWriter(device)
        writer.setResolution(_PAGE_DPI)
        writer.setTitle(metadata.get("Title", spec.title))
        writer.setCreator(metadata.get("Software", "KetGUI"))
        size = QSizeF(width_mm, width_mm * spec.height_ratio)
        writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        return _painted(drawing, writer)

    return _filled(fill)


FORMATS: dict[str, Callable[[FigureSpec, float, int, Mapping[str, str]], bytes]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
}


def _drawing(spec: FigureSpec, width_mm: float) -> Drawing:
    ensure_application()
    width = width_mm / _MM_PER_INCH * _PAGE_DPI
    return Drawing(spec, width, width * spec.height_ratio)


def _painted(drawing: Drawing, device: QSvgGenerator | QPdfWriter) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    drawing.render(painter, drawing.page)
    return painter.end()


def _filled(fill: Callable[[QIODevice], bool]) -> bytes:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not fill(buffer):
        raise OSError(0, _("the figure could not be drawn"))
    buffer.close()
    return bytes(store.data())
