"""Delimited text cut into columns."""

from __future__ import annotations

import csv
import io

import pytest

from ketgui.importing.tables.readers.tokens import OpenQuoteError, code_column, tokenise


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    tokens = tokenise(text.encode(), delimiter.encode())
    width = int(tokens.widths.max(initial=0))
    return [list(code_column(tokens, place).texts()) for place in range(width)]


def test_columns_are_cut_by_the_delimiter() -> None:
    assert cells("id;age\nP1;40\nP2;50\n", ";") == [["id", "P1", "P2"], ["age", "40", "50"]]


def test_quoted_delimiters_and_line_breaks_stay_in_their_cell() -> None:
    assert cells('id,note\nP1,"a, b\nc"\n')[1] == ["note", "a, b\nc"]
    assert cells('id,note\nP1,"say ""ah"""\n')[1] == ["note", 'say "ah"']


def test_a_short_row_has_empty_cells() -> None:
    assert cells("a,b\n1\n2,3\n")[1] == ["b", "", "3"]


@pytest.mark.parametrize("length", [1, 7, 8, 9, 64, 65, 300])
def test_cells_of_any_length_are_the_same(length: int) -> None:
    word = "é" * length
    assert cells(f"a\n{word}\nb\n{word}\n") == [["a", word, "b", word]]


def test_an_open_quote_is_named_by_its_row() -> None:
    with pytest.raises(OpenQuoteError) as raised:
        tokenise(b'a,b\n1,2\n3,"4\n', b",")
    assert raised.value.row == 3


@pytest.mark.parametrize("odd", ["", "\nonly one", '\n"",""', "\n,", "\né,ß"])
def test_many_short_cells_are_as_python_reads_them(odd: str) -> None:
    text = "score,longer than two\n" + "\n".join(
        f"{number % 13},{number % 101 or ''}" for number in range(9_000)
    )
    rows = [*csv.reader(io.StringIO(text + odd + "\n"))]
    expected = [[row[0] for row in rows], [row[1] if len(row) > 1 else "" for row in rows]]
    assert cells(text + odd) == expected


def test_many_cells_of_which_many_are_long_are_as_python_reads_them() -> None:
    text = "\n".join(f"{number},{'x' * (number % 30)}" for number in range(9_000))
    rows = [*csv.reader(io.StringIO(text))]
    assert cells(text) == [[row[0] for row in rows], [row[1] for row in rows]]
