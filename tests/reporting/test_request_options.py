"""Each option of the report is read from text or from a project's own types, or refused."""

from __future__ import annotations

import pytest

from ketgui.rendering import image
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.paragraphs.style import STYLES
from ketgui.reporting.request import ReportRequest
from ketgui.reporting.request_options import (
    FORMATS,
    RequestError,
    get_styles,
    read_option,
    write_option,
)


def test_text_of_the_command_line_and_values_of_a_project_are_read_alike():
    text = {"dpi": "600", "width-mm": "90", "columns": "1", "formats": "PDF,png,pdf"}
    typed = {"dpi": 600.0, "width-mm": 90, "columns": 1, "formats": "pdf,png"}
    read = ReportRequest.from_dict(text)
    assert read == ReportRequest.from_dict(typed)
    assert read == ReportRequest(dpi=600, width_mm=90.0, columns=1, formats=("pdf", "png"))
    assert type(read.dpi) is int


@pytest.mark.parametrize(
    ("option", "keys"),
    [
        ("documents", [kind.key for kind in DOCUMENTS]),
        ("formats", list(FORMATS)),
        ("style", [style.key for style in STYLES]),
        ("paper", [paper.key for paper in PAPERS]),
        ("letters", ["yes", "no"]),
    ],
)
def test_every_key_of_a_registry_is_read_and_written_as_it_was(option, keys):
    for key in keys:
        assert write_option(option, read_option(option, key)) == key


def test_several_keys_are_read_once_each_and_none_as_nothing():
    assert read_option("documents", "md,DOCX,md") == ("md", "docx")
    assert read_option("documents", "none") == ()
    assert write_option("formats", ()) == "none"


def test_every_format_of_a_figure_can_be_drawn():
    assert set(FORMATS) == set(image.FORMATS)


def test_the_styles_are_those_of_the_statistics():
    assert get_styles() == tuple(style.key for style in STYLES)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("compose", "pie", "there is no figure pie"),
        ("compose", ",".join(["waterfall"] * 7), "one to 6 panels"),
        ("figures", "main,waterfall", "there is no figure main"),
        ("letters", "perhaps", "yes or no"),
        ("columns", 4, "one to three columns"),
        ("dpi", 20_000, "resolution lies between 72 and 1200"),
        ("dpi", "high", "could not convert"),
        ("palette", "neon", "no such palette"),
        ("documents", "odt", "no such format: odt"),
        ("style", "loud", "“loud” is none of plain, apa, journal"),
        ("paper", "a5", "“a5” is none of a4, letter"),
        ("colour", "red", "There is no option colour"),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_words(option, value, words):
    with pytest.raises(RequestError, match=words):
        read_option(option, value)
