"""The apostrophe before what a spreadsheet would take for a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.importing.tables.apostrophes import protect, restore, restore_column
from ketgui.importing.tables.text_table import CodedText


@given(st.text(alphabet="'=+-@\t\r a1é", max_size=8))
def test_a_text_is_restored_as_it_was_and_is_never_a_formula(text: str) -> None:
    assert restore(protect(text)) == text
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["'til noon", "Anna's", "'", "", "d'accord"])
def test_other_apostrophes_stay(text: str) -> None:
    assert protect(text) == text == restore(text)


def test_a_column_keeps_its_rows() -> None:
    cells = CodedText.of(["'=1", "=1", "x", "'=1"])
    restored = restore_column(cells)
    assert restored.texts().tolist() == ["=1", "=1", "x", "=1"]
    assert not restored.distinct
    plain = CodedText.of(["x", "Anna's"])
    assert restore_column(plain) is plain
