"""What of a table Word keeps on one page."""

from __future__ import annotations

import io

import docx
import pytest

from ketgui.reporting.documents.model import Document, TableBlock
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.tables.display_table import DisplayTable

LONG = "dissociation in 12/21 (57.1 %), " * 60


@pytest.mark.parametrize(("words", "whole"), [("mild", True), (LONG, False)])
def test_a_table_as_long_as_a_page_may_be_torn_and_follows_its_caption(words, whole):
    rows = tuple((f"Item {n}", words if n == 7 else "", "Left to write") for n in range(14))
    headers = ("Item", "From the data", "To write")
    table = DisplayTable("list", "A list", headers, rows, (False, False, False))
    written = Document("A title", (TableBlock(table, 1, True),), "en")
    file = docx.Document(io.BytesIO(build_word_file(written)))
    cells = [cell for row in file.tables[0].rows[1:-1] for cell in row.cells]
    kept = {bool(p.paragraph_format.keep_with_next) for cell in cells for p in cell.paragraphs}
    assert kept == {whole}
    assert file.paragraphs[1].paragraph_format.keep_with_next
