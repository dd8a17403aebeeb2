"""A paragraph with a title as a file of each kind."""

from __future__ import annotations

import io

import docx
import pytest

from ketgui.reporting.documents.text_file import write_text
from ketgui.reporting.paragraphs.typography import keep_together

TITLE, TEXT = "Méthodes", "Un essai d’été : p < .05."


@pytest.mark.parametrize("kind", ["docx", "txt", "html", "md"])
def test_title_and_text_are_in_the_file(tmp_path, kind):
    path = tmp_path / f"méthodes.{kind}"
    write_text(TITLE, TEXT, "fr", path, kind)
    data = path.read_bytes()
    if kind == "docx":
        read = docx.Document(io.BytesIO(data))
        assert [p.text for p in read.paragraphs] == [TITLE, keep_together(TEXT)]
        assert read.core_properties.language == "fr"
    elif kind == "html":
        text = data.decode()
        assert '<html lang="fr">' in text
        assert f"<h1>{TITLE}</h1>" in text
        assert "<i>p</i>\u00a0&lt;\u00a0.05." in text
    else:
        text = data.decode("utf-8-sig")
        assert text.split("\n\n") == [f"# {TITLE}" if kind == "md" else TITLE, f"{TEXT}\n"]


def test_a_plain_text_starts_with_a_mark_for_notepad(tmp_path):
    write_text(TITLE, TEXT, "fr", tmp_path / "m.txt", "txt")
    assert (tmp_path / "m.txt").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_text(TITLE, TEXT, "fr", tmp_path / "nowhere" / "m.md", "md")
