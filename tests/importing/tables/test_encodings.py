"""Encodings, told from bytes."""

from __future__ import annotations

import pytest

from ketgui.importing.tables.encodings import CHOICES, TITLES, convert_to_utf8, detect

TEXT = "id;âge\nP1;44\nÉlodie;51\n"


@pytest.mark.parametrize(
    ("data", "name", "certainty"),
    [
        (TEXT.encode("utf-8-sig"), "utf-8", "sure"),
        (TEXT.encode(), "utf-8", "sure"),
        (TEXT.encode("utf-16"), "utf-16-le", "sure"),
        (TEXT.encode("utf-16-be"), "utf-16-be", "guess"),
        (TEXT.encode("cp1252"), "cp1252", "likely"),
        (TEXT.encode("mac-roman"), "mac-roman", "guess"),
    ],
)
def test_an_encoding_is_told_with_its_certainty(data: bytes, name: str, certainty: str) -> None:
    found = detect(data)
    assert (found.name, found.certainty) == (name, certainty)


def test_a_byte_against_it_is_named_with_its_line() -> None:
    found = detect("a\né\n".encode() + "É".encode("cp1252"))
    assert (found.bad_line, found.bad_byte) == (3, 0xC9)


def test_text_becomes_utf_8_without_a_mark() -> None:
    assert convert_to_utf8(TEXT.encode("utf-8-sig"), "utf-8") == TEXT.encode()
    assert convert_to_utf8(TEXT.encode("cp1252"), "cp1252") == TEXT.encode()
    with pytest.raises(UnicodeError):
        convert_to_utf8(b"\xff\xfe\xff", "utf-8")


def test_every_choice_has_a_title() -> None:
    assert set(CHOICES) == set(TITLES)
