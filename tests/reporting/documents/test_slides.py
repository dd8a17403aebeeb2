"""The figures as slides: a package as ECMA-376 has it, read back part by part."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree import ElementTree

import pytest

from ketgui.reporting.documents.model import Document, FigureBlock, Paragraph
from ketgui.reporting.documents.slides import build_slides
from tests.reporting.documents.drawings import png

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def open_slides(document: Document) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_slides(document)))


def read(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))


def list_words(element: ElementTree.Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in element.iter(f"{A}p")]


def test_each_drawn_figure_has_a_slide_with_title_picture_and_caption(document):
    figures = [b for b in document.blocks if isinstance(b, FigureBlock) and b.image]
    book = open_slides(document)
    assert list_words(read(book, "ppt/slides/slide1.xml"))[0] == document.title
    for number, figure in enumerate(figures, 2):
        slide = read(book, f"ppt/slides/slide{number}.xml")
        title, *_caption = list_words(slide)
        assert title.startswith(f"{figure.label}. ") or title == figure.label
        (picture,) = slide.iter(f"{P}pic")
        assert picture.find(f".//{P}cNvPr").attrib["descr"] == figure.alt  # pyright: ignore
        size = picture.find(f".//{A}ext").attrib  # pyright: ignore
        ratio = int(size["cx"]) / int(size["cy"])
        assert ratio == pytest.approx(figure.width_mm / figure.height_mm, rel=1e-3)
        assert book.read(f"ppt/media/image{number}.png") == figure.image
    assert f"ppt/slides/slide{len(figures) + 2}.xml" not in book.namelist()


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(document):
    book = open_slides(document)
    names = set(book.namelist())
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [each.attrib["Id"] for each in read(book, name)]
        assert len(set(ids)) == len(ids)
        for relation in read(book, name):
            target = posixpath.normpath(posixpath.join(folder, relation.attrib["Target"]))
            assert target in names
    types = list(read(book, "[Content_Types].xml"))
    typed = {each.attrib["PartName"].lstrip("/") for each in types if "PartName" in each.attrib}
    endings = {each.attrib["Extension"] for each in types if "Extension" in each.attrib}
    assert typed <= names
    assert {name for name in names - typed if name.rpartition(".")[2] not in endings} == set()


def test_slides_are_the_same_bytes_every_time_and_say_what_is_invented():
    figure = FigureBlock("k", 1, png(), "An <alt>.", "Title & more", "p < .05", 100, 50)
    warning = Paragraph("Invented <example>.", "warning")
    document = Document("A & B", (warning, figure), "fr")
    assert build_slides(document) == build_slides(document)
    book = open_slides(document)
    assert "Invented <example>." in list_words(read(book, "ppt/slides/slide1.xml"))
    slide = read(book, "ppt/slides/slide2.xml")
    assert list_words(slide)[1:] == ["p\u00a0<\u00a0.05"]
    assert list_words(slide)[0].endswith("1. Title & more")
    assert {run.attrib["lang"] for run in slide.iter(f"{A}rPr")} == {"fr-CA"}
    assert [run.attrib.get("i") for run in slide.iter(f"{A}rPr")][1:] == ["1", None]
