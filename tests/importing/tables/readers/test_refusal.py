"""Files of other kinds, called by their true name."""

from __future__ import annotations

import pytest

from ketgui.importing.tables.readers.refusal import is_markup, name_kind, refuse
from ketgui.importing.tables.sources import SourceFile


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.7", "a PDF document"), (b"\x89PNG\r\n\x00", "a picture"),
     (b"\x1f\x8b\x08\x00", "a compressed file"), (b"<html><table>", "a web page or XML")],
)  # fmt: skip
def test_a_file_is_called_what_it_is(data: bytes, kind: str) -> None:
    assert name_kind(data) == kind
    assert kind in refuse(SourceFile("a.csv", data)).message


def test_text_that_begins_like_a_kind_is_text() -> None:
    assert name_kind(b"BZh,id,age\nP1,2,3\n") == ""
    assert not is_markup(b"id,<html>\n")
