"""What is the same of every PDF."""

from __future__ import annotations

import io

from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter

from ketgui.rendering.pdf_file import make_pdf_writer, normalise_pdf

SAID = {"Title": "Scores", "Software": "KetGUI", "Description": "Before and after"}


def written() -> bytes:
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = make_pdf_writer(store, SAID, 96)
    painter = QPainter(writer)
    painter.drawText(100, 100, "two words")
    painter.end()
    return bytes(store.data().data())


def test_it_says_its_title_and_its_program(qapp):
    about = PdfReader(io.BytesIO(normalise_pdf(written()))).metadata
    assert about is not None
    assert (about.title, about.creator) == ("Scores", "KetGUI")


def test_every_byte_stays_in_its_place_but_for_the_hour(qapp):
    pdf = written()
    assert len(normalise_pdf(pdf)) == len(pdf)
    assert b"D:20000101000000" in normalise_pdf(pdf)


def test_a_space_is_copied_as_a_space(qapp):
    page = PdfReader(io.BytesIO(normalise_pdf(written()))).pages[0]
    assert page.extract_text().strip() == "two words"
