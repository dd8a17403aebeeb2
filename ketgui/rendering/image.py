"""A figure as a file: PNG, TIFF, SVG, PDF, all from the one painter."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from ketgui.figures import theme
from ketgui.figures.spec import FigureSpec
from ketgui.rendering.metadata import describe_file, join_description
from ketgui.rendering.painter import Drawing
from ketgui.rendering.pdf_file import make_pdf_writer, normalise_pdf
from ketgui.rendering.png_file import encode_png
from ketgui.rendering.tiff_words import IMAGE_DESCRIPTION, SOFTWARE, add_text_tags
from ketgui.text import _, integer
from ketgui.writing import replace_file

# An SVG's user unit is a CSS pixel, 1/96 inch; the painter lays everything out in the same unit.
_PAGE_DPI = 96
_MM_PER_INCH = 25.4
# QImageWriter's number for LZW in a TIFF; the default, 0, is uncompressed.
_LZW = 1
# So many pixels are drawn in well under a tenth of a second.
_PART_PIXELS = 4_000_000
_BOX = re.compile(rb"/(?P<name>MediaBox|TrimBox) \[0 0 (?P<right>[\d.]+) (?P<top>[\d.]+)\]")
# Arial has the same letter widths as Liberation Sans, for readers who lack the latter. The selector
# is one that Qt's own SVG viewer ignores: it takes a list of families for the name of one font.
_FALLBACK_FONT = (
    f'<style type="text/css">text[font-family]{{font-family:"{theme.FONT}",Arial,sans-serif}}'
    "</style>\n"
).encode()


def ensure_application() -> QApplication:
    """Return the application, created if there is none; without a display it draws off screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Qt aborts the whole process if it finds no display, so this is decided before Qt starts.
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
    suffix : {"png", "tiff", "svg", "pdf"}
    width_mm : float
        Width of the page; its height follows from the figure.
    dpi : int
        Pixels per inch of a PNG or TIFF, recorded in it.
    metadata : mapping of str to str
        What the file says about itself, besides or instead of title, caption and program.

    Raises
    ------
    OSError
        If the file cannot be written; its `strerror` says why.
    """
    prepare(spec, path, suffix, width_mm=width_mm, dpi=dpi, metadata=metadata)()


def prepare(
    spec: FigureSpec,
    path: Path,
    suffix: str,
    *,
    width_mm: float = 180.0,
    dpi: int = 300,
    metadata: Mapping[str, str] | None = None,
) -> Callable[[], None]:
    """Draw a figure, and return what encodes and writes it; see `write`.

    Drawing belongs to the main thread; what is returned may run in any, beside the next drawing.
    """
    encode = FORMATS[suffix](spec, width_mm, dpi, describe_file(spec, metadata or {}))
    return lambda: replace_file(path, encode())


def prepare_in_parts(
    spec: FigureSpec,
    path: Path,
    suffix: str,
    *,
    width_mm: float = 180.0,
    dpi: int = 300,
    metadata: Mapping[str, str] | None = None,
) -> Generator[Callable[[], None] | None]:
    """Draw as `prepare` does, a strip at a time; yield what it returns last, before that None."""
    encode = {"png": encode_png, "tiff": encode_tiff}.get(suffix)
    if encode is None:
        yield prepare(spec, path, suffix, width_mm=width_mm, dpi=dpi, metadata=metadata)
        return
    about = describe_file(spec, metadata or {})
    image = QImage()
    for partial in draw_in_parts(spec, width_mm, dpi):
        image = partial
        yield None
    yield lambda: replace_file(path, encode(image, about))


def to_image(spec: FigureSpec, width_mm: float = 180.0, dpi: int = 300) -> QImage:
    """Return the figure as an image of exactly the pixels that width and dpi ask for.

    Raises
    ------
    OSError
        If there is not enough memory for so many pixels.
    """
    *_parts, whole = draw_in_parts(spec, width_mm, dpi)
    return whole


def draw_in_parts(spec: FigureSpec, width_mm: float, dpi: int) -> Generator[QImage]:
    """Draw a figure strip by strip; yield the image after each, the last time complete.

    A window may do other things between two strips.
    """
    drawing = _make_drawing(spec, width_mm)
    image = _make_blank(width_mm, width_mm * spec.height_ratio, dpi)
    width, height, row_bytes = image.width(), image.height(), image.bytesPerLine()
    rows = max(1, min(height, _PART_PIXELS // width))
    memory = image.bits()
    for top in range(0, height, rows):
        # The strip is an image of its own that shares the memory of the whole: nothing is copied.
        high = min(rows, height - top)
        strip = QImage(memory[top * row_bytes :], width, high, row_bytes, image.format())
        strip.fill(QColor(theme.PAPER))
        painter = QPainter(strip)
        # The whole page is painted, shifted up; what falls outside the strip is clipped.
        drawing.render(painter, QRectF(0, -top, width, height))
        painter.end()
        yield image


def _make_blank(width_mm: float, height_mm: float, dpi: int) -> QImage:
    width, height = (round(mm / _MM_PER_INCH * dpi) for mm in (width_mm, height_mm))
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise OSError(
            errno.ENOMEM,
            _(
                "a picture of {width} × {height} pixels cannot be made; choose fewer dpi",
                width=integer(width),
                height=integer(height),
            ),
        )
    per_metre = round(dpi / _MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    return image


def encode_svg(spec: FigureSpec, width_mm: float = 180.0) -> bytes:
    """Return the figure as SVG, for the clipboard."""
    return _encode_svg(spec, width_mm, _PAGE_DPI, describe_file(spec, {}))()


def _encode_png(
    spec: FigureSpec, width_mm: float, dpi: int, about: Mapping[str, str]
) -> Callable[[], bytes]:
    image = to_image(spec, width_mm, dpi)
    return lambda: encode_png(image, about)


def _encode_svg(
    spec: FigureSpec, width_mm: float, dpi: int, about: Mapping[str, str]
) -> Callable[[], bytes]:
    drawing = _make_drawing(spec, width_mm)

    def fill(device: QIODevice) -> bool:
        # SVG Tiny 1.2, Qt's default, does not clip.
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        generator.setOutputDevice(device)
        generator.setResolution(_PAGE_DPI)
        generator.setViewBox(drawing.page)
        generator.setSize(drawing.page.size().toSize())
        generator.setTitle(about.get("Title", ""))
        generator.setDescription(join_description(about))
        return _paint(drawing, generator)

    # Qt's own width and height are whole pixels; the true size replaces them.
    millimetres = f'width="{width_mm:.6g}mm" height="{width_mm * spec.height_ratio:.6g}mm"'
    head, _size, rest = _fill(fill).partition(b"<svg")
    rest = rest[rest.index(b"viewBox") :].replace(b"<defs>", _FALLBACK_FONT + b"<defs>", 1)
    data = head + b"<svg " + millimetres.encode() + b"\n " + rest
    return lambda: data


def _encode_pdf(
    spec: FigureSpec, width_mm: float, dpi: int, about: Mapping[str, str]
) -> Callable[[], bytes]:
    drawing = _make_drawing(spec, width_mm)

    def fill(device: QIODevice) -> bool:
        writer = make_pdf_writer(device, about, _PAGE_DPI)
        size = QSizeF(width_mm, width_mm * spec.height_ratio)
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", exact))
        return _paint(drawing, writer, spec.scale)

    data = _set_true_page(normalise_pdf(_fill(fill)), width_mm, width_mm * spec.height_ratio)
    return lambda: data


def _set_true_page(pdf: bytes, width_mm: float, height_mm: float) -> bytes:
    """Give the page its exact size: Qt rounds it to whole points, but not the drawing.

    Each box is rewritten in the same number of bytes, so that every offset in the file still holds.
    """
    width, height = (mm / _MM_PER_INCH * 72 for mm in (width_mm, height_mm))

    def true_box(match: re.Match[bytes]) -> bytes:
        # PDF counts upwards from the foot: the surplus is
        # cut off below, the drawing starts at the top.
        top = float(match["top"])
        box = f"/{match['name'].decode()} [0 {top - height:.3f} {width:.3f} {top:.3f}]"
        return box.encode().ljust(len(match[0]))

    return _BOX.sub(true_box, pdf)


def _encode_tiff(
    spec: FigureSpec, width_mm: float, dpi: int, about: Mapping[str, str]
) -> Callable[[], bytes]:
    image = to_image(spec, width_mm, dpi)
    return lambda: encode_tiff(image, about)


def encode_tiff(image: QImage, about: Mapping[str, str]) -> bytes:
    """Return an image as TIFF (LZW) with its resolution and its text tags."""
    texts = {IMAGE_DESCRIPTION: join_description(about), SOFTWARE: about.get("Software", "")}
    return add_text_tags(_fill(lambda device: _write_tiff(image, device)), texts)


def _write_tiff(image: QImage, device: QIODevice) -> bool:
    writer = QImageWriter(device, b"tiff")
    writer.setCompression(_LZW)
    return writer.write(image)


# Each draws, and returns what encodes the drawing.
FORMATS: dict[str, Callable[[FigureSpec, float, int, Mapping[str, str]], Callable[[], bytes]]] = {
    "png": _encode_png,
    "tiff": _encode_tiff,
    "svg": _encode_svg,
    "pdf": _encode_pdf,
}


def _make_drawing(spec: FigureSpec, width_mm: float) -> Drawing:
    ensure_application()
    # A figure that is to come out larger is laid out on a smaller page, which is then enlarged.
    width = width_mm / _MM_PER_INCH * _PAGE_DPI / spec.scale
    return Drawing(spec, width, width * spec.height_ratio)


def _paint(drawing: Drawing, device: QSvgGenerator | QPdfWriter, scale: float = 1.0) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    # The page is in 96 dpi pixels; a PDF of an enlarged figure stretches it to the paper's size.
    page = drawing.page
    drawing.render(painter, QRectF(0, 0, page.width() * scale, page.height() * scale))
    return painter.end()


def _fill(fill: Callable[[QIODevice], bool]) -> bytes:
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not fill(buffer):
        raise OSError(errno.EIO, _("the figure could not be drawn"))
    buffer.close()
    return bytes(store.data())
